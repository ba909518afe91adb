/* index_work.c: brings many articles into a store.
**
** The thread that SQLite runs on reads the articles into the slots of a ring and
** writes them into the store, both in order; others analyse what is in the slots,
** and so does this one when there is nothing to write. Only it touches SQLite; the
** core has no state that two documents share.
**
** An interrupt that meets a statement that writes rolls the whole transaction
** back. So it is looked for before each row is written, and ends the work there:
** what is done stays done.
*/
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* pthreads and sysconf, beside C11 */
#endif
#include "index.h"
SQLITE_EXTENSION_INIT3

#if defined(__unix__) || defined(__APPLE__)
#include <pthread.h>
#include <unistd.h>
#define THREADS 1
#else
#define THREADS 0
#endif
#include <stdatomic.h>

#define THREADS_DEFAULT_MAX 16
/* Enough for the others while this thread makes a piece of the full text; an article
** that is analysed takes some fifteen times the memory of its text. */
#define SLOTS_A_THREAD 64
#define BYTES_A_THREAD ((uint64_t)1 << 20)

enum { EMPTY, READ, TAKEN, ANALYSED };

typedef struct slot {
  ne_entry entry;
  int state;
} slot;

typedef struct ring {
  ne_work *work;
  const newsext_engine *engine;
  newsext_allocator *allocator;
  newsext_interrupt interrupt; /* of what is analysed on other threads */
  atomic_int stop;
  slot *slots;
  uint64_t size, first, read, end; /* to be written, to be analysed, to be filled next */
  uint64_t bytes, bytes_max;       /* of text in the slots */
  int at_end;                      /* of the articles */
#if THREADS
  pthread_t threads[NE_THREADS_MAX];
  pthread_mutex_t mutex;
  pthread_cond_t work_there, work_done;
#endif
  int thread_count; /* beside this one */
} ring;

/* ---- Interrupts ---------------------------------------------------------------------- */

int ne_interrupted(ne_connection *connection) {
  connection->asked = 0; /* by the article that is read next */
  return ne_connection_pulse(connection) == SQLITE_INTERRUPT;
}

static int asked_to_stop(void *context) {
  return atomic_load_explicit(&((ring *)context)->stop, memory_order_relaxed);
}

/* ---- Locks, which one thread needs not ----------------------------------------------- */

static void lock(ring *r) {
#if THREADS
  if (r->thread_count) {
    pthread_mutex_lock(&r->mutex);
  }
#else
  (void)r;
#endif
}

static void unlock(ring *r) {
#if THREADS
  if (r->thread_count) {
    pthread_mutex_unlock(&r->mutex);
  }
#else
  (void)r;
#endif
}

/* The next slot to be analysed, or NULL; locked. */
static slot *take(ring *r) {
  slot *taken = NULL;
  if (r->read < r->end) {
    taken = &r->slots[r->read++ % r->size];
    taken->state = TAKEN;
  }
  return taken;
}

/* ---- The other threads ------------------------------------------------------------------ */

#if THREADS
static void *analyse_slots(void *context) {
  ring *r = context;
  pthread_mutex_lock(&r->mutex);
  while (!asked_to_stop(r)) {
    slot *taken = take(r);
    if (!taken) {
      pthread_cond_wait(&r->work_there, &r->mutex);
      continue;
    }
    pthread_mutex_unlock(&r->mutex);
    ne_entry_analyse(&taken->entry);
    pthread_mutex_lock(&r->mutex);
    taken->state = ANALYSED;
    pthread_cond_signal(&r->work_done);
  }
  pthread_mutex_unlock(&r->mutex);
  return NULL;
}

static int processors(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > THREADS_DEFAULT_MAX ? THREADS_DEFAULT_MAX : (int)count;
}

