/* page.c: reads the fields of an article off the lines of its page. */
#include "page.h"

#include "byline.h"
#include "date.h"
#include "dateline.h"

#include <stdlib.h>
#include <string.h>

#define FURNITURE_BYTES 400 /* a longer paragraph's fields are not read */
#define STAMPS_MAX      4   /* of one paragraph */
#define HEADLINE_TOKENS 5   /* of a heading that is surely more than a section's name */
#define BYLINE_TOKENS   30
#define DATE_TOKENS     8  /* of a line that is a date and little else */
#define HEAD_LINES      40 /* from the beginning, where a headline may stand */
#define COPYRIGHT_LINES 40 /* from the end, where a copyright line may stand */

/* The page while it is read. */
typedef struct page {
  ne_arena *arena;
  const ne_lexicon *lexicon;
  const ne_text *text;
  const ne_tokens *tokens;
  const ne_lines *lines;
  ne_matcher matcher;
  newsext_article *out;
  newsext_block *blocks; /* those of out */
  char country[3];       /* of the outlet or place; "" where it is not known */
  ne_stamp published, updated;
  newsext_span place; /* of the line of place and time */
} page;

static newsext_span span_of(const page *p, const ne_paragraph *paragraph) {
  return ne_tokens_span(p->tokens, paragraph->first, paragraph->end);
}

static newsext_slice folded(const page *p, newsext_span span) {
  return ne_text_folded(p->arena, p->text, span);
}

static int is_short(const page *p, const ne_paragraph *paragraph) {
  return span_of(p, paragraph).length <= FURNITURE_BYTES;
}

/* ---- Blocks and headline ------------------------------------------------------ */

static void read_blocks(page *p) {
  const ne_lines *lines = p->lines;
  newsext_block *blocks =
      ne_arena_alloc(p->arena, lines->paragraph_count ? lines->paragraph_count : 1, sizeof *blocks);
  if (!blocks) {
    return;
  }
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    blocks[i].part = (newsext_part)lines->paragraphs[i].part;
    blocks[i].span = span_of(p, &lines->paragraphs[i]);
  }
  p->blocks = blocks;
  p->out->blocks = blocks;
  p->out->block_count = lines->paragraph_count;
}

static newsext_slice headline_of(page *p, const ne_paragraph *paragraph) {
  return folded(p, span_of(p, paragraph));
}

/* "... Photograph: Ann Lee": a caption, whatever it was taken for. */
static int ends_in_credit(page *p, const ne_paragraph *paragraph) {
  const newsext_span line = span_of(p, paragraph);
  return is_short(p, paragraph) && (ne_matcher_find(&p->matcher, NE_PATTERN_CREDIT_PHOTO,
                                                    p->text->bytes + line.start, line.length, 0) ||
                                    ne_matcher_find(&p->matcher, NE_PATTERN_CREDIT_NAMED,
                                                    p->text->bytes + line.start, line.length, 0));
}

static int may_be_headline(page *p, const ne_paragraph *paragraph) {
  const uint32_t tokens = paragraph->end - paragraph->first;
  const ne_token *last = &p->tokens->at[paragraph->end - 1];
  return tokens >= 3 && tokens <= 40 && paragraph->part != NEWSEXT_PART_TIME &&
         paragraph->part != NEWSEXT_PART_CREDIT && paragraph->part != NEWSEXT_PART_CAPTION &&
         (last->kind != NE_TOKEN_STOP || p->text->bytes[last->start] != '.') &&
         !ends_in_credit(p, paragraph);
}

/* Where no line was taken for the headline but furniture stands about the beginning of the
** text: the first line there that was taken for a heading, else the longest one. */
static void guess_headline(page *p) {
  const ne_paragraph *best = NULL;
  uint32_t furniture = 0;
  for (uint32_t i = 0; i < p->lines->paragraph_count && i < HEAD_LINES; i++) {
    const ne_paragraph *paragraph = &p->lines->paragraphs[i];
    const uint32_t tokens = paragraph->end - paragraph->first;
    furniture += paragraph->part != NEWSEXT_PART_SUBHEAD && paragraph->part != NEWSEXT_PART_BODY;
    if (paragraph->part == NEWSEXT_PART_BODY) {
      break;
    }
    if (may_be_headline(p, paragraph) && (!best || tokens > best->end - best->first)) {
      best = paragraph;
      if (paragraph->part == NEWSEXT_PART_SUBHEAD && tokens >= HEADLINE_TOKENS) {
        break;
      }
    }
  }
  if (best && furniture >= 1) {
    p->out->headline = headline_of(p, best);
  }
}

