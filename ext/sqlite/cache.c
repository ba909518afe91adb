/* cache.c: the articles that a connection read last.
**
** SELECT extract_quotes(body), speakers(body) FROM articles reads each body once,
** because the connection keeps the last few articles. They are found again by
** length and content: two texts of one length differ early, so that comparing
** costs less than a hash of the whole text would.
**
** What nobody uses is kept up to KEEP_BYTES. A larger article stays only while a
** cursor stands on it, or until the end of a statement that called a function
** with it, which SQLite tells through the function's auxiliary data.
*/
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

#define KEEP_ARTICLES 3
#define KEEP_BYTES    ((size_t)16 << 20)

/* ---- The list, latest first ---------------------------------------------------- */

static void destroy_unused(ne_article *article) {
  if (!article->references && !article->listed) {
    newsext_document_destroy(article->document);
    sqlite3_free(article);
  }
}

static void push(ne_article *article) {
  article->older = article->connection->recent;
  article->connection->recent = article;
  article->listed = 1;
}

/* Takes off the list what the link leads to. */
static ne_article *pull(ne_article **link) {
  ne_article *article = *link;
  *link = article->older;
  article->listed = 0;
  return article;
}

static ne_article **find(ne_connection *connection, const char *bytes, size_t length) {
  ne_article **link = &connection->recent;
  for (; *link; link = &(*link)->older) {
    const newsext_slice text = newsext_document_text((*link)->document);
    if (text.length == length && memcmp(text.bytes, bytes, length) == 0) {
      break;
    }
  }
  return link;
}

/* Lets the oldest go until what nobody uses fits. While there is a lease the
** latest article stays, whatever its size. */
static void trim(ne_connection *connection) {
  size_t held = 0;
  int count = 0;
  ne_article **link = &connection->recent;
  while (*link) {
    const ne_article *article = *link;
    size_t own = newsext_document_memory(article->document);
    if (article->references || (!count && connection->leases)) {
      own = 0;
    }
    if (count >= KEEP_ARTICLES || (own && own > KEEP_BYTES - held)) {
      destroy_unused(pull(link));
    } else {
      held += own;
      count++;
      link = &(*link)->older;
    }
  }
}

void ne_articles_drop(ne_connection *connection) {
  while (connection->recent) {
    destroy_unused(pull(&connection->recent));
  }
}

/* ---- Taking and releasing --------------------------------------------------------- */

static newsext_status create(ne_connection *connection, const char *bytes, size_t length,
                             ne_article **out) {
  const newsext_engine *engine;
  newsext_document *document;
  newsext_status status = ne_connection_engine(connection, &engine);
  if (status == NEWSEXT_OK) {
    status = newsext_document_create(engine, &connection->allocator, &connection->interrupt, bytes,
                                     length, &document);
  }
  if (status != NEWSEXT_OK) {
    return status;
  }
  *out = sqlite3_malloc64(sizeof **out);
  if (!*out) {
    newsext_document_destroy(document);
    return NEWSEXT_NOMEM;
  }
  **out = (ne_article){.connection = connection, .document = document};
  return NEWSEXT_OK;
}

newsext_status ne_article_take(ne_connection *connection, const char *bytes, size_t length,
                               ne_article **out) {
  ne_article **link = find(connection, bytes, length);
  newsext_status status = NEWSEXT_OK;
  *out = NULL;
  if (*link) {
    *out = pull(link);
  } else {
    status = create(connection, bytes, length, out);
  }
  if (*out) {
    (*out)->references++;
    push(*out);
  }
  return status;
}

void ne_article_release(ne_article *article) {
  if (article) {
    ne_connection *connection = article->connection;
    article->references--;
    destroy_unused(article);
    trim(connection);
  }
}

newsext_status ne_article_settle(ne_article *article, newsext_status status) {
  ne_article **link = &article->connection->recent;
  ne_connection_rest(article->connection);
  while (status != NEWSEXT_OK && *link && *link != article) {
    link = &(*link)->older;
  }
  if (status != NEWSEXT_OK && *link) {
    destroy_unused(pull(link));
  }
  return status;
}

/* ---- Leases -------------------------------------------------------------------- */

/* Auxiliary data with a negative number belongs to no argument but to the whole
** statement, and is freed at its end. SQLite's own JSON functions use it; should
** it ever be freed earlier, then large texts are only read more often. */
#define LEASE_ID (-27182818)

static void end_lease(void *pointer) {
  ne_connection *connection = pointer;
  connection->leases--;
  trim(connection);
  ne_connection_release(connection);
}

void ne_article_lease(ne_article *article, sqlite3_context *context) {
  ne_connection *connection = article->connection;
  if (newsext_document_memory(article->document) > KEEP_BYTES &&
      !sqlite3_get_auxdata(context, LEASE_ID)) {
    ne_connection_retain(connection);
    connection->leases++;
    sqlite3_set_auxdata(context, LEASE_ID, connection, end_lease);
  }
}

/* ---- For functions ------------------------------------------------------------------ */

ne_article *ne_article_argument(sqlite3_context *context, ne_connection *connection,
                                sqlite3_value *value) {
  newsext_slice text;
  ne_article *article = NULL;
  newsext_status status = ne_argument_text(value, &text);
  if (status == NEWSEXT_OK && text.bytes) {
    status = ne_article_take(connection, text.bytes, text.length, &article);
  }
  ne_status_result(status, context);
  return article;
}
