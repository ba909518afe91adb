/* test_content.c: what the chain offers for a cue, and the reranking of it. */
#include <string.h>

#include "../../ext/core/engine.h"
#include "../../ext/core/rerank.h"
#include "../../ext/core/source.h"
#include "test.h"

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_prose prose;
  ne_mentions mentions;
  newsext_engine *engine;
} reading;

static void open_reading(reading *r, const char *text) {
  memset(r, 0, sizeof *r);
  helper_memory_open(&r->memory, 0);
  assert_int_equal(newsext_engine_create(&r->memory.allocator, &r->engine), NEWSEXT_OK);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  r->prose.lexicon = r->engine->lexicon;
  ne_text_open(&r->arena, &r->prose.text, text, strlen(text));
  ne_prose_cut(&r->arena, &r->prose);
  ne_prose_read(&r->arena, &r->engine->tagger, &r->prose);
  ne_mentions_find(&r->arena, &r->prose, &r->mentions);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  newsext_engine_destroy(r->engine);
  assert_int_equal(r->memory.blocks, 0);
}

typedef void visitor(const reading *, const ne_content_frame *, const ne_content_options *);

/* Every cue of the text with the contents that the chain offers. */
static uint32_t visit(const char *text, visitor *look) {
  reading r;
  ne_cues cues = {0};
  ne_content_options options;
  uint32_t s, c, seen = 0;
  open_reading(&r, text);
  for (s = 0; s < r.prose.sentences.count; s++) {
    ne_outline o;
    ne_outline_open(&o, &r.prose, &r.mentions, s);
    cues.count = 0;
    ne_cues_find(&r.arena, &r.engine->attribution.cue, &o, &cues);
    for (c = 0; c < cues.count; c++, seen++) {
      const ne_source source = ne_source_find(&r.engine->attribution.source, &o, &cues.at[c]);
      const ne_content_frame frame = ne_content_frame_of(
          &o, &cues.at[c], source.mention == NE_NO_SOURCE ? NULL : &r.mentions.at[source.mention]);
      ne_content_find(&r.engine->attribution.content, &frame, NE_RERANK_LEARN, &options);
      look(&r, &frame, &options);
    }
  }
  close_reading(&r);
  return seen;
}

static uint32_t length_of(const ne_content_frame *frame) {
  return frame->outline->sentence->end - frame->outline->sentence->first;
}

/* The best comes first, no two are alike, and each has something inside. */
static void are_in_order(const reading *r, const ne_content_frame *frame,
                         const ne_content_options *options) {
  const uint32_t length = length_of(frame);
  uint32_t i, k;
  (void)r;
  assert_true(options->count <= NE_CONTENT_OPTIONS);
  for (i = 0; i < options->count; i++) {
    assert_non_null(memchr(options->inside[i], 1, length));
    assert_true(i == 0 || options->score[i] < options->score[i - 1]);
    assert_true(options->score[i] >= options->score[0] - NE_RERANK_LEARN - 0.1f);
    for (k = 0; k < i; k++) {
      assert_memory_not_equal(options->inside[k], options->inside[i], length);
    }
  }
}

/* What is chosen is one of them; the first where nothing is learnt of whole contents. */
static void one_is_chosen(const reading *r, const ne_content_frame *frame,
                          const ne_content_options *options) {
  const ne_attribution_models *models = &r->engine->attribution;
  const ne_model nothing = ne_model_find("no such model");
  uint8_t inside[NE_SENTENCE_MAX];
  uint32_t i;
  if (!options->count) {
    assert_false(ne_rerank_find(&models->content, &models->rerank, frame, inside));
    return;
  }
  assert_true(ne_rerank_find(&models->content, &nothing, frame, inside));
  assert_memory_equal(inside, options->inside[0], length_of(frame));
  assert_true(ne_rerank_find(&models->content, &models->rerank, frame, inside));
  for (i = 0; i < options->count && memcmp(inside, options->inside[i], length_of(frame)) != 0;
       i++) {
  }
  assert_true(i < options->count);
}

static void features_have_room(const reading *r, const ne_content_frame *frame,
                               const ne_content_options *options) {
  uint32_t f[NE_RERANK_FEATURES], i, k;
  uint8_t inside[NE_SENTENCE_MAX];
  ne_rerank_ground ground;
  (void)r;
  ne_rerank_open(&ground, frame);
  for (k = 0; k < options->count; k++) {
    assert_in_range(ne_rerank_features(&ground, options->inside[k], f), 1, NE_RERANK_FEATURES);
  }
  for (k = 1; k < 8; k++) { /* torn to pieces */
    for (i = 0; i < length_of(frame); i++) {
      inside[i] = i % (k + 1) != 0;
    }
    assert_in_range(ne_rerank_features(&ground, inside, f), 1, NE_RERANK_FEATURES);
  }
}

static void visit_all(visitor *look) {
  uint32_t seen = 0;
  size_t i;
  for (i = 0; i < helper_text_count; i++) {
    seen += visit(helper_texts[i], look);
  }
  assert_true(seen > 10);
}

static void test_order(void **state) {
  (void)state;
  visit_all(are_in_order);
}

static void test_rerank(void **state) {
  (void)state;
  visit_all(one_is_chosen);
}

static void test_features(void **state) {
  (void)state;
  visit_all(features_have_room);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_rerank),
      cmocka_unit_test(test_features),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
