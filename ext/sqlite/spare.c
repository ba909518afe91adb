/* spare.c: the memory that the core gets. The blocks that it asks for most are kept for the
** next article: to give them back after each one would make the system clear their pages
** again and again. Several threads may ask at once, where an index is made.
*/
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

/* The core takes most of its memory in blocks of a little more than 64 kilobytes. */
#define LEAST_BYTES (64u << 10)
#define BLOCK_BYTES (65u << 10) /* what is given for those */

void ne_spares_open(ne_spares *spares) {
  memset(spares, 0, sizeof *spares);
  spares->mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_FAST);
  spares->room = spares->mutex || !sqlite3_threadsafe() ? NE_SPARES : 0;
}

void ne_spares_close(ne_spares *spares) {
  while (spares->count) {
    sqlite3_free(spares->at[--spares->count]);
  }
  sqlite3_mutex_free(spares->mutex);
}

/* A block that was kept; NULL where there is none. */
static void *take(ne_spares *spares) {
  void *block = NULL;
  sqlite3_mutex_enter(spares->mutex);
  if (spares->count) {
    block = spares->at[--spares->count];
  }
  sqlite3_mutex_leave(spares->mutex);
  return block;
}

/* Returns whether there is room for it. */
static int keep(ne_spares *spares, void *block) {
  int kept = 0;
  sqlite3_mutex_enter(spares->mutex);
  if (spares->count < spares->room) {
    spares->at[spares->count++] = block;
    kept = 1;
  }
  sqlite3_mutex_leave(spares->mutex);
  return kept;
}

static int is_block(void *pointer) {
  const sqlite3_uint64 bytes = sqlite3_msize(pointer);
  return bytes >= BLOCK_BYTES && bytes < BLOCK_BYTES + LEAST_BYTES / 64;
}

static void release(ne_spares *spares, void *pointer) {
  if (!pointer || !is_block(pointer) || !keep(spares, pointer)) {
    sqlite3_free(pointer);
  }
}

void *ne_spares_resize(void *context, void *pointer, size_t bytes) {
  ne_spares *spares = context;
  if (bytes == 0) {
    release(spares, pointer);
    return NULL;
  }
  if (!pointer && bytes > LEAST_BYTES && bytes <= BLOCK_BYTES) {
    void *block = take(spares);
    return block ? block : sqlite3_malloc64(BLOCK_BYTES);
  }
  return sqlite3_realloc64(pointer, bytes);
}
