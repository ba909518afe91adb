/* content.c: finds the words that a cue reports. */
#include "content.h"

#include <string.h>

/* The nearest token of a kind that matters to the left and the right of the cue:
** marks, commas, colons. Tells inverted and broken quotes apart. */
static uint64_t cue_surroundings(const ne_outline *o, const ne_cue *cue) {
  const ne_token *before = ne_outline_token(o, (int64_t)cue->first - 1);
  const ne_token *after = ne_outline_token(o, (int64_t)cue->end);
  const ne_token *second = ne_outline_token(o, (int64_t)cue->end + 1);
  return (uint64_t)before->kind | (uint64_t)after->kind << 4 | (uint64_t)second->kind << 8 |
         (uint64_t)(cue->first == o->sentence->first) << 12 |
         (uint64_t)(cue->end + 2 >= o->sentence->end) << 13;
}

ne_content_frame ne_content_frame_of(const ne_outline *o, const ne_cue *cue,
                                     const ne_mention *source) {
  const ne_token *w = &o->prose->tokens.at[cue->head];
  const ne_sentence *s = o->sentence;
  uint64_t side = !source ? 3 : source->end <= cue->head ? 0 : source->first > cue->head ? 1 : 2;
  ne_content_frame frame = {o, cue, source, 0, 0, cue->lemma};
  frame.cue_form = (uint64_t)cue->kind | (uint64_t)w->tag << 3 | side << 9;
  frame.pattern = cue_surroundings(o, cue) | (uint64_t)(o->marks[cue->first - s->first] > 0) << 16 |
                  (uint64_t)(o->marks[s->end - s->first] > o->marks[cue->end - s->first]) << 17 |
                  side << 18;
  return frame;
}

/* Where token i stands to the cue and its source. */
static uint64_t place_of(const ne_content_frame *frame, uint32_t i) {
  const ne_cue *cue = frame->cue;
  const ne_mention *source = frame->source;
  uint64_t place = i < cue->first ? 0 : i < cue->end ? 1 : 2;
  if (source) {
    uint64_t to_source = i < source->first ? 0 : i < source->end ? 1 : i < source->full_end ? 2 : 3;
    place |= to_source << 2;
  } else {
    place |= UINT64_C(4) << 2;
  }
  return place;
}

uint32_t ne_content_features(const ne_content_frame *frame, uint32_t i,
                             uint32_t f[NE_CONTENT_FEATURES]) {
  const ne_outline *o = frame->outline;
  const ne_cue *cue = frame->cue;
  const ne_token *w = &o->prose->tokens.at[i];
  const ne_token *w1 = ne_outline_token(o, (int64_t)i - 1),
                 *w2 = ne_outline_token(o, (int64_t)i - 2);
  const ne_token *x1 = ne_outline_token(o, (int64_t)i + 1);
  uint32_t near = i < cue->first ? cue->first : i < cue->end ? i : cue->end, n = 0;
  uint64_t distance = ne_outline_step(i < near ? near - i : i - near);
  uint64_t place = place_of(frame, i);
  uint64_t inside = ne_outline_run(o, i) != 0,
           inside1 = i > o->sentence->first && ne_outline_run(o, i - 1) != 0;
  uint64_t commas = ne_outline_between(o, o->commas, i, near),
           marks = ne_outline_between(o, o->marks, i, near);
  uint64_t verbs = ne_outline_between(o, o->verbs, i, near);
  uint64_t tag = (uint64_t)w->tag | (uint64_t)w->kind << 6,
           tag1 = (uint64_t)w1->tag | (uint64_t)w1->kind << 6;
  uint64_t tagx = (uint64_t)x1->tag | (uint64_t)x1->kind << 6;
  uint64_t where;
  commas = commas < 3 ? commas : 3;
  marks = marks < 3 ? marks : 3;
  verbs = verbs < 2 ? verbs : 2;
  where = place | inside << 6 | inside1 << 7;
  f[n++] = ne_feature2(1, where, frame->cue_form);
  f[n++] = ne_feature3(5, where, commas | marks << 4, frame->pattern);
  f[n++] = ne_feature3(6, place, distance, frame->cue_form);
  f[n++] = ne_feature3(8, tag | tag1 << 16, tagx, where);
  f[n++] = ne_feature2(9, w->hash, where);
  f[n++] = ne_feature2(10, w1->hash, where);
  f[n++] = ne_feature3(11, w->hash, w1->hash, place);
  f[n++] = ne_feature3(18, tag, place | verbs << 8 | commas << 12 | inside << 16, frame->cue_form);
  f[n++] = ne_feature3(20, w1->hash, w2->hash, place);
  f[n++] = ne_feature3(21, tag, frame->lemma, place | distance << 8);
  return n;
}

