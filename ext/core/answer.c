/* answer.c: candidates for the speaker of a quoted run, and their features. */
#include "answer.h"

/* ---- Candidates ------------------------------------------------------------------- */

static uint32_t speaker_of(const ne_scene *scene, int32_t attribution) {
  return attribution < 0 ? NE_NO_SOURCE : scene->heard->at[attribution].mention;
}

/* May the mention be a candidate? Not inside quotation marks, nor as the one that
** spoke before: that is an answer of its own. */
static int is_free(const ne_scene *scene, uint32_t m) {
  return !scene->prose->runs.of_token[scene->mentions->at[m].head] &&
         m != speaker_of(scene, scene->speaker) && m != speaker_of(scene, scene->previous) &&
         m != speaker_of(scene, scene->holder);
}

static uint32_t add_mentions(const ne_scene *scene, uint32_t sentence, uint32_t most,
                             ne_answer *out, uint32_t count) {
  uint32_t m, end, taken = 0;
  if (sentence >= scene->prose->sentences.count) {
    return count;
  }
  end = scene->mentions->of_sentence[sentence + 1];
  for (m = scene->mentions->of_sentence[sentence];
       m < end && taken < most && count < NE_ANSWERS_MAX; m++) {
    if (is_free(scene, m)) {
      out[count++] = (ne_answer){NE_ANSWER_MENTION, m};
      taken++;
    }
  }
  return count;
}

#define FURTHER 4 /* sentences before the last that are searched for speakers */

/* The mentions of the sentence so many before the run's, page furniture aside, or
** behind it. */
static uint32_t add_beside(const ne_scene *scene, int64_t offset, uint32_t most, ne_answer *out,
                           uint32_t count) {
  uint32_t near = offset < 0 ? scene->sentence : scene->last_sentence;
  int64_t rank = (int64_t)scene->rank[near] + offset;
  return rank < 0 || rank >= (int64_t)scene->body_count
             ? count
             : add_mentions(scene, scene->body[rank], most, out, count);
}

/* Those who spoke further back, in indirect speech perhaps. */
static uint32_t add_speakers(const ne_scene *scene, uint32_t most, ne_answer *out, uint32_t count) {
  uint32_t rank = scene->rank[scene->sentence], back, taken = 0;
  for (back = 2; back <= FURTHER && back <= rank; back++) {
    uint32_t sentence = scene->body[rank - back];
    uint32_t first = scene->mentions->of_sentence[sentence], m;
    for (m = scene->mentions->of_sentence[sentence + 1];
         m-- > first && taken < most && count < NE_ANSWERS_MAX;) {
      if (scene->heard->cue_of[m] && is_free(scene, m)) {
        out[count++] = (ne_answer){NE_ANSWER_MENTION, m};
        taken++;
      }
    }
  }
  return count;
}

#define SIGNATURE 16 /* tokens, at most */

/* A quoted sentence, with its capital and its stop, is always somebody's where it is
** long, or all of its paragraph, or stands behind a colon; one that is left open only
** where it is all of its paragraph. */
static int is_sentence(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  const ne_token *last = &scene->prose->tokens.at[run->end - 1];
  const ne_paragraph *p = &scene->prose->lines.paragraphs[run->paragraph];
  int alone = run->open <= p->first && run->close + 1 >= p->end;
  if ((!run->closed && !alone) || !ne_prose_begins_large(scene->prose, run->first) ||
      run->end - run->first < 3 || (last->kind != NE_TOKEN_STOP && last->kind != NE_TOKEN_COMMA)) {
    return 0;
  }
  return alone || run->end - run->first > NE_LONG_RUN ||
         (run->open > p->first && scene->prose->tokens.at[run->open - 1].kind == NE_TOKEN_COLON);
}

/* "- Anna Berg, engineer", behind the run or beneath it: the mention that it is signed
** with. */
static uint32_t signature_of(const ne_scene *scene) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  uint32_t dash = run->close + 1, m, end;
  const ne_paragraph *p;
  if (!run->closed || prose->tokens.at[run->end - 1].kind != NE_TOKEN_STOP ||
      dash + 1 >= prose->tokens.count || prose->tokens.at[dash].kind != NE_TOKEN_DASH) {
    return NE_NO_SOURCE;
  }
  m = ne_sentence_from(&prose->sentences, scene->last_sentence, dash);
  p = &prose->lines.paragraphs[prose->sentences.at[m].paragraph];
  end = scene->mentions->of_sentence[m + 1];
  for (m = scene->mentions->of_sentence[m]; m < end; m++) {
    const ne_mention *at = &scene->mentions->at[m];
    if (at->first == dash + 1) {
      return at->form == NE_FORM_NAME && p->end - dash <= SIGNATURE ? m : NE_NO_SOURCE;
    }
  }
  return NE_NO_SOURCE;
}

