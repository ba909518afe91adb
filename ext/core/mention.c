/* mention.c: finds the mentions of each sentence and puts them in order. */
#include "phrase.h"

#include <string.h>

typedef struct finder {
  ne_arena *arena;
  const ne_prose *prose;
  ne_mentions *out;
  uint32_t capacity;
  ne_phrases here; /* the last of out's */
  ne_reading reading;
  uint64_t seen[NE_SEEN_WORDS];
} finder;

static ne_mention *add(finder *f, const ne_phrase *phrase) {
  ne_mention *m;
  if (f->here.count == f->here.room) {
    return NULL;
  }
  m = &f->here.at[f->here.count++];
  memset(m, 0, sizeof *m);
  ne_phrase_name(&f->reading, phrase, m);
  if (f->prose->runs.count) {
    m->flags |= (uint8_t)(f->prose->runs.of_token[m->first] ? NE_MENTION_QUOTED : 0);
  }
  return m;
}

/* The possessors inside a phrase: "Clinton" and "she" in "Clinton's spokesman",
** "her spokesman". next is the first of the owners that no phrase before had. */
static void add_possessors(finder *f, const ne_phrase *phrase, uint32_t *next) {
  const ne_reading *r = &f->reading;
  uint32_t start = phrase->first;
  for (; r->first + r->owners[*next] < phrase->end; ++*next) {
    const uint32_t i = r->first + r->owners[*next];
    ne_phrase inner;
    ne_mention *m;
    if (i < phrase->first) {
      continue;
    }
    if (r->at[i].tag == NE_TAG_POSSESSIVE) {
      inner = (ne_phrase){i, i + 1, i, i, 1};
    } else if (i > start) {
      inner = (ne_phrase){phrase->first, i, i - 1, start, 0};
      start = i + 1;
    } else {
      continue;
    }
    m = add(f, &inner);
    if (m) {
      m->flags |= NE_MENTION_POSSESSOR;
    }
  }
}

/* A person's full name before a common noun: "a former [Jane Smith] aide". Most have no two
** words before them. */
static void add_named_modifier(finder *f, const ne_phrase *phrase) {
  const ne_reading *r = &f->reading;
  uint32_t i = phrase->start, end;
  if (phrase->head < phrase->start + 2) {
    return;
  }
  while (i < phrase->head && !(ne_reading_tag(r, i) == NE_TAG_NAME && !ne_reading_lower(r, i) &&
                               ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_FIRST_NAME)))) {
    i++;
  }
  for (end = i; end < phrase->head && ne_reading_tag(r, end) == NE_TAG_NAME; end++) {
    ;
  }
  if (end > i + 1) {
    const ne_phrase inner = {i, end, end - 1, i, 0};
    add(f, &inner);
  }
}

static void find_phrases(finder *f) {
  const ne_reading *r = &f->reading;
  ne_phrase phrase;
  uint32_t owner = 0;
  for (uint32_t i = r->first; ne_phrase_next(r, i, &phrase); i = phrase.end) {
    ne_mention *m = add(f, &phrase);
    if (m) {
      f->here.at_token[phrase.first - r->first] = (uint16_t)f->here.count;
      m->flags |=
          (uint8_t)((ne_reading_tag(r, phrase.end) == NE_TAG_GENITIVE) * NE_MENTION_POSSESSOR);
    }
    add_possessors(f, &phrase, &owner);
    if (m && m->form == NE_FORM_COMMON) {
      add_named_modifier(f, &phrase);
    }
  }
}

/* '"...," said Smith', "There is Smith" */
static int follows_verb(const ne_reading *r, const ne_mention *m) {
  const ne_token *before = &r->at[m->first - 1];
  if (m->first <= r->first + 1 || !ne_tag_is_finite(before->tag)) {
    return 0;
  }
  return (before->tag == NE_TAG_PAST &&
          (before[-1].kind == NE_TOKEN_MARK || before[-1].kind == NE_TOKEN_COMMA)) ||
         (before[-1].tag == NE_TAG_OTHER && before[-1].length == 5);
}

