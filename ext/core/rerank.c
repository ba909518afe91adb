/* rerank.c: weighs contents as a whole. */
#include "rerank.h"

#include <string.h>

#define STRETCHES 4

/* Where a stretch stands to the cue. */
enum { LEFT = 1, RIGHT, AROUND };

/* A content, and the words that it leaves of its sentence. */
typedef struct shape {
  const ne_rerank_ground *ground;
  const ne_content_frame *frame;
  const ne_outline *outline;
  const ne_token *at;
  uint64_t pattern; /* where each stretch stands to the cue */
  uint64_t first_side, last_side;
  uint32_t count, words;
  ne_range stretches[STRETCHES]; /* without the punctuation around them */
  uint32_t first, end;           /* of them all */
  uint32_t first_word, end_word; /* of the sentence */
  ne_range left, right;          /* from the first word that is left over to the last */
  uint32_t left_count, right_count;
} shape;

typedef struct writer {
  uint32_t *at, count;
} writer;

static void put(writer *w, uint32_t number, uint64_t a, uint64_t b, uint64_t c) {
  w->at[w->count++] = ne_feature3(number, a, b, c);
}

static uint64_t hash_at(const shape *s, int64_t i) {
  return ne_outline_token(s->outline, i)->hash;
}

static uint64_t tag_at(const shape *s, int64_t i) {
  const ne_token *token = ne_outline_token(s->outline, i);
  return (uint64_t)token->tag | (uint64_t)token->kind << 6;
}

static int is_word(const shape *s, uint32_t i) {
  return s->at[i].tag != NE_TAG_PUNCTUATION;
}

/* How many of those that are counted stand in [first, end)? */
static uint32_t count_of(const shape *s, const uint16_t *counts, uint32_t first, uint32_t end) {
  const uint32_t begin = s->outline->sentence->first;
  return (uint32_t)(counts[end - begin] - counts[first - begin]);
}

static int overlap(ne_range a, ne_range b) {
  return a.first < b.end && b.first < a.end;
}

static uint32_t verbs_in(const shape *s, uint32_t first, uint32_t end) {
  return ne_outline_between(s->outline, s->outline->verbs, first, end);
}

/* ---- The ground ----------------------------------------------------------------------- */

void ne_rerank_open(ne_rerank_ground *g, const ne_content_frame *frame) {
  const ne_prose *prose = frame->outline->prose;
  const ne_cue *cue = frame->cue;
  const ne_mention *source = frame->source;
  const uint32_t first = frame->outline->sentence->first, end = frame->outline->sentence->end;
  uint32_t i, words = 0, spare = 0, reports = 0;
  g->frame = frame;
  for (i = first; i < end; i++) {
    const uint8_t tag = prose->tokens.at[i].tag;
    const int is_cue = i >= cue->first && i < cue->end;
    const int is_source = source && i >= source->first && i < source->full_end;
    g->words[i - first] = (uint16_t)words;
    g->spare[i - first] = (uint16_t)spare;
    g->reports[i - first] = (uint16_t)reports;
    words += tag != NE_TAG_PUNCTUATION;
    spare += (uint32_t)((tag != NE_TAG_PUNCTUATION) & !is_cue & !is_source);
    reports += (uint32_t)(ne_tag_is_verb(tag) & !is_cue &
                          ne_prose_is(prose, i, NE_LEX_BIT(NE_LEX_CUE_VERB)));
  }
  g->words[end - first] = (uint16_t)words;
  g->spare[end - first] = (uint16_t)spare;
  g->reports[end - first] = (uint16_t)reports;
}

/* ---- The shape ------------------------------------------------------------------------- */

