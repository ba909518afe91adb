/* retell.c: tells reports of the training articles once more, in other words.
**
** The articles come from a few American newsrooms, where somebody "said Monday" what others
** report that he "said on Monday", "told the court" or "added in a note to clients". Every other
** report of what somebody "said" is learnt from a second time, with words of retold.txt in that
** place, so that models learn how reports are built rather than which words these newsrooms use.
** Models are never tried on such sentences.
*/
#include "retell.h"

#include <stdio.h>
#include <string.h>

#include "gold.h"

#define WORDS_FILE "ext/model/retold.txt"

/* ---- The words ---------------------------------------------------------------------- */

static const char *const kinds[RETOLD_KINDS] = {"past", "present", "time", "occasion", "listener"};

void retold_words_read(retold_words *words) {
  char line[256];
  FILE *f = fopen(WORDS_FILE, "r");
  memset(words, 0, sizeof *words);
  if (!f) {
    fprintf(stderr, "train: cannot read %s\n", WORDS_FILE);
    exit(1);
  }
  while (fgets(line, sizeof line, f)) {
    char *tab = strchr(line, '\t');
    uint32_t kind = 0;
    line[strcspn(line, "\n")] = 0;
    if (line[0] == '#' || !tab) {
      continue;
    }
    *tab = 0;
    while (kind < RETOLD_KINDS && strcmp(kinds[kind], line) != 0) {
      kind++;
    }
    if (kind == RETOLD_KINDS) {
      fprintf(stderr, "train: %s: no such kind: %s\n", WORDS_FILE, line);
      exit(1);
    }
    words->at[kind] = grown(words->at[kind], words->count[kind], sizeof *words->at[kind]);
    words->at[kind][words->count[kind]++] = duplicate(tab + 1);
  }
  fclose(f);
}

void retold_words_free(retold_words *words) {
  uint32_t kind, i;
  for (kind = 0; kind < RETOLD_KINDS; kind++) {
    for (i = 0; i < words->count[kind]; i++) {
      free(words->at[kind][i]);
    }
    free(words->at[kind]);
  }
}

static const char *any_of(const retold_words *words, retold_kind kind, uint64_t *seed) {
  return words->at[kind][random_next(seed) % words->count[kind]];
}

/* ---- A report ------------------------------------------------------------------------ */

typedef struct report {
  const article *article;
  const attribution *attribution;
  range sentence, cue, source; /* bytes */
  int source_first, is_past;
} report;

static range hull(const ranges *r) {
  return (range){r->at[0].start, r->at[r->count - 1].end};
}

static int lies_in(const ranges *r, range whole) {
  return !r->count || (hull(r).start >= whole.start && hull(r).end <= whole.end);
}

static int lies_outside(const ranges *r, range whole) {
  return !r->count || hull(r).start >= whole.end || hull(r).end <= whole.start;
}

static int is_inside(const attribution *a, range sentence) {
  return lies_in(&a->cue, sentence) && lies_in(&a->source, sentence) &&
         lies_in(&a->content, sentence);
}

static int is_outside(const attribution *a, range sentence) {
  return lies_outside(&a->cue, sentence) && lies_outside(&a->source, sentence) &&
         lies_outside(&a->content, sentence);
}

/* Does no attribution cross the sentence's ends? */
static int is_closed(const article *a, range sentence) {
  uint32_t i;
  for (i = 0; i < a->attribution_count; i++) {
    const attribution *x = &a->attributions[i];
    if (!is_inside(x, sentence) && !is_outside(x, sentence)) {
      return 0;
    }
  }
  return 1;
}

static range sentence_of(const reading *r, uint32_t byte) {
  const ne_token *at = r->prose.tokens.at;
  const uint32_t index = ne_sentence_at(&r->prose.sentences, gold_token_at(r, byte));
  const ne_sentence *s = &r->prose.sentences.at[index];
  return (range){at[s->first].start, at[s->end - 1].start + at[s->end - 1].length};
}

static int begins(const report *p, uint32_t byte, const char *word) {
  const size_t length = strlen(word);
  return byte + length <= p->sentence.end && memcmp(p->article->text + byte, word, length) == 0;
}

/* Is it one of "said" or "says" beside a source, all in one sentence? */
static int open_report(const reading *r, const attribution *x, report *p) {
  if (x->cue.count != 1 || x->source.count != 1) {
    return 0;
  }
  p->article = r->article;
  p->attribution = x;
  p->cue = x->cue.at[0];
  p->source = x->source.at[0];
  p->sentence = sentence_of(r, p->cue.start);
  p->source_first = p->source.end <= p->cue.start;
  p->is_past = begins(p, p->cue.start, "said");
  return p->cue.end - p->cue.start == 4 && (p->is_past || begins(p, p->cue.start, "says")) &&
         (p->source_first ? p->cue.start - p->source.end <= 2
                          : p->source.start - p->cue.end == 1) &&
         is_closed(r->article, p->sentence) && is_inside(x, p->sentence);
}

/* ---- Its other words ---------------------------------------------------------------------- */

#define EDITS 2

/* Words for some bytes, or behind a byte, and a blank before them. */
typedef struct edit {
  range bytes;
  const char *words;
  int of_cue;
} edit;

static int is_added(const edit *e) {
  return e->bytes.start == e->bytes.end;
}

static uint32_t length_of(const edit *e) {
  return (uint32_t)strlen(e->words) + (uint32_t)is_added(e);
}

