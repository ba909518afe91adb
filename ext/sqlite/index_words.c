/* index_words.c: the words of quotes, which are those of their articles.
**
** An index keeps where a quote stands, not what it says. Rows come article after
** article and mostly in the order of the text, so that an article is read once and
** its characters are counted once.
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
  ne_builder_clear(&words->joined);
  memset(words, 0, sizeof *words);
}

static int prepare(ne_words *words, const ne_index *index, sqlite3 *db) {
  const char *s = index->schema;
  if (words->text) {
    return SQLITE_OK;
  }
  return ne_prepare(db, &words->text, 0,
                    "SELECT c.\"%w\", w.changed FROM (SELECT ?1 AS article) AS q"
                    " LEFT JOIN \"%w\".\"%w\" AS c ON c.%s = q.article"
                    " LEFT JOIN \"%w\".\"%w_queue\" AS w ON w.article = q.article",
                    index->options.text, s, index->options.content, index->rowid, s, index->name);
}

/* Its bytes stay NULL where it has changed since the query began. */
static int fetch(ne_words *words, const ne_index *index, sqlite3 *db, sqlite3_int64 article) {
  int code = prepare(words, index, db);
  if (code != SQLITE_OK) {
    return code;
  }
  ne_words_rest(words);
  sqlite3_bind_int64(words->text, 1, article);
  if (sqlite3_step(words->text) != SQLITE_ROW) {
    code = sqlite3_reset(words->text);
    return code == SQLITE_OK ? SQLITE_CORRUPT_VTAB : code;
  }
  words->article = article;
  words->character = 1;
  if (sqlite3_column_int(words->text, 1)) {
    return SQLITE_OK;
  }
  if (sqlite3_column_type(words->text, 0) == SQLITE_NULL) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->bytes = words->at = (const char *)sqlite3_column_text(words->text, 0);
  words->end = words->bytes + (words->bytes ? sqlite3_column_bytes(words->text, 0) : 0);
  return words->bytes ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- Words ------------------------------------------------------------------------------- */

static int slice_of(ne_words *words, sqlite3_int64 start, sqlite3_int64 length,
                    newsext_slice *out) {
  const char *first, *end;
  if (start < 1 || length < 1) {
    return SQLITE_CORRUPT_VTAB;
  }
  if (start < words->character) {
    words->at = words->bytes;
    words->character = 1;
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
  int code = SQLITE_OK;
  *out = (newsext_slice){NULL, 0};
  if (!words->bytes || words->article != article) {
    code = fetch(words, index, db, article);
  }
  if (code != SQLITE_OK || !words->bytes) {
    return code;
  }
  if (sqlite3_column_type(row, column + 3) == SQLITE_NULL) {
    return slice_of(words, sqlite3_column_int64(row, column + 1),
                    sqlite3_column_int64(row, column + 2), out);
  }
  const char *spans = (const char *)sqlite3_column_text(row, column + 3);
  return spans ? join(words, spans, out) : SQLITE_NOMEM;
}
