/* label.c: reads the turns of a transcript. */
#include "label.h"

#define LABEL_TOKENS 12 /* "JANE SMITH, HOST" */
#define BRIDGE       3  /* unlabelled paragraphs that a turn may run on over */

typedef struct label {
  uint64_t hash;       /* of its words; 0 where the paragraph has none */
  uint32_t first, end; /* tokens of its words */
  uint32_t content;    /* first token behind the colon */
  uint8_t loud;        /* in capitals, or Q and A */
} label;

static int is_loud(const ne_token *token) {
  return token->shape == NE_SHAPE_UPPER || token->shape == NE_SHAPE_INITIAL ||
         token->shape == NE_SHAPE_ACRONYM;
}

#define BRACKET_TOKENS 6 /* "(D-OHIO)" */

/* The closing bracket of the one that opens at i; i where none does. */
static uint32_t past_bracket(const ne_prose *prose, uint32_t i, uint32_t end) {
  for (uint32_t k = i + 1; k < end && k <= i + BRACKET_TOKENS; k++) {
    if (prose->tokens.at[k].kind == NE_TOKEN_CLOSE) {
      return k;
    }
  }
  return i;
}

/* The label that the paragraph begins with, if it does. */
static label read_label(const ne_prose *prose, const ne_paragraph *p) {
  label found = {0, p->first, p->first, 0, 1}, none = {0, 0, 0, 0, 0};
  const ne_token *at = prose->tokens.at;
  uint64_t hash, last = 0;
  uint32_t i = p->first;
  if (i < p->end && at[i].kind == NE_TOKEN_MARK) {
    i++;
  }
  found.first = found.end = i;
  if (i + 1 < p->end && ne_token_is_turn(&prose->text, &at[i])) {
    found.end = found.content = i + 1;
    found.hash = at[i].hash;
    return found;
  }
  for (; i < p->end && i - found.first < LABEL_TOKENS && at[i].kind != NE_TOKEN_COLON; i++) {
    if (at[i].kind == NE_TOKEN_COMMA && found.loud && i > found.first) {
      found.end = found.end > found.first ? found.end : i;
      continue; /* what follows is the speaker's office */
    }
    if (at[i].kind == NE_TOKEN_OPEN && found.loud && i > found.first) {
      found.end = found.end > found.first ? found.end : i;
      i = past_bracket(prose, i, p->end);
      continue;
    }
    if (at[i].kind != NE_TOKEN_WORD || at[i].shape == NE_SHAPE_LOWER ||
        at[i].shape == NE_SHAPE_NONE) {
      return none;
    }
    found.loud &= (uint8_t)is_loud(&at[i]);
    if (found.end == found.first) {
      last = at[i].hash;
    }
  }
  hash = ne_phrase_hash(NE_PHRASE_START, last); /* by the last word of the name */
  found.end = found.end > found.first ? found.end : i;
  if (i == found.first || i + 1 >= p->end || at[i].kind != NE_TOKEN_COLON ||
      !(at[i + 1].flags & NE_BLANK_BEFORE)) {
    return none;
  }
  found.content = i + 1;
  found.hash = hash;
  return found;
}

/* How often each label stands is counted in a small table of hashes. */
#define SLOTS 256u

typedef struct census {
  uint64_t hash[SLOTS];
  uint32_t count[SLOTS];
  uint32_t loud, kinds; /* labels in capitals, and how many different ones */
  int recurs;           /* some label comes again */
} census;

static uint32_t slot_of(const census *c, uint64_t hash) {
  uint32_t i = (uint32_t)(hash >> 9) & (SLOTS - 1), tries = 0;
  while (c->hash[i] && c->hash[i] != hash && tries++ < SLOTS) {
    i = (i + 1) & (SLOTS - 1);
  }
  return i;
}

static void count_label(census *c, const label *l) {
  uint32_t i = slot_of(c, l->hash);
  if (c->hash[i] == l->hash || (!c->hash[i] && c->kinds < SLOTS / 2)) {
    c->kinds += c->hash[i] == 0;
    c->hash[i] = l->hash;
    c->count[i]++;
    c->recurs |= c->count[i] > 1;
  }
  c->loud += l->loud;
}

