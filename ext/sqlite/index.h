/* index.h: what the files of newsindex share, the virtual table over articles.
**
** index.c is the module. Its arguments are read by index_options.c; the plain
** tables that it stands on, and the triggers that fill its queue, are made by
** index_schema.c. index_store.c writes an analysed article into such tables,
** index_speakers.c its speakers, index_work.c analyses many of them on several threads,
** index_queue.c tells which wait. index_plan.c turns a query into SQL over the tables,
** which index_cursor.c runs twice: over the tables, and over those of index_overlay.c, a
** private database with the articles that wait. index_batch.c takes up the rows,
** index_columns.c tells what is in them. index_command.c obeys 'sync' and the like,
** index_check.c compares the index with its articles, index_status.c tells of it.
*/
#ifndef NE_INDEX_H
#define NE_INDEX_H

#include "newsext_sqlite.h"

/* Formats before the second keep the words of quotes in a table of their own, those before
** the third have an index of quotes by article, and no table of places, and those before
** the fourth know of quotes where they stand in characters, but not in bytes. */
#define NE_INDEX_FORMAT         4
#define NE_FORMAT_WITHOUT_TEXTS 2
#define NE_FORMAT_WITH_PLACES   3
#define NE_FORMAT_WITH_BYTES    4
#define NE_TOKENIZE             "unicode61 remove_diacritics 2"
#define NE_THREADS_MAX          64

/* ---- Interface to code in index_options.c: CREATE VIRTUAL TABLE's arguments ----- */

typedef struct ne_index_options {
  char *content, *content_rowid, *text; /* names, without quotes */
  char *headline, *published, *outlet;  /* NULL: what the page itself tells */
  char *tokenize;                       /* FTS5's option, or NULL */
  int threads;                          /* 0: as many as there are processors */
  int later;                            /* build=later: leave everything in the queue */
} ne_index_options;

/* Reads the arguments after the table's name; *message gets the one line that says
** what is wrong. */
int ne_index_options_read(ne_index_options *, int argc, const char *const *argv, char **message);
void ne_index_options_clear(ne_index_options *);

/* ---- The table ------------------------------------------------------------------ */

/* Tables of one name in one schema of one database, and the statements that write
** them, made when first needed. */
enum {
  NE_ADD_ARTICLE,
  NE_ADD_PLACES,
  NE_ADD_QUOTE,
  NE_ADD_QUOTE_WITHOUT_BYTES, /* of an older format */
  NE_ADD_TEXT,
  NE_ADD_MATCH,
  NE_ADD_SPEAKER,
  NE_FIND_SPEAKER,
  NE_ADD_COUNT,
  NE_COUNT,
  NE_UNCOUNT,
  NE_FIND_QUOTES,
  NE_DROP_TEXTS,
  NE_DROP_QUOTES,
  NE_DROP_PLACES,
  NE_DROP_ARTICLE,
  NE_DROP_QUEUED,
  NE_LAST_QUOTE,
  NE_STORE_STATEMENTS
};

#define NE_QUOTE_PARAMETERS (NE_QUOTE_COLUMNS + 1) /* the first is 1 */

/* An interrupt was met before anything was written that it would have undone. */
#define NE_STOPPED (-1)

typedef struct ne_names ne_names;

typedef struct ne_store {
  sqlite3 *db;
  ne_connection *connection; /* whose interrupts stop the writing; NULL: nobody's */
  const char *schema, *name; /* the table's own */
  sqlite3_stmt *statements[NE_STORE_STATEMENTS];
  ne_names *names;       /* of speakers, with their ids; NULL: not asked for yet */
  int fills;             /* what it writes are the first rows, and nobody else's */
  sqlite3_int64 next;    /* the next quote's id; 0: not known */
  sqlite3_int64 matched; /* the last quote that is in the full text */
  sqlite3_int64 dead;    /* how many are there that are quotes no more */
  sqlite3_int64 version; /* of newsext, as news_config knows it */
  int format;
  const void *bound[NE_QUOTE_PARAMETERS]; /* words that NE_ADD_QUOTE has */
  int matches;                            /* has a full text that this SQLite can use */
  int gathers;                            /* what is added, for the full text: */
  ne_builder words;                       /* lengths and words of quotes up to the last */
  ne_builder places;                      /* of an article's quotes */
  ne_builder counts;                      /* by speaker: quotes that no row tells of */
} ne_store;

