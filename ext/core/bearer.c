/* bearer.c: who bears a name: full names wherever in the article they stand, then
** short names by those who are known. */
#include "refer.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

/* ---- What a name shows ------------------------------------------------------------ */

static uint8_t share_of_women(const ne_prose *p, uint32_t i) {
  const char *value = ne_lexicon_value(p->lexicon, ne_first_name_entry(p, i), NE_LEX_FIRST_NAME);
  unsigned share = 0;
  if (!*value) {
    return NE_WOMAN_UNKNOWN;
  }
  for (; *value >= '0' && *value <= '9'; value++) {
    share = share * 10 + (unsigned)(*value - '0');
  }
  return share <= 100 ? (uint8_t)share : NE_WOMAN_UNKNOWN;
}

/* Lets the entity go by each word of the name, and by its initials. */
static void enlist(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_token *at = r->prose->tokens.at;
  uint32_t i, listed = 0;
  for (i = m->name_first; i < m->name_end && listed < 8; i++) {
    if (at[i].kind != NE_TOKEN_WORD || at[i].shape == NE_SHAPE_LOWER ||
        at[i].shape == NE_SHAPE_INITIAL) {
      continue;
    }
    ne_roster_add(r->arena, &r->roster, at[i].hash, entity);
    if (m->being == NE_BEING_ORGANIZATION &&
        (ne_prose_classes(r->prose, i) & BIT(ORGANIZATION_HEAD))) {
      ne_roster_add(r->arena, &r->roster, ne_roster_role(at[i].hash), entity);
    }
    listed++;
  }
  if (m->being != NE_BEING_PERSON) {
    const uint64_t acronym = ne_name_acronym(r->prose, m);
    if (acronym) {
      ne_roster_add(r->arena, &r->roster, acronym, entity);
    }
  }
}

/* "U.S. Africa Command (AFRICOM)": the entity goes by what the bracket holds. */
static void enlist_bracket(ne_resolver *r, const ne_mention *m, uint32_t entity) {
  const ne_tokens *tokens = &r->prose->tokens;
  const uint32_t i = m->end;
  if (i + 2 < tokens->count && tokens->at[i].kind == NE_TOKEN_OPEN &&
      tokens->at[i + 2].kind == NE_TOKEN_CLOSE && tokens->at[i + 1].shape >= NE_SHAPE_UPPER) {
    ne_roster_add(r->arena, &r->roster, tokens->at[i + 1].hash, entity);
  }
}

/* The key of first and last name together. */
static uint64_t full_key(const ne_resolver *r, const ne_name_key *key) {
  const ne_token *at = r->prose->tokens.at;
  return ne_phrase_hash(ne_phrase_hash(NE_PHRASE_START, at[key->first].hash), at[key->last].hash) +
         key->generation;
}

/* "Winifred Askew-Moyo" goes by "Winifred Askew", "Winifred Moyo" and "Moyo" too, "Nouri al-Basri"
** by "Basri". */
static void enlist_halves(ne_resolver *r, const ne_name_key *key, uint32_t entity) {
  const ne_token *first = &r->prose->tokens.at[key->first];
  const ne_token *last = &r->prose->tokens.at[key->last];
  const char *bytes = r->prose->text.bytes + last->start;
  char folded[32];
  uint32_t i, hyphen = 0;
  uint64_t hash;
  if (last->shape != NE_SHAPE_MIXED || last->length > sizeof folded) {
    return;
  }
  for (i = 0; i < last->length; i++) {
    if (bytes[i] & 0x80) {
      return;
    }
    folded[i] = bytes[i] == '-' ? '-' : (char)(bytes[i] | 32);
    hyphen = bytes[i] == '-' ? i : hyphen;
  }
  if (hyphen == 0 || hyphen + 1 >= last->length) {
    return;
  }
  ne_roster_add(r->arena, &r->roster, ne_word_hash(folded + hyphen + 1, last->length - hyphen - 1),
                entity);
  hash = ne_phrase_hash(NE_PHRASE_START, first->hash);
  ne_roster_add(r->arena, &r->roster, ne_phrase_hash(hash, ne_word_hash(folded, hyphen)), entity);
  ne_roster_add(r->arena, &r->roster,
                ne_phrase_hash(hash, ne_word_hash(folded + hyphen + 1, last->length - hyphen - 1)),
                entity);
}

