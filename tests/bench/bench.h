/* bench.h: what the measurements share.
 */
#ifndef BENCH_H
#define BENCH_H

#include "input.h"

#include <sqlite3.h>

#define MEGABYTE ((double)(1 << 20))

/* What to print behind a figure; one that is not good is remembered. */
const char *verdict(int good);
double median(double *numbers, int count);

/* An error ends the program. */
void check(sqlite3 *, int result, const char *what);
sqlite3 *open_database(const char *library);
void run(sqlite3 *, const char *sql);
double now(void); /* the processor's seconds so far */
/* The processor's seconds that it takes. */
double time_of(sqlite3 *, const char *sql);
/* Runs a statement of one parameter. */
int run_with(sqlite3 *, const char *sql, const text *);
/* Fills a new table with articles; returns their bytes. */
size_t fill(sqlite3 *, const char *table, const articles *, size_t bytes);

/* index.c */
void measure_index(const char *library, const articles *);

#endif
