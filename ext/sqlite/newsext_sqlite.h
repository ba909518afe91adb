/* newsext_sqlite.h: what the files of the SQL layer share.
**
** A value goes down this way: argument.c reads what SQL hands in, cache.c opens
** the article with the engine of connection.c, rows.c and page.c walk what the
** core found in it, column by column, and output.c makes of each column a result
** (tables.c) or a member of a JSON object (functions.c). init.c registers it all.
**
** Everything belongs to one connection and is guarded by that connection's
** mutex: there are no mutable globals.
*/
#ifndef NEWSEXT_SQLITE_H
#define NEWSEXT_SQLITE_H

#include "../newsext.h"
#include <sqlite3ext.h>
#include <string.h>

#define NE_JSON_SUBTYPE 'J' /* as SQLite's own JSON functions mark their results */

/* ---- Interface to code in builder.c: a growing string ------------------------ */

typedef struct ne_builder {
  char *bytes; /* from sqlite3_malloc64; not terminated */
  size_t length, capacity;
  int code; /* SQLITE_OK, SQLITE_NOMEM or SQLITE_TOOBIG; sticky */
} ne_builder;

/* Makes room for n more bytes; 0 where there is none. */
int ne_builder_grow(ne_builder *, size_t n);

/* Room for n more bytes at the end, or NULL; the caller adds to length what it used. */
static inline char *ne_builder_room(ne_builder *b, size_t n) {
  return n <= b->capacity - b->length || ne_builder_grow(b, n) ? b->bytes + b->length : NULL;
}

/* Here, so that a literal is appended without a call. */
static inline void ne_builder_append(ne_builder *b, const char *bytes, size_t length) {
  char *to = length ? ne_builder_room(b, length) : NULL;
  if (to) {
    memcpy(to, bytes, length);
    b->length += length;
  }
}

/* The same for a terminated string. */
void ne_builder_string(ne_builder *, const char *);
/* The slice with each run of white space as one blank, trimmed. */
void ne_builder_folded(ne_builder *, newsext_slice);
/* Bytes of the white space at p, p < end; 0 where there is none. */
size_t ne_space_at(const char *p, const char *end);
void ne_builder_clear(ne_builder *);
/* Makes the string, or its error, the result, and the builder empty. */
void ne_builder_result(ne_builder *, sqlite3_context *, unsigned subtype);

/* ---- Interface to code in json.c: JSON into a builder ------------------------ */

/* Bytes that are no UTF-8 stay as they are. */
void ne_json_text(ne_builder *, newsext_slice);
/* The same with white space folded, as ne_builder_folded; null where nothing is left. */
void ne_json_folded(ne_builder *, newsext_slice);
/* A terminated string that needs no escape. */
void ne_json_word(ne_builder *, const char *);
void ne_json_integer(ne_builder *, int64_t);
/* A number with at most three decimals: 953 is 0.953. */
void ne_json_thousandths(ne_builder *, int64_t);
/* "[start,length]" */
void ne_json_span(ne_builder *, newsext_span);

/* ---- Interface to code in output.c: where a column's value goes -------------- */

/* Into a JSON object where json is set, else to a parameter where statement is,
** else out as a result. */
typedef struct ne_output {
  ne_builder *json;
  sqlite3_stmt *statement;
  int parameter;
  int lasting;        /* texts stay until the statement has run */
  const void **bound; /* NULL, or by parameter: the word that it has still from the row before */
  sqlite3_context *context;
  ne_builder scratch;
  newsext_status status; /* sticky: why a value could not be had */
} ne_output;

/* One of these is called once for each value. An empty one is NULL. */
void ne_output_null(ne_output *);
void ne_output_integer(ne_output *, int64_t);
void ne_output_real(ne_output *, double); /* three decimals */
void ne_output_word(ne_output *, const char *);
void ne_output_text(ne_output *, newsext_slice);
void ne_output_folded(ne_output *, newsext_slice);
/* False where folding white space could change the slice. */
int ne_output_is_folded(newsext_slice);
void ne_output_date(ne_output *, const newsext_date *);
/* For a value that is JSON itself: write it into what open returns, then close. */
ne_builder *ne_output_open(ne_output *);
void ne_output_close(ne_output *);