#define SKELETON_LEAST 6 /* letters of a name that may be misspelt */

/* The key of a name's first letter and other consonants, by which one misspelling meets
** another; 0 for a name that is too short. */
static uint64_t skeleton_key(const ne_prose *p, uint32_t i) {
  const ne_token *token = &p->tokens.at[i];
  const char *bytes = p->text.bytes + token->start;
  char letters[16], before = 0;
  uint32_t k, n = 0;
  if (token->length < SKELETON_LEAST || token->shape < NE_SHAPE_CAPITAL) {
    return 0;
  }
  for (k = 0; k < token->length && n < sizeof letters; k++) {
    const char c = (char)(bytes[k] | 32);
    const int is_silent = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' ||
                          c == 'h' || c < 'a' || c > 'z';
    if ((!is_silent || k == 0) && c != before) {
      letters[n++] = before = c;
    }
  }
  return n > 2 ? ne_roster_role(ne_word_hash(letters, n)) + 3 : 0;
}

static void enlist_skeleton(ne_resolver *r, const ne_name_key *key, uint32_t entity) {
  const uint64_t skeleton = skeleton_key(r->prose, key->last);
  if (skeleton) {
    ne_roster_add(r->arena, &r->roster, skeleton, entity);
  }
}

/* The person whose surname a name that nobody bears may be a misspelling of; NE_NONE for
** none. */
static uint32_t find_misspelt(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const ne_token *at = r->prose->tokens.at;
  const uint64_t skeleton =
      key->words == 1 && at[key->last].entry == 0 && ne_beings_agree(m->being, NE_BEING_PERSON)
          ? skeleton_key(r->prose, key->last)
          : 0;
  const uint32_t link = skeleton ? ne_roster_find(&r->roster, skeleton) : 0;
  uint32_t e, length;
  if (!link) {
    return NE_NONE;
  }
  e = r->roster.links[link - 1].entity;
  length = at[r->figures[e].key.last].length;
  return at[key->last].length <= length + 2 && length <= at[key->last].length + 2u &&
                 ne_refer_agrees(&r->figures[e], m->gender)
             ? e
             : NE_NONE;
}

/* The entity that bears this full name already; NE_NONE for none. */
static uint32_t find_full(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const uint64_t hash = r->prose->tokens.at[key->last].hash;
  uint32_t link = ne_roster_find(&r->roster, full_key(r, key)), looked;
  if (link) {
    const uint32_t e = r->roster.links[link - 1].entity;
    if (ne_beings_agree(r->figures[e].being, m->being) &&
        ne_name_agrees(r->prose, m, key, &r->mentions->at[r->people->at[e].best],
                       &r->figures[e].key)) {
      return e;
    }
  }
  link = ne_roster_find(&r->roster, hash);
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    const ne_figure *f = &r->figures[e];
    if (f->key.words > 1 && ne_beings_agree(f->being, m->being) &&
        (m->being != NE_BEING_PLACE || f->key.words == key->words) &&
        ne_name_same(r->prose, m, key, f, &r->people->at[e], r->mentions)) {
      return e;
    }
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
          ne_name_within(r->prose, &r->mentions->at[r->people->at[e].best], m)) {
        return e;
      }
      link = ne_roster_next(&r->roster, link);
    }
  }
  return NE_NONE;
}

static int is_first_name(const ne_prose *p, uint32_t i) {
  if (p->tokens.at[i].shape == NE_SHAPE_MIXED) {
    return ne_first_name_entry(p, i) != 0;
  }
  return (ne_prose_classes(p, i) & BIT(FIRST_NAME)) != 0;
}

/* "Christoph von Roth", but not "Von Roth", though some are called Von */
static int begins_with_first_name(const ne_prose *p, const ne_name_key *key) {
  return is_first_name(p, key->first) && !(ne_prose_classes(p, key->first) & BIT(NAME_PARTICLE));
}

