/* align.c: puts files of weights one behind the other, each section's rows at the
** beginning of a cache line, so that no row of the wide tables lies in two.
**
** Usage: align FILE... > FILE
**
** The first file begins with the text head; what fills the gaps are sections without a
** name, which nobody asks for. Rows whose second half no class uses are cut in two. The
** tagger's weights are raised by 128, so that none is negative: the core adds them up faster.
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As model.c reads them. */
#define NAME_BYTES   16
#define HEADER_BYTES 32

#define LINE_BYTES 64
#define WIDE_ROW   32 /* narrower ones are packed as close as they can be */

static unsigned long written;

_Noreturn static void fail(const char *what) {
  fprintf(stderr, "align: %s\n", what);
  exit(1);
}

static void write_bytes(const unsigned char *bytes, size_t count) {
  if (fwrite(bytes, 1, count, stdout) != count) {
    fail("the weights could not be written");
  }
  written += (unsigned long)count;
}

static uint32_t number_at(const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void set_number(unsigned char *p, uint32_t number) {
  for (int i = 0; i < 4; i++) {
    p[i] = (unsigned char)(number >> 8 * i);
  }
}

/* A section of one row, so that the rows of the next one begin a line. */
static void fill_line(void) {
  unsigned char filler[HEADER_BYTES + LINE_BYTES] = {0};
  const uint32_t length = (uint32_t)(LINE_BYTES - written % LINE_BYTES) % LINE_BYTES;
  if (length != HEADER_BYTES) {
    set_number(filler + NAME_BYTES, 1);
    set_number(filler + NAME_BYTES + 4, length);
    write_bytes(filler, HEADER_BYTES + length);
  }
}

static void write_raised(const unsigned char *bytes, size_t count) {
  unsigned char raised[WIDE_ROW] = {0};
  for (size_t i = 0; i < count; i++) {
    raised[i] = bytes[i] ^ 0x80;
  }
  write_bytes(raised, count);
}

static int half_is_used(const unsigned char *rows, uint32_t count, uint32_t stride) {
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t k = stride / 2; k < stride; k++) {
      if (rows[(size_t)i * stride + k]) {
        return 1;
      }
    }
  }
  return 0;
}

/* Returns the section's bytes; 0 where none begins. */
static size_t write_section(const unsigned char *p, size_t size) {
  unsigned char header[HEADER_BYTES];
  uint32_t rows, stride, kept;
  int is_tagger;
  if (size < HEADER_BYTES) {
    return 0;
  }
  memcpy(header, p, HEADER_BYTES);
  rows = number_at(p + NAME_BYTES);
  stride = kept = number_at(p + NAME_BYTES + 4);
  if (stride && rows > (size - HEADER_BYTES) / stride) {
    fail("a section is cut short");
  }
  if (stride == WIDE_ROW && !half_is_used(p + HEADER_BYTES, rows, stride)) {
    kept = stride / 2;
  }
  is_tagger = stride == WIDE_ROW && strncmp((const char *)p, "tag", NAME_BYTES) == 0;
  set_number(header + NAME_BYTES + 4, kept);
  fill_line();
  write_bytes(header, HEADER_BYTES);
  for (uint32_t i = 0; i < rows; i++) {
    const unsigned char *row = p + HEADER_BYTES + (size_t)i * stride;
    if (is_tagger) {
      write_raised(row, kept);
    } else {
      write_bytes(row, kept);
    }
  }
  return HEADER_BYTES + (size_t)rows * stride;
}

static unsigned char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  unsigned char *bytes = NULL;
  size_t room = 1 << 16, count;
  *size = 0;
  do {
    unsigned char *larger = realloc(bytes, room *= 2);
    if (!file || !larger) {
      fail(path);
    }
    bytes = larger;
    count = fread(bytes + *size, 1, room - *size, file);
    *size += count;
  } while (count > 0);
  if (ferror(file)) {
    fail(path);
  }
  fclose(file);
  return bytes;
}

static size_t head_length(const unsigned char *bytes, size_t size) {
  for (size_t i = 1; i < size; i++) {
    if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
      return i + 1;
    }
  }
  return size;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    size_t size, at = 0, length;
    unsigned char *bytes = read_file(argv[i], &size);
    if (i == 1) {
      at = head_length(bytes, size);
      write_bytes(bytes, at);
    }
    while ((length = write_section(bytes + at, size - at)) > 0) {
      at += length;
    }
    free(bytes);
  }
  if (fflush(stdout) != 0) {
    fail("the weights could not be written");
  }
  return 0;
}
