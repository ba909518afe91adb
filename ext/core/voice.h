/* voice.h: whose words a cue reports, where grammar alone tells: the agent of a passive
** ("described by critics as grim"), and who is quoted at second hand ("the agency quoted him as
** saying", "she was quoted as saying"); and that "it" is nobody.
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

/* The "it" before a passive that stands for nobody ("it was widely said that"); NE_NO_TOKEN for
** none. */
uint32_t ne_voice_of_nobody(const ne_outline *, uint32_t head);

/* Is the mention a means, which says nothing ("told by letter", not "by the letter")? */
int ne_voice_is_means(const ne_outline *, const ne_mention *);

/* The "be" of a passive with that participle, adverbs between; NE_NO_TOKEN for none. */
uint32_t ne_voice_auxiliary(const ne_prose *, const ne_sentence *, uint32_t head);

/* Is the cue's head a passive whose subject listens: "she was told"? */
int ne_voice_is_told(const ne_outline *, uint32_t head);

/* Is it one whose subject is talked of: "they are said to"? */
int ne_voice_is_talked_of(const ne_outline *, uint32_t head);

/* Of the cue that begins with token first and has that head. */
ne_voice ne_voice_of(const ne_outline *, uint32_t first, uint32_t head);

#endif
