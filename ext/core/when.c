/* when.c: expressions of time beside cues, and their reckoning. */
#include "when.h"

#include "date.h"

#include <stdlib.h>
#include <string.h>

#define REACH_AFTER  24u /* tokens after the cue, content left out */
#define REACH_BEFORE 40u

/* What an expression of time means. */
typedef enum meaning {
  MEANS_NOTHING,
  MEANS_VAGUE,
  MEANS_OFFSET,  /* value days from base */
  MEANS_WEEKDAY, /* value, 1 Monday to 7 Sunday */
  MEANS_DATE
} meaning;

typedef enum direction { NEAREST, LAST, THIS, NEXT } direction;

typedef struct when {
  meaning means;
  direction towards;
  int value;
  newsext_date date;
  uint32_t end; /* after its last token */
  uint8_t led;  /* a preposition or the like stands before it */
} when;

typedef struct words {
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  uint32_t end;
} words;

static const ne_token *token_at(const words *w, uint32_t i) {
  return &w->tokens->at[i];
}

static uint64_t classes_at(const words *w, uint32_t i) {
  return i < w->end ? ne_lexicon_classes(w->lexicon, token_at(w, i)->entry) : 0;
}

static int is_kind(const words *w, uint32_t i, ne_token_kind kind) {
  return i < w->end && token_at(w, i)->kind == kind;
}

/* ---- Reading an expression ------------------------------------------------------ */

/* The list's value of the longest entry at i; *count gets its tokens. */
static const char *value_at(const words *w, uint32_t i, uint32_t *count) {
  uint32_t entry = 0;
  *count = i < w->end ? ne_tokens_match(w->tokens, w->lexicon, i, w->end,
                                        NE_LEX_BIT(NE_LEX_WHEN_WORD), &entry)
                      : 0;
  return *count ? ne_lexicon_value(w->lexicon, entry, NE_LEX_WHEN_WORD) : "";
}

static int value_is(const char *value, const char *word) {
  size_t n = strlen(word);
  return *value == *word && strncmp(value, word, n) == 0 && (value[n] == '\0' || value[n] == ' ');
}

static int is_capital(const words *w, uint32_t i) {
  return i < w->end && token_at(w, i)->shape != NE_SHAPE_LOWER;
}

static int list_number(const words *w, uint32_t i, int class_number) {
  if (!is_capital(w, i) || !(classes_at(w, i) & NE_LEX_BIT(class_number))) {
    return 0;
  }
  return (int)strtol(ne_lexicon_value(w->lexicon, token_at(w, i)->entry, class_number), NULL, 10);
}

/* The value of a number's first digits: 3 for "3rd"; -1 where it is no number. */
static int number_at(const words *w, uint32_t i) {
  const ne_token *token;
  int value = 0;
  uint32_t k = 0;
  if (!is_kind(w, i, NE_TOKEN_NUMBER)) {
    return -1;
  }
  token = token_at(w, i);
  for (; k < token->length && k < 4; k++) {
    char c = w->text->bytes[token->start + k];
    if (c < '0' || c > '9') {
      break;
    }
    value = value * 10 + (c - '0');
  }
  if (k == 0 || (k < token->length && !(token->length - k == 2 && k <= 2))) {
    return -1;
  }
  return value;
}

static int year_at(const words *w, uint32_t i) {
  int value = number_at(w, i);
  return value >= 1800 && value < 2200 && token_at(w, i)->length == 4 ? value : 0;
}

static int day_at(const words *w, uint32_t i) {
  int value = number_at(w, i);
  return value >= 1 && value <= 31 && token_at(w, i)->length <= 4 ? value : 0;
}

static int is_of(const words *w, uint32_t i) {
  return i < w->end &&
         strchr(ne_lexicon_value(w->lexicon, token_at(w, i)->entry, NE_LEX_PREPOSITION), 'o');
}

/* A year after the day or month, with or without a comma. */
static uint32_t read_year(const words *w, uint32_t i, newsext_date *date) {
  uint32_t at = is_kind(w, i, NE_TOKEN_COMMA) ? i + 1 : i;
  int year = year_at(w, at);
  if (!year) {
    return i;
  }
  date->year = (int16_t)year;
  return at + 1;
}