typedef struct ne_overlay ne_overlay;

/* What waits to be indexed, as one moment's queries see it. */
typedef struct ne_queue {
  int references;
  sqlite3_int64 *articles; /* ascending */
  sqlite3_int64 count;
  sqlite3_int64 *hidden; /* quotes of theirs that the index still has, ascending */
  sqlite3_int64 hidden_count;
  sqlite3_int64 changes; /* sqlite3_total_changes64() then */
  int unfinished;        /* speakers' quotes are not all counted, though nothing may wait */
} ne_queue;

typedef struct ne_index {
  sqlite3_vtab base;
  ne_connection *connection;
  sqlite3 *db;
  char *schema, *name;
  ne_index_options options;
  char *rowid; /* the content table's, quoted */
  ne_store store;
  ne_overlay *overlay;  /* NULL until an article waits */
  sqlite3_stmt *fetch;  /* an article by its rowid */
  sqlite3_stmt *queued; /* what waits */
  sqlite3_stmt *schema_version;
  sqlite3_int64 known_schema; /* the version for which the triggers were seen; 0: none */
  int format;
  int has_fts;
  int recodes;   /* the database's texts are in UTF-16: 1 little, 2 big endian */
  int has_blobs; /* and texts of articles can be read as files are */
} ne_index;

/* Looks whether the triggers are there that keep the queue. */
int ne_index_ready(ne_index *);
/* Looks at the content table anew, which may be another one now. */
int ne_index_reopen(ne_index *);
/* Sets the table's message; returns the code. */
int ne_index_error(ne_index *, int code, const char *format, ...);
/* Passes on the connection's error, as SQLITE_CORRUPT_VTAB where a table of the
** index is not as it was made. */
int ne_index_failed(ne_index *, int code);
/* Prepares the format's SQL, which is of sqlite3_mprintf's kind. */
int ne_prepare(sqlite3 *, sqlite3_stmt **, unsigned flags, const char *format, ...);
int ne_execute(sqlite3 *, const char *format, ...);
/* The first column of the first row as an integer, or the value given. */
int ne_integer(sqlite3 *, sqlite3_int64 *value, const char *format, ...);

/* The columns: those of extract_quotes, then these. */
enum {
  NE_COLUMN_ARTICLE = NE_QUOTE_COLUMNS,
  NE_COLUMN_HEADLINE,
  NE_COLUMN_OUTLET,
  NE_COLUMN_PUBLISHED,
  NE_COLUMN_PLACE,
  NE_COLUMN_AGENCY,
  NE_COLUMN_TABLE, /* the rest are hidden; the first is the argument of news('word') */
  NE_COLUMN_SPEAKER_KEY,
  NE_COLUMN_RANK,
  NE_INDEX_COLUMNS
};

/* ---- Interface to code in index_schema.c: tables and triggers -------------------- */

