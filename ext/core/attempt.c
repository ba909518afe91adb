/* attempt.c: reads the dates of datelines, misprints and all. */
#include "attempt.h"

#include <stdlib.h>
#include <string.h>

typedef struct month_name {
  const char *name;
  uint32_t length;
} month_name;

static int differs_by_one(const char *word, uint32_t length, const month_name *month) {
  const char *name = month->name;
  const uint32_t n = month->length;
  uint32_t same = 0, tail = 0;
  if (length + 1 < n || length > n + 1) {
    return 0;
  }
  if ((word[0] | 0x20) != name[0] && (word[length - 1] | 0x20) != name[n - 1]) {
    return 0; /* one letter at either end, at most, is wrong */
  }
  while (same < length && same < n && (word[same] | 0x20) == name[same]) {
    same++;
  }
  while (tail < length - same && tail < n - same &&
         (word[length - 1 - tail] | 0x20) == name[n - 1 - tail]) {
    tail++;
  }
  if (length == n && same + tail + 2 == n) { /* two letters exchanged */
    return (word[same] | 0x20) == name[same + 1] && (word[same + 1] | 0x20) == name[same];
  }
  return same + tail + 1 >= (length > n ? length : n);
}

int ne_attempt_month(const ne_attempt *a, uint32_t i, int *missing) {
  static const month_name names[] = {{"january", 7}, {"february", 8}, {"march", 5},
                                     {"april", 5},   {"may", 3},      {"june", 4},
                                     {"july", 4},    {"august", 6},   {"september", 9},
                                     {"october", 7}, {"november", 8}, {"december", 8}};
  const ne_token *token = ne_attempt_token(a, i);
  const char *word = a->text->bytes + token->start;
  *missing = 0;
  if (token->kind != NE_TOKEN_WORD) {
    return 0;
  }
  if (ne_attempt_classes(a, i) & NE_LEX_BIT(NE_LEX_MONTH)) {
    return (int)strtol(ne_lexicon_value(a->lexicon, token->entry, NE_LEX_MONTH), NULL, 10);
  }
  for (int month = 1; month <= 12 && token->length >= 4; month++) {
    const month_name *m = &names[month - 1];
    if (m->length >= 5 && differs_by_one(word, token->length, m)) {
      *missing =
          token->length + 1u == m->length && i + 1 < a->limit &&
          (a->text->bytes[ne_attempt_token(a, i + 1)->start] | 0x20) == m->name[m->length - 1];
      return month;
    }
  }
  return 0;
}

/* A day as printed, with l for 1 and O for 0; -1 where it is none, 0 where no
** month has it. */
static int day_at(const ne_attempt *a, uint32_t i, int skip) {
  const ne_token *token;
  int day = 0;
  if (i >= a->limit) {
    return -1;
  }
  token = ne_attempt_token(a, i);
  if ((int)token->length <= skip || (int)token->length > 4 + skip) {
    return -1;
  }
  for (uint32_t k = (uint32_t)skip; k < token->length; k++) {
    char c = a->text->bytes[token->start + k];
    c = c == 'l' || c == 'I' ? '1' : c == 'O' || c == 'o' ? '0' : c;
    if (c < '0' || c > '9') {
      int ordinal = k > (uint32_t)skip && token->length - k == 2;
      return ordinal ? day : -1;
    }
    day = day * 10 + (c - '0');
  }
  return day <= 31 ? day : 0;
}

static int number_value(const ne_attempt *a, uint32_t i) {
  int value = 0;
  const ne_token *token = ne_attempt_token(a, i);
  for (uint32_t k = 0; k < token->length; k++) {
    char c = a->text->bytes[token->start + k];
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value > 9999 ? value : value * 10 + (c - '0');
  }
  return value;
}

