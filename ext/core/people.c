/* people.c: walks the mentions and gives each its entity.
**
** The first walk gathers full names, wherever in the article they stand; the
** second goes through all mentions in order: short names, titles and roles,
** bodies, groups, pronouns. What it does for one mention is bounded. */
#include "refer.h"

#include <string.h>

/* ---- Entities ------------------------------------------------------------------- */

/* A new entity for the mention; NE_NONE without memory. */
uint32_t ne_figure_make(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  ne_people *people = r->people;
  ne_entity *entities;
  ne_figure *figures;
  ne_figure *f;
  entities =
      ne_arena_grow(r->arena, people->at, people->count, &people->capacity, sizeof *entities);
  if (!entities) {
    return NE_NONE;
  }
  people->at = entities;
  figures =
      ne_arena_grow(r->arena, r->figures, people->count, &r->figure_capacity, sizeof *figures);
  if (!figures) {
    return NE_NONE;
  }
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

/* Makes room for so many entities at once. */
static void expect_figures(ne_resolver *r, uint32_t count) {
  r->people->at = ne_arena_take(r->arena, count, sizeof *r->people->at);
  r->figures = ne_arena_take(r->arena, count, sizeof *r->figures);
  if (r->people->at && r->figures) {
    r->people->capacity = r->figure_capacity = count;
  }
}

static void push(ne_recent *recent, uint32_t mention) {
  recent->at[recent->count++ % NE_RECENT] = mention;
}

static int is_personal(const ne_figure *f) {
  return (f->being == NE_BEING_PERSON || f->being == NE_BEING_UNKNOWN) && !f->plural;
}

/* Captions, bylines and litter stand beside the story: no pronoun of it means whom they
** name, and they part nobody from it. */
static int is_beside(const ne_resolver *r, uint32_t sentence) {
  const ne_prose *p = r->prose;
  const uint8_t part = p->lines.paragraphs[p->sentences.at[sentence].paragraph].part;
  return part == NEWSEXT_PART_CAPTION || part == NEWSEXT_PART_BYLINE ||
         part == NEWSEXT_PART_RESIDUE;
}

/* "MAREN HOLTZE, HOST: ...": a name at the beginning of a line, and a colon. */
static int is_label(const ne_prose *p, const ne_mention *m) {
  const ne_tokens *tokens = &p->tokens;
  return m->form == NE_FORM_NAME && m->name_first == m->first &&
         (tokens->at[m->first].flags & NE_LINE_BEFORE) && m->full_end < tokens->count &&
         tokens->at[m->full_end].kind == NE_TOKEN_COLON;
}

/* "since February": nothing that "it" would mean */
static int is_date(const ne_prose *p, const ne_mention *m) {
  return m->being == NE_BEING_THING &&
         (ne_prose_classes(p, m->head) & (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY)));
}

/* Counts the mention as one of its entity and makes it the most recent one. */
static void note(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  ne_figure *f = &r->figures[m->entity];
  ne_entity *e = &r->people->at[m->entity];
  if (f->seen++ == 0) {
    e->first = mention;
  } else if ((f->seen & (f->seen - 1)) == 0) {
    f->doublings++;
    r->most_doublings = f->doublings > r->most_doublings ? f->doublings : r->most_doublings;
  }
  e->mentions++;
  f->last_mention = mention;
  e->labelled |= (uint8_t)is_label(r->prose, m);
  if (m->form != NE_FORM_PRONOUN && is_personal(f) && m->gender != NE_GENDER_UNKNOWN &&
      f->gender == NE_GENDER_UNKNOWN) {
    f->gender = m->gender;
  }
  if (is_beside(r, m->sentence)) {
    return;
  }
  if (is_personal(f)) {
    push(&r->persons, mention);
  }
  if (f->being != NE_BEING_PERSON && !is_date(r->prose, m)) {
    push(&r->others, mention);
  }
}

/* ---- The walk ----------------------------------------------------------------------- */

/* "Winifred Dunne won": the tagger takes some first names for verbs. */
static void mend_name(const ne_prose *p, ne_mention *m) {
  const uint64_t personal =
      NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME) | NE_LEX_BIT(NE_LEX_NICKNAME);
  const uint32_t before = m->name_first - 1;
  uint64_t classes;
  if (m->name_first == 0 || m->role_end > m->role_first || m->name_end == m->name_first ||
      m->being == NE_BEING_ORGANIZATION || p->tokens.at[before].shape != NE_SHAPE_CAPITAL ||
      before < p->sentences.at[m->sentence].first) {
    return;
  }
  classes = ne_prose_classes(p, before);
  if ((classes & NE_LEX_BIT(NE_LEX_FIRST_NAME)) && !(classes & ~personal)) {
    m->name_first = before;
    m->being = NE_BEING_PERSON;
  }
}