/* A heading above the headline, with no text above it, is the headline itself. */
static const ne_paragraph *heading_above(page *p, const ne_paragraph *headline) {
  for (const ne_paragraph *at = p->lines->paragraphs; at < headline; at++) {
    if (at->part == NEWSEXT_PART_BODY) {
      return headline;
    }
    if (at->part == NEWSEXT_PART_SUBHEAD && at->end - at->first >= HEADLINE_TOKENS &&
        may_be_headline(p, at)) {
      return at;
    }
  }
  return headline;
}

static void read_headline(page *p) {
  const ne_paragraph *found = NULL;
  for (uint32_t i = 0; i < p->lines->paragraph_count; i++) {
    const ne_paragraph *paragraph = &p->lines->paragraphs[i];
    if (paragraph->part == NEWSEXT_PART_HEADLINE) {
      found = found ? found : paragraph;
      if (i >= HEAD_LINES || !ends_in_credit(p, paragraph)) {
        p->out->headline = headline_of(p, i < HEAD_LINES ? heading_above(p, paragraph) : paragraph);
        return;
      }
    }
  }
  guess_headline(p);
  if (found && !p->out->headline.bytes) {
    p->out->headline = headline_of(p, found);
  }
}

/* ---- Outlet, country ------------------------------------------------------------ */

/* The entry of the class that covers tokens [first, end) but for brackets and
** dashes around it; 0 for none. */
static uint32_t whole_entry(const page *p, uint32_t first, uint32_t end, uint64_t classes) {
  uint32_t entry = 0;
  while (end > first && p->tokens->at[end - 1].kind >= NE_TOKEN_STOP) {
    end--;
  }
  while (first < end && p->tokens->at[first].kind >= NE_TOKEN_STOP) {
    first++;
  }
  if (first < end && p->tokens->at[first].shape != NE_SHAPE_LOWER &&
      ne_tokens_match(p->tokens, p->lexicon, first, end, classes, &entry) == end - first) {
    return entry;
  }
  return 0;
}

static void take_outlet(page *p, uint32_t first, uint32_t end) {
  uint32_t entry = whole_entry(p, first, end, NE_LEX_BIT(NE_LEX_OUTLET));
  if (entry && !p->out->outlet.bytes) {
    const char *country = ne_lexicon_value(p->lexicon, entry, NE_LEX_OUTLET);
    p->out->outlet = folded(p, ne_tokens_span(p->tokens, first, end));
    memcpy(p->country, country, strlen(country) < 3 ? strlen(country) : 2);
  }
}

/* The first outlet that stands within a paragraph. */
static void find_outlet(page *p, const ne_paragraph *paragraph) {
  uint32_t entry;
  for (uint32_t i = paragraph->first; i < paragraph->end && !p->out->outlet.bytes; i++) {
    uint32_t n = p->tokens->at[i].shape == NE_SHAPE_LOWER
                     ? 0
                     : ne_tokens_match(p->tokens, p->lexicon, i, paragraph->end,
                                       NE_LEX_BIT(NE_LEX_OUTLET), &entry);
    if (n && !(ne_lexicon_classes(p->lexicon, entry) & NE_LEX_BIT(NE_LEX_AGENCY))) {
      take_outlet(p, i, i + n);
    }
  }
}

/* The outlet that a sharing or copyright line names, listed or not. */
static void outlet_of_line(page *p, const ne_paragraph *paragraph, ne_pattern pattern) {
  newsext_span line = span_of(p, paragraph);
  if (!p->out->outlet.bytes &&
      ne_matcher_find(&p->matcher, pattern, p->text->bytes + line.start, line.length, 0)) {
    newsext_span name = ne_matcher_field(&p->matcher, NE_FIELD_TEXT);
    uint32_t first = paragraph->first, entry;
    name.start += line.start;
    while (first < paragraph->end && p->tokens->at[first].start < name.start) {
      first++;
    }
    if (!ne_tokens_match(p->tokens, p->lexicon, first, paragraph->end, NE_LEX_BIT(NE_LEX_AGENCY),
                         &entry)) { /* agencies are copied, not read */
      p->out->outlet = folded(p, name);
    }
  }
}

