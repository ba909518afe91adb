/* discourse.c: finds speakers for quoted runs that no cue reaches. */
#include "discourse.h"

#include <stdlib.h>
#include <string.h>

#define DOUBT 0.8f /* cues less sure than this may give way */

/* A word or two in quotation marks are nobody's speech if that is so likely against the
** likeliest speaker. */
#define SILENT         0.5
#define SNIPPET_TOKENS 3

/* Two talk when speakers have changed so often from one short paragraph to the next. */
#define TURNS       2
#define TURN_TOKENS 40

typedef struct stage {
  ne_arena *arena;
  ne_choice *choose;
  void *context; /* the choice's */
  ne_attributions *list;
  ne_scene scene;
  uint32_t *spoken; /* the scene's */
  int asked;        /* the other speaker's last run is a question */
} stage;

static ne_answer answer_of(stage *s, double *probability) {
  ne_answer answers[NE_ANSWERS_MAX];
  uint32_t count = ne_answers_find(&s->scene, answers);
  return answers[s->choose(s->context, &s->scene, answers, count, probability)];
}

/* Nothing but the run and what it continues stands between the two. */
static int adjoins(const stage *s) {
  const uint32_t *rank = s->scene.rank;
  return s->scene.before != NE_NO_RUN && rank[s->scene.sentence] <= rank[s->scene.before_last] + 1;
}

/* Sets whose the attribution is, as the answer tells. */
static void name_source(stage *s, ne_attribution *a, ne_answer answer, double probability) {
  int32_t model = answer.kind == NE_ANSWER_CONTINUE  ? s->scene.speaker
                  : answer.kind == NE_ANSWER_EARLIER ? s->scene.previous
                                                     : -1;
  a->confidence = (float)probability;
  a->mention = answer.mention;
  a->rule = answer.kind == NE_ANSWER_MENTION    ? NEWSEXT_RULE_CONTEXT
            : answer.kind == NE_ANSWER_CONTINUE ? NEWSEXT_RULE_CONTINUATION
            : answer.kind == NE_ANSWER_EARLIER  ? NEWSEXT_RULE_CONVERSATION
                                                : NEWSEXT_RULE_NONE;
  if (model >= 0) {
    a->same_as = model;
    a->confidence *= s->list->at[model].confidence;
  }
}

static void append(stage *s, uint32_t run, ne_answer answer, double probability) {
  ne_attribution *a = ne_attributions_append(s->arena, s->list);
  const ne_run *r = &s->scene.prose->runs.at[run];
  if (!a) {
    return;
  }
  a->sentence = s->scene.sentence;
  a->act = NEWSEXT_STATEMENT;
  name_source(s, a, answer, probability);
  ne_attribution_add(s->arena, a, (ne_range){r->first, r->end});
  s->list->of_run[run] = s->list->count;
  if (answer.kind == NE_ANSWER_MENTION) {
    s->spoken[a->mention] = s->list->count;
  }
}

/* Adds the range to the content where it holds a word. */
static uint32_t keep_words(stage *s, ne_attribution *a, ne_range range) {
  const ne_token *at = s->scene.prose->tokens.at;
  while (range.first < range.end && at[range.first].tag == NE_TAG_PUNCTUATION) {
    range.first++;
  }
  while (range.end > range.first && at[range.end - 1].tag == NE_TAG_PUNCTUATION) {
    range.end--;
  }
  if (range.first >= range.end) {
    return 0;
  }
  ne_attribution_add(s->arena, a, range);
  return 1;
}

/* Does the run belong to what the mention is heard to say beside it? Not a sentence
** of its own to what is told in indirect speech. */
static int adds_to_speech(const stage *s, uint32_t mention) {
  const ne_prose *prose = s->scene.prose;
  const uint32_t index = s->spoken[mention], sentence = s->scene.mentions->at[mention].sentence;
  if (!index || s->scene.rank[sentence] + 1 < s->scene.rank[s->scene.sentence] ||
      sentence > s->scene.last_sentence) {
    return 0;
  }
  return prose->runs.of_token[s->list->at[index - 1].content[0].first] ||
         (sentence == s->scene.sentence &&
          prose->tokens.at[prose->runs.at[s->scene.run].first].shape < NE_SHAPE_CAPITAL);
}

