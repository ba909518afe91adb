/* index_words.c: the words of quotes, which are those of their articles.
**
** An index keeps where a quote stands, not what it says. Rows come article after
** article and mostly in the order of the text, so that an article is read once and
** its characters are counted once. Of long texts it is noted where every so many
** characters begin, so that time does not grow with the square of the length where
** the order is another.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Characters, as SQLite's substr() counts them ---------------------------------- */

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Eight at a time where they are ASCII. NULL where the text has not so many. */
static const char *skip(const char *p, const char *end, sqlite3_int64 count) {
  while (count > 0) {
    uint64_t eight = HIGH_BITS;
    if (count >= 8 && end - p >= 8) {
      memcpy(&eight, p, 8);
    }
    if (!(eight & HIGH_BITS)) {
      p += 8;
      count -= 8;
      continue;
    }
    if (p >= end) {
      return NULL;
    }
    if ((unsigned char)*p++ >= 0xC0) {
      while (p < end && ((unsigned char)*p & 0xC0) == 0x80) {
        p++;
      }
    }
    count--;
  }
  return p;
}

/* ---- One article ---------------------------------------------------------------------- */

void ne_words_rest(ne_words *words) {
  sqlite3_reset(words->text);
  words->bytes = NULL;
}

void ne_words_close(ne_words *words) {
  sqlite3_finalize(words->text);
  sqlite3_finalize(words->current);
  ne_builder_clear(&words->joined);
  ne_builder_clear(&words->marks);
  memset(words, 0, sizeof *words);
}

static int prepare(ne_words *words, const ne_index *index, sqlite3 *db) {
  const char *s = index->schema, *n = index->name;
  int code = SQLITE_OK;
  if (!words->text) {
    code = ne_prepare(db, &words->text, 0, "SELECT \"%w\" FROM \"%w\".\"%w\" WHERE %s = ?1",
                      index->options.text, s, index->options.content, index->rowid);
  }
  if (code == SQLITE_OK && !words->current) {
    code = ne_prepare(db, &words->current, 0,
                      "SELECT 1 FROM \"%w\".\"%w_article\" WHERE article = ?1"
                      " AND ?2 BETWEEN first AND first + quotes - 1 AND NOT EXISTS (SELECT 1"
                      " FROM \"%w\".\"%w_queue\" AS w WHERE w.article = ?1 AND changed)",
                      s, n, s, n);
  }
  return code;
}

/* Whether the quote is still one of what its article says now: another statement of this
** connection may have changed either since the query began. */
static int is_current(ne_words *words, sqlite3_int64 article, sqlite3_int64 quote, int *current) {
  sqlite3_bind_int64(words->current, 1, article);
  sqlite3_bind_int64(words->current, 2, quote);
  *current = sqlite3_step(words->current) == SQLITE_ROW;
  return sqlite3_reset(words->current);
}

