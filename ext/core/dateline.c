/* dateline.c: reads what stands at the head of a paragraph as a dateline and
** weighs whether it is one. */
#include "dateline.h"

#include "attempt.h"

#include <string.h>

#define PARAGRAPHS_MAX 24 /* from the top that are looked at */
#define BODY_MAX       4  /* long ones among them */
#define BODY_TOKENS    20
#define TOKENS_MAX     28 /* of a dateline */
#define INNER_MAX      90 /* tokens into a paragraph where one may stand */
#define ENOUGH         5  /* score of a dateline at a paragraph's head */
#define INNER_ENOUGH   7  /* and of one inside a paragraph */

/* True where one entry of the classes covers the whole range. */
static int is_known(const ne_attempt *a, ne_range s, uint64_t classes) {
  uint32_t entry;
  return s.end > s.first &&
         ne_tokens_match(a->tokens, a->lexicon, s.first, s.end, classes, &entry) == s.end - s.first;
}

/* ---- Words ------------------------------------------------------------------ */

static int is_name_word(const ne_attempt *a, uint32_t i) {
  const ne_token *token = ne_attempt_token(a, i);
  return token->kind == NE_TOKEN_WORD && token->shape != NE_SHAPE_LOWER &&
         token->shape != NE_SHAPE_NONE;
}

/* Small words inside names of places: "Rio de Janeiro", "Dar es Salaam". */
static int is_joint(const ne_attempt *a, uint32_t i) {
  const ne_token *token = ne_attempt_token(a, i);
  return token->kind == NE_TOKEN_WORD && token->length <= 3 && i + 1 < a->limit &&
         (is_name_word(a, i + 1) || (ne_attempt_classes(a, i + 1) & NE_PLACE_CLASSES));
}

/* A place in small letters: one that the lists know, with "the" before it, or for
** the first place what goes to the comma. */
static ne_range read_small_words(ne_attempt *a, uint32_t known) {
  ne_range words = {a->at, a->at};
  uint32_t entry, end = a->at + 1;
  if (known && !(ne_attempt_classes(a, a->at) & NE_LEX_BIT(NE_LEX_FUNCTION_WORD))) {
    words.end = a->at = a->at + known;
  } else if (ne_lexicon_is_definite(a->lexicon, ne_attempt_token(a, a->at)->entry)) {
    known = ne_tokens_match(a->tokens, a->lexicon, end, a->limit, NE_PLACE_CLASSES, &entry);
    if (known && is_name_word(a, end)) {
      words.end = a->at = end + known;
    }
  } else if (a->at == a->begin) {
    while (end < a->limit && end < a->at + 3 && ne_attempt_token(a, end)->shape == NE_SHAPE_LOWER) {
      end++;
    }
    if (ne_attempt_is_kind(a, end, NE_TOKEN_COMMA)) {
      words.end = a->at = end;
    }
  }
  return words;
}

/* The tokens of a dash in UTF-8 that was read as Latin letters, or of "//"; 0 for none. */
static uint32_t wide_dash(const ne_attempt *a, uint32_t i) {
  uint32_t end = i + 1;
  if (ne_attempt_is_byte(a, i, '/') && ne_attempt_is_byte(a, end, '/') &&
      ne_attempt_token(a, i)->flags & NE_BLANK_BEFORE) {
    return 2;
  }
  if (i >= a->limit || memcmp(a->text->bytes + ne_attempt_token(a, i)->start, "\xC3\xA2", 2) != 0 ||
      ne_attempt_token(a, i)->length > 2) {
    return 0;
  }
  while (
      end < a->limit && end < i + 4 &&
      (ne_attempt_is_kind(a, end, NE_TOKEN_SYMBOL) || ne_attempt_is_kind(a, end, NE_TOKEN_MARK))) {
    end++;
  }
  return end - i;
}

/* True where a date begins: it ends the words before it ("Tex. March 3"). */
static int is_month_and_day(const ne_attempt *a, uint32_t i) {
  return (ne_attempt_classes(a, i) & NE_LEX_BIT(NE_LEX_MONTH)) &&
         (ne_attempt_is_kind(a, i + 1, NE_TOKEN_NUMBER) ||
          ne_attempt_is_kind(a, i + 1, NE_TOKEN_DASH));
}