/* Past the day that a verb may stand behind: "Smith late Tuesday night said". */
static uint32_t past_time(const ne_reading *r, uint32_t i) {
  const uint32_t start = i;
  if (ne_reading_tag(r, i) == NE_TAG_ADJECTIVE) {
    i++;
  }
  if (i >= r->end || !ne_reading_has(r, i, NE_LEX_BIT(NE_LEX_WEEKDAY))) {
    return start;
  }
  i++;
  return i < r->end && ne_value_has(ne_reading_value(r, i, NE_LEX_THING_NOUN), 't') ? i + 1 : i;
}

/* Does a verb follow: is it the subject of its clause? */
static int is_subject(const ne_reading *r, const ne_mention *m) {
  uint32_t i;
  uint8_t tag;
  if (m->flags & NE_MENTION_POSSESSOR) {
    return 0;
  }
  i = past_time(r, m->full_end);
  tag = ne_reading_tag(r, i);
  return ne_tag_is_finite(tag) ||
         (tag == NE_TAG_ADVERB && ne_tag_is_finite(ne_reading_tag(r, i + 1))) || follows_verb(r, m);
}

static void mark_inner(ne_mention *at, uint32_t count) {
  uint32_t reach = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t end = at[i].full_end;
    const int inner = at[i].first < reach;
    at[i].flags |= (uint8_t)(inner * NE_MENTION_INNER);
    reach = inner ? reach : end;
  }
}

/* Things that nothing is said by: "nine seats" in "won nine seats". */
static int is_idle(const ne_reading *r, const ne_mention *m) {
  const char *value;
  /* Any of these is as likely as not: tested together they make one guess. */
  const int told_of = (m->form != NE_FORM_COMMON) | (m->name_end > m->name_first) |
                      ((m->being != NE_BEING_THING) & (m->being != NE_BEING_UNKNOWN)) |
                      ((m->flags & (NE_MENTION_SUBJECT | NE_MENTION_POSSESSOR)) != 0) |
                      (m->first == r->first);
  if (told_of) {
    return 0;
  }
  if (ne_tag_is_verb(ne_reading_tag(r, m->first - 1))) {
    return 1;
  }
  value = ne_reading_value(r, m->first - 1, NE_LEX_PREPOSITION);
  return *value && !ne_value_has(value, 'o');
}

/* By first token, longer ones first. */
static int comes_before(const ne_mention *a, const ne_mention *b) {
  return ((uint64_t)a->first << 32 | b->end) < ((uint64_t)b->first << 32 | a->end);
}

/* Puts a mention into its place among those of [at, at + count), which have theirs. */
static void put(ne_mention *at, uint32_t count, const ne_mention *m) {
  const ne_mention moved = *m;
  uint32_t k = count;
  for (; k > 0 && comes_before(&moved, &at[k - 1]); k--) {
    at[k] = at[k - 1];
  }
  at[k] = moved;
}

/* Marks the subjects, drops what is idle and sorts the others, which nearly are. */
static void sift(const ne_reading *r, ne_phrases *here) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < here->count; i++) {
    ne_mention *m = &here->at[i];
    m->flags |= (uint8_t)(is_subject(r, m) ? NE_MENTION_SUBJECT : 0);
    if (is_idle(r, m)) {
      continue;
    }
    if (kept > 0 && comes_before(m, &here->at[kept - 1])) {
      put(here->at, kept, m);
    } else if (kept < i) {
      here->at[kept] = *m;
    }
    kept++;
  }
  here->count = kept;
}

