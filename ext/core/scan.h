/* scan.h: the text while it is cut into tokens. word.c cuts words and numbers, token.c the rest. */
#ifndef NE_SCAN_H
#define NE_SCAN_H

#include "token.h"

/* The longest token but for runs of blanks. */
#define NE_TOKEN_BYTES_MAX 512u

/* What a character is to the scanner. Letters and digits build words; the
** others stand alone or are looked at with what follows them. */
enum {
  NE_CLASS_OTHER,
  NE_CLASS_BLANK,
  NE_CLASS_LINE,
  NE_CLASS_LOWER,
  NE_CLASS_UPPER,
  NE_CLASS_DIGIT,
  NE_CLASS_QUOTE,
  NE_CLASS_STOP,
  NE_CLASS_COMMA,
  NE_CLASS_COLON,
  NE_CLASS_SEMICOLON,
  NE_CLASS_HYPHEN,
  NE_CLASS_OPENING,
  NE_CLASS_CLOSING,
  NE_CLASS_AT,
  NE_CLASS_HASH,
  NE_CLASS_DASH, /* en and em dashes */
  NE_CLASS_UNICODE
};

typedef struct ne_scanner {
  ne_arena *arena;
  const ne_lexicon *lexicon;
  const char *begin, *p, *end;
  ne_token *at, *next, *limit; /* the tokens, the one to come, the end of their room */
  uint32_t capacity;
  uint8_t flags; /* of the token to come */
} ne_scanner;

/* ---- scan.c: the classes of characters, hashes, and what is emitted ---- */

extern const uint8_t ne_ascii_classes[128];

static inline int ne_class_at(const char *p, const char *end) {
  if (p >= end) {
    return NE_CLASS_LINE;
  }
  return (unsigned char)*p < 0x80 ? ne_ascii_classes[(unsigned char)*p] : NE_CLASS_UNICODE;
}

/* Class of the character at p and its length, with Unicode ones mapped to the
** ASCII classes. */
int ne_read_class(const char *p, const char *end, uint32_t *length);

static inline int ne_is_letter(int class_number) {
  return class_number == NE_CLASS_LOWER || class_number == NE_CLASS_UPPER;
}

static inline int ne_is_word_class(int class_number) {
  return ne_is_letter(class_number) || class_number == NE_CLASS_DIGIT;
}

/* A word's hash takes in its folded bytes one by one, and is finished then. */
#define NE_HASH_SEED  UINT64_C(0xCBF29CE484222325)
#define NE_HASH_PRIME UINT64_C(0x00000100000001B3)

static inline uint64_t ne_finish_hash(uint64_t h) {
  h ^= h >> 32;
  h *= UINT64_C(0xD6E8FEB86659FD93);
  return h ^ (h >> 32);
}

/* Emits a token, for which there is room, and passes the blank that comes after most. */
ne_token *ne_emit(ne_scanner *, const char *start, const char *end, ne_token_kind);
/* A token of few bytes that are hashed as they stand. */
void ne_emit_plain(ne_scanner *, const char *start, const char *end, ne_token_kind);

/* ---- word.c ---- */

/* The word or number at start, with the clitic that follows it, and the web or mail address
** that begins as a word does. */
void ne_scan_word(ne_scanner *, const char *start, int class_number);
/* The same where it begins with an ASCII letter. */
void ne_scan_letters(ne_scanner *, const char *start);

#endif
