/* name.c: what a base noun phrase names: person, body, group, place, document;
** the bare name in it and the role before the name. */
#include "phrase.h"

#include <string.h>

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

#define PERSON_WORDS (BIT(ROLE_HEAD) | BIT(PERSON_NOUN) | BIT(RELATION))
#define ROLE_WORDS   (BIT(TITLE) | PERSON_WORDS)
/* Words that no name begins with. */
#define STRANGERS                                                                                  \
  (BIT(ORGANIZATION) | BIT(ORGANIZATION_HEAD) | BIT(COUNTRY) | BIT(US_STATE) | BIT(CITY_ALONE) |   \
   BIT(NATIONALITY) | BIT(DOCUMENT_NOUN) | BIT(THING_NOUN) | BIT(GROUP_NOUN) | BIT(OCCUPATION) |   \
   BIT(CUE_VERB) | BIT(FUNCTION_WORD))
#define PLACE_WORDS (BIT(COUNTRY) | BIT(US_STATE) | BIT(CITY_ALONE))

static int is_capital(const ne_reading *r, uint32_t i) {
  return r->at[i].shape >= NE_SHAPE_CAPITAL;
}

/* ---- Proper names ------------------------------------------------------------------- */

typedef struct name {
  uint32_t first, end; /* the run of name tokens that ends with the phrase's head */
  uint32_t after_role; /* where the bare name begins */
  int titled;          /* a title or role stands before it */
  const char *title;   /* the value of the last title, "" for none */
} name;

/* A capitalized word that the tagger or the lists take for a name. The first of a
** sentence has its capital from there. */
static int is_name_word(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  const uint8_t tag = ne_reading_tag(r, i);
  if (token->kind != NE_TOKEN_WORD || token->shape < NE_SHAPE_CAPITAL) {
    return tag == NE_TAG_NAME && token->kind != NE_TOKEN_MARK;
  }
  if (tag == NE_TAG_NAME || token->entry == 0) {
    return 1;
  }
  if (ne_reading_has(r, i, BIT(FIRST_NAME) | BIT(SURNAME))) {
    return ne_tag_is_noun(tag) || tag == NE_TAG_ADJECTIVE;
  }
  if (i > r->first + 1 && !ne_reading_lower(r, i - 1) && !r->headline && tag != NE_TAG_DETERMINER &&
      tag != NE_TAG_ADJECTIVE) {
    return 1; /* "Doctors Without Borders" */
  }
  return i > r->first && !ne_reading_has(r, i, BIT(NATIONALITY) | BIT(FUNCTION_WORD)) &&
         (ne_tag_is_noun(tag) || ne_tag_is_verb(tag));
}

/* "van" and "der" in "Piet van der Linde" */
static int is_small_particle(const ne_reading *r, uint32_t i) {
  return ne_reading_lower(r, i) && ne_reading_has(r, i, BIT(NAME_PARTICLE));
}

/* May token i be part of the name that goes on at i + 1? */
static int is_name_part(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  if (is_name_word(r, i)) {
    return 1;
  }
  if (ne_reading_tag(r, i) == NE_TAG_TO) { /* "Alliance to Reclaim ..." */
    return !ne_reading_lower(r, i + 1) && i > r->first &&
           ne_reading_has(r, i - 1, BIT(ORGANIZATION_HEAD));
  }
  if (token->kind == NE_TOKEN_WORD && token->shape == NE_SHAPE_LOWER) {
    return ne_reading_has(r, i, BIT(NAME_PARTICLE)) &&
           (ne_reading_tag(r, i + 1) != NE_TAG_NOUN || is_small_particle(r, i + 1));
  }
  if (token->kind == NE_TOKEN_COMMA) {
    return ne_reading_has(r, i + 1, BIT(NAME_SUFFIX));
  }
  if (token->kind == NE_TOKEN_SYMBOL) {
    return ne_reading_byte(r, i) == '&';
  }
  if (i > r->first + 1 && r->at[i - 1].kind == NE_TOKEN_MARK && token->shape == NE_SHAPE_CAPITAL) {
    return 1; /* 'Stephen "The Rifleman" Smith' */
  }
  return token->kind == NE_TOKEN_MARK;
}

