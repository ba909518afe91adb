/* source.c: ranks the mentions of a sentence as sources of a cue. */
#include "source.h"

#include "voice.h"

/* Where the mention stands: before the cue, after it, or over it; and the tokens between. */
typedef struct gap {
  uint32_t side, left, right;
} gap;

enum { BEFORE, BEHIND, OVER };

static gap gap_of(const ne_cue *cue, const ne_mention *m) {
  const uint32_t behind = cue->head + 1;
  return m->end <= cue->head    ? (gap){BEFORE, m->end, cue->head}
         : m->first > cue->head ? (gap){BEHIND, behind, m->first}
                                : (gap){OVER, behind, behind};
}

/* The mentions [*first, *end), those nearest to the cue where there are many. */
static void limit_mentions(const ne_outline *o, const ne_cue *cue, uint32_t *first, uint32_t *end) {
  const uint32_t near = o->first_mention + o->mentioned[cue->head - o->sentence->first];
  const uint32_t most = (uint32_t)ne_outline_few(o->reach, NE_SOURCE_CANDIDATES);
  *first = o->first_mention;
  *end = o->end_mention;
  if (*end - *first > most) {
    if (near > *first + most / 2) {
      *first = near - most / 2;
    }
    if (*end > *first + most) {
      *end = *first + most;
    }
  }
}

uint32_t ne_source_standing(const ne_outline *o, const ne_cue *cue, const ne_mention *m) {
  const gap g = gap_of(cue, m);
  const uint32_t step = ne_outline_step(g.right - g.left) / 2; /* at most 4 */
  const uint32_t verbs =
      (uint32_t)ne_outline_few(ne_outline_between(o, o->verbs, g.left, g.right), 2);
  const uint32_t subject = (m->flags & NE_MENTION_SUBJECT) != 0;
  const uint32_t inner = (m->flags & NE_MENTION_INNER) != 0;
  return g.side | verbs << 2 | step << 4 | subject << 7 | inner << 8;
}

/* Who is quoted may stand anywhere. */
static int is_unlikely(const ne_model *standings, const ne_outline *o, const ne_cue *cue,
                       const ne_mention *m) {
  uint32_t standing;
  if (o->quoted) {
    return 0;
  }
  standing = ne_source_standing(o, cue, m);
  return ne_model_bit(ne_model_bytes(standings, standing >> 3, 1), standing & 7);
}

#define FAR 4 /* an auxiliary stands no further before its verb */

static uint64_t find_auxiliary(const ne_outline *o, uint32_t head) {
  const uint32_t first = head - o->sentence->first > FAR ? head - FAR : o->sentence->first;
  while (head-- > first) {
    const ne_token *token = &o->prose->tokens.at[head];
    if (token->tag != NE_TAG_ADVERB) {
      return ne_tag_is_verb(token->tag) || token->tag == NE_TAG_MODAL || token->tag == NE_TAG_TO
                 ? token->hash
                 : 0;
    }
  }
  return 0;
}

/* Is the mention the subject of a clause, and no part of another mention? */
static int is_subject(const ne_mention *m) {
  return (m->flags & (NE_MENTION_SUBJECT | NE_MENTION_INNER)) == NE_MENTION_SUBJECT;
}

void ne_source_frame_open(ne_source_frame *frame, const ne_model *standings, const ne_outline *o,
                          const ne_cue *cue) {
  const uint32_t nobody = ne_voice_of_nobody(o, cue->head);
  uint32_t m, end, met = 0;
  frame->outline = o;
  frame->cue = cue;
  frame->auxiliary = find_auxiliary(o, cue->head);
  frame->subjects = 0;
  frame->count = 0;
  limit_mentions(o, cue, &m, &end);
  for (; m < end; m++) {
    const ne_mention *mention = &o->mentions->at[m];
    if (!is_unlikely(standings, o, cue, mention) && mention->first != nobody &&
        !ne_voice_is_means(o, mention)) {
      frame->candidates[frame->count++] = (ne_candidate){m, met};
      ne_lexicon_expect_lemma(o->prose->lexicon, o->prose->tokens.at[mention->head].entry);
    }
    met += (uint32_t)is_subject(mention);
    frame->subjects = mention->first < cue->head ? met : frame->subjects;
  }
}

