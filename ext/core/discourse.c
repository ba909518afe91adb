/* discourse.c: finds speakers for quoted runs that no cue reaches. */
#include "discourse.h"

#include <stdlib.h>
#include <string.h>

/* ---- Candidates and their features ------------------------------------------ */

static uint32_t add_mentions(const ne_scene *scene, uint32_t sentence, uint32_t most,
                             ne_answer *out, uint32_t count) {
  uint32_t m, end, taken = 0;
  if (sentence >= scene->prose->sentences.count) {
    return count;
  }
  end = scene->mentions->of_sentence[sentence + 1];
  for (m = scene->mentions->of_sentence[sentence];
       m < end && taken < most && count < NE_ANSWERS_MAX; m++) {
    if (!scene->prose->runs.of_token[scene->mentions->at[m].head]) {
      out[count++] = (ne_answer){NE_ANSWER_MENTION, m};
      taken++;
    }
  }
  return count;
}

static int can_speak(const ne_mention *m) {
  return m->being == NE_BEING_PERSON || m->being == NE_BEING_ORGANIZATION ||
         m->being == NE_BEING_GROUP;
}

/* May the run go on from an utterance of another paragraph? Not where its own
** sentence names somebody before it. */
static int may_continue(const ne_scene *scene) {
  const ne_runs *runs = &scene->prose->runs;
  const ne_run *run = &runs->at[scene->run];
  uint32_t m = scene->mentions->of_sentence[scene->sentence];
  if (scene->before == NE_NO_RUN) {
    return 0;
  }
  if (runs->at[scene->before].paragraph == run->paragraph) {
    return 1;
  }
  for (; m < scene->mentions->of_sentence[scene->sentence + 1]; m++) {
    if (scene->mentions->at[m].first < run->open && can_speak(&scene->mentions->at[m])) {
      return 0;
    }
  }
  return 1;
}

/* A quoted sentence, with its capital and its stop, is always somebody's where it is
** long, or all of its paragraph, or stands behind a colon. */
static int is_sentence(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  const ne_token *first = &scene->prose->tokens.at[run->first];
  const ne_token *last = &scene->prose->tokens.at[run->end - 1];
  const ne_paragraph *p = &scene->prose->lines.paragraphs[run->paragraph];
  if (!run->closed || first->shape < NE_SHAPE_CAPITAL || run->end - run->first < 3 ||
      (last->kind != NE_TOKEN_STOP && last->kind != NE_TOKEN_COMMA)) {
    return 0;
  }
  return run->end - run->first > NE_LONG_RUN ||
         (run->open <= p->first && run->close + 1 >= p->end) ||
         (run->open > p->first && scene->prose->tokens.at[run->open - 1].kind == NE_TOKEN_COLON);
}

uint32_t ne_discourse_answers(const ne_scene *scene, ne_answer out[NE_ANSWERS_MAX]) {
  uint32_t count = 0;
  if (!is_sentence(scene)) {
    out[count++] = (ne_answer){NE_ANSWER_NONE, NE_NO_SOURCE};
  }
  out[count++] = (ne_answer){NE_ANSWER_NOBODY, NE_NO_SOURCE};
  if (may_continue(scene)) {
    out[count++] = (ne_answer){NE_ANSWER_CONTINUE, NE_NO_SOURCE};
  }
  if (scene->earlier) {
    out[count++] = (ne_answer){NE_ANSWER_EARLIER, NE_NO_SOURCE};
  }
  count = add_mentions(scene, scene->sentence, 8, out, count);
  if (scene->last_sentence != scene->sentence) {
    count = add_mentions(scene, scene->last_sentence, 4, out, count);
  }
  if (scene->sentence > 0) {
    count = add_mentions(scene, scene->sentence - 1, 6, out, count);
  }
  return add_mentions(scene, scene->last_sentence + 1, 3, out, count);
}

/* The first verb of the sentence after the mention, where there is one near. */
static uint64_t verb_after(const ne_scene *scene, const ne_mention *m) {
  uint32_t i, end = scene->prose->sentences.at[m->sentence].end;
  for (i = m->end; i < end && i < m->end + 8; i++) {
    if (ne_tag_is_verb(scene->prose->tokens.at[i].tag)) {
      return scene->prose->tokens.at[i].hash;
    }
  }
  return 0;
}

/* How the run stands in its sentence and paragraph, as bits. */
static uint64_t posture(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  const ne_paragraph *p = &scene->prose->lines.paragraphs[run->paragraph];
  const ne_sentence *first = &scene->prose->sentences.at[scene->sentence];
  const ne_sentence *last = &scene->prose->sentences.at[scene->last_sentence];
  const ne_token *token = &scene->prose->tokens.at[run->first];
  return (uint64_t)(run->open <= first->first) | (uint64_t)(run->close + 1 >= last->end) << 1 |
         (uint64_t)(run->open <= p->first) << 2 | (uint64_t)(run->close + 1 >= p->end) << 3 |
         (uint64_t)run->closed << 4 | (uint64_t)run->continues << 5 |
         (uint64_t)(token->shape >= NE_SHAPE_CAPITAL) << 6 |
         (uint64_t)(scene->sentence != scene->last_sentence) << 7;
}

