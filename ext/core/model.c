/* model.c: finds models in the weights that were built in. */
#include "model.h"

#include <math.h>
#include <string.h>

#include "weights.h"

/* The file: a text head that ends with an empty line, then for each section 16
** bytes of name, rows and stride and the bits of the scale as 32 bits little
** endian, 4 bytes unused, and rows * stride weights. */
#define NAME_BYTES   16
#define HEADER_BYTES 32

static size_t head_length(void) {
  size_t i;
  for (i = 1; i < ne_weights_en_size; i++) {
    if (ne_weights_en[i] == '\n' && ne_weights_en[i - 1] == '\n') {
      return i + 1;
    }
  }
  return ne_weights_en_size;
}

ne_model ne_model_find(const char *name) {
  static const int8_t zeros[64];
  ne_model model = {zeros, 0, 32, 0.0f};
  size_t at = head_length();
  while (at + HEADER_BYTES <= ne_weights_en_size) {
    const unsigned char *p = ne_weights_en + at;
    uint32_t rows = ne_model_u32(p + NAME_BYTES), stride = ne_model_u32(p + NAME_BYTES + 4);
    uint32_t scale_bits = ne_model_u32(p + NAME_BYTES + 8);
    if (strncmp((const char *)p, name, NAME_BYTES) == 0) {
      model.rows = (const int8_t *)(p + HEADER_BYTES);
      model.mask = rows - 1;
      model.stride = stride;
      memcpy(&model.scale, &scale_bits, sizeof model.scale);
      return model;
    }
    at += HEADER_BYTES + (size_t)rows * stride;
  }
  return model;
}

static inline void send_for_rows(const ne_wanted *w, const ne_model *m, uint32_t row_bytes) {
  const uint32_t *f = w->features, *end = f + w->count;
  for (; end - f >= 4; f += 4) {
    ne_memory_expect(ne_model_bytes(m, f[0], row_bytes));
    ne_memory_expect(ne_model_bytes(m, f[1], row_bytes));
    ne_memory_expect(ne_model_bytes(m, f[2], row_bytes));
    ne_memory_expect(ne_model_bytes(m, f[3], row_bytes));
  }
  for (; f < end; f++) {
    ne_memory_expect(ne_model_bytes(m, *f, row_bytes));
  }
}

#define ROW_BYTES        2 /* the check and the weight */
#define ENDING_ROW_BYTES (1 + NE_ENDING_CLASSES)

void ne_model_want(const ne_model *m, const ne_wanted *w) {
  send_for_rows(w, m, ROW_BYTES);
}

void ne_ending_want(const ne_model *m, const ne_wanted *w) {
  send_for_rows(w, m, ENDING_ROW_BYTES);
}

/* What the feature adds to a score: nothing where the row is another's. */
static inline int32_t weight_of(const ne_model *m, uint32_t feature) {
  const uint8_t *row = ne_model_bytes(m, feature, ROW_BYTES);
  const uint32_t both = (uint32_t)row[0] | (uint32_t)row[1] << 8;
  const uint32_t differs = (both ^ feature >> (NE_FEATURE_BITS - 8)) & 0xFF;
  return differs ? 0 : (int8_t)(both >> 8);
}

int32_t ne_model_sum(const ne_model *m, const ne_wanted *w) {
  const uint32_t *f = w->features, *end = f + w->count;
  int32_t sum = 0;
  for (; end - f >= 4; f += 4) {
    sum += weight_of(m, f[0]) + weight_of(m, f[1]) + weight_of(m, f[2]) + weight_of(m, f[3]);
  }
  for (; f < end; f++) {
    sum += weight_of(m, *f);
  }
  return sum;
}

int ne_ending_weigh(ne_ending *e, const ne_model *m, const ne_wanted *next, uint32_t words) {
  int32_t take = 0, score = e->taken;
  uint32_t k;
  for (k = 0; k < next->count; k++) {
    const uint32_t feature = next->features[k];
    const uint8_t *row = ne_model_bytes(m, feature, ENDING_ROW_BYTES);
    /* All bits are set where the row is the feature's: a branch would be a guess. */
    const int32_t own = -(int32_t)(row[0] == ne_feature_check(feature));
    take += (int8_t)row[1 + NE_ENDING_TAKE] & own;
    score += (int8_t)row[1 + NE_ENDING_END] & own;
  }
  if (score > e->best) {
    e->best = score;
    e->end = words;
  }
  e->taken += take;
  return (float)(e->best - e->taken) * m->scale <= e->sure;
}

double ne_model_probability(const ne_model *m, int32_t score) {
  return 1.0 / (1.0 + exp(-(double)score * (double)m->scale));
}

double ne_model_exp(const ne_model *m, int32_t score) {
  return exp((double)score * (double)m->scale);
}
