/* train_part.c: trains the model of a page's parts (core/part.h).
**
**     train_part EVAL OUTPUT             from the top of the tree
**     train_part EVAL OUTPUT --validate  writes what models that have not seen a
**                                        page's publisher read off it, as JSON
**
** EVAL is the folder that part_pages.h tells of. A linear-chain conditional random
** field learns from its pages. Tables often hold less than a page: the same articles
** are shown to the learner without litter, without their headline, without blank lines
** and as single paragraphs, all of which must be read as running text; and with lines
** of furniture that are our own (page_lines.txt) round them.
*/
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/document.h"
#include "part_chain.h"
#include "part_pages.h"

#define LOG2_ROWS   13
#define CLIP        0.9999
#define MADE_PAGES  6 /* of each article */
#define PLAIN_PAGES 4
#define REFRAINS    8
#define FOLDS       10

/* ---- Articles as the learner sees them ---------------------------------------- */

/* The parts of the paragraphs of a text that was put together from pieces. */
static void find_parts(const ne_tokens *tokens, const ne_lines *lines, const piece *pieces,
                       const uint32_t *starts, uint32_t count, uint32_t *parts) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    uint32_t byte = tokens->at[lines->paragraphs[i].first].start;
    while (at + 1 < count && starts[at + 1] <= byte) {
      at++;
    }
    parts[i] = pieces[at].parts;
  }
}

static sample *new_sample(samples *all) {
  if (all->count == all->capacity) {
    samples more = {NULL, all->count, all->capacity ? 2 * all->capacity : 256};
    more.at = take(more.capacity, sizeof *more.at);
    if (all->count) {
      memcpy(more.at, all->at, all->count * sizeof *all->at);
    }
    free(all->at);
    *all = more;
  }
  return &all->at[all->count++];
}

/* Adds the text of the pieces, with gap between them. */
static void add_sample(samples *all, const piece *pieces, uint32_t count, const char *gap,
                       float weight) {
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_lines lines;
  ne_page_view *view;
  size_t length = 0, used = 0;
  uint32_t *starts = take(count, sizeof *starts);
  char *bytes;
  sample *s;
  for (uint32_t i = 0; i < count; i++) {
    length += strlen(pieces[i].text) + strlen(gap);
  }
  bytes = take(length + 1, 1);
  for (uint32_t i = 0; i < count; i++) {
    starts[i] = (uint32_t)used;
    used += (size_t)sprintf(bytes + used, "%s%s", pieces[i].text, gap);
  }
  s = new_sample(all);
  ne_arena_open(&arena, &heap, NULL);
  ne_text_open(&arena, &text, bytes, length);
  ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
  ne_lines_find(&arena, &ne_lexicon_en, &text, &tokens, &lines);
  s->count = lines.paragraph_count;
  s->weight = weight;
  s->features = take((size_t)s->count * NE_PART_FEATURES, sizeof *s->features);
  s->ends = take(s->count, sizeof *s->ends);
  s->parts = take(s->count, sizeof *s->parts);
  find_parts(&tokens, &lines, pieces, starts, count, s->parts);
  view = ne_page_view_open(&arena, &ne_lexicon_en, &text, &tokens, &lines);
  used = 0;
  for (uint32_t i = 0; view && i < s->count; i++) {
    used += ne_part_features(view, i, s->features + used);
    s->ends[i] = (uint32_t)used;
  }
  ne_arena_close(&arena);
  free(bytes);
  free(starts);
}

