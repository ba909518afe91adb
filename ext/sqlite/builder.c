/* builder.c: a string that grows, and is handed to SQLite without a copy. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#define BYTES_MAX 0x7fffff00u /* what SQLite's allocator gives in one piece */

int ne_builder_grow(ne_builder *b, size_t n) {
  const size_t needed = b->length + n;
  size_t capacity = b->capacity + b->capacity / 2;
  char *bytes;
  if (b->code == SQLITE_OK && needed > BYTES_MAX) {
    b->code = SQLITE_TOOBIG;
  }
  if (b->code != SQLITE_OK) {
    return 0;
  }
  if (capacity < needed) {
    capacity = needed < 256 ? 256 : needed;
  }
  if (capacity > BYTES_MAX) {
    capacity = BYTES_MAX;
  }
  bytes = sqlite3_realloc64(b->bytes, capacity);
  if (!bytes) {
    b->code = SQLITE_NOMEM;
    return 0;
  }
  b->bytes = bytes;
  b->capacity = capacity;
  return 1;
}

void ne_builder_string(ne_builder *b, const char *string) {
  ne_builder_append(b, string, strlen(string));
}

/* Beside ASCII's: U+0085, U+00A0, U+2000 to U+200A, U+2028, U+2029, U+202F, U+3000. */
size_t ne_space_at(const char *p, const char *end) {
  const unsigned char c = (unsigned char)*p;
  const unsigned char d = end - p > 1 ? (unsigned char)p[1] : 0;
  const unsigned char e = end - p > 2 ? (unsigned char)p[2] : 0;
  if (c == ' ' || (c >= '\t' && c <= '\r')) {
    return 1;
  }
  if (c == 0xC2) {
    return d == 0x85 || d == 0xA0 ? 2 : 0;
  }
  if (c == 0xE2 && d == 0x80) {
    return (e >= 0x80 && e <= 0x8A) || e == 0xA8 || e == 0xA9 || e == 0xAF ? 3 : 0;
  }
  return c == 0xE3 && d == 0x80 && e == 0x80 ? 3 : 0;
}

void ne_builder_folded(ne_builder *b, newsext_slice slice) {
  const char *p = slice.bytes, *end = p + slice.length;
  int started = 0, blank = 0;
  while (p < end) {
    size_t space = ne_space_at(p, end);
    if (space) {
      blank = started;
      p += space;
    } else {
      const char *word = p;
      while (p < end && !ne_space_at(p, end)) {
        p++;
      }
      ne_builder_append(b, " ", (size_t)blank);
      ne_builder_append(b, word, (size_t)(p - word));
      started = 1;
    }
  }
}

void ne_builder_clear(ne_builder *b) {
  sqlite3_free(b->bytes);
  memset(b, 0, sizeof *b);
}

/* The length is left to SQLite to find: it takes a string for terminated only
** then, and a string that is not has to be copied before others can read it. */
void ne_builder_result(ne_builder *b, sqlite3_context *context, unsigned subtype) {
  ne_builder_append(b, "", 1);
  if (b->code == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(context);
  } else if (b->code == SQLITE_TOOBIG) {
    sqlite3_result_error_toobig(context);
  } else {
    sqlite3_result_text(context, b->bytes, -1, sqlite3_free);
    if (subtype) {
      sqlite3_result_subtype(context, subtype);
    }
    b->bytes = NULL;
  }
  ne_builder_clear(b);
}
