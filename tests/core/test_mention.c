/* test_mention.c: the noun phrases of a sentence: how far they go, what they name,
** which role they give. */
#include <string.h>

#include "../../ext/core/mention.h"
#include "test.h"

/* One mention of the text: its words, how far it goes, the bare name and the role;
** "" for none. */
typedef struct sample {
  const char *text, *base, *full, *name, *role;
  int form, being;
} sample;

static const sample samples[] = {
    /* names with titles and roles before them */
    {"US secretary of state Anna Smith left.", "US secretary of state Anna Smith",
     "US secretary of state Anna Smith", "Anna Smith", "US secretary of state", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"Mr. Miller said so.", "Mr. Miller", "Mr. Miller", "Miller", "", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"Mrs Clinton agreed.", "Mrs Clinton", "Mrs Clinton", "Clinton", "", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"Rep. Carla Gomez (R-S.C.) voted no.", "Rep. Carla Gomez", "Rep. Carla Gomez (R-S.C.)",
     "Carla Gomez", "Rep.", NE_FORM_NAME, NE_BEING_PERSON},
    {"The mayor met Prime Minister Laura May in Bonn.", "Prime Minister Laura May",
     "Prime Minister Laura May", "Laura May", "Prime Minister", NE_FORM_NAME, NE_BEING_PERSON},
    {"Leeds manager Jorge Klimt was pleased.", "Leeds manager Jorge Klimt",
     "Leeds manager Jorge Klimt", "Jorge Klimt", "Leeds manager", NE_FORM_NAME, NE_BEING_PERSON},
    {"Farrow Inc. CEO Tim Cook resigned.", "Farrow Inc. CEO Tim Cook", "Farrow Inc. CEO Tim Cook",
     "Tim Cook", "Farrow Inc. CEO", NE_FORM_NAME, NE_BEING_PERSON},
    {"The prize went to actor and director Jane Fox.", "actor and director Jane Fox",
     "actor and director Jane Fox", "Jane Fox", "actor and director", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"It helped, professor of government William Dunn said.",
     "professor of government William Dunn", "professor of government William Dunn", "William Dunn",
     "professor of government", NE_FORM_NAME, NE_BEING_PERSON},
    /* an office, its field and then the name */
    {"Minister for Minor Forests Dr. K. S. Varma left.",
     "Minister for Minor Forests Dr. K. S. Varma", "Minister for Minor Forests Dr. K. S. Varma",
     "K. S. Varma", "Minister for Minor Forests", NE_FORM_NAME, NE_BEING_PERSON},
    {"Chief Justice of India D. Y. Varma agreed.", "Chief Justice of India D. Y. Varma",
     "Chief Justice of India D. Y. Varma", "D. Y. Varma", "Chief Justice of India", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"Minister for Transport Zuhura Mwendapole said that it had been sold.",
     "Minister for Transport Zuhura Mwendapole", "Minister for Transport Zuhura Mwendapole",
     "Zuhura Mwendapole", "Minister for Transport", NE_FORM_NAME, NE_BEING_PERSON},
    {"Kenyan Deputy Minister for Transport Zuhura Mwendapole said that it had been sold.",
     "Kenyan Deputy Minister for Transport Zuhura Mwendapole",
     "Kenyan Deputy Minister for Transport Zuhura Mwendapole", "Zuhura Mwendapole",
     "Kenyan Deputy Minister for Transport", NE_FORM_NAME, NE_BEING_PERSON},
    {"Secretary for Home Affairs Anna Smith agreed.", "Secretary for Home Affairs Anna Smith",
     "Secretary for Home Affairs Anna Smith", "Anna Smith", "Secretary for Home Affairs",
     NE_FORM_NAME, NE_BEING_PERSON},
    {"Mayor Pro Tem Dwight Fox agreed.", "Mayor Pro Tem Dwight Fox", "Mayor Pro Tem Dwight Fox",
     "Dwight Fox", "Mayor Pro Tem", NE_FORM_NAME, NE_BEING_PERSON},
    {"The Commissioner for Works, Engr. Sunday Okoro, agreed.", "The Commissioner",
     "The Commissioner for Works, Engr. Sunday Okoro,", "Sunday Okoro", "Commissioner for Works",
     NE_FORM_NAME, NE_BEING_PERSON},
    {"A longtime ally of Mr. Smith left.", "A longtime ally", "A longtime ally of Mr. Smith", "",
     "", NE_FORM_COMMON, NE_BEING_PERSON},
    /* what belongs to a name */
    {"Crowds greeted Piet van der Linde.", "Piet van der Linde", "Piet van der Linde",
     "Piet van der Linde", "", NE_FORM_NAME, NE_BEING_UNKNOWN},
    {"Morwenna Trease MP agreed.", "Morwenna Trease MP", "Morwenna Trease MP", "Morwenna Trease",
     "", NE_FORM_NAME, NE_BEING_PERSON},
    {"Crowds greeted Ursula von der Heide.", "Ursula von der Heide", "Ursula von der Heide",
     "Ursula von der Heide", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"The party of M. K. Raman won.", "M. K. Raman", "M. K. Raman", "M. K. Raman", "", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"He beat Mary Jo Hill-Jones easily.", "Mary Jo Hill-Jones", "Mary Jo Hill-Jones",
     "Mary Jo Hill-Jones", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"They saw Bill \"Lefty\" Moran there.", "Bill \"Lefty\" Moran", "Bill \"Lefty\" Moran",
     "Bill \"Lefty\" Moran", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"A letter to Martin Hayes, Jr. was lost.", "Martin Hayes, Jr.", "Martin Hayes, Jr.",
     "Martin Hayes, Jr.", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"Mr. Banks sued.", "Mr. Banks", "Mr. Banks", "Banks", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"On Monday Anna Smith spoke.", "Anna Smith", "Anna Smith", "Anna Smith", "", NE_FORM_NAME,
     NE_BEING_PERSON},
    /* appositions */
    {"Jack Dorn, Glimmer's chief executive, said no.", "Jack Dorn",
     "Jack Dorn, Glimmer's chief executive,", "Jack Dorn", "Glimmer's chief executive",
     NE_FORM_NAME, NE_BEING_PERSON},
    {"Smith, 43, a plumber from Ohio, laughed.", "Smith", "Smith, 43, a plumber from Ohio,",
     "Smith", "plumber from Ohio", NE_FORM_NAME, NE_BEING_PERSON},
    {"A spokeswoman, Anna White, declined.", "A spokeswoman", "A spokeswoman, Anna White,",
     "Anna White", "spokeswoman", NE_FORM_NAME, NE_BEING_PERSON},
    {"\"No,\" said Ines Sabato, director of the University of Bonn's Center for Law.",
     "Ines Sabato", "Ines Sabato, director of the University of Bonn's Center for Law",
     "Ines Sabato", "director of the University of Bonn's Center for Law", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"Chris Lane, who ran for mayor, objected.", "Chris Lane", "Chris Lane, who ran for mayor,",
     "Chris Lane", "", NE_FORM_NAME, NE_BEING_PERSON},
    {"A lawyer for the company, Stan Fox, declined.", "A lawyer",
     "A lawyer for the company, Stan Fox,", "Stan Fox", "lawyer for the company", NE_FORM_NAME,
     NE_BEING_PERSON},
    {"A utility, Gem Valley Power, declined.", "A utility", "A utility, Gem Valley Power,",
     "Gem Valley Power", "", NE_FORM_NAME, NE_BEING_ORGANIZATION},
    /* who speaks for a body */
    {"A Ministry of Justice spokesman declined.", "A Ministry of Justice spokesman",
     "A Ministry of Justice spokesman", "", "", NE_FORM_COMMON, NE_BEING_PERSON},
    {"A No 10 source declined.", "A No 10 source", "A No 10 source", "", "", NE_FORM_COMMON,
     NE_BEING_PERSON},
    /* bodies, places, groups, documents */
    {"The Bank of England said so.", "The Bank of England", "The Bank of England",
     "Bank of England", "", NE_FORM_NAME, NE_BEING_ORGANIZATION},
    {"She left the FBI in May.", "the FBI", "the FBI", "FBI", "", NE_FORM_NAME,
     NE_BEING_ORGANIZATION},
    {"Both went to St. Brendan's Hospital.", "St. Brendan's Hospital", "St. Brendan's Hospital",
     "St. Brendan's Hospital", "", NE_FORM_NAME, NE_BEING_ORGANIZATION},
    {"In March, Russia denied it.", "Russia", "Russia", "Russia", "", NE_FORM_NAME, NE_BEING_PLACE},
    {"He told the Syrians that.", "the Syrians", "the Syrians", "", "", NE_FORM_COMMON,
     NE_BEING_GROUP},
    {"A study by Karl Sender of Delft University found it.", "A study",
     "A study by Karl Sender of Delft University", "", "", NE_FORM_COMMON, NE_BEING_DOCUMENT},
    {"He answered the groups who wrote to her on Thursday.", "the groups",
     "the groups who wrote to her on Thursday", "", "", NE_FORM_COMMON, NE_BEING_GROUP},
    {"The people who live there say no.", "The people", "The people who live there", "", "",
     NE_FORM_COMMON, NE_BEING_GROUP},
    {"A person close to the talks said no.", "A person", "A person close to the talks", "", "",
     NE_FORM_COMMON, NE_BEING_PERSON},
    {"Anna Smith, Carl Jones and the others agreed.", "Anna Smith, Carl Jones and the others",
     "Anna Smith, Carl Jones and the others", "", "", NE_FORM_NAME, NE_BEING_GROUP},
};

