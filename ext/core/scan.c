/* scan.c: what the characters of a text are to the scanner, the hashes of words, and the tokens
** that it emits. */
#include "scan.h"

const uint8_t ne_ascii_classes[128] = {
    [' '] = NE_CLASS_BLANK,   ['\t'] = NE_CLASS_BLANK,  ['\n'] = NE_CLASS_LINE,
    ['\r'] = NE_CLASS_LINE,   ['\v'] = NE_CLASS_LINE,   ['\f'] = NE_CLASS_LINE,
    ['"'] = NE_CLASS_QUOTE,   ['\''] = NE_CLASS_QUOTE,  ['`'] = NE_CLASS_QUOTE,
    ['.'] = NE_CLASS_STOP,    ['!'] = NE_CLASS_STOP,    ['?'] = NE_CLASS_STOP,
    [','] = NE_CLASS_COMMA,   [':'] = NE_CLASS_COLON,   [';'] = NE_CLASS_SEMICOLON,
    ['-'] = NE_CLASS_HYPHEN,  ['('] = NE_CLASS_OPENING, ['['] = NE_CLASS_OPENING,
    ['{'] = NE_CLASS_OPENING, [')'] = NE_CLASS_CLOSING, [']'] = NE_CLASS_CLOSING,
    ['}'] = NE_CLASS_CLOSING, ['@'] = NE_CLASS_AT,      ['#'] = NE_CLASS_HASH,
    ['0'] = NE_CLASS_DIGIT,   ['1'] = NE_CLASS_DIGIT,   ['2'] = NE_CLASS_DIGIT,
    ['3'] = NE_CLASS_DIGIT,   ['4'] = NE_CLASS_DIGIT,   ['5'] = NE_CLASS_DIGIT,
    ['6'] = NE_CLASS_DIGIT,   ['7'] = NE_CLASS_DIGIT,   ['8'] = NE_CLASS_DIGIT,
    ['9'] = NE_CLASS_DIGIT,   ['a'] = NE_CLASS_LOWER,   ['b'] = NE_CLASS_LOWER,
    ['c'] = NE_CLASS_LOWER,   ['d'] = NE_CLASS_LOWER,   ['e'] = NE_CLASS_LOWER,
    ['f'] = NE_CLASS_LOWER,   ['g'] = NE_CLASS_LOWER,   ['h'] = NE_CLASS_LOWER,
    ['i'] = NE_CLASS_LOWER,   ['j'] = NE_CLASS_LOWER,   ['k'] = NE_CLASS_LOWER,
    ['l'] = NE_CLASS_LOWER,   ['m'] = NE_CLASS_LOWER,   ['n'] = NE_CLASS_LOWER,
    ['o'] = NE_CLASS_LOWER,   ['p'] = NE_CLASS_LOWER,   ['q'] = NE_CLASS_LOWER,
    ['r'] = NE_CLASS_LOWER,   ['s'] = NE_CLASS_LOWER,   ['t'] = NE_CLASS_LOWER,
    ['u'] = NE_CLASS_LOWER,   ['v'] = NE_CLASS_LOWER,   ['w'] = NE_CLASS_LOWER,
    ['x'] = NE_CLASS_LOWER,   ['y'] = NE_CLASS_LOWER,   ['z'] = NE_CLASS_LOWER,
    ['A'] = NE_CLASS_UPPER,   ['B'] = NE_CLASS_UPPER,   ['C'] = NE_CLASS_UPPER,
    ['D'] = NE_CLASS_UPPER,   ['E'] = NE_CLASS_UPPER,   ['F'] = NE_CLASS_UPPER,
    ['G'] = NE_CLASS_UPPER,   ['H'] = NE_CLASS_UPPER,   ['I'] = NE_CLASS_UPPER,
    ['J'] = NE_CLASS_UPPER,   ['K'] = NE_CLASS_UPPER,   ['L'] = NE_CLASS_UPPER,
    ['M'] = NE_CLASS_UPPER,   ['N'] = NE_CLASS_UPPER,   ['O'] = NE_CLASS_UPPER,
    ['P'] = NE_CLASS_UPPER,   ['Q'] = NE_CLASS_UPPER,   ['R'] = NE_CLASS_UPPER,
    ['S'] = NE_CLASS_UPPER,   ['T'] = NE_CLASS_UPPER,   ['U'] = NE_CLASS_UPPER,
    ['V'] = NE_CLASS_UPPER,   ['W'] = NE_CLASS_UPPER,   ['X'] = NE_CLASS_UPPER,
    ['Y'] = NE_CLASS_UPPER,   ['Z'] = NE_CLASS_UPPER};