/* Does the mention suffer what the cue tells ("Poe, accused of lying"), so that it is not
** its source? */
static int suffers(const ne_outline *o, const ne_cue *cue, const ne_mention *m) {
  uint32_t entry;
  if (m->end <= cue->head && ne_voice_is_talked_of(o, cue->head)) {
    return 1; /* "Poe is said to" */
  }
  return m->form != NE_FORM_PRONOUN && m->end <= cue->head &&
         ne_tokens_match(&o->prose->tokens, o->prose->lexicon, cue->head, o->sentence->end,
                         NE_LEX_BIT(NE_LEX_PASSIVE_PHRASE), &entry) > 1;
}

static uint32_t none_features(const ne_outline *o, const ne_cue *cue, uint32_t *f) {
  const ne_token *w = &o->prose->tokens.at[cue->head];
  const ne_token *w1 = ne_outline_token(o, (int64_t)cue->head - 1);
  const ne_token *x1 = ne_outline_token(o, (int64_t)cue->head + 1);
  uint32_t n = 0, before = o->mentioned[cue->head - o->sentence->first];
  f[n++] = ne_feature(101, cue->kind);
  f[n++] = ne_feature(102, w->hash);
  f[n++] = ne_feature2(103, w->tag, cue->kind);
  f[n++] = ne_feature2(104, w->tag, w1->hash);
  f[n++] = ne_feature2(105, w->tag, x1->hash);
  f[n++] = ne_feature3(106, w->tag, w1->tag, x1->tag);
  f[n++] = ne_feature2(107, w->tag | (uint64_t)cue->kind << 8, before < 3 ? before : 3);
  f[n++] = ne_feature2(108, ne_outline_token(o, (int64_t)cue->first - 1)->hash, w->tag);
  f[n++] = ne_feature2(109, w->hash, w1->hash);
  return n;
}

