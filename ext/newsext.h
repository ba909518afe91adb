/* newsext.h: the public interface of the analysis core.
**
** The core reads one article and tells who said what, to whom, where and when.
** It knows nothing of SQLite, has no mutable globals, does no I/O and takes all
** of its memory from an allocator that the caller hands in.
**
** Usage:
**     newsext_engine *engine;
**     newsext_document *document;
**     newsext_engine_create(&allocator, &engine);
**     newsext_document_create(engine, &allocator, NULL, bytes, length, &document);
**     newsext_document_quotes(document, &list);      ... walk, render ...
**     newsext_document_destroy(document);
**     newsext_engine_destroy(engine);
**
** Units. Spans and slices count bytes of the text as it was given, from 0.
** newsext_character() turns a byte offset into SQLite's 1-based character.
** What a document hands out lives as long as the document; the engine outlives its documents,
** the allocator the engine. Documents of one engine may be read on several threads, each
** document on one at a time, where their allocator allows it.
*/
#ifndef NEWSEXT_H
#define NEWSEXT_H

#include <stddef.h>
#include <stdint.h>

#define NEWSEXT_VERSION "0.7.0"

/* ---- Results and memory ------------------------------------------------ */

typedef enum newsext_status {
  NEWSEXT_OK = 0,
  NEWSEXT_NOMEM,     /* the allocator refused */
  NEWSEXT_INTERRUPT, /* the caller's interrupted() said stop */
  NEWSEXT_TOOBIG,    /* the text is longer than 2^31 - 1 bytes */
  NEWSEXT_LIMIT      /* a pattern ran over its match limit */
} newsext_status;

/* resize(context, NULL, n) allocates; resize(context, p, 0) frees and returns
** NULL; otherwise it reallocates. It returns NULL when there is no memory. */
typedef struct newsext_allocator {
  void *(*resize)(void *context, void *pointer, size_t bytes);
  void *context;
} newsext_allocator;

/* Asked now and then during long work; nonzero stops it. */
typedef struct newsext_interrupt {
  int (*interrupted)(void *context);
  void *context;
} newsext_interrupt;

typedef struct newsext_span {
  uint32_t start;  /* byte offset in the text, from 0 */
  uint32_t length; /* bytes; 0 where there is none */
} newsext_span;

typedef struct newsext_slice {
  const char *bytes; /* NULL where there is none; not terminated */
  uint32_t length;
} newsext_slice;

/* ---- Engine and document ------------------------------------------------ */

/* The compiled patterns and tables, immutable and shared by documents. */
typedef struct newsext_engine newsext_engine;
/* One article and what was read from it, stage by stage, when asked. */
typedef struct newsext_document newsext_document;

/* Where these fail, *out is NULL. */
newsext_status newsext_engine_create(const newsext_allocator *, newsext_engine **out);
void newsext_engine_destroy(newsext_engine *);

/* Copies the text, up to its first NUL byte, the allocator and the interrupt, which may be
** NULL. */
newsext_status newsext_document_create(const newsext_engine *, const newsext_allocator *,
                                       const newsext_interrupt *, const char *bytes, size_t length,
                                       newsext_document **out);
void newsext_document_destroy(newsext_document *);

newsext_slice newsext_document_text(const newsext_document *);
/* The bytes of memory that the document holds. */
size_t newsext_document_memory(const newsext_document *);
/* 1-based character, as SQLite counts, that the byte offset lies in. */
uint32_t newsext_character(const newsext_document *, uint32_t byte);
/* 1-based character and number of characters of a span; {0,0} for an empty one. */
newsext_span newsext_characters(const newsext_document *, newsext_span bytes);

/* ---- Dates -------------------------------------------------------------- */

/* A moment or part of one. Absent parts are 0, except hour and zone (below). */
typedef struct newsext_date {
  int16_t year; /* 0: not known */
  int8_t month; /* 1 to 12; 0: not known */
  int8_t day;   /* 1 to 31; 0: not known */
  int8_t hour;  /* -1: no time of day */
  int8_t minute;
  int8_t second;        /* -1: not printed */
  int8_t has_zone;      /* zone_minutes holds */
  int16_t zone_minutes; /* east of UTC */
} newsext_date;

#define NEWSEXT_DATE_BYTES 32
/* Writes the ISO 8601 form ("2016-10-01T09:10:00+05:30", "2013-08", "--02-26");
** returns its length, 0 for an empty date. */
int newsext_date_format(const newsext_date *, char out[NEWSEXT_DATE_BYTES]);
/* Reads an ISO 8601 date or date and time, as tables hold it; 1 if it could. */
int newsext_date_parse(const char *bytes, size_t length, newsext_date *);
/* The day that is so many days after 1970-01-01; its year is to be from 1 to 9999. */
newsext_date newsext_date_from_days(int32_t days);

/* ---- The page: dateline and article -------------------------------------- */

typedef struct newsext_dateline {
  newsext_slice place, region, agency; /* as printed, white space folded */
  newsext_date date;
  newsext_date published, updated;
  newsext_span raw;
} newsext_dateline;

/* *out is NULL where the text has none. base, the article's own date where the
** table has it, may be NULL: it gives the year. */
newsext_status newsext_document_dateline(newsext_document *, const newsext_date *base,
                                         const newsext_dateline **out);

typedef struct newsext_caption {
  newsext_slice text, credit;
  newsext_span span; /* over caption and credit */
} newsext_caption;

/* The parts of a page that a reader sees, in text order. */
typedef enum newsext_part {
  NEWSEXT_PART_BODY,
  NEWSEXT_PART_SUBHEAD,
  NEWSEXT_PART_HEADLINE,
  NEWSEXT_PART_BYLINE,
  NEWSEXT_PART_TIME,
  NEWSEXT_PART_CAPTION,
  NEWSEXT_PART_CREDIT,
  NEWSEXT_PART_WIRE,
  NEWSEXT_PART_RESIDUE
} newsext_part;