static void start_threads(ring *r, int wanted) {
  int count = wanted ? wanted : processors();
  if (count < 2 || !sqlite3_threadsafe() || pthread_mutex_init(&r->mutex, NULL)) {
    return;
  }
  pthread_cond_init(&r->work_there, NULL);
  pthread_cond_init(&r->work_done, NULL);
  pthread_mutex_lock(&r->mutex);
  while (r->thread_count < count - 1 &&
         !pthread_create(&r->threads[r->thread_count], NULL, analyse_slots, r)) {
    r->thread_count++;
  }
  pthread_mutex_unlock(&r->mutex);
  if (!r->thread_count) {
    pthread_cond_destroy(&r->work_there);
    pthread_cond_destroy(&r->work_done);
    pthread_mutex_destroy(&r->mutex);
  }
}

static void stop_threads(ring *r) {
  if (!r->thread_count) {
    return;
  }
  pthread_mutex_lock(&r->mutex);
  atomic_store(&r->stop, 1);
  pthread_cond_broadcast(&r->work_there);
  pthread_mutex_unlock(&r->mutex);
  for (int i = 0; i < r->thread_count; i++) {
    pthread_join(r->threads[i], NULL);
  }
  pthread_cond_destroy(&r->work_there);
  pthread_cond_destroy(&r->work_done);
  pthread_mutex_destroy(&r->mutex);
}

/* Waits a moment for a slot to be analysed; locked. */
static void wait_for_slot(ring *r) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += 50000000;
  if (until.tv_nsec >= 1000000000) {
    until.tv_nsec -= 1000000000;
    until.tv_sec++;
  }
  pthread_cond_timedwait(&r->work_done, &r->mutex, &until);
}
#else
static void start_threads(ring *r, int wanted) {
  (void)r;
  (void)wanted;
}

static void stop_threads(ring *r) {
  (void)r;
}

static void wait_for_slot(ring *r) {
  (void)r;
}
#endif

static void tell_threads(ring *r) {
#if THREADS
  if (r->thread_count) {
    pthread_cond_signal(&r->work_there);
  }
#else
  (void)r;
#endif
}

/* ---- This thread ---------------------------------------------------------------------------- */

/* Steps to the next article. Of a list, one that is gone is a row as well. */
static int next_article(ne_work *work, int *gone) {
  int code;
  *gone = 0;
  if (!work->list) {
    return sqlite3_step(work->articles);
  }
  if (work->next == work->count) {
    return SQLITE_DONE;
  }
  sqlite3_reset(work->articles);
  sqlite3_bind_int64(work->articles, 1, work->list[work->next++]);
  code = sqlite3_step(work->articles);
  *gone = code == SQLITE_DONE;
  return *gone ? SQLITE_ROW : code;
}

static newsext_status read_entry(ring *r, ne_entry *entry, int gone) {
  ne_work *work = r->work;
  newsext_status status;
  if (gone) {
    *entry = (ne_entry){.article = work->list[work->next - 1], .gone = 1};
    return NEWSEXT_OK;
  }
  status = ne_entry_read(entry, r->engine, r->allocator,
                         r->thread_count ? &r->interrupt : &work->index->connection->interrupt,
                         work->articles);
  if (status == NEWSEXT_NOMEM) {
    ne_entry_clear(entry);
  }
  return status;
}

static uint64_t bytes_of(const slot *s) {
  return s->entry.document ? newsext_document_text(s->entry.document).length : 0;
}

/* Fills the slots that are empty. */
static int fill(ring *r) {
  while (!r->at_end && r->end - r->first < r->size &&
         (r->bytes < r->bytes_max || r->first == r->end)) {
    slot *empty = &r->slots[r->end % r->size];
    int gone;
    const int code = next_article(r->work, &gone);
    if (code != SQLITE_ROW) {
      r->at_end = 1;
      r->work->stopped = code == SQLITE_INTERRUPT;
      return code == SQLITE_DONE || code == SQLITE_INTERRUPT ? SQLITE_OK : code;
    }
    if (read_entry(r, &empty->entry, gone) == NEWSEXT_NOMEM) {
      return SQLITE_NOMEM;
    }
    r->bytes += bytes_of(empty);
    lock(r);
    empty->state = READ;
    r->end++;
    tell_threads(r);
    unlock(r);
  }
  return SQLITE_OK;
}

