/* roster.h: which entities go by a word: by a part of their name, an acronym, a
** title or a role.
**
** A hash table of keys, each with a chain of entities, the newest first. Whoever walks a chain
*stops after
** NE_ROSTER_CHAIN links, so that a million namesakes cost no more than a few.
*/
#ifndef NE_ROSTER_H
#define NE_ROSTER_H

#include "memory.h"

#define NE_ROSTER_CHAIN 8 /* latest bearers of a word that are looked at */

typedef struct ne_roster_key {
  uint64_t key;
  uint32_t newest; /* 1 + index of a link */
  uint32_t next;   /* 1 + index of the next key of the bucket; 0 at its end */
} ne_roster_key;

typedef struct ne_roster_link {
  uint32_t entity;
  uint32_t older; /* 1 + index of the link before; 0 at the end */
} ne_roster_link;

typedef struct ne_roster {
  ne_roster_key *keys;
  ne_roster_link *links;
  uint32_t *buckets; /* 1 + index of the first key */
  uint32_t key_count, key_capacity, link_count, link_capacity, mask;
} ne_roster;

/* Makes a roster for about that many keys. */
void ne_roster_open(ne_arena *, ne_roster *, uint32_t expected);
/* Adds the entity under the key, unless it is the key's newest already. */
void ne_roster_add(ne_arena *, ne_roster *, uint64_t key, uint32_t entity);
/* Index + 1 of the newest link of the key, and of the one after a link; 0 for none. */
uint32_t ne_roster_find(const ne_roster *, uint64_t key);
uint32_t ne_roster_next(const ne_roster *, uint32_t link);

/* Keys for the same word in different parts. */
static inline uint64_t ne_roster_role(uint64_t hash) {
  return hash ^ UINT64_C(0xA0761D6478BD642F);
}

#endif