/* Makes room for all that a sentence of so many tokens can give. */
static int make_room(finder *f, uint32_t tokens) {
  ne_mentions *out = f->out;
  f->here.room = NE_TOKEN_MENTIONS * tokens;
  while (!out->at || f->capacity - out->count < f->here.room) {
    ne_mention *at = ne_arena_grow(f->arena, out->at, f->capacity, &f->capacity, sizeof *at);
    if (!at) {
      return 0;
    }
    out->at = at;
  }
  f->here.at = out->at + out->count;
  return 1;
}

#define LONG_SENTENCE 12

/* A long sentence may be the story's after all: whom it names is worth knowing. */
static int is_litter(const ne_prose *p, uint32_t sentence) {
  const ne_sentence *s = &p->sentences.at[sentence];
  return p->lines.paragraphs[s->paragraph].part == NEWSEXT_PART_RESIDUE &&
         s->end - s->first < LONG_SENTENCE;
}

static void find_in_sentence(finder *f, uint32_t sentence) {
  ne_phrases *here = &f->here;
  ne_reading_open(&f->reading, f->prose, f->seen, sentence);
  here->count = 0;
  if (!make_room(f, f->reading.end - f->reading.first)) {
    return;
  }
  memset(here->at_token, 0, (f->reading.end - f->reading.first) * sizeof here->at_token[0]);
  find_phrases(f);
  ne_phrases_extend(&f->reading, here);
  ne_phrases_coordinate(&f->reading, here);
  sift(&f->reading, here);
  mark_inner(here->at, here->count);
  f->out->count += here->count;
}

/* Is the token, a capital behind another one, a name's: a strange word, or any behind a first
** name ("Gary Prior")? */
static int is_surely_name(const ne_prose *p, const ne_token *token) {
  return ne_is_strange(ne_lexicon_classes(p->lexicon, token->entry)) ||
         (ne_lexicon_classes(p->lexicon, token[-1].entry) & NE_LEX_BIT(NE_LEX_FIRST_NAME));
}

/* Gathers the words of names that stand where a capital tells: behind another capital. */
static void gather_names(finder *f) {
  const ne_tokens *tokens = &f->prose->tokens;
  memset(f->seen, 0, sizeof f->seen);
  for (uint32_t i = 1; i < tokens->count; i++) {
    const ne_token *token = &tokens->at[i];
    const int named = (token->shape == NE_SHAPE_CAPITAL) & (token[-1].tag == NE_TAG_NAME) &
                      (token->tag == NE_TAG_NAME);
    if (named && is_surely_name(f->prose, token)) {
      f->seen[ne_seen_place(token)] |= ne_seen_bit(token);
    }
  }
}

void ne_mentions_find(ne_arena *arena, const ne_prose *prose, ne_mentions *out) {
  const uint32_t sentences = prose->sentences.count;
  finder f;
  memset(out, 0, sizeof *out);
  out->of_sentence = ne_arena_alloc(arena, (size_t)sentences + 1, sizeof *out->of_sentence);
  out->headline = ne_arena_alloc(arena, (size_t)sentences + 1, 1);
  if (!out->of_sentence || !out->headline) {
    return;
  }
  f.arena = arena;
  f.prose = prose;
  f.out = out;
  memset(&f.reading, 0, sizeof f.reading);
  /* About as many as news has for its tokens, and room for the last sentence; texts of
  ** another kind make it grow. */
  f.capacity = prose->tokens.count / 3 + 64;
  out->at = ne_arena_take(arena, f.capacity, sizeof *out->at);
  if (!out->at) {
    return;
  }
  gather_names(&f);
  for (uint32_t s = 0; s < sentences; s++) {
    out->of_sentence[s] = out->count;
    if (is_litter(prose, s)) {
      continue;
    }
    find_in_sentence(&f, s);
    out->headline[s] = (uint8_t)f.reading.headline;
    if (arena->status != NEWSEXT_OK || ((s & 1023) == 1023 && ne_arena_stopped(arena))) {
      return;
    }
  }
  out->of_sentence[sentences] = out->count;
}
