/* gold.h: PolNeAR's attributions in terms of the core's tokens and mentions. */
#ifndef GOLD_H
#define GOLD_H

#include "../core/content.h"
#include "train.h"

#define GOLD_NONE UINT32_MAX

typedef struct gold_cue {
  const attribution *attribution;
  uint32_t sentence; /* index */
  ne_cue cue;
  uint32_t mention; /* of its source in that sentence; GOLD_NONE where it has none there */
  uint8_t lost;     /* the source is there, but no mention covers it */
} gold_cue;

typedef struct gold {
  gold_cue *cues; /* by head, one a head */
  uint32_t count;
  uint32_t headless;   /* attributions whose cue has no candidate token */
  struct gold *retold; /* of the same reading in other words */
} gold;

void gold_read(const reading *, gold *);
void gold_free(gold *);
/* The first token at or after a byte. */
uint32_t gold_token_at(const reading *, uint32_t byte);
/* The cue with that head; NULL where it is none. */
const gold_cue *gold_find(const gold *, uint32_t head);
/* The cue's sentence, and which of its tokens are its content. */
ne_content_frame gold_frame(const reading *, const gold_cue *, ne_outline *,
                            uint8_t inside[NE_SENTENCE_MAX]);

/* ---- Learning from it --------------------------------------------------------- */

#define RATE  0.1f
#define DECAY 0.003f

typedef struct counts {
  uint32_t hit, said, gold, candidates;
} counts;

/* Goes through one article: learns, or counts how it does. */
typedef void pass_function(table *, reading *, const gold *, int learning, counts *);
/* Whether articles are learnt from in other words, too (retell.h) */
enum { AS_TOLD, AND_RETOLD };
/* Learns from the articles that are not held out, and from them in other words where those
** shall be heard too; counts on those that are held out. The table will be packed into
** 2^log2_rows rows. */
counts run_passes(pass_function *pass, table *t, reading *readings, const gold *golds,
                  uint32_t count, int fold, uint32_t log2_rows, int retold);

/* The score of features in a table of one class, and a step for all of them. */
float sum_of(table *, const uint32_t *features, uint32_t count);
void step_all(table *, const uint32_t *features, uint32_t count, float gradient);
double percent(uint32_t a, uint32_t b);

/* train_attribution.c: the models of what stands in a sentence */
void train_sentences(attribution_tables *, reading *, const gold *, uint32_t count, int fold,
                     counts results[3]);

/* train_rarities.c: every reading has them from then on. */
void train_rarities(rarities *, reading *, const gold *, uint32_t articles, int fold);
void rarities_write(const rarities *, FILE *);
void rarities_free(rarities *);

/* train_rerank.c: which of the likeliest contents is right, where one of them is */
struct contests {
  struct contest *at;
  uint32_t count;
};
void contests_collect(contests *, const ne_model *content, const reading *, const gold *);
void contests_free(contests *);
void train_rerank(table *, const contests *);
/* Prints how often the first content, the chosen one and any is right. */
void tell_rerank(const ne_model *content, const ne_model *rerank, const reading *, const gold *,
                 uint32_t count, int fold);

/* train_discourse.c */
pass_function pass_discourse;
/* Finds the attributions of the articles that are held out, or absent for now. */
void hear(const attribution_tables *, reading *, const gold *, uint32_t count, int fold,
          contests *);
/* Finds those of all that are learnt from, by models that have not seen them, and learns
** from these models' contents which to choose. */
void hear_crosswise(reading *, const gold *, uint32_t count, int fold, contests *, table *rerank);
/* A copy of the attributions that were heard, which may be added to. */
ne_attributions copy_heard(ne_arena *, const reading *);

#endif
