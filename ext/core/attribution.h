/* attribution.h: utterances: what was said, the cue that reports it and the
** mention that names its source. First those whose sentence has a cue, then the
** quoted runs that no cue reaches (discourse.h).
*/
#ifndef NE_ATTRIBUTION_H
#define NE_ATTRIBUTION_H

#include "content.h"

typedef struct ne_attribution {
  ne_range *content; /* in text order */
  uint32_t content_count, content_capacity;
  uint32_t cue;      /* index; NE_NO_CUE for none */
  uint32_t mention;  /* index; NE_NO_SOURCE for none */
  uint32_t sentence; /* of its first content */
  int32_t same_as;   /* index of the attribution whose speaker it shares; -1 for none */
  uint8_t act;       /* newsext_act */
  uint8_t rule;      /* newsext_rule */
  uint8_t direct;    /* all of its content lies in quoted runs */
  float confidence;
} ne_attribution;

#define NE_NO_CUE UINT32_MAX

typedef struct ne_attributions {
  ne_attribution *at; /* in text order of their first content */
  uint32_t count, capacity;
  uint32_t *of_run; /* 1 + index of the attribution that holds each run; 0 for none */
  uint32_t *cue_of; /* 1 + index of the last cue that each mention is the source of, also of
                       one whose content lies elsewhere ("She went on:"); 0 for none */
} ne_attributions;

typedef struct ne_attribution_models {
  ne_cue_models cue;
  ne_source_models source;
  ne_model bonds, content, rerank;
} ne_attribution_models;

/* Reads every body sentence for cues, their sources and contents. */
void ne_attributions_find(ne_arena *, const ne_attribution_models *, const ne_prose *,
                          const ne_mentions *, ne_cues *, ne_attributions *);

/* Adds a range to an attribution's content, joining it to one it touches. */
void ne_attribution_add(ne_arena *, ne_attribution *, ne_range);
/* A byte for each mention: is it the source of one that has content? */
const uint8_t *ne_attributions_speaking(ne_arena *, const ne_mentions *, const ne_attributions *);
/* A new attribution at the end of the list; NULL without memory. */
ne_attribution *ne_attributions_append(ne_arena *, ne_attributions *);

#endif
