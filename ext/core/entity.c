/* entity.c: the name under which the article files an entity, its role and kind. */
#include "entity.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

/* "spokesman for Unison": what follows a common noun is told up to this length. */
#define TAIL_TOKENS 6
/* Roles are told up to this length. */
#define ROLE_TOKENS 24

/* Does one blank, or nothing, part each token from the next? */
static int is_plain(const ne_prose *p, uint32_t first, uint32_t end) {
  const ne_token *at = p->tokens.at;
  for (uint32_t i = first + 1; i < end; i++) {
    const uint32_t gap = at[i].start - (at[i - 1].start + at[i - 1].length);
    if (gap > 1 || (gap == 1 && p->text.bytes[at[i].start - 1] != ' ')) {
      return 0;
    }
  }
  return 1;
}

static newsext_slice words(ne_arena *arena, const ne_prose *p, uint32_t first, uint32_t end) {
  const newsext_span span = ne_tokens_span(&p->tokens, first, end);
  return is_plain(p, first, end) ? ne_text_slice(&p->text, span)
                                 : ne_text_folded(arena, &p->text, span);
}

static int is_singular(const ne_mention *m) {
  return m->form == NE_FORM_COMMON && !(m->flags & NE_MENTION_PLURAL);
}

/* Past articles, a possessive pronoun, and "one" of one. */
static uint32_t after_determiners(const ne_prose *p, const ne_mention *m) {
  uint32_t i = m->first;
  while (i < m->head) {
    const uint8_t tag = p->tokens.at[i].tag;
    if (tag != NE_TAG_DETERMINER && tag != NE_TAG_POSSESSIVE &&
        !(tag == NE_TAG_NUMBER && is_singular(m))) {
      break;
    }
    i++;
  }
  return i;
}

/* The end of a common noun with the prepositional phrase after it. */
static uint32_t common_end(const ne_prose *p, const ne_mention *m) {
  uint32_t i, small = 0;
  const uint8_t after = m->end < m->full_end ? p->tokens.at[m->end].tag : NE_TAG_OTHER;
  if (after != NE_TAG_PREPOSITION && after != NE_TAG_ADJECTIVE && after != NE_TAG_ADVERB) {
    return m->end;
  }
  for (i = m->end; i < m->full_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (token->kind != NE_TOKEN_WORD && token->kind != NE_TOKEN_CLITIC) {
      break;
    }
    if (token->tag == NE_TAG_WH ||
        (ne_tag_is_verb(token->tag) && p->tokens.at[i - 1].tag != NE_TAG_DETERMINER)) {
      break;
    }
    small += token->shape == NE_SHAPE_LOWER; /* a name may have many words */
    if (small > TAIL_TOKENS || i == m->end + 2 * TAIL_TOKENS) {
      return m->end;
    }
  }
  return i > m->end + 1 ? i : m->end;
}

/* The two with the joint between them; b alone without memory. */
static newsext_slice join(ne_arena *arena, newsext_slice a, const char *joint, newsext_slice b) {
  const uint32_t length = (uint32_t)strlen(joint);
  newsext_slice name = {NULL, a.length + length + b.length};
  char *bytes = ne_arena_alloc(arena, name.length, 1);
  if (!bytes) {
    return b;
  }
  memcpy(bytes, a.bytes, a.length);
  memcpy(bytes + a.length, joint, length);
  if (b.length) {
    memcpy(bytes + a.length + length, b.bytes, b.length);
  }
  name.bytes = bytes;
  return name;
}

/* The entity that a possessive pronoun at the mention's beginning means; NE_NONE for none. */
static uint32_t owner_of(const ne_prose *p, const ne_mentions *mentions, uint32_t mention) {
  const ne_mention *m = &mentions->at[mention];
  uint32_t i;
  if (p->tokens.at[m->first].tag != NE_TAG_POSSESSIVE) {
    return NE_NONE;
  }
  for (i = mention; i < mentions->count && mentions->at[i].first == m->first; i++) {
    if (mentions->at[i].form == NE_FORM_PRONOUN && mentions->at[i].entity >= 0) {
      return (uint32_t)mentions->at[i].entity;
    }
  }
  return NE_NONE;
}

