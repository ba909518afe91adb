/* token.c: cuts the text into tokens, hashing each as it is read. */
#include "token.h"

#include <string.h>

#define WORD_BYTES_MAX 512u

/* What an ASCII byte is to the scanner. Letters and digits build words; the
** others stand alone or are looked at with what follows them. */
enum {
  OTHER,
  BLANK,
  LINE,
  LOWER,
  UPPER,
  DIGIT,
  QUOTE,
  STOP,
  COMMA,
  COLON,
  SEMICOLON,
  HYPHEN,
  OPENING,
  CLOSING,
  AT,
  HASH,
  DASH, /* en and em dashes */
  UNICODE
};

static const uint8_t ascii[128] = {
    [' '] = BLANK,   ['\t'] = BLANK,  ['\n'] = LINE,   ['\r'] = LINE,   ['\v'] = LINE,
    ['\f'] = LINE,   ['"'] = QUOTE,   ['\''] = QUOTE,  ['`'] = QUOTE,   ['.'] = STOP,
    ['!'] = STOP,    ['?'] = STOP,    [','] = COMMA,   [':'] = COLON,   [';'] = SEMICOLON,
    ['-'] = HYPHEN,  ['('] = OPENING, ['['] = OPENING, ['{'] = OPENING, [')'] = CLOSING,
    [']'] = CLOSING, ['}'] = CLOSING, ['@'] = AT,      ['#'] = HASH,    ['0'] = DIGIT,
    ['1'] = DIGIT,   ['2'] = DIGIT,   ['3'] = DIGIT,   ['4'] = DIGIT,   ['5'] = DIGIT,
    ['6'] = DIGIT,   ['7'] = DIGIT,   ['8'] = DIGIT,   ['9'] = DIGIT,   ['a'] = LOWER,
    ['b'] = LOWER,   ['c'] = LOWER,   ['d'] = LOWER,   ['e'] = LOWER,   ['f'] = LOWER,
    ['g'] = LOWER,   ['h'] = LOWER,   ['i'] = LOWER,   ['j'] = LOWER,   ['k'] = LOWER,
    ['l'] = LOWER,   ['m'] = LOWER,   ['n'] = LOWER,   ['o'] = LOWER,   ['p'] = LOWER,
    ['q'] = LOWER,   ['r'] = LOWER,   ['s'] = LOWER,   ['t'] = LOWER,   ['u'] = LOWER,
    ['v'] = LOWER,   ['w'] = LOWER,   ['x'] = LOWER,   ['y'] = LOWER,   ['z'] = LOWER,
    ['A'] = UPPER,   ['B'] = UPPER,   ['C'] = UPPER,   ['D'] = UPPER,   ['E'] = UPPER,
    ['F'] = UPPER,   ['G'] = UPPER,   ['H'] = UPPER,   ['I'] = UPPER,   ['J'] = UPPER,
    ['K'] = UPPER,   ['L'] = UPPER,   ['M'] = UPPER,   ['N'] = UPPER,   ['O'] = UPPER,
    ['P'] = UPPER,   ['Q'] = UPPER,   ['R'] = UPPER,   ['S'] = UPPER,   ['T'] = UPPER,
    ['U'] = UPPER,   ['V'] = UPPER,   ['W'] = UPPER,   ['X'] = UPPER,   ['Y'] = UPPER,
    ['Z'] = UPPER};

typedef struct scanner {
  ne_arena *arena;
  const ne_lexicon *lexicon;
  const char *begin, *p, *end;
  ne_token *at, *next, *limit; /* the tokens, the one to come, the end of their room */
  uint32_t capacity;
  uint8_t flags; /* of the token to come */
} scanner;

/* A word while it is read. */
typedef struct word {
  uint64_t hash;
  uint32_t tail; /* the last three folded bytes */
  const char *end;
  uint32_t uppers, lowers, letters, digits, stops;
  uint8_t first; /* class of the first character */
} word;

#define HASH_SEED  UINT64_C(0xCBF29CE484222325)
#define HASH_PRIME UINT64_C(0x00000100000001B3)

static uint64_t finish_hash(uint64_t h) {
  h ^= h >> 32;
  h *= UINT64_C(0xD6E8FEB86659FD93);
  return h ^ (h >> 32);
}

