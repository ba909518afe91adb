/* index_plan.c: turns what SQLite asks of the virtual table into SQL over its tables.
**
** idxStr is that SQL, to be read in EXPLAIN QUERY PLAN; its parameters are numbered
** as xFilter gets them. idxNum has a bit for each column that the query uses, and
** no others are fetched. Where only columns of speakers, or only columns of
** articles are used, a row is given so many times as there are quotes: then the
** SQL that fetches runs of quotes comes first, and after it, for what waits, the
** SQL that fetches quotes. Where articles' quotes are to come in the order of their
** speakers, the runs are made of the two statements that come first.
*/
#include "index.h"
SQLITE_EXTENSION_INIT3

/* ---- Columns ------------------------------------------------------------------------------- */

const char *const ne_index_column_sql[NE_INDEX_COLUMNS] = {
    "q.n",
    "q.type",
    "q.act",
    NULL, /* from the article */
    "s.speaker",
    "s.kind",
    "q.role",
    "q.mention",
    "q.mention_start",
    "q.mention_length",
    "q.cue",
    "q.cue_start",
    "q.cue_length",
    "q.addressee",
    "q.said_on",
    "q.start",
    "q.length",
    "coalesce(q.spans, '[['||q.start||','||q.length||']]')",
    "q.paragraph",
    "q.confidence",
    "q.rule",
    "q.article",
    "a.headline",
    "a.outlet",
    "a.published",
    "a.place",
    "a.agency",
    NULL,
    "s.key",
    "m.rank",
};

#define BIT(column) (1 << (column))

static const int speaker_columns =
    BIT(NE_COLUMN_SPEAKER) | BIT(NE_COLUMN_KIND) | BIT(NE_COLUMN_SPEAKER_KEY);
static const int page_columns = BIT(NE_COLUMN_HEADLINE) | BIT(NE_COLUMN_OUTLET) |
                                BIT(NE_COLUMN_PUBLISHED) | BIT(NE_COLUMN_PLACE) |
                                BIT(NE_COLUMN_AGENCY);

typedef struct plan {
  const ne_index *index;
  sqlite3_index_info *info;
  int columns;   /* that are fetched */
  int tested;    /* that constraints are on */
  int ordered;   /* that the order is by */
  int arguments; /* so far */
  int article;   /* the constraint article = ?, or -1 */
  int rowid;     /* a constraint on the rowid is there */
  int by_rowid;  /* the order is by it */
  int match;     /* the first constraint MATCH, or -1 */
  int consumes_order;
  double rows;
  char driver; /* the table that the joins begin with: m, s, a or q */
  int grouped; /* an article's quotes are a row */
  char runs;   /* 'S' or 'A' where runs of quotes of a speaker or an article will do */
  int tallied; /* runs of a speaker's quotes in some articles will do */
} plan;

static const char *column_sql(const plan *p, int column) {
  if (column < 0) {
    return "q.id";
  }
  return column == NE_COLUMN_ARTICLE && (p->driver == 'A' || p->driver == 'a')
             ? "a.article"
             : ne_index_column_sql[column];
}

/* ---- Constraints ------------------------------------------------------------------- */

static const char *operator_of(unsigned char op) {
  switch (op) {
  case SQLITE_INDEX_CONSTRAINT_EQ:
    return "=";
  case SQLITE_INDEX_CONSTRAINT_GT:
    return ">";
  case SQLITE_INDEX_CONSTRAINT_GE:
    return ">=";
  case SQLITE_INDEX_CONSTRAINT_LT:
    return "<";
  case SQLITE_INDEX_CONSTRAINT_LE:
    return "<=";
  case SQLITE_INDEX_CONSTRAINT_NE:
    return "<>";
  case SQLITE_INDEX_CONSTRAINT_IS:
  case SQLITE_INDEX_CONSTRAINT_ISNULL:
    return "IS";
  case SQLITE_INDEX_CONSTRAINT_ISNOT:
  case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
    return "IS NOT";
  default:
    return NULL;
  }
}

/* news MATCH 'x', quote MATCH 'x', and news('x') in the FROM clause. */
static int is_match(const struct sqlite3_index_constraint *c) {
  return (c->op == SQLITE_INDEX_CONSTRAINT_MATCH &&
          (c->iColumn == NE_COLUMN_TABLE || c->iColumn == NE_COLUMN_QUOTE)) ||
         (c->op == SQLITE_INDEX_CONSTRAINT_EQ && c->iColumn == NE_COLUMN_TABLE);
}

