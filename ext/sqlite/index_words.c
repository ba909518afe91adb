/* index_words.c: the words of quotes, which are those of their articles.
**
** An index keeps where a quote stands, not what it says. Where rows come article after
** article, mostly in the order of the text, an article is read once from its beginning on
** and its characters are counted once. Of long texts it is noted where every so many
** characters begin, so that time does not grow with the square of the length where
** the order is another. Where rows come from here and there, and it is known at which
** byte a quote begins, no more than the quote is read.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Characters, as SQLite's substr() counts them ---------------------------------- */

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Whether the next 8 bytes, or 32, are ASCII. */
static int are_ascii(const char *p, size_t bytes) {
  uint64_t eights[4] = {0, 0, 0, 0};
  memcpy(eights, p, bytes);
  return !((eights[0] | eights[1] | eights[2] | eights[3]) & HIGH_BITS);
}

/* Many at a time where they are ASCII. NULL where the text has not so many. */
static const char *skip(const char *p, const char *end, sqlite3_int64 count) {
  while (count >= 32 && end - p >= 32 && are_ascii(p, 32)) {
    p += 32;
    count -= 32;
  }
  while (count > 0) {
    if (end - p >= 8 && are_ascii(p, 8)) {
      const int skipped = count < 8 ? (int)count : 8;
      p += skipped;
      count -= skipped;
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
  if (sqlite3_stmt_busy(words->text)) {
    sqlite3_reset(words->text);
  }
  words->bytes = NULL;
}

void ne_words_close(ne_words *words) {
  sqlite3_finalize(words->text);
  sqlite3_finalize(words->current);
  sqlite3_blob_close(words->blob);
  ne_builder_clear(&words->read);
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
                      " FROM \"%w\".\"%w_queue\" AS w WHERE w.article = ?1 AND " NE_WAITS_SQL ")",
                      s, n, s, n, s, index->options.content, index->rowid);
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

/* As a BLOB, a text need not be copied for the zero at its end. */
static const char *text_of(sqlite3_stmt *row, int recodes) {
  const char *bytes = recodes ? NULL : sqlite3_column_blob(row, 0);
  return bytes ? bytes : (const char *)sqlite3_column_text(row, 0);
}

static int fetch_row(ne_words *words, sqlite3_int64 article, int recodes) {
  int code;
  sqlite3_bind_int64(words->text, 1, article);
  if (sqlite3_step(words->text) != SQLITE_ROW) {
    code = sqlite3_reset(words->text);
    return code == SQLITE_OK ? SQLITE_CORRUPT_VTAB : code;
  }
  if (sqlite3_column_type(words->text, 0) == SQLITE_NULL) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->row = text_of(words->text, recodes);
  words->whole = words->row ? sqlite3_column_bytes(words->text, 0) : 0;
  return words->row ? SQLITE_OK : SQLITE_NOMEM;
}

/* SQLite goes faster to a value that is read like a file than to a row, and reads no
** more of a long one than it has to. Not all values can be read so. */
static int open_blob(ne_words *words, const ne_index *index, sqlite3 *db, sqlite3_int64 article) {
  int code = words->blob ? sqlite3_blob_reopen(words->blob, article) : SQLITE_ABORT;
  if (code != SQLITE_OK) {
    sqlite3_blob_close(words->blob);
    words->blob = NULL;
    code = sqlite3_blob_open(db, index->schema, index->options.content, index->options.text,
                             article, 0, &words->blob);
  }
  if (code != SQLITE_OK) {
    sqlite3_blob_close(words->blob);
    words->blob = NULL;
    return 0;
  }
  words->row = NULL;
  words->whole = sqlite3_blob_bytes(words->blob);
  return 1;
}

/* The article is looked at from the character on that has so many more bytes than
** characters before it. */
static int begin(ne_words *words, sqlite3_int64 character, sqlite3_int64 more_bytes) {
  if (character < 1 || character > words->whole || more_bytes < 0 ||
      more_bytes > words->whole - character) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->from = character - 1 + more_bytes;
  words->first = words->character = character;
  words->length = words->whole - words->from;
  words->marks.length = words->read.length = 0;
  words->read.code = SQLITE_OK;
  words->bytes = words->row ? words->row + words->from : "";
  words->end = words->bytes + (words->row ? words->length : 0);
  words->at = words->bytes;
  return SQLITE_OK;
}

static int fetch(ne_words *words, const ne_index *index, sqlite3 *db, sqlite3_int64 article) {
  const int recodes = index->recodes;
  int code = SQLITE_OK;
  ne_words_rest(words);
  words->article = article;
  words->from = -1;
  if (!index->has_blobs || recodes || !open_blob(words, index, db, article)) {
    code = fetch_row(words, article, recodes);
  }
  return code;
}

/* Reads on, until it has so many bytes. */
static int read_on(ne_words *words, size_t wanted) {
  const size_t before = words->read.length, offset = (size_t)(words->at - words->bytes);
  int code;
  if (!ne_builder_room(&words->read, wanted - before)) {
    return words->read.code;
  }
  code = sqlite3_blob_read(words->blob, words->read.bytes + before, (int)(wanted - before),
                           (int)words->from + (int)before);
  words->read.length = wanted;
  words->bytes = words->read.bytes;
  words->at = words->bytes + offset;
  words->end = words->bytes + wanted;
  return code;
}

/* ---- Words ------------------------------------------------------------------------------- */

#define CHARACTERS_A_MARK 4096
/* Bytes that are read beside those that are needed: much where others follow. */
#define PIECE  1024
#define LITTLE 32

/* NULL also where the last of the characters may go on in what has not been read. */
static const char *skip_read(const ne_words *words, const char *p, sqlite3_int64 count) {
  const char *const to = skip(p, words->end, count);
  return to == words->end && to - words->bytes < words->length ? NULL : to;
}

static void go_to_mark(ne_words *words, sqlite3_int64 mark) {
  uint32_t offset = 0;
  if (mark > 0) {
    memcpy(&offset, words->marks.bytes + (size_t)(mark - 1) * sizeof offset, sizeof offset);
  }
  words->at = words->bytes + offset;
  words->character = mark * CHARACTERS_A_MARK + words->first;
}

/* Goes to the last mark before the character, and makes those that are missing. */
static int near(ne_words *words, sqlite3_int64 character) {
  const sqlite3_int64 wanted = (character - words->first) / CHARACTERS_A_MARK;
  sqlite3_int64 mark = (sqlite3_int64)(words->marks.length / sizeof(uint32_t));
  go_to_mark(words, mark < wanted ? mark : wanted);
  for (; mark < wanted; mark++) {
    const char *next = skip_read(words, words->at, CHARACTERS_A_MARK);
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

static int find_slice(ne_words *words, sqlite3_int64 start, sqlite3_int64 length,
                      newsext_slice *out) {
  const char *first, *end;
  int code = SQLITE_OK;
  if (start < words->character || start - words->character > CHARACTERS_A_MARK) {
    code = near(words, start);
  }
  if (code != SQLITE_OK) {
    return code;
  }
  first = skip_read(words, words->at, start - words->character);
  end = first ? skip_read(words, first, length) : NULL;
  if (!end) {
    return SQLITE_CORRUPT_VTAB;
  }
  words->at = first;
  words->character = start;
  *out = (newsext_slice){first, (uint32_t)(end - first)};
  return SQLITE_OK;
}

/* What has not been read yet is, first as much as there would be were it nearly ASCII and
** something beside, then all of it. */
static int slice_of(ne_words *words, sqlite3_int64 start, sqlite3_int64 length,
                    newsext_slice *out) {
  size_t read = (size_t)(words->end - words->bytes);
  const size_t all = (size_t)words->length;
  int code = SQLITE_CORRUPT_VTAB;
  start -= words->first;
  if (start < 0 || length < 1 || start > words->length || length > words->length) {
    return code;
  }
  if (read < all && read < (size_t)(start + length) + 8) {
    read = (size_t)(start + length) * 9 / 8 + (words->from ? LITTLE : PIECE);
    read = read < all ? read : all;
    code = read_on(words, read);
    if (code != SQLITE_OK) {
      return code;
    }
  }
  start += words->first;
  code = find_slice(words, start, length, out);
  if (code == SQLITE_CORRUPT_VTAB && read < all) {
    code = read_on(words, all);
    code = code == SQLITE_OK ? find_slice(words, start, length, out) : code;
  }
  return code;
}

/* Reads a number and what has to follow it; NULL where they are not there. */
static const char *read_number(const char *p, const char *end, char after, sqlite3_int64 *out) {
  const char *const first = p;
  *out = 0;
  while (p < end && *p >= '0' && *p <= '9' && p - first < 12) {
    *out = 10 * *out + (*p++ - '0');
  }
  return p > first && p < end && *p == after ? p + 1 : NULL;
}

/* [[start,length],…], the spans joined by one space. */
static int join(ne_words *words, newsext_slice spans, newsext_slice *out) {
  const char *p = spans.bytes, *const end = p + spans.length;
  ne_builder *b = &words->joined;
  int code = SQLITE_OK;
  b->length = 0;
  b->code = SQLITE_OK;
  p = p < end && *p == '[' ? p + 1 : end;
  while (p && p < end && *p == '[' && code == SQLITE_OK) {
    sqlite3_int64 start, length = 0;
    p = read_number(p + 1, end, ',', &start);
    p = p ? read_number(p, end, ']', &length) : NULL;
    code = p ? slice_of(words, start, length, out) : SQLITE_CORRUPT_VTAB;
    if (code == SQLITE_OK) {
      ne_builder_append(b, " ", b->length > 0);
      ne_builder_append(b, out->bytes, out->length);
      p += p < end && *p == ',';
      code = b->code;
    }
  }
  *out = (newsext_slice){b->bytes, (uint32_t)b->length};
  return code == SQLITE_OK && (!p || p == end || *p != ']' || !b->length) ? SQLITE_CORRUPT_VTAB
                                                                          : code;
}

/* Goes to the article; *current is 0 where it has changed. */
static int go_to(ne_words *words, const ne_index *index, sqlite3 *db, const ne_place *place,
                 sqlite3_int64 changes, int *current) {
  int code = prepare(words, index, db);
  if (code == SQLITE_OK && changes != words->changes) {
    code = is_current(words, place->article, place->quote, current);
  }
  if (code == SQLITE_OK && *current &&
      (!words->bytes || words->article != place->article || words->fetched != changes)) {
    words->fetched = changes;
    code = fetch(words, index, db, place->article);
  }
  return code;
}

int ne_words_read(ne_words *words, const ne_index *index, sqlite3 *db, const ne_place *place,
                  newsext_slice *out) {
  const sqlite3_int64 changes = sqlite3_total_changes64(db);
  const int known = place->more_bytes != -1;
  int code = SQLITE_OK, current = 1;
  *out = (newsext_slice){NULL, 0};
  if (!words->bytes || words->article != place->article || words->fetched != changes ||
      words->changes != changes) {
    code = go_to(words, index, db, place, changes, &current);
  }
  if (code == SQLITE_OK && current && (known || words->from)) {
    code = known ? begin(words, place->start, place->more_bytes) : begin(words, 1, 0);
  }
  if (code != SQLITE_OK || !current) {
    return code;
  }
  return place->spans.bytes ? join(words, place->spans, out)
                            : slice_of(words, place->start, place->length, out);
}
