/* test_people.c: whom the mentions of an article mean, and how each is filed. */
#include <string.h>

#include "../../ext/core/people.h"
#include "test.h"

/* In the text the mention asked for stands in square brackets, which are taken out.
** NULL: it means nobody that the article tells. */
typedef struct sample {
  const char *text, *name, *role;
  int kind, pronoun;
} sample;

static const sample samples[] = {
    /* fullest form, surnames, titles, roles, nicknames */
    {"Kerrin spoke. [Kerrin] agreed. US envoy John Kerrin is back.", "John Kerrin", "US envoy",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Maria Ortega won. [Senator Ortega] smiled.", "Maria Ortega", "Senator", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Sen. Maria Ortega won. A friend called. [The senator] left.", "Maria Ortega", "Sen.",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"William Hartley won. On Friday [Bill Hartley] resigned.", "William Hartley", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Hillary Rodham Dunne won. [Hillary Dunne] smiled.", "Hillary Rodham Dunne", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Enrique Cruz Nieto won. Then [Cruz Nieto] left.", "Enrique Cruz Nieto", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Fans met Pope Francis. [Francis] waved.", "Pope Francis", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne-Roth won. Once [Anna Dunne] lost.", "Anna Dunne-Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Ian Brede met Tyra McClenney. “Fine,” [McLenney] said.", "Tyra McClenney", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Chen Junlan spoke. [Ms. Chen] left.", "Chen Junlan", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"The Dunne Report is out. [Dunne] is glad.", "Dunne", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[James A. Baxter] wrote a letter.", "James A. Baxter", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"“No,” said [David French of the Retail Federation].", "David French", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne won. [Dunne] bristles at the charge.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne won. [Dunne] Tuesday night thanked him.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Vatican spokesman the Rev. Carl Roth] said no.", "Carl Roth", "Vatican spokesman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[UMW Director of Legal Affairs Carl Roth] said no.", "Carl Roth",
     "UMW Director of Legal Affairs", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Dunne's GOP primary rival Sen. Carl Roth] said no.", "Carl Roth",
     "Dunne's GOP primary rival Sen.", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Anna Dunne, 18, from Lee County, Fla.,] disagrees.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Carl Roth Jr.] director of the fund said no.", "Carl Roth Jr.", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Vietnamese Doan Thi Huong] left.", "Doan Thi Huong", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[US envoy to Britain Carl Roth] left.", "Carl Roth", "US envoy to Britain", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"It is an idea [President Dunne] has had.", "Dunne", "President", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"They met [a UK Independence Party MEP].", "UK Independence Party MEP", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Minister of Finance Giovanni Trelli] said no.", "Giovanni Trelli", "Minister of Finance",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Then [Stephen “The Rifleman” Flemming] spoke.", "Stephen “The Rifleman” Flemming", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[A spokesman for Ms. Perez] said no.", "spokesman for Ms. Perez", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The UK Home Secretary] said no.", "UK Home Secretary", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Abdul Aziz Abu Daher left. [Abdul Hamid Abu Daher] came.", "Abdul Hamid Abu Daher", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[President FranÃ§ois Hollier] left.", "FranÃ§ois Hollier", "President", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Polk County Chairman Will Rogers] said no.", "Will Rogers", "Polk County Chairman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Marine Le Pen] said no.", "Marine Le Pen", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Co-moderator Anna Dunne] asked why.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[Leeds-based Carl Roth] said no.", "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Senator Jane Fox] said no.", "Jane Fox", "Senator", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Spain coach Luis Arago came. [The 66-year-old] left.", "Luis Arago", "Spain coach",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Irish defender Carl Roth hurt manager Luis Arago. [The Irish defender] left.", "Carl Roth",
     "Irish defender", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* relatives of one surname */
    {"Bill Dunne met Anna Dunne. Later [Mrs. Dunne] left.", "Anna Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Bill Dunne met Anna Dunne. Later [Mr. Dunne] left.", "Bill Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Robert Gray spoke. Robert Gray Jr. did not. [Robert Gray Jr.] left.", "Robert Gray Jr.", "",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    /* possessives and appositions */
    {"Anna Dunne declined. [Her spokesman Brian Falk] said no.", "Brian Falk", "spokesman",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The opposition leader, Aurelio Banks,] objected.", "Aurelio Banks", "opposition leader",
     NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne, [a lawyer], left.", "Anna Dunne", "lawyer", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne declined. [Her lawyer] said no.", "Anna Dunne's lawyer", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[A spokesman for Unity] said no.", "spokesman for Unity", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* unnamed sources */
    {"[A senior official] said no.", "senior official", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"A senior official said no. “Never,” [the official] added.", "senior official", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Two people familiar with the talks] said so.", "Two people familiar with the talks", "",
     NEWSEXT_ANONYMOUS, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Analysts] expect a deal.", "Analysts", "", NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    {"They met [the Syrians].", "Syrians", "", NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    /* bodies */
    {"[Public broadcaster NHX] said no.", "NHX", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[NATO member Montenegro] agreed.", "Montenegro", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"[The Democratic Unionist Party] met.", "Democratic Unionist Party", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Shares in [S. & P.] fell.", "S. & P.", "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Then [Hedge Fund Research, a Leeds-based firm,] said no.", "Hedge Fund Research", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Jane Achter said yes. [Her publisher, Lanternhouse,] said no.", "Lanternhouse", "publisher",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Brokerage Dunmore Keane, which rates the stock a “buy”,] said no.", "Dunmore Keane", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[The organizer Alliance to Reclaim Our Schools] said no.", "Alliance to Reclaim Our Schools",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Guild of Flight Attendants met. “Fine,” [the union] said.", "Guild of Flight Attendants",
     "", NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Pellington sued Waalkade Terminals. [The company] said so.", "Pellington", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The U.S. Africa Command (AFRICOM) said no. [AFRICOM] declined.", "U.S. Africa Command", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"The Harbour Safety Commission met. [The commission] voted.", "Harbour Safety Commission", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"Pellington Foods Inc. was shut. [The company] said so.", "Pellington Foods Inc.", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Waalkade Terminals], which runs the site, said so.", "Waalkade Terminals", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"According to [the report], it was late.", "report", "", NEWSEXT_DOCUMENT,
     NEWSEXT_PRONOUN_UNKNOWN},
    /* pronouns */
    {"Sheriff Dana Oakes said no. “Fine,” [she] added.", "Dana Oakes", "Sheriff", NEWSEXT_PERSON,
     NEWSEXT_SHE},
    {"John Kerrin met Anna Dunne. “Fine,” [he] said.", "John Kerrin", "", NEWSEXT_PERSON,
     NEWSEXT_HE},
    {"Kim Doe spoke. “Fine,” [she] said.", "Kim Doe", "", NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Carl Roth, [who] lives there, spoke.", "Carl Roth", "", NEWSEXT_PERSON,
     NEWSEXT_PRONOUN_UNKNOWN},
    {"Anna Dunne spoke. John Kerrin thanked Maria Ortega. “Fine,” [she] said.", "Anna Dunne", "",
     NEWSEXT_PERSON, NEWSEXT_SHE},
    {"After [his] defeat, Carl Roth wept.", "Carl Roth", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"The Harbour Safety Commission met. [It] voted no.", "Harbour Safety Commission", "",
     NEWSEXT_ORGANIZATION, NEWSEXT_PRONOUN_UNKNOWN},
    {"[Carl Roth and Anna Dunne, who were late,] said no.", "Carl Roth and Anna Dunne", "",
     NEWSEXT_GROUP, NEWSEXT_PRONOUN_UNKNOWN},
    {"Janice Roe, a waitress at the Classic Deli, [who] lives there, spoke.", "Janice Roe",
     "waitress at the Classic Deli", NEWSEXT_PERSON, NEWSEXT_PRONOUN_UNKNOWN},
    {"Asked about it, one of them laughed. “Fine,” [she] said.", "one", "", NEWSEXT_ANONYMOUS,
     NEWSEXT_SHE},
    {"Anna Dunne was born in Leeds. Her mother, Nell, took in washing. “We sang,” [she] said.",
     "Anna Dunne", "", NEWSEXT_PERSON, NEWSEXT_SHE},
    {"Carl Roth and Anna Dunne wrote in. “Fine,” [they] said.", "Carl Roth and Anna Dunne", "",
     NEWSEXT_GROUP, NEWSEXT_THEY},
    {"Polyfact looked into it. Then [they] said it was true.", "Polyfact", "", NEWSEXT_ORGANIZATION,
     NEWSEXT_THEY},
    {"Carl Roth lost, he said. Anna Dunne saw it. Ian Brede sang to us. “Fine,” [he] said.",
     "Ian Brede", "", NEWSEXT_PERSON, NEWSEXT_HE},
    {"Jim Dunne lives in Tupelo, Miss., with us. [He] left.", "Jim Dunne", "", NEWSEXT_PERSON,
     NEWSEXT_HE},
    {"“[I] am tired,” said Carl Roth.", NULL, "", 0, 0},
};

