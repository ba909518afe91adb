/* office.c: whom titles, roles and other common nouns mean. */
#include "refer.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

#define ROLE_WORDS (BIT(TITLE) | BIT(ROLE_HEAD) | BIT(OCCUPATION) | BIT(PERSON_NOUN))
/* How far back an unnamed person or a body is meant by "the official", "the firm". */
#define REMENTION_SENTENCES 10

/* ---- Titles and roles ------------------------------------------------------------ */

/* The hash of the word that stands for all words for the same office. */
static uint64_t office_of(const ne_prose *p, uint32_t i) {
  const ne_token *token = &p->tokens.at[i];
  const char *full = ne_lexicon_value(p->lexicon, token->entry, NE_LEX_TITLE_FULL);
  return ne_roster_role(*full ? ne_word_hash(full, (uint32_t)strlen(full)) : token->hash);
}

#define ROLE_TOKENS   12 /* of a role that are looked at */
#define ACRONYM_LEAST 2
#define ACRONYM_MOST  3

/* The last letters of those, by twos and threes. */
static void enlist_endings(ne_resolver *r, const char *letters, uint32_t n, uint32_t entity) {
  for (uint32_t k = ACRONYM_LEAST; k <= n && k <= ACRONYM_MOST; k++) {
    ne_roster_add(r->arena, &r->roster, ne_roster_role(ne_word_hash(letters + n - k, k)), entity);
  }
}

/* Lets the entity go by the initials of its office, which has ROLE_TOKENS at most: "the PM", "the
** CJI"; "the DCP" for a "Deputy Commissioner of Police (Crime)". */
static void enlist_acronyms(ne_resolver *r, const ne_mention *m, uint32_t end, uint32_t entity) {
  char letters[2 * ROLE_TOKENS];
  uint32_t n = 0;
  for (uint32_t i = m->role_first; i < end; i++) {
    const ne_token *token = &r->prose->tokens.at[i];
    if (token->kind != NE_TOKEN_WORD) {
      enlist_endings(r, letters, n, entity);
      n = 0;
    } else if (token->tag == NE_TAG_PREPOSITION) {
      enlist_endings(r, letters, n, entity); /* "the DG" of the Guild */
    } else if (ne_tag_is_noun(token->tag) || token->tag == NE_TAG_ADJECTIVE) {
      const char *word = r->prose->text.bytes + token->start;
      const char *hyphen = memchr(word, '-', token->length);
      letters[n++] = (char)(word[0] | 32);
      if (hyphen) { /* "Director-General" */
        letters[n++] = (char)(hyphen[1] | 32);
      }
    }
  }
  enlist_endings(r, letters, n, entity);
}

/* "Pope Francis", "Mr Justice Dunne": a title that is part of the name is an office, too. */
static void enlist_kept_title(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  if (m->being != NE_BEING_PERSON || m->name_end < m->name_first + 2) {
    return;
  }
  for (uint32_t i = m->name_first; i + 1 < m->name_end; i++) {
    const uint64_t classes = ne_prose_classes(r->prose, i);
    if ((classes & BIT(TITLE)) && (i > m->name_first || !(classes & BIT(FIRST_NAME)))) {
      ne_roster_add(r->arena, &r->roster, office_of(r->prose, i), entity);
    }
  }
}

/* "Deputy" in "Deputy Governor", who is not "the governor" */
static int is_below(const ne_prose *p, uint32_t i) {
  return ne_lexicon_value(p->lexicon, p->tokens.at[i].entry, NE_LEX_ROLE_HEAD)[0] == 'd';
}

