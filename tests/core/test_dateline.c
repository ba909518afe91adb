/* test_dateline.c: wire datelines, and what only looks like one. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../../ext/core/dateline.h"
#include "test.h"

/* An opening; place | region | agency | date; "" where there is no dateline. */
typedef struct opening {
  const char *text, *fields;
} opening;

#define REST "The minister told parliament that the plan would cost twice as much as expected."

static const opening openings[] = {
    {"WASHINGTON (Reuters) - " REST, "WASHINGTON||Reuters|"},
    {"WASHINGTON - " REST, "WASHINGTON|||"},
    {"WASHINGTON — " REST, "WASHINGTON|||"},
    {"Nairobi, Monday — " REST, "Nairobi|||"},
    {"NAIROBI, Kenya, Monday — " REST, "NAIROBI|Kenya||"},
    {"GENEVA (11 March 2026) - " REST, "GENEVA|||2026-03-11"},
    {"Kozhikode: " REST, "Kozhikode|||"},
    {"Lahore: " REST, "Lahore|||"},
    {"Rochester: " REST, ""},
    {"WASHINGTON – " REST, "WASHINGTON|||"},
    {"WASHINGTON-- " REST, "WASHINGTON|||"},
    {"WASHINGTON—" REST, "WASHINGTON|||"},
    {"Washington (AFP) – " REST, "Washington||AFP|"},
    {"London — " REST, "London|||"},
    {"Berlin (dpa) - " REST, "Berlin||dpa|"},
    {"ABU DHABI // " REST, "ABU DHABI|||"},
    {"MOSCOW, May 27. /TASS/. " REST, "MOSCOW||TASS|--05-27"},
    {"MOSCOW, May 27 /TASS/. " REST, "MOSCOW||TASS|--05-27"},
    {"NEW DELHI: " REST, "NEW DELHI|||"},
    {"Kuala Lumpur: " REST, "Kuala Lumpur|||"},
    {"(Reuters) - " REST, "||Reuters|"},
    {"(CNN) -- " REST, "||CNN|"},
    {"(CNN)" REST, "||CNN|"},
    {"London, England (CNN) -- " REST, "London|England|CNN|"},
    {"SEOUL, South Korea, Feb 26 (AP) — " REST, "SEOUL|South Korea|AP|--02-26"},
    {"NANJING, Aug. 19 (Xinhua) -- " REST, "NANJING||Xinhua|--08-19"},
    {"NANJING, Aug.19 (Xinhua) -- " REST, "NANJING||Xinhua|--08-19"},
    {"MATI, Greece, Sept. 24, (Xinhua) -- " REST, "MATI|Greece|Xinhua|--09-24"},
    {"Dec 29 (Reuters) - " REST, "||Reuters|--12-29"},
    {"March 3 - " REST, "|||--03-03"},
    {"March 3: " REST, ""},
    {"BERLIN, March 25, Reuter - " REST, "BERLIN||Reuter|--03-25"},
    {"BERLIN, March 25 - " REST, "BERLIN|||--03-25"},
    {"BERLIN, Narch 25 - " REST, "BERLIN|||--03-25"},
    {"BERLIN, Macrh 25 - " REST, "BERLIN|||--03-25"},
    {"BERLIN, April l7 - " REST, "BERLIN|||--04-17"},
    {"BERLIN, Apri l7 - " REST, "BERLIN|||--04-07"},
    {"BERLIN, March 2O - " REST, "BERLIN|||--03-20"},
    {"BERLIN, 25 March - " REST, "BERLIN|||--03-25"},
    {"LOS ANGELES, April 05, 2018 (GLOBE NEWSWIRE) -- " REST,
     "LOS ANGELES||GLOBE NEWSWIRE|2018-04-05"},
    {"SPRINGFIELD, Ill. (AP) - " REST, "SPRINGFIELD|Ill.|AP|"},
    {"SPRINGFIELD, Ill. March 3 - " REST, "SPRINGFIELD|Ill.||--03-03"},
    {"SPRINGFIELD, Ill. - March 3 - " REST, "SPRINGFIELD|Ill.||--03-03"},
    {"KANSAS CITY, Mo. — " REST, "KANSAS CITY|Mo.||"},
    {"ST. PAUL, Minn. — " REST, "ST. PAUL|Minn.||"},
    {"WASHINGTON, D.C. — " REST, "WASHINGTON|D.C.||"},
    {"Dresden (Germany) - " REST, "Dresden|Germany||"},
    {"Toronto, Ontario, March 3 - " REST, "Toronto|Ontario||--03-03"},
    {"RIO DE JANEIRO (Reuters) - " REST, "RIO DE JANEIRO||Reuters|"},
    {"PARIS/LONDON (Reuters) - " REST, "PARIS||Reuters|"},
    {"WASHINGTON/KHOBAR, Saudi Arabia (Reuters) - " REST, "WASHINGTON||Reuters|"},
    {"BUTLER COUNTY — " REST, "BUTLER COUNTY|||"},
    {"ABOARD AIR FORCE ONE (Reuters) - " REST, "ABOARD AIR FORCE ONE||Reuters|"},
    {"BERLIN (Thomson Reuters Foundation) - " REST, "BERLIN||Thomson Reuters Foundation|"},
    {"MABI, Japan - (Reuters) - " REST, "MABI|Japan|Reuters|"},
    {"(NEW YORK) — " REST, "NEW YORK|||"},
    {"Moscow, SANA - " REST, "Moscow||SANA|"},
    {"SALINA, Kan. Strong winds tore the roof off a school on Friday, officials said.",
     "SALINA|Kan.||"},
    {"LONDON The queen opened parliament on Friday amid protests over the price of bread.",
     "LONDON|||"},
    {"RPT -- BERLIN, March 25 - " REST, "BERLIN|||--03-25"},
    {"****BERLIN, March 25 - " REST, "BERLIN|||--03-25"},
    {"By Ann Lee\nGENEVA (AP) — " REST, "GENEVA||AP|"},
    {"Ministers meet again\n\nGENEVA (AP) — " REST, "GENEVA||AP|"},
    {"caracas, feb 26 - venezuela said on Friday that its debt would be paid in full.",
     "caracas|||--02-26"},
    /* none */
    {"PARIS/", ""},
    {"PARIS AGREEMENT - What the deal asks of every country", ""},
    {"BERLIN WALL - Twenty years on, the stones are souvenirs", ""},
    {"WASHINGTON POST - The paper's view of the week", ""},
    {"NATO - The alliance meets again in the spring", ""},
    {"Oil – Prices rose for a third day as traders weighed a cut in output by producers.", ""},
    {"London - a city he had never seen - was all that the old man talked of that winter.", ""},
    {"BREAKING NEWS — Fire crews are at the scene", ""},
    {"WATCH: The minister walks out of the interview", ""},
    {"LONDON BULLION 1200 - APRIL 7", ""},
    {"CANADIAN METALS - April 7", ""},
    {"MURRAY (D-Wash.) - " REST, ""},
    {"Washington (D-Wash.) — no relation — voted against", ""},
    {"Paris is a city of two million people, and it grows by a thousand every month.", ""},
    {"The mayor of Paris - a doctor - said the river was clean enough to swim in.", ""},
    {"Fiat is to stop making engines in Turin, the company said on Monday evening.", ""},
    {"Iran - OPEC's second producer - has signed a series of deals with its neighbours.", ""},
    {"SMITH: I never said that, and I never will say it, whatever they print about me.", ""},
    {"Q: Where were you on the night of the fire, and who was there with you then?", ""},
    {"", ""},
    {"-", ""},
    {"(", ""},
};

