/* train.c: trains every model of the core and writes the weights.
**
**     train POLNEAR OUTPUT [--report]
**
** POLNEAR is the folder with train/ and corenlp-train.tsv.gz. The result is the
** same, bit for bit, for the same data. --report trains on four fifths of the
** articles and prints what the models do on the rest; nothing is written.
*/
#include "train.h"

#include <stdio.h>
#include <string.h>

void *take(size_t count, size_t size) {
  void *p = calloc(count ? count : 1, size);
  if (!p) {
    fputs("train: out of memory\n", stderr);
    exit(1);
  }
  return p;
}

static void *resize(void *context, void *pointer, size_t bytes) {
  (void)context;
  if (!bytes) {
    free(pointer);
    return NULL;
  }
  return realloc(pointer, bytes);
}

static const newsext_allocator allocator = {resize, NULL};
void fake_lines(ne_arena *arena, const ne_tokens *tokens, ne_lines *lines);

static void read_article(reading *r, const article *a) {
  r->article = a;
  ne_arena_open(&r->arena, &allocator, NULL);
  r->prose.lexicon = &ne_lexicon_en;
  ne_text_open(&r->arena, &r->prose.text, a->text, a->length);
  ne_tokenize(&r->arena, &r->prose.text, r->prose.lexicon, &r->prose.tokens);
  fake_lines(&r->arena, &r->prose.tokens, &r->prose.lines);
  ne_runs_find(&r->arena, &r->prose.text, &r->prose.tokens, &r->prose.lines, &r->prose.runs);
  ne_sentences_find(&r->arena, &r->prose.tokens, r->prose.lexicon, &r->prose.lines, &r->prose.runs,
                    &r->prose.sentences);
  r->silver = take(r->prose.tokens.count, 1);
  silver_tags(a, &r->prose.tokens, r->silver);
  if (r->arena.status != NEWSEXT_OK) {
    fprintf(stderr, "train: cannot read %s\n", a->name);
    exit(1);
  }
}

int main(int argc, char **argv) {
  corpus c;
  reading *readings;
  table tagger;
  uint32_t i;
  FILE *out;
  int report = argc == 4 && strcmp(argv[3], "--report") == 0;
  if (argc < 3) {
    fputs("usage: train POLNEAR OUTPUT [--report]\n", stderr);
    return 2;
  }
  corpus_read(&c, argv[1], "train");
  readings = take(c.count, sizeof *readings);
  for (i = 0; i < c.count; i++) {
    read_article(&readings[i], &c.articles[i]);
  }
  printf("%u articles\n", c.count);
  table_open(&tagger, 16, NE_TAG_COUNT);
  train_tagger(&tagger, readings, c.count, report ? 0 : -1);
  if (!report) {
    out = fopen(argv[2], "wb");
    fprintf(out, "newsext weights\n\n");
    table_write(&tagger, out, "tag", 0.9999);
    fclose(out);
  }
  return 0;
}
