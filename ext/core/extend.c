/* extend.c: how far a noun phrase goes on: "of ..." and other prepositions,
** appositions, relative clauses, coordination. Phrases are extended from the
** last to the first, so that what follows one is already whole. */
#include "phrase.h"

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

/* A clause is followed no further than this many tokens. */
#define CLAUSE_TOKENS 48

typedef struct extension {
  const ne_reading *r;
  ne_phrases *phrases;
  ne_mention *m;
  uint32_t end; /* so far */
} extension;

/* The phrase that begins at token i; NULL for none. */
static ne_mention *phrase_at(const extension *x, uint32_t i) {
  uint16_t number;
  if (i >= x->r->end) {
    return NULL;
  }
  number = x->phrases->at_token[i - x->r->first];
  return number ? &x->phrases->at[number - 1] : NULL;
}

/* Where the coordination ends that begins with np; its own end where there is none. */
static uint32_t reach_of(const extension *x, const ne_mention *np) {
  return x->phrases->reach[np - x->phrases->at];
}

static int is_verb_or_adverb(uint8_t tag) {
  return ne_tag_is_finite(tag) || tag == NE_TAG_ADVERB;
}

/* What an apposition may end with. */
static int closes(const ne_reading *r, uint32_t i) {
  switch (ne_reading_kind(r, i)) {
  case NE_TOKEN_COMMA:
  case NE_TOKEN_STOP:
  case NE_TOKEN_CLOSE:
  case NE_TOKEN_DASH:
  case NE_TOKEN_COLON:
  case NE_TOKEN_SEMICOLON:
    return 1;
  default:
    return i >= r->end;
  }
}

static int is_time(const ne_reading *r, const ne_mention *np) {
  return ne_reading_has(r, np->head, BIT(MONTH) | BIT(WEEKDAY)) ||
         (ne_reading_has(r, np->head, BIT(THING_NOUN)) &&
          ne_value_has(ne_reading_value(r, np->head, NE_LEX_THING_NOUN), 't'));
}

/* ---- Prepositions --------------------------------------------------------------- */

static int attaches(const extension *x, const char *value, const ne_mention *np) {
  const int named_person = x->m->form == NE_FORM_NAME && x->m->being != NE_BEING_ORGANIZATION;
  const int of = ne_value_has(value, 'n') && ne_value_has(value, 'p');
  if (named_person && !ne_value_has(value, 'p') && x->end == x->m->end) {
    return 0;
  }
  if (!of && is_time(x->r, np)) {
    return 0;
  }
  return !(ne_value_has(value, 'i') && ne_reading_has(x->r, np->head, BIT(DOCUMENT_NOUN)));
}

/* The phrase that an "and" or "or" joins to the one that ends at i; NULL for none. */
static ne_mention *joined_at(const extension *x, uint32_t i) {
  if (ne_reading_kind(x->r, i) == NE_TOKEN_COMMA) {
    i++;
  }
  return ne_reading_tag(x->r, i) == NE_TAG_CONJUNCTION ? phrase_at(x, i + 1) : NULL;
}

/* Does np go on with another of its kind: "like John Kerry and Hillary Clinton"? */
static int joins_like(const extension *x, const ne_mention *np) {
  const ne_mention *next = joined_at(x, np->full_end);
  return next && next->form == np->form && reach_of(x, np) > np->full_end;
}

/* The common noun becomes the role, up to role_end, of the person whom np names. */
static void adopt_name(extension *x, const ne_mention *np, uint32_t role_end) {
  ne_mention *m = x->m;
  m->form = NE_FORM_NAME;
  m->flags &= (uint8_t) ~(NE_MENTION_ANONYMOUS | NE_MENTION_INDEFINITE);
  m->name_first = np->name_first;
  m->name_end = np->name_end;
  m->role_first = m->first + (ne_reading_tag(x->r, m->first) == NE_TAG_DETERMINER ||
                              ne_reading_tag(x->r, m->first) == NE_TAG_POSSESSIVE);
  while (role_end > m->role_first && ne_field_is_address(x->r, role_end - 1)) {
    role_end--;
  }
  m->role_end = role_end;
  m->head = np->head;
  m->end = np->end;
  x->end = np->full_end;
}

