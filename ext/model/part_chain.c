/* part_chain.c: learns a linear-chain conditional random field. Where a label is known
** only to be one of several, the likelihood is that of the set.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "part_chain.h"

#define ROUNDS  3 /* each from nothing */
#define EPOCHS  8 /* of a round */
#define KEPT    3 /* the last of them, whose mean is taken */
#define RATE    0.12f
#define SHRINK  0.0004f
#define CERTAIN 0.003 /* a paragraph whose parts are all so near is not learnt from */
#define KEEP    80    /* features in a hundred that a pass shows of a paragraph */

/* Sums over chains are products of probabilities; each paragraph's are scaled to the sum 1. */
typedef struct lattice {
  double (*own)[NE_PARTS]; /* exponentials of scores, the greatest 1 */
  double (*forward)[NE_PARTS];
  double (*backward)[NE_PARTS];
  double *scale;
  double after[NE_PARTS + 1][NE_PARTS]; /* exponentials of scores */
} lattice;

static const uint32_t *features_of(const sample *s, uint32_t i, uint32_t *count) {
  uint32_t begin = i ? s->ends[i - 1] : 0;
  *count = s->ends[i] - begin;
  return s->features + begin;
}

static void score(table *t, const sample *s, lattice *l) {
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t n;
    const uint32_t *f = features_of(s, i, &n);
    float sums[NE_PARTS] = {0}, most;
    for (uint32_t k = 0; k < n; k++) {
      const float *row = table_row(t, f[k]);
      for (uint32_t c = 0; c < NE_PARTS; c++) {
        sums[c] += row[c];
      }
    }
    most = sums[0];
    for (uint32_t c = 1; c < NE_PARTS; c++) {
      most = sums[c] > most ? sums[c] : most;
    }
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->own[i][c] = exp((double)(sums[c] - most));
    }
  }
  for (uint32_t prior = 0; prior <= NE_PARTS; prior++) {
    const float *row = table_row(t, ne_feature(NE_PART_AFTER, prior));
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->after[prior][c] = exp((double)row[c]);
    }
  }
}

/* The exponential of a paragraph's score, 0 for a part that it cannot be. */
static double own_of(const sample *s, const lattice *l, uint32_t i, uint32_t c, int constrained) {
  return constrained && !(s->parts[i] >> c & 1) ? 0 : l->own[i][c] + 1e-200;
}

/* Fills forward and backward; returns the logarithm of the sum over all chains, but for
** what is the same whether they are constrained or not. */
static double sum_chains(const sample *s, lattice *l, int constrained) {
  double total = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    double sum = 0;
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      double in = i ? 0 : l->after[NE_PARTS][c];
      for (uint32_t prior = 0; i && prior < NE_PARTS; prior++) {
        in += l->forward[i - 1][prior] * l->after[prior][c];
      }
      l->forward[i][c] = in * own_of(s, l, i, c, constrained);
      sum += l->forward[i][c];
    }
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->forward[i][c] /= sum;
    }
    l->scale[i] = sum;
    total += log(sum);
  }
  for (uint32_t i = s->count; i-- > 0;) {
    double next[NE_PARTS];
    const int is_last = i + 1 == s->count;
    for (uint32_t c = 0; c < NE_PARTS && !is_last; c++) {
      next[c] = own_of(s, l, i + 1, c, constrained) * l->backward[i + 1][c] / l->scale[i + 1];
    }
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->backward[i][c] = is_last ? 1 : 0;
      for (uint32_t to = 0; to < NE_PARTS && !is_last; to++) {
        l->backward[i][c] += l->after[c][to] * next[to];
      }
    }
  }
  return total;
}

/* Adds the expected counts of parts and pairs of parts, or takes those of the constrained
** chains away. */
static void expect(const sample *s, const lattice *l, int constrained, double (*own)[NE_PARTS],
                   double pairs[NE_PARTS + 1][NE_PARTS]) {
  const double sign = constrained ? -1 : 1;
  for (uint32_t i = 0; i < s->count; i++) {
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      const double here = sign * own_of(s, l, i, c, constrained) * l->backward[i][c] / l->scale[i];
      own[i][c] += sign * l->forward[i][c] * l->backward[i][c];
      if (i == 0) {
        pairs[NE_PARTS][c] += here * l->after[NE_PARTS][c];
        continue;
      }
      for (uint32_t prior = 0; prior < NE_PARTS; prior++) {
        pairs[prior][c] += l->forward[i - 1][prior] * l->after[prior][c] * here;
      }
    }
  }
}

