/* test_sentence.c: where sentences end. */
#include <string.h>

#include "../../ext/core/prose.h"
#include "test.h"

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_prose prose;
} reading;

static void open_reading(reading *r, const char *bytes, size_t length) {
  memset(r, 0, sizeof *r);
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->prose.text, bytes, length);
  r->prose.lexicon = &ne_lexicon_en;
  ne_prose_cut(&r->arena, &r->prose);
  ne_prose_read(&r->arena, NULL, &r->prose);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

/* ---- Borders ---------------------------------------------------------------------------- */

/* Texts with a bar, which the text itself has not, where a sentence ends and another
** one begins. */
static const char *const texts[] = {
    "",
    "One sentence.",
    "No stop at all",
    "He left.| She stayed.",
    "Did he leave?| He did!| She stayed.",
    "What?!| No.",
    "He left; she stayed: both agreed.",
    /* abbreviations, initials, numbers */
    "Mr. Smith met Dr. Jones.| They spoke.",
    "Sen. Ann Lee and Gov. Poe spoke.| Then they left.",
    "J. K. Raman spoke.| John F. Marsh listened.",
    "He moved to the U.S. in May.",
    "He moved to the U.S.| The move was hard.",
    "He met the U.S. Secretary of State.",
    "It opens at 9 a.m. on Monday.",
    "It opens at 9 a.m.| The line was long.",
    "Farrow Inc. and Bell Co. merged.",
    "It rose 3.5 points.| It fell 2.",
    "She was born on Jan. 5 in Bonn.",
    "He won the vote of 2013.| She lost.",
    "St. Brendan's Hospital is closed.| It was old.",
    "It was my wife and I.| We left.",
    "She wrote on X.| \"No,\" it said.",
    "It was led by J. Roth and Carl \"Bud\" Dunne.",
    "They met Rep. Ann Lee ( D-Minn. ) on Monday.",
    /* quotations */
    "\"No,\" he said.| \"Never.\"",
    "\"Why?\" he asked.| She knew.",
    "\"Why?\" John Smith asked.| She knew.",
    "\"Stop!\" she said.",
    "\xE2\x80\x9CWhy?\xE2\x80\x9D he asked.",
    "\"No.\"| She left.",
    "\"No.| Never.\"| She left.",
    "He said \"no.\"| She left.",
    "He called it \"a farce\".| She left.",
    "(He left.)| She stayed.",
    "She stayed (he left) and ate.",
    "\"Go,\" he said.| \"It is late.| Go home.\"",
    /* ellipses */
    "He waited...| Then he left.",
    "He waited... and then left.",
    "He waited\xE2\x80\xA6 and then left.",
    "\"Well... maybe,\" he said.",
    /* paragraphs */
    "A headline without a stop\n\n|He left.",
    "He left.\n\n|She stayed.",
    "He left\n\n|She stayed",
};

static void show(const reading *r, char *out) {
  const ne_prose *p = &r->prose;
  size_t length = 0;
  uint32_t byte = 0;
  for (uint32_t s = 0; s <= p->sentences.count; s++) {
    const uint32_t t = s < p->sentences.count ? p->sentences.at[s].first : p->tokens.count;
    /* the bar stands where the blanks begin, or behind the line ends */
    uint32_t start = p->text.length, bar;
    if (t < p->tokens.count) {
      start = p->tokens.at[t].start;
    }
    bar = start;
    while (bar > byte && p->text.bytes[bar - 1] == ' ') {
      bar--;
    }
    while (byte < bar) {
      out[length++] = p->text.bytes[byte++];
    }
    if (s > 0 && s < p->sentences.count) {
      out[length++] = '|';
    }
    while (byte < start) {
      out[length++] = p->text.bytes[byte++];
    }
  }
  out[length] = 0;
}

static void test_texts(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[256], found[256];
    size_t length = 0;
    reading r;
    for (const char *p = texts[i]; *p; p++) {
      if (*p != '|') {
        text[length++] = *p;
      }
    }
    open_reading(&r, text, length);
    show(&r, found);
    if (strcmp(found, texts[i]) != 0) {
      print_error("%s, not %s\n", found, texts[i]);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

/* ---- Bounds ------------------------------------------------------------------------------ */

/* A sentence without an end is cut, so that none is longer than NE_SENTENCE_MAX. */
static void test_longest(void **state) {
  static const uint32_t words[] = {1, NE_SENTENCE_MAX, NE_SENTENCE_MAX + 1, 5 * NE_SENTENCE_MAX};
  static char text[2 * 5 * NE_SENTENCE_MAX];
  (void)state;
  for (size_t i = 0; i < sizeof text; i++) {
    text[i] = i % 2 ? ' ' : 'b';
  }
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    reading r;
    open_reading(&r, text, 2 * (size_t)words[i] - 1);
    const ne_sentences *s = &r.prose.sentences;
    assert_int_equal(r.prose.tokens.count, words[i]);
    assert_int_equal(s->count, (words[i] + NE_SENTENCE_MAX - 1) / NE_SENTENCE_MAX);
    for (uint32_t n = 0; n < s->count; n++) {
      assert_int_equal(s->at[n].first, n * NE_SENTENCE_MAX);
      assert_int_equal(s->at[n].end,
                       n + 1 < s->count ? (n + 1) * NE_SENTENCE_MAX : r.prose.tokens.count);
    }
    close_reading(&r);
  }
}

/* The sentences of a text follow one another without a gap, each in one paragraph. */
static void test_cover(void **state) {
  (void)state;
  for (size_t i = 0; i < helper_text_count; i++) {
    reading r;
    open_reading(&r, helper_texts[i], strlen(helper_texts[i]));
    uint32_t token = 0;
    for (uint32_t s = 0; s < r.prose.sentences.count; s++) {
      const ne_sentence *at = &r.prose.sentences.at[s];
      const ne_paragraph *paragraph = &r.prose.lines.paragraphs[at->paragraph];
      assert_int_equal(at->first, token);
      assert_true(at->end > at->first && at->end - at->first <= NE_SENTENCE_MAX);
      assert_true(at->first >= paragraph->first && at->end <= paragraph->end);
      token = at->end;
    }
    assert_int_equal(token, r.prose.tokens.count);
    close_reading(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts),
      cmocka_unit_test(test_longest),
      cmocka_unit_test(test_cover),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