/* A label in capitals counts where others are and one recurs; another one where it
** recurs itself. */
static int is_counted(const census *c, const label *l) {
  uint32_t i = slot_of(c, l->hash);
  uint32_t count = c->hash[i] == l->hash ? c->count[i] : 0;
  return l->loud ? c->recurs && c->loud > 2 : count > 1 && c->kinds > 1;
}

/* The mention that the label is. */
static uint32_t mention_of(const ne_mentions *mentions, const label *l) {
  uint32_t low = 0, high = mentions->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (mentions->at[middle].first < l->first) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < mentions->count && mentions->at[low].first < l->end &&
                 mentions->at[low].head < l->end
             ? low
             : NE_NO_SOURCE;
}

#define INITIALS_MOST 3
#define INTRODUCTION  64 /* mentions before the first question that are looked at */

static uint32_t count_namesakes(const ne_prose *prose, const ne_mentions *mentions, uint32_t end,
                                const ne_mention *m) {
  const uint64_t hash = prose->tokens.at[m->name_end - 1].hash;
  uint32_t i, count = 0;
  for (i = 0; i < end; i++) {
    const ne_mention *other = &mentions->at[i];
    count +=
        other->name_end > other->name_first && prose->tokens.at[other->name_end - 1].hash == hash;
  }
  return count;
}

static int is_in_byline(const ne_prose *prose, const ne_mention *m) {
  const uint32_t paragraph = prose->sentences.at[m->sentence].paragraph;
  return prose->lines.paragraphs[paragraph].part == NEWSEXT_PART_BYLINE;
}

/* Who answers as "A": the person whom the introduction before that token names most, or alone but
** for who wrote it. */
static uint32_t person_asked(const ne_prose *prose, const ne_mentions *mentions, uint32_t token) {
  uint32_t i, end = 0, most = 1, best = NE_NO_SOURCE, persons = 0, one = NE_NO_SOURCE;
  while (end < mentions->count && end < INTRODUCTION && mentions->at[end].first < token) {
    end++;
  }
  for (i = 0; i < end; i++) {
    const ne_mention *m = &mentions->at[i];
    uint32_t count;
    if (m->form != NE_FORM_NAME || m->being != NE_BEING_PERSON || m->name_end < m->name_first + 2) {
      continue;
    }
    count = count_namesakes(prose, mentions, end, m);
    if (count > most) {
      most = count;
      best = i;
    }
    if (!is_in_byline(prose, m)) {
      persons++;
      one = i;
    }
  }
  return best == NE_NO_SOURCE && persons == 1 ? one : best;
}

/* Are the letters of the token those that the name's words begin with: "AB" of "Anna Berg"? */
static int has_initials(const ne_prose *prose, const ne_mention *m, const ne_token *token) {
  const char *letters = prose->text.bytes + token->start;
  uint32_t n = 0;
  for (uint32_t i = m->name_first; i < m->name_end; i++) {
    const ne_token *word = &prose->tokens.at[i];
    if (word->kind != NE_TOKEN_WORD || word->shape == NE_SHAPE_LOWER) {
      continue;
    }
    if (n == token->length || prose->text.bytes[word->start] != letters[n]) {
      return 0;
    }
    n++;
  }
  return n == token->length;
}

/* Who goes by initials, as the introduction names him; the label's own mention where it does not.
 */
static uint32_t person_of_initials(const ne_prose *prose, const ne_mentions *mentions,
                                   const label *l, uint32_t introduced) {
  const ne_token *token = &prose->tokens.at[l->first];
  for (uint32_t i = 0; i < mentions->count && i < INTRODUCTION; i++) {
    const ne_mention *m = &mentions->at[i];
    if (m->first >= introduced) {
      break;
    }
    if (m->form == NE_FORM_NAME && m->being <= NE_BEING_PERSON && has_initials(prose, m, token)) {
      return i;
    }
  }
  return mention_of(mentions, l);
}

