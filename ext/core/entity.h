/* entity.h: how an entity is shown: name, role, kind.
 */
#ifndef NE_ENTITY_H
#define NE_ENTITY_H

#include "people.h"

/* Sets name, role and kind from the entity's best and titled mentions. */
void ne_entity_describe(ne_arena *, const ne_prose *, const ne_mentions *, ne_people *,
                        uint32_t entity, uint8_t being);

/* Writes the name of a person whom a transcript's labels alone name, all in capitals, as other
** texts write names. */
void ne_entity_unlabel(ne_arena *, const ne_prose *, const ne_mentions *, ne_entity *);
/* "Ann" of "Ann and Carl Poe" has her surname from there. */
void ne_entity_join(ne_arena *, const ne_prose *, ne_entity *, uint32_t surname);
/* "Mr Khan" and "Ms Khan", who have no other name, are told apart by the title. */
void ne_entity_entitle(ne_arena *, const ne_prose *, const ne_mentions *, ne_entity *);

#endif
