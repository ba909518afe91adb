/* sketch.c: looks at the paragraphs of a page, one after the other. */
#include "sketch.h"

#include <string.h>

static const char *const kind_names[NE_KIND_COUNT] = {
    "advert", "share",   "comment", "related", "video", "subscribe",  "legal",
    "time",   "minutes", "photo",   "pose",    "role",  "wirecredit", "cuehead"};

#define SEEN_SLOTS   4096u /* at most */
#define HEARD_BITS   16384u
#define LONG_TOKENS  64u
#define HEAD_TOKENS  24u
#define TAIL_TOKENS  8u
#define SHORT_TOKENS 60u
#define KIND_TOKENS  12u /* at either end of a paragraph, where page words are looked for */

static const ne_token *token_at(const ne_page_view *view, uint32_t i) {
  return &view->tokens->at[i];
}

/* True for a paragraph that can hardly be anything but running text or a caption. */
static int looks_like_body(const ne_page_view *view, uint32_t i) {
  const ne_paragraph *p = &view->lines->paragraphs[i];
  uint32_t last = p->end - 1;
  if (p->end - p->first < 25) {
    return 0;
  }
  while (last > p->first && (token_at(view, last)->kind == NE_TOKEN_MARK ||
                             token_at(view, last)->kind == NE_TOKEN_CLOSE)) {
    last--;
  }
  return token_at(view, last)->kind == NE_TOKEN_STOP;
}

static uint32_t is_heard(const ne_page_view *view, uint64_t hash) {
  return (uint32_t)(view->heard[hash % HEARD_BITS / 64] >> (hash % 64)) & 1;
}

/* Remembers the words of the first running paragraphs. */
static void hear_body(ne_page_view *view) {
  uint32_t budget = 1500;
  for (uint32_t i = 0; i < view->lines->paragraph_count && i < 500 && budget; i++) {
    const ne_paragraph *p = &view->lines->paragraphs[i];
    uint32_t end;
    if (!looks_like_body(view, i)) {
      continue;
    }
    end = p->end - p->first < budget ? p->end : p->first + budget;
    for (uint32_t t = p->first; t < end; t++) {
      uint64_t hash = token_at(view, t)->hash;
      view->heard[hash % HEARD_BITS / 64] |= UINT64_C(1) << (hash % 64);
    }
    budget -= end - p->first;
  }
}

ne_page_view *ne_page_view_open(ne_arena *arena, const ne_lexicon *lexicon, const ne_text *text,
                                const ne_tokens *tokens, const ne_lines *lines) {
  ne_page_view *view = ne_arena_alloc(arena, 1, sizeof *view);
  uint32_t count = lines->paragraph_count, slots = 64;
  while (slots < SEEN_SLOTS && slots / 4 < count) {
    slots *= 2;
  }
  if (!view) {
    return NULL;
  }
  view->seen = ne_arena_alloc(arena, slots, sizeof *view->seen);
  view->seen_mask = slots - 1;
  view->heard = ne_arena_alloc(arena, HEARD_BITS / 64, sizeof *view->heard);
  if (!view->seen || !view->heard) {
    return NULL;
  }
  view->lexicon = lexicon;
  view->text = text;
  view->tokens = tokens;
  view->lines = lines;
  view->first_body = 0;
  while (view->first_body < count && !looks_like_body(view, view->first_body)) {
    view->first_body++;
  }
  view->last_body = count;
  while (view->last_body > 0 && !looks_like_body(view, view->last_body - 1)) {
    view->last_body--;
  }
  hear_body(view);
  return view;
}

static uint32_t length_bucket(uint32_t tokens) {
  static const uint8_t limits[NE_LIMITS] = {1,  2,  3,  5,  8,   12,  16,  20,
                                            26, 34, 48, 80, 255, 255, 255, 255};
  return ne_limits_below(tokens, limits);
}

/* What a token is at the edge of a paragraph. */
static uint8_t edge(const ne_token *token) {
  if (token->kind == NE_TOKEN_WORD) {
    switch (token->shape) {
    case NE_SHAPE_LOWER:
      return 20;
    case NE_SHAPE_UPPER:
    case NE_SHAPE_ACRONYM:
      return 21;
    default:
      return 22;
    }
  }
  return token->kind;
}