uint32_t ne_answers_find(const ne_scene *scene, ne_answer out[NE_ANSWERS_MAX]) {
  uint32_t count = 0, signature = signature_of(scene);
  if (signature != NE_NO_SOURCE) {
    out[count++] = (ne_answer){NE_ANSWER_MENTION, signature};
    return count;
  }
  if (scene->holder >= 0) {
    out[count++] = (ne_answer){NE_ANSWER_CUE, speaker_of(scene, scene->holder)};
  }
  if (!is_sentence(scene)) {
    out[count++] = (ne_answer){NE_ANSWER_NONE, NE_NO_SOURCE};
  }
  if (scene->reply) {
    out[count++] = (ne_answer){NE_ANSWER_EARLIER, speaker_of(scene, scene->previous)};
    return count;
  }
  out[count++] = (ne_answer){NE_ANSWER_NOBODY, NE_NO_SOURCE};
  if (scene->speaker >= 0) {
    out[count++] = (ne_answer){NE_ANSWER_CONTINUE, speaker_of(scene, scene->speaker)};
  }
  if (scene->previous >= 0) {
    out[count++] = (ne_answer){NE_ANSWER_EARLIER, speaker_of(scene, scene->previous)};
  }
  count = add_mentions(scene, scene->sentence, 8, out, count);
  if (scene->last_sentence != scene->sentence) {
    count = add_mentions(scene, scene->last_sentence, 4, out, count);
  }
  count = add_beside(scene, -1, 8, out, count);
  count = add_beside(scene, 1, 3, out, count);
  return add_speakers(scene, 4, out, count);
}

/* ---- The run -------------------------------------------------------------------------- */

#define WORDING_TOKENS 128

static uint64_t name_bit(const ne_token *token) {
  return UINT64_C(1) << (token->hash >> 58);
}

static ne_wording wording_of(const ne_scene *scene) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  uint32_t i, end = run->end - run->first > WORDING_TOKENS ? run->first + WORDING_TOKENS : run->end;
  ne_wording w = {0, 0, 0, 0};
  for (i = run->first; i < end; i++) {
    const ne_token *token = &prose->tokens.at[i];
    if (token->shape >= NE_SHAPE_CAPITAL) {
      w.names |= name_bit(token);
    }
    if (token->tag == NE_TAG_PRONOUN || token->tag == NE_TAG_POSSESSIVE) {
      char person = ne_lexicon_value(prose->lexicon, token->entry, NE_LEX_PRONOUN)[0];
      w.first |= person == '1';
      w.second |= person == '2';
    }
  }
  i = prose->tokens.at[run->end - 1].start;
  w.asking = prose->tokens.at[run->end - 1].kind == NE_TOKEN_STOP && prose->text.bytes[i] == '?';
  return w;
}

/* How the run stands in its sentence and paragraph, as bits. */
static uint64_t posture(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  const ne_paragraph *p = &scene->prose->lines.paragraphs[run->paragraph];
  const ne_sentence *first = &scene->prose->sentences.at[scene->sentence];
  const ne_sentence *last = &scene->prose->sentences.at[scene->last_sentence];
  const ne_token *token = &scene->prose->tokens.at[run->first];
  return (uint64_t)(run->open <= first->first) | (uint64_t)(run->close + 1 >= last->end) << 1 |
         (uint64_t)(run->open <= p->first) << 2 | (uint64_t)(run->close + 1 >= p->end) << 3 |
         (uint64_t)run->closed << 4 | (uint64_t)run->continues << 5 |
         (uint64_t)(token->shape >= NE_SHAPE_CAPITAL) << 6 |
         (uint64_t)(scene->sentence != scene->last_sentence) << 7;
}

