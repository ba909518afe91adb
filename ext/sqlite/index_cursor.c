/* index_cursor.c: walks the rows of a query.
**
** The plan's SQL runs over the index's tables and, where articles wait, over the
** overlay's. Rows of the index whose article waits are passed over. Where the plan
** has an order, the two are merged; else the overlay's rows come last.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define ORDER_MAX 8
#define RUN_TEXTS 3
#define PAGE_SQL                                                                                   \
  "SELECT headline, outlet, published, place, agency FROM \"%w\".\"%w_article\" WHERE article"
#define RUNS_UNCHECKED 10000 /* rows, before their count is checked */

/* A row of text that several results share. */
typedef struct shared {
  int references, length;
  char bytes[];
} shared;

typedef struct side {
  ne_batch *rows;      /* NULL: none */
  int there;           /* a row is */
  ne_words words;      /* of its quotes */
  sqlite3_int64 left;  /* of a run, with the row that it stands on */
  sqlite3_stmt *spans; /* of a quote */
  sqlite3_stmt *page;  /* what is known of an article, */
  int page_there;      /* the statement's row, */
  sqlite3_int64 page_key;
} side;

typedef struct cursor {
  sqlite3_vtab_cursor base;
  char *plan; /* what the statements were made from */
  ne_batch runs, quotes, waiting;
  sqlite3_stmt *detail;     /* the quotes of a run, for their rowids */
  sqlite3_int64 detail_key; /* whose */
  sqlite3_int64 detail_at;
  int columns, by_runs, matches;
  int words;                      /* the place of the columns that say where the quote is, or -1 */
  int width;                      /* columns of the rows */
  ne_taking taking;               /* of quotes */
  short places[NE_INDEX_COLUMNS]; /* of the columns in the statements' rows */
  struct {
    int place, descending;
  } order[ORDER_MAX];
  int order_count;
  side index, overlay;
  side *at; /* the side whose row this is; NULL at the end */
  sqlite3_int64 run_length, run_key;
  sqlite3_int64 promised, given; /* rows of the index: that may still come, that came */
  shared *texts[RUN_TEXTS];      /* of a run's columns */
  ne_queue *queue;
  sqlite3_value *match; /* what the full text is asked for */
} cursor;

static ne_index *index_of(const cursor *c) {
  return (ne_index *)c->base.pVtab;
}

/* ---- Opening and closing ------------------------------------------------------------------------
 */

int ne_cursor_open(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out) {
  cursor *c = sqlite3_malloc64(sizeof *c);
  if (!c) {
    return SQLITE_NOMEM;
  }
  memset(c, 0, sizeof *c);
  ((ne_index *)vtab)->cursors++;
  *out = &c->base;
  return SQLITE_OK;
}

static void release_text(void *bytes) {
  shared *text = (shared *)(void *)((char *)bytes - offsetof(shared, bytes));
  if (--text->references == 0) {
    sqlite3_free(text);
  }
}

static void leave_texts(cursor *c) {
  for (size_t i = 0; i < RUN_TEXTS; i++) {
    if (c->texts[i]) {
      release_text(c->texts[i]->bytes);
      c->texts[i] = NULL;
    }
  }
}

static void leave_side(side *s) {
  ne_words_close(&s->words);
  sqlite3_finalize(s->spans);
  sqlite3_finalize(s->page);
  *s = (side){0};
}

static void leave_statements(cursor *c) {
  ne_batch_close(&c->runs);
  ne_batch_close(&c->quotes);
  ne_batch_close(&c->waiting);
  sqlite3_finalize(c->detail);
  leave_side(&c->index);
  leave_side(&c->overlay);
  sqlite3_free(c->plan);
  c->plan = NULL;
  c->detail = NULL;
}

int ne_cursor_close(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  index_of(c)->cursors--;
  leave_texts(c);
  leave_statements(c);
  ne_queue_release(c->queue);
  sqlite3_value_free(c->match);
  sqlite3_free(c);
  return SQLITE_OK;
}

