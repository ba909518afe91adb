/* outline.h: what can be counted in a sentence, so that "how many verbs stand
** between these two tokens" is a subtraction. */
#ifndef NE_OUTLINE_H
#define NE_OUTLINE_H

#include "mention.h"

#define NE_NO_TOKEN UINT32_MAX

/* So many tokens beyond a sentence may be asked for. */
#define NE_OUTLINE_EDGES 8

typedef struct ne_outline {
  const ne_prose *prose;
  const ne_mentions *mentions;
  const ne_sentence *sentence;
  uint32_t index;                      /* of the sentence */
  uint32_t first_mention, end_mention; /* its mentions */
  int quoted;                          /* some of it stands inside quotation marks */
  uint32_t reach;                      /* of a cue: so many tokens, and mentions, are looked at */
  const ne_token *tokens[NE_SENTENCE_MAX + 2 * NE_OUTLINE_EDGES];
  uint8_t verbs[NE_SENTENCE_MAX + 1];     /* finite verbs before token first + i */
  uint8_t commas[NE_SENTENCE_MAX + 1];    /* commas, dashes, colons, semicolons */
  uint8_t marks[NE_SENTENCE_MAX + 1];     /* quotation marks */
  uint8_t mentioned[NE_SENTENCE_MAX + 1]; /* mentions that end at or before it */
} ne_outline;

void ne_outline_open(ne_outline *, const ne_prose *, const ne_mentions *, uint32_t sentence);

/* The count between two tokens of the sentence, in either order. */
static inline uint32_t ne_outline_between(const ne_outline *o, const uint8_t *counts, uint32_t a,
                                          uint32_t b) {
  uint32_t x = counts[a - o->sentence->first], y = counts[b - o->sentence->first];
  return x > y ? x - y : y - x;
}

/* The count, or the limit where it is more. */
static inline uint64_t ne_outline_few(uint32_t count, uint32_t limit) {
  return count < limit ? count : limit;
}

/* A distance in few steps: 0 1 2 3 4 5-6 7-9 10-14 15-24 25-. */
static inline uint32_t ne_outline_step(uint32_t distance) {
  static const uint8_t steps[26] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7,
                                    7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9};
  return steps[distance < 25 ? distance : 25];
}

/* What stands before a sentence's first token and after its last. */
extern const ne_token ne_outline_edge;

/* The token i of the sentence; an edge up to NE_OUTLINE_EDGES before its first and after its
** last. */
static inline const ne_token *ne_outline_token(const ne_outline *o, int64_t i) {
  return o->tokens[NE_OUTLINE_EDGES + i - o->sentence->first];
}

/* 1 + the depth-0 run that the token lies in; 0 outside. */
static inline uint32_t ne_outline_run(const ne_outline *o, uint32_t i) {
  return o->prose->runs.of_token[i];
}

#endif
