"""Offsets are SQLite's own: substr(text, start, length) gives back what a row tells.

The texts are the samples, the fuzzer's seeds and, where they are at hand, the annotated articles
(EVAL); each as it is and with bytes changed, taken out and put in.
"""

import json
import os
import random
import sqlite3
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("EVAL") or TOP.parent / "shared" / "eval")
STRANGE = ['"', "'", "“", "”", "‘", "’", "«", "\n\n", "\r", "\u00a0", "é", "😀", "\ufeff"]
BROKEN = [b"\xff", b"\xc3", b"\xe2\x80", b"\xf0\x9f", b"\x80\x80", b"\xed\xa0\x80", b"\xc0\xaf"]

# What must hold for each row, and what it would mean if not.
RULES = {
    "a quote of one span is not its text": """
        json_array_length(spans) = 1 AND substr(body, start, length) IS NOT quote""",
    "a quote does not begin with its first character":
        "substr(body, start, 1) IS NOT substr(quote, 1, 1)",
    "a quote does not end with its last character":
        "substr(body, start + length - 1, 1) IS NOT substr(quote, -1, 1)",
    "a quote is not the text between its first and last span": """
        start IS NOT json_extract(spans, '$[0][0]') OR start + length IS NOT
        json_extract(spans, '$[#-1][0]') + json_extract(spans, '$[#-1][1]')""",
    "a mention is not its text": """
        mention IS NOT NULL AND instr(mention, ' ') = 0
        AND substr(body, mention_start, mention_length) IS NOT mention""",
    "a cue is not its text": """
        cue IS NOT NULL AND instr(cue, ' ') = 0 AND substr(body, cue_start, cue_length) IS NOT cue""",
    "an offset is there without words, or words without it": """
        (mention IS NULL) <> (mention_start IS NULL) OR (mention IS NULL) <> (mention_length IS NULL)
        OR (cue IS NULL) <> (cue_start IS NULL) OR (cue IS NULL) <> (cue_length IS NULL)""",
    "a span lies outside of the text": """
        start < 1 OR length < 1 OR start + length - 1 > length(body)
        OR mention_start < 1 OR mention_start + mention_length - 1 > length(body)
        OR cue_start < 1 OR cue_start + cue_length - 1 > length(body)""",
    "n does not count": "n IS NOT row_number() OVER (PARTITION BY id ORDER BY start, n)",
    "the confidence is no probability": "confidence IS NULL OR confidence NOT BETWEEN 0 AND 1",
    "a speaker has no kind, or nobody has one": "(speaker IS NULL) <> (kind IS NULL)",
}


def articles():
    folders = [TOP / "sql" / "samples", TOP / "tests" / "fuzz" / "corpus"]
    for folder in folders + sorted(EVAL.glob("polnear/dev/text")):
        yield from (path.read_bytes() for path in sorted(folder.glob("*.txt")))
    for name in ("structure-dev.jsonl", "speakers-general-dev.jsonl"):
        path = EVAL / name
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)["text"].encode()


def corrupted(text, rng):
    text = bytearray(text)
    for _ in range(rng.randint(1, 40)):
        at = rng.randrange(len(text) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            del text[at : at + rng.randint(1, 9)]
        elif kind == 1:
            text[at:at] = rng.choice(STRANGE).encode()
        elif kind == 2:
            text[at:at] = rng.choice(BROKEN)
        else:
            text[at : at + 1] = bytes([rng.randint(1, 255)])
    return bytes(text)


@pytest.fixture(scope="module")
def rows(tmp_path_factory, shell):
    """A database with the texts and a row a quote."""
    path = tmp_path_factory.mktemp("offsets") / "texts.db"
    rng = random.Random(20260301)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE texts(id INTEGER PRIMARY KEY, body TEXT)")
    add = "INSERT INTO texts(body) VALUES (CAST(? AS TEXT))"
    for text in articles():
        database.execute(add, (text,))
        database.execute(add, (corrupted(text, rng),))
    database.commit()
    database.close()
    shell.run(
        "CREATE TABLE rows AS SELECT id, body, q.* FROM texts, extract_quotes(body) AS q;",
        database=path, timeout=1800,
    )
    return path


@pytest.mark.parametrize("complaint", RULES)
def test_every_row(complaint, rows, shell):
    found = shell.run(
        f"""SELECT count(*) FROM (SELECT {RULES[complaint]} AS wrong FROM rows) WHERE wrong;
            SELECT id, n, start, length, quote(quote), mention, cue
            FROM (SELECT *, {RULES[complaint]} AS wrong FROM rows) WHERE wrong LIMIT 3;""",
        database=rows,
    )
    assert found == "0\n", f"{complaint}: {found}"


def test_there_are_rows(rows, shell):
    assert int(shell.run("SELECT count(*) FROM rows;", database=rows)) > 100
