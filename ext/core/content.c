/* content.c: finds the words that a cue reports. */
#include "content.h"

#include <string.h>

#include "voice.h"

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

/* Could what is reported stand before the cue and its source, and could it stand behind them?
** Is there a clause, and does a comma part it from them? */
static uint64_t clauses_around(const ne_outline *o, const ne_cue *cue, const ne_mention *source) {
  const ne_sentence *s = o->sentence;
  const uint32_t first = source && source->first < cue->first ? source->first : cue->first;
  const uint32_t end = source && source->full_end > cue->end ? source->full_end : cue->end;
  const uint64_t before = o->verbs[first - s->first] > 0;
  const uint64_t behind = o->verbs[s->end - s->first] > o->verbs[end - s->first];
  const uint64_t comma = ne_outline_token(o, (int64_t)first - 1)->kind == NE_TOKEN_COMMA;
  return before | behind << 1 | comma << 2;
}

/* The first word of what is reported, behind the cue and its source, where it tells that it is:
** "said after the vote that it was over". 0 where none does before a verb. */
static uint32_t complementizer_behind(const ne_outline *o, const ne_cue *cue,
                                      const ne_mention *source) {
  const ne_token *at = o->prose->tokens.at;
  const ne_sentence *s = o->sentence;
  const uint32_t end = source && source->full_end > cue->end ? source->full_end : cue->end;
  uint32_t i;
  for (i = end; i < s->end && o->verbs[i - s->first] == o->verbs[end - s->first]; i++) {
    if (at[i].tag == NE_TAG_PREPOSITION &&
        ne_prose_is(o->prose, i, NE_LEX_BIT(NE_LEX_COMPLEMENTIZER))) {
      return i;
    }
  }
  return 0;
}

ne_content_frame ne_content_frame_of(const ne_model *bonds, const ne_outline *o, const ne_cue *cue,
                                     const ne_mention *source) {
  const ne_token *w = &o->prose->tokens.at[cue->head];
  const ne_sentence *s = o->sentence;
  uint64_t side = !source ? 3 : source->end <= cue->head ? 0 : source->first > cue->head ? 1 : 2;
  ne_content_frame frame = {bonds,
                            o,
                            cue,
                            source,
                            0,
                            0,
                            cue->lemma,
                            clauses_around(o, cue, source),
                            complementizer_behind(o, cue, source)};
  frame.cue_form = (uint64_t)cue->kind | (uint64_t)w->tag << 3 | side << 9;
  frame.pattern = cue_surroundings(o, cue) | (uint64_t)(o->marks[cue->first - s->first] > 0) << 16 |
                  (uint64_t)(o->marks[s->end - s->first] > o->marks[cue->end - s->first]) << 17 |
                  side << 18;
  return frame;
}

/* Tokens that stand alike to the cue and its source. */
typedef struct stretch {
  uint32_t end;                  /* where the next one begins */
  uint32_t near;                 /* of the cue, what is nearest */
  uint32_t way;                  /* from there: 1 rightwards, and its negative */
  uint32_t commas, marks, verbs; /* before that */
  uint64_t place;
} stretch;

/* The one that begins at token i or holds it. */
static stretch stretch_at(const ne_content_frame *frame, uint32_t i) {
  const ne_outline *o = frame->outline;
  const ne_cue *cue = frame->cue;
  const ne_mention *source = frame->source;
  const int before = i < cue->first, behind = i >= cue->end;
  const uint32_t near = before ? cue->first : behind ? cue->end : i;
  const uint32_t count = near - o->sentence->first;
  uint64_t passed = 4; /* edges of the source; 4 where there is none */
  stretch s;
  s.end = before ? near : behind ? o->sentence->end : i + 1;
  s.near = near;
  s.way = before ? UINT32_MAX : 1;
  s.commas = o->commas[count];
  s.marks = o->marks[count];
  s.verbs = o->verbs[count];
  if (source) {
    const uint32_t edges[] = {source->first, source->end, source->full_end};
    for (passed = 0; passed < 3 && i >= edges[passed]; passed++) {
    }
    if (passed < 3 && edges[passed] < s.end) {
      s.end = edges[passed];
    }
  }
  s.place = (before ? 0 : behind ? 2 : 1) | passed << 2;
  return s;
}

