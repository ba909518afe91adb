/* index.c: the virtual table newsindex, as SQLite sees it. */
#include "index.h"
SQLITE_EXTENSION_INIT3

#include <stdarg.h>

/* ---- Errors ------------------------------------------------------------------------------- */

int ne_index_error(ne_index *index, int code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  sqlite3_free(index->base.zErrMsg);
  index->base.zErrMsg = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  return code;
}

int ne_index_failed(ne_index *index, int code) {
  const char *message = sqlite3_errmsg(index->db);
  if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_ERROR ||
      (code & 0xff) == SQLITE_CONSTRAINT || (code & 0xff) == SQLITE_MISMATCH) {
    ne_index_error(index, 0, "newsindex: the tables of %s are not as they were made: %s",
                   index->name, message);
    return SQLITE_CORRUPT_VTAB;
  }
  return code;
}

/* ---- Making and letting go ------------------------------------------------------------------- */

/* What was prepared may name what is gone. */
static void leave(ne_index *index) {
  ne_store_close(&index->store);
  sqlite3_finalize(index->fetch);
  sqlite3_finalize(index->queued);
  sqlite3_finalize(index->schema_version);
  index->fetch = index->queued = index->schema_version = NULL;
  index->known_schema = 0;
  ne_overlay_leave(index);
}

static void destroy(ne_index *index) {
  leave(index);
  ne_index_options_clear(&index->options);
  ne_connection_release(index->connection);
  sqlite3_free(index->rowid);
  sqlite3_free(index->schema);
  sqlite3_free(index->name);
  sqlite3_free(index);
}

/* The columns behind those of quotes, as NE_COLUMN_ARTICLE and the next ones number them; the one
** without a name has the table's. */
static const struct {
  const char *name, *type;
} own_columns[] = {
    {"article", "INTEGER"}, {"headline", "TEXT"},
    {"outlet", "TEXT"},     {"published", "TEXT"},
    {"place", "TEXT"},      {"agency", "TEXT"},
    {NULL, "HIDDEN"},       {"speaker_key", "TEXT HIDDEN"},
    {"rank", "HIDDEN"},
};

#define OWN_COLUMNS (sizeof own_columns / sizeof *own_columns)

static int declare(sqlite3 *db, const char *name) {
  sqlite3_str *text = sqlite3_str_new(db);
  char *sql;
  int code;
  sqlite3_str_appendall(text, "CREATE TABLE x(");
  for (int i = 0; i < ne_quotes_relation.column_count; i++) {
    sqlite3_str_appendf(text, "%s %s, ", ne_quotes_relation.columns[i].name,
                        ne_quotes_relation.columns[i].type);
  }
  for (size_t i = 0; i < OWN_COLUMNS; i++) {
    sqlite3_str_appendf(text, "\"%w\" %s%s", own_columns[i].name ? own_columns[i].name : name,
                        own_columns[i].type, i + 1 < OWN_COLUMNS ? ", " : ")");
  }
  sql = sqlite3_str_finish(text);
  code = sql ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return code;
}

/* The table's own name is that of a column, too: no other may have it. */
static int check_name(const char *name, char **message) {
  int taken = 0;
  for (int i = 0; i < ne_quotes_relation.column_count; i++) {
    taken |= !sqlite3_stricmp(name, ne_quotes_relation.columns[i].name);
  }
  for (size_t i = 0; i < OWN_COLUMNS; i++) {
    taken |= own_columns[i].name && !sqlite3_stricmp(name, own_columns[i].name);
  }
  if (taken) {
    *message = sqlite3_mprintf(
        "newsindex: expected a name that none of its columns has, found '%s'", name);
  }
  return taken ? SQLITE_ERROR : SQLITE_OK;
}

