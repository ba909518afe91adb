/* test_date.c: the calendar, ISO 8601, and dates and times as pages print them. */
#include <string.h>

#include "../../ext/core/date.h"
#include "test.h"

/* ---- ISO 8601 ----------------------------------------------------------------- */

static void test_iso(void **state) {
  /* what is read, and what is written again; "" for what is refused */
  static const char *const cases[][2] = {
      {"2016-10-01", "2016-10-01"},
      {"2016-10", "2016-10"},
      {"2016", "2016"},
      {" 2016-10-01 ", "2016-10-01"},
      {"2016-10-01T09:10", "2016-10-01T09:10:00"},
      {"2016-10-01 09:10", "2016-10-01T09:10:00"},
      {"2016-10-01T09:10:11Z", "2016-10-01T09:10:11+00:00"},
      {"2016-10-01T09:10:11.123Z", "2016-10-01T09:10:11+00:00"},
      {"2016-10-01T09:10:11+05:30", "2016-10-01T09:10:11+05:30"},
      {"2016-10-01T09:10:11+14:00", "2016-10-01T09:10:11+14:00"},
      {"2016-10-01T09:10:11-12:00", "2016-10-01T09:10:11-12:00"},
      {"2016-10-01T09:10:11+15:00", ""},
      {"2016-10-01T09:10:11+", ""},
      {"2016-10-01T09:10:11-0800", "2016-10-01T09:10:11-08:00"},
      {"2016-10-01T09:10+02", "2016-10-01T09:10:00+02:00"},
      {"2016-10-01T", "2016-10-01"},
      {"2024-02-29", "2024-02-29"},
      {"2000-02-29", "2000-02-29"},
      {"2023-02-29", ""},
      {"1900-02-29", ""},
      {"2016-13-01", ""},
      {"2016-00-01", ""},
      {"2016-04-31", ""},
      {"2016-10-01T24:00", ""},
      {"2016-10-01T09:60", ""},
      {"2016-10-01 morning", ""},
      {"16-10-01", ""},
      {"yesterday", ""},
      {"", ""},
  };
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    newsext_date date;
    char out[NEWSEXT_DATE_BYTES];
    int could = newsext_date_parse(cases[i][0], strlen(cases[i][0]), &date);
    newsext_date_format(&date, out);
    if (could != (cases[i][1][0] != '\0') || strcmp(out, cases[i][1]) != 0) {
      print_error("\"%s\" is \"%s\", not \"%s\"\n", cases[i][0], out, cases[i][1]);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

static void test_year_unknown(void **state) {
  newsext_date date = ne_date_none();
  char out[NEWSEXT_DATE_BYTES];
  (void)state;
  date.month = 2;
  date.day = 26;
  assert_int_equal(newsext_date_format(&date, out), 7);
  assert_string_equal(out, "--02-26");
}

static void test_calendar(void **state) {
  newsext_date date = ne_date_none();
  (void)state;
  date.year = 1970;
  date.month = date.day = 1;
  assert_int_equal(ne_date_to_days(&date), 0);
  assert_int_equal(ne_date_weekday(&date), 4);
  /* every day of four centuries goes there and back, and the week goes on */
  for (int32_t day = -80000; day < 70000; day++) {
    newsext_date at = newsext_date_from_days(day);
    assert_true(ne_date_possible(&at));
    assert_int_equal(ne_date_to_days(&at), day);
    assert_int_equal(ne_date_weekday(&at), ((day % 7) + 11) % 7);
  }
}

/* ---- Stamps ---------------------------------------------------------------------- */

/* A line, the country of its outlet, and the stamps on it: kind and moment. */
typedef struct line_case {
  const char *line, *country, *stamps;
} line_case;

static const line_case lines[] = {
    {"March 6, 2024", "", "2024-03-06"},
    {"Mar. 6, 2024", "", "2024-03-06"},
    {"MARCH 6, 2024", "", "2024-03-06"},
    {"6 March 2024", "", "2024-03-06"},
    {"6th March, 2024", "", "2024-03-06"},
    {"the 6th of March 2024", "", "2024-03-06"},
    {"06-Mar-2024", "", "2024-03-06"},
    {"Wednesday, March 6, 2024", "", "2024-03-06"},
    {"Wed 6 Mar 2024", "", "2024-03-06"},
    {"2024-03-06", "", "2024-03-06"},
    {"2024/03/06", "", "2024-03-06"},
    {"2024.03.06", "", "2024-03-06"},
    {"06.03.2024", "", "2024-03-06"},
    {"30/04/2024", "", "2024-04-30"},
    {"4/30/2024", "", "2024-04-30"},
    {"03/04/2024", "US", "2024-03-04"},
    {"03/04/2024", "PH", "2024-03-04"},
    {"03/04/2024", "GB", "2024-04-03"},
    {"03/04/2024 - 16:38", "", "2024-04-03T16:38:00"},
    {"03/04/2024 4:38 PM", "", "2024-03-04T16:38:00"},
    {"11.12.2019 09:00 AM", "US", "2019-11-12T09:00:00"},
    {"Sept 9 2019", "", "2019-09-09"},
    {"9 Febr. 2019", "", "2019-02-09"},
    {"March 6, 2024 at 9:45 am", "", "2024-03-06T09:45:00"},
    {"March 6, 2024, 9:45 p.m.", "", "2024-03-06T21:45:00"},
    {"6 March 2024 | 18:05", "", "2024-03-06T18:05:00"},
    {"6 Mar 2024, 12:05 am", "", "2024-03-06T00:05:00"},
    {"6 Mar 2024, 12:05 pm", "", "2024-03-06T12:05:00"},
    {"6 Mar 2024 9.45am", "", "2024-03-06T09:45:00"},
    {"6 Mar 2024 9am", "", "2024-03-06T09:00:00"},
    {"21:17 06.03.2024", "", "2024-03-06T21:17:00"},
    {"10:48, Wed, Mar 6, 2024", "", "2024-03-06T10:48:00"},
    {"4:00 pm EST, Wednesday, March 6, 2024", "", "2024-03-06T16:00:00-05:00"},
    {"0339 GMT (1139 HKT) March 6, 2024", "", "2024-03-06T03:39:00+00:00"},
    {"2024-03-06T16:05:00Z", "", "2024-03-06T16:05:00+00:00"},
    {"2024-03-06T16:05:00+05:30", "", "2024-03-06T16:05:00+05:30"},
    {"2024-03-06 16:05:07", "", "2024-03-06T16:05:07"},
    {"March 6, 2024 13:55 GMT+1", "", "2024-03-06T13:55:00+01:00"},
    {"March 6, 202412:45 PM UTC", "", "2024-03-06T12:45:00+00:00"},
    {"Oct 01, 2016, 09:10 AM IST", "IN", "2016-10-01T09:10:00+05:30"},
    {"Oct 01, 2016, 09:10 AM IST", "IE", "2016-10-01T09:10:00+01:00"},
    {"Oct 01, 2016, 09:10 AM IST", "IL", "2016-10-01T09:10:00+02:00"},
    {"Oct 01, 2016, 09:10 AM IST", "", "2016-10-01T09:10:00"},
    {"Oct 01, 2016, 09:10 BST", "GB", "2016-10-01T09:10:00+01:00"},
    {"Oct 01, 2016, 09:10 CST", "CN", "2016-10-01T09:10:00+08:00"},
    {"Oct 01, 2016, 09:10 CST", "US", "2016-10-01T09:10:00-06:00"},
    {"Oct 01, 2016, 09:10 CST", "", "2016-10-01T09:10:00"},
    {"Published: March 6, 2024", "", "published 2024-03-06"},
    {"Posted on March 6, 2024", "", "published 2024-03-06"},
    {"First published on 6 March 2024", "", "published 2024-03-06"},
    {"Updated: March 6, 2024", "", "updated 2024-03-06"},
    {"Last modified on 6 March 2024", "", "updated 2024-03-06"},
    {"WashingtonUpdated: Oct 01, 2016", "", "updated 2016-10-01"},
    {"UpdatedOct 01, 2016", "", "updated 2016-10-01"},
    {"Published 4:05 PM EST, Wed March 6, 2024", "", "published 2024-03-06T16:05:00-05:00"},
    {"Published: March 5, 2024 | Updated: March 6, 2024", "",
     "published 2024-03-05; updated 2024-03-06"},
    {"PUBLISHED: 10:48, Tue, Mar 5, 2024 | UPDATED: 11:05, Wed, Mar 6, 2024", "",
     "published 2024-03-05T10:48:00; updated 2024-03-06T11:05:00"},
    {"March 5, 2024 at 2:26 PM HST - Updated March 6 at 4:46 PM", "",
     "2024-03-05T14:26:00-10:00; updated 2024-03-06T16:46:00"},
    {"Source: Agency| 2024-03-06 13:35:57|Editor: Lee", "", "2024-03-06T13:35:57"},
    {"Nov 18", "", "--11-18"},
    /* of two that share a word, the one with the year */
    {"Page 3 March 6, 2024", "", "2024-03-06"},
    {"Issue of May 6 March 2024", "", "2024-03-06"},
    /* impossible dates, and no dates */
    {"February 30, 2024", "", ""},
    {"31/04/2024", "", ""},
    {"February 29, 2023", "", ""},
    {"13/13/2024", "", ""},
    {"5 min read", "", ""},
    {"Maybe 5 people", "", ""},
    {"3 hours ago", "", ""},
    {"Image 1 of 9", "", ""},
    {"version 10.2.1", "", ""},
    {"24/7", "", ""},
    {"", "", ""},
};

static void describe(const ne_stamp *stamps, uint32_t count, char *out) {
  static const char *const kinds[] = {"", "published ", "updated "};
  *out = '\0';
  for (uint32_t i = 0; i < count; i++) {
    char date[NEWSEXT_DATE_BYTES];
    newsext_date_format(&stamps[i].date, date);
    strcat(strcat(strcat(out, i ? "; " : ""), kinds[stamps[i].kind]), date);
  }
}

static void test_stamps(void **state) {
  helper_memory memory;
  ne_patterns *patterns;
  size_t wrong = 0;
  (void)state;
  helper_memory_open(&memory, 0);
  assert_int_equal(ne_patterns_open(&memory.allocator, &patterns), NEWSEXT_OK);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    ne_arena arena;
    ne_text text;
    ne_matcher matcher;
    ne_stamp stamps[4];
    char found[256];
    newsext_span whole = {0, (uint32_t)strlen(lines[i].line)};
    uint32_t count;
    ne_arena_open(&arena, &memory.allocator, NULL);
    ne_text_open(&arena, &text, lines[i].line, whole.length);
    ne_matcher_open(&matcher, &arena, patterns);
    count = ne_stamps_read(&matcher, &ne_lexicon_en, &text, whole, stamps, 4);
    for (uint32_t k = 0; k < count; k++) {
      ne_stamp_settle(&stamps[k], &ne_lexicon_en, &text, lines[i].country);
    }
    describe(stamps, count, found);
    if (strcmp(found, lines[i].stamps) != 0) {
      print_error("\"%s\" (%s): \"%s\", not \"%s\"\n", lines[i].line, lines[i].country, found,
                  lines[i].stamps);
      wrong++;
    }
    assert_int_equal(arena.status, NEWSEXT_OK);
    ne_matcher_close(&matcher);
    ne_arena_close(&arena);
  }
  ne_patterns_close(patterns);
  assert_int_equal(wrong, 0);
  assert_int_equal(memory.blocks, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_iso), cmocka_unit_test(test_year_unknown),
      cmocka_unit_test(test_calendar), cmocka_unit_test(test_stamps)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
