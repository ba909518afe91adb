/* fuzz_document.c: any bytes through all stages of the core.
**
** The first byte chooses whether memory runs out on the way; the rest is the
** text. What must hold for any document is in tests/core/helper.c.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../core/helper.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *complaint) {
  fprintf(stderr, "%s\n", complaint);
  abort();
}

static void read_whole(const newsext_engine *engine, helper_memory *memory, const char *text,
                       size_t length) {
  newsext_document *document;
  if (newsext_document_create(engine, &memory->allocator, NULL, text, length, &document) !=
      NEWSEXT_OK) {
    fail("a document could not be opened");
  }
  const char *complaint = helper_complaint(document);
  if (complaint) {
    fail(complaint);
  }
  newsext_document_destroy(document);
}

/* Stops where there is no more memory, whatever that leaves behind. */
static void read_failing(const newsext_engine *engine, helper_memory *memory, const char *text,
                         size_t length) {
  newsext_document *document = NULL;
  if (newsext_document_create(engine, &memory->allocator, NULL, text, length, &document) ==
      NEWSEXT_OK) {
    (void)helper_read_all(document);
  }
  newsext_document_destroy(document);
}

static void fold_keys(const newsext_engine *engine, helper_memory *memory, const char *text,
                      size_t length) {
  char *key = NULL;
  if (newsext_name_key(engine, &memory->allocator, text, length, &key) == NEWSEXT_OK) {
    memory->allocator.resize(memory, key, 0);
  }
  key = NULL;
  if (newsext_quote_key(engine, &memory->allocator, text, length, &key) == NEWSEXT_OK) {
    memory->allocator.resize(memory, key, 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static helper_memory engine_memory;
  static newsext_engine *engine;
  if (!engine) {
    helper_memory_open(&engine_memory, 0);
    if (newsext_engine_create(&engine_memory.allocator, &engine) != NEWSEXT_OK) {
      fail("the engine could not be opened");
    }
  }
  if (size == 0) {
    return 0;
  }
  const char *text = (const char *)data + 1;
  const size_t fail_at = data[0] >= 128 ? data[0] - 127u : 0;
  helper_memory memory;
  helper_memory_open(&memory, fail_at);
  if (fail_at) {
    read_failing(engine, &memory, text, size - 1);
  } else {
    read_whole(engine, &memory, text, size - 1);
  }
  fold_keys(engine, &memory, text, size - 1);
  if (memory.blocks) {
    fail("memory was not given back");
  }
  return 0;
}