uint32_t ne_source_features(const ne_source_frame *frame, const ne_candidate *candidate,
                            uint32_t f[NE_SOURCE_FEATURES]) {
  const ne_outline *o = frame->outline;
  const ne_cue *cue = frame->cue;
  const ne_mention *m;
  const ne_token *w = &o->prose->tokens.at[cue->head], *before, *after;
  const ne_token *second, *left_of_cue;
  gap between;
  uint64_t head, side, being, what, cue_form, place, inside, marks, commas, verbs, crowd;
  uint64_t rank, later;
  uint32_t n = 0, left, right;
  if (!candidate) {
    return none_features(o, cue, f);
  }
  m = &o->mentions->at[candidate->mention];
  between = gap_of(cue, m);
  side = between.side;
  left = between.left;
  right = between.right;
  verbs = ne_outline_between(o, o->verbs, left, right);
  commas = ne_outline_between(o, o->commas, left, right);
  marks = ne_outline_between(o, o->marks, left, right);
  crowd = ne_outline_between(o, o->mentioned, left, right);
  verbs = verbs < 3 ? verbs : 3;
  commas = commas < 4 ? commas : 4;
  marks = marks < 3 ? marks : 3;
  crowd = crowd < 5 ? crowd : 5;
  rank = candidate->before;
  later = m->first < cue->head ? frame->subjects - rank - (uint64_t)is_subject(m) : 0;
  rank = rank < 3 ? rank : 3;
  later = later < 3 ? later : 3;
  being = (uint64_t)m->form | (uint64_t)m->being << 3;
  what = being | (uint64_t)m->flags << 8;
  cue_form = (uint64_t)cue->kind | (uint64_t)w->tag << 3;
  inside = ne_outline_run(o, m->first) != 0;
  place = side | inside << 2 | (uint64_t)(ne_outline_run(o, cue->head) != 0) << 3;
  before = ne_outline_token(o, (int64_t)m->first - 1);
  after = ne_outline_token(o, (int64_t)m->end);
  second = ne_outline_token(o, (int64_t)m->end + 1);
  left_of_cue = ne_outline_token(o, (int64_t)cue->first - 1);
  head = ne_prose_lemma(o->prose, &o->prose->tokens.at[m->head]);
  f[n++] = ne_feature3(2, place, ne_outline_step(right - left), cue->kind);
  f[n++] = ne_feature3(7, place, verbs | commas << 4 | marks << 8, cue_form);
  f[n++] = ne_feature3(9, what, place, cue->kind);
  f[n++] = ne_feature3(10, being, side, w->hash);
  f[n++] = ne_feature3(15, before->hash, side, cue->kind);
  f[n++] = ne_feature3(16, before->tag | (uint64_t)before->kind << 8, side, cue_form);
  f[n++] = ne_feature3(19, after->tag | (uint64_t)after->kind << 8, side, cue_form);
  f[n++] = ne_feature3(20, after->tag | (uint64_t)after->kind << 8, crowd | verbs << 4,
                       cue_form | side << 16);
  f[n++] = ne_feature3(28, head, side, cue->kind);
  f[n++] = ne_feature3(29, head, cue->lemma, side);
  f[n++] = ne_feature3(32, before->hash, ne_outline_token(o, (int64_t)m->first - 2)->hash, side);
  f[n++] = ne_feature3(33, after->hash, second->hash, side);
  f[n++] =
      ne_feature3(34, after->tag | (uint64_t)after->kind << 8,
                  second->tag | (uint64_t)second->kind << 8, side | (crowd < 3 ? crowd : 3) << 3);
  f[n++] = ne_feature3(24, m->full_end == cue->first, side, cue_form);
  f[n++] = ne_feature3(26, what, side | commas << 2 | marks << 6, after->hash);
  f[n++] = ne_feature3(40, frame->auxiliary, cue_form, side | crowd << 3);
  f[n++] = ne_feature3(41, frame->auxiliary, w->hash, side);
  f[n++] = ne_feature3(42, rank | later << 2 | side << 4, what, cue_form);
  f[n++] = ne_feature3(43, later | side << 4 | (uint64_t)(m->flags & NE_MENTION_SUBJECT) << 8,
                       (uint64_t)left_of_cue->tag | (uint64_t)left_of_cue->kind << 6, cue_form);
  f[n++] = ne_feature3(44, later | side << 4 | (uint64_t)(m->flags & NE_MENTION_SUBJECT) << 8,
                       w->hash, verbs);
  return n;
}

static void want(const ne_model *model, const ne_source_frame *frame, const ne_candidate *candidate,
                 ne_wanted *w) {
  w->count = ne_source_features(frame, candidate, w->features);
  ne_model_want(model, w);
}

ne_source ne_source_find(const ne_source_models *models, const ne_outline *o, const ne_cue *cue) {
  const ne_model *model = &models->score;
  ne_source best = {NE_NO_SOURCE, 0.0f};
  ne_wanted both[2];
  ne_source_frame frame;
  uint32_t i;
  double total = 1.0;
  int32_t best_score;
  if (cue->said_by) {
    return (ne_source){cue->said_by - 1, 1.0f};
  }
  ne_source_frame_open(&frame, &models->standings, o, cue);
  want(model, &frame, NULL, &both[0]);
  if (frame.count) {
    want(model, &frame, &frame.candidates[0], &both[1]);
  }
  best_score = ne_model_sum(model, &both[0]);
  for (i = 0; i < frame.count; i++) {
    const uint32_t mention = frame.candidates[i].mention;
    int32_t score;
    if (i + 1 < frame.count) {
      want(model, &frame, &frame.candidates[i + 1], &both[i & 1]);
    }
    score = ne_model_sum(model, &both[(i + 1) & 1]);
    if (score > best_score && !suffers(o, cue, &o->mentions->at[mention])) {
      total = total * ne_model_exp(model, best_score - score) + 1.0;
      best_score = score; /* total counts in units of the best one */
      best.mention = mention;
    } else {
      total += ne_model_exp(model, score - best_score);
    }
  }
  best.probability = (float)(1.0 / total);
  return best;
}
