"""The model article beside the benchmarks: every row that a reader finds must come out."""
import json
import os
from pathlib import Path

import pytest

EVAL = Path(os.environ.get("EVAL", Path(__file__).parents[2] / "../shared/eval"))
CASE = EVAL.parent / "cases" / "wion-kerry.json"

pytestmark = pytest.mark.skipif(not CASE.exists(), reason=f"{CASE} is not there")


@pytest.fixture(scope="module")
def ask(shell):
    """What a function says of the article."""
    path = CASE.with_suffix(".txt").resolve()
    return lambda function: json.loads(shell.run(f"SELECT {function}(CAST(readfile('{path}') AS TEXT));"))


def expected():
    return json.loads(CASE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("wanted", expected()["quotes"] if CASE.exists() else [], ids=lambda w: w["starts"])
def test_quote(wanted, ask):
    rows = [q for q in ask("extract_quotes") if q["quote"].startswith(wanted["starts"])]
    rows = [q for q in rows if q["quote"].rstrip(".").endswith(wanted["ends"].rstrip("."))]
    assert rows, f"no quote {wanted['starts']!r} … {wanted['ends']!r}"
    fields = wanted.keys() - {"starts", "ends"}
    assert {k: rows[0][k] for k in fields} == {k: wanted[k] for k in fields}


def test_dateline(ask):
    wanted = expected()["dateline"]
    said = ask("dateline")
    assert {k: said[k] for k in wanted} == wanted


def test_article(ask):
    wanted, said = expected()["article"], ask("news_article")
    text = CASE.with_suffix(".txt").read_text(encoding="utf-8")
    for field in ("headline", "outlet", "byline", "place", "updated", "credit", "agencies"):
        assert said[field] == wanted[field], field
    assert [text[s - 1 : s - 1 + n] for s, n in said["residue"]] == wanted["residue"]
    body = [text[s - 1 : s - 1 + n] for s, n in said["body"]]
    assert len(body) == wanted["body_paragraphs"]
    assert body[0].startswith(wanted["body_starts"]) and body[-1].rstrip().endswith(wanted["body_ends"])
    assert [c["credit"] for c in said["captions"]] == [c["credit"] for c in wanted["captions"]]


def test_speakers(ask):
    said = {s["speaker"]: s for s in ask("speakers")}
    for wanted in expected()["speakers"]:
        row = said[wanted["speaker"]]
        assert row["quotes"] >= wanted.get("quotes_at_least", 1)
        for field in wanted.keys() - {"speaker", "quotes_at_least"}:
            assert row[field] == wanted[field], (wanted["speaker"], field)


def test_litter_is_no_quote(ask):
    quotes = [q["quote"] for q in ask("extract_quotes")]
    for litter in expected()["not_quotes"]:
        assert not any(litter in quote for quote in quotes)
