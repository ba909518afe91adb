/* field.c: the field of an office, which stands between it and the name of who holds it:
** "minister of Finance Anna Smith". */
#include "phrase.h"

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

/* May the words from i on be a person's name: two or more, and none that a list has for
** something else? */
static int is_whole_name(const ne_reading *r, uint32_t i, uint32_t end) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(NAME_PARTICLE);
  const uint32_t first = i;
  for (; i < end; i++) {
    if (r->at[i].entry != 0 && !ne_reading_has(r, i, names) && r->at[i].shape != NE_SHAPE_INITIAL) {
      return 0;
    }
  }
  return end >= first + 2;
}

/* "K. S. Rao" in "Minor Irrigation K. S. Rao", "Anna K. Smith" in "Justice Anna K. Smith"; end
** where no initial is there. */
static uint32_t initials_first(const ne_reading *r, uint32_t first, uint32_t end) {
  uint32_t i = first;
  while (i < end && r->at[i].shape != NE_SHAPE_INITIAL) {
    i++;
  }
  while (i < end && i > first && ne_reading_has(r, i - 1, BIT(FIRST_NAME)) &&
         !ne_reading_has(r, i - 1, BIT(COUNTRY) | BIT(US_STATE))) {
    i--;
  }
  return i;
}

/* Past the words before a name that are none: "Finance" in "minister of Finance Anna Smith",
** "Growers' Association" in "president of the Growers' Association Anna Smith". */
static uint32_t past_field(const ne_reading *r, const ne_mention *np) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(NAME_PARTICLE);
  const uint64_t places = BIT(COUNTRY) | BIT(US_STATE);
  uint32_t i = np->name_first, k;
  for (k = i; k + 2 < np->name_end; k++) {
    if (ne_reading_has(r, k, BIT(ORGANIZATION_HEAD)) && !ne_reading_has(r, k, names) &&
        is_whole_name(r, k + 1, np->name_end)) {
      return k + 1;
    }
  }
  while (i + 2 < np->name_end && r->at[i].shape == NE_SHAPE_CAPITAL &&
         (ne_reading_has(r, i, places) ||
          (!ne_reading_has(r, i, names) &&
           (r->at[i].entry != 0 || ne_reading_has(r, i + 1, BIT(FIRST_NAME)))))) {
    i++;
  }
  return is_whole_name(r, i, np->name_end) ? i : np->name_first;
}

/* "Minister" in "Minister for Fisheries Anna Smith", but not "son" or "friend" */
int ne_field_is_office(const ne_reading *r, const ne_mention *m) {
  return m->form == NE_FORM_COMMON && m->end == m->head + 1 &&
         r->at[m->head].shape == NE_SHAPE_CAPITAL && ne_reading_has(r, m->head, BIT(TITLE));
}

/* Words that no list has for something else than a person or a town: "Odile", "Chanda", "Lianhe" */
static int is_strange(const ne_reading *r, uint32_t i) {
  const uint64_t names = BIT(FIRST_NAME) | BIT(SURNAME) | BIT(CITY) | BIT(CITY_WORD) |
                         BIT(PHRASE_START); /* "Daly", of "Daly City" */
  return r->length[i - r->first] == 1 && r->at[i].shape >= NE_SHAPE_CAPITAL &&
         !(ne_lexicon_classes(r->prose->lexicon, r->at[i].entry) & ~names);
}

/* The same after an office, whose field may be any words: the name begins with its initials, or
** is the last two words, which no list knows, as in "Minister for Forests Odile Marchetta". */
uint32_t ne_field_end(const ne_reading *r, const ne_mention *m, const ne_mention *np) {
  const uint32_t last = np->name_end - 1;
  uint32_t i = past_field(r, np);
  if (i > np->name_first || !ne_field_is_office(r, m)) {
    return i;
  }
  i = initials_first(r, np->name_first, np->name_end);
  if (is_whole_name(r, i, np->name_end)) {
    return i;
  }
  return last > np->name_first + 1 && ne_reading_tag(r, m->first) != NE_TAG_DETERMINER &&
                 !r->headline && is_strange(r, last) && is_strange(r, last - 1)
             ? last - 1
             : np->name_first;
}

/* "Home Affairs Anna Smith": capitals before the name, none of which is a title */
int ne_field_begins(const ne_reading *r, const ne_mention *np) {
  return np->form == NE_FORM_NAME && np->name_first > np->first && np->role_end == np->role_first &&
         r->at[np->first].shape == NE_SHAPE_CAPITAL && !ne_reading_has(r, np->first, BIT(TITLE));
}

/* "the national disaster agency Anna Smith", after "spokeswoman of" */
int ne_field_ends_with_body(const ne_reading *r, const ne_mention *np) {
  const uint32_t before = np->name_first - 1;
  return np->name_first > np->first && ne_reading_lower(r, before) &&
         ne_reading_has(r, before, BIT(ORGANIZATION_HEAD)) &&
         is_whole_name(r, np->name_first, np->name_end);
}

/* "Dr." or "Smt." of "Minister for Fisheries Dr. Anna Smith", with its full stop */
int ne_field_is_address(const ne_reading *r, uint32_t i) {
  return r->at[i].kind == NE_TOKEN_STOP || ne_value_has(ne_reading_value(r, i, NE_LEX_TITLE), 'h');
}

/* "professor of government Anna Smith", "envoy to Britain Anna Smith" */
int ne_field_follows(const ne_reading *r, const ne_mention *m, uint32_t preposition,
                     const ne_mention *np) {
  if (ne_value_has(ne_reading_value(r, preposition, NE_LEX_PREPOSITION), 'o')) {
    return 1;
  }
  if ((np->form == NE_FORM_NAME && ne_field_end(r, m, np) > np->name_first) ||
      (ne_field_is_office(r, m) && ne_field_begins(r, np))) {
    return 1; /* "secretary for Political Affairs Anna Smith" */
  }
  return np->name_first > np->first && !ne_reading_has(r, np->first, BIT(TITLE)) &&
         ne_reading_has(r, np->first,
                        BIT(COUNTRY) | BIT(US_STATE) | BIT(CITY_ALONE) | BIT(ORGANIZATION) |
                            BIT(ORGANIZATION_HEAD));
}
