/* train_rarities.c: what hardly ever is: that contents begin or end between words of some parts
** of speech, and that mentions which stand so and so to a cue are its source. */
#include <stdio.h>
#include <string.h>

#include "gold.h"

/* So rarely: few of those that are, are more than slips of the annotators. */
#define RARELY 0.003

typedef struct tally {
  uint32_t all, some;
} tally;

static void count(tally *t, int is) {
  t->all++;
  t->some += (uint32_t)is;
}

static int is_rare(const tally *t) {
  return t->some + 0.5 <= RARELY * t->all;
}

static void set(int8_t *bits, uint32_t bit) {
  bits[bit / 8] = (int8_t)(uint8_t)((uint8_t)bits[bit / 8] | 1u << bit % 8);
}

/* ---- Bonds ---------------------------------------------------------------------- */

/* Counts where a word of one tag follows a word of another, and where only one of the two is
** inside. */
static void count_bonds(const reading *r, const gold_cue *x,
                        tally meetings[NE_TAG_COUNT][NE_TAG_COUNT]) {
  uint8_t inside[NE_SENTENCE_MAX];
  uint16_t places[NE_SENTENCE_MAX];
  ne_outline o;
  const ne_content_frame frame = gold_frame(r, x, &o, inside);
  const uint32_t n = ne_content_places(&frame, places);
  uint32_t i;
  for (i = 1; i < n; i++) {
    const ne_token *w = &r->prose.tokens.at[o.sentence->first + places[i]];
    if (places[i] == places[i - 1] + 1 && w->tag != NE_TAG_PUNCTUATION &&
        w[-1].tag != NE_TAG_PUNCTUATION &&
        !ne_content_at_rim(&frame, o.sentence->first + places[i])) {
      count(&meetings[w[-1].tag][w->tag], inside[places[i]] != inside[places[i] - 1]);
    }
  }
}

static void learn_bonds(int8_t *rows, const reading *readings, const gold *golds, uint32_t articles,
                        int fold) {
  tally meetings[NE_TAG_COUNT][NE_TAG_COUNT];
  uint32_t i, k, bonds = 0;
  memset(meetings, 0, sizeof meetings);
  for (i = 0; i < articles; i++) {
    for (k = 0; k < golds[i].count && !is_held_out(i, fold); k++) {
      count_bonds(&readings[i], &golds[i].cues[k], meetings);
    }
  }
  for (i = 0; i < NE_TAG_COUNT; i++) {
    for (k = 0; k < NE_TAG_COUNT; k++) {
      if (is_rare(&meetings[i][k])) {
        set(rows + (size_t)i * NE_BOND_BYTES, k);
        bonds++;
      }
    }
  }
  printf("bonds: %u pairs of tags\n", bonds);
}

/* ---- Standings -------------------------------------------------------------------- */

static void count_standings(const reading *r, const gold_cue *x, tally *standings) {
  ne_outline o;
  uint32_t m;
  ne_outline_open(&o, &r->prose, &r->mentions, x->sentence);
  for (m = o.first_mention; m < o.end_mention && !x->lost && !o.quoted; m++) {
    count(&standings[ne_source_standing(&o, &x->cue, &r->mentions.at[m])], m == x->mention);
  }
}

static void learn_standings(int8_t *bits, const reading *readings, const gold *golds,
                            uint32_t articles, int fold) {
  tally *standings = take(NE_STANDINGS, sizeof *standings);
  uint32_t i, k, all = 0, passed = 0;
  for (i = 0; i < articles; i++) {
    for (k = 0; k < golds[i].count && !is_held_out(i, fold); k++) {
      count_standings(&readings[i], &golds[i].cues[k], standings);
    }
  }
  for (i = 0; i < NE_STANDINGS; i++) {
    all += standings[i].all;
    if (is_rare(&standings[i])) {
      set(bits, i);
      passed += standings[i].all;
    }
  }
  printf("standings: %.1f %% of mentions are passed by\n", percent(passed, all));
  free(standings);
}

/* ---- Both ------------------------------------------------------------------------- */

void train_rarities(rarities *rare, reading *readings, const gold *golds, uint32_t articles,
                    int fold) {
  int8_t *bonds = take(NE_BOND_ROWS, NE_BOND_BYTES), *standings = take(NE_STANDINGS / 8, 1);
  uint32_t i;
  rare->bonds = (ne_model){bonds, NE_BOND_ROWS - 1, NE_BOND_BYTES, 1.0f};
  rare->standings = (ne_model){standings, NE_STANDINGS / 8 - 1, 1, 1.0f};
  for (i = 0; i < articles; i++) {
    readings[i].rarities = readings[i].retold->rarities = rare;
  }
  learn_bonds(bonds, readings, golds, articles, fold);
  learn_standings(standings, readings, golds, articles, fold);
}

void rarities_write(const rarities *rare, FILE *out) {
  section_write(out, "bond", NE_BOND_ROWS, NE_BOND_BYTES, 1.0f, rare->bonds.rows);
  section_write(out, "standing", NE_STANDINGS / 8, 1, 1.0f, rare->standings.rows);
}

void rarities_free(rarities *rare) {
  free((void *)(uintptr_t)rare->bonds.rows);
  free((void *)(uintptr_t)rare->standings.rows);
}
