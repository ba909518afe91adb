/* part_pages.h: pages that the model of a page's parts learns from (train_part.c). */
#ifndef PART_PAGES_H
#define PART_PAGES_H

#include <stdint.h>

#include "../core/part.h"

#define PART(name) (1u << NEWSEXT_PART_##name)
#define ANY_PART   ((1u << NE_PARTS) - 1)
#define RUNNING    (PART(BODY) | PART(SUBHEAD))

/* A line of a page, as text with the parts that it may be. */
typedef struct piece {
  char *text;
  uint32_t parts; /* bits of newsext_part */
} piece;

typedef struct page {
  piece *pieces;
  uint32_t count;
  uint64_t group;   /* pages of one group are held out together */
  char *id, *whole; /* of pages whose every line is labelled: its name, and the text */
} page;

typedef struct pages {
  page *at;
  uint32_t count;
} pages;

/* Reads EVAL: structure-dev.jsonl (every line labelled), newsdiscourse-train.jsonl
** (sentences marked as litter or not) and polnear/train/text (a title and running
** text). */
void pages_read(pages *, const char *eval);

/* The bit of the part of that name. */
uint32_t part_named(const char *name);

/* ---- part_made.c ---- */

/* Lines of furniture of our own (page_lines.txt), and a chance to draw them by. */
typedef struct model_lines model_lines;

/* Headlines of other articles are drawn from the pages. */
model_lines *model_lines_read(const char *path, const pages *);

/* Sets out to the running text of a page with furniture of ours round it; plain: with no more than
** its headline, who wrote it, and perhaps a standfirst and a day. */
void page_make(model_lines *, const page *, int plain, page *out);
void page_free(page *);

#endif
