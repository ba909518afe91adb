/* engine.h: what all documents share: compiled patterns, word lists, models. */
#ifndef NE_ENGINE_H
#define NE_ENGINE_H

#include "attribution.h"
#include "pattern.h"

struct newsext_engine {
  const newsext_allocator *allocator;
  const ne_lexicon *lexicon;
  ne_patterns *patterns;
  ne_tagger tagger;
  ne_model discourse;
  ne_attribution_models attribution;
  ne_model extent;
  ne_model confidence;
};

#endif