/* A line above the text that is no more than a name made as those of newspapers are:
** "Valley Evening Star". */
static int is_outlet_line(const page *p, const ne_paragraph *paragraph) {
  int outlet_words = 0;
  if (paragraph->end - paragraph->first < 2 || paragraph->end - paragraph->first > 5 ||
      (paragraph->part != NEWSEXT_PART_RESIDUE && paragraph->part != NEWSEXT_PART_BYLINE)) {
    return 0;
  }
  for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
    const ne_token *token = &p->tokens->at[i];
    const uint64_t classes = ne_lexicon_classes(p->lexicon, token->entry);
    if (token->kind != NE_TOKEN_WORD ||
        (token->shape == NE_SHAPE_LOWER && !(classes & NE_LEX_BIT(NE_LEX_FUNCTION_WORD))) ||
        (classes & NE_LEX_BIT(NE_LEX_PAGE_WORD))) {
      return 0;
    }
    outlet_words += i > paragraph->first && (classes & NE_LEX_BIT(NE_LEX_OUTLET_WORD));
  }
  return outlet_words > 0;
}

static void find_outlet_line(page *p) {
  for (uint32_t i = 0; i < p->lines->paragraph_count && i < HEAD_LINES; i++) {
    const ne_paragraph *paragraph = &p->lines->paragraphs[i];
    if (paragraph->part == NEWSEXT_PART_BODY || p->out->outlet.bytes) {
      return;
    }
    if (is_outlet_line(p, paragraph)) {
      p->out->outlet = folded(p, span_of(p, paragraph));
    }
  }
}

/* Lines that do no more than name the outlet are no litter. */
static void clear_outlet_lines(page *p) {
  for (uint32_t i = 0; i < p->out->block_count && i < HEAD_LINES; i++) {
    newsext_block *block = &p->blocks[i];
    if (block->part == NEWSEXT_PART_RESIDUE && block->span.length == p->out->outlet.length &&
        memcmp(p->text->bytes + block->span.start, p->out->outlet.bytes, block->span.length) == 0) {
      block->part = NEWSEXT_PART_BYLINE;
    }
  }
}

/* A line of its own; the end of the headline ("... - Xinhua"); the wire or
** sharing line; the byline. */
static void read_outlet(page *p) {
  const ne_lines *lines = p->lines;
  static const newsext_part order[] = {NEWSEXT_PART_WIRE, NEWSEXT_PART_BYLINE};
  for (uint32_t i = 0; i < lines->paragraph_count; i++) {
    const ne_paragraph *paragraph = &lines->paragraphs[i];
    if (paragraph->part != NEWSEXT_PART_BODY && paragraph->end - paragraph->first <= 8) {
      take_outlet(p, paragraph->first, paragraph->end);
    }
    if (paragraph->part == NEWSEXT_PART_HEADLINE && is_short(p, paragraph)) {
      for (uint32_t t = paragraph->end; t-- > paragraph->first;) {
        if (p->tokens->at[t].kind == NE_TOKEN_DASH || p->tokens->at[t].kind == NE_TOKEN_SYMBOL) {
          take_outlet(p, t + 1, paragraph->end);
          break;
        }
      }
    }
  }
  for (uint32_t k = 0; k < sizeof order / sizeof *order; k++) {
    for (uint32_t i = 0; i < lines->paragraph_count; i++) {
      if (lines->paragraphs[i].part == order[k] && is_short(p, &lines->paragraphs[i])) {
        find_outlet(p, &lines->paragraphs[i]);
      }
    }
  }
  for (uint32_t i = 0; i < lines->paragraph_count && !p->out->outlet.bytes; i++) {
    const ne_paragraph *paragraph = &lines->paragraphs[i];
    if (paragraph->part == NEWSEXT_PART_WIRE && is_short(p, paragraph)) {
      outlet_of_line(p, paragraph, NE_PATTERN_OUTLET_SHARING);
    } else if (paragraph->part == NEWSEXT_PART_RESIDUE && is_short(p, paragraph) &&
               i + COPYRIGHT_LINES >= lines->paragraph_count) {
      outlet_of_line(p, paragraph, NE_PATTERN_OUTLET_COPYRIGHT);
    }
  }
}

