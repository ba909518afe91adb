/* index_status.c: news_status, a row for each index that the connection can see.
**
**     SELECT * FROM news_status;
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

typedef struct table {
  sqlite3_vtab base;
  ne_connection *connection;
} table;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  sqlite3_stmt *list; /* schema and name of each index */
  sqlite3_stmt *row;
  int there;
} cursor;

static const char declaration[] =
    "CREATE TABLE x(name TEXT, schema TEXT, content TEXT, total INTEGER, done INTEGER,"
    " waiting INTEGER, started TEXT, format INTEGER, made_by TEXT, advice TEXT)";

static int connect(sqlite3 *db, void *connection, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message) {
  table *made;
  int code = sqlite3_declare_vtab(db, declaration);
  (void)argc;
  (void)argv;
  (void)message;
  if (code != SQLITE_OK) {
    return code;
  }
  made = sqlite3_malloc64(sizeof *made);
  if (!made) {
    return SQLITE_NOMEM;
  }
  memset(made, 0, sizeof *made);
  made->connection = connection;
  *out = &made->base;
  return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *vtab) {
  sqlite3_free(vtab);
  return SQLITE_OK;
}

static int plan(sqlite3_vtab *vtab, sqlite3_index_info *info) {
  (void)vtab;
  info->estimatedCost = 1e4;
  info->estimatedRows = 2;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out) {
  cursor *made = sqlite3_malloc64(sizeof *made);
  (void)vtab;
  if (!made) {
    return SQLITE_NOMEM;
  }
  memset(made, 0, sizeof *made);
  *out = &made->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  sqlite3_finalize(c->list);
  sqlite3_finalize(c->row);
  sqlite3_free(c);
  return SQLITE_OK;
}

/* ---- One index --------------------------------------------------------------------- */

/* What is indexed and does not wait is done. Rows of the queue of which only that they were
** doubted is known wait when they are gone; what no table has waits while it is built. */
static const char row_sql[] =
    "WITH c(key, value) AS (SELECT key, value FROM \"%w\".\"%w_config\"),"
    " q(article) AS (SELECT article FROM \"%w\".\"%w_queue\" AS w WHERE " NE_WAITS_SQL "),"
    " t(n) AS (SELECT count(*) FROM \"%w\".\"%w\"),"
    " d(n) AS (SELECT count(*) FROM \"%w\".\"%w_article\" WHERE article NOT IN q),"
    " w(n) AS (SELECT (SELECT count(*) FROM q) + (SELECT count(*) FROM c CROSS JOIN \"%w\".\"%w\" "
    "AS a"
    "  WHERE c.key = 'building' AND a.%s NOT IN q AND NOT EXISTS"
    "  (SELECT 1 FROM \"%w\".\"%w_article\" AS i WHERE i.article = a.%s))),"
    " v(n) AS (SELECT max(version) FROM \"%w\".\"%w_article\"),"
    " o(n) AS (SELECT count(*) FROM \"%w\".\"%w_article\" AS a WHERE"
    "  (SELECT value FROM c WHERE key = 'version ' || a.version) IS NOT %Q)"
    " SELECT %Q, %Q, %Q, t.n, d.n, w.n, (SELECT value FROM c WHERE key = 'started'),"
    " (SELECT value FROM c WHERE key = 'format'),"
    " (SELECT value FROM c WHERE key = 'version ' || v.n),"
    " CASE WHEN o.n THEN printf('%%d articles were read by another newsext: ''rebuild'' would read"
    " them anew', o.n) WHEN (SELECT value FROM c WHERE key = 'format') < %d THEN"
    " 'the index is of an older format: ''rebuild'' would make it faster' WHEN w.n THEN "
    "printf('%%d articles wait: ''sync'' would index them', w.n) END FROM t, d, w, v, o";

/* The content table, and a name for its rowid that no column has. */
static const char content_sql[] =
    "SELECT value, (SELECT column1 FROM (VALUES('rowid'), ('_rowid_'), ('oid')) WHERE column1"
    " NOT IN (SELECT lower(name) FROM pragma_table_xinfo(value, %Q)))"
    " FROM \"%w\".\"%w_config\" WHERE key = 'content'";

