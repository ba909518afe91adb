/* attribution.c: goes through the sentences and puts cue, source and content
** together. */
#include "attribution.h"

#include "label.h"
#include "rerank.h"
#include "voice.h"

#include <string.h>

typedef struct reader {
  ne_arena *arena;
  const ne_attribution_models *models;
  const ne_prose *prose;
  const ne_mentions *mentions;
  ne_cues *cues;
  ne_attributions *out;
  ne_outline outline;
} reader;

ne_attribution *ne_attributions_append(ne_arena *arena, ne_attributions *list) {
  ne_attribution *at = ne_arena_grow(arena, list->at, list->count, &list->capacity, sizeof *at);
  if (!at) {
    return NULL;
  }
  list->at = at;
  at += list->count++;
  at->cue = NE_NO_CUE;
  at->mention = NE_NO_SOURCE;
  at->same_as = -1;
  return at;
}

void ne_attribution_add(ne_arena *arena, ne_attribution *a, ne_range range) {
  ne_range *at;
  if (a->content_count) {
    ne_range *last = &a->content[a->content_count - 1];
    if (range.first <= last->end && range.end >= last->first) {
      last->first = range.first < last->first ? range.first : last->first;
      last->end = range.end > last->end ? range.end : last->end;
      return;
    }
  }
  at = ne_arena_grow(arena, a->content, a->content_count, &a->content_capacity, sizeof *at);
  if (at) {
    a->content = at;
    a->content[a->content_count++] = range;
  }
}

const uint8_t *ne_attributions_speaking(ne_arena *arena, const ne_mentions *mentions,
                                        const ne_attributions *list) {
  uint8_t *speaking = ne_arena_alloc(arena, (size_t)mentions->count + 1, 1);
  uint32_t i;
  for (i = 0; speaking && i < list->count; i++) {
    if (list->at[i].mention != NE_NO_SOURCE && list->at[i].content_count) {
      speaking[list->at[i].mention] = 1;
    }
  }
  return speaking;
}

#define LEAD 3 /* words before a source that may be taken for more of the quotation */

/* "No," strike leader Berg said: a quotation that a comma ends goes on into no word or
** two before its source. */
static uint32_t end_at_comma(const reader *r, ne_range range) {
  const ne_token *at = r->prose->tokens.at;
  uint32_t i;
  for (i = range.end; i > range.first + 1 && range.end - i < LEAD; i--) {
    if (at[i - 1].kind == NE_TOKEN_MARK && at[i - 2].kind == NE_TOKEN_COMMA &&
        r->prose->runs.of_token[i - 2] && !r->prose->runs.of_token[i - 1]) {
      return i - 1;
    }
  }
  return range.end;
}

/* A range without the punctuation around it, grown over a quoted run that it
** covers the most of. */
static ne_range trim(const reader *r, ne_range range) {
  const ne_token *at = r->prose->tokens.at;
  while (range.first < range.end &&
         (ne_tag_is_rim(&at[range.first]) ||
          (at[range.first].kind == NE_TOKEN_SYMBOL && range.first + 1 < range.end &&
           at[range.first + 1].kind == NE_TOKEN_MARK))) {
    range.first++;
  }
  range.end = end_at_comma(r, range);
  while (range.end > range.first && ne_tag_is_rim(&at[range.end - 1])) {
    range.end--;
  }
  return range;
}

/* The runs that the range covers for the most part are all of them its own, also
** where they reach into other sentences. */
static void take_runs(reader *r, uint32_t index, ne_range *range) {
  const ne_runs *runs = &r->prose->runs;
  const ne_sentence *sentence = r->outline.sentence;
  uint32_t i = range->first;
  while (i < range->end) {
    uint32_t number = runs->of_token[i];
    const ne_run *run;
    uint32_t first, end, covered_first, covered_end;
    if (!number) {
      i++;
      continue;
    }
    run = &runs->at[number - 1];
    first = run->first > sentence->first ? run->first : sentence->first;
    end = run->end < sentence->end ? run->end : sentence->end;
    covered_first = first > range->first ? first : range->first;
    covered_end = end < range->end ? end : range->end;
    if ((covered_end - covered_first) * 2 >= end - first) {
      r->out->of_run[number - 1] = index + 1;
      range->first = run->first < range->first ? run->first : range->first;
      range->end = run->end > range->end ? run->end : range->end;
    }
    i = run->end > i ? run->end : i + 1;
  }
}

static int only_punctuation(const reader *r, uint32_t first, uint32_t end) {
  while (first < end && r->prose->tokens.at[first].tag == NE_TAG_PUNCTUATION) {
    first++;
  }
  return first == end;
}

static void add_contents(reader *r, uint32_t index, const uint8_t *inside) {
  ne_attribution *a = &r->out->at[index];
  const uint32_t begin = r->outline.sentence->first;
  ne_range next = {begin, begin};
  while (ne_content_next(&r->outline, inside, next.end - begin, &next)) {
    ne_range range = trim(r, next);
    if (range.first == range.end) {
      continue;
    }
    take_runs(r, index, &range);
    if (a->content_count &&
        only_punctuation(r, a->content[a->content_count - 1].end, range.first)) {
      a->content[a->content_count - 1].end = range.end;
    } else {
      ne_attribution_add(r->arena, a, range);
    }
  }
}

