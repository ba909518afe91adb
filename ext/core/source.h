/* source.h: which mention of its sentence is the source of a cue.
**
** Every mention near the cue is scored by a trained model, and so is "none of
** them"; the best one wins.
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

/* A cue and the mentions that are candidates for it. */
typedef struct ne_source_frame {
  const ne_outline *outline;
  const ne_cue *cue;
  uint32_t first, end; /* the candidates */
  uint64_t auxiliary;  /* the word that helps the cue's: "been" in "has been told"; 0 for none */
  uint32_t subjects;   /* of the sentence, that begin before the cue */
  uint8_t before[NE_SOURCE_CANDIDATES]; /* subjects that begin before each candidate */
} ne_source_frame;

void ne_source_frame_open(ne_source_frame *, const ne_outline *, const ne_cue *);

ne_source ne_source_find(const ne_model *, const ne_outline *, const ne_cue *);

/* The features of a candidate; of "none" where mention is NE_NO_SOURCE. */
#define NE_SOURCE_FEATURES 24
uint32_t ne_source_features(const ne_source_frame *, uint32_t mention,
                            uint32_t features[NE_SOURCE_FEATURES]);

#endif
