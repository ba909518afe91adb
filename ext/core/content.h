/* content.h: which words of its sentence a cue reports.
**
** A chain over the sentence's tokens, each inside the content or outside, scored
** by a trained model of what each token is and of each step in and out; the best
** chain is found in one pass.
*/
#ifndef NE_CONTENT_H
#define NE_CONTENT_H

#include "source.h"

/* A cue's content lies in this window of tokens around it. */
#define NE_CONTENT_BEFORE 48
#define NE_CONTENT_AFTER  64

/* The model's classes: a token inside, the step in before it, the step out before
** it; a token outside scores 0. */
enum { NE_CONTENT_IN, NE_CONTENT_ENTER, NE_CONTENT_LEAVE, NE_CONTENT_CLASSES };

/* Between words of some parts of speech contents hardly ever begin or end ("the | old man"):
** the chain need not decide there. A model of their tags: bit b of row a is set where a word
** with tag b goes with the one with tag a before it. */
#define NE_BOND_ROWS  32
#define NE_BOND_BYTES 4 /* a row */

/* What is the same for all tokens of one cue's sentence. */
typedef struct ne_content_frame {
  const ne_model *bonds;
  const ne_outline *outline;
  const ne_cue *cue;
  const ne_mention *source; /* NULL where there is none */
  uint64_t cue_form, pattern, lemma, clauses;
  uint32_t complementizer; /* the token; 0 for none */
} ne_content_frame;

ne_content_frame ne_content_frame_of(const ne_model *bonds, const ne_outline *, const ne_cue *,
                                     const ne_mention *source);

/* The contents that the chain holds likeliest, the best first, no further than some logits
** behind it: inside[k][i] tells of token first + i of the sentence. */
#define NE_CONTENT_OPTIONS 6
typedef struct ne_content_options {
  uint32_t count;
  float score[NE_CONTENT_OPTIONS]; /* logits */
  uint8_t inside[NE_CONTENT_OPTIONS][NE_SENTENCE_MAX];
} ne_content_options;

void ne_content_find(const ne_model *, const ne_content_frame *, float near, ne_content_options *);

/* The next tokens that lie inside, from number i of the sentence's on; 0 where none do. */
int ne_content_next(const ne_outline *, const uint8_t *inside, uint32_t i, ne_range *);

/* The tokens of the window that the chain decides, as offsets from the sentence's first.
** Those between go with the one before them: words that are bound to it, and all but the
** ends of a long quoted run. */
uint32_t ne_content_places(const ne_content_frame *, uint16_t places[NE_SENTENCE_MAX]);
/* Is the token the first of the cue or the source, or the first behind one? Nothing binds
** it to the one before it. */
int ne_content_at_rim(const ne_content_frame *, uint32_t i);

#define NE_CONTENT_FEATURES 8
uint32_t ne_content_features(const ne_content_frame *, uint32_t i,
                             uint32_t features[NE_CONTENT_FEATURES]);

#endif
