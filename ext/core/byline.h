/* byline.h: the names in lines such as "By Ann Lee and Raj Rao, Reuters". */
#ifndef NE_BYLINE_H
#define NE_BYLINE_H

#include "line.h"

/* Sets byline and byline_count: the persons as printed, or where no person is
** named the agency or desk. */
void ne_bylines_read(ne_arena *, const ne_lexicon *, const ne_text *, const ne_tokens *,
                     const ne_lines *, newsext_article *);

#endif