/* The edge at the end: what stands before closing marks counts too. */
static uint8_t end_edge(const ne_page_view *view, const ne_paragraph *p) {
  uint8_t last = edge(token_at(view, p->end - 1));
  if ((last == NE_TOKEN_MARK || last == NE_TOKEN_CLOSE) && p->end - p->first > 1) {
    uint8_t before = edge(token_at(view, p->end - 2));
    if (before == NE_TOKEN_STOP || before == NE_TOKEN_COMMA) {
      return (uint8_t)(last + 24);
    }
  }
  if (last == NE_TOKEN_STOP && view->text->bytes[token_at(view, p->end - 1)->start] != '.') {
    return 40; /* ! ? */
  }
  return last;
}

static int number_is_clock(const ne_page_view *view, const ne_token *token) {
  return memchr(view->text->bytes + token->start, ':', token->length) != NULL;
}

static int number_is_day(const ne_page_view *view, const ne_token *token) {
  const char *p = view->text->bytes + token->start;
  uint32_t separators = 0;
  for (uint32_t i = 0; i < token->length; i++) {
    separators += p[i] == '/' || p[i] == '-' || p[i] == '.';
  }
  return separators == 2 && token->length >= 6;
}

static int kind_of(const ne_page_view *view, uint32_t entry) {
  const char *name = ne_lexicon_value(view->lexicon, entry, NE_LEX_PAGE_WORD);
  for (int k = 0; k < NE_KIND_COUNT; k++) {
    if (name[0] == kind_names[k][0] && strcmp(name, kind_names[k]) == 0) {
      return k;
    }
  }
  return NE_KIND_ADVERT;
}

/* Adds the page words of a paragraph's head and tail to its sketch. */
static void sketch_kinds(const ne_page_view *view, const ne_paragraph *p, ne_sketch *s) {
  const uint32_t head_end = p->first + KIND_TOKENS, tail = p->end - KIND_TOKENS;
  const uint32_t gap = p->end - p->first > 2 * KIND_TOKENS ? head_end : p->end;
  for (uint32_t i = p->first; i < p->end;) {
    uint32_t entry = 0, length;
    if (i == gap) {
      i = tail;
    }
    length = ne_tokens_match(view->tokens, view->lexicon, i, p->end, NE_LEX_BIT(NE_LEX_PAGE_WORD),
                             &entry);
    if (length) {
      uint16_t bit = (uint16_t)(1u << kind_of(view, entry));
      s->kinds |= bit;
      if (i <= p->first + 1) {
        s->first_kinds |= bit;
      }
      s->covered = (uint8_t)(s->covered + length);
    }
    i += length ? length : 1;
  }
}

/* The classes that a word tells something by. */
#define TIMES  (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_ZONE))
#define BODIES (NE_LEX_BIT(NE_LEX_AGENCY) | NE_LEX_BIT(NE_LEX_OUTLET))
#define TELLING                                                                                    \
  (TIMES | BODIES | NE_LEX_BIT(NE_LEX_CUE_VERB) | NE_LEX_BIT(NE_LEX_PRONOUN) |                     \
   NE_LEX_BIT(NE_LEX_FINITE_VERB))

/* Of a word on the list finite_verb. */
static uint32_t verb_flag(const ne_page_view *view, uint32_t entry) {
  switch (ne_lexicon_value(view->lexicon, entry, NE_LEX_FINITE_VERB)[1]) {
  case 'a':
    return NE_HAS_PAST;
  case 'r':
    return NE_HAS_PRESENT;
  default:
    return NE_HAS_MODAL;
  }
}

/* True where a year of four digits stands within the four tokens after a month. */
static int ends_in_year(const ne_page_view *view, uint32_t i) {
  for (uint32_t k = i + 1; k < view->tokens->count && k <= i + 4; k++) {
    const ne_token *token = token_at(view, k);
    if (token->kind == NE_TOKEN_NUMBER && token->length == 4 &&
        memchr("12", view->text->bytes[token->start], 2)) {
      return 1;
    }
  }
  return 0;
}

/* "you", "your"; "we", "our", "I". */
static uint32_t person_flag(const ne_page_view *view, uint32_t entry) {
  switch (ne_lexicon_value(view->lexicon, entry, NE_LEX_PRONOUN)[0]) {
  case '1':
    return NE_HAS_WE;
  case '2':
    return NE_HAS_YOU;
  default:
    return 0;
  }
}

