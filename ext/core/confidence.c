/* confidence.c: from the evidence for an attribution to a probability. */
#include "confidence.h"

#include "answer.h"

#include <math.h>

/* A probability in steps of half a logit, from 0. */
static uint32_t evidence(double p) {
  double logit = log((p + 1e-4) / (1.0 - p + 1e-4));
  return (uint32_t)(2.0 * (logit + 10.0));
}

/* Of the content, whether its first and its last word stand in quotation marks. */
static uint32_t marks_of(const ne_prose *prose, const ne_attribution *a) {
  const uint32_t *of_token = prose->runs.of_token;
  return (uint32_t)(of_token[a->content[0].first] != 0) |
         (uint32_t)(of_token[a->content[a->content_count - 1].end - 1] != 0) << 1;
}

static uint32_t words_of(const ne_attribution *a) {
  uint32_t i, words = 0;
  for (i = 0; i < a->content_count; i++) {
    words += a->content[i].end - a->content[i].first;
  }
  return words;
}

/* Where the content begins to the cue, and whether it reaches the sentence's end. */
static uint64_t place_of_content(const ne_prose *prose, const ne_cues *cues,
                                 const ne_attribution *a) {
  const ne_sentence *s = &prose->sentences.at[a->sentence];
  uint32_t first = a->content[0].first, end = a->content[a->content_count - 1].end;
  uint64_t where = a->cue == NE_NO_CUE                ? 0
                   : end <= cues->at[a->cue].first    ? 1
                   : first == cues->at[a->cue].end    ? 2
                   : first < cues->at[a->cue].end     ? 3
                   : first < cues->at[a->cue].end + 3 ? 4
                                                      : 5;
  return where | (uint64_t)(end + 1 >= s->end) << 3;
}

/* What the content begins with. */
static uint64_t first_of_content(const ne_prose *prose, const ne_attribution *a) {
  const ne_token *token = &prose->tokens.at[a->content[0].first];
  return ne_prose_is(prose, a->content[0].first, NE_LEX_BIT(NE_LEX_FUNCTION_WORD)) ? token->hash
                                                                                   : token->tag;
}

uint32_t ne_confidence_features(const ne_prose *prose, const ne_mentions *mentions,
                                const ne_cues *cues, const ne_attribution *a,
                                uint32_t f[NE_CONFIDENCE_FEATURES]) {
  const ne_mention *m = a->mention == NE_NO_SOURCE ? NULL : &mentions->at[a->mention];
  uint32_t marks = marks_of(prose, a), all = evidence((double)a->confidence), n = 0;
  uint32_t cue = a->cue == NE_NO_CUE ? 0 : 1 + evidence((double)cues->at[a->cue].probability);
  uint32_t source = m ? 1u + m->form : 0;
  f[n++] = ne_feature(1, 0);
  f[n++] = ne_feature(2, all);
  f[n++] = ne_feature2(3, all / 2, marks);
  f[n++] = ne_feature2(4, a->rule, marks);
  f[n++] = ne_feature2(5, all / 3, cue / 3);
  f[n++] = ne_feature2(6, a->rule, source);
  f[n++] = ne_feature2(7, marks, ne_outline_step(words_of(a)));
  f[n++] = ne_feature3(9, marks, place_of_content(prose, cues, a), all / 3);
  f[n++] = ne_feature3(10, marks, first_of_content(prose, a), a->rule);
  f[n++] = ne_feature3(11, m ? 1 + m->being : 0, m ? m->flags : 0, marks);
  f[n++] = ne_feature2(12, marks, a->cue == NE_NO_CUE ? 0 : cues->at[a->cue].lemma);
  f[n++] = ne_feature2(8, marks, a->content_count < 4 ? a->content_count : 4);
  return n;
}

/* Does its content begin a sentence, or have a long one's capital and stop? */
static int is_sentence(const ne_prose *prose, const ne_attribution *a) {
  const ne_range *last = &a->content[a->content_count - 1];
  const uint32_t first = a->content[0].first;
  return first <= prose->sentences.at[a->sentence].first + 1 ||
         (ne_prose_begins_large(prose, first) &&
          prose->tokens.at[last->end - 1].kind == NE_TOKEN_STOP && words_of(a) > NE_LONG_RUN);
}

/* Below which probability is it left out? Words without quotation marks that a cue reports
** may be, and what is quoted within a sentence without one, snippets that nobody says sooner. */
static double least_of(const ne_prose *prose, const ne_attribution *a) {
  const int nobody = a->rule == NEWSEXT_RULE_NONE, cued = a->cue != NE_NO_CUE;
  if (!marks_of(prose, a)) {
    return nobody || cued ? NE_CONFIDENCE_LEAST : 0.0;
  }
  if ((cued && !nobody) || is_sentence(prose, a)) {
    return 0.0;
  }
  return nobody && prose->tokens.at[a->content[0].first].shape < NE_SHAPE_CAPITAL
             ? NE_CONFIDENCE_SNIPPET
             : NE_CONFIDENCE_LEAST;
}

void ne_confidence_weigh(const ne_model *model, const ne_prose *prose, const ne_mentions *mentions,
                         const ne_cues *cues, ne_attributions *list) {
  ne_wanted w;
  uint32_t i;
  for (i = 0; i < list->count; i++) {
    double p;
    w.count = ne_confidence_features(prose, mentions, cues, &list->at[i], w.features);
    ne_model_want(model, &w);
    p = ne_model_probability(model, ne_model_sum(model, &w));
    list->at[i].confidence = (float)p;
    if (p < least_of(prose, &list->at[i])) {
      list->at[i].content_count = 0;
    }
  }
}
