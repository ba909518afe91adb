/* index_batch.c: rows of a query over the tables, several at a step.
**
** To step a statement and to ask it for its columns takes longer than to find a row.
** So where the rows have no order to be sorted by, a function in the statement takes
** them up one after the other. Where the statement goes article by article the function
** is an aggregate, and a step gives the quotes of an article; else it tells when it has
** taken enough, and a step goes on until then. The first batches are then small: who asks for
** one row waits for few.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define ROWS_FIRST 4
#define ROWS_MAX   64
#define BYTES_MAX  ((size_t)1 << 16) /* of texts, after which a batch is enough */

#define COLUMNS_EACH 8 /* at most, of a row that is asked for by a number */

/* ---- Taking rows up ----------------------------------------------------------------- */

/* The bytes of a text or BLOB as they are stored, where that is in UTF-8: asking for the
** text would copy it for a zero at its end. */
static newsext_slice bytes_of(const ne_batch *batch, sqlite3_value *value, int type) {
  const char *bytes = type == SQLITE_TEXT && batch->recodes
                          ? (const char *)sqlite3_value_text(value)
                          : sqlite3_value_blob(value);
  return (newsext_slice){bytes ? bytes : "", (uint32_t)sqlite3_value_bytes(value)};
}

/* Texts are often those of the row before. */
static void take_bytes(ne_batch *batch, ne_cell *cell, sqlite3_value *value) {
  const newsext_slice bytes = bytes_of(batch, value, cell->type);
  const ne_cell *before = batch->count ? cell - batch->width : NULL;
  cell->length = (int)bytes.length;
  if (before && before->type == cell->type && before->length == cell->length &&
      !memcmp(batch->bytes.bytes + before->value.at, bytes.bytes, bytes.length)) {
    cell->value.at = before->value.at;
    return;
  }
  cell->value.at = batch->bytes.length;
  ne_builder_append(&batch->bytes, bytes.bytes, bytes.length);
}

static int take(ne_batch *batch, sqlite3_value **values) {
  const size_t bytes = (size_t)batch->width * sizeof(ne_cell);
  ne_cell *cells = (ne_cell *)(void *)ne_builder_room(&batch->cells, bytes);
  if (!cells) {
    return batch->cells.code;
  }
  batch->cells.length += bytes;
  for (int i = 0; i < batch->width; i++) {
    ne_cell *cell = &cells[i];
    cell->type = sqlite3_value_type(values[i]);
    if (cell->type == SQLITE_INTEGER) {
      cell->value.integer = sqlite3_value_int64(values[i]);
    } else if (cell->type == SQLITE_FLOAT) {
      cell->value.real = sqlite3_value_double(values[i]);
    } else if (cell->type != SQLITE_NULL) {
      take_bytes(batch, cell, values[i]);
    }
  }
  batch->count++;
  return batch->bytes.code;
}

/* The batch whose statement runs, where the call is of its SQL. */
static ne_batch *batch_of(sqlite3_context *context, int argc) {
  const ne_connection *connection = sqlite3_user_data(context);
  ne_batch *batch = connection->batch;
  if (batch && argc == batch->width) {
    return batch;
  }
  sqlite3_result_error(context, "newsext: expected no call of newsindex's own functions", -1);
  return NULL;
}

/* newsext_row(column, …): whether the batch has enough now. */
static void take_row(sqlite3_context *context, int argc, sqlite3_value **argv) {
  ne_batch *batch = batch_of(context, argc);
  const int code = batch ? take(batch, argv) : SQLITE_OK;
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(context, code);
  } else if (batch) {
    sqlite3_result_int(context, batch->count >= batch->most || batch->bytes.length > BYTES_MAX);
  }
}

/* newsext_rows(column, …) of all rows. */
static void take_rows(sqlite3_context *context, int argc, sqlite3_value **argv) {
  ne_batch *batch = batch_of(context, argc);
  const int code = batch ? take(batch, argv) : SQLITE_OK;
  if (code != SQLITE_OK) {
    sqlite3_result_error_code(context, code);
  }
}

static void end_rows(sqlite3_context *context) {
  sqlite3_result_null(context);
}

int ne_batch_register(sqlite3 *db, ne_connection *connection) {
  const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
  const int code = sqlite3_create_function_v2(db, "newsext_row", -1, flags, connection, take_row,
                                              NULL, NULL, NULL);
  return code == SQLITE_OK ? sqlite3_create_function_v2(db, "newsext_rows", -1, flags, connection,
                                                        NULL, take_rows, end_rows, NULL)
                           : code;
}

/* ---- The statement ------------------------------------------------------------------- */

