/* tokens.c: what there is to know of tokens that are cut: their entries in the word lists, where
** the text may break, spans and matches. */
#include "token.h"

#include "lexicon_table.h"

/* May a line begin with the token, or a sentence or a quotation end? */
static uint32_t is_break(const ne_token *token) {
  const uint32_t kinds = 1u << NE_TOKEN_STOP | 1u << NE_TOKEN_ELLIPSIS | 1u << NE_TOKEN_MARK;
  return (kinds >> token->kind & 1) | ((token->flags & (NE_LINE_BEFORE | NE_STOP_INSIDE)) != 0);
}

static void add_breaks(ne_arena *arena, ne_tokens *tokens, uint32_t *capacity,
                       const uint32_t *numbers, uint32_t count) {
  for (uint32_t k = 0; k < count; k++) {
    uint32_t *at = ne_arena_grow(arena, tokens->breaks, tokens->break_count, capacity, sizeof *at);
    if (!at) {
      return;
    }
    tokens->breaks = at;
    at[tokens->break_count++] = numbers[k];
  }
}

/* Can an entry of several words begin with one of the tokens? Few do: it is worth knowing once
** for all that look for them. */
static void flag_chains(const ne_lexicon *lexicon, ne_tokens *tokens, const uint32_t *numbers,
                        uint32_t count) {
  for (uint32_t k = 0; k < count; k++) {
    ne_token *token = &tokens->at[numbers[k]];
    if (numbers[k] + 1 < tokens->count) {
      const uint64_t start = ne_phrase_hash(NE_PHRASE_START, token->hash);
      const uint64_t hash = ne_phrase_hash(start, token[1].hash);
      if (ne_lexicon_has_phrase(lexicon, hash)) {
        token->flags |= NE_BEGINS_CHAIN;
        ne_lexicon_expect(lexicon, ne_lexicon_place_of(hash, lexicon->bucket_count));
      }
    }
  }
}

#define BLOCK 64 /* tokens that are looked up together */

/* Tokens [first, end), and where their entries are. */
typedef struct block {
  uint32_t first, end;
  ne_lexicon_place places[BLOCK];
} block;

static void expect_block(const ne_lexicon *lexicon, const ne_tokens *tokens, uint32_t first,
                         block *b) {
  const uint32_t left = tokens->count - first;
  b->first = first;
  b->end = first + (left < BLOCK ? left : BLOCK);
  for (uint32_t i = first; i < b->end; i++) {
    const ne_lexicon_place place = ne_lexicon_place_of(tokens->at[i].hash, lexicon->bucket_count);
    b->places[i - first] = place;
    ne_lexicon_expect(lexicon, place);
  }
}

static void look_up_block(ne_arena *arena, const ne_lexicon *lexicon, ne_tokens *tokens,
                          uint32_t *capacity, const block *b) {
  /* Those that begin longer entries and the breaks: whether a word is one would be a guess. */
  uint32_t starts[BLOCK] = {0}, breaks[BLOCK] = {0}, start_count = 0, break_count = 0;
  for (uint32_t i = b->first; i < b->end; i++) {
    ne_token *token = &tokens->at[i];
    token->entry = ne_lexicon_find_at(lexicon, b->places[i - b->first]);
    starts[start_count] = breaks[break_count] = i;
    start_count +=
        (ne_lexicon_classes(lexicon, token->entry) & NE_LEX_BIT(NE_LEX_PHRASE_START)) != 0;
    break_count += is_break(token);
  }
  flag_chains(lexicon, tokens, starts, start_count);
  add_breaks(arena, tokens, capacity, breaks, break_count);
}

void ne_tokens_look_up(ne_arena *arena, const ne_lexicon *lexicon, ne_tokens *tokens) {
  block both[2]; /* one, and the next, whose part of the table comes meanwhile */
  uint32_t capacity = tokens->count / 4 + 8; /* more than news has */
  tokens->breaks = ne_arena_take(arena, capacity, sizeof *tokens->breaks);
  expect_block(lexicon, tokens, 0, &both[0]);
  for (uint32_t k = 0; both[k & 1].first < tokens->count && arena->status == NEWSEXT_OK; k++) {
    const block *now = &both[k & 1];
    expect_block(lexicon, tokens, now->end, &both[(k + 1) & 1]);
    look_up_block(arena, lexicon, tokens, &capacity, now);
  }
}

newsext_span ne_tokens_span(const ne_tokens *tokens, uint32_t first, uint32_t end) {
  newsext_span span = {0, 0};
  if (first < end && end <= tokens->count) {
    const ne_token *last = &tokens->at[end - 1];
    span.start = tokens->at[first].start;
    span.length = last->start + last->length - span.start;
  }
  return span;
}

uint32_t ne_tokens_match_chain(const ne_tokens *tokens, const ne_lexicon *lexicon, uint32_t i,
                               uint32_t end, uint64_t classes, uint32_t *entry) {
  uint64_t hash = ne_phrase_hash(NE_PHRASE_START, tokens->at[i].hash);
  uint32_t best = 0, n;
  for (n = 2; n <= NE_PHRASE_TOKENS && i + n <= end; n++) {
    uint32_t found;
    uint64_t found_classes;
    hash = ne_phrase_hash(hash, tokens->at[i + n - 1].hash);
    found = ne_lexicon_find_phrase(lexicon, hash);
    found_classes = ne_lexicon_classes(lexicon, found);
    if (found_classes & classes) {
      *entry = found;
      best = n;
    }
    if (!(found_classes & NE_LEX_BIT(NE_LEX_PHRASE_START))) {
      break;
    }
  }
  return best;
}
