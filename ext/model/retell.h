/* retell.h: tells reports of the training articles once more, in other words. */
#ifndef RETELL_H
#define RETELL_H

#include "train.h"

typedef enum retold_kind {
  RETOLD_PAST,
  RETOLD_PRESENT,
  RETOLD_TIME,
  RETOLD_OCCASION,
  RETOLD_LISTENER,
  RETOLD_KINDS
} retold_kind;

/* Of each kind, what may be said instead or besides. */
typedef struct retold_words {
  char **at[RETOLD_KINDS];
  uint32_t count[RETOLD_KINDS];
} retold_words;

/* Ends the program with a message where there is no such file. */
void retold_words_read(retold_words *);
void retold_words_free(retold_words *);

/* Makes an article of the reading's sentences that could be told in other words, a paragraph
** each, with the attributions in them. The same for the same reading and seed. */
void retell(const reading *, const retold_words *, uint64_t seed, article *);

#endif
