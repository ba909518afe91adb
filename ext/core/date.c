/* date.c: the calendar, ISO 8601, and stamps on pages. */
#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The calendar --------------------------------------------------------- */

static int leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && (year == 0 || leap(year)) ? 29 : days[month - 1];
}

/* The civil calendar as eras of 400 years that begin in March (H. Hinnant). */
int32_t ne_date_to_days(const newsext_date *date) {
  int year = date->year - (date->month <= 2);
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (date->month + (date->month > 2 ? -3 : 9)) + 2) / 5 + date->day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

newsext_date newsext_date_from_days(int32_t days) {
  newsext_date date = ne_date_none();
  int32_t z = days + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  int32_t of_era = z - era * 146097;
  int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int32_t shifted = (5 * of_year + 2) / 153;
  date.day = (int8_t)(of_year - (153 * shifted + 2) / 5 + 1);
  date.month = (int8_t)(shifted < 10 ? shifted + 3 : shifted - 9);
  date.year = (int16_t)(year + era * 400 + (date.month <= 2));
  return date;
}

int ne_date_weekday(const newsext_date *date) {
  return (int)(((ne_date_to_days(date) % 7) + 11) % 7);
}

newsext_date ne_date_none(void) {
  newsext_date none;
  memset(&none, 0, sizeof none);
  none.hour = -1;
  none.second = -1;
  return none;
}

int ne_date_possible(const newsext_date *date) {
  if (date->month < 0 || date->month > 12 || date->day < 0 || (date->day && !date->month)) {
    return 0;
  }
  if (date->day && date->day > days_of_month(date->year, date->month)) {
    return 0;
  }
  return date->hour >= -1 && date->hour < 24 && date->minute >= 0 && date->minute < 60 &&
         date->second >= -1 && date->second < 60;
}

/* ---- ISO 8601 --------------------------------------------------------------- */

static int put_number(char *out, int value, int digits) {
  for (int i = digits - 1; i >= 0; i--) {
    out[i] = (char)('0' + value % 10);
    value /= 10;
  }
  return digits;
}

static int put_day(const newsext_date *date, char *out) {
  int n = 0;
  if (date->year) {
    n += put_number(out, date->year, 4);
  } else if (date->month) {
    out[n++] = '-';
  }
  if (date->month) {
    out[n++] = '-';
    n += put_number(out + n, date->month, 2);
  }
  if (date->day) {
    out[n++] = '-';
    n += put_number(out + n, date->day, 2);
  }
  return n;
}

static int put_time(const newsext_date *date, char *out) {
  int n = 0;
  out[n++] = 'T';
  n += put_number(out + n, date->hour, 2);
  out[n++] = ':';
  n += put_number(out + n, date->minute, 2);
  out[n++] = ':';
  n += put_number(out + n, date->second > 0 ? date->second : 0, 2);
  if (date->has_zone) {
    int minutes = date->zone_minutes < 0 ? -date->zone_minutes : date->zone_minutes;
    out[n++] = date->zone_minutes < 0 ? '-' : '+';
    n += put_number(out + n, minutes / 60, 2);
    out[n++] = ':';
    n += put_number(out + n, minutes % 60, 2);
  }
  return n;
}

int newsext_date_format(const newsext_date *date, char out[NEWSEXT_DATE_BYTES]) {
  int n = put_day(date, out);
  if (n && date->day && date->hour >= 0) {
    n += put_time(date, out + n);
  }
  out[n] = '\0';
  return n;
}

/* Where reading has come to. */
typedef struct cursor {
  const char *p, *end;
} cursor;

static int take_byte(cursor *at, char byte) {
  if (at->p < at->end && *at->p == byte) {
    at->p++;
    return 1;
  }
  return 0;
}

static int take_number(cursor *at, int digits, int *value) {
  const char *p = at->p;
  *value = 0;
  if (at->end - p < digits) {
    return 0;
  }
  for (int i = 0; i < digits; i++, p++) {
    if (*p < '0' || *p > '9') {
      return 0;
    }
    *value = *value * 10 + (*p - '0');
  }
  at->p = p;
  return 1;
}

