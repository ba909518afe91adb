/* phrase.c: base noun phrases, by one walk over the tags. */
#include "phrase.h"

#include <string.h>

#define NONE UINT32_MAX

/* ---- Steps of the walk --------------------------------------------------------- */

typedef struct walk {
  const ne_reading *r;
  uint32_t first, start;
  uint32_t head;     /* the last noun so far; NONE */
  uint32_t genitive; /* the last 's, not yet followed by a noun; NONE */
} walk;

/* Right behind the head: then no genitive is open. */
static int follows_head(const walk *w, uint32_t i) {
  return w->head != NONE && w->head + 1 == i;
}

static int is_noun_at(const ne_reading *r, uint32_t i) {
  return ne_tag_is_noun(ne_reading_tag(r, i));
}

static int is_modifier(int tag) {
  return tag == NE_TAG_ADJECTIVE || tag == NE_TAG_NUMBER || tag == NE_TAG_PARTICIPLE ||
         tag == NE_TAG_GERUND;
}

/* Does a noun follow from i on, after modifiers? */
static int leads_to_noun(const ne_reading *r, uint32_t i) {
  uint32_t n;
  for (n = 0; n < 4 && is_modifier(ne_reading_tag(r, i)); n++) {
    i++;
  }
  return is_noun_at(r, i);
}

/* "On Monday Anna Smith said": the day is a phrase of its own. */
static int is_day_before_name(const ne_reading *r, uint32_t i) {
  const uint64_t personal = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_TITLE);
  if (!ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_MONTH)) ||
      i + 1 >= r->end || ne_reading_tag(r, i + 1) != NE_TAG_NAME) {
    return 0;
  }
  if (!ne_reading_has(r, i + 1, personal)) { /* "On Monday Dunne said" */
    const uint8_t after = ne_reading_tag(r, i + 2);
    return ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY)) && r->at[i + 1].entry == 0 &&
           (after == NE_TAG_PAST || after == NE_TAG_PRESENT3 || after == NE_TAG_MODAL);
  }
  return ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY)) ||
         (ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_MONTH)) && !ne_reading_has(r, i, personal));
}

/* "Anna Smith Sunday night said": so is the day after a person's name, but not in "Black
** Friday". */
static int is_day_after_name(const walk *w, uint32_t i) {
  const uint64_t personal = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME);
  const ne_reading *r = w->r;
  if (!ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY)) ||
      ne_reading_tag(r, w->head) != NE_TAG_NAME) {
    return 0;
  }
  if (ne_reading_has(r, w->head, NE_LEX_BIT(NE_LEX_TITLE)) &&
      ne_reading_tag(r, i + 1) == NE_TAG_NAME) {
    return 0; /* "Dr. Sunday Okoro" */
  }
  return r->at[w->head].entry == 0 ||
         (w->head > w->first && ne_reading_has(r, w->head, personal)) ||
         ne_reading_has(r, w->first, personal | NE_LEX_BIT(NE_LEX_TITLE));
}

/* "the FBI last week said", "Smith yesterday told", "the company Monday said": when it was
** is no part of who. */
static int is_time_after(const walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  uint32_t entry = 0;
  if (ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY))) {
    return ne_reading_lower(r, w->head) && i + 1 < r->end &&
           (ne_reading_tag(r, i + 1) == NE_TAG_PAST || ne_reading_tag(r, i + 1) == NE_TAG_PRESENT3);
  }
  return ne_reading_lower(r, i) &&
         ne_tokens_match(&r->prose->tokens, r->prose->lexicon, i, r->end,
                         NE_LEX_BIT(NE_LEX_WHEN_WORD), &entry) &&
         strchr("dv", ne_lexicon_value(r->prose->lexicon, entry, NE_LEX_WHEN_WORD)[0]);
}

/* "John Smith Jr. director of the fund": the comma is missing. */
static int is_role_after_suffix(const walk *w, uint32_t i) {
  return ne_reading_has(w->r, w->head, NE_LEX_BIT(NE_LEX_NAME_SUFFIX)) &&
         ne_reading_lower(w->r, i) && ne_reading_value(w->r, w->head, NE_LEX_NAME_SUFFIX)[0] == 'g';
}

