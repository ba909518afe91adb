/* reading.c: one sentence before its phrases are cut: entries of several words, and the
** tags mended where capitals and neighbours tell better than the tagger. */
#include "phrase.h"

#include "lexicon_table.h"

#include <string.h>

#define PLACES                                                                                     \
  (NE_LEX_BIT(NE_LEX_COUNTRY) | NE_LEX_BIT(NE_LEX_US_STATE) | NE_LEX_BIT(NE_LEX_CITY_ALONE))
/* The classes whose entries of several words are read as one noun. */
#define PHRASES                                                                                    \
  (PLACES | NE_LEX_BIT(NE_LEX_TITLE) | NE_LEX_BIT(NE_LEX_ROLE_HEAD) |                              \
   NE_LEX_BIT(NE_LEX_PERSON_NOUN) | NE_LEX_BIT(NE_LEX_RELATION) | NE_LEX_BIT(NE_LEX_GROUP_NOUN) |  \
   NE_LEX_BIT(NE_LEX_ORGANIZATION) | NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) |                        \
   NE_LEX_BIT(NE_LEX_DOCUMENT_NOUN))

/* The lists that hold nothing but names. */
#define NAMES                                                                                      \
  (NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME) | NE_LEX_BIT(NE_LEX_NICKNAME) |      \
   NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_PHRASE_START))

/* "Tess Arkwright", "Amelka Joseph said": a first name, or a strange word that the tagger took
** for what a sentence begins with, before another capital. */
static int begins_full_name(const ne_reading *r, uint32_t i) {
  const uint64_t personal = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_NICKNAME);
  if (i + 1 >= r->end || r->at[i].shape != NE_SHAPE_CAPITAL || r->at[i + 1].tag != NE_TAG_NAME ||
      (r->at[i + 1].shape != NE_SHAPE_CAPITAL && r->at[i + 1].shape != NE_SHAPE_MIXED)) {
    return 0;
  }
  return (r->classes[i - r->first] & personal) ||
         (r->at[i].entry == 0 && r->at[i].tag == NE_TAG_PREPOSITION && i + 2 < r->end &&
          ne_tag_is_finite(r->at[i + 2].tag));
}

/* The first word of a sentence, which has its capital from there: an odd adjective or
** verb before a finite verb. */
static int may_be_name(const ne_reading *r, uint32_t i) {
  const uint8_t tag = r->at[i].tag, next = i + 1 < r->end ? r->at[i + 1].tag : NE_TAG_OTHER;
  if (begins_full_name(r, i)) {
    return 1;
  }
  return (tag == NE_TAG_ADJECTIVE || tag == NE_TAG_OTHER || ne_tag_is_verb(tag)) &&
         (next == NE_TAG_PAST || next == NE_TAG_PRESENT3 || next == NE_TAG_MODAL ||
          (r->at[i].entry == 0 && i + 1 < r->end && r->at[i + 1].shape >= NE_SHAPE_CAPITAL));
}

/* Does a sentence, or one in quotation marks, begin with i, so that its capital tells
** nothing? */
static int is_opening(const ne_reading *r, uint32_t i) {
  if (i == r->first) {
    return 1;
  }
  return r->at[i - 1].kind == NE_TOKEN_MARK &&
         (i == r->first + 1 || r->at[i - 2].kind == NE_TOKEN_COMMA ||
          r->at[i - 2].kind == NE_TOKEN_COLON);
}

/* "Glimmer co-host Anna Smith" */
static int is_between_names(const ne_reading *r, uint32_t i) {
  return i > r->first && i + 1 < r->end && r->at[i - 1].tag == NE_TAG_NAME &&
         r->at[i + 1].tag == NE_TAG_NAME && r->at[i + 1].shape >= NE_SHAPE_CAPITAL;
}

