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
#define NE_PATTERN_SOURCE(name, source) source,
    NE_PATTERN_LIST(NE_PATTERN_SOURCE)
#undef NE_PATTERN_SOURCE
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

static newsext_status compile(ne_patterns *patterns, size_t number) {
  int error = 0;
  PCRE2_SIZE where = 0;
  pcre2_compile_context *context = pcre2_compile_context_create(patterns->general);
  pcre2_code *code;
  if (!context) {
    return NEWSEXT_NOMEM;
  }
  code = pcre2_compile((PCRE2_SPTR)sources[number], PCRE2_ZERO_TERMINATED,
                       PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &error,
                       &where, context);
  pcre2_compile_context_free(context);
  patterns->code[number] = code;
  if (!code) {
    return NEWSEXT_NOMEM; /* the patterns themselves are known to compile */
  }
  for (size_t field = 0; field < NE_FIELD_COUNT; field++) {
    int group = pcre2_substring_number_from_name(code, (PCRE2_SPTR)field_names[field]);
    patterns->group[number][field] = (uint8_t)(group > 0 ? group : 0);
  }
  return NEWSEXT_OK;
}

newsext_status ne_patterns_open(const newsext_allocator *allocator, ne_patterns **out) {
  newsext_status status = NEWSEXT_OK;
  ne_patterns *patterns = allocator->resize(allocator->context, NULL, sizeof *patterns);
  *out = NULL;
  if (!patterns) {
    return NEWSEXT_NOMEM;
  }
  memset(patterns, 0, sizeof *patterns);
  patterns->allocator = allocator;
  patterns->general = pcre2_general_context_create(take, give, (void *)(uintptr_t)allocator);
  if (!patterns->general) {
    status = NEWSEXT_NOMEM;
  }
  for (size_t i = 0; i < NE_PATTERN_COUNT && status == NEWSEXT_OK; i++) {
    status = compile(patterns, i);
  }
  if (status != NEWSEXT_OK) {
    ne_patterns_close(patterns);
    return status;
  }
  *out = patterns;
  return NEWSEXT_OK;
}

void ne_patterns_close(ne_patterns *patterns) {
  if (!patterns) {
    return;
  }
  for (size_t i = 0; i < NE_PATTERN_COUNT; i++) {
    pcre2_code_free(patterns->code[i]);
  }
  pcre2_general_context_free(patterns->general);
  patterns->allocator->resize(patterns->allocator->context, patterns, 0);
}

void ne_matcher_open(ne_matcher *matcher, ne_arena *arena, const ne_patterns *patterns) {
  memset(matcher, 0, sizeof *matcher);
  matcher->arena = arena;
  matcher->patterns = patterns;
}

/* Takes what matching needs, which most pages never do. */
static void prepare(ne_matcher *matcher) {
  pcre2_general_context *general =
      pcre2_general_context_create(take, give, (void *)(uintptr_t)matcher->arena->allocator);
  if (general) {
    matcher->data = pcre2_match_data_create(MATCH_PAIRS, general);
    matcher->context = pcre2_match_context_create(general);
    pcre2_general_context_free(general);
  }
  if (!matcher->data || !matcher->context) {
    matcher->arena->status = NEWSEXT_NOMEM;
    return;
  }
  pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
  pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
  pcre2_set_heap_limit(matcher->context, HEAP_LIMIT);
}

void ne_matcher_close(ne_matcher *matcher) {
  pcre2_match_data_free(matcher->data);
  pcre2_match_context_free(matcher->context);
  matcher->data = NULL;
  matcher->context = NULL;
}

int ne_matcher_find(ne_matcher *matcher, ne_pattern pattern, const char *bytes, uint32_t length,
                    uint32_t from) {
  int found;
  if (!matcher->context && matcher->arena->status == NEWSEXT_OK) {
    prepare(matcher);
  }
  if (matcher->arena->status != NEWSEXT_OK) {
    return 0;
  }
  found = pcre2_match(matcher->patterns->code[pattern], (PCRE2_SPTR)bytes, length, from, 0,
                      matcher->data, matcher->context);
  matcher->last = pattern;
  if (found > 0) {
    return 1;
  }
  if (found == PCRE2_ERROR_NOMEMORY) {
    matcher->arena->status = NEWSEXT_NOMEM;
  } else if (found != PCRE2_ERROR_NOMATCH) {
    matcher->arena->status = NEWSEXT_LIMIT;
  }
  return 0;
}

static newsext_span pair(const ne_matcher *matcher, uint32_t number) {
  const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matcher->data);
  newsext_span span = {0, 0};
  if (number < pcre2_get_ovector_count(matcher->data) && at[2 * number] != PCRE2_UNSET) {
    span.start = (uint32_t)at[2 * number];
    span.length = (uint32_t)(at[2 * number + 1] - at[2 * number]);
  }
  return span;
}

newsext_span ne_matcher_span(const ne_matcher *matcher) {
  return pair(matcher, 0);
}

newsext_span ne_matcher_field(const ne_matcher *matcher, ne_field field) {
  uint8_t group = matcher->patterns->group[matcher->last][field];
  newsext_span none = {0, 0};
  return group ? pair(matcher, group) : none;
}