/* The LIMIT keeps the call inside, where SQLite makes it for rows that meet all conditions
** and has its arguments at hand. */
#define SOME_SQL "SELECT 1 FROM (%s LIMIT -1) WHERE enough"

int ne_batch_prepare(ne_batch *batch, sqlite3 *db, const char *sql, int width, ne_taking taking) {
  batch->width = width;
  batch->taking = taking;
  ne_batch_restart(batch);
  return taking == NE_TAKE_SOME ? ne_prepare(db, &batch->statement, 0, SOME_SQL, sql)
                                : sqlite3_prepare_v2(db, sql, -1, &batch->statement, NULL);
}

static void begin(ne_batch *batch, int most) {
  batch->count = batch->at = 0;
  batch->most = most;
  batch->bytes.length = batch->cells.length = 0;
}

void ne_batch_restart(ne_batch *batch) {
  sqlite3_reset(batch->statement);
  begin(batch, ROWS_FIRST);
  batch->bytes.code = batch->cells.code = SQLITE_OK;
  batch->ended = 0;
}

void ne_batch_close(ne_batch *batch) {
  sqlite3_finalize(batch->statement);
  ne_builder_clear(&batch->cells);
  ne_builder_clear(&batch->bytes);
  memset(batch, 0, sizeof *batch);
}

/* Nothing that the statement does calls the functions but the statement itself. */
static int step(ne_batch *batch, ne_connection *connection) {
  int code;
  connection->batch = batch;
  code = sqlite3_step(batch->statement);
  connection->batch = NULL;
  return code;
}

/* The cells that they would have had, had newsext_rows() been given start, length and
** spans; several spans are a 1. */
static int take_places(ne_batch *batch) {
  const unsigned char *bytes = sqlite3_column_blob(batch->statement, 3);
  ne_places places = {bytes, bytes ? bytes + sqlite3_column_bytes(batch->statement, 3) : bytes, 0};
  sqlite3_int64 start, length;
  int several;
  while (ne_places_next(&places, &start, &length, &several)) {
    const ne_cell cells[] = {{SQLITE_INTEGER, 0, {start}},
                             {SQLITE_INTEGER, 0, {length}},
                             {several ? SQLITE_INTEGER : SQLITE_NULL, 0, {several}}};
    ne_builder_append(&batch->cells, (const char *)cells, sizeof cells);
    batch->count++;
  }
  return batch->cells.code != SQLITE_OK ? batch->cells.code
         : places.p < places.end        ? SQLITE_CORRUPT_VTAB
                                        : SQLITE_ROW;
}

static int step_article(ne_batch *batch, ne_connection *connection) {
  sqlite3_int64 quotes;
  int code;
  do {
    begin(batch, 0);
    code = step(batch, connection);
    if (code == SQLITE_ROW && batch->taking == NE_TAKE_PLACES) {
      code = take_places(batch);
    }
    quotes = batch->count;
    if (code == SQLITE_ROW && batch->taking != NE_TAKE_ARTICLES) {
      batch->first = sqlite3_column_int64(batch->statement, 1);
      quotes = sqlite3_column_int64(batch->statement, 2);
    }
    if (quotes != batch->count || batch->first > INT64_MAX - quotes) {
      return SQLITE_CORRUPT_VTAB;
    }
  } while (code == SQLITE_ROW && !batch->count);
  batch->article = code == SQLITE_ROW ? sqlite3_column_int64(batch->statement, 0) : 0;
  return code;
}

int ne_batch_gather(ne_batch *batch, sqlite3_int64 number) {
  sqlite3_value *values[COLUMNS_EACH] = {NULL};
  int code = SQLITE_OK, reset;
  sqlite3_bind_int64(batch->statement, 1, number);
  if (sqlite3_step(batch->statement) == SQLITE_ROW) {
    for (int i = 0; i < batch->width && i < COLUMNS_EACH; i++) {
      values[i] = sqlite3_column_value(batch->statement, i);
    }
    code = batch->width <= COLUMNS_EACH ? take(batch, values) : SQLITE_INTERNAL;
  }
  reset = sqlite3_reset(batch->statement);
  return code == SQLITE_OK ? reset : code;
}

int ne_batch_step(ne_batch *batch, ne_connection *connection) {
  int code;
  if (batch->at + 1 < batch->count) {
    batch->at++;
    return SQLITE_ROW;
  }
  if (batch->ended) {
    return SQLITE_DONE;
  }
  if (batch->taking == NE_TAKE_NONE) {
    return sqlite3_step(batch->statement);
  }
  if (batch->taking != NE_TAKE_SOME) {
    code = step_article(batch, connection);
  } else {
    begin(batch, batch->count && batch->most < ROWS_MAX ? 2 * batch->most : batch->most);
    code = step(batch, connection);
  }
  batch->ended = code == SQLITE_DONE;
  return batch->ended && batch->count ? SQLITE_ROW : code;
}