/* Gives the run to an attribution that is there. */
static void join(stage *s, uint32_t run, uint32_t index) {
  const ne_run *r = &s->scene.prose->runs.at[run];
  ne_attribution_add(s->arena, &s->list->at[index], (ne_range){r->first, r->end});
  s->list->of_run[run] = index + 1;
}

static void give(stage *s, uint32_t run, ne_answer answer, double probability) {
  if (answer.kind == NE_ANSWER_NONE) {
    return;
  }
  if (answer.kind == NE_ANSWER_CONTINUE && adjoins(s)) {
    join(s, run, (uint32_t)s->scene.speaker);
  } else if (answer.kind == NE_ANSWER_MENTION && adds_to_speech(s, answer.mention)) {
    join(s, run, s->spoken[answer.mention] - 1);
  } else {
    append(s, run, answer, probability);
  }
}

/* Takes the run out of the content of the attribution that holds it. */
static void release(stage *s, uint32_t run) {
  const ne_run *r = &s->scene.prose->runs.at[run];
  ne_attribution *a = &s->list->at[s->scene.holder];
  uint32_t i, kept = 0, count = a->content_count;
  ne_range *old = a->content;
  a->content = NULL;
  a->content_count = a->content_capacity = 0;
  for (i = 0; i < count; i++) {
    ne_range before = old[i], after = old[i];
    before.end = before.end < r->open ? before.end : r->open;
    after.first = after.first > r->close ? after.first : r->close;
    kept += keep_words(s, a, before) + keep_words(s, a, after);
  }
  if (!kept && a->mention != NE_NO_SOURCE &&
      s->spoken[a->mention] == (uint32_t)s->scene.holder + 1) {
    s->spoken[a->mention] = 0;
  }
  s->list->of_run[run] = 0;
}

/* Does what the attribution reports go on behind the run as it began before it? */
static int is_amid(const ne_attribution *a, const ne_run *run) {
  uint32_t i = 0;
  while (i < a->content_count &&
         !(a->content[i].first < run->open && run->close < a->content[i].end)) {
    i++;
  }
  return i < a->content_count;
}

/* What a doubtful cue says of the run stands, or gives way to the answer. */
static void settle(stage *s, uint32_t run, ne_answer answer, double probability) {
  ne_attribution *a = &s->list->at[s->scene.holder];
  if (answer.kind == NE_ANSWER_CUE || answer.kind == NE_ANSWER_NOBODY) {
    a->confidence = answer.kind == NE_ANSWER_CUE ? (float)probability : a->confidence;
    return;
  }
  if (answer.kind != NE_ANSWER_NONE && a->mention == NE_NO_SOURCE) {
    name_source(s, a, answer, probability);
    return;
  }
  if (answer.kind == NE_ANSWER_NONE && is_amid(a, &s->scene.prose->runs.at[run])) {
    return; /* words that nobody is quoted with leave no gap in what they are part of */
  }
  release(s, run);
  give(s, run, answer, probability);
}

/* Does the run go on from the one before as its marks show? "The truth," she wrote, "is
** simple" has commas before the cue and behind it; or a mark opens while one is open. */
static int is_second_part(const stage *s) {
  const ne_runs *runs = &s->scene.prose->runs;
  const ne_token *at = s->scene.prose->tokens.at;
  const ne_run *run = &runs->at[s->scene.run];
  const ne_run *before = s->scene.before == NE_NO_RUN ? NULL : &runs->at[s->scene.before];
  if (!before) {
    return 0;
  }
  if (run->continues && before->close == run->open) {
    return 1;
  }
  return s->scene.before_last == s->scene.sentence && run->open > before->close + 1 &&
         at[before->end - 1].kind == NE_TOKEN_COMMA && at[run->open - 1].kind == NE_TOKEN_COMMA;
}