static void sketch_telling(const ne_page_view *view, uint32_t i, ne_sketch *s, uint64_t classes) {
  const ne_token *token = token_at(view, i);
  s->times = (uint8_t)(s->times + ((classes & TIMES) != 0));
  s->flags |= classes & NE_LEX_BIT(NE_LEX_CUE_VERB) ? NE_HAS_CUE : 0;
  if (classes & NE_LEX_BIT(NE_LEX_PRONOUN)) {
    s->flags |= NE_HAS_PRONOUN | person_flag(view, token->entry);
  }
  s->flags |= classes & NE_LEX_BIT(NE_LEX_FINITE_VERB) ? verb_flag(view, token->entry) : 0;
  if (token->shape != NE_SHAPE_LOWER) {
    s->flags |= classes & NE_LEX_BIT(NE_LEX_AGENCY) ? NE_HAS_AGENCY : 0;
    s->flags |= classes & NE_LEX_BIT(NE_LEX_OUTLET) ? NE_HAS_OUTLET : 0;
  }
  if ((classes & NE_LEX_BIT(NE_LEX_MONTH)) &&
      ((i + 1 < view->tokens->count && token[1].kind == NE_TOKEN_NUMBER) ||
       (i > 0 && token[-1].kind == NE_TOKEN_NUMBER))) {
    s->flags |= NE_HAS_DAY;
    s->flags |= ends_in_year(view, i) ? NE_HAS_YEAR : 0;
  }
}

/* Takes up what a token tells that does not go with the most of them. */
static void sketch_token(const ne_page_view *view, uint32_t i, ne_sketch *s) {
  const ne_token *token = token_at(view, i);
  switch (token->kind) {
  case NE_TOKEN_WORD:
    sketch_telling(view, i, s, ne_lexicon_classes(view->lexicon, token->entry));
    break;
  case NE_TOKEN_NUMBER:
    s->words++;
    s->numbers++;
    s->times++;
    s->flags |= number_is_clock(view, token) ? NE_HAS_CLOCK : 0;
    s->flags |= number_is_day(view, token) ? NE_HAS_DAY : 0;
    break;
  case NE_TOKEN_ADDRESS:
    s->words++;
    s->flags |= NE_HAS_ADDRESS;
    break;
  case NE_TOKEN_MARK:
    s->flags |= NE_HAS_MARK;
    break;
  case NE_TOKEN_STOP:
    s->stops++;
    break;
  case NE_TOKEN_SYMBOL:
    s->symbols++;
    break;
  default:
    break;
  }
}

/* Counts the words of [first, end), no more than LONG_TOKENS, by their shapes: without
** branches, which would be guesses. Lists the other tokens that tell something. */
static void sketch_tokens(const ne_page_view *view, uint32_t first, uint32_t end, ne_sketch *s,
                          uint32_t counts[4]) {
  /* The classes that tokens of a kind tell something by. */
  static const uint64_t told_by[] = {
      [NE_TOKEN_WORD] = TELLING,    [NE_TOKEN_NUMBER] = NE_LEX_ANY, [NE_TOKEN_ADDRESS] = NE_LEX_ANY,
      [NE_TOKEN_MARK] = NE_LEX_ANY, [NE_TOKEN_STOP] = NE_LEX_ANY,   [NE_TOKEN_SYMBOL] = NE_LEX_ANY};
  /* Those of counts, in the bytes of one number. */
  static const uint32_t shape_counts[] = {
      [NE_SHAPE_LOWER] = 1,        [NE_SHAPE_CAPITAL] = 1 << 8, [NE_SHAPE_UPPER] = 0x10100,
      [NE_SHAPE_INITIAL] = 1 << 8, [NE_SHAPE_ACRONYM] = 1 << 8, [NE_SHAPE_MIXED] = 1 << 8};
  uint32_t telling[LONG_TOKENS], listed = 0, words = 0, functions = 0, shapes = 0;
  uint64_t hash = NE_PHRASE_START;
  for (uint32_t i = first; i < end; i++) {
    const ne_token *token = token_at(view, i);
    const uint64_t classes = ne_lexicon_classes(view->lexicon, token->entry);
    const uint32_t word = token->kind == NE_TOKEN_WORD;
    const uint32_t function = word & (uint32_t)(classes >> NE_LEX_FUNCTION_WORD);
    const uint32_t weighty = word ^ function;
    hash = (hash ^ token->hash) * UINT64_C(0xD1342543DE82EF95);
    words += word;
    functions += function;
    shapes += (shape_counts[token->shape] | is_heard(view, token->hash) << 24) & -weighty;
    telling[listed] = i;
    listed += ((classes | NE_LEX_ANY) & told_by[token->kind]) != 0;
  }
  for (uint32_t k = 0; k < 4; k++) {
    counts[k] += shapes >> 8 * k & 0xFF;
  }
  s->hash = hash;
  s->words = (uint8_t)(s->words + words);
  s->function_words = (uint8_t)(s->function_words + functions);
  for (uint32_t k = 0; k < listed; k++) {
    sketch_token(view, telling[k], s);
  }
}

