/* text.c: characters as SQLite counts them, and what kind each of them is. */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

#define STEP    64u
#define INSIDE  UINT32_C(0x80000000) /* in a checkpoint: the byte lies inside a sequence */
#define PADDING 8 /* NULs after the text, so that eight bytes can be read at each of its own */

static int is_ascii_word(const unsigned char *p) {
  uint64_t word;
  memcpy(&word, p, 8);
  return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* Eight bytes, the first one lowest. */
static uint64_t word_at(const unsigned char *p) {
  return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
         (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint32_t count_singly(const unsigned char *p, uint32_t length, int *inside) {
  uint32_t characters = 0;
  for (uint32_t i = 0; i < length; i++) {
    int continues = (p[i] & 0xC0) == 0x80;
    characters += (uint32_t) !(continues && *inside);
    *inside = continues ? *inside : p[i] >= 0xC0;
  }
  return characters;
}

/* The characters that begin in the bytes [i, end), i a multiple of 8. *inside: are
** we in a sequence that a byte of 0xC0 or more opened? All continuations are, but
** for those after ASCII, and eight bytes with such a one are counted singly. */
static uint32_t count_characters(const unsigned char *p, uint32_t i, uint32_t end, int *inside) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
  uint32_t characters = 0;
  int opened = *inside;
  for (; i < end; i += 8) {
    if (end - i >= 8 && is_ascii_word(p + i)) {
      characters += 8;
      opened = 0;
      continue;
    }
    const uint32_t length = end - i < 8 ? end - i : 8;
    const uint64_t word = word_at(p + i) & (UINT64_MAX >> (64 - 8 * length));
    const uint64_t continuations = word & ~(word << 1) & highs;
    const uint64_t outside = (~word & highs) << 8 | (opened ? 0 : 0x80);
    if (continuations & outside) {
      characters += count_singly(p + i, length, &opened);
    } else {
      characters += length - (uint32_t)((continuations >> 7) * ones >> 56);
      opened = p[i + length - 1] >= 0x80;
    }
  }
  *inside = opened;
  return characters;
}

/* All bytes are looked at together, which is quickest. */
static int is_ascii_step(const unsigned char *p) {
  unsigned char any = 0;
  for (uint32_t i = 0; i < STEP; i++) {
    any |= p[i];
  }
  return any < 0x80;
}

/* Behind the text stand as many NULs as the last word may need. */
static int is_ascii(const unsigned char *p, uint32_t length) {
  uint32_t i = 0;
  while (i + STEP <= length && is_ascii_step(p + i)) {
    i += STEP;
  }
  while (i < length && is_ascii_word(p + i)) {
    i += 8;
  }
  return i >= length;
}

void ne_text_open(ne_arena *arena, ne_text *text, const char *bytes, size_t length) {
  const char *nul = length ? memchr(bytes, 0, length) : NULL;
  const unsigned char *p;
  uint32_t *checkpoints;
  char *copy;
  uint32_t i, characters = 0;
  int inside = 0; /* in a sequence that a byte of 0xC0 or more opened */
  memset(text, 0, sizeof *text);
  if (nul) {
    length = (size_t)(nul - bytes);
  }
  if (length > INT32_MAX) {
    arena->status = NEWSEXT_TOOBIG;
    return;
  }
  copy = ne_arena_take(arena, length + PADDING, 1);
  if (!copy) {
    return;
  }
  if (length) {
    memcpy(copy, bytes, length);
  }
  memset(copy + length, 0, PADDING);
  text->bytes = copy;
  text->length = (uint32_t)length;
  p = (const unsigned char *)text->bytes;
  if (is_ascii(p, text->length)) {
    return;
  }
  checkpoints = ne_arena_take(arena, text->length / STEP + 1, sizeof *checkpoints);
  if (!checkpoints) {
    return;
  }
  for (i = 0; i < text->length; i += STEP) {
    const uint32_t end = i + STEP < text->length ? i + STEP : text->length;
    checkpoints[i / STEP] = characters | (inside ? INSIDE : 0);
    if (end - i == STEP && is_ascii_step(p + i)) {
      characters += STEP;
      inside = 0;
    } else {
      characters += count_characters(p, i, end, &inside);
    }
  }
  text->checkpoints = checkpoints;
}

uint32_t ne_text_characters_before(const ne_text *text, uint32_t byte) {
  const unsigned char *p = (const unsigned char *)text->bytes;
  uint32_t i, characters;
  int inside;
  if (!text->checkpoints) {
    return byte;
  }
  if (byte > text->length) {
    byte = text->length;
  }
  i = byte / STEP;
  if (i > (text->length ? text->length - 1 : 0) / STEP) {
    i = (text->length - 1) / STEP;
  }
  characters = text->checkpoints[i] & ~INSIDE;
  if ((i + 1) * STEP < text->length &&
      (text->checkpoints[i + 1] & ~INSIDE) - characters == STEP) { /* a character each byte */
    return characters + (byte - i * STEP);
  }
  inside = (text->checkpoints[i] & INSIDE) != 0;
  return characters + count_characters(p, i * STEP, byte, &inside);
}

/* The length of the character that SQLite sees at p. */
static uint32_t sqlite_length(const unsigned char *p, const unsigned char *end) {
  uint32_t n = 1;
  if (p[0] >= 0xC0) {
    while (p + n < end && (p[n] & 0xC0) == 0x80) {
      n++;
    }
  }
  return n;
}

uint32_t ne_text_decode(const char *start, const char *end, uint32_t *bytes) {
  const unsigned char *p = (const unsigned char *)start;
  const unsigned char *stop = (const unsigned char *)end;
  utf8proc_int32_t code_point;
  utf8proc_ssize_t n;
  if (p[0] < 0x80) {
    *bytes = 1;
    return p[0];
  }
  *bytes = sqlite_length(p, stop);
  n = utf8proc_iterate(p, (utf8proc_ssize_t)*bytes, &code_point);
  return n == (utf8proc_ssize_t)*bytes ? (uint32_t)code_point : 0xFFFD;
}

static ne_char_class classify_punctuation(uint32_t c) {
  switch (c) {
  case '"':
  case '\'':
  case '`':
  case 0x00B4: /* acute accent, typed for an apostrophe */
  case 0x02BC:
  case 0x02BB:
  case 0xFF02:
  case 0xFF07:
  case 0x300C:
  case 0x300D:
  case 0x300E:
  case 0x300F:
    return NE_CHAR_QUOTE;
  default:
    return NE_CHAR_PUNCTUATION;
  }
}

ne_char_class ne_char_classify(uint32_t c) {
  if ((c | 32) - 'a' <= 'z' - 'a') { /* most are such letters */
    return c & 32 ? NE_CHAR_LOWER : NE_CHAR_UPPER;
  }
  if (c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029) {
    return NE_CHAR_LINE;
  }
  if (c == '\t' || c == 0x200B || c == 0xFEFF || c == 0x00AD || c == 0x2060) {
    return NE_CHAR_SPACE;
  }
  if (c == '`' || c == 0x00B4) {
    return NE_CHAR_QUOTE;
  }
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return NE_CHAR_UPPER;
  case UTF8PROC_CATEGORY_LL:
    return NE_CHAR_LOWER;
  case UTF8PROC_CATEGORY_LM:
    return c == 0x02BC || c == 0x02BB ? NE_CHAR_QUOTE : NE_CHAR_LETTER;
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
    return NE_CHAR_LETTER;
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return NE_CHAR_DIGIT;
  case UTF8PROC_CATEGORY_ZS:
    return NE_CHAR_SPACE;
  case UTF8PROC_CATEGORY_PI:
  case UTF8PROC_CATEGORY_PF:
    return NE_CHAR_QUOTE;
  case UTF8PROC_CATEGORY_PD:
    return NE_CHAR_DASH;
  case UTF8PROC_CATEGORY_PS:
    return c == 0x201A || c == 0x201E ? NE_CHAR_QUOTE : classify_punctuation(c);
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PO:
  case UTF8PROC_CATEGORY_PC:
    return classify_punctuation(c);
  case UTF8PROC_CATEGORY_CC: /* inside "FranÃ§ois", encoded twice; but not quotation marks of
                                Windows */
    return c >= 0x80 && (c < 0x91 || c > 0x97) ? NE_CHAR_LETTER : NE_CHAR_OTHER;
  default:
    return NE_CHAR_OTHER;
  }
}

uint32_t ne_char_fold_wide(uint32_t c, char out[8]) {
  utf8proc_int32_t parts[4];
  utf8proc_ssize_t n;
  int boundary = 0;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4) {
    out[0] = '\'';
    return 1;
  }
  n = utf8proc_decompose_char(
      (utf8proc_int32_t)c, parts, 4,
      UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &boundary);
  if (n <= 0 || n > 4) {
    return n == 0 ? 0
                  : (uint32_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
  }
  {
    uint32_t length = 0;
    utf8proc_ssize_t i;
    for (i = 0; i < n; i++) {
      utf8proc_uint8_t encoded[4];
      uint32_t k = (uint32_t)utf8proc_encode_char(parts[i], encoded);
      if (length + k > 8) {
        break;
      }
      memcpy(out + length, encoded, k);
      length += k;
    }
    return length;
  }
}

newsext_slice ne_text_slice(const ne_text *text, newsext_span span) {
  newsext_slice slice = {NULL, 0};
  if (span.length) {
    slice.bytes = text->bytes + span.start;
    slice.length = span.length;
  }
  return slice;
}

static uint32_t blank_length(const char *p, const char *end) {
  uint32_t n;
  ne_char_class kind = ne_char_classify(ne_text_decode(p, end, &n));
  return kind == NE_CHAR_SPACE || kind == NE_CHAR_LINE ? n : 0;
}

newsext_slice ne_text_folded(ne_arena *arena, const ne_text *text, newsext_span span) {
  newsext_slice slice = ne_text_slice(text, span);
  const char *p = slice.bytes, *end = slice.bytes + slice.length;
  char *out;
  uint32_t length = 0;
  int pending = 0, changed = 0;
  if (!slice.length) {
    return slice;
  }
  for (; p < end; p++) {
    int blank = blank_length(p, end) > 0;
    changed |= blank && (p == slice.bytes || p + 1 == end || *p != ' ' || p[1] == ' ');
  }
  if (!changed) {
    return slice;
  }
  out = ne_arena_alloc(arena, slice.length + 1, 1);
  if (!out) {
    return (newsext_slice){NULL, 0};
  }
  for (p = slice.bytes; p < end;) {
    uint32_t n = blank_length(p, end);
    if (n) {
      pending = length > 0;
      p += n;
      continue;
    }
    if (pending) {
      out[length++] = ' ';
      pending = 0;
    }
    ne_text_decode(p, end, &n);
    memcpy(out + length, p, n);
    length += n;
    p += n;
  }
  slice.bytes = out;
  slice.length = length;
  return slice;
}

newsext_slice ne_text_named(ne_arena *arena, newsext_slice slice) {
  const char *p = slice.bytes, *end = slice.bytes + slice.length;
  /* No small letter takes more than twice the bytes of its capital. */
  char *out = slice.length ? ne_arena_alloc(arena, (size_t)slice.length * 2, 1) : NULL;
  uint32_t length = 0, letters = 0; /* letters: of the word, or of its part after a mark */
  if (!out) {
    return slice;
  }
  while (p < end) {
    uint32_t n;
    const uint32_t c = ne_text_decode(p, end, &n);
    const int is_capital = utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
    const int begins = letters == 0 || (letters == 2 && memcmp(p - 2, "MC", 2) == 0);
    if (is_capital && !begins) {
      length += (uint32_t)utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)c),
                                               (utf8proc_uint8_t *)out + length);
    } else {
      memcpy(out + length, p, n);
      length += n;
    }
    letters = is_capital ? letters + 1 : 0;
    p += n;
  }
  return (newsext_slice){out, length};
}