/* How the utterance before stands to the run. */
static uint64_t gap_before(const ne_scene *scene) {
  const ne_run *before, *run = &scene->prose->runs.at[scene->run];
  uint64_t sentences, paragraphs;
  if (scene->before == NE_NO_RUN) {
    return 0;
  }
  before = &scene->prose->runs.at[scene->before];
  sentences = scene->rank[scene->sentence] - scene->rank[scene->before_last];
  paragraphs = ne_paragraphs_between(scene, before, run);
  return 1u | (sentences < 4 ? sentences : 4) << 1 | (paragraphs < 3 ? paragraphs : 3) << 4 |
         (uint64_t)before->closed << 6;
}

uint32_t ne_paragraphs_between(const ne_scene *scene, const ne_run *a, const ne_run *b) {
  const ne_paragraph *at = scene->prose->lines.paragraphs;
  return at[b->paragraph].number - at[a->paragraph].number;
}

/* What the run hangs on: the token before its mark, also across the end of a sentence
** or paragraph, and which of these lie between. */
static const ne_token *hinge_of(const ne_scene *scene, uint64_t *hinge) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  const ne_token *token = run->open ? &prose->tokens.at[run->open - 1] : &prose->tokens.at[0];
  uint64_t edge = run->open > prose->sentences.at[scene->sentence].first      ? 0
                  : run->open > prose->lines.paragraphs[run->paragraph].first ? 1
                                                                              : 2;
  if (edge == 2 && scene->rank[scene->sentence] > 0) {
    uint32_t last = scene->body[scene->rank[scene->sentence] - 1];
    token = &prose->tokens.at[prose->sentences.at[last].end - 1];
  }
  *hinge = (uint64_t)token->kind | edge << 4;
  return token;
}

static ne_setting setting_of(const ne_scene *scene) {
  const ne_token *tokens = scene->prose->tokens.at;
  const ne_sentence *sentences = scene->prose->sentences.at;
  const ne_run *run = &scene->prose->runs.at[scene->run];
  ne_setting s;
  s.before = run->open > sentences[scene->sentence].first ? &tokens[run->open - 1] : NULL;
  s.after = run->close + 1 < sentences[scene->last_sentence].end ? &tokens[run->close + 1] : NULL;
  s.lead = hinge_of(scene, &s.hinge);
  s.posture = posture(scene);
  s.gap = gap_before(scene);
  s.length = ne_outline_step(run->end - run->first);
  return s;
}

void ne_scene_read(ne_scene *scene) {
  scene->wording = wording_of(scene);
  scene->setting = setting_of(scene);
}

/* ---- A mention -------------------------------------------------------------------------- */

/* Where a mention stands to the run. */
enum { OWN_BEFORE, OWN_AFTER, LAST, LAST_ELSEWHERE, NEXT, NEXT_ELSEWHERE, BACK, BACK_ELSEWHERE };

static uint64_t place_of(const ne_scene *scene, const ne_mention *m) {
  const ne_sentence *at = scene->prose->sentences.at;
  uint64_t elsewhere = at[m->sentence].paragraph != at[scene->sentence].paragraph;
  if (scene->rank[m->sentence] + 1 < scene->rank[scene->sentence]) {
    return BACK + elsewhere;
  }
  if (m->sentence < scene->sentence) {
    return LAST + elsewhere;
  }
  if (m->sentence > scene->last_sentence) {
    return NEXT + elsewhere;
  }
  return m->first < scene->prose->runs.at[scene->run].first ? OWN_BEFORE : OWN_AFTER;
}

static uint32_t can_speak(const ne_mention *m) {
  const uint32_t beings =
      1u << NE_BEING_PERSON | 1u << NE_BEING_ORGANIZATION | 1u << NE_BEING_GROUP;
  return beings >> m->being & 1;
}

/* How many others who can speak stand between the mention and the run. */
static uint64_t crowd_of(const ne_scene *scene, uint32_t mention) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  const ne_mention *at = scene->mentions->at;
  uint32_t i, count = 0;
  if (at[mention].first < run->open) {
    for (i = mention + 1; i < scene->mentions->count && at[i].first < run->open && count < 3; i++) {
      count += can_speak(&at[i]) & (at[i].first >= at[mention].end);
    }
  } else {
    for (i = mention; i-- > 0 && at[i].first > run->close && count < 3;) {
      count += can_speak(&at[i]) & (at[i].end <= at[mention].first);
    }
  }
  return count;
}

