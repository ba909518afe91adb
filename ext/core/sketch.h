/* sketch.h: what a paragraph of a page looks like, alone and as one of the page.
**
** A sketch is made of shapes, of counts, and of words from the lists; long paragraphs,
** the most of any text, are looked at only at their ends.
*/
#ifndef NE_SKETCH_H
#define NE_SKETCH_H

#include "line.h"

/* The values of the list page_word, in any order. */
typedef enum ne_page_kind {
  NE_KIND_ADVERT,
  NE_KIND_SHARE,
  NE_KIND_COMMENT,
  NE_KIND_RELATED,
  NE_KIND_VIDEO,
  NE_KIND_SUBSCRIBE,
  NE_KIND_LEGAL,
  NE_KIND_TIME,
  NE_KIND_MINUTES,
  NE_KIND_PHOTO,
  NE_KIND_POSE,
  NE_KIND_ROLE,
  NE_KIND_WIRECREDIT,
  NE_KIND_CUEHEAD,
  NE_KIND_COUNT
} ne_page_kind;

enum {
  NE_HAS_MARK = 1 << 0,
  NE_HAS_CUE = 1 << 1,
  NE_HAS_PRONOUN = 1 << 2,
  NE_HAS_ADDRESS = 1 << 3,
  NE_HAS_DAY = 1 << 4,   /* "Nov. 19", "30/04/2024" */
  NE_HAS_CLOCK = 1 << 5, /* "09:10" */
  NE_HAS_AGENCY = 1 << 6,
  NE_HAS_OUTLET = 1 << 7,
  NE_STARTS_BY = 1 << 8,
  NE_STARTS_NAME = 1 << 9,
  NE_STARTS_PLACE = 1 << 10,
  NE_HAS_DATELINE = 1 << 11, /* "WASHINGTON -", "(Reuters) -" */
  NE_HAS_LABEL = 1 << 12,    /* "SMITH:", "Q:" */
  NE_IS_REPEATED = 1 << 13,  /* the same as the one before */
  NE_IS_SEEN = 1 << 14,      /* the same as an earlier one */
  NE_IS_LONG = 1 << 15,
  NE_HAS_PAST = 1 << 16, /* a finite verb of that time */
  NE_HAS_PRESENT = 1 << 17,
  NE_HAS_MODAL = 1 << 18,
  NE_HAS_YOU = 1 << 19,
  NE_HAS_WE = 1 << 20,
  NE_HAS_YEAR = 1 << 21,   /* a day with its year */
  NE_HAS_AUTHOR = 1 << 22, /* begins with the name of a byline further up */
  NE_IS_NEXT = 1 << 23     /* free */
};

/* What the first small word after a paragraph's first is. */
typedef enum ne_lead {
  NE_LEAD_NONE,
  NE_LEAD_FUNCTION,
  NE_LEAD_PREPOSITION,
  NE_LEAD_PAST,
  NE_LEAD_PRESENT,
  NE_LEAD_MODAL,
  NE_LEAD_S,   /* "speaks", and plurals */
  NE_LEAD_ING, /* "holding" */
  NE_LEAD_ED,  /* "pictured" */
  NE_LEAD_OTHER
} ne_lead;

typedef enum ne_style {
  NE_STYLE_NONE,
  NE_STYLE_SENTENCE, /* some words begin small, the first not */
  NE_STYLE_LOWER,
  NE_STYLE_TITLE, /* words of weight begin with capitals */
  NE_STYLE_UPPER
} ne_style;

typedef struct ne_sketch {
  uint64_t hash, first, second, last; /* of all, the first, second and last tokens */
  uint32_t tokens;
  uint32_t flags;
  uint16_t kinds, first_kinds;                     /* bits of kind, anywhere and at the beginning */
  uint8_t words, function_words, numbers, covered; /* covered: words on the list page_word */
  uint8_t length;                                  /* bucket of tokens */
  uint8_t start, end;                              /* edges */
  uint8_t style, overlap, blank_before;
  uint8_t times;         /* words of date and time */
  uint8_t whole;         /* what the paragraph is as a whole */
  uint8_t tail;          /* how a credit may end it: bits */
  uint8_t lead;          /* ne_lead */
  uint8_t stops;         /* full stops before its end */
  uint8_t symbols;       /* slashes and other signs */
  uint8_t after, before; /* lines up to the next, and since the last, that ends as a sentence */
} ne_sketch;

/* What a short paragraph is as a whole. */
enum {
  NE_WHOLE_NONE,
  NE_WHOLE_PERSON,
  NE_WHOLE_BODY,
  NE_WHOLE_PLACE,
  NE_WHOLE_PAGE_WORDS,
  NE_WHOLE_TIME,
  NE_WHOLE_NAMES,
  NE_WHOLE_NUMBER,
  NE_WHOLE_UNKNOWN /* words that are names or not known, as many as a person's name has */
};

/* How a paragraph ends. */
enum {
  NE_TAIL_BRACKET = 1, /* a bracket that an agency or a picture's word stands in */
  NE_TAIL_AGENCY = 2,
  NE_TAIL_SLASH = 4,   /* "Name/Agency" */
  NE_TAIL_PICTURE = 8, /* "Photograph: ..." */
  NE_TAIL_SIGN = 16,   /* the copyright sign */
  NE_TAIL_NAMES = 32,  /* nothing but capitals after a full stop */
  NE_TAIL_EARLIER = 64 /* "AP Photo/..." some way before the end */
};

#define NE_NEIGHBOURS  2u /* sketches that are kept on either side of a paragraph */
#define NE_AUTHORS     4u
#define NE_SKETCH_RING 8u /* no less than a paragraph and its neighbours */

/* How many of the limits, which 255 fills up, a number is above: without branches, for where
** to stop would be a guess. */
#define NE_LIMITS 16
static inline uint32_t ne_limits_below(uint32_t n, const uint8_t limits[NE_LIMITS]) {
  const uint8_t number = (uint8_t)(n < 255 ? n : 255);
  uint8_t below = 0;
  for (uint32_t k = 0; k < NE_LIMITS; k++) {
    below = (uint8_t)(below + (limits[k] < number));
  }
  return below;
}

/* What there is to see of a page as a whole. */
typedef struct ne_page_view {
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  const ne_lines *lines;
  uint32_t first_body, last_body; /* paragraphs [first, last) begin and end as running text */
  uint32_t next;                  /* paragraph to be sketched next */
  uint32_t last_stop, next_stop;  /* paragraphs around it that end as sentences, 1 the first */
  uint64_t authors[NE_AUTHORS];   /* hashes of the first two words of names in bylines */
  uint32_t author_count;
  ne_sketch around[NE_SKETCH_RING]; /* of paragraph i at i % NE_SKETCH_RING */
  uint64_t *seen;                   /* hashes of paragraphs so far */
  uint32_t seen_mask;               /* its slots, without one */
  uint64_t *heard;                  /* bits of words of the running text */
} ne_page_view;

ne_page_view *ne_page_view_open(ne_arena *, const ne_lexicon *, const ne_text *, const ne_tokens *,
                                const ne_lines *);
/* Sketches the paragraphs up to i and its neighbours; i grows from call to call. */
void ne_page_view_reach(ne_page_view *, uint32_t i);

/* The sketch of a paragraph near the last that was reached. */
static inline const ne_sketch *ne_page_view_sketch(const ne_page_view *view, uint32_t i) {
  return &view->around[i % NE_SKETCH_RING];
}

#endif
