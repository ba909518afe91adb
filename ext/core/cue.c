/* cue.c: finds the words that report. */
#include "cue.h"

#include "voice.h"

static uint64_t bits(int class_number) {
  return NE_LEX_BIT(class_number);
}

static int is_according(const ne_prose *prose, uint32_t i) {
  return ne_prose_is(prose, i, bits(NE_LEX_SOURCE_PHRASE));
}

/* "FILE PHOTO:", "CORRECTION:": the page's own words, and nobody's */
static int is_heading(const ne_prose *prose, uint32_t i) {
  return prose->tokens.at[i].shape == NE_SHAPE_UPPER &&
         ne_prose_is(prose, i, bits(NE_LEX_DOCUMENT_NOUN) | bits(NE_LEX_PAGE_WORD));
}

int ne_cue_candidate(const ne_prose *prose, uint32_t i) {
  const ne_token *token = &prose->tokens.at[i];
  const uint64_t auxiliary = bits(NE_LEX_FUNCTION_WORD);
  const uint64_t cues = bits(NE_LEX_CUE_NOUN) | bits(NE_LEX_CUE_VERB) | bits(NE_LEX_SOURCE_PHRASE) |
                        bits(NE_LEX_CUE_ADJECTIVE);
  const int is_verb = ne_tag_is_verb(token->tag);
  if (token->kind == NE_TOKEN_COLON) {
    return i > 0 && !is_heading(prose, i - 1);
  }
  /* A verb that is not on the one list, or a word that is on the others: without branches,
  ** for they would be guesses. */
  return (token->kind == NE_TOKEN_WORD) &
         (ne_prose_is(prose, i, is_verb ? auxiliary : cues) != is_verb);
}

/* How far "that", "to", "whether" or a mark stands behind the candidate. */
static uint64_t complement(const ne_outline *o, uint32_t i) {
  uint64_t found = 0;
  int64_t k;
  for (k = 1; k <= 5; k++) {
    const ne_token *token = ne_outline_token(o, (int64_t)i + k);
    if (token->kind == NE_TOKEN_MARK) {
      return found | 1u << 8 | (uint64_t)k << 12;
    }
    if (token->tag == NE_TAG_PREPOSITION || token->tag == NE_TAG_TO || token->tag == NE_TAG_WH) {
      return token->hash ^ ((uint64_t)k << 56);
    }
    if (token->kind == NE_TOKEN_COMMA || token->kind == NE_TOKEN_COLON ||
        token->kind == NE_TOKEN_STOP) {
      return found | (uint64_t)token->kind << 16 | (uint64_t)k << 12;
    }
  }
  return found;
}

/* The nearest mention that ends before the candidate; NULL for none. */
static const ne_mention *subject_before(const ne_outline *o, uint32_t i) {
  uint32_t m = o->first_mention + o->mentioned[i - o->sentence->first];
  while (m > o->first_mention) {
    const ne_mention *mention = &o->mentions->at[--m];
    if (mention->end <= i) {
      return mention;
    }
  }
  return NULL;
}

/* What it is, and how far. */
static uint64_t form_of_subject(const ne_mention *mention, uint32_t i) {
  return !mention ? 0
                  : 1u | (uint64_t)mention->form << 1 | (uint64_t)mention->being << 4 |
                        (uint64_t)ne_outline_step(i - mention->end) << 8;
}

static uint64_t lexical_classes(const ne_outline *o, uint32_t i) {
  uint64_t classes = ne_lexicon_classes(o->prose->lexicon, o->prose->tokens.at[i].entry);
  return (uint64_t)((classes & bits(NE_LEX_CUE_VERB)) != 0) |
         (uint64_t)((classes & bits(NE_LEX_BELIEF_VERB)) != 0) << 1 |
         (uint64_t)((classes & bits(NE_LEX_INTENTION_VERB)) != 0) << 2 |
         (uint64_t)((classes & bits(NE_LEX_CUE_NOUN)) != 0) << 3;
}

void ne_cue_candidates_find(const ne_prose *prose, const ne_sentence *sentence,
                            ne_cue_candidates *c) {
  uint32_t i;
  c->count = 0;
  c->last = NE_NO_TOKEN;
  for (i = sentence->first; i < sentence->end; i++) {
    if (ne_cue_candidate(prose, i) && !prose->runs.of_token[i]) {
      ne_lexicon_expect_lemma(prose->lexicon, prose->tokens.at[i].entry);
      c->at[c->count] = i;
      c->left[c->count++] = c->last;
      if (ne_prose_is(prose, i, bits(NE_LEX_CUE_VERB))) {
        c->last = i;
      }
    }
  }
}