int ne_index_create(ne_index *, char **message);
int ne_index_destroy(ne_index *);
int ne_index_rename(ne_index *, const char *name);
/* Finds the content table and its columns, and sets rowid. */
int ne_index_content(ne_index *, char **message);
int ne_index_triggers(ne_index *);
/* Makes empty tables of an older format those of this one. */
int ne_index_upgrade(ne_index *);
/* The tables of a store, without their indexes and triggers. */
int ne_store_create(const ne_store *);
/* Makes those that are missing of the indexes for the purpose and for those before. */
typedef enum ne_purpose { NE_FOR_ADDING, NE_FOR_QUERIES } ne_purpose;
int ne_store_index(const ne_store *, ne_purpose);
int ne_store_match_create(const ne_store *, const char *tokenize);
int ne_config_set(const ne_store *, const char *key, const char *value);
int ne_config_number(const ne_store *, const char *key, sqlite3_int64 value);
/* 0 where it has no such key. */
int ne_config_get(const ne_store *, const char *key, sqlite3_int64 *value);
/* The number by which this newsext's articles are marked; noted when new. */
int ne_config_version(const ne_store *, sqlite3_int64 *number);

/* ---- Interface to code in index_store.c: an article's rows ------------------------ */

/* An article on its way from the content table into an index. */
typedef struct ne_entry {
  sqlite3_int64 article;
  sqlite3_value *headline, *outlet, *published; /* as the content table has them, or NULL */
  newsext_document *document;                   /* NULL where the text is NULL */
  int gone;                                     /* the content table has it no more */
  newsext_date base;
  int has_base;
  newsext_status status;
  const newsext_quotes *quotes;
  const newsext_dateline *dateline;
  const newsext_article *page;
  const newsext_engine *engine;
  const newsext_allocator *allocator;
} ne_entry;

/* Reads what the row of the content table has: rowid, text, headline, published, outlet. */
newsext_status ne_entry_read(ne_entry *, const newsext_engine *, const newsext_allocator *,
                             const newsext_interrupt *, sqlite3_stmt *row);
/* Analyses it; the status is the entry's. */
void ne_entry_analyse(ne_entry *);
void ne_entry_clear(ne_entry *);
/* "SELECT rowid, text, headline, published, outlet FROM content", and what follows. */
int ne_entry_select(const ne_index *, sqlite3_stmt **, const char *rest);

/* Adds an article; counts: and its quotes to the counts of their speakers. */
int ne_store_add(ne_store *, ne_entry *, int counts);
/* Takes all of an article out. */
int ne_store_drop(ne_store *, sqlite3_int64 article);
/* Takes out what an interrupt has left of an article without its own row. */
int ne_store_drop_rest(ne_store *);
/* It waits no more. */
int ne_store_unqueue(ne_store *, sqlite3_int64 article);
/* Puts quotes that are not in the full text yet there; all: empties it before. */
int ne_store_match(ne_store *, const ne_index *, int all);
/* Puts what was gathered there, when it is enough; all: also when it is little. */
int ne_store_flush(ne_store *, int all);
/* Lets the full text write what it has, so that an interrupt undoes nothing of it. */
int ne_store_settle(const ne_store *);
/* Before the first rows of an empty store are added, and after the last of them. */
void ne_store_fill(ne_store *, int fills);
void ne_store_close(ne_store *);
/* One of the store's statements, made when it is first asked for. */
int ne_store_statement(ne_store *, int which, sqlite3_stmt **);
/* Runs one that gives no rows, or returns NE_STOPPED. Each time all of its parameters are
** bound. */
int ne_store_run(const ne_store *, sqlite3_stmt *);

/* ---- Interface to code in index_speakers.c: who is quoted ---------------------------- */

/* The number of an article's speaker, who may be new, and has so many quotes there; NULL:
** nobody. */
int ne_speakers_take(ne_store *, const ne_entry *, const newsext_speaker *, uint32_t quotes,
                     sqlite3_int64 *id);
/* Completes the counts of speakers' quotes; filled: all were added by the work that ends. */
int ne_speakers_count(ne_store *, int filled);

/* ---- Interface to code in index_names.c: what the speakers' ids are ----------------- */

/* A table of names and ids, bounded: what it does not know has to be looked for. */
ne_names *ne_names_create(void); /* NULL: no memory */
void ne_names_destroy(ne_names *);
sqlite3_int64 ne_names_find(const ne_names *, newsext_slice name, int kind); /* 0: not known */
int ne_names_add(ne_names *, newsext_slice name, int kind, sqlite3_int64 id);
int ne_names_complete(const ne_names *); /* knows all that were added */

