/* part.c: features of paragraphs, and the best chain of parts. */
#include "part.h"

#include <string.h>

/* ---- What a paragraph looks like ------------------------------------------- */

/* The values of the list page_word, in any order. */
typedef enum kind {
  KIND_ADVERT,
  KIND_SHARE,
  KIND_COMMENT,
  KIND_RELATED,
  KIND_VIDEO,
  KIND_SUBSCRIBE,
  KIND_LEGAL,
  KIND_TIME,
  KIND_MINUTES,
  KIND_PHOTO,
  KIND_POSE,
  KIND_ROLE,
  KIND_WIRECREDIT,
  KIND_CUEHEAD,
  KIND_COUNT
} kind;

static const char *const kind_names[KIND_COUNT] = {
    "advert", "share",   "comment", "related", "video", "subscribe",  "legal",
    "time",   "minutes", "photo",   "pose",    "role",  "wirecredit", "cuehead"};

enum {
  HAS_MARK = 1 << 0,
  HAS_CUE = 1 << 1,
  HAS_PRONOUN = 1 << 2,
  HAS_ADDRESS = 1 << 3,
  HAS_DAY = 1 << 4,   /* "Nov. 19", "30/04/2024" */
  HAS_CLOCK = 1 << 5, /* "09:10" */
  HAS_AGENCY = 1 << 6,
  HAS_OUTLET = 1 << 7,
  STARTS_BY = 1 << 8,
  STARTS_NAME = 1 << 9,
  STARTS_PLACE = 1 << 10,
  HAS_DATELINE = 1 << 11, /* "WASHINGTON -", "(Reuters) -" */
  HAS_LABEL = 1 << 12,    /* "SMITH:", "Q:" */
  IS_REPEATED = 1 << 13,  /* the same as the one before */
  IS_SEEN = 1 << 14,      /* the same as an earlier one */
  IS_LONG = 1 << 15
};

typedef enum style {
  STYLE_NONE,
  STYLE_SENTENCE, /* some words begin small, the first not */
  STYLE_LOWER,
  STYLE_TITLE, /* words of weight begin with capitals */
  STYLE_UPPER
} style;

typedef struct sketch {
  uint64_t hash, first, second, last; /* of all, the first, second and last tokens */
  uint32_t tokens;
  uint32_t flags;
  uint16_t kinds, first_kinds;                     /* bits of kind, anywhere and at the beginning */
  uint8_t words, function_words, numbers, covered; /* covered: words on the list page_word */
  uint8_t length;                                  /* bucket of tokens */
  uint8_t start, end;                              /* edges */
  uint8_t style, overlap, blank_before;
  uint8_t times; /* words of date and time */
  uint8_t whole; /* what the paragraph is as a whole */
  uint8_t tail;  /* how a credit may end it: bits */
} sketch;

/* What a short paragraph is as a whole. */
enum {
  WHOLE_NONE,
  WHOLE_PERSON,
  WHOLE_BODY,
  WHOLE_PLACE,
  WHOLE_PAGE_WORDS,
  WHOLE_TIME,
  WHOLE_NAMES
};

/* How a paragraph ends. */
enum {
  TAIL_BRACKET = 1, /* a bracket that an agency or a picture's word stands in */
  TAIL_AGENCY = 2,
  TAIL_SLASH = 4,   /* "Name/Agency" */
  TAIL_PICTURE = 8, /* "Photograph: ..." */
  TAIL_SIGN = 16    /* the copyright sign */
};

#define SEEN_SLOTS   4096u /* at most */
#define HEARD_BITS   16384u
#define NEIGHBOURS   2u
#define LONG_TOKENS  64u
#define HEAD_TOKENS  24u
#define TAIL_TOKENS  8u
#define SHORT_TOKENS 60u
#define KIND_TOKENS  12u /* at either end of a paragraph, where page words are looked for */

