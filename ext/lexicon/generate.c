/* generate.c: turns the word lists into the table that the library looks up.
**
** Usage: generate CLASSES.txt LISTS > lexicon_en.c
**
** CLASSES.txt names one class a line; LISTS/CLASS.txt holds its entries, one a
** line, with a value after a tab where they have one. A list's lines that begin
** with # are comments. Entries are cut, folded and hashed by the tokenizer's own
** code. What makes no sense stops the program with the file and the line. Memory is
** the process's: nothing is freed on the way out.
*/
#include "../core/lexicon_table.h"
#include "../core/token.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 512
#define NAME_BYTES 64

/* One entry as one list has it. */
typedef struct record {
  uint64_t hash;
  int class_number;
  const char *folded; /* its words, folded, joined by blanks; tells equal hashes apart */
  const char *value;  /* NULL where there is none */
} record;

typedef struct records {
  record *at;
  size_t count, capacity;
} records;

/* A place in a list, for messages. */
typedef struct position {
  const char *file;
  int line;
} position;

_Noreturn static void fail(const position *where, const char *format, ...) {
  va_list arguments;
  if (where) {
    fprintf(stderr, "%s:%d: ", where->file, where->line);
  }
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static void *allocate(void *old, size_t bytes) {
  void *memory = realloc(old, bytes ? bytes : 1);
  if (!memory) {
    fail(NULL, "out of memory");
  }
  return memory;
}

static void *allocate_zeroed(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) {
    fail(NULL, "out of memory");
  }
  return memory;
}

static void *resize(void *context, void *pointer, size_t bytes) {
  (void)context;
  if (bytes) {
    return allocate(pointer, bytes);
  }
  free(pointer);
  return NULL;
}

static const newsext_allocator host_allocator = {resize, NULL};

static char *copy(const char *string) {
  const size_t bytes = strlen(string) + 1;
  return memcpy(allocate(NULL, bytes), string, bytes);
}

/* ---- Reading ------------------------------------------------------------ */

static void record_add(records *list, record added) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 1024;
    list->at = allocate(list->at, list->capacity * sizeof *list->at);
  }
  list->at[list->count++] = added;
}

/* The next line that is neither empty nor a comment, without its end; 0 at the
** end of the file. */
static int next_line(FILE *file, char line[LINE_BYTES], position *where) {
  while (fgets(line, LINE_BYTES, file)) {
    size_t length = strlen(line);
    where->line++;
    if (length == LINE_BYTES - 1) {
      fail(where, "the line is longer than %d bytes", LINE_BYTES - 2);
    }
    while (length && strchr("\r\n ", line[length - 1])) {
      line[--length] = 0;
    }
    if (length && line[0] != '#') {
      return 1;
    }
  }
  return 0;
}

static FILE *open_list(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    fail(NULL, "%s: cannot be opened, though a class of its name is listed", path);
  }
  return file;
}

static void read_classes(const char *path, char names[NE_LEX_COUNT][NAME_BYTES]) {
  char line[LINE_BYTES];
  position where = {path, 0};
  FILE *file = open_list(path);
  int count = 0;
  while (next_line(file, line, &where)) {
    if (count == NE_LEX_COUNT || strlen(line) >= NAME_BYTES) {
      fail(&where, "'%s' does not fit lexicon_classes.h: make that anew", line);
    }
    for (int i = 0; i < count; i++) {
      if (!strcmp(names[i], line)) {
        fail(&where, "class '%s' is listed twice", line);
      }
    }
    memcpy(names[count++], line, strlen(line) + 1);
  }
  fclose(file);
  if (count != NE_LEX_COUNT) {
    fail(NULL, "%s: %d classes, but lexicon_classes.h has %d", path, count, NE_LEX_COUNT);
  }
}

/* Appends the token's folded form, without the full stop that its hash leaves
** out too; returns the new length. */
static size_t fold(const ne_text *text, const ne_token *token, char *out, size_t length) {
  const char *p = text->bytes + token->start, *end = p + token->length;
  end -= (token->flags & NE_STOP_INSIDE) != 0;
  while (p < end) {
    uint32_t bytes;
    const uint32_t character = ne_text_decode(p, end, &bytes);
    length += ne_char_fold(character, out + length);
    p += bytes;
  }
  return length;
}

/* Folded forms are at most 8 bytes for each byte of the line. */
#define FOLDED_BYTES (8 * LINE_BYTES + LINE_BYTES)

