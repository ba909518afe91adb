/* test_content.c: what the chain offers for a cue, the reranking of it, and what neither it
** nor the search for a source has to weigh. */
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
static void find_cues(reading *r, uint32_t sentence, ne_outline *o, ne_cues *cues) {
  ne_cue_candidates candidates;
  ne_outline_open(o, &r->prose, &r->mentions, sentence);
  ne_cue_candidates_find(&r->prose, o->sentence, &candidates);
  cues->count = 0;
  ne_cues_find(&r->arena, &r->engine->attribution.cue, o, &candidates, cues);
}

static uint32_t visit(const char *text, visitor *look) {
  reading r;
  ne_cues cues = {0};
  ne_content_options options;
  uint32_t s, c, seen = 0;
  open_reading(&r, text);
  for (s = 0; s < r.prose.sentences.count; s++) {
    ne_outline o;
    find_cues(&r, s, &o, &cues);
    for (c = 0; c < cues.count; c++, seen++) {
      const ne_source source = ne_source_find(&r.engine->attribution.source, &o, &cues.at[c]);
      const ne_content_frame frame = ne_content_frame_of(
          &r.engine->attribution.bonds, &o, &cues.at[c],
          source.mention == NE_NO_SOURCE ? NULL : &r.mentions.at[source.mention]);
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

/* What the chain does not decide lies where the token before it lies. */
static void bound_words_stay_together(const reading *r, const ne_content_frame *frame,
                                      const ne_content_options *options) {
  const ne_outline *o = frame->outline;
  uint16_t places[NE_SENTENCE_MAX];
  const uint32_t count = ne_content_places(frame, places);
  uint32_t i, k, option;
  (void)r;
  for (option = 0; option < options->count; option++) {
    const uint8_t *inside = options->inside[option];
    for (k = 0; k + 1 < count; k++) {
      for (i = places[k] + 1u; i < places[k + 1]; i++) {
        assert_int_equal(inside[i], inside[i - 1]);
        assert_false(ne_content_at_rim(frame, o->sentence->first + i) &&
                     !ne_outline_run(o, o->sentence->first + i));
      }
    }
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

static void test_bonds(void **state) {
  (void)state;
  visit_all(bound_words_stay_together);
}

/* The places of the first cue's sentence, as the words that stand there. */
static void test_places(void **state) {
  static const char text[] = "The mayor said the old harbour wall would have to be rebuilt.";
  static const char expected[] = "The|said|the|would|.|";
  reading r;
  ne_outline o;
  ne_cues cues = {0};
  uint16_t places[NE_SENTENCE_MAX];
  char found[200] = "";
  (void)state;
  open_reading(&r, text);
  find_cues(&r, 0, &o, &cues);
  assert_true(cues.count >= 1);
  {
    const ne_source source = ne_source_find(&r.engine->attribution.source, &o, &cues.at[0]);
    const ne_content_frame frame = ne_content_frame_of(&r.engine->attribution.bonds, &o,
                                                       &cues.at[0], &r.mentions.at[source.mention]);
    const uint32_t count = ne_content_places(&frame, places);
    uint32_t i;
    for (i = 0; i < count; i++) {
      const ne_token *token = &r.prose.tokens.at[places[i]];
      strncat(found, text + token->start, token->length);
      strcat(found, "|");
    }
  }
  assert_string_equal(found, expected);
  close_reading(&r);
}

/* Candidates are passed by for where they stand alone: without what was learnt of it, all
** mentions are candidates, and those that are left are in the same order. */
static void test_standings(void **state) {
  static const char crowded[] =
      "The mayor said the owners of the ferries had told the council that the harbour, which the "
      "city bought from a bank, would be closed when the engineers left.";
  const ne_model nothing = ne_model_find("no such model");
  uint32_t all = 0, left = 0;
  size_t t;
  (void)state;
  for (t = 0; t <= helper_text_count; t++) {
    reading r;
    ne_cues cues = {0};
    uint32_t s, c, i, k;
    open_reading(&r, t < helper_text_count ? helper_texts[t] : crowded);
    for (s = 0; s < r.prose.sentences.count; s++) {
      ne_outline o;
      find_cues(&r, s, &o, &cues);
      for (c = 0; c < cues.count; c++) {
        ne_source_frame some, every;
        ne_source_frame_open(&some, &r.engine->attribution.source.standings, &o, &cues.at[c]);
        ne_source_frame_open(&every, &nothing, &o, &cues.at[c]);
        assert_int_equal(some.subjects, every.subjects);
        for (i = k = 0; i < some.count; i++, k++) {
          while (k < every.count && every.candidates[k].mention != some.candidates[i].mention) {
            k++;
          }
          assert_true(k < every.count);
          assert_int_equal(some.candidates[i].before, every.candidates[k].before);
        }
        for (k = 0; k < every.count; k++) {
          assert_true(
              ne_source_standing(&o, &cues.at[c], &r.mentions.at[every.candidates[k].mention]) <
              NE_STANDINGS);
        }
        all += every.count;
        left += some.count;
      }
    }
    close_reading(&r);
  }
  assert_in_range(left, all / 4, all - 1);
}

static void test_features(void **state) {
  (void)state;
  visit_all(features_have_room);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),     cmocka_unit_test(test_rerank),
      cmocka_unit_test(test_bonds),     cmocka_unit_test(test_places),
      cmocka_unit_test(test_standings), cmocka_unit_test(test_features),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
