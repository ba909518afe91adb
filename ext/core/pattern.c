/* pattern.c: PCRE2 with the engine's allocator and with limits. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern.h"

#include <pcre2.h>
#include <string.h>

/* Ample for any line of a page; a pattern that needs more is at fault. */
#define MATCH_LIMIT 200000u
#define DEPTH_LIMIT 2000u
#define HEAP_LIMIT  4096u /* KiB */
#define MATCH_PAIRS 24u

struct ne_patterns {
  const newsext_allocator *allocator;
  pcre2_general_context *general;
  pcre2_code *code[NE_PATTERN_COUNT];
  uint8_t group[NE_PATTERN_COUNT][NE_FIELD_COUNT]; /* 0: the pattern has no such group */
};

static const char *const sources[] = {
#define NE_PATTERN_SOURCE
#include "pattern_sources.h"
};

static const char *const field_names[NE_FIELD_COUNT] = {
    "day", "month", "year", "hour", "minute", "second", "half", "zone", "text", "credit"};

static void *take(size_t bytes, void *data) {
  const newsext_allocator *allocator = data;
  return allocator->resize(allocator->context, NULL, bytes);
}

static void give(void *pointer, void *data) {
  const newsext_allocator *allocator = data;
  if (pointer) {
    allocator->resize(allocator->context, pointer, 0);
  }
}