/* Adds an article in the forms in which tables hold it. */
static void add_page(samples *all, const page *p, uint64_t *chance) {
  piece *kept = take(p->count, sizeof *kept);
  uint32_t running = 0, headed = 0;
  add_sample(all, p->pieces, p->count, "\n\n", p->whole ? 1.0f : 0.5f);
  add_sample(all, p->pieces, p->count, "\n", 0.5f);
  for (uint32_t i = 0; i < p->count; i++) {
    uint32_t parts = p->pieces[i].parts;
    if ((parts & ~RUNNING) == 0) {
      kept[running++] = p->pieces[i];
    }
  }
  if (running > 1) {
    uint32_t n = 0;
    piece *whole = take(p->count, sizeof *whole);
    add_sample(all, kept, running, random_next(chance) % 2 ? "\n\n" : "\n", 0.5f);
    for (uint32_t i = 0; i < p->count; i++) {
      uint32_t parts = p->pieces[i].parts;
      if ((parts & ~(RUNNING | PART(HEADLINE))) == 0 && !(parts == PART(HEADLINE) && headed++)) {
        whole[n++] = p->pieces[i];
      }
    }
    add_sample(all, whole, n, "\n\n", 0.5f);
    free(whole);
  }
  if (running && random_next(chance) % 8 == 0) { /* a refrain is no litter */
    piece refrain[REFRAINS];
    for (uint32_t i = 0; i < REFRAINS; i++) {
      refrain[i].text = kept[running / 2].text;
      refrain[i].parts = RUNNING;
    }
    add_sample(all, refrain, REFRAINS, "\n\n", 0.5f);
  }
  for (uint32_t k = 0; running && k < 3; k++) {
    piece one = kept[random_next(chance) % running];
    if (one.parts == PART(BODY)) {
      add_sample(all, &one, 1, "", 0.3f);
      if (strlen(one.text) > 60) { /* a sentence or two, cut off */
        char *stop = strstr(one.text + 30, ". ");
        piece part = {take(strlen(one.text) + 1, 1), PART(BODY)};
        memcpy(part.text, one.text, stop ? (size_t)(stop + 1 - one.text) : strlen(one.text) / 2);
        add_sample(all, &part, 1, "", 0.3f);
        free(part.text);
      }
    }
  }
  free(kept);
}

static void add_made(samples *all, model_lines *lines, const page *p, int plain, uint64_t *chance) {
  page made;
  page_make(lines, p, plain, &made);
  add_sample(all, made.pieces, made.count, random_next(chance) % 3 ? "\n\n" : "\n", 0.5f);
  page_free(&made);
}

static void learn_pages(samples *all, const pages *p) {
  model_lines *lines = model_lines_read("ext/model/page_lines.txt", p);
  uint64_t chance = 7;
  memset(all, 0, sizeof *all);
  for (uint32_t i = 0; i < p->count; i++) {
    const uint32_t first = all->count;
    add_page(all, &p->at[i], &chance);
    for (uint32_t k = 0; k < MADE_PAGES + PLAIN_PAGES; k++) {
      add_made(all, lines, &p->at[i], k >= MADE_PAGES, &chance);
    }
    for (uint32_t k = first; k < all->count; k++) {
      all->at[k].group = p->at[i].group;
    }
  }
}

/* ---- Validation: what is read off pages of publishers that were not learnt from ------ */

static void write_text(FILE *out, const char *bytes, uint32_t length) {
  fputc('"', out);
  for (uint32_t i = 0; i < length; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\') {
      fputc('\\', out);
    }
    fputc((unsigned char)bytes[i] < ' ' ? ' ' : bytes[i], out);
  }
  fputc('"', out);
}

static void write_span(FILE *out, const newsext_document *d, newsext_span bytes, int is_first) {
  const newsext_span span = newsext_characters(d, bytes);
  fprintf(out, "%s[%u, %u]", is_first ? "" : ", ", span.start, span.length);
}