/* ---- Place and time --------------------------------------------------------------- */

/* A city that fills what stands between bars and commas of the line of place and
** time: "Washington | Updated: ...", "By A. Writer, Reuters | Geneva". */
static void find_place(page *p, const ne_paragraph *paragraph) {
  uint32_t first = paragraph->first, entry;
  for (uint32_t i = paragraph->first; i <= paragraph->end && !p->place.length; i++) {
    if (i < paragraph->end && p->tokens->at[i].kind < NE_TOKEN_STOP) {
      continue;
    }
    if (i < paragraph->end && p->tokens->at[i].kind == NE_TOKEN_MARK) {
      continue;
    }
    entry = whole_entry(p, first, i, NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_CITY));
    if (entry && !(ne_lexicon_classes(p->lexicon, entry) &
                   (NE_LEX_BIT(NE_LEX_MONTH) | NE_LEX_BIT(NE_LEX_WEEKDAY)))) {
      p->place = ne_tokens_span(p->tokens, first, i);
    }
    first = i + 1;
  }
}

/* "WashingtonUpdated: ...": the place glued to the word after it. */
static void find_glued_place(page *p, newsext_span line) {
  newsext_span text;
  char word[64];
  uint32_t length = 0, entry;
  if (p->place.length || !ne_matcher_find(&p->matcher, NE_PATTERN_PLACE_GLUED,
                                          p->text->bytes + line.start, line.length, 0)) {
    return;
  }
  text = ne_matcher_field(&p->matcher, NE_FIELD_TEXT);
  while (length < text.length && length < sizeof word) {
    char c = p->text->bytes[line.start + text.start + length];
    word[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  entry = ne_lexicon_find(p->lexicon, ne_word_hash(word, length));
  if (ne_lexicon_classes(p->lexicon, entry) &
      (NE_LEX_BIT(NE_LEX_CITY_ALONE) | NE_LEX_BIT(NE_LEX_CITY))) {
    p->place.start = line.start + text.start;
    p->place.length = text.length;
  }
}

/* Keeps the first stamp of each kind; one that says what it is before one that
** does not. */
static void take_stamp(page *p, const ne_stamp *stamp) {
  if (stamp->date.year == 0 || stamp->date.day == 0) {
    return;
  }
  if (stamp->kind == NE_STAMP_UPDATED) {
    if (!p->updated.date.year) {
      p->updated = *stamp;
    }
  } else if (!p->published.date.year ||
             (stamp->kind == NE_STAMP_PUBLISHED && p->published.kind == NE_STAMP_PLAIN)) {
    p->published = *stamp;
  }
}

/* What stamps a line is asked for. */
typedef enum stamps { STAMPS_ALL, STAMPS_PUBLISHED } stamps;

/* "born May 3 1931, died June 8 2019": two days of which none is said to be the page's */
static int is_span_of_time(const ne_stamp *found, uint32_t count) {
  return count == 2 && found[0].kind == NE_STAMP_PLAIN && found[1].kind == NE_STAMP_PLAIN &&
         found[0].date.year != found[1].date.year;
}

static void read_stamps(page *p, const ne_paragraph *paragraph, stamps which) {
  ne_stamp found[STAMPS_MAX];
  newsext_span line = span_of(p, paragraph);
  uint32_t count = ne_stamps_read(&p->matcher, p->lexicon, p->text, line, found, STAMPS_MAX);
  if (is_span_of_time(found, count)) {
    return;
  }
  for (uint32_t k = 0; k < count; k++) {
    if (which == STAMPS_ALL || found[k].kind == NE_STAMP_PUBLISHED) {
      take_stamp(p, &found[k]);
    }
  }
  if (which == STAMPS_ALL && (count || paragraph->part == NEWSEXT_PART_BYLINE)) {
    find_glued_place(p, line);
    find_place(p, paragraph);
  }
}

static int has_number(const page *p, const ne_paragraph *paragraph) {
  for (uint32_t i = paragraph->first; i < paragraph->end; i++) {
    if (p->tokens->at[i].kind == NE_TOKEN_NUMBER) {
      return 1;
    }
  }
  return 0;
}

/* Lines of place and time. A byline is short, unless it is a caption in disguise. */
static int may_hold_time(const page *p, const ne_paragraph *paragraph) {
  return (paragraph->part == NEWSEXT_PART_TIME ||
          (paragraph->part == NEWSEXT_PART_BYLINE &&
           paragraph->end - paragraph->first <= BYLINE_TOKENS)) &&
         is_short(p, paragraph);
}

/* Lines of other parts, where no line of place and time gives a day. */
static int may_say_published(const page *p, const ne_paragraph *paragraph) {
  return (paragraph->part == NEWSEXT_PART_RESIDUE || paragraph->part == NEWSEXT_PART_WIRE ||
          paragraph->part == NEWSEXT_PART_CREDIT) &&
         is_short(p, paragraph) && has_number(p, paragraph);
}

/* A paragraph of running text that is no standfirst. */
static int is_text(const ne_paragraph *paragraph) {
  return paragraph->part == NEWSEXT_PART_BODY && paragraph->end - paragraph->first > BYLINE_TOKENS;
}

/* First the lines of place and time; then others that say "published"; then litter above the
** text that is a date and little else. */
static void read_times(page *p) {
  for (int round = 0; round < 3; round++) {
    for (uint32_t i = 0; i < p->lines->paragraph_count; i++) {
      const ne_paragraph *paragraph = &p->lines->paragraphs[i];
      if (round == 2 && (is_text(paragraph) || i >= HEAD_LINES)) {
        break;
      }
      if (round == 0 && may_hold_time(p, paragraph)) {
        read_stamps(p, paragraph, STAMPS_ALL);
      } else if (round == 1 && may_say_published(p, paragraph)) {
        read_stamps(p, paragraph, STAMPS_PUBLISHED);
      } else if (round == 2 && paragraph->end - paragraph->first <= DATE_TOKENS &&
                 may_say_published(p, paragraph)) {
        read_stamps(p, paragraph, STAMPS_ALL);
      }
    }
    if (p->published.date.year || p->updated.date.year) {
      return;
    }
  }
}

static void country_of_place(page *p) {
  uint32_t entry, i = 0;
  if (p->country[0] || !p->place.length) {
    return;
  }
  while (i < p->tokens->count && p->tokens->at[i].start < p->place.start) {
    i++;
  }
  if (i < p->tokens->count && ne_tokens_match(p->tokens, p->lexicon, i, p->tokens->count,
                                              NE_LEX_BIT(NE_LEX_CITY), &entry)) {
    const char *value = ne_lexicon_value(p->lexicon, entry, NE_LEX_CITY);
    if (strlen(value) >= 2 && strchr(value, ';') == NULL) {
      memcpy(p->country, value, 2);
    }
  }
}

/* Settles day, month and zone by the country, and the stamps by each other. */
static void settle_times(page *p) {
  country_of_place(p);
  ne_stamp_settle(&p->published, p->lexicon, p->text, p->country);
  ne_stamp_settle(&p->updated, p->lexicon, p->text, p->country);
  p->out->published = p->published.date;
  p->out->updated = p->updated.date;
}

/* ---- Captions ------------------------------------------------------------------------ */

/* Splits a caption from the credit that stands in its line. */
static void split_caption(page *p, newsext_span line, newsext_caption *caption) {
  static const ne_pattern patterns[] = {NE_PATTERN_CREDIT_PHOTO, NE_PATTERN_CREDIT_NAMED,
                                        NE_PATTERN_CREDIT_BRACKETS, NE_PATTERN_CREDIT_AGENCY};
  if (line.length <= FURNITURE_BYTES) {
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns; k++) {
      if (ne_matcher_find(&p->matcher, patterns[k], p->text->bytes + line.start, line.length, 0)) {
        newsext_span whole = ne_matcher_span(&p->matcher);
        newsext_span credit = ne_matcher_field(&p->matcher, NE_FIELD_CREDIT);
        newsext_span text = {line.start, whole.start};
        credit.start += line.start;
        caption->credit = folded(p, credit);
        if (text.length) {
          caption->text = folded(p, text);
        }
        return;
      }
    }
  }
  caption->text = folded(p, line);
}

static int is_picture(const ne_paragraph *paragraph) {
  return paragraph->part == NEWSEXT_PART_CAPTION || paragraph->part == NEWSEXT_PART_CREDIT;
}

/* A caption with the credit line that follows it, or a credit alone. */
static uint32_t read_caption(page *p, uint32_t i, newsext_caption *caption) {
  const ne_paragraph *paragraph = &p->lines->paragraphs[i];
  newsext_span line = span_of(p, paragraph);
  caption->span = line;
  split_caption(p, line, caption);
  if (paragraph->part == NEWSEXT_PART_CREDIT) {
    if (!caption->credit.bytes) {
      caption->credit = caption->text;
      caption->text.bytes = NULL;
      caption->text.length = 0;
    }
    return 1;
  }
  if (!caption->credit.bytes && i + 1 < p->lines->paragraph_count &&
      paragraph[1].part == NEWSEXT_PART_CREDIT) {
    newsext_caption credit;
    newsext_span next = span_of(p, paragraph + 1);
    memset(&credit, 0, sizeof credit);
    split_caption(p, next, &credit);
    caption->credit = credit.credit.bytes ? credit.credit : credit.text;
    caption->span.length = next.start + next.length - line.start;
    return 2;
  }
  return 1;
}

static void read_captions(page *p) {
  newsext_caption *captions = NULL;
  uint32_t capacity = 0;
  for (uint32_t i = 0; i < p->lines->paragraph_count;) {
    if (!is_picture(&p->lines->paragraphs[i])) {
      i++;
      continue;
    }
    captions =
        ne_arena_grow(p->arena, captions, p->out->caption_count, &capacity, sizeof *captions);
    if (!captions) {
      p->out->caption_count = 0;
      return;
    }
    i += read_caption(p, i, &captions[p->out->caption_count++]);
  }
  p->out->captions = captions;
}

/* ---- Wire credit, agencies --------------------------------------------------------------- */

/* The line without the brackets or dash around it. */
static newsext_span bare_line(const page *p, const ne_paragraph *paragraph) {
  uint32_t first = paragraph->first, end = paragraph->end;
  while (first + 1 < end && (p->tokens->at[first].kind == NE_TOKEN_OPEN ||
                             p->tokens->at[first].kind == NE_TOKEN_DASH)) {
    first++;
  }
  if (first > paragraph->first && end > first + 1 &&
      p->tokens->at[end - 1].kind == NE_TOKEN_CLOSE) {
    end--;
  }
  return ne_tokens_span(p->tokens, first, end);
}

typedef struct agencies {
  newsext_slice *at;
  uint32_t capacity;
} agencies;

static void add_agency(page *p, agencies *list, const char *name) {
  newsext_slice slice = {name, (uint32_t)strlen(name)};
  for (uint32_t i = 0; list->at && i < p->out->agency_count; i++) {
    if (list->at[i].length == slice.length && memcmp(list->at[i].bytes, name, slice.length) == 0) {
      return;
    }
  }
  list->at =
      ne_arena_grow(p->arena, list->at, p->out->agency_count, &list->capacity, sizeof *list->at);
  if (list->at) {
    list->at[p->out->agency_count++] = slice;
  } else {
    p->out->agency_count = 0;
  }
}

static void find_agencies(page *p, agencies *list, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end;) {
    uint32_t entry = 0, n = 0;
    if (p->tokens->at[i].shape != NE_SHAPE_LOWER && p->tokens->at[i].kind == NE_TOKEN_WORD) {
      n = ne_tokens_match(p->tokens, p->lexicon, i, end, NE_LEX_BIT(NE_LEX_AGENCY), &entry);
    }
    if (n) {
      add_agency(p, list, ne_lexicon_value(p->lexicon, entry, NE_LEX_AGENCY));
    }
    i += n ? n : 1;
  }
}