static int write_entry(ring *r, ne_entry *entry) {
  ne_store *store = r->work->store;
  int code = SQLITE_OK;
  if (entry->status != NEWSEXT_OK && entry->status != NEWSEXT_LIMIT) {
    r->work->stopped = entry->status == NEWSEXT_INTERRUPT;
    return r->work->stopped ? SQLITE_OK : ne_status_code(entry->status);
  }
  if (entry->status == NEWSEXT_LIMIT) { /* a text that cannot be read has no quotes */
    entry->quotes = NULL;
  }
  if (ne_interrupted(r->work->index->connection)) {
    r->work->stopped = 1;
    return SQLITE_OK;
  }
  if (r->work->list) {
    code = ne_store_drop(store, entry->article);
  }
  if (code == SQLITE_OK && !entry->gone) {
    code = ne_store_add(store, entry, r->work->list != NULL);
  }
  if (code == SQLITE_OK && r->work->list) {
    code = ne_store_unqueue(store, entry->article);
  }
  if (code == SQLITE_OK) {
    code = ne_store_flush(store, 0);
  }
  r->work->stopped = code == NE_STOPPED;
  r->work->done += code == SQLITE_OK;
  return code == NE_STOPPED ? SQLITE_OK : code;
}

/* Writes the first slot when it is ready, analyses one that nobody has taken, or
** waits; returns SQLITE_DONE when all is written. */
static int advance(ring *r) {
  slot *first = &r->slots[r->first % r->size], *taken = NULL;
  int ready, code = SQLITE_OK;
  if (r->first == r->end) {
    return SQLITE_DONE;
  }
  lock(r);
  ready = first->state == ANALYSED;
  if (!ready) {
    taken = take(r);
    if (!taken) {
      wait_for_slot(r);
    }
  }
  unlock(r);
  if (ready) {
    code = write_entry(r, &first->entry);
    r->bytes -= bytes_of(first);
    ne_entry_clear(&first->entry);
    first->state = EMPTY;
    r->first++;
  } else if (taken) {
    ne_entry_analyse(&taken->entry);
    lock(r);
    taken->state = ANALYSED;
    unlock(r);
  } else if (ne_interrupted(r->work->index->connection)) {
    r->work->stopped = 1;
  }
  return code;
}

static int run(ring *r) {
  int code = SQLITE_OK;
  while (code == SQLITE_OK && !r->work->stopped) {
    code = fill(r);
    if (code == SQLITE_OK && !r->work->stopped) {
      code = advance(r);
    }
  }
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

int ne_work_run(ne_work *work) {
  ne_connection *connection = work->index->connection;
  ring r = {.work = work, .allocator = &connection->allocator};
  const int threads = work->index->options.threads;
  int code = ne_status_code(ne_connection_engine(connection, &r.engine));
  work->done = 0;
  work->stopped = 0;
  work->store->next = 0;
  if (code != SQLITE_OK) {
    return code;
  }
  atomic_init(&r.stop, 0);
  r.interrupt = (newsext_interrupt){asked_to_stop, &r};
  r.size = SLOTS_A_THREAD * (uint64_t)(threads ? threads : 4);
  r.bytes_max = BYTES_A_THREAD * (uint64_t)(threads ? threads : 4);
  r.slots = sqlite3_malloc64(r.size * sizeof *r.slots);
  if (!r.slots) {
    return SQLITE_NOMEM;
  }
  memset(r.slots, 0, r.size * sizeof *r.slots);
  start_threads(&r, threads);
  ne_store_fill(work->store, work->fills);
  code = run(&r);
  ne_store_fill(work->store, 0);
  stop_threads(&r);
  for (uint64_t i = r.first; i < r.end; i++) {
    ne_entry_clear(&r.slots[i % r.size].entry);
  }
  sqlite3_free(r.slots);
  sqlite3_reset(work->articles);
  ne_connection_rest(connection);
  return code;
}