static int make(sqlite3 *db, ne_connection *connection, const char *schema, const char *name,
                ne_index **out) {
  ne_index *index = sqlite3_malloc64(sizeof *index);
  *out = index;
  if (!index) {
    return SQLITE_NOMEM;
  }
  memset(index, 0, sizeof *index);
  index->db = db;
  index->connection = connection;
  ne_connection_retain(connection);
  index->schema = sqlite3_mprintf("%s", schema);
  index->name = sqlite3_mprintf("%s", name);
  index->store =
      (ne_store){.db = db, .connection = connection, .schema = index->schema, .name = index->name};
  index->format = index->store.format = NE_INDEX_FORMAT;
  return index->schema && index->name ? SQLITE_OK : SQLITE_NOMEM;
}

static int find_fts(ne_index *index) {
  sqlite3_int64 found = 0;
  const int code =
      ne_integer(index->db, &found, "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'");
  index->has_fts = found > 0;
  return code;
}

/* Some versions of SQLite look for the value elsewhere where columns that are not stored
** stand before it. */
static int find_encoding(ne_index *index) {
  const ne_index_options *o = &index->options;
  sqlite3_int64 recodes = 0, generated = 0;
  int code = ne_integer(index->db, &recodes,
                        "SELECT CASE encoding WHEN 'UTF-8' THEN 0 WHEN 'UTF-16le' THEN 1 ELSE 2 END"
                        " FROM pragma_encoding");
  if (code == SQLITE_OK) {
    code = ne_integer(index->db, &generated,
                      "SELECT EXISTS (SELECT 1 FROM pragma_table_xinfo(%Q, %Q) AS x WHERE hidden"
                      " AND cid <= (SELECT cid FROM pragma_table_xinfo(%Q, %Q)"
                      " WHERE name = %Q COLLATE NOCASE))",
                      o->content, index->schema, o->content, index->schema, o->text);
  }
  index->recodes = (int)recodes;
  index->has_blobs = !generated && !sqlite3_compileoption_used("OMIT_INCRBLOB");
  return code;
}

/* What cannot be read now is reported when it is needed. */
static int read_format(ne_index *index) {
  sqlite3_int64 format = 0;
  const int code = ne_config_get(&index->store, "format", &format);
  if (code == SQLITE_OK && format > 0 && format < NE_INDEX_FORMAT) {
    index->format = index->store.format = (int)format;
  }
  return code == SQLITE_NOMEM || code == SQLITE_INTERRUPT ? code : SQLITE_OK;
}

static int open_index(sqlite3 *db, void *connection, int argc, const char *const *argv,
                      sqlite3_vtab **out, char **message, int create) {
  ne_index *index;
  int code = make(db, connection, argv[1], argv[2], &index);
  if (code == SQLITE_OK) {
    code = ne_index_options_read(&index->options, argc - 3, argv + 3, message);
  }
  if (code == SQLITE_OK) {
    code = check_name(argv[2], message);
  }
  if (code == SQLITE_OK) {
    code = declare(db, argv[2]);
  }
  if (code == SQLITE_OK) {
    code = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  }
  if (code == SQLITE_OK) {
    code = find_fts(index);
  }
  if (code == SQLITE_OK) {
    code = find_encoding(index);
  }
  if (code == SQLITE_OK && !create) {
    code = read_format(index);
  }
  if (code == SQLITE_OK && create) {
    code = ne_index_content(index, message);
    if (code == SQLITE_OK) {
      code = ne_index_create(index, message);
    }
    if (code == SQLITE_OK) {
      code = ne_index_build(index);
    }
  }
  if (code != SQLITE_OK) {
    if (!*message) {
      *message =
          sqlite3_mprintf("%s", code == SQLITE_INTERRUPT ? "interrupted" : sqlite3_errmsg(db));
    }
    if (index) {
      destroy(index);
    }
    return code;
  }
  *out = &index->base;
  return SQLITE_OK;
}

static int create(sqlite3 *db, void *connection, int argc, const char *const *argv,
                  sqlite3_vtab **out, char **message) {
  return open_index(db, connection, argc, argv, out, message, 1);
}

static int connect(sqlite3 *db, void *connection, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message) {
  return open_index(db, connection, argc, argv, out, message, 0);
}

static int disconnect(sqlite3_vtab *vtab) {
  destroy((ne_index *)vtab);
  return SQLITE_OK;
}