/* "Clear Channel", "Democratic Unionist Party": an adjective with a capital of its own
** belongs to a body's name, and so does all of "the Fire and Rescue Service". */
static uint32_t body_first(const ne_reading *r, const ne_phrase *p, uint32_t first) {
  if (first > p->start && ne_reading_tag(r, first - 1) == NE_TAG_CONJUNCTION) {
    return p->start + (ne_reading_tag(r, p->start) == NE_TAG_DETERMINER);
  }
  while (first > p->start && first - 1 > r->first && !r->headline &&
         r->at[first - 1].shape == NE_SHAPE_CAPITAL &&
         ne_reading_tag(r, first - 1) == NE_TAG_ADJECTIVE) {
    first--;
  }
  return first;
}

/* Walks back from the head over the name; a nickname in marks stays inside. */
static uint32_t run_first(const ne_reading *r, const ne_phrase *p) {
  uint32_t i = p->head;
  while (i > p->start && (r->length[i - r->first] == 0 || is_name_part(r, i - 1))) {
    i--;
  }
  while (i < p->head && !is_name_word(r, i) &&
         !(r->length[i - r->first] > 1 && ne_reading_has(r, i, BIT(ORGANIZATION)))) {
    i++;
  }
  return i;
}

/* Is the title or role at token i, with others after it up to the name's end, part
** of the name all the same: "Dean Baker", "Judge Reinhold", "Tim Cook"? */
static int belongs_to_name(const ne_reading *r, uint32_t i, uint32_t head, int titled) {
  if (i == head || !is_capital(r, i)) {
    return i == head;
  }
  if (!ne_reading_has(r, i, BIT(FIRST_NAME))) {
    return 0;
  }
  if (!ne_reading_has(r, i, BIT(TITLE))) {
    return i + 1 == head || (i + 2 == head && ne_reading_has(r, i + 1, BIT(NAME_PARTICLE)));
  }
  return ne_value_has(ne_reading_value(r, i, NE_LEX_TITLE), 'n') && (i + 1 == head || titled);
}

static int is_first_name(const ne_reading *r, uint32_t i) {
  if (r->at[i].shape == NE_SHAPE_MIXED) {
    return ne_first_name_entry(r->prose, i) != 0;
  }
  return r->at[i].shape >= NE_SHAPE_CAPITAL && ne_reading_has(r, i, BIT(FIRST_NAME));
}

/* "Co-moderator Jane Smith", "Leeds-based Jane Smith" */
static int is_compound(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  const char *bytes = r->prose->text.bytes + token->start;
  if (token->shape == NE_SHAPE_LOWER || token->length < 7) {
    return 0;
  }
  return memcmp(bytes, "Co-", 3) == 0 || memcmp(bytes + token->length - 6, "-based", 6) == 0;
}

/* "SP Vikram Rathod", and "SP Rathod" afterwards: letters before a name that is whole without
** them. */
static int is_letters_before_name(const ne_reading *r, uint32_t i, uint32_t head) {
  const uint64_t personal = BIT(FIRST_NAME) | BIT(SURNAME);
  if (i + 1 == head && r->at[i].shape == NE_SHAPE_UPPER && r->at[head].entry == 0) {
    return ne_seen_name(r->seen, &r->at[head]) &&
           !ne_reading_has(r, i, personal | BIT(ORGANIZATION) | BIT(AGENCY) | BIT(OUTLET));
  }
  return i + 2 == head && r->at[i].shape == NE_SHAPE_UPPER && !ne_reading_has(r, i, personal) &&
         r->at[i + 1].shape == NE_SHAPE_CAPITAL && r->at[head].shape == NE_SHAPE_CAPITAL &&
         (r->at[i + 1].entry == 0 || ne_reading_has(r, i + 1, personal)) &&
         (r->at[head].entry == 0 || ne_reading_has(r, head, personal));
}

/* "Washington Post Jane Smith", "Crooked Jane Smith": words before a first name that
** are none themselves. */
static void cut_strangers(const ne_reading *r, const ne_phrase *p, name *n) {
  const uint64_t personal = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(NAME_PARTICLE);
  uint32_t i;
  if (n->after_role + 1 < p->head && ne_reading_has(r, n->after_role, BIT(NATIONALITY)) &&
      !ne_reading_has(r, n->after_role, personal) && !ne_reading_has(r, p->head, STRANGERS)) {
    n->after_role++; /* "Vietnamese Doan Thi Huong" */
  }
  if ((n->after_role + 1 < p->head && is_compound(r, n->after_role)) ||
      (n->after_role < p->head && is_letters_before_name(r, n->after_role, p->head))) {
    n->after_role++;
  }
  for (i = n->after_role; i + 1 < p->head; i++) {
    if (r->at[i].shape == NE_SHAPE_INITIAL || ne_reading_has(r, i, personal) ||
        is_first_name(r, i)) {
      break;
    }
    if (is_first_name(r, i + 1)) {
      if (i > n->after_role || ne_reading_has(r, i, STRANGERS)) {
        n->after_role = i + 1;
      }
      break;
    }
  }
}

