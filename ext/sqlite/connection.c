/* connection.c: what the calls on one database connection share. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

/* ---- Interrupts -------------------------------------------------------------- */

/* The core asks every few kilobytes. An ordinary article is read before the first
** ASK_AFTER are over, and SQLite itself looks for interrupts between two articles;
** in a longer text each fourth time is passed on. */
#define ASK_AFTER 64
#define ASK_EVERY 4

/* sqlite3_is_interrupted() is not in every host, and knows nothing of progress
** handlers, by which hosts limit time. But a statement that is stepped meets
** both: this one takes some hundred of the virtual machine's steps in all. It reads
** no table, and so stands in nobody's way while it is open. */
static const char pulse_sql[] =
    "VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),(16),(17),(18),(19)";

int ne_connection_pulse(ne_connection *connection) {
  int code = SQLITE_OK;
  if (!connection->pulse) {
    code = sqlite3_prepare_v2(connection->db, pulse_sql, -1, &connection->pulse, NULL);
  }
  if (code == SQLITE_OK) {
    code = sqlite3_step(connection->pulse);
    if (code != SQLITE_ROW) { /* begins anew the next time */
      sqlite3_reset(connection->pulse);
    }
  }
  return code;
}

static int interrupted(void *context) {
  ne_connection *connection = context;
  int code;
  connection->asked++;
  if (connection->asked < ASK_AFTER || connection->asked % ASK_EVERY) {
    return 0;
  }
  do {
    code = ne_connection_pulse(connection);
  } while (code == SQLITE_ROW);
  return code == SQLITE_INTERRUPT;
}

void ne_connection_rest(ne_connection *connection) {
  sqlite3_finalize(connection->pulse);
  connection->pulse = NULL;
  connection->asked = 0;
}

/* ---- The connection ---------------------------------------------------------- */

ne_connection *ne_connection_open(sqlite3 *db) {
  ne_connection *connection = sqlite3_malloc64(sizeof *connection);
  if (connection) {
    memset(connection, 0, sizeof *connection);
    connection->db = db;
    connection->references = 1;
    ne_spares_open(&connection->spares);
    connection->allocator.resize = ne_spares_resize;
    connection->allocator.context = &connection->spares;
    connection->interrupt.interrupted = interrupted;
    connection->interrupt.context = connection;
  }
  return connection;
}

void ne_connection_retain(ne_connection *connection) {
  connection->references++;
}

void ne_connection_release(void *connection) {
  ne_connection *released = connection;
  if (--released->references == 0) {
    ne_articles_drop(released);
    newsext_engine_destroy(released->engine);
    ne_spares_close(&released->spares);
    sqlite3_free(released);
  }
}

newsext_status ne_connection_engine(ne_connection *connection, const newsext_engine **out) {
  newsext_status status = NEWSEXT_OK;
  if (!connection->engine) {
    status = newsext_engine_create(&connection->allocator, &connection->engine);
  }
  *out = connection->engine;
  return status;
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