/* "He" may be whoever spoke before by name; "I" is not, nor is another name. */
static int may_be(const stage *s, uint32_t mention, uint32_t other) {
  const ne_prose *prose = s->scene.prose;
  const ne_mention *a = &s->scene.mentions->at[mention], *b = &s->scene.mentions->at[other];
  const ne_mention *pronoun = a->form == NE_FORM_PRONOUN ? a : b;
  if (prose->tokens.at[a->head].hash == prose->tokens.at[b->head].hash) {
    return 1;
  }
  return (a->form == NE_FORM_PRONOUN) != (b->form == NE_FORM_PRONOUN) &&
         ne_lexicon_value(prose->lexicon, prose->tokens.at[pronoun->head].entry,
                          NE_LEX_PRONOUN)[0] == '3';
}

static int same_speaker(const stage *s, int32_t a, int32_t b) {
  const ne_attribution *x = &s->list->at[a], *y = &s->list->at[b];
  return x->mention == y->mention || x->same_as == b || y->same_as == a ||
         (x->mention != NE_NO_SOURCE && y->mention != NE_NO_SOURCE &&
          may_be(s, x->mention, y->mention));
}

/* Did the run before end in a question? */
static int was_asked(const ne_scene *scene) {
  const ne_run *before = &scene->prose->runs.at[scene->before];
  const ne_token *last = &scene->prose->tokens.at[before->end - 1];
  return last->kind == NE_TOKEN_STOP && scene->prose->text.bytes[last->start] == '?';
}

/* Is the paragraph no longer than a turn in a conversation? */
static int is_turn(const ne_scene *scene, uint32_t paragraph) {
  const ne_paragraph *p = &scene->prose->lines.paragraphs[paragraph];
  return p->end - p->first <= TURN_TOKENS;
}

/* Is the run a turn right after the one before? */
static int follows(const ne_scene *scene, uint32_t run) {
  const ne_run *r = &scene->prose->runs.at[run], *before;
  if (scene->before == NE_NO_RUN) {
    return 0;
  }
  before = &scene->prose->runs.at[scene->before];
  return before->closed && ne_paragraphs_between(scene, before, r) == 1 &&
         is_turn(scene, r->paragraph) && is_turn(scene, before->paragraph);
}

/* Is the run, all of its paragraph, the other one's turn? So it is where the two talk,
** or one asks. */
static int is_reply(const stage *s, uint32_t run) {
  const ne_scene *scene = &s->scene;
  const ne_run *r = &scene->prose->runs.at[run];
  const ne_paragraph *p = &scene->prose->lines.paragraphs[r->paragraph];
  return scene->previous >= 0 && r->closed && r->open <= p->first && r->close + 1 >= p->end &&
         follows(scene, run) &&
         (scene->talk ||
          (scene->changes && (was_asked(scene) || (s->asked && scene->wording.asking))));
}

/* The attribution of a cue that holds the run, where it is none to rely on. */
static int32_t doubtful_holder(const stage *s, uint32_t run) {
  int32_t index = (int32_t)s->list->of_run[run] - 1;
  const ne_attribution *a = index < 0 ? NULL : &s->list->at[index];
  return a && a->cue != NE_NO_CUE && (a->mention == NE_NO_SOURCE || a->confidence < DOUBT) ? index
                                                                                           : -1;
}

static void read_run(stage *s, uint32_t run) {
  double probability = 1.0;
  ne_answer answer = {NE_ANSWER_CONTINUE, NE_NO_SOURCE};
  s->scene.holder = doubtful_holder(s, run);
  if (s->scene.holder < 0 && s->list->of_run[run]) {
    return;
  }
  ne_scene_read(&s->scene);
  s->scene.reply = (uint8_t)is_reply(s, run);
  if (s->scene.holder >= 0) {
    answer = answer_of(s, &probability);
    settle(s, run, answer, probability);
  } else {
    if (!is_second_part(s)) {
      answer = answer_of(s, &probability);
    }
    give(s, run, answer, probability);
  }
}