/* Keeps the mention's role with the entity, and lets it go by its words. */
void ne_office_take(ne_resolver *r, uint32_t mention, uint32_t entity) {
  const ne_mention *m = &r->mentions->at[mention];
  ne_entity *e = &r->people->at[entity];
  const uint32_t words = m->role_end - m->role_first;
  const uint32_t end = words < ROLE_TOKENS ? m->role_end : m->role_first + ROLE_TOKENS;
  uint32_t i;
  if (words == 0) {
    enlist_kept_title(r, m, entity);
    return;
  }
  if (e->titled == NE_NONE) {
    e->titled = mention;
  } else if (words > 1) {
    const ne_mention *old = &r->mentions->at[e->titled];
    if (old->role_end - old->role_first == 1) {
      e->titled = mention;
    }
  }
  if (words > 1 && e->titled == mention) {
    enlist_acronyms(r, m, end, entity);
  }
  for (i = m->role_first; i < end; i++) {
    const uint8_t tag = r->prose->tokens.at[i].tag;
    if (tag == NE_TAG_PREPOSITION) {
      break;
    }
    if ((ne_prose_classes(r->prose, i) & ROLE_WORDS) &&
        !(i > m->role_first && is_below(r->prose, i - 1))) {
      ne_roster_add(r->arena, &r->roster, office_of(r->prose, i), entity);
    }
  }
}

static int has_word(const ne_prose *p, uint32_t first, uint32_t end, uint64_t hash) {
  for (; first < end; first++) {
    if (p->tokens.at[first].hash == hash) {
      return 1;
    }
  }
  return 0;
}

/* Does the entity bear the words that stand before the mention's head? */
static int modifiers_fit(const ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_prose *p = r->prose;
  const ne_entity *e = &r->people->at[entity];
  const ne_mention *best = &r->mentions->at[e->best];
  const ne_mention *titled = e->titled == NE_NONE ? NULL : &r->mentions->at[e->titled];
  uint32_t i = m->first;
  for (; i < m->full_end; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (i == m->head || (i > m->head && token->tag != NE_TAG_NAME)) {
      continue;
    }
    if (!ne_tag_is_noun(token->tag) && token->tag != NE_TAG_NUMBER) {
      continue;
    }
    if (!has_word(p, best->first, best->end, token->hash) &&
        !(titled && has_word(p, titled->role_first, titled->role_end, token->hash))) {
      return 0;
    }
  }
  return 1;
}

/* loosely: by the head alone, as far as it is a name's: "the Vermont senator" for a
** senator of whom no state was told. */
static int may_be_meant(const ne_resolver *r, const ne_mention *m, uint32_t entity, int loosely) {
  const ne_figure *f = &r->figures[entity];
  const ne_mention *last;
  if (f->seen == 0 || !ne_beings_agree(f->being, m->being) || !ne_refer_agrees(f, m->gender)) {
    return 0;
  }
  if (f->plural != ((m->flags & NE_MENTION_PLURAL) != 0)) {
    return 0;
  }
  last = &r->mentions->at[f->last_mention];
  if (f->key.words == 0 && last->flags & NE_MENTION_QUOTED && !(m->flags & NE_MENTION_QUOTED)) {
    return 0; /* "our union" */
  }
  if (f->key.words == 0 && m->sentence - last->sentence > REMENTION_SENTENCES) {
    return 0;
  }
  return loosely ? f->key.words > 0 : modifiers_fit(r, m, entity);
}

/* The entity that "the senator", "the report", "the commission" means: of those
** that go by the word, or an office's initials, the one mentioned last; NE_NONE for none. */
static uint32_t find_role(const ne_resolver *r, const ne_mention *m, int loosely) {
  const ne_token *head = &r->prose->tokens.at[m->head];
  uint32_t link = ne_roster_find(&r->roster, office_of(r->prose, m->head));
  uint32_t looked, best = NE_NONE;
  if (!link && head->shape == NE_SHAPE_UPPER) {
    link = ne_roster_find(&r->roster, ne_roster_role(head->hash));
  }
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    if ((best == NE_NONE || r->figures[e].last_mention > r->figures[best].last_mention) &&
        may_be_meant(r, m, e, loosely)) {
      best = e;
    }
    link = ne_roster_next(&r->roster, link);
  }
  return best;
}

/* ---- Kin -------------------------------------------------------------------------- */

/* The word for kin in the tokens; NE_NONE for none. */
static uint32_t kin_word(const ne_prose *p, uint32_t first, uint32_t end) {
  for (; first < end; first++) {
    if (ne_prose_classes(p, first) & BIT(RELATION)) {
      return first;
    }
  }
  return NE_NONE;
}

