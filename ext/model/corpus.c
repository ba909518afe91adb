/* corpus.c: reads PolNeAR's files. */
#define _POSIX_C_SOURCE 200809L
#include "corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/tag.h"

static void die(const char *what, const char *name) {
  fprintf(stderr, "train: %s: %s\n", what, name);
  exit(1);
}

void *grown(void *items, size_t count, size_t size) {
  /* Doubles at powers of two. */
  if ((count & (count - 1)) == 0) {
    items = realloc(items, (count ? count * 2 : 1) * size);
    if (!items) {
      die("out of memory", "");
    }
  }
  return items;
}

static char *read_file(const char *path, size_t *length) {
  FILE *f = fopen(path, "rb");
  char *bytes;
  long size;
  if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0) {
    die("cannot read", path);
    return NULL;
  }
  rewind(f);
  bytes = malloc((size_t)size + 1);
  if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size) {
    fclose(f);
    die("cannot read", path);
    return NULL;
  }
  fclose(f);
  bytes[size] = 0;
  *length = (size_t)size;
  return bytes;
}

/* Bytes at which each character begins; one more at the end. */
static uint32_t *character_offsets(const char *text, size_t length, uint32_t *count) {
  uint32_t *offsets = malloc((length + 2) * sizeof *offsets), n = 0;
  size_t i;
  if (!offsets) {
    die("out of memory", "");
  }
  for (i = 0; i < length; i++) {
    if (((unsigned char)text[i] & 0xC0) != 0x80) {
      offsets[n++] = (uint32_t)i;
    }
  }
  offsets[n] = (uint32_t)length;
  *count = n;
  return offsets;
}

/* ---- Annotations in brat's standoff ----------------------------------------- */

typedef struct bound {
  char name[16];
  ranges spans;
} bound;

static ranges parse_spans(const char *p, const uint32_t *offsets, uint32_t characters) {
  ranges r = {NULL, 0};
  for (;;) {
    char *after;
    unsigned long a = strtoul(p, &after, 10), b = strtoul(after, &after, 10);
    if (a > characters || b > characters || a >= b) {
      break;
    }
    r.at = grown(r.at, r.count, sizeof *r.at);
    r.at[r.count++] = (range){offsets[a], offsets[b]};
    if (*after != ';') {
      break;
    }
    p = after + 1;
  }
  return r;
}

static void add_ranges(ranges *to, const ranges *from) {
  uint32_t i;
  for (i = 0; i < from->count; i++) {
    to->at = grown(to->at, to->count, sizeof *to->at);
    to->at[to->count++] = from->at[i];
  }
}

static int by_start(const void *a, const void *b) {
  uint32_t x = ((const range *)a)->start, y = ((const range *)b)->start;
  return (x > y) - (x < y);
}

static void sort_ranges(ranges *r) {
  if (r->count) {
    qsort(r->at, r->count, sizeof *r->at, by_start);
  }
}

static void read_event(article *a, char *line, const bound *bounds, uint32_t bound_count) {
  attribution event = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
  char *save = NULL, *part;
  strtok_r(line, " \t", &save);
  for (part = strtok_r(NULL, " \t", &save); part; part = strtok_r(NULL, " \t", &save)) {
    char *colon = strchr(part, ':');
    uint32_t i;
    ranges *to = strncmp(part, "Content", 7) == 0  ? &event.content
                 : strncmp(part, "Source", 6) == 0 ? &event.source
                 : strncmp(part, "Cue", 3) == 0    ? &event.cue
                                                   : NULL;
    for (i = 0; colon && to && i < bound_count; i++) {
      if (strcmp(bounds[i].name, colon + 1) == 0) {
        add_ranges(to, &bounds[i].spans);
      }
    }
  }
  sort_ranges(&event.source);
  sort_ranges(&event.cue);
  sort_ranges(&event.content);
  if (event.content.count) {
    a->attributions = grown(a->attributions, a->attribution_count, sizeof *a->attributions);
    a->attributions[a->attribution_count++] = event;
  }
}

