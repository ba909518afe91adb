/* test_line.c: lines, paragraphs and the parts of a page. */
#include <stdio.h>
#include <string.h>

#include "../../ext/core/line.h"
#include "test.h"

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_lines lines;
} reading;

static void open_reading(reading *r, const char *bytes, size_t length) {
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->text, bytes, length);
  ne_tokenize(&r->arena, &r->text, &ne_lexicon_en, &r->tokens);
  ne_lines_find(&r->arena, &ne_lexicon_en, &r->text, &r->tokens, &r->lines);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

/* ---- Lines and paragraphs ----------------------------------------------------------- */

/* A text, and its paragraphs each shown as how many lines it joins. */
typedef struct join_case {
  const char *text, *joins;
} join_case;

#define WRAPPED                                                                                    \
  "    The company said on Monday that it would close two of its\n"                                \
  "mills in the north of the country and move the work to a new\n"                                 \
  "plant that opens in the spring, with the loss of 400 jobs.\n"

static const join_case joins[] = {
    {"", ""},
    {" \n\n \n", ""},
    {"One line.", "1"},
    {"One line.\n", "1"},
    {"One line.\nAnother line.", "1 1"},
    {"One line.\r\nAnother line.\r\n", "1 1"},
    {"One line.\rAnother line.", "1 1"},
    {"\n\nOne line.\n\n\nAnother line.\n\n", "1 1"},
    {WRAPPED, "3"},
    {WRAPPED WRAPPED, "3 3"},
    {"A title in front\n" WRAPPED, "1 3"},
    {"milk\nbread\nbutter\neggs", "1 1 1 1"},
    {"Share\nTweet\nmain img\nA caption", "1 1 1 1"},
};

