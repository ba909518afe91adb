/* people.c: walks the mentions and gives each its entity.
**
** The first walk gathers full names, wherever in the article they stand; the
** second goes through all mentions in order: short names, titles and roles,
** bodies, groups, pronouns. What it does for one mention is bounded. */
#include "entity.h"
#include "refer.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

#define ROLE_WORDS (BIT(TITLE) | BIT(ROLE_HEAD) | BIT(OCCUPATION) | BIT(PERSON_NOUN))
/* How far back an unnamed person or a body is meant by "the official", "the firm". */
#define REMENTION_SENTENCES 10

/* ---- Entities ------------------------------------------------------------------- */

static uint8_t share_of_women(const ne_prose *p, uint32_t i) {
  const char *value = ne_lexicon_value(p->lexicon, ne_first_name_entry(p, i), NE_LEX_FIRST_NAME);
  unsigned share = 0;
  if (!*value)
    return NE_WOMAN_UNKNOWN;
  for (; *value >= '0' && *value <= '9'; value++)
    share = share * 10 + (unsigned)(*value - '0');
  return share <= 100 ? (uint8_t)share : NE_WOMAN_UNKNOWN;
}

/* A new entity for the mention; NE_NONE without memory. */
static uint32_t make_entity(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  ne_people *people = r->people;
  ne_entity *entities;
  ne_figure *figures;
  ne_figure *f;
  entities =
      ne_arena_grow(r->arena, people->at, people->count, &people->capacity, sizeof *entities);
  if (!entities)
    return NE_NONE;
  people->at = entities;
  figures =
      ne_arena_grow(r->arena, r->figures, people->count, &r->figure_capacity, sizeof *figures);
  if (!figures)
    return NE_NONE;
  r->figures = figures;
  entities[people->count] = (ne_entity){.best = mention, .titled = NE_NONE, .first = mention};
  f = &figures[people->count];
  memset(f, 0, sizeof *f);
  f->last_mention = NE_NONE;
  f->being = m->being;
  f->woman = NE_WOMAN_UNKNOWN;
  f->plural = (m->flags & NE_MENTION_PLURAL) != 0;
  return people->count++;
}

static void push(ne_recent *recent, uint32_t mention) {
  recent->at[recent->count++ % NE_RECENT] = mention;
}

static int is_personal(const ne_figure *f) {
  return (f->being == NE_BEING_PERSON || f->being == NE_BEING_UNKNOWN) && !f->plural;
}

/* Counts the mention as one of its entity and makes it the most recent one. */
static void note(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_figure *f = &r->figures[m->entity];
  ne_entity *e = &r->people->at[m->entity];
  if (f->seen++ == 0)
    e->first = mention;
  e->mentions++;
  f->last_mention = mention;
  if (m->form != NE_FORM_PRONOUN && is_personal(f) && m->gender != NE_GENDER_UNKNOWN &&
      f->gender == NE_GENDER_UNKNOWN)
    f->gender = m->gender;
  if (is_personal(f))
    push(&r->persons, mention);
  if (f->being != NE_BEING_PERSON)
    push(&r->others, mention);
}

/* ---- Names ---------------------------------------------------------------------- */

static int beings_agree(uint8_t a, uint8_t b) {
  return a == b || a == NE_BEING_UNKNOWN || b == NE_BEING_UNKNOWN;
}

/* Lets the entity go by each word of the name, and by its initials. */
static void enlist(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_token *at = r->prose->tokens.at;
  uint32_t i, listed = 0;
  for (i = m->name_first; i < m->name_end && listed < 8; i++) {
    if (at[i].kind != NE_TOKEN_WORD || at[i].shape == NE_SHAPE_LOWER ||
        at[i].shape == NE_SHAPE_INITIAL)
      continue;
    ne_roster_add(r->arena, &r->roster, at[i].hash, entity);
    if (m->being == NE_BEING_ORGANIZATION &&
        (ne_prose_classes(r->prose, i) & BIT(ORGANIZATION_HEAD)))
      ne_roster_add(r->arena, &r->roster, ne_roster_role(at[i].hash), entity);
    listed++;
  }
  if (m->being != NE_BEING_PERSON) {
    const uint64_t acronym = ne_name_acronym(r->prose, m);
    if (acronym)
      ne_roster_add(r->arena, &r->roster, acronym, entity);
  }
}

