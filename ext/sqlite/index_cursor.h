/* index_cursor.h: what the files of newsindex's cursor share: index_cursor.c walks the rows
** of a query, index_columns.c tells what is in them.
*/
#ifndef NE_INDEX_CURSOR_H
#define NE_INDEX_CURSOR_H

#include "index.h"

#define NE_RUN_TEXTS 3

/* A row of text that several results share. */
typedef struct ne_shared {
  int references, length;
  char bytes[];
} ne_shared;

typedef struct ne_side {
  ne_batch *rows;      /* NULL: none */
  int there;           /* a row is */
  ne_words words;      /* of its quotes */
  sqlite3_int64 left;  /* of a run, with the row that it stands on */
  sqlite3_stmt *spans; /* of a quote */
  sqlite3_stmt *page;  /* what is known of an article, */
  int page_there;      /* the statement's row, */
  sqlite3_int64 page_key;
} ne_side;

/* What the plan has runs of. */
typedef enum ne_runs {
  NE_RUNS_NONE,
  NE_RUNS_ARTICLES, /* all quotes of an article, */
  NE_RUNS_SPEAKERS, /* or of a speaker, */
  NE_RUNS_TALLY     /* or those of a speaker that are in some articles */
} ne_runs;

typedef struct ne_cursor {
  sqlite3_vtab_cursor base;
  char *plan; /* what the statements were made from */
  ne_batch runs, quotes, waiting;
  ne_tally tally;
  sqlite3_stmt *detail;     /* the quotes of a run, for their rowids */
  sqlite3_int64 detail_key; /* whose */
  sqlite3_int64 detail_at;
  int columns, matches;
  ne_runs by_runs;
  int words;                      /* the place of the columns that say where the quote is, or -1 */
  int width;                      /* columns of the rows */
  ne_taking taking;               /* of quotes */
  short places[NE_INDEX_COLUMNS]; /* of the columns in the statements' rows */
  ne_order order[NE_ORDER_MAX];
  int order_count;
  ne_side index, overlay;
  ne_overlay *held; /* whose rows the overlay's are */
  ne_side *at;      /* the side whose row this is; NULL at the end */
  sqlite3_int64 run_length, run_key;
  sqlite3_int64 promised, given;  /* rows of the index: that may still come, that came */
  ne_shared *texts[NE_RUN_TEXTS]; /* of a run's columns */
  ne_queue *queue;
  sqlite3_value *match; /* what the full text is asked for */
} ne_cursor;

static inline ne_index *ne_cursor_index(const ne_cursor *c) {
  return (ne_index *)c->base.pVtab;
}

/* ---- Interface to code in index_columns.c --------------------------------------------- */

/* Lets go of the texts of a run. */
void ne_cursor_leave_texts(ne_cursor *);

#endif
