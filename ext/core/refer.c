/* refer.c: whom a pronoun means: recent mentions scored by distance, place in the
** sentence, agreement and prominence. */
#include "refer.h"

#define BIT(name) NE_LEX_BIT(NE_LEX_##name)

/* Weights of the score, in hundredths. */
enum {
  NEAR_SAME_SENTENCE = 170,  /* against the sentence before */
  FAR_SENTENCE = -150,       /* for each sentence further back */
  FAR_DESCRIBED = -110,      /* the same for "the Swede" */
  FAR_LIMIT = 6,             /* sentences */
  DESCRIBED_ELSEWHERE = -60, /* "the Swede" is somebody of the same paragraph */
  DESCRIBED_TWICE = -80,     /* "Smith asked the senator": another */
  OTHER_ROLE = -90,          /* "the defender" is no manager */
  SAME_AFFILIATION = 150,    /* "the Utah Republican" */
  SUBJECT = 90,
  OBJECT = -130, /* of an earlier sentence */
  SPEAKER = 90,
  POSSESSOR = 10,
  INNER = -20,
  QUOTED = -135,    /* named only inside somebody's words */
  INTRODUCED = 100, /* with title or role, right before */
  RELATIVE = -60,   /* "her mother, Anna Smith": the story is of another */
  HIMSELF = -150,   /* "he" inside a speaker's words is somebody else */
  UNNAMED = -145,
  UNNAMED_SPEAKER = 40, /* "A trader said so. He ..." */
  UNNAMED_ASIDE = -180, /* and neither subject nor speaker */
  SAME_PRONOUN = 25,    /* the last mention was the same pronoun */
  FREQUENT = 15,        /* for each doubling of its mentions */
  SAME_GENDER = 110,
  LIKELY_GENDER = 110, /* times how far the first name leans to it */
  LEAST = -330,
  LEAST_BODY = -230, /* for "it" and "they" */
  LEAST_DESCRIBED = 20
};

int ne_refer_agrees(const ne_figure *f, uint8_t gender) {
  const uint32_t own = gender == NE_MALE ? f->he : f->she;
  const uint32_t other = gender == NE_MALE ? f->she : f->he;
  if (gender == NE_GENDER_UNKNOWN) {
    return 1;
  }
  if (f->gender != NE_GENDER_UNKNOWN) {
    return f->gender == gender;
  }
  if (own + other >= 2) {
    return own >= other;
  }
  if (f->woman == NE_WOMAN_UNKNOWN) {
    return 1;
  }
  return gender == NE_MALE ? f->woman < 85 : f->woman > 15;
}

static int gender_score(const ne_figure *f, uint8_t gender) {
  const int own = gender == NE_MALE ? f->he : f->she;
  if (gender == NE_GENDER_UNKNOWN) {
    return 0;
  }
  if (f->gender == gender || own > 0) {
    return SAME_GENDER;
  }
  if (f->woman == NE_WOMAN_UNKNOWN) {
    return 0;
  }
  return LIKELY_GENDER * (gender == NE_MALE ? 50 - f->woman : f->woman - 50) / 50;
}

/* Is the person at index c told of only as the relation of somebody whom the pronoun m could
** mean as well: "her mother, Anna Smith", but not "Bill's wife, Anna Smith"? */
static int is_relative(const ne_resolver *r, const ne_mention *pronoun, uint32_t c) {
  const ne_prose *p = r->prose;
  const ne_mention *m = &r->mentions->at[c];
  for (uint32_t i = c + 1; i < r->mentions->count && r->mentions->at[i].first == m->first; i++) {
    const ne_mention *owner = &r->mentions->at[i];
    if (owner->flags & NE_MENTION_POSSESSOR && owner->entity >= 0 &&
        !ne_refer_agrees(&r->figures[owner->entity], pronoun->gender)) {
      return 0;
    }
  }
  for (uint32_t i = m->role_first; i < m->role_end && i < m->role_first + 4; i++) {
    if (ne_prose_classes(p, i) & BIT(RELATION)) {
      return 1;
    }
  }
  return 0;
}

int ne_refer_is_past(const ne_prose *p, const ne_mention *m) {
  for (uint32_t i = m->first; i < m->head; i++) {
    if (p->tokens.at[i].tag == NE_TAG_ADJECTIVE && (ne_prose_classes(p, i) & BIT(PRONOUN))) {
      return 1;
    }
  }
  return 0;
}

