/* roster.c: a hash table from words to the entities that go by them. */
#include "roster.h"

#include <string.h>

void ne_roster_open(ne_arena *arena, ne_roster *roster, uint32_t expected) {
  uint32_t size = 64, room;
  memset(roster, 0, sizeof *roster);
  while (size < expected && size < UINT32_C(1) << 30) {
    size *= 2;
  }
  roster->buckets = ne_arena_alloc(arena, size, sizeof *roster->buckets);
  roster->mask = size - 1;
  room = size < 8192 ? size : 8192;
  roster->keys = ne_arena_take(arena, room, sizeof *roster->keys);
  roster->links = ne_arena_take(arena, room, sizeof *roster->links);
  roster->key_capacity = roster->keys ? room : 0;
  roster->link_capacity = roster->links ? room : 0;
}

static uint32_t bucket_of(const ne_roster *roster, uint64_t key) {
  return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & roster->mask;
}

static ne_roster_key *find_key(const ne_roster *roster, uint64_t key) {
  uint32_t at = roster->buckets[bucket_of(roster, key)];
  while (at && roster->keys[at - 1].key != key) {
    at = roster->keys[at - 1].next;
  }
  return at ? &roster->keys[at - 1] : NULL;
}

uint32_t ne_roster_find(const ne_roster *roster, uint64_t key) {
  const ne_roster_key *found = find_key(roster, key);
  return found ? found->newest : 0;
}

uint32_t ne_roster_next(const ne_roster *roster, uint32_t link) {
  return roster->links[link - 1].older;
}

static ne_roster_key *add_key(ne_arena *arena, ne_roster *roster, uint64_t key) {
  const uint32_t bucket = bucket_of(roster, key);
  ne_roster_key *keys =
      ne_arena_grow(arena, roster->keys, roster->key_count, &roster->key_capacity, sizeof *keys);
  if (!keys) {
    return NULL;
  }
  roster->keys = keys;
  keys[roster->key_count] = (ne_roster_key){key, 0, roster->buckets[bucket]};
  roster->buckets[bucket] = ++roster->key_count;
  return &keys[roster->key_count - 1];
}

void ne_roster_add(ne_arena *arena, ne_roster *roster, uint64_t key, uint32_t entity) {
  ne_roster_key *found = find_key(roster, key);
  ne_roster_link *links;
  if (found && roster->links[found->newest - 1].entity == entity) {
    return;
  }
  links = ne_arena_grow(arena, roster->links, roster->link_count, &roster->link_capacity,
                        sizeof *links);
  if (!links) {
    return;
  }
  roster->links = links;
  if (!found) {
    found = add_key(arena, roster, key);
  }
  if (!found) {
    return;
  }
  links[roster->link_count] = (ne_roster_link){entity, found->newest};
  found->newest = ++roster->link_count;
}