/* "March 3, 2014", "3 March", "3rd of March", "August 2013", "August", "2013". */
static int read_date(const words *w, uint32_t i, int may_be_short, when *out) {
  int month = list_number(w, i, NE_LEX_MONTH), day = 0;
  newsext_date date = ne_date_none();
  if (month) {
    i++;
    day = day_at(w, i);
    i += day ? 1 : 0;
  } else if (day_at(w, i)) {
    uint32_t at = i + 1;
    day = day_at(w, i);
    if (is_of(w, at)) {
      at++;
    }
    month = list_number(w, at, NE_LEX_MONTH);
    i = at + 1;
  } else if (may_be_short && year_at(w, i)) {
    date.year = (int16_t)year_at(w, i);
    out->means = MEANS_DATE;
    out->date = date;
    out->end = i + 1;
    return 1;
  }
  if (!month) {
    return 0;
  }
  date.month = (int8_t)month;
  date.day = (int8_t)day;
  i = read_year(w, i, &date);
  if ((!day && !date.year && !may_be_short) || !ne_date_possible(&date)) {
    return 0;
  }
  out->means = MEANS_DATE;
  out->date = date;
  out->end = i;
  return 1;
}

/* What may follow a day of the week: a part of the day, a date, "last week"; a
** second day makes a stretch of time. */
static void read_after_weekday(const words *w, when *out) {
  uint32_t count, at;
  const char *value = value_at(w, out->end, &count);
  when date;
  if (value_is(value, "part")) {
    out->end += count;
    value = value_at(w, out->end, &count);
  }
  if (value_is(value, "vague 7") && out->value) {
    out->towards = LAST;
    out->value += 7; /* of the week before */
    out->end += count;
    return;
  }
  at = is_kind(w, out->end, NE_TOKEN_COMMA) ? out->end + 1 : out->end;
  memset(&date, 0, sizeof date);
  if (read_date(w, at, 0, &date) && date.date.day) {
    date.towards = NEAREST;
    date.led = out->led;
    *out = date;
    return;
  }
  at = out->end + 1;
  if ((is_kind(w, out->end, NE_TOKEN_DASH) ||
       (classes_at(w, out->end) & NE_LEX_BIT(NE_LEX_DAY_JOINT))) &&
      list_number(w, at, NE_LEX_WEEKDAY)) {
    out->means = MEANS_VAGUE;
    out->end = at + 1;
  }
}

/* "two days earlier", "3 days ago". */
static int read_count(const words *w, uint32_t i, int number, when *out) {
  uint32_t count;
  const char *value = value_at(w, i, &count);
  if (value_is(value, "back") || value_is(value, "forward")) {
    out->means = value_is(value, "back") ? MEANS_OFFSET : MEANS_VAGUE;
    out->value = -number;
    out->end = i + count;
    return 1;
  }
  if (value_is(value, "vague")) {
    out->means = MEANS_VAGUE;
    out->end = i + count;
    return 1;
  }
  return 0;
}

/* "in the Sunday Dispatch" */
static int is_of_name(const words *w, uint32_t i) {
  const uint64_t times = NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY);
  return i > 0 && ne_lexicon_is_definite(w->lexicon, token_at(w, i - 1)->entry) &&
         is_kind(w, i + 1, NE_TOKEN_WORD) && is_capital(w, i + 1) &&
         !(classes_at(w, i + 1) & times);
}

static int read_weekday(const words *w, uint32_t i, when *out) {
  int weekday = list_number(w, i, NE_LEX_WEEKDAY);
  if (!weekday || is_of_name(w, i)) {
    return 0;
  }
  out->means = MEANS_WEEKDAY;
  out->value = weekday;
  out->end = i + 1;
  read_after_weekday(w, out);
  return 1;
}

/* Can an expression begin at token i? Most tokens are passed by for this. */
static int may_begin(const words *w, uint32_t i) {
  const uint64_t classes =
      NE_LEX_BIT(NE_LEX_WHEN_WORD) | NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY);
  return i < w->end && (token_at(w, i)->kind == NE_TOKEN_NUMBER || (classes_at(w, i) & classes) ||
                        (token_at(w, i)->flags & NE_BEGINS_CHAIN));
}

