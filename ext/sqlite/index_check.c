/* index_check.c: compares an index with its articles.
**
** PRAGMA integrity_check looks whether the tables fit one another; the command
** 'integrity-check' also reads each article anew and compares what it says.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- The tables among themselves ----------------------------------------------------------- */

/* Each gives an example of what must not be. %1$w would be the schema, %2$w the name. */
static const struct {
  const char *complaint, *sql;
} rules[] = {
    {"quote %s belongs to no article",
     "SELECT id FROM \"%w\".\"%w_quote\" AS q WHERE NOT EXISTS (SELECT 1 FROM"
     " \"%w\".\"%w_article\" AS a WHERE a.article = q.article"
     " AND q.id BETWEEN a.first AND a.first + a.quotes - 1) LIMIT 1"},
    {"quote %s has no speaker",
     "SELECT id FROM \"%w\".\"%w_quote\" WHERE speaker_id NOT IN"
     " (SELECT id FROM \"%w\".\"%w_speaker\") OR speaker_id IS NULL LIMIT 1"},
    {"article %s has more quotes or fewer than it should",
     "SELECT a.article FROM \"%w\".\"%w_article\" AS a WHERE a.quotes IS NOT"
     " (SELECT count(*) FROM \"%w\".\"%w_quote\" AS q WHERE q.id BETWEEN a.first AND"
     " a.first + a.quotes - 1 AND q.article = a.article) LIMIT 1"},
    {"speaker %s has more quotes or fewer than it should",
     "SELECT s.id FROM \"%w\".\"%w_speaker\" AS s WHERE s.quotes IS NOT"
     " (SELECT count(*) FROM \"%w\".\"%w_quote\" AS q WHERE q.speaker_id = s.id) LIMIT 1"},
};

/* An article that the content table has not, or that the index has not, and that
** does not wait. */
static int check_articles(ne_index *index, char **message) {
  const char *s = index->schema, *n = index->name, *c = index->options.content;
  sqlite3_int64 building = 0, found = 0;
  int code = ne_config_get(&index->store, "building", &building);
  if (code == SQLITE_OK) {
    code = ne_integer(index->db, &found,
                      "SELECT count(*) FROM \"%w\".\"%w_article\" AS a WHERE article NOT IN"
                      " (SELECT %s FROM \"%w\".\"%w\") AND article NOT IN"
                      " (SELECT article FROM \"%w\".\"%w_queue\")",
                      s, n, index->rowid, s, c, s, n);
  }
  if (code == SQLITE_OK && found) {
    *message = sqlite3_mprintf("newsindex: %s has %lld articles that %s has not", n, found, c);
  }
  if (code == SQLITE_OK && !found && !building) {
    code = ne_integer(index->db, &found,
                      "SELECT count(*) FROM \"%w\".\"%w\" AS c WHERE %s NOT IN"
                      " (SELECT article FROM \"%w\".\"%w_article\") AND %s NOT IN"
                      " (SELECT article FROM \"%w\".\"%w_queue\")",
                      s, c, index->rowid, s, n, index->rowid, s, n);
    if (code == SQLITE_OK && found) {
      *message = sqlite3_mprintf("newsindex: %s has not %lld articles of %s", n, found, c);
    }
  }
  return code;
}

/* While a build has not come to its end, its last article may be there in part, and
** speakers' quotes are not all counted. */
static int check_rules(ne_index *index, char **message) {
  const char *s = index->schema, *n = index->name;
  sqlite3_int64 building = 0;
  int code = ne_config_get(&index->store, "building", &building);
  for (size_t i = building ? sizeof rules / sizeof *rules : 0;
       i < sizeof rules / sizeof *rules && code == SQLITE_OK && !*message; i++) {
    sqlite3_stmt *statement;
    code = ne_prepare(index->db, &statement, 0, rules[i].sql, s, n, s, n);
    if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
      char *found = sqlite3_mprintf(rules[i].complaint, sqlite3_column_text(statement, 0));
      *message = sqlite3_mprintf("newsindex: %s: %s", n, found ? found : "");
      sqlite3_free(found);
    }
    if (code == SQLITE_OK) {
      code = sqlite3_finalize(statement);
    }
  }
  return code;
}

