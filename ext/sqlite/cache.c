/* cache.c: the connection, its engine, and the articles it read last.
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

#define KEEP_BYTES ((size_t)16 << 20)

/* ---- Memory ------------------------------------------------------------------ */

static void *resize(void *context, void *pointer, size_t bytes) {
  (void)context;
  if (bytes == 0) {
    sqlite3_free(pointer);
    return NULL;
  }
  return sqlite3_realloc64(pointer, bytes);
}

/* ---- Interrupts -------------------------------------------------------------- */

/* How many times the core asks for each time that SQLite is asked. */
#define ASK_EVERY 4

/* sqlite3_is_interrupted() is not in every host, and knows nothing of progress
** handlers, by which hosts limit time. But a statement that is stepped meets
** both: this one takes some hundred of the virtual machine's steps. */
static const char pulse_sql[] =
    "VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),(16),(17),(18),(19)";

static int interrupted(void *context) {
  ne_connection *connection = context;
  int code = SQLITE_OK;
  if (++connection->asked % ASK_EVERY) {
    return 0;
  }
  if (!connection->pulse) {
    code = sqlite3_prepare_v2(connection->db, pulse_sql, -1, &connection->pulse, NULL);
  }
  if (code == SQLITE_OK) {
    do {
      code = sqlite3_step(connection->pulse);
    } while (code == SQLITE_ROW);
    sqlite3_reset(connection->pulse);
  }
  return code == SQLITE_INTERRUPT;
}

/* ---- The connection ---------------------------------------------------------- */

ne_connection *ne_connection_open(sqlite3 *db) {
  ne_connection *connection = sqlite3_malloc64(sizeof *connection);
  if (connection) {
    memset(connection, 0, sizeof *connection);
    connection->db = db;
    connection->references = 1;
    connection->allocator.resize = resize;
    connection->interrupt.interrupted = interrupted;
    connection->interrupt.context = connection;
  }
  return connection;
}

void ne_connection_retain(ne_connection *connection) {
  connection->references++;
}

newsext_status ne_connection_engine(ne_connection *connection, const newsext_engine **out) {
  newsext_status status = NEWSEXT_OK;
  if (!connection->engine) {
    status = newsext_engine_create(&connection->allocator, &connection->engine);
  }
  *out = connection->engine;
  return status;
}

/* ---- The recent articles ------------------------------------------------------ */

static void destroy_unused(ne_article *article) {
  if (!article->references && !article->listed) {
    newsext_document_destroy(article->document);
    sqlite3_free(article);
  }
}

/* Takes number i off the list. */
static void unlist(ne_connection *connection, int i) {
  ne_article *article = connection->recent[i];
  memmove(&connection->recent[i], &connection->recent[i + 1],
          (size_t)(NE_RECENT - 1 - i) * sizeof article);
  connection->recent[NE_RECENT - 1] = NULL;
  article->listed = 0;
  destroy_unused(article);
}

static void list_first(ne_connection *connection, ne_article *article) {
  if (connection->recent[NE_RECENT - 1]) {
    unlist(connection, NE_RECENT - 1);
  }
  memmove(&connection->recent[1], connection->recent, (NE_RECENT - 1) * sizeof article);
  connection->recent[0] = article;
  article->listed = 1;
}

/* Lets the oldest go until what nobody uses fits. While there is a lease the
** latest of the large ones stays. */
static void trim(ne_connection *connection) {
  int spare = connection->leases > 0;
  size_t held = 0;
  for (int i = 0; i < NE_RECENT && connection->recent[i]; i++) {
    size_t memory = newsext_document_memory(connection->recent[i]->document);
    if (connection->recent[i]->references) {
      continue;
    }
    if (memory > KEEP_BYTES && spare) {
      spare = 0;
    } else if (memory > KEEP_BYTES - held) {
      unlist(connection, i--);
    } else {
      held += memory;
    }
  }
}

static ne_article *find(ne_connection *connection, const char *bytes, size_t length) {
  for (int i = 0; i < NE_RECENT && connection->recent[i]; i++) {
    ne_article *article = connection->recent[i];
    newsext_slice text = newsext_document_text(article->document);
    if (text.length == length && memcmp(text.bytes, bytes, length) == 0) {
      memmove(&connection->recent[1], connection->recent, (size_t)i * sizeof article);
      connection->recent[0] = article;
      return article;
    }
  }
  return NULL;
}

newsext_status ne_article_take(ne_connection *connection, const char *bytes, size_t length,
                               ne_article **out) {
  const newsext_engine *engine;
  ne_article *article = find(connection, bytes, length);
  newsext_status status = ne_connection_engine(connection, &engine);
  *out = NULL;
  if (!article && status == NEWSEXT_OK) {
    newsext_document *document;
    status = newsext_document_create(engine, &connection->allocator, &connection->interrupt, bytes,
                                     length, &document);
    article = status == NEWSEXT_OK ? sqlite3_malloc64(sizeof *article) : NULL;
    if (!article) {
      newsext_document_destroy(document);
      return status == NEWSEXT_OK ? NEWSEXT_NOMEM : status;
    }
    *article = (ne_article){.connection = connection, .document = document};
    list_first(connection, article);
  }
  if (status == NEWSEXT_OK) {
    article->references++;
    *out = article;
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
  ne_connection *connection = article->connection;
  sqlite3_finalize(connection->pulse);
  connection->pulse = NULL;
  if (status != NEWSEXT_OK) {
    for (int i = 0; i < NE_RECENT; i++) {
      if (connection->recent[i] == article) {
        unlist(connection, i);
      }
    }
  }
  return status;
}

void ne_connection_release(void *pointer) {
  ne_connection *connection = pointer;
  if (--connection->references == 0) {
    while (connection->recent[0]) {
      unlist(connection, 0);
    }
    newsext_engine_destroy(connection->engine);
    sqlite3_free(connection);
  }
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

/* ---- Errors ---------------------------------------------------------------------- */

const char ne_limit_message[] = "newsext: a pattern ran over its match limit on this text";

int ne_status_code(newsext_status status) {
  static const int codes[] = {SQLITE_OK, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_TOOBIG,
                              SQLITE_ERROR};
  return codes[status];
}

newsext_status ne_status_result(newsext_status status, sqlite3_context *context) {
  if (status == NEWSEXT_NOMEM) {
    sqlite3_result_error_nomem(context);
  } else if (status == NEWSEXT_TOOBIG) {
    sqlite3_result_error_toobig(context);
  } else if (status == NEWSEXT_LIMIT) {
    sqlite3_result_error(context, ne_limit_message, -1);
  } else if (status != NEWSEXT_OK) {
    sqlite3_result_error_code(context, ne_status_code(status));
  }
  return status;
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