/* How the utterance before stands to the run. */
static uint64_t gap_before(const ne_scene *scene) {
  const ne_run *before, *run = &scene->prose->runs.at[scene->run];
  uint64_t sentences, paragraphs;
  if (scene->before == NE_NO_RUN) {
    return 0;
  }
  before = &scene->prose->runs.at[scene->before];
  sentences = scene->sentence - scene->before_last;
  paragraphs = run->paragraph - before->paragraph;
  return 1u | (sentences < 4 ? sentences : 4) << 1 | (paragraphs < 3 ? paragraphs : 3) << 4 |
         (uint64_t)before->closed << 6;
}

uint32_t ne_discourse_features(const ne_scene *scene, ne_answer answer,
                               uint32_t f[NE_DISCOURSE_FEATURES]) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  const ne_token *tokens = prose->tokens.at;
  const ne_sentence *sentence = &prose->sentences.at[scene->sentence];
  const ne_token *before = run->open > sentence->first ? &tokens[run->open - 1] : NULL;
  const ne_token *after = run->close + 1 < prose->sentences.at[scene->last_sentence].end
                              ? &tokens[run->close + 1]
                              : NULL;
  const ne_token *last = &tokens[run->end - 1];
  uint64_t kind = answer.kind, stance = posture(scene), gap = gap_before(scene);
  uint64_t length = ne_outline_step(run->end - run->first);
  uint64_t rim = (before ? (uint64_t)before->tag | (uint64_t)before->kind << 6 : 4095) |
                 (after ? (uint64_t)after->tag | (uint64_t)after->kind << 6 : 4095) << 12;
  uint64_t whole = stance & 3;
  uint64_t lead = ne_outline_step(run->open > sentence->first ? run->open - sentence->first : 0);
  uint32_t n = 0;
  if (answer.kind == NE_ANSWER_MENTION) {
    const ne_mention *m = &scene->mentions->at[answer.mention];
    uint64_t offset = m->sentence < scene->sentence        ? 0
                      : m->sentence > scene->last_sentence ? 2
                      : m->first < run->first              ? 1
                                                           : 3;
    uint64_t what = (uint64_t)m->form | (uint64_t)m->being << 2 | (uint64_t)m->flags << 5;
    uint64_t rank = answer.mention - scene->mentions->of_sentence[m->sentence];
    uint64_t speaks = scene->speaking[answer.mention] != 0;
    uint64_t verb = verb_after(scene, m);
    rank = rank < 4 ? rank : 4;
    kind |= offset << 4 | whole << 8 | speaks << 10;
    f[n++] = ne_feature(1, kind);
    f[n++] = ne_feature2(2, kind, what);
    f[n++] = ne_feature3(3, kind, rank, m->form);
    f[n++] = ne_feature3(4, kind, tokens[m->head].hash, 0);
    f[n++] = ne_feature3(5, offset, verb, whole);
    f[n++] = ne_feature3(6, kind, rank, stance);
    f[n++] = ne_feature3(7, kind, gap, m->form);
    f[n++] = ne_feature3(8, kind, rim, m->form);
    f[n++] = ne_feature3(9, kind, length, m->form);
    f[n++] = ne_feature3(10, kind, scene->cued, rank);
    f[n++] =
        ne_feature3(11, offset, tokens[m->end < prose->tokens.count ? m->end : m->head].hash, rank);
    f[n++] = ne_feature3(12, kind, before ? before->hash : 1, m->form);
    f[n++] = ne_feature3(14, kind, lead, rank);
    f[n++] = ne_feature3(15, kind, lead, scene->cued);
    f[n++] = ne_feature3(13, kind, m->flags, m->first == prose->sentences.at[m->sentence].first);
    return n;
  }
  kind |= (uint64_t)scene->cued << 4;
  f[n++] = ne_feature(31, kind);
  f[n++] = ne_feature2(32, kind, stance);
  f[n++] = ne_feature2(33, kind, gap);
  f[n++] = ne_feature3(34, kind, gap, stance);
  f[n++] = ne_feature2(35, kind, rim);
  f[n++] = ne_feature3(36, kind, length, whole);
  f[n++] = ne_feature3(37, kind, before ? before->hash : 1, whole);
  f[n++] = ne_feature3(38, kind, after ? after->hash : 1, whole);
  f[n++] = ne_feature3(39, kind, last->kind, whole);
  f[n++] = ne_feature3(40, kind, tokens[run->first].hash, whole);
  f[n++] = ne_feature3(41, kind, tokens[run->first].tag | (uint64_t)last->tag << 8, length);
  f[n++] = ne_feature3(42, kind, length, gap);
  f[n++] = ne_feature3(43, kind, length, rim);
  f[n++] = ne_feature3(44, kind, last->hash, whole);
  f[n++] = ne_feature3(46, kind, lead, gap);
  f[n++] = ne_feature3(47, kind, lead, whole);
  f[n++] = ne_feature3(48, kind, before ? (uint64_t)before->kind : 31, lead);
  f[n++] = ne_feature3(45, kind, tokens[run->first].shape | (uint64_t)last->shape << 4, length);
  return n;
}

