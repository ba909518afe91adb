/* index_schema.c: the plain tables of an index, and the triggers on its articles. */
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Small helpers ------------------------------------------------------------------ */

static int prepare(sqlite3 *db, sqlite3_stmt **out, unsigned flags, const char *format,
                   va_list arguments) {
  char *sql = sqlite3_vmprintf(format, arguments);
  int code = SQLITE_NOMEM;
  *out = NULL;
  if (sql) {
    code = sqlite3_prepare_v3(db, sql, -1, flags, out, NULL);
  }
  sqlite3_free(sql);
  return code;
}

int ne_prepare(sqlite3 *db, sqlite3_stmt **out, unsigned flags, const char *format, ...) {
  va_list arguments;
  int code;
  va_start(arguments, format);
  code = prepare(db, out, flags, format, arguments);
  va_end(arguments);
  return code;
}

int ne_execute(sqlite3 *db, const char *format, ...) {
  va_list arguments;
  char *sql;
  int code = SQLITE_NOMEM;
  va_start(arguments, format);
  sql = sqlite3_vmprintf(format, arguments);
  va_end(arguments);
  if (sql) {
    code = sqlite3_exec(db, sql, NULL, NULL, NULL);
  }
  sqlite3_free(sql);
  return code;
}

int ne_integer(sqlite3 *db, sqlite3_int64 *value, const char *format, ...) {
  va_list arguments;
  sqlite3_stmt *statement;
  int code;
  va_start(arguments, format);
  code = prepare(db, &statement, 0, format, arguments);
  va_end(arguments);
  if (code == SQLITE_OK) {
    if (sqlite3_step(statement) == SQLITE_ROW) {
      *value = sqlite3_column_int64(statement, 0);
    }
    code = sqlite3_finalize(statement);
  }
  return code;
}

/* ---- The tables: %1$s is the schema and the name, both quoted ------------------------ */

/* Quotes keep what can be had nowhere else: their words are the article's. spans is
** NULL where it is [[start, length]]; more_bytes is by how much the bytes before the quote,
** in UTF-8, are more than the characters; speaker_id leads to a speaker also where nobody
** is named. The queue has no constraint that could fail, else SQLite would open a
** statement journal for each insert of an article. */
#define BYTES_SQL  "more_bytes INTEGER"
#define PLACES_SQL "CREATE TABLE \"%w\".\"%w_places\"(article INTEGER PRIMARY KEY, places BLOB)"

static const char *const table_sql[] = {
    "CREATE TABLE \"%w\".\"%w_config\"(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE \"%w\".\"%w_queue\"(article INTEGER PRIMARY KEY, changed INTEGER)",
    "CREATE TABLE \"%w\".\"%w_article\"(article INTEGER PRIMARY KEY, first INTEGER,"
    " quotes INTEGER, headline TEXT, outlet TEXT, published TEXT, place TEXT, agency TEXT, version "
    "INTEGER)",
    PLACES_SQL,
    "CREATE TABLE \"%w\".\"%w_speaker\"(id INTEGER PRIMARY KEY, speaker TEXT, kind TEXT, key TEXT,"
    " quotes INTEGER NOT NULL)",
    "CREATE TABLE \"%w\".\"%w_quote\"(id INTEGER PRIMARY KEY, article INTEGER, speaker_id INTEGER,"
    " start INTEGER, length INTEGER, spans TEXT, n INTEGER, type TEXT, act TEXT, role TEXT,"
    " mention TEXT, mention_start INTEGER, mention_length INTEGER, cue TEXT, cue_start INTEGER,"
    " cue_length INTEGER, addressee TEXT, said_on TEXT, paragraph INTEGER, confidence REAL,"
    " rule TEXT, " BYTES_SQL ")",
};

/* Of formats that keep the words of quotes beside them. */
static const char text_sql[] =
    "CREATE TABLE \"%w\".\"%w_text\"(id INTEGER PRIMARY KEY, quote TEXT)";

