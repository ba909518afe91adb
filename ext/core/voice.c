/* voice.c: whose words a cue reports, where grammar alone tells. */
#include "voice.h"

#define NO_VERB UINT32_MAX
#define FAR     6 /* "it" stands no further before its verb */

static int has(const ne_outline *o, uint32_t i, uint64_t class_bit) {
  return i < o->sentence->end && ne_prose_is(o->prose, i, class_bit);
}

/* Can it speak? */
static int may_speak(const ne_mention *m) {
  return m->form != NE_FORM_COMMON ||
         (m->being >= NE_BEING_PERSON && m->being <= NE_BEING_DOCUMENT);
}

int ne_voice_is_means(const ne_outline *o, const ne_mention *m) {
  const uint8_t tag = o->prose->tokens.at[m->first].tag;
  return m->form == NE_FORM_COMMON && m->being == NE_BEING_DOCUMENT && tag != NE_TAG_DETERMINER &&
         tag != NE_TAG_POSSESSIVE && m->first > o->sentence->first &&
         has(o, m->first - 1, NE_LEX_BIT(NE_LEX_AGENT_WORD));
}

/* The first mention that begins at token i and is somebody who can speak; 0 for none. */
static uint32_t speaker_at(const ne_outline *o, uint32_t i) {
  for (uint32_t m = o->first_mention; m < o->end_mention; m++) {
    const ne_mention *x = &o->mentions->at[m];
    if (x->first == i && may_speak(x) && !ne_voice_is_means(o, x)) {
      return m + 1;
    }
  }
  return 0;
}

/* ---- Nobody -------------------------------------------------------------------------- */

uint32_t ne_voice_of_nobody(const ne_outline *o, uint32_t head) {
  const ne_token *at = o->prose->tokens.at;
  const uint32_t begin = head - o->sentence->first > FAR ? head - FAR : o->sentence->first;
  uint32_t i, end, entry;
  for (i = begin; i < head && at[head].tag != NE_TAG_GERUND; i++) {
    const uint32_t length = ne_tokens_match(&o->prose->tokens, o->prose->lexicon, i, head,
                                            NE_LEX_BIT(NE_LEX_IMPERSONAL_PHRASE), &entry);
    for (end = i + length; end < head && at[end].tag == NE_TAG_ADVERB; end++) {
    }
    if (length > 1 && end == head) {
      return i;
    }
  }
  return NE_NO_TOKEN;
}

/* ---- At second hand -------------------------------------------------------------------- */

/* The phrase such as "as saying" that begins at token i; as long as 0 where none does. */
static uint32_t relay_length(const ne_outline *o, uint32_t i) {
  uint32_t entry, length = ne_tokens_match(&o->prose->tokens, o->prose->lexicon, i,
                                           o->sentence->end, NE_LEX_BIT(NE_LEX_RELAY), &entry);
  return length > 1 ? length : 0;
}

static int is_relay_verb(const ne_outline *o, uint32_t i) {
  return has(o, i, NE_LEX_BIT(NE_LEX_RELAY)) && ne_tag_is_verb(o->prose->tokens.at[i].tag);
}

/* The verb that a cue's head is, or that its phrase goes with; NO_VERB for none. */
static uint32_t relay_verb_of(const ne_outline *o, uint32_t head) {
  uint32_t i = head;
  if (!is_relay_verb(o, head) && (head == o->sentence->first || !relay_length(o, head - 1))) {
    return NO_VERB;
  }
  while (!is_relay_verb(o, i)) {
    if (i == o->sentence->first) {
      return NO_VERB;
    }
    i--;
  }
  return i;
}

/* The first phrase behind the verb. */
static ne_range find_relay(const ne_outline *o, uint32_t verb) {
  uint32_t i = verb + 1, length = 0;
  while (i < o->sentence->end && !is_relay_verb(o, i) && !(length = relay_length(o, i))) {
    i++;
  }
  return (ne_range){i, i + length};
}

