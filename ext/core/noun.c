/* noun.c: what a pronoun or a common noun stands for: person, body, group, document,
** thing; one or several. */
#include "phrase.h"

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

#define PERSON_WORDS (BIT(ROLE_HEAD) | BIT(PERSON_NOUN) | BIT(RELATION))

/* ---- Pronouns ------------------------------------------------------------------- */

/* The letters of the list's values: person, number, gender, case. */
void ne_phrase_pronoun(const ne_reading *r, const ne_phrase *p, ne_mention *m) {
  const char *value = ne_reading_value(r, p->head, NE_LEX_PRONOUN);
  m->form = NE_FORM_PRONOUN;
  if (!value[0] || !value[1] || !value[2] || !value[3]) {
    return;
  }
  m->gender = value[2] == 'm' ? NE_MALE : value[2] == 'f' ? NE_FEMALE : NE_GENDER_UNKNOWN;
  m->flags |= (uint8_t)((value[1] == 'p' ? NE_MENTION_PLURAL : 0) |
                        (value[0] == 'i' ? NE_MENTION_INDEFINITE : 0) |
                        (value[3] == 'g' ? NE_MENTION_POSSESSOR : 0));
  if (m->gender != NE_GENDER_UNKNOWN || (value[0] == 'w' && value[2] == 'b') || value[0] == '1' ||
      value[0] == '2') {
    m->being = value[1] == 'p' ? NE_BEING_GROUP : NE_BEING_PERSON;
  }
}

/* ---- Common nouns ----------------------------------------------------------------- */

/* The value of the first list of persons that knows the word at i. */
static const char *person_value(const ne_reading *r, uint32_t i) {
  return ne_reading_has(r, i, BIT(ROLE_HEAD))     ? ne_reading_value(r, i, NE_LEX_ROLE_HEAD)
         : ne_reading_has(r, i, BIT(PERSON_NOUN)) ? ne_reading_value(r, i, NE_LEX_PERSON_NOUN)
                                                  : ne_reading_value(r, i, NE_LEX_RELATION);
}

/* "the", "this", "those", "his": what is meant is known. */
int ne_phrase_definite(const ne_reading *r, const ne_phrase *p) {
  const ne_token *token = &r->at[p->first];
  const int letter = r->prose->text.bytes[token->start] | 32;
  return (token->tag == NE_TAG_POSSESSIVE) | (p->start > p->first) |
         ((token->tag == NE_TAG_DETERMINER) & (letter == 't'));
}

static int common_being(const ne_reading *r, uint32_t head) {
  if (ne_reading_has(r, head, PERSON_WORDS | BIT(NATIONALITY))) {
    return NE_BEING_PERSON;
  }
  if (ne_reading_has(r, head, BIT(ORGANIZATION_HEAD) | BIT(ORGANIZATION))) {
    return ne_value_has(ne_reading_value(r, head, NE_LEX_ORGANIZATION_HEAD), 'p')
               ? NE_BEING_GROUP
               : NE_BEING_ORGANIZATION;
  }
  if (ne_reading_has(r, head, BIT(GROUP_NOUN) | BIT(PRONOUN))) {
    return NE_BEING_GROUP;
  }
  if (ne_reading_has(r, head, BIT(DOCUMENT_NOUN))) {
    return NE_BEING_DOCUMENT;
  }
  if (ne_reading_has(r, head, BIT(THING_NOUN))) {
    return NE_BEING_THING;
  }
  if (ne_reading_has(r, head, BIT(OCCUPATION) | BIT(TITLE)) || ne_is_age(r->prose, head)) {
    return NE_BEING_PERSON;
  }
  return NE_BEING_UNKNOWN;
}

/* "two diplomats" are certain ones, "diplomats" the class of them. */
static int is_counted(const ne_reading *r, const ne_mention *m) {
  for (uint32_t i = m->first; i < m->head; i++) {
    if (ne_reading_tag(r, i) == NE_TAG_NUMBER) {
      return 1;
    }
  }
  return 0;
}

/* The traits of persons: one or several, man or woman, unnamed. */
static void read_person_noun(const ne_reading *r, uint32_t head, ne_mention *m) {
  const char *value = person_value(r, head);
  if (ne_value_has(value, 'p')) {
    m->flags |= NE_MENTION_PLURAL;
  }
  m->gender = (uint8_t)ne_value_gender(value);
  if (m->flags & NE_MENTION_PLURAL) {
    m->being = NE_BEING_GROUP;
  }
  if (!(m->flags & NE_MENTION_PLURAL) || ne_value_has(value, 'u') || is_counted(r, m)) {
    m->flags |= NE_MENTION_ANONYMOUS;
  }
}

int ne_is_people(const ne_reading *r, uint32_t i) {
  return ne_reading_has(r, i, BIT(NATIONALITY)) && i > r->first &&
         ne_reading_tag(r, i - 1) == NE_TAG_DETERMINER &&
         ne_value_has(ne_reading_value(r, i, NE_LEX_NATIONALITY), ' ');
}

void ne_phrase_common(const ne_reading *r, const ne_phrase *p, ne_mention *m) {
  const uint32_t head = p->head;
  m->form = NE_FORM_COMMON;
  m->being = (uint8_t)common_being(r, head);
  m->flags |= (uint8_t)((ne_reading_tag(r, head) == NE_TAG_NOUNS) | ne_is_people(r, head)
                            ? NE_MENTION_PLURAL
                            : 0);
  if (m->being == NE_BEING_PERSON) {
    read_person_noun(r, head, m);
  }
  m->flags |= (uint8_t)(ne_phrase_definite(r, p) ? 0 : NE_MENTION_INDEFINITE);
  /* At the beginning of a sentence a capital tells nothing: perhaps a name. */
  if (r->at[head].shape >= NE_SHAPE_CAPITAL && m->being == NE_BEING_UNKNOWN &&
      p->end == p->first + 1) {
    m->name_first = head;
    m->name_end = p->end;
  }
}

/* "Brightwater Energy, a developer of wind farms" */
int ne_names_firm(const ne_reading *r, const ne_mention *m, uint32_t role) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME);
  return m->form == NE_FORM_NAME && m->name_end > m->name_first + 1 &&
         ne_value_has(ne_reading_value(r, role, NE_LEX_ROLE_HEAD), 'b') &&
         ne_reading_has(r, m->head, BIT(THING_NOUN)) && !ne_reading_has(r, m->head, names) &&
         !ne_reading_has(r, m->name_first, names);
}
