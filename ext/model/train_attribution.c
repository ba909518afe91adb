/* train_attribution.c: the models of cues, their edges, sources and contents:
** logistic regressions and a chain, by stochastic gradients with AdaGrad. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../core/extent.h"
#include "gold.h"

#define EPOCHS 4
#define ROUNDS                                                                                     \
  4             /* of so many passes each, from nothing, in other orders: their mean is steadier   \
                 */
#define LEAST 5 /* times that a feature must be met */

float sum_of(table *t, const uint32_t *features, uint32_t count) {
  float sum = 0;
  uint32_t i;
  for (i = 0; i < count; i++) {
    sum += *table_row(t, features[i]);
  }
  return sum;
}

void step_all(table *t, const uint32_t *features, uint32_t count, float gradient) {
  uint32_t i;
  for (i = 0; i < count; i++) {
    table_step(t, features[i], 0, gradient, RATE);
  }
}

static float logistic(float x) {
  return 1.0f / (1.0f + expf(-x));
}

/* ---- Cues ------------------------------------------------------------------- */

static void pass_cues(table *head, reading *r, const gold *g, int learning, counts *c) {
  uint32_t s, k, f[NE_CUE_FEATURES];
  ne_outline o;
  ne_cue_candidates candidates;
  for (s = 0; s < r->prose.sentences.count; s++) {
    ne_outline_open(&o, &r->prose, &r->mentions, s);
    ne_cue_candidates_find(&r->prose, o.sentence, &candidates);
    for (k = 0; k < candidates.count; k++) {
      int is_cue = gold_find(g, candidates.at[k]) != NULL;
      uint32_t n = ne_cue_features(&o, &candidates, k, f);
      float p = logistic(sum_of(head, f, n));
      if (learning) {
        step_all(head, f, n, p - (float)is_cue);
      } else {
        c->candidates++;
        c->gold += (uint32_t)is_cue;
        c->said += p >= (float)NE_CUE_THRESHOLD;
        c->hit += is_cue && p >= (float)NE_CUE_THRESHOLD;
      }
    }
  }
}

#define ENDS_MAX        (NE_EXTENT_ROOM + 1)
#define ENDING_FEATURES 16

/* The ends that some words may have on one side, with the features of the token beyond each. */
typedef struct endings {
  uint32_t count;
  uint32_t features[ENDS_MAX][ENDING_FEATURES], used[ENDS_MAX];
} endings;

_Static_assert(NE_CUE_REACH < ENDS_MAX && NE_CUE_EDGE_FEATURES <= ENDING_FEATURES &&
                   NE_EXTENT_FEATURES <= ENDING_FEATURES,
               "ends have room");

/* Returns the best end. */
static uint32_t score_ends(table *t, const endings *e, float *scores) {
  uint32_t i, k, best = 0;
  float taken = 0;
  for (i = 0; i < e->count; i++) {
    float take_it = 0;
    scores[i] = taken;
    for (k = 0; k < e->used[i]; k++) {
      const float *row = table_row(t, e->features[i][k]);
      take_it += row[NE_ENDING_TAKE];
      scores[i] += row[NE_ENDING_END];
    }
    taken += take_it;
    best = scores[i] > scores[best] ? i : best;
  }
  return best;
}

/* Teaches, or asks, which end is right. Returns the answer. */
static uint32_t pass_ends(table *t, const endings *e, uint32_t right, int learning) {
  float scores[ENDS_MAX], total = 0, beyond = 0; /* the chance of an end further out */
  uint32_t i, k, best = score_ends(t, e, scores);
  for (i = 0; i < e->count; i++) {
    total += expf(scores[i] - scores[best]);
  }
  for (i = e->count; i-- > 0 && learning && right < e->count;) {
    float p = expf(scores[i] - scores[best]) / total;
    for (k = 0; k < e->used[i]; k++) {
      table_step(t, e->features[i][k], NE_ENDING_TAKE, beyond - (float)(i < right), RATE);
      table_step(t, e->features[i][k], NE_ENDING_END, p - (float)(i == right), RATE);
    }
    beyond += p;
  }
  return best;
}