static void step_row(table *t, uint32_t feature, const double *gradient, float weight) {
  const float *row = table_row(t, feature);
  for (uint32_t c = 0; c < NE_PARTS; c++) {
    float g = weight * ((float)gradient[c] + SHRINK * row[c]);
    if (g > 1e-5f || g < -1e-5f) {
      table_step(t, feature, c, g, RATE);
    }
  }
}

/* True where there is something to learn from the paragraph. */
static int is_uncertain(const double *gradient) {
  for (uint32_t c = 0; c < NE_PARTS; c++) {
    if (fabs(gradient[c]) > CERTAIN) {
      return 1;
    }
  }
  return 0;
}

static double learn(table *t, const sample *s, lattice *l) {
  double(*own)[NE_PARTS] = take(s->count, sizeof *own);
  double pairs[NE_PARTS + 1][NE_PARTS] = {{0}};
  double all, right;
  score(t, s, l);
  all = sum_chains(s, l, 0);
  expect(s, l, 0, own, pairs);
  right = sum_chains(s, l, 1);
  expect(s, l, 1, own, pairs);
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t n;
    const uint32_t *f = features_of(s, i, &n);
    for (uint32_t k = 0; k < n && is_uncertain(own[i]); k++) {
      step_row(t, f[k], own[i], s->weight);
    }
  }
  for (uint32_t prior = 0; prior <= NE_PARTS; prior++) {
    step_row(t, ne_feature(NE_PART_AFTER, prior), pairs[prior], s->weight);
  }
  free(own);
  return all - right;
}

static uint32_t longest_of(const samples *all) {
  uint32_t longest = 1;
  for (uint32_t i = 0; i < all->count; i++) {
    longest = all->at[i].count > longest ? all->at[i].count : longest;
  }
  return longest;
}

static void lattice_open(lattice *l, uint32_t longest) {
  l->own = take(longest, sizeof *l->own);
  l->forward = take(longest, sizeof *l->forward);
  l->backward = take(longest, sizeof *l->backward);
  l->scale = take(longest, sizeof *l->scale);
}

static void lattice_close(lattice *l) {
  free(l->own);
  free(l->forward);
  free(l->backward);
  free(l->scale);
}

/* A copy of the sample that lacks features here and there, so that no paragraph is known by
** a few words alone. */
static void thin(const sample *s, sample *out, uint64_t *chance) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t n;
    const uint32_t *f = features_of(s, i, &n);
    for (uint32_t k = 0; k < n; k++) {
      if (random_next(chance) % 100 < KEEP) {
        out->features[used++] = f[k];
      }
    }
    out->ends[i] = used;
  }
  out->parts = s->parts;
  out->count = s->count;
  out->weight = s->weight;
}

double chain_train(table *t, const samples *all, const folds *held) {
  const uint32_t longest = longest_of(all);
  uint32_t *order = take(all->count, sizeof *order), count = 0;
  uint64_t chance = 1;
  double loss = 0;
  lattice l;
  sample thinned = {0};
  lattice_open(&l, longest);
  thinned.features = take((size_t)longest * NE_PART_FEATURES, sizeof *thinned.features);
  thinned.ends = take(longest, sizeof *thinned.ends);
  for (uint32_t i = 0; i < all->count; i++) {
    if (all->at[i].count && !is_held(held, all->at[i].group)) {
      order[count++] = i;
    }
  }
  for (int round = 0; round < ROUNDS; round++) {
    table_restart(t);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      loss = 0;
      shuffle(order, count, &chance);
      for (uint32_t i = 0; i < count; i++) {
        thin(&all->at[order[i]], &thinned, &chance);
        loss += learn(t, &thinned, &l);
      }
      if (epoch + KEPT >= EPOCHS) {
        table_keep(t);
      }
    }
  }
  table_use_kept(t);
  lattice_close(&l);
  free(thinned.features);
  free(thinned.ends);
  free(order);
  return loss;
}