/* The first verb of the sentence after the mention, where there is one near. */
static uint64_t verb_after(const ne_scene *scene, const ne_mention *m) {
  uint32_t i, end = scene->prose->sentences.at[m->sentence].end;
  for (i = m->end; i < end && i < m->end + 8; i++) {
    if (ne_tag_is_verb(scene->prose->tokens.at[i].tag)) {
      return scene->prose->tokens.at[i].hash;
    }
  }
  return 0;
}

/* Does the mention speak? 1 of a cue whose content lies elsewhere, 2 in indirect, 3 in
** quoted words. */
static uint64_t voice_of(const ne_scene *scene, uint32_t mention) {
  uint32_t spoken = scene->spoken[mention];
  if (!spoken) {
    return scene->heard->cue_of[mention] != 0;
  }
  return scene->prose->runs.of_token[scene->heard->at[spoken - 1].content[0].first] ? 3 : 2;
}

/* How the mention stands to another one that spoke. */
static uint64_t kinship(const ne_scene *scene, uint32_t mention, int32_t attribution) {
  const ne_mention *a = &scene->mentions->at[mention], *b;
  uint32_t other = speaker_of(scene, attribution);
  if (other == NE_NO_SOURCE) {
    return 0;
  }
  b = &scene->mentions->at[other];
  if (mention == other) {
    return 1;
  }
  if (scene->prose->tokens.at[a->head].hash == scene->prose->tokens.at[b->head].hash) {
    return 2;
  }
  return a->form == NE_FORM_NAME && b->form == NE_FORM_NAME ? 3 : 4;
}

/* Is the mention named in the run? Then it hardly speaks there. */
static uint64_t is_named_inside(const ne_scene *scene, const ne_mention *m) {
  return m->form == NE_FORM_NAME &&
         (scene->wording.names & name_bit(&scene->prose->tokens.at[m->head])) != 0;
}

static uint64_t wording_bits(const ne_scene *scene) {
  return (uint64_t)scene->wording.first | (uint64_t)scene->wording.second << 1 |
         (uint64_t)scene->wording.asking << 2;
}

static uint32_t mention_features(const ne_scene *scene, uint32_t mention, uint32_t *f) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  const ne_token *tokens = prose->tokens.at;
  const ne_mention *m = &scene->mentions->at[mention];
  const ne_sentence *own = &prose->sentences.at[m->sentence];
  const ne_token *lead = scene->setting.lead, *after = scene->setting.after;
  uint64_t place = place_of(scene, m), voice = voice_of(scene, mention);
  uint64_t hinge = scene->setting.hinge, gap = scene->setting.gap, length = scene->setting.length;
  uint64_t stance = scene->setting.posture, whole = stance & 3;
  uint64_t spot = place | voice << 4, base = spot | whole << 8;
  uint64_t form = (uint64_t)m->form | (uint64_t)((m->flags & NE_MENTION_SUBJECT) != 0) << 2;
  uint64_t what = (uint64_t)m->form | (uint64_t)m->being << 2 | (uint64_t)m->flags << 5;
  uint64_t rank = mention - scene->mentions->of_sentence[m->sentence];
  uint64_t crowd = crowd_of(scene, mention);
  uint64_t kin = kinship(scene, mention, scene->speaker);
  uint64_t kin2 = kin | kinship(scene, mention, scene->previous) << 3;
  uint64_t distance =
      ne_outline_step(m->first < run->open ? (run->open > m->full_end ? run->open - m->full_end : 0)
                                           : m->first - run->close);
  uint64_t tail = after ? (uint64_t)after->tag | (uint64_t)after->kind << 6 : 4095;
  uint32_t cue = scene->heard->cue_of[mention], n = 0;
  uint64_t verb = cue ? tokens[scene->cues->at[cue - 1].head].hash : verb_after(scene, m);
  uint64_t beyond = tokens[m->end < prose->tokens.count ? m->end : m->head].hash;
  uint64_t starts = m->first == own->first;
  rank = rank < 4 ? rank : 4;
  f[n++] = ne_feature(1, base);
  f[n++] = ne_feature2(2, base, what);
  f[n++] = ne_feature3(3, base, crowd, m->form);
  f[n++] = ne_feature2(4, spot, tokens[m->head].hash);
  f[n++] = ne_feature3(5, place, verb, whole);
  f[n++] = ne_feature3(6, base, rank | form << 4, stance);
  f[n++] = ne_feature3(7, spot, gap, form);
  f[n++] = ne_feature3(8, spot, tail, form);
  f[n++] = ne_feature3(9, spot, hinge, form);
  f[n++] = ne_feature3(10, spot, hinge, crowd | form << 4);
  f[n++] = ne_feature3(11, place, beyond, crowd);
  f[n++] = ne_feature3(12, place, lead->hash, form);
  f[n++] = ne_feature3(13, spot, kin, hinge);
  f[n++] = ne_feature3(14, spot, is_named_inside(scene, m) | form << 1, gap);
  f[n++] = ne_feature3(23, spot, is_named_inside(scene, m), whole);
  f[n++] = ne_feature3(15, spot, verb, hinge);
  f[n++] = ne_feature3(16, spot, distance, hinge);
  f[n++] = ne_feature3(17, place, starts ? 1 : tokens[m->first - 1].hash, crowd);
  f[n++] = ne_feature3(18, spot, length, whole);
  f[n++] = ne_feature3(19, spot, crowd, scene->cued[scene->sentence] | whole << 1);
  f[n++] = ne_feature3(20, spot, wording_bits(scene), what);
  f[n++] = ne_feature3(21, spot, kin2, gap);
  f[n++] = ne_feature3(22, spot, starts | form << 1, rank);
  return n;
}