/* "Dec.12" in one word. */
static int read_joined_date(ne_attempt *a) {
  const ne_token *token = ne_attempt_token(a, a->at);
  const char *p = a->text->bytes + token->start;
  const char *stop = token->kind == NE_TOKEN_WORD ? memchr(p, '.', token->length) : NULL;
  newsext_date date = ne_date_none();
  char folded[8];
  uint32_t entry, letters = stop ? (uint32_t)(stop - p) : 0;
  if (letters < 3 || letters > 4) {
    return 0;
  }
  for (uint32_t k = 0; k < letters; k++) {
    folded[k] = (char)(p[k] | 0x20);
  }
  entry = ne_lexicon_find(a->lexicon, ne_word_hash(folded, letters));
  if (!(ne_lexicon_classes(a->lexicon, entry) & NE_LEX_BIT(NE_LEX_MONTH))) {
    return 0;
  }
  date.month = (int8_t)strtol(ne_lexicon_value(a->lexicon, entry, NE_LEX_MONTH), NULL, 10);
  date.day = (int8_t)day_at(a, a->at, (int)letters + 1);
  if (date.day <= 0 || !ne_date_possible(&date)) {
    return 0;
  }
  a->date = date;
  a->has_date = 1;
  a->at++;
  return 1;
}

/* The year that stands at i or behind a comma there, if one does; returns what comes after it. */
static uint32_t read_year(const ne_attempt *a, uint32_t i, newsext_date *date) {
  const uint32_t at = ne_attempt_is_kind(a, i, NE_TOKEN_COMMA) ? i + 1 : i;
  if (ne_attempt_is_kind(a, at, NE_TOKEN_NUMBER) && ne_attempt_token(a, at)->length == 4 &&
      number_value(a, at) >= 1800 && number_value(a, at) < 2200) {
    date->year = (int16_t)number_value(a, at);
    return at + 1;
  }
  return i;
}

int ne_attempt_date(ne_attempt *a) {
  uint32_t i = a->at;
  int missing = 0, day, month;
  newsext_date date = ne_date_none();
  if (i >= a->limit) {
    return 0;
  }
  if (read_joined_date(a)) {
    return 1;
  }
  month = ne_attempt_month(a, i, &missing);
  if (month) {
    i += ne_attempt_is_kind(a, i + 1, NE_TOKEN_COMMA) &&
                 ne_attempt_is_kind(a, i + 2, NE_TOKEN_NUMBER)
             ? 1
             : 0;
    day = day_at(a, i + 1, missing);
    if (day < 0 && i > a->begin && ne_attempt_is_kind(a, i + 1, NE_TOKEN_DASH)) {
      a->date.month = (int8_t)month; /* "CHICAGO, April - " */
      a->has_date = 1;
      a->at = i + 1;
      return 1;
    }
  } else {
    day = day_at(a, i, 0);
    month = day >= 0 && i + 1 < a->limit ? ne_attempt_month(a, i + 1, &missing) : 0;
  }
  if (month == 0 || day < 0 || missing > 1) {
    return 0;
  }
  i += 2;
  if (ne_attempt_is_kind(a, i, NE_TOKEN_STOP)) {
    i++;
  }
  date.month = (int8_t)(day ? month : 0);
  date.day = (int8_t)day;
  if (!ne_date_possible(&date)) {
    date = ne_date_none();
  }
  a->at = read_year(a, i, &date);
  a->date = date;
  a->has_date = 1;
  return 1;
}

int ne_attempt_short_date(ne_attempt *a) {
  const ne_token *token = ne_attempt_token(a, a->at);
  newsext_date date = ne_date_none();
  const char *p = a->text->bytes + token->start;
  const char *stroke = token->kind == NE_TOKEN_NUMBER ? memchr(p, '-', token->length) : NULL;
  int parts[2] = {0, 0}, part = 0;
  if (!stroke || token->length > 5) {
    return 0;
  }
  for (uint32_t k = 0; k < token->length; k++) {
    if (p[k] == '-') {
      part++;
    } else if (part < 2 && p[k] >= '0' && p[k] <= '9') {
      parts[part] = parts[part] * 10 + (p[k] - '0');
    } else {
      return 0;
    }
  }
  date.month = (int8_t)parts[0];
  date.day = (int8_t)parts[1];
  if (part != 1 || !parts[0] || !parts[1] || !ne_date_possible(&date)) {
    return 0;
  }
  a->date = date;
  a->has_date = 1;
  a->at++;
  return 1;
}
