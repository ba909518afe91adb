/* train.h: what the parts of the trainer share. */
#ifndef TRAIN_H
#define TRAIN_H

#include <stdlib.h>

#include "../core/attribution.h"
#include "corpus.h"
#include "learner.h"

#define FOLDS 5

/* An article as the core reads it, with what people and CoreNLP say of it. */
typedef struct reading {
  const article *article;
  ne_arena arena;
  ne_prose prose;
  ne_mentions mentions;
  uint8_t *silver; /* ne_tag of each token by CoreNLP; NE_TAG_COUNT for none */
  uint8_t absent;  /* not learnt from, for now */
  ne_cues cues;    /* as models find them that have not seen the article */
  ne_attributions heard;
  const struct rarities *rarities; /* of the articles that are learnt from */
  struct reading *retold;          /* its sentences in other words (retell.h) */
} reading;

/* Articles i with i % FOLDS == fold are held out; none for fold -1. */
static inline int is_held_out(uint32_t i, int fold) {
  return fold >= 0 && (int)(i % FOLDS) == fold;
}

/* train_tag.c */
void silver_tags(const article *, const ne_tokens *, uint8_t *tags);
/* Sets the tags of an article's tokens by the tagger. */
void tag_reading(table *, reading *);
/* Writes the table of words that always have one tag. */
void write_tag_words(FILE *, const reading *, uint32_t count);
/* Writes a bit for each word of the articles. */
void write_known_words(FILE *, const reading *, uint32_t count);
void train_tagger(table *, reading *, uint32_t count, int fold);

/* train_rarities.c: what hardly ever is, so that the models need not weigh it */
typedef struct rarities {
  ne_model bonds, standings;
} rarities;

/* train_attribution.c */
typedef struct attribution_tables {
  table cue, edge, source, extent, content, rerank, discourse;
  rarities rarities;
} attribution_tables;

/* The contents among which the right one was met by models that had not seen it. */
typedef struct contests contests;

/* With a fold held out first; then, with none, from what was heard meanwhile. */
void train_attribution(attribution_tables *, reading *, uint32_t count, int fold, contests *);

/* train_confidence.c: from what was heard by models that had not seen it. */
void train_confidence(table *, const ne_model *discourse, reading *, uint32_t count, int fold);

#endif
