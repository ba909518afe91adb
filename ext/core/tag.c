/* tag.c: features of the tagger and its greedy left-to-right decision. */
#include "tag.h"

/* What stands before the first and after the last token of a sentence. */
static const ne_token edge = {.hash = UINT64_C(0xED6E), .kind = NE_TOKEN_STOP};

ne_tagger ne_tagger_find(void) {
  ne_tagger tagger;
  tagger.model = ne_model_find("tag");
  tagger.words = ne_model_find("tagword");
  tagger.known = ne_model_find("tagknown");
  return tagger;
}

uint8_t ne_tag_of_kind(const ne_token *token) {
  static const uint8_t tags[] = {[NE_TOKEN_WORD] = NE_TAG_COUNT,
                                 [NE_TOKEN_NUMBER] = NE_TAG_NUMBER,
                                 [NE_TOKEN_CLITIC] = NE_TAG_COUNT,
                                 [NE_TOKEN_ADDRESS] = NE_TAG_NAME,
                                 [NE_TOKEN_SYMBOL] = NE_TAG_PUNCTUATION};
  return tags[token->kind];
}

#define KNOWN_ROW 1
#define WORD_ROW  4
#define ROW       32 /* bytes, of which the last are of no class */

static const uint8_t *known_row(const ne_model *known, uint64_t hash) {
  return ne_model_bytes(known, NE_TAG_KNOWN_ROW(hash), KNOWN_ROW);
}

static const uint8_t *word_row(const ne_model *words, uint64_t hash) {
  return ne_model_bytes(words, (uint32_t)hash, WORD_ROW);
}

static int is_known(const ne_model *known, uint64_t hash) {
  return !known || hash == edge.hash ||
         ne_model_bit(known_row(known, hash), NE_TAG_KNOWN_BIT(hash));
}

/* A token that the model decides, with those before and after it. */
typedef struct view {
  const ne_token *w, *w1, *w2, *x1;
  uint64_t shape, suffix;
} view;

static view view_of(const ne_tokens *tokens, const ne_sentence *sentence, uint32_t i) {
  const uint32_t first = sentence->first;
  const ne_token *w = &tokens->at[i];
  view v;
  v.w = w;
  v.w1 = i > first ? w - 1 : &edge;
  v.w2 = i > first + 1 ? w - 2 : &edge;
  v.x1 = i + 1 < sentence->end ? w + 1 : &edge;
  v.shape = w->shape | (uint64_t)(i == first) << 4 | (uint64_t)(w->kind) << 5;
  v.suffix = w->suffix | v.shape << 16;
  return v;
}

/* The features that the words alone give. */
static uint32_t word_features(const view *v, const ne_model *known, uint32_t *features) {
  const ne_token *w = v->w, *x1 = v->x1;
  uint32_t n = 0;
  if (is_known(known, w->hash)) {
    features[n++] = ne_feature(1, w->hash);
    features[n++] = ne_feature2(2, w->hash, w->shape);
  }
  features[n++] = ne_feature(3, v->suffix);
  if (is_known(known, v->w1->hash)) {
    features[n++] = ne_feature(4, v->w1->hash);
  }
  if (is_known(known, x1->hash)) {
    features[n++] = ne_feature(5, x1->hash);
  }
  features[n++] = ne_feature(10, v->shape | (uint64_t)x1->shape << 16 | (uint64_t)x1->kind << 24);
  return n;
}

/* The feature of the word's end and the tag before it, which many rows know. */
static uint32_t end_feature(const view *v) {
  return ne_feature2(12, v->suffix, v->w1->tag);
}

#define CHAIN_FEATURES 3

/* The features that the tags before the token give. */
static void chain_features(const view *v, uint32_t features[CHAIN_FEATURES]) {
  const uint64_t t1 = v->w1->tag, t2 = v->w2->tag;
  features[0] = ne_feature(6, t1 | t2 << 8);
  features[1] = end_feature(v);
  features[2] = ne_feature2(17, v->shape, t1 | (uint64_t)v->x1->shape << 8);
}

uint32_t ne_tag_features(const ne_tokens *tokens, const ne_sentence *sentence,
                         const ne_model *known, uint32_t i, uint32_t features[NE_TAG_FEATURES]) {
  const view v = view_of(tokens, sentence, i);
  const uint32_t n = word_features(&v, known, features);
  chain_features(&v, features + n);
  return n + CHAIN_FEATURES;
}

/* Either tag, without a branch: which it is would be a guess. */
static uint8_t choose(uint32_t is_first, uint32_t first, uint32_t second) {
  return (uint8_t)(second + (first - second) * is_first);
}

uint8_t ne_tag_of_word(const ne_model *words, const ne_token *token) {
  const uint32_t whole = ne_model_u32(word_row(words, token->hash));
  const uint32_t tag = whole >> 24, own = (whole & 0xFFFFFF) == NE_TAG_WORD_CHECK(token->hash);
  return choose(own & (tag != 0), tag, NE_TAG_COUNT);
}

#define LANES   8  /* classes that are looked at side by side */
#define CLASSES 24 /* three times as many */

/* The sums of the rows' weights, which are raised so that none is negative. All rows are added
** at once, which keeps the sums out of memory; rows that a token does not need are of zeros. */
static void sum_rows(const uint8_t *const rows[NE_TAG_FEATURES], int16_t sums[ROW]) {
  const uint8_t *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3], *e = rows[4], *f = rows[5],
                *g = rows[6], *h = rows[7], *i = rows[8];
  for (int k = 0; k < ROW; k++) {
    sums[k] = (int16_t)(a[k] + b[k] + c[k] + d[k] + e[k] + f[k] + g[k] + h[k] + i[k]);
  }
}