/* The class of the dashes and quotation marks from U+2010 to U+201F, the most frequent
** characters beside ASCII; 0 of all others. */
static int punctuation_class(const char *p, const char *end) {
  const unsigned char *u = (const unsigned char *)p;
  if (end - p < 4 || u[0] != 0xE2 || u[1] != 0x80 || (u[2] & 0xF0) != 0x90 ||
      (u[3] & 0xC0) == 0x80) {
    return 0;
  }
  return u[2] < 0x92   ? NE_CLASS_HYPHEN
         : u[2] < 0x96 ? NE_CLASS_DASH
         : u[2] < 0x98 ? 0
                       : NE_CLASS_QUOTE;
}

int ne_read_class(const char *p, const char *end, uint32_t *length) {
  uint32_t c;
  int class_number;
  if ((unsigned char)*p < 0x80) {
    *length = 1;
    return ne_ascii_classes[(unsigned char)*p];
  }
  class_number = punctuation_class(p, end);
  if (class_number) {
    *length = 3;
    return class_number;
  }
  c = ne_text_decode(p, end, length);
  switch (ne_char_classify(c)) {
  case NE_CHAR_SPACE:
    return NE_CLASS_BLANK;
  case NE_CHAR_LINE:
    return NE_CLASS_LINE;
  case NE_CHAR_LOWER:
  case NE_CHAR_LETTER:
    return NE_CLASS_LOWER;
  case NE_CHAR_UPPER:
    return NE_CLASS_UPPER;
  case NE_CHAR_DIGIT:
    return NE_CLASS_DIGIT;
  case NE_CHAR_QUOTE:
    return NE_CLASS_QUOTE;
  case NE_CHAR_DASH:
    return c == 0x2010 || c == 0x2011 ? NE_CLASS_HYPHEN : NE_CLASS_DASH;
  default:
    return c == 0x2026 ? NE_CLASS_STOP : NE_CLASS_OTHER;
  }
}

uint64_t ne_word_hash(const char *folded, uint32_t length) {
  uint64_t h = NE_HASH_SEED;
  uint32_t i;
  for (i = 0; i < length; i++) {
    h = (h ^ (unsigned char)folded[i]) * NE_HASH_PRIME;
  }
  return ne_finish_hash(h);
}

uint64_t ne_phrase_hash(uint64_t phrase, uint64_t token) {
  uint64_t h = (phrase ^ token) * UINT64_C(0xFF51AFD7ED558CCD);
  return h ^ (h >> 29);
}

ne_token *ne_emit(ne_scanner *s, const char *start, const char *end, ne_token_kind kind) {
  ne_token *token = s->next++;
  const int blank = *end == ' '; /* at the text's end a NUL stands */
  *token = (ne_token){.start = (uint32_t)(start - s->begin),
                      .length = (uint16_t)(end - start),
                      .kind = (uint8_t)kind,
                      .flags = s->flags};
  s->flags = blank ? NE_BLANK_BEFORE : 0;
  s->p = end + blank;
  return token;
}

void ne_emit_plain(ne_scanner *s, const char *start, const char *end, ne_token_kind kind) {
  ne_token *token = ne_emit(s, start, end, kind);
  token->hash = ne_word_hash(start, (uint32_t)(end - start));
}