/* Those that adding articles needs not are made when the tables are full: that is faster.
** They hold what leads on to the quotes and to their words, so that the rows that they are
** indexes of are seldom read. An article's own row leads to its quotes. */
static const struct {
  const char *name, *table, *columns;
  ne_purpose purpose;
} indexes[] = {
    {"speaker_speaker", "speaker", "speaker, kind", NE_FOR_ADDING},
    {"quote_speaker", "quote", "speaker_id, article, start, length, spans, more_bytes",
     NE_FOR_QUERIES},
    {"speaker_key", "speaker", "key", NE_FOR_QUERIES},
    {"article_published", "article", "published, first, quotes", NE_FOR_QUERIES},
    {"article_outlet", "article", "outlet, first, quotes", NE_FOR_QUERIES},
    {"article_place", "article", "place, first, quotes", NE_FOR_QUERIES},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Those of older formats are kept as they are: they may have fewer columns after the first. */
static const char *columns_of(const ne_store *store, size_t number) {
  const char *columns = indexes[number].columns;
  const int bytes = strstr(columns, ", more_bytes") != NULL;
  return bytes && store->format < NE_FORMAT_WITH_BYTES ? "speaker_id, article, start, length, spans"
                                                       : columns;
}

/* The name for an index, as text from sqlite3_malloc: another where an index of a
** table that was renamed has it. NULL in *out where the table has the index. */
static int name_index(const ne_store *store, size_t number, char **out) {
  const char *const sql =
      "SELECT name, CASE WHEN EXISTS (SELECT 1 FROM \"%w\".sqlite_master WHERE name = n.name)"
      " THEN name || '_' || lower(hex(randomblob(4))) ELSE name END"
      " FROM (SELECT '%q_%s' AS name) AS n WHERE NOT EXISTS (SELECT 1 FROM \"%w\".sqlite_master"
      " WHERE type = 'index' AND tbl_name = '%q_%s' AND sql LIKE '%%(%.*s%s')";
  const char *columns = columns_of(store, number);
  const int older = store->format < NE_INDEX_FORMAT;
  const int length = (int)(older ? strcspn(columns, ",") : strlen(columns));
  sqlite3_stmt *statement;
  int code = ne_prepare(store->db, &statement, 0, sql, store->schema, store->name,
                        indexes[number].name, store->schema, store->name, indexes[number].table,
                        length, columns, older ? "%" : ")");
  *out = NULL;
  if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
    *out = sqlite3_mprintf("%s", sqlite3_column_text(statement, 1));
    code = *out ? SQLITE_OK : SQLITE_NOMEM;
  }
  sqlite3_finalize(statement);
  return code;
}

int ne_store_index(const ne_store *store, ne_purpose purpose) {
  int code = SQLITE_OK;
  for (size_t i = 0; i < COUNT(indexes) && code == SQLITE_OK; i++) {
    char *name = NULL;
    if (indexes[i].purpose <= purpose) {
      code = name_index(store, i, &name);
    }
    if (name) {
      code = ne_execute(store->db, "CREATE INDEX \"%w\".\"%w\" ON \"%w_%s\"(%s)", store->schema,
                        name, store->name, indexes[i].table, columns_of(store, i));
    }
    sqlite3_free(name);
  }
  return code;
}

int ne_store_create(const ne_store *store) {
  int code = SQLITE_OK;
  for (size_t i = 0; i < COUNT(table_sql) && code == SQLITE_OK; i++) {
    code = ne_execute(store->db, table_sql[i], store->schema, store->name);
  }
  if (code == SQLITE_OK && store->format < NE_FORMAT_WITHOUT_TEXTS) {
    code = ne_execute(store->db, text_sql, store->schema, store->name);
  }
  return code == SQLITE_OK ? ne_store_index(store, NE_FOR_ADDING) : code;
}

int ne_store_match_create(const ne_store *store, const char *tokenize) {
  return ne_execute(store->db,
                    "CREATE VIRTUAL TABLE \"%w\".\"%w_match\" USING fts5(quote, content='',"
                    " tokenize=\"%w\")",
                    store->schema, store->name, tokenize ? tokenize : NE_TOKENIZE);
}

