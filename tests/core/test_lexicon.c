/* test_lexicon.c: entries of one word and of several, their classes and values. */
#include "test.h"

#include <string.h>

#include "../../ext/core/token.h"

typedef struct sample {
  const char *text; /* the entry begins it */
  int class_number;
  uint32_t tokens; /* 0 where the class has no such entry */
  const char *value;
} sample;

static const sample samples[] = {
    {"Kiev", NE_LEX_CITY, 1, "UA"},
    {"MUNICH", NE_LEX_CITY, 1, "DE"},
    {"S\xC3\xA3o Paulo voted", NE_LEX_CITY, 2, "BR"},
    {"Sao Paulo voted", NE_LEX_CITY, 2, "BR"},
    {"Nice, France", NE_LEX_CITY, 0, ""},
    {"Nice, France", NE_LEX_CITY_WORD, 1, "FR"},
    {"Elaine", NE_LEX_FIRST_NAME, 1, "100"},
    {"Kan.", NE_LEX_US_STATE, 1, "KS"},
    {"Kan", NE_LEX_US_STATE, 1, "KS"},
    {"N.Y.", NE_LEX_US_STATE, 1, "NY"},
    {"North Carolina", NE_LEX_US_STATE, 2, "NC"},
    {"Syrians", NE_LEX_NATIONALITY, 1, "SY"},
    {"South Korean troops", NE_LEX_NATIONALITY, 2, "KR"},
    {"C\xC3\xB4te d\xE2\x80\x99Ivoire", NE_LEX_COUNTRY, 2, "CI"},
    {"United States of America", NE_LEX_COUNTRY, 4, "US"},
    {"United Kingdom", NE_LEX_COUNTRY, 2, "GB"},
    {"Agence France-Presse", NE_LEX_AGENCY, 2, "AFP"},
    {"warned", NE_LEX_CUE_VERB, 1, "warn"},
    {"told", NE_LEX_CUE_VERB, 1, "tell"},
    {"table", NE_LEX_CUE_VERB, 0, ""},
    {"told", NE_LEX_LEMMA, 1, "tell"},
    {"bridges", NE_LEX_LEMMA, 1, "bridge"},
    {"denies", NE_LEX_LEMMA, 1, "deny"},
    {"planned", NE_LEX_LEMMA, 1, "plan"},
    {"news", NE_LEX_LEMMA, 0, ""},
    {"Sept. 11", NE_LEX_MONTH, 1, "9"},
    {"Thursday", NE_LEX_WEEKDAY, 1, "4"},
    {"chiefs of staff", NE_LEX_OCCUPATION, 3, "plural"},
    {"Qwghlm", NE_LEX_CITY, 0, ""},
};

static void entries_are_found(void **state) {
  helper_memory memory;
  (void)state;
  helper_memory_open(&memory, 0);
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    const sample *s = &samples[i];
    uint32_t entry = 0;
    ne_arena arena;
    ne_text text;
    ne_tokens tokens;
    ne_arena_open(&arena, &memory.allocator, NULL);
    ne_text_open(&arena, &text, s->text, strlen(s->text));
    ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
    const uint32_t count = ne_tokens_match(&tokens, &ne_lexicon_en, 0, tokens.count,
                                           NE_LEX_BIT(s->class_number), &entry);
    const char *value = count ? ne_lexicon_value(&ne_lexicon_en, entry, s->class_number) : "";
    if (count != s->tokens || strcmp(value, s->value) != 0) {
      fail_msg("%s: %u tokens, value '%s', expected %u and '%s'", s->text, count, value, s->tokens,
               s->value);
    }
    ne_arena_close(&arena);
  }
}

static void what_is_not_there_has_no_class(void **state) {
  (void)state;
  assert_int_equal(ne_lexicon_find(&ne_lexicon_en, ne_word_hash("zzyzxq", 6)), 0);
  assert_int_equal(ne_lexicon_classes(&ne_lexicon_en, 0), 0);
  assert_string_equal(ne_lexicon_value(&ne_lexicon_en, 0, NE_LEX_CITY), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(entries_are_found),
      cmocka_unit_test(what_is_not_there_has_no_class),
  };
  return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