/* ---- Interface to code in index_work.c: many articles ------------------------------ */

/* Brings articles into the store. */
typedef struct ne_work {
  ne_index *index;
  ne_store *store;
  sqlite3_stmt *articles;    /* as ne_entry_select gives them: all, into an empty store, */
  const sqlite3_int64 *list; /* or those listed, each the statement's parameter; the */
  sqlite3_int64 count, next; /* store may have them, and the content table may not */
  sqlite3_int64 done;
  int fills;   /* the store is empty */
  int stopped; /* by an interrupt: what is done is done */
} ne_work;

int ne_work_run(ne_work *);
/* Whether the statement that runs was interrupted. */
int ne_interrupted(ne_connection *);

/* ---- Interface to code in index_queue.c: what waits ------------------------------- */

/* What waits now; matches: for a query of the full text. To be released. */
int ne_queue_take(ne_index *, int matches, ne_queue **);
void ne_queue_release(ne_queue *);
int ne_queue_hides(const ne_queue *, sqlite3_int64 quote);

/* ---- Interface to code in index_overlay.c: queries of what waits ------------------- */

/* Makes the overlay hold the queue's articles as they are now, or the one alone. */
int ne_overlay_refresh(ne_index *, const ne_queue *, const sqlite3_int64 *only, int matches);
/* For a cursor with statements of it, which may outlive its being the index's. */
ne_overlay *ne_overlay_retain(ne_overlay *);
void ne_overlay_release(ne_overlay *);
sqlite3 *ne_overlay_db(const ne_overlay *);
/* Makes the call, of FTS5's highlight or snippet over the table newsext_mark, the
** result: for a text that matches. Parameters of the call are numbered from 2. */
int ne_overlay_mark(ne_index *, const char *text, sqlite3_value *match, sqlite3_context *,
                    const char *call, int argc, sqlite3_value **argv);
/* The index lets go of it, and makes another when it needs one. */
void ne_overlay_leave(ne_index *);

/* ---- Interface to code in index_plan.c, index_cursor.c and index_columns.c ----------- */

int ne_index_plan(sqlite3_vtab *, sqlite3_index_info *);
/* Of idxNum, whose other bits are columns: the rows are runs; after the columns come
** those that say where in the article the quote's words are: start, length, spans and, but
** for rows that are taken up article by article, more_bytes. */
#define NE_PLAN_RUNS  (1 << 30)
#define NE_PLAN_WORDS (1 << NE_COLUMN_TABLE)
#define NE_ORDER_MAX  8 /* columns that the rows can be in the order of */
/* SQL for whether the row w of the queue waits: one of which only that it was doubted is known does
** when its article is gone. Takes the schema, the content table and its rowid. */
#define NE_WAITS_SQL                                                                               \
  "(w.changed OR NOT EXISTS (SELECT 1 FROM \"%w\".\"%w\" AS c WHERE c.%s = w.article))"
/* SQL for the words of the quote q in formats that keep them. */
#define NE_WORDS_SQL "(SELECT t.quote FROM \"%w\".\"%w_text\" AS t WHERE t.id = q.id)"

extern const char *const ne_index_column_sql[NE_INDEX_COLUMNS];

int ne_cursor_open(sqlite3_vtab *, sqlite3_vtab_cursor **);
int ne_cursor_close(sqlite3_vtab_cursor *);
int ne_cursor_filter(sqlite3_vtab_cursor *, int, const char *, int, sqlite3_value **);
int ne_cursor_next(sqlite3_vtab_cursor *);
int ne_cursor_eof(sqlite3_vtab_cursor *);
int ne_cursor_column(sqlite3_vtab_cursor *, sqlite3_context *, int);
int ne_cursor_rowid(sqlite3_vtab_cursor *, sqlite3_int64 *);
ne_function ne_highlight_function, ne_snippet_function;

