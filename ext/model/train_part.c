/* train_part.c: trains the model of a page's parts (core/part.h).
**
**     train_part EVAL OUTPUT [FOLD FOLDS]     from the top of the tree
**
** EVAL holds structure-dev.jsonl (every line labelled), newsdiscourse-train.jsonl
** (sentences marked as litter or not) and polnear/train/text (a title and running
** text). With FOLD the outlets that fall on it are left out, so that the result
** can be judged on them. A linear-chain conditional random field: where a label
** is known only to be one of several, the likelihood is that of the set.
**
** Tables often hold less than a page: the same articles are shown to the learner
** without litter, without their headline, without blank lines and as single
** paragraphs, all of which must be read as running text; and with lines of
** furniture that are our own (page_lines.txt) round them.
*/
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/part.h"
#include "learner.h"

#define LOG2_ROWS  13
#define EPOCHS     12
#define RATE       0.12f
#define SHRINK     0.0004f
#define MADE_PAGES 3 /* of each article */

#define PART(name) (1u << NEWSEXT_PART_##name)
#define ANY        ((1u << NE_PARTS) - 1)
#define RUNNING    (PART(BODY) | PART(SUBHEAD))

/* ---- Articles as the learner sees them ---------------------------------------- */

/* A line of an article, as text with the parts that it may be. */
typedef struct piece {
  char *text;
  uint32_t parts; /* bits of newsext_part */
} piece;

typedef struct page {
  piece *pieces;
  uint32_t count;
  uint64_t outlet; /* hash */
} page;

/* A text ready for training: the features of its paragraphs. */
typedef struct sample {
  uint32_t *features; /* one after the other */
  uint32_t *ends;     /* of each paragraph's features */
  uint32_t *parts;
  uint32_t count;
  float weight;
} sample;

typedef struct samples {
  sample *at;
  uint32_t count, capacity;
} samples;

static void *take(size_t count, size_t size) {
  void *p = calloc(count ? count : 1, size);
  if (!p) {
    fputs("train_part: out of memory\n", stderr);
    exit(1);
  }
  return p;
}

static void *resize(void *context, void *pointer, size_t bytes) {
  (void)context;
  if (!bytes) {
    free(pointer);
    return NULL;
  }
  return realloc(pointer, bytes);
}

static const newsext_allocator allocator = {resize, NULL};

static char *copy(const unsigned char *text) {
  size_t n = strlen((const char *)text);
  return memcpy(take(n + 1, 1), text, n + 1);
}

static uint64_t hash_of(const char *s) {
  uint64_t h = UINT64_C(1469598103934665603);
  for (; *s; s++) {
    h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
  }
  return h ^ (h >> 29);
}

/* The parts of the paragraphs of a text that was put together from pieces. */
static void find_parts(const ne_tokens *tokens, const ne_lines *lines, const piece *pieces,
                       const uint32_t *starts, uint32_t count, uint32_t *parts) {
  uint32_t at = 0;
  (void)pieces;
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    uint32_t byte = tokens->at[lines->paragraphs[i].first].start;
    while (at + 1 < count && starts[at + 1] <= byte) {
      at++;
    }
    parts[i] = pieces[at].parts;
  }
}

/* Adds the text of the pieces, with gap between them. */
static void add_sample(samples *all, const piece *pieces, uint32_t count, const char *gap,
                       float weight) {
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_lines lines;
  ne_page_view *view;
  size_t length = 0, used = 0;
  uint32_t *starts = take(count, sizeof *starts);
  char *bytes;
  sample *s;
  for (uint32_t i = 0; i < count; i++) {
    length += strlen(pieces[i].text) + strlen(gap);
  }
  bytes = take(length + 1, 1);
  for (uint32_t i = 0; i < count; i++) {
    starts[i] = (uint32_t)used;
    used += (size_t)sprintf(bytes + used, "%s%s", pieces[i].text, gap);
  }
  if (all->count == all->capacity) {
    all->capacity = all->capacity ? 2 * all->capacity : 256;
    all->at = realloc(all->at, all->capacity * sizeof *all->at);
  }
  s = &all->at[all->count++];
  memset(s, 0, sizeof *s);
  ne_arena_open(&arena, &allocator, NULL);
  ne_text_open(&arena, &text, bytes, length);
  ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
  ne_lines_find(&arena, &ne_lexicon_en, &text, &tokens, &lines);
  s->count = lines.paragraph_count;
  s->weight = weight;
  s->features = take((size_t)s->count * NE_PART_FEATURES, sizeof *s->features);
  s->ends = take(s->count, sizeof *s->ends);
  s->parts = take(s->count, sizeof *s->parts);
  find_parts(&tokens, &lines, pieces, starts, count, s->parts);
  view = ne_page_view_open(&arena, &ne_lexicon_en, &text, &tokens, &lines);
  used = 0;
  for (uint32_t i = 0; view && i < s->count; i++) {
    used += ne_part_features(view, i, s->features + used);
    s->ends[i] = (uint32_t)used;
  }
  ne_arena_close(&arena);
  free(bytes);
  free(starts);
}

