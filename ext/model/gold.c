/* gold.c: aligns annotations with tokens and mentions. */
#include "gold.h"

#include <string.h>

static int token_in(const reading *r, const ranges *spans, uint32_t i) {
  return ranges_hold(spans, r->prose.tokens.at[i].start);
}

uint32_t gold_token_at(const reading *r, uint32_t byte) {
  uint32_t low = 0, high = r->prose.tokens.count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (r->prose.tokens.at[middle].start < byte) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static int continues_chain(const ne_token *token) {
  return ne_tag_is_verb(token->tag) || token->tag == NE_TAG_MODAL || token->tag == NE_TAG_ADVERB;
}

/* The word of a cue that carries it: the last verb of its first chain of verbs;
** where it has no verb its first candidate. */
static uint32_t find_head(const reading *r, const ranges *cue) {
  uint32_t s, i, other = GOLD_NONE;
  for (s = 0; s < cue->count; s++) {
    for (i = gold_token_at(r, cue->at[s].start);
         i < r->prose.tokens.count && r->prose.tokens.at[i].start < cue->at[s].end; i++) {
      if (!ne_cue_candidate(&r->prose, i)) {
        continue;
      }
      if (ne_tag_is_verb(r->prose.tokens.at[i].tag)) {
        uint32_t k;
        for (k = i + 1; k < r->prose.tokens.count && token_in(r, cue, k) &&
                        continues_chain(&r->prose.tokens.at[k]);
             k++) {
          if (ne_tag_is_verb(r->prose.tokens.at[k].tag)) {
            i = k;
          }
        }
        return i;
      }
      if (other == GOLD_NONE) {
        other = i;
      }
    }
  }
  return other;
}

/* Is the mention a lone word where the source has more: "she" in "she and other nurses"? */
static int is_lone_word(const reading *r, const ne_mention *m, uint32_t words) {
  const uint8_t tag = r->prose.tokens.at[m->head].tag;
  return m->form == NE_FORM_PRONOUN && m->full_end == m->first + 1 && words > 1 && tag != NE_TAG_WH;
}

/* The mention with its head in the source that begins nearest to where the source does; of
** several, the one that shares the most with it. */
static void find_mention(const reading *r, gold_cue *g) {
  const ranges *source = &g->attribution->source;
  uint32_t m, i, best_score = 0, inside = 0, first = GOLD_NONE, nearest = GOLD_NONE;
  const ne_sentence *s = &r->prose.sentences.at[g->sentence];
  g->mention = GOLD_NONE;
  for (i = s->first; i < s->end; i++) {
    inside += (uint32_t)token_in(r, source, i);
    if (first == GOLD_NONE && token_in(r, source, i)) {
      first = i;
    }
  }
  for (m = r->mentions.of_sentence[g->sentence]; m < r->mentions.of_sentence[g->sentence + 1];
       m++) {
    const ne_mention *mention = &r->mentions.at[m];
    uint32_t both = 0, extent = mention->full_end - mention->first, score;
    uint32_t apart = mention->first > first ? mention->first - first : first - mention->first;
    if (!token_in(r, source, mention->head)) {
      continue;
    }
    for (i = mention->first; i < mention->full_end; i++) {
      both += (uint32_t)token_in(r, source, i);
    }
    score = both * 1000 / (inside + extent - both);
    if (is_lone_word(r, mention, inside)) {
      apart += NE_SENTENCE_MAX;
    }
    if (apart < nearest || (apart == nearest && score > best_score)) {
      nearest = apart;
      best_score = score;
      g->mention = m;
    }
  }
  g->lost = g->mention == GOLD_NONE && inside > 0;
}

static int by_head(const void *a, const void *b) {
  uint32_t x = ((const gold_cue *)a)->cue.head, y = ((const gold_cue *)b)->cue.head;
  return (x > y) - (x < y);
}

void gold_read(const reading *r, gold *out) {
  uint32_t i, kept = 0;
  memset(out, 0, sizeof *out);
  out->cues = take(r->article->attribution_count, sizeof *out->cues);
  for (i = 0; i < r->article->attribution_count; i++) {
    const attribution *a = &r->article->attributions[i];
    gold_cue *g = &out->cues[out->count];
    uint32_t head = find_head(r, &a->cue);
    if (head == GOLD_NONE || head >= r->prose.tokens.count) {
      out->headless++;
      continue;
    }
    memset(g, 0, sizeof *g);
    g->attribution = a;
    g->sentence = ne_sentence_at(&r->prose.sentences, head);
    g->cue.head = g->cue.first = head;
    g->cue.end = head + 1;
    g->cue.sentence = g->sentence;
    g->cue.kind = (uint8_t)ne_cue_kind_of(&r->prose, head);
    g->cue.lemma = ne_prose_lemma(&r->prose, &r->prose.tokens.at[head]);
    while (g->cue.first > r->prose.sentences.at[g->sentence].first &&
           token_in(r, &a->cue, g->cue.first - 1)) {
      g->cue.first--;
    }
    while (g->cue.end < r->prose.sentences.at[g->sentence].end &&
           token_in(r, &a->cue, g->cue.end)) {
      g->cue.end++;
    }
    find_mention(r, g);
    out->count++;
  }
  qsort(out->cues, out->count, sizeof *out->cues, by_head);
  for (i = 0; i < out->count; i++) {
    if (kept == 0 || out->cues[kept - 1].cue.head != out->cues[i].cue.head) {
      out->cues[kept++] = out->cues[i];
    }
  }
  out->count = kept;
  if (r->retold) {
    out->retold = take(1, sizeof *out->retold);
    gold_read(r->retold, out->retold);
  }
}

void gold_free(gold *g) {
  if (g->retold) {
    gold_free(g->retold);
    free(g->retold);
  }
  free(g->cues);
  memset(g, 0, sizeof *g);
}

const gold_cue *gold_find(const gold *g, uint32_t head) {
  gold_cue key;
  memset(&key, 0, sizeof key);
  key.cue.head = head;
  return g->count ? bsearch(&key, g->cues, g->count, sizeof key, by_head) : NULL;
}

ne_content_frame gold_frame(const reading *r, const gold_cue *x, ne_outline *o,
                            uint8_t inside[NE_SENTENCE_MAX]) {
  uint32_t i, n;
  ne_outline_open(o, &r->prose, &r->mentions, x->sentence);
  n = o->sentence->end - o->sentence->first;
  for (i = 0; i < n; i++) {
    const ne_token *token = &r->prose.tokens.at[o->sentence->first + i];
    inside[i] = (uint8_t)ranges_hold(&x->attribution->content, token->start);
  }
  return ne_content_frame_of(&r->rarities->bonds, o, &x->cue,
                             x->mention == GOLD_NONE ? NULL : &r->mentions.at[x->mention]);
}
