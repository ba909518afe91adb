/* addressee.c: finds the person spoken to, right behind the cue. */
#include "addressee.h"

#include "voice.h"

#include <string.h>

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

/* Where what was said begins behind the token: "told reporters | Poe had left"; the end for
** nowhere. */
static uint32_t reported_from(const ne_attribution *a, uint32_t token, uint32_t end) {
  for (uint32_t i = 0; i < a->content_count; i++) {
    if (a->content[i].first > token && a->content[i].first < end) {
      end = a->content[i].first;
    }
  }
  return end;
}

#define LISTENERS                                                                                  \
  (NE_LEX_BIT(NE_LEX_PERSON_NOUN) | NE_LEX_BIT(NE_LEX_GROUP_NOUN) | NE_LEX_BIT(NE_LEX_ROLE_HEAD) | \
   NE_LEX_BIT(NE_LEX_RELATION) | NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD))

/* The end of the noun phrase that begins at the token. */
static uint32_t phrase_end(const ne_prose *prose, uint32_t i, uint32_t end) {
  const ne_token *at = prose->tokens.at;
  if (i < end && at[i].tag == NE_TAG_PRONOUN) {
    i++; /* "told her", but "told her listeners" */
    return i < end && at[i].tag == NE_TAG_NOUNS && ne_prose_is(prose, i, LISTENERS) ? i + 1 : i;
  }
  while (i < end && (ne_tag_is_noun(at[i].tag) || at[i].tag == NE_TAG_DETERMINER ||
                     at[i].tag == NE_TAG_POSSESSIVE || at[i].tag == NE_TAG_ADJECTIVE ||
                     at[i].tag == NE_TAG_NUMBER || at[i].tag == NE_TAG_GENITIVE)) {
    i++;
  }
  return i;
}

/* The widest mention of the sentence that begins at the token: of such, it comes first. */
static const ne_mention *mention_at(const ne_mentions *mentions, uint32_t sentence,
                                    uint32_t token) {
  for (uint32_t m = mentions->of_sentence[sentence]; m < mentions->of_sentence[sentence + 1]; m++) {
    if (mentions->at[m].first == token) {
      return &mentions->at[m];
    }
  }
  return NULL;
}

/* Before what tells when: "told Channel 8 | last week"; before a genitive whose noun is in marks.
 */
static uint32_t without_time(const ne_prose *prose, uint32_t first, uint32_t end) {
  const ne_token *at = prose->tokens.at;
  if (end > first &&
      ne_lexicon_value(prose->lexicon, at[end - 1].entry, NE_LEX_THING_NOUN)[0] == 't') {
    end--;
    while (end > first &&
           (at[end - 1].tag == NE_TAG_ADJECTIVE || at[end - 1].tag == NE_TAG_DETERMINER)) {
      end--;
    }
  }
  return end - (end > first && at[end - 1].tag == NE_TAG_GENITIVE);
}

/* Behind "told": not a day, a story or a question, but "the inquiry", "Channel 8", "Radio 4's
** Morning Report", "dpa" */
static int must_listen(const ne_prose *prose, uint32_t first, uint32_t end) {
  const uint64_t days = NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_MONTH);
  const uint64_t stories = NE_LEX_BIT(NE_LEX_CUE_NOUN) | NE_LEX_BIT(NE_LEX_DOCUMENT_NOUN);
  const ne_token *at = prose->tokens.at;
  if (end == first + 1 && ne_prose_is(prose, first, NE_LEX_BIT(NE_LEX_AGENCY))) {
    return 1;
  }
  return !ne_prose_is(prose, end - 1,
                      at[end - 1].shape == NE_SHAPE_LOWER ? days | stories : days) &&
         at[end - 1].tag != NE_TAG_DETERMINER &&
         (at[first].tag == NE_TAG_DETERMINER || at[first].shape >= NE_SHAPE_CAPITAL ||
          ne_prose_is(prose, first, LISTENERS));
}

