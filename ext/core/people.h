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
  uint32_t surname; /* token, where another's name gives it: "Ann and Carl Poe"; 0 */
  uint8_t being;    /* ne_being */
  uint8_t pronoun;  /* newsext_pronoun: as the article refers to the person */
  uint8_t namesake; /* its single name is another's too, of the other gender */
  uint8_t labelled; /* its words stand behind a transcript's label */
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
