/* index_store.c: writes what was found in an article into an index's tables. */
#include "index.h"
SQLITE_EXTENSION_INIT3

#define WORDS_A_PIECE ((size_t)1 << 20)

/* ---- An article --------------------------------------------------------------------- */

/* The content table's columns, which an option may leave out. */
static char *column_or_null(const char *name) {
  return name ? sqlite3_mprintf("c.\"%w\"", name) : sqlite3_mprintf("NULL");
}

int ne_entry_select(const ne_index *index, sqlite3_stmt **out, const char *rest) {
  char *headline = column_or_null(index->options.headline);
  char *published = column_or_null(index->options.published);
  char *outlet = column_or_null(index->options.outlet);
  int code = SQLITE_NOMEM;
  if (headline && published && outlet) {
    code = ne_prepare(index->db, out, SQLITE_PREPARE_PERSISTENT,
                      "SELECT c.%s, c.\"%w\", %s, %s, %s FROM \"%w\".\"%w\" AS c %s", index->rowid,
                      index->options.text, headline, published, outlet, index->schema,
                      index->options.content, rest);
  }
  sqlite3_free(headline);
  sqlite3_free(published);
  sqlite3_free(outlet);
  return code;
}

static newsext_status copy_value(sqlite3_stmt *row, int column, sqlite3_value **out) {
  *out = sqlite3_column_type(row, column) == SQLITE_NULL
             ? NULL
             : sqlite3_value_dup(sqlite3_column_value(row, column));
  return *out || sqlite3_column_type(row, column) == SQLITE_NULL ? NEWSEXT_OK : NEWSEXT_NOMEM;
}

newsext_status ne_entry_read(ne_entry *entry, const newsext_engine *engine,
                             const newsext_allocator *allocator, const newsext_interrupt *interrupt,
                             sqlite3_stmt *row) {
  newsext_slice text;
  newsext_status status;
  memset(entry, 0, sizeof *entry);
  entry->engine = engine;
  entry->allocator = allocator;
  entry->article = sqlite3_column_int64(row, 0);
  status = copy_value(row, 2, &entry->headline);
  if (status == NEWSEXT_OK) {
    status = copy_value(row, 3, &entry->published);
  }
  if (status == NEWSEXT_OK) {
    status = copy_value(row, 4, &entry->outlet);
  }
  if (status == NEWSEXT_OK && entry->published) {
    status = ne_argument_date(entry->published, &entry->base, &entry->has_base);
  }
  text = (newsext_slice){NULL, 0};
  if (status == NEWSEXT_OK) {
    status = ne_argument_text(sqlite3_column_value(row, 1), &text);
  }
  if (status == NEWSEXT_OK && text.bytes) {
    status = newsext_document_create(engine, allocator, interrupt, text.bytes, text.length,
                                     &entry->document);
  }
  return entry->status = status;
}

void ne_entry_analyse(ne_entry *entry) {
  newsext_status status = entry->status;
  if (status == NEWSEXT_OK && entry->document) {
    status = newsext_document_quotes(entry->document, &entry->quotes);
    if (status == NEWSEXT_OK) {
      status = newsext_document_dateline(entry->document, entry->has_base ? &entry->base : NULL,
                                         &entry->dateline);
    }
    if (status == NEWSEXT_OK) {
      status = newsext_document_article(entry->document, &entry->page);
    }
  }
  entry->status = status;
}

void ne_entry_clear(ne_entry *entry) {
  sqlite3_value_free(entry->headline);
  sqlite3_value_free(entry->published);
  sqlite3_value_free(entry->outlet);
  newsext_document_destroy(entry->document);
  memset(entry, 0, sizeof *entry);
}

/* ---- Statements ------------------------------------------------------------------------ */

/* Quotes of an article have numbers that follow one another. */
#define COUNTED_SQL                                                                                \
  " FROM (SELECT speaker_id, count(*) AS n FROM \"%w\".\"%w_quote\" WHERE id BETWEEN ?1 AND ?2"    \
  " GROUP BY speaker_id) AS c WHERE s.id = c.speaker_id"