/* Can somebody listen whom these words name? */
static int can_listen(const ne_prose *prose, const ne_mention *m, uint32_t end) {
  if (m && m->end >= end) {
    return m->being != NE_BEING_THING && m->being != NE_BEING_DOCUMENT &&
           (m->form != NE_FORM_COMMON || m->being != NE_BEING_UNKNOWN);
  }
  return ne_prose_is(prose, end - 1, LISTENERS);
}

/* "a committee | of deputies": whom it is made of; but "told a friend | of the plan" */
static uint32_t past_members(const ne_prose *prose, uint32_t end, uint32_t limit) {
  const uint64_t bodies = NE_LEX_BIT(NE_LEX_GROUP_NOUN) | NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD);
  uint32_t members;
  if (end + 1 >= limit || prose->tokens.at[end - 1].shape != NE_SHAPE_LOWER ||
      !ne_prose_is(prose, end - 1, bodies) ||
      !strchr(ne_lexicon_value(prose->lexicon, prose->tokens.at[end].entry, NE_LEX_PREPOSITION),
              'o') ||
      !ne_prose_is(prose, end, NE_LEX_BIT(NE_LEX_PREPOSITION))) {
    return end;
  }
  members = without_time(prose, end + 1, phrase_end(prose, end + 1, limit));
  return members > end + 1 ? members : end;
}

/* "The court was told that ...": the subject listens; NULL for none. */
static const ne_mention *listening_subject(const ne_prose *prose, const ne_mentions *mentions,
                                           const ne_cue *cue) {
  const ne_sentence *s = &prose->sentences.at[cue->sentence];
  uint32_t i = ne_voice_auxiliary(prose, s, cue->head),
           m = mentions->of_sentence[cue->sentence + 1];
  if (i == NE_NO_TOKEN) {
    return NULL;
  }
  while (i > s->first && (ne_tag_is_verb(prose->tokens.at[i - 1].tag) ||
                          prose->tokens.at[i - 1].tag == NE_TAG_ADVERB)) {
    i--; /* "has since been" */
  }
  while (m-- > mentions->of_sentence[cue->sentence]) {
    const ne_mention *x = &mentions->at[m];
    if (x->full_end == i && !(x->flags & NE_MENTION_INNER) && can_listen(prose, x, x->end)) {
      return x;
    }
  }
  return NULL;
}

newsext_span ne_addressee_find(const ne_prose *prose, const ne_mentions *mentions,
                               const ne_cue *cue, const ne_attribution *a) {
  const newsext_span none = {0, 0};
  uint32_t end = prose->sentences.at[cue->sentence].end, limit, i = cue->head + 1;
  uint32_t entry = prose->tokens.at[cue->head].entry;
  const ne_mention *m;
  const char *frame = ne_lexicon_value(prose->lexicon, entry, NE_LEX_ADDRESSING_VERB);
  int told = frame[0] && frame[1] == 'l';
  if (!frame[0]) {
    return none;
  }
  if (told && a->mention == NE_NO_SOURCE) {
    m = listening_subject(prose, mentions, cue);
    if (m) {
      return ne_tokens_span(&prose->tokens, m->first, m->end);
    }
  }
  if (i < end && is_to(&prose->tokens.at[i])) {
    i++;
    told = 0;
  } else if (frame[0] == 't') {
    return none;
  }
  m = i < end ? mention_at(mentions, cue->sentence, i) : NULL;
  end = reported_from(a, i, end);
  if (m && m->end > end) {
    m = NULL; /* "reporters Carl Poe" */
  }
  limit = end;
  end = without_time(prose, i, phrase_end(prose, i, end));
  if (m && m->end > end) {
    end = m->end;
  }
  if (end == i || !(can_listen(prose, m, end) || (told && must_listen(prose, i, end))) ||
      is_reported(a, end - 1) ||
      (m && a->mention != NE_NO_SOURCE && m == &mentions->at[a->mention])) {
    return none;
  }
  return ne_tokens_span(&prose->tokens, i, past_members(prose, end, limit));
}
