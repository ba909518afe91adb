/* corpus.h: PolNeAR as the trainer reads it: texts, attributions made by people,
** and CoreNLP's tokens with parts of speech. */
#ifndef CORPUS_H
#define CORPUS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes [start, end) of the text. */
typedef struct range {
  uint32_t start, end;
} range;

typedef struct ranges {
  range *at;
  uint32_t count;
} ranges;

typedef struct attribution {
  ranges source, cue, content;
} attribution;

typedef struct silver_token {
  range bytes;
  uint8_t tag; /* ne_tag; NE_TAG_COUNT where CoreNLP's has no counterpart */
} silver_token;

typedef struct article {
  char *name;
  char *text;
  size_t length;
  attribution *attributions;
  silver_token *tokens;
  uint32_t attribution_count, token_count;
} article;

typedef struct corpus {
  article *articles; /* by name */
  uint32_t count;
} corpus;

/* Reads DIR/HALF/{text,attributions} and DIR/corenlp-HALF.tsv.gz, for the program's whole run;
** ends it with a message where that fails. */
void corpus_read(corpus *, const char *dir, const char *half);

/* Room for one more than count items. */
void *grown(void *items, size_t count, size_t size);

int ranges_hold(const ranges *, uint32_t byte);

#endif