static void describe(const newsext_dateline *d, char *out, size_t size) {
  char date[NEWSEXT_DATE_BYTES];
  newsext_date_format(&d->date, date);
  snprintf(out, size, "%.*s|%.*s|%.*s|%s", (int)d->place.length,
           d->place.bytes ? d->place.bytes : "", (int)d->region.length,
           d->region.bytes ? d->region.bytes : "", (int)d->agency.length,
           d->agency.bytes ? d->agency.bytes : "", date);
}

/* Between the dateline's own words and the report there are marks alone. */
static int ends_at_report(const char *bytes, newsext_span raw) {
  const char *rest = strstr(bytes, REST);
  for (const char *p = bytes + raw.start + raw.length; rest && p < rest; p++) {
    if (isalnum((unsigned char)*p)) {
      return 0;
    }
  }
  return 1;
}

static void test_openings(void **state) {
  size_t wrong = 0;
  (void)state;
  for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
    helper_memory memory;
    ne_arena arena;
    ne_text text;
    ne_tokens tokens;
    ne_lines lines;
    newsext_dateline dateline;
    char found[256] = "";
    const char *bytes = openings[i].text;
    helper_memory_open(&memory, 0);
    ne_arena_open(&arena, &memory.allocator, NULL);
    ne_text_open(&arena, &text, bytes, strlen(bytes));
    ne_tokenize(&arena, &text, &ne_lexicon_en, &tokens);
    ne_lines_find(&arena, &ne_lexicon_en, &text, &tokens, &lines);
    if (ne_dateline_find(&arena, &ne_lexicon_en, &text, &tokens, &lines, &dateline)) {
      describe(&dateline, found, sizeof found);
      assert_true(dateline.raw.start + dateline.raw.length <= text.length);
      assert_true(ends_at_report(bytes, dateline.raw));
    }
    if (strcmp(found, openings[i].fields) != 0) {
      print_error("%.40s: \"%s\", not \"%s\"\n", bytes, found, openings[i].fields);
      wrong++;
    }
    ne_arena_close(&arena);
    assert_int_equal(memory.blocks, 0);
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_openings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
