/* rows.c: quotes and speakers as rows. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

/* ---- What all relations share ---------------------------------------------------- */

newsext_status ne_rows_open(ne_rows *rows, const ne_relation *relation, ne_article *article,
                            const newsext_date *base) {
  memset(rows, 0, sizeof *rows);
  rows->document = article->document;
  rows->base = base;
  return ne_article_settle(article, relation->open(rows));
}

/* A span's start and length are asked for one after the other. */
newsext_span ne_rows_characters(ne_rows *rows, newsext_span span) {
  if (span.start != rows->bytes.start || span.length != rows->bytes.length) {
    rows->bytes = span;
    rows->characters = newsext_characters(rows->document, span);
  }
  return rows->characters;
}

newsext_slice ne_rows_slice(const ne_rows *rows, newsext_span span) {
  newsext_slice slice = {NULL, 0};
  if (span.length) {
    slice.bytes = newsext_document_text(rows->document).bytes + span.start;
    slice.length = span.length;
  }
  return slice;
}

/* ---- extract_quotes --------------------------------------------------------------- */

static const ne_column quote_columns[] = {
    NE_COLUMN(n, "INTEGER"),
    NE_COLUMN(type, "TEXT"),
    NE_COLUMN(act, "TEXT"),
    NE_COLUMN(quote, "TEXT"),
    NE_COLUMN(speaker, "TEXT"),
    NE_COLUMN(kind, "TEXT"),
    NE_COLUMN(role, "TEXT"),
    NE_COLUMN(mention, "TEXT"),
    NE_COLUMN(mention_start, "INTEGER"),
    NE_COLUMN(mention_length, "INTEGER"),
    NE_COLUMN(cue, "TEXT"),
    NE_COLUMN(cue_start, "INTEGER"),
    NE_COLUMN(cue_length, "INTEGER"),
    NE_COLUMN(addressee, "TEXT"),
    NE_COLUMN(said_on, "TEXT"),
    NE_COLUMN(start, "INTEGER"),
    NE_COLUMN(length, "INTEGER"),
    NE_COLUMN(spans, "TEXT"),
    NE_COLUMN(paragraph, "INTEGER"),
    NE_COLUMN(confidence, "REAL"),
    NE_COLUMN(rule, "TEXT"),
};

static newsext_status open_quotes(ne_rows *rows) {
  const newsext_status status = newsext_document_quotes(rows->document, &rows->quotes);
  rows->count = status == NEWSEXT_OK ? rows->quotes->quote_count : 0;
  return status;
}

void ne_output_start(ne_output *out, ne_rows *rows, newsext_span span) {
  if (span.length) {
    ne_output_integer(out, ne_rows_characters(rows, span).start);
  } else {
    ne_output_null(out);
  }
}

void ne_output_length(ne_output *out, ne_rows *rows, newsext_span span) {
  if (span.length) {
    ne_output_integer(out, ne_rows_characters(rows, span).length);
  } else {
    ne_output_null(out);
  }
}

/* From the first to the last character of the content. */
static newsext_span whole(const newsext_quote *quote) {
  const newsext_span first = quote->spans[0], last = quote->spans[quote->span_count - 1];
  return (newsext_span){first.start, last.start + last.length - first.start};
}

newsext_span ne_rows_quote(ne_rows *rows, uint32_t row) {
  return ne_rows_characters(rows, whole(&rows->quotes->quotes[row]));
}

static void spans_column(ne_rows *rows, const newsext_quote *quote, ne_output *out) {
  ne_builder *b = ne_output_open(out);
  ne_builder_append(b, "[", 1);
  for (uint32_t i = 0; i < quote->span_count; i++) {
    ne_builder_append(b, ",", i > 0);
    ne_json_span(b, ne_rows_characters(rows, quote->spans[i]));
  }
  ne_builder_append(b, "]", 1);
  ne_output_close(out);
}

static void said_on_column(ne_rows *rows, const newsext_quote *quote, ne_output *out) {
  newsext_date date;
  if (newsext_quote_date(rows->document, quote, rows->base, &date)) {
    ne_output_date(out, &date);
    return;
  }
  ne_output_null(out);
  if (quote->when.length) { /* the date may be missing because reckoning it failed */
    const newsext_quotes *quotes;
    out->status = newsext_document_quotes(rows->document, &quotes);
  }
}

