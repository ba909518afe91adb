/* test_mark.c: which marks open and close a quotation, and which are apostrophes. */
#include <stdio.h>
#include <string.h>

#include "../../ext/core/mark.h"
#include "test.h"

#define OPENING      "\xE2\x80\x9C"
#define CLOSING      "\xE2\x80\x9D"
#define LOW          "\xE2\x80\x9E"
#define SINGLE       "\xE2\x80\x98"
#define APOSTROPHE   "\xE2\x80\x99"
#define LEFT         "\xC2\xAB"
#define RIGHT        "\xC2\xBB"
#define LEFT_CORNER  "\xE3\x80\x8C"
#define RIGHT_CORNER "\xE3\x80\x8D"

/* Texts with what is quoted in them in brackets, which the text itself has not: [ opens,
** { opens what goes on from the paragraph before, ] closes, } ends with the paragraph. */
static const char *const texts[] = {
    "",
    "Nobody spoke.",
    /* straight */
    "\"[No.]\"",
    "\"[No,]\" he said.",
    "He said, \"[No.]\"",
    "\"[No,]\" he said, \"[and no again.]\"",
    "He called it \"[a farce]\" and \"[a shame]\".",
    "He called it \"[a farce,]\" then left.",
    "(\"[No,]\" he said.)",
    "It was over--\"[done]\"--she said.",
    "He said:\"[No.]\"",
    /* curly */
    OPENING "[No,]" CLOSING " he said.",
    "He called it " OPENING "[a farce]" CLOSING ".",
    OPENING "[We don" APOSTROPHE "t know,]" CLOSING " he said.",
    OPENING "[One,]" CLOSING " he said. " OPENING "[Two.]" CLOSING,
    /* single, as in Britain */
    "'[No,]' he said.",
    "'[We don't know,]' he said.",
    SINGLE "[No,]" APOSTROPHE " he said.",
    SINGLE "[We don" APOSTROPHE "t know,]" APOSTROPHE " he said.",
    "He called it '[a farce]'.",
    "'[It is the voters' choice,]' he said.",
    SINGLE "[It is the voters" APOSTROPHE " choice,]" APOSTROPHE " he said.",
    "He liked the music of the '60s and the choice of '98.",
    "They met at the '[4th Street Cafe]' at noon.",
    "She said: '[It held.} '[It will hold.]'",
    "She said: " SINGLE "[It held.} " SINGLE "[It will hold.]" APOSTROPHE,
    "He asked her: '[Is it safe?}",
    SINGLE "[He told me " OPENING "[no,]" CLOSING "] " APOSTROPHE " she said.",
    /* of two single ones, and backquotes */
    "''[No,]'' he said.",
    "``[No,]'' he said.",
    "`[No,]' he said.",
    /* of other languages */
    LEFT "[No,]" RIGHT " he said.",
    RIGHT "[No,]" LEFT " he said.",
    LOW "[No,]" OPENING " he said.",
    LOW "[No,]" CLOSING " he said.",
    LEFT_CORNER "[No]" RIGHT_CORNER " he said.",
    /* one in another */
    "\"[He told me '[no]' twice,]\" she said.",
    OPENING "[He told me " SINGLE "[no]" APOSTROPHE " twice,]" CLOSING " she said.",
    "'[He told me \"[no]\" twice,]' she said.",
    LEFT "[He told me " OPENING "[no]" CLOSING " twice,]" RIGHT " she said.",
    OPENING "[He told me " SINGLE "[no.]" APOSTROPHE "]" CLOSING,
    /* reopened at each paragraph */
    "\"[One.}\n\n\"{Two.]\" he said.",
    OPENING "[One.}\n\n" OPENING "{Two.}\n\n" OPENING "{Three.]" CLOSING,
    LEFT "[One.}\n\n" LEFT "{Two.]" RIGHT,
    "\"[One.]\"\n\n\"[Two.]\"",
    /* not opened: with the paragraph, or in spite of its looks where it leads up to more */
    "[No, and no again,]" CLOSING " he said.",
    "[No, and no again,]" CLOSING " Ms. Berg said, " OPENING "[and again.]" CLOSING,
    "[No,]" CLOSING " he said." CLOSING,
    "He said," CLOSING " [No.]" CLOSING,
    "He said,\" [No.]\"",
    "He said it was" CLOSING " [a farce] " CLOSING " and left.",
    "He said it was" CLOSING " a farce and left.",
    "Ms. Berg said that it was a farce." CLOSING,
    "[It was a farce, and I said so.]" CLOSING,
    "[The estimates include more than the forms.]" CLOSING,
    "The mayor met her. He added that it was a farce." CLOSING,
    "He called it" CLOSING " [a farce]" CLOSING " and" CLOSING " [a shame.]" CLOSING,
    /* reopened in mid-paragraph */
    "She said: \"[It held.} \"{It will hold.]\" She left.",
    /* not closed */
    "\"[No, he said.}",
    "He said, \"[No.}\n\nThen he left.",
    /* apostrophes */
    "It is the voters' choice.",
    "It is the voters" APOSTROPHE " choice.",
    "In the '90s they sang.",
    "In the " APOSTROPHE "90s they sang.",
    "They sang rock " APOSTROPHE "n" APOSTROPHE " roll there.",
    "Tip O'Neill didn't, Kerry's did.",
    "\"[It is the voters' choice,]\" he said.",
    "\"[In the '90s we sang,]\" he said.",
    /* feet and inches */
    "He is 6'2\" tall and 180 pounds.",
    "A 12\" screen is \"[small]\".",
    "It is 5' wide.",
};