/* ---- Settings --------------------------------------------------------------------------- */

int ne_config_set(const ne_store *store, const char *key, const char *value) {
  return ne_execute(store->db, "REPLACE INTO \"%w\".\"%w_config\" VALUES(%Q, %Q)", store->schema,
                    store->name, key, value);
}

int ne_config_number(const ne_store *store, const char *key, sqlite3_int64 value) {
  return ne_execute(store->db, "REPLACE INTO \"%w\".\"%w_config\" VALUES(%Q, %lld)", store->schema,
                    store->name, key, value);
}

int ne_config_get(const ne_store *store, const char *key, sqlite3_int64 *value) {
  *value = 0;
  return ne_integer(store->db, value, "SELECT value FROM \"%w\".\"%w_config\" WHERE key = %Q",
                    store->schema, store->name, key);
}

/* Versions are numbered 1, 2, 3 … as they come: 'version 2' is "0.2.0 …". */
int ne_config_version(const ne_store *store, sqlite3_int64 *number) {
  const char *s = store->schema, *n = store->name;
  char *text = sqlite3_mprintf("newsext %s, model %s, lexicon %s", NEWSEXT_VERSION,
                               newsext_model_version(), newsext_lexicon_version());
  int code = text ? SQLITE_OK : SQLITE_NOMEM;
  *number = 0;
  if (text) {
    code = ne_integer(store->db, number,
                      "SELECT substr(key, 9) FROM \"%w\".\"%w_config\""
                      " WHERE key GLOB 'version *' AND value = %Q",
                      s, n, text);
  }
  if (code == SQLITE_OK && !*number) {
    code = ne_integer(store->db, number,
                      "SELECT coalesce(max(CAST(substr(key, 9) AS INTEGER)), 0) + 1"
                      " FROM \"%w\".\"%w_config\" WHERE key GLOB 'version *'",
                      s, n);
    if (code == SQLITE_OK) {
      code = ne_execute(store->db, "REPLACE INTO \"%w\".\"%w_config\" VALUES('version %lld', %Q)",
                        s, n, *number, text);
    }
  }
  sqlite3_free(text);
  return code;
}

/* ---- The view: all of it in words, for readers without newsext ----------------------------- */

/* What waits is left out: its words may be others now. */
static int create_view(const ne_index *index) {
  const char *n = index->name, *text = index->options.text;
  return ne_execute(
      index->db,
      "CREATE VIEW \"%w\".\"%w_plain\" AS SELECT q.id, q.n, q.type, q.act,"
      " CASE WHEN q.spans IS NULL THEN substr(CAST(c.\"%w\" AS TEXT), q.start, q.length)"
      " ELSE (SELECT group_concat(substr(CAST(c.\"%w\" AS TEXT), json_extract(value, '$[0]'),"
      " json_extract(value, '$[1]')), ' ') FROM json_each(q.spans)) END AS quote, s.speaker,"
      " s.kind, q.role, q.mention, q.mention_start, q.mention_length, q.cue, q.cue_start,"
      " q.cue_length, q.addressee, q.said_on, q.start, q.length,"
      " coalesce(q.spans, '[[' || q.start || ',' || q.length || ']]') AS spans, "
      "q.paragraph,"
      " q.confidence, q.rule, a.article, a.headline, a.outlet, a.published, a.place, "
      "a.agency,"
      " s.key AS speaker_key FROM \"%w_quote\" AS q"
      " JOIN \"%w_speaker\" AS s ON s.id = q.speaker_id"
      " JOIN \"%w_article\" AS a ON a.article = q.article"
      " AND q.id BETWEEN a.first AND a.first + a.quotes - 1"
      " JOIN \"%w\" AS c ON c.%s = a.article"
      " WHERE NOT EXISTS (SELECT 1 FROM \"%w_queue\" AS w WHERE w.article = a.article "
      "AND changed)",
      index->schema, n, text, text, n, n, n, index->options.content, index->rowid, n);
}

