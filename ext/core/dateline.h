/* dateline.h: the line that says where and when a report was filed, as wire
** agencies print it before the first sentence: "WASHINGTON (Reuters) - ",
** "SEOUL, South Korea, Feb 26 (AP) — ", "(CNN)", "Dec 29 (Reuters) - ".
*/
#ifndef NE_DATELINE_H
#define NE_DATELINE_H

#include "line.h"

/* Reads the wire's dateline; 0 where the text has none. Only the fields place,
** region, agency, date and raw are set. */
int ne_dateline_find(ne_arena *, const ne_lexicon *, const ne_text *, const ne_tokens *,
                     const ne_lines *, newsext_dateline *);

/* The classes of places. */
#define NE_PLACE_CLASSES                                                                           \
  (NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_CITY_WORD) |        \
   NE_LEX_BIT(NE_LEX_COUNTRY) | NE_LEX_BIT(NE_LEX_US_STATE) | NE_LEX_BIT(NE_LEX_REGION))

#endif