/* ---- Interface to code in index_batch.c: the rows of a query's SQL ------------------- */

/* A column of a row that was taken up. */
typedef struct ne_cell {
  int type; /* SQLITE_INTEGER and the like */
  int length;
  union {
    sqlite3_int64 integer;
    double real;
    size_t at; /* in the batch's bytes */
  } value;
} ne_cell;

/* How a statement's rows are taken up. */
typedef enum ne_taking {
  NE_TAKE_NONE,     /* one at a step */
  NE_TAKE_SOME,     /* several at a step, of SQL that selects newsext_row() AS enough */
  NE_TAKE_EACH,     /* one for each number that is asked for */
  NE_TAKE_ARTICLES, /* an article's at a step, of SQL that selects its number and
                    ** newsext_rows(), */
  NE_TAKE_ALL,      /* or its number, its first quote's, how many there are, and newsext_rows()
                    ** of all, which then do not begin with their numbers, */
  NE_TAKE_PLACES,   /* or the first three, and the places of all */
} ne_taking;

/* Whether rows come article by article. */
static inline int ne_takes_articles(ne_taking taking) {
  return taking >= NE_TAKE_ARTICLES;
}

typedef struct ne_batch {
  sqlite3_stmt *statement;
  ne_taking taking;
  int recodes;           /* texts are not stored in UTF-8 */
  int width;             /* columns */
  int count, at, most;   /* rows that were taken, the one that it stands on, how many do */
  int ended;             /* the statement has no more */
  sqlite3_int64 article; /* of the rows, where they are an article's, */
  sqlite3_int64 first;   /* and its first quote, where they are all of its */
  ne_builder cells;      /* of the rows */
  ne_builder bytes;      /* of their texts */
} ne_batch;

/* Gives the database the functions that take up rows. */
int ne_batch_register(sqlite3 *, ne_connection *);
int ne_batch_prepare(ne_batch *, sqlite3 *, const char *sql, int width, ne_taking);
void ne_batch_restart(ne_batch *);
void ne_batch_close(ne_batch *);
/* SQLITE_ROW, SQLITE_DONE or an error. */
int ne_batch_step(ne_batch *, ne_connection *);
/* Takes up what the statement has for the number, its parameter, beside what was taken. */
int ne_batch_gather(ne_batch *, sqlite3_int64 number);
/* The row's quote. */
sqlite3_int64 ne_batch_quote(const ne_batch *);
/* Of a row that was taken up; the row's others follow. */
static inline const ne_cell *ne_batch_cell(const ne_batch *batch, int column) {
  return (const ne_cell *)(const void *)batch->cells.bytes +
         (size_t)batch->at * (size_t)batch->width + column;
}
int ne_batch_type(const ne_batch *, int column);
sqlite3_int64 ne_batch_integer(const ne_batch *, int column);
double ne_batch_real(const ne_batch *, int column);
newsext_slice ne_batch_bytes(const ne_batch *, int column); /* of a text or BLOB */
void ne_batch_result(const ne_batch *, sqlite3_context *, int column);
/* As ORDER BY compares: NULL, numbers, text, BLOBs. */
int ne_batch_compare(const ne_batch *, int column, const ne_batch *, int other);

/* ---- Interface to code in index_tally.c: quotes by speakers ------------------------------ */

/* A column that the order is by. */
typedef struct ne_order {
  int place, descending;
} ne_order;

typedef struct ne_tallied {
  sqlite3_int64 id;
  uint32_t count, last; /* of the speaker's quotes; 0: no speaker */
} ne_tallied;