/* "Mr. Banks", "Aurelio Banks" */
static int follows_name(const ne_reading *r, uint32_t i, uint64_t classes) {
  const uint64_t personal = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME);
  const uint32_t before = i - 1 - r->first;
  if (i == r->first || r->at[i - 1].shape < NE_SHAPE_CAPITAL) {
    return 0;
  }
  if ((r->classes[before] & NE_LEX_BIT(NE_LEX_FIRST_NAME)) && (classes & personal)) {
    return 1;
  }
  return (r->classes[before] & NE_LEX_BIT(NE_LEX_TITLE)) &&
         ne_value_has(ne_lexicon_value(r->prose->lexicon, r->entry[before], NE_LEX_TITLE), 'h');
}

/* "A. B. Kulkarni", "A B Kulkarni", where the tagger may see the article */
static int is_leading_initial(const ne_reading *r, uint32_t i) {
  if (r->at[i].shape != NE_SHAPE_INITIAL || i + 2 >= r->end) {
    return 0;
  }
  if (r->at[i].length == 1) {
    return r->at[i + 1].shape == NE_SHAPE_INITIAL && r->at[i + 2].shape == NE_SHAPE_CAPITAL &&
           r->at[i + 2].tag == NE_TAG_NAME;
  }
  return r->at[i].length == 2 &&
         (r->at[i + 1].shape == NE_SHAPE_INITIAL ||
          (r->at[i + 1].shape == NE_SHAPE_CAPITAL && r->at[i + 1].tag == NE_TAG_NAME));
}

/* "James A. Baker" */
static int is_middle_initial(const ne_reading *r, uint32_t i) {
  return r->at[i].shape == NE_SHAPE_INITIAL && i > r->first && i + 1 < r->end &&
         r->at[i].length == 2 && r->at[i - 1].shape == NE_SHAPE_CAPITAL &&
         (r->classes[i - 1 - r->first] & NE_LEX_BIT(NE_LEX_FIRST_NAME) ||
          (r->at[i - 1].entry == 0 && ne_reading_tag(r, i - 1) == NE_TAG_NAME)) &&
         r->at[i + 1].shape >= NE_SHAPE_CAPITAL && r->at[i + 1].tag == NE_TAG_NAME;
}

/* "Will Smith", where no question is put */
static int is_called_will(const ne_reading *r, uint32_t i, uint64_t classes) {
  const ne_token *last = &r->at[r->end - 1];
  return (classes & NE_LEX_BIT(NE_LEX_FIRST_NAME)) && i + 1 < r->end &&
         r->at[i + 1].tag == NE_TAG_NAME && r->at[i + 1].shape >= NE_SHAPE_CAPITAL &&
         r->prose->text.bytes[last->start] != '?';
}

/* "Afterwards, his spokesman said": the capital is the sentence's. */
static int is_opening_adverb(const ne_reading *r, uint32_t i, uint64_t classes) {
  return (classes & NE_LEX_BIT(NE_LEX_FUNCTION_WORD)) && i == r->first && i + 1 < r->end &&
         r->at[i + 1].kind == NE_TOKEN_COMMA;
}

/* "They met Margaret Fell": a surname that is spelt as a verb or an adjective is */
static int is_surname_after_first_name(const ne_reading *r, uint32_t i) {
  const uint8_t tag = r->at[i].tag;
  return (ne_tag_is_verb(tag) || tag == NE_TAG_ADJECTIVE) && i > r->first && !r->headline &&
         r->at[i].shape == NE_SHAPE_CAPITAL && r->at[i - 1].shape == NE_SHAPE_CAPITAL &&
         r->at[i - 1].tag == NE_TAG_NAME &&
         (r->classes[i - 1 - r->first] & NE_LEX_BIT(NE_LEX_FIRST_NAME)) &&
         !(r->classes[i - r->first] & NE_LEX_BIT(NE_LEX_NATIONALITY));
}

/* "the Guild of Flight Attendants" */
static int begins_long_name(const ne_reading *r, uint32_t i, uint64_t classes) {
  const uint64_t bodies = NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) | NE_LEX_BIT(NE_LEX_GROUP_NOUN);
  return (classes & bodies) && i + 2 < r->end && r->at[i + 2].shape == NE_SHAPE_CAPITAL &&
         (r->classes[i + 1 - r->first] & NE_LEX_BIT(NE_LEX_PREPOSITION)) &&
         ne_value_has(ne_reading_value(r, i + 1, NE_LEX_PREPOSITION), 'n');
}

