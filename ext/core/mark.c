/* mark.c: pairs quotation marks, paragraph by paragraph, in one pass with a
** small stack. A mark's glyph says its family; where glyph and spacing leave it
** open whether it opens or closes, what is open already decides. */
#include "mark.h"

#include <string.h>

#define DEPTH_MAX 8

enum { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_GUILLEMET, FAMILY_CORNER };
enum { SIDE_EITHER, SIDE_OPENS, SIDE_CLOSES };

typedef struct glyph {
  uint8_t family, side;
} glyph;

/* A run that is open, while its paragraph is read. */
typedef struct opening {
  uint32_t token;
  uint32_t weak_close; /* for single marks: a close that may be an apostrophe; 0 for none */
  uint8_t certain;     /* for single marks: no apostrophe would stand where it stands */
  uint32_t run;        /* index of its run, reserved at the opening */
  uint8_t family;
} opening;

typedef struct pairing {
  ne_arena *arena;
  const ne_text *text;
  const ne_lexicon *lexicon;
  ne_tokens *tokens;
  const ne_paragraph *paragraph;
  uint32_t paragraph_index;
  ne_runs *out;
  uint32_t capacity;
  opening stack[DEPTH_MAX];
  uint32_t depth;
  uint8_t left_open; /* 1 + family of the run that the paragraph before left open */
} pairing;

static glyph glyph_of(const ne_text *text, const ne_token *token) {
  uint32_t n;
  const char *p = text->bytes + token->start;
  if (token->length == 2) {
    return (glyph){FAMILY_DOUBLE, *p == '`' ? SIDE_OPENS : SIDE_EITHER};
  }
  switch (ne_text_decode(p, p + token->length, &n)) {
  case 0x201C:
  case 0x201E:
  case 0x201F:
    return (glyph){FAMILY_DOUBLE, SIDE_OPENS};
  case 0x201D:
    return (glyph){FAMILY_DOUBLE, SIDE_CLOSES};
  case '"':
  case 0xFF02:
    return (glyph){FAMILY_DOUBLE, SIDE_EITHER};
  case 0x2018:
  case 0x201A:
  case 0x201B:
  case '`':
    return (glyph){FAMILY_SINGLE, SIDE_OPENS};
  case 0xAB:
  case 0xBB:
  case 0x2039:
  case 0x203A:
    return (glyph){FAMILY_GUILLEMET, SIDE_EITHER};
  case 0x300C:
  case 0x300E:
    return (glyph){FAMILY_CORNER, SIDE_OPENS};
  case 0x300D:
  case 0x300F:
    return (glyph){FAMILY_CORNER, SIDE_CLOSES};
  default:
    return (glyph){FAMILY_SINGLE, SIDE_EITHER};
  }
}

/* ---- What the neighbours say ---------------------------------------------- */

static int blank_before(const pairing *s, uint32_t i) {
  return i == s->paragraph->first || (s->tokens->at[i].flags & NE_BLANK_BEFORE);
}

static int blank_after(const pairing *s, uint32_t i) {
  return i + 1 >= s->paragraph->end || (s->tokens->at[i + 1].flags & NE_BLANK_BEFORE);
}

static int kind_at(const pairing *s, uint32_t i) {
  return i >= s->paragraph->first && i < s->paragraph->end ? s->tokens->at[i].kind : -1;
}

static int is_wordlike(int kind) {
  return kind == NE_TOKEN_WORD || kind == NE_TOKEN_NUMBER || kind == NE_TOKEN_ADDRESS ||
         kind == NE_TOKEN_SYMBOL || kind == NE_TOKEN_ELLIPSIS;
}

/* Does the mark stand where an opening one would: a blank or an opening bracket,
** dash or mark before it, a word after it? */
static int looks_opening(const pairing *s, uint32_t i) {
  int before = i > s->paragraph->first ? s->tokens->at[i - 1].kind : NE_TOKEN_OPEN;
  return (blank_before(s, i) || before == NE_TOKEN_OPEN || before == NE_TOKEN_DASH ||
          before == NE_TOKEN_MARK || before == NE_TOKEN_COLON) &&
         !blank_after(s, i);
}

static int looks_closing(const pairing *s, uint32_t i) {
  int after = kind_at(s, i + 1);
  int spaced = blank_before(s, i) && !(kind_at(s, i - 1) == NE_TOKEN_MARK && blank_after(s, i));
  return !spaced && (blank_after(s, i) || !is_wordlike(after) ||
                     kind_at(s, i - 1) == NE_TOKEN_STOP || kind_at(s, i - 1) == NE_TOKEN_COMMA);
}

/* ---- The stack ------------------------------------------------------------- */

