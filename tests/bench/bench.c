/* bench.c: how fast newsext is and how much memory it takes, inside SQLite.
**
** Usage: bench LIBRARY [-only ratio|sharing|linear|memory|index] FOLDER...
**
** The articles are the .txt files of the folders, repeated with changed words.
** Times are those of the processor, on one core; what misses its mark is said
** and makes the result nonzero.
*/
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TABLE_BYTES ((size_t)64 << 20)
#define SHARE_BYTES ((size_t)8 << 20)
#define RUNS        3

/* The marks. */
#define RATIO_LIMIT  2.5
#define SHARE_LIMIT  1.25
#define LINEAR_LIMIT 5.0
#define MEMORY_LIMIT 16.0

static int missed;

const char *verdict(int good) {
  missed |= !good;
  return good ? "" : "  MISSED";
}

double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- SQLite ---------------------------------------------------------------------- */

void check(sqlite3 *db, int result, const char *what) {
  if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) {
    fprintf(stderr, "bench: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
  }
}

sqlite3 *open_database(const char *library) {
  sqlite3 *db;
  check(NULL, sqlite3_open(":memory:", &db), "open");
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  check(db, sqlite3_load_extension(db, library, NULL, NULL), library);
  return db;
}

void run(sqlite3 *db, const char *sql) {
  check(db, sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

double time_of(sqlite3 *db, const char *sql) {
  const double start = now();
  run(db, sql);
  return now() - start;
}

#define QUOTES_OF_ONE "SELECT length(extract_quotes(?))"

/* Runs a statement of one parameter. */
int run_with(sqlite3 *db, const char *sql, const text *t) {
  sqlite3_stmt *statement;
  check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL), sql);
  check(db, sqlite3_bind_text64(statement, 1, t->bytes, t->length, SQLITE_STATIC, SQLITE_UTF8),
        sql);
  sqlite3_step(statement);
  return sqlite3_finalize(statement);
}

/* Fills a table with articles; returns their bytes. */
size_t fill(sqlite3 *db, const char *table, const articles *all, size_t bytes) {
  char sql[128];
  size_t total = 0;
  text article = {NULL, 0, 0};
  snprintf(sql, sizeof sql, "CREATE TABLE %s(id INTEGER PRIMARY KEY, body TEXT)", table);
  run(db, sql);
  snprintf(sql, sizeof sql, "INSERT INTO %s(body) VALUES (?)", table);
  run(db, "BEGIN");
  for (unsigned round = 0; total < bytes; round++) {
    for (size_t i = 0; i < all->count && total < bytes; i++) {
      article.length = 0;
      text_add_article(&article, &all->at[i], round);
      check(db, run_with(db, sql, &article), sql);
      total += article.length;
    }
  }
  run(db, "COMMIT");
  text_free(&article);
  return total;
}