/* How many words beside a cue's head belong to it. */
static void pass_edges(table *edge, reading *r, const gold *g, int learning, counts *c) {
  static endings e;
  uint32_t k, i;
  ne_outline o;
  for (k = 0; k < g->count; k++) {
    const gold_cue *x = &g->cues[k];
    int on_right, all_right = 1;
    ne_outline_open(&o, &r->prose, &r->mentions, x->sentence);
    for (on_right = 0; on_right < 2; on_right++) {
      const ne_cue_side side = ne_cue_side_of(&o, x->cue.head, on_right);
      uint32_t right = on_right ? x->cue.end - x->cue.head - 1 : x->cue.head - x->cue.first;
      e.count = ne_cue_room(&o, x->cue.head, on_right) + 1;
      for (i = 0; i < e.count; i++) {
        e.used[i] = ne_cue_edge_features(&side, i, e.features[i]);
      }
      all_right &= pass_ends(edge, &e, right, learning) == right;
    }
    c->said++;
    c->hit += (uint32_t)all_right;
  }
}

/* ---- Sources ------------------------------------------------------------------ */

/* 1 + the candidate that is the mention; 0 where none is. */
static uint32_t number_of(const ne_source_frame *frame, uint32_t mention) {
  uint32_t i;
  for (i = 0; i < frame->count; i++) {
    if (frame->candidates[i].mention == mention) {
      return i + 1;
    }
  }
  return 0;
}

/* All mentions are learnt from: those that are passed by in the end show best what is no
** source. */
static void pass_sources(table *t, reading *r, const gold *g, int learning, counts *c) {
  static uint32_t f[NE_SOURCE_CANDIDATES + 1][NE_SOURCE_FEATURES];
  static const int8_t none[1] = {0};
  const ne_model standings = {none, 0, 1, 1.0f};
  uint32_t n[NE_SOURCE_CANDIDATES + 1], k, i, best, right;
  float scores[NE_SOURCE_CANDIDATES + 1];
  ne_source_frame frame;
  ne_outline o;
  for (k = 0; k < g->count; k++) {
    const gold_cue *x = &g->cues[k];
    float top, total = 0;
    c->gold++;
    ne_outline_open(&o, &r->prose, &r->mentions, x->sentence);
    ne_source_frame_open(&frame, &standings, &o, &x->cue);
    right = x->mention == GOLD_NONE ? 0 : number_of(&frame, x->mention);
    if (x->lost || (x->mention != GOLD_NONE && !right)) {
      continue;
    }
    n[0] = ne_source_features(&frame, NULL, f[0]);
    scores[0] = top = sum_of(t, f[0], n[0]);
    best = 0;
    for (i = 1; i <= frame.count; i++) {
      n[i] = ne_source_features(&frame, &frame.candidates[i - 1], f[i]);
      scores[i] = sum_of(t, f[i], n[i]);
      if (scores[i] > top) {
        top = scores[i];
        best = i;
      }
    }
    c->said++;
    c->hit += best == right;
    for (i = 0; i <= frame.count && learning; i++) {
      total += expf(scores[i] - top);
    }
    for (i = 0; i <= frame.count && learning; i++) {
      float p = expf(scores[i] - top) / total;
      step_all(t, f[i], n[i], p - (float)(i == right));
    }
  }
}

/* ---- Extents of sources ----------------------------------------------------------- */

/* The words of the source around its mention's head. */
static ne_range words_of_source(const reading *r, const gold_cue *x) {
  const ne_sentence *s = &r->prose.sentences.at[x->sentence];
  const ne_token *at = r->prose.tokens.at;
  const ranges *source = &x->attribution->source;
  const uint32_t head = r->mentions.at[x->mention].head;
  ne_range words = {head, head + 1};
  while (words.first > s->first && ranges_hold(source, at[words.first - 1].start)) {
    words.first--;
  }
  while (words.end < s->end && ranges_hold(source, at[words.end].start)) {
    words.end++;
  }
  while (words.first < head && ne_tag_is_rim(&at[words.first])) {
    words.first++;
  }
  while (words.end > head + 1 && ne_tag_is_rim(&at[words.end - 1])) {
    words.end--;
  }
  return words;
}

/* How far the words go beyond a mention on one side: teaches, or asks. Returns the answer. */
static uint32_t pass_extent(table *t, ne_extent *x, uint32_t right, int learning) {
  static endings e;
  uint32_t i;
  e.count = x->room + 1;
  for (i = 0; i < e.count; i++) {
    e.used[i] = ne_extent_features(x, e.features[i]);
    if (i < x->room) {
      ne_extent_take(x);
    }
  }
  return pass_ends(t, &e, right, learning);
}

static void pass_extents(table *t, reading *r, const gold *g, int learning, counts *c) {
  uint32_t k, left, right;
  for (k = 0; k < g->count; k++) {
    const gold_cue *x = &g->cues[k];
    const ne_mention *m;
    ne_range words;
    ne_extent e;
    if (x->mention == GOLD_NONE) {
      continue;
    }
    m = &r->mentions.at[x->mention];
    words = words_of_source(r, x);
    ne_extent_open(&e, &r->prose, &x->cue, m, 0);
    left = pass_extent(t, &e, m->first - words.first, learning);
    ne_extent_open(&e, &r->prose, &x->cue, m, 1);
    right = pass_extent(t, &e, words.end - m->end, learning);
    c->said++;
    c->hit += m->first - left == words.first && m->end + right == words.end;
  }
}

