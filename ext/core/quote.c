/* quote.c: makes rows of utterances and ranks the speakers. */
#include "quote.h"

#include <stdlib.h>
#include <string.h>

#include "addressee.h"
#include "when.h"

typedef struct maker {
  ne_arena *arena;
  const ne_prose *prose;
  const ne_mentions *mentions;
  const ne_cues *cues;
  const ne_attributions *attributions;
  const ne_people *people;
  uint32_t *words; /* quoted words of each entity */
  uint32_t *statements;
  uint32_t *quotes;
} maker;

/* ---- Spans -------------------------------------------------------------------- */

static int is_mark(const ne_token *token) {
  return token->kind == NE_TOKEN_MARK;
}

/* Is the mark at token i one of a pair that lies inside the range? */
static int is_paired_inside(const maker *m, ne_range range, uint32_t i) {
  uint32_t neighbour = i + 1 < range.end ? i + 1 : i - 1;
  uint32_t number = m->prose->runs.of_token[neighbour];
  const ne_run *run;
  if (!number && i > range.first) {
    number = m->prose->runs.of_token[i - 1];
  }
  if (!number) {
    return 0;
  }
  run = &m->prose->runs.at[number - 1];
  return run->open > range.first && run->close < range.end && run->open != run->close;
}

/* The range without marks at its rim whose partner is at the rim or outside. */
static ne_range strip_marks(const maker *m, ne_range range) {
  const ne_token *at = m->prose->tokens.at;
  while (range.first < range.end && is_mark(&at[range.first]) &&
         !is_paired_inside(m, (ne_range){range.first > 0 ? range.first - 1 : 0, range.end},
                           range.first)) {
    range.first++;
  }
  while (range.end > range.first && is_mark(&at[range.end - 1]) &&
         !is_paired_inside(m, range, range.end - 1)) {
    range.end--;
  }
  return range;
}

static int is_word(const ne_token *token) {
  return token->kind <= NE_TOKEN_ADDRESS;
}

/* How many words of the content stand inside quotation marks, and how many in all. */
static uint32_t count_words(const maker *m, const ne_attribution *a, uint32_t *all) {
  uint32_t k, i, inside = 0;
  *all = 0;
  for (k = 0; k < a->content_count; k++) {
    for (i = a->content[k].first; i < a->content[k].end; i++) {
      if (is_word(&m->prose->tokens.at[i])) {
        (*all)++;
        inside += m->prose->runs.of_token[i] != 0;
      }
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
  qsort(a->content, a->content_count, sizeof *a->content, by_first);
  for (k = 0; k < a->content_count; k++) {
    ne_range range = strip_marks(m, a->content[k]);
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

static int32_t entity_of(const maker *m, const ne_attribution *a) {
  if (a->mention == NE_NO_SOURCE) {
    return -1;
  }
  return m->mentions->at[a->mention].entity;
}

static int make_quote(maker *m, const ne_attribution *a, newsext_quote *q) {
  newsext_span *spans = ne_arena_alloc(m->arena, a->content_count, sizeof *spans);
  uint32_t all, inside;
  if (!spans) {
    return 0;
  }
  q->spans = spans;
  q->span_count = make_spans(m, a, spans);
  if (!q->span_count) {
    return 0;
  }
  inside = count_words(m, a, &all);
  q->type = inside == 0 ? NEWSEXT_INDIRECT : inside >= all ? NEWSEXT_DIRECT : NEWSEXT_MIXED;
  q->act = (newsext_act)a->act;
  q->rule = (newsext_rule)a->rule;
  q->text = join_spans(m, spans, q->span_count);
  q->confidence = (double)a->confidence;
  q->paragraph = m->prose->lines.paragraphs[m->prose->sentences.at[a->sentence].paragraph].number;
  q->speaker = entity_of(m, a);
  if (a->mention != NE_NO_SOURCE) {
    const ne_mention *mention = &m->mentions->at[a->mention];
    q->mention = ne_tokens_span(&m->prose->tokens, mention->first, mention->full_end);
  }
  if (a->cue != NE_NO_CUE) {
    const ne_cue *cue = &m->cues->at[a->cue];
    q->cue = ne_tokens_span(&m->prose->tokens, cue->first, cue->end);
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

/* A slice that outlives the stages: one of the text stays, others are copied. */
static newsext_slice lasting(const maker *m, newsext_slice slice) {
  const char *text = m->prose->text.bytes;
  if (slice.length && (slice.bytes < text || slice.bytes >= text + m->prose->text.length)) {
    slice.bytes = ne_arena_copy(m->arena, slice.bytes, slice.length);
  }
  return slice;
}

/* Makes the list of speakers and turns the quotes' entities into places in it. */
static void make_speakers(maker *m, newsext_quote *quotes, newsext_quotes *out) {
  newsext_speaker *speakers =
      ne_arena_alloc(m->arena, (size_t)m->people->count + 1, sizeof *speakers);
  int32_t *rank = ne_arena_alloc(m->arena, (size_t)m->people->count + 1, sizeof *rank);
  uint32_t i, count = 0;
  if (!speakers || !rank) {
    return;
  }
  for (i = 0; i < m->people->count; i++) {
    const ne_entity *e = &m->people->at[i];
    if (m->quotes[i]) {
      newsext_speaker *s = &speakers[count++];
      s->name = lasting(m, e->name);
      s->role = lasting(m, e->role);
      s->kind = (newsext_kind)e->kind;
      s->pronoun = (newsext_pronoun)e->pronoun;
      s->quotes = m->statements[i];
      s->words = m->words[i];
      s->mentions = e->mentions;
      s->first_start = m->prose->tokens.at[m->mentions->at[e->first].first].start;
      s->entity = i;
    }
  }
  qsort(speakers, count, sizeof *speakers, by_rank);
  for (i = 0; i < count; i++) {
    rank[speakers[i].entity] = (int32_t)i;
  }
  for (i = 0; i < out->quote_count; i++) {
    if (quotes[i].speaker >= 0) {
      quotes[i].speaker = rank[quotes[i].speaker];
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
                    const ne_people *people, newsext_quotes *out) {
  maker m = {arena, prose, mentions, cues, attributions, people, NULL, NULL, NULL};
  newsext_quote *quotes = ne_arena_alloc(arena, (size_t)attributions->count + 1, sizeof *quotes);
  size_t people_count = (size_t)people->count + 1;
  uint32_t i;
  memset(out, 0, sizeof *out);
  m.words = ne_arena_alloc(arena, people_count, sizeof *m.words);
  m.statements = ne_arena_alloc(arena, people_count, sizeof *m.statements);
  m.quotes = ne_arena_alloc(arena, people_count, sizeof *m.quotes);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  for (i = 0; i < attributions->count && arena->status == NEWSEXT_OK; i++) {
    out->quote_count += (uint32_t)make_quote(&m, &attributions->at[i], &quotes[out->quote_count]);
  }
  if (arena->status == NEWSEXT_OK) {
    qsort(quotes, out->quote_count, sizeof *quotes, by_start);
    make_speakers(&m, quotes, out);
  }
  out->quotes = quotes;
}