/* Lists the names among the mentions, none of which has an entity yet. */
static void list_names(ne_resolver *r) {
  ne_mention *at = r->mentions->at;
  const uint32_t mentions = r->mentions->count;
  uint32_t names = 0;
  for (uint32_t i = 0; i < mentions; i++) {
    at[i].entity = -1;
    r->names[names] = i;
    names += at[i].form == NE_FORM_NAME;
  }
  r->name_count = names;
}

/* The first walk: over the names of headlines, or those of all other sentences. */
static void gather_names(ne_resolver *r, int headlines) {
  for (uint32_t k = 0; k < r->name_count && r->arena->status == NEWSEXT_OK; k++) {
    ne_mention *m = &r->mentions->at[r->names[k]];
    if (r->mentions->headline[m->sentence] == headlines) {
      mend_name(r->prose, m);
      ne_bearer_gather(r, r->names[k]);
    }
  }
}

static void count(uint16_t *counter) {
  if (*counter < UINT16_MAX) {
    ++*counter;
  }
}

static void count_pronoun(ne_figure *f, const ne_mention *m) {
  if (m->gender == NE_MALE) {
    count(&f->he);
  } else if (m->gender == NE_FEMALE) {
    count(&f->she);
  } else if (m->flags & NE_MENTION_PLURAL) {
    count(&f->they);
  } else if (m->being == NE_BEING_UNKNOWN) {
    count(&f->it);
  }
}

/* "Smith, who" is a person, "Smith, which" a firm. */
static void learn_being(const ne_prose *p, ne_figure *f, const ne_mention *m) {
  const uint32_t entry = p->tokens.at[m->head].entry;
  const char *value = ne_lexicon_value(p->lexicon, entry, NE_LEX_PRONOUN);
  if (f->being != NE_BEING_UNKNOWN || value[0] != 'w') {
    return;
  }
  if (value[2] == 'b') {
    f->being = NE_BEING_PERSON;
  } else if (value[2] == 'n') {
    f->being = NE_BEING_ORGANIZATION;
  }
}

/* "some", "others", but not "this" or "he" */
static int stands_alone(const ne_prose *p, const ne_mention *m) {
  const char *value = ne_lexicon_value(p->lexicon, p->tokens.at[m->head].entry, NE_LEX_PRONOUN);
  return m->flags & NE_MENTION_INDEFINITE && value[0] && value[1] && value[2] != 'a';
}

/* "One of them laughed": somebody whom "she" may mean afterwards; NE_NONE for none. */
static uint32_t make_somebody(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const uint8_t needed = NE_MENTION_INDEFINITE | NE_MENTION_SUBJECT;
  const uint8_t barred = NE_MENTION_PLURAL | NE_MENTION_QUOTED | NE_MENTION_INNER;
  if ((m->flags & (needed | barred)) != needed ||
      r->prose->tokens.at[m->head].tag != NE_TAG_NUMBER || !stands_alone(r->prose, m)) {
    return NE_NONE;
  }
  return ne_figure_make(r, mention);
}

static void resolve(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  uint32_t entity = NE_NONE;
  if (m->form == NE_FORM_PRONOUN) {
    const int32_t found = ne_refer_pronoun(r, mention);
    entity = found >= 0 ? (uint32_t)found : make_somebody(r, mention);
    if (entity == NE_NONE) {
      return;
    }
    learn_being(r->prose, &r->figures[entity], m);
    count_pronoun(&r->figures[entity], m);
  } else if (m->form == NE_FORM_NAME && m->name_end > m->name_first) {
    entity = ne_bearer_resolve(r, mention);
  } else if (m->form == NE_FORM_NAME && m->flags & NE_MENTION_PLURAL) {
    entity = ne_office_company(r, mention);
  } else if (m->form == NE_FORM_COMMON) {
    entity = ne_office_resolve(r, mention);
  }
  if (entity == NE_NONE) {
    return;
  }
  m->entity = (int32_t)entity;
  if (m->form == NE_FORM_NAME) {
    if (m->being == NE_BEING_UNKNOWN) {
      m->being = r->figures[entity].being;
    }
    ne_office_take(r, mention, entity);
    if (m->role_end > m->role_first && m->role_first >= m->name_end) {
      r->apposed = mention;
    }
  }
  note(r, mention);
  if (m->flags & NE_MENTION_POSSESSOR) {
    ne_office_kin(r, mention);
  }
}

