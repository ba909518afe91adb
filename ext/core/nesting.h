/* nesting.h: of two utterances one of which would report the other ("Berg said Poe
** wants to go"), the likelier one stays: a word is reported once.
*/
#ifndef NE_NESTING_H
#define NE_NESTING_H

#include "attribution.h"

/* Where a cue lies in what another one reports, takes away the content of the less likely
** one, or what the other one would report of it. Confidences are known. */
void ne_nesting_undo(ne_arena *, const ne_prose *, const ne_mentions *, const ne_cues *,
                     ne_attributions *);

#endif