/* The end of "Smith and Jones" in "Smith and Jones, who were late". */
static uint32_t company_end(const ne_prose *p, const ne_mention *m) {
  const ne_token *at = p->tokens.at;
  uint32_t i, last = m->first;
  for (i = m->first; i < m->full_end; i++) {
    if (at[i].tag == NE_TAG_CONJUNCTION) {
      last = i + 1;
    }
  }
  for (i = last; i < m->full_end; i++) {
    if (at[i].kind == NE_TOKEN_COMMA) {
      return i;
    }
  }
  return m->full_end;
}

/* Is a word of the name one that is in no person's: "Business Insider"? */
static int has_plain_word(const ne_prose *p, const ne_mention *m) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(NICKNAME) | BIT(NAME_PARTICLE) |
                         BIT(NAME_SUFFIX) | BIT(PHRASE_START) | BIT(CITY) | BIT(CITY_WORD) |
                         BIT(CITY_ALONE) | BIT(TITLE);
  for (uint32_t i = m->name_first; i < m->name_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    const uint64_t classes = ne_lexicon_classes(p->lexicon, token->entry);
    if (token->shape >= NE_SHAPE_CAPITAL && token->shape != NE_SHAPE_INITIAL &&
        (classes & ~(i > m->name_first && token[-1].entry == 0 ? names | BIT(LEMMA) : names)) &&
        !(classes & (BIT(FIRST_NAME) | BIT(SURNAME)))) {
      return 1;
    }
  }
  return 0;
}

/* "Gem Valley Power", but not "Hurricane Anna" or "New Jersey Tuesday" */
static int is_named_for_thing(const ne_prose *p, const ne_mention *m) {
  const uint32_t entry = p->tokens.at[m->name_end - 1].entry;
  return m->form == NE_FORM_NAME && m->name_end > m->name_first + 1 &&
         (ne_lexicon_classes(p->lexicon, entry) & BIT(THING_NOUN)) &&
         ne_lexicon_value(p->lexicon, entry, NE_LEX_THING_NOUN)[0] != 't';
}

static newsext_kind kind_of(const ne_prose *p, const ne_mentions *mentions, const ne_entity *e) {
  const ne_mention *m = &mentions->at[e->best];
  switch (e->being) {
  case NE_BEING_ORGANIZATION:
  case NE_BEING_PLACE:
    return NEWSEXT_ORGANIZATION;
  case NE_BEING_THING:
    return is_named_for_thing(p, m) ? NEWSEXT_ORGANIZATION : NEWSEXT_DOCUMENT;
  case NE_BEING_DOCUMENT:
    return NEWSEXT_DOCUMENT;
  case NE_BEING_GROUP:
    return m->flags & NE_MENTION_ANONYMOUS ? NEWSEXT_ANONYMOUS : NEWSEXT_GROUP;
  case NE_BEING_PERSON:
    return m->form == NE_FORM_NAME ? NEWSEXT_PERSON : NEWSEXT_ANONYMOUS;
  default:
    break;
  }
  if (m->form != NE_FORM_NAME) {
    return m->flags & NE_MENTION_PLURAL ? NEWSEXT_GROUP : NEWSEXT_ANONYMOUS;
  }
  if (e->pronoun == NEWSEXT_HE || e->pronoun == NEWSEXT_SHE || e->titled != NE_NONE) {
    return NEWSEXT_PERSON;
  }
  if (m->name_end - m->name_first < 2 || p->tokens.at[m->first].tag == NE_TAG_DETERMINER ||
      has_plain_word(p, m)) {
    return NEWSEXT_ORGANIZATION;
  }
  return NEWSEXT_PERSON;
}