/* "Osman Sheikh Abdi", "Jonathan Del Carmen" */
static int follows_first_name(const ne_reading *r, const name *n, uint32_t i) {
  return i > n->first && ne_reading_has(r, i - 1, BIT(FIRST_NAME)) &&
         !ne_reading_has(r, i - 1, PLACE_WORDS | BIT(CITY) | BIT(ORGANIZATION) | ROLE_WORDS) &&
         ne_reading_has(r, i, BIT(TITLE)) && !ne_reading_has(r, i, PERSON_WORDS | BIT(OCCUPATION));
}

/* Cuts titles and roles off the front of the run. */
static void cut_roles(const ne_reading *r, const ne_phrase *p, name *n) {
  n->after_role = n->first;
  for (uint32_t i = n->first; i < p->head; i++) {
    if (!ne_reading_has(r, i, ROLE_WORDS) || r->at[i - (i > n->first)].kind == NE_TOKEN_MARK ||
        ne_reading_kind(r, i + 1) == NE_TOKEN_MARK || belongs_to_name(r, i, p->head, n->titled) ||
        follows_first_name(r, n, i)) {
      continue;
    }
    if (r->length[i - r->first] == 0 && i + 1 < p->head &&
        r->entry[i + 1 - r->first] == r->entry[i - r->first] && r->length[i + 1 - r->first] == 0) {
      continue; /* inside an entry of several words: its last one decides */
    }
    n->after_role = i + 1;
    n->titled = 1;
    n->title = ne_reading_value(r, i, NE_LEX_TITLE);
  }
  if (n->first > p->start && n->after_role == n->first &&
      ne_reading_has(r, n->first - 1, ROLE_WORDS | BIT(OCCUPATION))) {
    n->titled = 1;
    n->title = ne_reading_value(r, n->first - 1, NE_LEX_TITLE);
  }
  while (n->after_role < p->head && !is_name_word(r, n->after_role)) {
    n->after_role++;
  }
  cut_strangers(r, p, n);
  /* "Pope Francis": a single name keeps some titles. */
  if (n->after_role > n->first && ne_value_has(n->title, 'k') &&
      (n->after_role == p->head || ne_reading_has(r, p->head, BIT(NAME_SUFFIX)))) {
    do {
      n->after_role--;
    } while (n->after_role > n->first && r->length[n->after_role - r->first] == 0);
  }
}

static int covers(const ne_reading *r, uint32_t first, uint32_t end, uint64_t classes) {
  return ne_reading_has(r, first, classes) && r->length[first - r->first] == end - first;
}

/* Does "of", "to" or the like and a capital follow: "Supervisor of Elections"? */
static int has_field(const ne_reading *r, uint32_t head) {
  uint32_t i = head + 2;
  if (i >= r->end || !ne_reading_has(r, head + 1, BIT(PREPOSITION)) ||
      (ne_reading_tag(r, head + 1) != NE_TAG_TO &&
       !ne_value_has(ne_reading_value(r, head + 1, NE_LEX_PREPOSITION), 'o') &&
       !ne_value_has(ne_reading_value(r, head + 1, NE_LEX_PREPOSITION), 'n'))) {
    return 0;
  }
  i += ne_reading_tag(r, i) == NE_TAG_DETERMINER;
  return i < r->end && !ne_reading_lower(r, i) && !ne_reading_has(r, i, BIT(WEEKDAY) | BIT(MONTH));
}

/* "the UK Home Secretary", "the Human Rights Ombudsman" */
static int is_high_office(const ne_reading *r, uint32_t first, uint32_t head) {
  if (!ne_reading_has(r, head, BIT(ROLE_HEAD)) || !ne_reading_has(r, head, BIT(TITLE)) ||
      ne_reading_has(r, head, BIT(FIRST_NAME) | BIT(SURNAME))) {
    return 0;
  }
  for (; first < head; first++) {
    if (ne_reading_has(r, first, BIT(FIRST_NAME) | BIT(SURNAME)) &&
        !ne_reading_has(r, first, PLACE_WORDS)) {
      return 0;
    }
  }
  return 1;
}

/* "a", "an", "another" */
static int is_indefinite(const ne_reading *r, uint32_t i) {
  return ne_reading_tag(r, i) == NE_TAG_DETERMINER &&
         (r->prose->text.bytes[r->at[i].start] | 32) == 'a' && r->at[i].length != 3;
}