/* Of what stands before a token and before the cue, how much lies between; up to a limit. */
static uint64_t apart(const stretch *s, uint32_t count, uint32_t at_cue, uint32_t limit) {
  return ne_outline_few((count - at_cue) * s->way, limit);
}

static void put_features(const ne_content_frame *frame, const stretch *s, uint32_t i,
                         uint32_t f[NE_CONTENT_FEATURES]) {
  const ne_outline *o = frame->outline;
  const ne_token *w = &o->prose->tokens.at[i];
  const ne_token *w1 = ne_outline_token(o, (int64_t)i - 1);
  const ne_token *x1 = ne_outline_token(o, (int64_t)i + 1);
  const uint32_t *run = o->prose->runs.of_token + i, count = i - o->sentence->first;
  const uint64_t place = s->place,
                 distance = ne_outline_step((uint32_t)apart(s, i, s->near, NE_SENTENCE_MAX));
  const uint64_t inside = run[0] != 0, inside1 = count > 0 && run[-1] != 0;
  const uint64_t commas = apart(s, o->commas[count], s->commas, 3);
  const uint64_t marks = apart(s, o->marks[count], s->marks, 3);
  const uint64_t verbs = apart(s, o->verbs[count], s->verbs, 2);
  const uint64_t tag = (uint64_t)w->tag | (uint64_t)w->kind << 6,
                 tag1 = (uint64_t)w1->tag | (uint64_t)w1->kind << 6,
                 tagx = (uint64_t)x1->tag | (uint64_t)x1->kind << 6;
  const uint64_t where = place | inside << 6 | inside1 << 7;
  const uint64_t ends = (uint64_t)(count == 0) | (uint64_t)(i + 1 == s->end) << 1;
  const uint64_t begins =
      (uint64_t)(i < frame->complementizer) | (uint64_t)(i == frame->complementizer) << 1;
  f[0] = ne_feature3(5, where, commas | marks << 4, frame->pattern);
  f[1] = ne_feature3(6, place, distance, frame->cue_form);
  f[2] = ne_feature3(8, tag | tag1 << 16, tagx, where);
  f[3] = ne_feature2(9, w->hash, where);
  f[4] = ne_feature2(10, w1->hash, where);
  f[5] = ne_feature3(18, tag, place | verbs << 8 | commas << 12 | inside << 16, frame->cue_form);
  f[6] = ne_feature3(21, tag, frame->lemma, place | distance << 8);
  f[7] = ne_feature3(1, where | ends << 8 | begins << 10, frame->cue_form, frame->clauses);
}

uint32_t ne_content_features(const ne_content_frame *frame, uint32_t i,
                             uint32_t f[NE_CONTENT_FEATURES]) {
  const stretch s = stretch_at(frame, i);
  put_features(frame, &s, i, f);
  return NE_CONTENT_FEATURES;
}

#define RIMS 5

/* The tokens that begin the cue and the source, or come behind them. */
static void find_rims(const ne_content_frame *frame, uint32_t rims[RIMS]) {
  const ne_cue *cue = frame->cue;
  const ne_mention *source = frame->source;
  rims[0] = cue->first;
  rims[1] = cue->end;
  rims[2] = source ? source->first : cue->first;
  rims[3] = source ? source->end : cue->end;
  rims[4] = source ? source->full_end : cue->end;
}

int ne_content_at_rim(const ne_content_frame *frame, uint32_t i) {
  uint32_t rims[RIMS], number = 0;
  find_rims(frame, rims);
  while (number < RIMS && rims[number] != i) {
    number++;
  }
  return number < RIMS;
}

/* The tags that go with that one before them, a bit each. */
static uint32_t bonds_of(const ne_model *bonds, uint8_t tag) {
  return ne_model_u32(ne_model_bytes(bonds, tag, NE_BOND_BYTES));
}

#define RUN_END 2 /* tokens at either end of a run that are looked at */

/* Within a long run, away from its ends? */
static int is_amid_run(const uint32_t *of_token, uint32_t i) {
  const uint32_t run = of_token[i];
  return run && of_token[i - RUN_END] == run && of_token[i + RUN_END] == run;
}

