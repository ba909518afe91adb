/* voice.h: whose words a cue reports, where grammar alone tells: the agent of a passive
** ("described by critics as grim"), and who is quoted at second hand ("the agency quoted him as
** saying", "she was quoted as saying").
*/
#ifndef NE_VOICE_H
#define NE_VOICE_H

#include "outline.h"

typedef struct ne_voice {
  uint32_t source; /* 1 + the mention; 0 where grammar leaves it open */
  ne_range relay;  /* from the verb to the words that lead to what was said: "quoted him as saying";
                      empty where there are none */
  uint32_t head;   /* of those: the verb where nothing stands between */
} ne_voice;

/* Of the cue that begins with token first and has that head. */
ne_voice ne_voice_of(const ne_outline *, uint32_t first, uint32_t head);

#endif
