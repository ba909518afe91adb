/* extent.h: which words name the source of an utterance: how far they go beyond its
** mention, with "of ...", appositions and clauses, and what stands before it.
**
** A trained model chooses among all ends on either side; where the mention ends by rule
** (mention.h) is some of its evidence.
*/
#ifndef NE_EXTENT_H
#define NE_EXTENT_H

#include "attribution.h"

/* A way out of a mention, token by token. */
typedef struct ne_extent {
  const ne_prose *prose;
  const ne_cue *cue;
  const ne_mention *mention;
  int on_right;
  uint32_t room; /* so many tokens at most */
  uint32_t taken;
  uint32_t next;                /* the token that may be taken now */
  uint32_t brackets;            /* that are open */
  uint32_t commas_on, verbs_on; /* those ahead, as far as there is room */
} ne_extent;

/* The way from a mention of the cue's sentence to its left or right. */
void ne_extent_open(ne_extent *, const ne_prose *, const ne_cue *, const ne_mention *,
                    int on_right);
/* Takes the next token. */
void ne_extent_take(ne_extent *);

/* The model is one of endings (model.h); the features are those of the next token. */
#define NE_EXTENT_ROOM     48 /* at most, on either side */
#define NE_EXTENT_FEATURES 8
uint32_t ne_extent_features(const ne_extent *, uint32_t features[NE_EXTENT_FEATURES]);

/* The search for the words that name the source. It is begun some time before its end is
** asked for, so that the model's rows are there by then. */
typedef struct ne_extent_side {
  ne_extent way;
  int open;
  ne_ending ending;
  ne_wanted next;
} ne_extent_side;

typedef struct ne_extent_search {
  const ne_model *model;
  ne_extent_side left, right;
} ne_extent_search;

void ne_extent_begin(ne_extent_search *, const ne_model *, const ne_prose *, const ne_cue *,
                     const ne_mention *);
ne_range ne_extent_end(ne_extent_search *);

#endif
