"""news_html() gives well-formed HTML that says what the text says, for any text.

The texts are the samples, and what is left of them when marks, tags and broken bytes are thrown in.
"""

import html.parser
import json
import random

import pytest

ALLOWED = {
    "article": {"class", "style"},
    "h1": set(),
    "h2": set(),
    "p": {"class"},
    "time": {"datetime"},
    "figure": set(),
    "figcaption": set(),
    "q": {"class", "data-n", "data-type", "data-act", "data-confidence", "data-speaker", "title"},
}
INSIDE = {
    "article": {None},
    "h1": {"article"},
    "h2": {"article"},
    "p": {"article"},
    "figure": {"article"},
    "figcaption": {"figure"},
    "time": {"p"},
    "q": {"h1", "h2", "p", "figcaption", "time"},
}
THROWN = ['"', "“", "”", "'", "’", "\n\n", "<b>", "&amp;", "&", " said Smith, ", "\x01", "\x7f", "</q>", "\r\n", "\ufffe"]
BROKEN = [b"\xff", b"\xc0\xaf", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.quotes, self.text = [None], [], ""

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED and {name for name, _ in attrs} <= ALLOWED[tag], (tag, attrs)
        assert self.open[-1] in INSIDE[tag], (self.open, tag)
        self.open.append(tag)
        if tag == "q":
            self.quotes.append([dict(attrs), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        assert self.open[-1] not in (None, "article", "figure") or not data.strip()
        self.text += data
        if self.open[-1] == "q":
            self.quotes[-1][1] += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(fragment):
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    assert reader.open == [None]
    return reader


def rows_of(shell, texts, expression):
    """What the expression gives for each text t, one JSON value each."""
    values = ",".join(f"({i},x'{text.hex()}')" for i, text in enumerate(texts))
    sql = (
        f"WITH texts(i, b) AS (VALUES{values}), t AS (SELECT i, CAST(b AS TEXT) AS t FROM texts)"
        f" SELECT {expression} FROM t ORDER BY i;"
    )
    rows = shell.run(sql).splitlines()
    assert len(rows) == len(texts)
    return rows


def fragments_of(shell, texts):
    """Strictly decoded: they are UTF-8."""
    return [bytes.fromhex(row).decode() for row in rows_of(shell, texts, "hex(news_html(t))")]


@pytest.fixture(scope="module")
def samples(shell):
    listed = shell.run(".read sql/samples/load.sql\nSELECT hex(body) FROM articles ORDER BY id;")
    return [bytes.fromhex(line) for line in listed.split()]


def one_line(text):
    return " ".join(text.split())


def test_samples(shell, samples):
    fragments = fragments_of(shell, samples)
    tables = map(json.loads, rows_of(shell, samples, "extract_quotes(t)"))
    bodies = rows_of(shell, samples, "hex(news_body(t))")
    quotes = 0
    for fragment, table, body in zip(fragments, tables, bodies):
        page = read(fragment)
        for attributes, words in page.quotes:
            row = table[int(attributes["data-n"]) - 1]
            assert one_line(words) in one_line(row["quote"])
            assert attributes["data-type"] == row["type"] and attributes["data-act"] == row["act"]
            assert float(attributes["data-confidence"]) == row["confidence"]
            assert attributes.get("data-speaker") == row["speaker"]
            assert ("title" in attributes) == (row["speaker"] is not None)
        quotes += len(page.quotes)
        for paragraph in bytes.fromhex(body).decode().split("\n\n"):
            assert one_line(paragraph) in one_line(page.text)
    assert quotes > len(samples)


def throw_in(chance, text):
    for _ in range(chance.randrange(1, 60)):
        at = chance.randrange(len(text) + 1)
        thrown = chance.choice(THROWN).encode() if chance.random() < 0.7 else chance.choice(BROKEN)
        text = text[:at] + thrown + text[at:]
    return text


def test_anything(shell, samples):
    chance = random.Random(1)
    texts = [throw_in(chance, text) for text in samples * 3]
    for fragment in fragments_of(shell, texts):
        assert not any(ord(c) < 32 and c not in "\n\t\f" or 127 <= ord(c) < 160 for c in fragment)
        read(fragment)