/* ---- Going through the runs ----------------------------------------------------- */

typedef struct stage {
  ne_arena *arena;
  const ne_model *model;
  ne_attributions *list;
  ne_scene scene;
  int32_t speaker;      /* attribution of the utterance before; -1 for none */
  int32_t previous;     /* the latest one of another speaker */
  uint32_t *of_mention; /* 1 + the attribution that a mention is the source of; 0 for none */
} stage;

static ne_answer best_answer(const stage *s, double *probability) {
  ne_answer answers[NE_ANSWERS_MAX];
  uint32_t features[NE_DISCOURSE_FEATURES], i, best = 0;
  uint32_t count = ne_discourse_answers(&s->scene, answers);
  int32_t scores[NE_ANSWERS_MAX];
  double total = 0;
  for (i = 0; i < count; i++) {
    uint32_t n = ne_discourse_features(&s->scene, answers[i], features);
    scores[i] = ne_model_sum(s->model, features, n);
    best = scores[i] > scores[best] ? i : best;
  }
  for (i = 0; i < count; i++) {
    total += ne_model_exp(s->model, scores[i] - scores[best]);
  }
  *probability = 1.0 / total;
  return answers[best];
}

/* Nothing but the run and what it continues stands between the two. */
static int adjoins(const stage *s) {
  return s->scene.before != NE_NO_RUN && s->scene.sentence <= s->scene.before_last + 1;
}

static void append(stage *s, uint32_t run, ne_answer answer, double probability) {
  ne_attribution *a = ne_attributions_append(s->arena, s->list);
  const ne_run *r = &s->scene.prose->runs.at[run];
  int32_t model = answer.kind == NE_ANSWER_CONTINUE  ? s->speaker
                  : answer.kind == NE_ANSWER_EARLIER ? s->previous
                                                     : -1;
  if (!a) {
    return;
  }
  a->sentence = s->scene.sentence;
  a->act = NEWSEXT_STATEMENT;
  a->confidence = (float)probability;
  a->mention = answer.mention;
  a->rule = answer.kind == NE_ANSWER_MENTION    ? NEWSEXT_RULE_CONTEXT
            : answer.kind == NE_ANSWER_CONTINUE ? NEWSEXT_RULE_CONTINUATION
            : answer.kind == NE_ANSWER_EARLIER  ? NEWSEXT_RULE_CONVERSATION
                                                : NEWSEXT_RULE_NONE;
  if (model >= 0) {
    a->same_as = model;
    a->mention = s->list->at[model].mention;
    a->confidence *= s->list->at[model].confidence;
  }
  ne_attribution_add(s->arena, a, (ne_range){r->first, r->end});
  s->list->of_run[run] = s->list->count;
}

/* Is the mention the source of words in quotation marks? */
static int is_spoken(const stage *s, uint32_t mention) {
  uint32_t index = s->of_mention[mention];
  return index && s->scene.prose->runs.of_token[s->list->at[index - 1].content[0].first];
}

static void give(stage *s, uint32_t run, ne_answer answer, double probability) {
  const ne_run *r = &s->scene.prose->runs.at[run];
  if (answer.kind == NE_ANSWER_NONE) {
    return;
  }
  if (answer.kind == NE_ANSWER_CONTINUE && adjoins(s)) {
    ne_attribution_add(s->arena, &s->list->at[s->speaker], (ne_range){r->first, r->end});
    s->list->of_run[run] = (uint32_t)s->speaker + 1;
    return;
  }
  if (answer.kind == NE_ANSWER_MENTION && is_spoken(s, answer.mention) &&
      s->scene.mentions->at[answer.mention].sentence + 1 >= s->scene.sentence &&
      s->scene.mentions->at[answer.mention].sentence <= s->scene.last_sentence) {
    uint32_t index = s->of_mention[answer.mention] - 1;
    ne_attribution_add(s->arena, &s->list->at[index], (ne_range){r->first, r->end});
    s->list->of_run[run] = index + 1;
    return;
  }
  append(s, run, answer, probability);
}