/* "Baroness Fox said", where the sentence begins with the title */
static int is_title_before_name(const ne_reading *r, uint32_t i, uint64_t classes) {
  const char *value =
      classes & NE_LEX_BIT(NE_LEX_TITLE)
          ? ne_lexicon_value(r->prose->lexicon, r->entry[i - r->first], NE_LEX_TITLE)
          : "";
  return (ne_value_has(value, 'h') || ne_value_has(value, 'k')) && i + 1 < r->end &&
         r->at[i + 1].tag == NE_TAG_NAME && r->at[i + 1].shape >= NE_SHAPE_CAPITAL;
}

/* "Prior revealed", where a Gary Prior is told of */
static int is_before_verb(const ne_reading *r, uint32_t i) {
  const uint8_t tag = r->at[i].tag, next = i + 1 < r->end ? r->at[i + 1].tag : NE_TAG_OTHER;
  return r->at[i].shape == NE_SHAPE_CAPITAL && (tag == NE_TAG_ADVERB || tag == NE_TAG_ADJECTIVE) &&
         (next == NE_TAG_PAST || next == NE_TAG_PRESENT3);
}

/* A capital that no list of common words explains is a name's, whatever the tagger
** made of it; but an adjective goes with its noun. */
static uint8_t capital_tag(const ne_reading *r, uint32_t i, uint64_t classes) {
  const ne_token *token = &r->at[i];
  if (token->tag == NE_TAG_NAME && is_opening_adverb(r, i, classes)) {
    return NE_TAG_ADVERB;
  }
  if (token->tag == NE_TAG_NAME || (ne_tag_is_noun(token->tag) && follows_name(r, i, classes)) ||
      is_middle_initial(r, i) || is_leading_initial(r, i)) {
    return NE_TAG_NAME;
  }
  if (token->tag == NE_TAG_OTHER && classes & NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD)) {
    return NE_TAG_NAME; /* "Inc." */
  }
  if (ne_tag_is_noun(token->tag) && classes & NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) &&
      i > r->first && r->at[i - 1].tag == NE_TAG_NAME && r->at[i - 1].shape >= NE_SHAPE_CAPITAL) {
    return NE_TAG_NAME; /* "Africa Command" */
  }
  if (is_surname_after_first_name(r, i)) {
    return NE_TAG_NAME;
  }
  if (token->tag == NE_TAG_MODAL && is_called_will(r, i, classes)) {
    return NE_TAG_NAME;
  }
  if (token->tag == NE_TAG_NOUN && i > r->first && begins_long_name(r, i, classes)) {
    return NE_TAG_NAME;
  }
  if (is_title_before_name(r, i, classes) ||
      (ne_tag_is_verb(token->tag) && (classes & PLACES) && i > r->first)) {
    return NE_TAG_NAME; /* "ambassador to Italy Li Ruimei" */
  }
  if (token->tag == NE_TAG_ADJECTIVE && (classes & NE_LEX_BIT(NE_LEX_PREPOSITION)) &&
      i == r->first && i + 2 < r->end && r->at[i + 2].kind == NE_TOKEN_COMMA) {
    return NE_TAG_PREPOSITION; /* "Outside court, ..." */
  }
  if (i == r->first && ne_seen_name(r->seen, token) && is_before_verb(r, i)) {
    return NE_TAG_NAME;
  }
  if (token->kind != NE_TOKEN_WORD || (classes & ~NAMES)) {
    return token->tag;
  }
  if (ne_is_strange(classes) && ne_seen_name(r->seen, token)) {
    return NE_TAG_NAME;
  }
  if (is_opening(r, i) && !may_be_name(r, i)) {
    return token->tag;
  }
  if (token->tag == NE_TAG_ADJECTIVE && i + 1 < r->end &&
      (ne_tag_is_noun(r->at[i + 1].tag) || r->at[i + 1].tag == NE_TAG_ADJECTIVE)) {
    return token->tag;
  }
  return ne_tag_is_noun(token->tag) && token->entry == 0 ? token->tag : NE_TAG_NAME;
}