/* "an idea Smith had", "anything President Smith says": a person's name after a noun for
** what is no person. */
static int begins_clause(const walk *w, uint32_t i) {
  const uint64_t things = NE_LEX_BIT(NE_LEX_THING_NOUN) | NE_LEX_BIT(NE_LEX_DOCUMENT_NOUN) |
                          NE_LEX_BIT(NE_LEX_CUE_NOUN) | NE_LEX_BIT(NE_LEX_PRONOUN);
  const uint64_t persons = NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_PERSON_NOUN) |
                           NE_LEX_BIT(NE_LEX_RELATION) | NE_LEX_BIT(NE_LEX_OCCUPATION);
  const uint64_t names = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME);
  const ne_reading *r = w->r;
  uint32_t k = i;
  if (!ne_reading_lower(r, w->head) || r->at[i].shape != NE_SHAPE_CAPITAL ||
      ne_reading_tag(r, i) != NE_TAG_NAME || !ne_reading_has(r, w->head, things) ||
      ne_reading_has(r, w->head, persons) ||
      !(ne_reading_has(r, i, names | NE_LEX_BIT(NE_LEX_TITLE)) ||
        ne_seen_name(r->seen, &r->at[i]))) {
    return 0;
  }
  while (k < r->end && ne_reading_tag(r, k) == NE_TAG_NAME) {
    k++;
  }
  return ne_tag_is_finite(ne_reading_tag(r, k));
}

/* A noun, or an entry of several words taken as one. */
static uint32_t step_noun(walk *w, uint32_t i) {
  const uint32_t length = w->r->length[i - w->r->first];
  const uint32_t taken = length > 1 && i + length <= w->r->end ? length : 1;
  if (follows_head(w, i) && (is_day_before_name(w->r, w->head) || is_day_after_name(w, i) ||
                             is_role_after_suffix(w, i) || begins_clause(w, i))) {
    return 0;
  }
  w->head = i + taken - 1;
  w->genitive = NONE;
  return taken;
}

static uint32_t step_modifier(const walk *w, uint32_t i, int tag) {
  const ne_reading *r = w->r;
  if (w->head == NONE || w->genitive != NONE) {
    return tag == NE_TAG_ADJECTIVE || tag == NE_TAG_NUMBER || leads_to_noun(r, i + 1);
  }
  if (tag == NE_TAG_NUMBER) { /* "Fox 5", "Grade 5 teacher Anna Smith" */
    return (ne_reading_tag(r, w->head) == NE_TAG_NAME || !ne_reading_lower(r, w->head)) &&
           is_noun_at(r, i + 1);
  }
  if (ne_reading_has(r, i + 1, NE_LEX_BIT(NE_LEX_WEEKDAY))) { /* "late Thursday" */
    return 0;
  }
  return tag == NE_TAG_ADJECTIVE && leads_to_noun(r, i + 1) &&
         (w->head + 1 == i || ne_reading_tag(r, i - 1) == NE_TAG_ADJECTIVE);
}

static uint32_t step_adverb(const walk *w, uint32_t i) {
  if (w->head != NONE && w->genitive == NONE) {
    return 0;
  }
  return (i > w->first || ne_reading_tag(w->r, i + 1) == NE_TAG_NUMBER) &&
         is_modifier(ne_reading_tag(w->r, i + 1)) && leads_to_noun(w->r, i + 1);
}

/* A determiner belongs to the phrase at its beginning, or after another one:
** "all the", "nearly half the", "all his". */
static uint32_t step_determiner(const walk *w, uint32_t i) {
  return i == w->first || (w->head == NONE && i == w->first + 1 &&
                           ne_reading_tag(w->r, w->first) == NE_TAG_DETERMINER);
}

static uint32_t step_genitive(walk *w, uint32_t i) {
  if (!follows_head(w, i)) {
    return 0;
  }
  if (!leads_to_noun(w->r, i + 1) && ne_reading_tag(w->r, i + 1) != NE_TAG_ADVERB &&
      ne_reading_kind(w->r, i + 1) != NE_TOKEN_MARK) {
    return 0;
  }
  w->genitive = i;
  w->start = i + 1;
  return 1;
}