/* Adds an article in the forms in which tables hold it. */
static void add_page(samples *all, const page *p, uint64_t *chance) {
  piece *kept = take(p->count, sizeof *kept);
  uint32_t running = 0, headed = 0;
  add_sample(all, p->pieces, p->count, "\n\n", 1.0f);
  add_sample(all, p->pieces, p->count, "\n", 0.5f);
  for (uint32_t i = 0; i < p->count; i++) {
    uint32_t parts = p->pieces[i].parts;
    if ((parts & ~RUNNING) == 0) {
      kept[running++] = p->pieces[i];
    }
  }
  if (running > 1) {
    uint32_t n = 0;
    piece *whole = take(p->count, sizeof *whole);
    add_sample(all, kept, running, random_next(chance) % 2 ? "\n\n" : "\n", 0.5f);
    for (uint32_t i = 0; i < p->count; i++) {
      uint32_t parts = p->pieces[i].parts;
      if ((parts & ~(RUNNING | PART(HEADLINE))) == 0 && !(parts == PART(HEADLINE) && headed++)) {
        whole[n++] = p->pieces[i];
      }
    }
    add_sample(all, whole, n, "\n\n", 0.5f);
    free(whole);
  }
  for (uint32_t k = 0; running && k < 3; k++) {
    piece one = kept[random_next(chance) % running];
    if (one.parts == PART(BODY)) {
      add_sample(all, &one, 1, "", 0.3f);
      if (strlen(one.text) > 60) { /* a sentence or two, cut off */
        char *stop = strstr(one.text + 30, ". ");
        piece part = {take(strlen(one.text) + 1, 1), PART(BODY)};
        memcpy(part.text, one.text, stop ? (size_t)(stop + 1 - one.text) : strlen(one.text) / 2);
        add_sample(all, &part, 1, "", 0.3f);
        free(part.text);
      }
    }
  }
  free(kept);
}

/* ---- Pages made of running text and lines of our own ------------------------------- */

/* A line of page_lines.txt. A word that a brace stands for has parts 0 and its
** name in where. */
typedef struct model_line {
  char *where, *text;
  uint32_t parts;
} model_line;

typedef struct model_lines {
  model_line *at;
  uint32_t count;
  const page *pages; /* for {title} */
  uint32_t page_count;
  uint64_t chance;
} model_lines;

static uint32_t draw(model_lines *m, uint32_t n) {
  return random_next(&m->chance) % n;
}

/* One of the words for a brace of that name. */
static const char *draw_word(model_lines *m, const char *name, size_t length) {
  if (length == 5 && strncmp(name, "title", 5) == 0) {
    for (;;) {
      const page *p = &m->pages[draw(m, m->page_count)];
      for (uint32_t i = 0; i < p->count && i < 10; i++) {
        if (p->pieces[i].parts == PART(HEADLINE)) {
          return p->pieces[i].text;
        }
      }
    }
  }
  for (;;) {
    const model_line *line = &m->at[draw(m, m->count)];
    if (line->parts == 0 && strlen(line->where) == length &&
        strncmp(line->where, name, length) == 0) {
      return line->text;
    }
  }
}

static char *expanded(model_lines *m, const char *text) {
  char *out = take(4096, 1);
  size_t used = 0;
  while (*text && used < 3000) {
    const char *close = *text == '{' ? strchr(text, '}') : NULL;
    if (close) {
      used += (size_t)snprintf(out + used, 1000, "%s",
                               draw_word(m, text + 1, (size_t)(close - text - 1)));
      text = close + 1;
    } else {
      out[used++] = *text++;
    }
  }
  return out;
}

/* Pages that are being put together. */
typedef struct draft {
  piece pieces[600];
  uint32_t count;
} draft;