static int find_open(const pairing *s, int family) {
  uint32_t i = s->depth;
  while (i-- > 0) {
    if (s->stack[i].family == family) {
      return (int)i;
    }
  }
  return -1;
}

static void open_run(pairing *s, uint32_t token, int family, int missing) {
  ne_run *at, *run;
  if (s->depth == DEPTH_MAX) {
    return;
  }
  at = ne_arena_grow(s->arena, s->out->at, s->out->count, &s->capacity, sizeof *at);
  if (!at) {
    return;
  }
  s->out->at = at;
  run = &at[s->out->count];
  run->open = token;
  run->first = missing ? token : token + 1;
  run->end = run->close = s->paragraph->end;
  run->paragraph = s->paragraph_index;
  run->depth = (uint8_t)s->depth;
  run->style = (uint8_t)family;
  run->continues = token == s->paragraph->first && s->left_open == family + 1;
  s->stack[s->depth++] = (opening){token, 0, 0, s->out->count, (uint8_t)family};
  s->out->count++;
}

/* Closes entry `level` of the stack at a token and drops what is above it. */
static void close_run(pairing *s, uint32_t level, uint32_t token, int closed) {
  while (s->depth > level) {
    const opening *top = &s->stack[--s->depth];
    ne_run *run = &s->out->at[top->run];
    uint32_t end = top->weak_close && s->depth > level ? top->weak_close : token;
    run->end = run->close = end;
    run->closed = (uint8_t)(closed || end == top->weak_close);
    if (s->depth > level && !top->weak_close && !top->certain) {
      run->end = run->first; /* it never was a quotation: dropped at the end */
      run->closed = 0;
    }
  }
}

/* ---- One mark --------------------------------------------------------------- */

/* "voters' choice": a single mark after an s and before a blank and a word. */
static int maybe_apostrophe(const pairing *s, uint32_t i) {
  const ne_token *before = &s->tokens->at[i - 1];
  char last = s->text->bytes[before->start + before->length - 1u];
  return before->kind == NE_TOKEN_WORD && (last | 32) == 's' &&
         kind_at(s, i + 1) == NE_TOKEN_WORD && blank_after(s, i);
}

/* "the '90s", "class of '98" */
static int is_decade(const pairing *s, uint32_t i) {
  const ne_token *token = &s->tokens->at[i];
  uint32_t digits = 0;
  if (kind_at(s, i) != NE_TOKEN_NUMBER) {
    return 0;
  }
  while (digits < token->length && s->text->bytes[token->start + digits] >= '0' &&
         s->text->bytes[token->start + digits] <= '9') {
    digits++;
  }
  return digits == 2 && (token->length == 2 || s->text->bytes[token->start + 2] == 's');
}

/* Does a single mark that opens stand where speech begins: at the start of the
** paragraph, after the end of a sentence, after the comma or colon of "she said: 'It"? */
static int begins_speech(const pairing *s, uint32_t i) {
  int before = kind_at(s, i - 1);
  return (i == s->paragraph->first || before == NE_TOKEN_STOP || before == NE_TOKEN_COLON ||
          before == NE_TOKEN_COMMA) &&
         s->tokens->at[i + 1].shape != NE_SHAPE_LOWER;
}

/* A single mark opens while one is open. */
static void reopen_single(pairing *s, uint32_t level, uint32_t i) {
  const opening *o = &s->stack[level];
  if (o->weak_close) {
    close_run(s, level, o->weak_close, 1);
  } else if (o->certain) {
    close_run(s, level, i, 0); /* its closing mark is missing */
  } else {
    close_run(s, level, s->out->at[o->run].first, 0); /* it was an apostrophe */
  }
}

static void read_single(pairing *s, uint32_t i, glyph g) {
  int level = find_open(s, FAMILY_SINGLE);
  ne_token *token = &s->tokens->at[i];
  int after_number = kind_at(s, i - 1) == NE_TOKEN_NUMBER && !blank_before(s, i);
  int opens = g.side == SIDE_OPENS || (looks_opening(s, i) && token->length == 1);
  if (level >= 0 && looks_closing(s, i) && g.side != SIDE_OPENS) {
    if (maybe_apostrophe(s, i)) {
      s->stack[level].weak_close = i;
    } else {
      close_run(s, (uint32_t)level, i, 1);
    }
    return;
  }
  if (opens && looks_opening(s, i) && !is_decade(s, i + 1)) {
    uint32_t depth;
    if (level >= 0) {
      reopen_single(s, (uint32_t)level, i);
    }
    depth = s->depth;
    open_run(s, i, FAMILY_SINGLE, 0);
    if (s->depth > depth) {
      s->stack[depth].certain = (uint8_t)begins_speech(s, i);
    }
    return;
  }
  token->kind = after_number ? NE_TOKEN_SYMBOL : NE_TOKEN_CLITIC;
}

