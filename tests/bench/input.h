/* input.h: the texts that bench.c times.
 */
#ifndef INPUT_H
#define INPUT_H

#include <stddef.h>

typedef struct text {
  char *bytes;
  size_t length, capacity;
} text;

void text_add(text *, const char *bytes, size_t length);
void text_free(text *);

/* The articles of the folders' .txt files, as they are. */
typedef struct articles {
  text *at;
  size_t count;
} articles;

articles articles_read(char **folders, int count);
void articles_free(articles *);

/* Appends an article; from the second round on some of its words are changed, as
** no two articles of a newspaper have all their words in common. */
void text_add_article(text *, const text *article, unsigned round);

/* An input that makes careless programs slow: a unit so many times, or what fill
** makes of the amount. */
typedef struct strange {
  const char *name, *unit;
  size_t amount;
  void (*fill)(text *, const articles *, size_t amount);
} strange;

extern const strange strange_inputs[];
extern const size_t strange_count;

void strange_write(const strange *, text *, const articles *);

#endif
