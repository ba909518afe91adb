/* test_key.c: what the keys of names and quotes fold, and what they keep apart. */
#include "test.h"

#include <string.h>

typedef newsext_status key_maker(const newsext_engine *, const newsext_allocator *, const char *,
                                 size_t, char **);

typedef struct sample {
  const char *text, *key;
} sample;

static const sample names[] = {
    {"Sen. Jos\xC3\xA9 O'Neill-Smith Jr.", "jose oneill smith jr"},
    {"SENATOR JOSE O\xE2\x80\x99NEILL SMITH, JR", "jose oneill smith jr"},
    {"Jose\xCC\x81 ONeill-Smith, Jr", "jose oneill smith jr"},
    {"J. K. Rowling", "jk rowling"},
    {"J.K. Rowling", "jk rowling"},
    {"JK Rowling", "jk rowling"},
    {"John F. Kennedy", "john f kennedy"},
    {"  Mr.\tJohn \n Smith ", "john smith"},
    {"Dr. Mr. Smith", "smith"},
    {"Lt. Gov. Ann Smith", "ann smith"},
    {"Prime Minister Ann Smith", "ann smith"},
    {"French President Anne Dupont", "anne dupont"},
    {"Pope Francis", "pope francis"},
    {"Dean Martin", "dean martin"},
    {"Gov. Earl Ray Brandt", "earl ray brandt"},
    {"Mr. President", "president"},
    {"Sir", "sir"},
    {"General", "general"},
    {"Justice Department", "justice department"},
    {"The New York Times", "new york times"},
    {"the Justice Department's", "justice department"},
    {"a senior official", "senior official"},
    {"U.S. Department of State", "us department of state"},
    {"US Department of State", "us department of state"},
    {"Marks & Spencer", "marks and spencer"},
    {"Bashar al-Assad", "bashar al assad"},
    {"Bashar Al Assad\xE2\x80\x99s", "bashar al assad"},
    {"Ann Smith QC, MP", "ann smith"},
    {"Ann Smith III", "ann smith iii"},
    {"Elizabeth II", "elizabeth ii"},
    {"officials'", "officials"},
    {"J\xC3\xB8rgen \xC5\x81ukasz \xC3\x86r\xC3\xB8", "jorgen lukasz aero"},
    {"\"Bill\" Smith", "bill smith"},
    {"Stra\xC3\x9F"
     "e",
     "strasse"},
    {"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD \xD0\x98\xD0\x92\xD0\x90\xD0\x9D",
     "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD \xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD"},
    {"", ""},
    {" ... ", ""},
    {"\xFF\xFE Smith \xC3", "smith"},
};

static const sample quotes[] = {
    {"\xE2\x80\x9CWe don\xE2\x80\x99t know \xE2\x80\x94 yet\xE2\x80\xA6\xE2\x80\x9D",
     "we dont know yet"},
    {"'We don't know -- yet ...'", "we dont know yet"},
    {"We  DON'T\nknow,\xC2\xA0yet", "we dont know yet"},
    {"1,000 jobs and 3.5 percent", "1000 jobs and 3.5 percent"},
    {"1000 jobs, and 35 percent", "1000 jobs and 35 percent"},
    {"In 2013. 5 left", "in 2013 5 left"},
    {"co\xC2\xADoperate long-term", "cooperate long term"},
    {"Caf\xC3\xA9", "cafe"},
    {"I said \"no,\" twice", "i said no twice"},
    {"U.S. troops", "us troops"},
    {"the U.S.A. and the U.K.", "the usa and the uk"},
    {"The end.Then", "the end then"},
    {"caf\xE9 \x80\xBF end", "caf end"},
    {"", ""},
    {"?!", ""},
};

/* What is made of the sample is as it should be, and whether memory fails at any call. */
static void check(key_maker *make, const sample *s) {
  helper_memory memory;
  newsext_engine *engine;
  char *key;
  helper_memory_open(&memory, 0);
  assert_int_equal(newsext_engine_create(&memory.allocator, &engine), NEWSEXT_OK);
  const size_t blocks = memory.blocks, calls = memory.calls;
  assert_int_equal(make(engine, &memory.allocator, s->text, strlen(s->text), &key), NEWSEXT_OK);
  assert_string_equal(key, s->key);
  memory.allocator.resize(memory.allocator.context, key, 0);
  assert_int_equal(memory.blocks, blocks);
  const size_t needed = memory.calls - calls;
  assert_true(needed > 0);
  for (size_t i = 1; i <= needed; i++) {
    memory.fail_at = memory.calls + i;
    assert_int_equal(make(engine, &memory.allocator, s->text, strlen(s->text), &key),
                     NEWSEXT_NOMEM);
    assert_null(key);
    assert_int_equal(memory.blocks, blocks);
  }
  memory.fail_at = 0;
  newsext_engine_destroy(engine);
  assert_int_equal(memory.blocks, 0);
}

static void names_fold(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    check(newsext_name_key, &names[i]);
  }
}

static void quotes_fold(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
    check(newsext_quote_key, &quotes[i]);
  }
}

/* A key is its own key, so that a table may keep it. */
static void keys_are_stable(void **state) {
  helper_memory memory;
  newsext_engine *engine;
  (void)state;
  helper_memory_open(&memory, 0);
  assert_int_equal(newsext_engine_create(&memory.allocator, &engine), NEWSEXT_OK);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char *key;
    assert_int_equal(
        newsext_name_key(engine, &memory.allocator, names[i].key, strlen(names[i].key), &key),
        NEWSEXT_OK);
    assert_string_equal(key, names[i].key);
    memory.allocator.resize(memory.allocator.context, key, 0);
  }
  newsext_engine_destroy(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_fold),
      cmocka_unit_test(quotes_fold),
      cmocka_unit_test(keys_are_stable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