/* "her father, Jan Moe," tells who "her father" is from then on. */
void ne_office_kin(ne_resolver *r, uint32_t possessor) {
  const ne_prose *p = r->prose;
  const uint32_t first = r->mentions->at[possessor].first;
  const uint32_t owner = (uint32_t)r->mentions->at[possessor].entity;
  uint32_t i = possessor, word;
  ne_mention *m;
  uint64_t key;
  while (i > 0 && r->mentions->at[i - 1].first == first) {
    i--;
  }
  m = &r->mentions->at[i];
  if (i == possessor || m->entity < 0 || m->flags & NE_MENTION_PLURAL) {
    return;
  }
  word = m->form == NE_FORM_NAME ? kin_word(p, m->role_first, m->role_end)
                                 : kin_word(p, m->head, m->head + 1);
  if (word == NE_NONE) {
    return;
  }
  key = ne_phrase_hash(ne_roster_role(p->tokens.at[word].hash), owner);
  if (m->form == NE_FORM_NAME) {
    ne_roster_add(r->arena, &r->roster, key, (uint32_t)m->entity);
  } else if (r->figures[m->entity].key.words == 0) {
    const uint32_t link = ne_roster_find(&r->roster, key);
    m->entity = link ? (int32_t)r->roster.links[link - 1].entity : m->entity;
  }
}

/* ---- Common nouns ------------------------------------------------------------------ */

static int may_be_body(const ne_figure *f) {
  if (f->key.words == 0 || f->plural) {
    return 0;
  }
  return f->being == NE_BEING_ORGANIZATION || (f->being == NE_BEING_UNKNOWN && f->he + f->she == 0);
}

/* "Norvale's Eleonora Roth": rather somebody who works there than a firm */
static int may_be_staff(const ne_resolver *r, const ne_mention *m) {
  return r->figures[m->entity].being == NE_BEING_UNKNOWN && m->name_end == m->name_first + 2 &&
         m->name_first > m->first && r->prose->tokens.at[m->name_first - 1].tag == NE_TAG_GENITIVE;
}

/* "the union that represents them", but not "the union, which ..." */
static int is_told_apart(const ne_prose *p, const ne_mention *m) {
  return m->full_end > m->end && p->tokens.at[m->end].kind == NE_TOKEN_WORD;
}

/* "the firm", "the group": the body named last, whatever it is called; of those of one
** sentence the first. */
static uint32_t find_body(const ne_resolver *r, const ne_mention *m) {
  const uint32_t entry = r->prose->tokens.at[m->head].entry;
  const ne_mention *found = NULL;
  uint32_t n;
  if (m->head != m->first + 1 || is_told_apart(r->prose, m) ||
      !(ne_lexicon_value(r->prose->lexicon, entry, NE_LEX_ORGANIZATION_HEAD)[0] == 'g')) {
    return NE_NONE;
  }
  for (n = 1; n <= NE_RECENT && n <= r->others.count; n++) {
    const ne_mention *c = &r->mentions->at[r->others.at[(r->others.count - n) % NE_RECENT]];
    if (m->sentence - c->sentence > REMENTION_SENTENCES ||
        (found && c->sentence != found->sentence)) {
      break;
    }
    if (may_be_body(&r->figures[c->entity]) && !may_be_staff(r, c) &&
        (m->flags & NE_MENTION_QUOTED || !(c->flags & NE_MENTION_QUOTED))) {
      found = c;
    }
  }
  return found ? (uint32_t)found->entity : NE_NONE;
}

uint64_t ne_office_phrase(const ne_prose *p, const ne_mention *m) {
  uint64_t hash = NE_PHRASE_START;
  uint32_t i;
  for (i = m->first; i < m->full_end; i++) {
    if (p->tokens.at[i].tag != NE_TAG_DETERMINER) {
      hash = ne_phrase_hash(hash, p->tokens.at[i].hash);
    }
  }
  return ne_roster_role(hash);
}

#define SHORT_TAIL 6

