/* phrase.h: one sentence while its noun phrases are cut; the interface between
** the parts of mention.c.
**
** reading.c joins words and mends tags, phrase.c finds where base noun phrases begin and
** end, name.c and noun.c read what they stand for, extend.c how far they go on, field.c where a
** name begins behind an office; mention.c calls them for each sentence.
*/
#ifndef NE_PHRASE_H
#define NE_PHRASE_H

#include "mention.h"

/* So far past a sentence's end its tags may be asked for. */
#define NE_READING_AHEAD 16

/* Words that the text takes for names elsewhere, where no list knows them or a first name stands
** before: a bit for each, found by its hash, so that a stranger may be taken for one of them. */
#define NE_SEEN_WORDS 256

static inline uint64_t ne_seen_bit(const ne_token *token) {
  return UINT64_C(1) << (token->hash & 63);
}

static inline uint32_t ne_seen_place(const ne_token *token) {
  return (uint32_t)(token->hash >> 6) % NE_SEEN_WORDS;
}

static inline int ne_seen_name(const uint64_t *seen, const ne_token *token) {
  return (seen[ne_seen_place(token)] & ne_seen_bit(token)) != 0;
}

/* Does no list know the word, or only as the first of several: "Burgess" of "Burgess Hill"? */
static inline int ne_is_strange(uint64_t classes) {
  return (classes & ~NE_LEX_BIT(NE_LEX_PHRASE_START)) == 0;
}

typedef struct ne_reading {
  const ne_prose *prose;
  const uint64_t *seen; /* NE_SEEN_WORDS of them */
  const ne_token *at;
  uint32_t sentence; /* index */
  uint32_t first, end;
  int headline; /* most of its words begin with a capital */
  /* Of token first + i: the entry, of one or several words, that it belongs to,
  ** that entry's classes, and how many tokens it has, 0 but on the first. */
  uint32_t entry[NE_SENTENCE_MAX];
  uint64_t classes[NE_SENTENCE_MAX + 1]; /* none past the end */
  uint8_t length[NE_SENTENCE_MAX];
  /* The tagger's, mended where a capital tells better; punctuation past the end. */
  uint8_t tags[NE_SENTENCE_MAX + NE_READING_AHEAD];
  uint8_t doubtful[NE_SENTENCE_MAX]; /* tokens whose tags may have to be mended */
  uint32_t doubtful_count;
  uint16_t beginning[NE_SENTENCE_MAX];  /* of the next phrase, as far as one word tells */
  uint16_t owners[NE_SENTENCE_MAX + 1]; /* the possessive pronouns and genitives, and the end */
} ne_reading;

/* A base noun phrase. The name that it may hold can go on after the head:
** "Bank [of England]". */
typedef struct ne_phrase {
  uint32_t first, end, head;
  uint32_t start;  /* after the last genitive: "spokesman Brian Fallon" */
  uint8_t pronoun; /* a word such as "he", "many", "those" alone */
} ne_phrase;

void ne_reading_open(ne_reading *, const ne_prose *, const uint64_t *seen, uint32_t sentence);

/* Reads the first base noun phrase that begins at token i or after it; 0 where none
** does. */
int ne_phrase_next(const ne_reading *, uint32_t i, ne_phrase *);

/* Sets form, being, gender, flags, head, name and role from the phrase. */
void ne_phrase_name(const ne_reading *, const ne_phrase *, ne_mention *);

/* The same for what is no name: a pronoun, a common noun. */
void ne_phrase_pronoun(const ne_reading *, const ne_phrase *, ne_mention *);
void ne_phrase_common(const ne_reading *, const ne_phrase *, ne_mention *);
/* Is the name, which the noun role describes, a firm's: "Brightwater Energy, a developer"? */
int ne_names_firm(const ne_reading *, const ne_mention *, uint32_t role);
/* Is it a people: "the British", "the Chinese"? */
int ne_is_people(const ne_reading *, uint32_t i);
/* "the", "this", "those", "his": is it known who is meant? */
int ne_phrase_definite(const ne_reading *, const ne_phrase *);