static int can_use(sqlite3_index_info *info, int i) {
  const struct sqlite3_index_constraint *c = &info->aConstraint[i];
  return c->usable && operator_of(c->op) && c->iColumn < NE_INDEX_COLUMNS &&
         c->iColumn != NE_COLUMN_TABLE && c->iColumn != NE_COLUMN_RANK &&
         c->iColumn != NE_COLUMN_QUOTE &&
         (c->iColumn < 0 || !sqlite3_stricmp(sqlite3_vtab_collation(info, i), "BINARY"));
}

/* What is left of a million rows. */
static double share_of(int column, unsigned char op) {
  const int equal = op == SQLITE_INDEX_CONSTRAINT_EQ || op == SQLITE_INDEX_CONSTRAINT_IS;
  if (!equal) {
    return op == SQLITE_INDEX_CONSTRAINT_NE || op == SQLITE_INDEX_CONSTRAINT_ISNOT ||
                   op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL
               ? 0.9
               : 0.25;
  }
  switch (column) {
  case -1:
    return 1e-6;
  case NE_COLUMN_ARTICLE:
    return 2e-5;
  case NE_COLUMN_SPEAKER:
  case NE_COLUMN_SPEAKER_KEY:
    return 1e-4;
  case NE_COLUMN_PUBLISHED:
  case NE_COLUMN_PLACE:
    return 1e-3;
  case NE_COLUMN_OUTLET:
    return 0.05;
  default:
    return 0.2;
  }
}

/* Looks through the constraints; SQLITE_CONSTRAINT where the full text is asked for
** in a way that this plan cannot answer. */
static int find_constraints(plan *p) {
  for (int i = 0; i < p->info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = &p->info->aConstraint[i];
    if (is_match(c)) {
      if (!c->usable) {
        return SQLITE_CONSTRAINT;
      }
      p->match = p->match < 0 ? i : p->match;
    } else if (can_use(p->info, i)) {
      p->rows *= share_of(c->iColumn, c->op);
      if (c->iColumn < 0) {
        p->rowid = 1;
      } else {
        p->tested |= BIT(c->iColumn);
      }
      if (c->iColumn == NE_COLUMN_ARTICLE && c->op == SQLITE_INDEX_CONSTRAINT_EQ) {
        p->article = i;
      }
    }
  }
  return SQLITE_OK;
}

/* Two sides are merged by the bytes of UTF-8, in which texts have another order than in
** UTF-16. */
static void find_order(plan *p) {
  p->consumes_order =
      p->info->nOrderBy > 0 && p->info->nOrderBy <= NE_ORDER_MAX && !p->index->recodes;
  for (int i = 0; i < p->info->nOrderBy; i++) {
    const int column = p->info->aOrderBy[i].iColumn;
    if (column == NE_COLUMN_TABLE || column == NE_COLUMN_SPANS || column == NE_COLUMN_QUOTE ||
        (column == NE_COLUMN_RANK && p->match < 0)) {
      p->consumes_order = 0;
    } else if (column < 0) {
      p->by_rowid = 1;
    } else {
      p->ordered |= BIT(column);
    }
  }
  if (!p->consumes_order) {
    p->ordered = p->by_rowid = 0;
  }
}

/* The joins begin where the fewest rows are. */
static char driver_of(const plan *p) {
  const int first = p->consumes_order ? p->info->aOrderBy[0].iColumn : -1;
  const int wanted = p->tested & ~BIT(NE_COLUMN_KIND); /* they are few */
  const int of_articles = page_columns | BIT(NE_COLUMN_ARTICLE);
  if (p->match >= 0) {
    return 'm';
  }
  if (p->rowid) {
    return 'q';
  }
  if (p->article < 0 && wanted & speaker_columns) {
    return 's';
  }
  if (p->tested & of_articles) {
    return 'a';
  }
  if (first >= 0 && BIT(first) & speaker_columns) {
    return 's';
  }
  return first >= 0 && BIT(first) & of_articles ? 'a' : 'q';
}

static char runs_of(const plan *p) {
  const int all = p->columns | p->tested | p->ordered;
  if (p->match >= 0 || p->rowid || p->by_rowid || p->info->idxNum & NE_PLAN_WORDS) {
    return 0;
  }
  if (all && !(all & ~speaker_columns)) {
    return 'S';
  }
  return all & ~(page_columns | BIT(NE_COLUMN_ARTICLE)) ? 0 : 'A';
}

/* ---- The SQL ----------------------------------------------------------------------- */

static void append_table(sqlite3_str *sql, const plan *p, const char *join, const char *table,
                         const char *rest) {
  sqlite3_str_appendf(sql, "%s\"%w\".\"%w_%s\" AS %s", join, p->index->schema, p->index->name,
                      table, rest);
}