/* A word that may name what an office is for: neither somebody nor a place. */
static int is_field(const ne_reading *r, uint32_t i) {
  const uint64_t others = NE_LEX_BIT(NE_LEX_FIRST_NAME) | NE_LEX_BIT(NE_LEX_SURNAME) |
                          NE_LEX_BIT(NE_LEX_ORGANIZATION) | NE_LEX_BIT(NE_LEX_COUNTRY) |
                          NE_LEX_BIT(NE_LEX_US_STATE) | NE_LEX_BIT(NE_LEX_CITY) |
                          NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_NATIONALITY) |
                          NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_TITLE);
  return r->at[i].shape == NE_SHAPE_CAPITAL && !ne_reading_has(r, i, others);
}

/* "Health and Safety inspector Anna Smith", "Water and Energy Minister Anna Smith" */
static int joins_fields(const ne_reading *r, uint32_t first, uint32_t i) {
  const uint64_t offices = NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_TITLE);
  uint32_t k = i + 1, length;
  for (; first < i; first++) {
    if (!is_field(r, first) || ne_seen_name(r->seen, &r->at[first])) {
      return 0;
    }
  }
  while (k < r->end && is_field(r, k) && is_noun_at(r, k)) {
    k++;
  }
  length = k < r->end ? r->length[k - r->first] : 0; /* of "Energy Minister", an entry of two */
  return k + length > i + 2 && k + length < r->end && ne_reading_has(r, k, offices) &&
         is_noun_at(r, k + length) && !ne_reading_lower(r, k + length);
}

/* "Abuse" in "the Wardens and Labour Abuse Authority" */
static int is_capital_noun_between(const ne_reading *r, uint32_t i) {
  return !r->headline && ne_reading_tag(r, i) == NE_TAG_NOUN && !ne_reading_lower(r, i) &&
         ne_reading_tag(r, i - 1) == NE_TAG_NAME && ne_reading_tag(r, i + 1) == NE_TAG_NAME;
}

/* "small and medium businesses"; "the Food and Drug Administration". */
static uint32_t step_conjunction(const walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  uint32_t k;
  if (w->head == NONE || w->genitive != NONE) {
    return i > w->first && ne_reading_tag(r, i - 1) == NE_TAG_ADJECTIVE &&
           ne_reading_tag(r, i + 1) == NE_TAG_ADJECTIVE && leads_to_noun(r, i + 1);
  }
  if (w->head + 1 != i || ne_reading_tag(r, w->head) != NE_TAG_NAME ||
      ne_reading_has(r, w->first, NE_LEX_BIT(NE_LEX_FIRST_NAME))) {
    return 0;
  }
  for (k = i + 1; ne_reading_tag(r, k) == NE_TAG_NAME || ne_reading_tag(r, k) == NE_TAG_GENITIVE ||
                  is_capital_noun_between(r, k);
       k++) {
    ;
  }
  return (k > i + 2 && ne_reading_has(r, k - 1, NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD)) &&
          !ne_reading_lower(r, k - 1)) ||
         joins_fields(r, w->first, i);
}

static int is_suffix(const ne_reading *r, uint32_t i) {
  return i < r->end && ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_NAME_SUFFIX)) &&
         !ne_reading_lower(r, i);
}

/* "a small, quiet man"; "John Smith, Jr." */
static uint32_t step_comma(walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  if (w->head == NONE) {
    return i > w->first + 1 && ne_reading_tag(r, i - 1) == NE_TAG_ADJECTIVE &&
           ne_reading_tag(r, i + 1) == NE_TAG_ADJECTIVE && leads_to_noun(r, i + 1);
  }
  if (w->head + 1 == i && ne_reading_tag(r, w->head) == NE_TAG_NAME && is_suffix(r, i + 1)) {
    w->head = i + 1;
    return 2;
  }
  return 0;
}