/* Tables and indexes that are of no use any more cannot be dropped while a statement
** runs: the words of format 1 are taken out, its index of articles stays. */
int ne_index_upgrade(ne_index *index) {
  const char *s = index->schema, *n = index->name;
  int code = SQLITE_OK;
  if (index->format < NE_FORMAT_WITHOUT_TEXTS) {
    code = ne_execute(index->db, "DELETE FROM \"%w\".\"%w_text\"", s, n);
  }
  if (code == SQLITE_OK && index->format < NE_FORMAT_WITH_PLACES) {
    code = ne_execute(index->db, PLACES_SQL, s, n);
  }
  if (code == SQLITE_OK && index->format < NE_FORMAT_WITH_BYTES) {
    code = ne_execute(index->db, "ALTER TABLE \"%w\".\"%w_quote\" ADD COLUMN " BYTES_SQL, s, n);
  }
  index->format = index->store.format = NE_INDEX_FORMAT;
  if (code == SQLITE_OK) {
    code = ne_execute(index->db, "DROP VIEW IF EXISTS \"%w\".\"%w_plain\"", s, n);
  }
  if (code == SQLITE_OK) {
    code = create_view(index);
  }
  return code == SQLITE_OK ? ne_config_number(&index->store, "format", NE_INDEX_FORMAT) : code;
}

/* ---- The content table ------------------------------------------------------------- */

static int refuse(char **message, char *text) {
  sqlite3_free(*message);
  *message = text;
  return text ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* That it is an ordinary table with rowids, in the schema of the virtual table. */
static int check_kind(const ne_index *index, char **message) {
  const char *content = index->options.content;
  sqlite3_stmt *list;
  int code = ne_prepare(index->db, &list, 0,
                        "SELECT type, wr FROM pragma_table_list WHERE schema = %Q COLLATE NOCASE"
                        " AND name = %Q COLLATE NOCASE",
                        index->schema, content);
  if (code != SQLITE_OK) {
    return code;
  }
  code = sqlite3_step(list);
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    sqlite3_finalize(list);
    return code;
  }
  if (code == SQLITE_DONE) {
    code = refuse(message, sqlite3_mprintf("newsindex: content: expected a table of schema %s, "
                                           "found none named %s",
                                           index->schema, content));
  } else if (strcmp((const char *)sqlite3_column_text(list, 0), "table") != 0) {
    code = refuse(message, sqlite3_mprintf("newsindex: content: expected an ordinary table, found "
                                           "the %s %s",
                                           sqlite3_column_text(list, 0), content));
  } else if (sqlite3_column_int(list, 1)) {
    code = refuse(message, sqlite3_mprintf("newsindex: content: expected a table with rowids, "
                                           "found %s, which is WITHOUT ROWID",
                                           content));
  }
  sqlite3_finalize(list);
  return code == SQLITE_ROW ? SQLITE_OK : code;
}

/* Tells which columns there are. */
static int refuse_column(const ne_index *index, const char *option, const char *column,
                         char **message) {
  sqlite3_stmt *list;
  int code = ne_prepare(index->db, &list, 0,
                        "SELECT group_concat(name, ', ') FROM pragma_table_xinfo(%Q, %Q)",
                        index->options.content, index->schema);
  if (code == SQLITE_OK) {
    sqlite3_step(list);
    code = refuse(message,
                  sqlite3_mprintf("newsindex: %s: expected a column of %s (%s), found '%s'", option,
                                  index->options.content, sqlite3_column_text(list, 0), column));
    sqlite3_finalize(list);
  }
  return code;
}

/* That the column is there. */
static int check_column(const ne_index *index, const char *option, const char *column,
                        char **message) {
  sqlite3_int64 found = 0;
  int code = SQLITE_OK;
  if (column) {
    code = ne_integer(index->db, &found,
                      "SELECT count(*) FROM pragma_table_xinfo(%Q, %Q)"
                      " WHERE name = %Q COLLATE NOCASE",
                      index->options.content, index->schema, column);
    if (code == SQLITE_OK && !found) {
      code = refuse_column(index, option, column, message);
    }
  }
  return code;
}