/* Adds the entry's words as the tokenizer cuts them; with several of them,
** every beginning of theirs may begin a phrase. */
static void add_entry(records *list, const char *entry, record added, const position *where) {
  char folded[FOLDED_BYTES];
  size_t length = 0;
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_arena_open(&arena, &host_allocator, NULL);
  ne_text_open(&arena, &text, entry, strlen(entry));
  ne_tokenize(&arena, &text, NULL, &tokens);
  if (arena.status != NEWSEXT_OK || tokens.count == 0) {
    fail(where, "'%s' has no words", entry);
  }
  if (tokens.count > NE_PHRASE_TOKENS) {
    fail(where, "'%s' has more than %d words", entry, NE_PHRASE_TOKENS);
  }

  added.hash = NE_PHRASE_START;
  for (uint32_t i = 0; i < tokens.count; i++) {
    const ne_token *token = &tokens.at[i];
    if (i) {
      folded[length++] = ' ';
    }
    length = fold(&text, token, folded, length);
    folded[length] = 0;
    added.hash = ne_phrase_hash(added.hash, token->hash);
    if (i + 1 < tokens.count) {
      uint64_t prefix = i ? added.hash : token->hash;
      record_add(list, (record){prefix, NE_LEX_PHRASE_START, copy(folded), NULL});
    }
  }
  if (tokens.count == 1) {
    added.hash = tokens.at[0].hash;
  }
  added.folded = copy(folded);
  record_add(list, added);
  ne_arena_close(&arena);
}

static void read_list(records *list, const char *folder, const char *name, int class_number) {
  char path[4096], line[LINE_BYTES];
  position where = {path, 0};
  snprintf(path, sizeof path, "%s/%s.txt", folder, name);
  FILE *file = open_list(path);
  while (next_line(file, line, &where)) {
    record added = {0, class_number, NULL, NULL};
    char *tab = strchr(line, '\t');
    if (tab) {
      *tab = 0;
      if (tab[1] == 0) {
        fail(&where, "'%s' has a tab but no value", line);
      }
      added.value = copy(tab + 1);
    }
    add_entry(list, line, added, &where);
  }
  fclose(file);
}

/* ---- Building the table -------------------------------------------------- */

static int by_hash_and_class(const void *a, const void *b) {
  const record *left = a, *right = b;
  if (left->hash != right->hash) {
    return left->hash < right->hash ? -1 : 1;
  }
  return left->class_number - right->class_number;
}

/* Short ones, which are the letters of traits and asked for most, lie together. */
static int by_string(const void *a, const void *b) {
  const char *left = *(const char *const *)a, *right = *(const char *const *)b;
  const size_t length = strlen(left), other = strlen(right);
  return length != other ? (length < other ? -1 : 1) : strcmp(left, right);
}

/* Sorts the records and leaves one for each entry and class. */
static void settle(records *list, char names[NE_LEX_COUNT][NAME_BYTES]) {
  size_t kept = 0;
  qsort(list->at, list->count, sizeof *list->at, by_hash_and_class);
  for (size_t i = 0; i < list->count; i++) {
    const record *before = kept ? &list->at[kept - 1] : NULL, *this = &list->at[i];
    if (before && before->hash == this->hash) {
      if (strcmp(before->folded, this->folded) != 0) {
        fail(NULL, "'%s' and '%s' have the same hash", before->folded, this->folded);
      }
      if (before->class_number == this->class_number) {
        if (this->class_number == NE_LEX_PHRASE_START) {
          continue;
        }
        fail(NULL, "'%s' is twice on the list %s", this->folded, names[this->class_number]);
      }
    }
    list->at[kept++] = *this;
  }
  list->count = kept;
}

/* Puts a hash into the first bucket that has room, for now behind the others there. */
static void place_entry(ne_bucket *buckets, uint32_t bucket_count, uint64_t hash, uint16_t set,
                        uint16_t lemma) {
  const ne_lexicon_place place = ne_lexicon_place_of(hash, bucket_count);
  uint32_t number = place.bucket;
  for (;;) {
    ne_bucket *bucket = &buckets[number];
    for (uint32_t i = 0; i < NE_BUCKET_SLOTS; i++) {
      if (bucket->check[i] == place.check) {
        fail(NULL, "two entries have the same check %08" PRIx32 " in one bucket", place.check);
      }
      if (!bucket->check[i]) {
        bucket->check[i] = place.check;
        bucket->set[i] = set;
        bucket->lemma[i] = lemma;
        return;
      }
    }
    bucket->spills = 1;
    number = number + 1 == bucket_count ? 1 : number + 1;
  }
}