/* What is told of a person behind a comma tells nobody apart: "the striker, who had been out for
** a month". */
static int is_short(const ne_prose *p, const ne_mention *m) {
  return m->full_end <= m->end + SHORT_TAIL ||
         (m->being == NE_BEING_PERSON && p->tokens.at[m->head].shape == NE_SHAPE_LOWER &&
          p->tokens.at[m->end].kind == NE_TOKEN_COMMA);
}

/* "a lawyer" in "Smith, a lawyer and activist," is Smith; so is "activist". */
static uint32_t find_apposed(const ne_resolver *r, const ne_mention *m) {
  const ne_mention *named;
  const ne_token *before;
  if (r->apposed == NE_NONE || m->flags & NE_MENTION_POSSESSOR) {
    return NE_NONE;
  }
  named = &r->mentions->at[r->apposed];
  if (named->entity < 0 || m->first < named->name_end || m->head >= named->role_end) {
    return NE_NONE;
  }
  before = &r->prose->tokens.at[m->first - 1];
  return named->role_first >= m->first || before->tag == NE_TAG_CONJUNCTION ||
                 before->kind == NE_TOKEN_COMMA
             ? (uint32_t)named->entity
             : NE_NONE;
}

/* Is the name no part of what comes before: "They met Smith, the mayor said"? */
static int stands_free(const ne_prose *p, const ne_mention *name, int verb_follows) {
  const ne_token *before = &p->tokens.at[name->first - 1];
  if (name->first == p->sentences.at[name->sentence].first) {
    return 1;
  }
  return verb_follows ? before->tag == NE_TAG_PUNCTUATION : before->tag != NE_TAG_PREPOSITION;
}

/* "Carl Roth, the executive in charge of it, said": the name stands right before, and nothing
** that makes of it more than a name. */
static uint32_t find_named_before(const ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const ne_token *at = r->prose->tokens.at;
  uint32_t i, looked;
  if (m->first < 2 || at[m->first - 1].kind != NE_TOKEN_COMMA || m->being != NE_BEING_PERSON ||
      m->flags & NE_MENTION_PLURAL) {
    return NE_NONE;
  }
  for (i = mention, looked = 0; i-- > 0 && looked < 4; looked++) {
    const ne_mention *c = &r->mentions->at[i];
    if (c->sentence != m->sentence || c->end + 1 < m->first) {
      break;
    }
    if (c->end + 1 == m->first && c->form == NE_FORM_NAME && c->being == NE_BEING_PERSON &&
        c->entity >= 0 && !(c->flags & (NE_MENTION_INNER | NE_MENTION_PLURAL)) &&
        stands_free(r->prose, c, m->flags & NE_MENTION_SUBJECT)) {
      return ne_refer_agrees(&r->figures[c->entity], m->gender) ? (uint32_t)c->entity : NE_NONE;
    }
  }
  return NE_NONE;
}

/* "Dunne's former aide" */
static int is_owned(const ne_prose *p, const ne_mention *m) {
  for (uint32_t i = m->first; i < m->head; i++) {
    if (p->tokens.at[i].tag == NE_TAG_GENITIVE || p->tokens.at[i].tag == NE_TAG_POSSESSIVE) {
      return 1;
    }
  }
  return 0;
}

/* "the striker": by trade, which is no office of one such as "the president", nor the part of
** somebody else in what is told, such as "the host". */
static int is_trade(const ne_prose *p, const ne_mention *m) {
  const uint64_t classes = ne_prose_classes(p, m->head);
  const uint32_t entry = p->tokens.at[m->head].entry;
  return (m->flags & NE_MENTION_SUBJECT) && (classes & BIT(ROLE_HEAD)) && !(classes & BIT(TITLE)) &&
         !strchr(ne_lexicon_value(p->lexicon, entry, NE_LEX_ROLE_HEAD), 'u') &&
         !is_told_apart(p, m);
}