/* ---- The row ---------------------------------------------------------------------------- */

sqlite3_int64 ne_batch_quote(const ne_batch *batch) {
  return batch->taking >= NE_TAKE_ALL ? batch->first + batch->at : ne_batch_integer(batch, 0);
}

int ne_batch_type(const ne_batch *batch, int column) {
  return batch->taking ? ne_batch_cell(batch, column)->type
                       : sqlite3_column_type(batch->statement, column);
}

sqlite3_int64 ne_batch_integer(const ne_batch *batch, int column) {
  const ne_cell *cell;
  if (!batch->taking) {
    return sqlite3_column_int64(batch->statement, column);
  }
  cell = ne_batch_cell(batch, column);
  return cell->type == SQLITE_INTEGER ? cell->value.integer : 0;
}

double ne_batch_real(const ne_batch *batch, int column) {
  const ne_cell *cell;
  if (!batch->taking) {
    return sqlite3_column_double(batch->statement, column);
  }
  cell = ne_batch_cell(batch, column);
  return cell->type == SQLITE_FLOAT ? cell->value.real : (double)ne_batch_integer(batch, column);
}

newsext_slice ne_batch_bytes(const ne_batch *batch, int column) {
  const ne_cell *cell;
  if (!batch->taking) {
    return bytes_of(batch, sqlite3_column_value(batch->statement, column),
                    ne_batch_type(batch, column));
  }
  cell = ne_batch_cell(batch, column);
  return (newsext_slice){batch->bytes.bytes + cell->value.at, (uint32_t)cell->length};
}

static void give_bytes(sqlite3_context *context, int type, newsext_slice bytes) {
  if (type == SQLITE_TEXT) {
    sqlite3_result_text(context, bytes.bytes, (int)bytes.length, SQLITE_TRANSIENT);
  } else {
    sqlite3_result_blob(context, bytes.bytes, (int)bytes.length, SQLITE_TRANSIENT);
  }
}

static void give_value(const ne_batch *batch, sqlite3_context *context, sqlite3_value *value) {
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_TEXT) {
    give_bytes(context, type, bytes_of(batch, value, type));
  } else {
    sqlite3_result_value(context, value);
  }
}

static void give_cell(const ne_batch *batch, sqlite3_context *context, int column) {
  const ne_cell *cell = ne_batch_cell(batch, column);
  switch (cell->type) {
  case SQLITE_INTEGER:
    sqlite3_result_int64(context, cell->value.integer);
    break;
  case SQLITE_FLOAT:
    sqlite3_result_double(context, cell->value.real);
    break;
  case SQLITE_NULL:
    sqlite3_result_null(context);
    break;
  default:
    give_bytes(context, cell->type, ne_batch_bytes(batch, column));
  }
}

void ne_batch_result(const ne_batch *batch, sqlite3_context *context, int column) {
  if (batch->taking) {
    give_cell(batch, context, column);
  } else {
    give_value(batch, context, sqlite3_column_value(batch->statement, column));
  }
}

static int compare_bytes(newsext_slice a, newsext_slice b) {
  const uint32_t length = a.length < b.length ? a.length : b.length;
  const int found = length ? memcmp(a.bytes, b.bytes, length) : 0;
  return found ? found : (a.length > b.length) - (a.length < b.length);
}

static int compare_integers(sqlite3_int64 a, sqlite3_int64 b) {
  return (a > b) - (a < b);
}

int ne_batch_compare(const ne_batch *a, int column, const ne_batch *b, int other) {
  static const int ranks[] = {0, 1, 1, 2, 3, 0}; /* by SQLITE_INTEGER and the like */
  const int left_type = ne_batch_type(a, column), right_type = ne_batch_type(b, other);
  const int left = ranks[left_type], right = ranks[right_type];
  if (left != right || !left) {
    return left - right;
  }
  if (left_type == SQLITE_INTEGER && right_type == SQLITE_INTEGER) {
    return compare_integers(ne_batch_integer(a, column), ne_batch_integer(b, other));
  }
  if (left == 1) {
    const double x = ne_batch_real(a, column), y = ne_batch_real(b, other);
    return (x > y) - (x < y);
  }
  return compare_bytes(ne_batch_bytes(a, column), ne_batch_bytes(b, other));
}