/* Words of a role that go on into the phrase with the name: "professor of government
** Anna Smith", "host and comedian Anna Smith". */
static int take_shared_name(extension *x, ne_mention *np, int same_role) {
  ne_mention *m = x->m;
  const uint32_t name_first = np->form == NE_FORM_NAME ? ne_field_end(x->r, x->m, np) : 0;
  const int behind_body = np->form == NE_FORM_NAME && ne_field_ends_with_body(x->r, np);
  uint32_t i;
  if (m->being != NE_BEING_PERSON || m->form != NE_FORM_COMMON || m->flags & NE_MENTION_PLURAL ||
      np->form != NE_FORM_NAME || name_first == np->first ||
      (np->being != NE_BEING_PERSON && name_first == np->name_first && !behind_body)) {
    return 0;
  }
  if (same_role != (np->role_end > np->role_first && np->role_first < np->name_first)) {
    return 0;
  }
  if (!same_role && ne_field_is_address(x->r, np->first)) {
    return 0; /* "an ally of Mr. Smith" */
  }
  for (i = np->first; i < np->name_first; i++) {
    if ((ne_reading_tag(x->r, i) == NE_TAG_DETERMINER && name_first == np->name_first &&
         !behind_body && (i == np->first || !same_role)) ||
        ne_reading_tag(x->r, i) == NE_TAG_GENITIVE) {
      return 0;
    }
  }
  if (m->gender == NE_GENDER_UNKNOWN) {
    m->gender = np->gender;
  }
  np->name_first = name_first;
  adopt_name(x, np, name_first);
  return 1;
}

/* "Vatican spokesman the Rev. Anna Smith" */
static int take_titled_name(extension *x) {
  const ne_mention *np =
      ne_reading_tag(x->r, x->end) == NE_TAG_DETERMINER ? phrase_at(x, x->end) : NULL;
  ne_mention *m = x->m;
  if (!np || m->being != NE_BEING_PERSON || m->form != NE_FORM_COMMON ||
      m->flags & NE_MENTION_PLURAL || np->form != NE_FORM_NAME || np->being != NE_BEING_PERSON ||
      !ne_reading_has(x->r, np->first + 1, BIT(TITLE)) || np->name_first == np->first + 1) {
    return 0;
  }
  adopt_name(x, np, m->head + 1);
  return 1;
}

/* "Commissioner (Traffic) Anna Smith" */
static int take_name_after_bracket(extension *x) {
  ne_mention *m = x->m;
  const ne_mention *np =
      x->r->at[x->end - 1].kind == NE_TOKEN_CLOSE && x->end != m->end ? phrase_at(x, x->end) : NULL;
  if (!np || m->being != NE_BEING_PERSON || m->form != NE_FORM_COMMON ||
      m->flags & NE_MENTION_PLURAL || np->form != NE_FORM_NAME || np->name_first != np->first ||
      np->being > NE_BEING_PERSON) {
    return 0;
  }
  adopt_name(x, np, x->end);
  return 1;
}

static int take_coordinated_name(extension *x) {
  ne_mention *np =
      ne_reading_tag(x->r, x->end) == NE_TAG_CONJUNCTION ? phrase_at(x, x->end + 1) : NULL;
  return np && take_shared_name(x, np, 1);
}

/* "Minister of Water and Rural Affairs Anna Smith" */
static int take_second_field(extension *x, const ne_mention *field) {
  ne_mention *np = joined_at(x, field->full_end);
  return np && ne_field_is_office(x->r, x->m) && take_shared_name(x, np, 0);
}