typedef struct newsext_block {
  newsext_part part;
  newsext_span span;
} newsext_block;

typedef struct newsext_article {
  newsext_slice headline, outlet, place, credit;
  const newsext_slice *byline;
  const newsext_caption *captions;
  const newsext_slice *agencies;
  const newsext_block *blocks; /* every line or paragraph with its part */
  uint32_t byline_count, caption_count, agency_count, block_count;
  newsext_date published, updated;
} newsext_article;

newsext_status newsext_document_article(newsext_document *, const newsext_article **out);

/* ---- Quotes and speakers ------------------------------------------------- */

typedef enum newsext_type { NEWSEXT_DIRECT, NEWSEXT_MIXED, NEWSEXT_INDIRECT } newsext_type;
typedef enum newsext_act { NEWSEXT_STATEMENT, NEWSEXT_BELIEF, NEWSEXT_INTENTION } newsext_act;
typedef enum newsext_kind {
  NEWSEXT_PERSON,
  NEWSEXT_ORGANIZATION,
  NEWSEXT_GROUP,
  NEWSEXT_ANONYMOUS,
  NEWSEXT_DOCUMENT
} newsext_kind;
typedef enum newsext_pronoun {
  NEWSEXT_PRONOUN_UNKNOWN,
  NEWSEXT_HE,
  NEWSEXT_SHE,
  NEWSEXT_THEY
} newsext_pronoun;

/* Which evidence decided who the source of a quote is. */
typedef enum newsext_rule {
  NEWSEXT_RULE_NONE,         /* nobody is named */
  NEWSEXT_RULE_VERB,         /* subject of a reporting verb */
  NEWSEXT_RULE_ACCORDING_TO, /* "according to", "in the words of" */
  NEWSEXT_RULE_NOUN,         /* "in a statement", "the claim that" */
  NEWSEXT_RULE_COLON,        /* "Smith: ..." in running text */
  NEWSEXT_RULE_LABEL,        /* transcript labels: "Q:", "SMITH:" */
  NEWSEXT_RULE_CONTINUATION, /* goes on from the quote before */
  NEWSEXT_RULE_CONVERSATION, /* turn-taking */
  NEWSEXT_RULE_CONTEXT       /* the nearest sentence names the speaker */
} newsext_rule;

/* Somebody or something that speaks in this article. */
typedef struct newsext_speaker {
  newsext_slice name; /* the fullest form in the article */
  newsext_slice role; /* title and affiliation as printed */
  newsext_kind kind;
  newsext_pronoun pronoun;
  uint32_t quotes;      /* statements */
  uint32_t words;       /* words of them inside quotation marks */
  uint32_t mentions;    /* times the article names or refers to them */
  uint32_t first_start; /* byte offset of the first mention */
  uint32_t entity;      /* its number in the article, for the core */
} newsext_speaker;

typedef struct newsext_quote {
  newsext_type type;
  newsext_act act;
  newsext_rule rule;
  const newsext_span *spans; /* the content, outer marks left out */
  uint32_t span_count;
  newsext_slice text; /* the spans joined by one space */
  int32_t speaker;    /* index into the speakers; -1 where nobody is named */
  newsext_slice role; /* of the speaker */
  newsext_span mention, cue, addressee;
  newsext_span when;  /* the words that tell when it was said */
  uint32_t paragraph; /* 1, 2, 3 ... */
  double confidence;  /* 0 to 1 */
} newsext_quote;

typedef struct newsext_quotes {
  const newsext_quote *quotes;     /* in text order */
  const newsext_speaker *speakers; /* those with a quote, most quoted first */
  uint32_t quote_count, speaker_count;
} newsext_quotes;

/* Like the dateline and the page, read when first asked for. A status that is not
** NEWSEXT_OK stays: the document is of no further use. */
newsext_status newsext_document_quotes(newsext_document *, const newsext_quotes **out);

/* The day, or month, on which the quote was said, reckoned from base where it is
** not NULL, else from the dateline's or the page's own date; 0 where the text
** does not tell. */
int newsext_quote_date(newsext_document *, const newsext_quote *, const newsext_date *base,
                       newsext_date *out);

/* The short fixed word for a value, as SQL shows it. */
const char *newsext_type_name(newsext_type);
const char *newsext_act_name(newsext_act);
const char *newsext_kind_name(newsext_kind);
const char *newsext_pronoun_name(newsext_pronoun); /* NULL for unknown */
const char *newsext_rule_name(newsext_rule);

/* ---- Keys ---------------------------------------------------------------- */

/* A key under which forms of one thing meet; the key of a key is the key. *out
** comes from the allocator and is terminated; the caller frees it.
**
** A name loses case, accents, punctuation, a leading article, titles before it and
** honours after it, and a possessive 's: "Sen. José O'Neill-Smith Jr." gives
** "jose oneill smith jr", "J. K. Rowling" and "JK Rowling" give "jk rowling". A
** quote loses case, accents, marks and punctuation. */
newsext_status newsext_name_key(const newsext_engine *, const newsext_allocator *,
                                const char *bytes, size_t length, char **out);
newsext_status newsext_quote_key(const newsext_engine *, const newsext_allocator *,
                                 const char *bytes, size_t length, char **out);

/* Of what was built in: the language and a checksum, "en 1f0c2a9b, ..." */
const char *newsext_lexicon_version(void);
const char *newsext_model_version(void);

#define NEWSEXT_LIBRARIES_BYTES 128
/* Writes the names and versions of the libraries that are linked; returns the length. */
int newsext_libraries(char out[NEWSEXT_LIBRARIES_BYTES]);

#endif
