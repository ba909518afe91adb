/* test_token.c: where words, numbers, marks and punctuation are cut. */
#include <stdio.h>
#include <string.h>

#include "../../ext/core/token.h"
#include "test.h"

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
} reading;

static void open_reading(reading *r, const char *bytes, size_t length) {
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->text, bytes, length);
  ne_tokenize(&r->arena, &r->text, &ne_lexicon_en, &r->tokens);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

/* ---- Cuts --------------------------------------------------------------------------------- */

#define APOSTROPHE "\xE2\x80\x99"
#define OPENING    "\xE2\x80\x9C"
#define CLOSING    "\xE2\x80\x9D"
#define EM_DASH    "\xE2\x80\x94"
#define EN_DASH    "\xE2\x80\x93"
#define DOTS       "\xE2\x80\xA6"

/* A text, and its tokens with a bar between them. */
typedef struct cut {
  const char *text, *tokens;
} cut;

static const cut cuts[] = {
    {"", ""},
    {" \n ", ""},
    {"He left.", "He|left|."},
    /* abbreviations and initials */
    {"Mr. Smith met Dr. Jones.", "Mr.|Smith|met|Dr.|Jones|."},
    {"Sen. Ann Lee and Gov. Poe spoke.", "Sen.|Ann|Lee|and|Gov.|Poe|spoke|."},
    {"J. K. Raman and J.K. Raman", "J.|K.|Raman|and|J.K.|Raman"},
    {"John F. Marsh", "John|F.|Marsh"},
    {"the U.S. and the U.N. agree", "the|U.S.|and|the|U.N.|agree"},
    {"at 9 a.m. or 5 p.m. daily", "at|9|a.m.|or|5|p.m.|daily"},
    {"a Ph.D. student", "a|Ph.D.|student"},
    {"Farrow Inc. and Bell Co. merged", "Farrow|Inc.|and|Bell|Co.|merged"},
    {"on Jan. 5", "on|Jan.|5"},
    {"It is my wife and I. We know.", "It|is|my|wife|and|I|.|We|know|."},
    {"the dog. The cat", "the|dog|.|The|cat"},
    /* contractions */
    {"I don't know", "I|do|n't|know"},
    {"I don" APOSTROPHE "t know", "I|do|n" APOSTROPHE "t|know"},
    {"They can't and won't", "They|ca|n't|and|wo|n't"},
    {"I'm here, we're here", "I|'m|here|,|we|'re|here"},
    {"I'd, she'll, they've", "I|'d|,|she|'ll|,|they|'ve"},
    {"She" APOSTROPHE "ll go", "She|" APOSTROPHE "ll|go"},
    {"It's Kerry's", "It|'s|Kerry|'s"},
    {"Kerry" APOSTROPHE "s idea", "Kerry|" APOSTROPHE "s|idea"},
    {"IT'S ON", "IT|'S|ON"},
    {"the voters' choice", "the|voters|'|choice"},
    {"the voters" APOSTROPHE " choice", "the|voters|" APOSTROPHE "|choice"},
    {"1990's", "1990|'s"},
    /* names with marks inside */
    {"Bashar al-Assad", "Bashar|al-Assad"},
    {"Tip O'Neill", "Tip|O'Neill"},
    {"Tip O" APOSTROPHE "Neill", "Tip|O" APOSTROPHE "Neill"},
    {"Anne D'Arcy's house", "Anne|D'Arcy|'s|house"},
    {"Ann Hill-Jones", "Ann|Hill-Jones"},
    {"AT&T rose", "AT&T|rose"},
    {"Caf\xC3\xA9 Z\xC3\xBCrich", "Caf\xC3\xA9|Z\xC3\xBCrich"},
    {"Jose\xCC\x81 left", "Jose\xCC\x81|left"},
    /* numbers */
    {"12 men, 1,000 jobs, 3.5 points", "12|men|,|1,000|jobs|,|3.5|points"},
    {"the 20th of May", "the|20th|of|May"},
    {"in the 1980s", "in|the|1980s"},
    {"after 9/11", "after|9/11"},
    {"a $5.3m deal", "a|$|5.3m|deal"},
    {"up 12.5%", "up|12.5|%"},
    {"at 4:30", "at|4:30"},
    {"won 3-1", "won|3-1"},
    {"in 2013.", "in|2013|."},
    {"1, 2", "1|,|2"},
    /* addresses */
    {"@ann_lee wrote", "@ann_lee|wrote"},
    {"about #reform2024.", "about|#reform2024|."},
    {"see http://example.com/a?b=1, please", "see|http://example.com/a?b=1|,|please"},
    {"see https://example.com.", "see|https://example.com|."},
    {"(www.example.org)", "(|www.example.org|)"},
    {"at example.com today", "at|example.com|today"},
    {"write to ann.lee@example.com now", "write|to|ann.lee@example.com|now"},
    {"@ #", "@|#"},
    /* ellipses, dashes and hyphens */
    {"Well... no", "Well|...|no"},
    {"Well . . . no", "Well|.|.|.|no"},
    {"Well" DOTS " no", "Well|" DOTS "|no"},
    {"What?! No!!", "What|?!|No|!!"},
    {"no -- yes", "no|--|yes"},
    {"no--yes", "no|--|yes"},
    {"no - yes", "no|-|yes"},
    {"no" EM_DASH "yes", "no|" EM_DASH "|yes"},
    {"from 9" EN_DASH "12", "from|9|" EN_DASH "|12"},
    {"a well-to-do, state-run firm", "a|well-to-do|,|state-run|firm"},
    {"pre- and post-war", "pre|-|and|post-war"},
    /* marks and brackets */
    {"\"No,\" he said.", "\"|No|,|\"|he|said|."},
    {OPENING "No," CLOSING " he said.", OPENING "|No|,|" CLOSING "|he|said|."},
    {"``No,'' he said.", "``|No|,|''|he|said|."},
    {"'No,' he said.", "'|No|,|'|he|said|."},
    {"\xC2\xABNo\xC2\xBB", "\xC2\xAB|No|\xC2\xBB"},
    {"Lee (R-S.C.) [sic]; yes: no", "Lee|(|R-S.C.|)|[|sic|]|;|yes|:|no"},
    {"the '90s", "the|'|90s"},
    /* blanks of other widths, line ends, what is no text */
    {"one\xC2\xA0two\xE2\x80\x89three", "one|two|three"},
    {"one\r\ntwo\xE2\x80\xA8three", "one|two|three"},
    {"co\xFF\xFEop", "co|\xFF\xFE|op"},
    {"end\xE2\x80", "end|\xE2\x80"},
};

