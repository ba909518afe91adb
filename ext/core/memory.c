/* memory.c: arenas and growing arrays over the injected allocator. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES 65536u
#define LARGE_BYTES 16384u /* arrays from this size on have a chunk of their own */
#define ALIGNMENT   16u
#define FIRST_ITEMS 4u

struct ne_chunk {
  ne_chunk *before, *after;
  size_t size; /* with this header */
  size_t unused;
};

static size_t round_up(size_t n) {
  return (n + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

static char *chunk_data(ne_chunk *chunk) {
  return (char *)chunk + round_up(sizeof *chunk);
}

void ne_arena_open(ne_arena *arena, const newsext_allocator *allocator,
                   const newsext_interrupt *interrupt) {
  memset(arena, 0, sizeof *arena);
  arena->allocator = allocator;
  arena->interrupt = interrupt;
}

void ne_arena_close(ne_arena *arena) {
  ne_chunk *chunk = arena->chunks;
  while (chunk) {
    ne_chunk *after = chunk->after;
    arena->allocator->resize(arena->allocator->context, chunk, 0);
    chunk = after;
  }
  memset(arena, 0, sizeof *arena);
}

static void link_first(ne_arena *arena, ne_chunk *chunk) {
  chunk->before = NULL;
  chunk->after = arena->chunks;
  if (chunk->after) {
    chunk->after->before = chunk;
  }
  arena->chunks = chunk;
}

static ne_chunk *take_chunk(ne_arena *arena, size_t data_bytes) {
  size_t size = round_up(sizeof(ne_chunk)) + data_bytes;
  ne_chunk *chunk;
  if (arena->status != NEWSEXT_OK) {
    return NULL;
  }
  chunk =
      size > data_bytes ? arena->allocator->resize(arena->allocator->context, NULL, size) : NULL;
  if (!chunk) {
    arena->status = NEWSEXT_NOMEM;
    return NULL;
  }
  chunk->size = size;
  arena->held += size;
  link_first(arena, chunk);
  return chunk;
}

void *ne_arena_take(ne_arena *arena, size_t count, size_t size) {
  size_t bytes = round_up(count * size);
  char *p;
  if (arena->status != NEWSEXT_OK) {
    return NULL;
  }
  if (size && count > SIZE_MAX / 2 / size) {
    arena->status = NEWSEXT_NOMEM;
    return NULL;
  }
  if (bytes >= LARGE_BYTES) {
    ne_chunk *own = take_chunk(arena, bytes);
    return own ? chunk_data(own) : NULL;
  }
  if (bytes > (size_t)(arena->end - arena->next)) {
    ne_chunk *chunk = take_chunk(arena, CHUNK_BYTES);
    if (!chunk) {
      return NULL;
    }
    arena->next = chunk_data(chunk);
    arena->end = arena->next + CHUNK_BYTES;
  }
  p = arena->next;
  arena->next += bytes;
  return p;
}

void *ne_arena_alloc(ne_arena *arena, size_t count, size_t size) {
  void *items = ne_arena_take(arena, count, size);
  return items ? memset(items, 0, count * size) : NULL;
}

int ne_arena_stopped(ne_arena *arena) {
  const newsext_interrupt *ask = arena->interrupt;
  if (arena->status == NEWSEXT_OK && ask && ask->interrupted && ask->interrupted(ask->context)) {
    arena->status = NEWSEXT_INTERRUPT;
  }
  return arena->status != NEWSEXT_OK;
}

/* The chunk of an array that has one of its own. */
static ne_chunk *chunk_of(void *items) {
  return (ne_chunk *)((char *)items - round_up(sizeof(ne_chunk)));
}

static void *grow_chunk(ne_arena *arena, ne_chunk *chunk, size_t old_bytes, size_t bytes) {
  ne_chunk *before = chunk->before, *after = chunk->after;
  size_t size = round_up(sizeof(ne_chunk)) + bytes, old_size = chunk->size;
  ne_chunk *moved = arena->allocator->resize(arena->allocator->context, chunk, size);
  if (!moved) {
    arena->status = NEWSEXT_NOMEM;
    return NULL;
  }
  arena->held += size - old_size;
  moved->size = size;
  if (before) {
    before->after = moved;
  } else {
    arena->chunks = moved;
  }
  if (after) {
    after->before = moved;
  }
  memset(chunk_data(moved) + old_bytes, 0, bytes - old_bytes);
  return chunk_data(moved);
}

void *ne_arena_enlarge(ne_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                       size_t size) {
  size_t old_bytes, bytes;
  uint32_t wanted;
  void *grown;
  if (arena->status != NEWSEXT_OK) {
    return NULL;
  }
  wanted = *capacity + (*capacity < 256 ? *capacity : *capacity / 4);
  wanted = wanted < FIRST_ITEMS ? FIRST_ITEMS : wanted;
  if (wanted <= *capacity) {
    arena->status = NEWSEXT_NOMEM;
    return NULL;
  }
  old_bytes = round_up((size_t)*capacity * size);
  bytes = round_up((size_t)wanted * size);
  if (items && old_bytes >= LARGE_BYTES) {
    grown = grow_chunk(arena, chunk_of(items), old_bytes, bytes);
  } else {
    grown = ne_arena_alloc(arena, wanted, size);
    if (grown && items && count) {
      memcpy(grown, items, (size_t)count * size);
    }
  }
  if (grown) {
    *capacity = wanted;
  }
  return grown;
}

void ne_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  const char *at = items;
  size_t i = 1;
  while (i < count && compare(at + (i - 1) * size, at + i * size) <= 0) {
    i++;
  }
  if (i < count) {
    qsort(items, count, size, compare);
  }
}
