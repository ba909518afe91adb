/* output.c: a column's value, as a member of a JSON object, a parameter or a result. */
#include "newsext_sqlite.h"
SQLITE_EXTENSION_INIT3

/* What binding gave. */
static void bound(ne_output *out, int code) {
  if (code != SQLITE_OK && out->status == NEWSEXT_OK) {
    out->status = code == SQLITE_TOOBIG ? NEWSEXT_TOOBIG : NEWSEXT_NOMEM;
  }
}

/* Most rows have the words, and the NULLs, of the row before. */
static int is_bound(const ne_output *out, const void *word) {
  if (!out->bound) {
    return 0;
  }
  if (out->bound[out->parameter] == word) {
    return 1;
  }
  out->bound[out->parameter] = word;
  return 0;
}

static void forget_bound(const ne_output *out) {
  if (out->bound) {
    out->bound[out->parameter] = NULL;
  }
}

void ne_output_null(ne_output *out) {
  static const char null[] = "";
  if (out->json) {
    ne_builder_append(out->json, "null", 4);
  } else if (out->statement) {
    if (!is_bound(out, null)) {
      bound(out, sqlite3_bind_null(out->statement, out->parameter));
    }
  } else {
    sqlite3_result_null(out->context);
  }
}

void ne_output_integer(ne_output *out, int64_t value) {
  if (out->json) {
    ne_json_integer(out->json, value);
  } else if (out->statement) {
    forget_bound(out);
    bound(out, sqlite3_bind_int64(out->statement, out->parameter, value));
  } else {
    sqlite3_result_int64(out->context, value);
  }
}

void ne_output_real(ne_output *out, double value) {
  int64_t thousandths = (int64_t)(value * 1000 + (value < 0 ? -0.5 : 0.5));
  if (out->json) {
    ne_json_thousandths(out->json, thousandths);
  } else if (out->statement) {
    forget_bound(out);
    bound(out, sqlite3_bind_double(out->statement, out->parameter, (double)thousandths / 1000));
  } else {
    sqlite3_result_double(out->context, (double)thousandths / 1000);
  }
}

void ne_output_text(ne_output *out, newsext_slice slice) {
  if (!slice.bytes || !slice.length) {
    ne_output_null(out);
  } else if (out->json) {
    ne_json_text(out->json, slice);
  } else if (out->statement) {
    forget_bound(out);
    bound(out, sqlite3_bind_text64(out->statement, out->parameter, slice.bytes, slice.length,
                                   out->lasting ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
  } else {
    sqlite3_result_text64(out->context, slice.bytes, slice.length, SQLITE_TRANSIENT, SQLITE_UTF8);
  }
}

void ne_output_word(ne_output *out, const char *word) {
  if (!word) {
    ne_output_null(out);
  } else if (out->json) {
    ne_json_word(out->json, word);
  } else if (out->statement) {
    if (!is_bound(out, word)) {
      bound(out, sqlite3_bind_text(out->statement, out->parameter, word, -1, SQLITE_STATIC));
    }
  } else {
    sqlite3_result_text(out->context, word, -1, SQLITE_STATIC);
  }
}

int ne_output_is_folded(newsext_slice slice) {
  for (uint32_t i = 0; i < slice.length; i++) {
    unsigned char c = (unsigned char)slice.bytes[i];
    if (c > ' ' && c < 0xC2) { /* nearly all */
      continue;
    }
    if (c == ' ' && (i == 0 || i + 1 == slice.length || slice.bytes[i + 1] == ' ')) {
      return 0;
    }
    if (c < ' ' || c == 0xC2 || c == 0xE2 || c == 0xE3) { /* the last: wide blanks */
      return 0;
    }
  }
  return 1;
}

/* Hands over the string, and leaves the builder empty. */
static void give(ne_output *out, ne_builder *b, unsigned subtype) {
  if (!out->statement) {
    ne_builder_result(b, out->context, subtype);
    return;
  }
  forget_bound(out);
  if (b->code == SQLITE_OK) {
    bound(out, sqlite3_bind_text64(out->statement, out->parameter, b->bytes, b->length,
                                   sqlite3_free, SQLITE_UTF8));
    b->bytes = NULL;
  }
  bound(out, b->code);
  ne_builder_clear(b);
}

void ne_output_folded(ne_output *out, newsext_slice slice) {
  ne_builder folded = {0};
  if (slice.length && out->json) {
    ne_json_folded(out->json, slice);
    return;
  }
  if (ne_output_is_folded(slice)) {
    ne_output_text(out, slice);
    return;
  }
  ne_builder_folded(&folded, slice);
  if (folded.code == SQLITE_OK && !folded.length) {
    ne_output_null(out);
  } else {
    give(out, &folded, 0);
  }
}

void ne_output_date(ne_output *out, const newsext_date *date) {
  char iso[NEWSEXT_DATE_BYTES];
  const int length = newsext_date_format(date, iso), lasting = out->lasting;
  out->lasting = 0;
  ne_output_text(out, (newsext_slice){iso, (uint32_t)length});
  out->lasting = lasting;
}

ne_builder *ne_output_open(ne_output *out) {
  return out->json ? out->json : &out->scratch;
}

void ne_output_close(ne_output *out) {
  if (!out->json) {
    give(out, &out->scratch, NE_JSON_SUBTYPE);
  }
}