/* The words beside it that report: what one says is seldom said by another at once. */
static uint32_t rival_features(const ne_outline *o, const ne_cue_candidates *c, uint32_t k,
                               const ne_mention *subject, uint64_t classes, uint64_t lemma,
                               uint32_t *f) {
  const ne_token *at = o->prose->tokens.at, *before;
  uint32_t i = c->at[k], left = c->left[k], n = 0;
  uint32_t right = c->last == NE_NO_TOKEN || c->last <= i ? NE_NO_TOKEN : c->last;
  uint64_t first = 0, behind = 0, apart = 0, last = 0, distance = 0;
  before = ne_outline_token(o, (int64_t)(subject ? subject->first : i) - 1);
  if (left != NE_NO_TOKEN) {
    first = ne_prose_lemma(o->prose, &at[left]);
    behind = at[left + 1].hash;
    apart = ne_outline_few(ne_outline_between(o, o->commas, left, i), 3);
  }
  if (right != NE_NO_TOKEN) {
    last = ne_prose_lemma(o->prose, &at[right]);
    distance = ne_outline_few(ne_outline_between(o, o->commas, i, right), 3) << 8 |
               ne_outline_step(o->sentence->end - right);
  }
  f[n++] = ne_feature3(40, classes, first, apart);
  f[n++] = ne_feature2(41, lemma, first);
  f[n++] = ne_feature3(42, classes, first, behind);
  f[n++] = ne_feature3(43, classes, last, distance);
  f[n++] = ne_feature2(44, lemma, last);
  f[n++] = ne_feature3(45, classes, left != NE_NO_TOKEN, before->hash);
  return n;
}

uint32_t ne_cue_features(const ne_outline *o, const ne_cue_candidates *c, uint32_t k,
                         uint32_t f[NE_CUE_FEATURES]) {
  const uint32_t i = c->at[k];
  const ne_token *w = &o->prose->tokens.at[i];
  const ne_token *w1 = ne_outline_token(o, (int64_t)i - 1),
                 *w2 = ne_outline_token(o, (int64_t)i - 2);
  const ne_token *x1 = ne_outline_token(o, (int64_t)i + 1),
                 *x2 = ne_outline_token(o, (int64_t)i + 2);
  const ne_token *x3 = ne_outline_token(o, (int64_t)i + 3);
  uint32_t first = o->sentence->first, end = o->sentence->end, n = 0;
  const ne_mention *before = subject_before(o, i);
  uint64_t head = before ? o->prose->tokens.at[before->head].hash : 0;
  uint64_t subject = form_of_subject(before, i), following = complement(o, i);
  uint64_t classes = lexical_classes(o, i), tag = w->tag;
  uint64_t lemma = ne_prose_lemma(o->prose, w);
  uint64_t marks_before = o->marks[i - first],
           marks_after = o->marks[end - first] - o->marks[i - first];
  uint64_t place = (uint64_t)(marks_before > 0) << 1 | (uint64_t)(marks_after > 0) << 2;
  f[n++] = ne_feature(2, w->hash);
  f[n++] = ne_feature2(3, w->hash, tag);
  f[n++] = ne_feature2(5, classes, tag);
  f[n++] = ne_feature(4, lemma);
  f[n++] = ne_feature2(11, lemma, tag);
  f[n++] = ne_feature(6, w1->hash);
  f[n++] = ne_feature(7, x1->hash);
  f[n++] = ne_feature2(8, w->hash, x1->hash);
  f[n++] = ne_feature2(9, w->hash, w1->hash);
  f[n++] = ne_feature2(10, w->hash, x1->tag | (uint64_t)x1->kind << 8);
  f[n++] = ne_feature2(12, tag, w1->tag | (uint64_t)w2->tag << 8);
  f[n++] = ne_feature2(15, w->hash, place);
  f[n++] = ne_feature3(16, classes, place, tag);
  f[n++] = ne_feature2(17, w->hash, following);
  f[n++] = ne_feature3(18, classes, following, tag);
  f[n++] = ne_feature2(20, classes | tag << 8, subject);
  f[n++] = ne_feature2(23, classes | tag << 8, head);
  f[n++] = ne_feature2(24, classes | tag << 8, ne_outline_few(o->verbs[i - first], 3));
  f[n++] = ne_feature2(26, classes | place << 8, ne_outline_step(i - first));
  f[n++] = ne_feature2(27, classes | place << 8, ne_outline_step(end - i));
  f[n++] = ne_feature(28, w2->hash);
  f[n++] = ne_feature(29, x2->hash);
  f[n++] = ne_feature2(32, w->shape | (uint64_t)(i == first) << 8, classes | tag << 8);
  f[n++] = ne_feature3(33, classes | tag << 8, x1->tag | (uint64_t)x2->tag << 8, x3->tag);
  f[n++] = ne_feature2(34, o->prose->tokens.at[first].hash, classes | tag << 8);
  return n + rival_features(o, c, k, before, classes | tag << 8, lemma, f + n);
}

