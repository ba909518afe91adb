/* index_speakers.c: who is quoted, as rows of news_speaker, and how many quotes each has.
**
** While a store fills, a speaker's row has the quotes of the first article alone, and what
** others add is kept beside, to be added to the row in the end: most are in no other. A
** build that was interrupted and taken up again counts all when it ends.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Taking a speaker's number -------------------------------------------------------------- */

/* Of nobody the name is empty. */
static int bind(sqlite3_stmt *statement, const newsext_speaker *speaker, newsext_slice name) {
  ne_output out = {.statement = statement, .parameter = 1, .lasting = 1};
  ne_output_text(&out, name);
  out.parameter = 2;
  ne_output_word(&out, speaker ? newsext_kind_name(speaker->kind) : NULL);
  return ne_status_code(out.status);
}

static int find(ne_store *store, const newsext_speaker *speaker, newsext_slice name,
                sqlite3_int64 *id) {
  sqlite3_stmt *found;
  int code = ne_store_statement(store, NE_FIND_SPEAKER, &found);
  *id = 0;
  if (code != SQLITE_OK) {
    return code;
  }
  code = bind(found, speaker, name);
  if (code == SQLITE_OK && sqlite3_step(found) == SQLITE_ROW) {
    *id = sqlite3_column_int64(found, 0);
  }
  code = sqlite3_reset(found);
  return code == SQLITE_INTERRUPT ? NE_STOPPED : code; /* it reads: nothing is undone */
}

static int add(ne_store *store, const ne_entry *entry, const newsext_speaker *speaker,
               newsext_slice name, uint32_t quotes, sqlite3_int64 *id) {
  sqlite3_stmt *added;
  char *key = NULL;
  int code = ne_store_statement(store, NE_ADD_SPEAKER, &added);
  if (code == SQLITE_OK) {
    code = bind(added, speaker, name);
  }
  if (code == SQLITE_OK && speaker) {
    code = ne_status_code(newsext_name_key(entry->engine, entry->allocator, speaker->name.bytes,
                                           speaker->name.length, &key));
  }
  if (code == SQLITE_OK) {
    sqlite3_bind_text(added, 3, key, -1, SQLITE_STATIC);
    sqlite3_bind_int64(added, 4, store->fills ? quotes : 0);
    code = ne_store_run(store, added);
    *id = sqlite3_last_insert_rowid(store->db);
  }
  if (key) {
    entry->allocator->resize(entry->allocator->context, key, 0);
  }
  return code;
}

/* Whether the index may have a speaker who is not among the names. */
static int may_have(const ne_store *store, const newsext_speaker *speaker, newsext_slice name) {
  return !store->fills || !ne_names_complete(store->names) || (speaker && !name.length);
}

/* Of each speaker that a store is filled with, who are numbered from 1: how many quotes the
** row does not tell of. */
static int begin_count(ne_store *store) {
  static const uint32_t none = 0;
  ne_builder_append(&store->counts, (const char *)&none, sizeof none);
  return store->counts.code;
}

static int keep_count(ne_store *store, sqlite3_int64 id, uint32_t quotes) {
  if ((size_t)id > store->counts.length / sizeof quotes) {
    return SQLITE_CORRUPT_VTAB;
  }
  ((uint32_t *)(void *)store->counts.bytes)[id - 1] += quotes;
  return SQLITE_OK;
}

static int find_or_add(ne_store *store, const ne_entry *entry, const newsext_speaker *speaker,
                       newsext_slice name, uint32_t quotes, sqlite3_int64 *id) {
  const int kind = speaker ? (int)speaker->kind : -1;
  int code = SQLITE_OK, known, added = 0;
  *id = ne_names_find(store->names, name, kind);
  known = *id != 0;
  if (!known && may_have(store, speaker, name)) {
    code = find(store, speaker, name, id);
  }
  if (code == SQLITE_OK && !*id) {
    added = 1;
    code = add(store, entry, speaker, name, quotes, id);
  }
  if (code == SQLITE_OK && store->fills) {
    code = added ? begin_count(store) : keep_count(store, *id, quotes);
  }
  return code == SQLITE_OK && !known ? ne_names_add(store->names, name, kind, *id) : code;
}

int ne_speakers_take(ne_store *store, const ne_entry *entry, const newsext_speaker *speaker,
                     uint32_t quotes, sqlite3_int64 *id) {
  newsext_slice name = speaker ? speaker->name : (newsext_slice){"", 0};
  ne_builder folded = {0};
  int code;
  if (!store->names) {
    store->names = ne_names_create();
  }
  if (!store->names) {
    return SQLITE_NOMEM;
  }
  if (!ne_output_is_folded(name)) {
    ne_builder_folded(&folded, name);
    name = (newsext_slice){folded.bytes, (uint32_t)folded.length};
  }
  code =
      folded.code == SQLITE_OK ? find_or_add(store, entry, speaker, name, quotes, id) : folded.code;
  ne_builder_clear(&folded);
  return code;
}

/* ---- Counting ----------------------------------------------------------------------- */

static int add_count(ne_store *store, sqlite3_int64 id, uint32_t quotes) {
  sqlite3_stmt *added;
  int code = ne_store_statement(store, NE_ADD_COUNT, &added);
  if (code == SQLITE_OK) {
    sqlite3_bind_int64(added, 1, id);
    sqlite3_bind_int64(added, 2, quotes);
    code = ne_store_run(store, added);
  }
  return code;
}

static int add_counts(ne_store *store) {
  const uint32_t *counts = (const uint32_t *)(const void *)store->counts.bytes;
  const size_t speakers = store->counts.length / sizeof *counts;
  int code = SQLITE_OK;
  for (size_t i = 0; i < speakers && code == SQLITE_OK; i++) {
    if (counts[i]) {
      code = add_count(store, (sqlite3_int64)i + 1, counts[i]);
    }
  }
  return code;
}

static int count_all(ne_store *store) {
  const char *s = store->schema, *n = store->name;
  return ne_execute(store->db,
                    "UPDATE \"%w\".\"%w_speaker\" AS s SET quotes ="
                    " (SELECT count(*) FROM \"%w\".\"%w_quote\" WHERE speaker_id = s.id)",
                    s, n, s, n);
}

int ne_speakers_count(ne_store *store, int filled) {
  return filled ? add_counts(store) : count_all(store);
}