struct ne_page_view {
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  const ne_lines *lines;
  uint32_t first_body, last_body;    /* paragraphs that look like running text */
  uint32_t next;                     /* paragraph to be sketched next */
  sketch around[2 * NEIGHBOURS + 1]; /* a ring: of paragraph i at i % 5 */
  uint64_t *seen;                    /* hashes of paragraphs so far */
  uint32_t seen_mask;                /* its slots, without one */
  uint8_t heard[HEARD_BITS / 8];     /* words of the running text */
};

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

static int is_heard(const ne_page_view *view, uint64_t hash) {
  return view->heard[hash % HEARD_BITS / 8] >> (hash % 8) & 1;
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
      view->heard[hash % HEARD_BITS / 8] |= (uint8_t)(1 << (hash % 8));
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
  if (!view->seen) {
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

static uint32_t bucket(uint32_t n, const uint8_t *limits, uint32_t count) {
  uint32_t b = 0;
  while (b < count && n > limits[b]) {
    b++;
  }
  return b;
}

static uint32_t length_bucket(uint32_t tokens) {
  static const uint8_t limits[] = {1, 2, 3, 5, 8, 12, 16, 20, 26, 34, 48, 80};
  return bucket(tokens, limits, sizeof limits);
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
  for (int k = 0; k < KIND_COUNT; k++) {
    if (name[0] == kind_names[k][0] && strcmp(name, kind_names[k]) == 0) {
      return k;
    }
  }
  return KIND_ADVERT;
}

/* Adds the page words of a paragraph's head and tail to its sketch. */
static void sketch_kinds(const ne_page_view *view, const ne_paragraph *p, sketch *s) {
  const uint64_t begins = NE_LEX_BIT(NE_LEX_PAGE_WORD) | NE_LEX_BIT(NE_LEX_PHRASE_START);
  for (uint32_t i = p->first; i < p->end;) {
    uint32_t entry = 0, length = 0;
    if (i == p->first + KIND_TOKENS && p->end - i > KIND_TOKENS) {
      i = p->end - KIND_TOKENS;
    }
    if (ne_lexicon_classes(view->lexicon, token_at(view, i)->entry) & begins) {
      length = ne_tokens_match(view->tokens, view->lexicon, i, p->end, NE_LEX_BIT(NE_LEX_PAGE_WORD),
                               &entry);
    }
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
#define TIMES   (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_ZONE))
#define BODIES  (NE_LEX_BIT(NE_LEX_AGENCY) | NE_LEX_BIT(NE_LEX_OUTLET))
#define TELLING (TIMES | BODIES | NE_LEX_BIT(NE_LEX_CUE_VERB) | NE_LEX_BIT(NE_LEX_PRONOUN))

static void sketch_telling(const ne_page_view *view, uint32_t i, sketch *s, uint64_t classes) {
  const ne_token *token = token_at(view, i);
  s->times = (uint8_t)(s->times + ((classes & TIMES) != 0));
  s->flags |= classes & NE_LEX_BIT(NE_LEX_CUE_VERB) ? HAS_CUE : 0;
  s->flags |= classes & NE_LEX_BIT(NE_LEX_PRONOUN) ? HAS_PRONOUN : 0;
  if (token->shape != NE_SHAPE_LOWER) {
    s->flags |= classes & NE_LEX_BIT(NE_LEX_AGENCY) ? HAS_AGENCY : 0;
    s->flags |= classes & NE_LEX_BIT(NE_LEX_OUTLET) ? HAS_OUTLET : 0;
  }
  if ((classes & NE_LEX_BIT(NE_LEX_MONTH)) &&
      ((i + 1 < view->tokens->count && token[1].kind == NE_TOKEN_NUMBER) ||
       (i > 0 && token[-1].kind == NE_TOKEN_NUMBER))) {
    s->flags |= HAS_DAY;
  }
}

static void sketch_word(const ne_page_view *view, uint32_t i, sketch *s, uint32_t counts[4]) {
  const ne_token *token = token_at(view, i);
  const uint64_t classes = ne_lexicon_classes(view->lexicon, token->entry);
  if (classes & NE_LEX_BIT(NE_LEX_FUNCTION_WORD)) {
    s->function_words++;
  } else {
    counts[0] += token->shape == NE_SHAPE_LOWER;
    counts[1] += token->shape > NE_SHAPE_LOWER;
    counts[2] += token->shape == NE_SHAPE_UPPER;
    counts[3] += is_heard(view, token->hash) != 0;
  }
  if (classes & TELLING) {
    sketch_telling(view, i, s, classes);
  }
}

static void sketch_token(const ne_page_view *view, uint32_t i, sketch *s, uint32_t counts[4]) {
  const ne_token *token = token_at(view, i);
  switch (token->kind) {
  case NE_TOKEN_WORD:
    s->words++;
    sketch_word(view, i, s, counts);
    break;
  case NE_TOKEN_NUMBER:
    s->words++;
    s->numbers++;
    s->times++;
    s->flags |= number_is_clock(view, token) ? HAS_CLOCK : 0;
    s->flags |= number_is_day(view, token) ? HAS_DAY : 0;
    break;
  case NE_TOKEN_ADDRESS:
    s->words++;
    s->flags |= HAS_ADDRESS;
    break;
  case NE_TOKEN_MARK:
    s->flags |= HAS_MARK;
    break;
  default:
    break;
  }
}

static void sketch_tokens(const ne_page_view *view, const ne_paragraph *p, sketch *s,
                          uint32_t counts[4]) {
  uint32_t t = p->first, end = s->tokens > LONG_TOKENS ? t + HEAD_TOKENS : p->end;
  for (;;) {
    for (; t < end; t++) {
      sketch_token(view, t, s, counts);
    }
    if (end == p->end) {
      return;
    }
    t = p->end - TAIL_TOKENS;
    end = p->end;
  }
}

static uint8_t style_of(const ne_page_view *view, const ne_paragraph *p, const uint32_t counts[4]) {
  uint32_t weighty = counts[0] + counts[1];
  if (weighty == 0) {
    return STYLE_NONE;
  }
  if (10 * counts[2] >= 8 * weighty) {
    return STYLE_UPPER;
  }
  if (counts[1] == 0) {
    return STYLE_LOWER;
  }
  if (10 * counts[1] >= 8 * weighty) {
    return STYLE_TITLE;
  }
  return token_at(view, p->first)->shape == NE_SHAPE_LOWER ? STYLE_LOWER : STYLE_SENTENCE;
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
      flags |= HAS_DATELINE;
    } else if (token->kind == NE_TOKEN_CLOSE && agency) {
      flags |= HAS_DATELINE;
    } else if (token->kind == NE_TOKEN_COLON) {
      flags |= i > p->first && uppers ? HAS_LABEL : 0;
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

/* How a credit may end the paragraph. */
static uint8_t tail_of(const ne_page_view *view, const ne_paragraph *p) {
  uint32_t begin = p->end - p->first > 12 ? p->end - 12 : p->first;
  uint32_t tail = 0;
  int closes = token_at(view, p->end - 1)->kind == NE_TOKEN_CLOSE;
  for (uint32_t i = begin; i < p->end; i++) {
    const ne_token *token = token_at(view, i);
    uint64_t classes = ne_lexicon_classes(view->lexicon, token->entry);
    if (token->kind == NE_TOKEN_OPEN && closes) {
      tail |= 32; /* inside the bracket from here */
    } else if (token->kind == NE_TOKEN_SYMBOL) {
      char c = view->text->bytes[token->start];
      tail |= c == '/' ? TAIL_SLASH : 0;
      tail |= c == '/' && (tail & 32) ? TAIL_BRACKET : 0;
      tail |= (unsigned char)c == 0xC2 && token->length == 2 ? TAIL_SIGN : 0;
    } else if (token->kind == NE_TOKEN_WORD) {
      int picture = (word_kinds(view, i) >> KIND_PHOTO & 1) != 0;
      int agency = token->shape != NE_SHAPE_LOWER && (classes & NE_LEX_BIT(NE_LEX_AGENCY)) != 0;
      tail |= (picture || agency) && (tail & 32) ? TAIL_BRACKET : 0;
      tail |= agency ? TAIL_AGENCY : 0;
      tail |= picture && token->shape != NE_SHAPE_LOWER ? TAIL_PICTURE : 0;
    }
  }
  return (uint8_t)(tail & 31);
}

/* What a short paragraph is as a whole. */
static uint8_t whole_of(const ne_page_view *view, const ne_paragraph *p, const sketch *s) {
  uint32_t entry, first = p->first, capitals = 0, end = p->end;
  if (s->words == 0 || s->tokens > 12) {
    return WHOLE_NONE;
  }
  if (s->covered >= s->words) {
    return WHOLE_PAGE_WORDS;
  }
  if (s->times + s->covered >= s->words) {
    return WHOLE_TIME;
  }
  while (end > first && token_at(view, end - 1)->kind >= NE_TOKEN_STOP) {
    end--;
  }
  if (s->flags & STARTS_BY) {
    first++;
  }
  for (uint32_t i = first; i < end; i++) {
    capitals +=
        token_at(view, i)->kind == NE_TOKEN_WORD && token_at(view, i)->shape != NE_SHAPE_LOWER;
  }
  if (first == end || capitals < end - first) {
    return capitals && capitals + 1 >= end - first ? WHOLE_NAMES : WHOLE_NONE;
  }
  if (ne_tokens_match(view->tokens, view->lexicon, first, end, BODIES, &entry) == end - first) {
    return WHOLE_BODY;
  }
  if (ne_tokens_match(view->tokens, view->lexicon, first, end,
                      NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_COUNTRY),
                      &entry) == end - first) {
    return WHOLE_PLACE;
  }
  if (end - first >= 2 && end - first <= 4 &&
      (ne_lexicon_classes(view->lexicon, token_at(view, first)->entry) &
       NE_LEX_BIT(NE_LEX_FIRST_NAME))) {
    return WHOLE_PERSON;
  }
  return WHOLE_NONE;
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

static uint64_t by_hash(void) {
  return ne_word_hash("by", 2);
}

/* The hash of all tokens of a paragraph, by which it is known again. */
static uint64_t hash_of(const ne_page_view *view, const ne_paragraph *p) {
  uint64_t hash = NE_PHRASE_START;
  for (uint32_t t = p->first; t < p->end; t++) {
    hash = (hash ^ token_at(view, t)->hash) * UINT64_C(0xD1342543DE82EF95);
    hash ^= hash >> 32;
  }
  return hash;
}

/* Sketches the next paragraph into the ring. */
static void sketch_next(ne_page_view *view) {
  uint32_t i = view->next++;
  const ne_paragraph *p = &view->lines->paragraphs[i];
  const sketch *before = &view->around[(i + 2 * NEIGHBOURS) % (2 * NEIGHBOURS + 1)];
  const ne_token *first = token_at(view, p->first);
  uint64_t classes = ne_lexicon_classes(view->lexicon, first->entry);
  uint32_t counts[4] = {0, 0, 0, 0}; /* small, capital, upper, heard */
  sketch s;
  memset(&s, 0, sizeof s);
  s.tokens = p->end - p->first;
  s.length = (uint8_t)length_bucket(s.tokens);
  s.blank_before = p->blank_before;
  s.first = first->hash;
  s.second = s.tokens > 1 ? first[1].hash : 0;
  s.last = token_at(view, p->end - 1)->hash;
  s.start = edge(first);
  s.end = end_edge(view, p);
  sketch_tokens(view, p, &s, counts);
  s.style = style_of(view, p, counts);
  s.overlap = (uint8_t)(counts[0] + counts[1] ? 4 * counts[3] / (counts[0] + counts[1]) : 5);
  s.flags |= opening_flags(view, p);
  s.flags |= first->hash == by_hash() ? STARTS_BY : 0;
  s.flags |=
      (classes & NE_LEX_BIT(NE_LEX_FIRST_NAME)) && first->shape != NE_SHAPE_LOWER ? STARTS_NAME : 0;
  s.flags |=
      classes & (NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_COUNTRY)) ? STARTS_PLACE : 0;
  if (s.tokens <= SHORT_TOKENS) {
    const uint64_t hash = hash_of(view, p);
    s.hash = hash;
    s.flags |= i > 0 && before->hash == hash ? IS_REPEATED : 0;
    s.flags |= see(view, hash) ? IS_SEEN : 0;
  } else {
    s.flags |= IS_LONG;
  }
  sketch_kinds(view, p, &s);
  s.whole = whole_of(view, p, &s);
  s.tail = tail_of(view, p);
  view->around[i % (2 * NEIGHBOURS + 1)] = s;
}

/* ---- Features ------------------------------------------------------------------ */

typedef struct features {
  uint32_t *at;
  uint32_t count;
} features;

static void add(features *f, uint32_t feature) {
  if (f->count < NE_PART_FEATURES) {
    f->at[f->count++] = feature;
  }
}

static uint32_t place_bucket(uint32_t n) {
  static const uint8_t limits[] = {0, 1, 2, 3, 5, 8, 12, 20, 40};
  return bucket(n, limits, sizeof limits);
}

/* Templates; number 1 is NE_PART_AFTER. */
enum {
  T_BIAS = 2,
  T_LENGTH,
  T_END,
  T_START,
  T_STYLE,
  T_ZONE,
  T_TOP,
  T_BOTTOM,
  T_SIZE,
  T_KIND,
  T_FLAG,
  T_COVERED,
  T_OVERLAP,
  T_BLANK,
  T_BEFORE,
  T_AFTER,
  T_WORD,
  T_WHOLE,
  T_TAIL,
  T_TIMES,
  T_SAME,
  T_NUMBERS = 40
};

/* Templates of several values are numbered from here, so that they never meet. */
#define PAIR(a, b) ((uint32_t)(64 + (a)*64 + (b)))

static void add_shape(features *f, const sketch *s, uint32_t zone) {
  uint32_t length = s->length;
  uint32_t functions = s->words ? 5u * s->function_words / s->words : 6;
  add(f, ne_feature(T_BIAS, 0));
  add(f, ne_feature(T_LENGTH, length));
  add(f, ne_feature(T_END, s->end));
  add(f, ne_feature(T_START, s->start));
  add(f, ne_feature(T_STYLE, s->style));
  add(f, ne_feature(T_ZONE, zone));
  add(f, ne_feature2(PAIR(T_LENGTH, T_END), length, s->end));
  add(f, ne_feature2(PAIR(T_LENGTH, T_START), length, s->start));
  add(f, ne_feature2(PAIR(T_LENGTH, T_STYLE), length, s->style));
  add(f, ne_feature2(PAIR(T_STYLE, T_END), s->style, s->end));
  add(f, ne_feature2(PAIR(T_ZONE, T_LENGTH), zone, length));
  add(f, ne_feature2(PAIR(T_ZONE, T_END), zone, s->end));
  add(f, ne_feature2(PAIR(T_ZONE, T_STYLE), zone, s->style));
  add(f, ne_feature3(PAIR(T_ZONE, T_BIAS), zone, length, s->end));
  add(f, ne_feature2(PAIR(T_LENGTH, T_BIAS), length, functions));
  add(f, ne_feature2(T_NUMBERS, s->numbers > 3 ? 3 : s->numbers, length));
}

static void add_place(features *f, const ne_page_view *view, uint32_t i, const sketch *s) {
  uint32_t count = view->lines->paragraph_count;
  uint32_t length = s->length;
  uint32_t top = place_bucket(i), bottom = place_bucket(count - 1 - i), size = place_bucket(count);
  uint32_t to_body = view->first_body > i ? place_bucket(view->first_body - i) : 20;
  uint32_t from_body = i >= view->last_body ? place_bucket(i - view->last_body) : 20;
  add(f, ne_feature(T_TOP, top));
  add(f, ne_feature2(PAIR(T_TOP, T_LENGTH), top, length));
  add(f, ne_feature2(PAIR(T_TOP, T_END), top, s->end));
  add(f, ne_feature2(PAIR(T_TOP, T_ZONE), to_body, s->style));
  add(f, ne_feature2(PAIR(T_BOTTOM, T_ZONE), from_body, length));
  add(f, ne_feature(T_BOTTOM, bottom));
  add(f, ne_feature2(PAIR(T_BOTTOM, T_LENGTH), bottom, length));
  add(f, ne_feature2(PAIR(T_SIZE, T_TOP), size, top));
  add(f, ne_feature2(PAIR(T_SIZE, T_LENGTH), size, length));
  add(f, ne_feature2(PAIR(T_SIZE, T_END), size > 3 ? 3 : size, s->end));
}

static void add_words(features *f, const ne_page_view *view, uint32_t i, const sketch *s,
                      uint32_t zone) {
  uint32_t length = s->length / 2;
  uint32_t covered = s->words ? 4u * s->covered / s->words : 5;
  for (uint32_t k = 0; s->kinds >> k; k++) {
    if (s->kinds >> k & 1) {
      add(f, ne_feature(T_KIND, k));
      add(f, ne_feature2(PAIR(T_KIND, T_LENGTH), k, length));
    }
    if (s->first_kinds >> k & 1) {
      add(f, ne_feature2(PAIR(T_KIND, T_START), k, s->tokens > 20));
      add(f, ne_feature2(PAIR(T_KIND, T_ZONE), k, zone));
    }
  }
  for (uint32_t k = 0; s->flags >> k; k++) {
    if (s->flags >> k & 1) {
      add(f, ne_feature2(PAIR(T_FLAG, T_LENGTH), k, length));
      add(f, ne_feature2(PAIR(T_FLAG, T_ZONE), k, zone));
    }
  }
  add(f, ne_feature2(PAIR(T_COVERED, T_LENGTH), covered, length));
  add(f, ne_feature2(PAIR(T_TIMES, T_LENGTH), s->words ? 4u * s->times / s->words : 5, length));
  add(f, ne_feature2(T_WHOLE, s->whole, zone));
  if (s->tail) {
    add(f, ne_feature2(T_TAIL, s->tail, length));
    for (uint32_t k = 0; k < 5; k++) {
      if (s->tail >> k & 1) {
        add(f, ne_feature2(PAIR(T_TAIL, T_END), k, s->end));
        add(f, ne_feature2(PAIR(T_TAIL, T_LENGTH), k, length));
      }
    }
  }
  add(f, ne_feature2(PAIR(T_OVERLAP, T_LENGTH), s->overlap, length));
  add(f, ne_feature3(PAIR(T_OVERLAP, T_ZONE), s->overlap, zone, s->style));
  if (s->tokens <= 24) {
    add(f, ne_feature(T_WORD, s->first));
    add(f, ne_feature2(T_WORD, s->first, s->second));
    add(f, ne_feature3(T_WORD, s->last, 1, 1));
  }
  if (s->tokens <= 5) {
    const ne_paragraph *p = &view->lines->paragraphs[i];
    for (uint32_t t = p->first; t < p->end; t++) {
      add(f, ne_feature3(T_WORD, token_at(view, t)->hash, 2, 2));
    }
  }
}

/* side: 0 the paragraph before, 1 the one after, 2 the one after that. */
static void add_neighbour(features *f, const sketch *s, const sketch *other, uint32_t side) {
  uint32_t length = s->length;
  if (!other) {
    add(f, ne_feature2(T_BEFORE, side, 0));
    return;
  }
  add(f, ne_feature3(T_BEFORE, side, 1 + (uint32_t)other->length, length));
  add(f, ne_feature3(PAIR(T_BEFORE, T_END), side, other->end, s->end));
  add(f, ne_feature3(PAIR(T_BEFORE, T_STYLE), side, other->style, s->style));
  if (other->first == s->first) {
    uint32_t same = other->second == s->second ? other->hash == s->hash && s->hash ? 2 : 1 : 0;
    add(f, ne_feature3(T_SAME, side, same, length / 2));
  }
  add(f, ne_feature3(PAIR(T_BEFORE, T_WHOLE), side, other->whole, s->whole));
  for (uint32_t k = 0; other->first_kinds >> k; k++) {
    if (other->first_kinds >> k & 1) {
      add(f, ne_feature3(PAIR(T_BEFORE, T_KIND), side, k, length / 2));
    }
  }
  if (other->flags & (HAS_DAY | HAS_CLOCK | STARTS_BY | IS_REPEATED | HAS_DATELINE)) {
    add(f,
        ne_feature3(PAIR(T_BEFORE, T_FLAG), side,
                    other->flags & (HAS_DAY | HAS_CLOCK | STARTS_BY | IS_REPEATED | HAS_DATELINE),
                    length / 2));
  }
}

static uint32_t zone_of(const ne_page_view *view, uint32_t i) {
  if (view->last_body == 0) {
    return 3; /* there is no running text */
  }
  return i < view->first_body ? 0 : i < view->last_body ? 1 : 2;
}

uint32_t ne_part_features(ne_page_view *view, uint32_t i, uint32_t *out) {
  uint32_t count = view->lines->paragraph_count, ring = 2 * NEIGHBOURS + 1;
  const sketch *s, *after;
  features f;
  f.at = out;
  f.count = 0;
  while (view->next < count && view->next <= i + NEIGHBOURS) {
    sketch_next(view);
  }
  s = &view->around[i % ring];
  after = i + 1 < count ? &view->around[(i + 1) % ring] : NULL;
  add_shape(&f, s, zone_of(view, i));
  add_place(&f, view, i, s);
  add_neighbour(&f, s, i > 0 ? &view->around[(i - 1) % ring] : NULL, 0);
  add_neighbour(&f, s, after, 1);
  if (i + 2 < count) {
    add(&f, ne_feature2(PAIR(T_AFTER, T_LENGTH), view->around[(i + 2) % ring].length, s->length));
  }
  add(&f, ne_feature2(T_BLANK, s->blank_before, after ? after->blank_before : 2));
  add_words(&f, view, i, s, zone_of(view, i));
  return f.count;
}

/* ---- The best chain --------------------------------------------------------------- */

#define BLOCK 1024u /* paragraphs that are decided together */

#define WIDTH 12 /* parts, padded for lanes of four */
/* Scores have below them, in RANKS, the rank of the part before, so that the greatest
** of the sums tells both; the first of equal parts ranks highest. */
#define RANKS 16

typedef struct chain {
  ne_model model;
  int32_t scores[NE_PARTS + 1]; /* times RANKS; the last, of no part, is 0 */
  int32_t after[NE_PARTS + 1][WIDTH];
  uint8_t (*from)[NE_PARTS]; /* of each paragraph of a block */
} chain;

#define LANES 16 /* classes that are summed at once; a row has no fewer */

static void score_own(const ne_model *model, const uint32_t *f, uint32_t count,
                      int32_t own[NE_PARTS]) {
  int16_t sums[LANES] = {0}; /* NE_PART_FEATURES weights of eight bits fit */
  for (uint32_t k = 0; k < count; k++) {
    const int8_t *row = ne_model_row(model, f[k]);
    for (int c = 0; c < LANES; c++) {
      sums[c] = (int16_t)(sums[c] + row[c]);
    }
  }
  for (int c = 0; c < NE_PARTS; c++) {
    own[c] = sums[c];
  }
}

/* Running text that is taken for litter costs its quotes, litter that is taken for
** text costs little: a sentence has the benefit of the doubt, in logits. */
#define DOUBT 0.8

static int32_t doubt_of(const ne_page_view *view, const ne_model *model, uint32_t i) {
  const ne_paragraph *p = &view->lines->paragraphs[i];
  uint32_t last = p->end - 1;
  while (last > p->first && (token_at(view, last)->kind == NE_TOKEN_MARK ||
                             token_at(view, last)->kind == NE_TOKEN_CLOSE)) {
    last--;
  }
  return model->scale > 0 && p->end - p->first >= 5 && token_at(view, last)->kind == NE_TOKEN_STOP
             ? (int32_t)(DOUBT / (double)model->scale)
             : 0;
}

/* One step: the best way to each part of the next paragraph from the parts [first, end)
** of this one. */
static void step(chain *c, const int32_t own[NE_PARTS], uint8_t from[NE_PARTS], int first,
                 int end) {
  int32_t best[WIDTH];
  for (int to = 0; to < WIDTH; to++) {
    best[to] = c->scores[first] + c->after[first][to];
  }
  for (int prior = first + 1; prior < end; prior++) {
    const int32_t score = c->scores[prior];
    for (int to = 0; to < WIDTH; to++) {
      const int32_t other = score + c->after[prior][to];
      best[to] = other > best[to] ? other : best[to];
    }
  }
  for (int to = 0; to < NE_PARTS; to++) {
    const int32_t rank = best[to] & (RANKS - 1);
    from[to] = (uint8_t)(RANKS - 1 - rank);
    c->scores[to] = best[to] - rank + own[to] * RANKS;
  }
}

static int best_part(const chain *c) {
  int best = 0;
  for (int part = 1; part < NE_PARTS; part++) {
    if (c->scores[part] > c->scores[best]) {
      best = part;
    }
  }
  return best;
}

/* Decides the paragraphs [begin, end) from the last one backwards. */
static void trace(const chain *c, ne_lines *lines, uint32_t begin, uint32_t end) {
  int part = best_part(c);
  for (uint32_t i = end; i > begin; i--) {
    lines->paragraphs[i - 1].part = (uint8_t)part;
    part = c->from[i - 1 - begin][part];
  }
}

/* Scores grow with the text; only their differences tell. */
static void level(chain *c) {
  const int32_t most = c->scores[best_part(c)];
  for (int part = 0; part < NE_PARTS; part++) {
    c->scores[part] -= most;
  }
}

/* Labels the paragraphs [begin, end). */
static void label_block(chain *c, ne_page_view *view, ne_lines *lines, uint32_t begin,
                        uint32_t end) {
  int first = begin ? lines->paragraphs[begin - 1].part : NE_PARTS, last = first + 1;
  for (uint32_t i = begin; i < end; i++) {
    uint32_t f[NE_PART_FEATURES];
    int32_t own[NE_PARTS];
    score_own(&c->model, f, ne_part_features(view, i, f), own);
    own[NEWSEXT_PART_BODY] += doubt_of(view, &c->model, i);
    step(c, own, c->from[i - begin], first, last);
    first = 0;
    last = NE_PARTS;
  }
  trace(c, lines, begin, end);
  level(c);
}

void ne_parts_label(ne_arena *arena, const ne_model *model, const ne_lexicon *lexicon,
                    const ne_text *text, const ne_tokens *tokens, ne_lines *lines) {
  const uint32_t count = lines->paragraph_count;
  ne_page_view *view = ne_page_view_open(arena, lexicon, text, tokens, lines);
  chain c;
  memset(&c, 0, sizeof c);
  c.from = ne_arena_alloc(arena, count < BLOCK ? count : BLOCK, sizeof *c.from);
  if (!view || !c.from) {
    return;
  }
  c.model = *model;
  for (uint32_t prior = 0; prior <= NE_PARTS; prior++) {
    uint32_t feature = ne_feature(NE_PART_AFTER, prior);
    int32_t after[NE_PARTS];
    score_own(&c.model, &feature, 1, after);
    for (int to = 0; to < NE_PARTS; to++) {
      c.after[prior][to] = after[to] * RANKS + RANKS - 1 - (int32_t)prior;
    }
  }
  for (uint32_t begin = 0; begin < count && !ne_arena_stopped(arena); begin += BLOCK) {
    label_block(&c, view, lines, begin, begin + BLOCK < count ? begin + BLOCK : count);
  }
}
