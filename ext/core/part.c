/* part.c: features of paragraphs, and the best chain of parts. */
#include "part.h"

#include <string.h>

#include "sketch.h"

/* ---- Features ------------------------------------------------------------------ */

static const ne_token *token_at(const ne_page_view *view, uint32_t i) {
  return &view->tokens->at[i];
}

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
  static const uint8_t limits[NE_LIMITS] = {0,  1,   2,   3,   5,   8,   12,  20,
                                            40, 255, 255, 255, 255, 255, 255, 255};
  return ne_limits_below(n, limits);
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
  T_LEAD,
  T_GAP,
  T_STOPS,
  T_NUMBERS = 40
};

/* Templates of several values are numbered from here, so that they never meet. */
#define PAIR(a, b) ((uint32_t)(64 + (a)*64 + (b)))

static void add_shape(features *f, const ne_sketch *s, uint32_t zone) {
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

static void add_place(features *f, const ne_page_view *view, uint32_t i, const ne_sketch *s) {
  uint32_t count = view->lines->paragraph_count;
  uint32_t length = s->length;
  uint32_t top = place_bucket(i), bottom = place_bucket(count - 1 - i);
  uint32_t to_body = view->first_body > i ? place_bucket(view->first_body - i) : 20;
  uint32_t from_body = i >= view->last_body ? place_bucket(i - view->last_body) : 20;
  add(f, ne_feature(T_TOP, top));
  add(f, ne_feature2(PAIR(T_TOP, T_LENGTH), top, length));
  add(f, ne_feature2(PAIR(T_TOP, T_ZONE), to_body, s->style));
  add(f, ne_feature2(PAIR(T_BOTTOM, T_ZONE), from_body, length));
  add(f, ne_feature(T_BOTTOM, bottom));
  add(f, ne_feature2(PAIR(T_BOTTOM, T_LENGTH), bottom, length));
}

/* The number of the lowest bit that is set. */
static uint32_t lowest(uint32_t bits) {
#ifdef __GNUC__
  return (uint32_t)__builtin_ctz(bits);
#else
  uint32_t k = 0;
  while (!(bits >> k & 1)) {
    k++;
  }
  return k;
#endif
}

/* Whether it is a clause, and of what time. */
static void add_clause(features *f, const ne_sketch *s, uint32_t zone) {
  const uint32_t stops = s->stops > 2 ? 2 : s->stops;
  const uint32_t verbs = s->flags / NE_HAS_PAST & 7, length = s->length / 2;
  add(f, ne_feature3(T_LEAD, s->lead, verbs, s->end));
  add(f, ne_feature3(PAIR(T_LEAD, T_LENGTH), s->lead, length, zone));
  add(f, ne_feature3(PAIR(T_LEAD, T_STOPS), verbs, stops, length));
  add(f, ne_feature3(PAIR(T_STOPS, T_END), stops, s->end, zone));
  add(f, ne_feature3(T_GAP, s->before, s->after, length));
  add(f, ne_feature3(PAIR(T_GAP, T_STYLE), s->before, s->after, s->style));
}

static void add_words(features *f, const ne_page_view *view, uint32_t i, const ne_sketch *s,
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
  for (uint32_t flags = s->flags; flags; flags &= flags - 1) {
    const uint32_t k = lowest(flags);
    add(f, ne_feature2(PAIR(T_FLAG, T_LENGTH), k, length));
    add(f, ne_feature2(PAIR(T_FLAG, T_ZONE), k, zone));
  }
  add(f, ne_feature2(PAIR(T_COVERED, T_LENGTH), covered, length));
  add(f, ne_feature2(PAIR(T_TIMES, T_LENGTH), s->words ? 4u * s->times / s->words : 5, length));
  add(f, ne_feature2(T_WHOLE, s->whole, zone));
  if (s->tail) {
    add(f, ne_feature(T_TAIL, s->tail));
    add(f, ne_feature2(T_TAIL, s->tail, length));
    for (uint32_t k = 0; s->tail >> k; k++) {
      if (s->tail >> k & 1) {
        add(f, ne_feature2(PAIR(T_TAIL, T_END), k, s->end));
        add(f, ne_feature2(PAIR(T_TAIL, T_LENGTH), k, length));
        add(f, ne_feature2(PAIR(T_TAIL, T_ZONE), k, zone));
      }
    }
  }
  add_clause(f, s, zone);
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
static void add_neighbour(features *f, const ne_sketch *s, const ne_sketch *other, uint32_t side,
                          uint32_t zone) {
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
    add(f, ne_feature3(PAIR(T_SAME, T_ZONE), side, same, zone));
  }
  add(f, ne_feature3(PAIR(T_BEFORE, T_WHOLE), side, other->whole, s->whole));
  for (uint32_t k = 0; other->first_kinds >> k; k++) {
    if (other->first_kinds >> k & 1) {
      add(f, ne_feature3(PAIR(T_BEFORE, T_KIND), side, k, length / 2));
    }
  }
  if (other->flags &
      (NE_HAS_DAY | NE_HAS_CLOCK | NE_STARTS_BY | NE_IS_REPEATED | NE_HAS_DATELINE)) {
    add(f, ne_feature3(PAIR(T_BEFORE, T_FLAG), side,
                       other->flags & (NE_HAS_DAY | NE_HAS_CLOCK | NE_STARTS_BY | NE_IS_REPEATED |
                                       NE_HAS_DATELINE),
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
  uint32_t count = view->lines->paragraph_count, zone;
  const ne_sketch *s, *after;
  features f;
  f.at = out;
  f.count = 0;
  ne_page_view_reach(view, i);
  s = ne_page_view_sketch(view, i);
  after = i + 1 < count ? ne_page_view_sketch(view, i + 1) : NULL;
  zone = zone_of(view, i);
  add_shape(&f, s, zone);
  add_place(&f, view, i, s);
  add_neighbour(&f, s, i > 0 ? ne_page_view_sketch(view, i - 1) : NULL, 0, zone);
  add_neighbour(&f, s, after, 1, zone);
  if (i + 2 < count) {
    add(&f,
        ne_feature2(PAIR(T_AFTER, T_LENGTH), ne_page_view_sketch(view, i + 2)->length, s->length));
  }
  add(&f, ne_feature2(T_BLANK, s->blank_before, after ? after->blank_before : 2));
  add_words(&f, view, i, s, zone);
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
#define DOUBT 0.4

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

/* ---- The turns of a transcript -------------------------------------------------------- */

#define TURN_TOKENS 12   /* of a label: "JANE SMITH, HOST" */
#define TURN_SLOTS  256u /* labels are counted by the low bits of their hash */

/* All in capitals: "SMITH", "SMITH-JONES" */
static int is_loud(const ne_page_view *view, const ne_token *token) {
  const char *bytes = view->text->bytes + token->start;
  if (token->kind != NE_TOKEN_WORD || token->shape < NE_SHAPE_UPPER) {
    return 0;
  }
  for (uint32_t i = 0; token->shape == NE_SHAPE_MIXED && i < token->length; i++) {
    if (bytes[i] >= 'a' && bytes[i] <= 'z') {
      return 0;
    }
  }
  return 1;
}

/* The hash of the name in capitals, "Q" or "A" that the paragraph begins with; 0 for none. */
static uint64_t turn_of(const ne_page_view *view, const ne_paragraph *p) {
  const uint32_t limit = p->first + TURN_TOKENS < p->end ? p->first + TURN_TOKENS : p->end;
  const ne_token *first = token_at(view, p->first), *name = NULL;
  int in_name = 1;
  if (first->shape == NE_SHAPE_INITIAL && first->length == 2) {
    return ne_token_is_turn(view->text, first) ? first->hash : 0;
  }
  for (uint32_t i = p->first; i < limit; i++) {
    const ne_token *token = token_at(view, i);
    if (token->kind == NE_TOKEN_COLON) {
      return name ? name->hash : 0;
    }
    if (token->kind == NE_TOKEN_COMMA && name) {
      in_name = 0; /* what follows is the speaker's office */
    } else if (!is_loud(view, token) ||
               (i == p->first &&
                ne_lexicon_classes(view->lexicon, token->entry) & NE_LEX_BIT(NE_LEX_PAGE_WORD))) {
      return 0; /* "READ MORE: ..." */
    } else if (in_name) {
      name = token;
    }
  }
  return 0;
}

/* Where two speakers take turns, each turn is running text, however short and late. */
static void keep_turns(const ne_page_view *view, ne_lines *lines) {
  uint32_t count[TURN_SLOTS] = {0}, kinds = 0;
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    const uint64_t turn = turn_of(view, &lines->paragraphs[i]);
    kinds += turn && ++count[turn % TURN_SLOTS] == 2;
  }
  for (uint32_t i = 0; kinds > 1 && i < lines->paragraph_count; i++) {
    ne_paragraph *p = &lines->paragraphs[i];
    const uint64_t turn = turn_of(view, p);
    if (turn && count[turn % TURN_SLOTS] > 1) {
      p->part = NEWSEXT_PART_BODY;
    }
  }
}

/* ---- The last paragraph of a wire's story ------------------------------------------------ */

#define SIGNED_TOKENS 12 /* of a sentence that is no line of credits */
#define INITIALS_MOST 4  /* of those who wrote and edited it */

/* "... the court said. PTI ABC DEF", "... the court said. (ANI)": a sentence with the agency's
** sign behind its full stop */
static int is_signed(const ne_page_view *view, const ne_paragraph *p) {
  uint32_t i = p->end, entry;
  while (i > p->first && i + INITIALS_MOST + 3 > p->end &&
         token_at(view, i - 1)->kind != NE_TOKEN_STOP) {
    i--;
  }
  if (i < p->first + SIGNED_TOKENS || i == p->end || token_at(view, i - 1)->kind != NE_TOKEN_STOP) {
    return 0;
  }
  i += token_at(view, i)->kind == NE_TOKEN_OPEN;
  if (!ne_tokens_match(view->tokens, view->lexicon, i, p->end, NE_LEX_BIT(NE_LEX_AGENCY), &entry)) {
    return 0;
  }
  while (i < p->end &&
         (token_at(view, i)->kind == NE_TOKEN_CLOSE || is_loud(view, token_at(view, i)))) {
    i++;
  }
  return i == p->end;
}

/* Such a sentence right behind the text is its end; elsewhere it may be a picture's: "Fans at the
** gates on Friday. (AP)". */
static void keep_signed(const ne_page_view *view, ne_lines *lines) {
  for (uint32_t i = lines->paragraph_count; i-- > 1;) {
    ne_paragraph *p = &lines->paragraphs[i];
    if (p->part == NEWSEXT_PART_BODY) {
      return;
    }
    if (p[-1].part == NEWSEXT_PART_BODY && is_signed(view, p)) {
      p->part = NEWSEXT_PART_BODY;
    }
  }
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
  if (count == 1) {
    return; /* all that there is of a text is its body */
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
  keep_turns(view, lines);
  keep_signed(view, lines);
}