/* True where a sentence begins after a place in capitals ("LONDON The latest"). */
static int ends_capitals(const ne_attempt *a, uint32_t first, uint32_t i) {
  return i > first && ne_attempt_token(a, i)->shape == NE_SHAPE_CAPITAL &&
         ne_attempt_token(a, first)->shape == NE_SHAPE_UPPER &&
         ne_attempt_token(a, i - 1)->shape != NE_SHAPE_LOWER;
}

/* Reads the words of a place, region or agency. */
static ne_range read_words(ne_attempt *a, uint32_t most) {
  ne_range words = {a->at, a->at};
  uint32_t entry;
  uint32_t known =
      ne_tokens_match(a->tokens, a->lexicon, a->at, a->limit, NE_PLACE_CLASSES, &entry);
  if (a->at < a->limit && ne_attempt_token(a, a->at)->shape == NE_SHAPE_LOWER) {
    return read_small_words(a, known);
  }
  while (a->at < a->limit && a->at - words.first < most) {
    const ne_token *token = ne_attempt_token(a, a->at);
    int clitic =
        token->kind == NE_TOKEN_CLITIC ||
        (token->kind == NE_TOKEN_MARK && !(token->flags & NE_BLANK_BEFORE) && a->at > words.first);
    if (a->at > words.first && (token->flags & NE_LINE_BEFORE)) {
      break;
    }
    if (is_month_and_day(a, a->at) || wide_dash(a, a->at) || ends_capitals(a, words.first, a->at)) {
      break;
    }
    if (!is_name_word(a, a->at) && !(a->at > words.first && (is_joint(a, a->at) || clitic)) &&
        !(known > a->at - words.first)) {
      break;
    }
    a->at++;
    words.end = a->at;
  }
  if (known > 1 && words.end < words.first + known) {
    words.end = a->at = words.first + known;
  }
  return words;
}

/* ---- Agencies and brackets ------------------------------------------------------ */

#define AGENCY_CLASSES (NE_LEX_BIT(NE_LEX_AGENCY) | NE_LEX_BIT(NE_LEX_OUTLET))

/* True where an agency or outlet begins the range. */
static int begins_with_agency(const ne_attempt *a, ne_range s) {
  uint32_t entry;
  if (s.end == s.first) {
    return 0;
  }
  return ne_attempt_token(a, s.first)->shape == NE_SHAPE_LOWER
             ? is_known(a, s, NE_LEX_BIT(NE_LEX_AGENCY)) /* "(dpa)" */
             : ne_tokens_match(a->tokens, a->lexicon, s.first, s.end, AGENCY_CLASSES, &entry) > 0;
}

/* The party and state of a member: "(D-Wash.)". */
static int is_party(const ne_attempt *a, ne_range s) {
  const ne_token *token = ne_attempt_token(a, s.first);
  const char *p = a->text->bytes + token->start;
  return token->length > 2 && (p[1] == '-' || p[1] == ',') && strchr("DRIL", p[0]) != NULL;
}

/* The bracket that closes the one at a->at, behind words that a dateline may have there; 0 for
** none. */
static uint32_t closing_bracket(const ne_attempt *a) {
  uint32_t open = a->at, close = open + 1;
  while (close < a->limit && close < open + 8 &&
         ne_attempt_token(a, close)->kind != NE_TOKEN_CLOSE) {
    ne_token_kind kind = (ne_token_kind)ne_attempt_token(a, close)->kind;
    if (kind != NE_TOKEN_WORD && kind != NE_TOKEN_NUMBER && kind != NE_TOKEN_CLITIC &&
        !ne_attempt_is_byte(a, close, '/') && !ne_attempt_is_byte(a, close, '&') &&
        kind != NE_TOKEN_STOP) {
      return 0;
    }
    close++;
  }
  return ne_attempt_is_kind(a, close, NE_TOKEN_CLOSE) ? close : 0;
}

/* Takes words in brackets for an agency, a region, or in a bracket that opens the dateline a
** place; 0 where they are none. */
static int take_bracketed(ne_attempt *a, ne_range inside) {
  const int agency = begins_with_agency(a, inside);
  const uint8_t shape = ne_attempt_token(a, inside.first)->shape;
  if (is_party(a, inside) || (shape == NE_SHAPE_LOWER && !agency)) {
    return 0;
  }
  if (!agency && is_known(a, inside, NE_PLACE_CLASSES)) {
    if (a->place.first == a->place.end) {
      a->place = inside;
    } else if (a->region.first == a->region.end && !a->several) {
      a->region = inside;
    }
    return 1;
  }
  if (a->agency.first != a->agency.end) {
    return 0;
  }
  if (inside.first == a->begin + 1 && !agency && shape == NE_SHAPE_CAPITAL) {
    a->place = inside; /* "(Red Oak) -- " */
    a->in_brackets = 1;
    return 1;
  }
  a->agency = inside;
  a->has_paren_agency = 1;
  a->agency_known = (uint8_t)agency;
  return 1;
}

