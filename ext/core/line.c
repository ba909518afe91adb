/* line.c: cuts the tokens into lines and joins lines into paragraphs. */
#include "line.h"

#include <string.h>

#include "part.h"

/* ---- Lines ---------------------------------------------------------------- */

/* True where the bytes between two lines hold more than one line end. */
static int is_blank_between(const ne_text *text, uint32_t from, uint32_t to) {
  uint32_t feeds = 0, returns = 0, others = 0;
  for (uint32_t i = from; i < to; i++) {
    unsigned char c = (unsigned char)text->bytes[i];
    feeds += c == '\n';
    returns += c == '\r';
    if (c >= 0x80) { /* NEL, LS; PS stands for a blank line of its own */
      others += c == 0x85 || c == 0xA8;
      if (c == 0xA9) {
        return 1;
      }
    }
  }
  return feeds > 1 || (feeds == 0 && returns > 1) || others > 1;
}

static void cut_lines(ne_arena *arena, const ne_text *text, const ne_tokens *tokens,
                      ne_lines *lines) {
  uint32_t capacity = 0;
  for (uint32_t k = 0; k < tokens->break_count; k++) {
    const uint32_t i = tokens->breaks[k];
    const ne_token *token = &tokens->at[i];
    if (token->flags & NE_LINE_BEFORE) {
      ne_line *line = ne_arena_grow(arena, lines->at, lines->count, &capacity, sizeof *line);
      if (!line) {
        return;
      }
      lines->at = line;
      line += lines->count++;
      line->first = i;
      line->blank_before =
          i == 0 || is_blank_between(text, token[-1].start + token[-1].length, token->start);
      if (i) {
        line[-1].end = i;
      }
    }
  }
  if (lines->count) {
    lines->at[lines->count - 1].end = tokens->count;
  }
}

/* ---- Paragraphs ------------------------------------------------------------- */

#define WRAP_WIDTH_MAX 100 /* bytes; wider lines are no hard-wrapped text */
#define LONG_LINE      60  /* bytes; a line that may well go on in the next */

static uint32_t width(const ne_tokens *tokens, const ne_line *line) {
  return ne_tokens_span(tokens, line->first, line->end).length;
}

static int is_indented(const ne_text *text, const ne_tokens *tokens, const ne_line *line) {
  uint32_t start = tokens->at[line->first].start;
  return start > 0 && (text->bytes[start - 1] == ' ' || text->bytes[start - 1] == '\t');
}

/* True where the sentence plainly goes on in the next line. */
static int runs_on(const ne_tokens *tokens, const ne_line *line) {
  const ne_token *last = &tokens->at[line->end - 1];
  const ne_token *next = &tokens->at[line->end];
  if (line[1].blank_before || next->kind != NE_TOKEN_WORD || next->shape != NE_SHAPE_LOWER) {
    return 0;
  }
  return last->kind == NE_TOKEN_WORD || last->kind == NE_TOKEN_COMMA ||
         last->kind == NE_TOKEN_NUMBER || last->kind == NE_TOKEN_CLITIC;
}

/* How the text is wrapped by hand. */
typedef struct wrapping {
  uint32_t width; /* 0 where it is not */
  int indents;    /* a paragraph's first line is indented, the others are not */
} wrapping;

/* Looks at no more than the first lines. */
static wrapping find_wrapping(const ne_text *text, const ne_tokens *tokens, const ne_lines *lines) {
  wrapping wrap = {0, 0};
  uint32_t pairs = 0, running = 0, indented = 0, widest = 0;
  for (uint32_t i = 0; i + 1 < lines->count && i < 400; i++) {
    const ne_line *line = &lines->at[i];
    uint32_t bytes = width(tokens, line);
    if (line[1].blank_before || bytes > WRAP_WIDTH_MAX) {
      continue;
    }
    pairs++;
    running += bytes >= LONG_LINE / 2 && line->end - line->first >= 8 && runs_on(tokens, line);
    indented += is_indented(text, tokens, line + 1) ? 1 : 0;
    widest = bytes > widest ? bytes : widest;
  }
  if (running >= 2 && 10 * running >= 3 * pairs) {
    wrap.width = widest;
    wrap.indents = 2 * indented < pairs;
  }
  return wrap;
}

/* True where the next line belongs to this one's paragraph. */
static int joins_next(const ne_text *text, const ne_tokens *tokens, const ne_line *line,
                      const wrapping *wrap) {
  uint32_t bytes = width(tokens, line);
  if (line[1].blank_before) {
    return 0;
  }
  if (runs_on(tokens, line)) {
    return bytes >= (wrap->width ? LONG_LINE / 2 : LONG_LINE) && line->end - line->first >= 8;
  }
  if (wrap->width == 0 || bytes > WRAP_WIDTH_MAX ||
      (wrap->indents && is_indented(text, tokens, line + 1))) {
    return 0;
  }
  return bytes + tokens->at[line->end].length >= wrap->width - wrap->width / 6;
}

static void join_lines(ne_arena *arena, const ne_text *text, const ne_tokens *tokens,
                       ne_lines *lines) {
  wrapping wrap = find_wrapping(text, tokens, lines);
  lines->paragraphs =
      ne_arena_alloc(arena, lines->count ? lines->count : 1, sizeof *lines->paragraphs);
  if (!lines->paragraphs) {
    return;
  }
  for (uint32_t i = 0; i < lines->count; i++) {
    const ne_line *line = &lines->at[i];
    if (i == 0 || !joins_next(text, tokens, line - 1, &wrap)) {
      ne_paragraph *paragraph = &lines->paragraphs[lines->paragraph_count++];
      paragraph->first = line->first;
      paragraph->blank_before = line->blank_before;
    }
    lines->paragraphs[lines->paragraph_count - 1].end = line->end;
  }
}

/* Numbers the paragraphs that are read, and hands their parts to their lines. */
static void finish(ne_lines *lines) {
  uint32_t number = 0, line = 0;
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    ne_paragraph *paragraph = &lines->paragraphs[i];
    paragraph->number = 0;
    if (paragraph->part == NEWSEXT_PART_BODY || paragraph->part == NEWSEXT_PART_SUBHEAD) {
      paragraph->number = ++number;
    }
    while (line < lines->count && lines->at[line].first < paragraph->end) {
      lines->at[line++].part = paragraph->part;
    }
  }
}

void ne_lines_label(ne_arena *arena, const ne_model *model, const ne_lexicon *lexicon,
                    const ne_text *text, const ne_tokens *tokens, ne_lines *lines) {
  ne_parts_label(arena, model, lexicon, text, tokens, lines);
  finish(lines);
}

void ne_lines_find(ne_arena *arena, const ne_lexicon *lexicon, const ne_text *text,
                   const ne_tokens *tokens, ne_lines *lines) {
  ne_model model;
  memset(lines, 0, sizeof *lines);
  cut_lines(arena, text, tokens, lines);
  if (arena->status != NEWSEXT_OK) {
    lines->count = 0;
    return;
  }
  join_lines(arena, text, tokens, lines);
  if (!lines->paragraphs) {
    return;
  }
  model = ne_model_find(NE_PART_MODEL);
  ne_lines_label(arena, &model, lexicon, text, tokens, lines);
}
