/* lexicon.c: look-ups in the word lists' table. */
#include "lexicon_table.h"

#include <stddef.h>

/* The first slot with the check: all are looked at, two at a time, for where to stop would be
** a guess. */
static uint32_t slot_of(const ne_bucket *bucket, uint32_t check) {
  uint32_t found = NE_BUCKET_SLOTS;
  for (uint32_t i = NE_BUCKET_SLOTS; i > 0; i -= 2) {
    found = bucket->check[i - 1] == check ? i - 1 : found;
    found = bucket->check[i - 2] == check ? i - 2 : found;
  }
  return found;
}

uint32_t ne_lexicon_find(const ne_lexicon *lexicon, uint64_t hash) {
  const ne_lexicon_place place = ne_lexicon_place_of(hash, lexicon->bucket_count);
  uint32_t number = place.bucket;
  for (;;) {
    const ne_bucket *bucket = &lexicon->buckets[number];
    const uint32_t slot = slot_of(bucket, place.check);
    if (slot < bucket->used) {
      return ne_lexicon_entry(number, slot, bucket->set[slot]);
    }
    if (bucket->used < NE_BUCKET_SLOTS) {
      return 0;
    }
    number = number + 1 == lexicon->bucket_count ? 0 : number + 1;
  }
}

uint32_t ne_lexicon_find_phrase(const ne_lexicon *lexicon, uint64_t hash) {
  return ne_lexicon_has_phrase(lexicon, hash) ? ne_lexicon_find(lexicon, hash) : 0;
}

static void expect(const void *place) {
#ifdef __GNUC__
  __builtin_prefetch(place);
#else
  (void)place;
#endif
}

void ne_lexicon_expect(const ne_lexicon *lexicon, uint64_t hash) {
  expect(&lexicon->buckets[ne_lexicon_place_of(hash, lexicon->bucket_count).bucket]);
}

void ne_lexicon_expect_lemma(const ne_lexicon *lexicon, uint32_t entry) {
  const uint32_t key = ne_lexicon_value_key(entry, NE_LEX_LEMMA);
  expect(&lexicon->lemmas[ne_lexicon_value_slot(key, lexicon->lemma_slots)]);
}

/* NULL where the list of lemmas does not have the entry. */
static const ne_entry_lemma *find_lemma(const ne_lexicon *lexicon, uint32_t entry) {
  const uint32_t key = ne_lexicon_value_key(entry, NE_LEX_LEMMA);
  uint32_t slot = ne_lexicon_value_slot(key, lexicon->lemma_slots);
  if (!(ne_lexicon_classes(lexicon, entry) & NE_LEX_BIT(NE_LEX_LEMMA))) {
    return NULL;
  }
  while (lexicon->lemmas[slot].key) {
    if (lexicon->lemmas[slot].key == key) {
      return &lexicon->lemmas[slot];
    }
    slot = slot + 1 == lexicon->lemma_slots ? 0 : slot + 1;
  }
  return NULL;
}

uint64_t ne_lexicon_lemma(const ne_lexicon *lexicon, uint32_t entry) {
  const ne_entry_lemma *lemma = find_lemma(lexicon, entry);
  return lemma ? lemma->hash : 0;
}

const char *ne_lexicon_own_value(const ne_lexicon *lexicon, uint32_t entry, int class_number) {
  const ne_entry_value *values = lexicon->values + lexicon->value_starts[class_number];
  const uint32_t slots =
      lexicon->value_starts[class_number + 1] - lexicon->value_starts[class_number];
  const uint32_t key = ne_lexicon_value_key(entry, class_number);
  uint32_t slot = ne_lexicon_value_slot(key, slots);
  if (class_number == NE_LEX_LEMMA) {
    const ne_entry_lemma *lemma = find_lemma(lexicon, entry);
    return lemma ? lexicon->strings + lemma->string : "";
  }
  while (values[slot].key) {
    if (values[slot].key == key) {
      return lexicon->strings + values[slot].string;
    }
    slot = slot + 1 == slots ? 0 : slot + 1;
  }
  return "";
}