/* A nickname or scare quote inside the phrase: 'Bill "Spaceman" Lee', 'the
** "birther" movement'. */
static uint32_t step_mark(const walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  uint32_t k;
  if (i == w->first) {
    return 0;
  }
  for (k = i + 1; k < i + 5 && k < r->end; k++) {
    if (r->at[k].kind == NE_TOKEN_MARK) {
      return k > i + 1 && leads_to_noun(r, k + 1) &&
                     (w->head == NONE || w->genitive != NONE || !ne_reading_lower(r, k + 1))
                 ? k + 1 - i
                 : 0;
    } else if (r->at[k].kind != NE_TOKEN_WORD) {
      return 0;
    }
  }
  return 0;
}

/* "Johnson & Johnson", "NBC/Wall Street Journal". */
static uint32_t step_symbol(const walk *w, uint32_t i) {
  const char byte = ne_reading_byte(w->r, i);
  if (byte == '%' && i > w->first && ne_reading_tag(w->r, i - 1) == NE_TAG_NUMBER &&
      w->head == NONE) {
    return 1;
  }
  return (byte == '&' || byte == '/') && w->head != NONE && w->head + 1 == i &&
         is_noun_at(w->r, i + 1);
}

static int is_particle(const ne_reading *r, uint32_t i) {
  return ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_NAME_PARTICLE)) && ne_reading_lower(r, i);
}

/* "Ursula von der Leyen", "Osama bin Laden". */
static uint32_t step_particle(const walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  uint32_t k = i;
  if (!is_particle(r, i) || ne_reading_tag(r, w->head) != NE_TAG_NAME) {
    return 0;
  }
  while (k < i + 3 && k < r->end && is_particle(r, k)) {
    k++;
  }
  return ne_reading_tag(r, k) == NE_TAG_NAME && !ne_reading_lower(r, k) ? k - i : 0;
}

/* "Doctors Without Borders", "Campaign Against Litter", "Alliance to Save Our Schools":
** capitals that lead on to another one. */
static uint32_t step_capital(const walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  const int body = ne_reading_has(r, w->head, NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD));
  uint32_t k = i + (ne_reading_tag(r, i) == NE_TAG_TO && ne_reading_lower(r, i));
  if ((k == i && r->at[i].shape != NE_SHAPE_CAPITAL) || r->headline || i + 2 > r->end ||
      ne_reading_lower(r, w->head) || ne_tag_is_noun(ne_reading_tag(r, i))) {
    return 0;
  }
  if (k > i && body && i + 2 < r->end && r->at[k].shape == NE_SHAPE_CAPITAL &&
      r->at[k].tag == NE_TAG_VERB) {
    k++; /* "Reclaim" is no name of its own */
  }
  while (k < i + 4 && ne_reading_kind(r, k) == NE_TOKEN_WORD &&
         r->at[k].shape == NE_SHAPE_CAPITAL && !ne_tag_is_noun(ne_reading_tag(r, k))) {
    k++;
  }
  return is_noun_at(r, k) && !ne_reading_lower(r, k) && k > i &&
                 r->at[k - 1].shape == NE_SHAPE_CAPITAL
             ? k - i
             : 0;
}

/* May the phrase go on with the token at i, right behind the head? Most often it does not. */
static int may_go_on(const ne_reading *r, uint32_t i, int tag) {
  const uint32_t tags = 1u << NE_TAG_NOUN | 1u << NE_TAG_NOUNS | 1u << NE_TAG_NAME |
                        1u << NE_TAG_ADJECTIVE | 1u << NE_TAG_NUMBER | 1u << NE_TAG_PARTICIPLE |
                        1u << NE_TAG_GERUND | 1u << NE_TAG_TO | 1u << NE_TAG_CONJUNCTION |
                        1u << NE_TAG_GENITIVE;
  const uint32_t kinds = 1u << NE_TOKEN_COMMA | 1u << NE_TOKEN_MARK | 1u << NE_TOKEN_SYMBOL;
  const ne_token *token = &r->at[i];
  return (int)((tags >> tag | kinds >> token->kind) & 1) | (token->shape >= NE_SHAPE_CAPITAL) |
         ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_NAME_PARTICLE));
}

