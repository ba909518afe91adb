/* tables.c: the relations as eponymous table-valued functions.
**
** FROM articles, extract_quotes(articles.body, articles.published) becomes two
** equalities on hidden columns, without which no row can be found: a plan that
** cannot use the first is refused while another may still come (SQLITE_CONSTRAINT);
** where there is none at all, the query says so when it runs.
*/
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

typedef struct table {
  sqlite3_vtab base;
  const ne_binding *binding;
} table;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  ne_article *article; /* NULL where there are no rows */
  ne_rows rows;
  uint32_t row;
  newsext_date published;
  sqlite3_value *published_value; /* as it was handed in */
} cursor;

/* idxNum: which arguments are there. */
#define HAS_TEXT      1
#define HAS_PUBLISHED 2

/* The hidden columns follow the others. */
static int text_column(const ne_relation *relation) {
  return relation->column_count;
}

/* ---- The table ------------------------------------------------------------------- */

static void write_declaration(sqlite3_str *sql, const ne_relation *relation) {
  sqlite3_str_appendall(sql, "CREATE TABLE x(");
  for (int i = 0; i < relation->column_count; i++) {
    sqlite3_str_appendf(sql, "%s %s, ", relation->columns[i].name, relation->columns[i].type);
  }
  /* Names that no table of articles has, so that they make none ambiguous. */
  sqlite3_str_appendall(sql, "newsext_text HIDDEN");
  if (relation->takes_published) {
    sqlite3_str_appendall(sql, ", newsext_published HIDDEN");
  }
  sqlite3_str_appendall(sql, ")");
}

static int declare(sqlite3 *db, const ne_relation *relation) {
  sqlite3_str *text = sqlite3_str_new(db);
  int code;
  char *sql;
  write_declaration(text, relation);
  sql = sqlite3_str_finish(text);
  code = sql ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return code;
}

static int connect(sqlite3 *db, void *pointer, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message) {
  const ne_binding *binding = pointer;
  int code = declare(db, binding->relation);
  if (code == SQLITE_OK) {
    code = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  }
  (void)argc;
  (void)argv;
  (void)message;
  if (code == SQLITE_OK) {
    table *made = sqlite3_malloc64(sizeof *made);
    if (!made) {
      return SQLITE_NOMEM;
    }
    memset(made, 0, sizeof *made);
    made->binding = binding;
    *out = &made->base;
  }
  return code;
}

static int disconnect(sqlite3_vtab *vtab) {
  sqlite3_free(vtab);
  return SQLITE_OK;
}

/* ---- Planning ---------------------------------------------------------------------- */

/* Finds the equality on each hidden column; 0 where one is there that this plan
** cannot use. */
static int find_arguments(const sqlite3_index_info *info, int first, int found[2]) {
  int refused[2] = {0, 0};
  found[0] = found[1] = -1;
  for (int i = 0; i < info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = &info->aConstraint[i];
    if (c->iColumn < first || c->op != SQLITE_INDEX_CONSTRAINT_EQ) {
      continue;
    }
    if (c->usable) {
      found[c->iColumn - first] = i;
    } else {
      refused[c->iColumn - first] = 1;
    }
  }
  return !(refused[0] && found[0] < 0) && !(refused[1] && found[1] < 0);
}

static int plan(sqlite3_vtab *vtab, sqlite3_index_info *info) {
  const ne_relation *relation = ((table *)vtab)->binding->relation;
  int found[2], arguments = 0;
  if (!find_arguments(info, text_column(relation), found)) {
    return SQLITE_CONSTRAINT;
  }
  for (int i = 0; i < 2; i++) {
    if (found[i] >= 0) {
      info->aConstraintUsage[found[i]].argvIndex = ++arguments;
      info->aConstraintUsage[found[i]].omit = 1;
      info->idxNum |= i ? HAS_PUBLISHED : HAS_TEXT;
    }
  }
  info->estimatedCost = info->idxNum & HAS_TEXT ? relation->cost : 1e99;
  info->estimatedRows = relation->rows;
  if (relation->single) {
    info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
  }
  return SQLITE_OK;
}

