/* extent.c: finds where the words that name a source begin and end. */
#include "extent.h"

#define ROOM_ON_LEFT 24

static const ne_sentence *sentence_of(const ne_extent *x) {
  return &x->prose->sentences.at[x->mention->sentence];
}

/* The token i of the sentence; an edge before its first and after its last. */
static const ne_token *token_at(const ne_extent *x, int64_t i) {
  const ne_sentence *s = sentence_of(x);
  return (uint64_t)(i - s->first) < s->end - s->first ? &x->prose->tokens.at[i] : &ne_outline_edge;
}

/* To the cue, or to the sentence's end. */
static uint32_t room_of(const ne_extent *x) {
  const ne_sentence *s = sentence_of(x);
  const ne_mention *m = x->mention;
  uint32_t limit, room;
  if (x->on_right) {
    limit = x->cue->first > m->head ? x->cue->first : s->end;
    room = limit > m->end ? limit - m->end : 0;
    return room < NE_EXTENT_ROOM ? room : NE_EXTENT_ROOM;
  }
  limit = x->cue->end <= m->head ? x->cue->end : s->first;
  room = m->first > limit ? m->first - limit : 0;
  return room < ROOM_ON_LEFT ? room : ROOM_ON_LEFT;
}

static uint32_t is_break(const ne_token *token) {
  return token->kind == NE_TOKEN_COMMA || token->kind == NE_TOKEN_DASH;
}

void ne_extent_open(ne_extent *x, const ne_prose *prose, const ne_cue *cue,
                    const ne_mention *mention, int on_right) {
  uint32_t i, first;
  x->prose = prose;
  x->cue = cue;
  x->mention = mention;
  x->on_right = on_right;
  x->room = room_of(x);
  x->next = on_right ? mention->end : mention->first - 1;
  x->taken = x->brackets = x->commas_on = x->verbs_on = 0;
  first = on_right ? mention->end : mention->first - x->room;
  for (i = first; i < first + x->room; i++) {
    x->commas_on += is_break(&prose->tokens.at[i]);
    x->verbs_on += (uint32_t)ne_tag_is_finite(prose->tokens.at[i].tag);
  }
}

void ne_extent_take(ne_extent *x) {
  const ne_token *token = &x->prose->tokens.at[x->next];
  if (token->kind == (x->on_right ? NE_TOKEN_OPEN : NE_TOKEN_CLOSE)) {
    x->brackets++;
  } else if (token->kind == (x->on_right ? NE_TOKEN_CLOSE : NE_TOKEN_OPEN) && x->brackets) {
    x->brackets--;
  }
  x->commas_on -= is_break(token);
  x->verbs_on -= (uint32_t)ne_tag_is_finite(token->tag);
  x->taken++;
  x->next += x->on_right ? 1 : UINT32_MAX;
}

/* How far on the cue is: 0 where it lies the other way. */
static uint64_t steps_to_cue(const ne_extent *x) {
  const uint32_t i = x->next;
  if (x->on_right) {
    return x->cue->first <= x->mention->head ? 0 : 1 + ne_outline_few(x->cue->first - i, 3);
  }
  return x->cue->end > x->mention->head ? 0 : 1 + ne_outline_few(i + 1 - x->cue->end, 2);
}

uint32_t ne_extent_features(const ne_extent *x, uint32_t f[NE_EXTENT_FEATURES]) {
  const ne_mention *m = x->mention;
  const int64_t i = (int64_t)x->next, out = x->on_right ? 1 : -1;
  const ne_token *w = token_at(x, i), *inner = token_at(x, i - out), *beyond = token_at(x, i + out);
  const uint64_t tag = (uint64_t)w->tag | (uint64_t)w->kind << 6;
  const uint64_t tag_inner = (uint64_t)inner->tag | (uint64_t)inner->kind << 6;
  const uint64_t tag_beyond = (uint64_t)beyond->tag | (uint64_t)beyond->kind << 6;
  const uint64_t side = (uint64_t)x->on_right, being = (uint64_t)m->form | (uint64_t)m->being << 3;
  const uint64_t rule = x->next < m->full_end ? 0 : x->next == m->full_end ? 1 : 2;
  const uint64_t where = side | (uint64_t)(x->taken == 0) << 1 | (side ? rule : 0) << 2 |
                         (uint64_t)(x->brackets > 0) << 4;
  const uint64_t cue_follows = x->cue->first > m->head;
  const uint64_t ahead =
      ne_outline_few(x->commas_on, 3) | ne_outline_few(x->verbs_on, 2) << 2 | cue_follows << 4 |
      (cue_follows & (token_at(x, (int64_t)x->cue->first - 1)->kind == NE_TOKEN_COMMA)) << 5;
  uint32_t n = 0;
  f[n++] = ne_feature3(1, where, tag, steps_to_cue(x));
  f[n++] = ne_feature3(2, w->hash, being, side);
  f[n++] = ne_feature3(3, w->hash, beyond->hash, side);
  f[n++] = ne_feature3(4, w->hash, tag_beyond, where);
  f[n++] = ne_feature3(5, tag, tag_inner, where);
  f[n++] = ne_feature3(6, x->prose->tokens.at[m->head].hash, w->hash, side);
  f[n++] = ne_feature3(7, ahead, w->hash, side);
  return n;
}

#define SURE 4.0f /* logits: words that name a source may go on in many ways */

static void look_at_next(const ne_model *model, ne_extent_side *s) {
  s->next.count = ne_extent_features(&s->way, s->next.features);
  ne_ending_want(model, &s->next);
}

static void open_side(const ne_model *model, ne_extent_side *s) {
  s->open = s->way.room > 0;
  s->ending = (ne_ending){.sure = SURE, .best = INT32_MIN};
  if (s->open) {
    look_at_next(model, s);
  }
}

/* How many tokens the words take on the side. */
static uint32_t find_end(const ne_model *model, ne_extent_side *s) {
  while (s->open) {
    s->open =
        ne_ending_weigh(&s->ending, model, &s->next, s->way.taken) && s->way.taken < s->way.room;
    if (s->open) {
      ne_extent_take(&s->way);
      look_at_next(model, s);
    }
  }
  return s->ending.end;
}

void ne_extent_begin(ne_extent_search *x, const ne_model *model, const ne_prose *prose,
                     const ne_cue *cue, const ne_mention *mention) {
  x->model = model;
  ne_extent_open(&x->left.way, prose, cue, mention, 0);
  ne_extent_open(&x->right.way, prose, cue, mention, 1);
  open_side(model, &x->left);
  open_side(model, &x->right);
}

ne_range ne_extent_end(ne_extent_search *x) {
  const ne_mention *mention = x->left.way.mention;
  ne_range words;
  words.first = mention->first - find_end(x->model, &x->left);
  words.end = mention->end + find_end(x->model, &x->right);
  return words;
}
