/* outline.c: counts along a sentence. */
#include "outline.h"

#include <string.h>

const ne_token ne_outline_edge = {.hash = UINT64_C(0xED6E), .kind = NE_TOKEN_STOP};

static uint32_t is_break(uint8_t kind) {
  const uint32_t kinds =
      1u << NE_TOKEN_COMMA | 1u << NE_TOKEN_DASH | 1u << NE_TOKEN_COLON | 1u << NE_TOKEN_SEMICOLON;
  return kinds >> kind & 1;
}

void ne_outline_open(ne_outline *o, const ne_prose *prose, const ne_mentions *mentions,
                     uint32_t sentence) {
  const ne_token *at = prose->tokens.at;
  const uint32_t *of_token = prose->runs.of_token;
  uint32_t i, n, m, ends[NE_SENTENCE_MAX + 1], verbs = 0, commas = 0, marks = 0, mentioned, run = 0;
  o->prose = prose;
  o->mentions = mentions;
  o->sentence = &prose->sentences.at[sentence];
  o->index = sentence;
  o->first_mention = mentions->of_sentence[sentence];
  o->end_mention = mentions->of_sentence[sentence + 1];
  o->reach = NE_SENTENCE_MAX;
  n = o->sentence->end - o->sentence->first;
  for (i = 0; i < NE_OUTLINE_EDGES; i++) {
    o->tokens[i] = o->tokens[NE_OUTLINE_EDGES + n + i] = &ne_outline_edge;
  }
  memset(ends, 0, (n + 1) * sizeof *ends);
  for (m = o->first_mention; m < o->end_mention; m++) {
    uint32_t end = mentions->at[m].end - o->sentence->first;
    ends[end <= n ? end : n]++;
  }
  o->verbs[0] = o->commas[0] = o->marks[0] = 0;
  o->mentioned[0] = (uint8_t)(mentioned = ends[0]);
  for (i = 0; i < n; i++) {
    const ne_token *token = &at[o->sentence->first + i];
    o->tokens[NE_OUTLINE_EDGES + i] = token;
    o->verbs[i + 1] = (uint8_t)(verbs += (uint32_t)ne_tag_is_finite(token->tag));
    o->commas[i + 1] = (uint8_t)(commas += is_break(token->kind));
    o->marks[i + 1] = (uint8_t)(marks += token->kind == NE_TOKEN_MARK);
    o->mentioned[i + 1] = (uint8_t)(mentioned += ends[i + 1]);
    run |= of_token[o->sentence->first + i];
  }
  o->quoted = run != 0;
}