/* The rowid by a name that means it: the INTEGER PRIMARY KEY's, which is one if it has no
** index of its own (INTEGER PRIMARY KEY DESC has), or one of the three that no column has
** taken. */
static int find_rowid(ne_index *index, char **message) {
  const char *const given = index->options.content_rowid;
  sqlite3_stmt *list;
  int code =
      ne_prepare(index->db, &list, 0,
                 "WITH c AS (SELECT name, pk, upper(type) AS type FROM pragma_table_xinfo(%Q, %Q))"
                 " SELECT printf('\"%%w\"', name), name FROM c WHERE pk = 1 AND type = 'INTEGER'"
                 " AND (SELECT count(*) FROM c WHERE pk) = 1 AND NOT EXISTS"
                 " (SELECT 1 FROM pragma_index_list(%Q, %Q) WHERE origin = 'pk') UNION ALL"
                 " SELECT column1, column1 FROM (VALUES('rowid'), ('_rowid_'), ('oid'))"
                 " WHERE column1 NOT IN (SELECT lower(name) FROM c)",
                 index->options.content, index->schema, index->options.content, index->schema);
  if (code != SQLITE_OK) {
    return code;
  }
  while (!index->rowid && sqlite3_step(list) == SQLITE_ROW) {
    if (!given || !sqlite3_stricmp(given, (const char *)sqlite3_column_text(list, 1))) {
      index->rowid = sqlite3_mprintf("%s", sqlite3_column_text(list, 0));
    }
  }
  code = sqlite3_finalize(list);
  if (code == SQLITE_OK && !index->rowid) {
    code = refuse(message, sqlite3_mprintf("newsindex: content_rowid: expected the INTEGER PRIMARY "
                                           "KEY of %s, found '%s'",
                                           index->options.content, given ? given : ""));
  }
  return code;
}

int ne_index_content(ne_index *index, char **message) {
  const ne_index_options *o = &index->options;
  const struct {
    const char *option, *column;
  } columns[] = {{"text", o->text},
                 {"headline", o->headline},
                 {"published", o->published},
                 {"outlet", o->outlet}};
  int code = check_kind(index, message);
  for (size_t i = 0; i < COUNT(columns) && code == SQLITE_OK; i++) {
    code = check_column(index, columns[i].option, columns[i].column, message);
  }
  return code == SQLITE_OK ? find_rowid(index, message) : code;
}

/* ---- Triggers ---------------------------------------------------------------------- */

/* Notes a rowid; in words that no conflict clause of the writer's statement can
** change, as it would INSERT OR IGNORE. */
static void append_note(sqlite3_str *sql, const ne_index *index, const char *row) {
  sqlite3_str_appendf(sql,
                      " INSERT INTO \"%w_queue\" VALUES(%s.%s, 1)"
                      " ON CONFLICT(article) DO UPDATE SET changed = 1 WHERE NOT changed;",
                      index->name, row, index->rowid);
}

/* The columns whose change is a change of the article. A generated one changes when
** others do, so that a table with any has to be followed in all its columns. */
static int append_columns(sqlite3_str *sql, const ne_index *index) {
  const ne_index_options *o = &index->options;
  const char *const columns[] = {o->text, o->headline, o->published, o->outlet};
  sqlite3_int64 generated = 0;
  const int code = ne_integer(index->db, &generated,
                              "SELECT count(*) FROM pragma_table_xinfo(%Q, %Q) WHERE hidden",
                              o->content, index->schema);
  if (code == SQLITE_OK && !generated) {
    sqlite3_str_appendf(sql, " OF %s, rowid, _rowid_, oid", index->rowid);
    for (size_t i = 0; i < COUNT(columns); i++) {
      if (columns[i]) {
        sqlite3_str_appendf(sql, ", \"%w\"", columns[i]);
      }
    }
  }
  return code;
}