#define TEXT_BYTES 256

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_prose prose;
  ne_mentions mentions;
  ne_people people;
} reading;

static void open(reading *r, const char *text) {
  const ne_tagger tagger = ne_tagger_find();
  memset(r, 0, sizeof *r);
  helper_memory_open(&r->memory, 0);
  ne_arena_open(&r->arena, &r->memory.allocator, NULL);
  ne_text_open(&r->arena, &r->prose.text, text, strlen(text));
  r->prose.lexicon = &ne_lexicon_en;
  ne_prose_cut(&r->arena, &r->prose);
  ne_prose_read(&r->arena, &tagger, &r->prose);
  ne_mentions_find(&r->arena, &r->prose, &r->mentions);
  ne_people_resolve(&r->arena, &r->prose, &r->mentions, NULL, &r->people);
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

/* The mention of exactly the bytes [start, end), with or without what follows its base. */
static const ne_mention *find(const reading *r, uint32_t start, uint32_t end) {
  for (uint32_t i = 0; i < r->mentions.count; i++) {
    const ne_mention *m = &r->mentions.at[i];
    const newsext_span base = ne_tokens_span(&r->prose.tokens, m->first, m->end);
    const newsext_span full = ne_tokens_span(&r->prose.tokens, m->first, m->full_end);
    if (base.start == start &&
        (base.start + base.length == end || full.start + full.length == end)) {
      return m;
    }
  }
  return NULL;
}

static void assert_slice(const char *text, newsext_slice slice, const char *expected) {
  if (slice.length != strlen(expected) ||
      (slice.length && memcmp(slice.bytes, expected, slice.length) != 0)) {
    fail_msg("%s: \"%.*s\" in place of \"%s\"", text, (int)slice.length,
             slice.bytes ? slice.bytes : "", expected);
  }
}

static void check_entity(const sample *s, const ne_entity *e) {
  assert_slice(s->text, e->name, s->name);
  assert_slice(s->text, e->role, s->role);
  if (e->kind != s->kind || e->pronoun != s->pronoun) {
    fail_msg("%s: kind %d, pronoun %d", s->text, e->kind, e->pronoun);
  }
}

static void test_samples(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    const sample *s = &samples[i];
    const char *opening = strchr(s->text, '['), *closing = strchr(s->text, ']');
    const uint32_t start = (uint32_t)(opening - s->text),
                   length = (uint32_t)(closing - opening - 1);
    char text[TEXT_BYTES];
    const ne_mention *m;
    reading r;
    memcpy(text, s->text, start);
    memcpy(text + start, opening + 1, length);
    strcpy(text + start + length, closing + 1);
    open(&r, text);
    m = find(&r, start, start + length);
    if (!m) {
      fail_msg("%s: no such mention", s->text);
      return;
    }
    if (s->name && m->entity < 0) {
      fail_msg("%s: means nobody", s->text);
    }
    if (s->name) {
      check_entity(s, &r.people.at[m->entity]);
    } else {
      assert_int_equal(m->entity, -1);
    }
    ne_arena_close(&r.arena);
    assert_int_equal(r.memory.blocks, 0);
  }
}

/* A source that is one with nobody becomes an entity, when it is known to speak. */
static void test_speaking(void **state) {
  const uint8_t speaking[8] = {1, 1, 1, 1, 1, 1, 1, 1};
  reading r;
  (void)state;
  open(&r, "Others disagree.");
  assert_true(r.mentions.count > 0 && r.mentions.count <= 8);
  assert_int_equal(r.mentions.at[0].entity, -1);
  ne_people_resolve(&r.arena, &r.prose, &r.mentions, speaking, &r.people);
  assert_int_equal(r.mentions.at[0].entity, 0);
  assert_slice("Others disagree.", r.people.at[0].name, "Others");
  ne_arena_close(&r.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_samples),
      cmocka_unit_test(test_speaking),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
