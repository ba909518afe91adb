/* test_invariants.c: what holds for any text, also for a corrupted one. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

static helper_memory memory;
static newsext_engine *engine;

static int open_engine(void **state) {
  (void)state;
  helper_memory_open(&memory, 0);
  return newsext_engine_create(&memory.allocator, &engine) != NEWSEXT_OK;
}

static int close_engine(void **state) {
  (void)state;
  newsext_engine_destroy(engine);
  return memory.blocks != 0;
}

static void assert_sound(const char *bytes, size_t length) {
  newsext_document *document;
  assert_int_equal(
      newsext_document_create(engine, &memory.allocator, NULL, bytes, length, &document),
      NEWSEXT_OK);
  const char *complaint = helper_complaint(document);
  newsext_document_destroy(document);
  if (complaint) {
    fail_msg("%s in:\n%.*s", complaint, (int)length, bytes);
  }
}

static void texts_as_they_are(void **state) {
  (void)state;
  for (size_t i = 0; i < helper_text_count; i++) {
    assert_sound(helper_texts[i], strlen(helper_texts[i]));
  }
}

/* Every beginning of every text, so that it ends inside each thing. */
static void texts_cut_short(void **state) {
  (void)state;
  for (size_t i = 0; i < helper_text_count; i++) {
    for (size_t length = 0; length < strlen(helper_texts[i]); length++) {
      assert_sound(helper_texts[i], length);
    }
  }
}

/* Bytes changed, taken out and doubled, some hundred times a text. */
static void texts_corrupted(void **state) {
  static const char strange[] = "\"'\n\r\t \xE2\x80\x9C\xE2\x80\x9D\xFF\xC0\x80\xF0(-:.,A";
  uint32_t random = 20260301;
  char copy[4096];
  (void)state;
  for (size_t i = 0; i < helper_text_count; i++) {
    const size_t length = strlen(helper_texts[i]);
    for (int round = 0; round < 400 && length; round++) {
      memcpy(copy, helper_texts[i], length);
      for (int change = 0; change <= round % 20; change++) {
        random = random * UINT32_C(1664525) + UINT32_C(1013904223);
        const size_t at = (random >> 8) % length;
        const size_t from = (random >> 16) % length;
        if (change % 3) {
          copy[at] = strange[(random >> 20) % (sizeof strange - 1)];
        } else {
          memmove(copy + at, helper_texts[i] + from, length - (at > from ? at : from));
        }
      }
      assert_sound(copy, length);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_as_they_are),
      cmocka_unit_test(texts_cut_short),
      cmocka_unit_test(texts_corrupted),
  };
  return cmocka_run_group_tests_name("invariants", tests, open_engine, close_engine);
}
