/* learner.c: tables of weights while they are learnt. */
#include "learner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Memory -------------------------------------------------------------------- */

void *take(size_t count, size_t size) {
  void *p = calloc(count ? count : 1, size);
  if (!p) {
    fputs("train: out of memory\n", stderr);
    exit(1);
  }
  return p;
}

char *duplicate(const char *text) {
  const size_t bytes = strlen(text) + 1;
  return memcpy(take(bytes, 1), text, bytes);
}

static void *resize(void *context, void *pointer, size_t bytes) {
  (void)context;
  if (!bytes) {
    free(pointer);
    return NULL;
  }
  return realloc(pointer, bytes);
}

const newsext_allocator heap = {resize, NULL};

/* ---- Tables -------------------------------------------------------------------- */

void table_open(table *t, uint32_t log2_rows, uint32_t classes) {
  size_t n;
  memset(t, 0, sizeof *t);
  t->rows = UINT32_C(1) << log2_rows;
  t->classes = classes;
  t->stride = classes <= 4 ? classes : 32;
  n = (size_t)t->rows * t->stride;
  t->weights = take(n, sizeof *t->weights);
  t->squares = take(n, sizeof *t->squares);
  t->sums = take(n, sizeof *t->sums);
  t->stamps = take(t->rows, sizeof *t->stamps);
}

void table_close(table *t) {
  free(t->weights);
  free(t->squares);
  free(t->sums);
  free(t->stamps);
  free(t->kept);
  memset(t, 0, sizeof *t);
}

float *table_row(table *t, uint32_t feature) {
  static float zeros[32];
  if (t->kept && !t->kept[feature & (t->rows - 1)]) {
    return zeros;
  }
  return t->weights + (size_t)(feature & (t->rows - 1)) * t->stride;
}

void table_step(table *t, uint32_t feature, uint32_t c, float gradient, float rate) {
  size_t i = (size_t)(feature & (t->rows - 1)) * t->stride + c;
  if (t->counting) {
    t->stamps[feature & (t->rows - 1)] += c == 0;
    return;
  }
  if (t->kept && !t->kept[feature & (t->rows - 1)]) {
    return;
  }
  gradient += t->decay * t->weights[i];
  t->squares[i] += gradient * gradient;
  t->weights[i] -= rate * gradient / sqrtf(t->squares[i] + 1e-4f);
}

static void bring_up(table *t, uint32_t row) {
  size_t i = (size_t)row * t->stride;
  uint32_t c, age = t->clock - t->stamps[row];
  for (c = 0; c < t->stride; c++) {
    t->sums[i + c] += (double)age * (double)t->weights[i + c];
  }
  t->stamps[row] = t->clock;
}

void table_move(table *t, uint32_t feature, uint32_t c, float by) {
  uint32_t row = feature & (t->rows - 1);
  bring_up(t, row);
  t->weights[(size_t)row * t->stride + c] += by;
}

void table_average(table *t) {
  uint32_t row;
  size_t i, n = (size_t)t->rows * t->stride;
  for (row = 0; row < t->rows; row++) {
    bring_up(t, row);
  }
  for (i = 0; i < n; i++) {
    t->weights[i] = (float)(t->sums[i] / (double)(t->clock ? t->clock : 1));
  }
}

void table_restart(table *t) {
  const size_t n = (size_t)t->rows * t->stride;
  memset(t->weights, 0, n * sizeof *t->weights);
  memset(t->squares, 0, n * sizeof *t->squares);
}

void table_keep(table *t) {
  size_t i, n = (size_t)t->rows * t->stride;
  for (i = 0; i < n; i++) {
    t->sums[i] += (double)t->weights[i];
  }
  t->clock++;
}

void table_use_kept(table *t) {
  size_t i, n = (size_t)t->rows * t->stride;
  for (i = 0; i < n; i++) {
    t->weights[i] = (float)(t->sums[i] / (double)t->clock);
  }
}