/* Parameters have the numbers of extract_quotes' columns, from 1. Three of those a quote's
** row has not: theirs are for the keys that it has instead. */
#define QUOTE_SQL                                                                                  \
  "INSERT INTO \"%w\".\"%w_quote\"(n, type, act, id, article, speaker_id, role, mention,"          \
  " mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start,"         \
  " length, spans, paragraph, confidence, rule"
#define QUOTE_VALUES                                                                               \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"  \
  " ?20, ?21"

enum {
  ID_PARAMETER = NE_COLUMN_QUOTE + 1,
  ARTICLE_PARAMETER = NE_COLUMN_SPEAKER + 1,
  SPEAKER_PARAMETER = NE_COLUMN_KIND + 1,
  BYTES_PARAMETER = NE_QUOTE_COLUMNS + 1
};

/* Each with the schema and the name for its tables, four times at most. */
static const char *const statement_sql[NE_STORE_STATEMENTS] = {
    [NE_ADD_ARTICLE] = "INSERT INTO \"%w\".\"%w_article\""
                       "(article, quotes, headline, outlet, published, place, agency, version,"
                       " first) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [NE_ADD_PLACES] = "REPLACE INTO \"%w\".\"%w_places\" VALUES(?1, ?2)",
    [NE_ADD_QUOTE] = QUOTE_SQL ", more_bytes)" QUOTE_VALUES ", ?22)",
    [NE_ADD_QUOTE_WITHOUT_BYTES] = QUOTE_SQL ")" QUOTE_VALUES ")",
    [NE_ADD_MATCH] = "INSERT INTO \"%w\".\"%w_match\"(rowid, quote) VALUES(?1, ?2)",
    [NE_ADD_TEXT] = "INSERT INTO \"%w\".\"%w_text\"(id, quote) VALUES(?1, ?2)",
    [NE_ADD_SPEAKER] =
        "INSERT INTO \"%w\".\"%w_speaker\"(speaker, kind, key, quotes) VALUES(?1, ?2, ?3, ?4)",
    [NE_ADD_COUNT] = "UPDATE \"%w\".\"%w_speaker\" SET quotes = quotes + ?2 WHERE id = ?1",
    [NE_COUNT] = "UPDATE \"%w\".\"%w_speaker\" AS s SET quotes = quotes + c.n" COUNTED_SQL,
    [NE_UNCOUNT] = "UPDATE \"%w\".\"%w_speaker\" AS s SET quotes = quotes - c.n" COUNTED_SQL,
    [NE_FIND_SPEAKER] = "SELECT id FROM \"%w\".\"%w_speaker\" WHERE speaker IS ?1 AND kind IS ?2",
    [NE_FIND_QUOTES] = "SELECT first, first + quotes - 1 FROM \"%w\".\"%w_article\""
                       " WHERE article = ?1",
    [NE_DROP_TEXTS] = "DELETE FROM \"%w\".\"%w_text\" WHERE id BETWEEN ?1 AND ?2",
    [NE_DROP_QUOTES] = "DELETE FROM \"%w\".\"%w_quote\" WHERE id BETWEEN ?1 AND ?2",
    [NE_DROP_PLACES] = "DELETE FROM \"%w\".\"%w_places\" WHERE article = ?1",
    [NE_DROP_ARTICLE] = "DELETE FROM \"%w\".\"%w_article\" WHERE article = ?1",
    [NE_DROP_QUEUED] = "DELETE FROM \"%w\".\"%w_queue\" WHERE article = ?1",
    [NE_LAST_QUOTE] = "SELECT max(id) FROM \"%w\".\"%w_quote\"",
};

int ne_store_statement(ne_store *store, int which, sqlite3_stmt **out) {
  const char *s = store->schema, *n = store->name;
  int code = SQLITE_OK;
  if (!store->statements[which]) {
    code = ne_prepare(store->db, &store->statements[which], SQLITE_PREPARE_PERSISTENT,
                      statement_sql[which], s, n, s, n, s, n, s, n);
  }
  *out = store->statements[which];
  return code;
}

static int run_at_once(sqlite3_stmt *statement) {
  sqlite3_step(statement);
  return sqlite3_reset(statement);
}