static uint8_t style_of(const ne_page_view *view, const ne_paragraph *p, const uint32_t counts[4]) {
  uint32_t weighty = counts[0] + counts[1];
  if (weighty == 0) {
    return NE_STYLE_NONE;
  }
  if (10 * counts[2] >= 8 * weighty) {
    return NE_STYLE_UPPER;
  }
  if (counts[1] == 0) {
    return NE_STYLE_LOWER;
  }
  if (10 * counts[1] >= 8 * weighty) {
    return NE_STYLE_TITLE;
  }
  return token_at(view, p->first)->shape == NE_SHAPE_LOWER ? NE_STYLE_LOWER : NE_STYLE_SENTENCE;
}

/* "WASHINGTON -", "London (AFP) -", "(CNN)" at the beginning; "SMITH:". */
static uint32_t opening_flags(const ne_page_view *view, const ne_paragraph *p) {
  uint32_t flags = 0, uppers = 0;
  int agency = 0;
  for (uint32_t i = p->first; i < p->end && i < p->first + 16; i++) {
    const ne_token *token = token_at(view, i);
    uint64_t classes = ne_lexicon_classes(view->lexicon, token->entry);
    if (token->kind == NE_TOKEN_WORD) {
      uppers += token->shape == NE_SHAPE_UPPER || token->shape == NE_SHAPE_ACRONYM;
      agency |= (classes & BODIES) != 0;
      if (token->shape == NE_SHAPE_LOWER) {
        break;
      }
    } else if (token->kind == NE_TOKEN_DASH && i > p->first && (uppers || agency)) {
      flags |= NE_HAS_DATELINE;
    } else if (token->kind == NE_TOKEN_CLOSE && agency) {
      flags |= NE_HAS_DATELINE;
    } else if (token->kind == NE_TOKEN_COLON) {
      flags |= i > p->first && uppers ? NE_HAS_LABEL : 0;
      break;
    } else if (token->kind == NE_TOKEN_STOP || token->kind == NE_TOKEN_MARK) {
      break;
    }
  }
  return flags;
}

static uint64_t word_kinds(const ne_page_view *view, uint32_t i) {
  uint32_t entry = token_at(view, i)->entry;
  uint64_t classes = ne_lexicon_classes(view->lexicon, entry);
  return classes & NE_LEX_BIT(NE_LEX_PAGE_WORD) ? UINT64_C(1) << kind_of(view, entry) : 0;
}

#define INSIDE      128u /* of a bracket: a bit beside NE_TAIL_... */
#define TAIL_REACH  12u  /* tokens that end a paragraph */
#define PHOTO_REACH 48u  /* where a credit may stand before them */

static int is_picture_word(const ne_page_view *view, uint32_t i) {
  return (word_kinds(view, i) >> NE_KIND_PHOTO & 1) != 0;
}

/* The bits that a token adds to those of the tokens before it. */
static uint32_t tail_bits(const ne_page_view *view, uint32_t i, uint32_t tail) {
  const ne_token *token = token_at(view, i);
  if (token->kind == NE_TOKEN_SYMBOL) {
    const char c = view->text->bytes[token->start];
    tail |= c == '/' ? NE_TAIL_SLASH : 0;
    tail |= c == '/' && (tail & INSIDE) ? NE_TAIL_BRACKET : 0;
    tail |= (unsigned char)c == 0xC2 && token->length == 2 ? NE_TAIL_SIGN : 0;
  } else if (token->kind == NE_TOKEN_STOP) {
    tail |= NE_TAIL_NAMES;
  } else if (token->kind == NE_TOKEN_WORD) {
    const int is_lower = token->shape == NE_SHAPE_LOWER;
    const int picture = is_picture_word(view, i);
    const int agency = !is_lower && (ne_lexicon_classes(view->lexicon, token->entry) &
                                     NE_LEX_BIT(NE_LEX_AGENCY)) != 0;
    tail |= (picture || agency) && (tail & INSIDE) ? NE_TAIL_BRACKET : 0;
    tail &= is_lower ? ~(uint32_t)NE_TAIL_NAMES : tail;
    tail |= agency ? NE_TAIL_AGENCY : 0;
    tail |= picture && !is_lower ? NE_TAIL_PICTURE : 0;
  }
  return tail;
}

