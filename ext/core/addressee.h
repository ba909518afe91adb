/* addressee.h: to whom something was said ("told the Syrians", "said to reporters").
 */
#ifndef NE_ADDRESSEE_H
#define NE_ADDRESSEE_H

#include "attribution.h"

/* The words of the addressee of an attribution that has a cue; length 0 where
** the sentence names none. */
newsext_span ne_addressee_find(const ne_prose *, const ne_mentions *, const ne_cue *,
                               const ne_attribution *);

#endif
