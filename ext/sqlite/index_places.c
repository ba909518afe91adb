/* index_places.c: where an article's quotes stand, in a few bytes each.
**
** news_places has two numbers a quote: how far its start is from that of the one
** before, and its length. Each is written seven bits a byte, the lowest first, the highest
** bit set where more follow; the lowest bit of the first number says that the way is back,
** that of the second that the quote is of several spans. So the words of many articles
** can be read without going through the rows of their quotes.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

static void append_number(ne_builder *b, uint64_t number) {
  do {
    const char byte = (char)((number & 0x7f) | (uint64_t)(number > 0x7f) << 7);
    ne_builder_append(b, &byte, 1);
    number >>= 7;
  } while (number);
}

void ne_places_add(ne_builder *b, sqlite3_int64 *before, sqlite3_int64 start, sqlite3_int64 length,
                   int several) {
  const int back = start < *before;
  const uint64_t way = (uint64_t)(back ? *before - start : start - *before);
  append_number(b, way << 1 | (uint64_t)back);
  append_number(b, (uint64_t)length << 1 | (uint64_t)(several != 0));
  *before = start;
}

/* Numbers that no text is long enough for are none. */
static int read_number(ne_places *places, uint64_t *number) {
  int shift = 0;
  *number = 0;
  while (places->p < places->end && shift < 35) {
    const unsigned char byte = *places->p++;
    *number |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return 1;
    }
    shift += 7;
  }
  return 0;
}

int ne_places_next(ne_places *places, sqlite3_int64 *start, sqlite3_int64 *length, int *several) {
  uint64_t way, size;
  if (!read_number(places, &way) || !read_number(places, &size)) {
    return 0;
  }
  places->start += way & 1 ? -(sqlite3_int64)(way >> 1) : (sqlite3_int64)(way >> 1);
  *start = places->start;
  *length = (sqlite3_int64)(size >> 1);
  *several = (int)(size & 1);
  return 1;
}
