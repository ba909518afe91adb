/* index_columns.c: what is in the row that a cursor stands on: columns, the quote's words,
** what is known of its article, its rowid; and highlight() and snippet() of it.
*/
#include "index_cursor.h"
SQLITE_EXTENSION_INIT3

#define PAGE_SQL                                                                                   \
  "SELECT headline, outlet, published, place, agency FROM \"%w\".\"%w_article\" WHERE article"

/* ---- Texts of a run ------------------------------------------------------------------- */

static void release_text(void *bytes) {
  ne_shared *text = (ne_shared *)(void *)((char *)bytes - offsetof(ne_shared, bytes));
  if (--text->references == 0) {
    sqlite3_free(text);
  }
}

void ne_cursor_leave_texts(ne_cursor *c) {
  for (size_t i = 0; i < NE_RUN_TEXTS; i++) {
    if (c->texts[i]) {
      release_text(c->texts[i]->bytes);
      c->texts[i] = NULL;
    }
  }
}

/* A run's texts are handed out again and again: one copy does for all. */
static void share_text(ne_cursor *c, sqlite3_context *context, int place) {
  ne_shared *text = place < NE_RUN_TEXTS ? c->texts[place] : NULL;
  if (!text) {
    const ne_batch *rows = c->at->rows;
    newsext_slice bytes;
    if (ne_batch_type(rows, place + 2) != SQLITE_TEXT || place >= NE_RUN_TEXTS) {
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
  return ne_takes_articles(rows->taking);
}

/* The row's quote, where it is not one of a run that does not know them. */
static sqlite3_int64 quote_number(const ne_cursor *c) {
  return c->at->rows->taking == NE_TAKE_EACH ? ne_tally_quote(&c->tally)
                                             : ne_batch_quote(c->at->rows);
}

/* The row's article, where the plan has it. */
static sqlite3_int64 article_of(const ne_cursor *c) {
  const ne_batch *rows = c->at->rows;
  return by_article(rows) ? rows->article : ne_batch_integer(rows, c->places[NE_COLUMN_ARTICLE]);
}

static sqlite3 *db_of(const ne_cursor *c) {
  return c->at == &c->overlay ? ne_overlay_db(c->held) : ne_cursor_index(c)->db;
}

/* Whether this connection has changed anything since the query began. */
static int has_changed(const ne_cursor *c) {
  return c->at->words.changes != sqlite3_total_changes64(db_of(c));
}

static sqlite3_int64 integer_of(const ne_cell *cell) {
  return cell->type == SQLITE_INTEGER ? cell->value.integer : 0;
}

/* The spans of a quote that has several, where the rows do not tell them. */
static int read_spans(ne_cursor *c, ne_place *place) {
  const ne_index *index = ne_cursor_index(c);
  ne_side *s = c->at;
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

/* Rows that come article by article do not tell: each is read from its beginning on, once
** for all of its quotes. */
static sqlite3_int64 more_bytes_of(const ne_cursor *c) {
  const ne_batch *rows = c->at->rows;
  const int known = !by_article(rows) && ne_batch_type(rows, c->words + 3) == SQLITE_INTEGER;
  return known ? ne_batch_integer(rows, c->words + 3) : -1;
}

/* Where the row's words are. */
static int find_place(ne_cursor *c, ne_place *place) {
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
  place->more_bytes = more_bytes_of(c);
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
static int read_words(ne_cursor *c, newsext_slice *words) {
  ne_index *index = ne_cursor_index(c);
  ne_place place;
  int code = find_place(c, &place);
  *words = (newsext_slice){NULL, 0};
  if (code == SQLITE_OK) {
    code = ne_words_read(&c->at->words, index, db_of(c), &place, words);
  } else if (code == SQLITE_CORRUPT_VTAB && has_changed(c)) {
    return SQLITE_OK; /* the quote is gone */
  }
  return (code & 0xff) == SQLITE_CORRUPT
             ? ne_index_error(index, code, "newsindex: the quotes of article %lld are not in it",
                              place.article)
             : code;
}

static int prepare_page(ne_cursor *c, int by_quote) {
  const ne_index *index = ne_cursor_index(c);
  const char *s = index->schema, *n = index->name;
  return by_quote ? ne_prepare(db_of(c), &c->at->page, 0,
                               PAGE_SQL " = (SELECT article FROM"
                                        " \"%w\".\"%w_quote\" WHERE id = ?1)",
                               s, n, s, n)
                  : ne_prepare(db_of(c), &c->at->page, 0, PAGE_SQL " = ?1", s, n);
}

/* Goes to what is known of the row's article, by its number or else by the quote's. */
static int read_page(ne_cursor *c) {
  ne_side *s = c->at;
  const int by_quote = !by_article(s->rows) && c->places[NE_COLUMN_ARTICLE] < 0;
  const sqlite3_int64 key = by_quote ? quote_number(c) : article_of(c);
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

static int page_column(ne_cursor *c, sqlite3_context *context, int column) {
  const int code = read_page(c);
  if (code == SQLITE_OK && c->at->page_there) {
    sqlite3_result_value(context, sqlite3_column_value(c->at->page, column - NE_COLUMN_HEADLINE));
  }
  return code == SQLITE_OK ? code : ne_index_failed(ne_cursor_index(c), code);
}

int ne_cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column) {
  ne_cursor *c = (ne_cursor *)base;
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

/* The quotes of a run of a speaker are walked behind the rows. */
static int speaker_rowid(ne_cursor *c, sqlite3_int64 wanted, sqlite3_int64 *out) {
  ne_index *index = ne_cursor_index(c);
  int code = SQLITE_OK;
  if (!c->detail) {
    code = ne_prepare(index->db, &c->detail, 0,
                      "SELECT id FROM \"%w\".\"%w_quote\" WHERE speaker_id = ?1 ORDER BY id",
                      index->schema, index->name);
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
  if (code == SQLITE_CORRUPT_VTAB && has_changed(c)) {
    code = ne_index_error(index, SQLITE_ABORT,
                          "newsindex: the quotes of %s are not those that they were when the query "
                          "began",
                          index->name);
  }
  *out = code == SQLITE_OK ? sqlite3_column_int64(c->detail, 0) : 0;
  return code;
}

static int run_rowid(ne_cursor *c, sqlite3_int64 *out) {
  const sqlite3_int64 wanted = c->run_length - c->index.left + 1;
  if (c->by_runs == NE_RUNS_SPEAKERS) {
    return speaker_rowid(c, wanted, out);
  }
  *out = ne_batch_integer(&c->runs, c->width + 1); /* a.first comes last */
  if (*out > INT64_MAX - wanted) {
    return SQLITE_CORRUPT_VTAB;
  }
  *out += wanted - 1;
  return SQLITE_OK;
}

int ne_cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
  ne_cursor *c = (ne_cursor *)base;
  if (c->at->rows == &c->runs && c->by_runs != NE_RUNS_TALLY) {
    return run_rowid(c, out);
  }
  *out = quote_number(c);
  return SQLITE_OK;
}

/* ---- highlight() and snippet() ----------------------------------------------------- */

/* The quote of the row as it is in the tables of an older format; to be freed. */
static int stored_quote(ne_cursor *c, char **quote) {
  ne_index *index = ne_cursor_index(c);
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
static int quote_of(ne_cursor *c, char **quote) {
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

/* Has FTS5's own function mark the one quote. Behind the table's name there may be a column's
** number, as FTS5 has it: only one column can be marked. */
static void mark(sqlite3_context *context, int argc, sqlite3_value **argv, const char *call) {
  const int first = argc % 2 ? 1 : 2;
  ne_cursor *c = sqlite3_value_pointer(argv[0], "newsindex");
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
    code = ne_overlay_mark(ne_cursor_index(c), quote, c->match, context, call, argc - first,
                           argv + first);
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