/* ---- Contents ------------------------------------------------------------------- */

static float log_add(float a, float b) {
  float high = a > b ? a : b, low = a > b ? b : a;
  return high + log1pf(expf(low - high));
}

/* One step of the chain's likelihood: forwards, backwards, gradients. */
static void learn_content(table *t, const ne_content_frame *frame, const uint8_t *gold_inside) {
  static uint32_t f[NE_SENTENCE_MAX][NE_CONTENT_FEATURES];
  static float s[NE_SENTENCE_MAX][NE_CONTENT_CLASSES], a[NE_SENTENCE_MAX][2], b[NE_SENTENCE_MAX][2];
  uint16_t places[NE_SENTENCE_MAX];
  uint32_t used[NE_SENTENCE_MAX], i, k, c;
  uint32_t first = frame->outline->sentence->first;
  uint32_t n = ne_content_places(frame, places);
  float z;
  for (i = 0; i < n; i++) {
    used[i] = ne_content_features(frame, first + places[i], f[i]);
    memset(s[i], 0, sizeof s[i]);
    for (k = 0; k < used[i]; k++) {
      const float *row = table_row(t, f[i][k]);
      for (c = 0; c < NE_CONTENT_CLASSES; c++) {
        s[i][c] += row[c];
      }
    }
  }
  a[0][0] = 0;
  a[0][1] = s[0][NE_CONTENT_ENTER] + s[0][NE_CONTENT_IN];
  for (i = 1; i < n; i++) {
    a[i][0] = log_add(a[i - 1][0], a[i - 1][1] + s[i][NE_CONTENT_LEAVE]);
    a[i][1] = s[i][NE_CONTENT_IN] + log_add(a[i - 1][1], a[i - 1][0] + s[i][NE_CONTENT_ENTER]);
  }
  b[n - 1][0] = b[n - 1][1] = 0;
  for (i = n - 1; i-- > 0;) {
    float to_out = b[i + 1][0];
    float to_in = s[i + 1][NE_CONTENT_IN] + b[i + 1][1];
    b[i][0] = log_add(to_out, to_in + s[i + 1][NE_CONTENT_ENTER]);
    b[i][1] = log_add(to_in, to_out + s[i + 1][NE_CONTENT_LEAVE]);
  }
  z = log_add(a[n - 1][0], a[n - 1][1]);
  for (i = 0; i < n; i++) {
    float in = expf(a[i][1] + b[i][1] - z);
    float g[NE_CONTENT_CLASSES];
    int was = i > 0 && gold_inside[places[i - 1]], is = gold_inside[places[i]];
    float enter, leave;
    if (i == 0) {
      enter = in;
      leave = 0;
    } else {
      enter = expf(a[i - 1][0] + s[i][NE_CONTENT_ENTER] + s[i][NE_CONTENT_IN] + b[i][1] - z);
      leave = expf(a[i - 1][1] + s[i][NE_CONTENT_LEAVE] + b[i][0] - z);
    }
    g[NE_CONTENT_IN] = in - (float)is;
    g[NE_CONTENT_ENTER] = enter - (float)(is && !was);
    g[NE_CONTENT_LEAVE] = leave - (float)(!is && was);
    for (k = 0; k < used[i]; k++) {
      for (c = 0; c < NE_CONTENT_CLASSES; c++) {
        table_step(t, f[i][k], c, g[c], RATE);
      }
    }
  }
}

/* One cue in so many is learnt from as if its word had never been met: rare words report, too. */
#define UNMET 4

static void pass_contents(table *t, reading *r, const gold *g, int learning, counts *c) {
  uint32_t k;
  (void)c;
  for (k = 0; k < g->count && learning; k++) {
    uint8_t inside[NE_SENTENCE_MAX];
    ne_outline o;
    ne_content_frame frame = gold_frame(r, &g->cues[k], &o, inside);
    if (k % UNMET == 0) {
      frame.lemma = (uint64_t)r->article->length << 32 | g->cues[k].cue.head;
    }
    learn_content(t, &frame, inside);
  }
}

/* ---- The whole --------------------------------------------------------------------- */

static void learn_from(pass_function *pass, table *t, reading *r, const gold *g, int retold) {
  counts seen = {0, 0, 0, 0};
  pass(t, r, g, 1, &seen);
  if (retold == AND_RETOLD) {
    pass(t, r->retold, g->retold, 1, &seen);
  }
}

