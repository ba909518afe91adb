/* index.c: newsindex beside FTS5 and beside tables made by hand.
**
** All that is compared runs in the same process, by turns, and the middle one of several
** runs counts, or the fastest of queries. Where two threads work the clock on the wall
** counts, else the processor's time.
*/
#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define BUILD_BYTES    ((size_t)75 << 20)
#define QUOTES         1000000
#define QUOTES_AN_ITEM 20
#define BUILDS         5
#define RUNS           31
#define FILLS          51

/* The marks. */
#define ONE_THREAD_LIMIT  3.0
#define TWO_THREADS_LIMIT 2.0
#define SIZE_LIMIT        0.6
#define QUERY_LIMIT       1.5
#define QUEUE_LIMIT       0.05
#define TRIGGER_LIMIT     1.2

#define CREATE(threads)                                                                            \
  "CREATE VIRTUAL TABLE news USING newsindex(content=articles, content_rowid=id, text=body,"       \
  " threads=" threads ")"

static double wall(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double wall_of(sqlite3 *db, const char *sql) {
  const double start = wall();
  run(db, sql);
  return wall() - start;
}

static double number(sqlite3 *db, const char *sql) {
  sqlite3_stmt *statement;
  double found = 0;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW) {
    found = sqlite3_column_double(statement, 0);
  }
  sqlite3_finalize(statement);
  return found;
}

/* ---- Building ----------------------------------------------------------------------- */

static void print_size(sqlite3 *db) {
  const double all = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name = 'articles'");
  const double index = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'news_*'"
                                  " AND name NOT GLOB 'news_match*'");
  const double match = number(db, "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'news_match*'");
  if (all > 0) {
    printf("  size against the articles: %.2f (at most %.1f)%s; the full text %.2f more\n",
           index / all, SIZE_LIMIT, verdict(index / all <= SIZE_LIMIT), match / all);
  } else {
    printf("  size: this SQLite has no dbstat\n");
  }
}

static void print_build(const char *name, double *words, double *create, double most) {
  double times[BUILDS];
  for (int i = 0; i < BUILDS; i++) {
    times[i] = create[i] / words[i];
  }
  printf("  FTS5 rebuild %.2f s, CREATE on %s %.2f s: %.2f times (at most %.0f)%s\n",
         median(words, BUILDS), name, median(create, BUILDS), median(times, BUILDS), most,
         verdict(median(times, BUILDS) <= most));
  fflush(stdout);
}

static void measure_build(const char *library, const articles *all) {
  double words[BUILDS], one[BUILDS], words_wall[BUILDS], two[BUILDS];
  printf("newsindex over %.0f MB of articles\n", (double)BUILD_BYTES / MEGABYTE);
  for (int i = 0; i < BUILDS; i++) {
    sqlite3 *db = open_database(library);
    fill(db, "articles", all, BUILD_BYTES);
    run(db, "CREATE VIRTUAL TABLE f USING fts5(body, content=articles, content_rowid=id)");
    words[i] = time_of(db, "INSERT INTO f(f) VALUES('rebuild')");
    one[i] = time_of(db, CREATE("1"));
    if (i == 0) {
      print_size(db);
    }
    run(db, "DROP TABLE news");
    words_wall[i] = wall_of(db, "INSERT INTO f(f) VALUES('rebuild')");
    two[i] = wall_of(db, CREATE("2"));
    sqlite3_close(db);
  }
  print_build("one thread", words, one, ONE_THREAD_LIMIT);
  print_build("two threads, by the clock,", words_wall, two, TWO_THREADS_LIMIT);
}

/* ---- What waits, and the triggers ------------------------------------------------------- */

static double fastest(sqlite3 *db, const char *sql) {
  double best = HUGE_VAL;
  for (int i = 0; i < RUNS; i++) {
    best = fmin(best, time_of(db, sql));
  }
  return best;
}

