/* page.c: the dateline and the parts of the page as rows. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

/* ---- dateline ----------------------------------------------------------------------- */

static const ne_column dateline_columns[] = {
    NE_COLUMN(place, "TEXT"), NE_COLUMN(region, "TEXT"),    NE_COLUMN(agency, "TEXT"),
    NE_COLUMN(date, "TEXT"),  NE_COLUMN(published, "TEXT"), NE_COLUMN(updated, "TEXT"),
    NE_COLUMN(raw, "TEXT"),   NE_COLUMN(start, "INTEGER"),  NE_COLUMN(length, "INTEGER"),
};

/* In the order of the columns above. */
enum {
  DATELINE_PLACE,
  DATELINE_REGION,
  DATELINE_AGENCY,
  DATELINE_DATE,
  DATELINE_PUBLISHED,
  DATELINE_UPDATED,
  DATELINE_RAW,
  DATELINE_START,
  DATELINE_LENGTH,
  DATELINE_COLUMNS
};

static newsext_status open_dateline(ne_rows *rows) {
  const newsext_dateline *dateline = NULL;
  const newsext_status status = newsext_document_dateline(rows->document, rows->base, &dateline);
  if (status == NEWSEXT_OK && dateline) {
    rows->dateline = *dateline;
    rows->count = 1;
  }
  return status;
}

static void dateline_column(ne_rows *rows, uint32_t row, int column, ne_output *out) {
  const newsext_dateline *dateline = &rows->dateline;
  (void)row;
  switch (column) {
  case DATELINE_PLACE:
    ne_output_text(out, dateline->place);
    break;
  case DATELINE_REGION:
    ne_output_text(out, dateline->region);
    break;
  case DATELINE_AGENCY:
    ne_output_text(out, dateline->agency);
    break;
  case DATELINE_DATE:
    ne_output_date(out, &dateline->date);
    break;
  case DATELINE_PUBLISHED:
    ne_output_date(out, &dateline->published);
    break;
  case DATELINE_UPDATED:
    ne_output_date(out, &dateline->updated);
    break;
  case DATELINE_RAW:
    ne_output_text(out, ne_rows_slice(rows, dateline->raw));
    break;
  case DATELINE_START:
    ne_output_start(out, rows, dateline->raw);
    break;
  case DATELINE_LENGTH:
    ne_output_length(out, rows, dateline->raw);
    break;
  default:
    ne_output_null(out);
  }
}

const ne_relation ne_dateline_relation = {"dateline", dateline_columns, DATELINE_COLUMNS, 1, 1, 500,
                                          1,          open_dateline,    dateline_column};

/* ---- news_article --------------------------------------------------------------------- */

static const ne_column article_columns[] = {
    NE_COLUMN(headline, "TEXT"), NE_COLUMN(outlet, "TEXT"),    NE_COLUMN(byline, "TEXT"),
    NE_COLUMN(place, "TEXT"),    NE_COLUMN(published, "TEXT"), NE_COLUMN(updated, "TEXT"),
    NE_COLUMN(captions, "TEXT"), NE_COLUMN(credit, "TEXT"),    NE_COLUMN(agencies, "TEXT"),
    NE_COLUMN(body, "TEXT"),     NE_COLUMN(residue, "TEXT"),
};

enum {
  ARTICLE_HEADLINE,
  ARTICLE_OUTLET,
  ARTICLE_BYLINE,
  ARTICLE_PLACE,
  ARTICLE_PUBLISHED,
  ARTICLE_UPDATED,
  ARTICLE_CAPTIONS,
  ARTICLE_CREDIT,
  ARTICLE_AGENCIES,
  ARTICLE_BODY,
  ARTICLE_RESIDUE,
  ARTICLE_COLUMNS
};

static newsext_status open_article(ne_rows *rows) {
  const newsext_status status = newsext_document_article(rows->document, &rows->article);
  rows->count = status == NEWSEXT_OK;
  return status;
}

static void text_or_null(ne_builder *b, newsext_slice slice) {
  if (slice.bytes) {
    ne_json_text(b, slice);
  } else {
    ne_builder_string(b, "null");
  }
}

static void list_column(const newsext_slice *items, uint32_t count, ne_output *out) {
  ne_builder *b = ne_output_open(out);
  ne_builder_append(b, "[", 1);
  for (uint32_t i = 0; i < count; i++) {
    ne_builder_append(b, ",", i > 0);
    ne_json_text(b, items[i]);
  }
  ne_builder_append(b, "]", 1);
  ne_output_close(out);
}

static void captions_column(ne_rows *rows, ne_output *out) {
  ne_builder *b = ne_output_open(out);
  ne_builder_append(b, "[", 1);
  for (uint32_t i = 0; i < rows->article->caption_count; i++) {
    const newsext_caption *caption = &rows->article->captions[i];
    const newsext_span span = newsext_characters(rows->document, caption->span);
    ne_builder_string(b, i ? ",{\"text\":" : "{\"text\":");
    text_or_null(b, caption->text);
    ne_builder_string(b, ",\"credit\":");
    text_or_null(b, caption->credit);
    ne_builder_string(b, ",\"start\":");
    ne_json_integer(b, span.start);
    ne_builder_string(b, ",\"length\":");
    ne_json_integer(b, span.length);
    ne_builder_append(b, "}", 1);
  }
  ne_builder_append(b, "]", 1);
  ne_output_close(out);
}

/* The spans of the blocks of one part or the other. */
static void blocks_column(ne_rows *rows, newsext_part one, newsext_part other, ne_output *out) {
  ne_builder *b = ne_output_open(out);
  uint32_t count = 0;
  ne_builder_append(b, "[", 1);
  for (uint32_t i = 0; i < rows->article->block_count; i++) {
    const newsext_block *block = &rows->article->blocks[i];
    if (block->part == one || block->part == other) {
      ne_builder_append(b, ",", count++ > 0);
      ne_json_span(b, newsext_characters(rows->document, block->span));
    }
  }
  ne_builder_append(b, "]", 1);
  ne_output_close(out);
}

static void article_column(ne_rows *rows, uint32_t row, int column, ne_output *out) {
  const newsext_article *article = rows->article;
  (void)row;
  switch (column) {
  case ARTICLE_HEADLINE:
    ne_output_text(out, article->headline);
    break;
  case ARTICLE_OUTLET:
    ne_output_text(out, article->outlet);
    break;
  case ARTICLE_BYLINE:
    list_column(article->byline, article->byline_count, out);
    break;
  case ARTICLE_PLACE:
    ne_output_text(out, article->place);
    break;
  case ARTICLE_PUBLISHED:
    ne_output_date(out, &article->published);
    break;
  case ARTICLE_UPDATED:
    ne_output_date(out, &article->updated);
    break;
  case ARTICLE_CAPTIONS:
    captions_column(rows, out);
    break;
  case ARTICLE_CREDIT:
    ne_output_text(out, article->credit);
    break;
  case ARTICLE_AGENCIES:
    list_column(article->agencies, article->agency_count, out);
    break;
  case ARTICLE_BODY:
    blocks_column(rows, NEWSEXT_PART_BODY, NEWSEXT_PART_SUBHEAD, out);
    break;
  case ARTICLE_RESIDUE:
    blocks_column(rows, NEWSEXT_PART_RESIDUE, NEWSEXT_PART_RESIDUE, out);
    break;
  default:
    ne_output_null(out);
  }
}

const ne_relation ne_article_relation = {
    "news_article", article_columns, ARTICLE_COLUMNS, 0, 1, 500, 1, open_article, article_column};