uint32_t ne_cue_room(const ne_outline *o, uint32_t head, int on_right) {
  uint32_t room = on_right ? o->sentence->end - head - 1 : head - o->sentence->first;
  return room < NE_CUE_REACH ? room : NE_CUE_REACH;
}

ne_cue_side ne_cue_side_of(const ne_outline *o, uint32_t head, int on_right) {
  return (ne_cue_side){o, head, on_right, on_right ? complement(o, head) : 0};
}

uint32_t ne_cue_edge_features(const ne_cue_side *s, uint32_t taken,
                              uint32_t f[NE_CUE_EDGE_FEATURES]) {
  const ne_outline *o = s->outline;
  int64_t out = s->on_right ? 1 : -1, i = (int64_t)s->head + out * (int64_t)(taken + 1);
  const ne_token *h = &o->prose->tokens.at[s->head], *w = ne_outline_token(o, i);
  const ne_token *beyond = ne_outline_token(o, i + out), *inner = ne_outline_token(o, i - out);
  uint64_t side = (uint64_t)s->on_right, where = side | (uint64_t)(taken + 1) << 1;
  uint64_t tag = (uint64_t)w->tag | (uint64_t)w->kind << 8;
  uint32_t n = 0;
  f[n++] = ne_feature2(2, w->hash, side);
  f[n++] = ne_feature2(3, w->hash, where);
  f[n++] = ne_feature2(4, tag, where);
  f[n++] = ne_feature3(5, w->hash, h->hash, side);
  f[n++] = ne_feature3(6, w->tag, h->hash, where);
  f[n++] = ne_feature3(9, w->hash, inner->hash, side);
  f[n++] = ne_feature3(11, w->hash, beyond->tag | (uint64_t)beyond->kind << 8, side);
  f[n++] = ne_feature3(12, tag, inner->hash, side);
  f[n++] = ne_feature3(13, tag, inner->tag | (uint64_t)beyond->tag << 8, side);
  if (s->on_right) {
    f[n++] = ne_feature3(14, s->following, where, h->tag);
  }
  return n;
}

#define SURE 2.0f /* logits: cues are short, and seldom go on beyond an end that is so likely */

/* A side where the cue grows token by token. */
typedef struct side {
  ne_cue_side of;
  int open;
  uint32_t room, taken;
  ne_ending ending;
  ne_wanted next;
} side;

static void look_at_next(const ne_model *edge, side *s) {
  s->next.count = ne_cue_edge_features(&s->of, s->taken, s->next.features);
  ne_ending_want(edge, &s->next);
}

static void open_side(const ne_model *edge, const ne_outline *o, uint32_t head, int on_right,
                      side *s) {
  s->of = ne_cue_side_of(o, head, on_right);
  s->open = 1;
  s->room = ne_cue_room(o, head, on_right);
  s->taken = 0;
  s->ending = (ne_ending){.sure = SURE, .best = INT32_MIN};
  look_at_next(edge, s);
}

/* Returns whether there is more to grow. */
static int grow(const ne_model *edge, side *s) {
  if (s->open) {
    s->open = ne_ending_weigh(&s->ending, edge, &s->next, s->taken) && s->taken < s->room;
  }
  if (s->open) {
    s->taken++;
    look_at_next(edge, s);
  }
  return s->open;
}

/* Finds the tokens that belong to the cue; while one side is weighed, the rows of the other
** are on their way. */
static void find_ends(const ne_model *edge, const ne_outline *o, ne_cue *cue) {
  side left, right;
  int more = 1;
  open_side(edge, o, cue->head, 0, &left);
  open_side(edge, o, cue->head, 1, &right);
  while (more) {
    more = grow(edge, &left);
    more |= grow(edge, &right);
  }
  cue->first = cue->head - left.ending.end;
  cue->end = cue->head + 1 + right.ending.end;
}