/* "U.S. Africa Command (AFRICOM)": the entity goes by what the bracket holds. */
static void enlist_bracket(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_tokens *tokens = &r->prose->tokens;
  const uint32_t i = m->end;
  if (i + 2 < tokens->count && tokens->at[i].kind == NE_TOKEN_OPEN &&
      tokens->at[i + 2].kind == NE_TOKEN_CLOSE && tokens->at[i + 1].shape >= NE_SHAPE_UPPER)
    ne_roster_add(r->arena, &r->roster, tokens->at[i + 1].hash, entity);
}

/* The key of first and last name together. */
static uint64_t full_key(const ne_resolver *r, const ne_name_key *key) {
  const ne_token *at = r->prose->tokens.at;
  return ne_phrase_hash(ne_phrase_hash(NE_PHRASE_START, at[key->first].hash), at[key->last].hash) +
         key->generation;
}

/* The entity that bears this full name already; NE_NONE for none. */
static uint32_t find_full(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const uint64_t hash = r->prose->tokens.at[key->last].hash;
  uint32_t link = ne_roster_find(&r->roster, full_key(r, key)), looked;
  if (link) {
    const uint32_t e = r->roster.links[link - 1].entity;
    if (beings_agree(r->figures[e].being, m->being))
      return e;
  }
  link = ne_roster_find(&r->roster, hash);
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    const ne_figure *f = &r->figures[e];
    if (f->key.words > 1 && beings_agree(f->being, m->being) &&
        ne_name_same(r->prose, m, key, f, &r->people->at[e], r->mentions))
      return e;
    link = ne_roster_next(&r->roster, link);
  }
  return NE_NONE;
}

/* In "Anna Smith Slams Big Banks" the entity of "Anna Smith"; NE_NONE for none. */
static uint32_t find_inside(const ne_resolver *r, const ne_mention *m) {
  const ne_token *at = r->prose->tokens.at;
  uint32_t i;
  for (i = m->name_first; i < m->name_end && i < m->name_first + 8; i++) {
    uint32_t link = ne_roster_find(&r->roster, at[i].hash), looked;
    for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
      const uint32_t e = r->roster.links[link - 1].entity;
      if (r->figures[e].key.words > 1 &&
          ne_name_within(r->prose, &r->mentions->at[r->people->at[e].best], m))
        return e;
      link = ne_roster_next(&r->roster, link);
    }
  }
  return NE_NONE;
}

static int is_first_name(const ne_prose *p, uint32_t i) {
  if (p->tokens.at[i].shape == NE_SHAPE_MIXED)
    return ne_first_name_entry(p, i) != 0;
  return (ne_prose_classes(p, i) & BIT(FIRST_NAME)) != 0;
}

/* Is the name of the mention a fuller or better printed form than the best so far?
** "Hillary Rodham Clinton" is, "Crooked Hillary Clinton" is not. */
static int is_fuller(const ne_resolver *r, const ne_name_key *key, uint32_t entity) {
  const ne_figure *f = &r->figures[entity];
  const ne_token *at = r->prose->tokens.at;
  const int known = is_first_name(r->prose, key->first);
  const int known_before = is_first_name(r->prose, f->key.first);
  if (f->being == NE_BEING_PERSON && key->words > 1 && f->key.words > 1 && known != known_before)
    return known;
  if (key->words != f->key.words)
    return key->words > f->key.words;
  return at[f->key.last].shape == NE_SHAPE_UPPER && at[key->last].shape == NE_SHAPE_CAPITAL;
}

/* "Anna Smith Slams Bank" is all a headline told; "Smith" tells where the name ends. */
static void cut_headline(const ne_resolver *r, ne_figure *f, const ne_entity *e,
                         const ne_name_key *key) {
  const ne_token *at = r->prose->tokens.at;
  ne_mention *best = &r->mentions->at[e->best];
  uint32_t i;
  if (!r->title_case[best->sentence])
    return;
  for (i = f->key.first + 1; i < f->key.last; i++)
    if (at[i].hash == at[key->last].hash) {
      best->name_end = i + 1;
      ne_name_key_read(r->prose, best, &f->key);
      return;
    }
}

