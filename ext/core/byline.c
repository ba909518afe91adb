/* byline.c: cuts bylines into names of persons and of desks. */
#include "byline.h"

#include "dateline.h"

#include <string.h>

#define NAME_TOKENS_MAX 8
#define LINE_TOKENS_MAX 30u
#define NAMES_MAX       24u

/* What a piece of a byline is. */
typedef enum piece_kind { PIECE_NOTHING, PIECE_PERSON, PIECE_DESK } piece_kind;

typedef struct names {
  ne_arena *arena;
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  ne_range persons[NAMES_MAX], desks[NAMES_MAX];
  uint32_t person_count, desk_count;
  uint8_t has_by[NAMES_MAX]; /* of a person: "by" stood before the name */
  newsext_slice outlet;      /* as the page names it */
  uint8_t after_by;          /* "by" stood before the piece */
  uint8_t line_has_by;       /* or earlier in its line */
  uint8_t follows_by;        /* or in the line before */
  uint8_t in_time;           /* the line is one of place and time: names are rare there */
} names;

static const ne_token *token_at(const names *n, uint32_t i) {
  return &n->tokens->at[i];
}

static uint64_t classes_at(const names *n, uint32_t i) {
  return ne_lexicon_classes(n->lexicon, token_at(n, i)->entry);
}

/* Does the word do in a byline what the list calls so? */
static int is_byline_word(const names *n, uint32_t i, const char *what) {
  return (classes_at(n, i) & NE_LEX_BIT(NE_LEX_BYLINE_WORD)) &&
         strcmp(ne_lexicon_value(n->lexicon, token_at(n, i)->entry, NE_LEX_BYLINE_WORD), what) == 0;
}

/* The length of an entry of the class at i that begins with a capital. */
static uint32_t entry_at(const names *n, uint32_t i, uint32_t end, uint64_t classes) {
  uint32_t entry;
  return token_at(n, i)->shape == NE_SHAPE_LOWER || token_at(n, i)->kind != NE_TOKEN_WORD
             ? 0
             : ne_tokens_match(n->tokens, n->lexicon, i, end, classes, &entry);
}

/* The length of a page's word at i ("senior correspondent", "Published"). */
static uint32_t page_word_at(const names *n, uint32_t i, uint32_t end) {
  uint32_t entry;
  return ne_tokens_match(n->tokens, n->lexicon, i, end, NE_LEX_BIT(NE_LEX_PAGE_WORD), &entry);
}

#define BODIES (NE_LEX_BIT(NE_LEX_AGENCY) | NE_LEX_BIT(NE_LEX_OUTLET))

static int is_name_token(const names *n, uint32_t i) {
  const ne_token *token = token_at(n, i);
  if (token->kind == NE_TOKEN_CLITIC || token->kind == NE_TOKEN_MARK) {
    return !(token->flags & NE_BLANK_BEFORE);
  }
  return token->kind == NE_TOKEN_WORD && token->shape != NE_SHAPE_NONE;
}

/* Where the name that begins the piece ends: before a role, an outlet, a date, a
** small word that is no particle. */
static uint32_t name_end(const names *n, ne_range piece) {
  uint32_t i;
  for (i = piece.first; i < piece.end; i++) {
    uint64_t classes = classes_at(n, i);
    if (!is_name_token(n, i)) {
      break;
    }
    if (token_at(n, i)->shape == NE_SHAPE_LOWER &&
        !((classes & NE_LEX_BIT(NE_LEX_NAME_PARTICLE)) && i > piece.first)) {
      break;
    }
    if (i == piece.first) {
      continue;
    }
    if ((classes & (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY))) ||
        entry_at(n, i, piece.end, BODIES)) {
      break;
    }
    if (!(classes & NE_LEX_BIT(NE_LEX_SURNAME)) && token_at(n, i)->shape != NE_SHAPE_INITIAL &&
        (page_word_at(n, i, piece.end) || (token_at(n, i)->shape != NE_SHAPE_LOWER &&
                                           (classes & NE_LEX_BIT(NE_LEX_FUNCTION_WORD))))) {
      break;
    }
  }
  return i;
}

static int is_place(const names *n, ne_range s) {
  uint32_t entry;
  return ne_tokens_match(n->tokens, n->lexicon, s.first, s.end, NE_PLACE_CLASSES, &entry) ==
         s.end - s.first;
}