/* Could the name that ends at i be a person's, with nothing before it that a noun
** after it would go with? The tags up to i are mended already. */
static int ends_bare_name(const ne_reading *r, uint32_t i) {
  const uint64_t personal = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME);
  if (r->at[i].shape < NE_SHAPE_CAPITAL || r->at[i].shape == NE_SHAPE_UPPER ||
      ne_reading_tag(r, i) != NE_TAG_NAME ||
      !(ne_is_strange(r->classes[i - r->first]) || r->classes[i - r->first] & personal)) {
    return 0;
  }
  while (i > r->first && ne_reading_tag(r, i - 1) == NE_TAG_NAME) {
    i--;
  }
  if (i == r->first) {
    return 1;
  }
  switch (ne_reading_tag(r, i - 1)) {
  case NE_TAG_PREPOSITION: /* "as", "that", but not "with" */
    return !(r->classes[i - 1 - r->first] & NE_LEX_BIT(NE_LEX_PREPOSITION));
  case NE_TAG_WH:
    return 1;
  case NE_TAG_PUNCTUATION:
    return r->at[i - 1].kind == NE_TOKEN_COMMA || r->at[i - 1].kind == NE_TOKEN_MARK;
  default:
    return 0;
  }
}

#define CLAUSE_AHEAD 24

/* Does a finite verb follow that has no pronoun for its subject? */
static int leads_to_verb(const ne_reading *r, uint32_t i) {
  const uint32_t limit = i + CLAUSE_AHEAD < r->end ? i + CLAUSE_AHEAD : r->end;
  for (; i < limit && r->at[i].kind != NE_TOKEN_STOP; i++) {
    const uint8_t tag = r->at[i].tag;
    if (ne_tag_is_finite(tag) && r->at[i - 1].tag != NE_TAG_PRONOUN) {
      return 1;
    }
  }
  return 0;
}

/* 'Dunne tweets: "..."' */
static int begins_quoted(const ne_reading *r, uint32_t i) {
  return i + 1 < r->end && r->at[i].kind == NE_TOKEN_COLON && r->at[i + 1].kind == NE_TOKEN_MARK;
}

/* "Dunne bristles at the charge": the tagger takes many a verb after a name for the noun
** of the same spelling. */
static int is_verb_of_name(const ne_reading *r, uint32_t i) {
  const uint64_t nouns = NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_PERSON_NOUN) |
                         NE_LEX_BIT(NE_LEX_RELATION) | NE_LEX_BIT(NE_LEX_GROUP_NOUN) |
                         NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) | NE_LEX_BIT(NE_LEX_DOCUMENT_NOUN);
  const ne_token *token = &r->at[i];
  if (i > r->first && begins_quoted(r, i + 1) &&
      (r->classes[i - r->first] & NE_LEX_BIT(NE_LEX_CUE_VERB)) && ends_bare_name(r, i - 1)) {
    return 1;
  }
  if (i == r->first || i + 1 >= r->end || (r->classes[i - r->first] & nouns) ||
      r->prose->text.bytes[token->start + token->length - 1] != 's') {
    return 0;
  }
  if (ne_reading_tag(r, i - 1) == NE_TAG_WH) { /* "which rates the stock" */
    return r->at[i + 1].tag == NE_TAG_DETERMINER || r->at[i + 1].tag == NE_TAG_POSSESSIVE ||
           (r->classes[i + 1 - r->first] & NE_LEX_BIT(NE_LEX_FIRST_NAME));
  }
  if (!ends_bare_name(r, i - 1)) {
    return 0;
  }
  switch (r->at[i + 1].tag) {
  case NE_TAG_DETERMINER:
  case NE_TAG_POSSESSIVE:
  case NE_TAG_PRONOUN:
    return 1;
  case NE_TAG_TO:
    return i + 2 < r->end && r->at[i + 2].tag == NE_TAG_VERB;
  case NE_TAG_PREPOSITION:
  case NE_TAG_NAME:
    return !leads_to_verb(r, i + 1);
  case NE_TAG_PUNCTUATION: /* "..., Dunne answers." */
    return r->at[i + 1].kind == NE_TOKEN_STOP && i > r->first + 1 &&
           (r->classes[i - r->first] & NE_LEX_BIT(NE_LEX_CUE_VERB));
  default:
    return 0;
  }
}