static int drop(sqlite3_vtab *vtab) {
  ne_index *index = (ne_index *)vtab;
  int code;
  leave(index);
  code = ne_index_destroy(index);
  if (code == SQLITE_OK) {
    destroy(index);
  }
  return code;
}

static int rename_table(sqlite3_vtab *vtab, const char *name) {
  ne_index *index = (ne_index *)vtab;
  int code = check_name(name, &vtab->zErrMsg);
  if (code != SQLITE_OK) {
    return code;
  }
  leave(index);
  code = index->rowid ? SQLITE_OK : ne_index_content(index, &vtab->zErrMsg);
  if (code == SQLITE_OK) {
    code = ne_index_rename(index, name);
  }
  return code == SQLITE_OK || vtab->zErrMsg
             ? code
             : ne_index_error(index, code, "%s", sqlite3_errmsg(index->db));
}

/* ---- Is it fit to answer? ---------------------------------------------------------- */

/* VACUUM numbers the rows of a table without INTEGER PRIMARY KEY anew, and no trigger
** knows. Where there were gaps, the last article is then not where it was. */
static int look_for_rowids(ne_index *index, sqlite3_int64 *lost) {
  const char *s = index->schema, *n = index->name, *id = index->rowid;
  int code;
  *lost = 0;
  if (*id == '"') {
    return SQLITE_OK;
  }
  code = ne_integer(index->db, lost,
                    "SELECT 1 FROM (SELECT max(article) AS last FROM \"%w\".\"%w_article\")"
                    " WHERE last IS NOT NULL"
                    " AND NOT EXISTS (SELECT 1 FROM \"%w\".\"%w\" AS c WHERE c.%s = last)"
                    " AND NOT EXISTS (SELECT 1 FROM \"%w\".\"%w_queue\" WHERE article = last)",
                    s, n, s, index->options.content, id, s, n);
  return code == SQLITE_OK ? code : ne_index_failed(index, code);
}

/* Without the triggers the queue would not know. */
static int look_for_triggers(ne_index *index) {
  sqlite3_int64 found = 0, format = 0, lost;
  int code = SQLITE_OK;
  if (!index->rowid) {
    code = ne_index_content(index, &index->base.zErrMsg);
  }
  if (code == SQLITE_OK) {
    code = ne_integer(index->db, &found,
                      "SELECT count(*) FROM \"%w\".sqlite_master WHERE type = 'trigger'"
                      " AND tbl_name = %Q COLLATE NOCASE AND name COLLATE NOCASE IN"
                      " ('%q_insert', '%q_update', '%q_delete')",
                      index->schema, index->options.content, index->name, index->name, index->name);
  }
  if (code == SQLITE_OK && found < 3) {
    return ne_index_error(index, SQLITE_ERROR,
                          "newsindex: the triggers of %s on %s are gone: run INSERT INTO %s(%s) "
                          "VALUES('rebuild')",
                          index->name, index->options.content, index->name, index->name);
  }
  if (code == SQLITE_OK) {
    code = look_for_rowids(index, &lost);
  }
  if (code == SQLITE_OK && lost) {
    return ne_index_error(
        index, SQLITE_ERROR,
        "newsindex: the rowids of %s are not what they were, as after VACUUM of a "
        "table without INTEGER PRIMARY KEY: run INSERT INTO %s(%s) "
        "VALUES('rebuild')",
        index->options.content, index->name, index->name);
  }
  if (code == SQLITE_OK) {
    code = ne_config_get(&index->store, "format", &format);
    code = code == SQLITE_OK ? code : ne_index_failed(index, code);
  }
  if (code == SQLITE_OK && format != index->format) {
    return ne_index_error(index, format > NE_INDEX_FORMAT ? SQLITE_ERROR : SQLITE_CORRUPT_VTAB,
                          "newsindex: %s: expected an index of format %d, found %lld", index->name,
                          index->format, format);
  }
  return code;
}

