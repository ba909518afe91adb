/* train_tag.c: the part-of-speech tagger, an averaged perceptron that decides
** left to right with its own earlier decisions, as it will when it is used. */
#include "train.h"

#include <stdio.h>
#include <string.h>

#include "../core/tag.h"

#define EPOCHS 6

/* The silver tag of every token; NE_TAG_COUNT where the tokens do not align. */
void silver_tags(const article *a, const ne_tokens *tokens, uint8_t *tags) {
  uint32_t i, j = 0;
  for (i = 0; i < tokens->count; i++) {
    uint32_t start = tokens->at[i].start;
    while (j < a->token_count && a->tokens[j].bytes.end <= start) {
      j++;
    }
    tags[i] =
        j < a->token_count && a->tokens[j].bytes.start == start ? a->tokens[j].tag : NE_TAG_COUNT;
  }
}

static int is_decided_by_kind(const ne_token *token) {
  return token->kind != NE_TOKEN_WORD && token->kind != NE_TOKEN_CLITIC;
}

static uint8_t best_tag(table *t, const uint32_t *features, uint32_t count) {
  float scores[32] = {0};
  uint32_t i, c, best = NE_TAG_NOUN;
  for (i = 0; i < count; i++) {
    const float *row = table_row(t, features[i]);
    for (c = 0; c < NE_TAG_COUNT; c++) {
      scores[c] += row[c];
    }
  }
  for (c = NE_TAG_NOUN + 1; c < NE_TAG_COUNT; c++) {
    if (scores[c] > scores[best]) {
      best = c;
    }
  }
  return (uint8_t)best;
}

typedef struct tally {
  uint32_t right, all;
} tally;

/* Goes through an article; learns where learning, else only counts. */
static void pass(table *t, reading *r, int learning, tally *count_of) {
  ne_prose *prose = &r->prose;
  uint32_t s, i, k, features[NE_TAG_FEATURES];
  for (s = 0; s < prose->sentences.count; s++) {
    const ne_sentence *sentence = &prose->sentences.at[s];
    for (i = sentence->first; i < sentence->end; i++) {
      ne_token *token = &prose->tokens.at[i];
      uint8_t gold = r->silver[i], said;
      uint32_t count;
      if (is_decided_by_kind(token)) {
        token->tag = ne_tag_of_kind(token);
        continue;
      }
      count = ne_tag_features(&prose->tokens, sentence, NULL, i, features);
      said = best_tag(t, features, count);
      token->tag = said;
      if (gold == NE_TAG_COUNT) {
        continue;
      }
      count_of->all++;
      count_of->right += said == gold;
      if (learning) {
        t->clock++;
        for (k = 0; k < count && said != gold; k++) {
          table_move(t, features[k], gold, 1.0f);
          table_move(t, features[k], said, -1.0f);
        }
      }
    }
  }
}

/* ---- Words of one tag ------------------------------------------------------------ */

#define WORD_ROWS  16384u
#define WORD_SLOTS (1u << 18)
#define WORD_COUNT 8
#define WORD_SHARE 0.97

typedef struct word_count {
  uint64_t hash;
  uint32_t all, of_tag[NE_TAG_COUNT];
} word_count;

static word_count *find_word(word_count *slots, uint64_t hash) {
  uint32_t i = (uint32_t)(hash >> 7) & (WORD_SLOTS - 1);
  while (slots[i].all && slots[i].hash != hash) {
    i = (i + 1) & (WORD_SLOTS - 1);
  }
  slots[i].hash = hash;
  return &slots[i];
}