/* "Melanie", but not "Clinton" or "Jackson". */
static int is_only_first_name(const ne_prose *p, uint32_t i) {
  const uint64_t others = BIT(SURNAME) | BIT(CITY) | BIT(CITY_WORD);
  return is_first_name(p, i) && !(ne_prose_classes(p, i) & others);
}

static void take_name(ne_resolver *r, uint32_t mention, const ne_name_key *key, uint32_t entity) {
  const ne_mention *m = &r->mentions->at[mention];
  ne_figure *f = &r->figures[entity];
  if (f->key.words > 2 && key->words == 1)
    cut_headline(r, f, &r->people->at[entity], key);
  if (f->key.words == 0 || is_fuller(r, key, entity)) {
    f->key = *key;
    r->people->at[entity].best = mention;
    enlist(r, m, entity);
    if (key->words > 1)
      ne_roster_add(r->arena, &r->roster, full_key(r, key), entity);
  }
  if (f->being == NE_BEING_UNKNOWN)
    f->being = m->being;
  if (f->woman == NE_WOMAN_UNKNOWN && (key->words > 1 || is_only_first_name(r->prose, key->first)))
    f->woman = share_of_women(r->prose, key->first);
}

/* The key that tells whether a bearer of the surname of that gender has a title. */
static uint64_t bearer_key(const ne_resolver *r, const ne_name_key *key, uint8_t gender) {
  return ne_roster_role(r->prose->tokens.at[key->last].hash) + gender;
}

/* The gender of all those who bear the single name with a title: "Mr. Smith". */
static uint8_t titled_gender(const ne_resolver *r, const ne_name_key *key) {
  const int male = ne_roster_find(&r->roster, bearer_key(r, key, NE_MALE)) != 0;
  const int female = ne_roster_find(&r->roster, bearer_key(r, key, NE_FEMALE)) != 0;
  if (male == female)
    return NE_GENDER_UNKNOWN;
  return male ? NE_MALE : NE_FEMALE;
}

/* The first walk: full names only; those in headlines after the others. */
static void gather(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_name_key key;
  uint32_t entity;
  if (!ne_name_key_read(r->prose, m, &key))
    return;
  if (key.words < 2) {
    if (m->gender != NE_GENDER_UNKNOWN)
      ne_roster_add(r->arena, &r->roster, bearer_key(r, &key, m->gender), 0);
    return;
  }
  entity = find_full(r, m, &key);
  if (entity == NE_NONE && r->title_case[m->sentence]) {
    entity = find_inside(r, m);
    if (entity != NE_NONE) {
      m->entity = (int32_t)entity;
      return;
    }
  }
  if (entity == NE_NONE)
    entity = make_entity(r, mention);
  if (entity == NE_NONE)
    return;
  m->entity = (int32_t)entity;
  take_name(r, mention, &key, entity);
  r->figures[entity].named++;
  if (m->being != NE_BEING_PERSON)
    enlist_bracket(r, m, entity);
}

static void gather_sentence(ne_resolver *r, uint32_t sentence) {
  const uint32_t *of_sentence = r->mentions->of_sentence;
  for (uint32_t i = of_sentence[sentence]; i < of_sentence[sentence + 1]; i++)
    if (r->mentions->at[i].form == NE_FORM_NAME)
      gather(r, i);
}

/* How well an entity answers to a single name; 0 for not at all. */
static uint32_t answers(const ne_resolver *r, const ne_mention *m, uint64_t hash, uint8_t gender,
                        uint32_t entity) {
  const ne_figure *f = &r->figures[entity];
  const ne_token *at = r->prose->tokens.at;
  uint32_t points;
  if (!ne_refer_agrees(f, gender))
    return 0;
  if (f->key.words == 1 && at[f->key.last].hash == hash)
    points = 8; /* the same single name */
  else if (!beings_agree(f->being, m->being) &&
           (f->being != NE_BEING_PERSON || f->seen == 0 || m->being == NE_BEING_GROUP))
    return 0;
  else if (f->being == NE_BEING_PERSON || f->being == NE_BEING_UNKNOWN)
    points = at[f->key.last].hash == hash ? 8 : at[f->key.first].hash == hash ? 5 : 2;
  else
    points = m->being == NE_BEING_PLACE ? 0 : 5;
  if (points == 0)
    return 0;
  if (f->key.words > 1 && is_first_name(r->prose, f->key.first))
    points += 2;
  if (f->seen)
    points += r->mentions->at[f->last_mention].sentence + 3 >= m->sentence ? 10 : 6;
  return points + (f->named < 6 ? f->named : 6) + (f->seen < 12 ? f->seen / 2 : 6);
}