/* One line of JSON, as tests/eval's scorer of structure reads it. */
static void write_article(FILE *out, const char *id, const newsext_document *d,
                          const newsext_article *article) {
  char date[NEWSEXT_DATE_BYTES];
  int is_first = 1;
  newsext_date_format(article->published.year ? &article->published : &article->updated, date);
  fputs("{\"id\": ", out);
  write_text(out, id, (uint32_t)strlen(id));
  fputs(", \"headline\": ", out);
  write_text(out, article->headline.bytes, article->headline.length);
  fprintf(out, ", \"published\": \"%.10s\", \"byline\": [", date);
  for (uint32_t i = 0; i < article->byline_count; i++) {
    fputs(i ? ", " : "", out);
    write_text(out, article->byline[i].bytes, article->byline[i].length);
  }
  fputs("], \"body\": [", out);
  for (uint32_t i = 0; i < article->block_count; i++) {
    if (article->blocks[i].part <= NEWSEXT_PART_SUBHEAD) {
      write_span(out, d, article->blocks[i].span, is_first);
      is_first = 0;
    }
  }
  fputs("], \"captions\": [", out);
  for (uint32_t i = 0; i < article->caption_count; i++) {
    write_span(out, d, article->captions[i].span, i == 0);
  }
  fputs("], \"parts\": [", out);
  for (uint32_t i = 0; i < article->block_count; i++) {
    const newsext_span span = newsext_characters(d, article->blocks[i].span);
    fprintf(out, "%s[%u, %d]", i ? ", " : "", span.start, (int)article->blocks[i].part);
  }
  fputs("]}\n", out);
}

/* Reads a page with the model in place of the one that is built in. */
static void validate_page(FILE *out, const newsext_engine *engine, const ne_model *model,
                          const page *p) {
  newsext_document *d;
  const newsext_article *article;
  if (newsext_document_create(engine, &heap, NULL, p->whole, strlen(p->whole), &d) == NEWSEXT_OK) {
    if (ne_document_lines(d) == NEWSEXT_OK) {
      ne_lines_label(&d->arena, model, d->prose.lexicon, &d->prose.text, &d->prose.tokens,
                     &d->prose.lines);
    }
    if (newsext_document_article(d, &article) == NEWSEXT_OK) {
      write_article(out, p->id, d, article);
    }
    newsext_document_destroy(d);
  }
}

static void validate(FILE *out, const samples *all, const pages *p) {
  newsext_engine *engine;
  if (newsext_engine_create(&heap, &engine) != NEWSEXT_OK) {
    fputs("train_part: out of memory\n", stderr);
    exit(1);
  }
  for (uint64_t fold = 0; fold < FOLDS; fold++) {
    const folds held = {fold, FOLDS};
    ne_model model;
    table t;
    table_open(&t, LOG2_ROWS, NE_PARTS);
    chain_train(&t, all, &held);
    model = table_plain_model(&t, CLIP);
    for (uint32_t i = 0; i < p->count; i++) {
      if (p->at[i].whole && is_held(&held, p->at[i].group)) {
        validate_page(out, engine, &model, &p->at[i]);
      }
    }
    free((void *)(uintptr_t)model.rows);
    table_close(&t);
  }
  newsext_engine_destroy(engine);
}

/* ---- The program ---------------------------------------------------------------------- */

static void write_model(FILE *out, const samples *all) {
  const folds none = {0, 0};
  table t;
  table_open(&t, LOG2_ROWS, NE_PARTS);
  printf("%u texts, loss %.1f\n", all->count, chain_train(&t, all, &none));
  table_write(&t, out, NE_PART_MODEL, CLIP);
}

int main(int argc, char **argv) {
  pages p;
  samples all;
  FILE *out;
  const int validates = argc == 4 && strcmp(argv[3], "--validate") == 0;
  if (argc != 3 && !validates) {
    fputs("usage: train_part EVAL OUTPUT [--validate]\n", stderr);
    return 2;
  }
  pages_read(&p, argv[1]);
  learn_pages(&all, &p);
  out = fopen(argv[2], "wb");
  if (!out) {
    fprintf(stderr, "train_part: %s cannot be written\n", argv[2]);
    return 1;
  }
  if (validates) {
    validate(out, &all, &p);
  } else {
    write_model(out, &all);
  }
  return fclose(out) != 0;
}
