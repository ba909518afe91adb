/* answer.h: whose may a quoted run be that no cue reaches, or a doubtful one? The
** candidates, and what a trained model (discourse.h) knows of each.
*/
#ifndef NE_ANSWER_H
#define NE_ANSWER_H

#include "attribution.h"

typedef enum ne_answer_kind {
  NE_ANSWER_NONE,     /* not speech: a title, a nickname, scare quotes */
  NE_ANSWER_CONTINUE, /* goes on from the utterance before */
  NE_ANSWER_EARLIER,  /* the speaker before that one: conversation in turns */
  NE_ANSWER_NOBODY,   /* speech whose speaker the text does not tell */
  NE_ANSWER_MENTION,  /* a mention nearby */
  NE_ANSWER_CUE       /* as the cue has it that holds the run, in doubt */
} ne_answer_kind;

typedef struct ne_answer {
  uint8_t kind;
  uint32_t mention; /* its source; NE_NO_SOURCE for none */
} ne_answer;

/* What the words of a run tell. */
typedef struct ne_wording {
  uint64_t names;                /* of its words with a capital, a bit each by their hash */
  uint8_t first, second, asking; /* "I" or "we", "you", a question mark at its end */
} ne_wording;

/* How a run stands among what is around it. */
typedef struct ne_setting {
  const ne_token *lead;           /* what it hangs on */
  const ne_token *before, *after; /* next to it in its sentences; NULL for none */
  uint64_t hinge, posture, gap, length;
} ne_setting;

/* What is known when a run is looked at. */
typedef struct ne_scene {
  const ne_prose *prose;
  const ne_mentions *mentions;
  const ne_cues *cues;
  const ne_attributions *heard; /* with what is known of the runs before */
  const uint32_t *spoken;       /* of each mention: 1 + the attribution that it is the source of */
  const uint8_t *cued;          /* of each sentence: it has a cue of its own */
  const uint32_t *rank;         /* of each sentence: how many of the body stand before it */
  const uint32_t *body;         /* the sentences of the body, by rank */
  uint32_t body_count;
  uint32_t run;           /* index */
  uint32_t sentence;      /* of its first word */
  uint32_t last_sentence; /* of its last */
  ne_wording wording;
  ne_setting setting;
  uint32_t before;      /* the run before that is speech; NE_NO_RUN for none */
  uint32_t before_last; /* the sentence in which that utterance ends */
  int32_t speaker;      /* its attribution; -1 for none */
  int32_t previous;     /* the latest one of another speaker */
  int32_t holder;       /* the attribution of a cue that holds the run, in doubt; -1 for none */
  uint32_t changes;     /* of speakers, one after the other */
  uint8_t talk;         /* two have spoken in turns, each in paragraphs of his own */
  uint8_t reply;        /* the run is the turn of the other one of them */
} ne_scene;

#define NE_NO_RUN UINT32_MAX

/* How many paragraphs of the body one run comes behind another. */
uint32_t ne_paragraphs_between(const ne_scene *, const ne_run *, const ne_run *);

/* Reads the wording and the setting of the scene's run. */
void ne_scene_read(ne_scene *);

#define NE_LONG_RUN    8 /* tokens */
#define NE_ANSWERS_MAX 32
uint32_t ne_answers_find(const ne_scene *, ne_answer out[NE_ANSWERS_MAX]);

#define NE_ANSWER_FEATURES 36
uint32_t ne_answer_features(const ne_scene *, ne_answer, uint32_t features[NE_ANSWER_FEATURES]);

#endif