/* The double mark of 6'2". */
static int is_height(const pairing *s, uint32_t i) {
  const ne_token *at = s->tokens->at;
  return i >= s->paragraph->first + 3 && at[i - 1].kind == NE_TOKEN_NUMBER && !blank_before(s, i) &&
         !blank_before(s, i - 1) && !blank_before(s, i - 2) && at[i - 3].kind == NE_TOKEN_NUMBER &&
         at[i - 2].kind != NE_TOKEN_WORD && at[i - 2].length <= 3;
}

/* Is the next mark from token i on in the paragraph one that can close a quotation? */
static int has_another(const pairing *s, uint32_t i, int family) {
  for (; i < s->paragraph->end; i++) {
    if (s->tokens->at[i].kind == NE_TOKEN_MARK) {
      glyph g = glyph_of(s->text, &s->tokens->at[i]);
      if (g.family == family) {
        return g.side != SIDE_OPENS && (looks_closing(s, i) || !looks_opening(s, i));
      }
    }
  }
  return 0;
}

/* "He said,”": does a clause that leads up to speech end before the mark? */
static int leads_up(const pairing *s, uint32_t i) {
  return kind_at(s, i - 1) == NE_TOKEN_COMMA && i >= s->paragraph->first + 2 &&
         (ne_lexicon_classes(s->lexicon, s->tokens->at[i - 2].entry) &
          NE_LEX_BIT(NE_LEX_CUE_VERB)) != 0;
}

static int is_of(const pairing *s, uint32_t i, uint64_t classes) {
  return (ne_lexicon_classes(s->lexicon, s->tokens->at[i].entry) & classes) != 0;
}

/* Does somebody report there: "Berg said", "she told"? */
static int reports(const pairing *s, uint32_t i) {
  const ne_token *before = &s->tokens->at[i - 1];
  return is_of(s, i, NE_LEX_BIT(NE_LEX_CUE_VERB)) && s->tokens->at[i].shape == NE_SHAPE_LOWER &&
         (is_of(s, i - 1, NE_LEX_BIT(NE_LEX_FUNCTION_WORD))
              ? ne_lexicon_value(s->lexicon, before->entry, NE_LEX_PRONOUN)[0] == '3'
              : before->shape == NE_SHAPE_CAPITAL);
}

/* Is a mark at the paragraph's end one too many, for the paragraph itself reports ("Berg
** said it was over.”") and nobody speaks in it as "I", "we" or "you"? */
static int is_stray(const pairing *s, uint32_t i) {
  uint32_t k;
  int reported = 0;
  if (kind_at(s, i - 1) != NE_TOKEN_STOP || i + 1 < s->paragraph->end || s->left_open) {
    return 0;
  }
  for (k = s->paragraph->first; k < i; k++) {
    uint32_t entry = s->tokens->at[k].entry;
    char person = ne_lexicon_value(s->lexicon, entry, NE_LEX_PRONOUN)[0];
    if (person == '1' || person == '2') {
      return 0;
    }
    reported |= k > s->paragraph->first && reports(s, k);
  }
  return reported;
}

/* A mark that seems to close, where nothing is open. If it ends a clause the quotation
** began with the paragraph, whose opening mark is lost. Else it opens in spite of its
** looks, if there are more of its kind. */
static void read_unopened(pairing *s, uint32_t i, int family, int inches) {
  int before = kind_at(s, i - 1);
  int ends_clause = before == NE_TOKEN_COMMA || before == NE_TOKEN_STOP;
  int first_mark =
      s->out->count == 0 || s->out->at[s->out->count - 1].paragraph != s->paragraph_index;
  int more = !inches && has_another(s, i + 1, family);
  if (ends_clause && first_mark && !inches && !is_stray(s, i) && !(more && leads_up(s, i))) {
    open_run(s, s->paragraph->first, family, 1);
    close_run(s, s->depth - 1, i, 1);
  } else if (more) {
    open_run(s, i, family, 0);
  } else {
    s->tokens->at[i].kind = NE_TOKEN_SYMBOL;
  }
}

/* A mark that opens while one of its family is open, whose closing mark is missing. After a
** whole sentence it goes on, as at a new paragraph: the lines may have been joined. */
static void reopen_double(pairing *s, uint32_t level, uint32_t i, int family) {
  uint32_t depth;
  close_run(s, level, i, 0);
  depth = s->depth;
  open_run(s, i, family, 0);
  if (s->depth > depth && kind_at(s, i - 1) == NE_TOKEN_STOP) {
    s->out->at[s->out->count - 1].continues = 1;
  }
}

