/* train_confidence.c: how often are attributions right for which there is such
** evidence? Learnt from articles that the other models have not seen. */
#include "../core/confidence.h"

#include <math.h>
#include <string.h>

#include "../core/discourse.h"
#include "../core/nesting.h"
#include "gold.h"

#define EPOCHS    10
#define LOG2_ROWS 11
#define LEAST     20
#define BINS      10

typedef struct example {
  uint32_t features[NE_CONFIDENCE_FEATURES], count;
  int right;
} example;

typedef struct examples {
  example *at;
  uint32_t count;
} examples;

/* ---- What is right ------------------------------------------------------------- */

static int is_word(const reading *r, uint32_t i) {
  return r->prose.tokens.at[i].tag != NE_TAG_PUNCTUATION;
}

static uint32_t words_in(const reading *r, const ranges *spans) {
  const ne_tokens *tokens = &r->prose.tokens;
  uint32_t i, words = 0, end = spans->at[spans->count - 1].end;
  for (i = gold_token_at(r, spans->at[0].start); i < tokens->count && tokens->at[i].start < end;
       i++) {
    words += (uint32_t)(is_word(r, i) && ranges_hold(spans, tokens->at[i].start));
  }
  return words;
}

/* Do the contents share at least half of the words that either has? */
static int same_content(const reading *r, const ne_attribution *a, const ranges *wanted) {
  uint32_t k, i, said = 0, both = 0;
  for (k = 0; k < a->content_count; k++) {
    for (i = a->content[k].first; i < a->content[k].end; i++) {
      said += (uint32_t)is_word(r, i);
      both += (uint32_t)(is_word(r, i) && ranges_hold(wanted, r->prose.tokens.at[i].start));
    }
  }
  return both && both * 2 >= said + words_in(r, wanted) - both;
}

/* Do the sources share a word that means something, where there are several? */
static int same_source(const reading *r, const ne_attribution *a, const ranges *wanted) {
  const ne_mention *m;
  uint32_t i;
  if (a->mention == NE_NO_SOURCE || !wanted->count) {
    return a->mention == NE_NO_SOURCE && !wanted->count;
  }
  m = &r->mentions.at[a->mention];
  for (i = m->first; i < m->full_end; i++) {
    int means = i == m->head || !ne_prose_is(&r->prose, i, NE_LEX_BIT(NE_LEX_FUNCTION_WORD));
    if (means && ranges_hold(wanted, r->prose.tokens.at[i].start)) {
      return 1;
    }
  }
  return 0;
}

static int is_right(const reading *r, const ne_attribution *a) {
  uint32_t k;
  for (k = 0; k < r->article->attribution_count; k++) {
    const attribution *wanted = &r->article->attributions[k];
    if (same_content(r, a, &wanted->content) && same_source(r, a, &wanted->source)) {
      return 1;
    }
  }
  return 0;
}

/* ---- Learning -------------------------------------------------------------------- */

/* Marks the attributions that lose their content to one that they are nested with, given
** how likely each is. */
static void mark_nested(const ne_model *confidence, reading *r, ne_arena *scratch,
                        ne_attributions *list, uint8_t *nested) {
  uint32_t i;
  ne_confidence_weigh(confidence, &r->prose, &r->mentions, &r->cues, list);
  for (i = 0; i < list->count; i++) {
    nested[i] = list->at[i].content_count > 0;
  }
  ne_nesting_undo(scratch, &r->prose, &r->mentions, &r->cues, list);
  for (i = 0; i < list->count; i++) {
    nested[i] = nested[i] && list->at[i].content_count == 0;
  }
}