counts run_passes(pass_function *pass, table *t, reading *readings, const gold *golds,
                  uint32_t count, int fold, uint32_t log2_rows, int retold) {
  uint64_t seed = 20161108;
  uint32_t epoch, i, *order = take(count, sizeof *order);
  counts held = {0, 0, 0, 0};
  for (i = 0; i < count; i++) {
    order[i] = i;
  }
  t->counting = 1;
  for (i = 0; i < count; i++) {
    if (!is_held_out(i, fold) && !readings[i].absent) {
      learn_from(pass, t, &readings[i], &golds[i], retold);
    }
  }
  table_choose(t, log2_rows, LEAST);
  for (epoch = 0; epoch < ROUNDS * EPOCHS; epoch++) {
    if (epoch % EPOCHS == 0) {
      table_restart(t);
    }
    shuffle(order, count, &seed);
    for (i = 0; i < count; i++) {
      if (!is_held_out(order[i], fold) && !readings[order[i]].absent) {
        learn_from(pass, t, &readings[order[i]], &golds[order[i]], retold);
      }
    }
    if (epoch % EPOCHS >= EPOCHS / 2) {
      table_keep(t);
    }
  }
  table_use_kept(t);
  for (i = 0; i < count; i++) {
    if (is_held_out(i, fold)) {
      pass(t, &readings[i], &golds[i], 0, &held);
    }
  }
  free(order);
  return held;
}

double percent(uint32_t a, uint32_t b) {
  return b ? 100.0 * a / b : 0.0;
}

void train_sentences(attribution_tables *t, reading *readings, const gold *golds, uint32_t count,
                     int fold, counts results[3]) {
  t->cue.decay = t->edge.decay = t->source.decay = t->content.decay = DECAY;
  results[0] = run_passes(pass_cues, &t->cue, readings, golds, count, fold, 16, AND_RETOLD);
  results[1] = run_passes(pass_edges, &t->edge, readings, golds, count, fold, 15, AND_RETOLD);
  results[2] = run_passes(pass_sources, &t->source, readings, golds, count, fold, 16, AND_RETOLD);
  run_passes(pass_contents, &t->content, readings, golds, count, fold, 17, AND_RETOLD);
}

static void tell(const char *name, const table *t) {
  printf("%s: %u of %u rows used; ", name, t->used, t->packed);
}

void train_attribution(attribution_tables *t, reading *readings, uint32_t count, int fold,
                       contests *met) {
  gold *golds = take(count, sizeof *golds);
  uint32_t i, headless = 0, cues = 0;
  counts c[3], d;
  for (i = 0; i < count; i++) {
    gold_read(&readings[i], &golds[i]);
    headless += golds[i].headless;
    cues += golds[i].count;
  }
  printf("%u cues, %u attributions without a candidate for one\n", cues, headless);
  train_rarities(&t->rarities, readings, golds, count, fold);
  if (fold >= 0) {
    hear_crosswise(readings, golds, count, fold, met, &t->rerank);
  } else {
    train_rerank(&t->rerank, met);
  }
  train_sentences(t, readings, golds, count, fold, c);
  tell("cues", &t->cue);
  printf("%u of %u candidates, precision %.1f recall %.1f\n", c[0].gold, c[0].candidates,
         percent(c[0].hit, c[0].said), percent(c[0].hit, c[0].gold));
  tell("cue edges", &t->edge);
  printf("%.1f %% right\n", percent(c[1].hit, c[1].said));
  tell("sources", &t->source);
  printf("%u, %u without a candidate, %.1f %% right of the others\n", c[2].gold,
         c[2].gold - c[2].said, percent(c[2].hit, c[2].said));
  tell("contents", &t->content);
  printf("%u of %u rows used to choose\n", t->rerank.used, t->rerank.packed);
  if (fold >= 0) {
    hear(t, readings, golds, count, fold, met);
  }
  t->extent.decay = t->discourse.decay = DECAY;
  d = run_passes(pass_extents, &t->extent, readings, golds, count, fold, 15, AS_TOLD);
  tell("extents of sources", &t->extent);
  printf("%.1f %% right\n", percent(d.hit, d.said));
  d = run_passes(pass_discourse, &t->discourse, readings, golds, count, fold, 16, AS_TOLD);
  tell("quoted runs without a cue", &t->discourse);
  printf("%u, %.1f %% right\n", d.gold, percent(d.hit, d.gold));
  for (i = 0; i < count; i++) {
    gold_free(&golds[i]);
  }
  free(golds);
}
