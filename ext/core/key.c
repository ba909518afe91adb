/* key.c: keys under which the forms of a name, and the copies of a quote, meet.
**
** A key has words of folded letters and digits, one blank between. A name is cut
** by the tokenizer, because titles are known to the lists by their tokens; a quote
** is read character by character.
*/
#include "engine.h"
#include "token.h"

#include <string.h>
#include <utf8proc.h>

#define KEY_BYTES 30 /* of most names, and more */

/* ---- Writing a key ------------------------------------------------------------ */

typedef struct key {
  const newsext_allocator *allocator;
  char *bytes;
  size_t length, capacity;
  int blank; /* a word ended; the next byte begins another */
  newsext_status status;
} key;

/* Makes room for this many bytes in all. */
static int reserve(key *k, size_t needed) {
  const size_t capacity = k->capacity + needed + KEY_BYTES;
  char *grown = k->status == NEWSEXT_OK
                    ? k->allocator->resize(k->allocator->context, k->bytes, capacity)
                    : NULL;
  if (!grown) {
    k->status = NEWSEXT_NOMEM;
    return 0;
  }
  k->bytes = grown;
  k->capacity = capacity;
  return 1;
}

static void put(key *k, const char *bytes, size_t n) {
  const size_t needed = k->length + n + 2;
  if (n == 0 || (needed > k->capacity && !reserve(k, needed))) {
    return;
  }
  if (k->blank && k->length) {
    k->bytes[k->length++] = ' ';
  }
  k->blank = 0;
  for (size_t i = 0; i < n; i++) { /* mostly one */
    k->bytes[k->length++] = bytes[i];
  }
}

/* Letters with a stroke or joined, which Unicode does not take apart. */
static const char *plain_letters(uint32_t code_point) {
  static const struct {
    uint16_t code_point;
    const char *plain;
  } letters[] = {{0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"},
                 {0x0111, "d"},  {0x0127, "h"}, {0x0131, "i"}, {0x0142, "l"},
                 {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x0268, "i"}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    if (letters[i].code_point == code_point) {
      return letters[i].plain;
    }
  }
  return NULL;
}

static void put_folded(key *k, uint32_t code_point) {
  char folded[8];
  const uint32_t n = ne_char_fold(code_point, folded);
  const char *plain = NULL;
  if (code_point >= 0x80 && n == 2) { /* those letters have two bytes, capital or not */
    uint32_t bytes;
    plain = plain_letters(ne_text_decode(folded, folded + n, &bytes));
  }
  if (plain) {
    put(k, plain, strlen(plain));
  } else {
    put(k, folded, n);
  }
}

/* Without a key nothing was put: the key is empty. */
static newsext_status finish(key *k, char **out) {
  if (k->status == NEWSEXT_OK && !k->bytes) {
    k->bytes = k->allocator->resize(k->allocator->context, NULL, 1);
    k->status = k->bytes ? NEWSEXT_OK : NEWSEXT_NOMEM;
  }
  if (k->status != NEWSEXT_OK) {
    if (k->bytes) {
      k->allocator->resize(k->allocator->context, k->bytes, 0);
    }
    *out = NULL;
    return k->status;
  }
  k->bytes[k->length] = '\0';
  *out = k->bytes;
  return NEWSEXT_OK;
}

/* ---- Characters ----------------------------------------------------------------- */

typedef enum role {
  SPOKEN,  /* a letter or digit */
  SILENT,  /* within a word, but not of it: an apostrophe, a soft hyphen */
  BETWEEN, /* parts words */
} role;

static role role_of(uint32_t code_point) {
  switch (ne_char_classify(code_point)) {
  case NE_CHAR_LOWER:
  case NE_CHAR_UPPER:
  case NE_CHAR_LETTER:
  case NE_CHAR_DIGIT:
    return SPOKEN;
  case NE_CHAR_QUOTE:
    return SILENT;
  default:
    return utf8proc_category((utf8proc_int32_t)code_point) == UTF8PROC_CATEGORY_CF ? SILENT
                                                                                   : BETWEEN;
  }
}

static int is_digit(const char *p, const char *end) {
  return p < end && *p >= '0' && *p <= '9';
}

/* Puts the characters of [p, end). Between digits a point is kept and a comma
** left out: "3.5" is not "35", "1,000" is "1000". A stop after one letter parts
** nothing: "U.S." is "US". */
static void put_characters(key *k, const char *p, const char *end) {
  int after_digit = 0, letters = 0; /* of this word, from its last stop */
  while (p < end) {
    uint32_t n;
    const uint32_t code_point = ne_text_decode(p, end, &n);
    const role r = role_of(code_point);
    if (after_digit && (*p == '.' || *p == ',') && is_digit(p + 1, end)) {
      put(k, p, *p == '.');
    } else if (r == SPOKEN) {
      put_folded(k, code_point);
    } else if (r == BETWEEN && !(*p == '.' && letters == 1)) {
      k->blank = 1;
    }
    letters = r == SPOKEN ? letters + 1 : r == BETWEEN ? 0 : letters;
    after_digit = is_digit(p, end);
    p += n;
  }
}

newsext_status newsext_quote_key(const newsext_engine *engine, const newsext_allocator *allocator,
                                 const char *bytes, size_t length, char **out) {
  key k = {.allocator = allocator};
  const char *nul = length ? memchr(bytes, 0, length) : NULL;
  (void)engine;
  if (length) {
    put_characters(&k, bytes, nul ? nul : bytes + length);
  }
  return finish(&k, out);
}

/* ---- Names -------------------------------------------------------------------------- */

#define TITLES (NE_LEX_BIT(NE_LEX_TITLE) | NE_LEX_BIT(NE_LEX_HONORIFIC))
#define BODIES                                                                                     \
  (NE_LEX_BIT(NE_LEX_ORGANIZATION) | NE_LEX_BIT(NE_LEX_OUTLET) | NE_LEX_BIT(NE_LEX_AGENCY))
#define ORIGIN (NE_LEX_BIT(NE_LEX_NATIONALITY) | NE_LEX_BIT(NE_LEX_COUNTRY))

typedef struct name {
  const ne_text *text;
  const ne_lexicon *lexicon;
  const ne_tokens *tokens;
  uint32_t first, end; /* what is left of the tokens */
} name;

static const ne_token *token_at(const name *n, uint32_t i) {
  return &n->tokens->at[i];
}

static int is_word(const ne_token *token) {
  return token->kind == NE_TOKEN_WORD || token->kind == NE_TOKEN_NUMBER ||
         token->kind == NE_TOKEN_ADDRESS;
}

static uint32_t count_words(const name *n, uint32_t first) {
  uint32_t count = 0;
  for (uint32_t i = first; i < n->end && count < 2; i++) {
    count += (uint32_t)is_word(token_at(n, i));
  }
  return count;
}

static uint32_t match(const name *n, uint32_t i, uint64_t classes, uint32_t *entry) {
  return i < n->end ? ne_tokens_match(n->tokens, n->lexicon, i, n->end, classes, entry) : 0;
}

static int has_class(const name *n, uint32_t i, uint64_t classes) {
  return (ne_lexicon_classes(n->lexicon, token_at(n, i)->entry) & classes) != 0;
}

/* "General Motors", "Justice Department": no titles. */
static int is_body(const name *n) {
  uint32_t entry;
  return match(n, n->first, BODIES, &entry) == n->end - n->first ||
         has_class(n, n->end - 1, NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD));
}

