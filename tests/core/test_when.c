/* test_when.c: when a quote was said: the words beside its cue, and their day. */
#include <string.h>

#include "../../ext/core/date.h"
#include "../../ext/core/when.h"
#include "test.h"

/* ---- Reckoning ------------------------------------------------------------------- */

/* "" for what cannot be reckoned. */
typedef struct reckoning {
  const char *words, *base, *day;
} reckoning;

/* 2016-10-01 is a Saturday, 2024-02-29 a Thursday, 2013-01-02 a Wednesday,
** 2019-11-20 a Wednesday, 2021-06-07 a Monday, 2018-12-31 a Monday. */
static const reckoning reckonings[] = {
    /* days of the week, at base or before it */
    {"Friday", "2016-10-01", "2016-09-30"},
    {"Saturday", "2016-10-01", "2016-10-01"},
    {"Sunday", "2016-10-01", "2016-09-25"},
    {"Thursday", "2024-02-29", "2024-02-29"},
    {"Friday", "2024-02-29", "2024-02-23"},
    {"Wednesday", "2024-02-29", "2024-02-28"},
    {"Monday", "2013-01-02", "2012-12-31"},
    {"Thursday", "2013-01-02", "2012-12-27"},
    {"Tuesday", "2021-06-07", "2021-06-01"},
    {"Sunday", "2021-06-07", "2021-06-06"},
    {"Monday", "2021-06-07", "2021-06-07"},
    {"on Friday", "2016-10-01", "2016-09-30"},
    {"on Monday", "2018-12-31", "2018-12-31"},
    {"on Tuesday", "2018-12-31", "2018-12-25"},
    {"On Thursday", "2019-11-20", "2019-11-14"},
    {"on Wednesday", "2019-11-20", "2019-11-20"},
    {"late Friday", "2016-10-01", "2016-09-30"},
    {"late March", "2016-10-01", ""},
    {"early 2013", "2016-10-01", ""},
    {"Late Wednesday", "2019-11-20", "2019-11-20"},
    {"early Monday", "2019-11-20", "2019-11-18"},
    {"earlier Tuesday", "2019-11-20", "2019-11-19"},
    {"late on Sunday", "2019-11-20", "2019-11-17"},
    {"earlier on Friday", "2016-10-01", "2016-09-30"},
    {"on late Thursday", "2016-10-01", "2016-09-29"},
    {"Wednesday night", "2016-10-01", "2016-09-28"},
    {"Thursday morning", "2016-10-01", "2016-09-29"},
    {"on Friday afternoon", "2016-10-01", "2016-09-30"},
    {"Tuesday evening", "2013-01-02", "2013-01-01"},
    {"late Saturday night", "2024-02-29", "2024-02-24"},
    {"last Friday", "2019-11-20", "2019-11-15"},
    {"last Wednesday", "2019-11-20", "2019-11-13"},
    {"last Saturday", "2016-10-01", "2016-09-24"},
    {"this past Monday", "2019-11-20", "2019-11-18"},
    {"this Tuesday", "2019-11-20", "2019-11-19"},
    {"next Friday", "2019-11-20", "2019-11-22"},
    {"next Wednesday", "2019-11-20", "2019-11-27"},
    {"Friday last week", "2019-11-20", "2019-11-15"},
    {"on Tuesday last week", "2019-11-20", "2019-11-12"},
    {"on Thursday last week", "2024-02-29", "2024-02-22"},
    {"Mon.", "2019-11-20", "2019-11-18"},
    {"on Sat.", "2019-11-20", "2019-11-16"},
    {"Friday", "", ""},
    {"on Friday", "2016", ""},
    {"on Friday", "2016-10", ""},
    /* days counted from base */
    {"today", "2016-10-01", "2016-10-01"},
    {"tonight", "2016-10-01", "2016-10-01"},
    {"yesterday", "2016-10-01", "2016-09-30"},
    {"yesterday", "2024-03-01", "2024-02-29"},
    {"yesterday", "2023-03-01", "2023-02-28"},
    {"yesterday", "2013-01-01", "2012-12-31"},
    {"tomorrow", "2018-12-31", "2019-01-01"},
    {"Yesterday", "2021-06-07", "2021-06-06"},
    {"yesterday morning", "2021-06-07", "2021-06-06"},
    {"late yesterday", "2021-06-07", "2021-06-06"},
    {"last night", "2016-10-01", "2016-09-30"},
    {"late last night", "2016-10-01", "2016-09-30"},
    {"this morning", "2016-10-01", "2016-10-01"},
    {"this afternoon", "2019-11-20", "2019-11-20"},
    {"earlier today", "2019-11-20", "2019-11-20"},
    {"earlier this evening", "2019-11-20", "2019-11-20"},
    {"the day before yesterday", "2013-01-02", "2012-12-31"},
    {"a day earlier", "2013-01-01", "2012-12-31"},
    {"one day earlier", "2016-10-01", "2016-09-30"},
    {"a day before", "2016-10-01", "2016-09-30"},
    {"the previous day", "2016-10-01", "2016-09-30"},
    {"the day before", "2020-03-01", "2020-02-29"},
    {"the night before", "2020-03-01", "2020-02-29"},
    {"two days earlier", "2016-10-01", "2016-09-29"},
    {"two days ago", "2024-03-01", "2024-02-28"},
    {"three days before", "2013-01-02", "2012-12-30"},
    {"four days ago", "2019-11-20", "2019-11-16"},
    {"ten days ago", "2019-11-20", "2019-11-10"},
    {"5 days ago", "2019-11-20", "2019-11-15"},
    {"12 days earlier", "2019-11-20", "2019-11-08"},
    {"30 days ago", "2019-11-20", "2019-10-21"},
    {"yesterday", "", ""},
    {"two days ago", "2019-11", ""},
    /* a day of the month */
    {"on March 3", "2016-10-01", "2016-03-03"},
    {"on October 1", "2016-10-01", "2016-10-01"},
    {"on October 2", "2016-10-01", "2015-10-02"},
    {"on Dec. 30", "2013-01-02", "2012-12-30"},
    {"on January 1", "2013-01-02", "2013-01-01"},
    {"Nov. 19", "2019-11-20", "2019-11-19"},
    {"on 3 March", "2016-10-01", "2016-03-03"},
    {"on 15 November", "2019-11-20", "2019-11-15"},
    {"on March 3rd", "2016-10-01", "2016-03-03"},
    {"on 3rd March", "2016-10-01", "2016-03-03"},
    {"on the 3rd of March", "2016-10-01", "2016-03-03"},
    {"on the evening of March 3", "2016-10-01", "2016-03-03"},
    {"on the night of 14 September", "2016-10-01", "2016-09-14"},
    {"on March 3, 2014", "2016-10-01", "2014-03-03"},
    {"on March 3 2014", "2016-10-01", "2014-03-03"},
    {"March 3, 2014", "", "2014-03-03"},
    {"on 3 March 2014", "", "2014-03-03"},
    {"3rd of March, 2014", "", "2014-03-03"},
    {"on March 3", "", "--03-03"},
    {"on March 3", "2016", "2016-03-03"},
    {"on Sept. 11, 2001", "2019-11-20", "2001-09-11"},
    {"Friday, March 8", "2019-11-20", "2019-03-08"},
    {"on Friday, March 8, 2019", "", "2019-03-08"},
    {"on Sunday, Nov. 17", "2019-11-20", "2019-11-17"},
    {"Tuesday 19 November", "2019-11-20", "2019-11-19"},
    {"on Feb. 29", "2024-03-04", "2024-02-29"},
    {"on Feb. 30", "2024-03-04", ""},
    {"on April 31", "2024-03-04", ""},
    {"on Feb. 29, 2023", "2024-03-04", ""},
    {"late on May 4", "2021-06-07", "2021-05-04"},
    {"early on 4 May", "2021-06-07", "2021-05-04"},
    /* months and years */
    {"in August 2013", "2016-10-01", "2013-08"},
    {"in August 2013", "", "2013-08"},
    {"August 2013", "", "2013-08"},
    {"in August, 2013", "", "2013-08"},
    {"in August", "2016-10-01", "2016-08"},
    {"in December", "2016-10-01", "2015-12"},
    {"in October", "2016-10-01", "2016-10"},
    {"in November", "2013-01-02", "2012-11"},
    {"in January", "2013-01-02", "2013-01"},
    {"last August", "2016-10-01", "2016-08"},
    {"last October", "2016-10-01", "2015-10"},
    {"last December", "2016-10-01", "2015-12"},
    {"this August", "2016-10-01", "2016-08"},
    {"in early March", "2016-10-01", "2016-03"},
    {"in late July", "2016-10-01", "2016-07"},
    {"in mid June", "2016-10-01", "2016-06"},
    {"in mid-June", "2016-10-01", "2016-06"},
    {"in mid-August 2013", "", "2013-08"},
    {"back in May", "2021-06-07", "2021-05"},
    {"in May", "2021-06-07", "2021-05"},
    {"in July", "2021-06-07", "2020-07"},
    {"in Sept.", "2019-11-20", "2019-09"},
    {"in Jan. 2019", "2019-11-20", "2019-01"},
    {"in 2013", "2016-10-01", "2013"},
    {"back in 1998", "", "1998"},
    {"in late 2015", "2016-10-01", "2015"},
    {"in August", "", ""},
    /* no single day */
    {"last week", "2016-10-01", ""},
    {"last month", "2016-10-01", ""},
    {"last year", "2016-10-01", ""},
    {"this week", "2016-10-01", ""},
    {"earlier this week", "2016-10-01", ""},
    {"late last week", "2016-10-01", ""},
    {"earlier this month", "2016-10-01", ""},
    {"over the weekend", "2016-10-01", ""},
    {"last weekend", "2016-10-01", ""},
    {"recently", "2016-10-01", ""},
    {"in recent days", "2016-10-01", ""},
    {"a week ago", "2016-10-01", ""},
    {"two weeks ago", "2016-10-01", ""},
    {"three months ago", "2016-10-01", ""},
    {"two years earlier", "2016-10-01", ""},
    {"since Friday", "2016-10-01", ""},
    {"every Friday", "2016-10-01", ""},
    {"Monday to Friday", "2016-10-01", ""},
    {"Monday through Thursday", "2016-10-01", ""},
    {"Saturday and Sunday", "2016-10-01", ""},
    {"until 2013", "2016-10-01", ""},
    /* no expression of time */
    {"the march", "2016-10-01", ""},
    {"march 3 miles", "2016-10-01", ""},
    {"may 5", "2016-10-01", ""},
    {"the senate", "2016-10-01", ""},
    {"two houses", "2016-10-01", ""},
    {"in Paris", "2016-10-01", ""},
    {"in 300", "2016-10-01", ""},
};