/* Leaves a->at after the brackets; 0 where what stands in them makes no sense. */
static int read_brackets(ne_attempt *a) {
  const ne_range inside = {a->at + 1, closing_bracket(a)};
  ne_attempt dated = *a;
  if (!inside.end) {
    return 0;
  }
  dated.at = inside.first;
  if (ne_attempt_date(&dated) && dated.at == inside.end) { /* "GENEVA (11 March 2026) - " */
    *a = dated;
    a->at = inside.end + 1;
    return 1;
  }
  a->at = inside.end + 1;
  return inside.first == inside.end || take_bracketed(a, inside);
}

static int is_upper(const ne_attempt *a, ne_range s) {
  int uppers = 0;
  for (uint32_t i = s.first; i < s.end; i++) {
    const ne_token *token = ne_attempt_token(a, i);
    if (token->kind == NE_TOKEN_WORD) {
      if (token->shape == NE_SHAPE_LOWER || token->shape == NE_SHAPE_CAPITAL) {
        return 0;
      }
      uppers += token->shape == NE_SHAPE_UPPER || token->shape == NE_SHAPE_ACRONYM;
    }
  }
  return uppers > 0;
}

/* An agency between slashes, which may end the dateline: "MOSCOW, May 5. /TASS/. Talks ..." */
static int read_slashes(ne_attempt *a) {
  ne_attempt before;
  ne_range words;
  if (!ne_attempt_is_byte(a, a->at, '/')) {
    return 0;
  }
  before = *a;
  a->at++;
  words = read_words(a, 3);
  if (!ne_attempt_is_byte(a, a->at, '/') || !is_known(a, words, NE_LEX_BIT(NE_LEX_AGENCY)) ||
      a->agency.end > a->agency.first) {
    *a = before;
    return 0;
  }
  a->agency = words;
  a->agency_known = a->has_paren_agency = 1;
  a->end = ++a->at;
  if (ne_attempt_is_kind(a, a->at, NE_TOKEN_STOP)) {
    a->at++;
    a->closed = NE_CLOSED_BY_DASH;
  }
  return 1;
}

/* ---- The whole -------------------------------------------------------------------- */

/* What stands between commas after the place: a date, an agency, a region. */
static int read_part(ne_attempt *a) {
  ne_range words;
  uint32_t begin = a->at;
  if (a->at >= a->limit) {
    return 0;
  }
  if (ne_attempt_date(a)) {
    return 1;
  }
  if (ne_attempt_classes(a, a->at) & NE_LEX_BIT(NE_LEX_WEEKDAY)) {
    a->at++; /* "NAIROBI, Monday - " */
    return 1;
  }
  words = read_words(a, 5);
  if (words.first == words.end) {
    a->at = begin;
    return 0;
  }
  if (begins_with_agency(a, words) && is_known(a, words, AGENCY_CLASSES) &&
      (!is_known(a, words, NE_PLACE_CLASSES) || (is_upper(a, words) && !is_upper(a, a->place)))) {
    a->agency = words;
    a->agency_known = 1;
    return 1;
  }
  if (a->several) {
    return a->agency.first == a->agency.end;
  }
  if (a->has_date || a->agency.first != a->agency.end) {
    a->at = begin;
    return 0;
  }
  if (a->region.first == a->region.end) {
    a->region = words;
  } else {
    a->region.end = words.end; /* "DC, United States" */
  }
  return 1;
}

static int is_dash(const ne_attempt *a, uint32_t i) {
  if (ne_attempt_is_kind(a, i, NE_TOKEN_MARK)) { /* a dash that an encoding has spoilt */
    return i + 1 < a->limit && (ne_attempt_token(a, i)->flags & NE_BLANK_BEFORE) &&
           (ne_attempt_token(a, i + 1)->flags & NE_BLANK_BEFORE);
  }
  return ne_attempt_is_kind(a, i, NE_TOKEN_DASH) || wide_dash(a, i) > 0;
}

