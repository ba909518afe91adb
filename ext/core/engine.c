/* engine.c: makes what all documents share. */
#include "engine.h"

#include <string.h>

newsext_status newsext_engine_create(const newsext_allocator *allocator, newsext_engine **out) {
  newsext_engine *engine = allocator->resize(allocator->context, NULL, sizeof *engine);
  newsext_status status;
  *out = NULL;
  if (!engine) {
    return NEWSEXT_NOMEM;
  }
  memset(engine, 0, sizeof *engine);
  engine->allocator = allocator;
  engine->lexicon = &ne_lexicon_en;
  engine->tagger = ne_tagger_find();
  engine->discourse = ne_model_find("discourse");
  engine->attribution.cue.head = ne_model_find("cue");
  engine->attribution.cue.edge = ne_model_find("edge");
  engine->attribution.source.score = ne_model_find("source");
  engine->attribution.source.standings = ne_model_find("standing");
  engine->attribution.bonds = ne_model_find("bond");
  engine->attribution.content = ne_model_find("content");
  engine->attribution.rerank = ne_model_find("rerank");
  engine->extent = ne_model_find("extent");
  engine->confidence = ne_model_find("confidence");
  status = ne_patterns_open(allocator, &engine->patterns);
  if (status != NEWSEXT_OK) {
    newsext_engine_destroy(engine);
    return status;
  }
  *out = engine;
  return NEWSEXT_OK;
}

void newsext_engine_destroy(newsext_engine *engine) {
  if (engine) {
    ne_patterns_close(engine->patterns);
    engine->allocator->resize(engine->allocator->context, engine, 0);
  }
}