/* An article's quotes are numbered one after the other. */
#define OF_ARTICLE(id) id " BETWEEN a.first AND a.first + a.quotes - 1"

static void append_from(sqlite3_str *sql, const plan *p) {
  const int used = p->columns | p->tested | p->ordered;
  const char *const join = " CROSS JOIN ";
  switch (p->driver) {
  case 'm':
    append_table(sql, p, " FROM ", "match", "m");
    append_table(sql, p, join, "quote", "q ON q.id = m.rowid");
    break;
  case 's':
    append_table(sql, p, " FROM ", "speaker", "s");
    append_table(sql, p, join, "quote", "q ON q.speaker_id = s.id");
    break;
  case 'a':
    append_table(sql, p, " FROM ", "article", "a");
    append_table(sql, p, join, "quote", "q ON " OF_ARTICLE("q.id"));
    break;
  default:
    append_table(sql, p, " FROM ", "quote", "q");
  }
  if (used & page_columns && p->driver != 'a') {
    append_table(sql, p, join, "article", "a ON a.article = q.article");
  }
  if (used & speaker_columns && p->driver != 's') {
    append_table(sql, p, join, "speaker", "s ON s.id = q.speaker_id");
  }
}

/* The columns of a row; before: what comes before the first. */
static void append_columns(sqlite3_str *sql, const plan *p, const char *before) {
  for (int i = 0; i < NE_INDEX_COLUMNS; i++) {
    if (p->columns & BIT(i)) {
      sqlite3_str_appendall(sql, before);
      before = ", ";
      if (i == NE_COLUMN_QUOTE) {
        sqlite3_str_appendf(sql, NE_WORDS_SQL, p->index->schema, p->index->name);
      } else {
        sqlite3_str_appendall(sql, column_sql(p, i));
      }
    }
  }
  if (p->info->idxNum & NE_PLAN_WORDS) {
    sqlite3_str_appendf(sql, "%sq.start, q.length, q.spans%s", before,
                        p->grouped                                 ? ""
                        : p->index->format >= NE_FORMAT_WITH_BYTES ? ", q.more_bytes"
                                                                   : ", NULL");
  }
}

/* Numbers the constraint's argument, at the first time. */
static int number_of(plan *p, int i) {
  struct sqlite3_index_constraint_usage *usage = &p->info->aConstraintUsage[i];
  if (!usage->argvIndex) {
    usage->argvIndex = ++p->arguments;
    usage->omit = 1;
  }
  return usage->argvIndex;
}

static void append_test(sqlite3_str *sql, plan *p, int i, int *tests) {
  const struct sqlite3_index_constraint *c = &p->info->aConstraint[i];
  const int number = number_of(p, i);
  sqlite3_str_appendall(sql, (*tests)++ ? " AND " : " WHERE ");
  if (!is_match(c)) {
    sqlite3_str_appendf(sql, "%s %s ?%d", column_sql(p, c->iColumn), operator_of(c->op), number);
  } else if (i == p->match) {
    sqlite3_str_appendf(sql, "m.\"%w_match\" MATCH ?%d", p->index->name, number);
  } else {
    sqlite3_str_appendf(
        sql, "q.id IN (SELECT rowid FROM \"%w\".\"%w_match\" WHERE \"%w_match\" MATCH ?%d)",
        p->index->schema, p->index->name, p->index->name, number);
  }
}

static int of_article(int column) {
  return column == NE_COLUMN_ARTICLE || (column >= 0 && BIT(column) & page_columns);
}

/* Appends the tests of articles, of quotes, or both. */
static void append_tests(sqlite3_str *sql, plan *p, int articles, int quotes, int tests) {
  for (int i = 0; i < p->info->nConstraint; i++) {
    const struct sqlite3_index_constraint *c = &p->info->aConstraint[i];
    if (i != p->article && i != p->match && ((is_match(c) && c->usable) || can_use(p->info, i)) &&
        (of_article(c->iColumn) ? articles : quotes)) {
      append_test(sql, p, i, &tests);
    }
  }
}

/* The one article comes first, where xFilter finds it. */
static void append_where(sqlite3_str *sql, plan *p, int quotes) {
  int tests = 0;
  if (p->article >= 0) {
    append_test(sql, p, p->article, &tests);
  }
  if (p->match >= 0) {
    append_test(sql, p, p->match, &tests);
  }
  append_tests(sql, p, 1, quotes, tests);
}

