/* confidence.h: how likely it is that an attribution is right: the evidence of the
** steps that made it, weighed by a model that has seen how often such are.
*/
#ifndef NE_CONFIDENCE_H
#define NE_CONFIDENCE_H

#include "attribution.h"

#define NE_CONFIDENCE_FEATURES 12
/* What is reported without quotation marks, and what is quoted within a sentence but no cue
** reports, is left out where it is less likely than this; a snippet that nobody says, than
** that. */
#define NE_CONFIDENCE_LEAST   0.27
#define NE_CONFIDENCE_SNIPPET 0.6

/* The features of an attribution whose confidence is still what its steps gave it. */
uint32_t ne_confidence_features(const ne_prose *, const ne_mentions *, const ne_cues *,
                                const ne_attribution *, uint32_t f[NE_CONFIDENCE_FEATURES]);

/* Replaces the confidence of each attribution by the probability that it is right; one
** that is left out loses its content. */
void ne_confidence_weigh(const ne_model *, const ne_prose *, const ne_mentions *, const ne_cues *,
                         ne_attributions *);

#endif