/* ---- The other answers --------------------------------------------------------------------- */

#define BETWEEN_MOST 32

/* Who else is named or speaks between the utterance before and the run. */
static uint64_t rivals_of(const ne_scene *scene, uint32_t mention) {
  const ne_mentions *mentions = scene->mentions;
  uint32_t run_first = scene->prose->runs.at[scene->run].open, i, looked = 0;
  uint64_t named = 0, voiced = 0, again = 0;
  uint64_t head = scene->prose->tokens.at[mentions->at[mention].head].hash;
  if (scene->before == NE_NO_RUN) {
    return 0;
  }
  for (i = mentions->of_sentence[scene->last_sentence + 1]; i-- > 0 && looked < BETWEEN_MOST;) {
    const ne_mention *m = &mentions->at[i];
    if (m->first >= run_first) {
      continue;
    }
    looked++;
    if (m->sentence < scene->before_last || m->first < scene->prose->runs.at[scene->before].close) {
      break;
    }
    if (m->flags & NE_MENTION_QUOTED) {
      continue;
    }
    if (scene->prose->tokens.at[m->head].hash == head || m->form == NE_FORM_PRONOUN) {
      again |= 1u | (scene->heard->cue_of[i] ? 2u : 0);
    } else {
      named |= m->form == NE_FORM_NAME && m->being == NE_BEING_PERSON;
      voiced |= scene->heard->cue_of[i] != 0;
    }
  }
  return named | voiced << 1 | again << 2;
}

/* Of the speaker before, or of the one before that. */
static uint32_t speaker_features(const ne_scene *scene, ne_answer answer, uint64_t kind,
                                 uint32_t *f) {
  const ne_prose *prose = scene->prose;
  const ne_attribution *a =
      &scene->heard->at[answer.kind == NE_ANSWER_CONTINUE ? scene->speaker : scene->previous];
  const ne_run *before = &prose->runs.at[scene->before];
  const ne_token *last = &prose->tokens.at[before->end - 1];
  uint64_t gap = scene->setting.gap, hinge = scene->setting.hinge;
  uint64_t rivals = 0, what = 7, named = 0, place = 31;
  uint64_t asked = last->kind == NE_TOKEN_STOP && prose->text.bytes[last->start] == '?';
  uint32_t n = 0;
  if (a->mention != NE_NO_SOURCE) {
    const ne_mention *m = &scene->mentions->at[a->mention];
    rivals = rivals_of(scene, a->mention);
    what = (uint64_t)m->form | (uint64_t)m->being << 3;
    named = is_named_inside(scene, m);
    place = place_of(scene, m) | crowd_of(scene, a->mention) << 3;
  }
  f[n++] = ne_feature3(61, kind, rivals, gap);
  f[n++] = ne_feature3(62, kind, rivals, hinge);
  f[n++] = ne_feature3(64, kind, named, gap);
  f[n++] = ne_feature3(67, kind, wording_bits(scene) | asked << 3, what);
  f[n++] = ne_feature3(69, kind, place, what);
  f[n++] = ne_feature3(70, kind, place, hinge);
  return n;
}

