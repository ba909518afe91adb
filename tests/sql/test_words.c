/* test_words.c: quotes whose words are read from their articles.
**
** NEWSEXT names the library.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <sqlite3.h>

static const char create[] =
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
    "INSERT INTO articles VALUES(1, '\"One,\" said Ann Lee. \"Two,\" said Bo Ek.'),"
    " (2, '\"Three,\" said Ann Lee. \"Four,\" said Bo Ek.');"
    "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body);";

static int open_database(void **state) {
  sqlite3 *db;
  sqlite3_open(":memory:", &db);
  *state = db;
  sqlite3_enable_load_extension(db, 1);
  return sqlite3_load_extension(db, getenv("NEWSEXT"), NULL, NULL);
}

static int close_database(void **state) {
  return sqlite3_close(*state);
}

static void run(sqlite3 *db, const char *sql) {
  char *message = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
    fail_msg("%s", message);
  }
}

static void expect(sqlite3_stmt *rows, const char *quote) {
  assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
  if (quote) {
    assert_string_equal((const char *)sqlite3_column_text(rows, 0), quote);
  } else {
    assert_int_equal(sqlite3_column_type(rows, 0), SQLITE_NULL);
  }
}

/* What an article said before, nobody knows any more; what it says now is not what
** the query was about. */
static void an_article_changes_under_a_query(void **state) {
  sqlite3_stmt *rows;
  run(*state, create);
  sqlite3_prepare_v2(*state, "SELECT quote FROM news ORDER BY rowid", -1, &rows, NULL);
  expect(rows, "One,");
  run(*state, "UPDATE articles SET body = 'Not any more. ' || body");
  for (int i = 0; i < 3; i++) {
    expect(rows, NULL);
  }
  assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
  sqlite3_reset(rows);
  expect(rows, "One,");
  run(*state, "CREATE TABLE other(x); INSERT INTO other VALUES(1)");
  expect(rows, "Two,");
  expect(rows, "Three,");
  sqlite3_finalize(rows);
}

/* Nor is a row of before taken for one of what was read since. */
static void an_article_is_indexed_under_a_query(void **state) {
  sqlite3_stmt *rows;
  run(*state, create);
  sqlite3_prepare_v2(*state, "SELECT quote FROM news ORDER BY n DESC, article", -1, &rows, NULL);
  expect(rows, "Two,");
  run(*state, "UPDATE articles SET body = 'Not any more. ' || body WHERE id = 1;"
              "INSERT INTO news(news) VALUES('sync')");
  expect(rows, "Four,");
  expect(rows, NULL);
  expect(rows, "Three,");
  assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
  sqlite3_finalize(rows);
}

/* What REPLACE takes away for the sake of a unique index is noted as in doubt alone. */
static void an_article_is_replaced_under_a_query(void **state) {
  sqlite3_stmt *rows;
  run(*state, "CREATE TABLE articles(id INTEGER PRIMARY KEY, url TEXT UNIQUE, body TEXT);"
              "INSERT INTO articles VALUES(1, 'a', '\"One,\" said Ann Lee. \"Two,\" said Bo Ek.'),"
              " (2, 'b', '\"Three,\" said Ann Lee.');"
              "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body)");
  sqlite3_prepare_v2(*state, "SELECT quote FROM news", -1, &rows, NULL);
  expect(rows, "One,");
  run(*state, "REPLACE INTO articles VALUES(3, 'a', '')");
  expect(rows, NULL);
  expect(rows, "Three,");
  assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
  sqlite3_finalize(rows);
}

/* Where a quote is of several spans, these are read when it comes. */
static void the_index_is_emptied_under_a_query(void **state) {
  sqlite3_stmt *rows;
  run(*state, "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
              "INSERT INTO articles(body) VALUES('\"One,\" said Ann Lee.' || char(10, 10) ||"
              " '\"Two,\" said Bo Ek, \"and three.\"');"
              "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body)");
  sqlite3_prepare_v2(*state, "SELECT quote FROM news", -1, &rows, NULL);
  expect(rows, "One,");
  expect(rows, "Two, and three.");
  sqlite3_reset(rows);
  expect(rows, "One,");
  run(*state, "INSERT INTO news(news) VALUES('delete-all')");
  expect(rows, NULL);
  sqlite3_finalize(rows);
}

/* ---- What waits, while a query of it is under way ------------------------------------------- */

static const char waiting[] = "UPDATE articles SET body = body || ' '; INSERT INTO articles SELECT "
                              "id + 10, body FROM articles;";

