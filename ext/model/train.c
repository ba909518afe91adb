/* train.c: trains every model of the core and writes the weights.
**
**     train POLNEAR OUTPUT [--report [FOLD]]
**
** POLNEAR is the folder with train/ and corenlp-train.tsv.gz. The result is the
** same, bit for bit, for the same data. First all is learnt from four fifths of the
** articles, to print what the models do on the rest and to learn from it how often
** they are right; then from all. --report ends after the first part.
*/
#include "gold.h"
#include "retell.h"

#include "../core/extent.h"

#include <stdio.h>
#include <string.h>

#define TAG_ROWS 16
#define HELD_OUT 0 /* the fold that the figures come from */

static void read_article(reading *r, const article *a) {
  r->article = a;
  ne_arena_open(&r->arena, &heap, NULL);
  r->prose.lexicon = &ne_lexicon_en;
  ne_text_open(&r->arena, &r->prose.text, a->text, a->length);
  ne_prose_cut(&r->arena, &r->prose);
  ne_prose_read(&r->arena, NULL, &r->prose);
  r->silver = take(r->prose.tokens.count, 1);
  silver_tags(a, &r->prose.tokens, r->silver);
  if (r->arena.status != NEWSEXT_OK) {
    fprintf(stderr, "train: cannot read %s\n", a->name);
    exit(1);
  }
}

static void read_retold(reading *r, const retold_words *words, uint32_t number) {
  article *a = take(1, sizeof *a);
  retell(r, words, number, a);
  r->retold = take(1, sizeof *r->retold);
  read_article(r->retold, a);
}

/* Tags every article by a tagger that has not seen it, so that what learns from
** tags meets the errors that it will meet in use. */
static void tag_crosswise(reading *readings, uint32_t count) {
  int fold;
  for (fold = 0; fold < FOLDS; fold++) {
    table t;
    uint32_t i;
    table_open(&t, TAG_ROWS, NE_TAG_COUNT);
    train_tagger(&t, readings, count, fold);
    for (i = 0; i < count; i++) {
      if (is_held_out(i, fold)) {
        tag_reading(&t, &readings[i]);
        tag_reading(&t, readings[i].retold);
      }
    }
    table_close(&t);
  }
}

static void find_mentions(reading *r) {
  ne_mentions_find(&r->arena, &r->prose, &r->mentions);
}

static void pack_attribution(FILE *out, const attribution_tables *a) {
  table_pack(&a->cue, out, "cue", 0.9999);
  table_pack(&a->edge, out, "edge", 0.9999);
  table_pack(&a->source, out, "source", 0.9999);
  table_pack(&a->extent, out, "extent", 0.9999);
  rarities_write(&a->rarities, out);
  table_pack(&a->content, out, "content", 0.9999);
  table_pack(&a->rerank, out, "rerank", 0.9999);
  table_pack(&a->discourse, out, "discourse", 0.9999);
}

static void open_attribution(attribution_tables *a) {
  table_open(&a->cue, NE_FEATURE_BITS, 1);
  table_open(&a->edge, NE_FEATURE_BITS, NE_ENDING_CLASSES);
  table_open(&a->source, NE_FEATURE_BITS, 1);
  table_open(&a->extent, NE_FEATURE_BITS, NE_ENDING_CLASSES);
  table_open(&a->content, NE_FEATURE_BITS, NE_CONTENT_CLASSES);
  table_open(&a->rerank, NE_FEATURE_BITS, 1);
  table_open(&a->discourse, NE_FEATURE_BITS, 1);
}

static void close_attribution(attribution_tables *a) {
  table_close(&a->cue);
  table_close(&a->edge);
  table_close(&a->source);
  table_close(&a->extent);
  table_close(&a->content);
  rarities_free(&a->rarities);
  table_close(&a->rerank);
  table_close(&a->discourse);
}

static void write_weights(const char *path, const table *tagger, const attribution_tables *a,
                          const table *confidence, const reading *readings, uint32_t count) {
  FILE *out = fopen(path, "wb");
  if (!out) {
    fprintf(stderr, "train: cannot write %s\n", path);
    exit(1);
  }
  fputs("newsext: weights for English\n"
        "data: PolNeAR (LREC 2018), its training articles; parts of speech by CoreNLP\n"
        "made by: make train; see ext/model/CARD.md\n\n",
        out);
  table_write(tagger, out, "tag", 0.9999);
  write_tag_words(out, readings, count);
  write_known_words(out, readings, count);
  pack_attribution(out, a);
  table_pack(confidence, out, "confidence", 1.0);
  fclose(out);
}

int main(int argc, char **argv) {
  corpus c;
  reading *readings;
  table tagger, confidence;
  attribution_tables a;
  contests met = {NULL, 0};
  ne_model discourse;
  retold_words words;
  uint32_t i;
  int report = argc >= 4 && strcmp(argv[3], "--report") == 0;
  int fold = argc > 4 ? atoi(argv[4]) % FOLDS : HELD_OUT;
  if (argc < 3) {
    fputs("usage: train POLNEAR OUTPUT [--report [FOLD]]\n", stderr);
    return 2;
  }
  corpus_read(&c, argv[1], "train");
  retold_words_read(&words);
  readings = take(c.count, sizeof *readings);
  for (i = 0; i < c.count; i++) {
    read_article(&readings[i], &c.articles[i]);
    read_retold(&readings[i], &words, i);
  }
  retold_words_free(&words);
  printf("%u articles\n", c.count);
  table_open(&tagger, TAG_ROWS, NE_TAG_COUNT);
  train_tagger(&tagger, readings, c.count, report ? fold : -1);
  tag_crosswise(readings, c.count);
  for (i = 0; i < c.count; i++) {
    find_mentions(&readings[i]);
    find_mentions(readings[i].retold);
  }
  open_attribution(&a);
  train_attribution(&a, readings, c.count, fold, &met);
  table_open(&confidence, NE_FEATURE_BITS, 1);
  discourse = table_packed(&a.discourse, 0.9999);
  train_confidence(&confidence, &discourse, readings, c.count, fold);
  free((void *)(uintptr_t)discourse.rows);
  if (!report) {
    close_attribution(&a);
    open_attribution(&a);
    train_attribution(&a, readings, c.count, -1, &met);
  }
  contests_free(&met);
  write_weights(argv[2], &tagger, &a, &confidence, readings, c.count);
  return 0;
}
