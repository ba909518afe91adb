/* test_memory.c: SQLite's memory runs out at every point of a query.
**
** NEWSEXT names the library. Each query runs again and again, with the first
** allocation refused, then the second, and so on until it has all it wants: once
** with all later ones refused too, once with the one alone. Each time it has to
** fail with SQLITE_NOMEM or to give what it gives else, and leave a connection
** behind that works; in the end nothing may be left.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

/* ---- Memory that fails --------------------------------------------------------- */

static long calls, fail_at, blocks;
static int fail_once;

static int refused(void) {
  return fail_at && (++calls == fail_at || (calls > fail_at && !fail_once));
}

/* A block begins with its size, as SQLite wants to know it. */
typedef union header {
  size_t size;
  max_align_t alignment;
} header;

static void *take(int bytes) {
  header *block = refused() ? NULL : malloc(sizeof *block + (size_t)bytes);
  if (!block) {
    return NULL;
  }
  block->size = (size_t)bytes;
  blocks++;
  return block + 1;
}

static void give(void *pointer) {
  if (pointer) {
    blocks--;
    free((header *)pointer - 1);
  }
}

static void *resize(void *pointer, int bytes) {
  header *block = refused() ? NULL : realloc((header *)pointer - 1, sizeof *block + (size_t)bytes);
  if (!block) {
    return NULL;
  }
  block->size = (size_t)bytes;
  return block + 1;
}

static int size_of(void *pointer) {
  return (int)((header *)pointer - 1)->size;
}

static int round_up(int bytes) {
  return (bytes + 7) & ~7;
}

static int start(void *unused) {
  (void)unused;
  return SQLITE_OK;
}

static void stop(void *unused) {
  (void)unused;
}

/* ---- Queries --------------------------------------------------------------------- */

#define ARTICLE                                                                                    \
  "'Ferry to stay in port\n\nVALMERA, March 3 (Reuters) - The ferry will stay in port, Captain "   \
  "Oda Renn told reporters on Monday.\n\n\"It is not safe,\" she said. \"We shall wait.\"'"

static const char *const queries[] = {
    "SELECT extract_quotes(" ARTICLE ", '2021-03-04')",
    "SELECT speakers(" ARTICLE ")",
    "SELECT dateline(" ARTICLE ", 1614816000)",
    "SELECT news_article(" ARTICLE ")",
    "SELECT news_body(" ARTICLE ")",
    "SELECT news_html(" ARTICLE ")",
    "SELECT news_name_key('Capt. Oda Renn-Weil')",
    "SELECT news_quote_key('It is not safe -- yet')",
    "SELECT news_debug()",
    "SELECT * FROM extract_quotes(" ARTICLE ", '2021-03-04')",
    "SELECT * FROM speakers(" ARTICLE ")",
    "SELECT * FROM dateline(" ARTICLE ", '2021-03-04')",
    "SELECT * FROM news_article(" ARTICLE ")",
    "SELECT q.quote, s.quotes, d.place FROM (SELECT " ARTICLE " AS body) AS a,"
    " extract_quotes(a.body) AS q, speakers(a.body) AS s, dateline(a.body) AS d"
    " WHERE s.speaker = q.speaker",
};

static sqlite3 *open_database(void) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
  sqlite3_enable_load_extension(db, 1);
  return db;
}

static int load(sqlite3 *db) {
  return sqlite3_load_extension(db, getenv("NEWSEXT"), NULL, NULL);
}

/* Steps through the query; *size gets a measure of what it gave. */
static int run(sqlite3 *db, const char *sql, long *size) {
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  *size = 0;
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    for (int i = 0; code == SQLITE_ROW && i < sqlite3_column_count(statement); i++) {
      *size += 1000000 + sqlite3_column_bytes(statement, i);
    }
  }
  sqlite3_finalize(statement);
  return code;
}

/* Reads so many other texts that no article is known from before. */
static void forget(sqlite3 *db) {
  long size;
  assert_int_equal(run(db,
                       "WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c LIMIT 20)"
                       " SELECT dateline('Text ' || n) FROM c",
                       &size),
                   SQLITE_DONE);
}

static void fail_everywhere(sqlite3 *db, const char *sql) {
  long expected, size, n, failures = 0;
  int code = SQLITE_NOMEM;
  assert_int_equal(run(db, sql, &expected), SQLITE_DONE);
  assert_true(expected > 0);
  for (n = 1;; n++) {
    forget(db);
    calls = 0;
    fail_at = n;
    code = run(db, sql, &size);
    if (code == SQLITE_DONE) {
      assert_int_equal(size, expected);
    } else {
      assert_int_equal(code, SQLITE_NOMEM);
      failures++;
    }
    if (calls < n) {
      break;
    }
    fail_at = 0;
    assert_int_equal(run(db, sql, &size), SQLITE_DONE);
    assert_int_equal(size, expected);
    assert_in_range(n, 1, 100000);
  }
  fail_at = 0;
  assert_int_equal(code, SQLITE_DONE);
  assert_true(failures > 3);
}