/* Cuts a region that runs on into the sentence ("SALINA, Kan. Strong winds") or a
** place that does ("LONDON Pope Francis") back to what the lists know. */
static void cut_back(ne_attempt *a) {
  uint32_t entry, known;
  ne_range *last = a->region.first != a->region.end ? &a->region : &a->place;
  if (a->end != last->end || a->several) {
    return;
  }
  known = ne_tokens_match(a->tokens, a->lexicon, last->first, last->end, NE_PLACE_CLASSES, &entry);
  if (known && (last == &a->region || ne_attempt_token(a, last->first)->shape == NE_SHAPE_UPPER ||
                ne_attempt_token(a, last->first)->shape == NE_SHAPE_ACRONYM)) {
    last->end = last->first + known;
    a->end = a->at = last->end;
  }
}

/* At the dash that closes it, or at the first of two: "MABI, Japan - (Reuters) - ",
** "KANSAS CITY, Mo. - March 13 - ". */
static void close_at_dash(ne_attempt *a) {
  ne_attempt with;
  a->at += wide_dash(a, a->at) ? wide_dash(a, a->at) : 1;
  a->closed = NE_CLOSED_BY_DASH;
  with = *a;
  if (a->agency.first == a->agency.end && ne_attempt_is_kind(a, a->at, NE_TOKEN_OPEN) &&
      read_brackets(&with) && with.agency_known && is_dash(a, with.at)) {
    *a = with;
    a->end = a->at++;
  } else if (!a->has_date && ne_attempt_date(&with) && is_dash(&with, with.at)) {
    *a = with;
    a->end = a->at++;
  }
}

/* Reads a dateline from a->at on; 0 where there cannot be one. */
static int read_attempt(ne_attempt *a) {
  const uint32_t begin = a->begin;
  a->date = ne_date_none();
  if (ne_attempt_is_kind(a, a->at, NE_TOKEN_OPEN)) {
    if (!read_brackets(a)) {
      return 0;
    }
  } else if (!ne_attempt_short_date(a) && !ne_attempt_date(a)) {
    a->place = read_words(a, 6);
    if (a->place.first == a->place.end) {
      return 0;
    }
  }
  while (a->at < a->limit && a->at < begin + TOKENS_MAX) {
    a->end = a->at;
    if (read_slashes(a)) {
      if (a->closed) {
        return 1;
      }
      continue;
    }
    if (is_dash(a, a->at)) {
      close_at_dash(a);
      return 1;
    }
    if (ne_attempt_is_kind(a, a->at, NE_TOKEN_COLON)) {
      a->at++;
      a->closed = NE_CLOSED_BY_COLON;
      return 1;
    }
    if (ne_attempt_is_kind(a, a->at, NE_TOKEN_OPEN)) {
      if (!read_brackets(a)) {
        return 0;
      }
    } else if (ne_attempt_is_kind(a, a->at, NE_TOKEN_COMMA) ||
               ne_attempt_is_kind(a, a->at, NE_TOKEN_STOP)) {
      a->at++;
      if (!is_dash(a, a->at) && !ne_attempt_is_kind(a, a->at, NE_TOKEN_OPEN) &&
          !ne_attempt_is_byte(a, a->at, '/') && !read_part(a)) {
        break;
      }
    } else if (ne_attempt_is_byte(a, a->at, '/') || ne_attempt_is_byte(a, a->at, '&') ||
               ne_attempt_is_byte(a, a->at, ';')) {
      ne_range other;
      a->at++;
      a->several = 1;
      other = read_words(a, 6);
      a->other_known |= (uint8_t)is_known(a, other, NE_PLACE_CLASSES);
    } else if (a->has_paren_agency || !ne_attempt_date(a)) {
      break;
    }
  }
  if (!a->closed) {
    cut_back(a);
    a->at = a->end;
  }
  return a->end > begin;
}

/* ---- Weighing ---------------------------------------------------------------------- */

/* May the place be where a colon ends most datelines, "Kozhikode: "? */
static int is_where_colons_end(const ne_attempt *a) {
  char country[3] = "";
  uint32_t entry = 0;
  const uint64_t names = NE_LEX_BIT(NE_LEX_CITY) | NE_LEX_BIT(NE_LEX_CITY_WORD);
  if (ne_tokens_match(a->tokens, a->lexicon, a->place.first, a->place.end, NE_LEX_BIT(NE_LEX_CITY),
                      &entry) &&
      !(ne_lexicon_classes(a->lexicon, entry) & ~names)) {
    memcpy(country, ne_lexicon_value(a->lexicon, entry, NE_LEX_CITY), 2);
  }
  return ne_country_does(a->lexicon, country, "colon");
}

