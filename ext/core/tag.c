/* tag.c: features of the tagger and its greedy left-to-right decision. */
#include "tag.h"

#include <string.h>

/* What stands before the first and after the last token of a sentence. */
static const ne_token edge = {.hash = UINT64_C(0xED6E), .kind = NE_TOKEN_STOP};

ne_tagger ne_tagger_find(void) {
  ne_tagger tagger;
  tagger.model = ne_model_find("tag");
  tagger.words = ne_model_find("tagword");
  tagger.known = ne_model_find("tagknown");
  return tagger;
}

uint8_t ne_tag_of_kind(const ne_token *token) {
  switch (token->kind) {
  case NE_TOKEN_WORD:
  case NE_TOKEN_CLITIC:
    return NE_TAG_COUNT;
  case NE_TOKEN_NUMBER:
    return NE_TAG_NUMBER;
  case NE_TOKEN_ADDRESS:
    return NE_TAG_NAME;
  default:
    return NE_TAG_PUNCTUATION;
  }
}

static int is_known(const ne_model *known, uint64_t hash) {
  uint32_t bits;
  if (!known || hash == edge.hash) {
    return 1;
  }
  bits = (uint8_t)known->rows[NE_TAG_KNOWN_ROW(hash) & known->mask];
  return (bits >> NE_TAG_KNOWN_BIT(hash) & 1u) != 0;
}

uint32_t ne_tag_features(const ne_tokens *tokens, const ne_sentence *sentence,
                         const ne_model *known, uint32_t i, uint32_t features[NE_TAG_FEATURES]) {
  const ne_token *at = tokens->at;
  uint32_t first = sentence->first, end = sentence->end, n = 0;
  const ne_token *w = &at[i];
  const ne_token *w1 = i > first ? &at[i - 1] : &edge, *w2 = i > first + 1 ? &at[i - 2] : &edge;
  const ne_token *x1 = i + 1 < end ? &at[i + 1] : &edge;
  uint64_t t1 = w1->tag, t2 = w2->tag;
  uint64_t shape = w->shape | (uint64_t)(i == first) << 4 | (uint64_t)(w->kind) << 5;
  uint64_t suffix = w->suffix | shape << 16;
  if (is_known(known, w->hash)) {
    features[n++] = ne_feature(1, w->hash);
    features[n++] = ne_feature2(2, w->hash, w->shape);
  }
  features[n++] = ne_feature(3, suffix);
  if (is_known(known, w1->hash)) {
    features[n++] = ne_feature(4, w1->hash);
  }
  if (is_known(known, x1->hash)) {
    features[n++] = ne_feature(5, x1->hash);
  }
  features[n++] = ne_feature(6, t1 | t2 << 8);
  features[n++] = ne_feature(10, shape | (uint64_t)x1->shape << 16 | (uint64_t)x1->kind << 24);
  features[n++] = ne_feature2(12, suffix, t1);
  features[n++] = ne_feature2(17, shape, t1 | (uint64_t)x1->shape << 8);
  return n;
}

uint8_t ne_tag_of_word(const ne_model *words, const ne_token *token) {
  const uint8_t *row = (const uint8_t *)ne_model_row(words, (uint32_t)token->hash);
  uint32_t check = (uint32_t)row[0] | (uint32_t)row[1] << 8 | (uint32_t)row[2] << 16;
  return row[3] && check == NE_TAG_WORD_CHECK(token->hash) ? row[3] : NE_TAG_COUNT;
}

static uint8_t best_tag(const ne_model *model, const uint32_t *features, uint32_t count) {
  int16_t scores[32] = {0};
  int32_t best = INT32_MIN; /* a score, and below it what tells its tag */
  uint32_t i, c;
  for (i = 0; i < count; i++) {
    const int8_t *row = ne_model_row(model, features[i]);
    for (c = 0; c < 32; c++) {
      scores[c] = (int16_t)(scores[c] + row[c]);
    }
  }
  for (c = NE_TAG_NOUN; c < NE_TAG_COUNT; c++) { /* without branches, which would be guesses */
    int32_t key = scores[c] * 32 + (int32_t)(31 - c);
    best = key > best ? key : best;
  }
  return (uint8_t)(31 - (best & 31));
}

#define AHEAD 6 /* tokens, so that their rows have come when they are needed */

void ne_tag_sentences(ne_arena *arena, ne_tokens *tokens, const ne_tagger *tagger,
                      const ne_sentences *sentences) {
  uint32_t s, i, features[NE_TAG_FEATURES];
  for (s = 0; s < sentences->count; s++) {
    const ne_sentence *sentence = &sentences->at[s];
    if ((s & 1023) == 1023 && ne_arena_stopped(arena)) {
      return;
    }
    for (i = sentence->first; i < sentence->end; i++) {
      uint8_t tag = ne_tag_of_kind(&tokens->at[i]);
      if (i + AHEAD < tokens->count) {
        ne_model_expect(&tagger->words, (uint32_t)tokens->at[i + AHEAD].hash);
        ne_model_expect(&tagger->model, ne_feature(1, tokens->at[i + AHEAD / 2].hash));
      }
      if (tag == NE_TAG_COUNT) {
        tag = ne_tag_of_word(&tagger->words, &tokens->at[i]);
      }
      if (tag == NE_TAG_COUNT) {
        uint32_t count = ne_tag_features(tokens, sentence, &tagger->known, i, features);
        tag = best_tag(&tagger->model, features, count);
      }
      tokens->at[i].tag = tag;
    }
  }
}