uint64_t ne_word_hash(const char *folded, uint32_t length) {
  uint64_t h = HASH_SEED;
  uint32_t i;
  for (i = 0; i < length; i++) {
    h = (h ^ (unsigned char)folded[i]) * HASH_PRIME;
  }
  return finish_hash(h);
}

uint64_t ne_phrase_hash(uint64_t phrase, uint64_t token) {
  uint64_t h = (phrase ^ token) * UINT64_C(0xFF51AFD7ED558CCD);
  return h ^ (h >> 29);
}

static int class_at(const char *p, const char *end) {
  if (p >= end) {
    return LINE;
  }
  return (unsigned char)*p < 0x80 ? ascii[(unsigned char)*p] : UNICODE;
}

/* The class of the dashes and quotation marks from U+2010 to U+201F, the most frequent
** characters beside ASCII; 0 of all others. */
static int punctuation_class(const char *p, const char *end) {
  static const uint8_t classes[16] = {HYPHEN, HYPHEN, DASH,  DASH,  DASH,  DASH,  0,     0,
                                      QUOTE,  QUOTE,  QUOTE, QUOTE, QUOTE, QUOTE, QUOTE, QUOTE};
  const unsigned char *u = (const unsigned char *)p;
  if (end - p < 4 || u[0] != 0xE2 || u[1] != 0x80 || (u[2] & 0xF0) != 0x90 ||
      (u[3] & 0xC0) == 0x80) {
    return 0;
  }
  return classes[u[2] & 15];
}

/* Class of the character at p and its length, with Unicode ones mapped to the
** ASCII classes. */
static int read_class(const char *p, const char *end, uint32_t *length) {
  uint32_t c;
  int class_number;
  if ((unsigned char)*p < 0x80) {
    *length = 1;
    return ascii[(unsigned char)*p];
  }
  class_number = punctuation_class(p, end);
  if (class_number) {
    *length = 3;
    return class_number;
  }
  c = ne_text_decode(p, end, length);
  switch (ne_char_classify(c)) {
  case NE_CHAR_SPACE:
    return BLANK;
  case NE_CHAR_LINE:
    return LINE;
  case NE_CHAR_LOWER:
  case NE_CHAR_LETTER:
    return LOWER;
  case NE_CHAR_UPPER:
    return UPPER;
  case NE_CHAR_DIGIT:
    return DIGIT;
  case NE_CHAR_QUOTE:
    return QUOTE;
  case NE_CHAR_DASH:
    return c == 0x2010 || c == 0x2011 ? HYPHEN : DASH;
  default:
    return c == 0x2026 ? STOP : OTHER;
  }
}

static int is_letter(int class_number) {
  return class_number == LOWER || class_number == UPPER;
}

static int is_word_class(int class_number) {
  return is_letter(class_number) || class_number == DIGIT;
}

/* The class of the next character, for looking ahead. */
static int peek(const char *p, const char *end) {
  uint32_t n;
  return p < end ? read_class(p, end, &n) : LINE;
}

/* Length of an apostrophe at p, straight or curly; 0 where there is none. */
static uint32_t apostrophe(const char *p, const char *end) {
  if (p < end && *p == '\'') {
    return 1;
  }
  if (end - p >= 3 && memcmp(p, "\xE2\x80\x99", 3) == 0) {
    return 3;
  }
  return 0;
}