/* True for "AP Photo/...", "REUTERS/...", ".../Getty" in tokens [begin, end). */
static int has_credit(const ne_page_view *view, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    const ne_token *token = token_at(view, i);
    if (token->kind == NE_TOKEN_SYMBOL && view->text->bytes[token->start] == '/' && i > begin &&
        i + 1 < end) {
      const uint64_t classes = ne_lexicon_classes(view->lexicon, token[-1].entry) |
                               ne_lexicon_classes(view->lexicon, token[1].entry);
      if ((classes & NE_LEX_BIT(NE_LEX_AGENCY)) || is_picture_word(view, i - 1)) {
        return 1;
      }
    }
  }
  return 0;
}

/* How a credit may end the paragraph. */
static uint8_t tail_of(const ne_page_view *view, const ne_paragraph *p, const ne_sketch *s) {
  const uint32_t begin = p->end - p->first > TAIL_REACH ? p->end - TAIL_REACH : p->first;
  const uint32_t before = begin - p->first > PHOTO_REACH ? begin - PHOTO_REACH : p->first;
  const int closes = token_at(view, p->end - 1)->kind == NE_TOKEN_CLOSE;
  const int seen_all = s->tokens <= LONG_TOKENS;
  uint32_t tail = 0;
  if ((s->symbols || !seen_all) && has_credit(view, before, begin)) {
    tail = NE_TAIL_EARLIER;
  }
  for (uint32_t i = begin; i < p->end; i++) {
    tail |= token_at(view, i)->kind == NE_TOKEN_OPEN && closes ? INSIDE : 0;
    tail = tail_bits(view, i, tail);
  }
  if (token_at(view, p->end - 1)->kind != NE_TOKEN_WORD) {
    tail &= ~(uint32_t)NE_TAIL_NAMES;
  }
  return (uint8_t)(tail & ~INSIDE);
}

/* Whether words that begin with capitals may be a person's name: few first names of the world
** are on any list. */
static uint8_t name_of(const ne_page_view *view, uint32_t first, uint32_t end) {
  const uint64_t names = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME) |
                         NE_LEX_BIT(NE_LEX_NAME_PARTICLE) | NE_LEX_BIT(NE_LEX_NAME_SUFFIX);
  if (ne_lexicon_classes(view->lexicon, token_at(view, first)->entry) &
      NE_LEX_BIT(NE_LEX_FIRST_NAME)) {
    return NE_WHOLE_PERSON;
  }
  for (uint32_t i = first; i < end; i++) {
    const ne_token *token = token_at(view, i);
    if (token->entry && token->shape != NE_SHAPE_INITIAL &&
        !(ne_lexicon_classes(view->lexicon, token->entry) & names)) {
      return NE_WHOLE_NONE;
    }
  }
  return NE_WHOLE_UNKNOWN;
}