static uint32_t find_short(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const uint64_t hash = r->prose->tokens.at[key->last].hash;
  const uint8_t gender = m->gender ? m->gender : titled_gender(r, key);
  uint32_t link = ne_roster_find(&r->roster, hash), looked, best = NE_NONE, most = 0;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    const uint32_t points = answers(r, m, hash, gender, e);
    /* Of those that are yet to come the nearest, whom the chain holds last. */
    if (points > most || (points == most && points && r->figures[e].seen == 0)) {
      most = points;
      best = e;
    }
    link = ne_roster_next(&r->roster, link);
  }
  return best;
}

static uint32_t resolve_name(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_name_key key;
  uint32_t entity;
  if (m->entity >= 0)
    return (uint32_t)m->entity;
  if (!ne_name_key_read(r->prose, m, &key))
    return NE_NONE;
  entity = find_short(r, m, &key);
  if (entity == NE_NONE)
    entity = make_entity(r, mention);
  if (entity != NE_NONE)
    take_name(r, mention, &key, entity);
  return entity;
}

/* ---- Titles and roles ------------------------------------------------------------ */

/* The hash of the word that stands for all words for the same office. */
static uint64_t office_of(const ne_prose *p, uint32_t i) {
  const ne_token *token = &p->tokens.at[i];
  const char *full = ne_lexicon_value(p->lexicon, token->entry, NE_LEX_TITLE_FULL);
  return ne_roster_role(*full ? ne_word_hash(full, (uint32_t)strlen(full)) : token->hash);
}

/* Keeps the mention's role with the entity, and lets it go by its words. */
static void take_role(ne_resolver *r, uint32_t mention, uint32_t entity) {
  const ne_mention *m = &r->mentions->at[mention];
  ne_entity *e = &r->people->at[entity];
  const uint32_t words = m->role_end - m->role_first;
  uint32_t i, end = m->role_end < m->role_first + 12 ? m->role_end : m->role_first + 12;
  if (words == 0)
    return;
  if (e->titled == NE_NONE)
    e->titled = mention;
  else if (words > 1) {
    const ne_mention *old = &r->mentions->at[e->titled];
    if (old->role_end - old->role_first == 1)
      e->titled = mention;
  }
  for (i = m->role_first; i < end; i++) {
    const uint8_t tag = r->prose->tokens.at[i].tag;
    if (tag == NE_TAG_PREPOSITION)
      break;
    if (ne_prose_classes(r->prose, i) & ROLE_WORDS)
      ne_roster_add(r->arena, &r->roster, office_of(r->prose, i), entity);
  }
}

static int has_word(const ne_prose *p, uint32_t first, uint32_t end, uint64_t hash) {
  for (; first < end; first++)
    if (p->tokens.at[first].hash == hash)
      return 1;
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
    if (i == m->head || (i > m->head && token->tag != NE_TAG_NAME))
      continue;
    if (!ne_tag_is_noun(token->tag) && token->tag != NE_TAG_NUMBER)
      continue;
    if (!has_word(p, best->first, best->end, token->hash) &&
        !(titled && has_word(p, titled->role_first, titled->role_end, token->hash)))
      return 0;
  }
  return 1;
}

/* loosely: by the head alone, as far as it is a name's: "the Vermont senator" for a
** senator of whom no state was told. */
static int may_be_meant(const ne_resolver *r, const ne_mention *m, uint32_t entity, int loosely) {
  const ne_figure *f = &r->figures[entity];
  const ne_mention *last;
  if (f->seen == 0 || !beings_agree(f->being, m->being) || !ne_refer_agrees(f, m->gender))
    return 0;
  if (f->plural != ((m->flags & NE_MENTION_PLURAL) != 0))
    return 0;
  last = &r->mentions->at[f->last_mention];
  if (f->key.words == 0 && m->sentence - last->sentence > REMENTION_SENTENCES)
    return 0;
  return loosely ? f->key.words > 0 : modifiers_fit(r, m, entity);
}