/* "of Fordham University", "familiar with the matter". */
static int take_preposition(extension *x) {
  const ne_reading *r = x->r;
  ne_mention *np;
  uint32_t i = x->end;
  if ((ne_reading_tag(r, i) == NE_TAG_ADJECTIVE || ne_reading_tag(r, i) == NE_TAG_ADVERB) &&
      x->m->form == NE_FORM_COMMON) {
    i++;
  }
  if ((ne_reading_tag(r, i) != NE_TAG_PREPOSITION && ne_reading_tag(r, i) != NE_TAG_TO) ||
      !ne_reading_has(r, i, BIT(PREPOSITION))) {
    return 0;
  }
  np = phrase_at(x, i + 1);
  if (!np || !attaches(x, ne_reading_value(r, i, NE_LEX_PREPOSITION), np)) {
    return 0;
  }
  if (i == x->m->end && ((ne_field_follows(r, x->m, i, np) && take_shared_name(x, np, 0)) ||
                         take_second_field(x, np))) {
    return 1;
  }
  x->end = np->full_end;
  if (x->m->form == NE_FORM_COMMON && joins_like(x, np)) {
    x->end = reach_of(x, np);
  }
  return 1;
}

/* "(R-S.C.)" */
static int take_bracket(extension *x) {
  uint32_t i = x->end;
  if (ne_reading_kind(x->r, i) != NE_TOKEN_OPEN) {
    return 0;
  }
  while (++i < x->r->end && i < x->end + 16) {
    if (x->r->at[i].kind == NE_TOKEN_CLOSE) {
      x->end = i + 1;
      return 1;
    }
  }
  return 0;
}

/* ---- Clauses -------------------------------------------------------------------- */

static int ends_clause(const ne_reading *r, uint32_t i) {
  switch (r->at[i].kind) {
  case NE_TOKEN_STOP:
  case NE_TOKEN_COLON:
  case NE_TOKEN_SEMICOLON:
  case NE_TOKEN_DASH:
  case NE_TOKEN_MARK:
  case NE_TOKEN_CLOSE:
    return 1;
  default:
    return 0;
  }
}

/* Walks a clause that begins at i: to its end, or to a second finite verb, which
** is the main clause's: "people who live there | say". verbs counts those
** already seen. */
static uint32_t restrictive_end(const ne_reading *r, uint32_t i, int verbs) {
  const uint32_t limit = i + CLAUSE_TOKENS < r->end ? i + CLAUSE_TOKENS : r->end;
  int in_group = verbs > 0, expected = 0;
  for (; i < limit; i++) {
    const uint8_t tag = ne_reading_tag(r, i);
    if (ends_clause(r, i) || r->at[i].kind == NE_TOKEN_COMMA) {
      return i;
    }
    if (ne_tag_is_finite(tag) && !in_group) {
      if (verbs > 0 && !expected && ne_reading_tag(r, i - 1) != NE_TAG_PRONOUN) {
        return i;
      }
      verbs++;
      expected = 0;
    }
    if (tag == NE_TAG_WH || tag == NE_TAG_CONJUNCTION ||
        (tag == NE_TAG_PREPOSITION && !ne_reading_has(r, i, BIT(PREPOSITION)))) {
      expected = 1;
    }
    in_group = is_verb_or_adverb(tag) || ne_tag_is_verb(tag);
  }
  return i;
}

/* Walks a clause between commas that begins at i: to the first comma that a verb
** follows, else to the first one, else to the end of the sentence. */
static uint32_t parenthetic_end(const ne_reading *r, uint32_t i) {
  const uint32_t limit = i + CLAUSE_TOKENS < r->end ? i + CLAUSE_TOKENS : r->end;
  uint32_t first = 0;
  for (; i < limit; i++) {
    if (r->at[i].kind == NE_TOKEN_COMMA) {
      const uint32_t next = i + 1 + (ne_reading_kind(r, i + 1) == NE_TOKEN_MARK);
      if (next < r->end && is_verb_or_adverb(ne_reading_tag(r, next))) {
        return i;
      }
      if (!first) {
        first = i;
      }
    } else if (ends_clause(r, i) && r->at[i].kind != NE_TOKEN_MARK) {
      break;
    }
  }
  return first ? first : i;
}

