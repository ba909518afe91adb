/* embed.c: turns a file into a C array that is linked into the library.
**
** Usage: embed NAME FILE > FILE.c
**
** It writes the bytes as string literals, which compilers read many times faster
** than lists of numbers, with their number, NAME_size, and a checksum, NAME_sum.
*/
#include <inttypes.h>
#include <stdio.h>

#define LINE_BYTES 32

/* An octal escape of three digits ends by itself, so that a digit may follow. */
static void write_byte(int byte) {
  const int plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\' && byte != '?';
  printf(plain ? "%c" : "\\%03o", (unsigned)byte);
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
  unsigned long size = 0;
  uint32_t sum = UINT32_C(0x811C9DC5); /* FNV-1a */
  if (!file) {
    fprintf(stderr, argc == 3 ? "embed: %s cannot be opened\n" : "usage: embed NAME FILE\n",
            argv[argc - 1]);
    return 1;
  }
  printf("/* Made by ext/model/embed.c: do not edit. */\n#include <stddef.h>\n\n"
         "extern const unsigned char %s[];\nextern const size_t %s_size;\n"
         "extern const char %s_sum[];\n\n_Alignas(64) const unsigned char %s[] =",
         argv[1], argv[1], argv[1], argv[1]);
  for (int byte = getc(file); byte != EOF; byte = getc(file), size++) {
    if (size % LINE_BYTES == 0) {
      printf(size ? "\"\n  \"" : "\n  \"");
    }
    write_byte(byte);
    sum = (sum ^ (uint32_t)byte) * UINT32_C(0x01000193);
  }
  printf(size ? "\";\n" : " \"\";\n");
  printf("const size_t %s_size = %lu;\nconst char %s_sum[] = \"%08" PRIx32 "\";\n", argv[1], size,
         argv[1], sum);
  return ferror(file) || fflush(stdout) != 0 || ferror(stdout);
}