typedef struct reading {
  helper_memory memory;
  ne_arena arena;
  ne_prose prose;
  ne_mentions mentions;
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
  assert_int_equal(r->arena.status, NEWSEXT_OK);
}

static void close(reading *r) {
  ne_arena_close(&r->arena);
  assert_int_equal(r->memory.blocks, 0);
}

static int is_text(const reading *r, uint32_t first, uint32_t end, const char *expected) {
  const newsext_slice slice =
      ne_text_slice(&r->prose.text, ne_tokens_span(&r->prose.tokens, first, end));
  return slice.length == strlen(expected) &&
         (slice.length == 0 || memcmp(slice.bytes, expected, slice.length) == 0);
}

static const ne_mention *find(const reading *r, const char *base) {
  for (uint32_t i = 0; i < r->mentions.count; i++) {
    if (is_text(r, r->mentions.at[i].first, r->mentions.at[i].end, base)) {
      return &r->mentions.at[i];
    }
  }
  return NULL;
}

static void test_samples(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
    const sample *s = &samples[i];
    reading r;
    const ne_mention *m;
    open(&r, s->text);
    m = find(&r, s->base);
    if (!m) {
      fail_msg("%s: no mention \"%s\"", s->text, s->base);
      return;
    }
    if (!is_text(&r, m->first, m->full_end, s->full)) {
      fail_msg("%s: goes on otherwise than \"%s\"", s->text, s->full);
    }
    if (!is_text(&r, m->name_first, m->name_end, s->name)) {
      fail_msg("%s: the name is not \"%s\"", s->text, s->name);
    }
    if (!is_text(&r, m->role_first, m->role_end, s->role)) {
      fail_msg("%s: the role is not \"%s\"", s->text, s->role);
    }
    if (m->form != s->form || m->being != s->being) {
      fail_msg("%s: form %d, being %d", s->text, m->form, m->being);
    }
    close(&r);
  }
}

