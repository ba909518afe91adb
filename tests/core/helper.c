/* helper.c: an allocator that fails on demand and checks that hold for any text. */
#include "helper.h"

#include <stdlib.h>
#include <string.h>

/* ---- Memory ---------------------------------------------------------------- */

static void *resize(void *context, void *pointer, size_t bytes) {
  helper_memory *memory = context;
  void *result;
  if (bytes == 0) {
    memory->blocks -= pointer != NULL;
    free(pointer);
    return NULL;
  }
  memory->calls++;
  if (memory->fail_at && memory->calls >= memory->fail_at) {
    return NULL;
  }
  result = realloc(pointer, bytes);
  memory->blocks += result && !pointer;
  return result;
}

void helper_memory_open(helper_memory *memory, size_t fail_at) {
  memset(memory, 0, sizeof *memory);
  memory->allocator.resize = resize;
  memory->allocator.context = memory;
  memory->fail_at = fail_at;
}

/* ---- Reading and checking ---------------------------------------------------- */

newsext_status helper_read_all(newsext_document *document) {
  const newsext_dateline *dateline;
  const newsext_article *article;
  const newsext_quotes *quotes;
  newsext_status status = newsext_document_dateline(document, NULL, &dateline);
  if (status == NEWSEXT_OK) {
    status = newsext_document_article(document, &article);
  }
  if (status == NEWSEXT_OK) {
    status = newsext_document_quotes(document, &quotes);
  }
  return status;
}

/* The document and the text that its spans are of. */
typedef struct subject {
  newsext_document *document;
  newsext_slice text;
} subject;

static int is_inside(const subject *s, newsext_span span) {
  return span.start <= s->text.length && span.length <= s->text.length - span.start;
}

/* Characters counted anew, as SQLite's substr() counts them. */
static uint32_t count_characters(const char *bytes, uint32_t length) {
  uint32_t i = 0, count = 0;
  while (i < length) {
    const int leads = (unsigned char)bytes[i++] >= 0xC0;
    while (leads && i < length && ((unsigned char)bytes[i] & 0xC0) == 0x80) {
      i++;
    }
    count++;
  }
  return count;
}

static const char *check_span(const subject *s, newsext_span span) {
  const newsext_span characters = newsext_characters(s->document, span);
  if (!is_inside(s, span)) {
    return "a span lies outside of the text";
  }
  if (span.length == 0) {
    return characters.start || characters.length ? "an empty span has characters" : NULL;
  }
  if (characters.start != newsext_character(s->document, span.start)) {
    return "a span does not begin at its first character";
  }
  if (characters.start != count_characters(s->text.bytes, span.start) + 1) {
    return "a span's first character is not the one that SQLite counts";
  }
  if (characters.length != count_characters(s->text.bytes + span.start, span.length)) {
    return "a span has not as many characters as SQLite counts";
  }
  return NULL;
}

/* Spans of a list, each after the one before. */
static const char *check_spans(const subject *s, const newsext_span *spans, uint32_t count) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < count; i++) {
    const char *complaint = check_span(s, spans[i]);
    if (complaint) {
      return complaint;
    }
    if (spans[i].length == 0) {
      return "a span of a quote is empty";
    }
    if (spans[i].start < end) {
      return "the spans of a quote are not in order";
    }
    end = spans[i].start + spans[i].length;
  }
  return count ? NULL : "a quote has no span";
}

static int is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The text of a quote of one span is the span; no text begins or ends blank. */
static const char *check_text(const subject *s, const newsext_quote *quote) {
  const newsext_slice text = quote->text;
  if (!text.bytes || text.length == 0) {
    return "a quote has no text";
  }
  if (is_blank(text.bytes[0]) || is_blank(text.bytes[text.length - 1])) {
    return "a quote begins or ends with a blank";
  }
  if (quote->span_count == 1 &&
      (text.length != quote->spans[0].length ||
       memcmp(text.bytes, s->text.bytes + quote->spans[0].start, text.length) != 0)) {
    return "a quote of one span is not that span";
  }
  return NULL;
}

static const char *check_quote(const subject *s, const newsext_quote *quote,
                               uint32_t speaker_count) {
  const char *complaint = check_spans(s, quote->spans, quote->span_count);
  const newsext_span others[4] = {quote->mention, quote->cue, quote->addressee, quote->when};
  for (int i = 0; i < 4 && !complaint; i++) {
    complaint = check_span(s, others[i]);
  }
  if (!complaint) {
    complaint = check_text(s, quote);
  }
  if (complaint) {
    return complaint;
  }
  if (quote->speaker < -1 || quote->speaker >= (int32_t)speaker_count) {
    return "a quote's speaker is not among the speakers";
  }
  if (quote->speaker == -1 && quote->role.length) {
    return "nobody has a role";
  }
  if (!(quote->confidence >= 0 && quote->confidence <= 1)) {
    return "a confidence is no probability";
  }
  if (quote->paragraph == 0) {
    return "a quote stands in no paragraph";
  }
  if (!newsext_type_name(quote->type) || !newsext_act_name(quote->act) ||
      !newsext_rule_name(quote->rule)) {
    return "a quote's type, act or rule has no name";
  }
  return NULL;
}

