/* lexicon.h: the word lists, as one hash table made at build time.
**
** A list is a file ext/lexicon/en/CLASS.txt; an entry may have several words
** and, after a tab, a value. ext/lexicon/generate.c folds and hashes entries
** with the tokenizer's own code and writes ext/lexicon's table. Keys are token
** hashes, so that a look-up needs no string: the hash of a phrase is the chain
** of its tokens' hashes.
*/
#ifndef NE_LEXICON_H
#define NE_LEXICON_H

#include <stdint.h>

/* The classes, one a file, in the order of ext/lexicon/classes.txt; the
** generator writes NE_LEX_NAME for each into lexicon_classes.h. */
#include "lexicon_classes.h"
#define NE_LEX_BIT(class_number) (UINT64_C(1) << (class_number))

typedef struct ne_bucket ne_bucket;
typedef struct ne_entry_value ne_entry_value;
typedef struct ne_lemma ne_lemma;

/* The table; lexicon_table.h tells how buckets and values lie in it. */
typedef struct ne_lexicon {
  const ne_bucket *buckets;
  const uint64_t *sets; /* distinct sets of classes; the first is empty */
  const uint16_t *traits;
  const uint64_t *phrases, *abbreviations;
  const ne_entry_value *values;
  const uint32_t *value_starts;
  const ne_lemma *lemmas;
  const char *strings;
  uint32_t bucket_count;
} ne_lexicon;

extern const ne_lexicon ne_lexicon_en;

/* The hash that begins a phrase, and the hash of a phrase one token longer. */
uint64_t ne_phrase_hash(uint64_t phrase, uint64_t token);
#define NE_PHRASE_START UINT64_C(0x9E3779B97F4A7C15)
/* The longest phrase on a list. */
#define NE_PHRASE_TOKENS 6

/* An entry's number, 1 and up; 0 where there is none. A token's own hash is the
** key of a one-word entry. */
uint32_t ne_lexicon_find(const ne_lexicon *, uint64_t hash);
/* Can an entry of several words, or the beginning of one, have the hash? */
#define NE_PHRASE_BITS (1u << 17)
static inline int ne_lexicon_has_phrase(const ne_lexicon *lexicon, uint64_t hash) {
  return (int)(lexicon->phrases[hash % NE_PHRASE_BITS / 64] >> (hash % 64) & 1);
}
/* Can the hash be that of an abbreviation? */
#define NE_ABBREVIATION_BITS (1u << 12)
static inline int ne_lexicon_has_abbreviation(const ne_lexicon *lexicon, uint64_t hash) {
  return (int)(lexicon->abbreviations[hash % NE_ABBREVIATION_BITS / 64] >> (hash % 64) & 1);
}
/* The number of that entry; 0 where there is none. */
uint32_t ne_lexicon_find_phrase(const ne_lexicon *, uint64_t hash);
/* Classes that no list has, free to be given to words while they are looked at. */
#define NE_LEX_ANY     (UINT64_C(1) << 63)
#define NE_LEX_CAPITAL (UINT64_C(1) << 62)
_Static_assert(NE_LEX_COUNT < 62, "the last bits of a set of classes are free");
/* The set of classes of an entry, bit NE_LEX_X of each. Entry 0 has none. */
#define NE_SLOT_BITS 20 /* of an entry's number; those above name its set */
static inline uint64_t ne_lexicon_classes(const ne_lexicon *lexicon, uint32_t entry) {
  return lexicon->sets[entry >> NE_SLOT_BITS];
}

/* Lists of few different values that are asked for often: these go with the sets, so that
** entries of one set have one value, and traits has where it begins in the strings. */
enum {
  NE_TRAIT_PRONOUN,
  NE_TRAIT_PREPOSITION,
  NE_TRAIT_FINITE_VERB,
  NE_TRAIT_TITLE,
  NE_TRAIT_WHEN_WORD,
  NE_TRAIT_ORGANIZATION_HEAD,
  NE_TRAIT_ROLE_HEAD,
  NE_TRAIT_PAGE_WORD,
  NE_TRAIT_PERSON_NOUN,
  NE_TRAIT_ADDRESSING_VERB,
  NE_TRAIT_THING_NOUN,
  NE_TRAIT_RELATION,
  NE_TRAITS,
  NE_TRAIT_NONE = -1
};

static inline int ne_lexicon_trait(int class_number) {
  switch (class_number) {
  case NE_LEX_PRONOUN:
    return NE_TRAIT_PRONOUN;
  case NE_LEX_PREPOSITION:
    return NE_TRAIT_PREPOSITION;
  case NE_LEX_FINITE_VERB:
    return NE_TRAIT_FINITE_VERB;
  case NE_LEX_TITLE:
    return NE_TRAIT_TITLE;
  case NE_LEX_WHEN_WORD:
    return NE_TRAIT_WHEN_WORD;
  case NE_LEX_ORGANIZATION_HEAD:
    return NE_TRAIT_ORGANIZATION_HEAD;
  case NE_LEX_ROLE_HEAD:
    return NE_TRAIT_ROLE_HEAD;
  case NE_LEX_PAGE_WORD:
    return NE_TRAIT_PAGE_WORD;
  case NE_LEX_PERSON_NOUN:
    return NE_TRAIT_PERSON_NOUN;
  case NE_LEX_ADDRESSING_VERB:
    return NE_TRAIT_ADDRESSING_VERB;
  case NE_LEX_THING_NOUN:
    return NE_TRAIT_THING_NOUN;
  case NE_LEX_RELATION:
    return NE_TRAIT_RELATION;
  default:
    return NE_TRAIT_NONE;
  }
}

/* The value that another list, which the entry is on, gives it. */
const char *ne_lexicon_own_value(const ne_lexicon *, uint32_t entry, int class_number);

/* The value that the list CLASS gives the entry, "" where it gives none. */
static inline const char *ne_lexicon_value(const ne_lexicon *lexicon, uint32_t entry,
                                           int class_number) {
  const int trait = ne_lexicon_trait(class_number);
  if (trait >= 0) {
    return lexicon->strings +
           lexicon->traits[(entry >> NE_SLOT_BITS) * NE_TRAITS + (uint32_t)trait];
  }
  return ne_lexicon_classes(lexicon, entry) & NE_LEX_BIT(class_number)
             ? ne_lexicon_own_value(lexicon, entry, class_number)
             : "";
}

/* Is it "the"? */
static inline int ne_lexicon_is_definite(const ne_lexicon *lexicon, uint32_t entry) {
  return *ne_lexicon_value(lexicon, entry, NE_LEX_ARTICLE) == 'd';
}

/* The hash of the word that the entry's is a form of; 0 where the list of lemmas has none. */
uint64_t ne_lexicon_lemma(const ne_lexicon *, uint32_t entry);
/* That will soon be asked for. */
void ne_lexicon_expect_lemma(const ne_lexicon *, uint32_t entry);

#endif