/* ---- Flags -------------------------------------------------------------------------- */

typedef struct flagged {
  const char *text, *base;
  unsigned set, clear;
} flagged;

static const flagged flags[] = {
    {"Clinton's spokesman laughed.", "Clinton", NE_MENTION_POSSESSOR | NE_MENTION_INNER,
     NE_MENTION_PLURAL},
    {"Clinton's spokesman laughed.", "Clinton's spokesman",
     NE_MENTION_ANONYMOUS | NE_MENTION_SUBJECT, NE_MENTION_INDEFINITE},
    {"A senior official said no.", "A senior official",
     NE_MENTION_ANONYMOUS | NE_MENTION_INDEFINITE, NE_MENTION_PLURAL},
    {"Two diplomats said no.", "Two diplomats", NE_MENTION_ANONYMOUS | NE_MENTION_PLURAL, 0},
    {"Experts disagree.", "Experts", NE_MENTION_PLURAL, NE_MENTION_ANONYMOUS},
    {"\"Our men are tired,\" he said.", "he", 0, NE_MENTION_QUOTED},
    {"\"Our men are tired,\" he said.", "Our men", NE_MENTION_QUOTED, 0},
    {"\"No,\" said Carla Gomez.", "Carla Gomez", NE_MENTION_SUBJECT, 0},
    {"They told Carla Gomez.", "Carla Gomez", 0, NE_MENTION_SUBJECT},
    {"Anna Smith, a lawyer, left.", "a lawyer", NE_MENTION_INNER, 0},
};

static void test_flags(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
    reading r;
    const ne_mention *m;
    open(&r, flags[i].text);
    m = find(&r, flags[i].base);
    if (!m) {
      fail_msg("%s: no mention \"%s\"", flags[i].text, flags[i].base);
      return;
    }
    if ((m->flags & flags[i].set) != flags[i].set || m->flags & flags[i].clear) {
      fail_msg("%s: \"%s\" has the flags %d", flags[i].text, flags[i].base, m->flags);
    }
    close(&r);
  }
}

/* ---- Order --------------------------------------------------------------------------- */

static void test_order(void **state) {
  (void)state;
  for (size_t t = 0; t < helper_text_count; t++) {
    reading r;
    open(&r, helper_texts[t]);
    for (uint32_t s = 0; s < r.prose.sentences.count; s++) {
      const ne_sentence *sentence = &r.prose.sentences.at[s];
      assert_true(r.mentions.of_sentence[s] <= r.mentions.of_sentence[s + 1]);
      for (uint32_t i = r.mentions.of_sentence[s]; i < r.mentions.of_sentence[s + 1]; i++) {
        const ne_mention *m = &r.mentions.at[i];
        assert_true(m->sentence == s && m->first >= sentence->first);
        assert_true(m->first < m->end && m->end <= m->full_end);
        assert_true(m->full_end <= sentence->end && m->head < m->full_end);
        assert_true(m->name_first <= m->name_end && m->name_end <= m->full_end);
        assert_true(m->role_first <= m->role_end && m->role_end <= m->full_end);
        if (i > r.mentions.of_sentence[s]) {
          assert_true(m->first > m[-1].first || (m->first == m[-1].first && m->end <= m[-1].end));
        }
      }
    }
    assert_int_equal(r.mentions.of_sentence[r.prose.sentences.count], r.mentions.count);
    close(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_samples),
      cmocka_unit_test(test_flags),
      cmocka_unit_test(test_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