static int is_stopped(const ne_store *store) {
  return store->connection && ne_interrupted(store->connection);
}

int ne_store_run(const ne_store *store, sqlite3_stmt *statement) {
  return is_stopped(store) ? NE_STOPPED : run_at_once(statement);
}

/* Names that are kept from before may be those of speakers who are no more. */
void ne_store_fill(ne_store *store, int fills) {
  ne_names_destroy(store->names);
  store->names = NULL;
  store->fills = fills;
  if (fills) {
    store->counts.length = 0;
  }
}

void ne_store_close(ne_store *store) {
  for (int i = 0; i < NE_STORE_STATEMENTS; i++) {
    sqlite3_finalize(store->statements[i]);
    store->statements[i] = NULL;
  }
  ne_builder_clear(&store->words);
  ne_builder_clear(&store->places);
  ne_builder_clear(&store->counts);
  ne_store_fill(store, 0);
  memset(store->bound, 0, sizeof store->bound);
  store->next = 0;
}

/* ---- Taking out -------------------------------------------------------------------------- */

typedef struct range {
  sqlite3_int64 first, last;
} range;

/* A statement for an article or, with both parameters, for quotes. */
static int run_for(ne_store *store, int which, range of) {
  sqlite3_stmt *prepared;
  int code = ne_store_statement(store, which, &prepared);
  if (code == SQLITE_OK) {
    sqlite3_bind_int64(prepared, 1, of.first);
    if (sqlite3_bind_parameter_count(prepared) > 1) {
      sqlite3_bind_int64(prepared, 2, of.last);
    }
    code = run_at_once(prepared);
  }
  return code;
}

static int find_quotes(ne_store *store, sqlite3_int64 article, range *quotes) {
  sqlite3_stmt *find;
  int code = ne_store_statement(store, NE_FIND_QUOTES, &find);
  *quotes = (range){0, -1};
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_bind_int64(find, 1, article);
  if (sqlite3_step(find) == SQLITE_ROW && sqlite3_column_type(find, 1) != SQLITE_NULL) {
    *quotes = (range){sqlite3_column_int64(find, 0), sqlite3_column_int64(find, 1)};
  }
  code = sqlite3_reset(find);
  return code == SQLITE_INTERRUPT ? NE_STOPPED : code;
}

/* Words stay in the full text, which could only take them out by the old text, until there
** are so many of the kind that it is made anew; no row is found by them, because no quote
** has their numbers. */
static int drop_quotes(ne_store *store, range quotes) {
  int code = SQLITE_OK;
  if (store->format < NE_FORMAT_WITHOUT_TEXTS) {
    code = run_for(store, NE_DROP_TEXTS, quotes);
  }
  if (code == SQLITE_OK) {
    code = run_for(store, NE_DROP_QUOTES, quotes);
  }
  if (code == SQLITE_OK && store->matched) {
    store->dead += sqlite3_changes(store->db);
  }
  return code;
}

/* All of it or nothing: without its own row nobody would know which quotes are left. */
int ne_store_drop(ne_store *store, sqlite3_int64 article) {
  range quotes;
  int code = find_quotes(store, article, &quotes);
  if (code == SQLITE_OK && quotes.first <= quotes.last) {
    code = run_for(store, NE_UNCOUNT, quotes);
    if (code == SQLITE_OK) {
      code = drop_quotes(store, quotes);
    }
  }
  if (code == SQLITE_OK && store->format >= NE_FORMAT_WITH_PLACES) {
    code = run_for(store, NE_DROP_PLACES, (range){article, 0});
  }
  return code == SQLITE_OK ? run_for(store, NE_DROP_ARTICLE, (range){article, 0}) : code;
}

int ne_store_drop_rest(ne_store *store) {
  const char *s = store->schema, *n = store->name;
  sqlite3_int64 last = 0;
  const int code = ne_integer(store->db, &last,
                              "SELECT q.id FROM \"%w\".\"%w_quote\" AS q CROSS JOIN"
                              " \"%w\".\"%w_article\" AS a ON a.article = q.article AND q.id"
                              " BETWEEN a.first AND a.first + a.quotes - 1 ORDER BY q.id DESC",
                              s, n, s, n);
  return code == SQLITE_OK ? drop_quotes(store, (range){last + 1, INT64_MAX}) : code;
}

