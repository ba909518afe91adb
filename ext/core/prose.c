/* prose.c: runs the stages from bytes to parts of speech in their order. */
#include "prose.h"

void ne_prose_cut(ne_arena *arena, ne_prose *prose) {
  ne_tokenize(arena, &prose->text, prose->lexicon, &prose->tokens);
  if (arena->status == NEWSEXT_OK) {
    ne_lines_find(arena, prose->lexicon, &prose->text, &prose->tokens, &prose->lines);
  }
}

void ne_prose_read(ne_arena *arena, const ne_tagger *tagger, ne_prose *prose) {
  ne_runs_find(arena, &prose->text, &prose->tokens, &prose->lines, &prose->runs);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  ne_sentences_find(arena, &prose->tokens, prose->lexicon, &prose->lines, &prose->runs,
                    &prose->sentences);
  if (tagger && arena->status == NEWSEXT_OK) {
    ne_tag_sentences(arena, &prose->tokens, tagger, &prose->sentences);
  }
}