static int fetch(ne_words *words, sqlite3_int64 article) {
  int code;
  ne_words_rest(words);
  words->article = article;
  words->character = 1;
  words->marks.length = 0;
  sqlite3_bind_int64(words->text, 1, article);
  if (sqlite3_step(words->text) != SQLITE_ROW) {
    code = sqlite3_reset(words->text);
    return code == SQLITE_OK ? SQLITE_CORRUPT_VTAB : code;
  }
  if (sqlite3_column_type(words->text, 0) == SQLITE_NULL) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->bytes = words->at = (const char *)sqlite3_column_text(words->text, 0);
  words->end = words->bytes + (words->bytes ? sqlite3_column_bytes(words->text, 0) : 0);
  return words->bytes ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- Words ------------------------------------------------------------------------------- */

#define CHARACTERS_A_MARK 4096

static void go_to_mark(ne_words *words, sqlite3_int64 mark) {
  uint32_t offset = 0;
  if (mark > 0) {
    memcpy(&offset, words->marks.bytes + (size_t)(mark - 1) * sizeof offset, sizeof offset);
  }
  words->at = words->bytes + offset;
  words->character = mark * CHARACTERS_A_MARK + 1;
}

/* Goes to the last mark before the character, and makes those that are missing. */
static int near(ne_words *words, sqlite3_int64 character) {
  const sqlite3_int64 wanted = (character - 1) / CHARACTERS_A_MARK;
  sqlite3_int64 mark = (sqlite3_int64)(words->marks.length / sizeof(uint32_t));
  go_to_mark(words, mark < wanted ? mark : wanted);
  for (; mark < wanted; mark++) {
    const char *next = skip(words->at, words->end, CHARACTERS_A_MARK);
    const uint32_t offset = next ? (uint32_t)(next - words->bytes) : 0;
    if (!next) {
      return SQLITE_CORRUPT_VTAB;
    }
    ne_builder_append(&words->marks, (const char *)&offset, sizeof offset);
    if (words->marks.code != SQLITE_OK) {
      return words->marks.code;
    }
    go_to_mark(words, mark + 1);
  }
  return SQLITE_OK;
}

static int slice_of(ne_words *words, sqlite3_int64 start, sqlite3_int64 length,
                    newsext_slice *out) {
  const char *first, *end;
  int code = start < 1 || length < 1 ? SQLITE_CORRUPT_VTAB : SQLITE_OK;
  if (code == SQLITE_OK &&
      (start < words->character || start - words->character > CHARACTERS_A_MARK)) {
    code = near(words, start);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  first = skip(words->at, words->end, start - words->character);
  end = first ? skip(first, words->end, length) : NULL;
  if (!end) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->at = first;
  words->character = start;
  *out = (newsext_slice){first, (uint32_t)(end - first)};
  return SQLITE_OK;
}

/* Reads a number and what has to follow it; NULL where they are not there. */
static const char *read_number(const char *p, char after, sqlite3_int64 *out) {
  const char *const first = p;
  *out = 0;
  while (*p >= '0' && *p <= '9' && p - first < 12) {
    *out = 10 * *out + (*p++ - '0');
  }
  return p > first && *p == after ? p + 1 : NULL;
}

/* [[start,length],…], the spans joined by one space. */
static int join(ne_words *words, const char *spans, newsext_slice *out) {
  const char *p = *spans == '[' ? spans + 1 : NULL;
  ne_builder *b = &words->joined;
  int code = SQLITE_OK;
  b->length = 0;
  b->code = SQLITE_OK;
  while (p && *p == '[' && code == SQLITE_OK) {
    sqlite3_int64 start, length = 0;
    p = read_number(p + 1, ',', &start);
    p = p ? read_number(p, ']', &length) : NULL;
    code = p ? slice_of(words, start, length, out) : SQLITE_CORRUPT_VTAB;
    if (code == SQLITE_OK) {
      ne_builder_append(b, " ", b->length > 0);
      ne_builder_append(b, out->bytes, out->length);
      p += *p == ',';
      code = b->code;
    }
  }
  *out = (newsext_slice){b->bytes, (uint32_t)b->length};
  return code == SQLITE_OK && (!p || *p != ']' || !b->length) ? SQLITE_CORRUPT_VTAB : code;
}

int ne_words_read(ne_words *words, const ne_index *index, sqlite3 *db, sqlite3_stmt *row,
                  int column, newsext_slice *out) {
  const sqlite3_int64 article = sqlite3_column_int64(row, column);
  const sqlite3_int64 changes = sqlite3_total_changes64(db);
  int code = prepare(words, index, db), current = 1;
  const char *spans;
  *out = (newsext_slice){NULL, 0};
  if (code == SQLITE_OK && changes != words->changes) {
    code = is_current(words, article, sqlite3_column_int64(row, 0), &current);
  }
  if (code != SQLITE_OK || !current) {
    return code;
  }
  if (!words->bytes || words->article != article || words->fetched != changes) {
    words->fetched = changes;
    code = fetch(words, article);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  if (sqlite3_column_type(row, column + 3) == SQLITE_NULL) {
    return slice_of(words, sqlite3_column_int64(row, column + 1),
                    sqlite3_column_int64(row, column + 2), out);
  }
  spans = (const char *)sqlite3_column_text(row, column + 3);
  return spans ? join(words, spans, out) : SQLITE_NOMEM;
}
