/* test_extent.c: the words that name a source: how far they go on either side. */
#include <string.h>

#include "test.h"

/* A text with one utterance or more, and the words that name the source of the last one. */
typedef struct sample {
  const char *text, *source;
} sample;

static const sample samples[] = {
    /* the mention alone */
    {"She said the roof leaked.", "She"},
    {"Anna Berg said the roof leaked.", "Anna Berg"},
    {"Anna Berg of the council said the roof leaked.", "Anna Berg of the council"},
    /* behind it */
    {"Anna Berg, a nurse from Leeds who has worked on the ward for nine years, said the roof "
     "leaked.",
     "Anna Berg, a nurse from Leeds who has worked on the ward for nine years"},
    {"\"The roof leaks,\" said Anna Berg, a nurse who lives in Leeds.",
     "Anna Berg, a nurse who lives in Leeds"},
    {"\"We lost,\" said Carl Poe, 34, of Leeds.", "Carl Poe, 34, of Leeds"},
    {"Rep. Carla Gomez (R-S.C.) said the road would be paved.", "Rep. Carla Gomez (R-S.C.)"},
    {"The port's new owner, Lanternhouse, said the ferry would sail.",
     "The port's new owner, Lanternhouse"},
    {"The club's coach at the time said the goal should have stood.",
     "The club's coach at the time"},
    {"Some farmers, like Carl Poe, said the rain came late.", "Some farmers, like Carl Poe"},
    {"Carl Poe, like most pilots, said the fog was thick.", "Carl Poe, like most pilots"},
    {"Carl Poe, a Labour MP, said the tax was unfair.", "Carl Poe, a Labour MP"},
    {"Everyone who saw the match said the goal should have stood.", "Everyone who saw the match"},
    {"Analysts at Glimmer Bank in Mumbai said rates would rise.",
     "Analysts at Glimmer Bank in Mumbai"},
    {"A survey of shops released on Monday showed that sales fell.",
     "A survey of shops released on Monday"},
    {"According to two people familiar with the matter, the port will be sold.",
     "two people familiar with the matter"},
    {"Anna Berg, the director of the port, and Carl Poe, a pilot, said the roof leaked.",
     "Anna Berg, the director of the port, and Carl Poe, a pilot"},
    /* what is none of it behind it */
    {"Anna Berg last week said the roof leaked.", "Anna Berg"},
    {"\"The roof leaks,\" said Anna Berg as she left.", "Anna Berg"},
    {"\"The roof leaks,\" said Anna Berg, \"and it has leaked for years.\"", "Anna Berg"},
    {"\"The roof leaks,\" Anna Berg told the council on Monday.", "Anna Berg"},
    /* before it */
    {"Both Anna Berg and Carl Poe said the bridge was safe.", "Both Anna Berg and Carl Poe"},
    {"About 200 fishermen said the ferry was late.", "About 200 fishermen"},
    {"Only one of the nine judges wrote that the law was void.", "Only one of the nine judges"},
    {"On Monday, Anna Berg said the roof leaked.", "Anna Berg"},
    {"But in Leeds the council said the roof leaked.", "the council"},
};

static void read_source(const char *text, char *out, size_t room) {
  helper_memory memory;
  newsext_engine *engine;
  newsext_document *document;
  const newsext_quotes *list;
  out[0] = 0;
  helper_memory_open(&memory, 0);
  assert_int_equal(newsext_engine_create(&memory.allocator, &engine), NEWSEXT_OK);
  assert_int_equal(
      newsext_document_create(engine, &memory.allocator, NULL, text, strlen(text), &document),
      NEWSEXT_OK);
  assert_int_equal(newsext_document_quotes(document, &list), NEWSEXT_OK);
  if (list->quote_count) {
    const newsext_span span = list->quotes[list->quote_count - 1].mention;
    assert_true(span.length < room);
    memcpy(out, newsext_document_text(document).bytes + span.start, span.length);
    out[span.length] = 0;
  }
  newsext_document_destroy(document);
  newsext_engine_destroy(engine);
  assert_int_equal(memory.blocks, 0);
}

static void test_samples(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    char found[256];
    read_source(samples[i].text, found, sizeof found);
    if (strcmp(found, samples[i].source) != 0) {
      print_error("%s\n%s, not\n%s\n", samples[i].text, found, samples[i].source);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_samples),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