/* The entity that "the senator", "the report", "the commission" means: of those
** that go by the word the one mentioned last; NE_NONE for none. */
static uint32_t find_role(const ne_resolver *r, const ne_mention *m, int loosely) {
  uint32_t link = ne_roster_find(&r->roster, office_of(r->prose, m->head));
  uint32_t looked, best = NE_NONE;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    if (may_be_meant(r, m, e, loosely) &&
        (best == NE_NONE || r->figures[e].last_mention > r->figures[best].last_mention))
      best = e;
    link = ne_roster_next(&r->roster, link);
  }
  return best;
}

/* ---- Common nouns ------------------------------------------------------------------ */

/* "the firm", "the group": the body named last, whatever it is called. */
static uint32_t find_body(const ne_resolver *r, const ne_mention *m) {
  const uint32_t entry = r->prose->tokens.at[m->head].entry;
  uint32_t n;
  if (m->head != m->first + 1 ||
      !(ne_lexicon_value(r->prose->lexicon, entry, NE_LEX_ORGANIZATION_HEAD)[0] == 'g'))
    return NE_NONE;
  for (n = 1; n <= NE_RECENT && n <= r->others.count; n++) {
    const ne_mention *c = &r->mentions->at[r->others.at[(r->others.count - n) % NE_RECENT]];
    const ne_figure *f = &r->figures[c->entity];
    if (m->sentence - c->sentence > REMENTION_SENTENCES)
      break;
    if (f->key.words > 0 && (f->being == NE_BEING_ORGANIZATION ||
                             (f->being == NE_BEING_UNKNOWN && f->he + f->she == 0)))
      return (uint32_t)c->entity;
  }
  return NE_NONE;
}

/* The hash of the phrase without its determiner: groups of one name are one group. */
static uint64_t phrase_of(const ne_prose *p, const ne_mention *m) {
  uint64_t hash = NE_PHRASE_START;
  uint32_t i;
  for (i = m->first; i <= m->head; i++)
    if (p->tokens.at[i].tag != NE_TAG_DETERMINER)
      hash = ne_phrase_hash(hash, p->tokens.at[i].hash);
  return ne_roster_role(hash);
}

#define SHORT_TAIL 6

static int is_short(const ne_mention *m) {
  return m->full_end <= m->end + SHORT_TAIL;
}

/* "a lawyer" in "Smith, a lawyer and activist," is Smith; so is "activist". */
static uint32_t find_apposed(const ne_resolver *r, const ne_mention *m) {
  const ne_mention *named;
  const ne_token *before;
  if (r->apposed == NE_NONE || m->flags & NE_MENTION_POSSESSOR)
    return NE_NONE;
  named = &r->mentions->at[r->apposed];
  if (named->entity < 0 || m->first < named->name_end || m->head >= named->role_end)
    return NE_NONE;
  before = &r->prose->tokens.at[m->first - 1];
  return named->role_first >= m->first || before->tag == NE_TAG_CONJUNCTION ||
                 before->kind == NE_TOKEN_COMMA
             ? (uint32_t)named->entity
             : NE_NONE;
}

/* Words before the head by which news varies a name: a place, a party, an age,
** "former". */
static int is_description(const ne_prose *p, const ne_mention *m) {
  uint32_t i;
  if (m->being != NE_BEING_PERSON || m->flags & NE_MENTION_PLURAL)
    return 0;
  if (ne_prose_classes(p, m->head) & BIT(NATIONALITY))
    return 1;
  for (i = m->first; i < m->head; i++)
    if (p->tokens.at[i].tag == NE_TAG_GENITIVE || p->tokens.at[i].tag == NE_TAG_POSSESSIVE)
      return 0;
  for (i = m->first + 1; i < m->head; i++) {
    const ne_token *token = &p->tokens.at[i];
    if (ne_prose_classes(p, i) & (BIT(COUNTRY) | BIT(US_STATE) | BIT(NATIONALITY) |
                                  BIT(PERSON_NOUN) | BIT(CITY_ALONE) | BIT(PRONOUN)))
      return 1;
    if (token->tag == NE_TAG_NUMBER || token->tag == NE_TAG_NAME)
      return 1;
  }
  return 0;
}