typedef struct ne_tally {
  ne_batch rows;        /* articles' quotes with the number of their speaker in the last column */
  ne_tallied *speakers; /* by a hash */
  uint32_t size, used;
  sqlite3_int64 *quotes; /* each with the one that the speaker had before */
  uint32_t *before;
  uint32_t count, room;
  uint32_t at; /* the quote that it stands on */
} ne_tally;

/* There are more quotes than it should keep in memory. */
#define NE_TOO_MANY (-2)

/* Takes all quotes but those that the queue hides. names, whose SQL tells of a speaker by
** the number, gets the speakers, sorted by the order's columns, which come one later there. */
int ne_tally_take(ne_tally *, ne_connection *, const ne_queue *, ne_batch *names,
                  const ne_order *order, int order_count);
/* Goes to the first of a speaker's quotes; returns how many there are. */
sqlite3_int64 ne_tally_find(ne_tally *, sqlite3_int64 speaker);
void ne_tally_next(ne_tally *);
sqlite3_int64 ne_tally_quote(const ne_tally *);
/* Lets go of what was taken, but not of the statement. */
void ne_tally_rest(ne_tally *);
void ne_tally_close(ne_tally *);

/* ---- Interface to code in index_places.c: where an article's quotes are, in few bytes --- */

/* Where the one before was: 0 before the first. */
typedef struct ne_places {
  const unsigned char *p, *end;
  sqlite3_int64 start;
} ne_places;

/* several: spans, which are not told. */
void ne_places_add(ne_builder *, sqlite3_int64 *before, sqlite3_int64 start, sqlite3_int64 length,
                   int several);
/* 0 where there is none. */
int ne_places_next(ne_places *, sqlite3_int64 *start, sqlite3_int64 *length, int *several);

/* ---- Interface to code in index_words.c: the words of quotes in their articles ------- */

/* Where a quote's words are. */
typedef struct ne_place {
  sqlite3_int64 quote, article, start, length;
  sqlite3_int64 more_bytes; /* before it, than characters; -1: not known */
  newsext_slice spans;      /* NULL: the one */
} ne_place;

/* The article that was read last, from where on, and how far. */
typedef struct ne_words {
  sqlite3_stmt *text, *current;
  sqlite3_int64 changes; /* sqlite3_total_changes64() when the query began, */
  sqlite3_int64 fetched; /* and when the article was read */
  sqlite3_int64 article;
  sqlite3_blob *blob;      /* its text, or NULL, */
  ne_builder read;         /* of which this was read */
  const char *row;         /* its text where there is no BLOB */
  sqlite3_int64 whole;     /* the text's length in bytes */
  sqlite3_int64 from;      /* byte of the text where the following begin, -1: nowhere yet, */
  sqlite3_int64 first;     /* which character is there, */
  sqlite3_int64 length;    /* and how many bytes there are from there on */
  const char *bytes, *end; /* NULL: no article */
  const char *at;          /* where the character is */
  sqlite3_int64 character;
  ne_builder joined; /* of several spans */
  ne_builder marks;  /* where every so many characters begin */
} ne_words;

/* *out lives until the next call; its bytes are NULL where the article has changed.
** SQLITE_CORRUPT_VTAB where it has not such words. */
int ne_words_read(ne_words *, const ne_index *, sqlite3 *, const ne_place *, newsext_slice *out);
/* Lets go of the article, so that it is read anew. */
void ne_words_rest(ne_words *);
void ne_words_close(ne_words *);

/* ---- Interface to code in index_command.c, index_check.c, index_status.c ------------ */

int ne_index_update(sqlite3_vtab *, int, sqlite3_value **, sqlite3_int64 *);
/* Fills the tables just made, as the options say. */
int ne_index_build(ne_index *);
/* *message gets the first thing found wrong, NULL where all is well. thorough
** analyses every article anew. */
int ne_index_check(ne_index *, int thorough, char **message);

extern const sqlite3_module ne_status_module;
/* Registers newsindex and news_status. */
int ne_index_register(sqlite3 *, ne_connection *);

#endif