#define RUN_END 2 /* tokens at either end of a run that are looked at */

uint32_t ne_content_places(const ne_outline *o, const ne_cue *cue,
                           uint16_t places[NE_SENTENCE_MAX]) {
  const uint32_t *of_token = o->prose->runs.of_token;
  uint32_t first = o->sentence->first, last = o->sentence->end, begin, end, i, count = 0;
  uint32_t before = o->reach < NE_CONTENT_BEFORE ? o->reach : NE_CONTENT_BEFORE;
  uint32_t after = o->reach < NE_CONTENT_AFTER ? o->reach : NE_CONTENT_AFTER;
  begin = cue->first - first > before ? cue->first - before : first;
  end = last - cue->end > after ? cue->end + after : last;
  for (i = begin; i < end; i++) {
    uint32_t run = of_token[i];
    if (!run || i < begin + RUN_END || i + RUN_END >= end || of_token[i - RUN_END] != run ||
        of_token[i + RUN_END] != run) {
      places[count++] = (uint16_t)(i - first);
    }
  }
  return count;
}

/* Fills inside[] from the states of the places: what lies between two of them goes with the
** first. */
static void spread(const uint16_t *places, const uint8_t *states, uint32_t count, uint32_t length,
                   uint8_t *inside) {
  uint32_t i, k;
  memset(inside, 0, length);
  for (k = 0; k < count; k++) {
    uint32_t next = k + 1 < count ? places[k + 1] : places[k] + 1u;
    for (i = places[k]; i < next && states[k]; i++) {
      inside[i] = 1;
    }
  }
}

/* ---- The chain --------------------------------------------------------------------- */

typedef int32_t place_scores[NE_CONTENT_CLASSES];

#define SIDES     NE_CONTENT_FEATURES      /* features that are looked at side by side */
#define ROW_BYTES (1 + NE_CONTENT_CLASSES) /* the check and the weights */
#define RAISE     128                      /* makes of a weight a number that is not negative */

/* The row of a feature as one number, the check lowest. */
static uint32_t row_of(const ne_model *model, uint32_t feature) {
  const uint8_t *row = (const uint8_t *)model->rows + (size_t)(feature & model->mask) * ROW_BYTES;
  return (uint32_t)row[0] | (uint32_t)row[1] << 8 | (uint32_t)row[2] << 16 | (uint32_t)row[3] << 24;
}

/* Sums the weights up two at a time, in the halves of numbers. */
static void score_place(const ne_model *model, const uint32_t features[SIDES], uint32_t count,
                        int32_t scores[NE_CONTENT_CLASSES]) {
  uint32_t rows[SIDES] = {0}, even = 0, odd = 0, k;
  for (k = 0; k + 4 <= count; k += 4) {
    rows[k] = row_of(model, features[k]);
    rows[k + 1] = row_of(model, features[k + 1]);
    rows[k + 2] = row_of(model, features[k + 2]);
    rows[k + 3] = row_of(model, features[k + 3]);
  }
  for (; k < count; k++) {
    rows[k] = row_of(model, features[k]);
  }
  for (k = 0; k < SIDES; k++) {
    const uint32_t differs = (features[k] >> (NE_FEATURE_BITS - 8) ^ rows[k]) & 0xFF;
    const uint32_t own = rows[k] & -(uint32_t)(differs == 0);
    const uint32_t raised = own ^ UINT32_C(0x80808080);
    even += raised & UINT32_C(0x00FF00FF);
    odd += raised >> 8 & UINT32_C(0x00FF00FF);
  }
  scores[NE_CONTENT_IN] = (int32_t)(odd & 0xFFFF) - SIDES * RAISE;
  scores[NE_CONTENT_ENTER] = (int32_t)(even >> 16) - SIDES * RAISE;
  scores[NE_CONTENT_LEAVE] = (int32_t)(odd >> 16) - SIDES * RAISE;
}

