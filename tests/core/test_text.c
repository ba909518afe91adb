/* test_text.c: characters as SQLite counts them, what they are, and folding. */
#include <string.h>

#include "../../ext/core/text.h"
#include "test.h"

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_text text;
} reading;

static void open_reading(reading *r, const char *bytes, size_t length) {
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->text, bytes, length);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close_reading(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

/* ---- Characters ------------------------------------------------------------------------- */

/* A text and, for each of its bytes, the character that it lies in. */
typedef struct counted {
  const char *text, *characters;
} counted;

static const counted counts[] = {
    {"", ""},
    {"a", "1"},
    {"abc", "123"},
    {"n\xC3\xA9", "122"},
    {"\xE2\x82\xAC"
     "5",
     "1112"},
    {"\xF0\x9F\x98\x80!", "11112"},
    {"e\xCC\x81", "122"}, /* a combining accent is one of its own */
    {"\x80", "1"},
    {"\x80\xBF\x80", "123"},
    {"a\x80\x80z", "1234"},
    {"\xC3", "1"},
    {"\xC3z", "12"},
    {"\xE2\x82z", "112"},
    {"\xE2\x82\xE2\x82\xAC", "11222"},
    {"\xF0\x9F\x98z", "1112"},
    {"\xC0\xC0\xC0", "123"},
    {"\xC0\x80\x80\x80\x80\x80", "111111"},
    {"\xFF\xBF\xFE\x80z", "11223"},
    {"\xC3\xA9\xA9z\xA9\xA9", "111234"},
};

static void test_counts(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    const size_t length = strlen(counts[i].text);
    char found[32] = "";
    reading r;
    open_reading(&r, counts[i].text, length);
    for (uint32_t byte = 0; byte < length; byte++) {
      found[byte] = (char)('0' + ne_text_characters_before(&r.text, byte + 1));
    }
    if (strcmp(found, counts[i].characters) != 0) {
      print_error("%s: \"%s\", not \"%s\"\n", counts[i].text, found, counts[i].characters);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

/* The bytes that pseudo-random texts are made of. */
static const char *const alphabets[] = {
    "a",
    "ab \xC3\xA9",
    "\x80",
    "\xC0",
    "\xC0\x80",
    "a\x80",
    "a\xBF\xC3",
    "ab\x80\xBF\xC0\xC3\xE2\xF0\xFF",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xE2\x80",
};

static uint32_t next_random(uint32_t *seed) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 17;
  *seed ^= *seed << 5;
  return *seed;
}

/* At every byte of the text, and behind it, the same as one byte after the other gives. */
static void compare(const char *bytes, uint32_t length) {
  uint32_t characters = 0;
  int open = 0;
  reading r;
  open_reading(&r, bytes, length);
  assert_int_equal(r.text.length, length);
  for (uint32_t i = 0; i <= length; i++) {
    const uint32_t found = ne_text_characters_before(&r.text, i);
    if (found != characters) {
      fail_msg("%u characters before byte %u of %u, not %u", found, i, length, characters);
    }
    if (i < length) {
      const unsigned char c = (unsigned char)bytes[i];
      const int continues = c >= 0x80 && c < 0xC0 && open;
      characters += !continues;
      open = continues || c >= 0xC0;
    }
  }
  close_reading(&r);
}

static void test_any_bytes(void **state) {
  char bytes[600];
  uint32_t seed = 20240306;
  (void)state;
  for (size_t a = 0; a < sizeof alphabets / sizeof *alphabets; a++) {
    const uint32_t letters = (uint32_t)strlen(alphabets[a]);
    for (uint32_t length = 0; length < sizeof bytes; length += length < 200 ? 1 : 57) {
      for (uint32_t i = 0; i < length; i++) {
        bytes[i] = alphabets[a][next_random(&seed) % letters];
      }
      compare(bytes, length);
    }
  }
}

/* One sequence that begins shortly before a checkpoint and goes on after the next one. */
static void test_checkpoints(void **state) {
  char bytes[300];
  (void)state;
  for (uint32_t start = 50; start < 70; start++) {
    for (uint32_t tail = 0; tail < 200; tail++) {
      memset(bytes, 'a', sizeof bytes);
      bytes[start] = (char)0xC3;
      memset(bytes + start + 1, 0xA9, tail);
      compare(bytes, sizeof bytes);
    }
  }
}

static void test_nul(void **state) {
  static const char bytes[] = "caf\xC3\xA9\0 and more";
  reading r;
  (void)state;
  open_reading(&r, bytes, sizeof bytes - 1);
  assert_int_equal(r.text.length, 5);
  assert_string_equal(r.text.bytes, "caf\xC3\xA9");
  assert_int_equal(ne_text_characters_before(&r.text, 5), 4);
  close_reading(&r);
  open_reading(&r, bytes + 5, 5);
  assert_int_equal(r.text.length, 0);
  assert_int_equal(ne_text_characters_before(&r.text, 0), 0);
  close_reading(&r);
}

/* ---- Code points -------------------------------------------------------------------------- */

typedef struct decoded {
  const char *bytes;
  uint32_t code_point, length;
  ne_char_class class;
} decoded;

static const decoded code_points[] = {
    {"a", 'a', 1, NE_CHAR_LOWER},
    {"Q", 'Q', 1, NE_CHAR_UPPER},
    {"7", '7', 1, NE_CHAR_DIGIT},
    {" ", ' ', 1, NE_CHAR_SPACE},
    {"\t", '\t', 1, NE_CHAR_SPACE},
    {"\n", '\n', 1, NE_CHAR_LINE},
    {"\r", '\r', 1, NE_CHAR_LINE},
    {"\"", '"', 1, NE_CHAR_QUOTE},
    {"'", '\'', 1, NE_CHAR_QUOTE},
    {"`", '`', 1, NE_CHAR_QUOTE},
    {"-", '-', 1, NE_CHAR_DASH},
    {",", ',', 1, NE_CHAR_PUNCTUATION},
    {"(", '(', 1, NE_CHAR_PUNCTUATION},
    {"$", '$', 1, NE_CHAR_OTHER},
    {"\x01", 1, 1, NE_CHAR_OTHER},
    {"\xC2\xA0", 0xA0, 2, NE_CHAR_SPACE},
    {"\xE2\x80\x89", 0x2009, 3, NE_CHAR_SPACE},
    {"\xE2\x80\xA8", 0x2028, 3, NE_CHAR_LINE},
    {"\xC2\x85", 0x85, 2, NE_CHAR_LINE},
    {"\xC3\xA9", 0xE9, 2, NE_CHAR_LOWER},
    {"\xC3\x89", 0xC9, 2, NE_CHAR_UPPER},
    {"\xE4\xBA\xAC", 0x4EAC, 3, NE_CHAR_LETTER},
    {"\xCC\x81", 0x301, 2, NE_CHAR_LETTER},
    {"\xE2\x80\x9C", 0x201C, 3, NE_CHAR_QUOTE},
    {"\xE2\x80\x9E", 0x201E, 3, NE_CHAR_QUOTE},
    {"\xE2\x80\x99", 0x2019, 3, NE_CHAR_QUOTE},
    {"\xC2\xAB", 0xAB, 2, NE_CHAR_QUOTE},
    {"\xE2\x80\x94", 0x2014, 3, NE_CHAR_DASH},
    {"\xE2\x80\xA6", 0x2026, 3, NE_CHAR_PUNCTUATION},
    {"\xE2\x82\xAC", 0x20AC, 3, NE_CHAR_OTHER},
    {"\xF0\x9F\x98\x80", 0x1F600, 4, NE_CHAR_OTHER},
    {"\x80z", 0xFFFD, 1, NE_CHAR_OTHER},
    {"\xC3z", 0xFFFD, 1, NE_CHAR_OTHER},
    {"\xE2\x82z", 0xFFFD, 2, NE_CHAR_OTHER},
    {"\xC0\x80z", 0xFFFD, 2, NE_CHAR_OTHER},
    {"\xED\xA0\x80", 0xFFFD, 3, NE_CHAR_OTHER},         /* half a surrogate pair */
    {"\xC3\xA9\xA9\xA9", 0xFFFD, 4, NE_CHAR_OTHER},     /* too many of them */
    {"\xF4\x90\x80\x80", 0xFFFD, 4, NE_CHAR_OTHER},     /* above U+10FFFF */
    {"\xF8\x88\x80\x80\x80", 0xFFFD, 5, NE_CHAR_OTHER}, /* longer than UTF-8 knows */
};

static void test_code_points(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof code_points / sizeof *code_points; i++) {
    const decoded *d = &code_points[i];
    uint32_t length = 0;
    const uint32_t found = ne_text_decode(d->bytes, d->bytes + strlen(d->bytes), &length);
    const ne_char_class class = ne_char_classify(found);
    if (found != d->code_point || length != d->length || class != d->class) {
      print_error("%s: U+%04X, %u bytes, class %d; not U+%04X, %u, %d\n", d->bytes, found, length,
                  (int)class, d->code_point, d->length, (int)d->class);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

/* ---- Folding ------------------------------------------------------------------------------ */

typedef struct folding {
  const char *text, *folded;
} folding;

static const folding letters[] = {
    {"Kerry", "kerry"},
    {"U.S.", "u.s."},
    {"Jos\xC3\x89", "jose"},
    {"Jose\xCC\x81", "jose"},
    {"\xC3\x85ngstr\xC3\xB6m", "angstrom"},
    {"Stra\xC3\x9F"
     "e",
     "strasse"},
    {"O\xE2\x80\x99Neill", "o'neill"},
    {"\xE2\x80\x98"
     "90s",
     "'90s"},
    {"\xD0\x98\xD0\x92\xD0\x90\xD0\x9D", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD"},
    {"co\xC2\xADop", "coop"}, /* a soft hyphen */
    {"\xE4\xBA\xAC", "\xE4\xBA\xAC"},
    {"12,5 %", "12,5 %"},
};

static void test_letters(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    const char *p = letters[i].text, *end = p + strlen(p);
    char found[64] = "";
    size_t length = 0;
    while (p < end) {
      char folded[8];
      uint32_t bytes;
      const uint32_t used = ne_char_fold(ne_text_decode(p, end, &bytes), folded);
      memcpy(found + length, folded, used);
      length += used;
      p += bytes;
    }
    found[length] = 0;
    if (strcmp(found, letters[i].folded) != 0) {
      print_error("%s: \"%s\", not \"%s\"\n", letters[i].text, found, letters[i].folded);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

static const folding blanks[] = {
    {"", ""},
    {"one", "one"},
    {"one two", "one two"},
    {"  one two ", "one two"},
    {"one  two", "one two"},
    {"one\ttwo", "one two"},
    {"one\r\n\r\ntwo\n", "one two"},
    {"one\xC2\xA0two", "one two"},
    {"one \xE2\x80\x89 two", "one two"},
    {"one\xE2\x80\xA8two", "one two"},
    {" \t\r\n", ""},
    {"caf\xC3\xA9\n\xE2\x80\x9Cno\xE2\x80\x9D", "caf\xC3\xA9 \xE2\x80\x9Cno\xE2\x80\x9D"},
    {"bad\xFF \xE2\x82  end", "bad\xFF \xE2\x82 end"},
};

static void test_blanks(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    const char *expected = blanks[i].folded;
    reading r;
    open_reading(&r, blanks[i].text, strlen(blanks[i].text));
    const newsext_slice found = ne_text_folded(&r.arena, &r.text, (newsext_span){0, r.text.length});
    if (found.length != strlen(expected) ||
        (found.length && memcmp(found.bytes, expected, found.length) != 0)) {
      print_error("%s: \"%.*s\", not \"%s\"\n", blanks[i].text, (int)found.length,
                  found.bytes ? found.bytes : "", expected);
      wrong++;
    }
    close_reading(&r);
  }
  assert_int_equal(wrong, 0);
}

/* What needs no folding is not copied. */
static void test_uncopied(void **state) {
  static const char bytes[] = "He said: no  more.";
  reading r;
  newsext_slice found;
  (void)state;
  open_reading(&r, bytes, sizeof bytes - 1);
  found = ne_text_folded(&r.arena, &r.text, (newsext_span){3, 8});
  assert_ptr_equal(found.bytes, r.text.bytes + 3);
  assert_int_equal(found.length, 8);
  found = ne_text_folded(&r.arena, &r.text, (newsext_span){9, 8});
  assert_int_equal(found.length, 7);
  assert_memory_equal(found.bytes, "no more", 7);
  found = ne_text_folded(&r.arena, &r.text, (newsext_span){3, 0});
  assert_int_equal(found.length, 0);
  close_reading(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_counts),      cmocka_unit_test(test_any_bytes),
      cmocka_unit_test(test_checkpoints), cmocka_unit_test(test_nul),
      cmocka_unit_test(test_code_points), cmocka_unit_test(test_letters),
      cmocka_unit_test(test_blanks),      cmocka_unit_test(test_uncopied),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