static void read_annotations(article *a, const char *path, const uint32_t *offsets,
                             uint32_t characters) {
  size_t length;
  char *bytes = read_file(path, &length), *save = NULL, *line;
  bound *bounds = NULL;
  uint32_t bound_count = 0, i;
  for (line = strtok_r(bytes, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
    char *tab = strchr(line, '\t'), *blank = tab ? strchr(tab, ' ') : NULL;
    if (line[0] == 'T' && blank && tab - line < 16) {
      bounds = grown(bounds, bound_count, sizeof *bounds);
      memset(&bounds[bound_count], 0, sizeof *bounds);
      memcpy(bounds[bound_count].name, line, (size_t)(tab - line));
      bounds[bound_count++].spans = parse_spans(blank + 1, offsets, characters);
    } else if (line[0] == 'E' && tab) {
      read_event(a, tab + 1, bounds, bound_count);
    }
  }
  for (i = 0; i < bound_count; i++) {
    free(bounds[i].spans.at);
  }
  free(bounds);
  free(bytes);
}

/* ---- CoreNLP's tokens ---------------------------------------------------------- */

static uint8_t tag_of(const char *pos) {
  static const struct {
    const char *penn;
    uint8_t tag;
  } names[] = {{"NN", NE_TAG_NOUN},        {"NNS", NE_TAG_NOUNS},      {"NNP", NE_TAG_NAME},
               {"NNPS", NE_TAG_NAME},      {"PRP", NE_TAG_PRONOUN},    {"PRP$", NE_TAG_POSSESSIVE},
               {"DT", NE_TAG_DETERMINER},  {"PDT", NE_TAG_DETERMINER}, {"JJ", NE_TAG_ADJECTIVE},
               {"JJR", NE_TAG_ADJECTIVE},  {"JJS", NE_TAG_ADJECTIVE},  {"CD", NE_TAG_NUMBER},
               {"RB", NE_TAG_ADVERB},      {"RBR", NE_TAG_ADVERB},     {"RBS", NE_TAG_ADVERB},
               {"IN", NE_TAG_PREPOSITION}, {"TO", NE_TAG_TO},          {"MD", NE_TAG_MODAL},
               {"VB", NE_TAG_VERB},        {"VBP", NE_TAG_PRESENT},    {"VBZ", NE_TAG_PRESENT3},
               {"VBD", NE_TAG_PAST},       {"VBN", NE_TAG_PARTICIPLE}, {"VBG", NE_TAG_GERUND},
               {"WDT", NE_TAG_WH},         {"WP", NE_TAG_WH},          {"WP$", NE_TAG_WH},
               {"WRB", NE_TAG_WH},         {"CC", NE_TAG_CONJUNCTION}, {"POS", NE_TAG_GENITIVE},
               {"RP", NE_TAG_PARTICLE},    {"EX", NE_TAG_OTHER},       {"FW", NE_TAG_OTHER},
               {"UH", NE_TAG_OTHER},       {"SYM", NE_TAG_OTHER},      {"LS", NE_TAG_OTHER}};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(names[i].penn, pos) == 0) {
      return names[i].tag;
    }
  }
  return NE_TAG_COUNT;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const article *)a)->name, ((const article *)b)->name);
}

static void read_tokens(corpus *c, const char *path) {
  char command[9000], line[65536];
  FILE *f;
  article *a = NULL;
  uint32_t *offsets = NULL, characters = 0;
  snprintf(command, sizeof command, "gzip -dc '%s'", path);
  f = popen(command, "r");
  if (!f) {
    die("cannot read", path);
    return;
  }
  while (fgets(line, sizeof line, f)) {
    char *save = NULL, *field[8];
    unsigned n = 0;
    line[strcspn(line, "\n")] = 0;
    if (strncmp(line, "# doc NAME", 10) == 0) {
      continue;
    }
    if (strncmp(line, "# doc ", 6) == 0) {
      article key = {.name = line + 6};
      a = bsearch(&key, c->articles, c->count, sizeof *c->articles, by_name);
      free(offsets);
      offsets = a ? character_offsets(a->text, a->length, &characters) : NULL;
      continue;
    }
    if (!a || line[0] == 'c') {
      continue;
    }
    for (field[n] = strtok_r(line, "\t", &save); n < 7 && field[n];) {
      field[++n] = strtok_r(NULL, "\t", &save);
    }
    if (n == 7) {
      unsigned long begin = strtoul(field[2], NULL, 10), end = strtoul(field[3], NULL, 10);
      if (begin < end && end <= characters) {
        a->tokens = grown(a->tokens, a->token_count, sizeof *a->tokens);
        a->tokens[a->token_count++] =
            (silver_token){{offsets[begin], offsets[end]}, tag_of(field[6])};
      }
    }
  }
  free(offsets);
  pclose(f);
}