/* A sum with what tells its class below it, which fills 16 bits. */
#define STEP  28
#define LEAST (-32768)

/* The best class but punctuation, the first of equals. Without branches, which would be
** guesses: the greatest of the sums tells its class. */
static uint8_t best_class(const int16_t sums[ROW]) {
  static const int16_t counted[LANES] = {0, -1, -1, -1, -1, -1, -1, -1};
  int16_t lanes[LANES], best;
  for (int k = 0; k < LANES; k++) {
    const int16_t x = (int16_t)((sums[k] & counted[k]) * STEP + (CLASSES - k) % CLASSES + LEAST),
                  y = (int16_t)(sums[k + LANES] * STEP + CLASSES - LANES - k + LEAST),
                  z = (int16_t)(sums[k + 2 * LANES] * STEP + CLASSES - 2 * LANES - k + LEAST);
    const int16_t xy = x > y ? x : y;
    lanes[k] = xy > z ? xy : z;
  }
  best = lanes[0];
  for (int k = 0; k < LANES; k++) {
    best = lanes[k] > best ? lanes[k] : best;
  }
  return (uint8_t)(CLASSES - (best - LEAST) % STEP);
}

/* A token whose tag is open, and the rows of what its words say of it, behind room for those
** of the tags before. */
typedef struct open_token {
  view view;
  uint32_t token;
  const uint8_t *rows[NE_TAG_FEATURES];
} open_token;

typedef struct open_list {
  uint32_t count;
  open_token at[NE_SENTENCE_MAX];
} open_list;

static const uint8_t *tag_row(const ne_tagger *tagger, uint32_t feature) {
  return ne_model_bytes(&tagger->model, feature, ROW);
}

static void open_tag(const ne_tokens *tokens, const ne_tagger *tagger, const ne_sentence *sentence,
                     open_token *o) {
  static const uint8_t zeros[ROW];
  uint32_t features[NE_TAG_FEATURES], count, k;
  const uint8_t **rows = o->rows + CHAIN_FEATURES;
  o->view = view_of(tokens, sentence, o->token);
  count = word_features(&o->view, &tagger->known, features);
  for (k = 0; k < count; k++) {
    rows[k] = tag_row(tagger, features[k]);
    ne_memory_expect(rows[k]);
  }
  for (; k < NE_TAG_FEATURES - CHAIN_FEATURES; k++) {
    rows[k] = zeros;
  }
  /* In vain where w1 is open too. */
  ne_memory_expect(tag_row(tagger, end_feature(&o->view)));
}

#define AHEAD 32 /* tokens, so that their rows have come when they are needed */

/* Tags what needs no model and lists the others. */
static void tag_settled(const ne_tokens *tokens, const ne_tagger *tagger,
                        const ne_sentence *sentence, open_list *list) {
  const uint32_t near_end = tokens->count > AHEAD ? tokens->count - AHEAD : 0;
  uint32_t count = 0;
  for (uint32_t i = sentence->first; i < sentence->end; i++) {
    ne_token *token = &tokens->at[i];
    const uint8_t of_kind = ne_tag_of_kind(token);
    const uint8_t of_word = ne_tag_of_word(&tagger->words, token);
    if (i < near_end) {
      /* Here and not in a function that does nothing else: GCC leaves out calls of such. */
      ne_memory_expect(word_row(&tagger->words, token[AHEAD].hash));
      ne_memory_expect(known_row(&tagger->known, token[AHEAD].hash));
    }
    token->tag = choose(of_kind == NE_TAG_COUNT, of_word, of_kind);
    list->at[count].token = i;
    count += token->tag == NE_TAG_COUNT;
  }
  list->count = count;
}

/* Tags what needs no model; lists the others and sends for their rows, which lie far
** from one another. */
static void list_open(const ne_tokens *tokens, const ne_tagger *tagger, const ne_sentence *sentence,
                      open_list *list) {
  tag_settled(tokens, tagger, sentence, list);
  for (uint32_t k = 0; k < list->count; k++) {
    open_tag(tokens, tagger, sentence, &list->at[k]);
  }
}

static void tag_open(const ne_tokens *tokens, const ne_tagger *tagger, open_list *list) {
  for (uint32_t k = 0; k < list->count; k++) {
    open_token *o = &list->at[k];
    uint32_t features[CHAIN_FEATURES];
    int16_t sums[ROW];
    chain_features(&o->view, features);
    o->rows[0] = tag_row(tagger, features[0]);
    o->rows[1] = tag_row(tagger, features[1]);
    o->rows[2] = tag_row(tagger, features[2]);
    sum_rows(o->rows, sums);
    tokens->at[o->token].tag = best_class(sums);
  }
}

void ne_tag_sentences(ne_arena *arena, ne_tokens *tokens, const ne_tagger *tagger,
                      const ne_sentences *sentences) {
  const ne_sentence *at = sentences->at;
  open_list lists[2]; /* of a sentence and of the next, whose rows come meanwhile */
  for (uint32_t s = 0; s <= sentences->count; s++) {
    if ((s & 1023) == 1023 && ne_arena_stopped(arena)) {
      return;
    }
    if (s < sentences->count) {
      list_open(tokens, tagger, &at[s], &lists[s & 1]);
    }
    if (s > 0) {
      tag_open(tokens, tagger, &lists[(s - 1) & 1]);
    }
  }
}
