/* token.c: cuts the text into tokens. */
#include "scan.h"

#include <string.h>

/* A quotation mark; two single ones, or two backquotes, make one. */
static void scan_quote(ne_scanner *s, const char *start, uint32_t n) {
  const char *end = start + n;
  if (n == 1 && *start != '"' && end < s->end && *end == *start) {
    end++;
  }
  ne_emit_plain(s, start, end, NE_TOKEN_MARK);
}

static void scan_stop(ne_scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  uint32_t dots = n > 1 ? 3 : *start == '.';
  int ending = *start == '!' || *start == '?';
  while (p < s->end && p - start < 64 && ne_class_at(p, s->end) == NE_CLASS_STOP) {
    dots += *p == '.';
    ending |= *p != '.';
    p++;
  }
  ne_emit_plain(s, start, p, dots > 1 && !ending ? NE_TOKEN_ELLIPSIS : NE_TOKEN_STOP);
}

static void scan_hyphens(ne_scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  while (p < s->end && *p == '-' && p - start < 64) {
    p++;
  }
  ne_emit_plain(s, start, p, NE_TOKEN_DASH);
}

/* "@name", "#tag". */
static void scan_handle(ne_scanner *s, const char *start) {
  const char *p = start + 1;
  while (p < s->end && p - start < (ptrdiff_t)NE_TOKEN_BYTES_MAX) {
    uint32_t n;
    int class_number = ne_read_class(p, s->end, &n);
    if (!ne_is_word_class(class_number) && *p != '_') {
      break;
    }
    p += n;
  }
  ne_emit_plain(s, start, p, p > start + 1 ? NE_TOKEN_ADDRESS : NE_TOKEN_SYMBOL);
}

/* A symbol, or a run of what is no text at all: controls and invalid bytes. */
static void scan_symbol(ne_scanner *s, const char *start, uint32_t n) {
  const char *p = start + n;
  uint32_t length;
  if ((unsigned char)*start >= ' ' && (unsigned char)*start < 0x7F) {
    ne_emit_plain(s, start, p, NE_TOKEN_SYMBOL);
    return;
  }
  while (p < s->end && p - start < (ptrdiff_t)NE_TOKEN_BYTES_MAX &&
         ((unsigned char)*p < ' ' || (unsigned char)*p >= 0x7F) &&
         ne_read_class(p, s->end, &length) == NE_CLASS_OTHER &&
         (uint32_t)(p - start) + length <= NE_TOKEN_BYTES_MAX) {
    p += length;
  }
  ne_emit_plain(s, start, p, NE_TOKEN_SYMBOL);
}

/* What begins with no ASCII letter. */
static void scan_other(ne_scanner *s) {
  const char *start = s->p;
  uint32_t n;
  int class_number = ne_read_class(start, s->end, &n);
  if (n > NE_TOKEN_BYTES_MAX) {
    n = NE_TOKEN_BYTES_MAX; /* a run of stray continuation bytes */
  }
  switch (class_number) {
  case NE_CLASS_BLANK:
    s->flags |= NE_BLANK_BEFORE;
    s->p += n;
    break;
  case NE_CLASS_LINE:
    s->flags |= NE_BLANK_BEFORE | NE_LINE_BEFORE;
    s->p += n;
    break;
  case NE_CLASS_LOWER:
  case NE_CLASS_UPPER:
  case NE_CLASS_DIGIT:
    ne_scan_word(s, start, class_number);
    break;
  case NE_CLASS_QUOTE:
    scan_quote(s, start, n);
    break;
  case NE_CLASS_STOP:
    scan_stop(s, start, n);
    break;
  case NE_CLASS_COMMA:
    ne_emit_plain(s, start, start + n, NE_TOKEN_COMMA);
    break;
  case NE_CLASS_COLON:
    ne_emit_plain(s, start, start + n, NE_TOKEN_COLON);
    break;
  case NE_CLASS_SEMICOLON:
    ne_emit_plain(s, start, start + n, NE_TOKEN_SEMICOLON);
    break;
  case NE_CLASS_HYPHEN:
  case NE_CLASS_DASH:
    scan_hyphens(s, start, n);
    break;
  case NE_CLASS_OPENING:
    ne_emit_plain(s, start, start + n, NE_TOKEN_OPEN);
    break;
  case NE_CLASS_CLOSING:
    ne_emit_plain(s, start, start + n, NE_TOKEN_CLOSE);
    break;
  case NE_CLASS_AT:
  case NE_CLASS_HASH:
    scan_handle(s, start);
    break;
  default:
    scan_symbol(s, start, n);
    break;
  }
}

/* Makes room for all that one step may emit: a word and its clitic. */
static int make_room(ne_scanner *s) {
  if (s->limit - s->next < 2) {
    const uint32_t count = (uint32_t)(s->next - s->at);
    ne_token *at = ne_arena_enlarge(s->arena, s->at, count, &s->capacity, sizeof *at);
    if (!at) {
      return 0;
    }
    s->at = at;
    s->next = at + count;
    s->limit = at + s->capacity;
  }
  return 1;
}

/* Most begin with a letter: they need no choice among many. */
static void scan_one(ne_scanner *s) {
  const char *start = s->p;
  const unsigned letter = ((unsigned char)*start | 32u) - 'a';
  if (letter > 'z' - 'a') {
    scan_other(s);
  } else {
    ne_scan_letters(s, start);
  }
}

void ne_tokenize(ne_arena *arena, const ne_text *text, const ne_lexicon *lexicon,
                 ne_tokens *tokens) {
  ne_scanner s;
  uint32_t until_check = 0;
  memset(&s, 0, sizeof s);
  memset(tokens, 0, sizeof *tokens);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  s.arena = arena;
  s.lexicon = lexicon;
  s.begin = s.p = text->bytes;
  s.end = text->bytes + text->length;
  s.flags = NE_BLANK_BEFORE | NE_LINE_BEFORE;
  s.capacity = text->length / 5 + 8;
  s.at = s.next = ne_arena_take(arena, s.capacity, sizeof *s.at);
  if (!s.at) {
    return;
  }
  s.limit = s.at + s.capacity;
  while (s.p < s.end && make_room(&s)) {
    scan_one(&s);
    if (++until_check == 1u << 16) {
      until_check = 0;
      if (ne_arena_stopped(arena)) {
        break;
      }
    }
  }
  tokens->at = s.at;
  tokens->count = (uint32_t)(s.next - s.at);
  if (lexicon && arena->status == NEWSEXT_OK) {
    ne_tokens_look_up(arena, lexicon, tokens);
  }
}
