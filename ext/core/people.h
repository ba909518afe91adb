/* people.h: whom each mention refers to: one entity per person, body, group or
** unnamed source of the article.
*/
#ifndef NE_PEOPLE_H
#define NE_PEOPLE_H

#include "mention.h"

typedef struct ne_entity {
  uint32_t best;   /* the mention with the fullest name */
  uint32_t titled; /* the mention that gives title and affiliation; NE_NONE for none */
  uint32_t first;  /* the first mention */
  uint32_t mentions;
  uint8_t kind;    /* newsext_kind */
  uint8_t pronoun; /* newsext_pronoun: as the article refers to the person */
  uint8_t gender;  /* ne_gender, with name statistics: for resolving, never shown */
  uint8_t plural;
  newsext_slice name; /* without titles and leading article */
  newsext_slice role;
} ne_entity;

#define NE_NONE UINT32_MAX

typedef struct ne_people {
  ne_entity *at;
  uint32_t count, capacity;
} ne_people;

/* Sets the entity of every mention that can be resolved; speaking[i], which may
** be NULL, says that mention i is the source of a cue: a likelier referent, and an
** entity even where nothing else is known of it. */
void ne_people_resolve(ne_arena *, const ne_prose *, ne_mentions *, const uint8_t *speaking,
                       ne_people *);

#endif