/* ---- The cursor ---------------------------------------------------------------------- */

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

/* The article goes last: the next one may have the same text. */
static void leave(cursor *at, ne_article *article) {
  sqlite3_value_free(at->published_value);
  at->published_value = NULL;
  at->row = at->rows.count = 0;
  ne_article_release(article);
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  leave((cursor *)base, ((cursor *)base)->article);
  sqlite3_free(base);
  return SQLITE_OK;
}

static int set_message(sqlite3_vtab *vtab, int code, const char *message) {
  sqlite3_free(vtab->zErrMsg);
  vtab->zErrMsg = sqlite3_mprintf("%s", message);
  return code;
}

static int missing(sqlite3_vtab *vtab, const ne_relation *relation) {
  sqlite3_free(vtab->zErrMsg);
  vtab->zErrMsg = sqlite3_mprintf(
      "%s: expected the article's text, as in FROM articles, %s(articles.body), found no argument",
      relation->name, relation->name);
  return SQLITE_ERROR;
}

static newsext_status read_published(cursor *at, sqlite3_value *value, int *known) {
  at->published_value = sqlite3_value_dup(value);
  return at->published_value ? ne_argument_date(value, &at->published, known) : NEWSEXT_NOMEM;
}

static newsext_status read_text(cursor *at, const ne_binding *binding, sqlite3_value *value,
                                int known) {
  newsext_slice text;
  newsext_status status = ne_argument_text(value, &text);
  at->article = NULL;
  if (status == NEWSEXT_OK && text.bytes) {
    status = ne_article_take(binding->connection, text.bytes, text.length, &at->article);
  }
  if (status == NEWSEXT_OK && at->article) {
    status = ne_rows_open(&at->rows, binding->relation, at->article, known ? &at->published : NULL);
  }
  return status;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *string, int argc,
                  sqlite3_value **argv) {
  cursor *at = (cursor *)base;
  const ne_binding *binding = ((table *)base->pVtab)->binding;
  ne_article *before = at->article;
  newsext_status status = NEWSEXT_OK;
  int known = 0;
  (void)string;
  at->article = NULL;
  if (!(number & HAS_TEXT)) {
    leave(at, before);
    return missing(base->pVtab, binding->relation);
  }
  sqlite3_value_free(at->published_value);
  at->published_value = NULL;
  at->row = at->rows.count = 0;
  if (number & HAS_PUBLISHED) {
    status = read_published(at, argv[argc - 1], &known);
  }
  if (status == NEWSEXT_OK) {
    status = read_text(at, binding, argv[0], known);
  }
  ne_article_release(before);
  if (status != NEWSEXT_OK) {
    at->rows.count = 0;
  }
  return status == NEWSEXT_LIMIT ? set_message(base->pVtab, SQLITE_ERROR, ne_limit_message)
                                 : ne_status_code(status);
}

static int next(sqlite3_vtab_cursor *base) {
  ((cursor *)base)->row++;
  return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
  const cursor *at = (cursor *)base;
  return at->row >= at->rows.count;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  *out = (sqlite3_int64)((cursor *)base)->row + 1;
  return SQLITE_OK;
}

static int column_value(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  cursor *at = (cursor *)base;
  const ne_relation *relation = ((table *)base->pVtab)->binding->relation;
  ne_output out = {.context = context};
  if (column < relation->column_count) {
    relation->column(&at->rows, at->row, column, &out);
    ne_article_settle(at->article, out.status);
    ne_status_result(out.status, context);
  } else if (column == text_column(relation)) {
    ne_output_text(&out, newsext_document_text(at->rows.document));
  } else if (at->published_value) {
    sqlite3_result_value(context, at->published_value);
  }
  return SQLITE_OK;
}

const sqlite3_module ne_relation_module = {
    .iVersion = 0,
    .xConnect = connect, /* without xCreate: there are no other tables of it */
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