/* Is the name of the mention a fuller or better printed form than the best so far?
** "Hillary Rodham Clinton" is, "Crooked Hillary Clinton" is not. */
static int is_fuller(const ne_resolver *r, const ne_name_key *key, uint32_t entity) {
  const ne_figure *f = &r->figures[entity];
  const ne_token *at = r->prose->tokens.at;
  const int known = begins_with_first_name(r->prose, key);
  const int known_before = begins_with_first_name(r->prose, &f->key);
  if (f->being == NE_BEING_PERSON && key->words > 1 && f->key.words > 1 && known != known_before) {
    return known;
  }
  if (key->words != f->key.words) {
    return key->words > f->key.words;
  }
  return at[f->key.last].shape == NE_SHAPE_UPPER && at[key->last].shape == NE_SHAPE_CAPITAL;
}

/* "Anna Smith Slams Bank" is all a headline told; "Smith" tells where the name ends. */
static void cut_headline(const ne_resolver *r, ne_figure *f, const ne_entity *e,
                         const ne_name_key *key) {
  const ne_token *at = r->prose->tokens.at;
  ne_mention *best = &r->mentions->at[e->best];
  uint32_t i;
  if (!r->mentions->headline[best->sentence]) {
    return;
  }
  for (i = f->key.first + 1; i < f->key.last; i++) {
    if (at[i].hash == at[key->last].hash) {
      best->name_end = i + 1;
      ne_name_key_read(r->prose, best, &f->key);
      return;
    }
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
  if (f->key.words > 2 && key->words == 1) {
    cut_headline(r, f, &r->people->at[entity], key);
  }
  if (r->people->at[entity].surname && key->words > 1) {
    r->people->at[entity].surname = 0; /* the whole name is printed after all */
    f->key.words = 0;
  }
  if (f->key.words == 0 || is_fuller(r, key, entity) ||
      (f->key.words == 1 && key->words == 1 && m->gender != NE_GENDER_UNKNOWN &&
       r->mentions->at[r->people->at[entity].best].gender == NE_GENDER_UNKNOWN)) {
    f->key = *key;
    r->people->at[entity].best = mention;
    enlist(r, m, entity);
    if (key->words > 1) {
      ne_roster_add(r->arena, &r->roster, full_key(r, key), entity);
      if (f->being == NE_BEING_PERSON || f->being == NE_BEING_UNKNOWN) {
        enlist_halves(r, key, entity);
        enlist_skeleton(r, key, entity);
      }
    }
  }
  if (f->being == NE_BEING_UNKNOWN) {
    f->being = m->being;
  }
  if (f->woman == NE_WOMAN_UNKNOWN &&
      (key->words > 1 || is_only_first_name(r->prose, key->first))) {
    f->woman = share_of_women(r->prose, key->first);
  }
}

/* The key that tells whether a bearer of the surname of that gender has a title. */
static uint64_t bearer_key(const ne_resolver *r, const ne_name_key *key, uint8_t gender) {
  return ne_roster_role(r->prose->tokens.at[key->last].hash) + gender;
}

/* For the key, as further genders. */
#define IN_OFFICE 3 /* "President Smith" */
#define AS_KIN    4 /* "her brother Max": of a first name */

/* The gender of all those who bear the single name with a title: "Mr. Smith". */
static uint8_t titled_gender(const ne_resolver *r, const ne_name_key *key) {
  const int male =
      (r->titled >> NE_MALE & 1) && ne_roster_find(&r->roster, bearer_key(r, key, NE_MALE)) != 0;
  const int female = (r->titled >> NE_FEMALE & 1) &&
                     ne_roster_find(&r->roster, bearer_key(r, key, NE_FEMALE)) != 0;
  if (male == female) {
    return NE_GENDER_UNKNOWN;
  }
  return male ? NE_MALE : NE_FEMALE;
}

/* "Why Does Norway Refuse", of which the headline's capitals make a name */
static int begins_with_place(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  return m->being == NE_BEING_UNKNOWN && key->words == 2 &&
         (ne_prose_classes(r->prose, key->first) & BIT(COUNTRY)) &&
         !(ne_prose_classes(r->prose, key->first) & BIT(FIRST_NAME));
}

/* "his daughter, Sara Moe" */
static int is_kin(const ne_prose *p, const ne_mention *m) {
  for (uint32_t i = m->role_first; i < m->role_end && i < m->role_first + 4; i++) {
    if ((ne_prose_classes(p, i) & BIT(RELATION)) &&
        !strchr(ne_lexicon_value(p->lexicon, p->tokens.at[i].entry, NE_LEX_RELATION), 'c')) {
      return 1;
    }
  }
  return 0;
}

/* The first walk: full names only; those in headlines after the others. */
void ne_bearer_gather(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_name_key key;
  uint32_t entity;
  if (!ne_name_key_read(r->prose, m, &key)) {
    return;
  }
  if (key.words < 2) {
    if (is_kin(r->prose, m)) {
      ne_roster_add(r->arena, &r->roster, bearer_key(r, &key, AS_KIN), 0);
    }
    if (m->gender != NE_GENDER_UNKNOWN) {
      ne_roster_add(r->arena, &r->roster, bearer_key(r, &key, m->gender), 0);
      r->titled |= 1u << m->gender;
    } else if (m->role_end > m->role_first && m->role_first < m->name_first) {
      ne_roster_add(r->arena, &r->roster, bearer_key(r, &key, IN_OFFICE), 0);
    }
    return;
  }
  if (r->mentions->headline[m->sentence] && begins_with_place(r, m, &key)) {
    return;
  }
  entity = r->mentions->headline[m->sentence] ? find_inside(r, m) : NE_NONE;
  if (entity != NE_NONE) {
    m->entity = (int32_t)entity;
    return;
  }
  entity = find_full(r, m, &key);
  if (entity == NE_NONE) {
    entity = ne_figure_make(r, mention);
  }
  if (entity == NE_NONE) {
    return;
  }
  m->entity = (int32_t)entity;
  take_name(r, mention, &key, entity);
  r->figures[entity].named++;
  if (r->figures[entity].gender == NE_GENDER_UNKNOWN && m->being == NE_BEING_PERSON) {
    r->figures[entity].gender = m->gender;
  }
  r->figures[entity].kin |= (uint8_t)is_kin(r->prose, m);
  if (m->being != NE_BEING_PERSON) {
    enlist_bracket(r, m, entity);
  }
}

/* Is nobody else known whose surname that is? */
static int is_only_bearer(const ne_resolver *r, uint32_t entity) {
  const uint64_t hash = r->prose->tokens.at[r->figures[entity].key.last].hash;
  uint32_t link = ne_roster_find(&r->roster, hash), looked;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    if (e != entity && r->prose->tokens.at[r->figures[e].key.last].hash == hash) {
      return 0;
    }
    link = ne_roster_next(&r->roster, link);
  }
  return 1;
}