int ne_store_unqueue(ne_store *store, sqlite3_int64 article) {
  return run_for(store, NE_DROP_QUEUED, (range){article, 0});
}

/* ---- Adding ---------------------------------------------------------------------------------- */

static int status_of(const ne_output *out) {
  return ne_status_code(out->status);
}

/* The value from the content table, where it has one, else the page's own. */
static void field(ne_output *out, int parameter, sqlite3_value *value, newsext_slice own) {
  newsext_slice text = {NULL, 0};
  out->parameter = parameter;
  if (value && ne_argument_text(value, &text) != NEWSEXT_OK) {
    out->status = NEWSEXT_NOMEM;
    return;
  }
  ne_output_folded(out, text.bytes ? text : own);
}

static const newsext_date *page_date(const ne_entry *entry) {
  const newsext_date *dates[] = {&entry->page->published, &entry->page->updated};
  for (size_t i = 0; i < 2; i++) {
    if (dates[i]->year) {
      return dates[i];
    }
  }
  return entry->dateline ? &entry->dateline->date : dates[0];
}

/* Dates that are numbers are shown as SQL's date functions show them. */
static void published_field(ne_output *out, const ne_entry *entry) {
  const newsext_date *date = entry->has_base ? &entry->base : page_date(entry);
  out->parameter = 5;
  if (entry->published &&
      (!entry->has_base || sqlite3_value_type(entry->published) == SQLITE_TEXT)) {
    field(out, 5, entry->published, (newsext_slice){NULL, 0});
  } else if (date->year) {
    ne_output_date(out, date);
  } else {
    ne_output_null(out);
  }
}

static int add_article(ne_store *store, const ne_entry *entry) {
  static const newsext_article no_page;
  ne_entry shown = *entry;
  ne_output out = {.lasting = 1};
  newsext_slice place, agency;
  int code = ne_store_statement(store, NE_ADD_ARTICLE, &out.statement);
  if (code != SQLITE_OK) {
    return code;
  }
  if (!shown.page) {
    shown.page = &no_page;
  }
  place =
      shown.dateline && shown.dateline->place.length ? shown.dateline->place : shown.page->place;
  agency = shown.dateline ? shown.dateline->agency : (newsext_slice){NULL, 0};
  if (!agency.length && shown.page->agency_count) {
    agency = shown.page->agencies[0];
  }
  sqlite3_bind_int64(out.statement, 1, entry->article);
  sqlite3_bind_int64(out.statement, 2, entry->quotes ? entry->quotes->quote_count : 0);
  field(&out, 3, entry->headline, shown.page->headline);
  field(&out, 4, entry->outlet, shown.page->outlet);
  published_field(&out, &shown);
  field(&out, 6, NULL, place);
  field(&out, 7, NULL, agency);
  sqlite3_bind_int64(out.statement, 8, store->version);
  if (entry->quotes && entry->quotes->quote_count) { /* the last that were added */
    sqlite3_bind_int64(out.statement, 9, store->next - entry->quotes->quote_count);
  } else {
    sqlite3_bind_null(out.statement, 9);
  }
  code = run_at_once(out.statement);
  return code == SQLITE_OK ? status_of(&out) : code;
}

/* To the full text, or to the words of an older format. */
static int add_words(ne_store *store, int which, sqlite3_int64 id, newsext_slice text) {
  sqlite3_stmt *add;
  int code = ne_store_statement(store, which, &add);
  if (code == SQLITE_OK) {
    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_text64(add, 2, text.bytes, text.length, SQLITE_STATIC, SQLITE_UTF8);
    code = run_at_once(add);
  }
  return code;
}

static void bind_number(sqlite3_stmt *statement, int column, sqlite3_int64 number) {
  sqlite3_bind_int64(statement, column + 1, number);
}

