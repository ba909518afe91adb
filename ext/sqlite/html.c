/* html.c: news_html(), the article as a fragment of HTML5.
**
** Each part of the page that a reader reads becomes an element, litter is left
** out. A quote's words stand in <q>, one for each of its spans and, where a span
** runs on, for each paragraph; where spans overlap the first one holds. The marks
** that are printed stay, outside of <q>: the article's style takes from <q> those
** that browsers add, for all its descendants inherit "quotes: none".
*/
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <stdlib.h>
#include <string.h>

/* ---- Escaping ------------------------------------------------------------------- */

#define REPLACEMENT "\xEF\xBF\xBD"

/* Bytes of the character at p where it is valid UTF-8 and may stand in HTML, which
** controls and noncharacters may not; 0 where it may not. */
static size_t valid_character(const char *p, const char *end) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char first = (unsigned char)*p;
  size_t length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  uint32_t code = first & (0xFFu >> (length + (length > 1)));
  if (length == 0 || first > 0xF4 || (size_t)(end - p) < length) {
    return 0;
  }
  for (size_t i = 1; i < length; i++) {
    if (((unsigned char)p[i] & 0xC0) != 0x80) {
      return 0;
    }
    code = code << 6 | ((unsigned char)p[i] & 0x3F);
  }
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ||
      (code >= 0xFDD0 && code < 0xFDF0) || (code & 0xFFFE) == 0xFFFE ||
      (code < 0x20 && code != '\n' && code != '\t' && code != '\f') ||
      (code >= 0x7F && code < 0xA0)) {
    return 0;
  }
  return length;
}

static const char *entity(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  case '\r':
    return "\n";
  default:
    return NULL;
  }
}

static int is_plain(char c) {
  const unsigned char byte = (unsigned char)c;
  return byte >= ' ' && byte < 0x7F && !entity(c);
}

static void write_escaped(ne_builder *html, const char *p, const char *end) {
  while (p < end) {
    const char *plain = p, *replaced;
    size_t length;
    while (p < end && is_plain(*p)) {
      p++;
    }
    ne_builder_append(html, plain, (size_t)(p - plain));
    if (p == end) {
      return;
    }
    replaced = entity(*p);
    length = replaced ? 1 : valid_character(p, end);
    if (replaced || length == 0) {
      ne_builder_string(html, replaced ? replaced : REPLACEMENT);
    } else {
      ne_builder_append(html, p, length);
    }
    p += length ? length : 1;
  }
}

static void write_slice(ne_builder *html, newsext_slice slice) {
  if (slice.bytes) {
    write_escaped(html, slice.bytes, slice.bytes + slice.length);
  }
}

/* ---- Quotes ---------------------------------------------------------------------- */

/* A span of a quote. */
typedef struct marked {
  uint32_t start, end;
  uint32_t quote; /* index */
} marked;

/* What is being written. */
typedef struct fragment {
  ne_builder html;
  const char *text;
  const newsext_quotes *quotes;
  const newsext_article *article;
  marked *marks; /* by start, none overlapping */
  uint32_t mark_count, next_mark;
  uint32_t times; /* time blocks written */
} fragment;

static int compare_marks(const void *a, const void *b) {
  const marked *x = a, *y = b;
  if (x->start != y->start) {
    return x->start < y->start ? -1 : 1;
  }
  if (x->end != y->end) {
    return x->end > y->end ? -1 : 1;
  }
  return x->quote < y->quote ? -1 : x->quote > y->quote;
}

static void collect_marks(fragment *page) {
  uint32_t count = 0, kept = 0;
  for (uint32_t i = 0; i < page->quotes->quote_count; i++) {
    count += page->quotes->quotes[i].span_count;
  }
  page->marks = sqlite3_malloc64(((uint64_t)count + 1) * sizeof *page->marks);
  if (!page->marks) {
    page->html.code = SQLITE_NOMEM;
    return;
  }
  count = 0;
  for (uint32_t i = 0; i < page->quotes->quote_count; i++) {
    const newsext_quote *quote = &page->quotes->quotes[i];
    for (uint32_t j = 0; j < quote->span_count; j++) {
      const newsext_span span = quote->spans[j];
      page->marks[count++] = (marked){span.start, span.start + span.length, i};
    }
  }
  qsort(page->marks, count, sizeof *page->marks, compare_marks);
  for (uint32_t i = 0; i < count; i++) {
    if (!kept || page->marks[i].start >= page->marks[kept - 1].end) {
      page->marks[kept++] = page->marks[i];
    }
  }
  page->mark_count = kept;
}

