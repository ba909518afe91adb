/* prose.c: runs the stages from bytes to parts of speech in their order. */
#include "prose.h"

void ne_prose_cut(ne_arena *arena, ne_prose *prose) {
  ne_tokenize(arena, &prose->text, prose->lexicon, &prose->tokens);
  if (arena->status == NEWSEXT_OK) {
    ne_lines_find(arena, prose->lexicon, &prose->text, &prose->tokens, &prose->lines);
  }
}

/* The sentence that a dateline opens begins behind it and its dash. */
static void cut_dateline(ne_prose *prose) {
  uint32_t s, end = prose->dateline.start + prose->dateline.length;
  for (s = 0; s < prose->sentences.count; s++) {
    ne_sentence *sentence = &prose->sentences.at[s];
    const ne_token *at = prose->tokens.at;
    if (at[sentence->first].start >= end) {
      return;
    }
    while (sentence->first + 1 < sentence->end && at[sentence->first].start < end &&
           at[sentence->first].start >= prose->dateline.start) {
      sentence->first++;
    }
    while (
        sentence->first + 1 < sentence->end && at[sentence->first].start >= end &&
        (at[sentence->first].kind == NE_TOKEN_DASH || at[sentence->first].kind == NE_TOKEN_COLON)) {
      sentence->first++;
    }
  }
}

void ne_prose_read(ne_arena *arena, const ne_tagger *tagger, ne_prose *prose) {
  ne_runs_find(arena, &prose->text, prose->lexicon, &prose->tokens, &prose->lines, &prose->runs);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  ne_sentences_find(arena, &prose->text, &prose->tokens, prose->lexicon, &prose->lines,
                    &prose->runs, &prose->sentences);
  if (prose->dateline.length && arena->status == NEWSEXT_OK) {
    cut_dateline(prose);
  }
  if (tagger && arena->status == NEWSEXT_OK) {
    ne_tag_sentences(arena, &prose->tokens, tagger, &prose->sentences);
  }
}

uint64_t ne_prose_lemma(const ne_prose *p, const ne_token *token) {
  const uint64_t lemma = ne_lexicon_lemma(p->lexicon, token->entry);
  return lemma ? lemma : token->hash;
}