/* ---- The plan
 * --------------------------------------------------------------------------------------- */

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
static void read_order(cursor *c, const char *plan) {
  const char *p = NULL, *found = plan;
  c->order_count = 0;
  while ((found = strstr(found, " ORDER BY ")) != NULL) {
    p = found += strlen(" ORDER BY ");
  }
  while (p && c->order_count < ORDER_MAX) {
    const size_t length = strcspn(p, " ,");
    const int column = column_named(p, length);
    c->order[c->order_count].place = column < 0 ? 0 : c->places[column];
    c->order[c->order_count++].descending = !strncmp(p + length, " DESC", 5);
    p = strstr(p, ", ");
    p = p ? p + 2 : NULL;
  }
}

/* The plan's SQL for quotes, after that for runs. */
static const char *quotes_sql(const cursor *c) {
  const char *rest = c->by_runs ? strstr(c->plan, "; SELECT ") : NULL;
  return rest ? rest + 2 : c->plan;
}

static int prepare_plan(cursor *c) {
  ne_index *index = index_of(c);
  const int width = c->width;
  int code = SQLITE_OK;
  c->quotes.recodes = c->runs.recodes = index->recodes;
  if (c->by_runs) { /* of which only the first statement is prepared */
    code = ne_batch_prepare(&c->runs, index->db, c->plan, width + 1, NE_TAKE_NONE);
  }
  return code == SQLITE_OK
             ? ne_batch_prepare(&c->quotes, index->db, quotes_sql(c), width, c->taking)
             : code;
}

static ne_taking taking_of(const char *plan) {
  return strstr(plan, ", a.quotes, p.places FROM ")          ? NE_TAKE_PLACES
         : strstr(plan, ", a.quotes, (SELECT newsext_rows(") ? NE_TAKE_ALL
         : strstr(plan, ", (SELECT newsext_rows(")           ? NE_TAKE_ARTICLES
         : strstr(plan, "SELECT newsext_row(")               ? NE_TAKE_SOME
                                                             : NE_TAKE_NONE;
}

static int read_plan(cursor *c, int number, const char *plan) {
  int code, place;
  if (c->plan && !strcmp(c->plan, plan)) {
    return SQLITE_OK;
  }
  leave_statements(c);
  c->plan = sqlite3_mprintf("%s", plan);
  c->by_runs = (number & NE_PLAN_RUNS) != 0;
  c->matches = strstr(plan, " MATCH ?") != NULL;
  c->columns = number & ~(NE_PLAN_RUNS | NE_PLAN_WORDS);
  c->taking = taking_of(plan);
  place = c->taking >= NE_TAKE_ALL ? 0 : 1; /* after the quote's number */
  for (int i = 0; i < NE_INDEX_COLUMNS; i++) {
    c->places[i] = (short)(c->columns & 1 << i ? place++ : -1);
  }
  c->words = number & NE_PLAN_WORDS ? place : -1;
  c->width = place + (c->words < 0 ? 0 : 3);
  if (!c->plan) {
    return SQLITE_NOMEM;
  }

  code = prepare_plan(c);
  read_order(c, plan);
  if (code != SQLITE_OK) {
    leave_statements(c);
    code = ne_index_failed(index_of(c), code);
  }
  return code;
}

/* ---- What waits
 * --------------------------------------------------------------------------------------- */

/* Whether the first of what is asked for is one article. */
static int names_article(const char *plan) {
  return strstr(plan, " WHERE a.article = ?1") || strstr(plan, " WHERE q.article = ?1");
}