static const char *check_quotes(const subject *s, const newsext_quotes *list) {
  uint32_t start = 0;
  for (uint32_t i = 0; i < list->quote_count; i++) {
    const newsext_quote *quote = &list->quotes[i];
    const char *complaint = check_quote(s, quote, list->speaker_count);
    if (complaint) {
      return complaint;
    }
    if (quote->spans[0].start < start) {
      return "the quotes are not in the order of the text";
    }
    start = quote->spans[0].start;
  }
  return NULL;
}

static const char *check_speakers(const subject *s, const newsext_quotes *list) {
  uint32_t before = UINT32_MAX;
  for (uint32_t i = 0; i < list->speaker_count; i++) {
    const newsext_speaker *speaker = &list->speakers[i];
    if (!speaker->name.bytes || speaker->name.length == 0) {
      return "a speaker has no name";
    }
    if (!newsext_kind_name(speaker->kind)) {
      return "a speaker's kind has no name";
    }
    if (speaker->quotes > before) {
      return "the most quoted speaker is not the first";
    }
    if (speaker->first_start >= s->text.length) {
      return "a speaker is first named outside of the text";
    }
    before = speaker->quotes;
  }
  return NULL;
}

static const char *check_article(const subject *s, const newsext_article *article) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < article->caption_count; i++) {
    const char *complaint = check_span(s, article->captions[i].span);
    if (complaint) {
      return complaint;
    }
  }
  for (uint32_t i = 0; i < article->block_count; i++) {
    const char *complaint = check_span(s, article->blocks[i].span);
    if (complaint) {
      return complaint;
    }
    if (article->blocks[i].span.start < end) {
      return "the blocks of the page are not in order";
    }
    end = article->blocks[i].span.start + article->blocks[i].span.length;
  }
  return NULL;
}

const char *helper_complaint(newsext_document *document) {
  const subject s = {document, newsext_document_text(document)};
  const newsext_dateline *dateline;
  const newsext_article *article;
  const newsext_quotes *quotes;
  const char *complaint = NULL;
  if (newsext_document_dateline(document, NULL, &dateline) != NEWSEXT_OK ||
      newsext_document_article(document, &article) != NEWSEXT_OK ||
      newsext_document_quotes(document, &quotes) != NEWSEXT_OK) {
    return "a reading failed";
  }
  if (dateline) {
    complaint = check_span(&s, dateline->raw);
  }
  if (!complaint) {
    complaint = check_article(&s, article);
  }
  if (!complaint) {
    complaint = check_quotes(&s, quotes);
  }
  if (!complaint) {
    complaint = check_speakers(&s, quotes);
  }
  return complaint;
}

/* ---- Texts -------------------------------------------------------------------- */

const char *const helper_texts[] = {
    "",
    "\xEF\xBB\xBF\n",
    "HARBOUR CITY (Reuters) - The ferry will sail again on Monday, its owner said.\n\n"
    "\"We have mended the engine,\" said Ilse Brandt, chief executive of Norde Ferries. "
    "\"And we have tested it twice.\"\n\n"
    "She told reporters that tickets bought last week would be honoured.\n\n"
    "\"Nobody,\" she added, \"will pay again.\"",
    "Council \xE2\x80\x98sorry\xE2\x80\x99 for lost letters\n"
    "By Tom Ashdown\n"
    "Published 4:05 PM GMT, Wed March 6, 2024\n"
    "A crate of letters in the yard. Photograph: Lena Moss/PA\n"
    "Mayor Ann Okoro apologised on Tuesday for what she called \xE2\x80\x9C"
    "a shambles\xE2\x80\x9D. \xE2\x80\x9CI\xE2\x80\x99ve seen the yard,\xE2\x80\x9D she said.\n"
    "\xE2\x80\x9CIt was raining. The crates stood open.\n"
    "\xE2\x80\x9CWe will write to each family,\xE2\x80\x9D Okoro said, according to minutes.\n"
    "(With inputs from agencies)",
    "Q: When did the bees come?\n"
    "SANTOS: In May. They like the lime trees \xE2\x80\x94 all of them.\n"
    "Q: And the neighbours?\n"
    "SANTOS: \xC2\xABThey asked for honey\xC2\xBB, that is all.",
    "Officials familiar with the talks, who asked not to be named, believe the bridge's 40' span "
    "and 6\" bolts are sound. The 'Iron Duke' opened in 1911. According to a report seen by the "
    "Evening Gazette, Prof. J.R. O'Dell-Smith of St. Ives warned the ministry: \"It won't last.\"",
    "\"Unclosed \"nested 'deep \"down' (\"so\") \xE2\x80\x9E low\xE2\x80\x9C \xFF\xFE \xE2\x80 \"",
};
const size_t helper_text_count = sizeof helper_texts / sizeof *helper_texts;
