/* version.c: what the core was built with. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "../newsext.h"
#include "weights.h"

#include <pcre2.h>
#include <stdio.h>
#include <utf8proc.h>

const char *newsext_model_version(void) {
  return ne_weights_en_sum;
}

int newsext_libraries(char out[NEWSEXT_LIBRARIES_BYTES]) {
  char pcre2[64] = "";
  int length = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
  if (length > 0 && length <= (int)sizeof pcre2) {
    pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
  }
  length =
      snprintf(out, NEWSEXT_LIBRARIES_BYTES, "PCRE2 %s, utf8proc %s", pcre2, utf8proc_version());
  return length < NEWSEXT_LIBRARIES_BYTES ? length : NEWSEXT_LIBRARIES_BYTES - 1;
}