/* Days, months, zones and the page's own words ("Published", "PM") are no names,
** but for those that are first names too. */
static int begins_no_name(const names *n, uint32_t i) {
  uint64_t classes = classes_at(n, i);
  return (classes & (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY) |
                     NE_LEX_BIT(NE_LEX_ZONE) | NE_LEX_BIT(NE_LEX_PAGE_WORD))) &&
         (!(classes & NE_LEX_BIT(NE_LEX_FIRST_NAME)) || token_at(n, i)->shape != NE_SHAPE_CAPITAL);
}

static int is_time_word(const names *n, uint32_t i) {
  return (classes_at(n, i) & (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY))) != 0;
}

/* "The Western Journal", "NJ Advance Media": more likely a body than a person. */
static int looks_like_body(const names *n, ne_range name) {
  return !(classes_at(n, name.first) & NE_LEX_BIT(NE_LEX_FIRST_NAME)) &&
         (ne_lexicon_is_definite(n->lexicon, token_at(n, name.first)->entry) ||
          (classes_at(n, name.end - 1) &
           (NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) | NE_LEX_BIT(NE_LEX_OUTLET))));
}

/* "Political editor Ann Lee": where the name begins. */
static uint32_t past_role(const names *n, ne_range piece) {
  for (uint32_t i = piece.first + 1; i + 2 < piece.end && i < piece.first + NAME_TOKENS_MAX; i++) {
    if (token_at(n, i)->shape == NE_SHAPE_LOWER &&
        (classes_at(n, i) & NE_LEX_BIT(NE_LEX_ROLE_HEAD)) &&
        token_at(n, i + 1)->shape == NE_SHAPE_CAPITAL) {
      return i + 1;
    }
  }
  return piece.first;
}

static piece_kind judge(const names *n, ne_range *piece) {
  uint32_t body, end;
  if (piece->first >= piece->end || piece->end - piece->first > 4 * NAME_TOKENS_MAX) {
    return PIECE_NOTHING;
  }
  body = entry_at(n, piece->first, piece->end, BODIES);
  if (body && page_word_at(n, piece->first + body, piece->end)) {
    return PIECE_DESK; /* "Reuters Staff" */
  }
  if (body && (piece->first + body == piece->end || is_time_word(n, piece->first + body))) {
    /* an outlet's name alone is no byline; an agency's is */
    piece->end = piece->first + body;
    int is_agency = entry_at(n, piece->first, piece->end, NE_LEX_BIT(NE_LEX_AGENCY)) == body;
    return is_agency || n->after_by ? PIECE_DESK : PIECE_NOTHING;
  }
  if (begins_no_name(n, piece->first)) {
    return n->after_by && piece->end - piece->first == 1 && is_byline_word(n, piece->first, "desk")
               ? PIECE_DESK
               : PIECE_NOTHING;
  }
  if (is_byline_word(n, piece->first, "desk")) { /* "Our Sports Correspondent" */
    return PIECE_DESK;
  }
  piece->first = past_role(n, *piece);
  end = name_end(n, *piece);
  if (end - piece->first >= 2 && end - piece->first <= NAME_TOKENS_MAX) {
    ne_range name = {piece->first, end};
    if (is_place(n, name)) {
      return PIECE_NOTHING;
    }
    if (looks_like_body(n, name)) {
      piece->end = end;
      return n->after_by || n->in_time ? PIECE_DESK : PIECE_NOTHING;
    }
    piece->end = end;
    return PIECE_PERSON;
  }
  if (end == piece->end && end - piece->first == 1) {
    return n->after_by && !is_place(n, *piece) ? PIECE_PERSON : PIECE_NOTHING;
  }
  return end - piece->first == 1 && page_word_at(n, end, piece->end) ? PIECE_DESK : PIECE_NOTHING;
}

static int same(const names *n, ne_range a, ne_range b) {
  if (a.end - a.first != b.end - b.first) {
    return 0;
  }
  for (uint32_t i = 0; i < a.end - a.first; i++) {
    if (token_at(n, a.first + i)->hash != token_at(n, b.first + i)->hash) {
      return 0;
    }
  }
  return 1;
}