/* Has the candidate a role, and not the one by which m describes him? */
static int has_other_role(const ne_resolver *r, const ne_mention *m, uint32_t c) {
  const ne_prose *p = r->prose;
  const uint32_t titled = r->people->at[r->mentions->at[c].entity].titled;
  const ne_mention *t = titled == NE_NONE ? NULL : &r->mentions->at[titled];
  int other = 0;
  if (!t || !(ne_prose_classes(p, m->head) & BIT(ROLE_HEAD)) || ne_refer_is_past(p, m)) {
    return 0;
  }
  for (uint32_t i = t->role_first; i < t->role_end && i < t->role_first + 8; i++) {
    if (p->tokens.at[i].hash == p->tokens.at[m->head].hash) {
      return 0;
    }
    other |= (ne_prose_classes(p, i) & BIT(ROLE_HEAD)) != 0;
  }
  return other;
}

/* Does the token affiliate somebody with the party that i names: "D-Ohio", "R"? */
static int is_party_letter(const ne_prose *p, uint32_t token, uint32_t i) {
  const ne_token *t = &p->tokens.at[token];
  const char *bytes = p->text.bytes + t->start;
  return p->tokens.at[token - 1].kind == NE_TOKEN_OPEN &&
         (t->length == 1 || bytes[1] == '-' || bytes[1] == '.') &&
         bytes[0] == p->text.bytes[p->tokens.at[i].start];
}

#define AFFILIATION_TOKENS 24

/* Do the words that introduce the candidate hold one that describes m: "the Utah
** Republican" for "Sen. Jane Fox, Republican of Utah", "Jane Fox (R-Utah)"? */
static int shares_affiliation(const ne_resolver *r, const ne_mention *m, uint32_t c) {
  const ne_prose *p = r->prose;
  const ne_entity *e = &r->people->at[r->mentions->at[c].entity];
  const ne_mention *t = &r->mentions->at[e->titled == NE_NONE ? e->best : e->titled];
  const uint32_t end =
      t->full_end < t->first + AFFILIATION_TOKENS ? t->full_end : t->first + AFFILIATION_TOKENS;
  for (uint32_t i = m->first; i <= m->head; i++) {
    if (p->tokens.at[i].shape < NE_SHAPE_CAPITAL || p->tokens.at[i].tag == NE_TAG_DETERMINER) {
      continue;
    }
    for (uint32_t k = t->first; k < end; k++) {
      /* Nobody is "the Clare senator" for being called Clare. */
      const int named = k >= t->name_first && k < t->name_end;
      if ((!named && p->tokens.at[k].hash == p->tokens.at[i].hash) ||
          (k > t->name_end && is_party_letter(p, k, i))) {
        return 1;
      }
    }
  }
  return 0;
}

/* "Gary Johns's doctor said so": whom the sentence is about after all. */
static int begins_as_owner(const ne_prose *p, const ne_mention *m) {
  return (m->flags & NE_MENTION_POSSESSOR) && m->first == p->sentences.at[m->sentence].first;
}

/* "who": the subject of its clause alone. */
static int is_relative_pronoun(const ne_prose *p, const ne_mention *m) {
  return m->form == NE_FORM_PRONOUN && p->tokens.at[m->head].tag == NE_TAG_WH;
}

/* "Smith, for his part, agreed": what begins a sentence is what it is about, be its verb near or
** far. */
static int heads_sentence(const ne_prose *p, const ne_mention *m) {
  return m->first == p->sentences.at[m->sentence].first && !(m->flags & NE_MENTION_POSSESSOR);
}

/* "His son Terrell has left. ..." at the beginning of a paragraph, which is about Terrell then */
static int opens_paragraph(const ne_prose *p, const ne_mention *m) {
  const ne_sentence *s = &p->sentences.at[m->sentence];
  return heads_sentence(p, m) && (m->sentence == 0 || s[-1].paragraph != s->paragraph);
}

/* "Roth is raising funds, she added.": who is told of in the sentence before the comma is rather
** not the one who tells it, unless by a pronoun too. */
static int is_told_of(const ne_resolver *r, const ne_mention *m, const ne_mention *candidate) {
  const ne_token *at = r->prose->tokens.at;
  return candidate->sentence == m->sentence && candidate->form == NE_FORM_NAME && m->first > 0 &&
         m->end + 1 < r->prose->tokens.count && at[m->first - 1].kind == NE_TOKEN_COMMA &&
         at[m->end + 1].kind == NE_TOKEN_STOP;
}