/* What no noun is. */
static uint32_t step_other(walk *w, uint32_t i, int tag) {
  if (tag == NE_TAG_DETERMINER || tag == NE_TAG_POSSESSIVE) {
    return step_determiner(w, i);
  }
  if (is_modifier(tag)) {
    return step_modifier(w, i, tag);
  }
  switch (tag) {
  case NE_TAG_ADVERB:
    return step_adverb(w, i);
  case NE_TAG_GENITIVE:
    return step_genitive(w, i);
  case NE_TAG_CONJUNCTION:
    return step_conjunction(w, i);
  default:
    break;
  }
  switch (w->r->at[i].kind) {
  case NE_TOKEN_COMMA:
    return step_comma(w, i);
  case NE_TOKEN_MARK:
    return step_mark(w, i);
  case NE_TOKEN_SYMBOL:
    return step_symbol(w, i);
  default:
    return 0;
  }
}

/* How many tokens the phrase takes at i; 0 where it ends. */
static uint32_t step(walk *w, uint32_t i) {
  const ne_reading *r = w->r;
  const uint8_t tag = ne_reading_tag(r, i);
  const int noun = ne_tag_is_noun(tag);
  uint32_t taken = 0;
  if (follows_head(w, i)) {
    if (!may_go_on(r, i, tag) || is_time_after(w, i)) {
      return 0;
    }
    taken = step_particle(w, i);
    if (!taken && !noun) {
      taken = step_capital(w, i);
    }
  }
  if (taken) {
    return taken;
  }
  /* "general counsel", "senior citizens": an entry of several words is a noun */
  return noun || (r->length[i - r->first] > 1 && is_modifier(tag)) ? step_noun(w, i)
                                                                   : step_other(w, i, tag);
}

/* ---- The phrase ------------------------------------------------------------------ */

static int is_capital_noun(const ne_reading *r, uint32_t i) {
  return is_noun_at(r, i) && !ne_reading_lower(r, i);
}

/* "the High Court of England and Wales" */
static int joins_countries(const ne_reading *r, uint32_t i) {
  const uint64_t parts = NE_LEX_BIT(NE_LEX_COUNTRY) | NE_LEX_BIT(NE_LEX_REGION);
  return i + 1 < r->end && ne_reading_tag(r, i) == NE_TAG_CONJUNCTION &&
         ne_reading_has(r, i - 1, parts) && ne_reading_has(r, i + 1, parts);
}

/* "the Department of Health and Knowledge": two matters, of which the first is a common word */
static int joins_matters(const ne_reading *r, uint32_t i) {
  return is_field(r, i - 1) && r->at[i - 1].entry != 0 && is_field(r, i + 1) &&
         !ne_seen_name(r->seen, &r->at[i + 1]);
}

/* "of ...", "for ..." after the head, up to two times. */
static uint32_t body_goes_on(const ne_reading *r, uint32_t head) {
  uint32_t end = head + 1, i, rounds;
  for (rounds = 0; rounds < 2; rounds++) {
    i = end;
    if (i >= r->end || !ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_PREPOSITION)) ||
        !ne_value_has(ne_reading_value(r, i, NE_LEX_PREPOSITION), 'n')) {
      return end;
    }
    i++;
    if (ne_reading_tag(r, i) == NE_TAG_DETERMINER) {
      i++;
    }
    if (ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_MONTH))) {
      return end; /* "Acme Inc. on Monday" */
    }
    while ((is_capital_noun(r, i) &&
            !ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY) | NE_LEX_BIT(NE_LEX_MONTH))) ||
           joins_countries(r, i) ||
           (i > end + 1 && ne_reading_tag(r, i) == NE_TAG_CONJUNCTION &&
            ne_reading_tag(r, i - 1) == NE_TAG_NAME && ne_reading_tag(r, i + 1) == NE_TAG_NAME &&
            (ne_reading_tag(r, i + 2) == NE_TAG_NAME || joins_matters(r, i)))) {
      i++;
    }
    if (!is_capital_noun(r, i - 1)) {
      return end;
    }
    end = i;
  }
  return end;
}