/* ", and coach Anna Smith left", where the tagger may see the verb */
static int opens_name(const ne_reading *r, uint32_t i) {
  return i > r->first && i + 1 < r->end && r->at[i + 1].tag == NE_TAG_NAME &&
         r->at[i + 1].shape == NE_SHAPE_CAPITAL &&
         (r->at[i - 1].tag == NE_TAG_CONJUNCTION || r->at[i - 1].kind == NE_TOKEN_COMMA);
}

/* "Waalkade Holdings plc", whose last word the tagger may take for a verb */
static int ends_name_of_body(const ne_reading *r, uint32_t i) {
  return i > r->first && r->at[i - 1].tag == NE_TAG_NAME &&
         ne_value_has(ne_reading_value(r, i, NE_LEX_ORGANIZATION_HEAD), 's');
}

/* "Rovers' new forward, ...", where the tagger may see an adverb */
static int ends_phrase(const ne_reading *r, uint32_t i) {
  return i > r->first + 1 && i + 1 < r->end && r->at[i - 1].tag == NE_TAG_ADJECTIVE &&
         r->at[i + 1].tag == NE_TAG_PUNCTUATION &&
         (r->at[i - 2].tag == NE_TAG_DETERMINER || r->at[i - 2].tag == NE_TAG_POSSESSIVE ||
          r->at[i - 2].tag == NE_TAG_GENITIVE);
}

/* "said He Wenbin", "according to He": a name that is spelt as the pronoun is. */
static int is_called_he(const ne_reading *r, uint32_t i) {
  const char *value = ne_reading_value(r, i, NE_LEX_PRONOUN);
  if (r->headline || i == r->first || i + 1 >= r->end || !ne_reading_lower(r, i - 1) ||
      value[0] != '3' || value[3] != 's' || value[2] == 'n') {
    return 0;
  }
  return r->at[i - 1].tag == NE_TAG_TO || r->at[i - 1].tag == NE_TAG_PREPOSITION ||
         (r->at[i + 1].tag == NE_TAG_NAME && r->at[i + 1].shape == NE_SHAPE_CAPITAL);
}

/* The tag of a token that may have to be mended. */
static uint8_t mended_tag(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  const uint64_t classes = r->classes[i - r->first];
  if (token->shape >= NE_SHAPE_CAPITAL) {
    return token->tag == NE_TAG_PRONOUN && is_called_he(r, i) ? NE_TAG_NAME
                                                              : capital_tag(r, i, classes);
  }
  if (classes & NE_LEX_BIT(NE_LEX_ROLE_HEAD) && !ne_tag_is_noun(token->tag) &&
      is_between_names(r, i)) {
    return NE_TAG_NOUN;
  }
  if (token->tag == NE_TAG_VERB && classes & NE_LEX_BIT(NE_LEX_ROLE_HEAD) && opens_name(r, i)) {
    return NE_TAG_NOUN;
  }
  if (token->tag == NE_TAG_ADVERB && classes & NE_LEX_BIT(NE_LEX_ROLE_HEAD) && ends_phrase(r, i)) {
    return NE_TAG_NOUN;
  }
  if (ne_tag_is_verb(token->tag) && ends_name_of_body(r, i)) {
    return NE_TAG_NOUN;
  }
  if (token->tag == NE_TAG_NOUN) { /* "The 66-year-old left" */
    return (classes & NE_LEX_BIT(NE_LEX_FINITE_VERB)) && i > r->first && ne_is_age(r->prose, i - 1)
               ? NE_TAG_PAST
               : NE_TAG_NOUN;
  }
  return token->tag == NE_TAG_NOUNS && is_verb_of_name(r, i) ? NE_TAG_PRESENT3 : token->tag;
}

