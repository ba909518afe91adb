/* index_cursor.c: walks the rows of a query.
**
** The plan's SQL runs over the index's tables and, where articles wait, over the
** overlay's. Rows of the index whose article waits are passed over. Where the plan
** has an order, the two are merged; else the overlay's rows come last.
*/
#include "index_cursor.h"
SQLITE_EXTENSION_INIT3

#define RUNS_UNCHECKED 10000 /* rows, before their count is checked */

/* ---- Opening and closing ----------------------------------------------------------- */

int ne_cursor_open(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out) {
  ne_cursor *c = sqlite3_malloc64(sizeof *c);
  if (!c) {
    return SQLITE_NOMEM;
  }
  (void)vtab;
  memset(c, 0, sizeof *c);
  *out = &c->base;
  return SQLITE_OK;
}

static void leave_side(ne_side *s) {
  ne_words_close(&s->words);
  sqlite3_finalize(s->spans);
  sqlite3_finalize(s->page);
  *s = (ne_side){0};
}

static void leave_overlay(ne_cursor *c) {
  ne_batch_close(&c->waiting);
  leave_side(&c->overlay);
  ne_overlay_release(c->held);
  c->held = NULL;
}

static void leave_statements(ne_cursor *c) {
  ne_batch_close(&c->runs);
  ne_batch_close(&c->quotes);
  ne_tally_close(&c->tally);
  sqlite3_finalize(c->detail);
  leave_side(&c->index);
  leave_overlay(c);
  sqlite3_free(c->plan);
  c->plan = NULL;
  c->detail = NULL;
}

int ne_cursor_close(sqlite3_vtab_cursor *base) {
  ne_cursor *c = (ne_cursor *)base;
  ne_cursor_leave_texts(c);
  leave_statements(c);
  ne_queue_release(c->queue);
  sqlite3_value_free(c->match);
  sqlite3_free(c);
  return SQLITE_OK;
}

/* ---- The plan ---------------------------------------------------------------------- */

/* Where the piece stands in the plan's SQL; the names of tables there are in quotes, and may
** have any words in them. */
static const char *find(const char *sql, const char *piece) {
  const size_t length = strlen(piece);
  while (sql && *sql && strncmp(sql, piece, length) != 0) {
    sql = *sql == '"' ? strchr(sql + 1, '"') : sql;
    sql += sql != NULL;
  }
  return sql && *sql ? sql : NULL;
}

static int column_named(const char *name, size_t length) {
  if (length == 4 && !memcmp(name, "q.id", 4)) {
    return -1;
  }
  if (length == 9 && !memcmp(name, "a.article", 9)) {
    return NE_COLUMN_ARTICLE;
  }
  for (int i = 0; i < NE_INDEX_COLUMNS; i++) {
    const char *sql = ne_index_column_sql[i];
    if (sql && strlen(sql) == length && !memcmp(sql, name, length)) {
      return i;
    }
  }
  return -2;
}

/* The columns after the plan's last ORDER BY. */
static void read_order(ne_cursor *c, const char *plan) {
  const char *p = NULL, *found = plan;
  c->order_count = 0;
  while ((found = find(found, " ORDER BY ")) != NULL) {
    p = found += strlen(" ORDER BY ");
  }
  while (p && c->order_count < NE_ORDER_MAX) {
    const size_t length = strcspn(p, " ,");
    const int column = column_named(p, length);
    c->order[c->order_count].place = column < 0 ? 0 : c->places[column];
    c->order[c->order_count++].descending = !strncmp(p + length, " DESC", 5);
    p = strstr(p, ", ");
    p = p ? p + 2 : NULL;
  }
}

static const char *next_sql(const char *plan) {
  const char *rest = find(plan, "; SELECT ");
  return rest ? rest + 2 : plan;
}

/* The plan's SQL for quotes, after that for runs. */
static const char *quotes_sql(const ne_cursor *c) {
  const char *sql = c->by_runs ? next_sql(c->plan) : c->plan;
  return c->by_runs == NE_RUNS_TALLY ? next_sql(sql) : sql;
}

static ne_taking taking_of(const char *plan) {
  return find(plan, ", a.quotes, p.places FROM ")          ? NE_TAKE_PLACES
         : find(plan, ", a.quotes, (SELECT newsext_rows(") ? NE_TAKE_ALL
         : find(plan, ", (SELECT newsext_rows(")           ? NE_TAKE_ARTICLES
         : find(plan, "SELECT newsext_row(")               ? NE_TAKE_SOME
                                                           : NE_TAKE_NONE;
}

