/* memory.h: the allocator, arenas and growing arrays.
**
** An arena belongs to one document. Its status is sticky: once an allocation
** fails every later one returns NULL, so that a stage may go on and the caller
** looks at the status once, at the stage's end. Arrays grow inside the arena;
** their abandoned halves cost at most as much as the array itself.
*/
#ifndef NE_MEMORY_H
#define NE_MEMORY_H

#include "../newsext.h"

typedef struct ne_chunk ne_chunk;

typedef struct ne_arena {
  const newsext_allocator *allocator;
  const newsext_interrupt *interrupt;
  ne_chunk *chunks;
  char *next, *end;
  size_t held; /* bytes taken from the allocator */
  newsext_status status;
} ne_arena;

void ne_arena_open(ne_arena *, const newsext_allocator *, const newsext_interrupt *);
/* Frees all that was allocated from the arena. */
void ne_arena_close(ne_arena *);

/* Zeroed memory aligned for any type, or NULL with status NEWSEXT_NOMEM. */
void *ne_arena_alloc(ne_arena *, size_t count, size_t size);
/* The same with anything in it. */
void *ne_arena_take(ne_arena *, size_t count, size_t size);
/* Sets status NEWSEXT_INTERRUPT when the caller wants to stop; true when status is not OK. */
int ne_arena_stopped(ne_arena *);

/* The same as below where there is no room. */
void *ne_arena_enlarge(ne_arena *, void *items, uint32_t count, uint32_t *capacity, size_t size);

/* Makes room for count + 1 items of size bytes: returns the items, moved when
** they had to grow (*capacity tells), or NULL. New items are zeroed. A large
** array is a chunk of its own and its old half is freed. */
static inline void *ne_arena_grow(ne_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                                  size_t size) {
  return items && count < *capacity && arena->status == NEWSEXT_OK
             ? items
             : ne_arena_enlarge(arena, items, count, capacity, size);
}

/* As qsort, for what mostly is in order already. */
void ne_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* What is there will soon be looked at. */
static inline void ne_memory_expect(const void *place) {
#ifdef __GNUC__
  __builtin_prefetch(place);
#else
  (void)place;
#endif
}

#endif