/* Remembers who spoke in this run. */
static void remember(stage *s, uint32_t run) {
  ne_scene *scene = &s->scene;
  int32_t now = (int32_t)s->list->of_run[run] - 1;
  if (now < 0) {
    return;
  }
  if (scene->speaker >= 0 && now != scene->speaker) {
    if (same_speaker(s, now, scene->speaker)) {
      scene->changes = 0;
    } else {
      scene->changes = follows(scene, run) ? scene->changes + 1 : 1;
      scene->talk |= scene->changes >= TURNS;
      s->asked = was_asked(scene);
      scene->previous = scene->speaker;
    }
  }
  scene->speaker = now;
  scene->before = run;
  scene->before_last = scene->last_sentence;
}

/* "We began with nothing.   "Now we are forty," he said: paragraphs that leave their
** marks open belong to whoever is named where the last one closes them. */
static void join_paragraphs(stage *s) {
  const ne_runs *runs = &s->scene.prose->runs;
  uint32_t i = runs->count, next = NE_NO_RUN;
  while (i-- > 0 && s->arena->status == NEWSEXT_OK) {
    const ne_run *run = &runs->at[i];
    uint32_t *holder = &s->list->of_run[i];
    if (run->depth || !s->scene.prose->lines.paragraphs[run->paragraph].number) {
      continue;
    }
    if (next != NE_NO_RUN && runs->at[next].continues && !*holder && s->list->of_run[next]) {
      *holder = s->list->of_run[next];
      ne_attribution_add(s->arena, &s->list->at[*holder - 1], (ne_range){run->first, run->end});
    }
    next = i;
  }
}

typedef struct place {
  uint32_t first, index;
} place;

static int by_place(const void *a, const void *b) {
  const place *x = a, *y = b;
  if (x->first != y->first) {
    return x->first < y->first ? -1 : 1;
  }
  return x->index < y->index ? -1 : x->index > y->index;
}

static int by_first(const void *a, const void *b) {
  uint32_t x = ((const ne_range *)a)->first, y = ((const ne_range *)b)->first;
  return (x > y) - (x < y);
}

/* Puts the contents of an attribution in text order. */
static void sort_contents(const ne_prose *prose, ne_attribution *a) {
  uint32_t i;
  for (i = 1; i < a->content_count && a->content[i - 1].first < a->content[i].first; i++) {
  }
  if (i < a->content_count) {
    qsort(a->content, a->content_count, sizeof *a->content, by_first);
    a->sentence = ne_sentence_at(&prose->sentences, a->content[0].first);
  }
}

/* Puts the attributions in text order. */
static void sort(ne_arena *arena, const ne_prose *prose, ne_attributions *list) {
  ne_attribution *sorted = ne_arena_take(arena, (size_t)list->count + 1, sizeof *sorted);
  uint32_t *moved = ne_arena_alloc(arena, (size_t)list->count + 1, sizeof *moved), i, count = 0;
  place *places = ne_arena_take(arena, (size_t)list->count + 1, sizeof *places);
  if (!sorted || !moved || !places) {
    return;
  }
  for (i = 0; i < list->count; i++) {
    sort_contents(prose, &list->at[i]);
    if (list->at[i].content_count) { /* a run may have been all that it had */
      places[count++] = (place){list->at[i].content[0].first, i};
    }
  }
  ne_sort(places, count, sizeof *places, by_place);
  for (i = 0; i < count; i++) {
    sorted[i] = list->at[places[i].index];
    moved[places[i].index] = i;
  }
  for (i = 0; i < count; i++) {
    if (sorted[i].same_as >= 0) {
      sorted[i].same_as = (int32_t)moved[sorted[i].same_as];
    }
  }
  list->capacity = list->count;
  list->at = sorted;
  list->count = count;
}

/* Ranks the sentences of the body. */
static void rank_sentences(stage *s, const ne_prose *prose) {
  uint32_t *rank = ne_arena_alloc(s->arena, (size_t)prose->sentences.count + 1, sizeof *rank);
  uint32_t *body = ne_arena_alloc(s->arena, (size_t)prose->sentences.count + 1, sizeof *body);
  uint32_t i, count = 0;
  for (i = 0; rank && body && i < prose->sentences.count; i++) {
    rank[i] = count;
    if (prose->lines.paragraphs[prose->sentences.at[i].paragraph].number) {
      body[count++] = i;
    }
  }
  s->scene.rank = rank;
  s->scene.body = body;
  s->scene.body_count = count;
}

