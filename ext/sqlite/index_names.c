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
  size_t at; /* in the bytes of all */
} entry;

struct ne_names {
  entry *slots;
  size_t size, count;
  ne_builder bytes; /* of the names */
  int forgot;       /* some that were added */
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
  memset(names->slots, 0, names->size * sizeof *names->slots);
  names->count = names->bytes.length = 0;
  names->forgot = 1;
}

void ne_names_destroy(ne_names *names) {
  if (names) {
    ne_builder_clear(&names->bytes);
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
        !memcmp(names->bytes.bytes + e->at, name.bytes, name.length)) {
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
  ne_names grown = *names;
  grown.size = 2 * names->size;
  grown.slots = new_slots(grown.size);
  if (!grown.slots) {
    return SQLITE_NOMEM;
  }
  for (size_t i = 0; i < names->size; i++) {
    const entry *e = &names->slots[i];
    if (e->id) {
      const newsext_slice name = {names->bytes.bytes + e->at, e->length};
      grown.slots[slot_of(&grown, name, e->kind, e->hash)] = *e;
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
  const int code = make_room(names);
  if (code != SQLITE_OK || !ne_builder_room(&names->bytes, name.length + 1)) {
    return SQLITE_NOMEM;
  }
  names->slots[slot_of(names, name, kind, hash)] =
      (entry){id, hash, name.length, kind, names->bytes.length};
  ne_builder_append(&names->bytes, name.bytes, name.length);
  names->count++;
  return SQLITE_OK;
}
