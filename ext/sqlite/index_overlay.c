/* index_overlay.c: a private database with the articles that wait.
**
** It has the tables of an index, filled by the same code, so that one SQL text
** asks both. Its quotes are numbered from 2^62, beyond any in an index. What was
** analysed is kept, beside its source, as long as the source does not change. The
** sources are a table by the content table's name, where their words are looked for.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define FIRST_QUOTE (INT64_C(1) << 62)
#define DEAD_MAX    10000 /* of the full text: more are not carried along */

struct ne_overlay {
  int references; /* of the index and of cursors */
  sqlite3 *db;
  ne_store store;
  sqlite3_stmt *known, *remember, *forget, *mark;
};

/* ---- Opening and closing ------------------------------------------------------------------ */

ne_overlay *ne_overlay_retain(ne_overlay *overlay) {
  overlay->references++;
  return overlay;
}

void ne_overlay_release(ne_overlay *overlay) {
  if (overlay && --overlay->references == 0) {
    ne_store_close(&overlay->store);
    sqlite3_finalize(overlay->known);
    sqlite3_finalize(overlay->remember);
    sqlite3_finalize(overlay->forget);
    sqlite3_finalize(overlay->mark);
    sqlite3_close_v2(overlay->db);
    sqlite3_free(overlay);
  }
}

void ne_overlay_leave(ne_index *index) {
  ne_overlay_release(index->overlay);
  index->overlay = NULL;
}

sqlite3 *ne_overlay_db(const ne_overlay *overlay) {
  return overlay->db;
}

/* Of the content table only what is read; the other columns are named as hers are not. */
static int create_sources(const ne_overlay *overlay, const ne_index *index) {
  const ne_index_options *o = &index->options;
  char *text = sqlite3_mprintf("\"%w\"", o->text);
  int code = text ? SQLITE_OK : SQLITE_NOMEM;
  if (code == SQLITE_OK) {
    const int named = index->rowid[0] == '"';
    const int same = !sqlite3_stricmp(text, index->rowid);
    code = ne_execute(overlay->db,
                      "CREATE TABLE \"%w\".\"%w\"(%s%s%s%snewsext_1, newsext_2, newsext_3)",
                      index->schema, o->content, named ? index->rowid : "",
                      named ? " INTEGER PRIMARY KEY, " : "", same ? "" : text, same ? "" : ", ");
  }
  sqlite3_free(text);
  return code;
}

/* Both now: to make a table stops some statements that run. */
static int create_matches(const ne_overlay *overlay, const ne_index *index) {
  const char *tokenize = index->options.tokenize ? index->options.tokenize : NE_TOKENIZE;
  const int code = ne_store_match_create(&overlay->store, tokenize);
  return code == SQLITE_OK ? ne_execute(overlay->db,
                                        "CREATE VIRTUAL TABLE temp.newsext_mark USING fts5(quote,"
                                        " tokenize=\"%w\")",
                                        tokenize)
                           : code;
}

/* The tables are to be found under the names that they have in the index. Texts compare by
** their bytes, and so have to be in the same encoding. */
static int create_tables(ne_overlay *overlay, const ne_index *index) {
  const char *s = index->schema;
  int code = SQLITE_OK;
  if (index->recodes) {
    code =
        ne_execute(overlay->db, "PRAGMA encoding = 'UTF-16%s'", index->recodes == 1 ? "le" : "be");
  }
  if (code == SQLITE_OK && sqlite3_stricmp(s, "main") != 0 && sqlite3_stricmp(s, "temp") != 0) {
    code = ne_execute(overlay->db, "ATTACH '' AS \"%w\"", s);
  }
  if (code == SQLITE_OK) {
    code =
        ne_execute(overlay->db, "PRAGMA \"%w\".journal_mode = off; PRAGMA temp_store = memory", s);
  }
  if (code == SQLITE_OK) {
    code = create_sources(overlay, index);
  }
  if (code == SQLITE_OK) {
    code = ne_store_create(&overlay->store);
  }
  if (code == SQLITE_OK && index->has_fts) {
    code = create_matches(overlay, index);
    overlay->store.matches = code == SQLITE_OK;
    code = code == SQLITE_NOMEM ? code : SQLITE_OK; /* a tokenizer may be the host's own */
  }
  return code == SQLITE_OK ? ne_store_index(&overlay->store, NE_FOR_QUERIES) : code;
}

