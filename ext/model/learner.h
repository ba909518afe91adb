/* learner.h: tables of weights while they are learnt, and the file they end in. */
#ifndef LEARNER_H
#define LEARNER_H

#include <stdint.h>
#include <stdio.h>

#include "../core/model.h"
#include "../newsext.h"

/* Zeroed memory, a copy of a string; the trainer ends where there is no memory. */
void *take(size_t count, size_t size);
char *duplicate(const char *text);
extern const newsext_allocator heap;

/* Weights with their AdaGrad sums, or for a perceptron the sums it averages. */
typedef struct table {
  uint32_t rows, classes, stride; /* stride: classes as stored, padded */
  float *weights, *squares;
  double *sums;
  uint32_t *stamps; /* a perceptron: when a row's sums were last brought up to date; else:
                       how many steps met the row */
  uint32_t clock;
  uint8_t *kept;   /* rows that count; NULL: all do */
  int counting;    /* steps only count the features they meet */
  uint32_t packed; /* rows of the packed table */
  uint32_t used;   /* of them */
  float decay;     /* pulls the weights of the features that a step meets towards 0 */
} table;

void table_open(table *, uint32_t log2_rows, uint32_t classes);
void table_close(table *);

float *table_row(table *, uint32_t feature);

/* One step down the gradient of class c of a feature's row. */
void table_step(table *, uint32_t feature, uint32_t c, float gradient, float rate);

/* The averaged perceptron: moves class c of a row, later replaces all weights by
** their averages over time. */
void table_move(table *, uint32_t feature, uint32_t c, float by);
void table_average(table *);

/* Begins with weights of 0 again; what was kept stays. */
void table_restart(table *);
/* Keeps the weights as they are now; later replaces them by the mean of those kept. */
void table_keep(table *);
void table_use_kept(table *);

/* The weights in eight bits, all rows, for the core; the caller frees the rows. */
ne_model table_plain_model(const table *, double clip);
/* Writes the section in the form that model.c reads, eight bits a weight, all rows. */
void table_write(const table *, FILE *, const char *name, double clip);
/* After a pass of counting: keeps for each of 2^log2_rows rows of the packed table
** the feature that was met most often, at least so many times. Only these are
** learnt, so that packing loses nothing. */
void table_choose(table *, uint32_t log2_rows, uint32_t least);
/* Writes the packed table: rows that begin with a check. */
void table_pack(const table *, FILE *, const char *name, double clip);
/* The packed table as the core has it; its rows are the caller's to free. */
ne_model table_packed(const table *, double clip);

/* Writes a section of bytes as they are. */
void section_write(FILE *, const char *name, uint32_t rows, uint32_t stride, float scale,
                   const int8_t *bytes);

/* A small generator of pseudo-random numbers, the same everywhere. */
uint32_t random_next(uint64_t *state);
void shuffle(uint32_t *items, uint32_t count, uint64_t *state);

#endif
