/* outline.c: counts along a sentence. */
#include "outline.h"

#include <string.h>

const ne_token ne_outline_edge = {.hash = UINT64_C(0xED6E), .kind = NE_TOKEN_STOP};

static uint32_t is_break(uint8_t kind) {
  const uint32_t kinds =
      1u << NE_TOKEN_COMMA | 1u << NE_TOKEN_DASH | 1u << NE_TOKEN_COLON | 1u << NE_TOKEN_SEMICOLON;
  return kinds >> kind & 1;
}

/* Counts the mentions that end right before each token. */
static void mark_ends(ne_outline *o, uint32_t n) {
  uint32_t m;
  memset(o->mentioned, 0, n + 1);
  for (m = o->first_mention; m < o->end_mention; m++) {
    const uint32_t end = o->mentions->at[m].end - o->sentence->first;
    o->mentioned[end <= n ? end : n]++;
  }
}

/* Sums up along the tokens. */
static void count(ne_outline *o, uint32_t n) {
  const ne_token *token = &o->prose->tokens.at[o->sentence->first];
  const uint32_t *run = o->prose->runs.of_token + o->sentence->first;
  uint32_t i, verbs = 0, commas = 0, marks = 0, mentioned = 0, runs = 0;
  for (i = 0; i < n; i++, token++) {
    o->tokens[NE_OUTLINE_EDGES + i] = token;
    o->verbs[i] = (uint8_t)verbs;
    o->commas[i] = (uint8_t)commas;
    o->marks[i] = (uint8_t)marks;
    o->mentioned[i] = (uint8_t)(mentioned += o->mentioned[i]);
    verbs += (uint32_t)ne_tag_is_finite(token->tag);
    commas += is_break(token->kind);
    marks += token->kind == NE_TOKEN_MARK;
    runs |= run[i];
  }
  o->verbs[n] = (uint8_t)verbs;
  o->commas[n] = (uint8_t)commas;
  o->marks[n] = (uint8_t)marks;
  o->mentioned[n] = (uint8_t)(mentioned + o->mentioned[n]);
  o->quoted = runs != 0;
}

void ne_outline_open(ne_outline *o, const ne_prose *prose, const ne_mentions *mentions,
                     uint32_t sentence) {
  uint32_t i, n;
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
  mark_ends(o, n);
  count(o, n);
}
