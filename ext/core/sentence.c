/* sentence.c: finds where sentences end inside each paragraph. */
#include "sentence.h"

#include <string.h>

typedef struct splitter {
  ne_arena *arena;
  const ne_text *text;
  const ne_tokens *tokens;
  const ne_lexicon *lexicon;
  const ne_runs *runs;
  ne_sentences *out;
  uint32_t capacity;
} splitter;

static int has_class(const splitter *s, uint32_t i, int class_number) {
  return (ne_lexicon_classes(s->lexicon, s->tokens->at[i].entry) & NE_LEX_BIT(class_number)) != 0;
}

static int is_capitalized(const ne_token *token) {
  return token->shape >= NE_SHAPE_CAPITAL;
}

/* Does an abbreviation at i end a sentence, the token after it being next? */
static int abbreviation_ends(const splitter *s, uint32_t i, uint32_t next) {
  const ne_token *token = &s->tokens->at[i];
  if (token->shape == NE_SHAPE_INITIAL && i > 0 && token[-1].shape == NE_SHAPE_LOWER) {
    return s->tokens->at[next].kind ==
           NE_TOKEN_MARK; /* "on X. “No,” he wrote", but not "by J. Roth" */
  }
  if (token->shape == NE_SHAPE_INITIAL || has_class(s, i, NE_LEX_HONORIFIC)) {
    return 0;
  }
  return is_capitalized(&s->tokens->at[next]) && has_class(s, next, NE_LEX_FUNCTION_WORD);
}

/* "(ALD.N)", "(FRW.OQ)": a stop inside the code of a share. */
static int is_inside_code(const splitter *s, uint32_t i, uint32_t end) {
  const ne_token *at = s->tokens->at;
  return i + 2 < end && !(at[i + 1].flags & NE_BLANK_BEFORE) && at[i + 1].length <= 2 &&
         is_capitalized(&at[i + 1]) && at[i + 2].kind == NE_TOKEN_CLOSE;
}

/* "?" or "!": before a cue, a plain stop would have been a comma. */
static int is_question(const splitter *s, uint32_t i) {
  return s->text->bytes[s->tokens->at[i].start] != '.';
}

/* After a stop inside quotation marks: do a name and a cue verb follow
** ("Why?" John Smith asked)? */
static int cue_follows(const splitter *s, uint32_t i, uint32_t end) {
  uint32_t n;
  for (n = 0; n < 5 && i + n < end; n++) {
    const ne_token *token = &s->tokens->at[i + n];
    if (n > 0 && has_class(s, i + n, NE_LEX_CUE_VERB) && token->shape == NE_SHAPE_LOWER) {
      return 1;
    }
    if (!is_capitalized(token) || token->kind != NE_TOKEN_WORD) {
      return 0;
    }
  }
  return 0;
}

static int may_end(const ne_token *token) {
  const uint32_t stops = 1u << NE_TOKEN_STOP | 1u << NE_TOKEN_ELLIPSIS;
  return (stops >> token->kind & 1) | (token->flags & NE_STOP_INSIDE);
}

/* Where the stop at i ends a sentence: the token after its closing marks and
** brackets; 0 where it ends none. */
static uint32_t sentence_end(const splitter *s, uint32_t i, uint32_t end) {
  const ne_token *at = s->tokens->at;
  uint32_t next = i + 1;
  int closed = 0;
  while (next < end && (at[next].kind == NE_TOKEN_CLOSE ||
                        (at[next].kind == NE_TOKEN_MARK && !(at[next].flags & NE_BLANK_BEFORE)))) {
    closed |= at[next].kind == NE_TOKEN_MARK;
    next++;
  }
  if (next >= end) {
    return end;
  }
  if (is_inside_code(s, i, end)) {
    return 0;
  }
  if (at[next].kind == NE_TOKEN_COMMA || at[next].kind == NE_TOKEN_SEMICOLON ||
      at[next].kind == NE_TOKEN_COLON || at[next].kind == NE_TOKEN_DASH) {
    return 0;
  }
  if (at[next].shape == NE_SHAPE_LOWER && at[next].kind == NE_TOKEN_WORD) {
    return 0;
  }
  if (at[i].kind == NE_TOKEN_ELLIPSIS && !closed && s->runs->of_token[next]) {
    return 0;
  }
  if (at[i].kind != NE_TOKEN_STOP && at[i].kind != NE_TOKEN_ELLIPSIS && !closed) {
    return abbreviation_ends(s, i, next) ? next : 0;
  }
  return closed && is_question(s, i) && cue_follows(s, next, end) ? 0 : next;
}

static void add_sentence(splitter *s, uint32_t first, uint32_t end, uint32_t paragraph) {
  while (first < end) {
    ne_sentence *at = ne_arena_grow(s->arena, s->out->at, s->out->count, &s->capacity, sizeof *at);
    if (!at) {
      return;
    }
    s->out->at = at;
    at += s->out->count++;
    at->first = first;
    at->end = end - first > NE_SENTENCE_MAX ? first + NE_SENTENCE_MAX : end;
    at->paragraph = paragraph;
    first = at->end;
  }
}

void ne_sentences_find(ne_arena *arena, const ne_text *text, const ne_tokens *tokens,
                       const ne_lexicon *lexicon, const ne_lines *lines, const ne_runs *runs,
                       ne_sentences *sentences) {
  splitter s;
  uint32_t p, k = 0;
  memset(&s, 0, sizeof s);
  memset(sentences, 0, sizeof *sentences);
  s.arena = arena;
  s.text = text;
  s.tokens = tokens;
  s.lexicon = lexicon;
  s.runs = runs;
  s.out = sentences;
  for (p = 0; p < lines->paragraph_count && arena->status == NEWSEXT_OK; p++) {
    const ne_paragraph *paragraph = &lines->paragraphs[p];
    uint32_t first = paragraph->first;
    k = ne_tokens_break_from(tokens, k, first);
    while (k < tokens->break_count && tokens->breaks[k] < paragraph->end) {
      const uint32_t i = tokens->breaks[k];
      const uint32_t end = may_end(&tokens->at[i]) ? sentence_end(&s, i, paragraph->end) : 0;
      if (end) {
        add_sentence(&s, first, end, p);
        first = end;
      }
      k = ne_tokens_break_from(tokens, k + 1, end);
    }
    add_sentence(&s, first, paragraph->end, p);
  }
}

uint32_t ne_sentence_at(const ne_sentences *sentences, uint32_t token) {
  uint32_t low = 0, high = sentences->count;
  while (low + 1 < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sentences->at[middle].first <= token) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t ne_sentence_from(const ne_sentences *sentences, uint32_t from, uint32_t token) {
  while (from + 1 < sentences->count && sentences->at[from].end <= token) {
    from++;
  }
  return from;
}