/* The verb's subject: the last mention before it that is no part of another. */
static uint32_t subject_of(const ne_outline *o, uint32_t first) {
  uint32_t m = o->end_mention;
  while (m-- > o->first_mention) {
    const ne_mention *x = &o->mentions->at[m];
    if (x->end <= first && !(x->flags & NE_MENTION_INNER)) {
      return may_speak(x) ? m + 1 : 0;
    }
  }
  return 0;
}

/* ---- The passive ----------------------------------------------------------------------- */

/* Does the token part the agent from its verb: a comma, or a verb that would have an agent of its
** own? Within quotation marks it does not. */
static int parts(const ne_outline *o, uint32_t head, uint32_t i) {
  const ne_token *token = &o->prose->tokens.at[i];
  const uint32_t *run = o->prose->runs.of_token;
  return run[i] == run[head] && (token->kind == NE_TOKEN_COMMA ||
                                 (ne_tag_is_verb(token->tag) && token->tag != NE_TAG_GERUND));
}

static uint32_t agent_of(const ne_outline *o, uint32_t head) {
  const uint8_t tag = o->prose->tokens.at[head].tag;
  uint32_t i = head + 1;
  if (tag != NE_TAG_PARTICIPLE && tag != NE_TAG_PAST) {
    return 0;
  }
  while (i < o->sentence->end && !has(o, i, NE_LEX_BIT(NE_LEX_AGENT_WORD))) {
    if (tag != NE_TAG_PARTICIPLE || parts(o, head, i++)) {
      return 0;
    }
  }
  return speaker_at(o, i + 1);
}

uint32_t ne_voice_auxiliary(const ne_prose *p, const ne_sentence *s, uint32_t head) {
  const ne_token *at = p->tokens.at;
  uint32_t i = head;
  if (at[head].tag != NE_TAG_PARTICIPLE && at[head].tag != NE_TAG_PAST) {
    return NE_NO_TOKEN;
  }
  while (i > s->first && at[i - 1].tag == NE_TAG_ADVERB) {
    i--;
  }
  return i > s->first && ne_prose_lemma(p, &at[i - 1]) == ne_word_hash("be", 2) ? i - 1
                                                                                : NE_NO_TOKEN;
}

/* The value of the passive's verb among those that name whom they address; "" for none. */
static const char *passive_frame(const ne_outline *o, uint32_t head) {
  const uint32_t entry = o->prose->tokens.at[head].entry;
  const char *frame = ne_lexicon_value(o->prose->lexicon, entry, NE_LEX_ADDRESSING_VERB);
  return frame[0] && ne_voice_auxiliary(o->prose, o->sentence, head) != NE_NO_TOKEN ? frame : "";
}

int ne_voice_is_told(const ne_outline *o, uint32_t head) {
  const char *frame = passive_frame(o, head);
  return frame[0] && frame[1] == 'l';
}

int ne_voice_is_talked_of(const ne_outline *o, uint32_t head) {
  return passive_frame(o, head)[0] == 't';
}

static void read_relay(const ne_outline *o, uint32_t first, uint32_t verb, ne_range phrase,
                       ne_voice *voice) {
  voice->relay = (ne_range){first < verb ? first : verb, phrase.end};
  voice->head = phrase.first == verb + 1 ? verb : phrase.end - 1;
  voice->source = speaker_at(o, verb + 1);
  if (!voice->source) {
    voice->source = subject_of(o, voice->relay.first);
  }
}

ne_voice ne_voice_of(const ne_outline *o, uint32_t first, uint32_t head) {
  const uint32_t verb = relay_verb_of(o, head);
  const ne_range phrase = verb == NO_VERB ? (ne_range){0, 0} : find_relay(o, verb);
  ne_voice voice = {0, {0, 0}, head};
  if (phrase.end > phrase.first) {
    read_relay(o, first, verb, phrase, &voice);
  } else if (has(o, head, NE_LEX_BIT(NE_LEX_CUE_VERB))) {
    voice.source = agent_of(o, head);
  }
  return voice;
}