static int open_stage(stage *s, ne_arena *arena, const ne_prose *prose, const ne_mentions *mentions,
                      const ne_cues *cues, ne_attributions *list) {
  uint8_t *cued = ne_arena_alloc(arena, (size_t)prose->sentences.count + 1, 1);
  uint32_t i;
  s->spoken = ne_arena_alloc(arena, (size_t)mentions->count + 1, sizeof *s->spoken);
  s->arena = arena;
  rank_sentences(s, prose);
  if (arena->status != NEWSEXT_OK) {
    return 0;
  }
  s->list = list;
  s->scene.prose = prose;
  s->scene.mentions = mentions;
  s->scene.cues = cues;
  s->scene.heard = list;
  s->scene.spoken = s->spoken;
  s->scene.cued = cued;
  s->scene.before = NE_NO_RUN;
  s->scene.speaker = s->scene.previous = -1;
  for (i = 0; i < list->count; i++) {
    cued[list->at[i].sentence] = 1;
    if (list->at[i].mention != NE_NO_SOURCE) {
      s->spoken[list->at[i].mention] = i + 1;
    }
  }
  return 1;
}

void ne_discourse_walk(ne_arena *arena, ne_choice *choose, void *context, const ne_prose *prose,
                       const ne_mentions *mentions, const ne_cues *cues, ne_attributions *list) {
  stage s;
  uint32_t i;
  memset(&s, 0, sizeof s);
  s.choose = choose;
  s.context = context;
  if (!open_stage(&s, arena, prose, mentions, cues, list)) {
    return;
  }
  join_paragraphs(&s);
  for (i = 0; i < prose->runs.count && arena->status == NEWSEXT_OK; i++) {
    const ne_run *run = &prose->runs.at[i];
    if (run->depth || !prose->lines.paragraphs[run->paragraph].number) {
      continue;
    }
    s.scene.run = i;
    s.scene.sentence = ne_sentence_from(&prose->sentences, s.scene.sentence, run->first);
    s.scene.last_sentence = ne_sentence_from(&prose->sentences, s.scene.sentence, run->end - 1);
    read_run(&s, i);
    remember(&s, i);
  }
  if (arena->status == NEWSEXT_OK) {
    sort(arena, prose, list);
  }
}

static int is_snippet(const ne_scene *scene) {
  const ne_run *run = &scene->prose->runs.at[scene->run];
  return run->end - run->first <= SNIPPET_TOKENS &&
         scene->prose->tokens.at[run->first].shape < NE_SHAPE_CAPITAL;
}

static uint32_t best_answer(void *context, const ne_scene *scene, const ne_answer *answers,
                            uint32_t count, double *probability) {
  const ne_model *model = context;
  ne_wanted wanted[NE_ANSWERS_MAX];
  uint32_t i, best = 0;
  int32_t scores[NE_ANSWERS_MAX];
  double total = 0, none = 0;
  for (i = 0; i < count; i++) {
    wanted[i].count = ne_answer_features(scene, answers[i], wanted[i].features);
    ne_model_want(model, &wanted[i]);
  }
  for (i = 0; i < count; i++) {
    scores[i] = ne_model_sum(model, &wanted[i]);
    best = scores[i] > scores[best] ? i : best;
  }
  for (i = 0; i < count; i++) {
    double share = ne_model_exp(model, scores[i] - scores[best]);
    total += share;
    none = answers[i].kind == NE_ANSWER_NONE ? share : none;
  }
  *probability = 1.0 / total;
  if (none > SILENT && is_snippet(scene)) {
    for (best = 0; answers[best].kind != NE_ANSWER_NONE; best++) {
    }
  }
  return best;
}

void ne_discourse_read(ne_arena *arena, const ne_model *model, const ne_prose *prose,
                       const ne_mentions *mentions, const ne_cues *cues, ne_attributions *list) {
  ne_model copy = *model;
  ne_discourse_walk(arena, best_answer, &copy, prose, mentions, cues, list);
}