/* The tokens of the title at i, which a name follows; 0 where there is none. A
** single name keeps some ("Pope Francis"); some are first names ("Earl Warren"). */
static uint32_t title_at(const name *n, uint32_t i) {
  uint32_t entry;
  const uint32_t length = match(n, i, TITLES, &entry);
  const char *value = length ? ne_lexicon_value(n->lexicon, entry, NE_LEX_TITLE) : "";
  const uint32_t needed = strchr(value, 'k') ? 2 : 1;
  return length && !strchr(value, 'n') && count_words(n, i + length) >= needed ? length : 0;
}

/* "The Times", "a senior official"; not "A Smith". */
static int has_article(const name *n) {
  return has_class(n, n->first, NE_LEX_BIT(NE_LEX_ARTICLE)) && count_words(n, n->first) > 1 &&
         (ne_lexicon_is_definite(n->lexicon, token_at(n, n->first)->entry) ||
          token_at(n, n->first + 1)->shape == NE_SHAPE_LOWER);
}

static void drop_titles(name *n) {
  while (n->first < n->end && !is_word(token_at(n, n->first))) {
    n->first++;
  }
  while (n->first < n->end && has_article(n)) {
    n->first++;
  }
  if (n->first >= n->end || is_body(n)) {
    return;
  }
  for (;;) {
    uint32_t entry;
    uint32_t origin = match(n, n->first, ORIGIN, &entry);
    uint32_t length = title_at(n, n->first);
    if (!length && origin) { /* "French President ..." */
      length = title_at(n, n->first + origin);
      length += length ? origin : 0;
    }
    if (!length) {
      return;
    }
    n->first += length;
  }
}

/* "QC", "MP", but not "Jr." and "III", which tell persons apart. */
static void drop_honours(name *n) {
  while (n->end > n->first) {
    const ne_token *last = token_at(n, n->end - 1);
    const char *value = has_class(n, n->end - 1, NE_LEX_BIT(NE_LEX_NAME_SUFFIX))
                            ? ne_lexicon_value(n->lexicon, last->entry, NE_LEX_NAME_SUFFIX)
                            : "";
    if (is_word(last) && (*value != 'h' || count_words(n, n->first) < 2)) {
      return;
    }
    n->end--;
  }
}

/* Letters alone, "J." or "J", stand together: "J. K." is "J.K.". */
static int is_initial(const ne_token *token) {
  return token->shape == NE_SHAPE_INITIAL || token->shape == NE_SHAPE_ACRONYM;
}

static void put_name(key *k, const name *n) {
  int joins = 0;
  for (uint32_t i = n->first; i < n->end; i++) {
    const ne_token *token = token_at(n, i);
    const char *p = n->text->bytes + token->start;
    if (token->kind == NE_TOKEN_CLITIC && token->hash != ne_word_hash("'s", 2)) {
      put_characters(k, p, p + token->length); /* n't, 're */
    } else if (is_word(token)) {
      k->blank = !(joins && is_initial(token));
      put_characters(k, p, p + token->length);
    } else if (*p == '&' && i > n->first) {
      k->blank = 1;
      put(k, "and", 3);
    }
    joins = is_word(token) && is_initial(token);
  }
}

newsext_status newsext_name_key(const newsext_engine *engine, const newsext_allocator *allocator,
                                const char *bytes, size_t length, char **out) {
  key k = {.allocator = allocator};
  ne_arena arena;
  ne_text text;
  ne_tokens tokens;
  ne_arena_open(&arena, allocator, NULL);
  ne_text_open(&arena, &text, bytes, length);
  ne_tokenize(&arena, &text, engine->lexicon, &tokens);
  k.status = arena.status;
  if (k.status == NEWSEXT_OK) {
    name n = {&text, engine->lexicon, &tokens, 0, tokens.count};
    drop_honours(&n);
    drop_titles(&n);
    put_name(&k, &n);
  }
  ne_arena_close(&arena);
  return finish(&k, out);
}