/* Does a preposition or a verb stand before? */
static int is_governed(const extension *x) {
  const int before = x->m->first > x->r->first ? ne_reading_tag(x->r, x->m->first - 1) : 0;
  return before == NE_TAG_PREPOSITION || before == NE_TAG_TO || ne_tag_is_verb((uint8_t)before);
}

/* "who wrote to her on Thursday", "released last week", "speaking anonymously". */
static int take_clause(extension *x) {
  const ne_reading *r = x->r;
  const int tag = ne_reading_tag(r, x->end);
  uint32_t end;
  if (x->m->form == NE_FORM_NAME) {
    return 0;
  }
  if (tag == NE_TAG_WH) {
    if (ne_reading_kind(r, x->end) != NE_TOKEN_WORD || !ne_reading_has(r, x->end, BIT(PRONOUN))) {
      return 0;
    }
    end = restrictive_end(r, x->end + 1, 0);
  } else if (tag == NE_TAG_PARTICIPLE || tag == NE_TAG_GERUND) {
    end = restrictive_end(r, x->end + 1, 1);
  } else {
    return 0;
  }
  if (end <= x->end + 1) {
    return 0;
  }
  /* "The agency released it": not "released" but the clause's own verb. */
  if (tag == NE_TAG_PARTICIPLE && !ne_tag_is_finite(ne_reading_tag(r, end)) && !is_governed(x)) {
    return 0;
  }
  x->end = end;
  return 1;
}

/* ---- Appositions ------------------------------------------------------------------ */

static int is_person_word(const ne_reading *r, uint32_t i) {
  return ne_reading_has(
      r, i, BIT(ROLE_HEAD) | BIT(PERSON_NOUN) | BIT(RELATION) | BIT(OCCUPATION) | BIT(TITLE));
}

static int is_state(const ne_reading *r, const ne_mention *m) {
  return m->being == NE_BEING_PLACE && (ne_reading_has(r, m->head, BIT(US_STATE)) ||
                                        (ne_reading_has(r, m->head, BIT(COUNTRY)) &&
                                         !ne_reading_has(r, m->head, BIT(FIRST_NAME))));
}

/* Does np say what the named x->m is? */
static int describes(const extension *x, const ne_mention *np) {
  const ne_mention *m = x->m;
  if ((np->flags & NE_MENTION_PLURAL) && !(m->flags & NE_MENTION_PLURAL)) {
    return 0;
  }
  if ((m->being == NE_BEING_THING && m->name_end < m->name_first + 2) ||
      np->being == NE_BEING_PLACE || is_state(x->r, m)) {
    return 0; /* "Monday, his wife"; "Tupelo, Miss."; "of California, the chairman" */
  }
  if (is_person_word(x->r, np->head)) {
    return m->being != NE_BEING_ORGANIZATION || np->form == NE_FORM_COMMON;
  }
  if (np->form == NE_FORM_PRONOUN) { /* "one of several veterans" */
    return ne_reading_tag(x->r, np->head) == NE_TAG_NUMBER && np->full_end > np->end &&
           m->form == NE_FORM_NAME && !(m->flags & NE_MENTION_PLURAL);
  }
  return np->form == NE_FORM_COMMON && np->being != NE_BEING_THING &&
         (np->being != NE_BEING_UNKNOWN || ne_reading_tag(x->r, np->first) == NE_TAG_DETERMINER);
}