static int prepare_row(cursor *c) {
  sqlite3 *db = ((table *)c->base.pVtab)->connection->db;
  const char *s = (const char *)sqlite3_column_text(c->list, 0);
  const char *n = (const char *)sqlite3_column_text(c->list, 1);
  char *version = sqlite3_mprintf("newsext %s, model %s, lexicon %s", NEWSEXT_VERSION,
                                  newsext_model_version(), newsext_lexicon_version());
  sqlite3_stmt *content = NULL;
  int code = version ? SQLITE_OK : SQLITE_NOMEM, finalized;
  sqlite3_finalize(c->row);
  c->row = NULL;
  if (code == SQLITE_OK) {
    code = ne_prepare(db, &content, 0, content_sql, s, s, n);
  }
  if (code == SQLITE_OK && sqlite3_step(content) == SQLITE_ROW) {
    const char *a = (const char *)sqlite3_column_text(content, 0);
    const char *id = (const char *)sqlite3_column_text(content, 1);
    code = a && id ? ne_prepare(db, &c->row, 0, row_sql, s, n, s, n, s, a, id, s, a, s, n, s, a, id,
                                s, n, id, s, n, s, n, version, n, s, a, NE_INDEX_FORMAT)
                   : SQLITE_ERROR;
  } else if (code == SQLITE_OK) {
    code = SQLITE_ERROR;
  }
  finalized = sqlite3_finalize(content);
  sqlite3_free(version);
  return finalized == SQLITE_OK ? code : finalized;
}

/* An index that cannot be read, because its content table is gone, has no row. */
static int next(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  int code = SQLITE_ROW;
  c->there = 0;
  while (!c->there && (code = sqlite3_step(c->list)) == SQLITE_ROW) {
    const int prepared = prepare_row(c);
    if (prepared == SQLITE_OK) {
      code = sqlite3_step(c->row);
      c->there = code == SQLITE_ROW;
      if (!c->there) {
        return code == SQLITE_DONE ? SQLITE_OK : code;
      }
    } else if (prepared == SQLITE_NOMEM || prepared == SQLITE_INTERRUPT) {
      return prepared;
    }
  }
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* ---- All of them ------------------------------------------------------------------- */

/* A schema after the other; the content table's name is in news_config. */
static int prepare_list(sqlite3 *db, sqlite3_stmt **out) {
  sqlite3_stmt *schemas = NULL;
  sqlite3_str *sql = sqlite3_str_new(db);
  int code = ne_prepare(db, &schemas, 0, "SELECT name FROM pragma_database_list"), count = 0;
  char *text;
  while (code == SQLITE_OK && sqlite3_step(schemas) == SQLITE_ROW) {
    const char *schema = (const char *)sqlite3_column_text(schemas, 0);
    sqlite3_str_appendf(sql,
                        "%sSELECT %Q, name FROM \"%w\".sqlite_master WHERE type = 'table'"
                        " AND lower(sql) LIKE 'create virtual table%%using%%newsindex%%(%%'",
                        count++ ? " UNION ALL " : "", schema, schema);
  }
  if (code == SQLITE_OK) {
    code = sqlite3_finalize(schemas);
  }
  text = sqlite3_str_finish(sql);
  if (code == SQLITE_OK) {
    code = text ? sqlite3_prepare_v2(db, text, -1, out, NULL) : SQLITE_NOMEM;
  }
  sqlite3_free(text);
  return code;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *string, int argc,
                  sqlite3_value **argv) {
  cursor *c = (cursor *)base;
  ne_connection *connection = ((table *)base->pVtab)->connection;
  int code;
  (void)number;
  (void)string;
  (void)argc;
  (void)argv;
  sqlite3_finalize(c->list);
  c->list = NULL;
  code = prepare_list(connection->db, &c->list);
  return code == SQLITE_OK ? next(base) : code;
}

static int at_end(sqlite3_vtab_cursor *base) {
  return !((cursor *)base)->there;
}

static int column_value(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  sqlite3_result_value(context, sqlite3_column_value(((cursor *)base)->row, column));
  return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  (void)base;
  *out = 0;
  return SQLITE_OK;
}

const sqlite3_module ne_status_module = {
    .iVersion = 0,
    .xConnect = connect,
    .xBestIndex = plan,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column_value,
    .xRowid = row_number,
};
