/* train_rerank.c: the model that weighs contents as a whole. It learns from cues for which
** the chain, trained without their articles, holds several contents likely. */
#include "../core/rerank.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gold.h"

#define EPOCHS    6
#define ROUNDS    3 /* of so many passes each, in other orders */
#define LEAST     8
#define LOG2_ROWS 15
#define STEP      0.08f
#define SHRINK    0.002f

typedef struct contest {
  uint32_t *features[NE_CONTENT_OPTIONS], used[NE_CONTENT_OPTIONS], count;
  float score[NE_CONTENT_OPTIONS];
  uint8_t right[NE_CONTENT_OPTIONS];
} contest;

/* Words only: punctuation at the rim decides nothing. */
static int same_words(const ne_outline *o, const uint8_t *a, const uint8_t *b) {
  const uint32_t first = o->sentence->first;
  uint32_t i;
  for (i = first; i < o->sentence->end; i++) {
    if (o->prose->tokens.at[i].tag != NE_TAG_PUNCTUATION && a[i - first] != b[i - first]) {
      return 0;
    }
  }
  return 1;
}

void contests_collect(contests *all, const ne_model *content, const reading *r, const gold *g) {
  uint32_t k, i, rights;
  for (k = 0; k < g->count; k++) {
    uint8_t inside[NE_SENTENCE_MAX];
    ne_outline o;
    const ne_content_frame frame = gold_frame(r, &g->cues[k], &o, inside);
    ne_content_options options;
    ne_rerank_ground ground;
    contest c;
    ne_content_find(content, &frame, NE_RERANK_LEARN, &options);
    memset(&c, 0, sizeof c);
    c.count = options.count;
    for (i = rights = 0; i < options.count; i++) {
      c.score[i] = NE_RERANK_OF_CHAIN * options.score[i];
      c.right[i] = (uint8_t)same_words(&o, inside, options.inside[i]);
      rights += c.right[i];
    }
    if (c.count < 2 || !rights) {
      continue;
    }
    ne_rerank_open(&ground, &frame);
    for (i = 0; i < c.count; i++) {
      uint32_t f[NE_RERANK_FEATURES];
      c.used[i] = ne_rerank_features(&ground, options.inside[i], f);
      c.features[i] = take(c.used[i], sizeof *f);
      memcpy(c.features[i], f, c.used[i] * sizeof *f);
    }
    all->at = grown(all->at, all->count, sizeof *all->at);
    all->at[all->count++] = c;
  }
  if (r->retold) {
    contests_collect(all, content, r->retold, g->retold);
  }
}

void contests_free(contests *all) {
  uint32_t k, i;
  for (k = 0; k < all->count; k++) {
    for (i = 0; i < all->at[k].count; i++) {
      free(all->at[k].features[i]);
    }
  }
  free(all->at);
}

static void step(table *t, const contest *c, uint32_t i, float gradient) {
  uint32_t k;
  for (k = 0; k < c->used[i]; k++) {
    table_step(t, c->features[i][k], 0, gradient, STEP);
  }
}

static void learn(table *t, const contest *c) {
  float score[NE_CONTENT_OPTIONS], top = -INFINITY, total = 0, total_right = 0;
  uint32_t i;
  for (i = 0; i < c->count; i++) {
    score[i] = c->score[i] + sum_of(t, c->features[i], c->used[i]);
    top = score[i] > top ? score[i] : top;
  }
  for (i = 0; i < c->count; i++) {
    score[i] = expf(score[i] - top);
    total += score[i];
    total_right += c->right[i] ? score[i] : 0;
  }
  for (i = 0; i < c->count; i++) {
    step(t, c, i, score[i] / total - (c->right[i] ? score[i] / total_right : 0));
  }
}

void train_rerank(table *t, const contests *all) {
  uint64_t seed = 20161108;
  uint32_t epoch, k, i, *order = take(all->count, sizeof *order);
  t->decay = SHRINK;
  t->counting = 1;
  for (k = 0; k < all->count; k++) {
    order[k] = k;
    for (i = 0; i < all->at[k].count; i++) {
      step(t, &all->at[k], i, 0.0f);
    }
  }
  table_choose(t, LOG2_ROWS, LEAST);
  for (epoch = 0; epoch < ROUNDS * EPOCHS; epoch++) {
    if (epoch % EPOCHS == 0) {
      table_restart(t);
    }
    shuffle(order, all->count, &seed);
    for (k = 0; k < all->count; k++) {
      learn(t, &all->at[order[k]]);
    }
    if (epoch % EPOCHS >= EPOCHS / 2) {
      table_keep(t);
    }
  }
  table_use_kept(t);
  free(order);
}

void tell_rerank(const ne_model *content, const ne_model *rerank, const reading *readings,
                 const gold *golds, uint32_t count, int fold) {
  uint32_t r, k, i, all = 0, first = 0, some = 0, chosen = 0;
  for (r = 0; r < count; r++) {
    for (k = 0; k < golds[r].count && is_held_out(r, fold); k++) {
      uint8_t inside[NE_SENTENCE_MAX], said[NE_SENTENCE_MAX];
      ne_outline o;
      const ne_content_frame frame = gold_frame(&readings[r], &golds[r].cues[k], &o, inside);
      ne_content_options options;
      int found = 0;
      ne_content_find(content, &frame, NE_RERANK_LEARN, &options);
      for (i = 0; i < options.count; i++) {
        const int same = same_words(&o, inside, options.inside[i]);
        first += (uint32_t)(same && i == 0);
        found |= same;
      }
      all++;
      some += (uint32_t)found;
      chosen +=
          (uint32_t)(ne_rerank_find(content, rerank, &frame, said) && same_words(&o, inside, said));
    }
  }
  printf("contents: %.1f %% exact by the chain, %.1f %% as chosen, %.1f %% were there\n",
         percent(first, all), percent(chosen, all), percent(some, all));
}