static void put(draft *d, char *text, uint32_t parts) {
  if (d->count < 600) {
    d->pieces[d->count].text = text;
    d->pieces[d->count++].parts = parts;
  }
}

/* Puts down a line that may stand there and be one of the parts. */
static void put_line(model_lines *m, draft *d, char where, uint32_t parts) {
  for (uint32_t tries = 0; tries < 4000; tries++) {
    const model_line *line = &m->at[draw(m, m->count)];
    if ((line->parts & parts) && strchr(line->where, where)) {
      put(d, expanded(m, line->text), line->parts);
      return;
    }
  }
}

static void put_pictures(model_lines *m, draft *d) {
  if (draw(m, 4)) {
    put_line(m, d, 'c', PART(CAPTION));
    if (draw(m, 6) == 0) {
      put(d, copy((unsigned char *)d->pieces[d->count - 1].text), PART(CAPTION));
    }
  }
  if (draw(m, 2)) {
    put_line(m, d, 'c', PART(CREDIT));
  }
  if (draw(m, 4) == 0) {
    put_line(m, d, 'c', PART(RESIDUE));
  }
}

/* What stands round the headline, in the order of chance. */
static void put_head(model_lines *m, draft *d) {
  uint32_t bylines = draw(m, 10) < 7, times = draw(m, 10) < 7, others = draw(m, 5);
  while (bylines || times || others) {
    switch (draw(m, 3)) {
    case 0:
      if (bylines) {
        bylines = draw(m, 6) == 0;
        put_line(m, d, 'h', PART(BYLINE));
      }
      break;
    case 1:
      if (times) {
        times = draw(m, 5) == 0;
        put_line(m, d, 'h', PART(TIME));
      }
      break;
    default:
      if (others) {
        others--;
        put_line(m, d, 'h', PART(RESIDUE));
      }
    }
  }
}

static void put_tail(model_lines *m, draft *d) {
  uint32_t others = draw(m, 3) ? draw(m, 12) : 0;
  if (draw(m, 3) == 0) {
    put_line(m, d, 'e', PART(WIRE));
  }
  if (draw(m, 20) == 0) {
    put_line(m, d, 'e', PART(TIME));
  }
  while (others-- > 0) {
    put_line(m, d, 'e', PART(RESIDUE));
  }
}

static void put_middle(model_lines *m, draft *d) {
  uint32_t chance = draw(m, 100);
  if (chance < 5) {
    uint32_t runs = 1 + draw(m, 3);
    while (runs-- > 0) {
      put_line(m, d, 'm', PART(RESIDUE));
    }
  } else if (chance < 9) {
    put_line(m, d, 'm', PART(SUBHEAD));
  } else if (chance < 15) {
    put_pictures(m, d);
  }
}

/* A page about the running text of another. */
static void add_made_page(samples *all, model_lines *m, const page *p) {
  draft *d = take(1, sizeof *d);
  uint32_t above = draw(m, 3) ? 0 : draw(m, 4), paragraphs = 0;
  int has_headline = 0;
  while (above-- > 0) {
    put_line(m, d, 'a', PART(RESIDUE));
  }
  if (draw(m, 7) == 0) {
    put_pictures(m, d);
  }
  for (uint32_t i = 0; i < p->count && !has_headline; i++) {
    if (p->pieces[i].parts & PART(HEADLINE)) {
      if (draw(m, 10) == 0) {
        put_head(m, d);
      }
      put(d, copy((unsigned char *)p->pieces[i].text), p->pieces[i].parts);
      has_headline = 1;
    }
  }
  put_head(m, d);
  if (draw(m, 2)) {
    put_pictures(m, d);
  }
  for (uint32_t i = 0; i < p->count && paragraphs < 30; i++) {
    if ((p->pieces[i].parts & ~RUNNING) == 0) {
      put(d, copy((unsigned char *)p->pieces[i].text), p->pieces[i].parts);
      put_middle(m, d);
      paragraphs++;
    }
  }
  put_tail(m, d);
  add_sample(all, d->pieces, d->count, draw(m, 3) ? "\n\n" : "\n", 0.5f);
  for (uint32_t i = 0; i < d->count; i++) {
    free(d->pieces[i].text);
  }
  free(d);
}

/* ---- Reading the data ----------------------------------------------------------- */

static uint32_t part_named(const char *name) {
  static const char *const names[NE_PARTS] = {"body",    "subhead", "headline", "byline", "time",
                                              "caption", "credit",  "wire",     "residue"};
  for (uint32_t i = 0; i < NE_PARTS; i++) {
    if (strcmp(name, names[i]) == 0) {
      return 1u << i;
    }
  }
  fprintf(stderr, "train_part: no part is called %s\n", name);
  exit(1);
}