/* ---- What is measured ---------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
  const double left = *(const double *)a, right = *(const double *)b;
  return left < right ? -1 : left > right;
}

double median(double *numbers, int count) {
  qsort(numbers, (size_t)count, sizeof *numbers, by_size);
  return numbers[count / 2];
}

static void measure_ratio(const char *library, const articles *all) {
  double ratios[RUNS], quotes[RUNS], words[RUNS];
  sqlite3 *db = open_database(library);
  const double size = (double)fill(db, "articles", all, TABLE_BYTES) / MEGABYTE;
  printf("extract_quotes against FTS5's rebuild, over %.0f MB of articles\n", size);
  run(db, "CREATE VIRTUAL TABLE f USING fts5(body, content=articles, content_rowid=id)");
  for (int i = 0; i < RUNS; i++) {
    words[i] = time_of(db, "INSERT INTO f(f) VALUES('rebuild')");
    quotes[i] = time_of(db, "SELECT sum(length(extract_quotes(body))) FROM articles");
    ratios[i] = quotes[i] / words[i];
    printf("  run %d: rebuild %6.2f s, extract_quotes %6.2f s, ratio %.2f\n", i + 1, words[i],
           quotes[i], ratios[i]);
    fflush(stdout);
  }
  const double ratio = median(ratios, RUNS);
  printf("  median ratio %.2f (at most %.1f)%s; %.1f MB/s, rebuild %.1f MB/s\n\n", ratio,
         RATIO_LIMIT, verdict(ratio <= RATIO_LIMIT), size / median(quotes, RUNS),
         size / median(words, RUNS));
  sqlite3_close(db);
}

static void measure_sharing(const char *library, const articles *all) {
  static const char *const queries[] = {
      "SELECT sum(length(extract_quotes(body))) FROM articles",
      "SELECT sum(length(extract_quotes(body)) + length(speakers(body)) +"
      " coalesce(length(dateline(body)), 0)) FROM articles",
      "SELECT count(*) FROM articles, extract_quotes(body)",
      "SELECT count(*) FROM articles, extract_quotes(body) AS q, speakers(body) AS s"
      " WHERE q.speaker = s.speaker",
  };
  static const char *const names[] = {
      "extract_quotes",
      "extract_quotes, speakers and dateline",
      "a table of extract_quotes",
      "a join of extract_quotes and speakers",
  };
  double times[4][RUNS];
  sqlite3 *db = open_database(library);
  fill(db, "articles", all, SHARE_BYTES);
  for (int i = 0; i < RUNS; i++) {
    for (int j = 0; j < 4; j++) {
      times[j][i] = time_of(db, queries[j]);
    }
  }
  printf("One analysis for each article and statement\n");
  const double one = median(times[0], RUNS), table = median(times[2], RUNS);
  for (int j = 0; j < 4; j++) {
    const double base = j < 2 ? one : table, t = median(times[j], RUNS);
    printf("  %-40s %6.2f s, %.2f times%s\n", names[j], t, t / base,
           verdict(t / base <= SHARE_LIMIT));
  }
  printf("\n");
  sqlite3_close(db);
}

static void measure_linear(const char *library, const articles *all) {
  sqlite3 *db = open_database(library);
  const size_t bytes = fill(db, "articles", all, SHARE_BYTES);
  run(db, "SELECT sum(length(extract_quotes(body))) FROM articles");
  const double ordinary =
      time_of(db, "SELECT sum(length(extract_quotes(body))) FROM articles") / (double)bytes;
  printf("Time per byte, against ordinary articles (%.1f ns a byte), at most %.0f times\n",
         1e9 * ordinary, LINEAR_LIMIT);
  for (size_t i = 0; i < strange_count; i++) {
    text t = {NULL, 0, 0};
    strange_write(&strange_inputs[i], &t, all);
    const double start = now();
    const int result = run_with(db, QUOTES_OF_ONE, &t);
    const double seconds = now() - start;
    const double times = seconds / (double)t.length / ordinary;
    printf("  %-26s %7.1f MB %7.2f s %6.2f times%s\n", strange_inputs[i].name,
           (double)t.length / MEGABYTE, seconds, times, verdict(times <= LINEAR_LIMIT));
    if (result != SQLITE_OK) {
      printf("    failed: %s%s\n", sqlite3_errmsg(db), verdict(0));
    }
    fflush(stdout);
    text_free(&t);
  }
  printf("\n");
  sqlite3_close(db);
}

/* The highest memory of a process of its own, in bytes. */
static double peak_of(const char *library, const text *t) {
  struct rusage usage;
  int status;
  fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    sqlite3 *db = open_database(library);
    if (t) {
      check(db, run_with(db, QUOTES_OF_ONE, t), QUOTES_OF_ONE);
    }
    sqlite3_close(db);
    _exit(0);
  }
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
    fputs("bench: the process whose memory is measured failed\n", stderr);
    exit(1);
  }
#ifdef __APPLE__
  return (double)usage.ru_maxrss;
#else
  return 1024.0 * (double)usage.ru_maxrss;
#endif
}

static void measure_memory(const char *library, const articles *all) {
  text t = {NULL, 0, 0};
  for (unsigned round = 0; t.length < (size_t)50 << 20; round++) {
    for (size_t i = 0; i < all->count; i++) {
      text_add_article(&t, &all->at[i], round);
      text_add(&t, "\n\n", 2);
    }
  }
  /* The child starts with the parent's pages, so take those off. */
  const double before = peak_of(library, NULL), peak = peak_of(library, &t);
  const double times = (peak - before) / (double)t.length;
  printf("Peak memory for a text of %.0f MB\n  %.0f MB, %.1f times its size (at most %.0f)%s\n\n",
         (double)t.length / MEGABYTE, (peak - before) / MEGABYTE, times + 1, MEMORY_LIMIT,
         verdict(times + 1 <= MEMORY_LIMIT));
  text_free(&t);
}

int main(int argc, char **argv) {
  const char *only = argc > 3 && strcmp(argv[2], "-only") == 0 ? argv[3] : NULL;
  const int first = only ? 4 : 2;
  if (argc <= first) {
    fputs("usage: bench LIBRARY [-only ratio|sharing|linear|memory|index] FOLDER...\n", stderr);
    return 2;
  }
  articles all = articles_read(argv + first, argc - first);
  if (!only || strcmp(only, "memory") == 0) {
    measure_memory(argv[1], &all);
  }
  if (!only || strcmp(only, "ratio") == 0) {
    measure_ratio(argv[1], &all);
  }
  if (!only || strcmp(only, "sharing") == 0) {
    measure_sharing(argv[1], &all);
  }
  if (!only || strcmp(only, "index") == 0) {
    measure_index(argv[1], &all);
  }
  if (!only || strcmp(only, "linear") == 0) {
    measure_linear(argv[1], &all);
  }
  articles_free(&all);
  return missed;
}