static int prepare(ne_overlay *overlay, const ne_index *index) {
  const char *s = index->schema, *c = index->options.content, *text = index->options.text;
  const char *id = index->rowid;
  int code = ne_prepare(overlay->db, &overlay->known, SQLITE_PREPARE_PERSISTENT,
                        "SELECT 1 FROM \"%w\".\"%w\" WHERE %s = ?1 AND \"%w\" IS ?2"
                        " AND newsext_1 IS ?3 AND newsext_2 IS ?4 AND newsext_3 IS ?5",
                        s, c, id, text);
  if (code == SQLITE_OK) {
    code = ne_prepare(overlay->db, &overlay->remember, SQLITE_PREPARE_PERSISTENT,
                      "INSERT INTO \"%w\".\"%w\"(%s, \"%w\", newsext_1, newsext_2, newsext_3)"
                      " VALUES(?1, ?2, ?3, ?4, ?5)",
                      s, c, id, text);
  }
  if (code == SQLITE_OK) {
    code = ne_prepare(overlay->db, &overlay->forget, SQLITE_PREPARE_PERSISTENT,
                      "DELETE FROM \"%w\".\"%w\" WHERE %s = ?1", s, c, id);
  }
  return code;
}

static int open_overlay(ne_index *index, ne_overlay **out) {
  ne_overlay *overlay = sqlite3_malloc64(sizeof *overlay);
  int code;
  if (!overlay) {
    return SQLITE_NOMEM;
  }
  memset(overlay, 0, sizeof *overlay);
  overlay->references = 1;
  code = sqlite3_open_v2("", &overlay->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  overlay->store.db = overlay->db;
  overlay->store.schema = index->schema;
  overlay->store.name = index->name;
  overlay->store.matched = FIRST_QUOTE - 1;
  overlay->store.format = index->format;
  if (code == SQLITE_OK) {
    code = ne_batch_register(overlay->db, index->connection);
  }
  if (code == SQLITE_OK) {
    code = create_tables(overlay, index);
  }
  if (code == SQLITE_OK) {
    code = prepare(overlay, index);
  }
  if (code != SQLITE_OK) {
    ne_overlay_release(overlay);
    overlay = NULL;
  }
  *out = overlay;
  return code;
}

/* ---- One article ------------------------------------------------------------------- */

static int run(sqlite3_stmt *statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement);
}

static int forget(ne_overlay *overlay, sqlite3_int64 article) {
  int code = ne_store_drop(&overlay->store, article);
  sqlite3_bind_int64(overlay->forget, 1, article);
  return code == SQLITE_OK ? run(overlay->forget) : code;
}

/* A text in UTF-16 would lose its byte order mark. */
static int bind_row(sqlite3_stmt *statement, sqlite3_stmt *row, int recodes) {
  int code = SQLITE_OK;
  for (int i = 0; i < 5 && code == SQLITE_OK; i++) {
    sqlite3_value *value = sqlite3_column_value(row, i);
    if (recodes && sqlite3_value_type(value) == SQLITE_TEXT) {
      const char *text = (const char *)sqlite3_value_text(value);
      code = text ? sqlite3_bind_text(statement, i + 1, text, sqlite3_value_bytes(value),
                                      SQLITE_TRANSIENT)
                  : SQLITE_NOMEM;
    } else {
      code = sqlite3_bind_value(statement, i + 1, value);
    }
  }
  return code;
}

static int remember(const ne_index *index, sqlite3_stmt *row) {
  const ne_overlay *overlay = index->overlay;
  int code = bind_row(overlay->remember, row, index->recodes);
  if (code == SQLITE_OK) {
    code = run(overlay->remember);
  }
  sqlite3_clear_bindings(overlay->remember);
  return code;
}

