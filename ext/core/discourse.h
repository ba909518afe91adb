/* discourse.h: the quoted runs that no cue of their own sentence reaches: are they
** speech, and do they go on from the utterance before, or whom does a sentence
** nearby name? Every answer (answer.h) is scored by a trained model; the best one
** wins, and what follows is read in its light.
*/
#ifndef NE_DISCOURSE_H
#define NE_DISCOURSE_H

#include "answer.h"

/* Gives every run of body text that no attribution holds its answer. */
void ne_discourse_read(ne_arena *, const ne_model *, const ne_prose *, const ne_mentions *,
                       const ne_cues *, ne_attributions *);

/* The same by somebody else's choice: the trainer's. */
typedef uint32_t ne_choice(void *context, const ne_scene *, const ne_answer *, uint32_t count,
                           double *probability);
void ne_discourse_walk(ne_arena *, ne_choice *, void *context, const ne_prose *,
                       const ne_mentions *, const ne_cues *, ne_attributions *);

#endif
