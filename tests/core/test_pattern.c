/* test_pattern.c: matching under limits, and on bytes of any kind. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "../../ext/core/pattern.h"
#include "../../ext/newsext.h"
#include "test.h"

typedef struct host {
  helper_memory memory;
  ne_arena arena;
  ne_patterns *patterns;
  ne_matcher matcher;
} host;

static int open_host(void **state) {
  host *h = calloc(1, sizeof *h);
  *state = h;
  helper_memory_open(&h->memory, 0);
  ne_arena_open(&h->arena, &h->memory.allocator, NULL);
  if (ne_patterns_open(&h->memory.allocator, &h->patterns) != NEWSEXT_OK) {
    return 1;
  }
  ne_matcher_open(&h->matcher, &h->arena, h->patterns);
  return h->arena.status != NEWSEXT_OK;
}

static int close_host(void **state) {
  host *h = *state;
  int leaked;
  ne_matcher_close(&h->matcher);
  ne_patterns_close(h->patterns);
  ne_arena_close(&h->arena);
  leaked = h->memory.blocks != 0;
  free(h);
  return leaked;
}

/* The piece so often that it fills so many bytes. */
static char *repeated(const char *piece, size_t bytes) {
  char *text = malloc(bytes + 1);
  for (size_t i = 0; text && i < bytes; i++) {
    text[i] = piece[i % strlen(piece)];
  }
  if (text) {
    text[bytes] = '\0';
  }
  return text;
}

static void a_field_is_found(void **state) {
  host *h = *state;
  const char *line = "A view of the port. Photo: Ann Lee/Reuters";
  newsext_span credit;
  assert_true(
      ne_matcher_find(&h->matcher, NE_PATTERN_CREDIT_NAMED, line, (uint32_t)strlen(line), 0));
  credit = ne_matcher_field(&h->matcher, NE_FIELD_CREDIT);
  assert_int_equal(credit.length, strlen("Ann Lee/Reuters"));
  assert_memory_equal(line + credit.start, "Ann Lee/Reuters", credit.length);
  assert_int_equal(ne_matcher_field(&h->matcher, NE_FIELD_YEAR).length, 0);
  assert_int_equal(h->arena.status, NEWSEXT_OK);
}

static void no_match_is_no_error(void **state) {
  host *h = *state;
  const char *line = "A view of the port.";
  assert_false(ne_matcher_find(&h->matcher, NE_PATTERN_DATE_ISO, line, (uint32_t)strlen(line), 0));
  assert_int_equal(h->arena.status, NEWSEXT_OK);
}

static void an_overrun_is_an_error(void **state) {
  host *h = *state;
  const char *line = "2024-03-06";
  char *text = repeated("photo by ann ", 390);
  assert_non_null(text);
  assert_true(ne_matcher_find(&h->matcher, NE_PATTERN_DATE_ISO, line, (uint32_t)strlen(line), 0));
  pcre2_set_match_limit(h->matcher.context, 20);
  assert_false(ne_matcher_find(&h->matcher, NE_PATTERN_CREDIT_NAMED, text, 390, 0));
  assert_int_equal(h->arena.status, NEWSEXT_LIMIT);
  /* and stays one */
  assert_false(ne_matcher_find(&h->matcher, NE_PATTERN_DATE_ISO, line, (uint32_t)strlen(line), 0));
  assert_int_equal(h->arena.status, NEWSEXT_LIMIT);
  free(text);
}

/* Lines of a page are short enough that no pattern comes near its limits. */
static void lines_stay_within_the_limits(void **state) {
  host *h = *state;
  static const char *const pieces[] = {
      "photo by ann ", "1/1/",    "10:10 ", "Jan 1 ",  "(((((",         "A ",
      "Updated ",      "2024",    "©©",     "((a)",    "photo: (photo", "AP/AP/",
      "\xff\xc3",      " - ",     "a/b ",   "Mon, ",   "Photo:(",       "by by",
      "1.1.",          "9 p.m. ", "\t\t",   "Z+01:00", "1Jan",          "with inputs "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    char *text = repeated(pieces[i], 400);
    assert_non_null(text);
    for (int pattern = 0; pattern < NE_PATTERN_COUNT; pattern++) {
      ne_matcher_find(&h->matcher, (ne_pattern)pattern, text, 400, 0);
      assert_int_equal(h->arena.status, NEWSEXT_OK);
    }
    free(text);
  }
}

static void broken_bytes_are_no_error(void **state) {
  host *h = *state;
  const char line[] = "\xff\xfe 2024-03-06 \xe2\x82";
  assert_true(ne_matcher_find(&h->matcher, NE_PATTERN_DATE_ISO, line, sizeof line - 1, 0));
  assert_int_equal(ne_matcher_field(&h->matcher, NE_FIELD_YEAR).start, 3);
  assert_int_equal(h->arena.status, NEWSEXT_OK);
}

#define PATTERN_TEST(function) cmocka_unit_test_setup_teardown(function, open_host, close_host)

int main(void) {
  const struct CMUnitTest tests[] = {
      PATTERN_TEST(a_field_is_found),          PATTERN_TEST(no_match_is_no_error),
      PATTERN_TEST(an_overrun_is_an_error),    PATTERN_TEST(lines_stay_within_the_limits),
      PATTERN_TEST(broken_bytes_are_no_error),
  };
  return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