/* "the Transport Secretary": whose it is goes without saying. */
static int is_office_of_one(const ne_prose *p, const ne_mention *m) {
  return m->head > m->first + 1 && p->tokens.at[m->head].shape == NE_SHAPE_CAPITAL &&
         p->tokens.at[m->head - 1].shape == NE_SHAPE_CAPITAL &&
         (ne_prose_classes(p, m->head) & BIT(ROLE_HEAD));
}

/* Words before the head by which news varies a name: a place, a party, an age,
** "former". */
static int is_description(const ne_prose *p, const ne_mention *m) {
  uint32_t i;
  if (m->being != NE_BEING_PERSON || m->flags & NE_MENTION_PLURAL) {
    return 0;
  }
  if ((ne_prose_classes(p, m->head) & BIT(NATIONALITY)) || ne_is_age(p, m->head) ||
      ((ne_prose_classes(p, m->head) & BIT(PERSON_NOUN)) &&
       p->tokens.at[m->head].shape == NE_SHAPE_CAPITAL)) {
    return 1; /* "the Swede", "the Democrat" */
  }
  if (is_office_of_one(p, m)) {
    return 0;
  }
  if (is_owned(p, m)) {
    return ne_refer_is_past(p, m);
  }
  if (is_trade(p, m)) {
    return 1;
  }
  for (i = m->first + 1; i < m->head; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (ne_prose_classes(p, i) & (BIT(COUNTRY) | BIT(US_STATE) | BIT(NATIONALITY) |
                                  BIT(PERSON_NOUN) | BIT(CITY_ALONE) | BIT(PRONOUN))) {
      return 1;
    }
    if (token->tag == NE_TAG_NUMBER || token->tag == NE_TAG_NAME) {
      return 1;
    }
  }
  return 0;
}

/* The key under which "the Vermont senator" is "the senator" from then on. */
static uint64_t described_key(const ne_prose *p, const ne_mention *m) {
  return office_of(p, m->head) + 1;
}

static void learn_description(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const uint32_t entry = r->prose->tokens.at[m->head].entry;
  const char *value = ne_lexicon_value(r->prose->lexicon, entry, NE_LEX_ROLE_HEAD);
  if (!strchr(value, 'u')) {
    ne_roster_add(r->arena, &r->roster, described_key(r->prose, m), entity);
  }
}

/* Who has been described a while ago by more words than the one that is left. */
static uint32_t find_learnt(const ne_resolver *r, const ne_mention *m) {
  const uint32_t link =
      m->head == m->first + 1 ? ne_roster_find(&r->roster, described_key(r->prose, m)) : 0;
  const uint32_t e = link ? r->roster.links[link - 1].entity : NE_NONE;
  const ne_mention *last = link ? &r->mentions->at[r->figures[e].last_mention] : NULL;
  return link && may_be_meant(r, m, e, 1) && m->sentence - last->sentence <= REMENTION_SENTENCES
             ? e
             : NE_NONE;
}

#define JUST_NAMED 3 /* sentences */

/* Whose aide somebody was is told of who has been named just now, and without a role. */
static int is_just_named(const ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_entity *e = &r->people->at[entity];
  return e->titled == NE_NONE && m->sentence - r->mentions->at[e->first].sentence <= JUST_NAMED;
}

/* "Beside Smith, the actor laughed": two of them */
static int is_beside(const ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_mention *last = &r->mentions->at[r->figures[entity].last_mention];
  return last->sentence == m->sentence && !(last->flags & NE_MENTION_QUOTED);
}

static uint32_t find_described(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const int owned = is_owned(r->prose, m);
  const uint32_t entity = owned ? NE_NONE : find_role(r, m, 1);
  int32_t described;
  if (entity != NE_NONE) {
    return entity;
  }
  described = ne_refer_description(r, mention);
  if (described < 0 || (owned && !is_just_named(r, m, (uint32_t)described)) ||
      (is_trade(r->prose, m) && is_beside(r, m, (uint32_t)described))) {
    return NE_NONE;
  }
  if (m->flags & NE_MENTION_SUBJECT) {
    learn_description(r, m, (uint32_t)described);
  }
  return (uint32_t)described;
}

