/* index_names.c: a table of speakers and their ids, so that those who are quoted again
** and again need not be looked for in the index again and again.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define SLOTS 8192 /* a power of two */
#define FULL  6144

typedef struct entry {
  sqlite3_int64 id; /* 0: empty */
  uint32_t hash, length;
  int kind;
  char *bytes;
} entry;

struct ne_names {
  entry slots[SLOTS];
  int count;
};

ne_names *ne_names_create(void) {
  ne_names *names = sqlite3_malloc64(sizeof *names);
  if (names) {
    memset(names, 0, sizeof *names);
  }
  return names;
}

static void empty(ne_names *names) {
  for (size_t i = 0; i < SLOTS; i++) {
    sqlite3_free(names->slots[i].bytes);
  }
  memset(names, 0, sizeof *names);
}

void ne_names_destroy(ne_names *names) {
  if (names) {
    empty(names);
    sqlite3_free(names);
  }
}

static uint32_t hash_of(newsext_slice name, int kind) {
  uint32_t hash = 2166136261u + (uint32_t)kind;
  for (uint32_t i = 0; i < name.length; i++) {
    hash = (hash ^ (unsigned char)name.bytes[i]) * 16777619u;
  }
  return hash;
}

/* The name's slot, or the empty one where it would be. */
static size_t slot_of(const ne_names *names, newsext_slice name, int kind, uint32_t hash) {
  size_t i = hash & (SLOTS - 1);
  while (names->slots[i].id) {
    const entry *e = &names->slots[i];
    if (e->hash == hash && e->kind == kind && e->length == name.length &&
        !memcmp(e->bytes, name.bytes, name.length)) {
      break;
    }
    i = (i + 1) & (SLOTS - 1);
  }
  return i;
}

sqlite3_int64 ne_names_find(const ne_names *names, newsext_slice name, int kind) {
  return names->slots[slot_of(names, name, kind, hash_of(name, kind))].id;
}

/* When it is full it begins anew. */
int ne_names_add(ne_names *names, newsext_slice name, int kind, sqlite3_int64 id) {
  const uint32_t hash = hash_of(name, kind);
  char *bytes = sqlite3_malloc64((sqlite3_uint64)name.length + 1);
  if (!bytes) {
    return SQLITE_NOMEM;
  }
  if (names->count == FULL) {
    empty(names);
  }
  const size_t i = slot_of(names, name, kind, hash);
  memcpy(bytes, name.length ? name.bytes : "", name.length);
  sqlite3_free(names->slots[i].bytes);
  names->slots[i] = (entry){id, hash, name.length, kind, bytes};
  names->count++;
  return SQLITE_OK;
}
