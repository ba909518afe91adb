/* document.h: one article, and what each stage has read from it so far. */
#ifndef NE_DOCUMENT_H
#define NE_DOCUMENT_H

#include "confidence.h"
#include "dateline.h"
#include "discourse.h"
#include "engine.h"
#include "nesting.h"
#include "page.h"
#include "people.h"

struct newsext_document {
  const newsext_engine *engine;
  newsext_allocator allocator;
  newsext_interrupt interrupt;
  ne_arena arena;   /* its status is the document's */
  ne_arena scratch; /* what only the way to the quotes needs: empty before and after */
  ne_prose prose;
  newsext_quotes quotes;
  newsext_article article;
  newsext_dateline wire, dateline;
  uint8_t has_lines, has_quotes, has_article, has_wire;
  int8_t has_dateline; /* without a base: 1 there is one, -1 there is none, 0 not read yet */
};

/* Cuts the text into tokens and lines, once. */
newsext_status ne_document_lines(newsext_document *);

#endif
