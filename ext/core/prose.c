/* prose.c: runs the stages from bytes to parts of speech in their order. */
#include "prose.h"

#include <string.h>

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

uint32_t ne_first_name_entry(const ne_prose *p, uint32_t token) {
  const ne_token *t = &p->tokens.at[token];
  const char *bytes = p->text.bytes + t->start;
  char folded[24];
  uint32_t n = 0, entry = t->entry;
  if (!(ne_lexicon_classes(p->lexicon, entry) & NE_LEX_BIT(NE_LEX_FIRST_NAME))) {
    while (n < sizeof folded && n < t->length && bytes[n] != '-') {
      folded[n] = (char)(bytes[n] | 32);
      n++;
    }
    if (n < 2 || n == sizeof folded || n == t->length) {
      return 0;
    }
    entry = ne_lexicon_find(p->lexicon, ne_word_hash(folded, n));
  }
  return ne_lexicon_classes(p->lexicon, entry) & NE_LEX_BIT(NE_LEX_FIRST_NAME) ? entry : 0;
}

int ne_is_age(const ne_prose *p, uint32_t token) {
  static const char ending[] = "-year-old";
  const ne_token *t = &p->tokens.at[token];
  const uint32_t n = sizeof ending - 1;
  return t->length > n && memcmp(p->text.bytes + t->start + t->length - n, ending, n) == 0;
}