/* "Senator Barbara Boxer", "Mayor Don Guardian": a surname that is a word for a person. */
static int follows_title_and_name(const ne_reading *r, uint32_t first, uint32_t head) {
  return head > first + 1 && !r->headline && is_first_name(r, head - 1) &&
         ne_reading_has(r, head - 2, BIT(TITLE)) && is_capital(r, head - 2) && is_capital(r, head);
}

/* "its chairman Lord Porter", "the Hon Jane Fox MP": a name that ends with a word for an
** office. */
static int ends_with_office(const ne_reading *r, const ne_phrase *p, uint32_t first) {
  const uint32_t head = p->head;
  if (first < head && first > p->start && ne_reading_lower(r, first - 1) &&
      ne_reading_has(r, first - 1, PERSON_WORDS) && ne_reading_has(r, first, BIT(TITLE))) {
    return 1;
  }
  return follows_title_and_name(r, first, head) ||
         (head > first + 1 && ne_value_has(ne_reading_value(r, head, NE_LEX_NAME_SUFFIX), 'h') &&
          (is_first_name(r, head - 2) || (p->first == first && r->at[head - 2].entry == 0)));
}

/* "the President", "Chief Executive Officer": an office, not its holder's name. */
static int names_office(const ne_reading *r, const ne_phrase *p, uint32_t first) {
  const uint64_t office = BIT(ROLE_HEAD) | BIT(TITLE) | BIT(OCCUPATION);
  const uint8_t tag = ne_reading_tag(r, p->first);
  if (first == p->head && tag == NE_TAG_DETERMINER && ne_reading_has(r, first, BIT(TITLE)) &&
      ne_reading_has(r, first, BIT(ROLE_HEAD)) && has_field(r, first)) {
    return 1; /* "the Bishop of Leeds", though some are called Bishop */
  }
  if (tag == NE_TAG_DETERMINER && first == p->first + 1 && p->head == first + 1 &&
      ne_reading_has(r, p->head, BIT(ROLE_HEAD)) &&
      ne_value_has(ne_reading_value(r, p->head, NE_LEX_NAME_SUFFIX), 'h')) {
    return 1; /* "the Clare TD": persons have no article */
  }
  if (!ne_reading_has(r, p->head, office) ||
      ne_reading_has(r, first, BIT(FIRST_NAME) | BIT(SURNAME)) || ends_with_office(r, p, first)) {
    return 0;
  }
  if (first == p->head && p->first == first && first == r->first && p->end == first + 1 &&
      ne_reading_has(r, first, BIT(ROLE_HEAD) | BIT(TITLE))) {
    return 1; /* "Chairman and chief executive Jane Fox" */
  }
  if (p->end == p->head + 1 && ne_reading_has(r, p->head, BIT(ROLE_HEAD)) &&
      !ne_reading_has(r, p->head, BIT(FIRST_NAME)) &&
      (has_field(r, p->head) || is_indefinite(r, p->first))) {
    return 1;
  }
  if (first < p->head && !ne_reading_has(r, first, office | BIT(NATIONALITY))) {
    return is_high_office(r, first, p->head);
  }
  return tag == NE_TAG_DETERMINER || tag == NE_TAG_POSSESSIVE || p->start > p->first ||
         r->length[first - r->first] > 1;
}

static int ends_in_s(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  return (r->prose->text.bytes[token->start + token->length - 1] | 32) == 's';
}

/* "Syrians", "House Republicans", "a Democrat"; but not "David French". */
static int names_people(const ne_reading *r, uint32_t first, uint32_t head) {
  if (follows_title_and_name(r, first, head)) {
    return 0;
  }
  if (head == first + 1 && ne_reading_has(r, first, BIT(FIRST_NAME)) &&
      !ne_reading_has(r, first, PLACE_WORDS | BIT(NATIONALITY)) &&
      !ne_reading_has(r, head, BIT(PERSON_NOUN)) && !ends_in_s(r, head)) {
    return 0;
  }
  if (head == first && head > r->first && ne_reading_has(r, head, BIT(NATIONALITY)) &&
      ne_reading_tag(r, head - 1) == NE_TAG_DETERMINER) {
    return 1; /* "the German", which is a surname too */
  }
  return ne_reading_has(r, head, BIT(PERSON_NOUN) | BIT(NATIONALITY)) &&
         !ne_reading_has(r, head, BIT(FIRST_NAME) | BIT(SURNAME));
}