/* Puts the entries into the slots that the factor names; returns 0 where two have the same. */
static int spread(const ne_bucket *from, uint32_t factor, ne_bucket *to) {
  *to = (ne_bucket){.factor = factor, .spills = from->spills};
  for (uint32_t i = 0; i < NE_BUCKET_SLOTS && from->check[i]; i++) {
    const uint32_t slot = ne_bucket_slot(to, from->check[i]);
    if (to->check[slot]) {
      return 0;
    }
    to->check[slot] = from->check[i];
    to->set[slot] = from->set[i];
    to->lemma[slot] = from->lemma[i];
  }
  return 1;
}

/* Finds each bucket's factor: of seven entries every hundred and sixtieth will do. */
static void find_factors(ne_bucket *buckets, uint32_t bucket_count) {
  for (uint32_t i = 0; i < bucket_count; i++) {
    const ne_bucket bucket = buckets[i];
    uint32_t factor = 1;
    while (!spread(&bucket, factor, &buckets[i])) {
      factor += 2;
      if (factor == 1) {
        fail(NULL, "no factor parts the entries of bucket %" PRIu32, i);
      }
    }
  }
}

/* Puts a value into the slots of its class. */
static void place_value(ne_entry_value *values, uint32_t slots, ne_entry_value value) {
  uint32_t slot = ne_lexicon_value_slot(value.key, slots);
  while (values[slot].key) {
    slot = slot + 1 == slots ? 0 : slot + 1;
  }
  values[slot] = value;
}

typedef struct table {
  ne_lexicon lexicon; /* of the arrays below */
  ne_bucket *buckets;
  ne_entry_value *values;
  ne_lemma *lemmas;
  uint64_t *sets, *phrases, *abbreviations;
  uint16_t *traits;
  uint32_t entry_count, set_count, lemma_count, string_bytes;
} table;

/* Joins the distinct values; offsets[i] is where the value of record i begins. */
static char *join_strings(const records *list, uint32_t *offsets, uint32_t *bytes) {
  const char **sorted = allocate(NULL, list->count * sizeof *sorted);
  size_t count = 0, kept = 0, length = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (list->at[i].value) {
      sorted[count++] = list->at[i].value;
    }
  }
  qsort(sorted, count, sizeof *sorted, by_string);
  for (size_t i = 0; i < count; i++) {
    if (kept == 0 || strcmp(sorted[kept - 1], sorted[i]) != 0) {
      sorted[kept++] = sorted[i];
      length += strlen(sorted[i]) + 1;
    }
  }

  char *strings = allocate_zeroed(length + 1, 1);
  uint32_t *starts = allocate(NULL, kept * sizeof *starts);
  *bytes = 1; /* the first is empty */
  for (size_t i = 0; i < kept; i++) {
    starts[i] = *bytes;
    const size_t size = strlen(sorted[i]) + 1;
    memcpy(strings + *bytes, sorted[i], size);
    *bytes += (uint32_t)size;
  }
  for (size_t i = 0; i < list->count; i++) {
    if (list->at[i].value) {
      const char **found = bsearch(&list->at[i].value, sorted, kept, sizeof *sorted, by_string);
      offsets[i] = starts[found - sorted];
    }
  }
  free(starts);
  free(sorted);
  return strings;
}

#define LEMMAS_MAX 65536u

#define ROOM 8192u /* free slots of a class: as many as it has values, but no more than these */

/* Where the slots of each class begin; the last is where they all end. */
static uint32_t *value_starts(const records *list) {
  uint32_t *starts = allocate_zeroed(NE_LEX_COUNT + 1, sizeof *starts);
  for (size_t i = 0; i < list->count; i++) {
    const int class = list->at[i].class_number;
    starts[class + 1] += list->at[i].value && class != NE_LEX_LEMMA && ne_lexicon_trait(class) < 0;
  }
  for (int i = 0; i < NE_LEX_COUNT; i++) {
    const uint32_t count = starts[i + 1];
    starts[i + 1] = starts[i] + count + (count < ROOM ? count : ROOM) + 1;
  }
  return starts;
}

