/* lexicon.c: look-ups in the word lists' table. */
#include "lexicon_table.h"

#include "memory.h"

/* One more than the slot with the check; 0 where there is none. All are compared at once, for
** where to stop would be a guess. */
static uint32_t slot_after(const ne_bucket *bucket, uint32_t check) {
  uint32_t after = 0;
  for (uint32_t i = 0; i < NE_BUCKET_SLOTS; i++) {
    after += bucket->check[i] == check ? i + 1 : 0;
  }
  return after;
}

/* Half of the words are on no list: whether one is would be a guess too. */
uint32_t ne_lexicon_find(const ne_lexicon *lexicon, uint64_t hash) {
  const ne_lexicon_place place = ne_lexicon_place_of(hash, lexicon->bucket_count);
  uint32_t number = place.bucket;
  for (;;) {
    const ne_bucket *bucket = &lexicon->buckets[number];
    const uint32_t after = slot_after(bucket, place.check);
    const uint32_t full = bucket->check[NE_BUCKET_SLOTS - 1] != 0;
    if (after >= full) {
      const uint32_t found = after != 0, slot = after - found;
      return ne_lexicon_entry(number, slot, bucket->set[slot]) & -found;
    }
    number = number + 1 == lexicon->bucket_count ? 1 : number + 1;
  }
}

uint32_t ne_lexicon_find_phrase(const ne_lexicon *lexicon, uint64_t hash) {
  return ne_lexicon_has_phrase(lexicon, hash) ? ne_lexicon_find(lexicon, hash) : 0;
}

void ne_lexicon_expect(const ne_lexicon *lexicon, uint64_t hash) {
  ne_memory_expect(&lexicon->buckets[ne_lexicon_place_of(hash, lexicon->bucket_count).bucket]);
}

/* Where the lemma's number stands. */
static const uint16_t *lemma_at(const ne_lexicon *lexicon, uint32_t entry) {
  const uint32_t slot = ne_lexicon_slot(entry);
  return &lexicon->buckets[slot / NE_BUCKET_SLOTS].lemma[slot % NE_BUCKET_SLOTS];
}

void ne_lexicon_expect_lemma(const ne_lexicon *lexicon, uint32_t entry) {
  ne_memory_expect(&lexicon->lemmas[*lemma_at(lexicon, entry)]);
}

uint64_t ne_lexicon_lemma(const ne_lexicon *lexicon, uint32_t entry) {
  return lexicon->lemmas[*lemma_at(lexicon, entry)].hash;
}

const char *ne_lexicon_own_value(const ne_lexicon *lexicon, uint32_t entry, int class_number) {
  const ne_entry_value *values = lexicon->values + lexicon->value_starts[class_number];
  const uint32_t slots =
      lexicon->value_starts[class_number + 1] - lexicon->value_starts[class_number];
  const uint32_t key = ne_lexicon_value_key(entry, class_number);
  uint32_t slot = ne_lexicon_value_slot(key, slots);
  if (class_number == NE_LEX_LEMMA) {
    return lexicon->strings + lexicon->lemmas[*lemma_at(lexicon, entry)].string;
  }
  while (values[slot].key) {
    if (values[slot].key == key) {
      return lexicon->strings + values[slot].string;
    }
    slot = slot + 1 == slots ? 0 : slot + 1;
  }
  return "";
}
