"""Who is speaking does not hang on the style of the marks, the lines and the blanks."""

import functools
import json
import os

import pytest

from evaluate import of_speakers, python
from styles import STYLES, restyled
from test_floors import FOLDER

SETS = ("speakers-general-dev.jsonl", "speakers-polnear-dev.jsonl")
LOSS = 1.0  # points of F1


def score(rows, library, folder):
    gold, said = folder / "gold.jsonl", folder / "said.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    said.write_text(python(FOLDER / "predict.py", library, "quotes", gold), encoding="utf-8")
    return of_speakers(json.loads(python(FOLDER / "score_speakers.py", gold, said, "--json")))


@functools.cache
def as_printed(name, library, folder):
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    return rows, score(rows, library, folder)["speaker"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", SETS)
def test_style(name, style, newsext, tmp_path):
    if not FOLDER.is_dir():
        pytest.skip(f"the annotated articles are not at {FOLDER}")
    if os.environ.get("SQLITE3"):
        pytest.skip("the sanitizers are too slow for all the articles")
    rows, before = as_printed(name, newsext, tmp_path)
    after = score([restyled(row, style) for row in rows], newsext, tmp_path)["speaker"]
    assert after >= before - LOSS, f"{after:.1f}, and {before:.1f} as printed"
