/* init.c: what SQLite calls when it loads newsext. */
#include "index.h"
SQLITE_EXTENSION_INIT1

#define SQLITE_OLDEST 3038000

/* Newer hosts ask it of functions whose results have a subtype; older ones look
** at the bits that they know. */
#ifndef SQLITE_RESULT_SUBTYPE
#define SQLITE_RESULT_SUBTYPE 0x1000000
#endif

/* Fit for views, triggers, generated columns and indexes of any schema. */
#define PURE (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)
#define JSON (PURE | SQLITE_RESULT_SUBTYPE)

static void release_binding(void *pointer) {
  const ne_binding *binding = pointer;
  ne_connection_release(binding->connection);
}

/* SQLite calls the destructor even when it refuses the function. */
static int add_relation(sqlite3 *db, ne_binding *binding) {
  const ne_relation *relation = binding->relation;
  int code = SQLITE_OK;
  for (int n = 1; n <= 1 + relation->takes_published && code == SQLITE_OK; n++) {
    ne_connection_retain(binding->connection);
    code = sqlite3_create_function_v2(db, relation->name, n, JSON, binding, ne_relation_function,
                                      NULL, NULL, release_binding);
  }
  if (code == SQLITE_OK) {
    ne_connection_retain(binding->connection);
    code =
        sqlite3_create_module_v2(db, relation->name, &ne_relation_module, binding, release_binding);
  }
  return code;
}

static int add_relations(sqlite3 *db, ne_connection *connection) {
  static const ne_relation *const relations[NE_RELATIONS] = {
      &ne_quotes_relation, &ne_speakers_relation, &ne_dateline_relation, &ne_article_relation};
  int code = SQLITE_OK;
  for (int i = 0; i < NE_RELATIONS && code == SQLITE_OK; i++) {
    connection->bindings[i] = (ne_binding){connection, relations[i]};
    code = add_relation(db, &connection->bindings[i]);
  }
  return code;
}

static int add_functions(sqlite3 *db, ne_connection *connection) {
  static const struct {
    const char *name;
    int arguments, flags;
    ne_function *function;
  } list[] = {
      {"news_body", 1, PURE, ne_body_function},
      {"news_html", 1, PURE, ne_html_function},
      {"news_name_key", 1, PURE, ne_name_key_function},
      {"news_quote_key", 1, PURE, ne_quote_key_function},
      {"news_version", 0, PURE, ne_version_function},
      {"news_debug", 0, JSON, ne_debug_function},
  };
  int code = SQLITE_OK;
  for (size_t i = 0; i < sizeof list / sizeof *list && code == SQLITE_OK; i++) {
    ne_connection_retain(connection);
    code =
        sqlite3_create_function_v2(db, list[i].name, list[i].arguments, list[i].flags, connection,
                                   list[i].function, NULL, NULL, ne_connection_release);
  }
  return code;
}

__attribute__((visibility("default"))) int sqlite3_newsext_init(sqlite3 *db, char **message,
                                                                const sqlite3_api_routines *api);

int sqlite3_newsext_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  ne_connection *connection;
  int code;
  SQLITE_EXTENSION_INIT2(api)
  if (sqlite3_libversion_number() < SQLITE_OLDEST) {
    *message =
        sqlite3_mprintf("newsext: expected SQLite 3.38 or newer, found %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  connection = ne_connection_open(db);
  if (!connection) {
    return SQLITE_NOMEM;
  }
  code = add_relations(db, connection);
  if (code == SQLITE_OK) {
    code = add_functions(db, connection);
  }
  if (code == SQLITE_OK) {
    code = ne_index_register(db, connection);
  }
  ne_connection_release(connection);
  return code;
}