/* ---- The index ------------------------------------------------------------------------ */

/* What goes before, what may fail at every allocation, and what must give the same
** before and after a failure. */
static const struct {
  const char *before, *work;
} index_works[] = {
    {"", "CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "INSERT INTO news(news) VALUES('rebuild')"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1);"
     "UPDATE articles SET body = body || 'x'; DELETE FROM articles WHERE id = 2",
     "INSERT INTO news(news) VALUES('sync')"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1);"
     "UPDATE articles SET body = body || 'x' WHERE id = 1",
     "SELECT highlight(news, '[', ']'), speaker FROM news WHERE news MATCH 'safe' ORDER BY rank"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "SELECT speaker, count(*), min(rowid) FROM news GROUP BY speaker"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "SELECT speaker, count(*), min(rowid) FROM news WHERE outlet IS NOT 'x' GROUP BY speaker"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "INSERT INTO news(news) VALUES('integrity-check')"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "SELECT * FROM news_status"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "ALTER TABLE news RENAME TO other"},
    {"CREATE VIRTUAL TABLE temp.news USING newsindex(content=articles, text=body, threads=1)",
     "DROP TABLE news"},
};

static const char articles_sql[] =
    "CREATE TEMP TABLE articles(id INTEGER PRIMARY KEY, url TEXT UNIQUE, body TEXT);"
    "INSERT INTO articles(body) VALUES(" ARTICLE "), ('\"No,\" said Ann Lee.')";

/* Every allocation may fail; a step so many of them on, to be done in time. */
static void fail_index_work(const char *before, const char *work, long step) {
  int code = SQLITE_NOMEM;
  long size;
  for (long n = 1; code != SQLITE_DONE; n += step) {
    sqlite3 *db = open_database();
    assert_int_equal(load(db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, articles_sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, before, NULL, NULL, NULL), SQLITE_OK);
    calls = 0;
    fail_at = n;
    code = run(db, work, &size);
    fail_at = 0;
    assert_true(code == SQLITE_DONE || code == SQLITE_NOMEM);
    if (*before && !strstr(work, " TO ") && !strstr(work, "DROP")) {
      assert_int_equal(run(db, "INSERT INTO news(news) VALUES('integrity-check')", &size),
                       SQLITE_DONE);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_in_range(n, 1, 1000000);
  }
}

static void every_allocation_of_the_index_may_fail(void **state) {
  const long before = blocks;
  (void)state;
  for (size_t i = 0; i < sizeof index_works / sizeof *index_works; i++) {
    for (fail_once = 0; fail_once <= 1; fail_once++) {
      fail_index_work(index_works[i].before, index_works[i].work, 19 + 4 * fail_once);
    }
  }
  fail_once = 0;
  assert_int_equal(blocks, before);
}

/* ---- Tests -------------------------------------------------------------------------- */

static void every_allocation_of_a_query_may_fail(void **state) {
  const long before = blocks;
  sqlite3 *db = open_database();
  (void)state;
  assert_int_equal(load(db), SQLITE_OK);
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    for (fail_once = 0; fail_once <= 1; fail_once++) {
      fail_everywhere(db, queries[i]);
    }
  }
  fail_once = 0;
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  assert_int_equal(blocks, before);
}

static void every_allocation_of_the_first_query_may_fail(void **state) {
  const long before = blocks;
  int code = SQLITE_NOMEM;
  long size;
  (void)state;
  for (long n = 1; code != SQLITE_DONE; n++) {
    sqlite3 *db = open_database();
    assert_int_equal(load(db), SQLITE_OK);
    calls = 0;
    fail_at = n;
    code = run(db, queries[0], &size);
    fail_at = 0;
    assert_true(code == SQLITE_DONE || code == SQLITE_NOMEM);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(blocks, before);
  }
}

static void every_allocation_of_loading_may_fail(void **state) {
  const long before = blocks;
  int code = SQLITE_NOMEM;
  (void)state;
  for (long n = 1; code != SQLITE_OK; n++) {
    sqlite3 *db = open_database();
    calls = 0;
    fail_at = n;
    code = load(db);
    fail_at = 0;
    assert_in_range(n, 1, 10000);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(blocks, before);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_of_a_query_may_fail),
      cmocka_unit_test(every_allocation_of_the_first_query_may_fail),
      cmocka_unit_test(every_allocation_of_loading_may_fail),
      cmocka_unit_test(every_allocation_of_the_index_may_fail),
  };
  sqlite3_mem_methods memory = {take, give, resize, size_of, round_up, start, stop, NULL};
  sqlite3 *db;
  int failed = sqlite3_config(SQLITE_CONFIG_MALLOC, &memory) != SQLITE_OK ||
               sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK ||
               sqlite3_initialize() != SQLITE_OK;
  /* Keeps the library loaded: to map it again each time would take long. */
  db = open_database();
  failed = failed || load(db) != SQLITE_OK || !blocks;
  failed = failed || cmocka_run_group_tests_name("memory", tests, NULL, NULL);
  sqlite3_close(db);
  return failed;
}