/* "Kerrow Brandt Day", where "Mr. Brandt" is told of by his surname alone: it tells the rest of
** his name. */
static void settle_namesake(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  const ne_token *at = r->prose->tokens.at;
  const uint32_t surname = m->name_first + 1;
  ne_name_key key = {surname, surname, 1, 0};
  if (m->name_end < m->name_first + 3 || at[surname].shape != NE_SHAPE_CAPITAL ||
      at[surname - 1].shape != NE_SHAPE_CAPITAL ||
      (at[surname - 1].entry != 0 && !is_first_name(r->prose, surname - 1)) ||
      titled_gender(r, &key) == NE_GENDER_UNKNOWN) {
    return;
  }
  m->being = NE_BEING_PERSON;
  if (ne_bearer_find(r, m, &key) != NE_NONE) {
    m->being = NE_BEING_THING;
    return;
  }
  m->name_end = surname + 1;
  m->entity = -1;
  ne_bearer_gather(r, mention);
}

/* The surname that follows in "Ann and Carl Poe", for the Ann of the mention; NE_NONE for none. */
static uint32_t shared_surname(const ne_resolver *r, const ne_mention *m) {
  const ne_tokens *tokens = &r->prose->tokens;
  const ne_token *at = tokens->at;
  const uint32_t first = m->end + 1, last = m->end + 2;
  if (m->name_end != m->name_first + 1 || m->name_first != m->first || last >= tokens->count ||
      !is_first_name(r->prose, m->name_first) || !is_first_name(r->prose, first) ||
      (ne_prose_classes(r->prose, m->name_first) &
       (BIT(SURNAME) | BIT(COUNTRY) | BIT(US_STATE) | BIT(CITY_ALONE))) ||
      at[first].shape != NE_SHAPE_CAPITAL || at[last].shape < NE_SHAPE_CAPITAL ||
      at[last].tag != NE_TAG_NAME || ne_roster_find(&r->roster, at[m->name_first].hash)) {
    return NE_NONE;
  }
  return ne_roster_find(&r->roster, at[last].hash) ? last : NE_NONE;
}