static void set_bit(uint64_t *bits, uint32_t count, uint64_t hash) {
  bits[hash % count / 64] |= UINT64_C(1) << (hash % 64);
}

/* Takes the entry down where few are, so that most others are not looked for. */
static void note_few(table *built, const record *item, uint64_t set) {
  if (strchr(item->folded, ' ')) {
    set_bit(built->phrases, NE_PHRASE_BITS, item->hash);
  }
  if (set & (NE_LEX_BIT(NE_LEX_ABBREVIATION) | NE_LEX_BIT(NE_LEX_ABBREVIATION_CAPITAL))) {
    set_bit(built->abbreviations, NE_ABBREVIATION_BITS, item->hash);
  }
}

/* The number of the set of classes whose entries have these traits. */
static uint16_t set_number(table *built, uint64_t set, const uint16_t traits[NE_TRAITS]) {
  for (uint32_t i = 0; i < built->set_count; i++) {
    if (built->sets[i] == set &&
        memcmp(built->traits + (size_t)i * NE_TRAITS, traits, NE_TRAITS * sizeof *traits) == 0) {
      return (uint16_t)i;
    }
  }
  if (built->set_count == NE_SETS_MAX) {
    fail(NULL, "more than %u different sets of classes", NE_SETS_MAX);
  }
  built->sets[built->set_count] = set;
  memcpy(built->traits + (size_t)built->set_count * NE_TRAITS, traits, NE_TRAITS * sizeof *traits);
  return (uint16_t)built->set_count++;
}

/* The number of the lemma that the records of an entry name; 0 where they name none. */
static uint16_t lemma_number(table *built, const records *list, const uint32_t *offsets, size_t i,
                             size_t end) {
  while (i < end && !(list->at[i].class_number == NE_LEX_LEMMA && list->at[i].value)) {
    i++;
  }
  if (i == end) {
    return 0;
  }
  for (uint32_t k = 1; k < built->lemma_count; k++) {
    if (built->lemmas[k].string == offsets[i]) {
      return (uint16_t)k;
    }
  }
  if (built->lemma_count == LEMMAS_MAX) {
    fail(NULL, "more than %u different lemmas", LEMMAS_MAX);
  }
  built->lemmas[built->lemma_count] =
      (ne_lemma){ne_word_hash(list->at[i].value, (uint32_t)strlen(list->at[i].value)), offsets[i]};
  return (uint16_t)built->lemma_count++;
}

/* Takes the value down if its list is one of traits. */
static void note_trait(uint16_t traits[NE_TRAITS], int class, uint32_t offset) {
  const int trait = ne_lexicon_trait(class);
  if (trait >= 0 && offset > UINT16_MAX) {
    fail(NULL, "the values of class %d are too long for traits", class);
  }
  if (trait >= 0) {
    traits[trait] = (uint16_t)offset;
  }
}

/* Names and chains of words are the most of the entries and the fewest of the words that
** are looked for. */
static int is_rare(const record *item, uint64_t set) {
  const uint64_t names = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME) |
                         NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_PHRASE_START);
  return strchr(item->folded, ' ') != NULL || !(set & ~names);
}

/* Puts the entries into the table that are rare or those that are not. */
static void place_entries(table *built, const records *list, const uint32_t *offsets, int rare) {
  const ne_lexicon *lexicon = &built->lexicon;
  for (size_t i = 0, end; i < list->count; i = end) {
    uint64_t set = 0;
    uint16_t traits[NE_TRAITS] = {0};
    for (end = i; end < list->count && list->at[end].hash == list->at[i].hash; end++) {
      set |= NE_LEX_BIT(list->at[end].class_number);
      if (list->at[end].value) {
        note_trait(traits, list->at[end].class_number, offsets[end]);
      }
    }
    if (is_rare(&list->at[i], set) != rare) {
      continue;
    }
    place_entry(built->buckets, lexicon->bucket_count, list->at[i].hash,
                set_number(built, set, traits), lemma_number(built, list, offsets, i, end));
    note_few(built, &list->at[i], set);
    built->entry_count++;
  }
}