static void close_bracket(char *out, size_t *length, const ne_run *run) {
  out[(*length)++] = run->closed ? ']' : '}';
}

/* The text with the brackets that its runs give. */
static void show(const ne_text *text, const ne_tokens *tokens, const ne_runs *runs, char *out) {
  size_t length = 0;
  uint32_t byte = 0;
  for (uint32_t t = 0; t <= tokens->count; t++) {
    const uint32_t start = t < tokens->count ? tokens->at[t].start : text->length;
    for (uint32_t i = runs->count; i-- > 0;) {
      if (runs->at[i].end == t && runs->at[i].closed) {
        close_bracket(out, &length, &runs->at[i]);
      }
    }
    while (byte < start) {
      out[length++] = text->bytes[byte++];
    }
    for (uint32_t i = 0; i < runs->count; i++) {
      if (runs->at[i].first == t) {
        out[length++] = runs->at[i].continues ? '{' : '[';
      }
    }
    while (t < tokens->count && byte < start + tokens->at[t].length) {
      out[length++] = text->bytes[byte++];
    }
    for (uint32_t i = runs->count; i-- > 0;) {
      if (runs->at[i].end == t + 1 && !runs->at[i].closed) {
        close_bracket(out, &length, &runs->at[i]);
      }
    }
  }
  out[length] = 0;
}

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_lines lines;
  ne_runs runs;
} reading;

static void open_reading(reading *r, const char *bytes, size_t length) {
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->text, bytes, length);
  ne_tokenize(&r->arena, &r->text, &ne_lexicon_en, &r->tokens);
  ne_lines_find(&r->arena, &ne_lexicon_en, &r->text, &r->tokens, &r->lines);
  ne_runs_find(&r->arena, &r->text, &ne_lexicon_en, &r->tokens, &r->lines, &r->runs);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

static void strip(const char *bracketed, char *out) {
  for (; *bracketed; bracketed++) {
    if (!strchr("[]{}", *bracketed)) {
      *out++ = *bracketed;
    }
  }
  *out = 0;
}

static void test_texts(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[256], found[256];
    reading r;
    strip(texts[i], text);
    open_reading(&r, text, strlen(text));
    show(&r.text, &r.tokens, &r.runs, found);
    if (strcmp(found, texts[i]) != 0) {
      print_error("%s, not %s\n", found, texts[i]);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

static void test_depths(void **state) {
  static const char text[] = "\"He told me 'no' twice,\" she said. \"Twice.\"";
  static const uint8_t depths[] = {0, 1, 0};
  reading r;
  (void)state;
  open_reading(&r, text, sizeof text - 1);
  assert_int_equal(r.runs.count, sizeof depths);
  for (uint32_t i = 0; i < sizeof depths; i++) {
    assert_int_equal(r.runs.at[i].depth, depths[i]);
  }
  for (uint32_t t = 0; t < r.tokens.count; t++) {
    const uint32_t run = r.runs.of_token[t];
    const uint32_t expected = t >= r.runs.at[0].first && t < r.runs.at[0].end   ? 1
                              : t >= r.runs.at[2].first && t < r.runs.at[2].end ? 3
                                                                                : 0;
    if (run != expected) {
      fail_msg("token %u is in run %u, not %u", t, run, expected);
    }
  }
  close_reading(&r);
}

/* A lone apostrophe becomes a clitic, feet and inches become symbols. */
static void test_kinds(void **state) {
  static const struct {
    const char *text;
    uint32_t token;
    ne_token_kind kind;
  } rows[] = {
      {"the voters' choice", 2, NE_TOKEN_CLITIC},
      {"the '90s", 1, NE_TOKEN_CLITIC},
      {"a 12\" screen", 2, NE_TOKEN_SYMBOL},
      {"it is 5' wide", 3, NE_TOKEN_SYMBOL},
      {"\"No\"", 0, NE_TOKEN_MARK},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    reading r;
    open_reading(&r, rows[i].text, strlen(rows[i].text));
    if (r.tokens.at[rows[i].token].kind != rows[i].kind) {
      fail_msg("%s: kind %d, not %d", rows[i].text, r.tokens.at[rows[i].token].kind,
               (int)rows[i].kind);
    }
    close_reading(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts),
      cmocka_unit_test(test_depths),
      cmocka_unit_test(test_kinds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
