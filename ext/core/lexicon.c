/* lexicon.c: look-ups in the word lists' table. */
#include "lexicon_table.h"

uint32_t ne_lexicon_find(const ne_lexicon *lexicon, uint64_t hash) {
  return ne_lexicon_find_at(lexicon, ne_lexicon_place_of(hash, lexicon->bucket_count));
}

uint32_t ne_lexicon_find_phrase(const ne_lexicon *lexicon, uint64_t hash) {
  return ne_lexicon_has_phrase(lexicon, hash) ? ne_lexicon_find(lexicon, hash) : 0;
}

/* Where the lemma's number stands. */
static const uint16_t *lemma_at(const ne_lexicon *lexicon, uint32_t entry) {
  const uint32_t slot = ne_lexicon_slot(entry);
  return &lexicon->buckets[slot / NE_BUCKET_STEP].lemma[slot % NE_BUCKET_STEP];
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
