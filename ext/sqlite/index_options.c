/* index_options.c: reads the arguments of CREATE VIRTUAL TABLE … USING newsindex(…). */
#include "index.h"
SQLITE_EXTENSION_INIT3

#include <stdlib.h>

/* ---- One argument: name = value --------------------------------------------------- */

static int is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The length without white space at the ends, to which *p moves. */
static int trimmed(const char **p, const char *end) {
  while (*p < end && is_blank(**p)) {
    (*p)++;
  }
  while (end > *p && is_blank(end[-1])) {
    end--;
  }
  return (int)(end - *p);
}

/* The value without SQL's quotes, 'x' "x" `x` [x]; NULL: no memory. */
static char *unquoted(const char *p, int length) {
  char *value = sqlite3_mprintf("%.*s", length, p);
  const char close = length > 1 && *p == '[' ? ']' : *p;
  int to = 0;
  if (!value || length < 2 || !strchr("'\"`[", *p) || p[length - 1] != close) {
    return value;
  }
  for (int i = 1; i < length - 1; i++) {
    value[to++] = p[i];
    i += close != ']' && p[i] == close && p[i + 1] == close && i + 1 < length - 1;
  }
  value[to] = 0;
  return value;
}

/* ---- The options -------------------------------------------------------------------- */

static int fail(char **message, char *text) {
  sqlite3_free(*message);
  *message = text;
  return text ? SQLITE_ERROR : SQLITE_NOMEM;
}

static char **named_option(ne_index_options *options, const char *name, int length) {
  const struct {
    const char *name;
    char **value;
  } list[] = {
      {"content", &options->content},     {"content_rowid", &options->content_rowid},
      {"text", &options->text},           {"headline", &options->headline},
      {"published", &options->published}, {"outlet", &options->outlet},
      {"tokenize", &options->tokenize},
  };
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    if ((int)strlen(list[i].name) == length && !sqlite3_strnicmp(name, list[i].name, length)) {
      return list[i].value;
    }
  }
  return NULL;
}

static int read_threads(ne_index_options *options, const char *value, char **message) {
  char *end;
  const long threads = strtol(value, &end, 10);
  if (end == value || *end || threads < 1 || threads > NE_THREADS_MAX) {
    return fail(message, sqlite3_mprintf("newsindex: threads: expected a number from 1 to %d, "
                                         "found '%s'",
                                         NE_THREADS_MAX, value));
  }
  options->threads = (int)threads;
  return SQLITE_OK;
}

static int read_build(ne_index_options *options, const char *value, char **message) {
  options->later = sqlite3_stricmp(value, "later") == 0;
  if (!options->later && sqlite3_stricmp(value, "now") != 0) {
    return fail(message,
                sqlite3_mprintf("newsindex: build: expected now or later, found '%s'", value));
  }
  return SQLITE_OK;
}

/* "content=articles text=body": names of tables and columns have no = but in quotes. */
static int lacks_comma(const ne_index_options *options, char *const *value, const char *p) {
  return value && value != &options->tokenize && !strchr("'\"`[", *p) && strchr(p, '=');
}

static int is_name(const char *p, int length, const char *name) {
  return length == (int)strlen(name) && !sqlite3_strnicmp(p, name, length);
}

static int read_option(ne_index_options *options, const char *argument, char **message) {
  const char *equals = strchr(argument, '='), *name = argument, *p = equals ? equals + 1 : "";
  const int name_length = trimmed(&name, equals ? equals : argument + strlen(argument));
  const int length = trimmed(&p, p + strlen(p));
  char **value = equals ? named_option(options, name, name_length) : NULL;
  char *text;
  int code = SQLITE_OK;
  if (!value &&
      !(equals && (is_name(name, name_length, "threads") || is_name(name, name_length, "build")))) {
    return fail(message,
                sqlite3_mprintf("newsindex: expected options content=, content_rowid=, text=, "
                                "headline=, published=, outlet=, tokenize=, threads=, build=, "
                                "found '%s'",
                                argument));
  }
  if (lacks_comma(options, value, p)) {
    return fail(
        message,
        sqlite3_mprintf("newsindex: expected a comma after each option, found '%s'", argument));
  }
  if (value && *value) {
    return fail(message, sqlite3_mprintf("newsindex: expected %.*s= once, found '%s' as well",
                                         name_length, name, argument));
  }
  text = unquoted(p, length);
  if (!text) {
    return SQLITE_NOMEM;
  }
  if (!*text) {
    code = fail(message, sqlite3_mprintf("newsindex: expected a value after %.*s=, found none",
                                         name_length, name));
  } else if (value) {
    *value = text;
    return SQLITE_OK;
  } else if (is_name(name, name_length, "threads")) {
    code = read_threads(options, text, message);
  } else {
    code = read_build(options, text, message);
  }
  sqlite3_free(text);
  return code;
}

int ne_index_options_read(ne_index_options *options, int argc, const char *const *argv,
                          char **message) {
  int code = SQLITE_OK;
  memset(options, 0, sizeof *options);
  for (int i = 0; i < argc && code == SQLITE_OK; i++) {
    code = read_option(options, argv[i], message);
  }
  if (code == SQLITE_OK && (!options->content || !options->text)) {
    code =
        fail(message, sqlite3_mprintf("newsindex: expected %s, as in newsindex(content=articles, "
                                      "text=body), found none",
                                      options->content ? "text= with the column of the articles' "
                                                         "text"
                                                       : "content= with the table of articles"));
  }
  return code;
}

void ne_index_options_clear(ne_index_options *options) {
  sqlite3_free(options->content);
  sqlite3_free(options->content_rowid);
  sqlite3_free(options->text);
  sqlite3_free(options->headline);
  sqlite3_free(options->published);
  sqlite3_free(options->outlet);
  sqlite3_free(options->tokenize);
  memset(options, 0, sizeof *options);
}
