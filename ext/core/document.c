/* document.c: runs the stages in their order, each when it is first asked for. */
#include "document.h"

#include <string.h>

#include "quote.h"
#include "when.h"

/* ---- Opening and closing ------------------------------------------------------- */

newsext_status newsext_document_create(const newsext_engine *engine,
                                       const newsext_allocator *allocator,
                                       const newsext_interrupt *interrupt, const char *bytes,
                                       size_t length, newsext_document **out) {
  newsext_document *d = allocator->resize(allocator->context, NULL, sizeof *d);
  newsext_status status;
  *out = NULL;
  if (!d) {
    return NEWSEXT_NOMEM;
  }
  memset(d, 0, sizeof *d);
  d->engine = engine;
  d->allocator = *allocator;
  if (interrupt) {
    d->interrupt = *interrupt;
  }
  ne_arena_open(&d->arena, &d->allocator, &d->interrupt);
  d->prose.lexicon = engine->lexicon;
  ne_text_open(&d->arena, &d->prose.text, bytes, length);
  status = d->arena.status;
  if (status != NEWSEXT_OK) {
    newsext_document_destroy(d);
    return status;
  }
  *out = d;
  return NEWSEXT_OK;
}

void newsext_document_destroy(newsext_document *d) {
  if (d) {
    newsext_allocator allocator = d->allocator;
    ne_arena_close(&d->arena);
    allocator.resize(allocator.context, d, 0);
  }
}

newsext_slice newsext_document_text(const newsext_document *d) {
  return (newsext_slice){d->prose.text.bytes, d->prose.text.length};
}

size_t newsext_document_memory(const newsext_document *d) {
  return sizeof *d + d->arena.held;
}

uint32_t newsext_character(const newsext_document *d, uint32_t byte) {
  return ne_text_characters_before(&d->prose.text, byte) + 1;
}

newsext_span newsext_characters(const newsext_document *d, newsext_span bytes) {
  newsext_span characters = {0, 0};
  if (bytes.length) {
    uint32_t before = ne_text_characters_before(&d->prose.text, bytes.start);
    characters.start = before + 1;
    characters.length =
        ne_text_characters_before(&d->prose.text, bytes.start + bytes.length) - before;
  }
  return characters;
}

/* ---- The stages ------------------------------------------------------------------ */

newsext_status ne_document_lines(newsext_document *d) {
  if (!d->has_lines && d->arena.status == NEWSEXT_OK) {
    ne_prose_cut(&d->arena, &d->prose);
    d->has_lines = 1;
  }
  return d->arena.status;
}

/* The dateline of the wire, of which all the others make use. */
static const newsext_dateline *find_wire(newsext_document *d) {
  if (!d->has_wire && d->arena.status == NEWSEXT_OK) {
    ne_dateline_find(&d->arena, d->engine->lexicon, &d->prose.text, &d->prose.tokens,
                     &d->prose.lines, &d->wire);
    d->has_wire = 1;
  }
  return &d->wire;
}

newsext_status newsext_document_article(newsext_document *d, const newsext_article **out) {
  *out = NULL;
  if (ne_document_lines(d) == NEWSEXT_OK && !d->has_article) {
    d->has_article = 1;
    ne_article_read(&d->arena, d->engine->patterns, d->engine->lexicon, &d->prose.text,
                    &d->prose.tokens, &d->prose.lines, find_wire(d), &d->article);
  }
  if (d->arena.status == NEWSEXT_OK) {
    *out = &d->article;
  }
  return d->arena.status;
}

newsext_status newsext_document_dateline(newsext_document *d, const newsext_date *base,
                                         const newsext_dateline **out) {
  const newsext_article *article;
  newsext_status status = newsext_document_article(d, &article);
  *out = NULL;
  if (status == NEWSEXT_OK && (base || !d->has_dateline)) {
    d->has_dateline = ne_dateline_read(&d->prose.text, &d->prose.tokens, &d->prose.lines,
                                       find_wire(d), article, base, &d->dateline)
                          ? 1
                          : -1;
  }
  if (d->arena.status == NEWSEXT_OK && d->has_dateline > 0) {
    *out = &d->dateline;
  }
  if (base) {
    d->has_dateline = 0; /* its year is this base's */
  }
  return d->arena.status;
}

static int is_full(const newsext_date *date) {
  return date->year && date->month && date->day;
}