/* "The truth," she wrote, "is simple": commas before the cue and behind it. */
static int is_broken_quote(const stage *s) {
  const ne_runs *runs = &s->scene.prose->runs;
  const ne_token *at = s->scene.prose->tokens.at;
  const ne_run *run = &runs->at[s->scene.run];
  const ne_run *before = s->scene.before == NE_NO_RUN ? NULL : &runs->at[s->scene.before];
  return before && s->scene.before_last == s->scene.sentence && run->open > before->close + 1 &&
         at[before->end - 1].kind == NE_TOKEN_COMMA && at[run->open - 1].kind == NE_TOKEN_COMMA;
}

static int same_speaker(const stage *s, int32_t a, int32_t b) {
  const ne_attribution *x = &s->list->at[a], *y = &s->list->at[b];
  return x->mention == y->mention || x->same_as == b || y->same_as == a;
}

/* Remembers who spoke in this run. */
static void remember(stage *s, uint32_t run) {
  int32_t now = (int32_t)s->list->of_run[run] - 1;
  if (now < 0) {
    return;
  }
  if (s->speaker >= 0 && now != s->speaker && !same_speaker(s, now, s->speaker)) {
    s->previous = s->speaker;
  }
  s->speaker = now;
  s->scene.before = run;
  s->scene.before_last = s->scene.last_sentence;
}

typedef struct place {
  uint32_t first, index;
} place;

static int by_place(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->first != y->first) {
    return x->first < y->first ? -1 : 1;
  }
  return x->index < y->index ? -1 : x->index > y->index;
}

/* Puts the attributions in text order. */
static void sort(ne_arena *arena, ne_attributions *list) {
  ne_attribution *sorted = ne_arena_alloc(arena, (size_t)list->count + 1, sizeof *sorted);
  uint32_t *moved = ne_arena_alloc(arena, (size_t)list->count + 1, sizeof *moved), i;
  place *places = ne_arena_alloc(arena, (size_t)list->count + 1, sizeof *places);
  if (!sorted || !moved || !places) {
    return;
  }
  for (i = 0; i < list->count; i++) {
    places[i] = (place){list->at[i].content[0].first, i};
  }
  qsort(places, list->count, sizeof *places, by_place);
  for (i = 0; i < list->count; i++) {
    sorted[i] = list->at[places[i].index];
    moved[places[i].index] = i;
  }
  for (i = 0; i < list->count; i++) {
    if (sorted[i].same_as >= 0) {
      sorted[i].same_as = (int32_t)moved[sorted[i].same_as];
    }
  }
  list->at = sorted;
  list->capacity = list->count;
}

void ne_discourse_read(ne_arena *arena, const ne_model *model, const ne_prose *prose,
                       const ne_mentions *mentions, ne_attributions *list) {
  stage s;
  uint8_t *speaking = ne_arena_alloc(arena, (size_t)mentions->count + 1, 1);
  uint8_t *cued = ne_arena_alloc(arena, (size_t)prose->sentences.count + 1, 1);
  uint32_t i;
  memset(&s, 0, sizeof s);
  s.of_mention = ne_arena_alloc(arena, (size_t)mentions->count + 1, sizeof *s.of_mention);
  if (!speaking || !cued || !s.of_mention) {
    return;
  }
  s.arena = arena;
  s.model = model;
  s.list = list;
  s.speaker = s.previous = -1;
  s.scene = (ne_scene){.prose = prose, .mentions = mentions, .speaking = speaking};
  s.scene.before = NE_NO_RUN;
  for (i = 0; i < list->count; i++) {
    cued[list->at[i].sentence] = 1;
    if (list->at[i].mention != NE_NO_SOURCE) {
      speaking[list->at[i].mention] = 1;
      s.of_mention[list->at[i].mention] = i + 1;
    }
  }
  for (i = 0; i < prose->runs.count && arena->status == NEWSEXT_OK; i++) {
    const ne_run *run = &prose->runs.at[i];
    if (run->depth || !prose->lines.paragraphs[run->paragraph].number) {
      continue;
    }
    s.scene.run = i;
    s.scene.sentence = ne_sentence_from(&prose->sentences, s.scene.sentence, run->first);
    s.scene.last_sentence = ne_sentence_from(&prose->sentences, s.scene.sentence, run->end - 1);
    s.scene.cued = cued[s.scene.sentence];
    s.scene.earlier = s.previous >= 0;
    if (!list->of_run[i]) {
      double probability = 1.0;
      ne_answer answer = {NE_ANSWER_CONTINUE, NE_NO_SOURCE};
      if (!is_broken_quote(&s)) {
        answer = best_answer(&s, &probability);
      }
      give(&s, i, answer, probability);
    }
    remember(&s, i);
  }
  if (arena->status == NEWSEXT_OK) {
    sort(arena, list);
  }
}