/* "Smith was sacked by Jones": the sentence is about Smith, though Jones acts. */
static int is_agent(const ne_prose *p, const ne_mention *m) {
  return m->first > 0 && (ne_prose_classes(p, m->first - 1) & BIT(AGENT_WORD));
}

/* "A trader said so. He ...", "One of them said so. She ...": the paragraph is about the trader,
** named or not. */
static int is_topic(const ne_resolver *r, const ne_mention *m, uint32_t c) {
  const ne_mention *candidate = &r->mentions->at[c];
  const ne_sentence *at = r->prose->sentences.at;
  return m->form == NE_FORM_PRONOUN && r->place[m->sentence] == r->place[candidate->sentence] + 1 &&
         at[m->sentence].paragraph == at[candidate->sentence].paragraph &&
         (candidate->flags & NE_MENTION_INDEFINITE) &&
         (candidate->form == NE_FORM_COMMON || candidate->full_end > candidate->end);
}

/* How well the mention at index c stands for the referent of the pronoun m. */
static int score(const ne_resolver *r, const ne_mention *m, uint32_t c) {
  const ne_prose *p = r->prose;
  const ne_mention *candidate = &r->mentions->at[c];
  const ne_figure *f = &r->figures[candidate->entity];
  const int distance = (int)(r->place[m->sentence] - r->place[candidate->sentence]);
  const int paragraphs = (int)(p->sentences.at[m->sentence].paragraph -
                               p->sentences.at[candidate->sentence].paragraph);
  const int subject = ((candidate->flags & NE_MENTION_SUBJECT) || heads_sentence(p, candidate)) &&
                      !is_relative_pronoun(p, candidate);
  const int speaks = r->speaking && r->speaking[c];
  const int acts = subject || (speaks && !is_agent(p, candidate));
  const int elsewhere = (candidate->flags & NE_MENTION_QUOTED) && !(m->flags & NE_MENTION_QUOTED);
  int sum = gender_score(f, m->gender) + FREQUENT * f->doublings;
  if (distance == 0) {
    sum += elsewhere || is_told_of(r, m, candidate) ? 0
           : m->form == NE_FORM_COMMON && acts      ? DESCRIBED_TWICE
                                                    : NEAR_SAME_SENTENCE;
  } else {
    sum += (m->form == NE_FORM_COMMON ? FAR_DESCRIBED : FAR_SENTENCE) * (distance - 1);
  }
  if (m->form == NE_FORM_COMMON) {
    sum += (paragraphs ? DESCRIBED_ELSEWHERE : 0) + (has_other_role(r, m, c) ? OTHER_ROLE : 0) +
           (shares_affiliation(r, m, c) ? SAME_AFFILIATION : 0);
  }
  if (acts) {
    sum += SUBJECT;
  } else if (candidate->flags & NE_MENTION_POSSESSOR) {
    sum += POSSESSOR;
  } else if (candidate->flags & NE_MENTION_INNER) {
    sum += INNER;
  }
  if (!acts && distance > 0 && candidate->form != NE_FORM_PRONOUN &&
      !(m->form == NE_FORM_COMMON && begins_as_owner(p, candidate))) {
    sum += OBJECT;
  }
  if (speaks) {
    sum += m->flags & NE_MENTION_QUOTED && !paragraphs ? HIMSELF : SPEAKER;
  }
  if (candidate->role_end > candidate->role_first && distance <= 1 && !elsewhere) {
    sum += is_relative(r, m, c) && !opens_paragraph(p, candidate) ? RELATIVE : INTRODUCED;
  }
  if (elsewhere) {
    sum += QUOTED;
  }
  if (f->key.words == 0 && !(m->flags & NE_MENTION_PLURAL)) {
    sum += !acts                                                  ? UNNAMED_ASIDE
           : subject && speaks && !elsewhere && is_topic(r, m, c) ? UNNAMED_SPEAKER
                                                                  : UNNAMED;
  }
  if (candidate->form == NE_FORM_PRONOUN && candidate->gender == m->gender) {
    sum += SAME_PRONOUN;
  }
  return sum;
}