/* Whether the plan asks for one article only, and which. */
static const sqlite3_int64 *one_article(const cursor *c, int argc, sqlite3_value **argv,
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

static int prepare_overlay(cursor *c, int argc, sqlite3_value **argv) {
  ne_index *index = index_of(c);
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
  code = ne_batch_prepare(&c->waiting, ne_overlay_db(index->overlay), quotes_sql(c), c->width,
                          c->taking);
  c->overlay.rows = &c->waiting;
  c->overlay.words.changes = sqlite3_total_changes64(ne_overlay_db(index->overlay));
  return code == SQLITE_OK ? bind_arguments(&c->waiting, argc, argv) : code;
}

/* ---- Walking
 * ------------------------------------------------------------------------------------------ */

/* Counts that somebody has written into the tables may promise any number of rows,
** but no query of the index has more than there are quotes. */
static int spend(cursor *c, sqlite3_int64 rows) {
  ne_index *index = index_of(c);
  int code = SQLITE_OK;
  if (rows > c->promised) {
    code = ne_integer(index->db, &c->promised, "SELECT count(*) FROM \"%w\".\"%w_quote\"",
                      index->schema, index->name);
    c->promised -= c->given;
  }
  if (code == SQLITE_OK && rows > c->promised) {
    code = ne_index_error(index, SQLITE_CORRUPT_VTAB,
                          "newsindex: %s counts more quotes than it has", index->name);
  }
  c->promised -= rows;
  c->given += rows;
  return code;
}

/* Looks at the row that a side has come to: is it one of the query's? */
static int look(cursor *c, side *s, int runs) {
  int code;
  if (s == &c->overlay) {
    s->there = 1;
    return SQLITE_OK;
  }
  if (runs) {
    leave_texts(c);
    c->run_key = ne_batch_integer(s->rows, 0);
    c->run_length = s->left = ne_batch_integer(s->rows, 1);
    code = s->left > 0 ? spend(c, s->left) : SQLITE_OK;
    s->there = s->left > 0 && !(c->queue->count && waits(c->queue, c->run_key));
  } else {
    code = spend(c, 1);
    s->there = !c->queue->hidden_count || !ne_queue_hides(c->queue, ne_batch_quote(s->rows));
  }
  s->there = s->there && code == SQLITE_OK;
  return code;
}

/* Steps a side to its next row; those that the queue hides are passed over. */
static int step(cursor *c, side *s) {
  const int runs = s->rows == &c->runs;
  int code, stepped = SQLITE_DONE;
  if (runs && s->left > 1) {
    s->left--;
    return SQLITE_OK;
  }
  s->there = 0;
  while (s->rows && !s->there &&
         (stepped = ne_batch_step(s->rows, index_of(c)->connection)) == SQLITE_ROW) {
    code = look(c, s, runs);
    if (code != SQLITE_OK) {
      return code;
    }
  }
  if (stepped == SQLITE_ROW || stepped == SQLITE_DONE || s == &c->overlay) {
    return stepped == SQLITE_ROW || stepped == SQLITE_DONE ? SQLITE_OK : stepped;
  }
  sqlite3_reset(s->rows->statement);           /* which sets the connection's message */
  return c->matches && stepped == SQLITE_ERROR /* in what was asked for */
             ? ne_index_error(index_of(c), stepped, "%s", sqlite3_errmsg(index_of(c)->db))
             : ne_index_failed(index_of(c), stepped);
}

static int compare_bytes(newsext_slice a, newsext_slice b) {
  const uint32_t length = a.length < b.length ? a.length : b.length;
  const int found = length ? memcmp(a.bytes, b.bytes, length) : 0;
  return found ? found : (a.length > b.length) - (a.length < b.length);
}

/* As ORDER BY compares: NULL, numbers, text, BLOBs. */
static int compare(const ne_batch *a, int column, const ne_batch *b, int other) {
  static const int ranks[] = {0, 1, 1, 2, 3, 0}; /* by SQLITE_INTEGER and the like */
  const int left = ranks[ne_batch_type(a, column)], right = ranks[ne_batch_type(b, other)];
  if (left != right || !left) {
    return left - right;
  }
  if (left == 1) {
    const double x = ne_batch_real(a, column), y = ne_batch_real(b, other);
    return (x > y) - (x < y);
  }
  return compare_bytes(ne_batch_bytes(a, column), ne_batch_bytes(b, other));
}

/* Whether the overlay's row comes before the index's. */
static int overlay_first(const cursor *c) {
  const int shift = c->index.rows == &c->runs;
  for (int i = 0; i < c->order_count; i++) {
    const int place = c->order[i].place;
    const int found = compare(c->overlay.rows, place, c->index.rows, place + shift);
    if (found) {
      return c->order[i].descending ? found > 0 : found < 0;
    }
  }
  return 0;
}

static void choose(cursor *c) {
  c->at = c->index.there ? &c->index : c->overlay.there ? &c->overlay : NULL;
  if (c->index.there && c->overlay.there && overlay_first(c)) {
    c->at = &c->overlay;
  }
}

int ne_cursor_next(sqlite3_vtab_cursor *base) {
  cursor *c = (cursor *)base;
  const int code = step(c, c->at);
  if (c->overlay.rows || !c->at->there) {
    choose(c);
  }
  return code;
}

int ne_cursor_eof(sqlite3_vtab_cursor *base) {
  return !((cursor *)base)->at;
}

/* ---- Filter
 * --------------------------------------------------------------------------------------------- */

static int start(cursor *c, int argc, sqlite3_value **argv) {
  /* Who speaks in what waits is not known by runs. */
  const int pages = c->by_runs && !strncmp(c->plan, "SELECT a.article", 16);
  int code;
  c->index.rows = c->by_runs && (pages || !c->queue->count) ? &c->runs : &c->quotes;
  code = bind_arguments(c->index.rows, argc, argv);
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
static void rest(side *s) {
  ne_words_rest(&s->words);
  sqlite3_reset(s->spans);
  sqlite3_reset(s->page);
  *s = (side){.words = s->words, .spans = s->spans, .page = s->page};
}

static int take_queue(cursor *c, ne_index *index) {
  if (c->queue && c->queue->changes == sqlite3_total_changes64(index->db)) {
    return SQLITE_OK;
  }
  ne_queue_release(c->queue);
  c->queue = NULL;
  return ne_queue_take(index, c->matches, &c->queue);
}

int ne_cursor_filter(sqlite3_vtab_cursor *base, int number, const char *plan, int argc,
                     sqlite3_value **argv) {
  cursor *c = (cursor *)base;
  ne_index *index = index_of(c);
  int code;
  c->at = NULL;
  rest(&c->index);
  leave_side(&c->overlay);
  ne_batch_close(&c->waiting);
  c->detail_at = 0;
  c->promised = RUNS_UNCHECKED;
  c->given = 0;
  leave_texts(c);
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

/* ---- Columns
 * -------------------------------------------------------------------------------------------- */

/* A run's texts are handed out again and again: one copy does for all. */
static void share_text(cursor *c, sqlite3_context *context, int place) {
  shared *text = place < RUN_TEXTS ? c->texts[place] : NULL;
  if (!text) {
    const ne_batch *rows = c->at->rows;
    newsext_slice bytes;
    if (ne_batch_type(rows, place + 2) != SQLITE_TEXT || place >= RUN_TEXTS) {
      ne_batch_result(rows, context, place + 2);
      return;
    }
    bytes = ne_batch_bytes(rows, place + 2);
    text = sqlite3_malloc64(sizeof *text + (size_t)bytes.length + 1);
    if (!text) {
      sqlite3_result_error_nomem(context);
      return;
    }
    text->references = 1;
    text->length = (int)bytes.length;
    memcpy(text->bytes, bytes.bytes, bytes.length);
    text->bytes[bytes.length] = 0;
    c->texts[place] = text;
  }
  text->references++;
  sqlite3_result_text(context, text->bytes, text->length, release_text);
}

static int by_article(const ne_batch *rows) {
  return rows->taking >= NE_TAKE_ARTICLES;
}

/* The row's article, where the plan has it. */
static sqlite3_int64 article_of(const cursor *c) {
  const ne_batch *rows = c->at->rows;
  return by_article(rows) ? rows->article : ne_batch_integer(rows, c->places[NE_COLUMN_ARTICLE]);
}

static sqlite3 *db_of(const cursor *c) {
  const ne_index *index = index_of(c);
  return c->at == &c->overlay ? ne_overlay_db(index->overlay) : index->db;
}

static sqlite3_int64 integer_of(const ne_cell *cell) {
  return cell->type == SQLITE_INTEGER ? cell->value.integer : 0;
}

/* The spans of a quote that has several, where the rows do not tell them. */
static int read_spans(cursor *c, ne_place *place) {
  const ne_index *index = index_of(c);
  side *s = c->at;
  int code = SQLITE_OK;
  if (!s->spans) {
    code = ne_prepare(db_of(c), &s->spans, 0, "SELECT spans FROM \"%w\".\"%w_quote\" WHERE id = ?1",
                      index->schema, index->name);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_reset(s->spans);
  sqlite3_bind_int64(s->spans, 1, place->quote);
  code = sqlite3_step(s->spans);
  if (code == SQLITE_ROW) {
    place->spans.bytes = (const char *)sqlite3_column_text(s->spans, 0);
    place->spans.length = (uint32_t)sqlite3_column_bytes(s->spans, 0);
    return place->spans.bytes ? SQLITE_OK : SQLITE_CORRUPT_VTAB;
  }
  return code == SQLITE_DONE ? SQLITE_CORRUPT_VTAB : sqlite3_reset(s->spans);
}

/* Where the row's words are. */
static int find_place(cursor *c, ne_place *place) {
  const ne_batch *rows = c->at->rows;
  *place = (ne_place){.quote = ne_batch_quote(rows), .article = article_of(c)};
  if (rows->taking) {
    const ne_cell *cells = ne_batch_cell(rows, c->words);
    place->start = integer_of(&cells[0]);
    place->length = integer_of(&cells[1]);
  } else {
    place->start = ne_batch_integer(rows, c->words);
    place->length = ne_batch_integer(rows, c->words + 1);
  }
  if (ne_batch_type(rows, c->words + 2) == SQLITE_NULL) {
    return SQLITE_OK;
  }
  if (rows->taking == NE_TAKE_PLACES) {
    return read_spans(c, place);
  }
  place->spans = ne_batch_bytes(rows, c->words + 2);
  return SQLITE_OK;
}

/* The quote of the row, from its article. */
static int read_words(cursor *c, newsext_slice *words) {
  ne_index *index = index_of(c);
  ne_place place;
  int code = find_place(c, &place);
  *words = (newsext_slice){NULL, 0};
  if (code == SQLITE_OK) {
    code = ne_words_read(&c->at->words, index, db_of(c), &place, words);
  }
  return (code & 0xff) == SQLITE_CORRUPT
             ? ne_index_error(index, code, "newsindex: the quotes of article %lld are not in it",
                              place.article)
             : code;
}

static int prepare_page(cursor *c, int by_quote) {
  const ne_index *index = index_of(c);
  const char *s = index->schema, *n = index->name;
  return by_quote ? ne_prepare(db_of(c), &c->at->page, 0,
                               PAGE_SQL " = (SELECT article FROM"
                                        " \"%w\".\"%w_quote\" WHERE id = ?1)",
                               s, n, s, n)
                  : ne_prepare(db_of(c), &c->at->page, 0, PAGE_SQL " = ?1", s, n);
}

/* Goes to what is known of the row's article, by its number or else by the quote's. */
static int read_page(cursor *c) {
  side *s = c->at;
  const int by_quote = !by_article(s->rows) && c->places[NE_COLUMN_ARTICLE] < 0;
  const sqlite3_int64 key = by_quote ? ne_batch_quote(s->rows) : article_of(c);
  int code, stepped;
  if (s->page_there && s->page_key == key) {
    return SQLITE_OK;
  }
  code = s->page ? SQLITE_OK : prepare_page(c, by_quote);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_reset(s->page);
  sqlite3_bind_int64(s->page, 1, key);
  stepped = sqlite3_step(s->page);
  s->page_there = stepped == SQLITE_ROW;
  s->page_key = key;
  return stepped == SQLITE_ROW || stepped == SQLITE_DONE ? SQLITE_OK : sqlite3_reset(s->page);
}

static int page_column(cursor *c, sqlite3_context *context, int column) {
  const int code = read_page(c);
  if (code == SQLITE_OK && c->at->page_there) {
    sqlite3_result_value(context, sqlite3_column_value(c->at->page, column - NE_COLUMN_HEADLINE));
  }
  return code == SQLITE_OK ? code : ne_index_failed(index_of(c), code);
}

int ne_cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  cursor *c = (cursor *)base;
  const int place = c->places[column];
  newsext_slice words;
  int code = SQLITE_OK;
  if (column == NE_COLUMN_TABLE) {
    sqlite3_result_pointer(context, c, "newsindex", NULL);
  } else if (column == NE_COLUMN_QUOTE && place < 0 && c->words >= 0) {
    code = read_words(c, &words);
    sqlite3_result_text(context, words.bytes, (int)words.length, SQLITE_TRANSIENT);
  } else if (column == NE_COLUMN_ARTICLE && by_article(c->at->rows)) {
    sqlite3_result_int64(context, article_of(c));
  } else if (place < 0 && column >= NE_COLUMN_HEADLINE && column <= NE_COLUMN_AGENCY) {
    code = page_column(c, context, column);
  } else if (place < 0) {
    sqlite3_result_null(context);
  } else if (c->at->rows == &c->runs) {
    share_text(c, context, place - 1);
  } else {
    ne_batch_result(c->at->rows, context, place);
  }
  return code;
}

/* The run's quotes are walked behind the rows. */
static int run_rowid(cursor *c, sqlite3_int64 *out) {
  ne_index *index = index_of(c);
  const sqlite3_int64 wanted = c->run_length - c->index.left + 1;
  const int pages = !strncmp(c->plan, "SELECT a.article", 16);
  int code = SQLITE_OK;
  if (!c->detail) {
    code = ne_prepare(index->db, &c->detail, 0,
                      "SELECT id FROM \"%w\".\"%w_quote\" WHERE %s = ?1 ORDER BY id", index->schema,
                      index->name, pages ? "article" : "speaker_id");
    c->detail_at = 0;
  }
  if (code == SQLITE_OK &&
      (!c->detail_at || c->detail_key != c->run_key || wanted < c->detail_at)) {
    sqlite3_reset(c->detail);
    sqlite3_bind_int64(c->detail, 1, c->run_key);
    c->detail_key = c->run_key;
    c->detail_at = 0;
  }
  while (code == SQLITE_OK && c->detail_at < wanted) {
    const int stepped = sqlite3_step(c->detail);
    code = stepped == SQLITE_ROW    ? SQLITE_OK
           : stepped == SQLITE_DONE ? SQLITE_CORRUPT_VTAB
                                    : stepped;
    c->detail_at++;
  }
  *out = code == SQLITE_OK ? sqlite3_column_int64(c->detail, 0) : 0;
  return code;
}

int ne_cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  cursor *c = (cursor *)base;
  if (c->at->rows == &c->runs) {
    return run_rowid(c, out);
  }
  *out = ne_batch_quote(c->at->rows);
  return SQLITE_OK;
}

/* ---- highlight() and snippet()
 * ------------------------------------------------------------------------------ */

/* The quote of the row as it is in the tables of an older format; to be freed. */
static int stored_quote(cursor *c, char **quote) {
  ne_index *index = index_of(c);
  sqlite3_stmt *statement;
  sqlite3_int64 id;
  int code = ne_cursor_rowid(&c->base, &id);
  if (code == SQLITE_OK) {
    code =
        ne_prepare(db_of(c), &statement, 0, "SELECT quote FROM \"%w\".\"%w_text\" WHERE id = %lld",
                   index->schema, index->name, id);
  }
  if (code == SQLITE_OK) {
    if (sqlite3_step(statement) == SQLITE_ROW) {
      *quote = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
    }
    code = sqlite3_finalize(statement);
  }
  return code;
}

/* NULL where the row has none; to be freed. */
static int quote_of(cursor *c, char **quote) {
  newsext_slice words;
  int code;
  *quote = NULL;
  if (c->words < 0) {
    return stored_quote(c, quote);
  }
  code = read_words(c, &words);
  if (code == SQLITE_OK && words.bytes) {
    *quote = sqlite3_mprintf("%.*s", (int)words.length, words.bytes);
    code = *quote ? SQLITE_OK : SQLITE_NOMEM;
  }
  return code;
}

/* Has FTS5's own function mark the one quote. */
static void mark(sqlite3_context *context, int argc, sqlite3_value **argv, const char *call) {
  cursor *c = sqlite3_value_pointer(argv[0], "newsindex");
  char *quote;
  int code;
  if (!c || !c->at || !c->match) {
    sqlite3_result_error(context,
                         "newsindex: highlight and snippet: expected the table's name as the first "
                         "argument, in a query with MATCH",
                         -1);
    return;
  }
  code = quote_of(c, &quote);
  if (quote) {
    code = ne_overlay_mark(index_of(c), quote, c->match, context, call, argc - 1, argv + 1);
  }
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(context, code);
  }
  sqlite3_free(quote);
}

void ne_highlight_function(sqlite3_context *context, int argc, sqlite3_value **argv) {
  mark(context, argc, argv, "highlight(newsext_mark, 0, ?2, ?3)");
}

void ne_snippet_function(sqlite3_context *context, int argc, sqlite3_value **argv) {
  mark(context, argc, argv, "snippet(newsext_mark, 0, ?2, ?3, ?4, ?5)");
}