int newsext_quote_date(newsext_document *d, const newsext_quote *quote, const newsext_date *base,
                       newsext_date *out) {
  const newsext_article *article;
  const newsext_dateline *dateline;
  if (!quote->when.length) {
    return 0;
  }
  if (!base && is_full(&find_wire(d)->date)) { /* no need to read the page */
    base = &d->wire.date;
  }
  if (!base && newsext_document_dateline(d, NULL, &dateline) == NEWSEXT_OK && dateline &&
      dateline->date.day) {
    base = &dateline->date;
  }
  if (!base && newsext_document_article(d, &article) == NEWSEXT_OK) {
    base = article->published.day ? &article->published : &article->updated;
  }
  return d->arena.status == NEWSEXT_OK && ne_when_reckon(d->engine->lexicon, &d->prose.text,
                                                         &d->prose.tokens, quote->when, base, out);
}

/* What the stages on the way to the quotes hand on. */
typedef struct stages {
  ne_mentions mentions;
  ne_cues cues;
  ne_attributions attributions;
  ne_people people;
} stages;

static void read_stages(newsext_document *d, stages *s) {
  const newsext_engine *engine = d->engine;
  ne_arena *arena = &d->scratch;
  const uint8_t *speaking;
  ne_prose_read(arena, &engine->tagger, &d->prose);
  if (ne_arena_stopped(arena)) {
    return;
  }
  ne_mentions_find(arena, &d->prose, &s->mentions);
  if (ne_arena_stopped(arena)) {
    return;
  }
  ne_attributions_find(arena, &engine->attribution, &d->prose, &s->mentions, &s->cues,
                       &s->attributions);
  if (ne_arena_stopped(arena)) {
    return;
  }
  speaking = ne_attributions_speaking(arena, &s->mentions, &s->attributions);
  if (arena->status == NEWSEXT_OK) {
    ne_discourse_read(arena, &engine->discourse, &d->prose, &s->mentions, &s->cues,
                      &s->attributions);
  }
  if (arena->status == NEWSEXT_OK) {
    ne_confidence_weigh(&engine->confidence, &d->prose, &s->mentions, &s->cues, &s->attributions);
    ne_nesting_undo(arena, &d->prose, &s->mentions, &s->cues, &s->attributions);
    ne_people_resolve(arena, &d->prose, &s->mentions, speaking, &s->people);
  }
}

static void read_quotes(newsext_document *d) {
  stages s;
  memset(&s, 0, sizeof s);
  d->prose.dateline = find_wire(d)->raw;
  if (d->arena.status != NEWSEXT_OK) {
    return;
  }
  ne_arena_open(&d->scratch, &d->allocator, &d->interrupt);
  read_stages(d, &s);
  d->arena.status = d->scratch.status;
  if (d->arena.status == NEWSEXT_OK) {
    ne_quotes_make(&d->arena, &d->prose, &s.mentions, &s.cues, &s.attributions, &s.people,
                   &d->engine->extent, &d->quotes);
  }
  ne_arena_close(&d->scratch);
  memset(&d->prose.runs, 0, sizeof d->prose.runs);
  memset(&d->prose.sentences, 0, sizeof d->prose.sentences);
}

newsext_status newsext_document_quotes(newsext_document *d, const newsext_quotes **out) {
  *out = NULL;
  if (ne_document_lines(d) == NEWSEXT_OK && !d->has_quotes) {
    d->has_quotes = 1;
    read_quotes(d);
  }
  if (d->arena.status == NEWSEXT_OK) {
    *out = &d->quotes;
  }
  return d->arena.status;
}

/* ---- The words for values ----------------------------------------------------------- */

const char *newsext_type_name(newsext_type type) {
  static const char *const names[] = {"direct", "mixed", "indirect"};
  return names[type];
}

const char *newsext_act_name(newsext_act act) {
  static const char *const names[] = {"statement", "belief", "intention"};
  return names[act];
}

const char *newsext_kind_name(newsext_kind kind) {
  static const char *const names[] = {"person", "organization", "group", "anonymous", "document"};
  return names[kind];
}

const char *newsext_pronoun_name(newsext_pronoun pronoun) {
  static const char *const names[] = {NULL, "he", "she", "they"};
  return names[pronoun];
}

const char *newsext_rule_name(newsext_rule rule) {
  static const char *const names[] = {"none",  "verb",         "according-to", "noun",   "colon",
                                      "label", "continuation", "conversation", "context"};
  return names[rule];
}