static void test_reckon(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof reckonings / sizeof *reckonings; i++) {
    const reckoning *r = &reckonings[i];
    helper_memory memory;
    ne_arena arena;
    ne_text text;
    ne_tokens tokens;
    newsext_date base, day;
    char found[NEWSEXT_DATE_BYTES];
    newsext_span whole = {0, (uint32_t)strlen(r->words)};
    int has_base = newsext_date_parse(r->base, strlen(r->base), &base);
    helper_memory_open(&memory, 0);
    ne_arena_open(&arena, &memory.allocator, NULL);
    ne_text_open(&arena, &text, r->words, strlen(r->words));
    ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
    ne_when_reckon(&ne_lexicon_en, &text, &tokens, whole, has_base ? &base : NULL, &day);
    newsext_date_format(&day, found);
    if (strcmp(found, r->day) != 0) {
      print_error("\"%s\" from %s is %s, not %s\n", r->words, r->base, found, r->day);
      wrong++;
    }
    ne_arena_close(&arena);
    assert_int_equal(memory.blocks, 0);
  }
  assert_int_equal(wrong, 0);
}

/* ---- Finding ----------------------------------------------------------------------- */

/* A sentence with its cue in [ ] and what it reports in { }, and the words that
** tell when; "" for none. */
typedef struct finding {
  const char *sentence, *words;
} finding;

