/* json.c: JSON's strings and numbers, into a builder. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

static int needs_escape(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\';
}

/* The first byte in [p, end) that needs an escape. Eight bytes at a time: a byte
** of the word is 0, or less than n, where these tricks set its high bit. */
static const char *plain_end(const char *p, const char *end) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
  while (end - p >= 8) {
    uint64_t word, quotes, slashes, controls;
    memcpy(&word, p, sizeof word);
    quotes = word ^ (ones * '"');
    slashes = word ^ (ones * '\\');
    controls = (word - ones * 0x20) & ~word;
    quotes = (quotes - ones) & ~quotes;
    slashes = (slashes - ones) & ~slashes;
    if ((controls | quotes | slashes) & highs) {
      break;
    }
    p += 8;
  }
  while (p < end && !needs_escape((unsigned char)*p)) {
    p++;
  }
  return p;
}

static void escape(ne_builder *b, unsigned char c) {
  static const char digits[] = "0123456789abcdef";
  static const char letters[] = "btn\0fr"; /* of 8, 9, 10, 12, 13 */
  char out[6] = {'\\', (char)c, '0', '0', 0, 0};
  size_t length = 2;
  if (c >= 8 && c <= 13 && letters[c - 8]) {
    out[1] = letters[c - 8];
  } else if (c < 0x20) {
    out[1] = 'u';
    out[4] = digits[c >> 4];
    out[5] = digits[c & 15];
    length = 6;
  }
  ne_builder_append(b, out, length);
}

void ne_json_text(ne_builder *b, newsext_slice slice) {
  const char *p = slice.bytes, *end = p + slice.length;
  ne_builder_append(b, "\"", 1);
  while (p < end) {
    const char *stop = plain_end(p, end);
    ne_builder_append(b, p, (size_t)(stop - p));
    for (p = stop; p < end && needs_escape((unsigned char)*p); p++) {
      escape(b, (unsigned char)*p);
    }
  }
  ne_builder_append(b, "\"", 1);
}

void ne_json_integer(ne_builder *b, int64_t value) {
  char digits[20];
  size_t first = sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    digits[--first] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) {
    ne_builder_append(b, "-", 1);
  }
  ne_builder_append(b, digits + first, sizeof digits - first);
}

void ne_json_thousandths(ne_builder *b, int64_t value) {
  uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  char decimals[4] = {'.', (char)('0' + size / 100 % 10), (char)('0' + size / 10 % 10),
                      (char)('0' + size % 10)};
  size_t length = 4;
  while (length > 2 && decimals[length - 1] == '0') {
    length--;
  }
  if (value < 0) {
    ne_builder_append(b, "-", 1);
  }
  ne_json_integer(b, (int64_t)(size / 1000));
  ne_builder_append(b, decimals, length);
}

void ne_json_span(ne_builder *b, newsext_span span) {
  ne_builder_append(b, "[", 1);
  ne_json_integer(b, span.start);
  ne_builder_append(b, ",", 1);
  ne_json_integer(b, span.length);
  ne_builder_append(b, "]", 1);
}