static void append_order(sqlite3_str *sql, const plan *p) {
  for (int i = 0; p->consumes_order && i < p->info->nOrderBy; i++) {
    sqlite3_str_appendf(sql, "%s%s%s", i ? ", " : " ORDER BY ",
                        column_sql(p, p->info->aOrderBy[i].iColumn),
                        p->info->aOrderBy[i].desc ? " DESC" : "");
  }
}

/* Each of a speaker's or an article's rows, with how many quotes it has, and the article's
** with its first. */
static void append_runs(sqlite3_str *sql, plan *p, char runs) {
  const char before = p->driver;
  p->driver = runs;
  sqlite3_str_appendall(sql, runs == 'S' ? "SELECT s.id, s.quotes" : "SELECT a.article, a.quotes");
  append_columns(sql, p, ", ");
  sqlite3_str_appendall(sql, runs == 'S' ? "" : ", a.first");
  append_table(sql, p, " FROM ", runs == 'S' ? "speaker" : "article", runs == 'S' ? "s" : "a");
  append_where(sql, p, 1);
  append_order(sql, p);
  sqlite3_str_appendall(sql, "; ");
  p->driver = before;
}

static void append_quotes(sqlite3_str *sql, plan *p) {
  sqlite3_str_appendall(sql, p->consumes_order ? "SELECT q.id" : "SELECT newsext_row(q.id");
  append_columns(sql, p, ", ");
  sqlite3_str_appendall(sql, p->consumes_order ? "" : ") AS enough");
  append_from(sql, p);
  append_where(sql, p, 1);
  append_order(sql, p);
}

/* Whether a constraint chooses between quotes of an article. */
static int tests_quotes(const plan *p) {
  for (int i = 0; i < p->info->nConstraint; i++) {
    if (can_use(p->info, i) && !of_article(p->info->aConstraint[i].iColumn)) {
      return 1;
    }
  }
  return 0;
}

/* What takes up an article's quotes; all of them have numbers that follow one another. */
static void append_rows(sqlite3_str *sql, plan *p, int all) {
  sqlite3_str_appendf(sql, "%s(SELECT newsext_rows(%s", all ? "a.first, a.quotes, " : "",
                      all ? "" : "q.id");
  if (p->tallied) {
    sqlite3_str_appendf(sql, "%sq.speaker_id", all ? "" : ", ");
  } else {
    append_columns(sql, p, all ? "" : ", ");
  }
  append_table(sql, p, ") FROM ", "quote", "q");
  if (((p->tallied ? 0 : p->columns) | p->tested) & speaker_columns) {
    append_table(sql, p, " CROSS JOIN ", "speaker", "s ON s.id = q.speaker_id");
  }
  sqlite3_str_appendall(sql, " WHERE " OF_ARTICLE("q.id"));
  append_tests(sql, p, 0, 1, 1);
  sqlite3_str_appendall(sql, ")");
}

/* SQLite can be told to go through tables backwards where a query asks for no order. */
static int goes_backwards(const plan *p) {
  sqlite3_int64 backwards = 0;
  return ne_integer(p->index->db, &backwards, "PRAGMA reverse_unordered_selects") != SQLITE_OK ||
         backwards;
}

/* Articles, each with its quotes, or where their words alone are wanted, with their places. */
static void append_articles(sqlite3_str *sql, plan *p) {
  const int all = !tests_quotes(p) && !goes_backwards(p);
  const int places = all && !p->columns && p->info->idxNum & NE_PLAN_WORDS &&
                     p->index->format >= NE_FORMAT_WITH_PLACES;
  if (p->article >= 0) {
    number_of(p, p->article);
  }
  sqlite3_str_appendall(sql, "SELECT a.article, ");
  if (places) {
    sqlite3_str_appendall(sql, "a.first, a.quotes, p.places");
  } else {
    append_rows(sql, p, all);
  }
  append_table(sql, p, " FROM ", "article", p->tested & page_columns ? "a" : "a NOT INDEXED");
  if (places) {
    append_table(sql, p, " LEFT JOIN ", "places", "p ON p.article = a.article");
  }
  append_where(sql, p, 0);
}

/* The quotes' speakers, then what is known of one of them. */
static void append_tally(sqlite3_str *sql, plan *p) {
  append_articles(sql, p);
  sqlite3_str_appendall(sql, "; SELECT s.id, s.quotes");
  append_columns(sql, p, ", ");
  append_table(sql, p, " FROM ", "speaker", "s WHERE s.id = ?1; ");
}

