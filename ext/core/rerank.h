/* rerank.h: which of the likeliest contents of a cue it reports.
**
** The chain of content.h weighs each token by its neighbours. Here a content is weighed
** as a whole: what it leaves of the sentence, what breaks it, where it begins and ends.
*/
#ifndef NE_RERANK_H
#define NE_RERANK_H

#include "content.h"

/* What the words of a cue report, by both models: inside[i] tells of token first + i of the
** sentence. Returns 0 where it reports nothing. */
int ne_rerank_find(const ne_model *content, const ne_model *rerank, const ne_content_frame *,
                   uint8_t inside[NE_SENTENCE_MAX]);

/* So many logits behind the first, others are no longer looked at; learnt from are more. */
#define NE_RERANK_NEAR  2.0f
#define NE_RERANK_LEARN 5.0f

/* What the chain's score counts beside that of the whole. */
#define NE_RERANK_OF_CHAIN 0.7f

/* A cue's sentence, in which its contents are weighed: what can be counted before token
** first + i of it. */
typedef struct ne_rerank_ground {
  const ne_content_frame *frame;
  uint16_t words[NE_SENTENCE_MAX + 1];
  uint16_t spare[NE_SENTENCE_MAX + 1];   /* words that are neither cue nor source */
  uint16_t reports[NE_SENTENCE_MAX + 1]; /* verbs that report, other than the cue */
} ne_rerank_ground;

void ne_rerank_open(ne_rerank_ground *, const ne_content_frame *);

#define NE_RERANK_FEATURES 36
uint32_t ne_rerank_features(const ne_rerank_ground *, const uint8_t *inside,
                            uint32_t features[NE_RERANK_FEATURES]);

#endif