/* Title and affiliation are taken from the apposition without its article. */
static void take_role(extension *x, const ne_mention *np, uint32_t end) {
  ne_mention *m = x->m;
  uint32_t first = np->first;
  if (m->being == NE_BEING_UNKNOWN ||
      (m->being == NE_BEING_DOCUMENT && np->being == NE_BEING_ORGANIZATION)) {
    m->being = np->being;
  }
  if (!is_person_word(x->r, np->head)) {
    return;
  }
  if (ne_names_firm(x->r, m, np->head) ||
      (m->being == NE_BEING_ORGANIZATION &&
       ne_value_has(ne_reading_value(x->r, m->head, NE_LEX_ORGANIZATION_HEAD), 's'))) {
    m->being = NE_BEING_ORGANIZATION;
    return;
  }
  m->being = m->flags & NE_MENTION_PLURAL ? NE_BEING_GROUP : NE_BEING_PERSON;
  if (m->gender == NE_GENDER_UNKNOWN) {
    m->gender = np->gender;
  }
  if (m->role_end > m->role_first) {
    return;
  }
  while (first < np->head && (ne_reading_tag(x->r, first) == NE_TAG_DETERMINER ||
                              ne_reading_tag(x->r, first) == NE_TAG_POSSESSIVE)) {
    first++;
  }
  m->role_first = first;
  m->role_end = np->end;
  while (m->role_end < end && x->r->at[m->role_end].kind != NE_TOKEN_COMMA &&
         ne_reading_tag(x->r, m->role_end) != NE_TAG_WH) {
    m->role_end++;
  }
}

/* "One superdelegate", "one of them": perhaps somebody who is named next. */
static int may_be_person(const extension *x) {
  const ne_mention *m = x->m;
  if (m->flags & NE_MENTION_PLURAL || !(m->flags & NE_MENTION_INDEFINITE) || is_governed(x) ||
      x->r->at[m->head].kind == NE_TOKEN_NUMBER) {
    return 0; /* "the world No 1, Anna Smith" */
  }
  return m->being == NE_BEING_UNKNOWN;
}

/* "her publisher, Lanternhouse": a role that a body has too, and no person's name. */
static int names_body(const extension *x, const ne_mention *np) {
  return np->being == NE_BEING_UNKNOWN && np->name_end == np->name_first + 1 &&
         ne_reading_has(x->r, x->m->head, BIT(ORGANIZATION_HEAD));
}

/* "Gem State Power" after "a utility"; but in "a lawyer for the company, Anna Smith," she is the
** lawyer. */
static int may_name_body(const extension *x, const ne_mention *np) {
  if (np->being == NE_BEING_PERSON) {
    return x->m->form == NE_FORM_PRONOUN || !is_governed(x);
  }
  if (np->being == NE_BEING_THING) {
    return np->name_end > np->name_first + 1 && !is_time(x->r, np);
  }
  return np->being != NE_BEING_PLACE;
}

/* ", Anna Smith," after "the director". */
static int take_name(extension *x, const ne_mention *np) {
  ne_mention *m = x->m;
  const int person = m->being == NE_BEING_PERSON
                         ? np->being == NE_BEING_PERSON || np->being == NE_BEING_UNKNOWN
                         : may_be_person(x) && np->being == NE_BEING_PERSON;
  const int body =
      (m->being == NE_BEING_ORGANIZATION || m->form == NE_FORM_PRONOUN) && may_name_body(x, np);
  if (m->form == NE_FORM_NAME || np->form != NE_FORM_NAME || (!person && !body)) {
    return 0;
  }
  if (person && m->form == NE_FORM_COMMON) {
    uint32_t first = m->first;
    while (first < m->head && (ne_reading_tag(x->r, first) == NE_TAG_DETERMINER ||
                               ne_reading_tag(x->r, first) == NE_TAG_POSSESSIVE)) {
      first++;
    }
    m->role_first = first;
    m->role_end = ne_reading_tag(x->r, m->end) == NE_TAG_PREPOSITION ? x->end : m->end;
    m->flags &= (uint8_t) ~(NE_MENTION_ANONYMOUS | NE_MENTION_INDEFINITE);
  }
  if (person) {
    m->being = names_body(x, np) ? NE_BEING_ORGANIZATION : NE_BEING_PERSON;
  }
  m->form = NE_FORM_NAME;
  m->name_first = np->name_first;
  m->name_end = np->name_end;
  return 1;
}