static int weigh_place(const ne_attempt *a) {
  const uint64_t others = NE_LEX_BIT(NE_LEX_PAGE_WORD) | NE_LEX_BIT(NE_LEX_ORGANIZATION) |
                          NE_LEX_BIT(NE_LEX_ORGANIZATION_HEAD) | NE_LEX_BIT(NE_LEX_OUTLET) |
                          NE_LEX_BIT(NE_LEX_AGENCY) | NE_LEX_BIT(NE_LEX_OCCUPATION) |
                          NE_LEX_BIT(NE_LEX_NATIONALITY) | NE_LEX_BIT(NE_LEX_FUNCTION_WORD) |
                          NE_LEX_BIT(NE_LEX_TITLE) | NE_LEX_BIT(NE_LEX_THING_NOUN) |
                          NE_LEX_BIT(NE_LEX_DOCUMENT_NOUN) | NE_LEX_BIT(NE_LEX_WEEKDAY) |
                          NE_LEX_BIT(NE_LEX_SURNAME) | NE_LEX_BIT(NE_LEX_FIRST_NAME);
  uint32_t entry;
  int score = is_upper(a, a->place) ? 2 : 0;
  if (a->place.first == a->place.end) {
    return 0;
  }
  if (is_known(a, a->place, NE_LEX_BIT(NE_LEX_CITY_ALONE))) {
    return score + 3;
  }
  if (is_known(a, a->place, NE_LEX_BIT(NE_LEX_CITY))) { /* before a colon any word may stand */
    return score + (a->closed != NE_CLOSED_BY_COLON ? 2 : is_where_colons_end(a) ? 3 : 0);
  }
  if (score && ((ne_attempt_classes(a, a->place.first) | ne_attempt_classes(a, a->place.end - 1)) &
                NE_LEX_BIT(NE_LEX_PLACE_WORD))) {
    return score + 1; /* "BUTLER COUNTY" */
  }
  if (is_known(a, a->place, NE_PLACE_CLASSES)) { /* a country, a word of other meaning */
    return score ? score + 2 : 0;
  }
  if (ne_tokens_match(a->tokens, a->lexicon, a->place.first, a->place.end, NE_PLACE_CLASSES,
                      &entry)) {
    return score - (a->has_date ? 1 : 3); /* "PARIS AGREEMENT" */
  }
  for (uint32_t i = a->place.first; i < a->place.end; i++) {
    if (ne_attempt_classes(a, i) & others) {
      return score - (a->has_date ? 1 : 4);
    }
  }
  if (a->closed == NE_CLOSED_BY_DASH && !(ne_attempt_token(a, a->end)->flags & NE_BLANK_BEFORE)) {
    score -= 2; /* "SMITH--John" */
  }
  return score - (a->closed == NE_CLOSED_BY_COLON && !a->other_known ? 3 : 0);
}

/* What follows: running text, or what no dateline stands before. */
static int weigh_rest(const ne_attempt *a, const ne_paragraph *p) {
  int score = 0, missing;
  const ne_token *last = ne_attempt_token(a, p->end - 1);
  if (last->kind == NE_TOKEN_MARK || last->kind == NE_TOKEN_CLOSE) {
    last--;
  }
  if (a->at >= a->limit) {
    return a->has_date && a->closed == NE_CLOSED_BY_DASH ? 0 : -4;
  }
  if (p->end - a->at >= 50 || (p->end - a->at >= 14 && last->kind == NE_TOKEN_STOP)) {
    score += 1;
  } else if (!a->has_date && !a->agency_known && last->kind != NE_TOKEN_STOP) {
    score -= p->end - a->at < 14 ? 4 : 1;
  }
  if (!a->has_date && ne_attempt_token(a, a->at)->shape == NE_SHAPE_LOWER) {
    score -= 4;
  }
  if (!a->has_date && ne_attempt_month(a, a->at, &missing)) {
    score -= 5;
  }
  return score;
}

