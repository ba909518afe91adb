/* line.h: the lines of a page, what each of them is, and paragraphs.
**
** Lines are what line ends separate, blank ones left out. Each gets the part of
** the page it plays (newsext_part). Paragraphs are body and subhead lines; lines
** of hard-wrapped text (mail, old wire copy) are joined into one paragraph.
*/
#ifndef NE_LINE_H
#define NE_LINE_H

#include "model.h"
#include "token.h"

typedef struct ne_line {
  uint32_t first, end; /* tokens */
  uint8_t part;        /* newsext_part */
  uint8_t blank_before;
} ne_line;

typedef struct ne_paragraph {
  uint32_t first, end; /* tokens */
  uint8_t part;        /* newsext_part; quotes come from body and subhead */
  uint8_t blank_before;
  uint32_t number; /* 1, 2, 3 ... among body and subhead; 0 for the others */
} ne_paragraph;

typedef struct ne_lines {
  ne_line *at;
  ne_paragraph *paragraphs; /* in text order, covering every line */
  uint32_t count, paragraph_count;
} ne_lines;

void ne_lines_find(ne_arena *, const ne_lexicon *, const ne_text *, const ne_tokens *, ne_lines *);
/* Sets the part of every paragraph by the model; ne_lines_find does so by the one that
** was built in. */
void ne_lines_label(ne_arena *, const ne_model *, const ne_lexicon *, const ne_text *,
                    const ne_tokens *, ne_lines *);

#endif