/* "R-S.C.", "D-Ohio" */
static int is_affiliation(const ne_reading *r, uint32_t i) {
  return i < r->end && r->at[i].length > 3 && r->at[i].kind == NE_TOKEN_WORD &&
         r->prose->text.bytes[r->at[i].start + 1] == '-' && !ne_reading_lower(r, i);
}

/* Is it sure that the capital at the beginning of the sentence is a name's: "Smith", but not
** "Afterwards"? */
static int is_surely_name(const extension *x) {
  const ne_mention *m = x->m;
  return m->being == NE_BEING_PERSON || m->name_end > m->name_first + 1 ||
         ne_seen_name(x->r->seen, &x->r->at[m->name_first]);
}

/* "Smith, the leader of the party told": the closing comma is missing. */
static int ends_at_verb(const extension *x, const ne_mention *np) {
  return x->m->first == x->r->first && x->m->form == NE_FORM_NAME && is_surely_name(x) &&
         ne_tag_is_finite(ne_reading_tag(x->r, np->full_end)) && is_person_word(x->r, np->head);
}

/* "himself" */
static int take_reflexive(extension *x) {
  if (ne_reading_tag(x->r, x->end) != NE_TAG_PRONOUN ||
      !ne_reading_has(x->r, x->end, BIT(PRONOUN)) ||
      !ne_value_has(ne_reading_value(x->r, x->end, NE_LEX_PRONOUN), 'r')) {
    return 0;
  }
  x->end++;
  return 1;
}

/* Where ", of Leeds," or ", from Lee County, Fla.," ends that a verb follows; 0 for none. */
static uint32_t origin_end(const extension *x, uint32_t i) {
  const ne_reading *r = x->r;
  const ne_mention *np;
  uint32_t end;
  if (x->m->form != NE_FORM_NAME || ne_reading_tag(r, i) != NE_TAG_PREPOSITION ||
      !ne_reading_has(r, i, BIT(PREPOSITION)) ||
      !ne_value_has(ne_reading_value(r, i, NE_LEX_PREPOSITION), 'p')) {
    return 0;
  }
  np = phrase_at(x, i + 1);
  if (!np || np->form != NE_FORM_NAME) {
    return 0;
  }
  end = np->full_end - (r->at[np->full_end - 1].kind == NE_TOKEN_COMMA);
  return ne_reading_kind(r, end) == NE_TOKEN_COMMA && ne_tag_is_finite(ne_reading_tag(r, end + 1))
             ? end
             : 0;
}