/* The agencies of the dateline, of bylines and of wire credits. */
static void read_agencies(page *p, newsext_span dateline) {
  agencies list = {NULL, 0};
  for (uint32_t i = 0; i < p->lines->paragraph_count; i++) {
    const ne_paragraph *paragraph = &p->lines->paragraphs[i];
    newsext_span span = span_of(p, paragraph);
    if (paragraph->part == NEWSEXT_PART_WIRE || paragraph->part == NEWSEXT_PART_BYLINE) {
      find_agencies(p, &list, paragraph->first, paragraph->end);
    }
    if (paragraph->part == NEWSEXT_PART_WIRE && !p->out->credit.bytes &&
        (paragraph->end - paragraph->first > 3 || p->out->agency_count)) { /* not "(END)" */
      p->out->credit = folded(p, bare_line(p, paragraph));
    }
    if (dateline.length && span.start <= dateline.start &&
        dateline.start < span.start + span.length) {
      uint32_t end = paragraph->first;
      while (end < paragraph->end && p->tokens->at[end].start < dateline.start + dateline.length) {
        end++;
      }
      find_agencies(p, &list, paragraph->first, end);
    }
  }
  p->out->agencies = list.at;
}

/* ---- The article and its dateline ----------------------------------------------------------- */

void ne_article_read(ne_arena *arena, const ne_patterns *patterns, const ne_lexicon *lexicon,
                     const ne_text *text, const ne_tokens *tokens, const ne_lines *lines,
                     const newsext_dateline *wire, newsext_article *out) {
  page p;
  memset(out, 0, sizeof *out);
  memset(&p, 0, sizeof p);
  out->published = out->updated = ne_date_none();
  p.published.date = p.updated.date = ne_date_none();
  p.arena = arena;
  p.lexicon = lexicon;
  p.text = text;
  p.tokens = tokens;
  p.lines = lines;
  p.out = out;
  ne_matcher_open(&p.matcher, arena, patterns);
  read_blocks(&p);
  read_headline(&p);
  read_outlet(&p);
  find_outlet_line(&p);
  clear_outlet_lines(&p);
  read_times(&p);
  settle_times(&p);
  read_captions(&p);
  ne_matcher_close(&p.matcher);
  ne_bylines_read(arena, lexicon, text, tokens, lines, out);
  read_agencies(&p, wire->raw);
  out->place = wire->place.bytes ? wire->place : p.place.length ? folded(&p, p.place) : wire->place;
}