/* Runs a query whose rows are (page's outlet, piece's text, piece's parts) for the
** JSON of each line of a file, and adds what it gives. */
static void read_pages(sqlite3 *db, const char *path, const char *sql, page **pages,
                       uint32_t *count) {
  sqlite3_stmt *query;
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  if (!file || sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK) {
    fprintf(stderr, "train_part: %s: %s\n", path, file ? sqlite3_errmsg(db) : "cannot be opened");
    exit(1);
  }
  while (getline(&line, &capacity, file) > 0) {
    page p = {take(4000, sizeof *p.pieces), 0, 0};
    sqlite3_bind_text(query, 1, line, -1, SQLITE_STATIC);
    while (sqlite3_step(query) == SQLITE_ROW && p.count < 4000) {
      const char *parts = (const char *)sqlite3_column_text(query, 2);
      p.outlet = hash_of((const char *)sqlite3_column_text(query, 0));
      p.pieces[p.count].text = copy(sqlite3_column_text(query, 1));
      p.pieces[p.count++].parts =
          strcmp(parts, "litter") == 0 ? ANY & ~RUNNING & ~PART(HEADLINE) : part_named(parts);
    }
    sqlite3_reset(query);
    *pages = realloc(*pages, (*count + 1) * sizeof **pages);
    (*pages)[(*count)++] = p;
  }
  sqlite3_finalize(query);
  free(line);
  fclose(file);
}

/* Reads page_lines.txt: part TAB where TAB text; "@name" for a word. */
static void read_model_lines(const char *path, model_lines *m) {
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  if (!file) {
    fprintf(stderr, "train_part: %s cannot be opened\n", path);
    exit(1);
  }
  m->at = take(2000, sizeof *m->at);
  while (getline(&line, &capacity, file) > 0 && m->count < 2000) {
    char *where = strchr(line, '\t'), *text = where ? strchr(where + 1, '\t') : NULL;
    model_line *made = &m->at[m->count];
    if (line[0] == '#' || !text) {
      continue;
    }
    *where = *text = '\0';
    text[1 + strcspn(text + 1, "\n")] = '\0';
    made->text = copy((unsigned char *)text + 1);
    made->where = copy((unsigned char *)(line[0] == '@' ? line + 1 : where + 1));
    made->parts = line[0] == '@' ? 0 : part_named(line);
    m->count++;
  }
  free(line);
  fclose(file);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A title, which may be a headline or a sentence, and running text. */
static page read_plain(const char *path) {
  page p = {take(4000, sizeof *p.pieces), 0, 0};
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  while (file && p.count < 4000 && getline(&line, &capacity, file) > 0) {
    line[strcspn(line, "\r\n")] = '\0';
    if (line[strspn(line, " \t")]) {
      p.pieces[p.count].text = copy((unsigned char *)line);
      p.pieces[p.count].parts = p.count ? RUNNING : RUNNING | PART(HEADLINE);
      p.count++;
    }
  }
  free(line);
  if (file) {
    fclose(file);
  }
  return p;
}

static void read_polnear(const char *eval, page **pages, uint32_t *count) {
  char path[4096], *names[2000];
  uint32_t n = 0;
  struct dirent *entry;
  DIR *dir;
  snprintf(path, sizeof path, "%s/polnear/train/text", eval);
  dir = opendir(path);
  while (dir && (entry = readdir(dir)) && n < 2000) {
    if (strstr(entry->d_name, ".txt")) {
      names[n++] = copy((unsigned char *)entry->d_name);
    }
  }
  if (dir) {
    closedir(dir);
  }
  qsort(names, n, sizeof *names, by_name);
  for (uint32_t i = 0; i < n; i++) {
    if (i % 3 == 0) { /* a third is enough of them */
      *pages = realloc(*pages, (*count + 1) * sizeof **pages);
      snprintf(path, sizeof path, "%s/polnear/train/text/%s", eval, names[i]);
      (*pages)[(*count)++] = read_plain(path);
    }
    free(names[i]);
  }
}

/* ---- The conditional random field ------------------------------------------------- */

typedef struct lattice {
  double (*own)[NE_PARTS];
  double (*forward)[NE_PARTS];
  double (*backward)[NE_PARTS];
  double after[NE_PARTS + 1][NE_PARTS];
} lattice;

static double log_sum(const double *x, uint32_t n) {
  double most = x[0], sum = 0;
  for (uint32_t i = 1; i < n; i++) {
    most = x[i] > most ? x[i] : most;
  }
  if (most < -1e200) {
    return most;
  }
  for (uint32_t i = 0; i < n; i++) {
    sum += exp(x[i] - most);
  }
  return most + log(sum);
}

static const uint32_t *features_of(const sample *s, uint32_t i, uint32_t *count) {
  uint32_t begin = i ? s->ends[i - 1] : 0;
  *count = s->ends[i] - begin;
  return s->features + begin;
}

static void score(table *t, const sample *s, lattice *l) {
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t n;
    const uint32_t *f = features_of(s, i, &n);
    memset(l->own[i], 0, sizeof l->own[i]);
    for (uint32_t k = 0; k < n; k++) {
      const float *row = table_row(t, f[k]);
      for (uint32_t c = 0; c < NE_PARTS; c++) {
        l->own[i][c] += (double)row[c];
      }
    }
  }
  for (uint32_t prior = 0; prior <= NE_PARTS; prior++) {
    const float *row = table_row(t, ne_feature(NE_PART_AFTER, prior));
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->after[prior][c] = (double)row[c];
    }
  }
}