static int prepare_tally(ne_cursor *c) {
  ne_index *index = ne_cursor_index(c);
  const ne_taking taking = taking_of(c->plan);
  const int code =
      ne_batch_prepare(&c->tally.rows, index->db, c->plan, taking == NE_TAKE_ALL ? 1 : 2, taking);
  return code == SQLITE_OK
             ? ne_batch_prepare(&c->runs, index->db, next_sql(c->plan), c->width + 1, NE_TAKE_EACH)
             : code;
}

static int prepare_quotes(ne_cursor *c) {
  return c->quotes.statement ? SQLITE_OK
                             : ne_batch_prepare(&c->quotes, ne_cursor_index(c)->db, quotes_sql(c),
                                                c->width, c->taking);
}

/* Of several statements only the first is prepared. */
static int prepare_plan(ne_cursor *c) {
  ne_index *index = ne_cursor_index(c);
  int code = SQLITE_OK;
  c->quotes.recodes = c->runs.recodes = index->recodes;
  if (c->by_runs == NE_RUNS_TALLY) {
    return prepare_tally(c); /* which mostly does without the quotes */
  }
  if (c->by_runs) {
    code = ne_batch_prepare(&c->runs, index->db, c->plan, c->width + 1, NE_TAKE_NONE);
  }
  return code == SQLITE_OK ? prepare_quotes(c) : code;
}

static ne_runs runs_of(const char *plan) {
  return !strncmp(plan, "SELECT s.", 9)                     ? NE_RUNS_SPEAKERS
         : !strncmp(plan, "SELECT a.article, a.quotes", 26) ? NE_RUNS_ARTICLES
                                                            : NE_RUNS_TALLY;
}

static int read_plan(ne_cursor *c, int number, const char *plan) {
  int code, place;
  if (c->plan && !strcmp(c->plan, plan)) {
    return SQLITE_OK;
  }
  leave_statements(c);
  c->plan = sqlite3_mprintf("%s", plan);
  if (!c->plan) {
    return SQLITE_NOMEM;
  }
  c->by_runs = number & NE_PLAN_RUNS ? runs_of(plan) : NE_RUNS_NONE;
  c->matches = find(plan, " MATCH ?") != NULL;
  c->columns = number & ~(NE_PLAN_RUNS | NE_PLAN_WORDS);
  c->taking = taking_of(quotes_sql(c));
  place = c->taking >= NE_TAKE_ALL ? 0 : 1; /* after the quote's number */
  for (int i = 0; i < NE_INDEX_COLUMNS; i++) {
    c->places[i] = (short)(c->columns & 1 << i ? place++ : -1);
  }
  c->words = number & NE_PLAN_WORDS ? place : -1;
  c->width = place + (c->words < 0 ? 0 : ne_takes_articles(c->taking) ? 3 : 4);
  code = prepare_plan(c);
  read_order(c, plan);
  if (code != SQLITE_OK) {
    leave_statements(c);
    code = ne_index_failed(ne_cursor_index(c), code);
  }
  return code;
}

/* ---- What waits -------------------------------------------------------------------- */

/* Whether the first of what is asked for is one article. */
static int names_article(const char *plan) {
  return find(plan, " WHERE a.article = ?1") || find(plan, " WHERE q.article = ?1");
}

/* Whether the plan asks for one article only, and which. */
static const sqlite3_int64 *one_article(const ne_cursor *c, int argc, sqlite3_value **argv,
                                        sqlite3_int64 *article) {
  if (!argc || !names_article(c->plan) || sqlite3_value_numeric_type(argv[0]) != SQLITE_INTEGER) {
    return NULL;
  }
  *article = sqlite3_value_int64(argv[0]);
  return article;
}