/* The values of all entries, which are in their slots. */
static void place_values(table *built, const records *list, const uint32_t *offsets) {
  const ne_lexicon *lexicon = &built->lexicon;
  const uint32_t *starts = lexicon->value_starts;
  for (size_t i = 0; i < list->count; i++) {
    const record *item = &list->at[i];
    const int class = item->class_number;
    if (item->value && class != NE_LEX_LEMMA && ne_lexicon_trait(class) < 0) {
      const uint32_t key = ne_lexicon_value_key(ne_lexicon_find(lexicon, item->hash), class);
      place_value(built->values + starts[class], starts[class + 1] - starts[class],
                  (ne_entry_value){key, offsets[i]});
    }
  }
}

static table build(const records *list) {
  const uint32_t bucket_count = (uint32_t)(list->count / 5 + 2);
  const uint32_t *starts = value_starts(list);
  if (bucket_count >= (1u << NE_SLOT_BITS) / NE_BUCKET_STEP) {
    fail(NULL, "more entries than the table can number");
  }
  uint32_t *offsets = allocate_zeroed(list->count, sizeof *offsets);
  table built = {.set_count = 1, .lemma_count = 1};
  built.buckets = allocate_zeroed(bucket_count, sizeof *built.buckets);
  built.values = allocate_zeroed(starts[NE_LEX_COUNT], sizeof *built.values);
  built.phrases = allocate_zeroed(NE_PHRASE_BITS / 64, sizeof *built.phrases);
  built.abbreviations = allocate_zeroed(NE_ABBREVIATION_BITS / 64, sizeof *built.abbreviations);
  built.lemmas = allocate_zeroed(LEMMAS_MAX, sizeof *built.lemmas);
  built.sets = allocate_zeroed(NE_SETS_MAX, sizeof *built.sets);
  built.traits = allocate_zeroed(NE_SETS_MAX, NE_TRAITS * sizeof *built.traits);
  built.lexicon = (ne_lexicon){.buckets = built.buckets,
                               .sets = built.sets,
                               .traits = built.traits,
                               .phrases = built.phrases,
                               .abbreviations = built.abbreviations,
                               .values = built.values,
                               .value_starts = starts,
                               .strings = join_strings(list, offsets, &built.string_bytes),
                               .lemmas = built.lemmas,
                               .bucket_count = bucket_count};
  place_entries(&built, list, offsets, 0);
  place_entries(&built, list, offsets, 1);
  find_factors(built.buckets, bucket_count);
  place_values(&built, list, offsets);
  free(offsets);
  return built;
}

/* ---- Writing -------------------------------------------------------------- */

/* FNV-1a over the entries, so that two tables can be told apart. */
static uint32_t checksum(const records *list) {
  uint32_t sum = UINT32_C(2166136261);
  for (size_t i = 0; i < list->count; i++) {
    const record *item = &list->at[i];
    const char *parts[3] = {item->folded, "\t", item->value ? item->value : ""};
    for (int part = 0; part < 3; part++) {
      for (const char *p = parts[part]; *p; p++) {
        sum = (sum ^ (unsigned char)*p) * UINT32_C(16777619);
      }
    }
    sum = (sum ^ (uint32_t)item->class_number) * UINT32_C(16777619);
  }
  return sum;
}

static void write_numbers(const char *type, const char *name, const uint64_t *numbers,
                          uint32_t count) {
  printf("static const %s %s[%" PRIu32 "] = {", type, name, count);
  for (uint32_t i = 0; i < count; i++) {
    printf("%sUINT64_C(0x%" PRIx64 "),", i % 4 ? " " : "\n  ", numbers[i]);
  }
  printf("\n};\n\n");
}

static void write_traits(const uint16_t *traits, uint32_t count) {
  printf("static const uint16_t traits[%" PRIu32 "] = {", count);
  for (uint32_t i = 0; i < count; i++) {
    printf("%s%u,", i % 16 ? " " : "\n  ", (unsigned)traits[i]);
  }
  printf("\n};\n\n");
}

static void write_buckets(const ne_lexicon *lexicon) {
  printf("_Alignas(64) static const ne_bucket buckets[%" PRIu32 "] = {\n", lexicon->bucket_count);
  for (uint32_t i = 0; i < lexicon->bucket_count; i++) {
    const ne_bucket *bucket = &lexicon->buckets[i];
    printf("  {{");
    for (uint32_t slot = 0; slot < NE_BUCKET_SLOTS; slot++) {
      printf("0x%" PRIx32 ",", bucket->check[slot]);
    }
    printf("},0x%" PRIx32 ",{", bucket->factor);
    for (uint32_t slot = 0; slot < NE_BUCKET_SLOTS; slot++) {
      printf("%u,", (unsigned)bucket->set[slot]);
    }
    printf("},{");
    for (uint32_t slot = 0; slot < NE_BUCKET_SLOTS; slot++) {
      printf("%u,", (unsigned)bucket->lemma[slot]);
    }
    printf("},%" PRIu32 "},\n", bucket->spills);
  }
  printf("};\n\n");
}