/* Sends for the rows of all places before the first is looked at. */
static void score_places(const ne_model *model, const ne_content_frame *frame,
                         const uint16_t *places, uint32_t count, place_scores *scores) {
  const ne_model m = {model->rows, model->mask, ROW_BYTES, model->scale};
  const uint32_t first = frame->outline->sentence->first;
  uint32_t features[NE_SENTENCE_MAX][SIDES], used = 0, i, k;
  for (i = 0; i < count; i++) {
    used = ne_content_features(frame, first + places[i], features[i]);
    for (k = used; k < SIDES; k++) {
      features[i][k] = 0;
    }
    for (k = 0; k < SIDES; k += 4) {
      ne_model_expect(&m, features[i][k]);
      ne_model_expect(&m, features[i][k + 1]);
      ne_model_expect(&m, features[i][k + 2]);
      ne_model_expect(&m, features[i][k + 3]);
    }
  }
  for (i = 0; i < count; i++) {
    score_place(&m, features[i], used, scores[i]);
  }
}

#define FAR (INT32_MIN / 4)

enum { BEFORE, INSIDE, BEHIND, STATES };

/* The best way to each state of each place, and the best way on from it; a chain that has
** nothing inside has the score 0 and is no way. */
typedef struct chain {
  uint32_t count;
  int32_t to[NE_SENTENCE_MAX][STATES], on[NE_SENTENCE_MAX][STATES];
  uint8_t from[NE_SENTENCE_MAX][STATES], next[NE_SENTENCE_MAX][STATES];
} chain;

static void go_forwards(chain *c, const place_scores *scores) {
  int32_t inside = FAR, behind = FAR;
  uint32_t i;
  for (i = 0; i < c->count; i++) {
    const int32_t leave = inside + scores[i][NE_CONTENT_LEAVE];
    const int32_t enter = (behind > 0 ? behind : 0) + scores[i][NE_CONTENT_ENTER];
    c->from[i][BEFORE] = BEFORE;
    c->from[i][INSIDE] = inside > enter ? INSIDE : behind > 0 ? BEHIND : BEFORE;
    c->from[i][BEHIND] = leave > behind ? INSIDE : BEHIND;
    behind = leave > behind ? leave : behind;
    inside = (inside > enter ? inside : enter) + scores[i][NE_CONTENT_IN];
    c->to[i][BEFORE] = 0;
    c->to[i][INSIDE] = inside;
    c->to[i][BEHIND] = behind;
  }
}

static void go_backwards(chain *c, const place_scores *scores) {
  int32_t before = FAR, inside = 0, behind = 0;
  uint32_t i;
  for (i = c->count; i-- > 0;) {
    int32_t stay, leave, enter;
    c->on[i][BEFORE] = before;
    c->on[i][INSIDE] = inside;
    c->on[i][BEHIND] = behind;
    stay = inside + scores[i][NE_CONTENT_IN];
    leave = behind + scores[i][NE_CONTENT_LEAVE];
    enter = stay + scores[i][NE_CONTENT_ENTER];
    if (i > 0) {
      c->next[i - 1][BEFORE] = enter > before ? INSIDE : BEFORE;
      c->next[i - 1][INSIDE] = stay > leave ? INSIDE : BEHIND;
      c->next[i - 1][BEHIND] = enter > behind ? INSIDE : BEHIND;
    }
    inside = stay > leave ? stay : leave;
    before = enter > before ? enter : before;
    behind = enter > behind ? enter : behind;
  }
}

/* The best chain that has that state at that place. */
static void trace(const chain *c, uint32_t place, uint8_t state, uint8_t *states) {
  uint32_t i;
  uint8_t now = state;
  for (i = place + 1; i-- > 0;) {
    states[i] = now == INSIDE;
    now = c->from[i][now];
  }
  now = state;
  for (i = place + 1; i < c->count; i++) {
    now = c->next[i - 1][now];
    states[i] = now == INSIDE;
  }
}

/* ---- The best chains ----------------------------------------------------------------- */

typedef struct turn {
  int32_t score;
  uint32_t place;
  uint8_t state;
} turn;