static void the_index_is_renamed_under_a_query(void **state) {
  sqlite3_stmt *rows;
  run(*state, create);
  run(*state, waiting);
  sqlite3_prepare_v2(*state, "SELECT quote, headline, rowid FROM news", -1, &rows, NULL);
  expect(rows, "One,");
  run(*state, "ALTER TABLE news RENAME TO olds");
  expect(rows, "Two,");
  expect(rows, "Three,");
  sqlite3_finalize(rows);
  run(*state, "INSERT INTO olds(olds) VALUES('sync'), ('integrity-check')");
}

static int stop_after(void *steps) {
  return --*(int *)steps < 0;
}

/* Another query that comes to nothing takes none of the rows away. */
static void another_query_is_interrupted(void **state) {
  int interrupted = 0;
  for (int limit = 100; limit < 3000; limit += 20) {
    sqlite3_stmt *rows;
    int steps = limit, all = 0;
    char *message = NULL;
    run(*state, "DROP TABLE IF EXISTS news; DROP TABLE IF EXISTS articles");
    run(*state, create);
    run(*state, waiting);
    sqlite3_prepare_v2(*state, "SELECT quote, headline FROM news", -1, &rows, NULL);
    expect(rows, "One,");
    run(*state, "INSERT INTO articles SELECT id + 20, body FROM articles");
    sqlite3_progress_handler(*state, 1, stop_after, &steps);
    interrupted +=
        sqlite3_exec(*state, "SELECT * FROM news", NULL, NULL, &message) == SQLITE_INTERRUPT;
    sqlite3_progress_handler(*state, 0, NULL, NULL);
    sqlite3_free(message);
    while (sqlite3_step(rows) == SQLITE_ROW) {
      all++;
    }
    assert_in_range(all, 7, 15); /* with what has come since, or some of it */
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
  }
  assert_true(interrupted > 20);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* Of an article no more is read than seems to be needed: wherever that ends, also within
** a character, the words are whole. */
static void a_quote_ends_where_reading_stopped(void **state) {
  sqlite3_stmt *rows;
  run(*state, "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300)"
              "INSERT INTO articles(body) SELECT '\"We start with the nets,\" said Ann Lee.'"
              " || char(10, 10) || replace(hex(zeroblob(12)), '00', 'The harbour was calm at the"
              " “café” of “Liège”. ') || substr(hex(zeroblob(150)), 1, i) || ' was its number.'"
              " || char(10, 10) || 'Mayor Bob Ray called the notice “odd and à côté.”'"
              " || char(10, 10) || replace(hex(zeroblob(20)), '00', 'The harbour was calm. ')"
              " FROM n;"
              "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body)");
  sqlite3_prepare_v2(*state, "SELECT sum(quote = 'the notice “odd and à côté.”') FROM news", -1,
                     &rows, NULL);
  expect(rows, "300");
  sqlite3_finalize(rows);
}

/* ---- Time ------------------------------------------------------------------------------ */

static double seconds(sqlite3 *db, const char *sql, char **out) {
  const clock_t begin = clock();
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  *out = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* In whatever order its quotes come, a long article takes no square of its length. */
static void a_long_article_in_another_order(void **state) {
  char *forward, *backward;
  double one, other;
  run(*state, "CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT);"
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000)"
              "INSERT INTO articles(body) SELECT group_concat('\"Wé shall wait for tide ' || i ||"
              " ',\" said Captain Oda Renn of the ferry.', char(10, 10)) FROM n;"
              "CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body)");
  one = seconds(*state, "SELECT sum(unicode(substr(quote, -2))) || ' ' || count(*) FROM news",
                &forward);
  other = seconds(*state,
                  "SELECT sum(unicode(substr(quote, -2))) || ' ' || count(*)"
                  " FROM (SELECT quote FROM news ORDER BY n DESC LIMIT 1000000)",
                  &backward);
  assert_string_equal(forward, backward);
  assert_non_null(strstr(forward, " 30000"));
  assert_true(other < 10 * one + 0.2);
  sqlite3_free(forward);
  sqlite3_free(backward);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_article_changes_under_a_query, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(an_article_is_indexed_under_a_query, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(an_article_is_replaced_under_a_query, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(the_index_is_emptied_under_a_query, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(the_index_is_renamed_under_a_query, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(another_query_is_interrupted, open_database, close_database),
      cmocka_unit_test_setup_teardown(a_quote_ends_where_reading_stopped, open_database,
                                      close_database),
      cmocka_unit_test_setup_teardown(a_long_article_in_another_order, open_database,
                                      close_database),
  };
  return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