/* "Z", "+05:30", "+0530", "+05"; 0 where there is none. */
static int take_offset(cursor *at, newsext_date *date) {
  const cursor before = *at;
  int hours = 0, minutes = 0, sign = 1;
  if (take_byte(at, 'Z') || take_byte(at, 'z')) {
    date->has_zone = 1;
    return 1;
  }
  if (take_byte(at, '-')) {
    sign = -1;
  } else if (!take_byte(at, '+')) {
    return 0;
  }
  if (!take_number(at, 2, &hours) && !take_number(at, 1, &hours)) {
    *at = before;
    return 0;
  }
  take_byte(at, ':');
  if (!take_number(at, 2, &minutes)) {
    minutes = 0;
  }
  if (hours > 14 || minutes > 59) {
    *at = before;
    return 0;
  }
  date->has_zone = 1;
  date->zone_minutes = (int16_t)(sign * (hours * 60 + minutes));
  return 1;
}

static int take_clock(cursor *at, newsext_date *date) {
  int hour, minute, second;
  if (!take_number(at, 2, &hour) || !take_byte(at, ':') || !take_number(at, 2, &minute)) {
    return 0;
  }
  date->hour = (int8_t)hour;
  date->minute = (int8_t)minute;
  if (take_byte(at, ':')) {
    if (!take_number(at, 2, &second)) {
      return 0;
    }
    date->second = (int8_t)second;
    if (take_byte(at, '.')) {
      while (at->p < at->end && *at->p >= '0' && *at->p <= '9') {
        at->p++;
      }
    }
  }
  while (take_byte(at, ' ')) {
  }
  take_offset(at, date);
  return 1;
}

int newsext_date_parse(const char *bytes, size_t length, newsext_date *out) {
  cursor at = {bytes, bytes + length};
  newsext_date date = ne_date_none();
  int value;
  *out = date;
  while (take_byte(&at, ' ')) {
  }
  if (!take_number(&at, 4, &value) || value == 0) {
    return 0;
  }
  date.year = (int16_t)value;
  if (take_byte(&at, '-')) {
    if (!take_number(&at, 2, &value) || value == 0) {
      return 0;
    }
    date.month = (int8_t)value;
    if (take_byte(&at, '-')) {
      if (!take_number(&at, 2, &value) || value == 0) {
        return 0;
      }
      date.day = (int8_t)value;
      if ((take_byte(&at, 'T') || take_byte(&at, ' ')) && at.p < at.end &&
          !take_clock(&at, &date)) {
        return 0;
      }
    }
  }
  while (take_byte(&at, ' ')) {
  }
  if (at.p != at.end || !ne_date_possible(&date)) {
    return 0;
  }
  *out = date;
  return 1;
}

/* ---- Stamps ------------------------------------------------------------------- */

/* A line and how far it has been read. */
typedef struct reading {
  ne_matcher *matcher;
  const ne_lexicon *lexicon;
  const char *bytes;
  uint32_t length, from;
} reading;

static int number_at(const reading *line, newsext_span span) {
  int value = 0;
  for (uint32_t i = 0; i < span.length && i < 4; i++) {
    value = value * 10 + (line->bytes[span.start + i] - '0');
  }
  return value;
}