/* What a short paragraph is as a whole. */
static uint8_t whole_of(const ne_page_view *view, const ne_paragraph *p, const ne_sketch *s) {
  uint32_t entry, first = p->first, capitals = 0, end = p->end;
  if (s->words == 0 || s->tokens > 12) {
    return NE_WHOLE_NONE;
  }
  if (s->covered >= s->words) {
    return NE_WHOLE_PAGE_WORDS;
  }
  if (s->numbers == s->words && !(s->flags & (NE_HAS_DAY | NE_HAS_CLOCK))) {
    return NE_WHOLE_NUMBER;
  }
  if (s->times + s->covered >= s->words) {
    return NE_WHOLE_TIME;
  }
  while (end > first && token_at(view, end - 1)->kind >= NE_TOKEN_STOP) {
    end--;
  }
  if (s->flags & NE_STARTS_BY) {
    first++;
  }
  for (uint32_t i = first; i < end; i++) {
    capitals +=
        token_at(view, i)->kind == NE_TOKEN_WORD && token_at(view, i)->shape != NE_SHAPE_LOWER;
  }
  if (first == end || capitals < end - first) {
    return capitals && capitals + 1 >= end - first ? NE_WHOLE_NAMES : NE_WHOLE_NONE;
  }
  if (ne_tokens_match(view->tokens, view->lexicon, first, end, BODIES, &entry) == end - first) {
    return NE_WHOLE_BODY;
  }
  if (ne_tokens_match(view->tokens, view->lexicon, first, end,
                      NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_COUNTRY),
                      &entry) == end - first) {
    return NE_WHOLE_PLACE;
  }
  return end - first >= 2 && end - first <= 4 ? name_of(view, first, end) : NE_WHOLE_NONE;
}

/* True where a paragraph of the same words came before; remembers it. */
static int see(ne_page_view *view, uint64_t hash) {
  uint32_t slot = (uint32_t)(hash >> 40);
  for (uint32_t step = 0; step < 8; step++) {
    uint64_t *at = &view->seen[(slot + step) & view->seen_mask];
    if (*at == hash) {
      return 1;
    }
    if (*at == 0) {
      *at = hash;
      return 0;
    }
  }
  return 0;
}

static int ends_in(const ne_page_view *view, const ne_token *token, const char *ending) {
  const uint32_t length = (uint32_t)strlen(ending);
  return token->length > length + 2 &&
         memcmp(view->text->bytes + token->start + token->length - length, ending, length) == 0;
}

static uint8_t lead_of_word(const ne_page_view *view, const ne_token *token) {
  const uint64_t classes = ne_lexicon_classes(view->lexicon, token->entry);
  if (classes & NE_LEX_BIT(NE_LEX_FINITE_VERB)) {
    const uint32_t flag = verb_flag(view, token->entry);
    return flag == NE_HAS_PAST      ? NE_LEAD_PAST
           : flag == NE_HAS_PRESENT ? NE_LEAD_PRESENT
                                    : NE_LEAD_MODAL;
  }
  if (classes & NE_LEX_BIT(NE_LEX_PREPOSITION)) {
    return NE_LEAD_PREPOSITION;
  }
  if (classes & NE_LEX_BIT(NE_LEX_FUNCTION_WORD)) {
    return NE_LEAD_FUNCTION;
  }
  return ends_in(view, token, "ing")  ? NE_LEAD_ING
         : ends_in(view, token, "ed") ? NE_LEAD_ED
         : ends_in(view, token, "s")  ? NE_LEAD_S
                                      : NE_LEAD_OTHER;
}

/* Looks at the first words only. */
static uint8_t lead_of(const ne_page_view *view, const ne_paragraph *p) {
  for (uint32_t i = p->first + 1; i < p->end && i < p->first + HEAD_TOKENS; i++) {
    const ne_token *token = token_at(view, i);
    if (token->kind == NE_TOKEN_WORD && token->shape == NE_SHAPE_LOWER) {
      return lead_of_word(view, token);
    }
  }
  return NE_LEAD_NONE;
}

/* True for a paragraph that ends as a sentence does. */
static int ends_sentence(const ne_page_view *view, uint32_t i) {
  const ne_paragraph *p = &view->lines->paragraphs[i];
  uint32_t last = p->end - 1;
  while (last > p->first && (token_at(view, last)->kind == NE_TOKEN_MARK ||
                             token_at(view, last)->kind == NE_TOKEN_CLOSE)) {
    last--;
  }
  return p->end - p->first >= 6 && token_at(view, last)->kind == NE_TOKEN_STOP;
}

#define FAR 6u /* lines; more are all the same */

/* How far the paragraphs before and after that end as sentences are. */
static void sketch_gaps(ne_page_view *view, uint32_t i, ne_sketch *s) {
  const uint32_t count = view->lines->paragraph_count;
  if (view->next_stop <= i) {
    view->next_stop = i + 1;
  }
  while (view->next_stop < count && !ends_sentence(view, view->next_stop)) {
    view->next_stop++;
  }
  s->after = (uint8_t)(view->next_stop == count    ? FAR + 1
                       : view->next_stop > i + FAR ? FAR
                                                   : view->next_stop - i);
  s->before = (uint8_t)(view->last_stop == 0            ? FAR + 1
                        : i + 1 - view->last_stop > FAR ? FAR
                                                        : i + 1 - view->last_stop);
  if (ends_sentence(view, i)) {
    view->last_stop = i + 1;
  }
}

