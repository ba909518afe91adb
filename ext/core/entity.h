/* entity.h: how an entity is shown: name, role, kind.
 */
#ifndef NE_ENTITY_H
#define NE_ENTITY_H

#include "people.h"

typedef struct ne_portrait {
  newsext_kind kind;
  newsext_slice name; /* without titles and leading article */
  newsext_slice role;
} ne_portrait;

/* Drawn from the entity's best and titled mentions. */
ne_portrait ne_entity_show(ne_arena *, const ne_prose *, const ne_mentions *, const ne_people *,
                           uint32_t entity);

#endif