static uint32_t word_entry(const reading *line, newsext_span word) {
  char folded[16];
  if (word.length > sizeof folded) {
    return 0;
  }
  for (uint32_t i = 0; i < word.length; i++) {
    char c = line->bytes[word.start + i];
    folded[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  return ne_lexicon_find(line->lexicon, ne_word_hash(folded, word.length));
}

/* A month by number or by its name. */
static int month_at(const reading *line, newsext_span span) {
  const char *word = line->bytes + span.start;
  if (span.length == 0 || (word[0] >= '0' && word[0] <= '9')) {
    return number_at(line, span);
  }
  return (int)strtol(ne_lexicon_value(line->lexicon, word_entry(line, span), NE_LEX_MONTH), NULL,
                     10);
}

/* Fills the day from the fields of the last match. */
static int read_day(const reading *line, ne_pattern pattern, ne_stamp *stamp) {
  const ne_matcher *m = line->matcher;
  newsext_span month = ne_matcher_field(m, NE_FIELD_MONTH);
  int year = number_at(line, ne_matcher_field(m, NE_FIELD_YEAR));
  int slash = month.length != 0;
  newsext_date *date = &stamp->date;
  if (pattern == NE_PATTERN_DATE_DIGITS && !slash) {
    month = ne_matcher_field(m, NE_FIELD_TEXT);
    if (month.length == 0) {
      month = ne_matcher_field(m, NE_FIELD_CREDIT);
    }
  }
  date->day = (int8_t)number_at(line, ne_matcher_field(m, NE_FIELD_DAY));
  date->month = (int8_t)month_at(line, month);
  date->year = (int16_t)(year > 0 && year < 100 ? 2000 + year : year);
  if (pattern == NE_PATTERN_DATE_DIGITS) {
    int month_first = slash;
    if (date->day <= 12 && date->month <= 12) {
      stamp->either = date->day != date->month;
    } else {
      month_first = date->month > 12;
    }
    if (month_first) {
      int8_t day = date->month;
      date->month = date->day;
      date->day = day;
    }
  }
  return date->day > 0 && date->month > 0 && ne_date_possible(date);
}

/* The first possible date that the pattern finds at or after line->from. */
static int find_day_of(reading *line, ne_pattern pattern, ne_stamp *stamp) {
  uint32_t from = line->from;
  while (ne_matcher_find(line->matcher, pattern, line->bytes, line->length, from)) {
    memset(stamp, 0, sizeof *stamp);
    stamp->date = ne_date_none();
    stamp->span = ne_matcher_span(line->matcher);
    if (read_day(line, pattern, stamp)) {
      return 1;
    }
    from = stamp->span.start + stamp->span.length;
  }
  return 0;
}

/* Is there a digit left, as each date has one? */
static int has_digit(const reading *line) {
  for (uint32_t i = line->from; i < line->length; i++) {
    if (line->bytes[i] >= '0' && line->bytes[i] <= '9') {
      return 1;
    }
  }
  return 0;
}

/* The leftmost date; of two that overlap the one with a year. */
static int find_day(reading *line, ne_stamp *stamp) {
  static const ne_pattern patterns[] = {NE_PATTERN_DATE_ISO, NE_PATTERN_DATE_MONTH_FIRST,
                                        NE_PATTERN_DATE_DAY_FIRST, NE_PATTERN_DATE_DIGITS};
  int found = 0;
  if (!has_digit(line)) {
    return 0;
  }
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    ne_stamp other;
    int better;
    if (!find_day_of(line, patterns[i], &other)) {
      continue;
    }
    if (!found || other.span.start + other.span.length <= stamp->span.start) {
      better = 1;
    } else if (stamp->span.start + stamp->span.length <= other.span.start) {
      better = 0;
    } else {
      better = (other.date.year != 0) > (stamp->date.year != 0);
    }
    if (better) {
      *stamp = other;
      found = 1;
    }
  }
  return found;
}

/* The zone's offset where it is printed as one; else its abbreviation. */
static void read_zone(const reading *line, ne_stamp *stamp) {
  newsext_span zone = ne_matcher_field(line->matcher, NE_FIELD_ZONE);
  cursor at;
  while (zone.length &&
         !((line->bytes[zone.start] | 0x20) >= 'a' && (line->bytes[zone.start] | 0x20) <= 'z') &&
         line->bytes[zone.start] != '+' && line->bytes[zone.start] != '-') {
    zone.start++;
    zone.length--;
  }
  if (zone.length == 0) {
    return;
  }
  at.p = line->bytes + zone.start;
  at.end = at.p + zone.length;
  if (zone.length > 3 && (at.p[3] == '+' || at.p[3] == '-')) {
    at.p += 3;
  }
  if (take_offset(&at, &stamp->date)) {
    return;
  }
  if (ne_lexicon_classes(line->lexicon, word_entry(line, zone)) & NE_LEX_BIT(NE_LEX_ZONE)) {
    stamp->zone = zone;
  }
}

/* Fills the time of day from the fields of the last match. */
static void read_time(const reading *line, ne_stamp *stamp) {
  const ne_matcher *m = line->matcher;
  newsext_span half = ne_matcher_field(m, NE_FIELD_HALF);
  newsext_span second = ne_matcher_field(m, NE_FIELD_SECOND);
  newsext_date with = stamp->date;
  int hour = number_at(line, ne_matcher_field(m, NE_FIELD_HOUR));
  if (half.length && hour <= 12) { /* "13:42pm" says it twice */
    hour = hour % 12 + ((line->bytes[half.start] | 0x20) == 'p' ? 12 : 0);
  }
  with.hour = (int8_t)hour;
  with.minute = (int8_t)number_at(line, ne_matcher_field(m, NE_FIELD_MINUTE));
  with.second = (int8_t)(second.length ? number_at(line, second) : -1);
  if (ne_date_possible(&with)) {
    stamp->date = with;
    stamp->half = half.length != 0;
    read_zone(line, stamp);
  }
}

/* Widens the stamp by the time that stands before or after its day. */
static void find_time(reading *line, ne_stamp *stamp) {
  newsext_span span;
  uint32_t end = stamp->span.start + stamp->span.length;
  if (ne_matcher_find(line->matcher, NE_PATTERN_TIME_BEFORE, line->bytes, stamp->span.start,
                      line->from)) {
    span = ne_matcher_span(line->matcher);
    read_time(line, stamp);
    stamp->span.length += stamp->span.start - span.start;
    stamp->span.start = span.start;
  } else if (ne_matcher_find(line->matcher, NE_PATTERN_TIME_AFTER, line->bytes, line->length,
                             end)) {
    span = ne_matcher_span(line->matcher);
    read_time(line, stamp);
    stamp->span.length = span.start + span.length - stamp->span.start;
  }
}

/* Whether words between the stamp before and this one say "updated" or
** "published"; the last of them counts. */
static ne_stamp_kind stamp_kind(reading *line, const ne_stamp *stamp) {
  ne_stamp_kind kind = NE_STAMP_PLAIN;
  uint32_t last = 0;
  static const ne_pattern patterns[] = {NE_PATTERN_PUBLISHED, NE_PATTERN_UPDATED};
  for (size_t i = 0; i < 2; i++) {
    uint32_t from = line->from;
    while (from <= stamp->span.start &&
           ne_matcher_find(line->matcher, patterns[i], line->bytes, stamp->span.start, from)) {
      newsext_span span = ne_matcher_span(line->matcher);
      from = span.start + span.length;
      if (from >= last) {
        last = from;
        kind = i == 0 ? NE_STAMP_PUBLISHED : NE_STAMP_UPDATED;
      }
    }
  }
  return kind;
}

uint32_t ne_stamps_read(ne_matcher *matcher, const ne_lexicon *lexicon, const ne_text *text,
                        newsext_span part, ne_stamp *out, uint32_t max) {
  reading line = {matcher, lexicon, text->bytes + part.start, part.length, 0};
  uint32_t count = 0;
  while (count < max && line.from < line.length && find_day(&line, &out[count])) {
    ne_stamp *stamp = &out[count];
    find_time(&line, stamp);
    stamp->kind = (uint8_t)stamp_kind(&line, stamp);
    if (stamp->date.year == 0 && count) {
      stamp->date.year = out[count - 1].date.year;
    }
    line.from = stamp->span.start + stamp->span.length;
    stamp->span.start += part.start;
    if (stamp->zone.length) {
      stamp->zone.start += part.start;
    }
    count++;
  }
  return count;
}

/* A list's value "*-05:00 AU+10:00": an offset for each country, * for others. */
static int zone_offset(const char *value, const char *country, newsext_date *date) {
  const char *end = value + strlen(value);
  const char *fallback = NULL;
  for (const char *p = value; p < end;) {
    const char *stop = strchr(p, ' ');
    size_t letters = *p == '*' ? 1 : 2;
    cursor at = {p + letters, stop ? stop : end};
    if (letters == 1) {
      fallback = at.p;
    } else if (country[0] && p[0] == country[0] && p[1] == country[1]) {
      return take_offset(&at, date);
    }
    p = stop ? stop + 1 : end;
  }
  if (fallback) {
    cursor at = {fallback, end};
    return take_offset(&at, date);
  }
  return 0;
}

int ne_country_does(const ne_lexicon *lexicon, const char *country, const char *habit) {
  reading line = {NULL, lexicon, country, (uint32_t)strlen(country), 0};
  const uint32_t entry = word_entry(&line, (newsext_span){0, line.length});
  return strcmp(ne_lexicon_value(lexicon, entry, NE_LEX_COUNTRY_HABIT), habit) == 0;
}

void ne_stamp_settle(ne_stamp *stamp, const ne_lexicon *lexicon, const ne_text *text,
                     const char *country) {
  if (stamp->zone.length && !stamp->date.has_zone) {
    reading line = {NULL, lexicon, text->bytes, text->length, 0};
    uint32_t entry = word_entry(&line, stamp->zone);
    zone_offset(ne_lexicon_value(lexicon, entry, NE_LEX_ZONE), country, &stamp->date);
  }
  if (stamp->either) {
    /* Read month first with strokes and day first otherwise, until the country is
    ** known; the clock of twenty-four hours goes with the day first. */
    int stroke = memchr(text->bytes + stamp->span.start, '/', stamp->span.length) != NULL;
    int month_first = country[0]             ? ne_country_does(lexicon, country, "month-first")
                      : stamp->date.hour < 0 ? stroke
                                             : stamp->half;
    if (stroke != month_first) {
      int8_t day = stamp->date.month;
      stamp->date.month = stamp->date.day;
      stamp->date.day = day;
    }
    stamp->either = 0;
  }
}
