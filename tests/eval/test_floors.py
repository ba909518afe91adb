"""Accuracy stays at or above floors.txt, where the annotated articles are at hand (EVAL)."""

import functools
import os
from pathlib import Path

import pytest

from evaluate import Evaluation

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("EVAL") or HERE.parents[1] / ".." / "shared" / "eval")


def floors():
    for line in (HERE / "floors.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, figure, relation, bound = line.split()
            assert relation in (">=", "<="), line
            yield pytest.param(name, figure, relation, float(bound), id=f"{name}-{figure}")


@functools.cache
def figures(name, library):
    return Evaluation(FOLDER, library, name).figures()


@pytest.mark.parametrize("name, figure, relation, bound", list(floors()))
def test_floor(name, figure, relation, bound, newsext):
    if not FOLDER.is_dir():
        pytest.skip(f"the annotated articles are not at {FOLDER}")
    if os.environ.get("SQLITE3"):
        pytest.skip("the sanitizers are too slow for all the articles")
    value = figures(name, newsext)[figure]
    assert value >= bound if relation == ">=" else value <= bound, f"{value:.1f}"