/* Several words, of which the first or the last is a person's; an initial. */
static int looks_personal(const ne_reading *r, uint32_t first, uint32_t head) {
  const uint64_t personal = BIT(FIRST_NAME) | BIT(SURNAME);
  if (first == head) {
    return ne_reading_has(r, head, personal) && !ne_reading_has(r, head, BIT(ORGANIZATION));
  }
  if (head - first > 5) {
    return 0;
  }
  if (is_first_name(r, first) || ne_reading_has(r, head, BIT(SURNAME))) {
    return 1;
  }
  for (uint32_t i = first; i <= head; i++) {
    if (r->at[i].shape == NE_SHAPE_INITIAL || ne_reading_has(r, i, BIT(NAME_SUFFIX))) {
      return 1;
    }
  }
  return 0;
}

/* "Mr. Banks", "Aurelio Banks": a person whose surname is a word for bodies. */
static int is_titled_surname(const ne_reading *r, uint32_t first, uint32_t head) {
  if (first == head) {
    return 0;
  }
  if ((ne_reading_has(r, first, BIT(TITLE)) && ne_reading_has(r, head - 1, BIT(FIRST_NAME)) &&
       !ne_reading_has(r, head, BIT(ORGANIZATION_HEAD))) ||
      follows_title_and_name(r, first, head)) {
    return 1; /* "Senator Jane Fox" */
  }
  for (uint32_t i = first; i < head; i++) {
    if ((ne_reading_has(r, i, BIT(TITLE)) &&
         ne_value_has(ne_reading_value(r, i, NE_LEX_TITLE), 'h')) ||
        (ne_reading_has(r, i, BIT(TITLE) | BIT(ROLE_HEAD)) && i + 2 == head &&
         is_first_name(r, i + 1) && !ne_reading_has(r, head, BIT(ORGANIZATION_HEAD)))) {
      return 1; /* "Energy Minister Jane Stanford" */
    }
  }
  return ne_reading_has(r, first, BIT(FIRST_NAME)) &&
         ne_reading_has(r, head, BIT(FIRST_NAME) | BIT(SURNAME));
}

static int body_being(const ne_reading *r, const ne_phrase *p, const name *n) {
  const uint32_t head = p->head;
  if (covers(r, n->first, head + 1, BIT(ORGANIZATION))) {
    return NE_BEING_ORGANIZATION;
  }
  if (covers(r, n->first, head + 1, PLACE_WORDS)) {
    return NE_BEING_PLACE;
  }
  if (is_titled_surname(r, n->first, head)) {
    return NE_BEING_UNKNOWN;
  }
  if (n->first < head && is_capital(r, head - 1) &&
      ne_value_has(ne_reading_value(r, head - 1, NE_LEX_THING_NOUN), 'n')) {
    return NE_BEING_THING; /* "Hurricane Anna" */
  }
  if (n->first < head && *ne_reading_value(r, head, NE_LEX_PLACE_WORD)) {
    return NE_BEING_PLACE; /* "Lee County" */
  }
  if (ne_reading_has(r, head, BIT(ORGANIZATION_HEAD) | BIT(ORGANIZATION)) &&
      (n->first < head || p->end > head + 1 || p->start != n->first || p->start > p->first)) {
    return NE_BEING_ORGANIZATION;
  }
  if (ne_reading_has(r, head, BIT(MONTH) | BIT(WEEKDAY)) &&
      (n->first == head ||
       !(ne_reading_has(r, head - 1, BIT(FIRST_NAME) | BIT(TITLE)) ||
         (n->first > p->start && ne_reading_has(r, n->first - 1, ROLE_WORDS))))) {
    return NE_BEING_THING;
  }
  if ((n->first < head || p->start < n->first) && !looks_personal(r, n->first, head)) {
    if (ne_reading_has(r, head, BIT(DOCUMENT_NOUN))) {
      return NE_BEING_DOCUMENT;
    }
    if (ne_reading_has(r, head, BIT(THING_NOUN))) {
      return NE_BEING_THING;
    }
  }
  return NE_BEING_UNKNOWN;
}

/* "PORT AMITY —": the place that a dateline begins with. */
static int begins_dateline(const ne_reading *r, const ne_phrase *p) {
  if (p->first != r->first || ne_reading_kind(r, p->end) != NE_TOKEN_DASH) {
    return 0;
  }
  for (uint32_t i = p->first; i < p->end; i++) {
    if (r->at[i].shape < NE_SHAPE_UPPER) {
      return 0;
    }
  }
  return 1;
}