/* "Q" names nobody, nor does "A" by itself. */
static uint32_t speaker_of(const ne_prose *prose, const ne_mentions *mentions, const label *l,
                           uint32_t asked, uint32_t introduced) {
  const ne_token *token = &prose->tokens.at[l->first];
  if (l->end == l->first + 1 && token->shape == NE_SHAPE_UPPER && token->length <= INITIALS_MOST) {
    return person_of_initials(prose, mentions, l, introduced);
  }
  if (l->end > l->first + 1 || token->shape != NE_SHAPE_INITIAL) {
    return mention_of(mentions, l);
  }
  return prose->text.bytes[token->start] == 'A' ? asked : NE_NO_SOURCE;
}

/* The paragraph's words without the marks around them. */
static ne_range words_of(const ne_prose *prose, uint32_t first, uint32_t end) {
  ne_range range = {first, end};
  while (range.first < range.end && prose->tokens.at[range.first].kind == NE_TOKEN_MARK) {
    range.first++;
  }
  while (range.end > range.first && prose->tokens.at[range.end - 1].kind == NE_TOKEN_MARK) {
    range.end--;
  }
  return range;
}

static void claim_runs(const ne_prose *prose, ne_attributions *list, ne_range range) {
  uint32_t i = range.first;
  while (i < range.end) {
    uint32_t number = prose->runs.of_token[i];
    if (!number) {
      i++;
      continue;
    }
    list->of_run[number - 1] = list->count;
    i = prose->runs.at[number - 1].end > i ? prose->runs.at[number - 1].end : i + 1;
  }
}

static void begin_turn(ne_arena *arena, const ne_prose *prose, uint32_t speaker,
                       ne_attributions *list, const label *l, uint32_t end) {
  ne_range range = words_of(prose, l->content, end);
  ne_attribution *a = range.first < range.end ? ne_attributions_append(arena, list) : NULL;
  if (a) {
    a->sentence = ne_sentence_at(&prose->sentences, range.first);
    a->mention = speaker;
    a->rule = NEWSEXT_RULE_LABEL;
    a->act = NEWSEXT_STATEMENT;
    a->confidence = 0.95f;
    ne_attribution_add(arena, a, range);
    claim_runs(prose, list, range);
  }
}

void ne_labels_read(ne_arena *arena, const ne_prose *prose, const ne_mentions *mentions,
                    ne_attributions *list, uint8_t *labelled) {
  const ne_lines *lines = &prose->lines;
  census *c = ne_arena_alloc(arena, 1, sizeof *c);
  label *labels = ne_arena_alloc(arena, (size_t)lines->paragraph_count + 1, sizeof *labels);
  uint32_t p, k, last = 0, introduced = 0, asked = NE_NO_SOURCE;
  int open = 0; /* a turn is */
  if (!c || !labels) {
    return;
  }
  for (p = 0; p < lines->paragraph_count; p++) {
    if (lines->paragraphs[p].number) {
      labels[p] = read_label(prose, &lines->paragraphs[p]);
      if (labels[p].hash) {
        count_label(c, &labels[p]);
      }
    }
  }
  for (p = 0; p < lines->paragraph_count && arena->status == NEWSEXT_OK; p++) {
    if (labels[p].hash && is_counted(c, &labels[p])) {
      for (k = last + 1; open && k < p && p - last <= BRIDGE; k++) {
        const ne_paragraph *between = &lines->paragraphs[k];
        ne_range range = words_of(prose, between->first, between->end);
        if (between->number && range.first < range.end &&
            prose->tokens.at[range.first].kind != NE_TOKEN_OPEN) { /* not "(APPLAUSE)" */
          ne_attribution_add(arena, &list->at[list->count - 1], range);
          claim_runs(prose, list, range);
          labelled[k] = 1;
        }
      }
      if (!open) {
        introduced = labels[p].first;
        asked = person_asked(prose, mentions, introduced);
      }
      begin_turn(arena, prose, speaker_of(prose, mentions, &labels[p], asked, introduced), list,
                 &labels[p], lines->paragraphs[p].end);
      labelled[p] = 1;
      open = 1;
      last = p;
    }
  }
}