int ne_index_ready(ne_index *index) {
  sqlite3_int64 version;
  int code = SQLITE_OK;
  if (!index->schema_version) {
    code = ne_prepare(index->db, &index->schema_version, SQLITE_PREPARE_PERSISTENT,
                      "PRAGMA \"%w\".schema_version", index->schema);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_step(index->schema_version);
  version = sqlite3_column_int64(index->schema_version, 0) + 1;
  code = sqlite3_reset(index->schema_version);
  if (code == SQLITE_OK && version != index->known_schema) {
    code = look_for_triggers(index);
    if (code == SQLITE_OK) {
      index->known_schema = version;
    }
  }
  return code;
}

int ne_index_reopen(ne_index *index) {
  int code;
  leave(index);
  sqlite3_free(index->rowid);
  index->rowid = NULL;
  code = ne_index_content(index, &index->base.zErrMsg);
  return code == SQLITE_OK ? find_encoding(index) : code;
}

/* ---- The module -------------------------------------------------------------------- */

static int find_function(sqlite3_vtab *vtab, int argc, const char *name,
                         void (**function)(sqlite3_context *, int, sqlite3_value **), void **data) {
  (void)vtab;
  *data = NULL;
  if ((argc == 3 || argc == 4) && !sqlite3_stricmp(name, "highlight")) {
    *function = ne_highlight_function;
    return 1;
  }
  if ((argc == 5 || argc == 6) && !sqlite3_stricmp(name, "snippet")) {
    *function = ne_snippet_function;
    return 1;
  }
  return 0;
}

/* The queue is not among them: the writers' triggers write it, in defensive mode as
** in any. */
static int is_shadow(const char *name) {
  static const char *const names[] = {"article", "config", "places", "quote", "speaker", "text"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!sqlite3_stricmp(name, names[i])) {
      return 1;
    }
  }
  return 0;
}

static int integrity(sqlite3_vtab *vtab, const char *schema, const char *table, int flags,
                     char **message) {
  (void)schema;
  (void)table;
  (void)flags; /* of quick_check, which this is quick enough for */
  return ne_index_check((ne_index *)vtab, 0, message);
}

/* SQLite 3.44's, which older headers do not know. */
typedef struct module {
  sqlite3_module known;
#if SQLITE_VERSION_NUMBER < 3044000
  int (*xIntegrity)(sqlite3_vtab *, const char *, const char *, int, char **);
#endif
} module;

static const module newsindex = {
    .known =
        {
            .iVersion = 4,
            .xCreate = create,
            .xConnect = connect,
            .xBestIndex = ne_index_plan,
            .xDisconnect = disconnect,
            .xDestroy = drop,
            .xOpen = ne_cursor_open,
            .xClose = ne_cursor_close,
            .xFilter = ne_cursor_filter,
            .xNext = ne_cursor_next,
            .xEof = ne_cursor_eof,
            .xColumn = ne_cursor_column,
            .xRowid = ne_cursor_rowid,
            .xUpdate = ne_index_update,
            .xFindFunction = find_function,
            .xRename = rename_table,
            .xShadowName = is_shadow,
#if SQLITE_VERSION_NUMBER >= 3044000
            .xIntegrity = integrity,
#endif
        },
#if SQLITE_VERSION_NUMBER < 3044000
    .xIntegrity = integrity,
#endif
};

int ne_index_register(sqlite3 *db, ne_connection *connection) {
  int code;
  ne_connection_retain(connection);
  code = sqlite3_create_module_v2(db, "newsindex", &newsindex.known, connection,
                                  ne_connection_release);
  for (int argc = 3; argc <= 6 && code == SQLITE_OK; argc++) {
    code = sqlite3_overload_function(db, argc < 5 ? "highlight" : "snippet", argc);
  }
  if (code == SQLITE_OK) {
    code = ne_batch_register(db, connection);
  }
  if (code == SQLITE_OK) {
    ne_connection_retain(connection);
    code = sqlite3_create_module_v2(db, "news_status", &ne_status_module, connection,
                                    ne_connection_release);
  }
  return code;
}