/* The column and the one after it: where a span begins and how long it is. */
static void bind_span(sqlite3_stmt *statement, int column, newsext_span characters) {
  if (characters.length) {
    bind_number(statement, column, characters.start);
    bind_number(statement, column + 1, characters.length);
  } else {
    sqlite3_bind_null(statement, column + 1);
    sqlite3_bind_null(statement, column + 2);
  }
}

static void bind_words(ne_output *out, ne_rows *rows, uint32_t row) {
  static const int columns[] = {NE_COLUMN_TYPE,    NE_COLUMN_ACT,        NE_COLUMN_ROLE,
                                NE_COLUMN_MENTION, NE_COLUMN_CUE,        NE_COLUMN_ADDRESSEE,
                                NE_COLUMN_SAID_ON, NE_COLUMN_CONFIDENCE, NE_COLUMN_RULE};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    out->parameter = columns[i] + 1;
    ne_quotes_relation.column(rows, row, columns[i], out);
  }
  out->parameter = NE_COLUMN_SPANS + 1;
  if (rows->quotes->quotes[row].span_count > 1) {
    ne_quotes_relation.column(rows, row, NE_COLUMN_SPANS, out);
  } else {
    ne_output_null(out);
  }
}

/* whole: where the quote stands, in characters. */
static int add_quote(ne_store *store, ne_rows *rows, sqlite3_int64 article, uint32_t row,
                     newsext_span whole, sqlite3_int64 speaker) {
  const newsext_quote *quote = &rows->quotes->quotes[row];
  ne_output out = {.lasting = 1, .bound = store->bound};
  const int bytes = store->format >= NE_FORMAT_WITH_BYTES;
  int code =
      ne_store_statement(store, bytes ? NE_ADD_QUOTE : NE_ADD_QUOTE_WITHOUT_BYTES, &out.statement);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_bind_int64(out.statement, ID_PARAMETER, store->next);
  if (row == 0) {
    sqlite3_bind_int64(out.statement, ARTICLE_PARAMETER, article);
  }
  sqlite3_bind_int64(out.statement, SPEAKER_PARAMETER, speaker);
  bind_number(out.statement, NE_COLUMN_N, (sqlite3_int64)row + 1);
  bind_number(out.statement, NE_COLUMN_PARAGRAPH, quote->paragraph);
  bind_span(out.statement, NE_COLUMN_MENTION_START,
            newsext_characters(rows->document, quote->mention));
  bind_span(out.statement, NE_COLUMN_CUE_START, newsext_characters(rows->document, quote->cue));
  bind_span(out.statement, NE_COLUMN_START, whole);
  bind_words(&out, rows, row);
  if (bytes) {
    const sqlite3_int64 characters = (sqlite3_int64)whole.start - 1;
    sqlite3_bind_int64(out.statement, BYTES_PARAMETER, quote->spans[0].start - characters);
  }
  code = status_of(&out);
  if (code == SQLITE_OK) {
    code = ne_store_run(store, out.statement);
  }
  if (code == SQLITE_OK && store->format < NE_FORMAT_WITHOUT_TEXTS) {
    code = add_words(store, NE_ADD_TEXT, store->next, quote->text);
  }
  if (code == SQLITE_OK && store->gathers) {
    ne_builder_append(&store->words, (const char *)&quote->text.length, sizeof quote->text.length);
    ne_builder_append(&store->words, quote->text.bytes, quote->text.length);
    code = store->words.code;
  }
  store->next++;
  return code;
}

static int find_next(ne_store *store) {
  sqlite3_stmt *last;
  int code = store->next ? SQLITE_OK : ne_store_statement(store, NE_LAST_QUOTE, &last);
  if (code == SQLITE_OK && !store->next) {
    sqlite3_step(last);
    store->next = sqlite3_column_int64(last, 0) + 1;
    if (store->next <= store->matched) {
      store->next = store->matched + 1;
    }
    code = sqlite3_reset(last);
  }
  return code == SQLITE_INTERRUPT ? NE_STOPPED : code;
}

/* Speakers as the quotes' numbers have them, after nobody, whose number is -1. */
typedef struct speaker {
  sqlite3_int64 id;
  uint32_t quotes;
} speaker;