/* Which of the tokens [begin, end) go with the one before them. Words in quotation marks are
** looked at one by one: they weigh more. Without branches, a third of which would be guessed wrong.
*/
static void find_bound(const ne_content_frame *frame, uint32_t begin, uint32_t end,
                       uint8_t *bound) {
  const ne_token *at = frame->outline->prose->tokens.at;
  const uint32_t *of_token = frame->outline->prose->runs.of_token;
  uint32_t i;
  bound[0] = 0;
  for (i = begin + 1; i < end; i++) {
    const uint32_t bond = bonds_of(frame->bonds, at[i - 1].tag) >> at[i].tag & 1;
    bound[i - begin] = (uint8_t)(bond & (of_token[i] == 0));
  }
}

uint32_t ne_content_places(const ne_content_frame *frame, uint16_t places[NE_SENTENCE_MAX]) {
  const ne_outline *o = frame->outline;
  const ne_cue *cue = frame->cue;
  const uint32_t *of_token = o->prose->runs.of_token;
  uint32_t first = o->sentence->first, last = o->sentence->end, begin, end, i, count = 0;
  uint32_t before = (uint32_t)ne_outline_few(o->reach, NE_CONTENT_BEFORE);
  uint32_t after = (uint32_t)ne_outline_few(o->reach, NE_CONTENT_AFTER);
  uint8_t left_out[NE_SENTENCE_MAX];
  uint32_t rims[RIMS];
  begin = cue->first - first > before ? cue->first - before : first;
  end = last - cue->end > after ? cue->end + after : last;
  find_bound(frame, begin, end, left_out);
  find_rims(frame, rims);
  for (i = 0; i < RIMS; i++) {
    if (rims[i] >= begin && rims[i] < end) {
      left_out[rims[i] - begin] = 0;
    }
  }
  for (i = begin + RUN_END; o->quoted && i + RUN_END < end; i++) {
    left_out[i - begin] |= (uint8_t)is_amid_run(of_token, i);
  }
  for (i = begin; i < end; i++) {
    places[count] = (uint16_t)(i - first);
    count += !left_out[i - begin];
  }
  return count;
}

/* ---- The chain --------------------------------------------------------------------- */

typedef int32_t place_scores[NE_CONTENT_CLASSES];

#define ROW_BYTES (1 + NE_CONTENT_CLASSES) /* the check and the weights */
#define RAISE     128                      /* makes of a weight a number that is not negative */

/* The row of a feature as one number, the check lowest. */
static uint32_t row_of(const ne_model *model, uint32_t feature) {
  return ne_model_u32((const uint8_t *)model->rows + (size_t)(feature & model->mask) * ROW_BYTES);
}

/* Sums the weights up two at a time, in the halves of numbers. */
static void score_place(const ne_model *model, const uint32_t features[NE_CONTENT_FEATURES],
                        int32_t scores[NE_CONTENT_CLASSES]) {
  const uint32_t *f = features;
  const uint32_t rows[NE_CONTENT_FEATURES] = {
      row_of(model, f[0]), row_of(model, f[1]), row_of(model, f[2]), row_of(model, f[3]),
      row_of(model, f[4]), row_of(model, f[5]), row_of(model, f[6]), row_of(model, f[7])};
  uint32_t even = 0, odd = 0, k;
  for (k = 0; k < NE_CONTENT_FEATURES; k++) {
    const uint32_t differs = (features[k] >> (NE_FEATURE_BITS - 8) ^ rows[k]) & 0xFF;
    const uint32_t own = rows[k] & -(uint32_t)(differs == 0);
    const uint32_t raised = own ^ UINT32_C(0x80808080);
    even += raised & UINT32_C(0x00FF00FF);
    odd += raised >> 8 & UINT32_C(0x00FF00FF);
  }
  scores[NE_CONTENT_IN] = (int32_t)(odd & 0xFFFF) - NE_CONTENT_FEATURES * RAISE;
  scores[NE_CONTENT_ENTER] = (int32_t)(even >> 16) - NE_CONTENT_FEATURES * RAISE;
  scores[NE_CONTENT_LEAVE] = (int32_t)(odd >> 16) - NE_CONTENT_FEATURES * RAISE;
}

