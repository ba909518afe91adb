/* cue.h: the words that report: verbs in all forms, "according to", nouns such as
** "statement", and the colon after a name. Each candidate is scored by a trained
** model; its first and last words are found by another.
*/
#ifndef NE_CUE_H
#define NE_CUE_H

#include "model.h"
#include "outline.h"

typedef enum ne_cue_kind {
  NE_CUE_VERB,
  NE_CUE_NOUN,
  NE_CUE_ACCORDING, /* "according to", "in the words of" */
  NE_CUE_COLON
} ne_cue_kind;

typedef struct ne_cue {
  uint32_t head;       /* token */
  uint32_t first, end; /* tokens of the whole cue */
  uint32_t sentence;   /* index */
  uint8_t kind;        /* ne_cue_kind */
  uint8_t act;         /* newsext_act */
  float probability;
  uint64_t lemma;   /* of the head */
  uint32_t said_by; /* 1 + the mention that grammar makes its source; 0 where it leaves that open */
} ne_cue;

typedef struct ne_cues {
  ne_cue *at; /* in text order */
  uint32_t count;
  uint32_t capacity;
} ne_cues;

/* Candidates less likely than this are weak. A weak one counts where a quotation would
** have no cue without it and, where nothing is quoted, if it is no less likely than in
** doubt and what it makes is likely enough as a whole (confidence.h). */
#define NE_CUE_THRESHOLD 0.5
#define NE_CUE_DOUBT     0.4
#define NE_CUE_WEAK      0.2

typedef struct ne_cue_models {
  ne_model head, edge;
} ne_cue_models;

/* May the token be a cue's head, and of which kind? */
int ne_cue_candidate(const ne_prose *, uint32_t i);
ne_cue_kind ne_cue_kind_of(const ne_prose *, uint32_t i);

/* The candidates of a sentence, outside of quotation marks. */
typedef struct ne_cue_candidates {
  uint32_t count;
  uint32_t at[NE_SENTENCE_MAX];   /* tokens */
  uint32_t left[NE_SENTENCE_MAX]; /* of each, the nearest before it that reports by its word
                                     alone; NE_NO_TOKEN for none */
  uint32_t last;                  /* the last of all that does; NE_NO_TOKEN for none */
} ne_cue_candidates;

void ne_cue_candidates_find(const ne_prose *, const ne_sentence *, ne_cue_candidates *);

/* Appends those of the outline's sentence that are cues, weak ones where it holds quoted
** words. */
void ne_cues_find(ne_arena *, const ne_cue_models *, const ne_outline *, const ne_cue_candidates *,
                  ne_cues *);

/* For the trainer, too: the features of candidate number k. */
#define NE_CUE_FEATURES 32
uint32_t ne_cue_features(const ne_outline *, const ne_cue_candidates *, uint32_t k,
                         uint32_t features[NE_CUE_FEATURES]);

/* How far a cue may reach from its head on one side. */
#define NE_CUE_REACH 7
uint32_t ne_cue_room(const ne_outline *, uint32_t head, int on_right);

/* One side of a head. */
typedef struct ne_cue_side {
  const ne_outline *outline;
  uint32_t head;
  int on_right;
  uint64_t following; /* what stands behind it, on the right side */
} ne_cue_side;

ne_cue_side ne_cue_side_of(const ne_outline *, uint32_t head, int on_right);

/* The edge model is one of endings (model.h). The features are those of the token after so
** many that belong to the cue. */
#define NE_CUE_EDGE_FEATURES 10
uint32_t ne_cue_edge_features(const ne_cue_side *, uint32_t taken,
                              uint32_t features[NE_CUE_EDGE_FEATURES]);

#endif
