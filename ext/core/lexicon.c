/* lexicon.c: look-ups in the word lists' table. */
#include "lexicon_table.h"

uint32_t ne_lexicon_find(const ne_lexicon *lexicon, uint64_t hash) {
  const ne_lexicon_place place = ne_lexicon_place_of(hash, lexicon->bucket_count);
  uint32_t number = place.bucket;
  for (;;) {
    const ne_bucket *bucket = &lexicon->buckets[number];
    for (uint32_t i = 0; i < bucket->used; i++) {
      if (bucket->check[i] == place.check) {
        return number * NE_BUCKET_SLOTS + i + 1;
      }
    }
    if (bucket->used < NE_BUCKET_SLOTS) {
      return 0;
    }
    number = number + 1 == lexicon->bucket_count ? 0 : number + 1;
  }
}

uint64_t ne_lexicon_classes(const ne_lexicon *lexicon, uint32_t entry) {
  if (entry == 0) {
    return 0;
  }
  entry--;
  return lexicon->sets[lexicon->buckets[entry / NE_BUCKET_SLOTS].set[entry % NE_BUCKET_SLOTS]];
}

const char *ne_lexicon_value(const ne_lexicon *lexicon, uint32_t entry, int class_number) {
  uint32_t low = lexicon->class_values[class_number];
  uint32_t high = lexicon->class_values[class_number + 1];
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const ne_entry_value *value = &lexicon->values[middle];
    if (value->entry == entry) {
      return lexicon->strings + value->string;
    }
    if (value->entry < entry) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return "";
}
