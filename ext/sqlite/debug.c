/* debug.c: what was built, and of what. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

#include <string.h>

/* The Makefile gives the date of the sources and the compiler's flags. */
#ifndef NEWSEXT_BUILD_DATE
#define NEWSEXT_BUILD_DATE ""
#endif
#ifndef NEWSEXT_BUILD_FLAGS
#define NEWSEXT_BUILD_FLAGS ""
#endif

#if defined(__clang__)
#define COMPILER __VERSION__
#elif defined(__GNUC__)
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER ""
#endif

static void member(ne_output *out, const char *key, const char *value) {
  ne_builder_string(out->json, key);
  ne_output_word(out, value);
}

void ne_version_function(sqlite3_context *context, int argc, sqlite3_value **argv) {
  (void)argc;
  (void)argv;
  sqlite3_result_text(context, NEWSEXT_VERSION, -1, SQLITE_STATIC);
}

void ne_debug_function(sqlite3_context *context, int argc, sqlite3_value **argv) {
  char libraries[NEWSEXT_LIBRARIES_BYTES];
  ne_builder json = {0};
  ne_output out = {.json = &json, .context = context};
  (void)argc;
  (void)argv;
  newsext_libraries(libraries);
  member(&out, "{\"version\":", NEWSEXT_VERSION);
  member(&out, ",\"built\":", NEWSEXT_BUILD_DATE);
  member(&out, ",\"compiler\":", COMPILER);
  member(&out, ",\"flags\":", NEWSEXT_BUILD_FLAGS);
  member(&out, ",\"libraries\":", libraries);
  member(&out, ",\"sqlite_headers\":", SQLITE_VERSION);
  member(&out, ",\"sqlite\":", sqlite3_libversion());
  member(&out, ",\"lexicon\":", newsext_lexicon_version());
  member(&out, ",\"model\":", newsext_model_version());
  ne_builder_append(&json, "}", 1);
  ne_builder_result(&json, context, NE_JSON_SUBTYPE);
}