static int is_acronym(const ne_reading *r, uint32_t i) {
  return r->at[i].shape == NE_SHAPE_UPPER || r->at[i].shape == NE_SHAPE_ACRONYM;
}

/* 'its "ailing" chief', of which the phrase has the second mark alone. */
static uint32_t past_stray_mark(const ne_reading *r, uint32_t first, uint32_t end) {
  uint32_t marks = 0, last = first;
  for (uint32_t i = first; i < end; i++) {
    if (r->at[i].kind == NE_TOKEN_MARK) {
      marks++;
      last = i + 1;
    }
  }
  return marks % 2 ? last : first;
}

/* The words before the bare name that say what the bearer is. */
static void set_role(const ne_reading *r, const ne_phrase *p, const name *n, ne_mention *m) {
  uint32_t first = p->first, end = n->after_role, i;
  while (first < end &&
         (ne_reading_tag(r, first) == NE_TAG_DETERMINER ||
          ne_reading_tag(r, first) == NE_TAG_POSSESSIVE || r->at[first].kind == NE_TOKEN_MARK)) {
    first++;
  }
  while (end > first && ne_reading_has(r, end - 1, BIT(TITLE)) &&
         ne_value_has(ne_reading_value(r, end - 1, NE_LEX_TITLE), 'h')) {
    end--;
  }
  first = past_stray_mark(r, first, end);
  for (i = first; i < end; i++) {
    const uint64_t office = PERSON_WORDS | BIT(OCCUPATION);
    if (ne_reading_has(r, i, office) ||
        (ne_reading_has(r, i, BIT(TITLE)) &&
         !ne_value_has(ne_reading_value(r, i, NE_LEX_TITLE), 'h'))) {
      m->role_first = first;
      m->role_end = end;
    }
  }
}

/* Sex as the title or role before the name tells it. */
static int role_gender(const ne_reading *r, const ne_phrase *p, const name *n) {
  for (uint32_t i = p->start; i < n->after_role; i++) {
    static const int lists[] = {NE_LEX_TITLE, NE_LEX_RELATION, NE_LEX_ROLE_HEAD,
                                NE_LEX_PERSON_NOUN};
    for (uint32_t k = 0; k < 4; k++) {
      if (ne_reading_has(r, i, NE_LEX_BIT(lists[k]))) {
        const int gender = ne_value_gender(ne_reading_value(r, i, lists[k]));
        if (gender) {
          return gender;
        }
      }
    }
  }
  return NE_GENDER_UNKNOWN;
}

static void read_people_name(const ne_reading *r, const ne_phrase *p, ne_mention *m) {
  const int plural = ends_in_s(r, p->head) || ne_is_people(r, p->head);
  m->form = NE_FORM_COMMON;
  m->being = plural ? NE_BEING_GROUP : NE_BEING_PERSON;
  if (plural) {
    m->flags |= NE_MENTION_PLURAL;
  } else {
    m->flags |= NE_MENTION_ANONYMOUS;
  }
  if (!ne_phrase_definite(r, p)) {
    m->flags |= NE_MENTION_INDEFINITE;
  }
}

static int has_ampersand(const ne_reading *r, uint32_t first, uint32_t head) {
  for (uint32_t i = first; i < head; i++) {
    if (r->at[i].kind == NE_TOKEN_SYMBOL) {
      return 1;
    }
  }
  return 0;
}

/* "S. & P.", "CBS Midland" */
static int looks_corporate(const ne_reading *r, uint32_t first, uint32_t head) {
  if (first < head && ne_reading_has(r, first, BIT(ORGANIZATION)) &&
      !ne_reading_has(r, first, BIT(FIRST_NAME) | BIT(SURNAME))) {
    return 1;
  }
  return has_ampersand(r, first, head);
}

/* "the newspaper Haaretz", "public broadcaster NHK", "ferry operator Skerry Link" */
static int follows_body(const ne_reading *r, const ne_phrase *p, const name *n) {
  const uint32_t before = n->after_role - 1;
  if (n->after_role <= p->start || !ne_reading_has(r, before, BIT(ORGANIZATION_HEAD))) {
    return 0;
  }
  if (n->after_role < p->head) {
    return ne_value_has(ne_reading_value(r, before, NE_LEX_ORGANIZATION_HEAD), 'd') &&
           !looks_personal(r, n->after_role, p->head);
  }
  return is_acronym(r, p->head) || !looks_personal(r, n->after_role, p->head);
}