static int add(ne_index *index, const newsext_engine *engine, sqlite3_stmt *row) {
  ne_overlay *overlay = index->overlay;
  ne_connection *connection = index->connection;
  ne_entry entry;
  int code;
  ne_entry_read(&entry, engine, &connection->allocator, &connection->interrupt, row);
  ne_entry_analyse(&entry);
  ne_connection_rest(connection);
  if (entry.status == NEWSEXT_LIMIT) {
    entry.quotes = NULL;
    entry.status = NEWSEXT_OK;
  }
  code = ne_status_code(entry.status);
  if (code == SQLITE_OK) {
    code = ne_store_add(&overlay->store, &entry, 0);
  }
  ne_entry_clear(&entry);
  return code == SQLITE_OK ? remember(index, row) : code;
}

/* Whether it has the row as it is. */
static int knows(const ne_index *index, sqlite3_stmt *row) {
  const ne_overlay *overlay = index->overlay;
  const int known = bind_row(overlay->known, row, index->recodes) == SQLITE_OK &&
                    sqlite3_step(overlay->known) == SQLITE_ROW;
  sqlite3_reset(overlay->known);
  sqlite3_clear_bindings(overlay->known);
  return known;
}

static int prepare_fetch(ne_index *index) {
  int code = SQLITE_OK;
  if (!index->fetch) {
    char *rest = sqlite3_mprintf("WHERE c.%s = ?1", index->rowid);
    code = rest ? ne_entry_select(index, &index->fetch, rest) : SQLITE_NOMEM;
    sqlite3_free(rest);
  }
  return code;
}

static int refresh(ne_index *index, const newsext_engine *engine, sqlite3_int64 article) {
  ne_overlay *overlay = index->overlay;
  int code = prepare_fetch(index), step;
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_bind_int64(index->fetch, 1, article);
  step = sqlite3_step(index->fetch);
  if (step == SQLITE_DONE || (step == SQLITE_ROW && !knows(index, index->fetch))) {
    code = forget(overlay, article);
    if (step == SQLITE_ROW && code == SQLITE_OK) {
      code = add(index, engine, index->fetch);
    }
  }
  step = sqlite3_reset(index->fetch);
  return code == SQLITE_OK ? step : code;
}

/* ---- All of them ------------------------------------------------------------------- */

/* Lets go of articles that no longer wait. */
static int leave_others(const ne_index *index, const ne_queue *queue) {
  ne_overlay *overlay = index->overlay;
  sqlite3_stmt *list;
  sqlite3_int64 i = 0;
  int code = ne_prepare(overlay->db, &list, 0, "SELECT %s FROM \"%w\".\"%w\" ORDER BY 1",
                        index->rowid, index->schema, index->options.content);
  while (code == SQLITE_OK && sqlite3_step(list) == SQLITE_ROW) {
    const sqlite3_int64 article = sqlite3_column_int64(list, 0);
    while (i < queue->count && queue->articles[i] < article) {
      i++;
    }
    if (i == queue->count || queue->articles[i] != article) {
      code = forget(overlay, article);
    }
  }
  sqlite3_finalize(list);
  return code;
}

/* Finds out which articles of the queue it does not know as they are, and forgets
** what it knows of them; list has room for all. */
static int find_changed(ne_index *index, const ne_queue *queue, sqlite3_int64 *list,
                        sqlite3_int64 *count) {
  ne_overlay *overlay = index->overlay;
  int code = prepare_fetch(index);
  *count = 0;
  for (sqlite3_int64 i = 0; i < queue->count && code == SQLITE_OK; i++) {
    int step, reset;
    sqlite3_bind_int64(index->fetch, 1, queue->articles[i]);
    step = sqlite3_step(index->fetch);
    if (step == SQLITE_DONE || (step == SQLITE_ROW && !knows(index, index->fetch))) {
      code = forget(overlay, queue->articles[i]);
      if (step == SQLITE_ROW && code == SQLITE_OK) {
        code = remember(index, index->fetch);
        list[(*count)++] = queue->articles[i];
      }
    }
    reset = sqlite3_reset(index->fetch);
    code = code == SQLITE_OK ? reset : code;
  }
  return code;
}