/* ---- Interface to code in spare.c: memory for the core ------------------------- */

#define NE_SPARES 4

typedef struct ne_spares {
  sqlite3_mutex *mutex;
  int count, room;
  void *at[NE_SPARES];
} ne_spares;

void ne_spares_open(ne_spares *);
void ne_spares_close(ne_spares *);
/* For a newsext_allocator, whose context the spares are. */
void *ne_spares_resize(void *context, void *pointer, size_t bytes);

/* ---- Interface to code in connection.c: what the calls on a connection share --- */

typedef struct ne_relation ne_relation;
typedef struct ne_connection ne_connection;
typedef struct ne_article ne_article;

/* What a function or table that gives rows is registered with. */
typedef struct ne_binding {
  ne_connection *connection;
  const ne_relation *relation;
} ne_binding;

#define NE_RELATIONS 4

struct ne_connection {
  sqlite3 *db;
  int references; /* of functions and modules; the last one frees it */
  ne_spares spares;
  newsext_allocator allocator;
  newsext_interrupt interrupt;
  newsext_engine *engine; /* made when first needed */
  sqlite3_stmt *pulse;    /* open while a text is read: see connection.c */
  unsigned asked;         /* how often the core asked for interrupts meanwhile */
  int leases;             /* running statements that read a large text */
  ne_article *recent;     /* the articles read last, latest first */
  struct ne_batch *batch; /* whose statement runs and takes up rows */
  ne_binding bindings[NE_RELATIONS];
};

ne_connection *ne_connection_open(sqlite3 *); /* NULL: no memory */
void ne_connection_retain(ne_connection *);
void ne_connection_release(void *connection);
newsext_status ne_connection_engine(ne_connection *, const newsext_engine **);
/* Lets SQLite interrupt, and call progress handlers: SQLITE_INTERRUPT, or else what a
** statement's next step gave. To be rested when the work is over. */
int ne_connection_pulse(ne_connection *);
/* Lets go of the means to be interrupted, which would keep the connection open. */
void ne_connection_rest(ne_connection *);

/* SQLite's code for a status, and the message where it has none of its own. */
int ne_status_code(newsext_status);
extern const char ne_limit_message[];
/* Makes the status, if it is an error, the result; returns it. */
newsext_status ne_status_result(newsext_status, sqlite3_context *);

/* ---- Interface to code in cache.c: the articles read last --------------------- */

/* An analysed text. It may be in use in several places at once. */
struct ne_article {
  ne_connection *connection;
  newsext_document *document;
  ne_article *older; /* in the connection's list */
  int references;
  int listed; /* it is in that list */
};

/* The article with this text, from the list or a new one. To be released. */
newsext_status ne_article_take(ne_connection *, const char *bytes, size_t length, ne_article **);
void ne_article_release(ne_article *);
/* To be called after each stage that the core was asked for, with its status,
** which it returns: rests the connection, and takes an article that failed off
** the list. */
newsext_status ne_article_settle(ne_article *, newsext_status);
/* Keeps a large article for the other functions of the statement that runs. */
void ne_article_lease(ne_article *, sqlite3_context *);
/* Empties the list. */
void ne_articles_drop(ne_connection *);

/* For a scalar function: the article with this text, to be leased and released;
** NULL where the value is NULL or the error is the result already. */
ne_article *ne_article_argument(sqlite3_context *, ne_connection *, sqlite3_value *value);

/* ---- Interface to code in argument.c: what SQL hands in ---------------------- */

/* The value as CAST(value AS TEXT) gives it, up to its first NUL; bytes is NULL
** for NULL. Lives as long as the value. Returns NEWSEXT_OK or NEWSEXT_NOMEM. */
newsext_status ne_argument_text(sqlite3_value *, newsext_slice *);
/* Reads a date: ISO 8601 text, or a number as date(value, 'auto') takes it, a
** Julian day or seconds since 1970; *known is 0 where the value is none. */
newsext_status ne_argument_date(sqlite3_value *, newsext_date *, int *known);

