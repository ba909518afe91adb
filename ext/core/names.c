/* names.c: the parts of a name, and whether two names belong to one bearer. */
#include "refer.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

static int is_word(const ne_token *token) {
  return token->kind == NE_TOKEN_WORD || token->kind == NE_TOKEN_NUMBER;
}

/* "Jr." and "Sr." tell father and son apart; "MP" and "III" nobody. */
static int is_generation(const ne_prose *p, uint32_t i) {
  return ne_lexicon_value(p->lexicon, p->tokens.at[i].entry, NE_LEX_NAME_SUFFIX)[0] == 'g';
}

int ne_name_key_read(const ne_prose *p, const ne_mention *m, ne_name_key *key) {
  uint32_t i, found = 0;
  memset(key, 0, sizeof *key);
  for (i = m->name_first; i < m->name_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (!is_word(token)) {
      continue;
    }
    if (found && (ne_prose_classes(p, i) & BIT(NAME_SUFFIX)) && token->shape != NE_SHAPE_LOWER) {
      key->generation |= (uint8_t)is_generation(p, i);
      continue;
    }
    if (!found) {
      key->first = i;
    }
    key->last = i;
    found++;
  }
  key->words = (uint8_t)(found < 255 ? found : 255);
  return found > 0;
}

static unsigned char letter_of(const ne_prose *p, uint32_t i) {
  return (unsigned char)(p->text.bytes[p->tokens.at[i].start] | 32);
}

/* Is the word at i a short form of the one at k: "Bill" of "William"? */
static int is_nickname(const ne_prose *p, uint32_t i, uint32_t k) {
  const char *full = ne_lexicon_value(p->lexicon, p->tokens.at[i].entry, NE_LEX_NICKNAME);
  while (*full) {
    char folded[32];
    uint32_t n = 0;
    while (*full == ' ') {
      full++;
    }
    for (; *full && *full != ' ' && n < sizeof folded; full++) {
      folded[n++] = (char)(*full | 32);
    }
    if (n && ne_word_hash(folded, n) == p->tokens.at[k].hash) {
      return 1;
    }
  }
  return 0;
}

static int same_first_name(const ne_prose *p, uint32_t i, uint32_t k) {
  const ne_token *a = &p->tokens.at[i], *b = &p->tokens.at[k];
  if (a->hash == b->hash) {
    return 1;
  }
  if (a->shape == NE_SHAPE_INITIAL || b->shape == NE_SHAPE_INITIAL) {
    return letter_of(p, i) == letter_of(p, k);
  }
  return is_nickname(p, i, k) || is_nickname(p, k, i);
}

int ne_name_within(const ne_prose *p, const ne_mention *m, const ne_mention *whole) {
  uint32_t i, from = whole->name_first;
  for (i = m->name_first; i < m->name_end; i++) {
    uint32_t k = from;
    if (!is_word(&p->tokens.at[i]) || (ne_prose_classes(p, i) & BIT(NAME_SUFFIX))) {
      continue;
    }
    while (k < whole->name_end && p->tokens.at[k].hash != p->tokens.at[i].hash) {
      k++;
    }
    if (k == whole->name_end) {
      return 0;
    }
    from = k + 1;
  }
  return 1;
}

/* "Abdul Aziz Dhaher" is not "Abdul Hamid Dhaher". */
static int middles_agree(const ne_prose *p, const ne_mention *m, const ne_name_key *key,
                         const ne_mention *best, const ne_name_key *other) {
  uint32_t i, k = other->first + 1;
  if (key->words < 3 || key->words != other->words) {
    return 1;
  }
  for (i = key->first + 1; i < key->last && k < other->last; i++, k++) {
    while (i < key->last && !is_word(&p->tokens.at[i])) {
      i++;
    }
    while (k < other->last && !is_word(&p->tokens.at[k])) {
      k++;
    }
    if (i < key->last && k < other->last && !same_first_name(p, i, k)) {
      return ne_name_within(p, m, best);
    }
  }
  return 1;
}

int ne_name_agrees(const ne_prose *p, const ne_mention *m, const ne_name_key *key,
                   const ne_mention *best, const ne_name_key *other) {
  return key->generation == other->generation && middles_agree(p, m, key, best, other);
}

/* "Harbour Council", but not "New Calder", of "Harbour Council of New Calder". */
static int is_short_form(const ne_prose *p, const ne_mention *m, const ne_mention *whole) {
  uint32_t k = whole->name_first;
  if (!ne_name_within(p, m, whole)) {
    return 0;
  }
  while (k < whole->name_end && p->tokens.at[k].hash != p->tokens.at[m->name_first].hash) {
    k++;
  }
  return k == whole->name_first || p->tokens.at[k - 1].tag != NE_TAG_PREPOSITION;
}

int ne_name_same(const ne_prose *p, const ne_mention *m, const ne_name_key *key,
                 const ne_figure *figure, const ne_entity *entity, const ne_mentions *mentions) {
  const ne_name_key *other = &figure->key;
  const ne_mention *best = &mentions->at[entity->best];
  const int personal = m->being == NE_BEING_PERSON || figure->being == NE_BEING_PERSON;
  if (!ne_name_agrees(p, m, key, best, other)) {
    return 0;
  }
  if (personal && key->words > 1 && other->words > 1 &&
      p->tokens.at[key->last].hash == p->tokens.at[other->last].hash &&
      same_first_name(p, key->first, other->first)) {
    return 1;
  }
  return key->words <= other->words ? is_short_form(p, m, best) : is_short_form(p, best, m);
}

uint64_t ne_name_acronym(const ne_prose *p, const ne_mention *m) {
  char letters[8];
  uint32_t i, n = 0;
  for (i = m->name_first; i < m->name_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (token->kind != NE_TOKEN_WORD || token->shape == NE_SHAPE_LOWER) {
      continue;
    }
    if (n == sizeof letters) {
      return 0;
    }
    letters[n++] = (char)letter_of(p, i);
  }
  return n > 1 ? ne_word_hash(letters, n) : 0;
}