static void write_u32(FILE *f, uint32_t v) {
  unsigned char p[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16),
                        (unsigned char)(v >> 24)};
  fwrite(p, 1, 4, f);
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* The size that the given share of the weights other than 0 does not pass. */
static float clip_at(const table *t, double share) {
  size_t i, n = (size_t)t->rows * t->stride, used = 0;
  float *sizes = take(n, sizeof *sizes), result = 1.0f;
  for (i = 0; i < n; i++) {
    if (t->weights[i] != 0.0f) {
      sizes[used++] = fabsf(t->weights[i]);
    }
  }
  if (used) {
    qsort(sizes, used, sizeof *sizes, by_size);
    result = sizes[(size_t)((double)(used - 1) * share)];
  }
  free(sizes);
  return result;
}

void section_write(FILE *f, const char *name, uint32_t rows, uint32_t stride, float scale,
                   const int8_t *bytes) {
  char padded[16] = {0};
  uint32_t bits;
  memcpy(padded, name, strlen(name) < 16 ? strlen(name) : 16);
  memcpy(&bits, &scale, sizeof bits);
  fwrite(padded, 1, sizeof padded, f);
  write_u32(f, rows);
  write_u32(f, stride);
  write_u32(f, bits);
  write_u32(f, 0);
  fwrite(bytes, 1, (size_t)rows * stride, f);
}

static int8_t quantized(float weight, float scale) {
  float q = roundf(weight / scale);
  return (int8_t)(q > 127.0f ? 127.0f : q < -127.0f ? -127.0f : q);
}

void table_choose(table *t, uint32_t log2_rows, uint32_t least) {
  uint32_t row, *best, used = 0;
  t->counting = 0;
  t->packed = UINT32_C(1) << log2_rows;
  t->kept = take(t->rows, 1);
  best = take(t->packed, sizeof *best); /* 1 + row */
  for (row = 0; row < t->rows; row++) {
    uint32_t *slot = &best[row & (t->packed - 1)];
    if (t->stamps[row] >= least && (!*slot || t->stamps[row] > t->stamps[*slot - 1])) {
      *slot = row + 1;
    }
  }
  for (row = 0; row < t->packed; row++) {
    if (best[row]) {
      t->kept[best[row] - 1] = 1;
      used++;
    }
  }
  free(best);
  t->used = used;
}

ne_model table_packed(const table *t, double clip) {
  uint32_t stride = t->classes + 1, row, c;
  float scale = clip_at(t, clip) / 127.0f;
  int8_t *bytes = take(t->packed, stride);
  for (row = 0; row < t->rows; row++) {
    int8_t *packed = bytes + (size_t)(row & (t->packed - 1)) * stride;
    if (t->kept[row]) {
      packed[0] = (int8_t)(uint8_t)(row >> (NE_FEATURE_BITS - 8));
      for (c = 0; c < t->classes; c++) {
        packed[1 + c] = quantized(t->weights[(size_t)row * t->stride + c], scale);
      }
    }
  }
  return (ne_model){bytes, t->packed - 1, stride, scale};
}

void table_pack(const table *t, FILE *f, const char *name, double clip) {
  ne_model m = table_packed(t, clip);
  section_write(f, name, t->packed, m.stride, m.scale, m.rows);
  free((void *)(uintptr_t)m.rows);
}

ne_model table_plain_model(const table *t, double clip) {
  ne_model model = {NULL, t->rows - 1, t->stride, clip_at(t, clip) / 127.0f};
  size_t i, n = (size_t)t->rows * t->stride;
  int8_t *bytes = take(n, 1);
  for (i = 0; i < n; i++) {
    bytes[i] = quantized(t->weights[i], model.scale);
  }
  model.rows = bytes;
  return model;
}

void table_write(const table *t, FILE *f, const char *name, double clip) {
  ne_model model = table_plain_model(t, clip);
  section_write(f, name, t->rows, t->stride, model.scale, model.rows);
  free((void *)(uintptr_t)model.rows);
}

uint32_t random_next(uint64_t *state) {
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (uint32_t)(*state >> 33);
}

void shuffle(uint32_t *items, uint32_t count, uint64_t *state) {
  uint32_t i;
  for (i = count; i > 1; i--) {
    uint32_t j = random_next(state) % i, kept = items[i - 1];
    items[i - 1] = items[j];
    items[j] = kept;
  }
}
