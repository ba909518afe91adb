/* index_queue.c: which articles wait to be indexed. */
#include "index.h"
SQLITE_EXTENSION_INIT3

#include <stdlib.h>

/* ---- Lists of numbers ------------------------------------------------------------------ */

typedef struct list {
  sqlite3_int64 **items, *count;
  sqlite3_int64 capacity;
  int has_null; /* one that was to be appended was NULL */
} list;

static int append(list *l, sqlite3_int64 value) {
  if (*l->count == l->capacity) {
    const sqlite3_int64 capacity = l->capacity ? 2 * l->capacity : 16;
    sqlite3_int64 *grown =
        sqlite3_realloc64(*l->items, (sqlite3_uint64)capacity * sizeof **l->items);
    if (!grown) {
      return SQLITE_NOMEM;
    }
    *l->items = grown;
    l->capacity = capacity;
  }
  (*l->items)[(*l->count)++] = value;
  return SQLITE_OK;
}

/* Appends the first column of the rows, where it is not NULL, and resets the statement. */
static int append_rows(list *l, sqlite3_stmt *statement) {
  int code = SQLITE_OK, reset;
  while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
    if (sqlite3_column_type(statement, 0) == SQLITE_NULL) {
      l->has_null = 1;
    } else {
      code = append(l, sqlite3_column_int64(statement, 0));
    }
  }
  reset = sqlite3_reset(statement);
  return code == SQLITE_OK ? reset : code;
}

static int descending(const sqlite3_int64 *items, sqlite3_int64 count) {
  for (sqlite3_int64 i = 1; i < count; i++) {
    if (items[i - 1] > items[i]) {
      return 1;
    }
  }
  return 0;
}

static int by_size(const void *a, const void *b) {
  const sqlite3_int64 left = *(const sqlite3_int64 *)a, right = *(const sqlite3_int64 *)b;
  return (left > right) - (left < right);
}

/* ---- The queue ---------------------------------------------------------------------------- */

/* While a build has not come to its end, a row with NULL says so, and whatever it has not indexed
** waits as well; the joins begin with that, so that else nobody goes through the articles. */
static int prepare(ne_index *index) {
  const char *s = index->schema, *n = index->name, *c = index->options.content, *id = index->rowid;
  if (index->queued) {
    return SQLITE_OK;
  }
  return ne_prepare(
      index->db, &index->queued, SQLITE_PREPARE_PERSISTENT,
      "SELECT article FROM \"%w\".\"%w_queue\" AS w WHERE " NE_WAITS_SQL
      " UNION SELECT c.%s FROM \"%w\".\"%w_config\" AS b CROSS JOIN \"%w\".\"%w\" AS c"
      " WHERE b.key = 'building' AND b.value"
      " AND NOT EXISTS (SELECT 1 FROM \"%w\".\"%w_article\" AS a WHERE a.article = c.%s)"
      " UNION SELECT NULL FROM \"%w\".\"%w_config\" WHERE key = 'building' AND value"
      " UNION SELECT q.article FROM \"%w\".\"%w_config\" AS b CROSS JOIN \"%w\".\"%w_quote\" AS q"
      " ON q.id > b.value WHERE ?1 AND b.key = 'matched' ORDER BY 1",
      s, n, s, c, id, id, s, n, s, c, s, n, id, s, n, s, n, s, n);
}

/* An interrupt may have left the last article without its own row. */
static int find_rest(ne_index *index, list *hidden) {
  const char *s = index->schema, *n = index->name;
  sqlite3_stmt *quotes;
  int code = ne_prepare(index->db, &quotes, 0,
                        "SELECT q.id, a.article FROM \"%w\".\"%w_quote\" AS q LEFT JOIN"
                        " \"%w\".\"%w_article\" AS a ON a.article = q.article AND q.id"
                        " BETWEEN a.first AND a.first + a.quotes - 1 ORDER BY q.id DESC",
                        s, n, s, n);
  while (code == SQLITE_OK && sqlite3_step(quotes) == SQLITE_ROW &&
         sqlite3_column_type(quotes, 1) == SQLITE_NULL) {
    code = append(hidden, sqlite3_column_int64(quotes, 0));
  }
  sqlite3_finalize(quotes);
  return code;
}

/* By their numbers: before a first build has come to its end, the quotes have no
** indexes. */
static int find_hidden(ne_index *index, ne_queue *queue) {
  const char *s = index->schema, *n = index->name;
  list hidden = {&queue->hidden, &queue->hidden_count, 0, 0};
  sqlite3_stmt *quotes;
  int code =
      ne_prepare(index->db, &quotes, 0,
                 "SELECT q.id FROM \"%w\".\"%w_article\" AS a CROSS JOIN"
                 " \"%w\".\"%w_quote\" AS q ON q.id BETWEEN a.first AND a.first + a.quotes - 1"
                 " WHERE a.article = ?1 ORDER BY q.id",
                 s, n, s, n);
  for (sqlite3_int64 i = 0; i < queue->count && code == SQLITE_OK; i++) {
    sqlite3_bind_int64(quotes, 1, queue->articles[i]);
    code = append_rows(&hidden, quotes);
  }
  sqlite3_finalize(quotes);
  if (code == SQLITE_OK) {
    code = find_rest(index, &hidden);
  }
  if (descending(queue->hidden, queue->hidden_count)) {
    qsort(queue->hidden, (size_t)queue->hidden_count, sizeof *queue->hidden, by_size);
  }
  return code;
}

int ne_queue_take(ne_index *index, int matches, ne_queue **out) {
  ne_queue *queue = sqlite3_malloc64(sizeof *queue);
  list articles;
  int code = queue ? prepare(index) : SQLITE_NOMEM;
  *out = queue;
  if (!queue) {
    return code;
  }
  memset(queue, 0, sizeof *queue);
  queue->references = 1;
  queue->changes = sqlite3_total_changes64(index->db);
  articles = (list){&queue->articles, &queue->count, 0, 0};
  if (code == SQLITE_OK) {
    sqlite3_bind_int(index->queued, 1, matches);
    code = append_rows(&articles, index->queued);
    queue->unfinished = articles.has_null;
  }
  if (code == SQLITE_OK && queue->count) {
    code = find_hidden(index, queue);
  }
  if (code != SQLITE_OK) {
    ne_queue_release(queue);
    *out = NULL;
  }
  return code;
}

void ne_queue_release(ne_queue *queue) {
  if (queue && --queue->references == 0) {
    sqlite3_free(queue->articles);
    sqlite3_free(queue->hidden);
    sqlite3_free(queue);
  }
}

int ne_queue_hides(const ne_queue *queue, sqlite3_int64 quote) {
  sqlite3_int64 low = 0, high = queue->hidden_count;
  while (low < high) {
    const sqlite3_int64 middle = low + (high - low) / 2;
    if (queue->hidden[middle] < quote) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < queue->hidden_count && queue->hidden[low] == quote;
}
