/* index_command.c: INSERT INTO news(news) VALUES('sync'), and the other commands.
**
** What stops a build leaves a database that is as sound as any: 'building' is noted
** in news_config before the first article is written and taken back after the
** last, and while it is there what has not been indexed waits.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Working -------------------------------------------------------------------------------- */

/* Bytes that FTS5 gathers before it writes: its own default, and while many quotes are
** added. */
#define PIECE       (1 << 20)
#define PIECE_BUILD (16 << 20)
#define DEAD_MAX    1000 /* quotes that are no more, in the full text of a small index */

static int set_pieces(const ne_index *index, int bytes) {
  return !index->store.matches
             ? SQLITE_OK
             : ne_execute(
                   index->db,
                   "INSERT INTO \"%w\".\"%w_match\"(\"%w_match\", rank) VALUES('hashsize', %d)",
                   index->schema, index->name, index->name, bytes);
}

/* Reads what the store has to know before it is written to. */
static int open_store(ne_index *index) {
  ne_store *store = &index->store;
  sqlite3_int64 there = 0;
  int code = ne_config_get(store, "matched", &store->matched);
  if (code == SQLITE_OK) {
    code = ne_config_get(store, "dead", &store->dead);
  }
  if (code == SQLITE_OK) {
    code = ne_integer(index->db, &there,
                      "SELECT count(*) FROM \"%w\".sqlite_master WHERE name = '%q_match'",
                      index->schema, index->name);
  }
  if (code == SQLITE_OK && !there && index->has_fts) {
    code = ne_store_match_create(store, index->options.tokenize);
    store->matched = 0;
  }
  store->matches = index->has_fts;
  if (!index->has_fts) { /* what changes now the full text will not know */
    store->matched = 0;
  }
  store->gathers = 0;
  return code == SQLITE_OK ? ne_config_version(store, &store->version) : code;
}

/* From now on what is added is gathered for the full text, which is so made while other
** threads read. */
static int open_matches(ne_index *index) {
  ne_store *store = &index->store;
  const int code = ne_store_match(store, index, 0);
  store->gathers = code == SQLITE_OK && store->matches;
  return code;
}

/* Notes what is in the full text; makes it anew when much of it is dead. */
static int close_matches(ne_index *index) {
  ne_store *store = &index->store;
  sqlite3_int64 quotes = 0;
  int code = SQLITE_OK;
  if (store->gathers) {
    code = ne_store_flush(store, 1);
    store->gathers = 0;
  }
  if (code == SQLITE_OK && store->matches && store->dead > DEAD_MAX) {
    code = ne_integer(index->db, &quotes, "SELECT count(*) FROM \"%w\".\"%w_quote\"", index->schema,
                      index->name);
    if (code == SQLITE_OK && store->dead > quotes / 2) {
      code = ne_store_match(store, index, 1);
    }
  }
  if (code == SQLITE_OK) {
    code = ne_config_number(store, "matched", store->matched);
  }
  return code == SQLITE_OK ? ne_config_number(store, "dead", store->dead) : code;
}

static int set_progress(ne_index *index) {
  const char *s = index->schema, *n = index->name;
  return ne_execute(index->db,
                    "REPLACE INTO \"%w\".\"%w_config\" VALUES('started',"
                    " strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', 'now')), ('total',"
                    " (SELECT count(*) FROM \"%w\".\"%w\"))",
                    s, n, s, index->options.content);
}

/* The full text may have something in memory from what was done before. */
static int run(ne_work *work) {
  const int code = ne_store_settle(work->store);
  return code == SQLITE_OK ? ne_work_run(work) : code;
}

static int finish_build(ne_index *index, int filled) {
  int code = ne_store_index(&index->store, NE_FOR_QUERIES);
  if (code == SQLITE_OK) {
    code = ne_speakers_count(&index->store, filled);
  }
  if (code == SQLITE_OK) {
    code = set_pieces(index, PIECE);
  }
  return code == SQLITE_OK
             ? ne_execute(index->db, "DELETE FROM \"%w\".\"%w_config\" WHERE key = 'building'",
                          index->schema, index->name)
             : code;
}

/* Ends a work. One that was stopped can write no more: with each piece of the full text
** it has noted what is in it. */
static int finish(ne_index *index, const ne_work *work, int all) {
  sqlite3_int64 building = 0;
  int code = SQLITE_OK;
  if (work->stopped || ne_interrupted(index->connection)) {
    return SQLITE_OK;
  }
  if (all) {
    code = ne_config_get(&index->store, "building", &building);
  }
  if (code == SQLITE_OK && building) {
    code = finish_build(index, work->fills);
  }
  if (code == SQLITE_OK) {
    code = close_matches(index);
  }
  return code == NE_STOPPED ? SQLITE_OK : code;
}

