/* token.h: words, numbers, marks and punctuation.
**
** Every non-blank character belongs to exactly one token. Contractions are cut
** as the Penn Treebank cuts them ("did" "n't", "Kerry" "'s"); abbreviations,
** initials and acronyms keep their full stop ("Mr.", "U.S.", "J."); numbers,
** web addresses, @names and #tags are one token; a hyphenated word is one token.
*/
#ifndef NE_TOKEN_H
#define NE_TOKEN_H

#include "lexicon.h"
#include "text.h"

typedef enum ne_token_kind {
  NE_TOKEN_WORD,
  NE_TOKEN_NUMBER,  /* 12, 3.5, 1,000, 20th, 1980s, 9/11 */
  NE_TOKEN_CLITIC,  /* 's 're 've 'll 'd 'm n't and a plural's lone apostrophe */
  NE_TOKEN_ADDRESS, /* web and mail addresses, @names, #tags */
  NE_TOKEN_STOP,    /* . ! ? and their runs, with ellipses ("...", "…") as NE_TOKEN_ELLIPSIS */
  NE_TOKEN_ELLIPSIS,
  NE_TOKEN_COMMA,
  NE_TOKEN_COLON,
  NE_TOKEN_SEMICOLON,
  NE_TOKEN_DASH, /* hyphen standing alone, --, en and em dash */
  NE_TOKEN_OPEN, /* ( [ { */
  NE_TOKEN_CLOSE,
  NE_TOKEN_MARK,  /* a quotation mark, or a single one that may be an apostrophe */
  NE_TOKEN_SYMBOL /* $ % & * bullets, everything else */
} ne_token_kind;

typedef enum ne_shape {
  NE_SHAPE_NONE,    /* no letters */
  NE_SHAPE_LOWER,   /* word */
  NE_SHAPE_CAPITAL, /* Word */
  NE_SHAPE_UPPER,   /* WORD, two letters or more */
  NE_SHAPE_INITIAL, /* one capital letter, with or without full stop */
  NE_SHAPE_ACRONYM, /* U.S., a.m. */
  NE_SHAPE_MIXED    /* McCain, iPhone, al-Assad, O'Neill */
} ne_shape;

/* token.flags */
#define NE_BLANK_BEFORE 1 /* white space stands before it */
#define NE_LINE_BEFORE  2 /* a line end does; also set on the first token */
#define NE_STOP_INSIDE  4 /* its last character is a full stop ("Mr.", "U.S.") */
#define NE_BEGINS_CHAIN 8 /* an entry of several words may begin with it and the next token */

typedef struct ne_token {
  uint64_t hash;   /* of the folded form, curly apostrophes as straight ones */
  uint32_t start;  /* byte */
  uint32_t entry;  /* in the lexicon; 0 where it has none */
  uint16_t length; /* bytes */
  uint8_t kind;    /* ne_token_kind */
  uint8_t shape;   /* ne_shape */
  uint8_t flags;
  uint8_t tag;     /* ne_tag, set by tag.c */
  uint16_t suffix; /* hash of the last three folded bytes */
} ne_token;

typedef struct ne_tokens {
  ne_token *at;
  uint32_t *breaks; /* stops, quotation marks and what begins a line: their numbers, in order */
  uint32_t count, break_count;
} ne_tokens;

/* Cuts the text; without word lists there are no entries and no breaks. */
void ne_tokenize(ne_arena *, const ne_text *, const ne_lexicon *, ne_tokens *);

/* Finds the tokens' entries and breaks: the last step of the above. */
void ne_tokens_look_up(ne_arena *, const ne_lexicon *, ne_tokens *);

/* "Q." and "A.", which a transcript's turns begin with, and which need no colon */
static inline int ne_token_is_turn(const ne_text *text, const ne_token *token) {
  const char letter = text->bytes[token->start];
  return token->shape == NE_SHAPE_INITIAL && token->length == 2 && (letter == 'Q' || letter == 'A');
}

/* The first break from break k on that is not before the token. */
static inline uint32_t ne_tokens_break_from(const ne_tokens *tokens, uint32_t k, uint32_t token) {
  while (k < tokens->break_count && tokens->breaks[k] < token) {
    k++;
  }
  return k;
}

/* The hash that a token with these folded bytes has. */
uint64_t ne_word_hash(const char *folded, uint32_t length);

/* The tokens [first, end). */
typedef struct ne_range {
  uint32_t first, end;
} ne_range;

/* The bytes from the first to the last of the tokens [first, end). */
newsext_span ne_tokens_span(const ne_tokens *, uint32_t first, uint32_t end);

/* Longest lexicon entry of the classes and of several words that begins at token i, which may
** begin one, and ends before end: returns how many tokens it has, 0 for none; *entry gets its
** number. */
uint32_t ne_tokens_match_chain(const ne_tokens *, const ne_lexicon *, uint32_t i, uint32_t end,
                               uint64_t classes, uint32_t *entry);

/* The same of entries of one word, too; 0 where nothing is left before end. */
static inline uint32_t ne_tokens_match(const ne_tokens *tokens, const ne_lexicon *lexicon,
                                       uint32_t i, uint32_t end, uint64_t classes,
                                       uint32_t *entry) {
  const ne_token *token = &tokens->at[i];
  uint32_t length;
  if (i >= end) {
    return 0;
  }
  length = token->flags & NE_BEGINS_CHAIN
               ? ne_tokens_match_chain(tokens, lexicon, i, end, classes, entry)
               : 0;
  if (length || !(ne_lexicon_classes(lexicon, token->entry) & classes)) {
    return length;
  }
  *entry = token->entry;
  return 1;
}

#endif