/* REPLACE takes rows away that are in the way of a unique index, and fires no
** trigger for them. Before it does, note those that may go: changed is 0, which
** says only to look whether they are still there. */
static int append_replaced(sqlite3_str *sql, const ne_index *index) {
  sqlite3_stmt *list;
  int code =
      ne_prepare(index->db, &list, 0,
                 "SELECT (SELECT group_concat(printf('c.\"%%w\" = new.\"%%w\" COLLATE \"%%w\"',"
                 " name, name, coll), ' AND ')"
                 " FROM pragma_index_xinfo(l.name, %Q) WHERE key)"
                 " FROM pragma_index_list(%Q, %Q) AS l WHERE \"unique\" AND NOT partial AND NOT"
                 " EXISTS (SELECT 1 FROM pragma_index_xinfo(l.name, %Q) WHERE key AND cid < 0)",
                 index->schema, index->options.content, index->schema, index->schema);
  if (code != SQLITE_OK) {
    return code;
  }
  while (sqlite3_step(list) == SQLITE_ROW) {
    sqlite3_str_appendf(sql,
                        " INSERT INTO \"%w_queue\" SELECT %s, 0 FROM \"%w\" AS c WHERE %s"
                        " AND NOT EXISTS (SELECT 1 FROM \"%w_queue\" WHERE article = c.%s);",
                        index->name, index->rowid, index->options.content,
                        sqlite3_column_text(list, 0), index->name, index->rowid);
  }
  return sqlite3_finalize(list);
}

static const struct {
  const char *name, *when, *event;
} triggers[] = {
    {"insert", "AFTER", "INSERT"},       {"update", "AFTER", "UPDATE"},
    {"delete", "AFTER", "DELETE"},       {"insert_over", "BEFORE", "INSERT"},
    {"update_over", "BEFORE", "UPDATE"},
};

static int append_trigger(sqlite3_str *sql, const ne_index *index, size_t number) {
  const int over = triggers[number].when[0] == 'B';
  const char event = triggers[number].event[0];
  int code = SQLITE_OK, before;
  sqlite3_str_appendf(sql, "CREATE TRIGGER \"%w\".\"%w_%s\" %s %s", index->schema, index->name,
                      triggers[number].name, triggers[number].when, triggers[number].event);
  if (event == 'U' && !over) {
    code = append_columns(sql, index);
  }
  sqlite3_str_appendf(sql, " ON \"%w\" BEGIN", index->options.content);
  before = sqlite3_str_length(sql);
  if (over && code == SQLITE_OK) {
    code = append_replaced(sql, index);
  }
  if (!over && event != 'I') {
    append_note(sql, index, "old");
  }
  if (!over && event != 'D') {
    append_note(sql, index, "new");
  }
  if (sqlite3_str_length(sql) == before) {
    sqlite3_str_reset(sql); /* no unique index */
  } else {
    sqlite3_str_appendall(sql, " END");
  }
  return code;
}

static int create_trigger(const ne_index *index, size_t number) {
  sqlite3_str *text = sqlite3_str_new(index->db);
  int code = append_trigger(text, index, number);
  char *sql;
  if (code == SQLITE_OK) {
    code = sqlite3_str_errcode(text);
  }
  sql = sqlite3_str_finish(text);
  if (code == SQLITE_OK && sql) {
    code = sqlite3_exec(index->db, sql, NULL, NULL, NULL);
  }
  sqlite3_free(sql);
  return code;
}

static int drop_triggers(const ne_index *index) {
  int code = SQLITE_OK;
  for (size_t i = 0; i < COUNT(triggers) && code == SQLITE_OK; i++) {
    code = ne_execute(index->db, "DROP TRIGGER IF EXISTS \"%w\".\"%w_%s\"", index->schema,
                      index->name, triggers[i].name);
  }
  return code;
}

static int create_triggers(const ne_index *index) {
  int code = SQLITE_OK;
  for (size_t i = 0; i < COUNT(triggers) && code == SQLITE_OK; i++) {
    code = create_trigger(index, i);
  }
  return code;
}