static double allowed(const sample *s, uint32_t i, uint32_t c, int constrained) {
  return constrained && !(s->parts[i] >> c & 1) ? -1e300 : 0;
}

/* Fills forward and backward; returns the logarithm of the sum over all chains. */
static double sum_chains(const sample *s, lattice *l, int constrained) {
  double x[NE_PARTS];
  for (uint32_t i = 0; i < s->count; i++) {
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      double in = l->after[NE_PARTS][c];
      if (i) {
        for (uint32_t prior = 0; prior < NE_PARTS; prior++) {
          x[prior] = l->forward[i - 1][prior] + l->after[prior][c];
        }
        in = log_sum(x, NE_PARTS);
      }
      l->forward[i][c] = in + l->own[i][c] + allowed(s, i, c, constrained);
    }
  }
  for (uint32_t i = s->count; i-- > 0;) {
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      l->backward[i][c] = 0;
      if (i + 1 < s->count) {
        for (uint32_t next = 0; next < NE_PARTS; next++) {
          x[next] = l->after[c][next] + l->own[i + 1][next] + l->backward[i + 1][next] +
                    allowed(s, i + 1, next, constrained);
        }
        l->backward[i][c] = log_sum(x, NE_PARTS);
      }
    }
  }
  return log_sum(l->forward[s->count - 1], NE_PARTS);
}

/* Adds sign times the expected counts of parts and pairs of parts. */
static void expect(const sample *s, const lattice *l, double total, double sign,
                   double (*own)[NE_PARTS], double pairs[NE_PARTS + 1][NE_PARTS]) {
  for (uint32_t i = 0; i < s->count; i++) {
    for (uint32_t c = 0; c < NE_PARTS; c++) {
      double p = exp(l->forward[i][c] + l->backward[i][c] - total);
      own[i][c] += sign * p;
      if (i == 0) {
        pairs[NE_PARTS][c] += sign * p;
        continue;
      }
      for (uint32_t prior = 0; prior < NE_PARTS; prior++) {
        /* forward[i] holds own and what is allowed; undo the sum over priors */
        double in = l->forward[i - 1][prior] + l->after[prior][c] + l->own[i][c];
        if (l->forward[i][c] > -1e200) {
          pairs[prior][c] += sign * exp(in + l->backward[i][c] - total);
        }
      }
    }
  }
}

static void step_row(table *t, uint32_t feature, const double *gradient, float weight) {
  const float *row = table_row(t, feature);
  for (uint32_t c = 0; c < NE_PARTS; c++) {
    float g = weight * ((float)gradient[c] + SHRINK * row[c]);
    if (g > 1e-5f || g < -1e-5f) {
      table_step(t, feature, c, g, RATE);
    }
  }
}