static uint8_t rule_of(const ne_cue *cue, uint32_t mention) {
  if (mention == NE_NO_SOURCE) {
    return NEWSEXT_RULE_NONE;
  }
  switch (cue->kind) {
  case NE_CUE_ACCORDING:
    return NEWSEXT_RULE_ACCORDING_TO;
  case NE_CUE_NOUN:
    return NEWSEXT_RULE_NOUN;
  case NE_CUE_COLON:
    return NEWSEXT_RULE_COLON;
  default:
    return NEWSEXT_RULE_VERB;
  }
}

/* A title, a name, a nickname in quotation marks: its weighty words have capitals,
** and no stop ends it. */
static int looks_like_title(const reader *r, const ne_run *run) {
  const ne_token *at = r->prose->tokens.at;
  uint32_t i;
  for (i = run->first; i < run->end; i++) {
    if (at[i].kind == NE_TOKEN_WORD && at[i].length > 3 && at[i].shape == NE_SHAPE_LOWER) {
      return 0;
    }
  }
  return at[run->end - 1].kind == NE_TOKEN_WORD;
}

/* Is the content nothing but names in quotation marks ("known as "Red Dawn"")? */
static int is_title_alone(const reader *r, const uint8_t *inside) {
  const ne_sentence *s = r->outline.sentence;
  uint32_t i;
  for (i = s->first; i < s->end; i++) {
    const uint32_t number = r->prose->runs.of_token[i];
    if (inside[i - s->first] && r->prose->tokens.at[i].tag != NE_TAG_PUNCTUATION &&
        (!number || !looks_like_title(r, &r->prose->runs.at[number - 1]))) {
      return 0;
    }
  }
  return 1;
}

/* Would the content give a cue to a quoted run that has none? */
static int reaches_free_run(const reader *r, const uint8_t *inside) {
  const ne_sentence *s = r->outline.sentence;
  uint32_t i;
  for (i = s->first; i < s->end; i++) {
    uint32_t number = r->prose->runs.of_token[i];
    if (inside[i - s->first] && number && !r->out->of_run[number - 1] &&
        !looks_like_title(r, &r->prose->runs.at[number - 1])) {
      return 1;
    }
  }
  return 0;
}

/* Has the sentence a quoted run that no cue reaches yet? */
static int has_free_run(const reader *r) {
  const ne_sentence *s = r->outline.sentence;
  uint32_t i;
  for (i = s->first; i < s->end; i++) {
    uint32_t number = r->prose->runs.of_token[i];
    if (number && !r->out->of_run[number - 1]) {
      return 1;
    }
  }
  return 0;
}

static int is_weak(const ne_cue *cue) {
  return cue->probability < (float)NE_CUE_THRESHOLD;
}

/* "In a letter to the town, Anna Berg wrote:" at the end of a sentence: what she wrote comes behind
** it, and words without a verb before it are no content. */
static int announces(const reader *r, const ne_cue *cue, const uint8_t *inside) {
  const ne_sentence *s = r->outline.sentence;
  uint32_t i;
  if (cue->end + 1 < s->end || r->prose->tokens.at[s->end - 1].kind != NE_TOKEN_COLON) {
    return 0;
  }
  for (i = s->first; i < s->end && !(inside[i - s->first] && r->prose->runs.of_token[i]); i++) {
    if (inside[i - s->first] && ne_tag_is_finite(r->prose->tokens.at[i].tag)) {
      return 0;
    }
  }
  return i == s->end;
}

/* The quoted run that goes with a passive and its agent: it begins the sentence ("“Go home,” they
** were told by police"), or no verb parts it from the cue ("called “a gamble” by the mayor"). */
static uint32_t run_of_passive(const reader *r, const ne_cue *cue) {
  const ne_outline *o = &r->outline;
  const ne_token *at = r->prose->tokens.at;
  const uint32_t *of_token = r->prose->runs.of_token, end = o->sentence->end;
  uint32_t first = o->sentence->first, i = cue->end;
  while (first < end && at[first].kind == NE_TOKEN_MARK) {
    first++;
  }
  while (i < end && !of_token[i] && !ne_tag_is_verb(at[i].tag)) {
    i++;
  }
  return first < end && of_token[first] ? of_token[first] : i < end ? of_token[i] : 0;
}

/* What somebody is told by another is quoted, where the content would leave a quotation without a
** source. */
static void quote_passive(const reader *r, const ne_cue *cue, uint8_t *inside) {
  const ne_sentence *s = r->outline.sentence;
  const uint32_t agent = cue->said_by ? r->mentions->at[cue->said_by - 1].first : 0;
  const uint32_t run = agent > cue->head && r->outline.quoted ? run_of_passive(r, cue) : 0;
  uint32_t i;
  if (run && !r->out->of_run[run - 1] && !reaches_free_run(r, inside)) {
    for (i = s->first; i < s->end; i++) {
      inside[i - s->first] = r->prose->runs.of_token[i] == run;
    }
  }
}