static uint32_t find_described(ne_resolver *r, uint32_t mention) {
  const uint32_t entity = find_role(r, &r->mentions->at[mention], 1);
  int32_t described;
  if (entity != NE_NONE)
    return entity;
  described = ne_refer_description(r, mention);
  return described < 0 ? NE_NONE : (uint32_t)described;
}

static uint32_t resolve_common(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const int definite = !(m->flags & NE_MENTION_INDEFINITE);
  uint32_t entity = NE_NONE;
  uint64_t phrase = 0;
  if (m->being == NE_BEING_UNKNOWN && m->name_end > m->name_first) {
    ne_name_key key;
    return ne_name_key_read(r->prose, m, &key) ? find_short(r, m, &key) : NE_NONE;
  }
  if (m->being == NE_BEING_THING || m->being == NE_BEING_UNKNOWN)
    return NE_NONE;
  entity = find_apposed(r, m);
  if (entity != NE_NONE)
    return entity;
  if (m->being == NE_BEING_GROUP && !(m->flags & NE_MENTION_ANONYMOUS)) {
    uint32_t link;
    phrase = phrase_of(r->prose, m);
    link = ne_roster_find(&r->roster, phrase);
    if (link && m->full_end == m->end)
      return r->roster.links[link - 1].entity;
  }
  if (definite && is_short(m)) {
    entity = find_role(r, m, 0);
    if (entity == NE_NONE && m->being == NE_BEING_ORGANIZATION)
      entity = find_body(r, m);
    if (entity == NE_NONE && is_description(r->prose, m))
      entity = find_described(r, mention);
  }
  if (entity != NE_NONE)
    return entity;
  entity = make_entity(r, mention);
  if (entity == NE_NONE)
    return NE_NONE;
  ne_roster_add(r->arena, &r->roster, office_of(r->prose, m->head), entity);
  if (phrase)
    ne_roster_add(r->arena, &r->roster, phrase, entity);
  return entity;
}

/* ---- The walk ----------------------------------------------------------------------- */

static void count(uint16_t *counter) {
  if (*counter < UINT16_MAX)
    ++*counter;
}

static void count_pronoun(ne_figure *f, const ne_mention *m) {
  if (m->gender == NE_MALE)
    count(&f->he);
  else if (m->gender == NE_FEMALE)
    count(&f->she);
  else if (m->flags & NE_MENTION_PLURAL)
    count(&f->they);
  else if (m->being == NE_BEING_UNKNOWN)
    count(&f->it);
}

/* "Smith, who" is a person, "Smith, which" a firm. */
static void learn_being(const ne_prose *p, ne_figure *f, const ne_mention *m) {
  const uint32_t entry = p->tokens.at[m->head].entry;
  const char *value = ne_lexicon_value(p->lexicon, entry, NE_LEX_PRONOUN);
  if (f->being != NE_BEING_UNKNOWN || value[0] != 'w')
    return;
  if (value[2] == 'b')
    f->being = NE_BEING_PERSON;
  else if (value[2] == 'n')
    f->being = NE_BEING_ORGANIZATION;
}

static void resolve(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  uint32_t entity = NE_NONE;
  if (m->form == NE_FORM_PRONOUN) {
    const int32_t found = ne_refer_pronoun(r, mention);
    if (found < 0)
      return;
    entity = (uint32_t)found;
    learn_being(r->prose, &r->figures[entity], m);
    count_pronoun(&r->figures[entity], m);
  } else if (m->form == NE_FORM_NAME && m->name_end > m->name_first) {
    entity = resolve_name(r, mention);
  } else if (m->form == NE_FORM_COMMON) {
    entity = resolve_common(r, mention);
  }
  if (entity == NE_NONE)
    return;
  m->entity = (int32_t)entity;
  if (m->form == NE_FORM_NAME) {
    if (m->being == NE_BEING_UNKNOWN)
      m->being = r->figures[entity].being;
    take_role(r, mention, entity);
    if (m->role_end > m->role_first && m->role_first >= m->name_end)
      r->apposed = mention;
  }
  note(r, mention);
}