static void quote_column(ne_rows *rows, uint32_t row, int column, ne_output *out) {
  const newsext_quote *quote = &rows->quotes->quotes[row];
  const newsext_speaker *speaker =
      quote->speaker < 0 ? NULL : &rows->quotes->speakers[quote->speaker];
  switch (column) {
  case NE_COLUMN_N:
    ne_output_integer(out, (int64_t)row + 1);
    break;
  case NE_COLUMN_TYPE:
    ne_output_word(out, newsext_type_name(quote->type));
    break;
  case NE_COLUMN_ACT:
    ne_output_word(out, newsext_act_name(quote->act));
    break;
  case NE_COLUMN_QUOTE:
    ne_output_text(out, quote->text);
    break;
  case NE_COLUMN_SPEAKER:
    ne_output_folded(out, speaker ? speaker->name : (newsext_slice){NULL, 0});
    break;
  case NE_COLUMN_KIND:
    ne_output_word(out, speaker ? newsext_kind_name(speaker->kind) : NULL);
    break;
  case NE_COLUMN_ROLE:
    ne_output_folded(out, quote->role);
    break;
  case NE_COLUMN_MENTION:
    ne_output_folded(out, ne_rows_slice(rows, quote->mention));
    break;
  case NE_COLUMN_MENTION_START:
    ne_output_start(out, rows, quote->mention);
    break;
  case NE_COLUMN_MENTION_LENGTH:
    ne_output_length(out, rows, quote->mention);
    break;
  case NE_COLUMN_CUE:
    ne_output_folded(out, ne_rows_slice(rows, quote->cue));
    break;
  case NE_COLUMN_CUE_START:
    ne_output_start(out, rows, quote->cue);
    break;
  case NE_COLUMN_CUE_LENGTH:
    ne_output_length(out, rows, quote->cue);
    break;
  case NE_COLUMN_ADDRESSEE:
    ne_output_folded(out, ne_rows_slice(rows, quote->addressee));
    break;
  case NE_COLUMN_SAID_ON:
    said_on_column(rows, quote, out);
    break;
  case NE_COLUMN_START:
    ne_output_start(out, rows, whole(quote));
    break;
  case NE_COLUMN_LENGTH:
    ne_output_length(out, rows, whole(quote));
    break;
  case NE_COLUMN_SPANS:
    spans_column(rows, quote, out);
    break;
  case NE_COLUMN_PARAGRAPH:
    ne_output_integer(out, quote->paragraph);
    break;
  case NE_COLUMN_CONFIDENCE:
    ne_output_real(out, quote->confidence);
    break;
  case NE_COLUMN_RULE:
    ne_output_word(out, newsext_rule_name(quote->rule));
    break;
  default:
    ne_output_null(out);
  }
}

const ne_relation ne_quotes_relation = {
    "extract_quotes", quote_columns, NE_QUOTE_COLUMNS, 1, 0, 2000, 12, open_quotes, quote_column};

/* ---- speakers ------------------------------------------------------------------------ */

static const ne_column speaker_columns[] = {
    NE_COLUMN(speaker, "TEXT"),     NE_COLUMN(kind, "TEXT"),           NE_COLUMN(role, "TEXT"),
    NE_COLUMN(pronoun, "TEXT"),     NE_COLUMN(quotes, "INTEGER"),      NE_COLUMN(words, "INTEGER"),
    NE_COLUMN(mentions, "INTEGER"), NE_COLUMN(first_start, "INTEGER"),
};

enum {
  SPEAKER_SPEAKER,
  SPEAKER_KIND,
  SPEAKER_ROLE,
  SPEAKER_PRONOUN,
  SPEAKER_QUOTES,
  SPEAKER_WORDS,
  SPEAKER_MENTIONS,
  SPEAKER_FIRST_START,
  SPEAKER_COLUMNS
};

/* Speakers come most quoted first, so that those who state nothing are the last. */
static newsext_status open_speakers(ne_rows *rows) {
  const newsext_status status = newsext_document_quotes(rows->document, &rows->quotes);
  rows->count = status == NEWSEXT_OK ? rows->quotes->speaker_count : 0;
  while (rows->count && !rows->quotes->speakers[rows->count - 1].quotes) {
    rows->count--;
  }
  return status;
}

static void speaker_column(ne_rows *rows, uint32_t row, int column, ne_output *out) {
  const newsext_speaker *speaker = &rows->quotes->speakers[row];
  switch (column) {
  case SPEAKER_SPEAKER:
    ne_output_folded(out, speaker->name);
    break;
  case SPEAKER_KIND:
    ne_output_word(out, newsext_kind_name(speaker->kind));
    break;
  case SPEAKER_ROLE:
    ne_output_folded(out, speaker->role);
    break;
  case SPEAKER_PRONOUN:
    ne_output_word(out, newsext_pronoun_name(speaker->pronoun));
    break;
  case SPEAKER_QUOTES:
    ne_output_integer(out, speaker->quotes);
    break;
  case SPEAKER_WORDS:
    ne_output_integer(out, speaker->words);
    break;
  case SPEAKER_MENTIONS:
    ne_output_integer(out, speaker->mentions);
    break;
  case SPEAKER_FIRST_START:
    ne_output_integer(out, newsext_character(rows->document, speaker->first_start));
    break;
  default:
    ne_output_null(out);
  }
}

const ne_relation ne_speakers_relation = {"speakers", speaker_columns, SPEAKER_COLUMNS, 0, 0, 2000,
                                          4,          open_speakers,   speaker_column};