static void read_cue(reader *r, uint32_t index) {
  const ne_cue *cue = &r->cues->at[index];
  ne_source source = ne_source_find(&r->models->source, &r->outline, cue);
  const ne_mention *mention =
      source.mention == NE_NO_SOURCE ? NULL : &r->mentions->at[source.mention];
  const ne_content_frame frame = ne_content_frame_of(&r->models->bonds, &r->outline, cue, mention);
  uint8_t inside[NE_SENTENCE_MAX];
  ne_attribution *a;
  if (source.mention != NE_NO_SOURCE && !is_weak(cue)) {
    r->out->cue_of[source.mention] = index + 1;
  }
  if (!ne_rerank_find(&r->models->content, &r->models->rerank, &frame, inside)) {
    return;
  }
  quote_passive(r, cue, inside);
  if (announces(r, cue, inside) ||
      (is_weak(cue) && r->outline.quoted && !reaches_free_run(r, inside)) ||
      (!mention && is_title_alone(r, inside))) {
    return;
  }
  if (mention && mention->end <= cue->head && !cue->said_by &&
      ne_voice_is_told(&r->outline, cue->head)) {
    r->out->cue_of[source.mention] = 0; /* who was told did not say it */
    source.mention = NE_NO_SOURCE;
  }
  a = ne_attributions_append(r->arena, r->out);
  if (!a) {
    return;
  }
  a->cue = index;
  a->mention = source.mention;
  if (source.mention != NE_NO_SOURCE) {
    r->out->cue_of[source.mention] = index + 1;
  }
  a->sentence = r->outline.index;
  a->act = cue->act;
  a->rule = rule_of(cue, source.mention);
  a->confidence = cue->probability * source.probability;
  add_contents(r, r->out->count - 1, inside);
  if (r->arena->status == NEWSEXT_OK && a->content_count == 0) {
    r->out->count--;
  }
}

/* The likeliest weak cue from the first on that is less likely than below. */
static uint32_t next_weak(const reader *r, uint32_t first, float below) {
  uint32_t c, best = NE_NO_CUE;
  for (c = first; c < r->cues->count; c++) {
    float p = r->cues->at[c].probability;
    if (p < below && (best == NE_NO_CUE || p > r->cues->at[best].probability)) {
      best = c;
    }
  }
  return best;
}

#define WEAK_TRIES 4
#define MANY_CUES  8

/* The cues of the sentence, from the first on: the strong ones, then the weak ones
** by rank. */
static void read_cues(reader *r, uint32_t first) {
  uint32_t c, tries;
  if (r->cues->count - first > MANY_CUES) { /* so that work per sentence stays bounded */
    r->outline.reach = NE_SENTENCE_MAX * MANY_CUES / 4 / (r->cues->count - first);
  }
  for (c = first; c < r->cues->count && r->arena->status == NEWSEXT_OK; c++) {
    if (!is_weak(&r->cues->at[c]) || !r->outline.quoted) {
      read_cue(r, c);
    }
  }
  c = next_weak(r, first, (float)NE_CUE_THRESHOLD);
  for (tries = 0;
       c != NE_NO_CUE && tries < WEAK_TRIES && r->arena->status == NEWSEXT_OK && has_free_run(r);
       tries++) {
    read_cue(r, c);
    c = next_weak(r, first, r->cues->at[c].probability);
  }
}

void ne_attributions_find(ne_arena *arena, const ne_attribution_models *models,
                          const ne_prose *prose, const ne_mentions *mentions, ne_cues *cues,
                          ne_attributions *out) {
  reader r;
  ne_cue_candidates candidates;
  uint8_t *labelled;
  uint32_t s, c;
  r.arena = arena;
  r.models = models;
  r.prose = prose;
  r.mentions = mentions;
  r.cues = cues;
  r.out = out;
  memset(cues, 0, sizeof *cues);
  memset(out, 0, sizeof *out);
  out->of_run = ne_arena_alloc(arena, (size_t)prose->runs.count + 1, sizeof *out->of_run);
  out->cue_of = ne_arena_alloc(arena, (size_t)mentions->count + 1, sizeof *out->cue_of);
  labelled = ne_arena_alloc(arena, (size_t)prose->lines.paragraph_count + 1, 1);
  if (!out->of_run || !out->cue_of || !labelled) {
    return;
  }
  ne_labels_read(arena, prose, mentions, out, labelled);
  for (s = 0; s < prose->sentences.count && arena->status == NEWSEXT_OK; s++) {
    uint32_t paragraph = prose->sentences.at[s].paragraph;
    if (!prose->lines.paragraphs[paragraph].number || labelled[paragraph]) {
      continue;
    }
    if ((s & 255) == 255 && ne_arena_stopped(arena)) {
      return;
    }
    ne_cue_candidates_find(prose, &prose->sentences.at[s], &candidates);
    if (candidates.count) {
      ne_outline_open(&r.outline, prose, mentions, s);
      c = cues->count;
      ne_cues_find(arena, &models->cue, &r.outline, &candidates, cues);
      read_cues(&r, c);
    }
  }
}