/* Sends for the rows of all places before the first is looked at. */
static void score_places(const ne_model *model, const ne_content_frame *frame,
                         const uint16_t *places, uint32_t count, place_scores *scores) {
  const ne_model m = {model->rows, model->mask, ROW_BYTES, model->scale};
  const uint32_t first = frame->outline->sentence->first;
  uint32_t features[NE_SENTENCE_MAX][NE_CONTENT_FEATURES], i, k;
  stretch s = {0};
  for (i = 0; i < count; i++) {
    if (first + places[i] >= s.end) {
      s = stretch_at(frame, first + places[i]);
    }
    put_features(frame, &s, first + places[i], features[i]);
    for (k = 0; k < NE_CONTENT_FEATURES; k++) {
      ne_model_expect(&m, features[i][k]);
    }
  }
  for (i = 0; i < count; i++) {
    score_place(&m, features[i], scores[i]);
  }
}

#define FAR (INT32_MIN / 4)

enum { BEFORE, INSIDE, BEHIND, STATES };

/* The best ways: to each state of each place, a chain that has nothing inside having the
** score 0 and being no way; and all the way, through each place. */
typedef struct chain {
  uint32_t count;
  const uint16_t *places;
  int32_t to[NE_SENTENCE_MAX][STATES];
  int32_t in[NE_SENTENCE_MAX], out[NE_SENTENCE_MAX]; /* with the place inside, and without */
  uint8_t outside[NE_SENTENCE_MAX];                  /* the place's state without */
  uint8_t from[NE_SENTENCE_MAX][STATES];             /* the state before, for each */
  uint8_t into[NE_SENTENCE_MAX][STATES];             /* the state, for each of the place before */
} chain;

#define NEVER (-(1 << 20))

/* Nothing is reported by an "it" that stands for nobody: "it is feared by officials that". */
static void leave_nobody_out(const ne_content_frame *frame, const uint16_t *places, uint32_t count,
                             place_scores *scores) {
  const uint32_t nobody = ne_voice_of_nobody(frame->outline, frame->cue->head);
  uint32_t i;
  for (i = 0; i < count && nobody != NE_NO_TOKEN; i++) {
    if (frame->outline->sentence->first + places[i] == nobody) {
      scores[i][NE_CONTENT_IN] = NEVER;
    }
  }
}

static void go_forwards(chain *c, const place_scores *scores) {
  int32_t inside = FAR, behind = FAR;
  uint32_t i;
  for (i = 0; i < c->count; i++) {
    const int32_t leave = inside + scores[i][NE_CONTENT_LEAVE];
    const int32_t enter = (behind > 0 ? behind : 0) + scores[i][NE_CONTENT_ENTER];
    const int32_t best = inside > enter ? inside : enter;
    const uint8_t outside = behind > 0 ? BEHIND : BEFORE;
    c->from[i][BEFORE] = BEFORE;
    c->from[i][INSIDE] = best == enter ? outside : INSIDE;
    c->from[i][BEHIND] = leave > behind ? INSIDE : BEHIND;
    behind = leave > behind ? leave : behind;
    inside = best + scores[i][NE_CONTENT_IN];
    c->to[i][BEFORE] = 0;
    c->to[i][INSIDE] = inside;
    c->to[i][BEHIND] = behind;
  }
}

static void go_backwards(chain *c, const place_scores *scores) {
  int32_t before = FAR, inside = 0, behind = 0;
  uint32_t i;
  for (i = c->count; i-- > 0;) {
    const int32_t stay = inside + scores[i][NE_CONTENT_IN];
    const int32_t leave = behind + scores[i][NE_CONTENT_LEAVE];
    const int32_t enter = stay + scores[i][NE_CONTENT_ENTER];
    const int32_t all_behind = c->to[i][BEHIND] + behind;
    c->in[i] = c->to[i][INSIDE] + inside;
    c->out[i] = all_behind > before ? all_behind : before;
    c->outside[i] = all_behind > before ? BEHIND : BEFORE;
    c->into[i][BEFORE] = enter > before ? INSIDE : BEFORE;
    c->into[i][INSIDE] = stay > leave ? INSIDE : BEHIND;
    c->into[i][BEHIND] = enter > behind ? INSIDE : BEHIND;
    inside = stay > leave ? stay : leave;
    before = enter > before ? enter : before;
    behind = enter > behind ? enter : behind;
  }
}

