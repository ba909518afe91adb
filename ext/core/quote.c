/* quote.c: makes rows of utterances and ranks the speakers. */
#include "quote.h"

#include <string.h>

#include "addressee.h"
#include "entity.h"
#include "extent.h"
#include "when.h"

typedef struct maker {
  ne_arena *arena;
  const ne_prose *prose;
  const ne_mentions *mentions;
  const ne_cues *cues;
  const ne_attributions *attributions;
  const ne_people *people;
  const ne_model *extent;
  uint32_t *words; /* quoted words of each entity */
  uint32_t *statements;
  uint32_t *quotes;
  const uint8_t *speaks; /* of each mention: an utterance names it as its source */
} maker;

/* ---- Spans -------------------------------------------------------------------- */

static int is_mark(const ne_token *token) {
  return token->kind == NE_TOKEN_MARK;
}

static int is_punctuation(const ne_token *token) {
  return token->tag == NE_TAG_PUNCTUATION && token->kind != NE_TOKEN_CLOSE;
}

static int only_punctuation(const maker *m, uint32_t first, uint32_t end) {
  while (first < end && is_punctuation(&m->prose->tokens.at[first])) {
    first++;
  }
  return first >= end;
}

#define INNER_RUNS 64 /* so many quotations inside one are looked at */

/* Past the mark that closes a quotation inside the range: "He said, 'Go.'" */
static uint32_t past_inner_mark(const maker *m, ne_range range) {
  const ne_runs *runs = &m->prose->runs;
  const uint32_t outer = runs->of_token[range.end - 1]; /* 1 + index: the inner ones follow it */
  for (uint32_t k = outer; outer && k < runs->count && k < outer + INNER_RUNS; k++) {
    const ne_run *run = &runs->at[k];
    if (run->depth == 0 || run->open >= range.end) {
      break;
    }
    if (run->closed && run->open >= range.first && run->close >= range.end &&
        only_punctuation(m, range.end, run->close)) {
      return run->close + 1;
    }
  }
  return range.end;
}

/* The range with the marks of runs that only partly make it up ("somewhere between
** gloomy and resigned."), without those of a run that is all of it, or of one that its
** paragraph leaves open and the next one closes. */
static ne_range with_marks(const maker *m, ne_range range) {
  const ne_runs *runs = &m->prose->runs;
  const ne_token *at = m->prose->tokens.at;
  uint32_t first_run = runs->of_token[range.first], last_run = runs->of_token[range.end - 1];
  const ne_run *run;
  if (first_run && (run = &runs->at[first_run - 1])->first == range.first && run->end < range.end &&
      run->open < run->first && run->closed) {
    range.first = run->open;
  }
  if (last_run && (run = &runs->at[last_run - 1])->first > range.first && run->closed &&
      run->open < run->first && only_punctuation(m, range.end, run->close)) {
    range.end = run->close + 1;
  }
  while (range.end > range.first && is_mark(&at[range.end - 1]) &&
         !(last_run && runs->at[last_run - 1].close + 1 == range.end)) {
    range.end--;
  }
  range.end = past_inner_mark(m, range);
  return range;
}

static uint32_t is_word(const ne_token *token) {
  return token->kind <= NE_TOKEN_ADDRESS;
}

/* How many words of the content stand inside quotation marks, and how many in all. */
static uint32_t count_words(const maker *m, const ne_attribution *a, uint32_t *all) {
  uint32_t k, i, inside = 0;
  *all = 0;
  for (k = 0; k < a->content_count; k++) {
    for (i = a->content[k].first; i < a->content[k].end; i++) {
      const uint32_t words = is_word(&m->prose->tokens.at[i]);
      *all += words;
      inside += words & (m->prose->runs.of_token[i] != 0);
    }
  }
  return inside;
}

