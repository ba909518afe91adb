/* sentence.h: sentences inside paragraphs.
**
** A sentence ends at a stop, with the marks and brackets that close after it,
** or with its paragraph. Abbreviations, initials and a stop inside a quoted run
** that a lower-case cue follows ("Why?" he asked) do not end one. No sentence
** is longer than NE_SENTENCE_MAX tokens, so that work per sentence is bounded.
*/
#ifndef NE_SENTENCE_H
#define NE_SENTENCE_H

#include "mark.h"

#define NE_SENTENCE_MAX 256

typedef struct ne_sentence {
  uint32_t first, end; /* tokens */
  uint32_t paragraph;  /* index into the lines' paragraphs */
} ne_sentence;

typedef struct ne_sentences {
  ne_sentence *at;
  uint32_t count;
} ne_sentences;

void ne_sentences_find(ne_arena *, const ne_text *, const ne_tokens *, const ne_lexicon *,
                       const ne_lines *, const ne_runs *, ne_sentences *);

/* The index of the sentence that holds the token: searched for, and by walking on
** from one that does not lie behind it. */
uint32_t ne_sentence_at(const ne_sentences *, uint32_t token);
uint32_t ne_sentence_from(const ne_sentences *, uint32_t from, uint32_t token);

#endif