static void add_stretch(shape *s, uint32_t first, uint32_t end) {
  ne_range *last = s->count ? &s->stretches[s->count - 1] : NULL;
  uint32_t between;
  while (first < end && !is_word(s, first)) {
    first++;
  }
  while (end > first && !is_word(s, end - 1)) {
    end--;
  }
  if (first == end) {
    return;
  }
  for (between = last ? last->end : first; between < first && !is_word(s, between); between++) {
  }
  if (last && (between == first || s->count == STRETCHES)) {
    last->end = end;
  } else {
    s->stretches[s->count++] = (ne_range){first, end};
  }
}

static uint64_t side_of(const shape *s, const ne_range *x) {
  return x->end <= s->frame->cue->first ? LEFT : x->first >= s->frame->cue->end ? RIGHT : AROUND;
}

/* How many words of [first, end) are neither cue nor source, and from where to where. */
static uint32_t left_over(const shape *s, uint32_t first, uint32_t end, ne_range *found) {
  const uint16_t *spare = s->ground->spare;
  const uint32_t count = count_of(s, spare, first, end);
  *found = (ne_range){first, count ? end : first};
  while (count && !count_of(s, spare, found->first, found->first + 1)) {
    found->first++;
  }
  while (count && !count_of(s, spare, found->end - 1, found->end)) {
    found->end--;
  }
  return count;
}

static shape shape_of(const ne_rerank_ground *ground, const uint8_t *inside) {
  const ne_content_frame *frame = ground->frame;
  const ne_outline *o = frame->outline;
  const uint32_t begin = o->sentence->first;
  ne_range next = {begin, begin};
  shape s;
  uint32_t k;
  s.ground = ground;
  s.frame = frame;
  s.outline = o;
  s.at = o->prose->tokens.at;
  s.pattern = s.count = s.words = 0;
  while (ne_content_next(o, inside, next.end - begin, &next)) {
    add_stretch(&s, next.first, next.end);
    s.words += count_of(&s, ground->words, next.first, next.end);
  }
  for (k = 0; k < s.count; k++) {
    s.pattern = s.pattern << 2 | side_of(&s, &s.stretches[k]);
  }
  if (!s.count) {
    return s;
  }
  s.first = s.stretches[0].first;
  s.end = s.stretches[s.count - 1].end;
  s.first_side = side_of(&s, &s.stretches[0]);
  s.last_side = side_of(&s, &s.stretches[s.count - 1]);
  for (s.first_word = begin; !is_word(&s, s.first_word); s.first_word++) {
  }
  for (s.end_word = o->sentence->end; !is_word(&s, s.end_word - 1); s.end_word--) {
  }
  s.left_count = left_over(&s, s.first_word, s.first, &s.left);
  s.right_count = left_over(&s, s.end, s.end_word, &s.right);
  return s;
}

/* ---- Features --------------------------------------------------------------------------- */

/* Does a word report, other than the cue, in [first, end)? */
static uint64_t reports(const shape *s, uint32_t first, uint32_t end) {
  return count_of(s, s->ground->reports, first, end) > 0;
}

static uint64_t has_verb(const shape *s, ne_range x) {
  return verbs_in(s, x.first, x.end) > 0;
}

static void put_whole(writer *w, const shape *s) {
  const uint64_t kind = s->frame->cue->kind, pattern = s->pattern, form = s->frame->cue_form;
  const uint64_t reports_right = reports(s, s->right.first, s->right.end);
  const uint64_t reporting = reports(s, s->left.first, s->left.end) | reports_right << 1 |
                             reports(s, s->first, s->end) << 2;
  uint32_t verbs = 0, k;
  for (k = 0; k < s->count; k++) {
    verbs += verbs_in(s, s->stretches[k].first, s->stretches[k].end);
  }
  put(w, 5, tag_at(s, (int64_t)s->first - 1), tag_at(s, s->end), pattern);
  put(w, 6, ne_outline_few(s->left_count, 3) | ne_outline_few(s->right_count, 3) << 4, pattern,
      form >> 9);
  put(w, 7, has_verb(s, s->left) | has_verb(s, s->right) << 1, pattern, kind);
  put(w, 8, ne_outline_few(verbs, 3), pattern, form);
  put(w, 9, verbs > 0, s->last_side, s->frame->lemma);
  put(w, 11, reporting, pattern, form);
  put(w, 12, reports_right, hash_at(s, s->right.first), tag_at(s, s->end));
}

