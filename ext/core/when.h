/* when.h: the words that tell when a quote was said ("said Friday", "on March
** 3", "two days earlier"), and the day that they mean.
*/
#ifndef NE_WHEN_H
#define NE_WHEN_H

#include "attribution.h"

/* The words near the cue [cue_first, cue_end) of a sentence that tell when it was
** said; content is what it reports. Length 0 where there are none, or where the
** nearest tell of no single day ("last week"). */
newsext_span ne_when_find(const ne_prose *, uint32_t sentence, uint32_t cue_first, uint32_t cue_end,
                          const ne_range *content, uint32_t content_count);

/* The day, month or year that the words mean, seen from base, which may be NULL
** or lack parts; days of the week lie before base or on it. 0 where they cannot
** be reckoned. */
int ne_when_reckon(const ne_lexicon *, const ne_text *, const ne_tokens *, newsext_span span,
                   const newsext_date *base, newsext_date *out);

#endif