/* The longest entry of several words at i, of PHRASES, is read in the place of its words'
** own; returns how many tokens it has, 1 where there is none. */
static uint8_t match_phrase(const ne_reading *r, uint32_t i, uint32_t *entry) {
  const uint64_t own = ne_lexicon_classes(r->prose->lexicon, *entry);
  uint32_t found = 0, length;
  if (own & NE_LEX_BIT(NE_LEX_FUNCTION_WORD) && ne_reading_lower(r, i)) {
    return 1;
  }
  length = ne_tokens_match_chain(&r->prose->tokens, r->prose->lexicon, i, r->end, PHRASES, &found);
  *entry = length ? found : *entry;
  return length ? (uint8_t)length : 1;
}

/* Do most of the long words begin with capitals? No more than so many tokens do. */
static int is_headline(const ne_reading *r, uint32_t most) {
  uint32_t capitals = 0, lower = 0;
  for (uint32_t i = r->first; i < r->end && most > 3 * lower; i++) {
    const ne_token *token = &r->at[i];
    const uint32_t is_word = token->kind == NE_TOKEN_WORD, is_long = token->length > 3;
    const uint32_t is_lower = token->shape == NE_SHAPE_LOWER;
    lower += is_lower & is_word & (is_long | (uint32_t)ne_tag_is_verb(token->tag));
    capitals += (is_lower ^ 1) & is_word & is_long;
  }
  return capitals >= 3 && capitals > 3 * lower;
}

#define USUAL (NE_LEX_CAPITAL | NE_LEX_BIT(NE_LEX_ROLE_HEAD))
#define VERB  (USUAL | NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD))

/* Reads the words, with entries of several ones in the place of their own, and lists those to
** be looked at again, without branches, which would be guesses. */
static void read_words(ne_reading *r) {
  static const uint64_t by_shape[] = {[NE_SHAPE_NONE] = NE_LEX_ANY,
                                      [NE_SHAPE_LOWER] = NE_LEX_ANY,
                                      [NE_SHAPE_CAPITAL] = NE_LEX_CAPITAL | NE_LEX_ANY,
                                      [NE_SHAPE_UPPER] = NE_LEX_CAPITAL | NE_LEX_ANY,
                                      [NE_SHAPE_INITIAL] = NE_LEX_CAPITAL | NE_LEX_ANY,
                                      [NE_SHAPE_ACRONYM] = NE_LEX_CAPITAL | NE_LEX_ANY,
                                      [NE_SHAPE_MIXED] = NE_LEX_CAPITAL | NE_LEX_ANY};
  /* Words with the tag are doubted that are of one of the classes: capitals that are no names,
  ** people's offices, and some more. */
  static const uint64_t doubted[NE_TAG_COUNT] = {
      [NE_TAG_PUNCTUATION] = USUAL,
      [NE_TAG_NOUN] = USUAL | NE_LEX_BIT(NE_LEX_FINITE_VERB),
      [NE_TAG_NOUNS] = NE_LEX_ANY,
      [NE_TAG_NAME] = NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_FUNCTION_WORD),
      [NE_TAG_PRONOUN] = USUAL,
      [NE_TAG_POSSESSIVE] = NE_LEX_ANY,
      [NE_TAG_DETERMINER] = USUAL,
      [NE_TAG_ADJECTIVE] = USUAL,
      [NE_TAG_NUMBER] = USUAL,
      [NE_TAG_ADVERB] = USUAL,
      [NE_TAG_PREPOSITION] = USUAL,
      [NE_TAG_TO] = USUAL,
      [NE_TAG_MODAL] = USUAL,
      [NE_TAG_VERB] = VERB,
      [NE_TAG_PRESENT] = VERB,
      [NE_TAG_PRESENT3] = VERB,
      [NE_TAG_PAST] = VERB,
      [NE_TAG_PARTICIPLE] = VERB,
      [NE_TAG_GERUND] = VERB,
      [NE_TAG_WH] = USUAL,
      [NE_TAG_CONJUNCTION] = USUAL,
      [NE_TAG_GENITIVE] = NE_LEX_ANY,
      [NE_TAG_PARTICLE] = USUAL,
      [NE_TAG_OTHER] = USUAL};
  const uint64_t *sets = r->prose->lexicon->sets;
  const ne_token *at = &r->at[r->first];
  const size_t count = r->end - r->first;
  size_t joined = 0; /* where an entry of several words ends */
  uint32_t entry = 0, n = 0, lower = 0;
  memset(r->length, 1, count);
  for (size_t own = 0; own < count; own++) {
    const uint8_t tag = at[own].tag;
    uint64_t classes;
    if (own < joined) {
      r->length[own] = 0;
    } else {
      entry = at[own].entry;
      if (at[own].flags & NE_BEGINS_CHAIN) {
        r->length[own] = match_phrase(r, r->first + (uint32_t)own, &entry);
        joined = own + r->length[own];
      }
    }
    classes = sets[entry >> NE_SLOT_BITS];
    r->entry[own] = entry;
    r->classes[own] = classes;
    r->tags[own] = tag;
    lower += at[own].shape == NE_SHAPE_LOWER;
    r->doubtful[n] = (uint8_t)own;
    n += ((classes | by_shape[at[own].shape]) & doubted[tag]) != 0;
  }
  r->classes[count] = 0;
  memset(r->tags + count, NE_TAG_PUNCTUATION, NE_READING_AHEAD);
  r->doubtful_count = n;
  r->headline = is_headline(r, (uint32_t)count - lower);
}

