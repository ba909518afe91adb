/* index_tally.c: the quotes of some articles, speaker by speaker.
**
** Where a query's rows are to come in the order of their speakers, and have nothing but what
** is known of these, SQLite would have to look up the speaker of each quote and sort all
** rows by name. Here the quotes' speakers are taken by number; each is then looked up once,
** and only speakers are sorted.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define ROOM_FIRST    256
#define SPEAKERS_SIZE 128                 /* a power of two */
#define QUOTES_MAX    ((uint32_t)1 << 22) /* of twelve bytes each */

/* ---- Speakers by their number ---------------------------------------------------------- */

/* Speakers who follow one another do so here, and are then looked up in their order. */
static uint32_t slot_of(const ne_tallied *speakers, uint32_t size, sqlite3_int64 id) {
  const uint64_t bits = (uint64_t)id;
  uint32_t i = (uint32_t)(bits ^ bits >> 20 ^ bits >> 40) & (size - 1);
  while (speakers[i].count && speakers[i].id != id) {
    i = (i + 1) & (size - 1);
  }
  return i;
}

static int grow_speakers(ne_tally *tally) {
  const uint32_t size = tally->size ? 2 * tally->size : SPEAKERS_SIZE;
  const size_t bytes = size * sizeof(ne_tallied);
  ne_tallied *speakers = sqlite3_malloc64(bytes);
  if (!speakers) {
    return SQLITE_NOMEM;
  }
  memset(speakers, 0, bytes);
  for (uint32_t i = 0; i < tally->size; i++) {
    if (tally->speakers[i].count) {
      speakers[slot_of(speakers, size, tally->speakers[i].id)] = tally->speakers[i];
    }
  }
  sqlite3_free(tally->speakers);
  tally->speakers = speakers;
  tally->size = size;
  return SQLITE_OK;
}

/* ---- Quotes ------------------------------------------------------------------------------ */

static int grow_quotes(ne_tally *tally) {
  const uint32_t room = tally->room ? 2 * tally->room : ROOM_FIRST;
  sqlite3_int64 *quotes = sqlite3_realloc64(tally->quotes, room * sizeof *quotes);
  uint32_t *before;
  if (!quotes) {
    return SQLITE_NOMEM;
  }
  tally->quotes = quotes;
  before = sqlite3_realloc64(tally->before, room * sizeof *before);
  if (!before) {
    return SQLITE_NOMEM;
  }
  tally->before = before;
  tally->room = room;
  return SQLITE_OK;
}