static int take_speaker(ne_store *store, const ne_entry *entry, int32_t number, speaker *taken) {
  return taken->id
             ? SQLITE_OK
             : ne_speakers_take(store, entry, number < 0 ? NULL : &entry->quotes->speakers[number],
                                taken->quotes, &taken->id);
}

static int add_quotes(ne_store *store, ne_entry *entry, speaker *speakers) {
  ne_rows rows = {.document = entry->document,
                  .base = entry->has_base ? &entry->base : NULL,
                  .quotes = entry->quotes,
                  .count = entry->quotes->quote_count};
  const newsext_quote *quotes = entry->quotes->quotes;
  sqlite3_int64 before = 0;
  int code = find_next(store);
  store->places.length = 0;
  for (uint32_t i = 0; i < rows.count; i++) {
    speakers[quotes[i].speaker + 1].quotes++;
  }
  for (uint32_t i = 0; i < rows.count && code == SQLITE_OK; i++) {
    speaker *taken = &speakers[quotes[i].speaker + 1];
    code = take_speaker(store, entry, quotes[i].speaker, taken);
    if (code == SQLITE_OK) {
      const newsext_span whole = ne_rows_quote(&rows, i);
      code = add_quote(store, &rows, entry->article, i, whole, taken->id);
      ne_places_add(&store->places, &before, whole.start, whole.length, quotes[i].span_count > 1);
      code = code == SQLITE_OK ? store->places.code : code;
    }
  }
  return code;
}

static int add_places(ne_store *store, sqlite3_int64 article) {
  sqlite3_stmt *add;
  const int code = ne_store_statement(store, NE_ADD_PLACES, &add);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_bind_int64(add, 1, article);
  sqlite3_bind_blob64(add, 2, store->places.bytes, store->places.length, SQLITE_STATIC);
  return run_at_once(add);
}

/* The article's own row comes last: without it, the article waits. */
int ne_store_add(ne_store *store, ne_entry *entry, int counts) {
  int code = SQLITE_OK;
  if (entry->quotes && entry->quotes->quote_count) {
    const size_t bytes = ((size_t)entry->quotes->speaker_count + 1) * sizeof(speaker);
    speaker *speakers = sqlite3_malloc64(bytes);
    code = speakers ? SQLITE_OK : SQLITE_NOMEM;
    if (speakers) {
      memset(speakers, 0, bytes);
      code = add_quotes(store, entry, speakers);
    }
    sqlite3_free(speakers);
    if (code == SQLITE_OK && store->format >= NE_FORMAT_WITH_PLACES) {
      code = add_places(store, entry->article);
    }
    if (code == SQLITE_OK && counts) {
      code = run_for(
          store, NE_COUNT,
          (range){store->next - (sqlite3_int64)entry->quotes->quote_count, store->next - 1});
    }
  }
  return code == SQLITE_OK ? add_article(store, entry) : code;
}

/* ---- The full text ------------------------------------------------------------------ */

#define UNMATCHED_SQL                                                                              \
  " FROM \"%w\".\"%w_quote\" AS q WHERE NOT EXISTS (SELECT 1 FROM \"%w\".\"%w_queue\" AS w"        \
  " WHERE w.article = q.article AND " NE_WAITS_SQL ") AND q.id > %lld ORDER BY q.id"

/* The words of a row of match_words. */
static int row_words(const ne_store *store, const ne_index *index, ne_words *words,
                     sqlite3_stmt *row, newsext_slice *out) {
  if (store->format >= NE_FORMAT_WITHOUT_TEXTS) {
    ne_place place = {sqlite3_column_int64(row, 0),
                      sqlite3_column_int64(row, 1),
                      sqlite3_column_int64(row, 2),
                      sqlite3_column_int64(row, 3),
                      -1,
                      {NULL, 0}};
    if (sqlite3_column_type(row, 4) != SQLITE_NULL) {
      place.spans.bytes = (const char *)sqlite3_column_text(row, 4);
      place.spans.length = (uint32_t)sqlite3_column_bytes(row, 4);
    }
    return ne_words_read(words, index, store->db, &place, out);
  }
  out->bytes = (const char *)sqlite3_column_text(row, 1);
  out->length = (uint32_t)sqlite3_column_bytes(row, 1);
  return SQLITE_OK;
}

