/* test_failure.c: memory that runs out at every point, and interrupts. */
#include "test.h"

#include <string.h>

/* Opens an engine and a document, reads all of it and closes both. */
static newsext_status read_text(const newsext_allocator *allocator,
                                const newsext_interrupt *interrupt, const char *text) {
  newsext_engine *engine = NULL;
  newsext_document *document = NULL;
  newsext_status status = newsext_engine_create(allocator, &engine);
  if (status == NEWSEXT_OK) {
    status = newsext_document_create(engine, allocator, interrupt, text, strlen(text), &document);
  }
  if (status == NEWSEXT_OK) {
    status = helper_read_all(document);
  }
  newsext_document_destroy(document);
  newsext_engine_destroy(engine);
  return status;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  for (size_t i = 0; i < helper_text_count; i++) {
    helper_memory memory;
    helper_memory_open(&memory, 0);
    assert_int_equal(read_text(&memory.allocator, NULL, helper_texts[i]), NEWSEXT_OK);
    assert_int_equal(memory.blocks, 0);

    const size_t calls = memory.calls;
    for (size_t n = 1; n <= calls; n++) {
      helper_memory_open(&memory, n);
      assert_int_equal(read_text(&memory.allocator, NULL, helper_texts[i]), NEWSEXT_NOMEM);
      assert_int_equal(memory.blocks, 0);
    }
  }
}

typedef newsext_status key_function(const newsext_engine *, const newsext_allocator *, const char *,
                                    size_t, char **);

static void every_allocation_of_a_key_may_fail(void **state) {
  key_function *const functions[] = {newsext_name_key, newsext_quote_key};
  const char *text = "Prof. Dr. Ren\xC3\xA9"
                     "e O\xE2\x80\x99Neill-Smith, Jr.";
  helper_memory plain, failing;
  newsext_engine *engine;
  char *key;
  (void)state;
  helper_memory_open(&plain, 0);
  assert_int_equal(newsext_engine_create(&plain.allocator, &engine), NEWSEXT_OK);
  for (int i = 0; i < 2; i++) {
    for (size_t n = 1;; n++) {
      helper_memory_open(&failing, n);
      key = NULL;
      if (functions[i](engine, &failing.allocator, text, strlen(text), &key) == NEWSEXT_OK) {
        break;
      }
      assert_null(key);
      assert_int_equal(failing.blocks, 0);
      assert_in_range(n, 1, 1000);
    }
    assert_int_equal(failing.blocks, 1);
    failing.allocator.resize(&failing, key, 0);
  }
  newsext_engine_destroy(engine);
  assert_int_equal(plain.blocks, 0);
}

static int count_down(void *context) {
  int *left = context;
  return --*left < 0;
}

/* A long text is asked about again and again: stop it at each of the times. */
static void an_interrupt_stops_the_work(void **state) {
  static char text[600000];
  helper_memory memory;
  newsext_status status = NEWSEXT_INTERRUPT;
  int asked = 0;
  (void)state;
  const size_t length = strlen(helper_texts[2]);
  for (size_t i = 0; i < sizeof text - 1; i++) {
    const size_t at = i % (length + 1);
    text[i] = '\n';
    if (at < length) {
      text[i] = helper_texts[2][at];
    }
  }
  for (; status == NEWSEXT_INTERRUPT; asked++) {
    int left = asked;
    const newsext_interrupt interrupt = {count_down, &left};
    helper_memory_open(&memory, 0);
    status = read_text(&memory.allocator, &interrupt, text);
    assert_int_equal(memory.blocks, 0);
    assert_in_range(asked, 0, 100000);
  }
  assert_int_equal(status, NEWSEXT_OK);
  assert_in_range(asked, 2, 100000);
}

static void a_text_too_long_is_refused(void **state) {
  helper_memory memory;
  newsext_engine *engine;
  newsext_document *document = NULL;
  (void)state;
  helper_memory_open(&memory, 0);
  assert_int_equal(newsext_engine_create(&memory.allocator, &engine), NEWSEXT_OK);
  /* A NUL ends the text before its length can matter. */
  assert_int_equal(
      newsext_document_create(engine, &memory.allocator, NULL, "Short.\0long", 11, &document),
      NEWSEXT_OK);
  assert_int_equal(newsext_document_text(document).length, 6);
  newsext_document_destroy(document);
  newsext_engine_destroy(engine);
  assert_int_equal(memory.blocks, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(every_allocation_of_a_key_may_fail),
      cmocka_unit_test(an_interrupt_stops_the_work),
      cmocka_unit_test(a_text_too_long_is_refused),
  };
  return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