/* What waits, without what has gone. */
static int clear_queue(ne_index *index) {
  const char *s = index->schema, *n = index->name;
  return ne_execute(index->db,
                    "DELETE FROM \"%w\".\"%w_queue\" WHERE NOT changed AND EXISTS"
                    " (SELECT 1 FROM \"%w\".\"%w\" AS c WHERE c.%s = article)",
                    s, n, s, index->options.content, index->rowid);
}

/* ---- The whole ---------------------------------------------------------------------- */

/* Fills empty tables, or leaves that for later. */
static int build(ne_index *index, int later) {
  ne_work work = {.index = index, .store = &index->store, .fills = 1};
  int code = open_store(index);
  if (code == SQLITE_OK) {
    code = ne_config_number(&index->store, "building", 1);
  }
  index->store.matched = index->store.dead = 0;
  if (code == SQLITE_OK) {
    code = ne_config_number(&index->store, "matched", 0);
  }
  if (code == SQLITE_OK) {
    code = set_progress(index);
  }
  if (code != SQLITE_OK || later) {
    return code;
  }
  code = open_matches(index);
  if (code == SQLITE_OK) { /* larger pieces need less merging */
    code = set_pieces(index, PIECE_BUILD);
  }
  if (code == SQLITE_OK) {
    code = ne_entry_select(index, &work.articles, "ORDER BY 1");
  }
  if (code == SQLITE_OK) {
    code = run(&work);
  }
  sqlite3_finalize(work.articles);
  if (code == SQLITE_OK) {
    code = finish(index, &work, 1);
  }
  ne_connection_rest(index->connection);
  return code;
}

static int empty(ne_index *index) {
  const char *s = index->schema, *n = index->name;
  int code = ne_execute(index->db,
                        "DELETE FROM \"%w\".\"%w_queue\"; DELETE FROM \"%w\".\"%w_quote\";"
                        "DELETE FROM \"%w\".\"%w_article\"; DELETE FROM \"%w\".\"%w_speaker\"",
                        s, n, s, n, s, n, s, n);
  if (code == SQLITE_OK && index->format < NE_FORMAT_WITHOUT_TEXTS) {
    code = ne_execute(index->db, "DELETE FROM \"%w\".\"%w_text\"", s, n);
  }
  if (code == SQLITE_OK && index->format >= NE_FORMAT_WITH_PLACES) {
    code = ne_execute(index->db, "DELETE FROM \"%w\".\"%w_places\"", s, n);
  }
  if (code == SQLITE_OK && index->has_fts) {
    code = ne_execute(
        index->db, "INSERT INTO \"%w\".\"%w_match\"(\"%w_match\") VALUES('delete-all')", s, n, n);
  }
  return code;
}

int ne_index_build(ne_index *index) {
  const int code = build(index, index->options.later);
  ne_store_close(&index->store);
  return code;
}

int ne_index_rebuild(ne_index *index) {
  int code = ne_index_reopen(index);
  if (code == SQLITE_OK) {
    code = ne_index_triggers(index);
  }
  if (code == SQLITE_OK) {
    code = open_store(index);
  }
  if (code == SQLITE_OK) {
    code = empty(index);
  }
  if (code == SQLITE_OK) {
    code = ne_index_upgrade(index);
  }
  return code == SQLITE_OK ? build(index, 0) : code;
}

/* ---- What waits --------------------------------------------------------------------- */

static int work_off(ne_index *index, const ne_queue *queue, sqlite3_int64 most) {
  ne_work work = {.index = index,
                  .store = &index->store,
                  .list = queue->articles,
                  .count = most >= 0 && most < queue->count ? most : queue->count};
  char *rest = sqlite3_mprintf("WHERE c.%s = ?1", index->rowid);
  int code = rest ? ne_entry_select(index, &work.articles, rest) : SQLITE_NOMEM;
  sqlite3_free(rest);
  if (code == SQLITE_OK) {
    code = ne_store_drop_rest(&index->store);
  }
  if (code == SQLITE_OK) {
    code = open_matches(index);
  }
  if (code == SQLITE_OK) {
    code = run(&work);
  }
  sqlite3_finalize(work.articles);
  return code == SQLITE_OK ? finish(index, &work, work.count == queue->count) : code;
}

int ne_index_sync(ne_index *index, sqlite3_int64 most) {
  ne_queue *queue = NULL;
  int code = open_store(index);
  if (code == SQLITE_OK) {
    code = set_progress(index);
  }
  if (code == SQLITE_OK) {
    code = ne_queue_take(index, 0, &queue);
  }
  if (code == SQLITE_OK) {
    code = work_off(index, queue, most);
  }
  if (code == SQLITE_OK && !ne_interrupted(index->connection)) {
    code = clear_queue(index);
  }
  ne_connection_rest(index->connection);
  ne_queue_release(queue);
  return code;
}

