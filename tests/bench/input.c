/* input.c: articles from files, and inputs that make careless programs slow. */
#include "input.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MILLION  1000000
#define MEGABYTE ((size_t)1 << 20)

static void *allocate(void *old, size_t bytes) {
  void *memory = realloc(old, bytes);
  if (!memory) {
    fputs("bench: out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

void text_add(text *t, const char *bytes, size_t length) {
  if (t->capacity - t->length < length) {
    t->capacity = 2 * (t->length + length);
    t->bytes = allocate(t->bytes, t->capacity);
  }
  memcpy(t->bytes + t->length, bytes, length);
  t->length += length;
}

void text_free(text *t) {
  free(t->bytes);
  memset(t, 0, sizeof *t);
}

/* ---- Articles ------------------------------------------------------------------ */

static text read_file(const char *path) {
  char buffer[65536];
  text t = {NULL, 0, 0};
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  for (size_t n = fread(buffer, 1, sizeof buffer, file); n;
       n = fread(buffer, 1, sizeof buffer, file)) {
    text_add(&t, buffer, n);
  }
  fclose(file);
  return t;
}

static int is_article(const struct dirent *entry) {
  const size_t length = strlen(entry->d_name);
  return length > 4 && strcmp(entry->d_name + length - 4, ".txt") == 0;
}

articles articles_read(char **folders, int count) {
  articles all = {NULL, 0};
  char path[4096];
  for (int i = 0; i < count; i++) {
    struct dirent **entries;
    const int found = scandir(folders[i], &entries, is_article, alphasort);
    for (int j = 0; j < found; j++) {
      snprintf(path, sizeof path, "%s/%s", folders[i], entries[j]->d_name);
      all.at = allocate(all.at, (all.count + 1) * sizeof *all.at);
      all.at[all.count++] = read_file(path);
      free(entries[j]);
    }
    if (found >= 0) {
      free(entries);
    }
  }
  if (all.count == 0) {
    fputs("bench: no .txt file in the folders\n", stderr);
    exit(1);
  }
  return all;
}

void articles_free(articles *all) {
  for (size_t i = 0; i < all->count; i++) {
    text_free(&all->at[i]);
  }
  free(all->at);
}

static int is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

void text_add_article(text *t, const text *article, unsigned round) {
  const size_t start = t->length;
  text_add(t, article->bytes, article->length);
  char *p = t->bytes + start, *end = t->bytes + t->length;
  uint32_t hash = 0;
  size_t run = 0;
  for (; round && p < end; p++) {
    run = is_lower(*p) ? run + 1 : 0;
    hash = run ? hash * 31 + (unsigned char)*p : 0;
    if (run == 6 && (hash + round) % 16 == 0) {
      *p = (char)('a' + (hash + round) % 26);
    }
  }
}

/* ---- Strange inputs --------------------------------------------------------------- */

static void repeat(text *t, const char *string, size_t times) {
  const size_t length = strlen(string);
  for (size_t i = 0; i < times; i++) {
    text_add(t, string, length);
  }
}

static void fill_with_articles(text *t, const articles *all, size_t bytes) {
  for (unsigned round = 0; t->length < bytes; round++) {
    for (size_t i = 0; i < all->count && t->length < bytes; i++) {
      text_add_article(t, &all->at[i], round);
      text_add(t, "\n\n", 2);
    }
  }
}

static void fill_one_paragraph(text *t, const articles *all, size_t bytes) {
  fill_with_articles(t, all, bytes);
  for (size_t i = 0; i < t->length; i++) {
    if (t->bytes[i] == '\n' || t->bytes[i] == '\r') {
      t->bytes[i] = ' ';
    }
  }
}

static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

/* Nests of 10,000 openings each, as many as take long enough to time. */
static void fill_nests(text *t, const articles *all, size_t nests) {
  static const char *const openings[] = {
      "\xE2\x80\x9Cso ", "\xE2\x80\x98so ", "\xC2\xABso ", "(so ", "\"so ", "[so "};
  (void)all;
  for (size_t nest = 0; nest < nests; nest++) {
    for (size_t i = 0; i < 10000; i++) {
      repeat(t, openings[nest % 2 ? i % 6 : nest / 2 % 6], 1);
    }
    text_add(t, "\n\n", 2);
  }
}

/* "Kelan Ruben and Mosan Dipas said." */
static void fill_names(text *t, const articles *all, size_t count) {
  static const char vowels[] = "aeiou", consonants[] = "bdgklmnprst";
  uint32_t state = 20260301;
  (void)all;
  for (size_t i = 0; i < 2 * count; i++) {
    const uint32_t r = next_random(&state);
    const char name[5] = {(char)('A' + r % 26), vowels[r / 32 % 5], consonants[r / 256 % 11],
                          vowels[r / 4096 % 5], consonants[r / 65536 % 11]};
    text_add(t, name, sizeof name);
    repeat(t, i % 2 == 0 ? " " : i % 8 == 7 ? " said. " : " and ", 1);
  }
}

static void fill_random(text *t, const articles *all, size_t bytes) {
  uint32_t state = 20260301;
  (void)all;
  while (t->length < bytes) {
    const uint32_t r = next_random(&state) | UINT32_C(0x01010101); /* no NUL, which ends a text */
    text_add(t, (const char *)&r, sizeof r);
  }
}

const strange strange_inputs[] = {
    {"50 MB of articles as one", NULL, 50 * MEGABYTE, fill_with_articles},
    {"50 MB in one paragraph", NULL, 50 * MEGABYTE, fill_one_paragraph},
    {"10,000 nested openings", NULL, 100, fill_nests},
    {"1M names", NULL, MILLION, fill_names},
    {"100 MB of random bytes", NULL, 100 * MEGABYTE, fill_random},
    {"1M \"", "\"", MILLION, NULL},
    {"1M \" in words",
     "we \""
     "will go. ",
     MILLION, NULL},
    {"1M '", "'", MILLION, NULL},
    {"1M ' in words",
     "we '"
     "will go. ",
     MILLION, NULL},
    {"1M `", "`", MILLION, NULL},
    {"1M ` in words",
     "we `"
     "will go. ",
     MILLION, NULL},
    {"1M “", "\xE2\x80\x9C", MILLION, NULL},
    {"1M “ in words",
     "we \xE2\x80\x9C"
     "will go. ",
     MILLION, NULL},
    {"1M ”", "\xE2\x80\x9D", MILLION, NULL},
    {"1M ” in words",
     "we \xE2\x80\x9D"
     "will go. ",
     MILLION, NULL},
    {"1M ‘", "\xE2\x80\x98", MILLION, NULL},
    {"1M ‘ in words",
     "we \xE2\x80\x98"
     "will go. ",
     MILLION, NULL},
    {"1M ’", "\xE2\x80\x99", MILLION, NULL},
    {"1M ’ in words",
     "we \xE2\x80\x99"
     "will go. ",
     MILLION, NULL},
    {"1M „", "\xE2\x80\x9E", MILLION, NULL},
    {"1M „ in words",
     "we \xE2\x80\x9E"
     "will go. ",
     MILLION, NULL},
    {"1M «", "\xC2\xAB", MILLION, NULL},
    {"1M « in words",
     "we \xC2\xAB"
     "will go. ",
     MILLION, NULL},
    {"1M »", "\xC2\xBB", MILLION, NULL},
    {"1M » in words",
     "we \xC2\xBB"
     "will go. ",
     MILLION, NULL},
    {"1M ‹", "\xE2\x80\xB9", MILLION, NULL},
    {"1M ‹ in words",
     "we \xE2\x80\xB9"
     "will go. ",
     MILLION, NULL},
    {"1M short lines", "Yes.\nNo\n", MILLION / 2, NULL},
    {"1M times one name", "Mr. Smith met Ann Smith. ", MILLION / 2, NULL},
    {"1M cues", "he said that she said, ", MILLION / 2, NULL},
    {"500,000 turns", "\"No,\" he said.\n\n\"Yes.\"\n\n", MILLION / 4, NULL},
    {"1M reopened quotes", "\xE2\x80\x9CThere was rain again.\n\n", MILLION, NULL},
    {"50 MB in one word", "abcdefghij", 5 * MILLION, NULL},
    {"1M appositions", "Ann Lee, a baker, ", MILLION, NULL},
    {"1M names joined by of", "The New York Bank Of ", MILLION, NULL},
    {"2M initials", "A. B. ", MILLION, NULL},
    {"1M joined words", "a-b.c'd/", MILLION, NULL},
    {"1M blank lines", " \t\xC2\xA0\n\r\n", MILLION, NULL},
    {"500,000 times", "Oct 01, 2016, 09:10 AM IST | ", MILLION / 2, NULL},
    {"500,000 datelines", "PARIS, June 3 (Reuters) - By Ann Lee\n", MILLION / 2, NULL},
};
const size_t strange_count = sizeof strange_inputs / sizeof *strange_inputs;

void strange_write(const strange *input, text *t, const articles *all) {
  if (input->fill) {
    input->fill(t, all, input->amount);
  } else {
    repeat(t, input->unit, input->amount);
  }
}
