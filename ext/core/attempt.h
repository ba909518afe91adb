/* attempt.h: a dateline while it is read: what was found so far, and where it is. */
#ifndef NE_ATTEMPT_H
#define NE_ATTEMPT_H

#include "date.h"
#include "line.h"

/* What ends a dateline; a line's end does not. */
enum { NE_UNCLOSED, NE_CLOSED_BY_COLON, NE_CLOSED_BY_DASH };

/* A dateline while it is read. */
typedef struct ne_attempt {
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  uint32_t begin;     /* its first token */
  uint32_t at, limit; /* the token to be read; the paragraph's end */
  ne_range place, region, agency;
  newsext_date date;
  uint32_t end; /* after the last token of the dateline */
  uint8_t has_paren_agency, agency_known, has_date, in_brackets;
  uint8_t several, other_known; /* places: "LONDON/PARIS"; the other is in a word list */
  uint8_t closed;
} ne_attempt;

static inline const ne_token *ne_attempt_token(const ne_attempt *a, uint32_t i) {
  return &a->tokens->at[i];
}

static inline int ne_attempt_is_kind(const ne_attempt *a, uint32_t i, ne_token_kind kind) {
  return i < a->limit && ne_attempt_token(a, i)->kind == kind;
}

static inline int ne_attempt_is_byte(const ne_attempt *a, uint32_t i, char byte) {
  return i < a->limit && ne_attempt_token(a, i)->length == 1 &&
         a->text->bytes[ne_attempt_token(a, i)->start] == byte;
}

static inline uint64_t ne_attempt_classes(const ne_attempt *a, uint32_t i) {
  return i < a->limit ? ne_lexicon_classes(a->lexicon, ne_attempt_token(a, i)->entry) : 0;
}

/* ---- attempt.c: the dates of datelines, misprints and all ---- */

/* A month by its name or a misprint of it; *missing is set where the last letter
** has slipped to the next word ("Apri l7"). */
int ne_attempt_month(const ne_attempt *, uint32_t i, int *missing);
/* "March 11", "26 February", "April 05, 2018"; 1 where there was one. */
int ne_attempt_date(ne_attempt *);
/* "7-15" before an agency. */
int ne_attempt_short_date(ne_attempt *);

#endif