/* The name that the mention itself gives. */
static newsext_slice own_name(ne_arena *arena, const ne_prose *p, const ne_mention *m) {
  if (m->form == NE_FORM_NAME && m->name_end > m->name_first) {
    return words(arena, p, m->name_first, m->name_end);
  }
  if (m->form != NE_FORM_COMMON) {
    return words(arena, p, m->first, m->form == NE_FORM_PRONOUN ? m->end : company_end(p, m));
  }
  return words(arena, p, after_determiners(p, m), common_end(p, m));
}

/* Is the name that of a person whom a transcript's labels alone name, all in capitals? */
static int is_loud(const ne_prose *p, const ne_mentions *mentions, const ne_entity *e) {
  const ne_mention *best = &mentions->at[e->best];
  uint32_t count = 0;
  if (!e->labelled || best->form != NE_FORM_NAME || kind_of(p, mentions, e) != NEWSEXT_PERSON) {
    return 0;
  }
  for (uint32_t i = best->name_first; i < best->name_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (token->kind == NE_TOKEN_WORD &&
        ((token->shape != NE_SHAPE_UPPER && token->shape != NE_SHAPE_INITIAL) ||
         (ne_lexicon_classes(p->lexicon, token->entry) & BIT(NAME_SUFFIX)))) {
      return 0;
    }
    count += token->shape == NE_SHAPE_UPPER;
  }
  return count > 1;
}

/* "Ann" of "Ann and Carl Poe" has her surname from there; "Mr Khan" and "Ms Khan", who have no
** other name, are told apart by the title; a label's name is written as other texts write it. */
static newsext_slice full_name(ne_arena *arena, const ne_prose *p, const ne_mentions *mentions,
                               const ne_entity *e) {
  const ne_mention *best = &mentions->at[e->best];
  newsext_slice name = own_name(arena, p, best);
  if (e->surname && name.bytes) {
    name = join(arena, name, " ", words(arena, p, e->surname, e->surname + 1));
  }
  if (e->namesake && best->gender != NE_GENDER_UNKNOWN && best->name_first > best->first) {
    name = words(arena, p, best->name_first - 1, best->name_end);
  }
  return is_loud(p, mentions, e) ? ne_text_named(arena, name) : name;
}

/* "his campaign": the name of the owner, who was known before, in place of the pronoun. */
static newsext_slice owned_name(ne_arena *arena, const ne_prose *p, const ne_mentions *mentions,
                                const ne_people *people, uint32_t entity) {
  const ne_entity *e = &people->at[entity];
  const ne_mention *best = &mentions->at[e->best];
  const uint32_t owner = best->form == NE_FORM_COMMON ? owner_of(p, mentions, e->best) : NE_NONE;
  newsext_slice name = {NULL, 0};
  if (owner < entity && kind_of(p, mentions, &people->at[owner]) == NEWSEXT_PERSON) {
    name = full_name(arena, p, mentions, &people->at[owner]);
  }
  return name.bytes
             ? join(arena, name, "'s ", words(arena, p, after_determiners(p, best), best->end))
             : full_name(arena, p, mentions, e);
}

static newsext_slice role_of(ne_arena *arena, const ne_prose *p, const ne_mentions *mentions,
                             const ne_entity *e) {
  const ne_mention *titled = &mentions->at[e->titled];
  uint32_t end = titled->role_end;
  if (end > titled->role_first + ROLE_TOKENS) {
    end = titled->role_first + ROLE_TOKENS;
  }
  while (end > titled->role_first && p->tokens.at[end - 1].kind == NE_TOKEN_COMMA) {
    end--;
  }
  return words(arena, p, titled->role_first, end);
}

ne_portrait ne_entity_show(ne_arena *arena, const ne_prose *p, const ne_mentions *mentions,
                           const ne_people *people, uint32_t entity) {
  const ne_entity *e = &people->at[entity];
  ne_portrait shown = {.kind = kind_of(p, mentions, e)};
  shown.name = owned_name(arena, p, mentions, people, entity);
  if (e->titled != NE_NONE) {
    shown.role = role_of(arena, p, mentions, e);
  }
  return shown;
}