static int waits(const ne_queue *queue, sqlite3_int64 article) {
  sqlite3_int64 low = 0, high = queue->count;
  while (low < high) {
    const sqlite3_int64 middle = low + (high - low) / 2;
    if (queue->articles[middle] < article) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < queue->count && queue->articles[low] == article;
}

static int bind_arguments(const ne_batch *rows, int argc, sqlite3_value **argv) {
  int code = SQLITE_OK;
  for (int i = 0; i < argc && code == SQLITE_OK; i++) {
    code = sqlite3_bind_value(rows->statement, i + 1, argv[i]);
  }
  return code;
}

static int prepare_overlay(ne_cursor *c, int argc, sqlite3_value **argv) {
  ne_index *index = ne_cursor_index(c);
  int code = SQLITE_OK;
  sqlite3_int64 article;
  const sqlite3_int64 *only = one_article(c, argc, argv, &article);
  if (only && !waits(c->queue, article)) {
    return SQLITE_OK;
  }
  code = ne_overlay_refresh(index, c->queue, only, c->matches);
  if (code != SQLITE_OK) {
    return code == SQLITE_INTERRUPT || code == SQLITE_NOMEM
               ? code
               : ne_index_error(index, code, "newsindex: articles that wait cannot be read%s",
                                c->matches ? ": run INSERT INTO … VALUES('sync')" : "");
  }
  c->held = ne_overlay_retain(index->overlay);
  code = ne_batch_prepare(&c->waiting, ne_overlay_db(c->held), quotes_sql(c), c->width, c->taking);
  c->waiting.recodes = index->recodes;
  c->overlay.rows = &c->waiting;
  c->overlay.words.changes = sqlite3_total_changes64(ne_overlay_db(c->held));
  return code == SQLITE_OK ? bind_arguments(&c->waiting, argc, argv) : code;
}

/* ---- Walking ----------------------------------------------------------------------- */

/* Counts that somebody has written into the tables may promise any number of rows,
** but no query of the index has more than there are quotes, if these are those that were there
** when it began. */
static int spend(ne_cursor *c, sqlite3_int64 rows) {
  ne_index *index = ne_cursor_index(c);
  sqlite3_int64 quotes = 0;
  int code;
  if (rows > c->promised) {
    const int changed = c->queue->changes != sqlite3_total_changes64(index->db);
    code = ne_integer(index->db, &quotes, "SELECT count(*) FROM \"%w\".\"%w_quote\"", index->schema,
                      index->name);
    if (code != SQLITE_OK) {
      return code;
    }
    c->promised = changed ? quotes + RUNS_UNCHECKED : quotes - c->given;
  }
  if (rows > c->promised) {
    return ne_index_error(index, SQLITE_CORRUPT_VTAB,
                          "newsindex: %s counts more quotes than it has", index->name);
  }
  c->promised -= rows;
  c->given += rows;
  return SQLITE_OK;
}

/* A tally has counted quotes that are there, and none that the queue hides. */
static int look_at_run(ne_cursor *c, ne_side *s) {
  const int counted = c->by_runs == NE_RUNS_TALLY;
  s->left = counted ? ne_tally_find(&c->tally, c->run_key) : ne_batch_integer(s->rows, 1);
  c->run_length = s->left;
  s->there = s->left > 0 && (counted || !c->queue->count || !waits(c->queue, c->run_key));
  return s->left > 0 && !counted ? spend(c, s->left) : SQLITE_OK;
}

/* Looks at the row that a side has come to: is it one of the query's? */
static int look(ne_cursor *c, ne_side *s, int runs) {
  int code;
  if (s == &c->overlay) {
    s->there = 1;
    return SQLITE_OK;
  }
  if (runs) {
    ne_cursor_leave_texts(c);
    c->run_key = ne_batch_integer(s->rows, 0);
    code = look_at_run(c, s);
  } else {
    code = spend(c, 1);
    s->there = !c->queue->hidden_count || !ne_queue_hides(c->queue, ne_batch_quote(s->rows));
  }
  s->there = s->there && code == SQLITE_OK;
  return code;
}

static int failed(ne_cursor *c, const ne_side *s, int code) {
  ne_index *index = ne_cursor_index(c);
  const int waiting = s == &c->overlay;
  sqlite3_reset(s->rows->statement);        /* which sets the connection's message */
  if (c->matches && code == SQLITE_ERROR) { /* in what was asked for */
    return ne_index_error(index, code, "%s",
                          sqlite3_errmsg(waiting ? ne_overlay_db(c->held) : index->db));
  }
  return waiting ? code : ne_index_failed(index, code);
}

/* Steps a side to its next row; those that the queue hides are passed over. */
static int step(ne_cursor *c, ne_side *s) {
  const int runs = s->rows == &c->runs;
  int code, stepped = SQLITE_DONE;
  if (runs && s->left > 1) {
    s->left--;
    if (c->by_runs == NE_RUNS_TALLY) {
      ne_tally_next(&c->tally);
    }
    return SQLITE_OK;
  }
  s->there = 0;
  while (s->rows && !s->there &&
         (stepped = ne_batch_step(s->rows, ne_cursor_index(c)->connection)) == SQLITE_ROW) {
    code = look(c, s, runs);
    if (code != SQLITE_OK) {
      return code;
    }
  }
  return stepped == SQLITE_ROW || stepped == SQLITE_DONE ? SQLITE_OK : failed(c, s, stepped);
}

/* Whether the overlay's row comes before the index's. */
static int overlay_first(const ne_cursor *c) {
  const int shift = c->index.rows == &c->runs;
  for (int i = 0; i < c->order_count; i++) {
    const int place = c->order[i].place;
    const int found = ne_batch_compare(c->overlay.rows, place, c->index.rows, place + shift);
    if (found) {
      return c->order[i].descending ? found > 0 : found < 0;
    }
  }
  return 0;
}

static void choose(ne_cursor *c) {
  c->at = c->index.there ? &c->index : c->overlay.there ? &c->overlay : NULL;
  if (c->index.there && c->overlay.there && overlay_first(c)) {
    c->at = &c->overlay;
  }
}

int ne_cursor_next(sqlite3_vtab_cursor *base) {
  ne_cursor *c = (ne_cursor *)base;
  const int code = step(c, c->at);
  if (c->overlay.rows || !c->at->there) {
    choose(c);
  }
  return code;
}

int ne_cursor_eof(sqlite3_vtab_cursor *base) {
  return !((ne_cursor *)base)->at;
}

/* ---- Filter ------------------------------------------------------------------------ */

/* Counts the quotes of speakers, unless they are too many. */
static int take_tally(ne_cursor *c, int argc, sqlite3_value **argv) {
  ne_index *index = ne_cursor_index(c);
  int code = bind_arguments(&c->tally.rows, argc, argv);
  if (code == SQLITE_OK) {
    code =
        ne_tally_take(&c->tally, index->connection, c->queue, &c->runs, c->order, c->order_count);
  }
  if (code == SQLITE_OK) {
    c->index.rows = &c->runs;
    return code;
  }
  ne_tally_rest(&c->tally);
  return code == NE_TOO_MANY ? prepare_quotes(c) : ne_index_failed(index, code);
}

static int start(ne_cursor *c, int argc, sqlite3_value **argv) {
  int code = SQLITE_OK;
  c->index.rows = &c->quotes;
  if (c->by_runs == NE_RUNS_TALLY) {
    code = take_tally(c, argc, argv);
  } else if (c->by_runs == NE_RUNS_ARTICLES ||
             (c->by_runs && !c->queue->count && !c->queue->unfinished)) {
    c->index.rows = &c->runs; /* who speaks in what waits is not known by runs */
  }
  if (code == SQLITE_OK && c->index.rows->taking != NE_TAKE_EACH) {
    code = bind_arguments(c->index.rows, argc, argv);
  }
  c->index.words.changes = c->queue->changes;
  if (code == SQLITE_OK && c->queue->count) {
    code = prepare_overlay(c, argc, argv);
  }
  if (code == SQLITE_OK) {
    code = step(c, &c->index);
  }
  if (code == SQLITE_OK) {
    code = step(c, &c->overlay);
  }
  return code;
}

/* Lets go of what was read, but not of the statements. */
static void rest(ne_side *s) {
  ne_words_rest(&s->words);
  sqlite3_reset(s->spans);
  sqlite3_reset(s->page);
  *s = (ne_side){.words = s->words, .spans = s->spans, .page = s->page};
}

static int take_queue(ne_cursor *c, ne_index *index) {
  if (c->queue && c->queue->changes == sqlite3_total_changes64(index->db)) {
    return SQLITE_OK;
  }
  ne_queue_release(c->queue);
  c->queue = NULL;
  return ne_queue_take(index, c->matches, &c->queue);
}

int ne_cursor_filter(sqlite3_vtab_cursor *base, int number, const char *plan, int argc,
                     sqlite3_value **argv) {
  ne_cursor *c = (ne_cursor *)base;
  ne_index *index = ne_cursor_index(c);
  int code;
  c->at = NULL;
  rest(&c->index);
  leave_overlay(c);
  c->detail_at = 0;
  c->promised = RUNS_UNCHECKED;
  c->given = 0;
  ne_cursor_leave_texts(c);
  ne_tally_rest(&c->tally);
  ne_batch_restart(&c->runs);
  ne_batch_restart(&c->quotes);
  code = ne_index_ready(index);
  if (code == SQLITE_OK) {
    code = read_plan(c, number, plan);
  }
  if (code == SQLITE_OK) {
    code = take_queue(c, index);
    if (code != SQLITE_OK) {
      code = ne_index_failed(index, code);
    }
  }
  if (code == SQLITE_OK && c->matches) {
    sqlite3_value_free(c->match);
    c->match = sqlite3_value_dup(argv[names_article(plan) ? 1 : 0]);
    code = c->match ? SQLITE_OK : SQLITE_NOMEM;
  }
  if (code == SQLITE_OK) {
    code = start(c, argc, argv);
  }
  if (code == SQLITE_OK) {
    choose(c);
  }
  return code;
}
