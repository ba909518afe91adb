/* train_discourse.c: the model of quoted runs that no cue reaches. It learns from
** articles in which cues, sources and contents are those that models find which have
** not seen the article: with their errors, as it will meet them in use. */
#include <math.h>
#include <string.h>

#include "../core/discourse.h"
#include "gold.h"

/* ---- What the models of sentences leave ------------------------------------------ */

#define PARTS 4

/* The models of sentences as they will be read, but for that of whole contents. */
static ne_attribution_models models_packed(const attribution_tables *t, const rarities *rare) {
  ne_attribution_models models;
  memset(&models, 0, sizeof models);
  models.cue.head = table_packed(&t->cue, 0.9999);
  models.cue.edge = table_packed(&t->edge, 0.9999);
  models.source.score = table_packed(&t->source, 0.9999);
  models.source.standings = rare->standings;
  models.bonds = rare->bonds;
  models.content = table_packed(&t->content, 0.9999);
  return models;
}

static void models_free(ne_attribution_models *models) {
  free((void *)(uintptr_t)models->cue.head.rows);
  free((void *)(uintptr_t)models->cue.edge.rows);
  free((void *)(uintptr_t)models->source.score.rows);
  free((void *)(uintptr_t)models->content.rows);
}

static void hear_article(const ne_attribution_models *models, reading *r) {
  ne_attributions_find(&r->arena, models, &r->prose, &r->mentions, &r->cues, &r->heard);
}

void hear(const attribution_tables *t, reading *readings, const gold *golds, uint32_t count,
          int fold, contests *met) {
  ne_attribution_models models = models_packed(t, &t->rarities);
  uint32_t i;
  models.rerank = table_packed(&t->rerank, 0.9999);
  tell_rerank(&models.content, &models.rerank, readings, golds, count, fold);
  for (i = 0; i < count; i++) {
    if (is_held_out(i, fold)) {
      hear_article(&models, &readings[i]);
      contests_collect(met, &models.content, &readings[i], &golds[i]);
    }
  }
  free((void *)(uintptr_t)models.rerank.rows);
  models_free(&models);
}

/* Models that have not seen a part of the articles. */
static ne_attribution_models models_without(uint32_t part, reading *readings, const gold *golds,
                                            uint32_t count, int fold) {
  attribution_tables t;
  ne_attribution_models models;
  counts results[3];
  uint32_t i;
  for (i = 0; i < count; i++) {
    readings[i].absent = !is_held_out(i, fold) && i / FOLDS % PARTS == part;
  }
  table_open(&t.cue, NE_FEATURE_BITS, 1);
  table_open(&t.edge, NE_FEATURE_BITS, NE_ENDING_CLASSES);
  table_open(&t.source, NE_FEATURE_BITS, 1);
  table_open(&t.content, NE_FEATURE_BITS, NE_CONTENT_CLASSES);
  train_sentences(&t, readings, golds, count, fold, results);
  models = models_packed(&t, readings->rarities);
  table_close(&t.cue);
  table_close(&t.edge);
  table_close(&t.source);
  table_close(&t.content);
  for (i = 0; i < count; i++) {
    readings[i].absent = 0;
  }
  return models;
}

void hear_crosswise(reading *readings, const gold *golds, uint32_t count, int fold, contests *met,
                    table *rerank) {
  ne_attribution_models models[PARTS];
  ne_model packed;
  uint32_t part, i;
  for (part = 0; part < PARTS; part++) {
    models[part] = models_without(part, readings, golds, count, fold);
    for (i = 0; i < count; i++) {
      if (!is_held_out(i, fold) && i / FOLDS % PARTS == part) {
        contests_collect(met, &models[part].content, &readings[i], &golds[i]);
      }
    }
  }
  train_rerank(rerank, met);
  packed = table_packed(rerank, 0.9999);
  for (i = 0; i < count; i++) {
    part = i / FOLDS % PARTS;
    models[part].rerank = packed;
    if (!is_held_out(i, fold)) {
      hear_article(&models[part], &readings[i]);
    }
  }
  for (part = 0; part < PARTS; part++) {
    models_free(&models[part]);
  }
  free((void *)(uintptr_t)packed.rows);
}

/* ---- The right answer --------------------------------------------------------------- */

/* The attribution that holds the most of a run's words; NULL where it is less
** than half of them. */
static const attribution *owner_of(const reading *r, const ne_run *run) {
  const attribution *best = NULL;
  uint32_t i, k, most = 0;
  for (k = 0; k < r->article->attribution_count; k++) {
    const attribution *a = &r->article->attributions[k];
    uint32_t held = 0;
    if (a->content.at[a->content.count - 1].end <= r->prose.tokens.at[run->first].start ||
        a->content.at[0].start > r->prose.tokens.at[run->end - 1].start) {
      continue;
    }
    for (i = run->first; i < run->end; i++) {
      held += (uint32_t)ranges_hold(&a->content, r->prose.tokens.at[i].start);
    }
    if (held > most) {
      most = held;
      best = a;
    }
  }
  return most * 2 >= run->end - run->first ? best : NULL;
}

/* A long quoted sentence that no annotation holds is an omission of the annotator
** more often than no speech: nothing is learnt from it. */
static int is_omission(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  return run->open <= scene->prose->sentences.at[scene->sentence].first &&
         run->close + 1 >= scene->prose->sentences.at[scene->last_sentence].end &&
         run->end - run->first > NE_LONG_RUN;
}

/* Is the mention the source, or does it touch it at least, or bear its last word? */
enum { OTHER, NAMESAKE, TOUCHING, SOURCE };