/* The year of a day that was printed without one: that of base, or the year
** before where the day would lie well after base. */
static void give_year(newsext_date *date, const newsext_date *base) {
  if (date->year || !date->month || !base || !base->year) {
    return;
  }
  date->year = base->year;
  if (base->month && date->month > base->month + 6) {
    date->year--;
  } else if (base->month && date->month + 6 < base->month) {
    date->year++;
  }
  if (!ne_date_possible(date)) {
    date->year = 0;
  }
}

static newsext_date day_of(const newsext_date *moment) {
  newsext_date day = ne_date_none();
  day.year = moment->year;
  day.month = moment->month;
  day.day = moment->day;
  return day;
}

/* The span in the text of what a slice was folded from; none where it is not a
** part of the text as it stands. */
static newsext_span place_in_text(const ne_text *text, newsext_slice slice) {
  newsext_span span = {0, 0};
  if (slice.bytes >= text->bytes && slice.bytes < text->bytes + text->length) {
    span.start = (uint32_t)(slice.bytes - text->bytes);
    span.length = slice.length;
  }
  return span;
}

/* The line of place and time: from the place to the end of its paragraph. */
static newsext_span page_line(const ne_text *text, const ne_tokens *tokens, const ne_lines *lines,
                              newsext_slice place) {
  newsext_span at = place_in_text(text, place);
  for (uint32_t i = 0; at.length && i < lines->paragraph_count; i++) {
    const ne_paragraph *paragraph = &lines->paragraphs[i];
    newsext_span span = ne_tokens_span(tokens, paragraph->first, paragraph->end);
    if (span.start <= at.start && at.start < span.start + span.length) {
      at.length = span.start + span.length - at.start;
      break;
    }
  }
  return at;
}

int ne_dateline_read(const ne_text *text, const ne_tokens *tokens, const ne_lines *lines,
                     const newsext_dateline *wire, const newsext_article *article,
                     const newsext_date *base, newsext_dateline *out) {
  const newsext_date *known = base && base->year        ? base
                              : article->published.year ? &article->published
                                                        : &article->updated;
  int found = wire->raw.length > 0;
  *out = *wire;
  if (!found && article->place.length && (article->published.year || article->updated.year)) {
    out->place = article->place;
    out->date = day_of(article->published.year ? &article->published : &article->updated);
    out->raw = page_line(text, tokens, lines, article->place);
    found = 1;
  }
  if (found) {
    give_year(&out->date, known);
    out->published = article->published;
    out->updated = article->updated;
  }
  return found;
}
