/* part_chain.h: the learner of the chain of parts. */
#ifndef PART_CHAIN_H
#define PART_CHAIN_H

#include "../core/part.h"
#include "learner.h"

/* A text ready for training: the features of its paragraphs. */
typedef struct sample {
  uint32_t *features; /* one after the other */
  uint32_t *ends;     /* of each paragraph's features */
  uint32_t *parts;    /* bits of newsext_part */
  uint32_t count;
  float weight;
  uint64_t group;
} sample;

typedef struct samples {
  sample *at;
  uint32_t count, capacity;
} samples;

/* Groups are dealt out to count folds; those on one of them are held out. */
typedef struct folds {
  uint64_t fold, count; /* count 0: none is held out */
} folds;

static inline int is_held(const folds *f, uint64_t group) {
  return f->count && group && group % f->count == f->fold;
}

/* Learns from the samples that are not held out; returns the loss of the last pass. */
double chain_train(table *, const samples *, const folds *);

#endif
