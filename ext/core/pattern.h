/* pattern.h: the compiled patterns of ext/lexicon/en/patterns.txt, and matching
** with them under limits.
**
** Patterns read fields off lines of page furniture; they never run over body
** text. A match that overruns a limit sets NEWSEXT_LIMIT in the arena: it is an
** error, not the absence of a match.
*/
#ifndef NE_PATTERN_H
#define NE_PATTERN_H

#include "memory.h"

/* NE_PATTERN_LIST(X): X(NAME, "source") for each pattern; generated. */
#include "pattern_list.h"

typedef enum ne_pattern {
#define NE_PATTERN_NAME(name, source) NE_PATTERN_##name,
  NE_PATTERN_LIST(NE_PATTERN_NAME)
#undef NE_PATTERN_NAME
      NE_PATTERN_COUNT
} ne_pattern;

/* The groups that patterns may name. */
typedef enum ne_field {
  NE_FIELD_DAY,
  NE_FIELD_MONTH, /* a number or a name */
  NE_FIELD_YEAR,
  NE_FIELD_HOUR,
  NE_FIELD_MINUTE,
  NE_FIELD_SECOND,
  NE_FIELD_HALF, /* am, pm */
  NE_FIELD_ZONE, /* an abbreviation or an offset */
  NE_FIELD_TEXT,
  NE_FIELD_CREDIT,
  NE_FIELD_COUNT
} ne_field;

typedef struct ne_patterns ne_patterns;

newsext_status ne_patterns_open(const newsext_allocator *, ne_patterns **);
void ne_patterns_close(ne_patterns *);

/* What one document needs for matching; trouble goes to the arena's status. */
typedef struct ne_matcher {
  ne_arena *arena;
  const ne_patterns *patterns;
  void *data;      /* pcre2_match_data_8 */
  void *context;   /* pcre2_match_context_8 */
  ne_pattern last; /* the pattern that matched last */
} ne_matcher;

void ne_matcher_open(ne_matcher *, ne_arena *, const ne_patterns *);
void ne_matcher_close(ne_matcher *);

/* 1 where the pattern matches bytes[0 .. length) at or after from. */
int ne_matcher_find(ne_matcher *, ne_pattern, const char *bytes, uint32_t length, uint32_t from);
/* The whole of the last match, and a field of it; length 0 where it is unset. */
newsext_span ne_matcher_span(const ne_matcher *);
newsext_span ne_matcher_field(const ne_matcher *, ne_field);

#endif