static void show(const reading *r, char *out, size_t size) {
  size_t length = 0;
  out[0] = 0;
  for (uint32_t i = 0; i < r->tokens.count && length < size; i++) {
    const ne_token *token = &r->tokens.at[i];
    length += (size_t)snprintf(out + length, size - length, "%s%.*s", i ? "|" : "",
                               (int)token->length, r->text.bytes + token->start);
  }
}

static void test_cuts(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
    char found[256];
    reading r;
    open_reading(&r, cuts[i].text, strlen(cuts[i].text));
    show(&r, found, sizeof found);
    if (strcmp(found, cuts[i].tokens) != 0) {
      print_error("%s: \"%s\", not \"%s\"\n", cuts[i].text, found, cuts[i].tokens);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

/* ---- Kinds and shapes ---------------------------------------------------------------------- */

typedef struct kind {
  const char *token;
  ne_token_kind kind;
  ne_shape shape;
} kind;

static const kind kinds[] = {
    {"word", NE_TOKEN_WORD, NE_SHAPE_LOWER},
    {"Word", NE_TOKEN_WORD, NE_SHAPE_CAPITAL},
    {"\xC3\x89tienne", NE_TOKEN_WORD, NE_SHAPE_CAPITAL},
    {"WORD", NE_TOKEN_WORD, NE_SHAPE_UPPER},
    {"J.", NE_TOKEN_WORD, NE_SHAPE_INITIAL},
    {"A", NE_TOKEN_WORD, NE_SHAPE_INITIAL},
    {"U.S.", NE_TOKEN_WORD, NE_SHAPE_ACRONYM},
    {"a.m.", NE_TOKEN_WORD, NE_SHAPE_ACRONYM},
    {"McCain", NE_TOKEN_WORD, NE_SHAPE_MIXED},
    {"iPhone", NE_TOKEN_WORD, NE_SHAPE_MIXED},
    {"al-Assad", NE_TOKEN_WORD, NE_SHAPE_MIXED},
    {"O'Neill", NE_TOKEN_WORD, NE_SHAPE_MIXED},
    {"12", NE_TOKEN_NUMBER, NE_SHAPE_NONE},
    {"1,000.5", NE_TOKEN_NUMBER, NE_SHAPE_NONE},
    {"20th", NE_TOKEN_NUMBER, NE_SHAPE_LOWER},
    {"9/11", NE_TOKEN_NUMBER, NE_SHAPE_NONE},
    {"@ann", NE_TOKEN_ADDRESS, NE_SHAPE_NONE},
    {"#tag", NE_TOKEN_ADDRESS, NE_SHAPE_NONE},
    {"https://example.com/", NE_TOKEN_ADDRESS, NE_SHAPE_NONE},
    {".", NE_TOKEN_STOP, NE_SHAPE_NONE},
    {"?!", NE_TOKEN_STOP, NE_SHAPE_NONE},
    {"...", NE_TOKEN_ELLIPSIS, NE_SHAPE_NONE},
    {DOTS, NE_TOKEN_ELLIPSIS, NE_SHAPE_NONE},
    {",", NE_TOKEN_COMMA, NE_SHAPE_NONE},
    {":", NE_TOKEN_COLON, NE_SHAPE_NONE},
    {";", NE_TOKEN_SEMICOLON, NE_SHAPE_NONE},
    {"-", NE_TOKEN_DASH, NE_SHAPE_NONE},
    {"--", NE_TOKEN_DASH, NE_SHAPE_NONE},
    {EM_DASH, NE_TOKEN_DASH, NE_SHAPE_NONE},
    {"(", NE_TOKEN_OPEN, NE_SHAPE_NONE},
    {"]", NE_TOKEN_CLOSE, NE_SHAPE_NONE},
    {"\"", NE_TOKEN_MARK, NE_SHAPE_NONE},
    {"''", NE_TOKEN_MARK, NE_SHAPE_NONE},
    {OPENING, NE_TOKEN_MARK, NE_SHAPE_NONE},
    {"\xC2\xBB", NE_TOKEN_MARK, NE_SHAPE_NONE},
    {"$", NE_TOKEN_SYMBOL, NE_SHAPE_NONE},
    {"\xE2\x80\xA2", NE_TOKEN_SYMBOL, NE_SHAPE_NONE},
};

static void test_kinds(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    reading r;
    open_reading(&r, kinds[i].token, strlen(kinds[i].token));
    const ne_token *token = r.tokens.at;
    if (r.tokens.count != 1 || token->kind != kinds[i].kind || token->shape != kinds[i].shape) {
      print_error("%s: %u tokens, kind %d, shape %d\n", kinds[i].token, r.tokens.count,
                  token ? token->kind : -1, token ? token->shape : -1);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

static void test_clitics(void **state) {
  static const char *const texts[] = {"he's",  "they're", "we've",  "I'll",
                                      "she'd", "I'm",     "didn't", "didn\xE2\x80\x99t"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    reading r;
    open_reading(&r, texts[i], strlen(texts[i]));
    if (r.tokens.count != 2 || r.tokens.at[1].kind != NE_TOKEN_CLITIC) {
      fail_msg("%s: %u tokens", texts[i], r.tokens.count);
    }
    close_reading(&r);
  }
}

/* Two texts whose tokens are the same words to the lexicon. */
static void test_hashes(void **state) {
  static const cut same[] = {
      {"don't", "DON" APOSTROPHE "T"},
      {"O'Neill", "o" APOSTROPHE "neill"},
      {"Jos\xC3\xA9", "jose"},
      {"Jose\xCC\x81", "JOS\xC3\x89"},
      {"U.S.", "u.s."},
  };
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    reading a, b;
    open_reading(&a, same[i].text, strlen(same[i].text));
    open_reading(&b, same[i].tokens, strlen(same[i].tokens));
    assert_int_equal(a.tokens.count, b.tokens.count);
    for (uint32_t t = 0; t < a.tokens.count; t++) {
      if (a.tokens.at[t].hash != b.tokens.at[t].hash) {
        fail_msg("%s and %s differ in token %u", same[i].text, same[i].tokens, t);
      }
    }
    close_reading(&a);
    close_reading(&b);
  }
  assert_true(ne_word_hash("jose", 4) != ne_word_hash("josh", 4));
}

static void test_flags(void **state) {
  static const char text[] = "Mr. Lee\nleft, (\"no\").";
  static const uint8_t flags[] = {NE_BLANK_BEFORE | NE_LINE_BEFORE | NE_STOP_INSIDE, /* Mr. */
                                  NE_BLANK_BEFORE,
                                  NE_BLANK_BEFORE | NE_LINE_BEFORE, /* left */
                                  0,
                                  NE_BLANK_BEFORE, /* ( */
                                  0,
                                  0,
                                  0,
                                  0,
                                  0};
  reading r;
  (void)state;
  open_reading(&r, text, sizeof text - 1);
  assert_int_equal(r.tokens.count, sizeof flags);
  for (uint32_t i = 0; i < r.tokens.count; i++) {
    const int found = r.tokens.at[i].flags & ~NE_BEGINS_CHAIN;
    if (found != flags[i]) {
      fail_msg("token %u has the flags %d, not %d", i, found, flags[i]);
    }
  }
  close_reading(&r);
}

/* Where an entry of several words may begin, and where none can. */
static void test_chains(void **state) {
  static const char text[] = "New York saw it, and so did New";
  reading r;
  (void)state;
  open_reading(&r, text, sizeof text - 1);
  assert_int_equal(r.tokens.count, 9);
  assert_true(r.tokens.at[0].flags & NE_BEGINS_CHAIN);
  assert_false(r.tokens.at[4].flags & NE_BEGINS_CHAIN); /* the comma */
  assert_false(r.tokens.at[8].flags & NE_BEGINS_CHAIN); /* nothing follows */
  close_reading(&r);
}

/* ---- Spans ----------------------------------------------------------------------------------- */

/* Every character that is no white space lies in one token, and tokens follow one
** another. */
static void check_cover(const char *bytes, size_t length) {
  uint32_t end = 0, last_end = 0;
  reading r;
  open_reading(&r, bytes, length);
  for (uint32_t i = 0; i <= r.tokens.count; i++) {
    const uint32_t start = i < r.tokens.count ? r.tokens.at[i].start : r.text.length;
    assert_true(start >= end && start <= r.text.length);
    while (end < start) {
      uint32_t n;
      const ne_char_class class =
          ne_char_classify(ne_text_decode(r.text.bytes + end, r.text.bytes + start, &n));
      if (class != NE_CHAR_SPACE && class != NE_CHAR_LINE) {
        fail_msg("%.60s: byte %u is in no token", bytes, end);
      }
      end += n;
    }
    if (i < r.tokens.count) {
      const newsext_span span = ne_tokens_span(&r.tokens, i, i + 1);
      assert_int_equal(span.start, start);
      assert_int_equal(span.length, r.tokens.at[i].length);
      assert_true(span.length > 0);
      end = last_end = start + span.length;
    }
  }
  if (r.tokens.count) {
    const newsext_span whole = ne_tokens_span(&r.tokens, 0, r.tokens.count);
    assert_int_equal(whole.start, r.tokens.at[0].start);
    assert_int_equal(whole.start + whole.length, last_end);
  }
  assert_int_equal(ne_tokens_span(&r.tokens, 0, 0).length, 0);
  assert_int_equal(ne_tokens_span(&r.tokens, 0, r.tokens.count + 1).length, 0);
  close_reading(&r);
}

static void test_cover(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
    check_cover(cuts[i].text, strlen(cuts[i].text));
  }
  for (size_t i = 0; i < helper_text_count; i++) {
    check_cover(helper_texts[i], strlen(helper_texts[i]));
  }
}

/* One character over and over, to more than a token may hold. */
static void test_long_runs(void **state) {
  static const char *const pieces[] = {"a",    "A",    "7",        ".",    "-",        "'",
                                       "@a",   "#",    "a-",       "a.b",  "1,",       "\xC3\xA9",
                                       "\x80", "\xC0", "\xC0\x80", "\x01", "http://a", EM_DASH};
  static char bytes[3000];
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    const size_t piece = strlen(pieces[i]);
    size_t length = 0;
    for (; length + piece < sizeof bytes; length += piece) {
      memcpy(bytes + length, pieces[i], piece);
    }
    check_cover(bytes, length);
  }
}

static void test_long_words(void **state) {
  char bytes[1200];
  reading r;
  (void)state;
  memset(bytes, 'a', sizeof bytes);
  open_reading(&r, bytes, sizeof bytes);
  assert_int_equal(r.tokens.count, 3);
  assert_int_equal(r.tokens.at[0].length, 512);
  assert_int_equal(r.tokens.at[1].length, 512);
  assert_int_equal(r.tokens.at[2].length, 1200 - 2 * 512);
  assert_int_equal(r.tokens.at[1].flags & NE_BLANK_BEFORE, 0);
  close_reading(&r);
}

/* Words of every length have the hash and the end's hash of their letters, whatever ends them. */
static void test_lengths(void **state) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
  static const char *const ends[] = {"", " ", ",", "\n", ")", "-", "\x80", "{", "`"};
  (void)state;
  for (uint32_t n = 1; n < sizeof letters; n++) {
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
      char bytes[64];
      reading small, capital;
      snprintf(bytes, sizeof bytes, "%.*s%s", (int)n, letters, ends[k]);
      open_reading(&small, bytes, strlen(bytes));
      bytes[0] = 'A';
      open_reading(&capital, bytes, strlen(bytes));
      assert_int_equal(small.tokens.at[0].length, n);
      assert_true(small.tokens.at[0].hash == ne_word_hash(letters, n));
      assert_true(capital.tokens.at[0].hash == small.tokens.at[0].hash);
      assert_int_equal(capital.tokens.at[0].suffix, small.tokens.at[0].suffix);
      assert_int_equal(small.tokens.at[0].shape, NE_SHAPE_LOWER);
      assert_int_equal(capital.tokens.at[0].shape, n == 1 ? NE_SHAPE_INITIAL : NE_SHAPE_CAPITAL);
      close_reading(&small);
      close_reading(&capital);
    }
  }
}

static void test_breaks(void **state) {
  static const char bytes[] = "Mr. Poe left, alas.\n\"Why?\" she asked";
  static const uint32_t breaks[] = {0, 5, 6, 8, 9}; /* Mr. . " ? " */
  reading r;
  (void)state;
  open_reading(&r, bytes, strlen(bytes));
  assert_int_equal(r.tokens.break_count, sizeof breaks / sizeof *breaks);
  assert_memory_equal(r.tokens.breaks, breaks, sizeof breaks);
  assert_int_equal(ne_tokens_break_from(&r.tokens, 1, 7), 3);
  assert_int_equal(ne_tokens_break_from(&r.tokens, 0, 11), r.tokens.break_count);
  close_reading(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cuts),       cmocka_unit_test(test_kinds),
      cmocka_unit_test(test_clitics),    cmocka_unit_test(test_hashes),
      cmocka_unit_test(test_flags),      cmocka_unit_test(test_chains),
      cmocka_unit_test(test_cover),      cmocka_unit_test(test_long_runs),
      cmocka_unit_test(test_long_words), cmocka_unit_test(test_lengths),
      cmocka_unit_test(test_breaks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
