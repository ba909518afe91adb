/* word.c: cuts words, numbers and addresses, hashing each as it is read. */
#include "scan.h"

#include <string.h>

/* A word while it is read. */
typedef struct word {
  uint64_t hash;
  uint32_t tail; /* the last three folded bytes */
  const char *end;
  uint32_t uppers, lowers, letters, digits, stops;
  uint8_t first; /* class of the first character */
} word;

/* The class of the next character, for looking ahead. */
static int peek(const char *p, const char *end) {
  uint32_t n;
  return p < end ? ne_read_class(p, end, &n) : NE_CLASS_LINE;
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

static void add_byte(word *w, unsigned char c) {
  w->hash = (w->hash ^ c) * NE_HASH_PRIME;
  w->tail = (w->tail << 8 | c) & 0xFFFFFF;
}

/* Takes one character of class_number into the word. */
static void add_character(word *w, const char *p, const char *end, int class_number, uint32_t n) {
  if (n == 1) {
    unsigned char c = (unsigned char)*p;
    add_byte(w, class_number == NE_CLASS_UPPER ? (unsigned char)(c + 32) : c);
  } else {
    char folded[8];
    uint32_t length, i, used = ne_char_fold(ne_text_decode(p, end, &length), folded);
    for (i = 0; i < used; i++) {
      add_byte(w, (unsigned char)folded[i]);
    }
  }
  w->uppers += class_number == NE_CLASS_UPPER;
  w->lowers += class_number == NE_CLASS_LOWER;
  w->digits += class_number == NE_CLASS_DIGIT;
  w->letters += (uint32_t)ne_is_letter(class_number);
  w->end = p + n;
}

/* Takes in the small ASCII letters from p on, the most of any text, as far as the word may reach
** that begins at start; returns where they end. */
static const char *take_small_letters(const char *p, const char *start, const char *end,
                                      uint64_t *hash, uint32_t *tail) {
  if (end - start > (ptrdiff_t)NE_TOKEN_BYTES_MAX) {
    end = start + NE_TOKEN_BYTES_MAX;
  }
  while (p < end && *p >= 'a' && *p <= 'z') {
    *hash = (*hash ^ (unsigned char)*p) * NE_HASH_PRIME;
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
  word w = {NE_HASH_SEED, 0, start, 0, 0, 0, 0, 0, NE_CLASS_OTHER};
  while (w.end < end) {
    uint32_t n;
    int class_number = ne_read_class(w.end, end, &n);
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
  return w->uppers == 1 && w->first == NE_CLASS_UPPER ? NE_SHAPE_CAPITAL : NE_SHAPE_MIXED;
}

static uint16_t suffix_of(uint32_t tail) {
  return (uint16_t)((tail * UINT32_C(0x9E3779B1)) >> 16);
}

static void emit_word(ne_scanner *s, const char *start, const word *w, ne_token_kind kind) {
  ne_token *token = ne_emit(s, start, w->end, kind);
  token->hash = ne_finish_hash(w->hash);
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
  while (n < 3 && p + n < end && ne_is_letter(ne_class_at(p + n, end))) {
    letters[n] = (char)(p[n] | 32);
    n++;
  }
  if (n == 0 || n > 2 || ne_is_word_class(peek(p + n, end))) {
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

static void emit_clitic(ne_scanner *s, const char *start, const char *end) {
  word w = read_piece(start, end);
  w.uppers = 0;
  w.lowers = w.letters;
  emit_word(s, start, &w, NE_TOKEN_CLITIC);
}

/* Emits the word and the clitic that follows it, where one does: "she'll", "didn't". */
static int emit_with_clitic(ne_scanner *s, const char *start, const word *w) {
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
static void scan_address(ne_scanner *s, const char *start) {
  const char *p = s->p;
  while (p < s->end && p - start < (ptrdiff_t)NE_TOKEN_BYTES_MAX) {
    int c = ne_class_at(p, s->end);
    if (c == NE_CLASS_BLANK || c == NE_CLASS_LINE || c == NE_CLASS_QUOTE || c == NE_CLASS_UNICODE ||
        *p == ')' || *p == ']' || *p == '<' || *p == '>') {
      break;
    }
    p++;
  }
  while (p > s->p && strchr(".,;:!?", p[-1])) {
    p--;
  }
  ne_emit_plain(s, start, p, NE_TOKEN_ADDRESS);
}

static int is_abbreviation(const ne_lexicon *lexicon, const word *w) {
  const uint64_t hash = ne_finish_hash(w->hash), small = NE_LEX_BIT(NE_LEX_ABBREVIATION);
  return ne_lexicon_has_abbreviation(lexicon, hash) &&
         (ne_lexicon_classes(lexicon, ne_lexicon_find(lexicon, hash)) &
          (w->uppers ? small | NE_LEX_BIT(NE_LEX_ABBREVIATION_CAPITAL) : small)) != 0;
}

/* Is the letter at p, and the stop behind it, all that is left of a paragraph? Then it is no
** initial: "on X." */
static int ends_paragraph(const ne_scanner *s, const char *p) {
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
static int keeps_stop(ne_scanner *s, const word *w) {
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
    return w->end[-1] == 'I' ? ne_is_letter(peek(after, s->end)) : !ends_paragraph(s, w->end - 1);
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
static uint32_t joint(const ne_scanner *s, const word *w, int class_number, const char *segment) {
  const char *p = w->end, *after = p + 1;
  int next;
  switch (class_number) {
  case NE_CLASS_HYPHEN: {
    uint32_t n;
    ne_read_class(p, s->end, &n);
    return ne_is_word_class(peek(p + n, s->end)) ? n : 0;
  }
  case NE_CLASS_QUOTE: {
    uint32_t n = apostrophe(p, s->end);
    return n && ne_is_letter(peek(p + n, s->end)) ? n : 0;
  }
  case NE_CLASS_STOP:
    if (*p != '.') {
      return 0;
    }
    next = peek(after, s->end);
    if (next == NE_CLASS_DIGIT) {
      return 1;
    }
    if (next == NE_CLASS_LOWER) { /* state.gov, a.m */
      return w->letters > 0;
    }
    return next == NE_CLASS_UPPER && p - segment <= 2 &&
           w->letters <= 2 * (w->stops + 1); /* U.S, Ph.D */
  case NE_CLASS_COMMA:
    return w->letters == 0 && peek(after, s->end) == NE_CLASS_DIGIT && w->end[-1] != ',';
  case NE_CLASS_COLON:
    return w->letters == 0 && *p == ':' && peek(after, s->end) == NE_CLASS_DIGIT;
  default:
    if (*p == '/') {
      return w->letters == 0 && peek(after, s->end) == NE_CLASS_DIGIT;
    }
    if (*p == '&') {
      return w->uppers == w->letters && w->letters && peek(after, s->end) == NE_CLASS_UPPER;
    }
    if (follows_mojibake(w) && (*p & 0xE0) == 0xC0) {
      return ne_is_word_class(peek(p + 2, s->end)) ? 2 : 0;
    }
    return (*p == '_' && ne_is_word_class(peek(after, s->end))) || (*p == '@' && w->letters);
  }
}

static int opens_address(const char *start, const word *w, const char *end) {
  ptrdiff_t n = w->end - start;
  if (end - w->end >= 3 && memcmp(w->end, "://", 3) == 0) {
    return n <= 5;
  }
  return n == 3 && end - w->end >= 2 && *w->end == '.' && (start[0] | 32) == 'w' &&
         (start[1] | 32) == 'w' && (start[2] | 32) == 'w' &&
         ne_is_word_class(ne_class_at(w->end + 1, end));
}

/* Emits the word that begins as w does, and what is cut from its end. */
static void scan_word(ne_scanner *s, const char *start, word w) {
  const char *segment = start; /* what follows the last joint */
  int dotted_lower = 0;
  while (w.end < s->end && w.end - start < (ptrdiff_t)NE_TOKEN_BYTES_MAX) {
    uint32_t n;
    int class_number = ne_read_class(w.end, s->end, &n);
    if (ne_is_word_class(class_number)) {
      add_character(&w, w.end, s->end, class_number, n);
      add_lower_run(&w, start, s->end);
      continue;
    }
    if (class_number == NE_CLASS_BLANK || class_number == NE_CLASS_LINE) {
      break;
    }
    if (class_number == NE_CLASS_QUOTE && emit_with_clitic(s, start, &w)) {
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
    w.stops += class_number == NE_CLASS_STOP;
    dotted_lower |= class_number == NE_CLASS_STOP && peek(w.end + n, s->end) == NE_CLASS_LOWER &&
                    w.end - segment > 2;
    dotted_lower |= *w.end == '@';
    if (class_number == NE_CLASS_QUOTE) {
      add_byte(&w, '\'');
      w.end += n;
    } else {
      add_character(&w, w.end, s->end, NE_CLASS_OTHER, n);
    }
    segment = w.end;
  }
  if (dotted_lower) {
    emit_word(s, start, &w, NE_TOKEN_ADDRESS);
    return;
  }
  if (ne_class_at(w.end, s->end) == NE_CLASS_STOP && *w.end == '.' && w.letters &&
      keeps_stop(s, &w)) {
    w.stops++;
    w.end++;
    s->flags |= NE_STOP_INSIDE;
    if (emit_with_clitic(s, start, &w)) { /* "the U.S.'s" */
      return;
    }
  }
  emit_word(s, start, &w, w.first == NE_CLASS_DIGIT ? NE_TOKEN_NUMBER : NE_TOKEN_WORD);
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
  static const uint64_t primes_and_ones[16] = {NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               NE_HASH_PRIME,
                                               1,
                                               1,
                                               1,
                                               1,
                                               1,
                                               1,
                                               1,
                                               1};
  const uint64_t *factors = primes_and_ones + 8 - letters;
  uint64_t hash;
  bytes &= UINT64_MAX >> (64 - 8 * letters);
  hash = hash_byte(NE_HASH_SEED, bytes, 0, factors);
  hash = hash_byte(hash, bytes, 1, factors);
  hash = hash_byte(hash, bytes, 2, factors);
  hash = hash_byte(hash, bytes, 3, factors);
  hash = hash_byte(hash, bytes, 4, factors);
  hash = hash_byte(hash, bytes, 5, factors);
  hash = hash_byte(hash, bytes, 6, factors);
  return hash_byte(hash, bytes, 7, factors);
}

void ne_scan_word(ne_scanner *s, const char *start, int class_number) {
  scan_word(s, start, (word){.hash = NE_HASH_SEED, .end = start, .first = (uint8_t)class_number});
}

/* The common case is a word of small letters, but for the first perhaps, that a blank or a comma
** ends. */
void ne_scan_letters(ne_scanner *s, const char *start) {
  static const uint8_t shapes[2][2] = {{NE_SHAPE_CAPITAL, NE_SHAPE_INITIAL},
                                       {NE_SHAPE_LOWER, NE_SHAPE_LOWER}};
  const uint64_t bytes = bytes_at(start) | 32;
  const uint32_t first = small_letters(bytes), is_small = *start >> 5 & 1;
  const uint64_t last = bytes << (64 - 8 * first);
  uint32_t tail = (uint32_t)(last >> 56 | (last >> 40 & 0xFF00) | (last >> 24 & 0xFF0000));
  uint64_t hash = hash_letters(bytes, first);
  const char *p = take_small_letters(start + first, start, s->end, &hash, &tail);
  if (*p == ' ' || *p == ',' || *p == '\n') {
    ne_token *token = ne_emit(s, start, p, NE_TOKEN_WORD);
    token->hash = ne_finish_hash(hash);
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
                     .first = is_small ? NE_CLASS_LOWER : NE_CLASS_UPPER});
  }
}