/* "Lord Brack of Tilney": the end of the place of a peer; past the head where he has none. */
static uint32_t peer_goes_on(const ne_reading *r, uint32_t head) {
  uint32_t i = head + 1;
  if (ne_reading_tag(r, i) != NE_TAG_PREPOSITION || head == r->first ||
      !ne_reading_has(r, head - 1, NE_LEX_BIT(NE_LEX_TITLE)) ||
      !ne_value_has(ne_reading_value(r, head - 1, NE_LEX_TITLE), 'l') ||
      !ne_value_has(ne_reading_value(r, i, NE_LEX_PREPOSITION), 'o')) {
    return head + 1;
  }
  for (i++; i < r->end && r->at[i].shape == NE_SHAPE_CAPITAL && ne_reading_tag(r, i) == NE_TAG_NAME;
       i++) {
    ;
  }
  return i > head + 2 ? i : head + 1;
}

/* Where the name with that head goes on with "of ...", "for ...": "Bank of
** England", "University of the West Indies", "Department of Health and Human
** Services". Returns its end. */
static uint32_t name_goes_on(const ne_reading *r, uint32_t head) {
  if (head + 1 >= r->end ||
      !(ne_reading_has(r, head + 1, NE_LEX_BIT(NE_LEX_PREPOSITION)) &
        (ne_reading_tag(r, head) == NE_TAG_NAME)) ||
      ne_reading_lower(r, head)) {
    return head + 1;
  }
  return ne_reading_has(r, head, NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD)) ? body_goes_on(r, head)
                                                                       : peer_goes_on(r, head);
}

/* "a Ministry of Justice spokesman", "Bank of England officials" */
static int is_office_of_body(const ne_reading *r, uint32_t i) {
  const uint64_t persons = NE_LEX_BIT(NE_LEX_ROLE_HEAD) | NE_LEX_BIT(NE_LEX_PERSON_NOUN);
  return i < r->end && is_noun_at(r, i) && ne_reading_lower(r, i) && ne_reading_has(r, i, persons);
}

/* A single word that stands for somebody: "he", "many", "those", "others". */
static int read_pronoun(const ne_reading *r, uint32_t i, ne_phrase *out) {
  const int tag = ne_reading_tag(r, i);
  if (!ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_PRONOUN)) || is_noun_at(r, i + 1)) {
    return 0;
  }
  if (tag == NE_TAG_PREPOSITION || tag == NE_TAG_POSSESSIVE || tag == NE_TAG_NAME ||
      tag == NE_TAG_CONJUNCTION) { /* "neither won nor lost" */
    return 0;
  }
  *out = (ne_phrase){i, i + r->length[i - r->first], i, i, 1};
  return 1;
}

/* "a group that says": tagged as the conjunction. */
static int is_relative(const ne_reading *r, uint32_t i) {
  return ne_reading_tag(r, i) == NE_TAG_PREPOSITION && i > r->first && is_noun_at(r, i - 1) &&
         i + 1 < r->end && ne_tag_is_verb(ne_reading_tag(r, i + 1)) &&
         ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_PRONOUN));
}

/* "Said Smith: ...": a verb that its capital made a name. */
static int is_verb_before_name(const ne_reading *r, uint32_t i) {
  const ne_token *token = &r->at[i];
  return i == r->first && i + 1 < r->end && token->tag == NE_TAG_NAME &&
         ne_reading_tag(r, i + 1) == NE_TAG_NAME &&
         ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_CUE_VERB)) &&
         (r->prose->text.bytes[token->start + token->length - 1] | 32) == 'd';
}

/* "after replacing", "handing Smith": a gerund that takes an object. */
static int is_verbal(const ne_reading *r, uint32_t i) {
  return ne_reading_tag(r, i + 1) == NE_TAG_NAME ||
         (i > r->first && ne_reading_tag(r, i - 1) == NE_TAG_PREPOSITION &&
          !ne_reading_has(r, i - 1, NE_LEX_BIT(NE_LEX_PREPOSITION)));
}

