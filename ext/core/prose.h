/* prose.h: an article cut into tokens, lines, paragraphs, sentences and quoted
** runs, with parts of speech: what all later stages read. */
#ifndef NE_PROSE_H
#define NE_PROSE_H

#include "tag.h"

typedef struct ne_prose {
  ne_text text;
  const ne_lexicon *lexicon;
  ne_tokens tokens;
  ne_lines lines;
  newsext_span dateline;  /* the wire's, which belongs to no sentence; length 0 for none */
  ne_sentences sentences; /* of every paragraph */
  ne_runs runs;
} ne_prose;

/* Cuts the text, which is there, into tokens and lines. */
void ne_prose_cut(ne_arena *, ne_prose *);
/* The rest: quoted runs, sentences and, where a tagger is given, tags. */
void ne_prose_read(ne_arena *, const ne_tagger *tagger, ne_prose *);

/* The hash of the word that a token is a form of: of "tell" for "told". */
uint64_t ne_prose_lemma(const ne_prose *, const ne_token *);

/* The entry of the word as a first name, or of its part before a hyphen
** ("Jean-Claude"); 0 where no list knows it. */
uint32_t ne_first_name_entry(const ne_prose *, uint32_t token);

/* Is the word an age: "66-year-old"? */
int ne_is_age(const ne_prose *, uint32_t token);

static inline uint64_t ne_prose_classes(const ne_prose *p, uint32_t i) {
  return ne_lexicon_classes(p->lexicon, p->tokens.at[i].entry);
}

static inline int ne_prose_is(const ne_prose *p, uint32_t i, uint64_t classes) {
  return (ne_lexicon_classes(p->lexicon, p->tokens.at[i].entry) & classes) != 0;
}

/* Does what begins at token i begin as a sentence does? "[The bill] would ..." does, too. */
static inline int ne_prose_begins_large(const ne_prose *p, uint32_t i) {
  const ne_token *token = &p->tokens.at[i];
  return token[token->kind == NE_TOKEN_OPEN && i + 1 < p->tokens.count].shape >= NE_SHAPE_CAPITAL;
}

#endif