/* Reads the expression that begins at token i; 0 where none does. */
static int read_when(const words *w, uint32_t i, when *out) {
  uint32_t count;
  const char *value;
  int number, may_be_short = 0;
  memset(out, 0, sizeof *out);
  value = value_at(w, i, &count);
  if (value_is(value, "since")) {
    when ignored;
    if (read_when(w, i + count, &ignored)) {
      out->means = MEANS_VAGUE; /* "since Friday" */
      out->end = ignored.end;
      return 1;
    }
    return 0;
  }
  if (value_is(value, "lead") || value_is(value, "month")) {
    out->led = 1;
    may_be_short = value_is(value, "month");
    i += count;
    value = value_at(w, i, &count);
    if (value_is(value, "lead")) { /* "in early March", "late on Friday" */
      i += count;
      value = value_at(w, i, &count);
    }
  }
  if (value_is(value, "day") || value_is(value, "vague")) {
    out->means = value_is(value, "day") ? MEANS_OFFSET : MEANS_VAGUE;
    out->value = out->means == MEANS_OFFSET ? (int)strtol(value + 4, NULL, 10) : 0;
    out->end = i + count;
    return 1;
  }
  if (value_is(value, "last") || value_is(value, "this") || value_is(value, "next")) {
    out->towards = value_is(value, "last") ? LAST : value_is(value, "this") ? THIS : NEXT;
    return (read_weekday(w, i + count, out) || read_date(w, i + count, 1, out));
  }
  number = value_is(value, "number") ? (int)strtol(value + 7, NULL, 10) : number_at(w, i);
  if (number > 0 && number < 400 && read_count(w, i + 1, number, out)) {
    return 1;
  }
  if (read_weekday(w, i, out)) {
    return 1;
  }
  if (out->led && i + 1 < w->end && ne_lexicon_is_definite(w->lexicon, token_at(w, i)->entry) &&
      day_at(w, i + 1)) {
    i++; /* "on the 3rd of March" */
  }
  return read_date(w, i, may_be_short, out);
}

/* ---- Finding it beside a cue -------------------------------------------------------- */

typedef struct search {
  const ne_prose *prose;
  words words;
  const ne_range *content;
  uint32_t content_count;
} search;

/* The end of the content that holds the token; 0 where none does. */
static uint32_t content_end(const search *s, uint32_t i) {
  for (uint32_t k = 0; k < s->content_count; k++) {
    if (s->content[k].first <= i && i < s->content[k].end) {
      return s->content[k].end;
    }
  }
  return 0;
}

/* Where the words begin that lead up to the cue, with no content between. */
static uint32_t lead_first(const search *s, uint32_t begin, uint32_t cue_first) {
  uint32_t first = cue_first < begin + REACH_BEFORE ? begin : cue_first - REACH_BEFORE;
  for (uint32_t k = 0; k < s->content_count; k++) {
    const ne_range *content = &s->content[k];
    if (content->first < cue_first && content->end > first) {
      first = content->end < cue_first ? content->end : cue_first;
    }
  }
  return first;
}

static int in_quotes(const search *s, uint32_t i) {
  return s->prose->runs.of_token != NULL && s->prose->runs.of_token[i] != 0;
}

/* Words that begin another clause: what follows tells of another time. */
static int begins_clause(const search *s, uint32_t i) {
  const ne_token *token = token_at(&s->words, i);
  if (token->kind == NE_TOKEN_SEMICOLON || token->kind == NE_TOKEN_COLON ||
      token->kind == NE_TOKEN_DASH) {
    return 1;
  }
  return token->tag == NE_TAG_WH || ((token->tag == NE_TAG_PREPOSITION) &&
                                     (classes_at(&s->words, i) & NE_LEX_BIT(NE_LEX_CLAUSE_WORD)));
}

static newsext_span span_of(const search *s, uint32_t first, const when *w) {
  return ne_tokens_span(s->words.tokens, first, w->end);
}

/* The first expression after the cue, in its clause. */
static int find_after(const search *s, uint32_t cue_end, uint32_t end, when *found,
                      newsext_span *span) {
  uint32_t i = cue_end, steps = 0;
  while (i < end && steps++ < REACH_AFTER) {
    uint32_t skip = content_end(s, i);
    if (skip && (i > cue_end || in_quotes(s, i))) {
      i = skip;
      continue;
    }
    if (may_begin(&s->words, i) && read_when(&s->words, i, found) && found->end <= end) {
      *span = span_of(s, i, found);
      return 1;
    }
    if (skip || begins_clause(s, i)) {
      return 0;
    }
    i++;
  }
  return 0;
}