/* What stands between commas at x->end: an age, a description, a name, a place, a
** relative clause. */
static int take_between_commas(extension *x) {
  const ne_reading *r = x->r;
  uint32_t i = x->end + 1, end;
  const ne_mention *np;
  if (ne_reading_kind(r, x->end) != NE_TOKEN_COMMA) {
    return 0;
  }
  if (ne_reading_tag(r, i) == NE_TAG_WH && ne_reading_has(r, i, BIT(PRONOUN))) {
    x->end = parenthetic_end(r, i + 1);
    return 1;
  }
  if (ne_reading_tag(r, i) == NE_TAG_GERUND || ne_reading_tag(r, i) == NE_TAG_PARTICIPLE) {
    end = parenthetic_end(r, i + 1);
    if (!phrase_at(x, i) && ne_reading_kind(r, end) == NE_TOKEN_COMMA &&
        (ne_tag_is_finite(ne_reading_tag(r, end + 1)) ||
         (ne_reading_tag(r, end + 1) == NE_TAG_ADVERB &&
          ne_tag_is_finite(ne_reading_tag(r, end + 2))))) {
      x->end = end;
      return 1;
    }
  }
  if ((ne_reading_tag(r, i) == NE_TAG_NUMBER || is_affiliation(r, i)) && closes(r, i + 1)) {
    x->end = i + 1;
    return 1;
  }
  end = origin_end(x, i);
  if (end) {
    x->end = end;
    return 1;
  }
  if (ne_reading_tag(r, i) == NE_TAG_ADVERB) {
    i++;
  }
  np = phrase_at(x, i);
  if (!np) {
    return 0;
  }
  end = np->full_end;
  if (r->at[end - 1].kind == NE_TOKEN_COMMA) {
    end--;
  } else if (!closes(r, end) && !ends_at_verb(x, np)) {
    end = reach_of(x, np);
  }
  if (!closes(r, end) && !ends_at_verb(x, np)) {
    const ne_mention *second = joined_at(x, np->full_end);
    end = second && second->form == np->form ? second->full_end : np->end;
    if (r->at[end - 1].kind == NE_TOKEN_COMMA) {
      end--;
    }
    if (!closes(r, end)) {
      end = np->end;
    }
  }
  if (!closes(r, end) && !ends_at_verb(x, np)) {
    return 0;
  }
  if (np->being == NE_BEING_PLACE &&
      (x->m->being == NE_BEING_PERSON || x->m->being == NE_BEING_PLACE) &&
      ne_reading_kind(r, end) == NE_TOKEN_COMMA) {
    x->end = end;
    return 1;
  }
  if (x->m->form == NE_FORM_NAME && describes(x, np)) {
    take_role(x, np, end);
  } else if (end > np->full_end || !take_name(x, np)) {
    return 0;
  }
  x->end = end;
  return 1;
}

/* The comma that closes an apposition belongs to it where the verb follows. */
static void take_closing_comma(extension *x) {
  const uint8_t after = ne_reading_tag(x->r, x->end + 1);
  if (ne_reading_kind(x->r, x->end) == NE_TOKEN_COMMA &&
      (is_verb_or_adverb(after) || after == NE_TAG_PARTICIPLE)) {
    x->end++;
  }
}

/* ---- Coordination ------------------------------------------------------------------- */

static int is_willed(const ne_mention *m) {
  return m->being != NE_BEING_THING && m->being != NE_BEING_DOCUMENT &&
         (m->being != NE_BEING_UNKNOWN || m->form == NE_FORM_NAME);
}

static int may_join(const ne_mention *a, const ne_mention *b) {
  if ((a->flags | b->flags) & NE_MENTION_POSSESSOR || a->form == NE_FORM_PRONOUN) {
    return 0;
  }
  return b->form != NE_FORM_PRONOUN && is_willed(a) == is_willed(b);
}

/* "..., and Smith said": a comma before "and", and the verb of another subject. */
static int begins_clause(const extension *x, const ne_mention *next) {
  return ne_reading_kind(x->r, x->end) == NE_TOKEN_COMMA && x->m->first > x->r->first &&
         ne_tag_is_finite(ne_reading_tag(x->r, next->full_end));
}

/* "the former senator and current governor" */
static int is_one_person(const extension *x, const ne_mention *next) {
  const ne_mention *m = x->m;
  const uint8_t tag = ne_reading_tag(x->r, next->first);
  return m->form == NE_FORM_COMMON && next->form == NE_FORM_COMMON && m->being == NE_BEING_PERSON &&
         next->being == NE_BEING_PERSON && !((m->flags | next->flags) & NE_MENTION_PLURAL) &&
         tag != NE_TAG_DETERMINER && tag != NE_TAG_POSSESSIVE &&
         ne_reading_kind(x->r, x->end) != NE_TOKEN_COMMA &&
         ne_reading_tag(x->r, m->first) == NE_TAG_DETERMINER;
}

static int take_second_office(extension *x) {
  const ne_mention *next = joined_at(x, x->end);
  if (!next || !is_one_person(x, next)) {
    return 0;
  }
  x->end = next->full_end;
  return 1;
}

