/* nesting.c: leaves each word to one utterance. */
#include "nesting.h"

/* So much likelier an inner utterance has to be, to stay instead of the outer one. */
#define AHEAD 1.2f

typedef struct nest {
  const ne_prose *prose;
  const ne_mentions *mentions;
  const ne_cues *cues;
  ne_attributions *list;
  const uint32_t *of_cue; /* 1 + index of the attribution of each cue; 0 for none */
} nest;

/* The first cue whose head is the token or comes behind it. */
static uint32_t first_cue(const ne_cues *cues, uint32_t token) {
  uint32_t low = 0, high = cues->count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (cues->at[middle].head < token) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* Where source, cue and content of an utterance begin. */
static uint32_t begin_of(const nest *n, const ne_attribution *a) {
  uint32_t first = n->cues->at[a->cue].first;
  if (a->mention != NE_NO_SOURCE && n->mentions->at[a->mention].sentence == a->sentence &&
      n->mentions->at[a->mention].first < first) {
    first = n->mentions->at[a->mention].first;
  }
  return a->content[0].first < first ? a->content[0].first : first;
}

static int is_joint(const ne_prose *prose, uint32_t i) {
  const uint8_t tag = prose->tokens.at[i].tag;
  return tag == NE_TAG_PUNCTUATION || tag == NE_TAG_CONJUNCTION;
}

/* Lets the content end before the token, and before what joins it to what precedes. */
static void end_before(const ne_prose *prose, ne_attribution *a, uint32_t token) {
  uint32_t i, kept = 0;
  for (i = 0; i < a->content_count; i++) {
    ne_range range = a->content[i];
    if (range.end > token) {
      range.end = token;
      while (range.end > range.first && is_joint(prose, range.end - 1)) {
        range.end--;
      }
    }
    if (range.first < range.end) {
      a->content[kept++] = range;
    }
  }
  a->content_count = kept;
}

static int holds(const ne_attribution *a, ne_range range) {
  uint32_t i;
  for (i = 0; i < a->content_count; i++) {
    if (a->content[i].first <= range.first && range.end <= a->content[i].end) {
      return 1;
    }
  }
  return 0;
}

/* Does all that the inner utterance reports lie in the outer one? */
static int lies_within(const ne_attribution *inner, const ne_attribution *outer) {
  uint32_t i;
  for (i = 0; i < inner->content_count; i++) {
    if (!holds(outer, inner->content[i])) {
      return 0;
    }
  }
  return 1;
}

/* Settles what the outer utterance holds in one of its ranges. */
static void settle(const nest *n, uint32_t outer, ne_range range) {
  ne_attribution *a = &n->list->at[outer];
  uint32_t c;
  for (c = first_cue(n->cues, range.first);
       c < n->cues->count && n->cues->at[c].head < range.end && a->content_count; c++) {
    ne_attribution *b = n->of_cue[c] ? &n->list->at[n->of_cue[c] - 1] : NULL;
    if (!b || b == a || !b->content_count) {
      continue;
    }
    if (b->confidence <= AHEAD * a->confidence && lies_within(b, a)) {
      b->content_count = 0;
    } else {
      end_before(n->prose, a, begin_of(n, b));
    }
  }
}

/* The tokens between cue and content. */
static uint32_t gap_of(const nest *n, const ne_attribution *a) {
  const uint32_t head = a->cue == NE_NO_CUE ? a->content[0].first : n->cues->at[a->cue].head;
  const uint32_t end = a->content[a->content_count - 1].end;
  return head < a->content[0].first ? a->content[0].first - head : head >= end ? head - end + 1 : 0;
}

/* "When Roth replied, Dunne said: ...": words that two report alike are the nearer one's. */
static void undo_twins(const nest *n, uint32_t first) {
  ne_attribution *a = &n->list->at[first];
  for (uint32_t i = first + 1; i < n->list->count && n->list->at[i].sentence == a->sentence; i++) {
    ne_attribution *b = &n->list->at[i];
    if (a->content_count && b->content_count && a->mention != b->mention && lies_within(a, b) &&
        lies_within(b, a)) {
      (gap_of(n, b) < gap_of(n, a) ? a : b)->content_count = 0;
    }
  }
}

void ne_nesting_undo(ne_arena *arena, const ne_prose *prose, const ne_mentions *mentions,
                     const ne_cues *cues, ne_attributions *list) {
  uint32_t *of_cue = ne_arena_alloc(arena, (size_t)cues->count + 1, sizeof *of_cue), i, k;
  const nest n = {prose, mentions, cues, list, of_cue};
  if (!of_cue) {
    return;
  }
  for (i = 0; i < list->count; i++) {
    if (list->at[i].cue != NE_NO_CUE) {
      of_cue[list->at[i].cue] = i + 1;
    }
  }
  for (i = 0; i < list->count; i++) {
    undo_twins(&n, i);
  }
  for (i = 0; i < list->count; i++) {
    for (k = 0; k < list->at[i].content_count; k++) {
      settle(&n, i, list->at[i].content[k]);
    }
  }
}