/* The last expression before the cue that no content or clause parts from it. */
static int find_before(const search *s, uint32_t begin, uint32_t cue_first, when *found,
                       newsext_span *span) {
  const uint32_t first = lead_first(s, begin, cue_first);
  int any = 0;
  for (uint32_t i = first; i < cue_first;) {
    when w;
    if (may_begin(&s->words, i) && read_when(&s->words, i, &w) && w.end <= cue_first) {
      *found = w;
      *span = span_of(s, i, &w);
      any = 1;
      i = w.end;
      continue;
    }
    if (begins_clause(s, i) && i > first + 1) {
      any = 0; /* "The man who left on Friday said" */
      if (token_at(&s->words, i)->tag == NE_TAG_WH) {
        return 0;
      }
    }
    i++;
  }
  return any;
}

newsext_span ne_when_find(const ne_prose *prose, uint32_t sentence, uint32_t cue_first,
                          uint32_t cue_end, const ne_range *content, uint32_t content_count) {
  const ne_sentence *bounds = &prose->sentences.at[sentence];
  search s = {
      prose, {prose->lexicon, &prose->text, &prose->tokens, bounds->end}, content, content_count};
  newsext_span span = {0, 0}, none = {0, 0};
  when found;
  if (!find_after(&s, cue_end, bounds->end, &found, &span) &&
      !find_before(&s, bounds->first, cue_first, &found, &span)) {
    return none;
  }
  return found.means == MEANS_VAGUE ? none : span;
}

/* ---- Reckoning ------------------------------------------------------------------------ */

static int is_full(const newsext_date *date) {
  return date && date->year && date->month && date->day;
}

static newsext_date shifted(const newsext_date *base, int days) {
  return newsext_date_from_days(ne_date_to_days(base) + days);
}

/* The day of the week at base or before it; after it for "next". */
static newsext_date nearest_weekday(const newsext_date *base, const when *w) {
  int weeks_back = w->value > 7;
  int wanted = w->value > 7 ? w->value - 7 : w->value;
  int today = (ne_date_weekday(base) + 6) % 7 + 1;
  int back = (today - wanted + 7) % 7;
  if (weeks_back) { /* "Friday last week" */
    return shifted(base, wanted - today - 7);
  }
  if (w->towards == NEXT) {
    return shifted(base, back == 0 ? 7 : 7 - back);
  }
  if (w->towards == LAST && back == 0) {
    back = 7;
  }
  return shifted(base, -back);
}

/* Gives a date without a year the latest one that does not lie after base. */
static int give_year(newsext_date *date, direction towards, const newsext_date *base) {
  int later, strictly;
  if (date->year) {
    return 1;
  }
  if (!base || !base->year) {
    return date->day != 0; /* "--03-04" */
  }
  date->year = base->year;
  if (base->month) {
    later = date->month > base->month ||
            (date->month == base->month && date->day && base->day && date->day > base->day);
    strictly = date->month == base->month && towards == LAST;
    if (towards != NEXT && towards != THIS && (later || strictly)) {
      date->year--;
    }
  }
  return ne_date_possible(date);
}

int ne_when_reckon(const ne_lexicon *lexicon, const ne_text *text, const ne_tokens *tokens,
                   newsext_span span, const newsext_date *base, newsext_date *out) {
  uint32_t low = 0, high = tokens->count;
  words w = {lexicon, text, tokens, 0};
  when found;
  *out = ne_date_none();
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (tokens->at[middle].start < span.start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  w.end = low;
  while (w.end < tokens->count && tokens->at[w.end].start < span.start + span.length) {
    w.end++;
  }
  if (w.end == low || !read_when(&w, low, &found)) {
    return 0;
  }
  switch (found.means) {
  case MEANS_OFFSET:
    if (!is_full(base)) {
      return 0;
    }
    *out = shifted(base, found.value);
    return 1;
  case MEANS_WEEKDAY:
    if (!is_full(base)) {
      return 0;
    }
    *out = nearest_weekday(base, &found);
    return 1;
  case MEANS_DATE:
    *out = found.date;
    if (give_year(out, found.towards, base)) {
      return 1;
    }
    *out = ne_date_none();
    return 0;
  default:
    return 0;
  }
}