/* Chooses the edits, in the order of the text. */
static uint32_t choose_edits(const report *p, const retold_words *words, uint64_t *seed,
                             edit edits[EDITS]) {
  const uint32_t behind = p->source_first ? p->cue.end : p->source.end;
  const int is_last = begins(p, behind, ".") || begins(p, behind, ",");
  const int may_differ = is_last || begins(p, behind, " that ");
  const uint32_t dice = random_next(seed) % 6;
  /* more of "told reporters the bank would close", where nothing parts whom from what */
  const int is_told = dice == 0 || (dice == 1 && !may_differ);
  uint32_t count = 0;
  if (!may_differ && !begins(p, behind, " ")) {
    return 0;
  }
  if (is_told && p->is_past && p->source_first) {
    edits[0] = (edit){p->cue, "told", 1};
    edits[1] = (edit){{behind, behind}, any_of(words, RETOLD_LISTENER, seed), 0};
    return 2;
  }
  if (may_differ && dice < 4) {
    edits[count++] =
        (edit){p->cue, any_of(words, p->is_past ? RETOLD_PAST : RETOLD_PRESENT, seed), 1};
  }
  if (count == 0 || dice < 2) {
    const int is_occasion = p->source_first && random_next(seed) % 3 == 0;
    const retold_kind kind = is_occasion ? RETOLD_OCCASION : RETOLD_TIME;
    edits[count++] = (edit){{behind, behind}, any_of(words, kind, seed), is_occasion};
  }
  return count;
}

/* ---- The article ----------------------------------------------------------------------- */

/* Where a byte of the sentence comes to lie, behind what is added there or before it. */
static uint32_t moved(const report *p, const edit *edits, uint32_t count, uint32_t byte,
                      int is_start) {
  uint32_t i, to = byte - p->sentence.start;
  for (i = 0; i < count; i++) {
    const edit *e = &edits[i];
    if (e->bytes.end < byte || (e->bytes.end == byte && (is_start || !is_added(e)))) {
      to = to + length_of(e) - (e->bytes.end - e->bytes.start);
    }
  }
  return to;
}

static ranges moved_ranges(const report *p, const edit *edits, uint32_t count, const ranges *from,
                           uint32_t base) {
  ranges to = {NULL, 0};
  uint32_t i;
  for (i = 0; i < from->count; i++) {
    to.at = grown(to.at, to.count, sizeof *to.at);
    to.at[to.count++] = (range){base + moved(p, edits, count, from->at[i].start, 1),
                                base + moved(p, edits, count, from->at[i].end, 0)};
  }
  return to;
}

static void add_text(article *a, const char *bytes, size_t length) {
  memcpy(a->text + a->length, bytes, length);
  a->length += length;
}

static void add_sentence(article *a, const report *p, const edit *edits, uint32_t count) {
  const char *text = p->article->text;
  uint32_t i, from = p->sentence.start;
  for (i = 0; i < count; i++) {
    add_text(a, text + from, edits[i].bytes.start - from);
    add_text(a, " ", (size_t)is_added(&edits[i]));
    add_text(a, edits[i].words, strlen(edits[i].words));
    from = edits[i].bytes.end;
  }
  add_text(a, text + from, p->sentence.end - from);
  add_text(a, "\n\n", 2);
}

static void add_attributions(article *a, const report *p, const edit *edits, uint32_t count,
                             uint32_t base) {
  uint32_t i;
  for (i = 0; i < p->article->attribution_count; i++) {
    const attribution *from = &p->article->attributions[i];
    attribution to;
    if (!is_inside(from, p->sentence)) {
      continue;
    }
    to.source = moved_ranges(p, edits, count, &from->source, base);
    to.cue = moved_ranges(p, edits, count, &from->cue, base);
    to.content = moved_ranges(p, edits, count, &from->content, base);
    if (from == p->attribution && is_added(&edits[count - 1]) && edits[count - 1].of_cue) {
      to.cue.at[0].end += length_of(&edits[count - 1]);
    }
    a->attributions = grown(a->attributions, a->attribution_count, sizeof *a->attributions);
    a->attributions[a->attribution_count++] = to;
  }
}

static uint32_t longest(const retold_words *words) {
  uint32_t kind, i, most = 0;
  for (kind = 0; kind < RETOLD_KINDS; kind++) {
    for (i = 0; i < words->count[kind]; i++) {
      const uint32_t length = (uint32_t)strlen(words->at[kind][i]);
      most = length > most ? length : most;
    }
  }
  return most;
}

void retell(const reading *r, const retold_words *words, uint64_t seed, article *out) {
  const article *a = r->article;
  const size_t room = EDITS * (longest(words) + 1) + sizeof "\n\n";
  uint32_t i;
  memset(out, 0, sizeof *out);
  out->name = duplicate(a->name);
  out->text = take(1, 1);
  for (i = 0; i < a->attribution_count; i++) {
    edit edits[EDITS];
    report p;
    uint32_t count;
    if (!open_report(r, &a->attributions[i], &p) || random_next(&seed) % 2) {
      continue;
    }
    count = choose_edits(&p, words, &seed, edits);
    if (!count) {
      continue;
    }
    out->text = realloc(out->text, out->length + (p.sentence.end - p.sentence.start) + room);
    if (!out->text) {
      fputs("train: out of memory\n", stderr);
      exit(1);
    }
    add_attributions(out, &p, edits, count, (uint32_t)out->length);
    add_sentence(out, &p, edits, count);
  }
}