static void add(const names *n, ne_range *list, uint32_t *count, ne_range name) {
  for (uint32_t i = 0; i < *count; i++) {
    if (same(n, list[i], name)) {
      return;
    }
  }
  if (*count < NAMES_MAX) {
    list[(*count)++] = name;
  }
}

/* True for the outlet's own name, which is no person's. */
static int is_outlet(const names *n, ne_range piece) {
  newsext_span span = ne_tokens_span(n->tokens, piece.first, piece.end);
  return piece.end > piece.first && span.length == n->outlet.length &&
         memcmp(n->text->bytes + span.start, n->outlet.bytes, span.length) == 0;
}

/* In a line of place and time a name stands at its beginning or after "by"; what stands
** after a colon is its source or its editor. */
static int is_out_of_place(const names *n, ne_range piece, uint32_t line) {
  return n->in_time && !n->line_has_by && piece.first != line &&
         token_at(n, piece.first - 1)->kind != NE_TOKEN_COMMA;
}

static void take_piece(names *n, ne_range piece, uint32_t line) {
  if ((!n->after_by && is_outlet(n, piece)) || is_out_of_place(n, piece, line)) {
    return;
  }
  switch (judge(n, &piece)) {
  case PIECE_PERSON:
    add(n, n->persons, &n->person_count, piece);
    if (n->person_count && same(n, n->persons[n->person_count - 1], piece)) {
      n->has_by[n->person_count - 1] = n->after_by || n->line_has_by || n->follows_by;
    }
    break;
  case PIECE_DESK:
    add(n, n->desks, &n->desk_count, piece);
    break;
  case PIECE_NOTHING:
    break;
  }
}

static int is_separator(const names *n, uint32_t i) {
  const ne_token *token = token_at(n, i);
  return token->kind == NE_TOKEN_COMMA || token->kind == NE_TOKEN_SEMICOLON ||
         token->kind == NE_TOKEN_DASH || token->kind == NE_TOKEN_COLON ||
         token->kind == NE_TOKEN_SYMBOL || token->kind == NE_TOKEN_OPEN ||
         token->kind == NE_TOKEN_CLOSE || token->kind == NE_TOKEN_ADDRESS ||
         token->kind == NE_TOKEN_NUMBER || token->kind == NE_TOKEN_STOP ||
         is_byline_word(n, i, "join");
}

static void read_line(names *n, const ne_paragraph *p) {
  ne_range piece = {p->first, p->first};
  n->line_has_by = n->after_by;
  for (uint32_t i = p->first; i <= p->end; i++) {
    if (i < p->end && is_byline_word(n, i, "lead")) {
      piece.first = i + 1;
      n->after_by = n->line_has_by = 1;
      continue;
    }
    if (i < p->end && !is_separator(n, i)) {
      continue;
    }
    piece.end = i;
    take_piece(n, piece, p->first);
    n->after_by = n->after_by && piece.first == i; /* "By" may have a line of its own */
    piece.first = i + 1;
  }
}

static int is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

static int is_small(char c) {
  return c >= 'a' && c <= 'z';
}

/* The bytes of a word glued to the name that ends at end, before a role: "Ann
** LeeTravel Reporter". "McAllister" is no such name: its first part is short. */
static uint32_t glued_role(const names *n, ne_range name, const char *end) {
  const ne_token *last = token_at(n, name.end - 1);
  uint32_t tail = 1;
  while (tail < last->length && is_small(end[-(int32_t)tail])) {
    tail++;
  }
  return last->shape == NE_SHAPE_MIXED && tail >= 4 && last->length >= tail + 3 &&
                 is_capital(end[-(int32_t)tail]) && is_small(end[-(int32_t)tail - 1]) &&
                 is_small(end[-(int32_t)tail - 2]) && name.end < n->tokens->count &&
                 !(token_at(n, name.end)->flags & NE_LINE_BEFORE)
             ? tail
             : 0;
}

/* The name's span, without what scrapers glue to names: "&nbsp", the number of a
** footnote. */
static newsext_span name_span(const names *n, ne_range name) {
  newsext_span span = ne_tokens_span(n->tokens, name.first, name.end);
  const char *p = n->text->bytes + span.start;
  if (span.length > 8 && memcmp(p, "nbsp", 4) == 0) {
    span.start += 4;
    span.length -= 4;
    p += 4;
  }
  while (span.length > 2 && p[span.length - 1] >= '0' && p[span.length - 1] <= '9') {
    span.length--;
  }
  span.length -= glued_role(n, name, p + span.length);
  return span;
}