/* Keeps the best turns, each score once: places that turn together share it. */
static uint32_t keep(turn *turns, uint32_t count, turn new_turn) {
  uint32_t i = count, k;
  while (i > 0 && turns[i - 1].score < new_turn.score) {
    i--;
  }
  if (i == NE_CONTENT_OPTIONS || (i > 0 && turns[i - 1].score == new_turn.score)) {
    return count;
  }
  count += count < NE_CONTENT_OPTIONS;
  for (k = count - 1; k > i; k--) {
    turns[k] = turns[k - 1];
  }
  turns[i] = new_turn;
  return count;
}

/* The best chain, and those that are best of all in which some word is inside that is
** outside in it, or the reverse. */
static uint32_t best_turns(const ne_content_frame *frame, const chain *c, const uint16_t *places,
                           int32_t near, turn *turns) {
  const ne_token *at = frame->outline->prose->tokens.at + frame->outline->sentence->first;
  const uint32_t last = c->count - 1;
  uint32_t i, count = 1;
  uint8_t states[NE_SENTENCE_MAX];
  turns[0].place = last;
  turns[0].state = c->to[last][INSIDE] > c->to[last][BEHIND] ? INSIDE : BEHIND;
  turns[0].score = c->to[last][turns[0].state];
  trace(c, last, turns[0].state, states);
  for (i = 0; i < c->count; i++) {
    turn other = {c->to[i][INSIDE] + c->on[i][INSIDE], i, INSIDE};
    if (at[places[i]].tag == NE_TAG_PUNCTUATION) {
      continue;
    }
    if (states[i]) {
      const int32_t behind = c->to[i][BEHIND] + c->on[i][BEHIND];
      other.score = c->to[i][BEFORE] + c->on[i][BEFORE];
      other.state = BEFORE;
      if (behind > other.score) {
        other.score = behind;
        other.state = BEHIND;
      }
    }
    if (other.score > turns[0].score - near) {
      count = keep(turns, count, other);
    }
  }
  return count;
}

#define LARGE      1e100
#define NONE_LEAST 0.7

/* How likely is it that no place is inside, of all the chains there are? */
static double chance_of_none(const ne_model *model, const place_scores *scores, uint32_t count) {
  double none = 1.0, inside = 0.0, behind = 0.0;
  uint32_t i;
  for (i = 0; i < count; i++) {
    const double enter = (none + behind) * ne_model_exp(model, scores[i][NE_CONTENT_ENTER]);
    behind += inside * ne_model_exp(model, scores[i][NE_CONTENT_LEAVE]);
    inside = (inside + enter) * ne_model_exp(model, scores[i][NE_CONTENT_IN]);
    if (inside > LARGE || behind > LARGE) {
      none /= LARGE;
      inside /= LARGE;
      behind /= LARGE;
    }
  }
  return none / (none + inside + behind);
}

void ne_content_find(const ne_model *model, const ne_content_frame *frame, float near,
                     ne_content_options *options) {
  const ne_sentence *s = frame->outline->sentence;
  uint8_t states[NE_SENTENCE_MAX];
  uint16_t places[NE_SENTENCE_MAX] = {0};
  place_scores scores[NE_SENTENCE_MAX];
  const uint32_t count = ne_content_places(frame->outline, frame->cue, places);
  turn turns[NE_CONTENT_OPTIONS] = {{0, 0, 0}};
  chain c;
  uint32_t i;
  options->count = 0;
  if (!count) {
    return;
  }
  c.count = count;
  score_places(model, frame, places, count, scores);
  go_forwards(&c, (const place_scores *)scores);
  if (c.to[count - 1][INSIDE] < 0 && c.to[count - 1][BEHIND] < 0 &&
      chance_of_none(model, (const place_scores *)scores, count) > NONE_LEAST) {
    return; /* many chains that are worse than that of none may be likelier together */
  }
  go_backwards(&c, (const place_scores *)scores);
  options->count = best_turns(frame, &c, places, (int32_t)(near / model->scale), turns);
  for (i = 0; i < options->count; i++) {
    trace(&c, turns[i].place, turns[i].state, states);
    options->score[i] = (float)turns[i].score * model->scale;
    spread(places, states, count, s->end - s->first, options->inside[i]);
  }
}