/* Of each token, the next one that a phrase may begin with. */
static void find_beginnings(ne_reading *r) {
  const uint32_t tags = 1u << NE_TAG_DETERMINER | 1u << NE_TAG_POSSESSIVE | 1u << NE_TAG_ADJECTIVE |
                        1u << NE_TAG_NUMBER | 1u << NE_TAG_NOUN | 1u << NE_TAG_NOUNS |
                        1u << NE_TAG_NAME | 1u << NE_TAG_PARTICIPLE | 1u << NE_TAG_GERUND |
                        1u << NE_TAG_ADVERB;
  const uint64_t pronoun = NE_LEX_BIT(NE_LEX_PRONOUN);
  size_t own = r->end - r->first;
  uint16_t next = (uint16_t)own;
  while (own-- > 0) {
    const uint64_t begins = (tags >> r->tags[own] & 1) | (r->classes[own] & pronoun);
    next = begins ? (uint16_t)own : next;
    r->beginning[own] = next;
  }
}

/* Mends the tags of the doubtful words, and tells the owners from the others. */
static void mend_tags(ne_reading *r) {
  const uint32_t owners = 1u << NE_TAG_POSSESSIVE | 1u << NE_TAG_GENITIVE;
  uint32_t n = 0;
  for (uint32_t k = 0; k < r->doubtful_count; k++) {
    const uint8_t own = r->doubtful[k];
    r->owners[n] = own;
    n += owners >> r->tags[own] & 1;
    r->tags[own] = mended_tag(r, r->first + own);
  }
  r->owners[n] = NE_SENTENCE_MAX;
}

void ne_reading_open(ne_reading *r, const ne_prose *prose, const uint64_t *seen,
                     uint32_t sentence) {
  const ne_sentence *s = &prose->sentences.at[sentence];
  r->prose = prose;
  r->seen = seen;
  r->at = prose->tokens.at;
  r->sentence = sentence;
  r->first = s->first;
  r->end = s->end;
  read_words(r);
  mend_tags(r);
  find_beginnings(r);
}
