/* json.c: JSON's strings and numbers, into a builder. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

/* ---- Strings ------------------------------------------------------------------------ */

static int needs_escape(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\';
}

/* Copies from p up to the first byte that needs an escape; returns how many. Eight
** bytes at a time: a byte of the word is 0, or less than n, where these tricks set
** its high bit. */
static size_t copy_plain(char *to, const char *p, size_t length) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
  size_t i = 0;
  while (length - i >= 8) {
    uint64_t word, quotes, slashes, controls;
    memcpy(&word, p + i, sizeof word);
    quotes = word ^ (ones * '"');
    slashes = word ^ (ones * '\\');
    controls = (word - ones * 0x20) & ~word;
    quotes = (quotes - ones) & ~quotes;
    slashes = (slashes - ones) & ~slashes;
    if ((controls | quotes | slashes) & highs) {
      break;
    }
    memcpy(to + i, &word, sizeof word);
    i += 8;
  }
  while (i < length && !needs_escape((unsigned char)p[i])) {
    to[i] = p[i];
    i++;
  }
  return i;
}

#define ESCAPE_BYTES 6

static size_t escape(char *to, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  static const char letters[] = "btn\0fr"; /* of 8, 9, 10, 12, 13 */
  to[0] = '\\';
  to[1] = (char)c;
  if (c >= 0x20) {
    return 2;
  }
  if (c >= 8 && c <= 13 && letters[c - 8]) {
    to[1] = letters[c - 8];
    return 2;
  }
  memcpy(to + 1, "u00", 3);
  to[4] = digits[c >> 4];
  to[5] = digits[c & 15];
  return ESCAPE_BYTES;
}

void ne_json_text(ne_builder *b, newsext_slice slice) {
  const char *p = slice.bytes, *end = p + slice.length;
  char *to = ne_builder_room(b, (size_t)slice.length + 2); /* and the marks */
  if (!to) {
    return;
  }
  *to++ = '"';
  for (;;) {
    const size_t plain = copy_plain(to, p, (size_t)(end - p));
    p += plain;
    to += plain;
    if (p == end) {
      break;
    }
    b->length = (size_t)(to - b->bytes);
    to = ne_builder_room(b, ESCAPE_BYTES + (size_t)(end - p));
    if (!to) {
      return;
    }
    to += escape(to, (unsigned char)*p++);
  }
  *to++ = '"';
  b->length = (size_t)(to - b->bytes);
}

/* Most of the bytes that begin no white space and need no escape. */
static int is_ordinary(unsigned char c) {
  return (c > '\\' && c < 0xC2) || (c > '"' && c < '\\');
}

void ne_json_folded(ne_builder *b, newsext_slice slice) {
  const char *p = slice.bytes, *end = p + slice.length;
  const size_t before = b->length;
  char *to = ne_builder_room(b, (size_t)slice.length + 2);
  int blank = 1; /* nothing, or a blank, comes before */
  if (!to) {
    return;
  }
  *to++ = '"';
  while (p < end) {
    size_t space;
    if (is_ordinary((unsigned char)*p)) {
      *to++ = *p++;
      blank = 0;
    } else if ((space = ne_space_at(p, end)) > 0) {
      if (!blank) {
        *to++ = ' ';
      }
      p += space;
      blank = 1;
    } else if (needs_escape((unsigned char)*p)) {
      b->length = (size_t)(to - b->bytes);
      to = ne_builder_room(b, ESCAPE_BYTES + (size_t)(end - p));
      if (!to) {
        return;
      }
      to += escape(to, (unsigned char)*p++);
      blank = 0;
    } else {
      *to++ = *p++;
      blank = 0;
    }
  }
  to -= blank && to > b->bytes + before + 1;
  *to++ = '"';
  b->length = (size_t)(to - b->bytes);
  if (b->length == before + 2) {
    b->length = before;
    ne_builder_append(b, "null", 4);
  }
}

void ne_json_word(ne_builder *b, const char *word) {
  const size_t length = strlen(word);
  char *to = ne_builder_room(b, length + 2);
  if (to) {
    to[0] = '"';
    memcpy(to + 1, word, length);
    to[length + 1] = '"';
    b->length += length + 2;
  }
}

/* ---- Numbers ------------------------------------------------------------------------ */

#define INTEGER_BYTES 20 /* at most, with the sign */

static size_t count_digits(uint64_t value) {
  size_t count = 0;
  while (value >= 10000) {
    value /= 10000;
    count += 4;
  }
  return count + (value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : 4);
}

/* Writes the digits; returns where they end. */
static char *write_digits(char *to, uint64_t value) {
  char *const end = to + count_digits(value);
  char *p = end;
  do {
    *--p = (char)('0' + value % 10);
    value /= 10;
  } while (p > to);
  return end;
}

static char *write_integer(char *to, int64_t value) {
  if (value < 0) {
    *to++ = '-';
  }
  return write_digits(to, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void ne_json_integer(ne_builder *b, int64_t value) {
  char *to = ne_builder_room(b, INTEGER_BYTES);
  if (to) {
    b->length = (size_t)(write_integer(to, value) - b->bytes);
  }
}

void ne_json_thousandths(ne_builder *b, int64_t value) {
  const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  char *to = ne_builder_room(b, INTEGER_BYTES + 4);
  if (!to) {
    return;
  }
  if (value < 0) {
    *to++ = '-';
  }
  to = write_digits(to, size / 1000);
  to[0] = '.';
  to[1] = (char)('0' + size / 100 % 10);
  to[2] = (char)('0' + size / 10 % 10);
  to[3] = (char)('0' + size % 10);
  to += to[3] != '0' ? 4 : to[2] != '0' ? 3 : 2;
  b->length = (size_t)(to - b->bytes);
}

void ne_json_span(ne_builder *b, newsext_span span) {
  char *to = ne_builder_room(b, 2 * INTEGER_BYTES + 3);
  if (to) {
    *to++ = '[';
    to = write_digits(to, span.start);
    *to++ = ',';
    to = write_digits(to, span.length);
    *to++ = ']';
    b->length = (size_t)(to - b->bytes);
  }
}