static const finding findings[] = {
    {"{\"We are ready,\"} the mayor [said] Friday.", "Friday"},
    {"{\"We are ready,\"} the mayor [said] on Friday.", "on Friday"},
    {"{\"We are ready,\"} the mayor [said] late Friday.", "late Friday"},
    {"{\"We are ready,\"} the mayor [said] in a statement on Friday.", "on Friday"},
    {"{\"We are ready,\"} the mayor [told] reporters Wednesday night.", "Wednesday night"},
    {"{\"We are ready,\"} [said] mayor Ann Oduya on Sunday.", "on Sunday"},
    {"{\"We are ready,\"} [said] Ann Oduya, the mayor, yesterday.", "yesterday"},
    {"{\"We are ready,\"} Oduya [wrote] on Twitter on March 3.", "on March 3"},
    {"{\"We are ready,\"} she [said] in August 2013.", "in August 2013"},
    {"{\"We are ready,\"} she [said] two days earlier.", "two days earlier"},
    {"{\"We are ready,\"} she [said] earlier today.", "earlier today"},
    {"{\"We are ready,\"} she [said] last night.", "last night"},
    {"{\"We are ready,\"} she [said] on Monday after a meeting on Sunday.", "on Monday"},
    {"The mayor [said] Friday {that the bridge would open in May}.", "Friday"},
    {"The mayor [said] on Friday {the bridge would open on Monday}.", "on Friday"},
    {"The mayor on Friday [said] {the bridge would open}.", "on Friday"},
    {"The mayor [said] {the bridge would open on Monday}.", ""},
    {"The mayor [said] {the bridge had opened last week}.", ""},
    {"On Friday, the mayor [said] {the bridge would open}.", "On Friday"},
    {"Late Wednesday, the mayor [warned] {that the bridge was unsafe}.", "Late Wednesday"},
    {"In August 2013, the mayor [promised] {a new bridge}.", "In August 2013"},
    {"Yesterday the mayor [announced] {a new bridge}.", "Yesterday"},
    {"The mayor [announced] Tuesday {a new bridge}.", "Tuesday"},
    {"{The bridge is unsafe}, the mayor [warned] on Tuesday.", "on Tuesday"},
    {"{The bridge is unsafe}, [according to] a report released on Tuesday.", "on Tuesday"},
    {"{\"We are ready,\"} she [said] last week.", ""},
    {"{\"We are ready,\"} she [said] earlier this month.", ""},
    {"{\"We are ready,\"} she [said] recently.", ""},
    {"{\"We are ready,\"} she [said] last week in Lyon on a Friday.", ""},
    {"Last week, she [said] {the bridge was safe}.", ""},
    {"{\"We are ready,\"} she [said].", ""},
    {"Writing in the Sunday Dispatch, she [called] {it unsafe}.", ""},
    {"{\"We open Friday,\"} she [said].", ""},
    {"{\"We open Friday,\"} she [said] Monday.", "Monday"},
    {"The man who left on Friday [said] {the bridge was safe}.", ""},
    {"{\"We are ready,\"} she [said] after the team arrived on Friday.", ""},
    {"{\"We are ready,\"} she [said] before leaving on Friday.", ""},
    {"{\"We are ready,\"} she [said] in an interview with a radio station on 4 May.", "on 4 May"},
    {"{\"We are ready,\"} the ministry [said] in a statement on Friday, March 8, 2019.",
     "on Friday, March 8, 2019"},
    {"{\"No one knew,\"} he [told] the court on Thursday morning.", "on Thursday morning"},
    {"He [told] the court on Thursday {that no one knew}.", "on Thursday"},
    {"{\"No one knew,\"} he [said] at a hearing in 2013.", "in 2013"},
    {"The club [confirmed] on Saturday {that the coach would leave in June}.", "on Saturday"},
    {"{\"We are ready,\"} she [said] in mid-August.", "in mid-August"},
    {"{\"We are ready,\"} she [said] at a rally on the evening of March 3.",
     "on the evening of March 3"},
    {"The club [confirmed] {that the coach would leave in June}.", ""},
};