static double learn(table *t, const sample *s, lattice *l) {
  double(*own)[NE_PARTS] = take(s->count, sizeof *own);
  double pairs[NE_PARTS + 1][NE_PARTS] = {{0}};
  double all, right;
  score(t, s, l);
  all = sum_chains(s, l, 0);
  expect(s, l, all, 1, own, pairs);
  right = sum_chains(s, l, 1);
  expect(s, l, right, -1, own, pairs);
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t n;
    const uint32_t *f = features_of(s, i, &n);
    for (uint32_t k = 0; k < n; k++) {
      step_row(t, f[k], own[i], s->weight);
    }
  }
  for (uint32_t prior = 0; prior <= NE_PARTS; prior++) {
    step_row(t, ne_feature(NE_PART_AFTER, prior), pairs[prior], s->weight);
  }
  free(own);
  return all - right;
}

static void train(table *t, const samples *all) {
  uint32_t *order = take(all->count, sizeof *order), longest = 0;
  uint64_t chance = 1;
  lattice l;
  for (uint32_t i = 0; i < all->count; i++) {
    order[i] = i;
    longest = all->at[i].count > longest ? all->at[i].count : longest;
  }
  l.own = take(longest, sizeof *l.own);
  l.forward = take(longest, sizeof *l.forward);
  l.backward = take(longest, sizeof *l.backward);
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    double loss = 0;
    shuffle(order, all->count, &chance);
    for (uint32_t i = 0; i < all->count; i++) {
      if (all->at[order[i]].count) {
        loss += learn(t, &all->at[order[i]], &l);
      }
    }
    printf("epoch %d: loss %.1f\n", epoch + 1, loss);
  }
  free(l.own);
  free(l.forward);
  free(l.backward);
  free(order);
}

/* ---- The program ---------------------------------------------------------------------- */

static const char structure_sql[] =
    "SELECT ?1 ->> '$.outlet', substr(?1 ->> '$.text', value ->> 'start', value ->> 'length'), "
    "value ->> 'label' FROM json_each(?1, '$.lines')";

static const char discourse_sql[] =
    "SELECT outlet, text, part FROM ("
    "SELECT CASE ?1 ->> '$.source' WHEN 'Reuters' THEN 'reuters.com' WHEN 'Xinhua' THEN "
    "'xinhuanet.com' WHEN 'NYT' THEN 'nytimes.com' ELSE ?1 ->> '$.source' END AS outlet, "
    "?1 ->> '$.headline' AS text, 'headline' AS part, -1 AS n "
    "UNION ALL SELECT ?1 ->> '$.source', group_concat(value ->> 'text', ' '), "
    "CASE WHEN min(value ->> '$.labels[0]' = 'NA') THEN 'litter' ELSE 'body' END, value ->> 'para' "
    "FROM json_each(?1, '$.sentences') GROUP BY value ->> 'para') ORDER BY n";

int main(int argc, char **argv) {
  page *pages = NULL;
  uint32_t count = 0;
  samples all = {NULL, 0, 0};
  model_lines made = {NULL, 0, NULL, 0, 11};
  uint64_t chance = 7;
  char path[4096];
  sqlite3 *db;
  table t;
  FILE *out;
  uint64_t fold = argc == 5 ? strtoul(argv[3], NULL, 10) : 0;
  uint64_t folds = argc == 5 ? strtoul(argv[4], NULL, 10) : 0;
  if (argc != 3 && argc != 5) {
    fputs("usage: train_part EVAL OUTPUT [FOLD FOLDS]\n", stderr);
    return 2;
  }
  sqlite3_open(":memory:", &db);
  snprintf(path, sizeof path, "%s/structure-dev.jsonl", argv[1]);
  read_pages(db, path, structure_sql, &pages, &count);
  snprintf(path, sizeof path, "%s/newsdiscourse-train.jsonl", argv[1]);
  read_pages(db, path, discourse_sql, &pages, &count);
  read_polnear(argv[1], &pages, &count);
  sqlite3_close(db);
  read_model_lines("ext/model/page_lines.txt", &made);
  made.pages = pages;
  made.page_count = count;
  for (uint32_t i = 0; i < count; i++) {
    if (!folds || !pages[i].outlet || pages[i].outlet % folds != fold) {
      add_page(&all, &pages[i], &chance);
      for (uint32_t k = 0; k < MADE_PAGES; k++) {
        add_made_page(&all, &made, &pages[i]);
      }
    }
  }
  printf("%u articles, %u texts\n", count, all.count);
  table_open(&t, LOG2_ROWS, NE_PARTS);
  train(&t, &all);
  out = fopen(argv[2], "wb");
  if (!out) {
    fprintf(stderr, "train_part: %s cannot be written\n", argv[2]);
    return 1;
  }
  table_write(&t, out, NE_PART_MODEL, 0.9999);
  return fclose(out) != 0;
}