static int refresh_all(ne_index *index, const ne_queue *queue) {
  ne_work work = {.index = index, .store = &index->overlay->store};
  sqlite3_int64 *list = sqlite3_malloc64((sqlite3_uint64)(queue->count + 1) * sizeof *list);
  int code = list ? find_changed(index, queue, list, &work.count) : SQLITE_NOMEM;
  if (code == SQLITE_OK && work.count) {
    work.list = list;
    work.articles = index->fetch;
    code = ne_work_run(&work);
    code = code == SQLITE_OK && work.stopped ? SQLITE_INTERRUPT : code;
  }
  sqlite3_free(list);
  return code == SQLITE_OK ? leave_others(index, queue) : code;
}

static int refresh_one(ne_index *index, sqlite3_int64 article) {
  const newsext_engine *engine;
  const int code = ne_status_code(ne_connection_engine(index->connection, &engine));
  return code == SQLITE_OK ? refresh(index, engine, article) : code;
}

static int refresh_overlay(ne_index *index, const ne_queue *queue, const sqlite3_int64 *only,
                           int matches) {
  int code = index->overlay ? SQLITE_OK : open_overlay(index, &index->overlay);
  if (code == SQLITE_OK && sqlite3_get_autocommit(index->overlay->db)) {
    code = ne_execute(index->overlay->db, "BEGIN");
  }
  if (code == SQLITE_OK) {
    code = only ? refresh_one(index, *only) : refresh_all(index, queue);
  }
  if (code == SQLITE_OK && matches) {
    code = index->overlay->store.matches ? ne_store_match(&index->overlay->store, index, 0)
                                         : SQLITE_ERROR;
  }
  if (code != SQLITE_OK) { /* nobody knows what it holds now */
    ne_overlay_leave(index);
  }
  return code;
}

int ne_overlay_refresh(ne_index *index, const ne_queue *queue, const sqlite3_int64 *only,
                       int matches) {
  int code = refresh_overlay(index, queue, only, matches);
  if (code == SQLITE_OK && index->overlay->store.dead > DEAD_MAX) { /* at once: rowids change */
    ne_overlay_leave(index);
    code = refresh_overlay(index, queue, only, matches);
  }
  return code;
}

/* ---- Marking ----------------------------------------------------------------------- */

static int put_mark(ne_index *index, const char *text) {
  ne_overlay *overlay = index->overlay;
  int code = overlay->store.matches ? SQLITE_OK : SQLITE_ERROR;
  if (code == SQLITE_OK && !overlay->mark) {
    code = ne_prepare(overlay->db, &overlay->mark, SQLITE_PREPARE_PERSISTENT,
                      "REPLACE INTO temp.newsext_mark(rowid, quote) VALUES(1, ?1)");
  }
  if (code == SQLITE_OK) {
    sqlite3_bind_text(overlay->mark, 1, text, -1, SQLITE_STATIC);
    code = run(overlay->mark);
  }
  return code;
}

int ne_overlay_mark(ne_index *index, const char *text, sqlite3_value *match,
                    sqlite3_context *context, const char *call, int argc, sqlite3_value **argv) {
  sqlite3_stmt *statement = NULL;
  int code = index->overlay ? SQLITE_OK : open_overlay(index, &index->overlay);
  if (code == SQLITE_OK && sqlite3_get_autocommit(index->overlay->db)) {
    code = ne_execute(index->overlay->db, "BEGIN");
  }
  if (code == SQLITE_OK) {
    code = put_mark(index, text);
  }
  if (code == SQLITE_OK) {
    code = ne_prepare(index->overlay->db, &statement, 0,
                      "SELECT %s FROM temp.newsext_mark WHERE newsext_mark MATCH ?1", call);
  }
  if (code == SQLITE_OK) {
    sqlite3_bind_value(statement, 1, match);
    for (int i = 0; i < argc; i++) {
      sqlite3_bind_value(statement, i + 2, argv[i]);
    }
    if (sqlite3_step(statement) == SQLITE_ROW) {
      sqlite3_result_value(context, sqlite3_column_value(statement, 0));
    } else {
      sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    }
    code = sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
  return code;
}