/* "Ann and Carl Poe": she is a Poe too. */
static void settle_couple(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  const uint32_t surname = shared_surname(r, m);
  const uint32_t entity = surname == NE_NONE ? NE_NONE : ne_figure_make(r, mention);
  ne_figure *f;
  if (entity == NE_NONE) {
    return;
  }
  f = &r->figures[entity];
  f->key = (ne_name_key){m->name_first, surname, 2, 0};
  f->being = m->being = NE_BEING_PERSON;
  f->woman = share_of_women(r->prose, m->name_first);
  r->people->at[entity].surname = surname;
  m->entity = (int32_t)entity;
  ne_roster_add(r->arena, &r->roster, r->prose->tokens.at[m->name_first].hash, entity);
  ne_roster_add(r->arena, &r->roster, r->prose->tokens.at[surname].hash, entity);
  ne_roster_add(r->arena, &r->roster, full_key(r, &f->key), entity);
}

/* Between the walks: "Ms. Moore", wherever it stands, tells who "he" cannot be. */
void ne_bearer_settle(ne_resolver *r) {
  for (uint32_t k = 0; k < r->name_count; k++) {
    const ne_mention *m = &r->mentions->at[r->names[k]];
    if (m->being == NE_BEING_THING) {
      settle_namesake(r, r->names[k]);
    } else if (m->end < r->prose->tokens.count &&
               r->prose->tokens.at[m->end].tag == NE_TAG_CONJUNCTION) {
      settle_couple(r, r->names[k]);
    }
  }
  for (uint32_t e = 0; e < r->people->count; e++) {
    ne_figure *f = &r->figures[e];
    const ne_name_key first = {f->key.first, f->key.first, 1, 0};
    uint8_t gender;
    f->kin |= f->key.words > 1 && ne_roster_find(&r->roster, bearer_key(r, &first, AS_KIN)) != 0;
    if (f->gender != NE_GENDER_UNKNOWN || f->key.words < 2 || f->being > NE_BEING_PERSON) {
      continue;
    }
    gender = titled_gender(r, &f->key);
    if (gender == NE_GENDER_UNKNOWN || !is_only_bearer(r, e)) {
      continue;
    }
    /* A title tells better than a first name, but "President Smith" may be the husband of her
    ** whose full name is told. */
    if (ne_refer_agrees(f, gender) ||
        !ne_roster_find(&r->roster, bearer_key(r, &f->key, IN_OFFICE))) {
      f->gender = gender;
    }
  }
}

/* May a word be a name's although it ends no name: "Gao" of "Gao Junlan", but not "Dunne"
** of "Dunne Train"? */
static int leads_name(const ne_resolver *r, const ne_figure *f) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(CITY) | BIT(CITY_WORD) |
                         BIT(NAME_SUFFIX) | BIT(PHRASE_START);
  return f->being == NE_BEING_PERSON || is_first_name(r->prose, f->key.first) ||
         !(ne_prose_classes(r->prose, f->key.last) & ~names);
}

