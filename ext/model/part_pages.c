/* part_pages.c: reads the pages that the model of a page's parts learns from. */
#define _POSIX_C_SOURCE 200809L
#include "part_pages.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "learner.h"

#define PIECES_MAX 4000u /* of a page */

uint32_t part_named(const char *name) {
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

static uint64_t hash_of(const char *s) {
  uint64_t h = UINT64_C(1469598103934665603);
  for (; *s; s++) {
    h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
  }
  return h ^ (h >> 29);
}

static page page_new(void) {
  page p = {take(PIECES_MAX, sizeof *p.pieces), 0, 0, NULL, NULL};
  return p;
}

static void add_page(pages *all, page p) {
  if ((all->count & (all->count - 1)) == 0) { /* doubles at powers of two */
    page *at = take(all->count ? 2 * all->count : 1, sizeof *at);
    if (all->count) {
      memcpy(at, all->at, all->count * sizeof *at);
    }
    free(all->at);
    all->at = at;
  }
  all->at[all->count++] = p;
}

static void add_piece(page *p, const char *text, uint32_t parts) {
  if (p->count < PIECES_MAX) {
    p->pieces[p->count].text = duplicate(text);
    p->pieces[p->count++].parts = parts;
  }
}

void page_free(page *p) {
  for (uint32_t i = 0; i < p->count; i++) {
    free(p->pieces[i].text);
  }
  free(p->pieces);
  free(p->id);
  free(p->whole);
}

/* ---- Pages as JSON, one a line ---------------------------------------------------- */

/* Rows: the group, a piece's text, its part, and of labelled pages name and text. Sites
** of one publisher look alike: they are held out together. Texts of NewsDiscourse are
** much of one kind and stand in both files: each article is a group. */
static const char structure_sql[] =
    "SELECT CASE WHEN ?1 ->> '$.source' = 'newsdiscourse' THEN ?1 ->> '$.headline' "
    "WHEN ?1 ->> '$.outlet' IN ('chron.com', 'ctpost.com', 'mysanantonio.com', 'sfgate.com', "
    "'timesunion.com') THEN 'hearst' "
    "WHEN ?1 ->> '$.outlet' IN ('cleveland.com', 'nj.com', 'oregonlive.com') THEN 'advance' "
    "WHEN ?1 ->> '$.outlet' IN ('dailystar.co.uk', 'express.co.uk', 'mirror.co.uk') THEN 'reach' "
    "WHEN ?1 ->> '$.outlet' IN ('dailymail.co.uk', 'inews.co.uk', 'metro.co.uk') THEN 'dmg' "
    "WHEN ?1 ->> '$.outlet' IN ('cbsnews.com', 'detroit.cbslocal.com') THEN 'cbs' "
    "WHEN ?1 ->> '$.outlet' IN ('rt.com', 'sputniknews.com') THEN 'rt' "
    "ELSE ?1 ->> '$.outlet' END, "
    "substr(?1 ->> '$.text', value ->> 'start', value ->> 'length'), value ->> 'label', "
    "?1 ->> '$.id', ?1 ->> '$.text' FROM json_each(?1, '$.lines')";

static const char discourse_sql[] =
    "SELECT headline, text, part, NULL, NULL FROM ("
    "SELECT ?1 ->> '$.headline' AS headline, ?1 ->> '$.headline' AS text, 'headline' AS part, "
    "-1 AS n UNION ALL SELECT ?1 ->> '$.headline', group_concat(value ->> 'text', ' '), "
    "CASE WHEN min(value ->> '$.labels[0]' = 'NA') THEN 'litter' ELSE 'body' END, value ->> 'para' "
    "FROM json_each(?1, '$.sentences') GROUP BY value ->> 'para') ORDER BY n";

static const char *column(sqlite3_stmt *query, int i) {
  return (const char *)sqlite3_column_text(query, i);
}

static page read_page(sqlite3_stmt *query) {
  page p = page_new();
  while (sqlite3_step(query) == SQLITE_ROW) {
    const char *part = column(query, 2);
    add_piece(&p, column(query, 1),
              strcmp(part, "litter") == 0 ? ANY_PART & ~RUNNING & ~PART(HEADLINE)
                                          : part_named(part));
    if (p.count == 1) {
      p.group = hash_of(column(query, 0));
    }
    if (p.count == 1 && column(query, 3)) {
      p.id = duplicate(column(query, 3));
      p.whole = duplicate(column(query, 4));
    }
  }
  return p;
}

static void read_json(pages *all, sqlite3 *db, const char *eval, const char *name,
                      const char *sql) {
  char path[4096];
  sqlite3_stmt *query;
  FILE *file;
  char *line = NULL;
  size_t capacity = 0;
  snprintf(path, sizeof path, "%s/%s", eval, name);
  file = fopen(path, "rb");
  if (!file || sqlite3_prepare_v2(db, sql, -1, &query, NULL) != SQLITE_OK) {
    fprintf(stderr, "train_part: %s: %s\n", path, file ? sqlite3_errmsg(db) : "cannot be opened");
    exit(1);
  }
  while (getline(&line, &capacity, file) > 0) {
    sqlite3_bind_text(query, 1, line, -1, SQLITE_STATIC);
    add_page(all, read_page(query));
    sqlite3_reset(query);
  }
  sqlite3_finalize(query);
  free(line);
  fclose(file);
}

/* ---- PolNeAR ------------------------------------------------------------------------ */

/* Running text under a title, which may be a headline; it is a sentence where a full stop
** ends it. */
static page read_plain(const char *path) {
  page p = page_new();
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  while (file && getline(&line, &capacity, file) > 0) {
    line[strcspn(line, "\r\n")] = '\0';
    if (line[strspn(line, " \t")]) {
      add_piece(&p, line,
                p.count || line[strlen(line) - 1] == '.' ? RUNNING : RUNNING | PART(HEADLINE));
    }
  }
  free(line);
  if (file) {
    fclose(file);
  }
  return p;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_polnear(pages *all, const char *eval) {
  char path[4096], *names[2000];
  uint32_t n = 0;
  struct dirent *entry;
  DIR *dir;
  snprintf(path, sizeof path, "%s/polnear/train/text", eval);
  dir = opendir(path);
  while (dir && (entry = readdir(dir)) && n < 2000) {
    if (strstr(entry->d_name, ".txt")) {
      names[n++] = duplicate(entry->d_name);
    }
  }
  if (dir) {
    closedir(dir);
  }
  qsort(names, n, sizeof *names, by_name);
  for (uint32_t i = 0; i < n; i++) {
    if (i % 3 == 0) { /* a third is enough of them */
      snprintf(path, sizeof path, "%s/polnear/train/text/%s", eval, names[i]);
      add_page(all, read_plain(path));
    }
    free(names[i]);
  }
}

void pages_read(pages *all, const char *eval) {
  sqlite3 *db;
  all->at = NULL;
  all->count = 0;
  sqlite3_open(":memory:", &db);
  read_json(all, db, eval, "structure-dev.jsonl", structure_sql);
  read_json(all, db, eval, "newsdiscourse-train.jsonl", discourse_sql);
  sqlite3_close(db);
  read_polnear(all, eval);
}