/* The most that a candidate can score but for its distance. */
static int most_anywhere(const ne_resolver *r, const ne_mention *m) {
  return FREQUENT * r->most_doublings + SUBJECT + SPEAKER + SAME_PRONOUN +
         (m->gender == NE_GENDER_UNKNOWN ? 0 : SAME_GENDER) +
         (m->form == NE_FORM_COMMON ? SAME_AFFILIATION : 0);
}

/* The most that so many sentences back add to it; less, the more there are. */
static int most_at(const ne_mention *m, int distance) {
  if (distance <= 1) {
    return INTRODUCED + (distance == 0 ? NEAR_SAME_SENTENCE : 0);
  }
  return (m->form == NE_FORM_COMMON ? FAR_DESCRIBED : FAR_SENTENCE) * (distance - 1);
}

static int fits_number(const ne_figure *f, const ne_mention *m) {
  const int plural = (m->flags & NE_MENTION_PLURAL) != 0;
  if (plural) {
    return f->plural || f->being == NE_BEING_ORGANIZATION || f->being == NE_BEING_GROUP ||
           (f->being == NE_BEING_UNKNOWN && f->he + f->she == 0);
  }
  return !f->plural;
}

/* Whom a speaker, the pronoun m, names in the quote beside it is somebody else. */
static int is_named_in_quote(const ne_resolver *r, const ne_mention *m,
                             const ne_mention *candidate) {
  const ne_sentence *at = r->prose->sentences.at;
  return candidate->form == NE_FORM_NAME && (candidate->flags & NE_MENTION_QUOTED) &&
         at[m->sentence].paragraph == at[candidate->sentence].paragraph;
}

/* Does "who" or "whom" stand right before the pronoun: "Roth, whom he calls a friend"? */
static int follows_relative(const ne_resolver *r, const ne_mention *m) {
  const ne_token *before = &r->prose->tokens.at[m->first - (m->first > 0)];
  const char *value;
  if (before->tag != NE_TAG_WH || m->first < 2) {
    return 0;
  }
  value = ne_lexicon_value(r->prose->lexicon, before->entry, NE_LEX_PRONOUN);
  return value[0] == 'w' && value[2] == 'b';
}

/* Then who stands before it is another. */
static int is_antecedent(const ne_resolver *r, const ne_mention *m, const ne_mention *candidate) {
  const uint32_t i = candidate->end;
  return i < m->first && i + (r->prose->tokens.at[i].kind == NE_TOKEN_COMMA) + 1 == m->first;
}

/* "Asked by Roth whether it was true, she ...": who asked is another. */
static int asks(const ne_resolver *r, const ne_mention *m, const ne_mention *candidate) {
  const ne_prose *p = r->prose;
  const ne_token *first = &p->tokens.at[p->sentences.at[m->sentence].first];
  return candidate->sentence == m->sentence && first->tag == NE_TAG_PARTICIPLE &&
         candidate->first > p->sentences.at[m->sentence].first && is_agent(p, candidate);
}

/* The best of the recent mentions. */
static int32_t best_of(ne_resolver *r, const ne_recent *recent, uint32_t mention, int least) {
  const ne_mention *m = &r->mentions->at[mention];
  const int speaks = r->speaking && r->speaking[mention] && !(m->flags & NE_MENTION_QUOTED);
  const int relative = follows_relative(r, m);
  const uint32_t place = r->place[m->sentence];
  const int most = most_anywhere(r, m);
  int32_t best = -1;
  int best_score = least;
  uint32_t n;
  for (n = 1; n <= NE_RECENT && n <= recent->count; n++) {
    const uint32_t c = recent->at[(recent->count - n) % NE_RECENT];
    const ne_mention *candidate = &r->mentions->at[c];
    ne_figure *f = &r->figures[candidate->entity];
    const uint32_t distance = place - r->place[candidate->sentence];
    int points;
    if (distance > FAR_LIMIT || most + most_at(m, (int)distance) <= best_score) {
      break; /* nor can those behind it be better */
    }
    if ((speaks && is_named_in_quote(r, m, candidate)) ||
        (relative && is_antecedent(r, m, candidate)) || asks(r, m, candidate)) {
      f->barred = mention + 1;
    }
    /* "his lawyer": the phrase that the pronoun is in is not meant. */
    if (f->barred == mention + 1 || candidate->end > m->first || !fits_number(f, m) ||
        !ne_refer_agrees(f, m->gender)) {
      continue;
    }
    points = score(r, m, c);
    if (points > best_score) {
      best_score = points;
      best = candidate->entity;
    }
  }
  return best;
}