/* ---- The whole -------------------------------------------------------------------- */

/* The annotation of the article's first annotator, in name order. */
static char *find_annotation(const char *dir, char **files, uint32_t count, const char *name) {
  size_t n = strlen(name);
  uint32_t i;
  for (i = 0; i < count; i++) {
    if (strncmp(files[i], name, n) == 0 && files[i][n] == '_' && strlen(files[i]) == n + 9) {
      size_t size = strlen(dir) + strlen(files[i]) + 2;
      char *path = malloc(size);
      if (!path) {
        die("out of memory", "");
      }
      snprintf(path, size, "%s/%s", dir, files[i]);
      return path;
    }
  }
  return NULL;
}

static int by_string(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static char **list_folder(const char *path, uint32_t *count) {
  DIR *folder = opendir(path);
  struct dirent *entry;
  char **names = NULL;
  *count = 0;
  if (!folder) {
    die("cannot open the folder", path);
    return NULL;
  }
  while ((entry = readdir(folder)) != NULL) {
    names = grown(names, *count, sizeof *names);
    names[(*count)++] = strdup(entry->d_name);
  }
  closedir(folder);
  if (names) {
    qsort(names, *count, sizeof *names, by_string);
  }
  return names;
}

void corpus_read(corpus *c, const char *dir, const char *half) {
  char text_dir[2048], note_dir[2048], path[8192];
  char **texts, **notes;
  uint32_t text_count, note_count, i;
  memset(c, 0, sizeof *c);
  snprintf(text_dir, sizeof text_dir, "%s/%s/text", dir, half);
  snprintf(note_dir, sizeof note_dir, "%s/%s/attributions", dir, half);
  texts = list_folder(text_dir, &text_count);
  notes = list_folder(note_dir, &note_count);
  for (i = 0; i < text_count; i++) {
    size_t n = strlen(texts[i]);
    char *note;
    article a = {0};
    uint32_t characters, *offsets;
    if (n < 5 || strcmp(texts[i] + n - 4, ".txt") != 0) {
      continue;
    }
    snprintf(path, sizeof path, "%s/%s", text_dir, texts[i]);
    texts[i][n - 4] = 0;
    note = find_annotation(note_dir, notes, note_count, texts[i]);
    if (!note) {
      continue;
    }
    a.name = strdup(texts[i]);
    a.text = read_file(path, &a.length);
    offsets = character_offsets(a.text, a.length, &characters);
    read_annotations(&a, note, offsets, characters);
    free(offsets);
    free(note);
    c->articles = grown(c->articles, c->count, sizeof *c->articles);
    c->articles[c->count++] = a;
  }
  for (i = 0; i < text_count; i++) {
    free(texts[i]);
  }
  for (i = 0; i < note_count; i++) {
    free(notes[i]);
  }
  free(texts);
  free(notes);
  qsort(c->articles, c->count, sizeof *c->articles, by_name);
  snprintf(path, sizeof path, "%s/corenlp-%s.tsv.gz", dir, half);
  read_tokens(c, path);
}

int ranges_hold(const ranges *r, uint32_t byte) {
  uint32_t i;
  for (i = 0; i < r->count; i++) {
    if (byte >= r->at[i].start && byte < r->at[i].end) {
      return 1;
    }
  }
  return 0;
}
