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

double ne_model_probability(const ne_model *m, int32_t score) {
  return 1.0 / (1.0 + exp(-(double)score * (double)m->scale));
}

double ne_model_exp(const ne_model *m, int32_t score) {
  return exp((double)score * (double)m->scale);
}