/* The attributions of an article with a cue, or those without, as they come out, with
** their evidence; those that stay, once a first model of confidence is there. */
static void collect(const ne_model *discourse, const ne_model *confidence, reading *r, int cued,
                    examples *out) {
  ne_attributions list;
  ne_arena scratch;
  uint32_t i, count, first = out->count, kept = out->count;
  uint8_t *nested;
  ne_arena_open(&scratch, r->arena.allocator, NULL);
  list = copy_heard(&scratch, r);
  ne_discourse_read(&scratch, discourse, &r->prose, &r->mentions, &r->cues, &list);
  count = list.count;
  for (i = 0; i < count; i++) {
    example *e;
    out->at = grown(out->at, out->count, sizeof *out->at);
    e = &out->at[out->count++];
    e->count = ne_confidence_features(&r->prose, &r->mentions, &r->cues, &list.at[i], e->features);
    e->right = is_right(r, &list.at[i]);
  }
  nested = take(count, 1);
  if (confidence) {
    mark_nested(confidence, r, &scratch, &list, nested);
  }
  for (i = 0; i < count; i++) {
    if ((list.at[i].cue != NE_NO_CUE) == cued && !nested[i]) {
      out->at[kept++] = out->at[first + i];
    }
  }
  out->count = kept;
  free(nested);
  ne_arena_close(&scratch);
}

static float chance(table *t, const example *e) {
  return 1.0f / (1.0f + expf(-sum_of(t, e->features, e->count)));
}

static void learn(table *t, const examples *all, uint32_t first, uint32_t end) {
  uint64_t seed = 20161108;
  uint32_t epoch, i, count = end - first, *order = take(count, sizeof *order);
  t->decay = DECAY;
  t->counting = 1;
  for (i = first; i < end; i++) {
    order[i - first] = i;
    step_all(t, all->at[i].features, all->at[i].count, 0.0f);
  }
  table_choose(t, LOG2_ROWS, LEAST);
  for (epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, count, &seed);
    for (i = 0; i < count; i++) {
      const example *e = &all->at[order[i]];
      step_all(t, e->features, e->count, chance(t, e) - (float)e->right);
    }
    if (epoch >= EPOCHS / 2) {
      table_keep(t);
    }
  }
  table_use_kept(t);
  free(order);
}

/* How far the confidence in each tenth lies from what is right there, on average. */
static double calibration_error(table *t, const examples *all, uint32_t first, uint32_t end) {
  double promised[BINS] = {0}, kept[BINS] = {0}, error = 0;
  uint32_t i;
  for (i = first; i < end; i++) {
    float p = chance(t, &all->at[i]);
    int bin = p < 1.0f ? (int)(p * BINS) : BINS - 1;
    promised[bin] += (double)p;
    kept[bin] += all->at[i].right;
  }
  for (i = 0; i < BINS; i++) {
    error += fabs(promised[i] - kept[i]);
  }
  return end > first ? error / (end - first) : 0.0;
}

/* Cues were heard everywhere by models that had not seen them; what no cue reaches was so
** only where it is held out. Returns how many examples the first half of the articles has. */
static uint32_t collect_all(const ne_model *discourse, const ne_model *confidence,
                            reading *readings, uint32_t count, int fold, examples *all) {
  uint32_t i, middle = 0;
  for (i = 0; i < count; i++) {
    middle = i < count / 2 ? all->count : middle;
    collect(discourse, confidence, &readings[i], !is_held_out(i, fold), all);
  }
  return middle;
}

void train_confidence(table *t, const ne_model *discourse, reading *readings, uint32_t count,
                      int fold) {
  examples all = {NULL, 0}, staying = {NULL, 0};
  table first, half;
  ne_model model;
  uint32_t middle;
  collect_all(discourse, NULL, readings, count, fold, &all);
  table_open(&first, NE_FEATURE_BITS, 1);
  learn(&first, &all, 0, all.count);
  model = table_packed(&first, 1.0);
  middle = collect_all(discourse, &model, readings, count, fold, &staying);
  table_open(&half, NE_FEATURE_BITS, 1);
  learn(&half, &staying, 0, middle);
  printf("confidence: %u attributions, calibration error %.3f\n", staying.count - middle,
         calibration_error(&half, &staying, middle, staying.count));
  learn(t, &staying, 0, staying.count);
  table_close(&first);
  table_close(&half);
  free((void *)(uintptr_t)model.rows);
  free(all.at);
  free(staying.at);
}
