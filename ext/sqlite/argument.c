/* argument.c: reads the arguments of functions and tables. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <math.h>
#include <string.h>

newsext_status ne_argument_text(sqlite3_value *value, newsext_slice *out) {
  const char *nul;
  *out = (newsext_slice){NULL, 0};
  if (sqlite3_value_type(value) == SQLITE_NULL) {
    return NEWSEXT_OK;
  }
  out->bytes = (const char *)sqlite3_value_text(value);
  if (!out->bytes) {
    return NEWSEXT_NOMEM;
  }
  out->length = (uint32_t)sqlite3_value_bytes(value);
  nul = memchr(out->bytes, 0, out->length);
  if (nul) {
    out->length = (uint32_t)(nul - out->bytes);
  }
  return NEWSEXT_OK;
}

/* ---- Dates as numbers ----------------------------------------------------------- */

#define JULIAN_FIRST  1721425.5 /* 0001-01-01 */
#define JULIAN_END    5373484.5 /* 10000-01-01 */
#define JULIAN_1970   2440587.5
#define SECONDS_FIRST (-62135596800.0)
#define SECONDS_END   253402300800.0
#define DAY_SECONDS   86400

static int date_of_number(double number, newsext_date *out) {
  double seconds = number;
  int64_t whole, days, rest;
  if (number >= JULIAN_FIRST && number < JULIAN_END) {
    seconds = (number - JULIAN_1970) * DAY_SECONDS;
  } else if (!(number >= SECONDS_FIRST && number < SECONDS_END) ||
             (number >= 0 && number < JULIAN_FIRST)) {
    return 0;
  }
  whole = (int64_t)floor(seconds + 0.0005); /* SQLite keeps milliseconds */
  days = whole / DAY_SECONDS - (whole % DAY_SECONDS < 0);
  rest = whole - days * DAY_SECONDS;
  *out = newsext_date_from_days((int32_t)days);
  out->has_zone = 1;
  out->hour = (int8_t)(rest / 3600);
  out->minute = (int8_t)(rest / 60 % 60);
  out->second = (int8_t)(rest % 60);
  return 1;
}

newsext_status ne_argument_date(sqlite3_value *value, newsext_date *out, int *known) {
  const int type = sqlite3_value_type(value);
  newsext_slice text;
  newsext_status status = NEWSEXT_OK;
  *known = (type == SQLITE_INTEGER || type == SQLITE_FLOAT) &&
           date_of_number(sqlite3_value_double(value), out);
  if (!*known) {
    status = ne_argument_text(value, &text);
    *known = text.bytes && newsext_date_parse(text.bytes, text.length, out);
  }
  return status;
}
