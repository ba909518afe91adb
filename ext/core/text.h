/* text.h: the bytes of an article and its characters as SQLite counts them.
**
** SQLite takes a byte of 0xC0 or more together with the continuation bytes that
** follow it as one character, and every other byte as one character, whether
** the text is valid UTF-8 or not. ne_text keeps a checkpoint every 64 bytes.
*/
#ifndef NE_TEXT_H
#define NE_TEXT_H

#include "memory.h"

typedef struct ne_text {
  const char *bytes; /* terminated by a NUL that is not counted */
  uint32_t length;
  const uint32_t *checkpoints; /* characters that begin before byte 64 * i, and a bit; NULL where
                                  all is ASCII */
} ne_text;

/* Copies length bytes, to the first NUL, into the arena. */
void ne_text_open(ne_arena *, ne_text *, const char *bytes, size_t length);

/* Number of characters that begin before the byte. */
uint32_t ne_text_characters_before(const ne_text *, uint32_t byte);

/* The code point at start, start < end; *bytes is its length. An invalid sequence gives
** 0xFFFD and the length that SQLite takes as one character. */
uint32_t ne_text_decode(const char *start, const char *end, uint32_t *bytes);

/* What a code point is to a reader of news. */
typedef enum ne_char_class {
  NE_CHAR_OTHER, /* symbols, controls, invalid */
  NE_CHAR_SPACE, /* blanks of every width, not line ends */
  NE_CHAR_LINE,  /* LF, CR, NEL, LS, PS */
  NE_CHAR_LOWER,
  NE_CHAR_UPPER,  /* and title case */
  NE_CHAR_LETTER, /* caseless letters and marks */
  NE_CHAR_DIGIT,
  NE_CHAR_QUOTE, /* every quotation mark and apostrophe */
  NE_CHAR_DASH,
  NE_CHAR_PUNCTUATION
} ne_char_class;

ne_char_class ne_char_classify(uint32_t code_point);

/* The same as below beyond ASCII. */
uint32_t ne_char_fold_wide(uint32_t code_point, char out[8]);

/* Appends the folded form (case, accents) of a code point to out, at most 8
** bytes; returns how many. */
static inline uint32_t ne_char_fold(uint32_t code_point, char out[8]) {
  if (code_point < 0x80) {
    out[0] = (char)(code_point - 'A' <= 'Z' - 'A' ? code_point + 32 : code_point);
    return 1;
  }
  return ne_char_fold_wide(code_point, out);
}

/* A slice of the text. */
newsext_slice ne_text_slice(const ne_text *, newsext_span);
/* The same with runs of white space folded to one blank, trimmed; copied into
** the arena only where that changes something. */
newsext_slice ne_text_folded(ne_arena *, const ne_text *, newsext_span);
/* Capitals as names are written: "Anna O'Neill-Roth" for "ANNA O'NEILL-ROTH". */
newsext_slice ne_text_named(ne_arena *, newsext_slice);

#endif
