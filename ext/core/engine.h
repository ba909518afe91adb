/* engine.h: what all documents share: compiled patterns and the word lists.
 */
#ifndef NE_ENGINE_H
#define NE_ENGINE_H

#include "lexicon.h"
#include "memory.h"
#include "pattern.h"

struct newsext_engine {
  const newsext_allocator *allocator;
  const ne_lexicon *lexicon;
  ne_patterns *patterns;
};

#endif