static void read_double(pairing *s, uint32_t i, glyph g) {
  int level = find_open(s, g.family);
  int opening_place = looks_opening(s, i), closing_place = looks_closing(s, i);
  if (is_height(s, i)) {
    s->tokens->at[i].kind = NE_TOKEN_SYMBOL;
    return;
  }
  if (level < 0) {
    int inches = kind_at(s, i - 1) == NE_TOKEN_NUMBER && !blank_before(s, i);
    if (g.side == SIDE_CLOSES ? !opening_place : closing_place && g.side != SIDE_OPENS) {
      read_unopened(s, i, g.family, inches);
      return;
    }
    if (inches && blank_after(s, i)) {
      s->tokens->at[i].kind = NE_TOKEN_SYMBOL;
      return;
    }
    open_run(s, i, g.family, 0);
    return;
  }
  if (g.side == SIDE_OPENS ? opening_place || !closing_place
                           : opening_place && !closing_place && g.side == SIDE_EITHER) {
    if (g.side == SIDE_OPENS && s->stack[level].token == s->paragraph->first) {
      open_run(s, i, g.family, 0); /* a quotation inside one */
      return;
    }
    reopen_double(s, (uint32_t)level, i, g.family);
    return;
  }
  close_run(s, (uint32_t)level, i, 1);
}

static void finish_paragraph(pairing *s) {
  uint32_t i;
  s->left_open = 0;
  for (i = 0; i < s->depth; i++) {
    const opening *o = &s->stack[i];
    ne_run *run = &s->out->at[o->run];
    if (o->weak_close) {
      run->end = run->close = o->weak_close;
      run->closed = 1;
    } else if (o->family == FAMILY_SINGLE && !o->certain && o->token != s->paragraph->first) {
      run->end = run->first; /* an apostrophe after all */
      s->tokens->at[o->token].kind = NE_TOKEN_CLITIC;
    } else {
      s->left_open = (uint8_t)(o->family + 1);
    }
  }
  s->depth = 0;
}

/* ---- The whole ---------------------------------------------------------------- */

/* From here on a mark is the same token in every style. */
static void unify_mark(const pairing *s, uint32_t token, const char *as) {
  if (s->tokens->at[token].kind == NE_TOKEN_MARK) {
    s->tokens->at[token].hash = ne_word_hash(as, 1);
  }
}

/* Drops runs that turned out to hold nothing, mends depths, marks tokens. */
static void settle(pairing *s) {
  ne_runs *runs = s->out;
  uint32_t i, kept = 0, outer_end = 0, outer_paragraph = UINT32_MAX;
  for (i = 0; i < runs->count; i++) {
    ne_run run = runs->at[i];
    uint32_t t;
    if (run.end <= run.first) {
      continue;
    }
    unify_mark(s, run.open, "<");
    if (run.closed) {
      unify_mark(s, run.close, ">");
    }
    if (run.paragraph != outer_paragraph || run.first >= outer_end) {
      run.depth = 0;
      outer_end = run.end;
      outer_paragraph = run.paragraph;
      for (t = run.first; t < run.end; t++) {
        runs->of_token[t] = kept + 1;
      }
    } else if (run.depth == 0) {
      run.depth = 1;
    }
    runs->at[kept++] = run;
  }
  runs->count = kept;
}

/* Reads the token, if it is a quotation mark. */
static void read_mark(pairing *s, uint32_t i) {
  if (s->tokens->at[i].kind == NE_TOKEN_MARK) {
    const glyph g = glyph_of(s->text, &s->tokens->at[i]);
    if (g.family == FAMILY_SINGLE) {
      read_single(s, i, g);
    } else {
      read_double(s, i, g);
    }
  }
}

void ne_runs_find(ne_arena *arena, const ne_text *text, const ne_lexicon *lexicon,
                  ne_tokens *tokens, const ne_lines *lines, ne_runs *runs) {
  pairing s;
  uint32_t p, k = 0;
  memset(&s, 0, sizeof s);
  memset(runs, 0, sizeof *runs);
  s.arena = arena;
  s.text = text;
  s.lexicon = lexicon;
  s.tokens = tokens;
  s.out = runs;
  runs->of_token = ne_arena_alloc(arena, (size_t)tokens->count + 1, sizeof *runs->of_token);
  for (p = 0; p < lines->paragraph_count && arena->status == NEWSEXT_OK; p++) {
    s.paragraph = &lines->paragraphs[p];
    s.paragraph_index = p;
    for (k = ne_tokens_break_from(tokens, k, s.paragraph->first);
         k < tokens->break_count && tokens->breaks[k] < s.paragraph->end &&
         arena->status == NEWSEXT_OK;
         k++) {
      read_mark(&s, tokens->breaks[k]);
    }
    finish_paragraph(&s);
  }
  if (arena->status == NEWSEXT_OK) {
    settle(&s);
  }
}
