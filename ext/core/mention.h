/* mention.h: noun phrases that may be a source: names with their titles and
** roles, pronouns, groups, organizations, unnamed sources, documents.
*/
#ifndef NE_MENTION_H
#define NE_MENTION_H

#include "prose.h"

typedef enum ne_form {
  NE_FORM_NAME,    /* holds a proper name: "US secretary of state John Kerry", "the FBI" */
  NE_FORM_PRONOUN, /* he, she, they, it, I, we, you, who, which, others */
  NE_FORM_COMMON   /* "the senator", "a senior official", "records" */
} ne_form;

/* What it may be, newsext_kind carried further. */
typedef enum ne_being {
  NE_BEING_UNKNOWN,
  NE_BEING_PERSON,
  NE_BEING_ORGANIZATION,
  NE_BEING_GROUP,    /* the Syrians, Republicans, analysts, voters */
  NE_BEING_PLACE,    /* Russia, Washington: speaks as a government does */
  NE_BEING_DOCUMENT, /* the report, records, the poll */
  NE_BEING_THING     /* time, money, events: seldom a source */
} ne_being;

typedef enum ne_gender { NE_GENDER_UNKNOWN, NE_MALE, NE_FEMALE } ne_gender;

/* mention.flags */
#define NE_MENTION_PLURAL     1
#define NE_MENTION_ANONYMOUS  2  /* a person or persons whom the words do not identify */
#define NE_MENTION_INDEFINITE 4  /* "a spokesman", "officials" */
#define NE_MENTION_QUOTED     8  /* inside a quoted run */
#define NE_MENTION_POSSESSOR  16 /* "Clinton" in "Clinton's spokesman" */
#define NE_MENTION_INNER      32 /* lies inside another mention's [first, full_end) */
#define NE_MENTION_SUBJECT    64 /* a finite verb follows, or '"...," said' stands before */

typedef struct ne_mention {
  uint32_t first, end; /* tokens of the base noun phrase, with its determiner and titles */
  uint32_t full_end;   /* with "of ...", apposition, relative clause */
  uint32_t head;       /* token */
  uint32_t name_first, name_end; /* the bare name; equal where there is none */
  uint32_t role_first, role_end; /* title and affiliation, before or after the name */
  uint32_t sentence;             /* index */
  uint8_t form, being, gender, flags;
  int32_t entity; /* index into the people; -1 until resolved */
} ne_mention;

typedef struct ne_mentions {
  ne_mention *at; /* in text order; by first, then longer ones first */
  uint32_t count;
  uint32_t *of_sentence; /* index of the first mention of each sentence; one more at the end */
  uint8_t *headline;     /* of each sentence: most of its words begin with a capital */
} ne_mentions;

void ne_mentions_find(ne_arena *, const ne_prose *, ne_mentions *);

#endif
