/* helper.h: what the tests of the core share.
 */
#ifndef HELPER_H
#define HELPER_H

#include <stddef.h>

#include "../../ext/newsext.h"

/* An allocator that counts what is held, and refuses the call number fail_at
** and all later ones; 0 for never. */
typedef struct helper_memory {
  newsext_allocator allocator;
  size_t calls, fail_at;
  size_t blocks; /* not freed yet */
} helper_memory;

void helper_memory_open(helper_memory *, size_t fail_at);

/* Reads all that a document can tell: dateline, article, quotes, dates, keys. */
newsext_status helper_read_all(newsext_document *);

/* NULL, or what is wrong with what the document tells: spans outside the text or
** out of order, characters that do not agree, indexes out of range. */
const char *helper_complaint(newsext_document *);

/* Short articles of our own, in the forms that lead through every stage. */
extern const char *const helper_texts[];
extern const size_t helper_text_count;

#endif
