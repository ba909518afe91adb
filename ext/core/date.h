/* date.h: the calendar, and dates and times as pages print them.
**
** A stamp is one date with the time of day and the zone that stand beside it:
** "4:00 pm EST, Wed March 6, 2024", "30/04/2024 - 16:38", "21:17 18.11.2019".
*/
#ifndef NE_DATE_H
#define NE_DATE_H

#include "lexicon.h"
#include "pattern.h"
#include "token.h"

/* Days since 1970-01-01 of a full date; newsext_date_from_days leads back. */
int32_t ne_date_to_days(const newsext_date *);
/* 0 Sunday to 6 Saturday. */
int ne_date_weekday(const newsext_date *);
/* True for a day that exists (year 0 allows February 29) and a sound time. */
int ne_date_possible(const newsext_date *);
/* A date of which nothing is known. */
newsext_date ne_date_none(void);

/* What the words before a stamp say that it is. */
typedef enum ne_stamp_kind { NE_STAMP_PLAIN, NE_STAMP_PUBLISHED, NE_STAMP_UPDATED } ne_stamp_kind;

typedef struct ne_stamp {
  newsext_date date;
  newsext_span span; /* of the text */
  newsext_span zone; /* the zone's abbreviation where it has none of its own */
  uint8_t kind;      /* ne_stamp_kind */
  uint8_t either;    /* 04/05/2024: day and month may be exchanged */
  uint8_t half;      /* the time is of twelve hours: am, pm */
} ne_stamp;

/* Reads at most max stamps off a part of the text, which should be a line and
** not a long one; returns how many. Impossible dates are left out. */
uint32_t ne_stamps_read(ne_matcher *, const ne_lexicon *, const ne_text *, newsext_span,
                        ne_stamp *out, uint32_t max);

/* Do the papers of the country (two letters) what the list of its habits calls so? */
int ne_country_does(const ne_lexicon *, const char *country, const char *habit);

/* Settles what depends on the country (two letters; "" where it is not known):
** the order of day and month, the zone's offset. */
void ne_stamp_settle(ne_stamp *, const ne_lexicon *, const ne_text *, const char *country);

#endif