/* "the UN" is not the "UN Office for Trade", nor "Russia" the "Russia Today Group": such a word
** before another name only says whose it is. But "IBM" is "IBM Corp." */
static int is_only_owner(const ne_resolver *r, const ne_name_key *key, const ne_figure *f) {
  const ne_token *at = r->prose->tokens.at;
  const uint64_t classes = ne_prose_classes(r->prose, key->last);
  uint32_t i = f->key.first;
  while (i < f->key.last && at[i].hash != at[key->last].hash) {
    i++;
  }
  if (i == f->key.last) {
    return 0;
  }
  return (classes & (BIT(COUNTRY) | BIT(US_STATE))) ||
         (f->key.words > 2 && (classes & BIT(ORGANIZATION)) &&
          (at[key->last].shape == NE_SHAPE_UPPER || at[key->last].shape == NE_SHAPE_ACRONYM));
}

/* "Team Smith": a common word before the name, which means a Smith if there is one. */
static int is_body_of(const ne_resolver *r, const ne_figure *f, uint64_t hash) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(NICKNAME) | BIT(NAME_PARTICLE) |
                         BIT(CITY) | BIT(CITY_WORD) | BIT(PHRASE_START) | BIT(LEMMA);
  return f->being == NE_BEING_UNKNOWN && f->key.words > 1 && f->he + f->she == 0 &&
         r->prose->tokens.at[f->key.last].hash == hash &&
         (ne_prose_classes(r->prose, f->key.first) & ~names) &&
         !is_first_name(r->prose, f->key.first);
}

/* How well an entity answers to a single name; 0 for not at all. */
static uint32_t answers(const ne_resolver *r, const ne_mention *m, const ne_name_key *key,
                        uint8_t gender, uint32_t entity) {
  const ne_figure *f = &r->figures[entity];
  const ne_token *at = r->prose->tokens.at;
  const uint64_t hash = at[key->last].hash;
  uint32_t points;
  if (!ne_refer_agrees(f, gender) || (key->generation && !f->key.generation)) {
    return 0;
  }
  if (is_body_of(r, f, hash)) {
    return 1;
  }
  if (f->key.words == 1 && at[f->key.last].hash == hash) {
    points = 8; /* the same single name */
  } else if (!ne_beings_agree(f->being, m->being) &&
             (f->being != NE_BEING_PERSON || f->seen == 0 || m->being == NE_BEING_GROUP)) {
    return 0;
  } else if (f->being == NE_BEING_PERSON || f->being == NE_BEING_UNKNOWN) {
    points = at[f->key.last].hash == hash                      ? 8
             : !leads_name(r, f) || m->being == NE_BEING_PLACE ? 0
             : at[f->key.first].hash == hash                   ? 5
                                                               : 2;
  } else if (f->being == NE_BEING_DOCUMENT || f->being == NE_BEING_THING) {
    points = at[f->key.last].hash == hash ? 5 : 0;
  } else {
    points = m->being == NE_BEING_PLACE || is_only_owner(r, key, f) ? 0 : 5;
  }
  if (points == 0) {
    return 0;
  }
  if (f->key.words > 1 && is_first_name(r->prose, f->key.first)) {
    points += 2;
  }
  if (f->seen) {
    points += r->mentions->at[f->last_mention].sentence + 3 >= m->sentence ? 10 : 6;
  }
  points += (f->named < 6 ? f->named : 6) + (f->seen < 12 ? f->seen / 2 : 6);
  return f->kin && gender == NE_GENDER_UNKNOWN ? (points + 1) / 2 : points;
}

/* Was somebody told of before, by full name, whom that gender does not fit? */
static int is_contested(const ne_resolver *r, uint64_t surname, uint8_t gender) {
  uint32_t link = ne_roster_find(&r->roster, surname), looked;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const ne_figure *f = &r->figures[r->roster.links[link - 1].entity];
    if (f->seen && f->key.words > 1 && !f->kin &&
        r->prose->tokens.at[f->key.last].hash == surname && !ne_refer_agrees(f, gender)) {
      return 1;
    }
    link = ne_roster_next(&r->roster, link);
  }
  return 0;
}

