/* test_page.c: the fields of an article, read off its page. */
#include <stdio.h>
#include <string.h>

#include "../../ext/core/dateline.h"
#include "../../ext/core/page.h"
#include "test.h"

/* A page, and what is read from it: a line a field, "name: value". */
typedef struct page_case {
  const char *text, *fields;
} page_case;

#define BODY                                                                                       \
  "The city council voted on Tuesday to rebuild the harbour bridge, which has been shut for five " \
  "years, at a cost of 40 million crowns.\n\n"                                                     \
  "\"We have waited long enough,\" said Maria Okafor, who runs a shop on the north bank of the "   \
  "river and has lost half of her customers.\n\n"                                                  \
  "The work will begin in May and is to last two years, according to the council's engineer, "     \
  "who drew up the plan.\n\n"
#define HEAD "Council votes to rebuild the old harbour bridge\n\n"

static const page_case pages[] = {
    /* an agency's sign behind the last sentence; bylines of desks and behind a role */
    {HEAD BODY "A court on Tuesday remanded the three in custody for 14 days. PTI ABC DEF\n",
     "headline: Council votes to rebuild the old harbour bridge\n"},
    {HEAD BODY "Earlier in the day, the principal adviser, Dr. K. Rao, had told a gathering at the "
               "hall that ferries would do the work. (ANI)\n",
     "headline: Council votes to rebuild the old harbour bridge\n"},
    {HEAD "Our Sports Correspondent\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Our Sports Correspondent\n"},
    {HEAD "Political editor Ingrid Berg\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"},
    /* first names that are on no list */
    {HEAD "Thandolwethu Sgodi\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Thandolwethu Sgodi\n"},
    {HEAD "Mehrnaz Qoli and Ysolda Trewhella\n12 March 2026\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Mehrnaz Qoli\nbyline: Ysolda Trewhella\npublished: 2026-03-12\n"},
    /* one desk alone; whom lines without "by" name beside one with it */
    {HEAD "Reuters, AFP\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Reuters\n"
     "published: 2024-03-06\n"
     "agency: Reuters\nagency: AFP\n"},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\nEdited and posted\n\nRaj Rao, Reporter\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"},
    {HEAD "By Ingrid Berg with Raj Rao\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\nbyline: Raj Rao\n"},
    {HEAD "By Staff\n\n" BODY, "headline: Council votes to rebuild the old harbour bridge\n"
                               "byline: Staff\n"},
    /* a lifetime is no day of publication */
    {"\"Moss does not hurry,\" Dame Rosalind Quarm would tell undergraduates, \"and neither, for "
     "the next three years, will you.\"\n\n"
     "Her husband predeceased her in 2001. She is survived by their son, Hamish, and two "
     "grandchildren.\n\n"
     "• Rosalind Quarm, botanist, born 9 April 1930; died 28 November 2026\n",
     ""},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"},
    {HEAD "By Ingrid Berg and Raj Rao, Reuters\n\nPublished: March 6, 2024 4:05 PM EST\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\nbyline: Raj Rao\n"
     "published: 2024-03-06T16:05:00-05:00\n"
     "agency: Reuters\n"},
    {HEAD "BY INGRID BERG, STAFF WRITER\n\nUpdated: March 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: INGRID BERG\n"
     "updated: 2024-03-06\n"},
    {HEAD "By Ingrid Berg, Raj Rao and Maria de la Cruz | March 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\nbyline: Raj Rao\nbyline: Maria de la Cruz\n"
     "published: 2024-03-06\n"},
    {HEAD "Ingrid Berg Published Mar 6, 2024, 11:21am | Updated Mar 7, 2024, 6:39pm\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06T11:21:00\n"
     "updated: 2024-03-07T18:39:00\n"},
    {HEAD "Reuters March 6, 2024 11:03 PM\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Reuters\n"
     "published: 2024-03-06T23:03:00\n"
     "agency: Reuters\n"},
    {HEAD "By Ingrid BergTravel Writer\n\n11:58, 6 Mar 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06T11:58:00\n"},
    {HEAD "By Ingrid Berg\n\nPhotograph by Tom Rao\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"
     "caption:  | Tom Rao\n"},
    {HEAD "Valley Evening Star\n\nBy Ingrid Berg\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "outlet: Valley Evening Star\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"},
    {HEAD "The bridge is led across the river. Photograph: Tom Rao/Reuters\n\n"
          "The bridge is led across the river. Photograph: Tom Rao/Reuters\n\n"
          "By Ingrid Berg\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"
     "caption: The bridge is led across the river. | Tom Rao/Reuters\n"
     "caption: The bridge is led across the river. | Tom Rao/Reuters\n"},
    {HEAD "Reuters\n\nMarch 6, 2024\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Reuters\n"
     "published: 2024-03-06\n"
     "agency: Reuters\n"},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\n"
          "The old bridge was closed in 2019. (AP Photo/Tom Rao)\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"
     "caption: The old bridge was closed in 2019. | AP Photo/Tom Rao\n"},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\n"
          "The old bridge was closed in 2019. Photograph:(AFP)\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"
     "caption: The old bridge was closed in 2019. | AFP\n"},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\nPhoto: Tom Rao/Getty Images\n\n" BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "published: 2024-03-06\n"
     "caption:  | Tom Rao/Getty Images\n"},
    {HEAD "DelhiUpdated: Mar 06, 2024, 09:10 AM IST\n\n" BODY "(NDTV with inputs from AFP)\n",
     "headline: Council votes to rebuild the old harbour bridge\n"
     "outlet: NDTV\n"
     "place: Delhi\n"
     "updated: 2024-03-06T09:10:00+05:30\n"
     "credit: NDTV with inputs from AFP\n"
     "agency: AFP\n"
     "dateline: Delhi 2024-03-06\n"},
    {HEAD "By Ingrid Berg\n\nMarch 6, 2024\n\nGENEVA, March 5 (Reuters) - " BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "place: GENEVA\n"
     "published: 2024-03-06\n"
     "agency: Reuters\n"
     "dateline: GENEVA 2024-03-05\n"},
    {HEAD "By Ingrid Berg\n\nJanuary 2, 2024\n\nGENEVA, Dec 31 (Reuters) - " BODY,
     "headline: Council votes to rebuild the old harbour bridge\n"
     "byline: Ingrid Berg\n"
     "place: GENEVA\n"
     "published: 2024-01-02\n"
     "agency: Reuters\n"
     "dateline: GENEVA 2023-12-31\n"},
    {BODY, ""},
    {"\"We did what we had to do,\" the minister said on Friday.", ""},
    {"", ""},
};