/* "The agency quoted Anna Berg": a verb that was taken for a participle. */
static int is_verb_between(const ne_reading *r, uint32_t i) {
  return i > r->first && is_noun_at(r, i - 1) && ne_reading_tag(r, i + 1) == NE_TAG_NAME;
}

/* May a phrase begin at i? A participle or an adverb needs a noun after it and no
** verb before. */
static int may_begin(const ne_reading *r, uint32_t i) {
  const uint32_t always = 1u << NE_TAG_DETERMINER | 1u << NE_TAG_POSSESSIVE |
                          1u << NE_TAG_ADJECTIVE | 1u << NE_TAG_NUMBER | 1u << NE_TAG_NOUN |
                          1u << NE_TAG_NOUNS | 1u << NE_TAG_NAME;
  const uint8_t tag = ne_reading_tag(r, i);
  if (always >> tag & 1) {
    return !is_verb_before_name(r, i);
  }
  if (tag == NE_TAG_PARTICIPLE || tag == NE_TAG_GERUND) {
    if (ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_PREPOSITION)) || /* "including" */
        (tag == NE_TAG_GERUND && is_verbal(r, i)) ||
        (tag == NE_TAG_PARTICIPLE && is_verb_between(r, i))) {
      return 0;
    }
    return leads_to_noun(r, i + 1) &&
           (i == r->first || !ne_tag_is_verb(ne_reading_tag(r, i - 1))) &&
           ne_reading_tag(r, i + 1) != NE_TAG_DETERMINER;
  }
  return tag == NE_TAG_ADVERB && ne_reading_tag(r, i + 1) == NE_TAG_NUMBER &&
         leads_to_noun(r, i + 1);
}

/* "the poor", "two", "the former": no noun at all. */
static int read_without_noun(const ne_reading *r, uint32_t first, uint32_t end, ne_phrase *out) {
  uint32_t last = end;
  while (last > first && !is_modifier(ne_reading_tag(r, last - 1))) {
    last--;
  }
  if (last == first || (last == first + 1 && ne_reading_tag(r, first) != NE_TAG_NUMBER)) {
    return 0;
  }
  *out = (ne_phrase){first, last, last - 1, first, 0};
  return 1;
}

/* The single word at i where no phrase begins; 0 where it stands for nobody. */
static int read_word(const ne_reading *r, uint32_t i, ne_phrase *out) {
  const uint8_t tag = ne_reading_tag(r, i);
  if (tag != NE_TAG_PRONOUN && tag != NE_TAG_WH && !is_relative(r, i)) {
    return read_pronoun(r, i, out);
  }
  *out = (ne_phrase){i, i + 1, i, i, 1};
  return ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_PRONOUN));
}

/* Reads the phrase that begins at i; 0 where none does. */
static int read_phrase(const ne_reading *r, uint32_t i, ne_phrase *out) {
  walk w = {r, i, i, NONE, NONE};
  uint32_t j = i, end = i, taken; /* end: of the name that the head may be of */
  if (!may_begin(r, i)) {
    return read_word(r, i, out);
  }
  while (j < r->end && (taken = step(&w, j)) > 0) {
    j += taken;
    if (w.head + 1 != j) {
      continue;
    }
    end = name_goes_on(r, w.head);
    if (end == j) {
      continue;
    }
    j = end;
    if (ne_reading_tag(r, j) != NE_TAG_GENITIVE && !is_office_of_body(r, j)) {
      break;
    }
    w.head = j - 1;
    end = name_goes_on(r, w.head);
  }
  if (w.head == NONE) {
    return read_pronoun(r, i, out) || read_without_noun(r, i, j, out);
  }
  if (w.genitive != NONE) { /* nothing came after the last 's */
    w.start = w.first;
  }
  if (w.head == i && read_pronoun(r, i, out)) {
    return 1;
  }
  *out = (ne_phrase){w.first, end, w.head, w.start, 0};
  return 1;
}

int ne_phrase_next(const ne_reading *r, uint32_t i, ne_phrase *out) {
  for (; i < r->end; i++) {
    i = r->first + r->beginning[i - r->first];
    if (i < r->end && read_phrase(r, i, out)) {
      return 1;
    }
  }
  return 0;
}