int ne_index_triggers(ne_index *index) {
  const int code = drop_triggers(index);
  return code == SQLITE_OK ? create_triggers(index) : code;
}

/* ---- All of it --------------------------------------------------------------------- */

int ne_index_create(ne_index *index, char **message) {
  int code = ne_store_create(&index->store);
  if (code == SQLITE_OK) {
    code = create_view(index);
  }
  if (code == SQLITE_OK && index->has_fts) {
    code = ne_store_match_create(&index->store, index->options.tokenize);
  }
  if (code == SQLITE_OK) {
    code = ne_config_number(&index->store, "format", NE_INDEX_FORMAT);
  }
  if (code == SQLITE_OK) {
    code = ne_config_set(&index->store, "content", index->options.content);
  }
  if (code == SQLITE_OK) {
    code = create_triggers(index);
  }
  if (code != SQLITE_OK && !*message) {
    *message = sqlite3_mprintf("%s", sqlite3_errmsg(index->db));
  }
  return code;
}

/* The last is of older formats. */
static const char *const tables[] = {"config",  "queue", "article", "places",
                                     "speaker", "quote", "text"};

int ne_index_destroy(ne_index *index) {
  int code = drop_triggers(index);
  const char *s = index->schema, *n = index->name;
  if (code == SQLITE_OK) {
    code = ne_execute(index->db, "DROP VIEW IF EXISTS \"%w\".\"%w_plain\"", s, n);
  }
  if (code == SQLITE_OK) {
    code = ne_execute(index->db, "DROP TABLE IF EXISTS \"%w\".\"%w_match\"", s, n);
  }
  for (size_t i = 0; i < COUNT(tables) && code == SQLITE_OK; i++) {
    code = ne_execute(index->db, "DROP TABLE IF EXISTS \"%w\".\"%w_%s\"", s, n, tables[i]);
  }
  return code;
}

static int rename_one(const ne_index *index, const char *table, const char *name) {
  const char *s = index->schema, *n = index->name;
  sqlite3_int64 there = 0;
  int code = ne_integer(index->db, &there,
                        "SELECT count(*) FROM \"%w\".sqlite_master WHERE type = 'table'"
                        " AND name = '%q_%s' COLLATE NOCASE",
                        s, n, table);
  return code == SQLITE_OK && there
             ? ne_execute(index->db, "ALTER TABLE \"%w\".\"%w_%s\" RENAME TO \"%w_%s\"", s, n,
                          table, name, table)
             : code;
}

static int rename_tables(const ne_index *index, const char *name) {
  const char *s = index->schema, *n = index->name;
  int code = SQLITE_OK;
  for (size_t i = 0; i < COUNT(tables) && code == SQLITE_OK; i++) {
    code = rename_one(index, tables[i], name);
  }
  if (code == SQLITE_OK && index->has_fts) {
    code =
        ne_execute(index->db, "ALTER TABLE \"%w\".\"%w_match\" RENAME TO \"%w_match\"", s, n, name);
  }
  return code;
}

/* What has the table's name in its words. */
static int create_words(ne_index *index) {
  const int code = create_view(index);
  return code == SQLITE_OK ? create_triggers(index) : code;
}

int ne_index_rename(ne_index *index, const char *name) {
  char *before = index->name, *after = sqlite3_mprintf("%s", name);
  int code = after ? drop_triggers(index) : SQLITE_NOMEM;
  if (code == SQLITE_OK) {
    code = ne_execute(index->db, "DROP VIEW IF EXISTS \"%w\".\"%w_plain\"", index->schema, before);
  }
  if (code == SQLITE_OK) {
    code = rename_tables(index, after);
  }
  if (code == SQLITE_OK) {
    index->store.name = index->name = after;
    code = create_words(index);
    after = before;
  }
  if (code != SQLITE_OK && index->name != before) { /* all is rolled back */
    after = index->name;
    index->store.name = index->name = before;
  }
  sqlite3_free(after);
  return code;
}