static char *write_sql(plan *p) {
  sqlite3_str *sql = sqlite3_str_new(p->index->db);
  if (p->tallied) {
    p->info->idxNum |= NE_PLAN_RUNS;
    append_tally(sql, p);
  }
  if (p->runs) {
    p->info->idxNum |= NE_PLAN_RUNS;
    append_runs(sql, p, p->runs);
  }
  if (p->grouped) {
    append_articles(sql, p);
  } else {
    append_quotes(sql, p);
  }
  return sqlite3_str_finish(sql);
}

/* Quotes are read from their articles when they are asked for; highlight() and
** snippet() ask, too, by way of the table's own column. */
static void plan_words(plan *p) {
  const int marks = p->match >= 0 && p->info->colUsed & BIT(NE_COLUMN_TABLE);
  if (p->index->format >= NE_FORMAT_WITHOUT_TEXTS) {
    if (marks || p->columns & BIT(NE_COLUMN_QUOTE)) {
      p->info->idxNum |= NE_PLAN_WORDS;
    }
    p->columns &= ~BIT(NE_COLUMN_QUOTE);
  }
}

/* Where quotes come article after article, what is known of the article is read once
** for all of them, when it is asked for: then the quotes' rows have its number alone.
** Nor need rows that are sorted carry along what a constraint is on. */
static void plan_pages(plan *p) {
  const int by_article = (p->driver == 'a' || p->driver == 'q') && !p->ordered && !p->runs;
  p->grouped = by_article && !p->consumes_order && !p->rowid;
  if (p->info->idxNum & NE_PLAN_WORDS) {
    p->columns |= BIT(NE_COLUMN_ARTICLE);
  }
  if (p->ordered && !p->runs && p->match < 0) { /* mostly a constraint needs them alone */
    p->columns &= ~(page_columns & p->tested & ~p->ordered);
  }
  if (p->columns & page_columns && by_article) {
    p->columns = (p->columns & ~page_columns) | BIT(NE_COLUMN_ARTICLE);
  }
  if (p->grouped) {
    p->driver = 'a';
    p->columns &= ~BIT(NE_COLUMN_ARTICLE);
  }
}

/* Whether the rows are articles' quotes in the order of their speakers, and have nothing but
** what is known of these. */
static int is_tallied(const plan *p) {
  return p->ordered && p->info->nOrderBy <= 3 && p->driver == 'a' && !p->runs && !p->rowid &&
         !p->by_rowid && !(p->info->idxNum & NE_PLAN_WORDS) && !(p->columns & ~speaker_columns);
}

/* Beside MATCH SQLite may take up the sides of an OR one by one, if that seems cheaper, and
** then cannot ask the full text any more: "news MATCH 'x' AND (a = 1 OR b = 2)". So what is
** asked of the full text costs the same whatever it is asked with, and what is asked without
** it, in a query that names it, costs more. */
static void estimate(const plan *p) {
  const int names_match = (p->info->colUsed & BIT(NE_COLUMN_TABLE)) != 0;
  const double rows = p->match >= 0 ? 1e4 : p->rows < 1 ? 1 : p->rows;
  p->info->estimatedRows = (sqlite3_int64)rows;
  p->info->estimatedCost =
      p->match >= 0 ? 30
                    : (20 + p->rows * (p->tested || p->rowid ? 2 : 3)) * (names_match ? 1e6 : 1);
}

int ne_index_plan(sqlite3_vtab *vtab, sqlite3_index_info *info) {
  ne_index *index = (ne_index *)vtab;
  plan p = {.index = index, .info = info, .article = -1, .match = -1, .rows = 1e6};
  int code = find_constraints(&p);
  if (code != SQLITE_OK) {
    return code;
  }
  if (p.match >= 0 && !index->has_fts) {
    return ne_index_error(index, SQLITE_ERROR,
                          "newsindex: MATCH: expected a SQLite with FTS5, found one without");
  }
  info->idxNum = 0;
  p.columns = (int)(info->colUsed & (BIT(NE_INDEX_COLUMNS) - 1)) & ~BIT(NE_COLUMN_TABLE);
  if (p.match < 0) {
    p.columns &= ~BIT(NE_COLUMN_RANK);
  }
  find_order(&p);
  /* What the order is by is fetched, to merge what waits with the rest. */
  p.columns |= p.ordered;
  plan_words(&p);
  p.driver = driver_of(&p);
  p.runs = runs_of(&p);
  plan_pages(&p);
  p.tallied = is_tallied(&p);
  info->idxNum |= p.columns;
  info->idxStr = write_sql(&p);
  info->needToFreeIdxStr = 1;
  info->orderByConsumed = p.consumes_order;
  estimate(&p);
  return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}
