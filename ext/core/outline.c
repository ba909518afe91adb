/* outline.c: counts along a sentence. */
#include "outline.h"

#include <string.h>

const ne_token ne_outline_edge = {.hash = UINT64_C(0xED6E), .kind = NE_TOKEN_STOP};

static int is_finite(uint8_t tag) {
  return tag == NE_TAG_MODAL || tag == NE_TAG_PRESENT || tag == NE_TAG_PRESENT3 ||
         tag == NE_TAG_PAST;
}

static int is_break(uint8_t kind) {
  return kind == NE_TOKEN_COMMA || kind == NE_TOKEN_DASH || kind == NE_TOKEN_COLON ||
         kind == NE_TOKEN_SEMICOLON;
}

void ne_outline_open(ne_outline *o, const ne_prose *prose, const ne_mentions *mentions,
                     uint32_t sentence) {
  const ne_token *at = prose->tokens.at;
  uint32_t i, n, m, ends[NE_SENTENCE_MAX + 1];
  o->prose = prose;
  o->mentions = mentions;
  o->sentence = &prose->sentences.at[sentence];
  o->index = sentence;
  o->first_mention = mentions->of_sentence[sentence];
  o->end_mention = mentions->of_sentence[sentence + 1];
  o->quoted = 0;
  o->reach = NE_SENTENCE_MAX;
  n = o->sentence->end - o->sentence->first;
  memset(ends, 0, (n + 1) * sizeof *ends);
  for (m = o->first_mention; m < o->end_mention; m++) {
    uint32_t end = mentions->at[m].end - o->sentence->first;
    ends[end <= n ? end : n]++;
  }
  o->verbs[0] = o->commas[0] = o->marks[0] = 0;
  o->mentioned[0] = (uint8_t)ends[0];
  for (i = 0; i < n; i++) {
    const ne_token *token = &at[o->sentence->first + i];
    o->verbs[i + 1] = (uint8_t)(o->verbs[i] + is_finite(token->tag));
    o->commas[i + 1] = (uint8_t)(o->commas[i] + is_break(token->kind));
    o->marks[i + 1] = (uint8_t)(o->marks[i] + (token->kind == NE_TOKEN_MARK));
    o->mentioned[i + 1] = (uint8_t)(o->mentioned[i] + ends[i + 1]);
    o->quoted |= prose->runs.of_token[o->sentence->first + i] != 0;
  }
}