static int by_first(const void *a, const void *b) {
  const ne_range *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

/* The spans in text order; ranges that overlap are joined. */
static uint32_t make_spans(maker *m, const ne_attribution *a, newsext_span *out) {
  uint32_t k, count = 0, end = 0;
  ne_sort(a->content, a->content_count, sizeof *a->content, by_first);
  for (k = 0; k < a->content_count; k++) {
    ne_range range = with_marks(m, a->content[k]);
    newsext_span span = ne_tokens_span(&m->prose->tokens, range.first, range.end);
    if (!span.length) {
      continue;
    }
    if (count && range.first < end) {
      newsext_span *last = &out[count - 1];
      if (span.start + span.length > last->start + last->length) {
        last->length = span.start + span.length - last->start;
      }
    } else {
      out[count++] = span;
    }
    end = range.end > end ? range.end : end;
  }
  return count;
}

static newsext_slice join_spans(maker *m, const newsext_span *spans, uint32_t count) {
  newsext_slice slice = {NULL, 0};
  char *out;
  uint32_t k;
  size_t length = 0;
  if (count == 1) {
    return ne_text_slice(&m->prose->text, spans[0]);
  }
  for (k = 0; k < count; k++) {
    length += spans[k].length + 1u;
  }
  out = ne_arena_alloc(m->arena, length + 1, 1);
  if (!out) {
    return slice;
  }
  slice.bytes = out;
  for (k = 0; k < count; k++) {
    if (k) {
      *out++ = ' ';
    }
    memcpy(out, m->prose->text.bytes + spans[k].start, spans[k].length);
    out += spans[k].length;
  }
  slice.length = (uint32_t)(out - slice.bytes);
  return slice;
}

/* ---- One quote ------------------------------------------------------------------ */

/* Whom the quote is filed under: nobody where the source is a thing ("Experience shows"). */
static int32_t entity_of(const maker *m, const ne_attribution *a) {
  const ne_mention *mention;
  if (a->mention == NE_NO_SOURCE) {
    return -1;
  }
  mention = &m->mentions->at[a->mention];
  if (mention->form == NE_FORM_COMMON && mention->being == NE_BEING_THING) {
    return -1;
  }
  return mention->entity;
}

/* Words in quotation marks were uttered, and documents hold no beliefs. */
static newsext_act act_of(const maker *m, const ne_attribution *a, newsext_type type) {
  int document =
      a->mention != NE_NO_SOURCE && m->mentions->at[a->mention].being == NE_BEING_DOCUMENT;
  return a->act == NEWSEXT_BELIEF && (type == NEWSEXT_DIRECT || document) ? NEWSEXT_STATEMENT
                                                                          : (newsext_act)a->act;
}

/* The span of tokens without the punctuation around them. */
static newsext_span words_span(const maker *m, uint32_t first, uint32_t end) {
  const ne_token *at = m->prose->tokens.at;
  while (end - first > 1 && is_punctuation(&at[end - 1])) {
    end--;
  }
  while (end - first > 1 && is_punctuation(&at[first])) {
    first++;
  }
  return ne_tokens_span(&m->prose->tokens, first, end);
}

/* Does the token only go with the verb that follows it ("is", "not", "also")? */
static int is_helping(const maker *m, uint32_t i) {
  return m->prose->tokens.at[i].tag == NE_TAG_ADVERB ||
         ne_prose_is(m->prose, i, NE_LEX_BIT(NE_LEX_FUNCTION_WORD));
}

/* The words that report: the verb with its auxiliaries ("has said", "did not deny"),
** but without the "had" that only sets it earlier in the story ("had warned"), nor a
** verb that leads up to a participle ("could be heard saying") and does not relay what
** somebody else says ("quoted her as saying"). */
static newsext_span cue_span(const maker *m, const ne_cue *cue) {
  uint32_t first = cue->first;
  if (cue->kind == NE_CUE_VERB && first < cue->head && !cue->said_by) {
    if (m->prose->tokens.at[cue->head].tag == NE_TAG_GERUND) {
      first = cue->head;
      while (first > cue->first && is_helping(m, first - 1)) {
        first--;
      }
    } else if (first + 1 == cue->head &&
               ne_prose_is(m->prose, first, NE_LEX_BIT(NE_LEX_PAST_PERFECT))) {
      first++;
    }
  }
  return words_span(m, first, cue->end);
}

/* Are the words that name the source looked for from its cue? */
static int is_searched_for(const maker *m, const ne_attribution *a) {
  return a->mention != NE_NO_SOURCE && a->cue != NE_NO_CUE &&
         m->cues->at[a->cue].sentence == m->mentions->at[a->mention].sentence;
}

/* The words that name a source, without a clause whose "who" is the source of what it
** holds itself ("Poe, who says he will stay, praised her"). */
static newsext_span mention_span(const maker *m, const ne_attribution *a, ne_extent_search *x) {
  const uint32_t index = a->mention;
  const ne_mention *at = m->mentions->at, *mention = &at[index];
  ne_range words = {mention->first, mention->full_end};
  uint32_t i;
  if (is_searched_for(m, a)) {
    words = ne_extent_end(x);
  }
  for (i = index + 1; i < m->mentions->count && at[i].first < words.end; i++) {
    if (m->speaks[i] && at[i].first >= mention->end &&
        m->prose->tokens.at[at[i].head].tag == NE_TAG_WH) {
      words.end = at[i].first;
    }
  }
  return words_span(m, words.first, words.end);
}

static int make_quote(maker *m, const ne_attribution *a, newsext_quote *q) {
  newsext_span *spans = ne_arena_alloc(m->arena, a->content_count, sizeof *spans);
  ne_extent_search search;
  uint32_t all, inside;
  if (!spans) {
    return 0;
  }
  if (is_searched_for(m, a)) {
    ne_extent_begin(&search, m->extent, m->prose, &m->cues->at[a->cue],
                    &m->mentions->at[a->mention]);
  }
  q->spans = spans;
  q->span_count = make_spans(m, a, spans);
  if (!q->span_count) {
    return 0;
  }
  inside = count_words(m, a, &all);
  q->type = a->rule == NEWSEXT_RULE_LABEL || inside >= all ? NEWSEXT_DIRECT
            : inside == 0                                  ? NEWSEXT_INDIRECT
                                                           : NEWSEXT_MIXED;
  q->act = act_of(m, a, q->type);
  q->rule = (newsext_rule)a->rule;
  q->text = join_spans(m, spans, q->span_count);
  q->confidence = (double)a->confidence;
  q->paragraph = m->prose->lines.paragraphs[m->prose->sentences.at[a->sentence].paragraph].number;
  q->speaker = entity_of(m, a);
  if (a->mention != NE_NO_SOURCE) {
    q->mention = mention_span(m, a, &search);
  }
  if (a->cue != NE_NO_CUE) {
    const ne_cue *cue = &m->cues->at[a->cue];
    q->cue = cue_span(m, cue);
    q->addressee = ne_addressee_find(m->prose, m->mentions, cue, a);
    q->when =
        ne_when_find(m->prose, cue->sentence, cue->first, cue->end, a->content, a->content_count);
  }
  if (q->speaker >= 0) {
    m->quotes[q->speaker]++;
    if (q->act == NEWSEXT_STATEMENT) {
      m->statements[q->speaker]++;
      m->words[q->speaker] += inside;
    }
  }
  return 1;
}

/* ---- The speakers ------------------------------------------------------------------ */

static int by_rank(const void *a, const void *b) {
  const newsext_speaker *x = a, *y = b;
  if (x->quotes != y->quotes) {
    return x->quotes > y->quotes ? -1 : 1;
  }
  if (x->words != y->words) {
    return x->words > y->words ? -1 : 1;
  }
  return (x->first_start > y->first_start) - (x->first_start < y->first_start);
}

typedef struct name_key {
  uint64_t hash;
  uint32_t speaker;
} name_key;

/* A name's letters and digits without case and accents, as one number. */
static uint64_t hash_name(newsext_slice name) {
  const char *p = name.bytes, *end = p + name.length;
  uint64_t hash = 0;
  while (p < end) {
    uint32_t n, code_point = ne_text_decode(p, end, &n);
    ne_char_class kind = ne_char_classify(code_point);
    if (kind >= NE_CHAR_LOWER && kind <= NE_CHAR_DIGIT) {
      char folded[8];
      const uint32_t bytes = ne_char_fold(code_point, folded);
      for (uint32_t i = 0; i < bytes; i++) {
        hash = ne_phrase_hash(hash, (unsigned char)folded[i]);
      }
    }
    p += n;
  }
  return hash;
}

static int by_hash(const void *a, const void *b) {
  const name_key *x = a, *y = b;
  if (x->hash != y->hash) {
    return x->hash < y->hash ? -1 : 1;
  }
  return (x->speaker > y->speaker) - (x->speaker < y->speaker);
}

static int has_small_letters(newsext_slice name) {
  uint32_t i;
  for (i = 0; i < name.length; i++) {
    if (name.bytes[i] >= 'a' && name.bytes[i] <= 'z') {
      return 1;
    }
  }
  return 0;
}

/* Adds what a speaker said to another of the same name. */
static void merge_speaker(newsext_speaker *into, newsext_speaker *from) {
  into->quotes += from->quotes;
  into->words += from->words;
  into->mentions += from->mentions;
  into->role = into->role.length ? into->role : from->role;
  into->pronoun = into->pronoun ? into->pronoun : from->pronoun;
  if (!has_small_letters(into->name) && has_small_letters(from->name)) {
    into->name = from->name; /* a transcript's label is in capitals */
  }
}

/* Makes one of the speakers whose names are alike, unnamed ones excepted; moved
** tells where each has gone. Returns how many are left. */
static uint32_t merge_speakers(maker *m, newsext_speaker *speakers, uint32_t count,
                               uint32_t *moved) {
  name_key *keys = ne_arena_alloc(m->arena, (size_t)count + 1, sizeof *keys);
  uint32_t i, kept = 0;
  if (!keys) {
    return count;
  }
  for (i = 0; i < count; i++) {
    keys[i] = (name_key){hash_name(speakers[i].name), i};
    moved[i] = i;
  }
  ne_sort(keys, count, sizeof *keys, by_hash);
  for (i = 1; i < count; i++) {
    uint32_t into = moved[keys[i - 1].speaker], from = keys[i].speaker;
    if (keys[i].hash == keys[i - 1].hash && speakers[from].kind != NEWSEXT_ANONYMOUS &&
        speakers[into].kind != NEWSEXT_ANONYMOUS) {
      merge_speaker(&speakers[into], &speakers[from]);
      moved[from] = into;
    }
  }
  for (i = 0; i < count; i++) { /* one that moved has moved to an earlier one */
    if (moved[i] == i) {
      speakers[kept] = speakers[i];
      moved[i] = kept++;
    } else {
      moved[i] = moved[moved[i]];
    }
  }
  return kept;
}

static newsext_speaker make_speaker(maker *m, uint32_t entity) {
  const ne_entity *e = &m->people->at[entity];
  const ne_portrait shown = ne_entity_show(m->arena, m->prose, m->mentions, m->people, entity);
  newsext_speaker s;
  memset(&s, 0, sizeof s);
  s.name = shown.name;
  s.role = shown.role;
  s.kind = shown.kind;
  s.pronoun = (newsext_pronoun)e->pronoun;
  s.quotes = m->statements[entity];
  s.words = m->words[entity];
  s.mentions = e->mentions;
  s.first_start = m->prose->tokens.at[m->mentions->at[e->first].first].start;
  return s;
}

/* Makes the list of speakers and turns the quotes' entities into places in it. */
static void make_speakers(maker *m, newsext_quote *quotes, newsext_quotes *out) {
  size_t most = (size_t)m->people->count + 1;
  newsext_speaker *speakers = ne_arena_take(m->arena, most, sizeof *speakers);
  uint32_t *place = ne_arena_take(m->arena, most, sizeof *place); /* of each entity */
  uint32_t *moved = ne_arena_take(m->arena, most, sizeof *moved);
  uint32_t *rank = ne_arena_take(m->arena, most, sizeof *rank);
  uint32_t i, count = 0;
  if (!speakers || !place || !moved || !rank) {
    return;
  }
  for (i = 0; i < m->people->count; i++) {
    if (m->quotes[i]) {
      place[i] = count;
      speakers[count++] = make_speaker(m, i);
    }
  }
  count = merge_speakers(m, speakers, count, moved);
  for (i = 0; i < count; i++) {
    speakers[i].entity = i;
  }
  ne_sort(speakers, count, sizeof *speakers, by_rank);
  for (i = 0; i < count; i++) {
    rank[speakers[i].entity] = i;
  }
  for (i = 0; i < out->quote_count; i++) {
    if (quotes[i].speaker >= 0) {
      quotes[i].speaker = (int32_t)rank[moved[place[quotes[i].speaker]]];
      quotes[i].role = speakers[quotes[i].speaker].role;
    }
  }
  out->speakers = speakers;
  out->speaker_count = count;
}

/* Stripped of its marks, a quote may begin after one that came later. */
static int by_start(const void *a, const void *b) {
  const newsext_quote *x = a, *y = b;
  const newsext_span *p = &x->spans[0], *q = &y->spans[0];
  if (p->start != q->start) {
    return p->start < q->start ? -1 : 1;
  }
  return (p->length > q->length) - (p->length < q->length);
}

void ne_quotes_make(ne_arena *arena, const ne_prose *prose, const ne_mentions *mentions,
                    const ne_cues *cues, const ne_attributions *attributions,
                    const ne_people *people, const ne_model *extent, newsext_quotes *out) {
  maker m = {arena, prose, mentions, cues, attributions, people, extent, NULL, NULL, NULL, NULL};
  newsext_quote *quotes = ne_arena_alloc(arena, (size_t)attributions->count + 1, sizeof *quotes);
  size_t people_count = (size_t)people->count + 1;
  uint32_t i;
  memset(out, 0, sizeof *out);
  m.words = ne_arena_alloc(arena, people_count, sizeof *m.words);
  m.statements = ne_arena_alloc(arena, people_count, sizeof *m.statements);
  m.quotes = ne_arena_alloc(arena, people_count, sizeof *m.quotes);
  m.speaks = ne_attributions_speaking(arena, mentions, attributions);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  for (i = 0; i < attributions->count && arena->status == NEWSEXT_OK; i++) {
    out->quote_count += (uint32_t)make_quote(&m, &attributions->at[i], &quotes[out->quote_count]);
  }
  if (arena->status == NEWSEXT_OK) {
    ne_sort(quotes, out->quote_count, sizeof *quotes, by_start);
    make_speakers(&m, quotes, out);
  }
  out->quotes = quotes;
}