static void measure_queue(const char *library, const articles *all) {
  static const char query[] =
      "SELECT speaker, quote FROM news WHERE published >= '2001' ORDER BY rowid LIMIT 100";
  sqlite3 *db = open_database(library);
  double none, first, again;
  fill(db, "articles", all, (size_t)4 << 20);
  run(db,
      "CREATE VIRTUAL TABLE news USING newsindex(content=articles, content_rowid=id, text=body)");
  none = fastest(db, query);
  run(db, "UPDATE articles SET body = body || ' ' WHERE id % 5 = 0 AND id <= 500");
  first = wall_of(db, query);
  again = fastest(db, query);
  printf("  a query with 100 articles waiting: %.0f ms more the first time, %.1f ms then (at most "
         "%.0f ms)%s\n",
         1000 * (first - none), 1000 * (again - none), 1000 * QUEUE_LIMIT,
         verdict(first - none <= QUEUE_LIMIT));
  sqlite3_close(db);
}

/* Inserts articles by one statement, a hundred a transaction. */
static double time_to_fill(sqlite3 *db, const articles *all, size_t bytes) {
  text article = {NULL, 0, 0};
  sqlite3_stmt *insert;
  size_t total = 0;
  const double start = now();
  check(db, sqlite3_prepare_v2(db, "INSERT INTO copy(body) VALUES (?)", -1, &insert, NULL), "copy");
  for (size_t i = 0; total < bytes; i++) {
    if (i % 100 == 0) {
      run(db, i ? "COMMIT; BEGIN" : "BEGIN");
    }
    article.length = 0;
    text_add_article(&article, &all->at[i % all->count], 0);
    sqlite3_bind_text64(insert, 1, article.bytes, article.length, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_step(insert);
    check(db, sqlite3_reset(insert), "copy");
    total += article.length;
  }
  sqlite3_finalize(insert);
  run(db, "COMMIT");
  text_free(&article);
  return now() - start;
}

static void measure_triggers(const char *library, const articles *all) {
  double without[FILLS], with[FILLS];
  sqlite3 *db = open_database(library);
  run(db, "ATTACH '' AS file");
  for (int i = 0; i < FILLS; i++) {
    run(db, "CREATE TABLE file.copy(id INTEGER PRIMARY KEY, body TEXT)");
    without[i] = time_to_fill(db, all, (size_t)8 << 20);
    run(db, "DELETE FROM copy; CREATE VIRTUAL TABLE file.news USING newsindex(content=copy, "
            "text=body)");
    with[i] = time_to_fill(db, all, (size_t)8 << 20);
    run(db, "DROP TABLE news; DROP TABLE copy");
  }
  const double times = median(with, FILLS) / median(without, FILLS);
  printf("  inserting articles with the triggers: %.2f times (at most %.1f)%s\n", times,
         TRIGGER_LIMIT, verdict(times <= TRIGGER_LIMIT));
  fflush(stdout);
  sqlite3_close(db);
}

/* ---- Queries of a million quotes ---------------------------------------------------------- */

static unsigned next_random(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* "\"Ba de ki … ,\" said Lopa Mire." twenty times. */
static void write_item(text *t, unsigned *state) {
  static const char syllables[][3] = {"ba", "de", "ki", "lo", "mu", "na", "pe", "ri",
                                      "so", "tu", "ga", "le", "mi", "do", "su", "ra"};
  char line[256];
  t->length = 0;
  for (int i = 0; i < QUOTES_AN_ITEM; i++) {
    const unsigned r = next_random(state) % 173 * (next_random(state) % 173); /* few say much */
    int length = snprintf(line, sizeof line, "\"We shall");
    for (int j = 0; j < 10; j++) {
      length += snprintf(line + length, sizeof line - (size_t)length, " %s%s",
                         syllables[next_random(state) % 16], syllables[next_random(state) % 16]);
    }
    length += snprintf(line + length, sizeof line - (size_t)length, ",\" said %c%s%s %c%s%s.\n\n",
                       'A' + (int)(r % 19), syllables[r % 16], syllables[r / 16 % 16],
                       'B' + (int)(r % 13), syllables[r / 256 % 16], syllables[r / 4096 % 16]);
    text_add(t, line, (size_t)length);
  }
}

static void fill_items(sqlite3 *db) {
  text t = {NULL, 0, 0};
  unsigned state = 20260301;
  run(db, "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT, day TEXT AS"
          " (date('2010-01-01', (id * 7919 % 3000) || ' days')) VIRTUAL); BEGIN");
  for (int i = 0; i < QUOTES / QUOTES_AN_ITEM; i++) {
    write_item(&t, &state);
    check(db, run_with(db, "INSERT INTO articles(body) VALUES (?)", &t), "items");
  }
  run(db, "COMMIT");
  text_free(&t);
}

#define OF_SPEAKERS(table)                                                                         \
  "speaker, quote, published FROM " table                                                          \
  " WHERE speaker IN (SELECT speaker FROM news_speaker WHERE id % 50 = 0)"
#define OF_YEAR(table)    "quote FROM " table " WHERE published BETWEEN '2013-01-01' AND '2013-12-31'"
#define BY_SPEAKER(table) "speaker, count(*) FROM " table " GROUP BY speaker"
#define YEAR_COUNT(table)                                                                          \
  "speaker, count(*) FROM " table                                                                  \
  " WHERE published BETWEEN '2013-01-01' AND '2013-12-31' GROUP BY speaker"

#define PAIR(name, sql)                                                                            \
  { name, "SELECT " sql("news"), "SELECT " sql("hand") }
#define QUERIES 4

static const struct {
  const char *name, *news, *hand;
} queries[QUERIES] = {
    PAIR("WHERE speaker = ?", OF_SPEAKERS),
    PAIR("WHERE published BETWEEN", OF_YEAR),
    PAIR("WHERE published BETWEEN … GROUP BY speaker", YEAR_COUNT),
    PAIR("GROUP BY speaker", BY_SPEAKER),
};

/* All of them by turns, so that other work on the machine, which lasts for seconds, is not
** beside all runs of one of them. */
static void compare(sqlite3 *db) {
  double by_hand[QUERIES], by_index[QUERIES];
  for (int q = 0; q < QUERIES; q++) {
    by_hand[q] = by_index[q] = HUGE_VAL;
  }
  for (int i = 0; i < RUNS * QUERIES; i++) {
    const int q = i % QUERIES;
    by_hand[q] = fmin(by_hand[q], time_of(db, queries[q].hand));
    by_index[q] = fmin(by_index[q], time_of(db, queries[q].news));
  }
  for (int q = 0; q < QUERIES; q++) {
    printf("  %-42s %7.1f ms, by hand %7.1f ms: %.2f times (at most %.1f)%s\n", queries[q].name,
           1000 * by_index[q], 1000 * by_hand[q], by_index[q] / by_hand[q], QUERY_LIMIT,
           verdict(by_index[q] <= QUERY_LIMIT * by_hand[q]));
  }
  fflush(stdout);
}

static void measure_queries(const char *library) {
  sqlite3 *db = open_database(library);
  fill_items(db);
  run(db, "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body, published=day);"
          "CREATE TABLE hand AS SELECT * FROM news_plain; CREATE INDEX hand_speaker ON"
          " hand(speaker); CREATE INDEX hand_published ON hand(published)");
  printf("Queries of %.0f quotes by %.0f speakers, beside a table made and indexed by hand\n",
         number(db, "SELECT count(*) FROM news"), number(db, "SELECT count(*) FROM news_speaker"));
  compare(db);
  sqlite3_close(db);
}

void measure_index(const char *library, const articles *all) {
  measure_build(library, all);
  measure_queue(library, all);
  measure_triggers(library, all);
  measure_queries(library);
  printf("\n");
}