static int check_matches(ne_index *index, char **message) {
  sqlite3_int64 matched = 0;
  int code = ne_config_get(&index->store, "matched", &matched);
  if (code == SQLITE_OK && matched && index->has_fts) {
    code = ne_execute(
        index->db,
        "INSERT INTO \"%w\".\"%w_match\"(\"%w_match\", rank) VALUES('integrity-check', 0)",
        index->schema, index->name, index->name);
    if ((code & 0xff) == SQLITE_CORRUPT) {
      *message =
          sqlite3_mprintf("newsindex: %s: the full text does not fit the quotes", index->name);
      code = SQLITE_OK;
    }
  }
  return code;
}

/* ---- Each article anew ------------------------------------------------------------- */

/* Compares by what a query would give, the article read from the index, quote by quote and
** as a whole, and the same article analysed by the table-valued function. */
static int check_quotes(ne_index *index, char **message) {
  const ne_index_options *o = &index->options;
  const char *s = index->schema, *n = index->name;
  sqlite3_stmt *statement;
  char *published =
      o->published ? sqlite3_mprintf("c.\"%w\"", o->published) : sqlite3_mprintf("NULL");
  int code = SQLITE_NOMEM, step;
  if (published) {
    code = ne_prepare(
        index->db, &statement, 0,
        "SELECT c.%s FROM \"%w\".\"%w\" AS c, \"%w\".\"%w_article\" AS a ON a.article = c.%s"
        " WHERE NOT EXISTS (SELECT 1 FROM \"%w\".\"%w_queue\" AS w WHERE w.article = c.%s) AND"
        " a.version = ?1 AND (EXISTS (SELECT n, type, act, quote, speaker, kind, role, mention,"
        " mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start,"
        " length, paragraph, confidence, rule FROM extract_quotes(c.\"%w\", %s) EXCEPT"
        " SELECT n, type, act, quote, speaker, kind, role, mention,"
        " mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start,"
        " length, paragraph, confidence, rule FROM \"%w\".\"%w\" AS i"
        " WHERE i.rowid BETWEEN a.first AND a.first + a.quotes - 1) OR EXISTS (SELECT quote FROM "
        "extract_quotes(c.\"%w\", %s) EXCEPT SELECT quote FROM"
        " \"%w\".\"%w\" AS i WHERE i.article = c.%s)) LIMIT 1",
        index->rowid, s, o->content, s, n, index->rowid, s, n, index->rowid, o->text, published, s,
        n, o->text, published, s, n, index->rowid);
  }
  sqlite3_free(published);
  if (code != SQLITE_OK) {
    return code;
  }
  sqlite3_bind_int64(statement, 1, index->store.version);
  step = sqlite3_step(statement);
  if (step == SQLITE_ROW) {
    *message = sqlite3_mprintf("newsindex: %s: article %s says something else", n,
                               sqlite3_column_text(statement, 0));
  }
  return sqlite3_finalize(statement);
}

int ne_index_check(ne_index *index, int thorough, char **message) {
  int code = ne_index_ready(index);
  if (code != SQLITE_OK) {
    *message = index->base.zErrMsg;
    index->base.zErrMsg = NULL;
    return *message ? SQLITE_OK : code;
  }
  code = check_articles(index, message);
  if (code == SQLITE_OK && !*message) {
    code = check_rules(index, message);
  }
  if (code == SQLITE_OK && !*message && thorough) {
    code = check_matches(index, message);
  }
  if (code == SQLITE_OK && !*message && thorough) {
    code = ne_config_version(&index->store, &index->store.version);
    if (code == SQLITE_OK) {
      code = check_quotes(index, message);
    }
  }
  if (code != SQLITE_OK && !*message) {
    code = ne_index_failed(index, code);
    *message = index->base.zErrMsg;
    index->base.zErrMsg = NULL;
    code = *message ? SQLITE_OK : code;
  }
  return code;
}
