/* part.h: which part of the page each paragraph is.
**
** A linear-chain model: what a paragraph looks like, alone and beside its
** neighbours, and which part follows which. Long paragraphs, the most of any
** text, are looked at only at their ends.
*/
#ifndef NE_PART_H
#define NE_PART_H

#include "line.h"
#include "model.h"
#include "sketch.h"

#define NE_PARTS         9 /* values of newsext_part */
#define NE_PART_FEATURES 128
#define NE_PART_MODEL    "part"
/* The feature of a paragraph whose forerunner is of a part; NE_PARTS: the first. */
#define NE_PART_AFTER 1u

/* Writes the features of paragraph i, at most NE_PART_FEATURES; returns how many.
** Paragraphs must be asked for in order. */
uint32_t ne_part_features(ne_page_view *, uint32_t i, uint32_t *out);

/* Sets the part of every paragraph. */
void ne_parts_label(ne_arena *, const ne_model *, const ne_lexicon *, const ne_text *,
                    const ne_tokens *, ne_lines *);

#endif