/* The gender that a surname tells: its title's, or that of all titles that it has elsewhere. But
** where "Carl Dunne" is known, "Mrs. Dunne" does not make "Dunne" a woman. */
static uint8_t told_gender(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const uint8_t gender = m->gender ? m->gender : titled_gender(r, key);
  if (m->gender || gender == NE_GENDER_UNKNOWN ||
      !is_contested(r, r->prose->tokens.at[key->last].hash, gender)) {
    return gender;
  }
  return NE_GENDER_UNKNOWN;
}

uint32_t ne_bearer_find(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const uint64_t hash = r->prose->tokens.at[key->last].hash;
  const uint8_t gender = told_gender(r, m, key);
  uint32_t link = ne_roster_find(&r->roster, hash), looked, best = NE_NONE, most = 0;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    const uint32_t points = answers(r, m, key, gender, e);
    /* Of those that are yet to come the nearest, whom the chain holds last. */
    if (points > most || (points == most && points && r->figures[e].seen == 0)) {
      most = points;
      best = e;
    }
    link = ne_roster_next(&r->roster, link);
  }
  return best;
}

/* "the Dunnes", where a Dunne is known: several persons. */
static int is_family(const ne_resolver *r, const ne_mention *m, const ne_name_key *key) {
  const ne_token *token = &r->prose->tokens.at[key->last];
  const char *bytes = r->prose->text.bytes + token->start;
  char folded[32];
  uint32_t i, link;
  if (key->words != 1 || m->being == NE_BEING_ORGANIZATION || m->name_first != m->first + 1 ||
      token->shape != NE_SHAPE_CAPITAL || token->length < 4 || token->length > sizeof folded ||
      bytes[token->length - 1] != 's' || r->prose->tokens.at[m->first].tag != NE_TAG_DETERMINER) {
    return 0;
  }
  for (i = 0; i + 1 < token->length; i++) {
    folded[i] = (char)(bytes[i] | 32);
  }
  link = ne_roster_find(&r->roster, ne_word_hash(folded, token->length - 1));
  return link && r->figures[r->roster.links[link - 1].entity].being == NE_BEING_PERSON;
}

/* Marks a new entity, and the one of its single name and the other gender: "Mr Khan", "Ms
** Khan". */
static void mark_shared(ne_resolver *r, const ne_mention *m, const ne_name_key *key,
                        uint32_t entity) {
  const uint64_t hash = r->prose->tokens.at[key->last].hash;
  uint32_t link = ne_roster_find(&r->roster, hash), looked;
  for (looked = 0; link && looked < NE_ROSTER_CHAIN; looked++) {
    const uint32_t e = r->roster.links[link - 1].entity;
    const ne_figure *f = &r->figures[e];
    if (f->key.words == 1 && f->gender != NE_GENDER_UNKNOWN && f->gender != m->gender) {
      r->people->at[e].namesake = r->people->at[entity].namesake = 1;
    }
    link = ne_roster_next(&r->roster, link);
  }
}

uint32_t ne_bearer_resolve(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_name_key key;
  uint32_t entity;
  if (m->entity >= 0) {
    return (uint32_t)m->entity;
  }
  if (!ne_name_key_read(r->prose, m, &key)) {
    return NE_NONE;
  }
  if (is_family(r, m, &key)) {
    m->being = NE_BEING_GROUP;
    m->flags |= NE_MENTION_PLURAL;
  }
  entity = ne_bearer_find(r, m, &key);
  if (entity == NE_NONE) {
    entity = find_misspelt(r, m, &key);
  }
  if (entity == NE_NONE) {
    entity = ne_figure_make(r, mention);
    if (entity != NE_NONE && key.words == 1 && m->gender != NE_GENDER_UNKNOWN) {
      mark_shared(r, m, &key, entity);
    }
  }
  if (entity != NE_NONE) {
    take_name(r, mention, &key, entity);
  }
  return entity;
}
