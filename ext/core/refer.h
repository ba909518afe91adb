/* refer.h: what is kept of each entity while mentions are resolved, and the
** choice among entities: the interface between the parts of people.c.
**
** people.c walks the mentions; bearer.c finds who bears a name, office.c whom a title
** or common noun means, refer.c whom a pronoun; names.c compares names.
*/
#ifndef NE_REFER_H
#define NE_REFER_H

#include "people.h"
#include "roster.h"

#define NE_WOMAN_UNKNOWN 255

/* The core of a name: without suffixes, marks and middle initials. */
typedef struct ne_name_key {
  uint32_t first, last; /* tokens */
  uint8_t words;        /* of the whole name, for the fullest form */
  uint8_t generation;   /* Jr., Sr. */
} ne_name_key;

typedef struct ne_figure {
  ne_name_key key;
  uint32_t last_mention;      /* index; NE_NONE before the first */
  uint32_t named;             /* mentions that give the full name, in the whole article */
  uint32_t seen;              /* mentions so far */
  int doublings;              /* of seen, from the first on */
  uint32_t barred;            /* 1 + index of the last pronoun that cannot mean it */
  uint32_t stamp;             /* the last pronoun that looked at it */
  uint16_t he, she, they, it; /* pronouns resolved to it */
  uint8_t being, woman;       /* ne_being; share of women with its first name, in percent */
  uint8_t gender;             /* as its titles and roles tell */
  uint8_t plural;
  uint8_t kin; /* told of as the relation of somebody, who owns the bare surname */
} ne_figure;

#define NE_RECENT 16

/* The last mentions of persons, or of other entities, in a ring. */
typedef struct ne_recent {
  uint32_t at[NE_RECENT]; /* indices of mentions */
  uint32_t count;         /* ever added */
} ne_recent;

typedef struct ne_resolver {
  ne_arena *arena;
  const ne_prose *prose;
  ne_mentions *mentions;
  const uint8_t *speaking; /* may be NULL */
  ne_people *people;
  ne_figure *figures; /* as many as people */
  uint32_t people_capacity, figure_capacity;
  ne_roster roster;
  ne_recent persons, others;
  int most_doublings; /* of all figures */
  uint32_t *names;    /* the mentions that are names */
  uint32_t name_count;
  uint32_t titled;  /* a bit for each gender whose bearers have titles; see titled_gender */
  uint32_t apposed; /* the last mention whose role stands after its name; NE_NONE */
  uint32_t *place;  /* of each sentence: its number, quoted ones not counted */
} ne_resolver;

/* ---- people.c ---- */

/* A new entity for the mention; NE_NONE without memory. */
uint32_t ne_figure_make(ne_resolver *, uint32_t mention);

/* ---- bearer.c ---- */

/* Enters the full name of a mention, as the first walk meets it. */
void ne_bearer_gather(ne_resolver *, uint32_t mention);
/* What the names of the first walk tell together, before the second. */
void ne_bearer_settle(ne_resolver *);
/* The entity that bears the mention's name, made where there is none. */
uint32_t ne_bearer_resolve(ne_resolver *, uint32_t mention);
/* The entity that a single name means; NE_NONE for none. */
uint32_t ne_bearer_find(const ne_resolver *, const ne_mention *, const ne_name_key *);

/* ---- office.c ---- */

/* Keeps the mention's role with the entity, and lets it go by its words. */
void ne_office_take(ne_resolver *, uint32_t mention, uint32_t entity);
/* The entity that a common noun means ("the senator", "officials"), made where there
** is none; NE_NONE for things. */
uint32_t ne_office_resolve(ne_resolver *, uint32_t mention);

/* The possessor of a phrase is known now: who somebody's kin is, and whom "her father" means. */
void ne_office_kin(ne_resolver *, uint32_t possessor);

/* The entity of several persons named together: "Smith and Jones". */
uint32_t ne_office_company(ne_resolver *, uint32_t mention);

/* The key of the whole phrase without its determiner: groups of one name are one group. */
uint64_t ne_office_phrase(const ne_prose *, const ne_mention *);

/* ---- names.c ---- */

/* The key of a mention's bare name; 0 where nothing is left of it. */
int ne_name_key_read(const ne_prose *, const ne_mention *, ne_name_key *);
/* Do a full name and the name of a figure belong to one person or body? */
int ne_name_same(const ne_prose *, const ne_mention *, const ne_name_key *, const ne_figure *,
                 const ne_entity *, const ne_mentions *);
/* May two full names of the same first and last word be of one bearer? */
int ne_name_agrees(const ne_prose *, const ne_mention *, const ne_name_key *,
                   const ne_mention *best, const ne_name_key *other);
/* Is every word of the mention's name a word of the entity's? */
int ne_name_within(const ne_prose *, const ne_mention *, const ne_mention *whole);
/* Hash of the initials of a name of several words; 0 for none. */
uint64_t ne_name_acronym(const ne_prose *, const ne_mention *);

/* ---- refer.c ---- */

/* The person whom a description means ("the Vermont senator") that nobody was given
** before; -1 where none is likely. */
int32_t ne_refer_description(ne_resolver *, uint32_t mention);
/* Does "former" or its like stand before the head? */
int ne_refer_is_past(const ne_prose *, const ne_mention *);
/* The entity that a pronoun means; -1 where none is likely. */
int32_t ne_refer_pronoun(ne_resolver *, uint32_t mention);
/* Does the article so far leave it open that the figure is of that gender? */
int ne_refer_agrees(const ne_figure *, uint8_t gender);

static inline int ne_beings_agree(uint8_t a, uint8_t b) {
  return a == b || a == NE_BEING_UNKNOWN || b == NE_BEING_UNKNOWN;
}

#endif