static int touches(const reading *r, const attribution *a, const ne_mention *m) {
  uint32_t i;
  for (i = m->first; i < m->end; i++) {
    const ne_token *token = &r->prose.tokens.at[i];
    if ((ne_tag_is_noun(token->tag) || ne_tag_is_verb(token->tag)) &&
        ranges_hold(&a->source, token->start)) {
      return 1;
    }
  }
  return 0;
}

static int fits(const reading *r, const attribution *a, uint32_t mention) {
  const ne_token *head;
  const range *last;
  if (mention == NE_NO_SOURCE) {
    return a->source.count ? OTHER : SOURCE;
  }
  if (!a->source.count) {
    return OTHER;
  }
  head = &r->prose.tokens.at[r->mentions.at[mention].head];
  if (ranges_hold(&a->source, head->start)) {
    return SOURCE;
  }
  if (touches(r, a, &r->mentions.at[mention])) {
    return TOUCHING;
  }
  last = &a->source.at[a->source.count - 1];
  return last->end - last->start >= head->length &&
                 memcmp(r->article->text + last->end - head->length, r->article->text + head->start,
                        head->length) == 0
             ? NAMESAKE
             : OTHER;
}

/* Marks the answers that are right: those that give the very source, or else those
** that give one of its name. Returns how many. */
static uint32_t mark_right(const reading *r, const attribution *a, const ne_answer *answers,
                           uint32_t count, uint8_t *right) {
  int best = NAMESAKE, fit[NE_ANSWERS_MAX];
  uint32_t i, marked = 0;
  for (i = 0; i < count; i++) {
    switch (answers[i].kind) {
    case NE_ANSWER_NONE:
      fit[i] = a ? OTHER : SOURCE;
      break;
    case NE_ANSWER_NOBODY:
      fit[i] = a && !a->source.count ? SOURCE : OTHER;
      break;
    default:
      fit[i] = a ? fits(r, a, answers[i].mention) : OTHER;
      break;
    }
    best = fit[i] > best ? fit[i] : best;
  }
  for (i = 0; i < count; i++) {
    right[i] = fit[i] == best;
    marked += right[i];
  }
  return marked;
}

/* ---- Learning -------------------------------------------------------------------------- */

typedef struct lesson {
  table *table;
  const reading *reading;
  counts *counts;
  int learning;
} lesson;

/* The figures count words as well as runs. */
static float weight_of(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  float weight = sqrtf((float)(run->end - run->first) / 20.0f);
  return weight < 0.3f ? 0.3f : weight > 3.0f ? 3.0f : weight;
}

/* Chooses the right answer, the likeliest where there are several; the likeliest of
** all where none is right, or nobody teaches. */
static uint32_t choose(void *context, const ne_scene *scene, const ne_answer *answers,
                       uint32_t count, double *probability) {
  static uint32_t f[NE_ANSWERS_MAX][NE_ANSWER_FEATURES];
  lesson *l = context;
  const attribution *a = owner_of(l->reading, &scene->prose->runs.at[scene->run]);
  uint32_t n[NE_ANSWERS_MAX], i, best = 0, best_right = NE_ANSWERS_MAX;
  float scores[NE_ANSWERS_MAX], total = 0, total_right = 0;
  uint8_t right[NE_ANSWERS_MAX];
  uint32_t marked = mark_right(l->reading, a, answers, count, right);
  float weight = weight_of(scene);
  *probability = 1.0;
  for (i = 0; i < count; i++) {
    n[i] = ne_answer_features(scene, answers[i], f[i]);
    scores[i] = sum_of(l->table, f[i], n[i]);
    best = scores[i] > scores[best] ? i : best;
    if (right[i] && (best_right == NE_ANSWERS_MAX || scores[i] > scores[best_right])) {
      best_right = i;
    }
  }
  if (!a && is_omission(scene)) {
    return best;
  }
  l->counts->gold++;
  l->counts->hit += right[best];
  if (!marked || !l->learning) {
    return best;
  }
  for (i = 0; i < count; i++) {
    float share = expf(scores[i] - scores[best]);
    total += share;
    total_right += right[i] ? share : 0;
  }
  for (i = 0; i < count; i++) {
    float share = expf(scores[i] - scores[best]);
    step_all(l->table, f[i], n[i], weight * (share / total - (right[i] ? share / total_right : 0)));
  }
  return best_right;
}

ne_attributions copy_heard(ne_arena *arena, const reading *r) {
  ne_attributions copy = r->heard;
  uint32_t i;
  copy.capacity = copy.count + 1;
  copy.at = ne_arena_alloc(arena, copy.capacity, sizeof *copy.at);
  copy.of_run = ne_arena_alloc(arena, (size_t)r->prose.runs.count + 1, sizeof *copy.of_run);
  memcpy(copy.of_run, r->heard.of_run, r->prose.runs.count * sizeof *copy.of_run);
  for (i = 0; i < copy.count; i++) {
    ne_attribution *a = &copy.at[i];
    *a = r->heard.at[i];
    a->content = ne_arena_alloc(arena, a->content_count, sizeof *a->content);
    memcpy(a->content, r->heard.at[i].content, a->content_count * sizeof *a->content);
    a->content_capacity = a->content_count;
  }
  return copy;
}

void pass_discourse(table *t, reading *r, const gold *g, int learning, counts *c) {
  lesson l = {t, r, c, learning};
  ne_attributions list;
  ne_arena scratch;
  (void)g;
  ne_arena_open(&scratch, r->arena.allocator, NULL);
  list = copy_heard(&scratch, r);
  ne_discourse_walk(&scratch, choose, &l, &r->prose, &r->mentions, &r->cues, &list);
  ne_arena_close(&scratch);
}