/* What the marks in a finding's sentence point at, in bytes without the marks. */
typedef struct marked {
  char text[256];
  uint32_t cue_first, cue_end, content_first, content_end;
} marked;

static void read_marks(const char *sentence, marked *m) {
  uint32_t n = 0;
  memset(m, 0, sizeof *m);
  for (; *sentence; sentence++) {
    switch (*sentence) {
    case '[':
      m->cue_first = n;
      break;
    case ']':
      m->cue_end = n;
      break;
    case '{':
      m->content_first = n;
      break;
    case '}':
      m->content_end = n;
      break;
    default:
      m->text[n++] = *sentence;
    }
  }
}

static ne_range tokens_between(const ne_tokens *tokens, uint32_t first, uint32_t end) {
  ne_range range = {0, 0};
  while (range.first < tokens->count && tokens->at[range.first].start < first) {
    range.first++;
  }
  range.end = range.first;
  while (range.end < tokens->count && tokens->at[range.end].start < end) {
    range.end++;
  }
  return range;
}

static void test_find(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
    helper_memory memory;
    ne_arena arena;
    ne_prose prose;
    marked m;
    ne_range cue, content;
    newsext_span span;
    ne_tagger tagger = ne_tagger_find();
    read_marks(findings[i].sentence, &m);
    helper_memory_open(&memory, 0);
    ne_arena_open(&arena, &memory.allocator, NULL);
    memset(&prose, 0, sizeof prose);
    prose.lexicon = &ne_lexicon_en;
    ne_text_open(&arena, &prose.text, m.text, strlen(m.text));
    ne_prose_cut(&arena, &prose);
    ne_prose_read(&arena, &tagger, &prose);
    cue = tokens_between(&prose.tokens, m.cue_first, m.cue_end);
    content = tokens_between(&prose.tokens, m.content_first, m.content_end);
    assert_int_equal(prose.sentences.count, 1);
    span = ne_when_find(&prose, 0, cue.first, cue.end, &content, content.first != content.end);
    if (span.length != strlen(findings[i].words) ||
        memcmp(m.text + span.start, findings[i].words, span.length) != 0) {
      print_error("%s: \"%.*s\", not \"%s\"\n", findings[i].sentence, (int)span.length,
                  m.text + span.start, findings[i].words);
      wrong++;
    }
    ne_arena_close(&arena);
    assert_int_equal(memory.blocks, 0);
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_reckon), cmocka_unit_test(test_find)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
