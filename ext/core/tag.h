/* tag.h: parts of speech, by a trained linear tagger, left to right.
**
** The tags are those of the Penn Treebank, merged where nothing here needs the
** difference; punctuation takes its tag from the token's kind.
*/
#ifndef NE_TAG_H
#define NE_TAG_H

#include "model.h"
#include "sentence.h"

typedef enum ne_tag {
  NE_TAG_PUNCTUATION,
  NE_TAG_NOUN,        /* NN */
  NE_TAG_NOUNS,       /* NNS */
  NE_TAG_NAME,        /* NNP, NNPS */
  NE_TAG_PRONOUN,     /* PRP */
  NE_TAG_POSSESSIVE,  /* PRP$ */
  NE_TAG_DETERMINER,  /* DT, PDT */
  NE_TAG_ADJECTIVE,   /* JJ, JJR, JJS */
  NE_TAG_NUMBER,      /* CD */
  NE_TAG_ADVERB,      /* RB, RBR, RBS */
  NE_TAG_PREPOSITION, /* IN */
  NE_TAG_TO,          /* TO */
  NE_TAG_MODAL,       /* MD */
  NE_TAG_VERB,        /* VB, the base form */
  NE_TAG_PRESENT,     /* VBP */
  NE_TAG_PRESENT3,    /* VBZ */
  NE_TAG_PAST,        /* VBD */
  NE_TAG_PARTICIPLE,  /* VBN */
  NE_TAG_GERUND,      /* VBG */
  NE_TAG_WH,          /* WDT, WP, WP$, WRB */
  NE_TAG_CONJUNCTION, /* CC */
  NE_TAG_GENITIVE,    /* POS */
  NE_TAG_PARTICLE,    /* RP */
  NE_TAG_OTHER,       /* EX, FW, UH, SYM, LS */
  NE_TAG_COUNT
} ne_tag;

typedef struct ne_tagger {
  ne_model model;
  ne_model words; /* words that have one tag wherever they stand: see ne_tag_of_word */
  ne_model known; /* a bit for each word that the tagger has learnt from */
} ne_tagger;

/* The tagger that was built in. */
ne_tagger ne_tagger_find(void);

/* Sets the tag of every token of the sentences. */
void ne_tag_sentences(ne_arena *, ne_tokens *, const ne_tagger *, const ne_sentences *);

/* The tag that a token's kind alone gives it; NE_TAG_COUNT for words, which the
** model decides. */
uint8_t ne_tag_of_kind(const ne_token *);

/* Where the bit of a word is in the table of known ones. */
#define NE_TAG_KNOWN_ROWS      32768u
#define NE_TAG_KNOWN_ROW(hash) ((uint32_t)((hash) >> 13) & (NE_TAG_KNOWN_ROWS - 1))
#define NE_TAG_KNOWN_BIT(hash) ((uint32_t)((hash) >> 10) & 7u)

/* The tag of a word that always has the same one; NE_TAG_COUNT for the others. A
** row of the table holds 24 bits of a word's hash and its tag. */
uint8_t ne_tag_of_word(const ne_model *words, const ne_token *);
#define NE_TAG_WORD_CHECK(hash) ((uint32_t)((hash) >> 40))

/* The features of token i, whose predecessors have tags; the trainer calls it too,
** without a table of known words. A word that is not known has no say itself. */
#define NE_TAG_FEATURES 9
uint32_t ne_tag_features(const ne_tokens *, const ne_sentence *, const ne_model *known, uint32_t i,
                         uint32_t features[NE_TAG_FEATURES]);

static inline int ne_tag_is_verb(uint8_t tag) {
  return tag >= NE_TAG_VERB && tag <= NE_TAG_GERUND;
}

static inline int ne_tag_is_finite(uint8_t tag) {
  const uint32_t tags =
      1u << NE_TAG_MODAL | 1u << NE_TAG_PRESENT | 1u << NE_TAG_PRESENT3 | 1u << NE_TAG_PAST;
  return (int)(tags >> tag & 1);
}

/* Punctuation that, beside words, is none of them; brackets and signs may be. */
static inline int ne_tag_is_rim(const ne_token *token) {
  return token->tag == NE_TAG_PUNCTUATION && token->kind != NE_TOKEN_SYMBOL &&
         token->kind != NE_TOKEN_OPEN && token->kind != NE_TOKEN_CLOSE;
}

static inline int ne_tag_is_noun(uint8_t tag) {
  return tag >= NE_TAG_NOUN && tag <= NE_TAG_NAME;
}

#endif
