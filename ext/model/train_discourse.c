/* train_discourse.c: the model of quoted runs that no cue reaches. */
#include <math.h>
#include <string.h>

#include "../core/discourse.h"
#include "gold.h"

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

/* Does a cue of the run's own sentences report it? */
static int has_cue(const ne_scene *scene, const gold *g, const attribution *a) {
  uint32_t k;
  for (k = 0; k < g->count; k++) {
    if (g->cues[k].attribution == a && g->cues[k].sentence >= scene->sentence &&
        g->cues[k].sentence <= scene->last_sentence) {
      return 1;
    }
  }
  return 0;
}

static int same_source(const reading *r, const attribution *a, const attribution *b) {
  const range *x, *y;
  if (!a->source.count || !b->source.count) {
    return 0;
  }
  x = &a->source.at[a->source.count - 1];
  y = &b->source.at[b->source.count - 1];
  return x->end - x->start == y->end - y->start &&
         memcmp(r->article->text + x->start, r->article->text + y->start, x->end - x->start) == 0;
}

/* A long quoted sentence that no annotation holds is an omission of the annotator
** more often than no speech: nothing is learnt from it. */
static int is_omission(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  return run->open <= scene->prose->sentences.at[scene->sentence].first &&
         run->close + 1 >= scene->prose->sentences.at[scene->last_sentence].end &&
         run->end - run->first > 8;
}

/* One in so many runs that have a cue is learnt from as if the cue had been missed. */
#define MISSED 4

/* Which of the answers is right; count where none is. */
static uint32_t right_answer(const reading *r, const attribution *a, const attribution *before,
                             const attribution *earlier, const ne_answer *answers, uint32_t count) {
  uint32_t i;
  uint8_t wanted;
  if (!a) {
    wanted = NE_ANSWER_NONE;
  } else if (before && (a == before || same_source(r, a, before))) {
    wanted = NE_ANSWER_CONTINUE;
  } else if (!a->source.count) {
    wanted = NE_ANSWER_NOBODY;
  } else {
    for (i = 0; i < count; i++) {
      if (answers[i].kind == NE_ANSWER_MENTION &&
          ranges_hold(&a->source,
                      r->prose.tokens.at[r->mentions.at[answers[i].mention].head].start)) {
        return i;
      }
    }
    if (!earlier || !same_source(r, a, earlier)) {
      return count;
    }
    wanted = NE_ANSWER_EARLIER;
  }
  for (i = 0; i < count && answers[i].kind != wanted; i++) {
  }
  return i;
}

static void answer(table *t, const reading *r, const ne_scene *scene, const attribution *a,
                   const attribution *before, const attribution *earlier, int learning, counts *c) {
  static uint32_t f[NE_ANSWERS_MAX][NE_DISCOURSE_FEATURES];
  uint32_t n[NE_ANSWERS_MAX], i, best = 0;
  float scores[NE_ANSWERS_MAX], total = 0;
  ne_answer answers[NE_ANSWERS_MAX];
  uint32_t count = ne_discourse_answers(scene, answers);
  uint32_t right = right_answer(r, a, before, earlier, answers, count);
  if (right == count) {
    c->gold++;
    return;
  }
  for (i = 0; i < count; i++) {
    n[i] = ne_discourse_features(scene, answers[i], f[i]);
    scores[i] = sum_of(t, f[i], n[i]);
    best = scores[i] > scores[best] ? i : best;
  }
  c->gold++;
  c->hit += best == right;
  for (i = 0; i < count; i++) {
    total += expf(scores[i] - scores[best]);
  }
  for (i = 0; i < count && learning; i++) {
    step_all(t, f[i], n[i], expf(scores[i] - scores[best]) / total - (float)(i == right));
  }
}

void pass_discourse(table *t, reading *r, const gold *g, int learning, counts *c) {
  const attribution *before = NULL, *earlier = NULL;
  uint8_t *speaking = take((size_t)r->mentions.count + 1, 1);
  uint8_t *cued = take((size_t)r->prose.sentences.count + 1, 1);
  ne_scene scene;
  uint32_t i;
  memset(&scene, 0, sizeof scene);
  scene.prose = &r->prose;
  scene.mentions = &r->mentions;
  scene.speaking = speaking;
  scene.before = NE_NO_RUN;
  for (i = 0; i < g->count; i++) {
    cued[g->cues[i].sentence] = 1;
    if (g->cues[i].mention != GOLD_NONE) {
      speaking[g->cues[i].mention] = 1;
    }
  }
  for (i = 0; i < r->prose.runs.count; i++) {
    const ne_run *run = &r->prose.runs.at[i];
    const attribution *a;
    if (run->depth || !r->prose.lines.paragraphs[run->paragraph].number) {
      continue;
    }
    scene.run = i;
    scene.sentence = ne_sentence_from(&r->prose.sentences, scene.sentence, run->first);
    scene.last_sentence = ne_sentence_from(&r->prose.sentences, scene.sentence, run->end - 1);
    scene.cued = cued[scene.sentence];
    scene.earlier = earlier != NULL;
    a = owner_of(r, run);
    if (a && has_cue(&scene, g, a)) {
      if (learning && i % MISSED == 0) {
        scene.cued = 0;
        answer(t, r, &scene, a, before, earlier, learning, c);
      }
    } else if (a || !is_omission(&scene)) {
      answer(t, r, &scene, a, before, earlier, learning, c);
    }
    if (a) {
      if (before && a != before && !same_source(r, a, before)) {
        earlier = before;
      }
      before = a;
      scene.before = i;
      scene.before_last = scene.last_sentence;
    }
  }
  free(speaking);
  free(cued);
}