static void hand_over(const names *n, const ne_range *list, uint32_t count, newsext_article *out) {
  newsext_slice *slices = ne_arena_alloc(n->arena, count ? count : 1, sizeof *slices);
  if (!slices) {
    return;
  }
  for (uint32_t i = 0; i < count; i++) {
    slices[i] = ne_text_folded(n->arena, n->text, name_span(n, list[i]));
  }
  out->byline = slices;
  out->byline_count = count;
}

/* Where "by" stands before some names, lines without it tell of others, but for those that
** follow it directly. */
static void drop_strangers(names *n) {
  uint32_t kept = 0;
  if (!memchr(n->has_by, 1, n->person_count)) {
    return;
  }
  for (uint32_t i = 0; i < n->person_count; i++) {
    if (n->has_by[i]) {
      n->persons[kept++] = n->persons[i];
    }
  }
  n->person_count = kept;
}

/* "Photograph by Ann Lee". */
static int is_credit(const names *n, const ne_paragraph *p) {
  uint32_t entry;
  return ne_tokens_match(n->tokens, n->lexicon, p->first, p->end, NE_LEX_BIT(NE_LEX_PAGE_WORD),
                         &entry) &&
         strcmp(ne_lexicon_value(n->lexicon, entry, NE_LEX_PAGE_WORD), "photo") == 0;
}

/* A line of litter that begins as a byline does and goes on with a day. */
static int is_lost_byline(const names *n, const ne_paragraph *p) {
  if (p->part != NEWSEXT_PART_RESIDUE || token_at(n, p->first)->shape != NE_SHAPE_CAPITAL ||
      !(classes_at(n, p->first) & NE_LEX_BIT(NE_LEX_FIRST_NAME))) {
    return 0;
  }
  for (uint32_t i = p->first + 2; i < p->end; i++) {
    if (classes_at(n, i) & NE_LEX_BIT(NE_LEX_MONTH)) {
      return 1;
    }
  }
  return 0;
}

/* Where names are looked for, one place after the other. */
typedef enum place { PLACE_BYLINES, PLACE_TIMES, PLACE_LITTER, PLACE_COUNT } place;

static int is_looked_at(const names *n, const ne_paragraph *p, place where) {
  const uint32_t most = is_byline_word(n, p->first, "lead") ? 2 * LINE_TOKENS_MAX : LINE_TOKENS_MAX;
  if (p->end - p->first > most || is_credit(n, p)) {
    return 0;
  }
  return where == PLACE_BYLINES ? p->part == NEWSEXT_PART_BYLINE
         : where == PLACE_TIMES ? p->part == NEWSEXT_PART_TIME
                                : is_lost_byline(n, p);
}

static void read_lines(names *n, const ne_lines *lines, place where) {
  uint32_t by = 0; /* 1 + the line that "by" stood in */
  n->in_time = where != PLACE_BYLINES;
  n->after_by = 0;
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    const ne_paragraph *p = &lines->paragraphs[i];
    if (p->part == NEWSEXT_PART_BODY && p->end - p->first > 30 && (n->person_count || n->in_time)) {
      return; /* what comes after the text begins is about others */
    }
    if (is_looked_at(n, p, where)) {
      n->follows_by = by && by == i;
      read_line(n, p);
      by = n->line_has_by || n->follows_by ? i + 1 : by;
    }
  }
}

void ne_bylines_read(ne_arena *arena, const ne_lexicon *lexicon, const ne_text *text,
                     const ne_tokens *tokens, const ne_lines *lines, newsext_article *out) {
  names n;
  memset(&n, 0, sizeof n);
  n.arena = arena;
  n.lexicon = lexicon;
  n.text = text;
  n.tokens = tokens;
  n.outlet = out->outlet;
  for (place where = PLACE_BYLINES; where < PLACE_COUNT; where++) {
    if (!n.person_count && !n.desk_count) {
      read_lines(&n, lines, where);
    }
  }
  drop_strangers(&n);
  if (n.person_count) {
    hand_over(&n, n.persons, n.person_count, out);
  } else {
    hand_over(&n, n.desks, n.desk_count ? 1 : 0, out);
  }
}