/* "Farrow Marine (FRRW.L)", "Farrow Robotics (NASDAQ: FRRB)": a stock exchange's sign. */
static int has_ticker(const ne_reading *r, uint32_t i) {
  return ne_reading_kind(r, i) == NE_TOKEN_OPEN && ne_reading_kind(r, i + 4) == NE_TOKEN_CLOSE &&
         is_acronym(r, i + 1) && is_acronym(r, i + 3) &&
         (r->at[i + 2].kind == NE_TOKEN_COLON || r->at[i + 2].kind == NE_TOKEN_STOP);
}

/* "Farrow Foods said that its profits rose": what is said is of the source itself. */
static int tells_of_itself(const ne_reading *r, const ne_phrase *p) {
  const char *value;
  uint32_t i = p->end;
  if (i + 2 >= r->end || !ne_reading_has(r, i, BIT(CUE_VERB)) ||
      !ne_tag_is_finite(ne_reading_tag(r, i))) {
    return 0;
  }
  i++;
  if (ne_reading_has(r, i, BIT(CLAUSE_WORD)) && ne_reading_tag(r, i) == NE_TAG_PREPOSITION) {
    i++;
  }
  value = i < r->end ? ne_reading_value(r, i, NE_LEX_PRONOUN) : "";
  return value[0] == '3' && value[1] == 's' && value[2] == 'n' && value[3] == 'g';
}

/* "Duke Energy": a first name before a word for a thing, unless it is a surname. */
static int may_be_firm(const ne_reading *r, uint32_t first, uint32_t head) {
  return first < head && ne_reading_has(r, head, BIT(THING_NOUN) | BIT(DOCUMENT_NOUN)) &&
         !ne_reading_has(r, head, BIT(FIRST_NAME) | BIT(SURNAME)) && !r->headline;
}

static int personal_being(const ne_reading *r, const ne_phrase *p, const name *n) {
  const int article = ne_reading_tag(r, p->first) == NE_TAG_DETERMINER;
  if (begins_dateline(r, p)) {
    return NE_BEING_PLACE;
  }
  if (follows_body(r, p, n) || has_ticker(r, p->end)) {
    return NE_BEING_ORGANIZATION;
  }
  if (n->titled && !has_ampersand(r, n->after_role, p->head)) {
    return NE_BEING_PERSON;
  }
  if (looks_corporate(r, n->after_role, p->head)) {
    return NE_BEING_ORGANIZATION;
  }
  if (p->first == p->head && p->first > r->first &&
      ne_reading_tag(r, p->first - 1) == NE_TAG_PREPOSITION &&
      ne_value_has(ne_reading_value(r, p->first - 1, NE_LEX_PREPOSITION), 'i')) {
    return NE_BEING_PLACE; /* "in Amity" */
  }
  if (looks_personal(r, n->after_role, p->head) && !(article && n->after_role == p->head)) {
    return may_be_firm(r, n->after_role, p->head) ? NE_BEING_UNKNOWN : NE_BEING_PERSON;
  }
  if ((n->after_role == p->head && is_acronym(r, p->head)) || tells_of_itself(r, p)) {
    return NE_BEING_ORGANIZATION;
  }
  return NE_BEING_UNKNOWN;
}

/* "Jane Fox MP": honours and offices are no part of the bare name. */
static uint32_t without_honours(const ne_reading *r, uint32_t first, uint32_t end) {
  while (end > first + 1 && r->at[end - 1].shape != NE_SHAPE_CAPITAL &&
         ne_value_has(ne_reading_value(r, end - 1, NE_LEX_NAME_SUFFIX), 'h')) {
    end--;
    if (r->at[end - 1].kind == NE_TOKEN_COMMA) {
      end--;
    }
  }
  return end;
}

/* "Drugmaker Farrow", where the capital is the sentence's. */
static int is_described_body(const ne_reading *r, const ne_phrase *p, const name *n) {
  return n->first == r->first && n->first < p->head && p->end == p->head + 1 &&
         ne_value_has(ne_reading_value(r, n->first, NE_LEX_ORGANIZATION_HEAD), 'd') &&
         ne_reading_tag(r, n->first + 1) == NE_TAG_NAME;
}

/* "NATO member Montenegro", "POLITICO Ohio" */
static int is_only_country(const ne_reading *r, uint32_t first, uint32_t head) {
  return covers(r, first, head + 1, PLACE_WORDS) &&
         !ne_reading_has(r, head, BIT(FIRST_NAME) | BIT(SURNAME));
}