/* Is the phrase all there is to tell them by: "officials", "police", "records"?
** But "two officials" are others each time. */
static int is_class(const ne_prose *p, const ne_mention *m) {
  if (m->being == NE_BEING_DOCUMENT) {
    return (m->flags & NE_MENTION_PLURAL) != 0;
  }
  if (m->being == NE_BEING_ORGANIZATION) {
    return (m->flags & NE_MENTION_INDEFINITE) && p->tokens.at[m->first].tag != NE_TAG_DETERMINER;
  }
  if (m->being != NE_BEING_GROUP) {
    return 0;
  }
  for (uint32_t i = m->first; i < m->head; i++) {
    if (p->tokens.at[i].tag == NE_TAG_NUMBER) {
      return 0;
    }
  }
  return 1;
}

uint32_t ne_office_company(ne_resolver *r, uint32_t mention) {
  const uint64_t phrase = ne_office_phrase(r->prose, &r->mentions->at[mention]);
  const uint32_t link = ne_roster_find(&r->roster, phrase);
  uint32_t entity;
  if (link) {
    return r->roster.links[link - 1].entity;
  }
  entity = ne_figure_make(r, mention);
  if (entity != NE_NONE) {
    ne_roster_add(r->arena, &r->roster, phrase, entity);
  }
  return entity;
}

/* "Cuban said", where a Mark Cuban is known: a surname that is a people's name too. */
static uint32_t find_namesake(const ne_resolver *r, const ne_mention *m) {
  const ne_token *head = &r->prose->tokens.at[m->head];
  uint32_t link, e;
  if (m->first != m->head || m->flags & NE_MENTION_PLURAL || m->being != NE_BEING_PERSON ||
      head->shape != NE_SHAPE_CAPITAL) {
    return NE_NONE;
  }
  link = ne_roster_find(&r->roster, head->hash);
  e = link ? r->roster.links[link - 1].entity : NE_NONE;
  return e != NE_NONE && r->figures[e].being == NE_BEING_PERSON && r->figures[e].key.words > 1 &&
                 r->prose->tokens.at[r->figures[e].key.last].hash == head->hash
             ? e
             : NE_NONE;
}

uint32_t ne_office_resolve(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const int definite = !(m->flags & NE_MENTION_INDEFINITE);
  uint32_t entity = NE_NONE;
  uint64_t phrase = 0;
  if (m->being == NE_BEING_UNKNOWN && m->name_end > m->name_first) {
    ne_name_key key;
    return ne_name_key_read(r->prose, m, &key) ? ne_bearer_find(r, m, &key) : NE_NONE;
  }
  if (m->being == NE_BEING_THING || m->being == NE_BEING_UNKNOWN) {
    return NE_NONE;
  }
  entity = find_namesake(r, m);
  if (entity != NE_NONE) {
    return entity;
  }
  entity = find_apposed(r, m);
  if (entity == NE_NONE && definite) {
    entity = find_named_before(r, mention);
  }
  if (entity != NE_NONE) {
    return entity;
  }
  if (is_class(r->prose, m)) {
    uint32_t link;
    phrase = ne_office_phrase(r->prose, m);
    link = ne_roster_find(&r->roster, phrase);
    if (link) {
      return r->roster.links[link - 1].entity;
    }
  }
  if (definite && is_short(r->prose, m)) {
    entity = find_role(r, m, 0);
    if (entity == NE_NONE && m->being == NE_BEING_ORGANIZATION) {
      entity = find_body(r, m);
    }
    if (entity == NE_NONE && m->being == NE_BEING_PERSON) {
      entity = find_learnt(r, m);
    }
    if (entity == NE_NONE && is_description(r->prose, m)) {
      entity = find_described(r, mention);
    }
  }
  if (entity != NE_NONE) {
    return entity;
  }
  entity = ne_figure_make(r, mention);
  if (entity == NE_NONE) {
    return NE_NONE;
  }
  ne_roster_add(r->arena, &r->roster, office_of(r->prose, m->head), entity);
  if (phrase) {
    ne_roster_add(r->arena, &r->roster, phrase, entity);
  }
  return entity;
}