/* The person whose description the mention at i is part of: "Smith, a waitress at the
** Classic Deli", "a waitress from Leeds"; NULL for none. */
static const ne_mention *person_around(const ne_resolver *r, uint32_t i) {
  const ne_mention *inner = &r->mentions->at[i];
  uint32_t looked;
  for (looked = 0; i-- > 0 && looked < 8; looked++) {
    const ne_mention *c = &r->mentions->at[i];
    if (c->sentence != inner->sentence) {
      break;
    }
    if (c->full_end >= inner->end && c->form != NE_FORM_PRONOUN && c->being == NE_BEING_PERSON &&
        c->entity >= 0) {
      return c;
    }
  }
  return NULL;
}

/* "Smith, who": the nearest phrase that ends where the relative begins. */
static int32_t antecedent(const ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  uint32_t i, looked;
  for (i = mention, looked = 0; i-- > 0 && looked < 8; looked++) {
    const ne_mention *c = &r->mentions->at[i];
    if (c->sentence != m->sentence) {
      break;
    }
    if (c->form == NE_FORM_PRONOUN && c->entity < 0) {
      continue;
    }
    if (c->end == m->first ||
        (c->end + 1 == m->first && (r->prose->tokens.at[c->end].kind == NE_TOKEN_COMMA ||
                                    r->prose->tokens.at[c->end].kind == NE_TOKEN_DASH))) {
      const ne_mention *whole = c->being == NE_BEING_PERSON ? NULL : person_around(r, i);
      return whole && m->being == NE_BEING_PERSON ? whole->entity : c->entity;
    }
    if (c->full_end > m->first && c->end < m->first && !(c->flags & NE_MENTION_INNER)) {
      return c->entity;
    }
  }
  return -1;
}

/* "Smith, one of several veterans": the bearer of the name. */
static int32_t apposed_to(const ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const ne_mention *whole;
  if (!(m->flags & NE_MENTION_INNER) || r->prose->tokens.at[m->head].tag != NE_TAG_NUMBER ||
      r->prose->tokens.at[m->first - 1].kind != NE_TOKEN_COMMA) {
    return -1;
  }
  whole = person_around(r, mention);
  return whole && whole->end + 1 == m->first ? whole->entity : -1;
}

/* "After his defeat, Smith ...": the person named next in the sentence. */
static int32_t named_ahead(const ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  uint32_t i;
  for (i = mention + 1; i < r->mentions->count && i < mention + 8; i++) {
    const ne_mention *c = &r->mentions->at[i];
    if (c->sentence != m->sentence) {
      break;
    }
    if (c->form == NE_FORM_NAME && c->being == NE_BEING_PERSON && c->entity >= 0 &&
        ne_refer_agrees(&r->figures[c->entity], m->gender)) {
      return c->entity;
    }
  }
  return -1;
}

int32_t ne_refer_description(ne_resolver *r, uint32_t mention) {
  const int32_t found = best_of(r, &r->persons, mention, LEAST_DESCRIBED);
  if (found < 0 || r->figures[found].being > NE_BEING_PERSON || r->figures[found].key.words == 0 ||
      (r->figures[found].being == NE_BEING_UNKNOWN && r->figures[found].key.words != 2)) {
    return -1;
  }
  r->figures[found].being = NE_BEING_PERSON;
  return found;
}

int32_t ne_refer_pronoun(ne_resolver *r, uint32_t mention) {
  const ne_mention *m = &r->mentions->at[mention];
  const uint32_t entry = r->prose->tokens.at[m->head].entry;
  const char *value = ne_lexicon_value(r->prose->lexicon, entry, NE_LEX_PRONOUN);
  switch (value[0]) {
  case 'w':
    return antecedent(r, mention);
  case '3':
    if (m->gender != NE_GENDER_UNKNOWN) {
      const int32_t found = best_of(r, &r->persons, mention, LEAST);
      return found < 0 ? named_ahead(r, mention) : found;
    }
    /* What "it" and "they" mean matters only where they speak. */
    return r->speaking && !r->speaking[mention] ? -1 : best_of(r, &r->others, mention, LEAST_BODY);
  case 'i':
    return apposed_to(r, mention);
  default:
    return -1;
  }
}