void write_tag_words(FILE *out, const reading *readings, uint32_t count) {
  word_count *slots = take(WORD_SLOTS, sizeof *slots);
  int8_t *rows = take(WORD_ROWS, 4);
  uint32_t *seen = take(WORD_ROWS, sizeof *seen), i, k, c;
  for (i = 0; i < count; i++) {
    for (k = 0; k < readings[i].prose.tokens.count; k++) {
      const ne_token *token = &readings[i].prose.tokens.at[k];
      if (!is_decided_by_kind(token) && readings[i].silver[k] < NE_TAG_COUNT) {
        word_count *w = find_word(slots, token->hash);
        w->all++;
        w->of_tag[readings[i].silver[k]]++;
      }
    }
  }
  for (i = 0; i < WORD_SLOTS; i++) {
    const word_count *w = &slots[i];
    uint32_t row = (uint32_t)w->hash & (WORD_ROWS - 1), check = NE_TAG_WORD_CHECK(w->hash);
    for (c = 1; c < NE_TAG_COUNT && w->all >= WORD_COUNT; c++) {
      if (w->of_tag[c] >= WORD_SHARE * w->all && w->all > seen[row]) {
        seen[row] = w->all;
        rows[row * 4] = (int8_t)(uint8_t)check;
        rows[row * 4 + 1] = (int8_t)(uint8_t)(check >> 8);
        rows[row * 4 + 2] = (int8_t)(uint8_t)(check >> 16);
        rows[row * 4 + 3] = (int8_t)c;
      }
    }
  }
  {
    uint32_t decided = 0, words = 0, right = 0;
    for (i = 0; i < count; i++) {
      for (k = 0; k < readings[i].prose.tokens.count; k++) {
        const ne_token *token = &readings[i].prose.tokens.at[k];
        const uint8_t *row = (const uint8_t *)&rows[((uint32_t)token->hash & (WORD_ROWS - 1)) * 4];
        uint32_t check = (uint32_t)row[0] | (uint32_t)row[1] << 8 | (uint32_t)row[2] << 16;
        if (is_decided_by_kind(token) || readings[i].silver[k] >= NE_TAG_COUNT) {
          continue;
        }
        words++;
        if (row[3] && check == NE_TAG_WORD_CHECK(token->hash)) {
          decided++;
          right += row[3] == readings[i].silver[k];
        }
      }
    }
    printf("%.1f %% of words have one tag in the table, right for %.2f %% of them\n",
           100.0 * decided / words, 100.0 * right / decided);
  }
  section_write(out, "tagword", WORD_ROWS, 4, 1.0f, rows);
  free(slots);
  free(rows);
  free(seen);
}

void write_known_words(FILE *out, const reading *readings, uint32_t count) {
  int8_t *rows = take(NE_TAG_KNOWN_ROWS, 1);
  uint32_t i, k;
  for (i = 0; i < count; i++) {
    for (k = 0; k < readings[i].prose.tokens.count; k++) {
      uint64_t hash = readings[i].prose.tokens.at[k].hash;
      uint32_t row = NE_TAG_KNOWN_ROW(hash);
      rows[row] = (int8_t)(uint8_t)((uint8_t)rows[row] | 1u << NE_TAG_KNOWN_BIT(hash));
    }
  }
  section_write(out, "tagknown", NE_TAG_KNOWN_ROWS, 1, 1.0f, rows);
  free(rows);
}

/* ---- The whole ---------------------------------------------------------------------- */

void tag_reading(table *t, reading *r) {
  tally ignored = {0, 0};
  pass(t, r, 0, &ignored);
}

void train_tagger(table *t, reading *readings, uint32_t count, int fold) {
  uint64_t seed = 20161108;
  uint32_t epoch, i, *order = take(count, sizeof *order);
  tally held = {0, 0};
  for (i = 0; i < count; i++) {
    order[i] = i;
  }
  for (epoch = 0; epoch < EPOCHS; epoch++) {
    tally seen = {0, 0};
    shuffle(order, count, &seed);
    for (i = 0; i < count; i++) {
      if (!is_held_out(order[i], fold)) {
        pass(t, &readings[order[i]], 1, &seen);
      }
    }
  }
  table_average(t);
  for (i = 0; i < count; i++) {
    if (is_held_out(i, fold)) {
      pass(t, &readings[i], 0, &held);
    }
  }
  if (held.all) {
    printf("tagger, fold %d: %u of %u held-out tokens as CoreNLP tags them (%.2f %%)\n", fold,
           held.right, held.all, 100.0 * held.right / held.all);
  }
  free(order);
}
