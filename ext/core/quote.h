/* quote.h: utterances as rows: spans of the text, their type, and whose they are. */
#ifndef NE_QUOTE_H
#define NE_QUOTE_H

#include "attribution.h"
#include "people.h"

/* Makes the public rows from what the stages before found. */
void ne_quotes_make(ne_arena *, const ne_prose *, const ne_mentions *, const ne_cues *,
                    const ne_attributions *, const ne_people *, const ne_model *extent,
                    newsext_quotes *);

#endif
