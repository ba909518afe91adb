/* entity.h: how an entity is shown: name, role, kind.
 */
#ifndef NE_ENTITY_H
#define NE_ENTITY_H

#include "people.h"

/* Sets name, role and kind from the entity's best and titled mentions. */
void ne_entity_describe(ne_arena *, const ne_prose *, const ne_mentions *, ne_people *,
                        uint32_t entity, uint8_t being);

#endif
