/* mark.h: quotation marks and the runs of text they enclose.
**
** Marks of every style are paired paragraph by paragraph: straight, curly,
** single, two single ones (''), backquotes (``), guillemets, low-high. A run
** that its paragraph leaves open ends with the paragraph; where the next one
** reopens it the two are linked. Nested runs are kept with their depth.
*/
#ifndef NE_MARK_H
#define NE_MARK_H

#include "line.h"

typedef struct ne_run {
  uint32_t open;       /* the opening mark's token; the first inside where it is missing */
  uint32_t first, end; /* tokens inside the marks */
  uint32_t close;      /* the closing mark's token; == end; or end where it is missing */
  uint32_t paragraph;  /* index */
  uint8_t depth;       /* 0 outermost */
  uint8_t closed;      /* a closing mark was there */
  uint8_t continues;   /* goes on from the run before, which its paragraph left open */
  uint8_t style;       /* the opening mark's class */
} ne_run;

typedef struct ne_runs {
  ne_run *at; /* in order of their opening */
  uint32_t count;
  uint32_t *of_token; /* 1 + index of the innermost depth-0 run that holds the token; 0 outside */
} ne_runs;

/* Also makes a lone apostrophe that closes nothing ("voters' choice") a clitic. */
void ne_runs_find(ne_arena *, const ne_text *, const ne_lexicon *, ne_tokens *, const ne_lines *,
                  ne_runs *);

#endif
