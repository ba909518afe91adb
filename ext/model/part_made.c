/* part_made.c: pages made of real running text and lines of furniture of our own. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "learner.h"
#include "part_pages.h"

#define LINES_MAX  4000u
#define TEXT_MAX   4096u
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
  const char *author; /* of the page that is being made */
};

/* Part TAB where TAB text; "@name" for a word. */
model_lines *model_lines_read(const char *path, const pages *others) {
  model_lines *m = take(1, sizeof *m);
  FILE *file = fopen(path, "rb");
  char *line = NULL;
  size_t capacity = 0;
  if (!file) {
    fprintf(stderr, "train_part: %s cannot be opened\n", path);
    exit(1);
  }
  m->at = take(LINES_MAX, sizeof *m->at);
  m->pages = others;
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

static int is_named(const char *name, size_t length, const char *other) {
  return strlen(other) == length && strncmp(name, other, length) == 0;
}

/* One of the words for a brace of that name. */
static const char *draw_word(model_lines *m, const char *name, size_t length) {
  if (is_named(name, length, "title") || is_named(name, length, "upper")) {
    return draw_title(m);
  }
  if (is_named(name, length, "author") && m->author) {
    return m->author;
  }
  for (uint32_t tries = 0; tries < 100 * LINES_MAX; tries++) {
    const model_line *line = &m->at[draw(m, m->count)];
    if (line->parts == 0 && is_named(name, length, line->where)) {
      return line->text;
    }
  }
  fprintf(stderr, "train_part: nothing stands for {%.*s}\n", (int)length, name);
  exit(1);
}

static void raise(char *text, size_t length) {
  for (size_t i = 0; i < length; i++) {
    text[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - ('a' - 'A') : text[i]);
  }
}

/* The text with words in place of its braces. */
static char *expanded(model_lines *m, const char *text) {
  char *out = take(TEXT_MAX, 1);
  size_t used = 0;
  while (*text && used < TEXT_MAX - 1001) {
    const char *close = *text == '{' ? strchr(text, '}') : NULL;
    if (close) {
      const char *word = draw_word(m, text + 1, (size_t)(close - text - 1));
      const size_t length = strlen(word) < 1000 ? strlen(word) : 1000;
      memcpy(out + used, word, length);
      if (is_named(text + 1, (size_t)(close - text - 1), "upper")) {
        raise(out + used, length);
      }
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
/* The first sentence of some paragraph of running text further down, without its stop; NULL
** where it is too long or too short for one. */
static char *draw_sentence(model_lines *m, const page *source) {
  const uint32_t i = source->count > 4 ? 3 + draw(m, source->count - 3) : 0;
  const char *text = i ? source->pieces[i].text : "", *stop = strstr(text, ". ");
  const size_t length = stop ? (size_t)(stop - text) : strlen(text) - (*text != '\0');
  char *out;
  if ((source->pieces[i].parts & PART(BODY)) == 0 || length < 40 || length > 220 ||
      strchr("\"'(", *text) || (unsigned char)*text >= 0x80) {
    return NULL;
  }
  out = take(TEXT_MAX, 1);
  memcpy(out, text, length);
  return out;
}

/* A caption that is a sentence as the text might hold it, mostly without a stop. */
static void put_told_picture(model_lines *m, page *d, const page *source) {
  static const char *const ends[] = {"",
                                     "",
                                     "",
                                     ".",
                                     " (Image: {agency})",
                                     " ({agency})",
                                     ". {name}/{agency}",
                                     ". Credit: {name}"};
  char *text = draw_sentence(m, source);
  if (text) {
    char *end = expanded(m, ends[draw(m, sizeof ends / sizeof *ends)]);
    memcpy(text + strlen(text), end, strlen(end) + 1);
    free(end);
    put(d, text, PART(CAPTION));
  }
}

/* A paragraph of the text, told once more below a picture: only its end tells. */
static void put_long_picture(model_lines *m, page *d, const page *source) {
  static const char *const ends[] = {" (Photo: {name})",
                                     " (Photo: {name} / {agency})",
                                     " ({agency} Photo/{name})",
                                     " Photograph: {name}/{agency}",
                                     " Credit: {name}",
                                     " REUTERS/{name}",
                                     " ({name}/{agency})",
                                     " (Image: {agency})",
                                     " ({agency} Photo/{name}) … more >"};
  const uint32_t i = source->count > 4 ? 3 + draw(m, source->count - 3) : 0;
  if (source->pieces[i].parts == PART(BODY) && strlen(source->pieces[i].text) < 700) {
    char *text = take(TEXT_MAX, 1), *end = expanded(m, ends[draw(m, sizeof ends / sizeof *ends)]);
    snprintf(text, TEXT_MAX, "%s%s", source->pieces[i].text, end);
    free(end);
    put(d, text, PART(CAPTION));
  }
}

static void put_pictures(model_lines *m, page *d, const page *source) {
  const uint32_t before = d->count;
  if (draw(m, 8) == 0) {
    put_line(m, d, 'c', PART(RESIDUE));
  }
  if (draw(m, 5) == 0) {
    put_told_picture(m, d, source);
  } else if (draw(m, 10) == 0) {
    put_long_picture(m, d, source);
  } else if (draw(m, 4)) {
    put_line(m, d, 'c', PART(CAPTION));
  }
  if (d->count > before && draw(m, 6) == 0) {
    put(d, duplicate(d->pieces[d->count - 1].text), d->pieces[d->count - 1].parts);
  }
  if (draw(m, 2)) {
    put_line(m, d, 'c', PART(CREDIT));
  }
  if (draw(m, 4) == 0) {
    put_line(m, d, 'c', PART(RESIDUE));
  }
}

/* Headlines of other articles, under a line that says so or not. */
static void put_related(model_lines *m, page *d) {
  uint32_t count = 1 + draw(m, 5);
  const uint32_t dated = draw(m, 6) == 0, told = draw(m, 6) == 0;
  if (draw(m, 3)) {
    put_line(m, d, 'm', PART(RESIDUE));
  }
  while (count-- > 0) {
    put(d, duplicate(draw_title(m)), PART(RESIDUE));
    if (told) {
      put_line(m, d, 's', PART(SUBHEAD));
      d->pieces[d->count - 1].parts = PART(RESIDUE);
    }
    if (dated) {
      put(d, expanded(m, "{date}"), PART(RESIDUE));
    }
  }
}

/* What somebody says in the text, once more and by itself. */
static void put_pull_quote(model_lines *m, page *d, const page *source) {
  const page *p = source;
  const char *text = p->count > 4 ? p->pieces[3 + draw(m, p->count - 3)].text : "";
  const char *open = strstr(text, "\xE2\x80\x9C");
  const char *close = open ? strstr(open, "\xE2\x80\x9D") : NULL;
  if (close && close - open > 40 && close - open < 240) {
    char *out = take(TEXT_MAX, 1);
    memcpy(out, open, (size_t)(close - open) + 3);
    put(d, out, PART(RESIDUE));
    if (draw(m, 2)) {
      put(d, expanded(m, "{name}"), PART(RESIDUE));
    }
  }
}

/* One line under the headline that tells more of the story, or several. */
static void put_standfirst(model_lines *m, page *d, const page *source) {
  uint32_t count = draw(m, 4) ? 1 : 2 + draw(m, 2);
  while (count-- > 0) {
    char *text = draw(m, 3) ? draw_sentence(m, source) : NULL;
    if (text) {
      if (draw(m, 2)) {
        memcpy(text + strlen(text), ".", 2);
      }
      put(d, text, PART(SUBHEAD));
    } else {
      put_line(m, d, 's', PART(SUBHEAD));
    }
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

static void put_middle(model_lines *m, page *d, const page *source) {
  uint32_t chance = draw(m, 100);
  if (chance < 5) {
    uint32_t runs = 1 + draw(m, 3);
    while (runs-- > 0) {
      put_line(m, d, 'm', PART(RESIDUE));
    }
  } else if (chance < 9) {
    put_line(m, d, 'm', PART(SUBHEAD));
  } else if (chance < 15) {
    put_pictures(m, d, source);
  } else if (chance < 17) {
    put_related(m, d);
  } else if (chance < 18) {
    put_pull_quote(m, d, source);
  }
}

/* The page's own headline, else that of another. */
static void put_headline(model_lines *m, page *out, const page *p) {
  for (uint32_t i = 0; i < p->count; i++) {
    if (p->pieces[i].parts & PART(HEADLINE)) {
      put(out, duplicate(p->pieces[i].text), PART(HEADLINE));
      return;
    }
  }
  put(out, duplicate(draw_title(m)), PART(HEADLINE));
}

/* The headline and what stands round it. */
static void put_top(model_lines *m, page *out, const page *p) {
  uint32_t above = draw(m, 3) ? 0 : draw(m, 4);
  while (above-- > 0) {
    put_line(m, out, 'a', PART(RESIDUE));
  }
  if (draw(m, 7) == 0) {
    put_pictures(m, out, p);
  }
  if (draw(m, 10) == 0) {
    put_head(m, out);
  }
  put_headline(m, out, p);
  if (draw(m, 3) == 0) {
    put_pictures(m, out, p);
  }
  if (draw(m, 4) == 0) {
    put_standfirst(m, out, p);
  }
  put_head(m, out);
  if (draw(m, 2)) {
    put_pictures(m, out, p);
  }
  if (draw(m, 8) == 0) {
    put_standfirst(m, out, p);
  }
}

/* As tables often hold an article: its headline, who wrote it, perhaps when. */
static void put_plain_top(model_lines *m, page *out, const page *p) {
  const uint32_t dated = draw(m, 3) == 0, day_first = draw(m, 3) == 0;
  put_headline(m, out, p);
  if (draw(m, 4) == 0) {
    put_standfirst(m, out, p);
  }
  if (dated && day_first) {
    put_line(m, out, 'h', PART(TIME));
  }
  if (draw(m, 2)) {
    put(out, expanded(m, "{name}"), PART(BYLINE));
  } else {
    put_line(m, out, 'h', PART(BYLINE));
  }
  if (dated && !day_first) {
    put_line(m, out, 'h', PART(TIME));
  }
}

/* The text of the first so many paragraphs, with furniture between them or without. */
static void put_text(model_lines *m, page *out, const page *p, uint32_t most, int plain) {
  for (uint32_t i = 0; i < p->count && most; i++) {
    if ((p->pieces[i].parts & ~RUNNING) == 0) {
      put(out, duplicate(p->pieces[i].text), p->pieces[i].parts);
      most--;
      if (!plain) {
        put_middle(m, out, p);
      }
    }
  }
}

void page_make(model_lines *m, const page *p, int plain, page *out) {
  memset(out, 0, sizeof *out);
  out->pieces = take(PIECES_MAX, sizeof *out->pieces);
  m->author = draw_word(m, "name", 4);
  if (plain) {
    put_plain_top(m, out, p);
    put_text(m, out, p, p->count, 1);
  } else {
    put_top(m, out, p);
    put_text(m, out, p, 30, 0);
    put_tail(m, out);
  }
  m->author = NULL;
}