/* The end of the coordination that x->m begins: "A, B and C". */
static uint32_t find_reach(const extension *x) {
  const ne_mention *next = joined_at(x, x->end);
  if (next && may_join(x->m, next) && !begins_clause(x, next)) {
    return reach_of(x, next);
  }
  next = ne_reading_kind(x->r, x->end) == NE_TOKEN_COMMA ? phrase_at(x, x->end + 1) : NULL;
  if (next && may_join(x->m, next) && reach_of(x, next) > next->full_end) {
    return reach_of(x, next);
  }
  return x->end;
}

/* May anything that this file takes begin at i? */
static int may_go_on(const ne_reading *r, uint32_t i) {
  const uint32_t tags = 1u << NE_TAG_PRONOUN | 1u << NE_TAG_CONJUNCTION | 1u << NE_TAG_ADJECTIVE |
                        1u << NE_TAG_ADVERB | 1u << NE_TAG_PREPOSITION | 1u << NE_TAG_TO |
                        1u << NE_TAG_WH | 1u << NE_TAG_PARTICIPLE | 1u << NE_TAG_GERUND |
                        1u << NE_TAG_DETERMINER;
  const uint32_t kinds = 1u << NE_TOKEN_COMMA | 1u << NE_TOKEN_OPEN;
  return (int)((tags >> ne_reading_tag(r, i) | kinds >> ne_reading_kind(r, i)) & 1);
}

/* Extends one phrase; those that begin later are already extended. */
static void extend(const ne_reading *r, ne_phrases *phrases, uint32_t index) {
  extension x = {r, phrases, &phrases->at[index], phrases->at[index].full_end};
  uint32_t rounds;
  int parenthetic = 0;
  if (x.m->form == NE_FORM_PRONOUN && (ne_reading_tag(r, x.m->head) == NE_TAG_PRONOUN ||
                                       ne_reading_tag(r, x.m->head) == NE_TAG_WH)) {
    return;
  }
  for (rounds = 0; rounds < 6 && x.end < r->end; rounds++) {
    if (take_bracket(&x) || take_reflexive(&x) || take_coordinated_name(&x) ||
        take_titled_name(&x) || take_name_after_bracket(&x)) {
      continue;
    }
    if (!parenthetic && (take_preposition(&x) || take_clause(&x))) {
      continue;
    }
    if (!take_between_commas(&x)) {
      break;
    }
    parenthetic = 1;
  }
  if (!parenthetic && !take_second_office(&x)) {
    phrases->reach[index] = find_reach(&x);
  }
  if (parenthetic) {
    take_closing_comma(&x);
  }
  x.m->full_end = x.end;
  if (phrases->reach[index] <= x.end) {
    phrases->reach[index] = x.end;
  } else {
    phrases->joined = 1;
  }
}

void ne_phrases_extend(const ne_reading *r, ne_phrases *phrases) {
  phrases->joined = 0;
  for (uint32_t i = phrases->count; i-- > 0;) {
    const ne_mention *m = &phrases->at[i];
    phrases->reach[i] = m->full_end;
    if (may_go_on(r, m->full_end) && !(m->flags & NE_MENTION_POSSESSOR)) {
      extend(r, phrases, i);
    }
  }
}

void ne_phrases_coordinate(const ne_reading *r, ne_phrases *phrases) {
  const uint32_t count = phrases->joined ? phrases->count : 0;
  uint32_t covered = r->first;
  for (uint32_t i = 0; i < count && phrases->count < phrases->room; i++) {
    const ne_mention *m = &phrases->at[i];
    ne_mention *whole;
    if (phrases->reach[i] <= m->full_end || m->first < covered || !is_willed(m)) {
      continue;
    }
    whole = &phrases->at[phrases->count++];
    *whole = *m;
    whole->end = whole->full_end = covered = phrases->reach[i];
    whole->name_first = whole->name_end = whole->role_first = whole->role_end = 0;
    whole->being = NE_BEING_GROUP;
    whole->gender = NE_GENDER_UNKNOWN;
    whole->flags = (uint8_t)((m->flags & ~NE_MENTION_ANONYMOUS) | NE_MENTION_PLURAL);
  }
}