/* Tells of each place whether it is inside in the best chain that has that state at that
** place. */
static void trace(const chain *c, uint32_t place, uint8_t state, uint8_t *inside) {
  uint32_t i;
  uint8_t now = state;
  for (i = place + 1; i-- > 0;) {
    inside[i] = now == INSIDE;
    now = c->from[i][now];
  }
  now = state;
  for (i = place + 1; i < c->count; i++) {
    now = c->into[i][now];
    inside[i] = now == INSIDE;
  }
}

/* From places to the sentence's tokens: what lies between two places goes with the first. */
static void spread(const chain *c, const uint8_t *inside, uint8_t *of_token, size_t tokens) {
  const uint8_t *end = inside + c->count, *from = inside, *to;
  memset(of_token, 0, tokens);
  while ((from = memchr(from, 1, (size_t)(end - from))) != NULL) {
    to = memchr(from, 0, (size_t)(end - from));
    const uint32_t first = c->places[from - inside];
    const uint32_t behind = to ? c->places[to - inside] : c->places[c->count - 1] + 1u;
    memset(of_token + first, 1, behind - first);
    from = to ? to : end;
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

/* The best chain, which is given, and those that are best of all in which some word is
** inside that is outside in it, or the reverse. */
static uint32_t best_turns(const chain *c, const ne_token *at, const uint8_t *inside, int32_t near,
                           turn *turns) {
  uint32_t i, count = 1;
  const int32_t least = turns[0].score - near;
  for (i = 0; i < c->count; i++) {
    const int32_t score = inside[i] ? c->out[i] : c->in[i];
    if (score > least && at[c->places[i]].tag != NE_TAG_PUNCTUATION) {
      count = keep(turns, count, (turn){score, i, inside[i] ? c->outside[i] : INSIDE});
    }
  }
  return count;
}

void ne_content_find(const ne_model *model, const ne_content_frame *frame, float near,
                     ne_content_options *options) {
  const ne_sentence *s = frame->outline->sentence;
  const ne_token *at = frame->outline->prose->tokens.at + s->first;
  uint16_t places[NE_SENTENCE_MAX];
  place_scores scores[NE_SENTENCE_MAX];
  const uint32_t count = ne_content_places(frame, places), last = count - 1;
  uint8_t inside[NE_SENTENCE_MAX];
  turn turns[NE_CONTENT_OPTIONS];
  chain c;
  uint32_t i, found;
  options->count = 0;
  if (!count) {
    return;
  }
  c.count = count;
  c.places = places;
  score_places(model, frame, places, count, scores);
  leave_nobody_out(frame, places, count, scores);
  go_forwards(&c, (const place_scores *)scores);
  go_backwards(&c, (const place_scores *)scores);
  turns[0].place = last;
  turns[0].state = c.to[last][INSIDE] > c.to[last][BEHIND] ? INSIDE : BEHIND;
  turns[0].score = c.to[last][turns[0].state];
  trace(&c, last, turns[0].state, inside);
  found = best_turns(&c, at, inside, (int32_t)(near / model->scale), turns);
  options->count = found;
  for (i = 0; i < found; i++) {
    if (i > 0) {
      trace(&c, turns[i].place, turns[i].state, inside);
    }
    spread(&c, inside, options->inside[i], s->end - s->first);
    options->score[i] = (float)turns[i].score * model->scale;
  }
}

int ne_content_next(const ne_outline *o, const uint8_t *inside, uint32_t i, ne_range *next) {
  const ne_sentence *s = o->sentence;
  const uint32_t n = s->end - s->first;
  const uint8_t *first = i < n ? memchr(inside + i, 1, n - i) : NULL;
  const uint8_t *end = first ? memchr(first, 0, (size_t)(inside + n - first)) : NULL;
  if (!first) {
    return 0;
  }
  next->first = s->first + (uint32_t)(first - inside);
  next->end = end ? s->first + (uint32_t)(end - inside) : s->end;
  return 1;
}
