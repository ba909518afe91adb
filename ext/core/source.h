/* source.h: which mention of its sentence is the source of a cue.
**
** Every mention near the cue is scored by a trained model, and so is "none of
** them"; the best one wins. Those are passed by that stand where a source hardly
** ever does.
*/
#ifndef NE_SOURCE_H
#define NE_SOURCE_H

#include "cue.h"

#define NE_NO_SOURCE UINT32_MAX

typedef struct ne_source {
  uint32_t mention; /* index; NE_NO_SOURCE where the sentence names none */
  float probability;
} ne_source;

/* The most mentions that are tried for a cue: the nearest ones. */
#define NE_SOURCE_CANDIDATES 40

/* Where a mention stands to the cue, as a number: on which side, how far, beyond how many
** verbs, as a subject or within another mention. Bit b of row a of the model of standings
** is set where mentions that stand as 8 a + b are hardly ever the source, in sentences
** without quotation marks. */
#define NE_STANDINGS (UINT32_C(1) << 9)

typedef struct ne_source_models {
  ne_model score, standings;
} ne_source_models;

typedef struct ne_candidate {
  uint32_t mention;
  uint32_t before; /* subjects that begin before it */
} ne_candidate;

/* A cue and the mentions that are candidates for it. */
typedef struct ne_source_frame {
  const ne_outline *outline;
  const ne_cue *cue;
  uint64_t auxiliary; /* the word that helps the cue's: "been" in "has been told"; 0 for none */
  uint32_t subjects;  /* of the sentence, that begin before the cue */
  uint32_t count;
  ne_candidate candidates[NE_SOURCE_CANDIDATES];
} ne_source_frame;

void ne_source_frame_open(ne_source_frame *, const ne_model *standings, const ne_outline *,
                          const ne_cue *);

ne_source ne_source_find(const ne_source_models *, const ne_outline *, const ne_cue *);

uint32_t ne_source_standing(const ne_outline *, const ne_cue *, const ne_mention *);
/* The features of a candidate; of "none" where it is NULL. */
#define NE_SOURCE_FEATURES 24
uint32_t ne_source_features(const ne_source_frame *, const ne_candidate *,
                            uint32_t features[NE_SOURCE_FEATURES]);

#endif