ne_cue_kind ne_cue_kind_of(const ne_prose *prose, uint32_t i) {
  const ne_token *token = &prose->tokens.at[i];
  if (token->kind == NE_TOKEN_COLON) {
    return NE_CUE_COLON;
  }
  if (is_according(prose, i)) {
    return NE_CUE_ACCORDING;
  }
  return ne_tag_is_noun(token->tag) ? NE_CUE_NOUN : NE_CUE_VERB;
}

static newsext_act act_of(const ne_prose *prose, uint32_t i) {
  uint64_t classes = ne_lexicon_classes(prose->lexicon, prose->tokens.at[i].entry);
  if (classes & bits(NE_LEX_INTENTION_VERB)) {
    return NEWSEXT_INTENTION;
  }
  return classes & bits(NE_LEX_BELIEF_VERB) ? NEWSEXT_BELIEF : NEWSEXT_STATEMENT;
}

static void want(const ne_model *head, const ne_outline *o, const ne_cue_candidates *c, uint32_t k,
                 ne_wanted *w) {
  if (k < c->count) {
    w->count = ne_cue_features(o, c, k, w->features);
    ne_model_want(head, w);
  }
}

/* What relays somebody's words is all cue: "was quoted as saying", "quoted him as saying". In the
** second the participle reports. */
static void take_voice(const ne_outline *o, ne_cue *cue) {
  const ne_voice voice = ne_voice_of(o, cue->first, cue->head);
  cue->said_by = voice.source;
  if (voice.relay.end) {
    cue->first = voice.relay.first;
    cue->end = voice.relay.end;
    cue->head = voice.head;
    cue->lemma = ne_prose_lemma(o->prose, &o->prose->tokens.at[cue->head]);
  }
}

/* "Omar Said": the last word of a person's name, whatever it means elsewhere. */
static int ends_name(const ne_outline *o, uint32_t head) {
  const uint32_t before = o->mentioned[head + 1 - o->sentence->first];
  const ne_mention *m = before ? &o->mentions->at[o->first_mention + before - 1] : NULL;
  return m && o->prose->tokens.at[head].shape >= NE_SHAPE_CAPITAL && m->form == NE_FORM_NAME &&
         m->name_end == head + 1 && m->name_first < head &&
         ne_prose_is(o->prose, head - 1, bits(NE_LEX_FIRST_NAME));
}

static void add_cue(ne_arena *arena, const ne_cue_models *models, const ne_outline *o,
                    uint32_t head, double probability, ne_cues *cues) {
  ne_cue *at = cues->count ? &cues->at[cues->count - 1] : NULL;
  if (ends_name(o, head) || (at && at->said_by && at->first <= head && head < at->end)) {
    return; /* part of a name or of a cue */
  }
  at = ne_arena_grow(arena, cues->at, cues->count, &cues->capacity, sizeof *at);
  if (!at) {
    return;
  }
  cues->at = at;
  at += cues->count++;
  at->head = head;
  at->sentence = o->index;
  at->lemma = ne_prose_lemma(o->prose, &o->prose->tokens.at[head]);
  at->kind = (uint8_t)ne_cue_kind_of(o->prose, head);
  at->act = (uint8_t)act_of(o->prose, head);
  at->probability = (float)probability;
  find_ends(&models->edge, o, at);
  take_voice(o, at);
}

#define WEAK_LOGIT (-1.387) /* just below that of NE_CUE_WEAK: less need not be reckoned */

void ne_cues_find(ne_arena *arena, const ne_cue_models *models, const ne_outline *o,
                  const ne_cue_candidates *candidates, ne_cues *cues) {
  const ne_model *head = &models->head;
  const double least = o->quoted ? NE_CUE_WEAK : NE_CUE_DOUBT;
  ne_wanted both[2];
  uint32_t k;
  want(head, o, candidates, 0, &both[0]);
  for (k = 0; k < candidates->count && arena->status == NEWSEXT_OK; k++) {
    const ne_wanted *now = &both[k & 1];
    int32_t score;
    want(head, o, candidates, k + 1, &both[(k + 1) & 1]);
    score = ne_model_sum(head, now);
    if ((double)score * (double)head->scale > WEAK_LOGIT) {
      const double probability = ne_model_probability(head, score);
      if (probability >= least) {
        add_cue(arena, models, o, candidates->at[k], probability, cues);
      }
    }
  }
}
