/* discourse.h: the quoted runs that no cue of their own sentence reaches: are they
** speech, and do they go on from the utterance before, or whom does a sentence
** nearby name?
**
** Every answer is a candidate scored by a trained model; the best one wins.
*/
#ifndef NE_DISCOURSE_H
#define NE_DISCOURSE_H

#include "attribution.h"

typedef enum ne_answer_kind {
  NE_ANSWER_NONE,     /* not speech: a title, a nickname, scare quotes */
  NE_ANSWER_CONTINUE, /* goes on from the utterance before */
  NE_ANSWER_EARLIER,  /* the speaker before that one: conversation in turns */
  NE_ANSWER_NOBODY,   /* speech whose speaker the text does not tell */
  NE_ANSWER_MENTION   /* a mention nearby */
} ne_answer_kind;

typedef struct ne_answer {
  uint8_t kind;
  uint32_t mention; /* for NE_ANSWER_MENTION */
} ne_answer;

/* What is known when a run is looked at. */
typedef struct ne_scene {
  const ne_prose *prose;
  const ne_mentions *mentions;
  const uint8_t *speaking; /* mentions that are the source of a cue */
  uint32_t run;            /* index */
  uint32_t sentence;       /* of its first word */
  uint32_t last_sentence;  /* of its last */
  uint32_t before;         /* the run before that is speech; NE_NO_RUN for none */
  uint32_t before_last;    /* the sentence in which that utterance ends */
  uint8_t earlier;         /* another speaker spoke before that one */
  uint8_t cued;            /* the sentence has a cue of its own */
} ne_scene;

#define NE_NO_RUN UINT32_MAX

#define NE_LONG_RUN    8 /* tokens */
#define NE_ANSWERS_MAX 24
uint32_t ne_discourse_answers(const ne_scene *, ne_answer out[NE_ANSWERS_MAX]);

#define NE_DISCOURSE_FEATURES 48
uint32_t ne_discourse_features(const ne_scene *, ne_answer,
                               uint32_t features[NE_DISCOURSE_FEATURES]);

/* Gives every run of body text that no attribution holds its answer. */
void ne_discourse_read(ne_arena *, const ne_model *, const ne_prose *, const ne_mentions *,
                       ne_attributions *);

#endif
