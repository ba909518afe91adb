"""Plain reports in the words of many newsrooms: who said it, and what?

    plain.py LIBRARY           prints how many are read right, by form
    plain.py LIBRARY --errors  and those that are not

The sentences are put together from the lists below. None of their words for how and when
something was said is in ext/model/retold.txt, from which the models learn: what is measured
is whether other words are read as well (test_plain.py).
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

EACH = 300  # sentences of each form

CONTENTS = """
    the factory will shut for good in March | the winger could miss the rest of the season
    turnover rose 12 percent to 3.4 billion rupees | the suspects had crossed the river by boat
    it will not sell the newspaper | the vaccine protects nine in ten adults
    the minister never met the contractor | villagers along the coast must leave at once
    the fire began in a kitchen on the second floor | rain delayed the final by an hour
    she would stand again for the presidency | the merger needs the approval of three regulators
    the defence has asked for more time | his side deserved to win
    shares in the group may be suspended | most of the victims were children
    the drug has been on sale since 2009 | engineers are still looking for the cause
    the party would not join any coalition | export orders picked up in the second quarter
"""
SOURCES = """
    Lydia Brandt | captain Joe Farrow | the captain | Brandt | Judge Helen Marsh | Mr. Farrow
    Chief Secretary P. K. Nair | economist Tom Ashdown | firefighters | a spokeswoman | the union
    doctors | Home Secretary Ruth Callow | a police officer | manager Dele Okoro
    Helen Marsh, a lawyer for the family, | Inspector Sunil Ghosh | the regulator
    a senior official at the ministry | chief executive Wanda Pryce
"""
CUES = "said | said | said | asserted | conceded | reiterated | contended | estimated"
WHEN_AND_HOW = """
    | Thursday | on Thursday evening | in a press release | in a statement on Sunday | at a briefing
    minutes after the verdict | last year | a few days later | during a visit to the region
    at half-time | on his website | in a television interview | in a foreword | at the weekend
    in an interview with a German magazine | from his home in Leeds | on Tuesday afternoon
"""
LISTENERS = """
    MPs | the inquiry | The Morning Post | a conference in Pune on Friday | Bloomberg by email
    the jury | AFP | the Sunday Tribune | state media | us
"""


def listed(words):
    return [word.strip() for line in words.strip("\n").splitlines() for word in line.split("|")]


def capital(words):
    return words[0].upper() + words[1:]


def reports(chance):
    """One report in every form."""
    content, source = chance.choice(listed(CONTENTS)), chance.choice(listed(SOURCES))
    cue, when = chance.choice(listed(CUES)), chance.choice(listed(WHEN_AND_HOW))
    said, told = f"{cue} {when}".strip(), f"told {chance.choice(listed(LISTENERS))}"
    alone = source.rstrip(",")
    forms = {
        "behind it": f"{content}, {source} {said}.",
        "behind it, told": f"{content}, {source} {told}.",
        "behind it, turned": f"{content}, {cue} {alone}.",
        "before it": f"{source} {said} that {content}.",
        "before it, told": f"{source} {told} that {content}.",
        "before it, bare": f"{source} {f'said {when}'.strip()} {content}.",
        "before it, told bare": f"{source} {told} {content}.",
        "day first": f"on Monday, {source} {cue} that {content}.",
        "according to, behind": f"{content}, according to {alone}.",
        "according to, first": f"according to {alone}, {content}.",
        "quoted": f"“{capital(content)},” {source} {said}.",
        "quoted, turned": f"“{capital(content)},” {cue} {alone}.",
        "quoted, told": f"“{capital(content)},” {source} {told}.",
        "quoted behind": f"{source} {said}: “{capital(content)}.”",
    }
    for form, sentence in forms.items():
        first = 1 if sentence.startswith("“") else 0
        yield form, sentence[:first] + capital(sentence[first:]), content, alone


def all_reports():
    chance = random.Random(20161108)
    return [report for _ in range(EACH) for report in reports(chance)]


def read(library, sentences):
    """Of each sentence, as the second paragraph of three, the quotes and their speakers."""
    texts = [f"It rained in the valley.\n\n{s}\n\nThe town has a market square." for s in sentences]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        sql = (
            "SELECT json_group_array(json_array(key, quote, speaker)) FROM"
            f" json_each(CAST(readfile('{file.name}') AS TEXT)), extract_quotes(value)"
        )
        command = ["sqlite3", "-batch", "-cmd", f".load {library}", ":memory:", sql]
        done = subprocess.run(command, capture_output=True, check=True)
    found = [[] for _ in texts]
    for number, quote, speaker in json.loads(done.stdout):
        found[number].append((quote, speaker))
    return found


def is_right(found, content, source):
    """Exactly these words, of a speaker whose name is part of the source or the reverse."""
    for quote, speaker in found:
        words = quote.lower().strip(" ,.").removeprefix("that ")
        name, named = (speaker or "").lower(), source.lower()
        if words == content.lower() and name and (name in named or named.split()[-1] in name):
            return True
    return False


def measured(library):
    """{form: percent that are right}, and the errors."""
    given = all_reports()
    right, errors = Counter(), []
    for (form, sentence, content, source), found in zip(given, read(library, [g[1] for g in given])):
        if is_right(found, content, source):
            right[form] += 1
        else:
            errors.append((form, sentence, found))
    return {form: 100 * right[form] / EACH for form in dict.fromkeys(g[0] for g in given)}, errors


if __name__ == "__main__":
    figures, wrong = measured(Path(sys.argv[1]).resolve())
    for name, share in figures.items():
        print(f"{name:22} {share:5.1f}")
    print(f"{'all':22} {sum(figures.values()) / len(figures):5.1f}")
    if "--errors" in sys.argv:
        for error in wrong:
            print(*error, sep="\n    ")
