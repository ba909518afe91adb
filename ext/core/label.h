/* label.h: transcripts: paragraphs that a label begins ("SMITH: ...", "Q: ...",
** "Jane Smith: ..."). A label counts where it or others like it come again.
*/
#ifndef NE_LABEL_H
#define NE_LABEL_H

#include "attribution.h"

/* Appends an attribution for each labelled turn and marks its paragraphs in
** labelled, which has a byte for each paragraph. */
void ne_labels_read(ne_arena *, const ne_prose *, const ne_mentions *, ne_attributions *,
                    uint8_t *labelled);

#endif
