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

#include "memory.h"

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

/* The same where it is known how many bytes the rows have. */
static inline const uint8_t *ne_model_bytes(const ne_model *m, uint32_t feature,
                                            uint32_t row_bytes) {
  return (const uint8_t *)m->rows + (size_t)(feature & m->mask) * row_bytes;
}

/* Bit b of a row of a model of bits. */
static inline int ne_model_bit(const uint8_t *row, uint32_t b) {
  return row[b >> 3] >> (b & 7) & 1;
}

/* Four bytes as one number, the lowest first. */
static inline uint32_t ne_model_u32(const uint8_t *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Features are told apart by so many of their low bits. */
#define NE_FEATURE_BITS 23

/* The bits of a feature that its row begins with. */
static inline uint8_t ne_feature_check(uint32_t feature) {
  return (uint8_t)(feature >> (NE_FEATURE_BITS - 8));
}

/* The row of that feature will soon be looked at. */
static inline void ne_model_expect(const ne_model *m, uint32_t feature) {
  ne_memory_expect(ne_model_row(m, feature));
}

/* The features of what will be scored next in a checked model, whose rows are sent for. */
#define NE_WANTED_MAX 36
typedef struct ne_wanted {
  uint32_t count, features[NE_WANTED_MAX];
} ne_wanted;

/* ---- Models of one class: a row is its check and its weight ------------------------- */

/* Sends for the rows of the features. */
void ne_model_want(const ne_model *, const ne_wanted *);
/* The score of the features. */
int32_t ne_model_sum(const ne_model *, const ne_wanted *);

/* ---- Where do words end that are taken one by one? --------------------------------- */

/* The models that tell have two classes: the next word is taken, and the words end before
** it. */
enum { NE_ENDING_TAKE, NE_ENDING_END, NE_ENDING_CLASSES };

typedef struct ne_ending {
  float sure;   /* an end so many logits ahead of all that lie further out is the end */
  int32_t best; /* score of an end; INT32_MIN before there is one */
  int32_t taken;
  uint32_t end; /* so many words are taken at the best */
} ne_ending;

void ne_ending_want(const ne_model *, const ne_wanted *);
/* Weighs an end after so many words, given the features of the next. Returns 0 where no
** later one can be better. */
int ne_ending_weigh(ne_ending *, const ne_model *, const ne_wanted *next, uint32_t words);

/* The logistic function of a score. */
double ne_model_probability(const ne_model *, int32_t score);
/* The exponential of a score, for a softmax. */
double ne_model_exp(const ne_model *, int32_t score);

#endif
