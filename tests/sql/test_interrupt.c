/* test_interrupt.c: SQLite stops newsext's long work, and sees how much there is.
**
** NEWSEXT names the library. A progress handler is called while newsext reads a
** long text; it interrupts, asks to stop, or counts. What it counts is work done,
** and so tells whether an article was read twice.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#define TEXT_BYTES 1500000

typedef struct host {
  sqlite3 *db;
  char *text;
  long calls, stop_at;
  int by_interrupt;
} host;

static int progress(void *context) {
  host *h = context;
  if (++h->calls != h->stop_at) {
    return 0;
  }
  if (h->by_interrupt) {
    sqlite3_interrupt(h->db);
  }
  return !h->by_interrupt;
}

static int open_host(void **state) {
  static const char sentence[] = "\"We shall wait for the tide,\" said Captain Oda Renn.\n\n";
  host *h = calloc(1, sizeof *h);
  *state = h;
  h->text = malloc(TEXT_BYTES + 1);
  for (size_t i = 0; i < TEXT_BYTES; i++) {
    h->text[i] = sentence[i % (sizeof sentence - 1)];
  }
  sqlite3_open(":memory:", &h->db);
  sqlite3_enable_load_extension(h->db, 1);
  sqlite3_progress_handler(h->db, 10, progress, h);
  return sqlite3_load_extension(h->db, getenv("NEWSEXT"), NULL, NULL);
}

static int close_host(void **state) {
  host *h = *state;
  const int code = sqlite3_close(h->db);
  free(h->text);
  free(h);
  return code;
}

/* Runs the query over the text; the first byte makes it another text. */
static int run(host *h, const char *sql, char first) {
  sqlite3_stmt *statement;
  int code;
  h->text[0] = first;
  h->calls = 0;
  assert_int_equal(sqlite3_prepare_v2(h->db, sql, -1, &statement, NULL), SQLITE_OK);
  sqlite3_bind_text(statement, 1, h->text, TEXT_BYTES, SQLITE_STATIC);
  do {
    code = sqlite3_step(statement);
  } while (code == SQLITE_ROW);
  sqlite3_finalize(statement);
  return code;
}

static const char *const queries[] = {
    "SELECT length(extract_quotes(?1))", "SELECT length(news_html(?1))",
    "SELECT length(speakers(?1))",       "SELECT n FROM extract_quotes(?1) LIMIT 1",
    "SELECT speaker FROM speakers(?1)",
};

static void stops(host *h, int by_interrupt) {
  char first = 'a';
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
    h->by_interrupt = by_interrupt;
    h->stop_at = 0;
    assert_int_equal(run(h, queries[i], first++), SQLITE_DONE);
    assert_in_range(h->calls, 20, 10000000);
    h->stop_at = h->calls / 2;
    assert_int_equal(run(h, queries[i], first++), SQLITE_INTERRUPT);
    assert_in_range(h->calls, h->stop_at, h->stop_at + 10);
    h->stop_at = 0;
    assert_int_equal(run(h, queries[i], (char)(first - 1)), SQLITE_DONE);
  }
}

static void a_progress_handler_stops_the_work(void **state) {
  stops(*state, 0);
}

static void an_interrupt_stops_the_work(void **state) {
  stops(*state, 1);
}

static long work(host *h, const char *sql) {
  static char first = 'a';
  h->stop_at = 0;
  assert_int_equal(run(h, sql, first++), SQLITE_DONE);
  return h->calls;
}

static void an_article_is_read_once_a_statement(void **state) {
  const long once = work(*state, "SELECT extract_quotes(?1)");
  const long functions = work(*state, "SELECT extract_quotes(?1), speakers(?1), dateline(?1),"
                                      " news_article(?1), news_body(?1), news_html(?1)");
  const long tables =
      work(*state, "SELECT count(*) FROM (SELECT * FROM extract_quotes(?1) LIMIT 1),"
                   " (SELECT * FROM speakers(?1) LIMIT 1)");
  const long twice = work(*state, "SELECT extract_quotes(?1), extract_quotes('Else. ' || ?1)");
  assert_in_range(functions, 1, once + once / 4);
  assert_in_range(tables, 1, once + once / 4);
  assert_in_range(twice, once + once / 2, once * 3);
}

static void a_long_text_is_let_go(void **state) {
  const sqlite3_int64 before = sqlite3_memory_used();
  work(*state, "SELECT extract_quotes(?1), speakers(?1)");
  assert_in_range(sqlite3_memory_used() - before, 0, 32 << 20);
}

static void expect(host *h, int code, const char *sql) {
  char *message = NULL;
  const int found = sqlite3_exec(h->db, sql, NULL, NULL, &message);
  if (found != code) {
    fail_msg("call %ld: %d, %s: %s", h->stop_at, found, message, sql);
  }
  sqlite3_free(message);
}

/* Whenever the work is stopped, either what was done stays done or nothing was; what is left
** can be done later. */
static void an_index_may_be_stopped_at_any_time(void **state) {
  host *h = *state;
  long at = 0;
  h->by_interrupt = 1;
  expect(h, SQLITE_OK,
         "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 6)"
         "INSERT INTO articles(body) SELECT '\"Wait,\" said Ann Lee. \"No,\" said Bo Ek.' FROM n;"
         "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body, threads=1)");
  do {
    int code;
    at += 5;
    h->calls = 0;
    expect(h, SQLITE_OK, "BEGIN");
    h->stop_at = at;
    code = sqlite3_exec(h->db, "INSERT INTO news(news) VALUES('rebuild')", NULL, NULL, NULL);
    assert_true(code == SQLITE_OK || code == SQLITE_INTERRUPT);
    h->stop_at = 0;
    if (!sqlite3_get_autocommit(h->db)) {
      expect(h, SQLITE_OK, "COMMIT");
    }
    expect(h, SQLITE_OK, "INSERT INTO news(news) VALUES('sync'), ('integrity-check')");
  } while (h->calls > at);
}

static int count_row(void *rows, int count, char **values, char **names) {
  (void)count;
  (void)values;
  (void)names;
  return ++*(int *)rows > 1;
}

/* There is a row or an interrupt, and no other error. */
static void the_status_may_be_stopped_at_any_time(void **state) {
  host *h = *state;
  long at = 0;
  int code;
  expect(h, SQLITE_OK,
         "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
         "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body)");
  sqlite3_progress_handler(h->db, 1, progress, h);
  do {
    int rows = 0;
    h->calls = 0;
    h->stop_at = ++at;
    code = sqlite3_exec(h->db, "SELECT * FROM news_status", count_row, &rows, NULL);
    assert_int_equal(code == SQLITE_INTERRUPT ? 1 : rows, 1);
    assert_true(code == SQLITE_OK || code == SQLITE_INTERRUPT);
  } while (h->calls >= at);
  assert_true(at > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_progress_handler_stops_the_work, open_host, close_host),
      cmocka_unit_test_setup_teardown(an_interrupt_stops_the_work, open_host, close_host),
      cmocka_unit_test_setup_teardown(an_article_is_read_once_a_statement, open_host, close_host),
      cmocka_unit_test_setup_teardown(a_long_text_is_let_go, open_host, close_host),
      cmocka_unit_test_setup_teardown(an_index_may_be_stopped_at_any_time, open_host, close_host),
      cmocka_unit_test_setup_teardown(the_status_may_be_stopped_at_any_time, open_host, close_host),
  };
  return cmocka_run_group_tests_name("interrupt", tests, NULL, NULL);
}
