/* roster.c: a hash table from words to the entities that go by them. */
#include "roster.h"

#include <string.h>

void ne_roster_open(ne_arena *arena, ne_roster *roster, uint32_t expected) {
  uint32_t size = 64;
  memset(roster, 0, sizeof *roster);
  while (size < expected && size < UINT32_C(1) << 30)
    size *= 2;
  roster->buckets = ne_arena_alloc(arena, size, sizeof *roster->buckets);
  roster->mask = size - 1;
}

static uint32_t bucket_of(const ne_roster *roster, uint64_t key) {
  return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & roster->mask;
}

static uint32_t with_key(const ne_roster *roster, uint64_t key, uint32_t link) {
  while (link && roster->links[link - 1].key != key)
    link = roster->links[link - 1].next;
  return link;
}

uint32_t ne_roster_find(const ne_roster *roster, uint64_t key) {
  return with_key(roster, key, roster->buckets[bucket_of(roster, key)]);
}

uint32_t ne_roster_next(const ne_roster *roster, uint32_t link) {
  const ne_roster_link *at = &roster->links[link - 1];
  return with_key(roster, at->key, at->next);
}

void ne_roster_add(ne_arena *arena, ne_roster *roster, uint64_t key, uint32_t entity) {
  const uint32_t found = ne_roster_find(roster, key), bucket = bucket_of(roster, key);
  ne_roster_link *links;
  if (found && roster->links[found - 1].entity == entity)
    return;
  links = ne_arena_grow(arena, roster->links, roster->count, &roster->capacity, sizeof *links);
  if (!links)
    return;
  roster->links = links;
  links[roster->count] = (ne_roster_link){key, entity, roster->buckets[bucket]};
  roster->buckets[bucket] = ++roster->count;
}