static void test_joins(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
    reading r;
    char found[128] = "";
    uint32_t line = 0;
    open_reading(&r, joins[i].text, strlen(joins[i].text));
    for (uint32_t p = 0; p < r.lines.paragraph_count; p++) {
      uint32_t count = 0;
      while (line < r.lines.count && r.lines.at[line].first < r.lines.paragraphs[p].end) {
        assert_int_equal(r.lines.at[line].part, r.lines.paragraphs[p].part);
        count++;
        line++;
      }
      snprintf(found + strlen(found), sizeof found - strlen(found), p ? " %u" : "%u", count);
    }
    assert_int_equal(line, r.lines.count);
    if (strcmp(found, joins[i].joins) != 0) {
      print_error("%.30s: \"%s\", not \"%s\"\n", joins[i].text, found, joins[i].joins);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

static void test_blank_lines(void **state) {
  reading r;
  static const char text[] = "One.\nTwo.\n\nThree.\r\n\r\nFour.\r\nFive.\xE2\x80\xA9Six.";
  static const uint8_t blank[] = {1, 0, 1, 1, 0, 1};
  (void)state;
  open_reading(&r, text, sizeof text - 1);
  assert_int_equal(r.lines.count, sizeof blank);
  for (uint32_t i = 0; i < r.lines.count; i++) {
    assert_int_equal(r.lines.at[i].blank_before, blank[i]);
  }
  close_reading(&r);
}

/* ---- Parts ---------------------------------------------------------------------------- */

/* Lines, each after a letter for its part: h headline, y byline, t time, c caption,
** r credit, w wire, x residue, b body, s subhead. */
static const char *const pages[] = {
    "xAdvertisement\n"
    "hCouncil votes to rebuild the old harbour bridge\n"
    "yBy Ingrid Berg, Staff Writer\n"
    "tPublished: March 6, 2024 4:05 PM EST | Updated: March 7, 2024\n"
    "xShare on Facebook\n"
    "cThe old bridge was closed in 2019 after cracks were found. (Photo: Tom Rao)\n"
    "bThe city council voted on Tuesday to rebuild the harbour bridge, which has been shut for "
    "five "
    "years, at a cost of 40 million crowns.\n"
    "b\"We have waited long enough,\" said Maria Okafor, who runs a shop on the north bank. \"My "
    "customers have to drive for half an hour.\"\n"
    "xAlso read: Ferry workers call off strike\n"
    "bThe work will begin in May and is to last two years, according to the council's engineer, "
    "Peter Lindqvist, who drew up the plan.\n"
    "b\"It is not a pretty bridge,\" he said. \"But it will stand.\"\n"
    "xSign up for our daily newsletter\n"
    "xMost read\n",

    "hRival parties agree on new budget\n"
    "tCairo | Updated: Jun 03, 2019, 10:20 AM\n"
    "bThe two largest parties agreed on Monday on a budget for the coming year, their leaders told "
    "reporters after a night of talks.\n"
    "bThe deal raises spending on schools and cuts it on roads, and must be passed by parliament "
    "before the end of the month.\n"
    "bThe smaller parties said that they would vote against it because they had not been asked.\n"
    "w(With inputs from agencies)\n",

    /* bare text, as many tables hold it */
    "bThe two largest parties agreed on Monday on a budget for the coming year, their leaders told "
    "reporters after a night of talks.\n"
    "b\"We did what we had to do,\" one of them said.\n"
    "bThe smaller parties said that they would vote against it.\n",

    "b\"We did what we had to do,\" the minister said on Friday.\n",
    "bThe minister said that he would not resign.\n",
    "b\"I've argued for a longer pause ... but events took another course.\"\n",
    "bAccording to the police, nobody was hurt.\n",

    /* talk is text */
    "bThe hearing began at nine, and the first witness was the engineer who had drawn up the plan "
    "for the bridge in the spring of 2017.\n"
    "bQ: When did you see the cracks?\n"
    "bA: In March, and I wrote to the council about them at once.\n"
    "bQ: Did anybody answer your letter in the months that followed?\n"
    "bA: Nobody ever did, and I have kept a copy of it to this day.\n",

    "hInterview: 'We are not done,' says Velia's central bank chief\n"
    "bGovernor Matyas Holub-Ferenc spoke to The Morning Post's Nadia Khoury in his office in Velia "
    "City. The transcript has been edited for length.\n"
    "bTHE MORNING POST: Inflation has come down for five months. Is the job finished?\n"
    "bHOLUB-FERENC: No. The last mile is the longest. I have said to my colleagues: do not take "
    "off "
    "your boots yet.\n"
    "bTHE MORNING POST: Will you stay for a second term?\n"
    "bHOLUB-FERENC: Ask my wife. (laughs) She has asked me to be home by six since 1998.\n",
};

static char letter_of(uint8_t part) {
  return "bshytcrwx"[part];
}

static void test_parts(void **state) {
  size_t wrong = 0, lines = 0;
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    char text[4096], expected[64];
    size_t n = 0, count = 0;
    reading r;
    for (const char *p = pages[i]; *p; p += strcspn(p, "\n") + 1) {
      size_t length = strcspn(p, "\n") - 1;
      expected[count++] = *p;
      memcpy(text + n, p + 1, length);
      memcpy(text + n + length, "\n\n", 2);
      n += length + 2;
    }
    open_reading(&r, text, n);
    assert_int_equal(r.lines.count, count);
    for (uint32_t k = 0; k < r.lines.count; k++) {
      lines++;
      if (letter_of(r.lines.at[k].part) != expected[k]) {
        newsext_span span = ne_tokens_span(&r.tokens, r.lines.at[k].first, r.lines.at[k].end);
        print_error("%c, not %c: %.*s\n", letter_of(r.lines.at[k].part), expected[k],
                    (int)span.length, text + span.start);
        wrong++;
      }
    }
    close_reading(&r);
  }
  assert_true(lines > 30);
  assert_int_equal(wrong, 0);
}

/* Numbers go up by one over body and subheads, and are 0 elsewhere. */
static void test_numbers(void **state) {
  reading r;
  uint32_t number = 0;
  (void)state;
  open_reading(&r, pages[0], strlen(pages[0]));
  for (uint32_t i = 0; i < r.lines.paragraph_count; i++) {
    const ne_paragraph *p = &r.lines.paragraphs[i];
    int is_read = p->part == NEWSEXT_PART_BODY || p->part == NEWSEXT_PART_SUBHEAD;
    assert_int_equal(p->number, is_read ? ++number : 0);
  }
  assert_true(number > 0);
  close_reading(&r);
}

/* More paragraphs than are decided at once; every token lies in one of them. */
static void test_many_lines(void **state) {
  enum { LINES = 5000 };
  static char text[LINES * 40];
  size_t n = 0;
  uint32_t at = 0;
  reading r;
  (void)state;
  for (int i = 0; i < LINES; i++) {
    n += (size_t)sprintf(text + n, i % 3 ? "Read more\n" : "The river rose again on Monday.\n\n");
  }
  open_reading(&r, text, n);
  assert_int_equal(r.lines.count, LINES);
  for (uint32_t i = 0; i < r.lines.paragraph_count; i++) {
    assert_int_equal(r.lines.paragraphs[i].first, at);
    at = r.lines.paragraphs[i].end;
  }
  assert_int_equal(at, r.tokens.count);
  close_reading(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_joins),
                                     cmocka_unit_test(test_blank_lines),
                                     cmocka_unit_test(test_parts), cmocka_unit_test(test_numbers),
                                     cmocka_unit_test(test_many_lines)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
