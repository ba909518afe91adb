/* model.h: linear models over hashed features, with weights of eight bits.
**
** A model is a table of 2^k rows; a feature is a number whose row it adds to the
** scores of the model's classes. In a plain table (the tagger's) features that
** fall on one row share it: the weights were trained so. In a checked one each
** row begins with eight bits of the feature that it belongs to, and others pass
** it by. The tables are sections of ext/model/en.weights.
*/
#ifndef NE_MODEL_H
#define NE_MODEL_H

#include <stddef.h>
#include <stdint.h>

typedef struct ne_model {
  const int8_t *rows;
  uint32_t mask;   /* rows - 1 */
  uint32_t stride; /* classes, padded */
  float scale;     /* a score times this is in logits */
} ne_model;

/* Finds the section of that name in the weights that were built in; a model of
** zeros that decides nothing where there is none. */
ne_model ne_model_find(const char *name);

/* A feature: the template's number and up to three values. */
static inline uint32_t ne_feature(uint32_t template_number, uint64_t a) {
  uint64_t h = (a + template_number * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD1342543DE82EF95);
  return (uint32_t)(h >> 32);
}

static inline uint32_t ne_feature2(uint32_t template_number, uint64_t a, uint64_t b) {
  return ne_feature(template_number, a ^ ((b + 1) * UINT64_C(0xBF58476D1CE4E5B9)));
}

static inline uint32_t ne_feature3(uint32_t template_number, uint64_t a, uint64_t b, uint64_t c) {
  return ne_feature2(template_number, a ^ ((c + 1) * UINT64_C(0x94D049BB133111EB)), b);
}

static inline const int8_t *ne_model_row(const ne_model *m, uint32_t feature) {
  return m->rows + (size_t)(feature & m->mask) * m->stride;
}

/* Features are told apart by so many of their low bits. */
#define NE_FEATURE_BITS 23

/* The bits of a feature that its row begins with. */
static inline uint8_t ne_feature_check(uint32_t feature) {
  return (uint8_t)(feature >> (NE_FEATURE_BITS - 8));
}

/* What is there will soon be looked at. */
static inline void ne_model_send_for(const void *row) {
#ifdef __GNUC__
  __builtin_prefetch(row);
#else
  (void)row;
#endif
}

/* The row of that feature will soon be looked at. */
static inline void ne_model_expect(const ne_model *m, uint32_t feature) {
  ne_model_send_for(ne_model_row(m, feature));
}

/* The features of what will be scored next in a checked model, and their rows, which are
** sent for. */
#define NE_WANTED_MAX 72
typedef struct ne_wanted {
  uint32_t count, features[NE_WANTED_MAX];
  const uint8_t *rows[NE_WANTED_MAX];
} ne_wanted;

static inline void ne_wanted_send_for(ne_wanted *w, const ne_model *m, uint32_t row_bytes) {
  const uint8_t *const table = (const uint8_t *)m->rows, **row = w->rows;
  const uint32_t mask = m->mask, *f = w->features, *end = f + w->count;
  for (; end - f >= 4; f += 4, row += 4) {
    ne_model_send_for(row[0] = table + (size_t)(f[0] & mask) * row_bytes);
    ne_model_send_for(row[1] = table + (size_t)(f[1] & mask) * row_bytes);
    ne_model_send_for(row[2] = table + (size_t)(f[2] & mask) * row_bytes);
    ne_model_send_for(row[3] = table + (size_t)(f[3] & mask) * row_bytes);
  }
  for (; f < end; f++, row++) {
    ne_model_send_for(*row = table + (size_t)(*f & mask) * row_bytes);
  }
}

/* ---- Models of one class: a row is its check and its weight ------------------------- */

static inline void ne_model_want(const ne_model *m, ne_wanted *w) {
  ne_wanted_send_for(w, m, 2);
}

/* What the feature adds to the score: nothing where the row is another's. */
static inline int32_t ne_model_weight(const uint8_t *row, uint32_t feature) {
  const uint32_t both = (uint32_t)row[0] | (uint32_t)row[1] << 8;
  const uint32_t differs = (both ^ feature >> (NE_FEATURE_BITS - 8)) & 0xFF;
  return differs ? 0 : (int8_t)(both >> 8);
}

static inline int32_t ne_wanted_sum(const ne_wanted *w) {
  const uint8_t *const *rows = w->rows;
  const uint32_t *f = w->features, *end = f + w->count;
  int32_t sum = 0;
  for (; end - f >= 4; f += 4, rows += 4) {
    sum += ne_model_weight(rows[0], f[0]) + ne_model_weight(rows[1], f[1]) +
           ne_model_weight(rows[2], f[2]) + ne_model_weight(rows[3], f[3]);
  }
  for (; f < end; f++, rows++) {
    sum += ne_model_weight(*rows, *f);
  }
  return sum;
}

/* ---- Where do words end that are taken one by one? --------------------------------- */

/* The models that tell have two classes: the next word is taken, and the words end before
** it. */
enum { NE_ENDING_TAKE, NE_ENDING_END, NE_ENDING_CLASSES };

typedef struct ne_ending {
  int32_t best; /* score of an end; INT32_MIN before there is one */
  int32_t taken;
  uint32_t end; /* so many words are taken at the best */
} ne_ending;

/* An end so many logits ahead of all that lie further out is the end. */
#define NE_ENDING_SURE 4.0f

static inline void ne_ending_want(const ne_model *m, ne_wanted *w) {
  ne_wanted_send_for(w, m, 1 + NE_ENDING_CLASSES);
}

/* Weighs an end after so many words, given the features of the next. Returns 0 where no
** later one can be better. */
static inline int ne_ending_weigh(ne_ending *e, const ne_model *m, const ne_wanted *next,
                                  uint32_t words) {
  int32_t take = 0, score = e->taken;
  uint32_t k;
  for (k = 0; k < next->count; k++) {
    const uint8_t *row = next->rows[k];
    /* All bits are set where the row is the feature's: a branch would be a guess. */
    const int32_t own = -(int32_t)(row[0] == ne_feature_check(next->features[k]));
    take += (int8_t)row[1 + NE_ENDING_TAKE] & own;
    score += (int8_t)row[1 + NE_ENDING_END] & own;
  }
  if (score > e->best) {
    e->best = score;
    e->end = words;
  }
  e->taken += take;
  return (float)(e->best - e->taken) * m->scale <= NE_ENDING_SURE;
}

/* The logistic function of a score. */
double ne_model_probability(const ne_model *, int32_t score);
/* The exponential of a score, for a softmax. */
double ne_model_exp(const ne_model *, int32_t score);

#endif