/* The words behind it that it leaves. */
static void put_right(writer *w, const shape *s) {
  const uint64_t lemma = s->frame->lemma, kind = s->frame->cue->kind, side = s->last_side;
  const uint64_t first = s->at[s->right.first].hash, last_tag = s->at[s->end - 1].tag;
  const int64_t second = (int64_t)s->right.first + 1;
  const int is_next = tag_at(s, s->end) == tag_at(s, s->right.first);
  put(w, 17, first, lemma, side);
  put(w, 18, first, (uint64_t)(verbs_in(s, s->first, s->end) > 0) << 8 | side,
      kind << 1 | (uint64_t)is_next);
  put(w, 20, first, s->at[s->end - 1].hash, 0);
  put(w, 21, first, lemma, 1 + last_tag);
  put(w, 22, first, tag_at(s, second), s->frame->cue_form);
  put(w, 23, first, s->at[s->first].hash, side);
  put(w, 25, first, hash_at(s, second), side);
}

/* The words before it that it leaves. */
static void put_left(writer *w, const shape *s) {
  put(w, 31, s->at[s->left.end - 1].tag | (uint64_t)s->at[s->first].tag << 8,
      ne_outline_step(s->left_count) << 8 | s->first_side, s->frame->lemma);
}

/* What parts two stretches. */
static void put_gaps(writer *w, const shape *s) {
  const ne_cue *cue = s->frame->cue;
  const ne_mention *source = s->frame->source;
  uint32_t k;
  for (k = 1; k < s->count; k++) {
    const uint32_t first = s->stretches[k - 1].end, end = s->stretches[k].first;
    const ne_range gap = {first, end};
    ne_range other;
    const uint32_t others = left_over(s, first, end, &other);
    const int has_cue = overlap(gap, (ne_range){cue->first, cue->end});
    const int has_source = source && overlap(gap, (ne_range){source->first, source->full_end});
    const uint64_t has = (uint64_t)has_cue | (uint64_t)has_source << 1;
    const uint64_t what = has | ne_outline_few(others, 4) << 2;
    put(w, 34, what, has_verb(s, other), 0);
    put(w, 35, what, tag_at(s, first), tag_at(s, (int64_t)end - 1));
    put(w, 36, s->at[first].hash, s->at[end].hash, has & 1);
  }
}

/* What parts it from the cue. */
static void put_joint(writer *w, const shape *s) {
  const ne_cue *cue = s->frame->cue;
  if (s->first_side == LEFT) {
    const uint32_t end = s->stretches[0].end;
    ne_range other;
    put(w, 40, ne_outline_few(left_over(s, end, cue->first, &other), 3), tag_at(s, end),
        s->frame->cue_form);
  }
  if (s->last_side == RIGHT) {
    const uint32_t begin = s->stretches[s->count - 1].first;
    const uint64_t gap = ne_outline_few(count_of(s, s->ground->words, cue->end, begin), 4);
    put(w, 42, gap ? hash_at(s, cue->end) : 0, gap > 1 ? hash_at(s, (int64_t)begin - 1) : 0,
        s->at[begin].hash);
    put(w, 44, s->at[begin].hash, s->frame->lemma, 0);
  }
}

/* How many words of [first, end) lie inside. */
static uint32_t words_inside(const shape *s, const uint8_t *inside, uint32_t first, uint32_t end) {
  const uint32_t begin = s->outline->sentence->first;
  uint32_t i, count = 0;
  for (i = first; i < end; i++) {
    count += (uint32_t)(is_word(s, i) & inside[i - begin]);
  }
  return count;
}

