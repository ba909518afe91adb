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

static uint32_t read_u32(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static size_t head_length(const unsigned char *weights, size_t size) {
  size_t i;
  for (i = 1; i < size; i++) {
    if (weights[i] == '\n' && weights[i - 1] == '\n') {
      return i + 1;
    }
  }
  return size;
}

ne_model ne_model_find_in(const unsigned char *weights, size_t size, const char *name) {
  static const int8_t zeros[64];
  ne_model model = {zeros, 0, 32, 0.0f};
  size_t at = head_length(weights, size);
  while (at + HEADER_BYTES <= size) {
    const unsigned char *p = weights + at;
    uint32_t rows = read_u32(p + NAME_BYTES), stride = read_u32(p + NAME_BYTES + 4);
    uint32_t scale_bits = read_u32(p + NAME_BYTES + 8);
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

ne_model ne_model_find(const char *name) {
  return ne_model_find_in(ne_weights_en, ne_weights_en_size, name);
}

double ne_model_probability(const ne_model *m, int32_t score) {
  return 1.0 / (1.0 + exp(-(double)score * (double)m->scale));
}

double ne_model_exp(const ne_model *m, int32_t score) {
  return exp((double)score * (double)m->scale);
}
