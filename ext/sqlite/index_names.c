/* index_names.c: a table of speakers and their ids, so that those who are quoted again
** and again need not be looked for in the index again and again.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

#define SLOTS_FIRST 256 /* powers of two */
#define SLOTS_MAX   65536

typedef struct entry {
  sqlite3_int64 id; /* 0: empty */
  uint32_t hash, length;
  int kind;
  char *bytes;
} entry;

struct ne_names {
  entry *slots;
  size_t size, count;
  int forgot; /* some that were added */
};

static entry *new_slots(size_t size) {
  entry *slots = sqlite3_malloc64(size * sizeof *slots);
  if (slots) {
    memset(slots, 0, size * sizeof *slots);
  }
  return slots;
}

ne_names *ne_names_create(void) {
  ne_names *names = sqlite3_malloc64(sizeof *names);
  if (names) {
    *names = (ne_names){.slots = new_slots(SLOTS_FIRST), .size = SLOTS_FIRST};
    if (!names->slots) {
      sqlite3_free(names);
      names = NULL;
    }
  }
  return names;
}

static void forget(ne_names *names) {
  for (size_t i = 0; i < names->size; i++) {
    sqlite3_free(names->slots[i].bytes);
  }
  memset(names->slots, 0, names->size * sizeof *names->slots);
  names->count = 0;
  names->forgot = 1;
}

void ne_names_destroy(ne_names *names) {
  if (names) {
    forget(names);
    sqlite3_free(names->slots);
    sqlite3_free(names);
  }
}

int ne_names_complete(const ne_names *names) {
  return !names->forgot;
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
  size_t i = hash & (names->size - 1);
  while (names->slots[i].id) {
    const entry *e = &names->slots[i];
    if (e->hash == hash && e->kind == kind && e->length == name.length &&
        !memcmp(e->bytes, name.bytes, name.length)) {
      break;
    }
    i = (i + 1) & (names->size - 1);
  }
  return i;
}

sqlite3_int64 ne_names_find(const ne_names *names, newsext_slice name, int kind) {
  return names->slots[slot_of(names, name, kind, hash_of(name, kind))].id;
}

static int grow(ne_names *names) {
  ne_names grown = {new_slots(2 * names->size), 2 * names->size, names->count, names->forgot};
  if (!grown.slots) {
    return SQLITE_NOMEM;
  }
  for (size_t i = 0; i < names->size; i++) {
    const entry *e = &names->slots[i];
    if (e->id) {
      grown.slots[slot_of(&grown, (newsext_slice){e->bytes, e->length}, e->kind, e->hash)] = *e;
    }
  }
  sqlite3_free(names->slots);
  *names = grown;
  return SQLITE_OK;
}

static int make_room(ne_names *names) {
  if (names->count < names->size / 4 * 3) {
    return SQLITE_OK;
  }
  if (names->size < SLOTS_MAX) {
    return grow(names);
  }
  forget(names);
  return SQLITE_OK;
}

/* When it is full it begins anew. */
int ne_names_add(ne_names *names, newsext_slice name, int kind, sqlite3_int64 id) {
  const uint32_t hash = hash_of(name, kind);
  char *bytes = sqlite3_malloc64((sqlite3_uint64)name.length + 1);
  const int code = bytes ? make_room(names) : SQLITE_NOMEM;
  if (code != SQLITE_OK) {
    sqlite3_free(bytes);
    return code;
  }
  const size_t i = slot_of(names, name, kind, hash);
  memcpy(bytes, name.length ? name.bytes : "", name.length);
  sqlite3_free(names->slots[i].bytes);
  names->slots[i] = (entry){id, hash, name.length, kind, bytes};
  names->count++;
  return SQLITE_OK;
}