static void open_quote(fragment *page, const newsext_quote *quote, uint32_t number) {
  ne_builder *html = &page->html;
  ne_builder_string(html, "<q class=\"newsext-quote newsext-");
  ne_builder_string(html, newsext_type_name(quote->type));
  ne_builder_string(html, "\" data-n=\"");
  ne_json_integer(html, (int64_t)number + 1);
  ne_builder_string(html, "\" data-type=\"");
  ne_builder_string(html, newsext_type_name(quote->type));
  ne_builder_string(html, "\" data-act=\"");
  ne_builder_string(html, newsext_act_name(quote->act));
  ne_builder_string(html, "\" data-confidence=\"");
  ne_json_thousandths(html, (int64_t)(quote->confidence * 1000 + 0.5));
  if (quote->speaker >= 0) {
    const newsext_slice name = page->quotes->speakers[quote->speaker].name;
    ne_builder_string(html, "\" data-speaker=\"");
    write_slice(html, name);
    ne_builder_string(html, "\" title=\"");
    write_slice(html, name);
    if (quote->role.length) {
      ne_builder_string(html, ", ");
      write_slice(html, quote->role);
    }
  }
  ne_builder_string(html, "\">");
}

static void write_piece(fragment *page, uint32_t start, uint32_t end) {
  write_escaped(&page->html, page->text + start, page->text + end);
}

/* The text of a block, with its quotes. Blocks come in text order. */
static void write_text(fragment *page, newsext_span span) {
  uint32_t at = span.start;
  const uint32_t end = span.start + span.length;
  while (page->next_mark < page->mark_count && page->marks[page->next_mark].start < end) {
    const marked *mark = &page->marks[page->next_mark];
    const uint32_t first = mark->start > at ? mark->start : at;
    const uint32_t last = mark->end < end ? mark->end : end;
    if (first < last) {
      write_piece(page, at, first);
      open_quote(page, &page->quotes->quotes[mark->quote], mark->quote);
      write_piece(page, first, last);
      ne_builder_string(&page->html, "</q>");
      at = last;
    }
    if (mark->end > end) {
      break; /* it goes on in a later block */
    }
    page->next_mark++;
  }
  write_piece(page, at, end);
}

/* ---- Blocks ------------------------------------------------------------------------ */

static void write_element(fragment *page, newsext_span span, const char *open, const char *close) {
  ne_builder_string(&page->html, open);
  write_text(page, span);
  ne_builder_string(&page->html, close);
}

/* The first time on a page is that of publication, if it tells one. */
static void write_time(fragment *page, newsext_span span) {
  const newsext_article *article = page->article;
  char iso[NEWSEXT_DATE_BYTES];
  const newsext_date *date = page->times++ ? &article->updated : &article->published;
  int length = newsext_date_format(date, iso);
  if (!length && page->times == 1) {
    length = newsext_date_format(&article->updated, iso);
  }
  if (length) {
    ne_builder_string(&page->html, "<p class=\"newsext-time\"><time datetime=\"");
    ne_builder_append(&page->html, iso, (size_t)length);
    write_element(page, span, "\">", "</time></p>\n");
  } else {
    write_element(page, span, "<p class=\"newsext-time\">", "</p>\n");
  }
}

static void write_block(fragment *page, const newsext_block *block) {
  switch (block->part) {
  case NEWSEXT_PART_BODY:
    write_element(page, block->span, "<p>", "</p>\n");
    break;
  case NEWSEXT_PART_SUBHEAD:
    write_element(page, block->span, "<h2>", "</h2>\n");
    break;
  case NEWSEXT_PART_HEADLINE:
    write_element(page, block->span, "<h1>", "</h1>\n");
    break;
  case NEWSEXT_PART_BYLINE:
    write_element(page, block->span, "<p class=\"newsext-byline\">", "</p>\n");
    break;
  case NEWSEXT_PART_TIME:
    write_time(page, block->span);
    break;
  case NEWSEXT_PART_CAPTION:
    write_element(page, block->span, "<figure><figcaption>", "</figcaption></figure>\n");
    break;
  case NEWSEXT_PART_CREDIT:
  case NEWSEXT_PART_WIRE:
    write_element(page, block->span, "<p class=\"newsext-credit\">", "</p>\n");
    break;
  case NEWSEXT_PART_RESIDUE:
    break;
  }
}

static void write_page(fragment *page) {
  ne_builder_string(&page->html, "<article class=\"newsext\" style=\"quotes: none\">\n");
  for (uint32_t i = 0; i < page->article->block_count; i++) {
    write_block(page, &page->article->blocks[i]);
  }
  ne_builder_string(&page->html, "</article>\n");
}

static void give_page(sqlite3_context *context, fragment *page) {
  collect_marks(page);
  if (page->html.code == SQLITE_OK) {
    write_page(page);
  }
  sqlite3_free(page->marks);
  ne_builder_result(&page->html, context, 0);
}

static newsext_status read_page(ne_article *article, fragment *page) {
  newsext_status status = newsext_document_article(article->document, &page->article);
  if (status == NEWSEXT_OK) {
    status = newsext_document_quotes(article->document, &page->quotes);
  }
  page->text = newsext_document_text(article->document).bytes;
  return ne_article_settle(article, status);
}

void ne_html_function(sqlite3_context *context, int argc, sqlite3_value **argv) {
  ne_article *article = ne_article_argument(context, sqlite3_user_data(context), argv[0]);
  fragment page = {0};
  (void)argc;
  if (!article) {
    return;
  }
  if (ne_status_result(read_page(article, &page), context) == NEWSEXT_OK) {
    give_page(context, &page);
  }
  ne_article_lease(article, context);
  ne_article_release(article);
}