static int weigh(const ne_attempt *a, const ne_paragraph *p) {
  static const int closings[] = {
      [NE_UNCLOSED] = -1, [NE_CLOSED_BY_COLON] = 1, [NE_CLOSED_BY_DASH] = 2};
  int score = weigh_place(a) + weigh_rest(a, p) + closings[a->closed];
  if (a->region.first != a->region.end) {
    int known = 0;
    uint32_t entry;
    known = ne_tokens_match(a->tokens, a->lexicon, a->region.first, a->region.end, NE_PLACE_CLASSES,
                            &entry) > 0;
    score += known ? 3 : is_upper(a, a->place) ? 0 : -2;
  }
  score += (a->has_date && (a->closed || a->has_paren_agency) ? 3 : 0) +
           (a->other_known || a->in_brackets ? 2 : 0);
  if (a->agency.first != a->agency.end) {
    score += a->agency_known ? 4 : a->closed == NE_CLOSED_BY_DASH ? 2 : -4;
    score += a->has_paren_agency && !a->closed && a->agency_known ? 1 : 0;
  }
  if (a->place.first == a->place.end && !a->agency_known) {
    score -= a->closed == NE_CLOSED_BY_DASH && a->has_date ? 1 : 4;
  }
  return score;
}

/* ---- Where to look -------------------------------------------------------------------- */

static int read_at(const ne_lexicon *lexicon, const ne_text *text, const ne_tokens *tokens,
                   const ne_paragraph *p, uint32_t at, ne_attempt *a) {
  memset(a, 0, sizeof *a);
  a->lexicon = lexicon;
  a->text = text;
  a->tokens = tokens;
  a->begin = a->at = at;
  a->limit = p->end;
  return read_attempt(a);
}

/* True for what may stand before a dateline in its paragraph: the end of a
** sentence, a byline's date, a wide gap. */
static int may_precede(const ne_tokens *tokens, uint32_t at) {
  const uint32_t kinds = 1u << NE_TOKEN_STOP | 1u << NE_TOKEN_CLOSE | 1u << NE_TOKEN_NUMBER |
                         1u << NE_TOKEN_SYMBOL | 1u << NE_TOKEN_DASH;
  const ne_token *token = &tokens->at[at], *before = token - 1;
  return (kinds >> before->kind & 1) || token->start - (before->start + before->length) >= 3 ||
         token->kind == NE_TOKEN_OPEN ||
         (before->shape == NE_SHAPE_CAPITAL && token->shape == NE_SHAPE_UPPER);
}

static int try_paragraph(const ne_lexicon *lexicon, const ne_text *text, const ne_tokens *tokens,
                         const ne_paragraph *p, ne_attempt *a) {
  int furniture = p->part == NEWSEXT_PART_CAPTION || p->part == NEWSEXT_PART_CREDIT ||
                  p->part == NEWSEXT_PART_HEADLINE || p->part == NEWSEXT_PART_RESIDUE;
  uint32_t stop = p->end < p->first + INNER_MAX ? p->end : p->first + INNER_MAX;
  if (read_at(lexicon, text, tokens, p, p->first, a) &&
      weigh(a, p) >= ENOUGH + (furniture ? 2 : 0)) {
    return 1;
  }
  for (uint32_t i = p->first + 1; i < stop; i++) {
    if (may_precede(tokens, i) && read_at(lexicon, text, tokens, p, i, a) &&
        a->closed == NE_CLOSED_BY_DASH && weigh(a, p) >= INNER_ENOUGH + (furniture ? 2 : 0)) {
      return 1;
    }
  }
  return 0;
}

static newsext_slice words_of(ne_arena *arena, const ne_attempt *a, ne_range s) {
  newsext_slice none = {NULL, 0};
  if (s.first == s.end) {
    return none;
  }
  return ne_text_folded(arena, a->text, ne_tokens_span(a->tokens, s.first, s.end));
}

int ne_dateline_find(ne_arena *arena, const ne_lexicon *lexicon, const ne_text *text,
                     const ne_tokens *tokens, const ne_lines *lines, newsext_dateline *out) {
  uint32_t bodies = 0;
  memset(out, 0, sizeof *out);
  out->date = out->published = out->updated = ne_date_none();
  for (uint32_t i = 0; i < lines->paragraph_count && i < PARAGRAPHS_MAX && bodies < BODY_MAX; i++) {
    const ne_paragraph *p = &lines->paragraphs[i];
    ne_attempt a;
    bodies += p->end - p->first >= BODY_TOKENS;
    if (!try_paragraph(lexicon, text, tokens, p, &a)) {
      continue;
    }
    out->place = words_of(arena, &a, a.place);
    out->region = words_of(arena, &a, a.region);
    out->agency = words_of(arena, &a, a.agency);
    out->date = a.date;
    if (ne_attempt_is_kind(&a, a.end - 1, NE_TOKEN_COMMA)) {
      a.end--;
    }
    out->raw = ne_tokens_span(tokens, a.begin, a.end);
    return arena->status == NEWSEXT_OK;
  }
  return 0;
}