static void put(char *out, const char *name, newsext_slice value) {
  if (value.bytes) {
    sprintf(out + strlen(out), "%s: %.*s\n", name, (int)value.length, value.bytes);
  }
}

static void put_date(char *out, const char *name, const newsext_date *date) {
  char iso[NEWSEXT_DATE_BYTES];
  if (newsext_date_format(date, iso)) {
    sprintf(out + strlen(out), "%s: %s\n", name, iso);
  }
}

static void describe(const newsext_article *a, const newsext_dateline *dateline, char *out) {
  *out = '\0';
  put(out, "headline", a->headline);
  put(out, "outlet", a->outlet);
  for (uint32_t i = 0; i < a->byline_count; i++) {
    put(out, "byline", a->byline[i]);
  }
  put(out, "place", a->place);
  put_date(out, "published", &a->published);
  put_date(out, "updated", &a->updated);
  for (uint32_t i = 0; i < a->caption_count; i++) {
    const newsext_caption *c = &a->captions[i];
    sprintf(out + strlen(out), "caption: %.*s | %.*s\n", (int)c->text.length,
            c->text.bytes ? c->text.bytes : "", (int)c->credit.length,
            c->credit.bytes ? c->credit.bytes : "");
  }
  put(out, "credit", a->credit);
  for (uint32_t i = 0; i < a->agency_count; i++) {
    put(out, "agency", a->agencies[i]);
  }
  if (dateline) {
    char iso[NEWSEXT_DATE_BYTES];
    newsext_date_format(&dateline->date, iso);
    sprintf(out + strlen(out), "dateline: %.*s %s\n", (int)dateline->place.length,
            dateline->place.bytes, iso);
  }
}

/* Reads a text with an allocator that refuses the call number fail_at. */
static newsext_status read_page(const char *bytes, size_t fail_at, char *out) {
  helper_memory memory;
  ne_patterns *patterns;
  ne_arena arena;
  ne_text text;
  ne_tokens tokens = {.count = 0};
  ne_lines lines = {NULL, NULL, 0, 0};
  newsext_article article;
  newsext_dateline wire, dateline;
  newsext_status status;
  *out = '\0';
  helper_memory_open(&memory, fail_at);
  status = ne_patterns_open(&memory.allocator, &patterns);
  if (status == NEWSEXT_OK) {
    ne_arena_open(&arena, &memory.allocator, NULL);
    ne_text_open(&arena, &text, bytes, strlen(bytes));
    if (arena.status == NEWSEXT_OK) {
      ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
    }
    if (arena.status == NEWSEXT_OK) {
      ne_lines_find(&arena, &ne_lexicon_en, &text, &tokens, &lines);
    }
    if (arena.status == NEWSEXT_OK) {
      int found;
      ne_dateline_find(&arena, &ne_lexicon_en, &text, &tokens, &lines, &wire);
      ne_article_read(&arena, patterns, &ne_lexicon_en, &text, &tokens, &lines, &wire, &article);
      found = ne_dateline_read(&text, &tokens, &lines, &wire, &article, NULL, &dateline);
      if (arena.status == NEWSEXT_OK) {
        describe(&article, found ? &dateline : NULL, out);
      }
    }
    status = arena.status;
    ne_arena_close(&arena);
    ne_patterns_close(patterns);
  }
  assert_int_equal(memory.blocks, 0);
  return status;
}

static void test_pages(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    char found[4096];
    assert_int_equal(read_page(pages[i].text, 0, found), NEWSEXT_OK);
    if (strcmp(found, pages[i].fields) != 0) {
      print_error("page %u reads\n%snot\n%s", (unsigned)i, found, pages[i].fields);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

/* Wherever memory ends, the page says so and nothing is left behind. */
static void test_no_memory(void **state) {
  char found[4096];
  size_t fail_at = 1;
  (void)state;
  while (read_page(pages[8].text, fail_at, found) == NEWSEXT_NOMEM) {
    fail_at++;
  }
  assert_true(fail_at > 20);
  assert_string_equal(found, pages[8].fields);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages),
                                     cmocka_unit_test(test_no_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