/* "St. Brendan's Hospital", "the Small Farmers' Union": whose it is belongs to the name. */
static int names_owner(const ne_reading *r, const ne_phrase *p) {
  const uint32_t owner = p->start - 2;
  return (ne_reading_tag(r, owner) == NE_TAG_NAME && !ne_reading_has(r, owner, PLACE_WORDS)) ||
         (r->at[owner + 1].length == 1 && ends_in_s(r, owner) && owner > p->first &&
          is_capital(r, owner) && !r->headline);
}

static void read_name(const ne_reading *r, const ne_phrase *p, ne_mention *m) {
  name n = {run_first(r, p), p->end, 0, 0, ""};
  int being;
  n.after_role = n.first;
  being = body_being(r, p, &n);
  if (being == NE_BEING_UNKNOWN && names_people(r, n.first, p->head)) {
    read_people_name(r, p, m);
    return;
  }
  if (being == NE_BEING_UNKNOWN && names_office(r, p, n.first)) {
    ne_phrase_common(r, p, m);
    return;
  }
  if (being == NE_BEING_ORGANIZATION && n.first == p->head && p->start > p->first &&
      n.first == p->start && !ne_reading_has(r, p->head, BIT(ORGANIZATION)) && names_owner(r, p)) {
    n.after_role = p->first + (ne_reading_tag(r, p->first) == NE_TAG_DETERMINER);
  }
  if (being == NE_BEING_UNKNOWN && is_described_body(r, p, &n)) {
    being = NE_BEING_ORGANIZATION;
    n.after_role = n.first + 1;
  }
  m->form = NE_FORM_NAME;
  if (being == NE_BEING_ORGANIZATION && n.after_role == n.first) {
    n.after_role = body_first(r, p, n.first);
  }
  if (being == NE_BEING_UNKNOWN || being == NE_BEING_PLACE) {
    cut_roles(r, p, &n);
    if (being == NE_BEING_UNKNOWN || (n.titled && !is_only_country(r, n.first, p->head))) {
      being = personal_being(r, p, &n);
    }
  }
  if (being == NE_BEING_UNKNOWN && n.after_role == p->head && n.after_role == n.first &&
      (r->at[p->head].entry != 0 || ne_reading_tag(r, p->head) == NE_TAG_NOUN)) {
    n.after_role = body_first(r, p, n.first); /* "Western Journalism" */
  }
  m->being = (uint8_t)being;
  m->name_first = n.after_role;
  m->name_end = being == NE_BEING_PERSON ? without_honours(r, n.after_role, n.end) : n.end;
  if (being == NE_BEING_PERSON) {
    m->gender = (uint8_t)role_gender(r, p, &n);
    set_role(r, p, &n, m);
  }
}

/* "Alliance to Reclaim Our Schools" */
static int ends_long_name(const ne_reading *r, uint32_t head) {
  uint32_t i = head;
  if (r->headline || r->at[head].shape != NE_SHAPE_CAPITAL) {
    return 0;
  }
  while (i > r->first && r->at[i - 1].shape == NE_SHAPE_CAPITAL) {
    i--;
  }
  return i + 1 < head && i > r->first + 1 && ne_reading_tag(r, i - 1) == NE_TAG_TO &&
         ne_reading_has(r, i - 2, BIT(ORGANIZATION_HEAD));
}

/* A capital inside a sentence makes a name of a word that no list knows. */
static int is_name(const ne_reading *r, uint32_t head) {
  const ne_token *token = &r->at[head];
  const uint8_t tag = ne_reading_tag(r, head);
  if (token->shape == NE_SHAPE_LOWER) { /* "Waalkade Holdings plc" */
    return head > r->first && ne_reading_tag(r, head - 1) == NE_TAG_NAME &&
           is_capital(r, head - 1) &&
           ne_value_has(ne_reading_value(r, head, NE_LEX_ORGANIZATION_HEAD), 's');
  }
  if (tag == NE_TAG_NAME || ends_long_name(r, head)) {
    return 1;
  }
  return tag == NE_TAG_NOUN && head > r->first && token->entry == 0 &&
         token->shape != NE_SHAPE_NONE;
}

void ne_phrase_name(const ne_reading *r, const ne_phrase *p, ne_mention *m) {
  m->first = p->first;
  m->end = m->full_end = p->end;
  m->head = p->head;
  m->sentence = r->sentence;
  m->entity = -1;
  if (p->pronoun) {
    ne_phrase_pronoun(r, p, m);
  } else if (is_name(r, p->head)) {
    read_name(r, p, m);
  } else {
    ne_phrase_common(r, p, m);
  }
}