/* Emits a token, for which there is room, and passes the blank that comes after most. */
static ne_token *emit(scanner *s, const char *start, const char *end, ne_token_kind kind) {
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

/* A token of few bytes that are hashed as they stand. */
static void emit_plain(scanner *s, const char *start, const char *end, ne_token_kind kind) {
  ne_token *token = emit(s, start, end, kind);
  token->hash = ne_word_hash(start, (uint32_t)(end - start));
}

static void add_byte(word *w, unsigned char c) {
  w->hash = (w->hash ^ c) * HASH_PRIME;
  w->tail = (w->tail << 8 | c) & 0xFFFFFF;
}

/* Takes one character of class_number into the word. */
static void add_character(word *w, const char *p, const char *end, int class_number, uint32_t n) {
  if (n == 1) {
    unsigned char c = (unsigned char)*p;
    add_byte(w, class_number == UPPER ? (unsigned char)(c + 32) : c);
  } else {
    char folded[8];
    uint32_t length, i, used = ne_char_fold(ne_text_decode(p, end, &length), folded);
    for (i = 0; i < used; i++) {
      add_byte(w, (unsigned char)folded[i]);
    }
  }
  w->uppers += class_number == UPPER;
  w->lowers += class_number == LOWER;
  w->digits += class_number == DIGIT;
  w->letters += (uint32_t)is_letter(class_number);
  w->end = p + n;
}

/* Takes in the small ASCII letters from p on, the most of any text, as far as the word may reach
** that begins at start; returns where they end. */
static const char *take_small_letters(const char *p, const char *start, const char *end,
                                      uint64_t *hash, uint32_t *tail) {
  if (end - start > (ptrdiff_t)WORD_BYTES_MAX) {
    end = start + WORD_BYTES_MAX;
  }
  while (p < end && *p >= 'a' && *p <= 'z') {
    *hash = (*hash ^ (unsigned char)*p) * HASH_PRIME;
    *tail = *tail << 8 | (unsigned char)*p;
    p++;
  }
  *tail &= 0xFFFFFF;
  return p;
}

/* The same where some of the word is read. */
static void add_lower_run(word *w, const char *start, const char *end) {
  const char *p = take_small_letters(w->end, start, end, &w->hash, &w->tail);
  const uint32_t n = (uint32_t)(p - w->end);
  w->lowers += n;
  w->letters += n;
  w->end = p;
}

/* The word of the characters from start to end: the pieces of "didn't". */
static word read_piece(const char *start, const char *end) {
  word w = {HASH_SEED, 0, start, 0, 0, 0, 0, 0, OTHER};
  while (w.end < end) {
    uint32_t n;
    int class_number = read_class(w.end, end, &n);
    w.first = w.end == start ? (uint8_t)class_number : w.first;
    add_character(&w, w.end, end, class_number, n);
  }
  return w;
}

static ne_shape shape_of(const word *w) {
  if (w->letters == 0) {
    return NE_SHAPE_NONE;
  }
  if (w->stops && w->letters <= 2 * w->stops + 2 && (w->uppers || w->letters <= w->stops + 1)) {
    return w->letters == 1 ? NE_SHAPE_INITIAL : NE_SHAPE_ACRONYM;
  }
  if (w->uppers == 0) {
    return NE_SHAPE_LOWER;
  }
  if (w->uppers == w->letters) {
    return w->letters == 1 ? NE_SHAPE_INITIAL : NE_SHAPE_UPPER;
  }
  return w->uppers == 1 && w->first == UPPER ? NE_SHAPE_CAPITAL : NE_SHAPE_MIXED;
}

static uint16_t suffix_of(uint32_t tail) {
  return (uint16_t)((tail * UINT32_C(0x9E3779B1)) >> 16);
}

static void emit_word(scanner *s, const char *start, const word *w, ne_token_kind kind) {
  ne_token *token = emit(s, start, w->end, kind);
  token->hash = finish_hash(w->hash);
  token->shape = (uint8_t)shape_of(w);
  token->suffix = suffix_of(w->tail);
}

/* Length of a clitic ('s, 're, n't without its n, ...) that the apostrophe at p
** begins and no letter follows; 0 where it begins none. */
static uint32_t clitic_length(const char *p, const char *end) {
  uint32_t quote = apostrophe(p, end), n = 0;
  char letters[3] = {0, 0, 0};
  if (!quote) {
    return 0;
  }
  p += quote;
  while (n < 3 && p + n < end && is_letter(class_at(p + n, end))) {
    letters[n] = (char)(p[n] | 32);
    n++;
  }
  if (n == 0 || n > 2 || is_word_class(peek(p + n, end))) {
    return 0;
  }
  if (n == 1 && strchr("sdmt", letters[0])) {
    return quote + n;
  }
  if (n == 2 && ((letters[0] == 'l' && letters[1] == 'l') ||
                 (letters[1] == 'e' && (letters[0] == 'r' || letters[0] == 'v')))) {
    return quote + n;
  }
  return 0;
}

static void emit_clitic(scanner *s, const char *start, const char *end) {
  word w = read_piece(start, end);
  w.uppers = 0;
  w.lowers = w.letters;
  emit_word(s, start, &w, NE_TOKEN_CLITIC);
}

/* Emits the word and the clitic that follows it, where one does: "she'll", "didn't". */
static int emit_with_clitic(scanner *s, const char *start, const word *w) {
  const uint32_t clitic = clitic_length(w->end, s->end);
  const char *const end = w->end + clitic;
  if (!clitic) {
    return 0;
  }
  if ((w->end[apostrophe(w->end, s->end)] | 32) != 't') {
    emit_word(s, start, w, w->letters ? NE_TOKEN_WORD : NE_TOKEN_NUMBER);
    emit_clitic(s, w->end, end);
    return 1;
  }
  if ((w->end[-1] | 32) == 'n' && w->end - start > 1) {
    const word stem = read_piece(start, w->end - 1);
    emit_word(s, start, &stem, NE_TOKEN_WORD);
    emit_clitic(s, stem.end, end);
    return 1;
  }
  return 0;
}

/* Reads a web address up to the blank that ends it, less closing punctuation. */
static void scan_address(scanner *s, const char *start) {
  const char *p = s->p;
  while (p < s->end && p - start < (ptrdiff_t)WORD_BYTES_MAX) {
    int c = class_at(p, s->end);
    if (c == BLANK || c == LINE || c == QUOTE || c == UNICODE || *p == ')' || *p == ']' ||
        *p == '<' || *p == '>') {
      break;
    }
    p++;
  }
  while (p > s->p && strchr(".,;:!?", p[-1])) {
    p--;
  }
  emit_plain(s, start, p, NE_TOKEN_ADDRESS);
}

static int is_abbreviation(const ne_lexicon *lexicon, const word *w) {
  const uint64_t hash = finish_hash(w->hash), small = NE_LEX_BIT(NE_LEX_ABBREVIATION);
  return ne_lexicon_has_abbreviation(lexicon, hash) &&
         (ne_lexicon_classes(lexicon, ne_lexicon_find(lexicon, hash)) &
          (w->uppers ? small | NE_LEX_BIT(NE_LEX_ABBREVIATION_CAPITAL) : small)) != 0;
}

/* Is the letter at p, and the stop behind it, all that is left of a paragraph? Then it is no
** initial: "on X." */
static int ends_paragraph(const scanner *s, const char *p) {
  const char *after = p + 2;
  uint32_t lines = 0;
  if (p == s->begin || p[-1] != ' ') {
    return 0;
  }
  while (after < s->end && (*after == ' ' || *after == '\r' || *after == '\n')) {
    lines += *after++ == '\n';
  }
  return after == s->end || lines > 1;
}

/* Does the full stop at w->end belong to the word? */
static int keeps_stop(scanner *s, const word *w) {
  const char *after = w->end + 1;
  if (!s->lexicon) {
    return 1; /* word lists: "Mr." is one entry */
  }
  if (after < s->end && *after == '.') {
    return 0; /* an ellipsis */
  }
  if (w->stops && w->digits == 0) {
    return 1;
  }
  if (w->letters == 1 && w->digits == 0 && w->uppers == 1) {
    return w->end[-1] == 'I' ? is_letter(peek(after, s->end)) : !ends_paragraph(s, w->end - 1);
  }
  return w->digits == 0 && is_abbreviation(s->lexicon, w);
}

/* "FranÃ§ois": UTF-8 that was once read as Latin-1 leaves a symbol inside the word. */
static int follows_mojibake(const word *w) {
  const unsigned char *p = (const unsigned char *)w->end;
  /* The letter with its accent, in one character or in two. */
  return w->letters > 1 && (p[-2] == 0xC3 || p[-2] == 0xCC) && (p[-1] == 0x83 || p[-1] == 0x82);
}

/* May the character at w->end, between two word characters, join them? Returns
** its length. */
static uint32_t joint(const scanner *s, const word *w, int class_number, const char *segment) {
  const char *p = w->end, *after = p + 1;
  int next;
  switch (class_number) {
  case HYPHEN: {
    uint32_t n;
    read_class(p, s->end, &n);
    return is_word_class(peek(p + n, s->end)) ? n : 0;
  }
  case QUOTE: {
    uint32_t n = apostrophe(p, s->end);
    return n && is_letter(peek(p + n, s->end)) ? n : 0;
  }
  case STOP:
    if (*p != '.') {
      return 0;
    }
    next = peek(after, s->end);
    if (next == DIGIT) {
      return 1;
    }
    if (next == LOWER) { /* state.gov, a.m */
      return w->letters > 0;
    }
    return next == UPPER && p - segment <= 2 && w->letters <= 2 * (w->stops + 1); /* U.S, Ph.D */
  case COMMA:
    return w->letters == 0 && peek(after, s->end) == DIGIT && w->end[-1] != ',';
  case COLON:
    return w->letters == 0 && *p == ':' && peek(after, s->end) == DIGIT;
  default:
    if (*p == '/') {
      return w->letters == 0 && peek(after, s->end) == DIGIT;
    }
    if (*p == '&') {
      return w->uppers == w->letters && w->letters && peek(after, s->end) == UPPER;
    }
    if (follows_mojibake(w) && (*p & 0xE0) == 0xC0) {
      return is_word_class(peek(p + 2, s->end)) ? 2 : 0;
    }
    return (*p == '_' && is_word_class(peek(after, s->end))) || (*p == '@' && w->letters);
  }
}

static int opens_address(const char *start, const word *w, const char *end) {
  ptrdiff_t n = w->end - start;
  if (end - w->end >= 3 && memcmp(w->end, "://", 3) == 0) {
    return n <= 5;
  }
  return n == 3 && end - w->end >= 2 && *w->end == '.' && (start[0] | 32) == 'w' &&
         (start[1] | 32) == 'w' && (start[2] | 32) == 'w' &&
         is_word_class(class_at(w->end + 1, end));
}

/* Emits the word that begins as w does, and what is cut from its end. */
static void scan_word(scanner *s, const char *start, word w) {
  const char *segment = start; /* what follows the last joint */
  int dotted_lower = 0;
  while (w.end < s->end && w.end - start < (ptrdiff_t)WORD_BYTES_MAX) {
    uint32_t n;
    int class_number = read_class(w.end, s->end, &n);
    if (is_word_class(class_number)) {
      add_character(&w, w.end, s->end, class_number, n);
      add_lower_run(&w, start, s->end);
      continue;
    }
    if (class_number == BLANK || class_number == LINE) {
      break;
    }
    if (class_number == QUOTE && emit_with_clitic(s, start, &w)) {
      return;
    }
    if (opens_address(start, &w, s->end)) {
      s->p = w.end;
      scan_address(s, start);
      return;
    }
    n = joint(s, &w, class_number, segment);
    if (!n) {
      break;
    }
    w.stops += class_number == STOP;
    dotted_lower |= class_number == STOP && peek(w.end + n, s->end) == LOWER && w.end - segment > 2;
    dotted_lower |= *w.end == '@';
    if (class_number == QUOTE) {
      add_byte(&w, '\'');
      w.end += n;
    } else {
      add_character(&w, w.end, s->end, OTHER, n);
    }
    segment = w.end;
  }
  if (dotted_lower) {
    emit_word(s, start, &w, NE_TOKEN_ADDRESS);
    return;
  }
  if (class_at(w.end, s->end) == STOP && *w.end == '.' && w.letters && keeps_stop(s, &w)) {
    w.stops++;
    w.end++;
    s->flags |= NE_STOP_INSIDE;
    if (emit_with_clitic(s, start, &w)) { /* "the U.S.'s" */
      return;
    }
  }
  emit_word(s, start, &w, w.first == DIGIT ? NE_TOKEN_NUMBER : NE_TOKEN_WORD);
}

/* Eight bytes, the first one lowest: behind the text's end there are as many. */
static uint64_t bytes_at(const char *start) {
  const unsigned char *p = (const unsigned char *)start;
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
         (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* How many small ASCII letters the eight bytes begin with. */
static uint32_t small_letters(uint64_t bytes) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
  const uint64_t from_a = (bytes | highs) - ones * 'a',
                 beyond_z = (bytes | highs) - ones * ('z' + 1);
  const uint64_t others = (~from_a | beyond_z | bytes) & highs;
  return (uint32_t)(((others - 1) & ~others & highs) / 0x80 * ones >> 56);
}

static uint64_t hash_byte(uint64_t hash, uint64_t bytes, uint32_t k, const uint64_t *factors) {
  return (hash ^ (bytes >> 8 * k & 0xFF)) * factors[k];
}

/* The hash, to be finished, of the first letters of the eight bytes. The others change nothing:
** where a word ends would be a guess. */
static uint64_t hash_letters(uint64_t bytes, uint32_t letters) {
  static const uint64_t primes_and_ones[16] = {HASH_PRIME, HASH_PRIME, HASH_PRIME, HASH_PRIME,
                                               HASH_PRIME, HASH_PRIME, HASH_PRIME, HASH_PRIME,
                                               1,          1,          1,          1,
                                               1,          1,          1,          1};
  const uint64_t *factors = primes_and_ones + 8 - letters;
  uint64_t hash;
  bytes &= UINT64_MAX >> (64 - 8 * letters);
  hash = hash_byte(HASH_SEED, bytes, 0, factors);
  hash = hash_byte(hash, bytes, 1, factors);
  hash = hash_byte(hash, bytes, 2, factors);
  hash = hash_byte(hash, bytes, 3, factors);
  hash = hash_byte(hash, bytes, 4, factors);
  hash = hash_byte(hash, bytes, 5, factors);
  hash = hash_byte(hash, bytes, 6, factors);
  return hash_byte(hash, bytes, 7, factors);
}

/* A word that begins with an ASCII letter. The common case is one of small letters, but for
** the first perhaps, that a blank or a comma ends. */
static void scan_letters(scanner *s, const char *start) {
  static const uint8_t shapes[2][2] = {{NE_SHAPE_CAPITAL, NE_SHAPE_INITIAL},
                                       {NE_SHAPE_LOWER, NE_SHAPE_LOWER}};
  const uint64_t bytes = bytes_at(start) | 32;
  const uint32_t first = small_letters(bytes), is_small = *start >> 5 & 1;
  const uint64_t last = bytes << (64 - 8 * first);
  uint32_t tail = (uint32_t)(last >> 56 | (last >> 40 & 0xFF00) | (last >> 24 & 0xFF0000));
  uint64_t hash = hash_letters(bytes, first);
  const char *p = take_small_letters(start + first, start, s->end, &hash, &tail);
  if (*p == ' ' || *p == ',' || *p == '\n') {
    ne_token *token = emit(s, start, p, NE_TOKEN_WORD);
    token->hash = finish_hash(hash);
    token->shape = shapes[is_small][p == start + 1];
    token->suffix = suffix_of(tail);
  } else {
    const uint32_t letters = (uint32_t)(p - start);
    scan_word(s, start,
              (word){.hash = hash,
                     .tail = tail,
                     .end = p,
                     .uppers = 1 - is_small,
                     .lowers = letters - 1 + is_small,
                     .letters = letters,
                     .first = is_small ? LOWER : UPPER});
  }
}

/* A quotation mark; two single ones, or two backquotes, make one. */
static void scan_quote(scanner *s, const char *start, uint32_t n) {
  const char *end = start + n;
  if (n == 1 && *start != '"' && end < s->end && *end == *start) {
    end++;
  }
  emit_plain(s, start, end, NE_TOKEN_MARK);
}

static void scan_stop(scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  uint32_t dots = n > 1 ? 3 : *start == '.';
  int ending = *start == '!' || *start == '?';
  while (p < s->end && p - start < 64 && class_at(p, s->end) == STOP) {
    dots += *p == '.';
    ending |= *p != '.';
    p++;
  }
  emit_plain(s, start, p, dots > 1 && !ending ? NE_TOKEN_ELLIPSIS : NE_TOKEN_STOP);
}

static void scan_hyphens(scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  while (p < s->end && *p == '-' && p - start < 64) {
    p++;
  }
  emit_plain(s, start, p, NE_TOKEN_DASH);
}

/* "@name", "#tag". */
static void scan_handle(scanner *s, const char *start) {
  const char *p = start + 1;
  while (p < s->end && p - start < (ptrdiff_t)WORD_BYTES_MAX) {
    uint32_t n;
    int class_number = read_class(p, s->end, &n);
    if (!is_word_class(class_number) && *p != '_') {
      break;
    }
    p += n;
  }
  emit_plain(s, start, p, p > start + 1 ? NE_TOKEN_ADDRESS : NE_TOKEN_SYMBOL);
}

/* A symbol, or a run of what is no text at all: controls and invalid bytes. */
static void scan_symbol(scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  uint32_t length;
  if ((unsigned char)*start >= ' ' && (unsigned char)*start < 0x7F) {
    emit_plain(s, start, p, NE_TOKEN_SYMBOL);
    return;
  }
  while (p < s->end && p - start < (ptrdiff_t)WORD_BYTES_MAX &&
         ((unsigned char)*p < ' ' || (unsigned char)*p >= 0x7F) &&
         read_class(p, s->end, &length) == OTHER &&
         (uint32_t)(p - start) + length <= WORD_BYTES_MAX) {
    p += length;
  }
  emit_plain(s, start, p, NE_TOKEN_SYMBOL);
}

/* What begins with no ASCII letter. */
static void scan_other(scanner *s) {
  const char *start = s->p;
  uint32_t n;
  int class_number = read_class(start, s->end, &n);
  if (n > WORD_BYTES_MAX) {
    n = WORD_BYTES_MAX; /* a run of stray continuation bytes */
  }
  switch (class_number) {
  case BLANK:
    s->flags |= NE_BLANK_BEFORE;
    s->p += n;
    break;
  case LINE:
    s->flags |= NE_BLANK_BEFORE | NE_LINE_BEFORE;
    s->p += n;
    break;
  case LOWER:
  case UPPER:
  case DIGIT:
    scan_word(s, start, (word){.hash = HASH_SEED, .end = start, .first = (uint8_t)class_number});
    break;
  case QUOTE:
    scan_quote(s, start, n);
    break;
  case STOP:
    scan_stop(s, start, n);
    break;
  case COMMA:
    emit_plain(s, start, start + n, NE_TOKEN_COMMA);
    break;
  case COLON:
    emit_plain(s, start, start + n, NE_TOKEN_COLON);
    break;
  case SEMICOLON:
    emit_plain(s, start, start + n, NE_TOKEN_SEMICOLON);
    break;
  case HYPHEN:
  case DASH:
    scan_hyphens(s, start, n);
    break;
  case OPENING:
    emit_plain(s, start, start + n, NE_TOKEN_OPEN);
    break;
  case CLOSING:
    emit_plain(s, start, start + n, NE_TOKEN_CLOSE);
    break;
  case AT:
  case HASH:
    scan_handle(s, start);
    break;
  default:
    scan_symbol(s, start, n);
    break;
  }
}

/* Makes room for all that one step may emit: a word and its clitic. */
static int make_room(scanner *s) {
  if (s->limit - s->next < 2) {
    const uint32_t count = (uint32_t)(s->next - s->at);
    ne_token *at = ne_arena_enlarge(s->arena, s->at, count, &s->capacity, sizeof *at);
    if (!at) {
      return 0;
    }
    s->at = at;
    s->next = at + count;
    s->limit = at + s->capacity;
  }
  return 1;
}

/* Most begin with a letter: they need no choice among many. */
static void scan_one(scanner *s) {
  const char *start = s->p;
  const unsigned letter = ((unsigned char)*start | 32u) - 'a';
  if (letter > 'z' - 'a') {
    scan_other(s);
  } else {
    scan_letters(s, start);
  }
}

void ne_tokenize(ne_arena *arena, const ne_text *text, const ne_lexicon *lexicon,
                 ne_tokens *tokens) {
  scanner s;
  uint32_t until_check = 0;
  memset(&s, 0, sizeof s);
  memset(tokens, 0, sizeof *tokens);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  s.arena = arena;
  s.lexicon = lexicon;
  s.begin = s.p = text->bytes;
  s.end = text->bytes + text->length;
  s.flags = NE_BLANK_BEFORE | NE_LINE_BEFORE;
  s.capacity = text->length / 5 + 8;
  s.at = s.next = ne_arena_take(arena, s.capacity, sizeof *s.at);
  if (!s.at) {
    return;
  }
  s.limit = s.at + s.capacity;
  while (s.p < s.end && make_room(&s)) {
    scan_one(&s);
    if (++until_check == 1u << 16) {
      until_check = 0;
      if (ne_arena_stopped(arena)) {
        break;
      }
    }
  }
  tokens->at = s.at;
  tokens->count = (uint32_t)(s.next - s.at);
  if (lexicon && arena->status == NEWSEXT_OK) {
    ne_tokens_look_up(arena, lexicon, tokens);
  }
}