/* Of the sentence's quoted runs, what lies inside: all, some, or nothing. */
static void put_runs(writer *w, const shape *s, const uint8_t *inside) {
  const ne_sentence *sentence = s->outline->sentence;
  const uint32_t *of_token = s->outline->prose->runs.of_token;
  uint32_t i = s->outline->quoted ? sentence->first : sentence->end, runs = 0, bare = s->words;
  uint64_t quoted = 0;
  while (i < sentence->end) {
    const uint32_t run = of_token[i], first = i;
    uint32_t words;
    while (i < sentence->end && of_token[i] == run) {
      i++;
    }
    words = count_of(s, s->ground->words, first, i);
    if (run && words) {
      const uint32_t taken = words_inside(s, inside, first, i);
      bare -= taken;
      if (++runs <= STRETCHES) {
        const uint64_t state = taken == words ? 2 : taken > 0;
        quoted |= taken > 0;
        put(w, 46, state, s->pattern, 0);
      }
    }
  }
  put(w, 48, quoted | ne_outline_few(bare, 3) << 1 | ne_outline_few(runs, 3) << 4, s->pattern, 0);
}

/* Where it begins and ends. */
static void put_rims(writer *w, const shape *s) {
  const ne_outline *o = s->outline;
  const int64_t first = s->first;
  const uint32_t commas = ne_outline_between(o, o->commas, s->first, s->end);
  put(w, 52, hash_at(s, first - 1), s->at[first].hash, ne_outline_token(o, first - 1)->tag);
  put(w, 55, tag_at(s, first - 1) | tag_at(s, first) << 16, tag_at(s, first - 2), s->first_side);
  put(w, 57, ne_outline_few(commas, 2) | has_verb(s, s->right) << 4, tag_at(s, s->end),
      ne_outline_step(s->right_count));
}

uint32_t ne_rerank_features(const ne_rerank_ground *ground, const uint8_t *inside,
                            uint32_t features[NE_RERANK_FEATURES]) {
  const shape s = shape_of(ground, inside);
  writer w;
  w.at = features;
  w.count = 0;
  put(&w, 2, s.pattern, s.frame->lemma, 0);
  if (s.count) {
    put_whole(&w, &s);
    if (s.left_count) {
      put_left(&w, &s);
    }
    if (s.right_count) {
      put_right(&w, &s);
    }
    put_gaps(&w, &s);
    put_joint(&w, &s);
    put_runs(&w, &s, inside);
    put_rims(&w, &s);
  }
  return w.count;
}

/* Which of them is best as a whole? */
static uint32_t best_of(const ne_model *rerank, const ne_content_frame *frame,
                        const ne_content_options *options) {
  ne_rerank_ground ground;
  ne_wanted wanted[NE_CONTENT_OPTIONS];
  uint32_t i, best = 0;
  float best_score = 0.0f;
  ne_rerank_open(&ground, frame);
  for (i = 0; i < options->count; i++) {
    wanted[i].count = ne_rerank_features(&ground, options->inside[i], wanted[i].features);
    ne_model_want(rerank, &wanted[i]);
  }
  for (i = 0; i < options->count; i++) {
    const float score = NE_RERANK_OF_CHAIN * options->score[i] +
                        rerank->scale * (float)ne_model_sum(rerank, &wanted[i]);
    if (i == 0 || score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return best;
}

int ne_rerank_find(const ne_model *content, const ne_model *rerank, const ne_content_frame *frame,
                   uint8_t inside[NE_SENTENCE_MAX]) {
  ne_content_options options;
  const ne_sentence *s = frame->outline->sentence;
  uint32_t best;
  ne_content_find(content, frame, NE_RERANK_NEAR, &options);
  best = options.count > 1 ? best_of(rerank, frame, &options) : 0;
  if (options.count) {
    memcpy(inside, options.inside[best], s->end - s->first);
  }
  return options.count > 0;
}
