/* functions.c: the scalar functions but for HTML and versions. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

/* ---- The relations as JSON ----------------------------------------------------------- */

static newsext_status write_row(ne_rows *rows, const ne_relation *relation, uint32_t row,
                                ne_builder *b) {
  ne_output out = {.json = b};
  for (int i = 0; i < relation->column_count; i++) {
    const ne_column *column = &relation->columns[i];
    char *to = ne_builder_room(b, 1 + sizeof column->key);
    if (to) {
      to[0] = i ? ',' : '{';
      memcpy(to + 1, column->key, sizeof column->key);
      b->length += 1 + column->key_length;
    }
    relation->column(rows, row, i, &out);
  }
  ne_builder_append(b, "}", 1);
  return out.status;
}

#define ROW_BYTES    768 /* of JSON, more or less */
#define ROWS_AT_ONCE 256 /* between two looks at whether to go on */

static newsext_status write_rows(ne_rows *rows, const ne_relation *relation,
                                 const newsext_interrupt *interrupt, ne_builder *b) {
  newsext_status status = NEWSEXT_OK;
  if (relation->single) {
    return write_row(rows, relation, 0, b);
  }
  ne_builder_room(b, (size_t)(rows->count < ROWS_AT_ONCE ? rows->count : ROWS_AT_ONCE) * ROW_BYTES);
  ne_builder_append(b, "[", 1);
  for (uint32_t row = 0; row < rows->count && status == NEWSEXT_OK; row++) {
    ne_builder_append(b, ",", row > 0);
    status = write_row(rows, relation, row, b);
    if (row % ROWS_AT_ONCE == ROWS_AT_ONCE - 1 && interrupt->interrupted(interrupt->context)) {
      status = NEWSEXT_INTERRUPT;
    }
  }
  ne_builder_append(b, "]", 1);
  return status;
}

static newsext_status read_published(int count, sqlite3_value **values, newsext_date *date,
                                     const newsext_date **base) {
  int known = 0;
  newsext_status status = NEWSEXT_OK;
  if (count > 1) {
    status = ne_argument_date(values[1], date, &known);
  }
  *base = known ? date : NULL;
  return status;
}

void ne_relation_function(sqlite3_context *context, int count, sqlite3_value **values) {
  const ne_binding *binding = sqlite3_user_data(context);
  const ne_relation *relation = binding->relation;
  ne_article *article = ne_article_argument(context, binding->connection, values[0]);
  newsext_date date;
  const newsext_date *base;
  ne_builder json = {0};
  ne_rows rows;
  newsext_status status;
  if (!article) {
    return;
  }
  status = read_published(count, values, &date, &base);
  if (status == NEWSEXT_OK) {
    status = ne_rows_open(&rows, relation, article, base);
  }
  if (status == NEWSEXT_OK && (rows.count || !relation->single)) {
    status = write_rows(&rows, relation, &binding->connection->interrupt, &json);
    ne_article_settle(article, status);
    ne_builder_result(&json, context, NE_JSON_SUBTYPE);
  }
  ne_status_result(status, context);
  ne_article_lease(article, context);
  ne_article_release(article);
}

/* ---- The body --------------------------------------------------------------------------- */

void ne_body_function(sqlite3_context *context, int count, sqlite3_value **values) {
  ne_article *article = ne_article_argument(context, sqlite3_user_data(context), values[0]);
  const newsext_article *page;
  ne_builder body = {0};
  newsext_status status;
  (void)count;
  if (!article) {
    return;
  }
  status = ne_article_settle(article, newsext_document_article(article->document, &page));
  if (ne_status_result(status, context) == NEWSEXT_OK) {
    const char *text = newsext_document_text(article->document).bytes;
    for (uint32_t i = 0; i < page->block_count; i++) {
      const newsext_block *block = &page->blocks[i];
      if (block->part == NEWSEXT_PART_BODY) {
        ne_builder_append(&body, "\n\n", body.length ? 2 : 0);
        ne_builder_append(&body, text + block->span.start, block->span.length);
      }
    }
    ne_builder_result(&body, context, 0);
  }
  ne_article_lease(article, context);
  ne_article_release(article);
}

/* ---- Keys ---------------------------------------------------------------------------------- */

typedef newsext_status key_maker(const newsext_engine *, const newsext_allocator *, const char *,
                                 size_t, char **);

static void give_key(sqlite3_context *context, sqlite3_value *value, key_maker *make) {
  ne_connection *connection = sqlite3_user_data(context);
  const newsext_engine *engine;
  newsext_slice text;
  char *key = NULL;
  newsext_status status = ne_argument_text(value, &text);
  if (status == NEWSEXT_OK && text.bytes) {
    status = ne_connection_engine(connection, &engine);
    if (status == NEWSEXT_OK) {
      status = make(engine, &connection->allocator, text.bytes, text.length, &key);
    }
  }
  ne_status_result(status, context);
  if (key) {
    sqlite3_result_text(context, key, -1, sqlite3_free);
  }
}

void ne_name_key_function(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  give_key(context, values[0], newsext_name_key);
}

void ne_quote_key_function(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  give_key(context, values[0], newsext_quote_key);
}