static int add(ne_tally *tally, sqlite3_int64 quote, sqlite3_int64 speaker) {
  ne_tallied *of;
  int code = tally->count == tally->room ? grow_quotes(tally) : SQLITE_OK;
  if (code == SQLITE_OK && 2 * tally->used >= tally->size) {
    code = grow_speakers(tally);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  of = &tally->speakers[slot_of(tally->speakers, tally->size, speaker)];
  tally->used += !of->count;
  tally->quotes[tally->count] = quote;
  tally->before[tally->count] = of->last;
  of->id = speaker;
  of->last = tally->count++;
  of->count++;
  return SQLITE_OK;
}

static int take_quotes(ne_tally *tally, ne_connection *connection, const ne_queue *queue) {
  const ne_batch *rows = &tally->rows;
  int code = SQLITE_OK, stepped;
  while ((stepped = ne_batch_step(&tally->rows, connection)) == SQLITE_ROW) {
    const sqlite3_int64 quote = ne_batch_quote(rows);
    if (queue->hidden_count && ne_queue_hides(queue, quote)) {
      continue;
    }
    code = tally->count == QUOTES_MAX ? NE_TOO_MANY
                                      : add(tally, quote, ne_batch_integer(rows, rows->width - 1));
    if (code != SQLITE_OK) {
      return code;
    }
  }
  return stepped == SQLITE_DONE ? SQLITE_OK : stepped;
}

/* ---- Names --------------------------------------------------------------------------------- */

typedef struct sorting {
  ne_batch left, right; /* the batch, at two of its rows */
  const ne_order *order;
  int order_count;
} sorting;

static int comes_before(sorting *s, uint32_t a, uint32_t b) {
  s->left.at = (int)a;
  s->right.at = (int)b;
  for (int i = 0; i < s->order_count; i++) {
    const int place = s->order[i].place + 1;
    const int found = ne_batch_compare(&s->left, place, &s->right, place);
    if (found) {
      return s->order[i].descending ? found > 0 : found < 0;
    }
  }
  return 0;
}

static void merge(sorting *s, const uint32_t *from, uint32_t middle, uint32_t end, uint32_t *to) {
  uint32_t i = 0, j = middle;
  for (uint32_t k = 0; k < end; k++) {
    const int second = i == middle || (j < end && comes_before(s, from[j], from[i]));
    to[k] = second ? from[j++] : from[i++];
  }
}

/* Sorts the numbers; spare has room for as many. Returns where they are then. */
static const uint32_t *sort(sorting *s, uint32_t *rows, uint32_t *spare, uint32_t count) {
  for (uint32_t width = 1; width < count; width *= 2) {
    uint32_t *const sorted = spare;
    for (uint32_t i = 0; i < count; i += 2 * width) {
      const uint32_t left = count - i;
      merge(s, rows + i, left < width ? left : width, left < 2 * width ? left : 2 * width,
            spare + i);
    }
    spare = rows;
    rows = sorted;
  }
  return rows;
}

static int sort_names(ne_batch *names, const ne_order *order, int order_count) {
  const size_t bytes = (size_t)names->width * sizeof(ne_cell);
  const uint32_t count = (uint32_t)names->count;
  uint32_t *rows = sqlite3_malloc64(2 * (sqlite3_uint64)count * sizeof *rows + 1);
  sorting s = {*names, *names, order, order_count};
  ne_builder cells = {0};
  const uint32_t *sorted;
  if (!rows) {
    return SQLITE_NOMEM;
  }
  for (uint32_t i = 0; i < count; i++) {
    rows[i] = i;
  }
  sorted = sort(&s, rows, rows + count, count);
  for (uint32_t i = 0; i < count; i++) {
    ne_builder_append(&cells, names->cells.bytes + sorted[i] * bytes, bytes);
  }
  sqlite3_free(rows);
  ne_builder_clear(&names->cells);
  names->cells = cells;
  return cells.code;
}

static int take_names(const ne_tally *tally, ne_batch *names, const ne_order *order,
                      int order_count) {
  int code = SQLITE_OK;
  ne_batch_restart(names);
  for (uint32_t i = 0; i < tally->size && code == SQLITE_OK; i++) {
    if (tally->speakers[i].count) {
      code = ne_batch_gather(names, tally->speakers[i].id);
    }
  }
  if (code == SQLITE_OK) {
    code = sort_names(names, order, order_count);
  }
  names->at = -1;
  names->ended = 1;
  return code;
}

/* ---- The tally ------------------------------------------------------------------------------- */

int ne_tally_take(ne_tally *tally, ne_connection *connection, const ne_queue *queue,
                  ne_batch *names, const ne_order *order, int order_count) {
  const int code = take_quotes(tally, connection, queue);
  return code == SQLITE_OK ? take_names(tally, names, order, order_count) : code;
}

sqlite3_int64 ne_tally_find(ne_tally *tally, sqlite3_int64 speaker) {
  const ne_tallied *of = &tally->speakers[slot_of(tally->speakers, tally->size, speaker)];
  tally->at = of->last;
  return of->count;
}

void ne_tally_next(ne_tally *tally) {
  tally->at = tally->before[tally->at];
}

sqlite3_int64 ne_tally_quote(const ne_tally *tally) {
  return tally->quotes[tally->at];
}

void ne_tally_rest(ne_tally *tally) {
  ne_batch_restart(&tally->rows);
  sqlite3_free(tally->speakers);
  sqlite3_free(tally->quotes);
  sqlite3_free(tally->before);
  *tally = (ne_tally){.rows = tally->rows};
}

void ne_tally_close(ne_tally *tally) {
  ne_tally_rest(tally);
  ne_batch_close(&tally->rows);
}