/* "whose president, Poe, said": not who owns but who is owned speaks. */
static void pass_on(ne_resolver *r, uint32_t mention) {
  ne_mention *m = &r->mentions->at[mention];
  const uint32_t end = r->mentions->of_sentence[m->sentence + 1];
  uint32_t owned = mention + 1;
  if (!(m->flags & NE_MENTION_POSSESSOR) || r->prose->tokens.at[m->head].tag != NE_TAG_WH) {
    return;
  }
  while (owned < end && r->mentions->at[owned].first < m->end) {
    owned++;
  }
  if (owned < end && r->mentions->at[owned].first == m->end) {
    ne_mention *other = &r->mentions->at[owned];
    if (other->entity < 0) {
      const uint32_t entity = ne_figure_make(r, owned);
      other->entity = entity == NE_NONE ? -1 : (int32_t)entity;
    }
    m->entity = other->entity;
  }
}

/* A source that no other mention is one with is an entity of its own; but "he" and
** "I" tell nothing alone. */
static void add_speakers(ne_resolver *r) {
  for (uint32_t i = 0; r->speaking && i < r->mentions->count; i++) {
    ne_mention *m = &r->mentions->at[i];
    uint64_t phrase;
    uint32_t link, entity;
    if (r->speaking[i]) {
      pass_on(r, i);
    }
    if (!r->speaking[i] || m->entity >= 0 ||
        (m->form == NE_FORM_PRONOUN && !stands_alone(r->prose, m))) {
      continue;
    }
    phrase = ne_office_phrase(r->prose, m);
    link = ne_roster_find(&r->roster, phrase);
    entity = link ? r->roster.links[link - 1].entity : ne_figure_make(r, i);
    if (entity == NE_NONE) {
      return;
    }
    m->entity = (int32_t)entity;
    ne_roster_add(r->arena, &r->roster, phrase, entity);
    note(r, i);
  }
}

static void finish(ne_resolver *r) {
  add_speakers(r);
  for (uint32_t i = 0; i < r->people->count; i++) {
    ne_figure *f = &r->figures[i];
    ne_entity *e = &r->people->at[i];
    if (f->he != f->she) {
      e->pronoun = f->he > f->she ? NEWSEXT_HE : NEWSEXT_SHE;
    } else if (f->they && f->he == 0 && f->being != NE_BEING_ORGANIZATION &&
               f->being != NE_BEING_PLACE && f->being != NE_BEING_DOCUMENT) {
      e->pronoun = NEWSEXT_THEY;
    }
    if (f->being == NE_BEING_UNKNOWN && f->it > 0 && f->he + f->she == 0 &&
        r->mentions->at[e->best].form != NE_FORM_PRONOUN) {
      f->being = NE_BEING_ORGANIZATION;
    }
    e->being = f->being;
    e->namesake &= f->key.words == 1;
  }
}

/* Does the sentence lie inside one pair of quotation marks? '"It rained," he said, "all day."'
** does not. */
static int is_quoted(const ne_prose *p, const ne_sentence *s) {
  const uint32_t *runs = p->runs.of_token;
  const uint32_t inner = s->first + 1 < s->end; /* than its own marks */
  return runs && runs[s->first + inner] && runs[s->first + inner] == runs[s->end - 1 - inner];
}

/* Numbers the sentences; what lies inside quotation marks, or beside the story, parts
** nobody from the pronoun after it. */
static uint32_t *number_sentences(const ne_resolver *r) {
  const ne_prose *p = r->prose;
  uint32_t *place = ne_arena_alloc(r->arena, (size_t)p->sentences.count + 1, sizeof *place);
  uint32_t number = 0;
  for (uint32_t s = 0; place && s < p->sentences.count; s++) {
    place[s] = number;
    number += !is_beside(r, s) && !is_quoted(p, &p->sentences.at[s]);
  }
  return place;
}

void ne_people_resolve(ne_arena *arena, const ne_prose *prose, ne_mentions *mentions,
                       const uint8_t *speaking, ne_people *people) {
  ne_resolver r;
  uint32_t i;
  memset(&r, 0, sizeof r);
  memset(people, 0, sizeof *people);
  r.arena = arena;
  r.prose = prose;
  r.mentions = mentions;
  r.speaking = speaking;
  r.people = people;
  r.apposed = NE_NONE;
  ne_roster_open(arena, &r.roster, mentions->count);
  /* More than a page of news has; a huge text grows to what it needs. */
  expect_figures(&r, mentions->count < 16384 ? mentions->count / 2 + 8 : 8192);
  r.place = number_sentences(&r);
  r.names = ne_arena_take(arena, (size_t)mentions->count + 1, sizeof *r.names);
  if (arena->status != NEWSEXT_OK) {
    return;
  }
  list_names(&r);
  gather_names(&r, 0);
  gather_names(&r, 1);
  if (arena->status == NEWSEXT_OK) {
    ne_bearer_settle(&r);
  }
  for (i = 0; i < mentions->count && arena->status == NEWSEXT_OK; i++) {
    resolve(&r, i);
    if ((i & 4095) == 4095) {
      ne_arena_stopped(arena);
    }
  }
  if (arena->status == NEWSEXT_OK) {
    finish(&r);
  }
}
