/* addressee.c: finds the person spoken to, right behind the cue. */
#include "addressee.h"

static int is_to(const ne_token *token) {
  return token->tag == NE_TAG_TO;
}

static int is_reported(const ne_attribution *a, uint32_t token) {
  uint32_t i;
  for (i = 0; i < a->content_count; i++) {
    if (token >= a->content[i].first && token < a->content[i].end) {
      return 1;
    }
  }
  return 0;
}

/* The widest mention of the sentence that begins at the token. */
static const ne_mention *mention_at(const ne_mentions *mentions, uint32_t sentence,
                                    uint32_t token) {
  uint32_t m;
  for (m = mentions->of_sentence[sentence]; m < mentions->of_sentence[sentence + 1]; m++) {
    if (mentions->at[m].first == token) {
      return &mentions->at[m];
    }
  }
  return NULL;
}

static int can_listen(const ne_mention *m) {
  return m->being != NE_BEING_THING && m->being != NE_BEING_DOCUMENT &&
         (m->form != NE_FORM_COMMON || m->being != NE_BEING_UNKNOWN);
}

newsext_span ne_addressee_find(const ne_prose *prose, const ne_mentions *mentions,
                               const ne_cue *cue, const ne_attribution *a) {
  const newsext_span none = {0, 0};
  uint32_t end = prose->sentences.at[cue->sentence].end, i = cue->head + 1;
  uint32_t entry = prose->tokens.at[cue->head].entry;
  const ne_mention *m;
  char frame = ne_lexicon_value(prose->lexicon, entry, NE_LEX_ADDRESSING_VERB)[0];
  if (!frame) {
    return none;
  }
  if (i < end && is_to(&prose->tokens.at[i])) {
    i++;
  } else if (frame == 't') {
    return none;
  }
  m = i < end ? mention_at(mentions, cue->sentence, i) : NULL;
  if (!m || !can_listen(m) || is_reported(a, m->head) ||
      (a->mention != NE_NO_SOURCE && m == &mentions->at[a->mention])) {
    return none;
  }
  return ne_tokens_span(&prose->tokens, m->first, m->end);
}