/* A token gives at most one mention: the phrase that it begins or, for a genitive or
** pronoun, the possessor. Every third may begin a name inside its phrase, and every
** third a coordination. */
#define NE_TOKEN_MENTIONS    2
#define NE_SENTENCE_MENTIONS (NE_TOKEN_MENTIONS * NE_SENTENCE_MAX)

/* The mentions of one sentence, in the order of the walk. */
typedef struct ne_phrases {
  uint32_t count, room;
  int joined; /* some coordination is there */
  ne_mention *at;
  uint32_t reach[NE_SENTENCE_MENTIONS]; /* the end of the coordination that begins with it */
  uint16_t at_token[NE_SENTENCE_MAX];   /* 1 + index of the longest one that begins there */
} ne_phrases;

/* field.c */
/* "Minister" in "Minister for Fisheries Anna Smith", but not "son" or "friend" */
int ne_field_is_office(const ne_reading *, const ne_mention *m);
/* Where the name begins in the phrase np behind m, past the words of a field; np's own first where
** it has none. */
uint32_t ne_field_end(const ne_reading *, const ne_mention *m, const ne_mention *np);
/* "Home Affairs Anna Smith": does the phrase begin with a field? */
int ne_field_begins(const ne_reading *, const ne_mention *np);
/* "the national disaster agency Anna Smith": does a body stand before the name? */
int ne_field_ends_with_body(const ne_reading *, const ne_mention *np);
/* Does the phrase np, behind the preposition behind m, begin with what the office m is of or for?
 */
int ne_field_follows(const ne_reading *, const ne_mention *m, uint32_t preposition,
                     const ne_mention *np);
/* "Dr." or "Smt.", or its full stop */
int ne_field_is_address(const ne_reading *, uint32_t i);

/* Sets full_end and reach of all, and name and role where an apposition gives them. */
void ne_phrases_extend(const ne_reading *, ne_phrases *);

/* Adds a mention for each coordination: "Smith, Jones and the others". */
void ne_phrases_coordinate(const ne_reading *, ne_phrases *);

/* ---- What the parts ask of a token ------------------------------------------ */

static inline int ne_reading_has(const ne_reading *r, uint32_t i, uint64_t classes) {
  return (r->classes[i - r->first] & classes) != 0;
}

static inline uint8_t ne_reading_tag(const ne_reading *r, uint32_t i) {
  return r->tags[i - r->first];
}

static inline int ne_reading_kind(const ne_reading *r, uint32_t i) {
  return i < r->end ? r->at[i].kind : NE_TOKEN_STOP;
}

static inline int ne_reading_lower(const ne_reading *r, uint32_t i) {
  return r->at[i].shape == NE_SHAPE_LOWER;
}

/* The only byte of a token of one byte; 0 for longer ones. */
static inline char ne_reading_byte(const ne_reading *r, uint32_t i) {
  return i < r->end && r->at[i].length == 1 ? r->prose->text.bytes[r->at[i].start] : 0;
}

/* The value that class_number gives the entry that token i is in. */
static inline const char *ne_reading_value(const ne_reading *r, uint32_t i, int class_number) {
  return ne_lexicon_value(r->prose->lexicon, r->entry[i - r->first], class_number);
}

/* Does the value hold the letter? Values are a few letters long. */
static inline int ne_value_has(const char *value, char letter) {
  for (; *value; value++) {
    if (*value == letter) {
      return 1;
    }
  }
  return 0;
}

/* The gender that a word's value tells. */
static inline int ne_value_gender(const char *value) {
  if (ne_value_has(value, 'm')) {
    return NE_MALE;
  }
  return ne_value_has(value, 'f') ? NE_FEMALE : NE_GENDER_UNKNOWN;
}

#endif