static void write_values(const ne_lexicon *lexicon) {
  const uint32_t slots = lexicon->value_starts[NE_LEX_COUNT];
  printf("static const uint32_t value_starts[%d] = {", NE_LEX_COUNT + 1);
  for (int i = 0; i <= NE_LEX_COUNT; i++) {
    printf("%s%" PRIu32 ",", i % 8 ? " " : "\n  ", lexicon->value_starts[i]);
  }
  printf("\n};\n\nstatic const ne_entry_value values[%" PRIu32 "] = {", slots);
  for (uint32_t i = 0; i < slots; i++) {
    printf("%s{%" PRIu32 ",%" PRIu32 "},", i % 8 ? "" : "\n  ", lexicon->values[i].key,
           lexicon->values[i].string);
  }
  printf("\n};\n\n");
}

static void write_lemmas(const ne_lemma *lemmas, uint32_t count) {
  printf("static const ne_lemma lemmas[%" PRIu32 "] = {", count);
  for (uint32_t i = 0; i < count; i++) {
    printf("%s{UINT64_C(0x%" PRIx64 "),%" PRIu32 "},", i % 3 ? " " : "\n  ", lemmas[i].hash,
           lemmas[i].string);
  }
  printf("\n};\n\n");
}

/* Values may hold any byte; octal escapes of three digits end by themselves. */
static void write_strings(const char *strings, uint32_t bytes) {
  printf("static const char strings[] =");
  for (uint32_t i = 0; i < bytes;) {
    printf("\n  \"");
    do {
      const unsigned char byte = (unsigned char)strings[i];
      if (byte < ' ' || byte > '~' || strchr("\"\\?", byte)) {
        printf("\\%03o", byte);
      } else {
        putchar(byte);
      }
    } while (strings[i++]);
    putchar('"');
  }
  printf(bytes ? ";\n\n" : " \"\";\n\n");
}

static void write_table(const table *built, uint32_t sum) {
  printf("/* Made by ext/lexicon/generate.c from ext/lexicon/en: do not edit. */\n"
         "#include \"lexicon_table.h\"\n\n#include \"../newsext.h\"\n\n");
  write_buckets(&built->lexicon);
  write_numbers("uint64_t", "sets", built->lexicon.sets, built->set_count);
  write_traits(built->traits, built->set_count * NE_TRAITS);
  write_numbers("uint64_t", "phrases", built->lexicon.phrases, NE_PHRASE_BITS / 64);
  write_numbers("uint64_t", "abbreviations", built->lexicon.abbreviations,
                NE_ABBREVIATION_BITS / 64);
  write_values(&built->lexicon);
  write_lemmas(built->lexicon.lemmas, built->lemma_count);
  write_strings(built->lexicon.strings, built->string_bytes);
  printf("const ne_lexicon ne_lexicon_en = {buckets, sets, traits, phrases, abbreviations, values, "
         "value_starts, "
         "lemmas,"
         " strings, %" PRIu32 "};\n\n",
         built->lexicon.bucket_count);
  printf("const char *newsext_lexicon_version(void) {\n"
         "  return \"en %08" PRIx32 ", %" PRIu32 " entries\";\n}\n",
         sum, built->entry_count);
  if (fflush(stdout) || ferror(stdout)) {
    fail(NULL, "the table could not be written");
  }
}

int main(int argc, char **argv) {
  static char names[NE_LEX_COUNT][NAME_BYTES];
  records list = {NULL, 0, 0};
  if (argc != 3) {
    fail(NULL, "usage: generate CLASSES.txt LISTS > lexicon_en.c");
  }
  read_classes(argv[1], names);

  for (int i = 0; i < NE_LEX_COUNT; i++) {
    if (i != NE_LEX_PHRASE_START) {
      read_list(&list, argv[2], names[i], i);
    }
  }
  settle(&list, names);
  const table all = build(&list);
  write_table(&all, checksum(&list));
  return 0;
}