/* The words of quotes, but of those whose article waits: they may be others now, or gone. */
static int match_words(ne_store *store, const ne_index *index) {
  const char *s = store->schema, *n = store->name, *c = index->options.content;
  ne_words words = {0};
  sqlite3_stmt *rows;
  int code, step = SQLITE_DONE;
  code = store->format < NE_FORMAT_WITHOUT_TEXTS
             ? ne_prepare(store->db, &rows, 0, "SELECT q.id, " NE_WORDS_SQL UNMATCHED_SQL, s, n, s,
                          n, s, n, s, c, index->rowid, store->matched)
             : ne_prepare(store->db, &rows, 0,
                          "SELECT q.id, q.article, q.start, q.length, q.spans" UNMATCHED_SQL, s, n,
                          s, n, s, c, index->rowid, store->matched);
  while (code == SQLITE_OK && (step = sqlite3_step(rows)) == SQLITE_ROW) {
    newsext_slice out;
    words.changes = words.fetched = sqlite3_total_changes64(store->db); /* its own */
    code = row_words(store, index, &words, rows, &out);
    if (code == SQLITE_OK) {
      code = add_words(store, NE_ADD_MATCH, sqlite3_column_int64(rows, 0), out);
    }
  }
  ne_words_close(&words);
  sqlite3_finalize(rows);
  return code == SQLITE_OK && step != SQLITE_DONE ? step : code;
}

/* FTS5 writes what it has in memory at the latest when the transaction ends: by then an
** interrupt would undo everything. And it keeps a BLOB open, for which SQLite would take
** the interrupt to be of all statements that follow. It writes, and closes it, as well before
** each statement that could be undone alone, as this one could, were there anything for
** it to do. */
int ne_store_settle(const ne_store *store) {
  return ne_execute(store->db, "INSERT INTO \"%w\".\"%w_config\" SELECT '', NULL WHERE 0",
                    store->schema, store->name);
}

/* A piece is large enough to need little merging, and small enough to be done before
** the threads that read have nothing left to do. It is all or nothing: FTS5 would still have
** to write a part of it when the transaction ends. */
int ne_store_flush(ne_store *store, int all) {
  const char *p = store->words.bytes, *const end = p + store->words.length;
  sqlite3_int64 id = store->matched;
  int code = SQLITE_OK;
  if (store->words.length < (all ? 1 : WORDS_A_PIECE)) {
    return SQLITE_OK;
  }
  if (is_stopped(store)) {
    return NE_STOPPED;
  }
  while (p < end && code == SQLITE_OK) {
    newsext_slice words;
    memcpy(&words.length, p, sizeof words.length);
    words.bytes = p + sizeof words.length;
    p = words.bytes + words.length;
    code = add_words(store, NE_ADD_MATCH, ++id, words);
  }
  store->words.length = 0;
  if (code == SQLITE_OK) {
    store->matched = id;
    code = ne_config_number(store, "matched", id);
  }
  return code == SQLITE_OK ? ne_store_settle(store) : code;
}

/* From nothing it is made anew: who knows what is left in it. */
int ne_store_match(ne_store *store, const ne_index *index, int all) {
  const char *s = store->schema, *n = store->name;
  sqlite3_int64 last = 0;
  int code = store->matches
                 ? ne_integer(store->db, &last, "SELECT max(id) FROM \"%w\".\"%w_quote\"", s, n)
                 : SQLITE_OK;
  if (code != SQLITE_OK || !store->matches || (store->matched && last <= store->matched && !all)) {
    return code;
  }
  if (!store->matched || all) {
    store->matched = store->dead = 0;
    code = ne_execute(
        store->db, "INSERT INTO \"%w\".\"%w_match\"(\"%w_match\") VALUES('delete-all')", s, n, n);
  }
  if (code == SQLITE_OK && last > store->matched) {
    code = match_words(store, index);
  }
  if (code == SQLITE_OK) {
    store->matched = last;
  }
  return code;
}