/* ---- Commands ----------------------------------------------------------------------- */

/* Takes out speakers whom no quote names, and merges the full text. */
static int optimize(ne_index *index) {
  const char *s = index->schema, *n = index->name;
  int code =
      ne_execute(index->db,
                 "DELETE FROM \"%w\".\"%w_speaker\" WHERE NOT EXISTS"
                 " (SELECT 1 FROM \"%w\".\"%w_quote\" AS q WHERE q.speaker_id = \"%w_speaker\".id)",
                 s, n, s, n, n);
  if (code == SQLITE_OK) {
    code = open_store(index);
  }
  if (code == SQLITE_OK && index->store.matches) {
    code = ne_store_match(&index->store, index, index->store.dead > 0);
  }
  if (code == SQLITE_OK) {
    code = close_matches(index);
  }
  if (code == SQLITE_OK && index->has_fts) {
    code = ne_execute(index->db, "INSERT INTO \"%w\".\"%w_match\"(\"%w_match\") VALUES('optimize')",
                      s, n, n);
  }
  return code;
}

/* All is forgotten; until the next 'sync' or 'rebuild' every article waits. */
static int delete_all(ne_index *index) {
  int code = empty(index);
  if (code == SQLITE_OK) {
    code = ne_config_number(&index->store, "building", 1);
  }
  if (code == SQLITE_OK) {
    code = ne_config_number(&index->store, "dead", 0);
  }
  return code == SQLITE_OK ? ne_config_number(&index->store, "matched", 0) : code;
}

static int check(ne_index *index) {
  char *message = NULL;
  int code = ne_index_check(index, 1, &message);
  if (code == SQLITE_OK && message) {
    code = ne_index_error(index, SQLITE_CORRUPT_VTAB, "%s", message);
  }
  sqlite3_free(message);
  return code;
}

static int obey(ne_index *index, const char *command, sqlite3_value *rank) {
  if (!sqlite3_stricmp(command, "sync")) {
    const int all = sqlite3_value_type(rank) == SQLITE_NULL;
    if (!all &&
        (sqlite3_value_numeric_type(rank) != SQLITE_INTEGER || sqlite3_value_int64(rank) < 0)) {
      return ne_index_error(index, SQLITE_ERROR,
                            "newsindex: sync: expected a number of articles in rank, found '%s'",
                            sqlite3_value_text(rank));
    }
    return ne_index_sync(index, all ? -1 : sqlite3_value_int64(rank));
  }
  if (!sqlite3_stricmp(command, "rebuild")) {
    return ne_index_rebuild(index);
  }
  if (!sqlite3_stricmp(command, "optimize")) {
    return optimize(index);
  }
  if (!sqlite3_stricmp(command, "delete-all")) {
    return delete_all(index);
  }
  if (!sqlite3_stricmp(command, "integrity-check")) {
    return check(index);
  }
  return ne_index_error(index, SQLITE_ERROR,
                        "newsindex: expected 'sync', 'rebuild', 'optimize', 'delete-all' or "
                        "'integrity-check', found '%s'",
                        command);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): SQLite's type */
int ne_index_update(sqlite3_vtab *vtab, int argc, sqlite3_value **argv, sqlite3_int64 *rowid) {
  ne_index *index = (ne_index *)vtab;
  const char *command;
  int code;
  (void)rowid;
  if (argc == 1 || sqlite3_value_type(argv[0]) != SQLITE_NULL ||
      sqlite3_value_type(argv[2 + NE_COLUMN_TABLE]) == SQLITE_NULL) {
    return ne_index_error(index, SQLITE_READONLY,
                          "newsindex: %s follows %s: expected a command, as in INSERT INTO %s(%s) "
                          "VALUES('sync')",
                          index->name, index->options.content, index->name, index->name);
  }
  command = (const char *)sqlite3_value_text(argv[2 + NE_COLUMN_TABLE]);
  code = command ? ne_index_ready(index) : SQLITE_NOMEM;
  if (code == SQLITE_ERROR && !sqlite3_stricmp(command, "rebuild")) {
    code = SQLITE_OK; /* it makes the triggers anew */
  }
  if (code == SQLITE_OK) {
    code = obey(index, command, argv[2 + NE_COLUMN_RANK]);
  }
  ne_store_close(&index->store);
  return code == SQLITE_OK || index->base.zErrMsg ? code : ne_index_failed(index, code);
}