/* Of the cue that holds the run. */
static uint32_t holder_features(const ne_scene *scene, uint32_t *f) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  const ne_attribution *a = &scene->heard->at[scene->holder];
  const ne_cue *cue = &scene->cues->at[a->cue];
  uint64_t sure = (uint64_t)(cue->probability * 5.0f), trust = (uint64_t)(a->confidence * 8.0f);
  uint64_t side = cue->head < run->open, unnamed = a->mention == NE_NO_SOURCE;
  uint64_t far = ne_outline_step(side ? run->open - cue->head : cue->head - run->close);
  uint64_t form = (uint64_t)cue->kind | side << 3 | unnamed << 4;
  uint64_t hinge = scene->setting.hinge, stance = scene->setting.posture;
  uint32_t n = 0;
  f[n++] = ne_feature2(81, form, sure);
  f[n++] = ne_feature2(82, form, trust);
  f[n++] = ne_feature3(83, form, trust, stance);
  f[n++] = ne_feature3(84, form, prose->tokens.at[cue->head].hash, 0);
  f[n++] = ne_feature3(86, form, hinge, far);
  f[n++] = ne_feature3(88, form, scene->setting.length, sure);
  if (!unnamed) {
    n += mention_features(scene, a->mention, f + n);
  }
  return n;
}

/* Of the run itself. */
static uint32_t run_features(const ne_scene *scene, uint64_t kind, uint32_t *f) {
  const ne_prose *prose = scene->prose;
  const ne_run *run = &prose->runs.at[scene->run];
  const ne_token *tokens = prose->tokens.at;
  const ne_sentence *sentence = &prose->sentences.at[scene->sentence];
  const ne_token *before = scene->setting.before, *after = scene->setting.after;
  const ne_token *first = &tokens[run->first], *last = &tokens[run->end - 1];
  uint64_t stance = scene->setting.posture, gap = scene->setting.gap, whole = stance & 3;
  uint64_t hinge = scene->setting.hinge, length = scene->setting.length;
  uint64_t rim = (before ? (uint64_t)before->tag | (uint64_t)before->kind << 6 : 4095) |
                 (after ? (uint64_t)after->tag | (uint64_t)after->kind << 6 : 4095) << 12;
  uint64_t lead = ne_outline_step(run->open > sentence->first ? run->open - sentence->first : 0);
  uint32_t n = 0;
  f[n++] = ne_feature(31, kind);
  f[n++] = ne_feature2(32, kind, stance);
  f[n++] = ne_feature2(33, kind, gap);
  f[n++] = ne_feature3(34, kind, gap, stance);
  f[n++] = ne_feature2(35, kind, rim);
  f[n++] = ne_feature3(36, kind, length, whole);
  f[n++] = ne_feature3(37, kind, before ? before->hash : 1, whole);
  f[n++] = ne_feature3(38, kind, after ? after->hash : 1, whole);
  f[n++] = ne_feature3(40, kind, first->hash, whole);
  f[n++] = ne_feature3(42, kind, length, gap);
  f[n++] = ne_feature3(43, kind, length, rim);
  f[n++] = ne_feature3(44, kind, last->hash, whole);
  f[n++] = ne_feature3(45, kind, first->shape | (uint64_t)last->shape << 4, length);
  f[n++] = ne_feature3(46, kind, lead, gap);
  f[n++] = ne_feature3(47, kind, lead, whole);
  f[n++] = ne_feature3(48, kind, before ? (uint64_t)before->kind : 31, lead);
  f[n++] = ne_feature3(49, kind, hinge, gap);
  f[n++] = ne_feature3(50, kind, wording_bits(scene), whole);
  return n;
}

uint32_t ne_answer_features(const ne_scene *scene, ne_answer answer,
                            uint32_t f[NE_ANSWER_FEATURES]) {
  const uint64_t kind = answer.kind | (uint64_t)scene->cued[scene->sentence] << 4 |
                        (uint64_t)(scene->holder >= 0) << 5;
  uint32_t n;
  switch (answer.kind) {
  case NE_ANSWER_CUE:
    return holder_features(scene, f);
  case NE_ANSWER_MENTION:
    return mention_features(scene, answer.mention, f);
  case NE_ANSWER_CONTINUE:
  case NE_ANSWER_EARLIER:
    n = run_features(scene, kind, f);
    return n + speaker_features(scene, answer, kind, f + n);
  default:
    return run_features(scene, kind, f);
  }
}
