/* part_made.c: pages made of real running text and lines of furniture of our own. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "learner.h"
#include "part_pages.h"

#define LINES_MAX  4000u
#define PIECES_MAX 600u /* of a made page */

/* ---- The lines ----------------------------------------------------------------------- */

/* A line of page_lines.txt. A word that a brace stands for has parts 0 and its
** name in where. */
typedef struct model_line {
  char *where, *text;
  uint32_t parts;
} model_line;

struct model_lines {
  model_line *at;
  uint32_t count;
  const pages *pages; /* for {title} */
  uint64_t chance;
};

/* Part TAB where TAB text; "@name" for a word. */
model_lines *model_lines_read(const char *path, const pages *pages) {
  model_lines *m = take(1, sizeof *m);
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  if (!file) {
    fprintf(stderr, "train_part: %s cannot be opened\n", path);
    exit(1);
  }
  m->at = take(LINES_MAX, sizeof *m->at);
  m->pages = pages;
  m->chance = 11;
  while (getline(&line, &capacity, file) > 0 && m->count < LINES_MAX) {
    char *where = strchr(line, '\t'), *text = where ? strchr(where + 1, '\t') : NULL;
    model_line *made = &m->at[m->count];
    if (line[0] == '#' || !text) {
      continue;
    }
    *where = *text = '\0';
    text[1 + strcspn(text + 1, "\n")] = '\0';
    made->text = duplicate(text + 1);
    made->where = duplicate(line[0] == '@' ? line + 1 : where + 1);
    made->parts = line[0] == '@' ? 0 : part_named(line);
    m->count++;
  }
  free(line);
  fclose(file);
  return m;
}

static uint32_t draw(model_lines *m, uint32_t n) {
  return random_next(&m->chance) % n;
}

/* The headline of some article. */
static const char *draw_title(model_lines *m) {
  for (;;) {
    const page *p = &m->pages->at[draw(m, m->pages->count)];
    for (uint32_t i = 0; i < p->count && i < 10; i++) {
      if (p->pieces[i].parts == PART(HEADLINE)) {
        return p->pieces[i].text;
      }
    }
  }
}

/* One of the words for a brace of that name. */
static const char *draw_word(model_lines *m, const char *name, size_t length) {
  if (length == 5 && strncmp(name, "title", 5) == 0) {
    return draw_title(m);
  }
  for (;;) {
    const model_line *line = &m->at[draw(m, m->count)];
    if (line->parts == 0 && strlen(line->where) == length &&
        strncmp(line->where, name, length) == 0) {
      return line->text;
    }
  }
}

static char *expanded(model_lines *m, const char *text) {
  char *out = take(4096, 1);
  size_t used = 0;
  while (*text && used < 3000) {
    const char *close = *text == '{' ? strchr(text, '}') : NULL;
    if (close) {
      const char *word = draw_word(m, text + 1, (size_t)(close - text - 1));
      const size_t length = strlen(word) < 1000 ? strlen(word) : 1000;
      memcpy(out + used, word, length);
      used += length;
      text = close + 1;
    } else {
      out[used++] = *text++;
    }
  }
  return out;
}

/* ---- The pages ------------------------------------------------------------------------- */

static void put(page *d, char *text, uint32_t parts) {
  if (d->count < PIECES_MAX) {
    d->pieces[d->count].text = text;
    d->pieces[d->count++].parts = parts;
  } else {
    free(text);
  }
}

/* Puts down a line that may stand there and be one of the parts. */
static void put_line(model_lines *m, page *d, char where, uint32_t parts) {
  for (uint32_t tries = 0; tries < 8000; tries++) {
    const model_line *line = &m->at[draw(m, m->count)];
    if ((line->parts & parts) && strchr(line->where, where)) {
      put(d, expanded(m, line->text), line->parts);
      return;
    }
  }
}
static void put_pictures(model_lines *m, page *d) {
  if (draw(m, 4)) {
    put_line(m, d, 'c', PART(CAPTION));
    if (draw(m, 6) == 0) {
      put(d, duplicate(d->pieces[d->count - 1].text), PART(CAPTION));
    }
  }
  if (draw(m, 2)) {
    put_line(m, d, 'c', PART(CREDIT));
  }
  if (draw(m, 4) == 0) {
    put_line(m, d, 'c', PART(RESIDUE));
  }
}

/* What stands round the headline, in the order of chance. */
static void put_head(model_lines *m, page *d) {
  uint32_t bylines = draw(m, 10) < 7, times = draw(m, 10) < 7, others = draw(m, 5);
  while (bylines || times || others) {
    switch (draw(m, 3)) {
    case 0:
      if (bylines) {
        bylines = draw(m, 6) == 0;
        put_line(m, d, 'h', PART(BYLINE));
      }
      break;
    case 1:
      if (times) {
        times = draw(m, 5) == 0;
        put_line(m, d, 'h', PART(TIME));
      }
      break;
    default:
      if (others) {
        others--;
        put_line(m, d, 'h', PART(RESIDUE));
      }
    }
  }
}

static void put_tail(model_lines *m, page *d) {
  uint32_t others = draw(m, 3) ? draw(m, 12) : 0;
  if (draw(m, 3) == 0) {
    put_line(m, d, 'e', PART(WIRE));
  }
  if (draw(m, 20) == 0) {
    put_line(m, d, 'e', PART(TIME));
  }
  while (others-- > 0) {
    put_line(m, d, 'e', PART(RESIDUE));
  }
}

static void put_middle(model_lines *m, page *d) {
  uint32_t chance = draw(m, 100);
  if (chance < 5) {
    uint32_t runs = 1 + draw(m, 3);
    while (runs-- > 0) {
      put_line(m, d, 'm', PART(RESIDUE));
    }
  } else if (chance < 9) {
    put_line(m, d, 'm', PART(SUBHEAD));
  } else if (chance < 15) {
    put_pictures(m, d);
  }
}

void page_make(model_lines *m, const page *p, page *out) {
  uint32_t above = draw(m, 3) ? 0 : draw(m, 4), paragraphs = 0;
  int has_headline = 0;
  memset(out, 0, sizeof *out);
  out->pieces = take(PIECES_MAX, sizeof *out->pieces);
  while (above-- > 0) {
    put_line(m, out, 'a', PART(RESIDUE));
  }
  if (draw(m, 7) == 0) {
    put_pictures(m, out);
  }
  for (uint32_t i = 0; i < p->count && !has_headline; i++) {
    if (p->pieces[i].parts & PART(HEADLINE)) {
      if (draw(m, 10) == 0) {
        put_head(m, out);
      }
      put(out, duplicate(p->pieces[i].text), p->pieces[i].parts);
      has_headline = 1;
    }
  }
  put_head(m, out);
  if (draw(m, 2)) {
    put_pictures(m, out);
  }
  for (uint32_t i = 0; i < p->count && paragraphs < 30; i++) {
    if ((p->pieces[i].parts & ~RUNNING) == 0) {
      put(out, duplicate(p->pieces[i].text), p->pieces[i].parts);
      put_middle(m, out);
      paragraphs++;
    }
  }
  put_tail(m, out);
}