static uint64_t name_at(const ne_page_view *view, uint32_t i) {
  return token_at(view, i)->hash ^ (token_at(view, i + 1)->hash << 1);
}

/* Remembers the names of bylines; finds paragraphs further down that begin with one. */
static void sketch_author(ne_page_view *view, const ne_paragraph *p, ne_sketch *s) {
  const uint32_t first = s->flags & NE_STARTS_BY ? p->first + 1 : p->first;
  const uint32_t bullet = p->end - p->first > 3 && token_at(view, p->first)->kind != NE_TOKEN_WORD;
  if (p->end - p->first >= 3 + bullet) {
    for (uint32_t k = 0; k < view->author_count; k++) {
      s->flags |= view->authors[k] == name_at(view, p->first + bullet) ? NE_HAS_AUTHOR : 0;
    }
  }
  if (view->author_count < NE_AUTHORS && p->end - first >= 2 && s->tokens <= 16 &&
      (first > p->first || s->whole == NE_WHOLE_PERSON)) {
    view->authors[view->author_count++] = name_at(view, first);
  }
}

/* Sketches the next paragraph into the ring. */
static void sketch_next(ne_page_view *view) {
  uint32_t i = view->next++;
  const ne_paragraph *p = &view->lines->paragraphs[i];
  const ne_sketch *before = &view->around[(i + NE_SKETCH_RING - 1) % NE_SKETCH_RING];
  const ne_token *first = token_at(view, p->first);
  uint64_t classes = ne_lexicon_classes(view->lexicon, first->entry);
  uint32_t counts[4] = {0, 0, 0, 0}; /* small, capital, upper, heard */
  ne_sketch s;
  memset(&s, 0, sizeof s);
  s.tokens = p->end - p->first;
  s.length = (uint8_t)length_bucket(s.tokens);
  s.blank_before = p->blank_before;
  s.first = first->hash;
  s.second = s.tokens > 1 ? first[1].hash : 0;
  s.last = token_at(view, p->end - 1)->hash;
  s.start = edge(first);
  s.end = end_edge(view, p);
  if (s.tokens > LONG_TOKENS) {
    sketch_tokens(view, p->first, p->first + HEAD_TOKENS, &s, counts);
    sketch_tokens(view, p->end - TAIL_TOKENS, p->end, &s, counts);
  } else {
    sketch_tokens(view, p->first, p->end, &s, counts);
  }
  s.style = style_of(view, p, counts);
  s.overlap = (uint8_t)(counts[0] + counts[1] ? 4 * counts[3] / (counts[0] + counts[1]) : 5);
  s.flags |= opening_flags(view, p);
  s.flags |=
      *ne_lexicon_value(view->lexicon, first->entry, NE_LEX_BYLINE_WORD) == 'l' ? NE_STARTS_BY : 0;
  s.flags |= (classes & NE_LEX_BIT(NE_LEX_FIRST_NAME)) && first->shape != NE_SHAPE_LOWER
                 ? NE_STARTS_NAME
                 : 0;
  s.flags |=
      classes & (NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_COUNTRY)) ? NE_STARTS_PLACE : 0;
  if (s.tokens <= SHORT_TOKENS) {
    s.flags |= i > 0 && before->hash == s.hash ? NE_IS_REPEATED : 0;
    s.flags |= see(view, s.hash) ? NE_IS_SEEN : 0;
  } else {
    s.hash = 0;
    s.flags |= NE_IS_LONG;
  }
  sketch_kinds(view, p, &s);
  s.whole = whole_of(view, p, &s);
  s.tail = tail_of(view, p, &s);
  s.lead = lead_of(view, p);
  sketch_gaps(view, i, &s);
  sketch_author(view, p, &s);
  view->around[i % NE_SKETCH_RING] = s;
}

void ne_page_view_reach(ne_page_view *view, uint32_t i) {
  while (view->next < view->lines->paragraph_count && view->next <= i + NE_NEIGHBOURS) {
    sketch_next(view);
  }
}