/* ---- Interface to code in rows.c and page.c: relations ----------------------- */

/* A column: its name, its declared type, and how its member of an object begins. */
typedef struct ne_column {
  const char *name, *type;
  char key[24]; /* of a fixed size, to be copied whole */
  size_t key_length;
} ne_column;

#define NE_COLUMN(name, type)                                                                      \
  { #name, type, "\"" #name "\":", sizeof("\"" #name "\":") - 1 }

/* The columns of extract_quotes. */
enum {
  NE_COLUMN_N,
  NE_COLUMN_TYPE,
  NE_COLUMN_ACT,
  NE_COLUMN_QUOTE,
  NE_COLUMN_SPEAKER,
  NE_COLUMN_KIND,
  NE_COLUMN_ROLE,
  NE_COLUMN_MENTION,
  NE_COLUMN_MENTION_START,
  NE_COLUMN_MENTION_LENGTH,
  NE_COLUMN_CUE,
  NE_COLUMN_CUE_START,
  NE_COLUMN_CUE_LENGTH,
  NE_COLUMN_ADDRESSEE,
  NE_COLUMN_SAID_ON,
  NE_COLUMN_START,
  NE_COLUMN_LENGTH,
  NE_COLUMN_SPANS,
  NE_COLUMN_PARAGRAPH,
  NE_COLUMN_CONFIDENCE,
  NE_COLUMN_RULE,
  NE_QUOTE_COLUMNS
};

/* What was found in an article, walked row by row. */
typedef struct ne_rows {
  newsext_document *document;
  const newsext_date *base; /* the article's date, where the caller knows it */
  uint32_t count;
  const newsext_quotes *quotes;
  newsext_dateline dateline; /* a copy: another call may have the document read it anew */
  const newsext_article *article;
  newsext_span bytes, characters; /* of the span that was last looked up */
} ne_rows;

/* A function that gives JSON and a table of the same name, columns and rows. */
struct ne_relation {
  const char *name;
  const ne_column *columns;
  int column_count;
  int takes_published; /* has a second argument */
  int single;          /* at most one row: an object, no array */
  double cost;         /* of one article, in SQLite's unit, about one row of a table */
  int rows;            /* of an ordinary article */
  /* Fills in what column reads; document and base are set. */
  newsext_status (*open)(ne_rows *);
  void (*column)(ne_rows *, uint32_t row, int column, ne_output *);
};

extern const ne_relation ne_quotes_relation, ne_speakers_relation;  /* rows.c */
extern const ne_relation ne_dateline_relation, ne_article_relation; /* page.c */

newsext_status ne_rows_open(ne_rows *, const ne_relation *, ne_article *, const newsext_date *base);
/* Characters of the span, as newsext_characters. */
newsext_span ne_rows_characters(ne_rows *, newsext_span);
newsext_slice ne_rows_slice(const ne_rows *, newsext_span);
/* From a quote's first to its last character. */
newsext_span ne_rows_quote(ne_rows *, uint32_t row);
/* The span's first character and its length in characters; NULL for an empty one. */
void ne_output_start(ne_output *, ne_rows *, newsext_span);
void ne_output_length(ne_output *, ne_rows *, newsext_span);

/* ---- Interface to code in functions.c, html.c, debug.c, tables.c ------------- */

/* A scalar function; its user data is the connection, or, for those of the
** relations, the binding. */
typedef void ne_function(sqlite3_context *, int, sqlite3_value **);

ne_function ne_relation_function;               /* extract_quotes() and the like */
ne_function ne_body_function;                   /* news_body(text) */
ne_function ne_name_key_function;               /* news_name_key(name) */
ne_function ne_quote_key_function;              /* news_quote_key(quote) */
ne_function ne_html_function;                   /* html.c: news_html(text) */
ne_function ne_version_function;                /* debug.c: news_version() */
ne_function ne_debug_function;                  /* debug.c: news_debug() */
extern const sqlite3_module ne_relation_module; /* tables.c */

#endif