/* A source that no other mention is one with is an entity of its own; but "he" and
** "I" tell nothing alone. */
static void add_speakers(ne_resolver *r) {
  for (uint32_t i = 0; r->speaking && i < r->mentions->count; i++) {
    ne_mention *m = &r->mentions->at[i];
    uint32_t entity;
    if (!r->speaking[i] || m->entity >= 0 ||
        (m->form == NE_FORM_PRONOUN && !(m->flags & NE_MENTION_INDEFINITE)))
      continue;
    entity = make_entity(r, i);
    if (entity == NE_NONE)
      return;
    m->entity = (int32_t)entity;
    note(r, i);
  }
}

static void finish(ne_resolver *r) {
  add_speakers(r);
  for (uint32_t i = 0; i < r->people->count; i++) {
    ne_figure *f = &r->figures[i];
    ne_entity *e = &r->people->at[i];
    e->plural = f->plural;
    e->gender = f->gender         ? f->gender
                : f->he != f->she ? (f->he > f->she ? NE_MALE : NE_FEMALE)
                : f->woman == NE_WOMAN_UNKNOWN || f->woman == 50
                    ? NE_GENDER_UNKNOWN
                    : (f->woman < 50 ? NE_MALE : NE_FEMALE);
    if (f->he != f->she)
      e->pronoun = f->he > f->she ? NEWSEXT_HE : NEWSEXT_SHE;
    else if (f->they && f->he == 0)
      e->pronoun = NEWSEXT_THEY;
    if (f->being == NE_BEING_UNKNOWN && f->it > 0 && f->he + f->she == 0)
      f->being = NE_BEING_ORGANIZATION;
    ne_entity_describe(r->arena, r->prose, r->mentions, r->people, i, f->being);
  }
}

static uint8_t *find_title_case(ne_arena *arena, const ne_prose *p) {
  uint8_t *found = ne_arena_alloc(arena, (size_t)p->sentences.count + 1, 1);
  for (uint32_t s = 0; found && s < p->sentences.count; s++)
    found[s] = (uint8_t)ne_sentence_is_headline(p, s);
  return found;
}

/* Numbers the sentences; what lies inside quotation marks parts nobody from the
** pronoun after it. */
static uint32_t *number_sentences(ne_arena *arena, const ne_prose *p) {
  uint32_t *place = ne_arena_alloc(arena, (size_t)p->sentences.count + 1, sizeof *place);
  uint32_t number = 0;
  for (uint32_t s = 0; place && s < p->sentences.count; s++) {
    const ne_sentence *sentence = &p->sentences.at[s];
    const uint32_t *runs = p->runs.of_token;
    const uint32_t last = sentence->end - 1;
    place[s] = number;
    if (!runs || !runs[sentence->first + (sentence->first < last)] ||
        !runs[last - (sentence->first < last)])
      number++;
  }
  return place;
}

void ne_people_resolve(ne_arena *arena, const ne_prose *prose, ne_mentions *mentions,
                       const uint8_t *speaking, ne_people *people) {
  ne_resolver r;
  uint32_t i, headlines;
  memset(&r, 0, sizeof r);
  memset(people, 0, sizeof *people);
  r.arena = arena;
  r.prose = prose;
  r.mentions = mentions;
  r.speaking = speaking;
  r.people = people;
  r.apposed = NE_NONE;
  ne_roster_open(arena, &r.roster, mentions->count);
  r.title_case = find_title_case(arena, prose);
  r.place = number_sentences(arena, prose);
  if (arena->status != NEWSEXT_OK)
    return;
  for (i = 0; i < mentions->count; i++)
    mentions->at[i].entity = -1;
  for (headlines = 0; headlines < 2; headlines++)
    for (i = 0; i < prose->sentences.count && arena->status == NEWSEXT_OK; i++)
      if (r.title_case[i] == headlines)
        gather_sentence(&r, i);
  for (i = 0; i < mentions->count && arena->status == NEWSEXT_OK; i++) {
    resolve(&r, i);
    if ((i & 4095) == 4095)
      ne_arena_stopped(arena);
  }
  if (arena->status == NEWSEXT_OK)
    finish(&r);
}
