/* lexicon_table.h: the layout of the word lists' table, which the generator
** fills and lexicon.c reads.
**
** A bucket is one cache line. An entry lies in the bucket that its hash names
** or, where that is full, in the next one that is not, and there in the slot that its
** hash and the bucket's factor name: the generator finds a factor for each bucket that
** gives all its entries slots of their own, so that one slot is looked at and no other.
** An entry's number has its slot, counted over all buckets, in the low bits and its set
** of classes in the high ones, so that the classes are read without the bucket. The first
** bucket stays empty, for the number 0 is of no entry. No string of a key is kept: 31
** bits of the hash stand for it, beside those that chose the bucket.
**
** Most chains of words are on no list: a small table of bits, one for each hash of
** several words, tells so without a look at the buckets. The values of a class lie
** together, for those that are asked for most are few; those of the lemmas are
** numbered, and the number stands beside the entry.
*/
#ifndef NE_LEXICON_TABLE_H
#define NE_LEXICON_TABLE_H

#include "lexicon.h"
#include "memory.h"

#define NE_BUCKET_SLOTS 7
#define NE_BUCKET_STEP  8 /* from the number of a bucket's first slot to that of the next */
#define NE_SETS_MAX     (1u << (32 - NE_SLOT_BITS))

struct ne_bucket {
  uint32_t check[NE_BUCKET_SLOTS]; /* 0 where the slot is empty */
  uint32_t factor;                 /* tells an entry's slot */
  uint16_t set[NE_BUCKET_SLOTS];   /* index into the sets */
  uint16_t lemma[NE_BUCKET_SLOTS]; /* index into the lemmas; 0 where it has none */
  uint32_t spills;                 /* some entry found no room in it: there are more behind */
};

/* The value that a class gives to an entry, in the slot of its class that its key names
** or in the next one that is free; the class's slots begin at value_starts[class]. */
struct ne_entry_value {
  uint32_t key;    /* of entry and class; 0 where the slot is empty */
  uint32_t string; /* offset in the strings */
};

/* A word that others are forms of; the first is empty, with hash 0. */
struct ne_lemma {
  uint64_t hash;
  uint32_t string;
};

typedef struct ne_lexicon_place {
  uint32_t bucket;
  uint32_t check;
} ne_lexicon_place;

/* Where an entry with this hash belongs, all of whose bits are mixed. */
static inline ne_lexicon_place ne_lexicon_place_of(uint64_t hash, uint32_t bucket_count) {
  ne_lexicon_place place;
  place.bucket = 1 + (uint32_t)(((hash >> 32) * (bucket_count - 1)) >> 32);
  place.check = (uint32_t)hash | 1;
  return place;
}

/* The slot of its bucket that an entry with the check has. */
static inline uint32_t ne_bucket_slot(const ne_bucket *bucket, uint32_t check) {
  return (uint32_t)(((uint64_t)(check * bucket->factor) * NE_BUCKET_SLOTS) >> 32);
}

static inline uint32_t ne_lexicon_entry(uint32_t bucket, uint32_t slot, uint16_t set) {
  return (uint32_t)set << NE_SLOT_BITS | (bucket * NE_BUCKET_STEP + slot);
}

/* The entry that belongs there will soon be looked for. */
static inline void ne_lexicon_expect(const ne_lexicon *lexicon, ne_lexicon_place place) {
  ne_memory_expect(&lexicon->buckets[place.bucket]);
}

/* Half of the words are on no list: whether one is would be a guess. */
static inline uint32_t ne_lexicon_find_at(const ne_lexicon *lexicon, ne_lexicon_place place) {
  uint32_t number = place.bucket;
  for (;;) {
    const ne_bucket *bucket = &lexicon->buckets[number];
    const uint32_t slot = ne_bucket_slot(bucket, place.check);
    const uint32_t found = bucket->check[slot] == place.check;
    if (found >= bucket->spills) {
      return ne_lexicon_entry(number, slot, bucket->set[slot]) & -found;
    }
    number = number + 1 == lexicon->bucket_count ? 1 : number + 1;
  }
}

/* The slot of an entry, counted over all buckets. */
static inline uint32_t ne_lexicon_slot(uint32_t entry) {
  return entry & ((1u << NE_SLOT_BITS) - 1);
}

/* The key of a value, never 0: of the slot, which is none of the first bucket's, and the class. */
static inline uint32_t ne_lexicon_value_key(uint32_t entry, int class_number) {
  return ne_lexicon_slot(entry) << 6 | (uint32_t)class_number;
}

/* Counted from the class's first slot. */
static inline uint32_t ne_lexicon_value_slot(uint32_t key, uint32_t class_slots) {
  return (uint32_t)(((uint64_t)(key * UINT32_C(0x9E3779B1)) * class_slots) >> 32);
}

#endif
