"""Plain reports are read right in words that the models have not learnt from."""

import os

import pytest

from conftest import TOP
from plain import CUES, LISTENERS, WHEN_AND_HOW, listed, measured

# Percent: what is reached, less two points. Raise them with the product.
FLOORS = {
    "behind it": 71,
    "behind it, told": 97,
    "behind it, turned": 87,
    "before it": 85,
    "before it, told": 90,
    "before it, bare": 71,
    "before it, told bare": 65,
    "day first": 98,
    "according to, behind": 96,
    "according to, first": 98,
    "quoted": 97,
    "quoted, turned": 98,
    "quoted, told": 98,
    "quoted behind": 88,
}


@pytest.fixture(scope="module")
def figures(newsext):
    if os.environ.get("SQLITE3"):
        pytest.skip("the sanitizers are too slow for all the sentences")
    return measured(newsext)[0]


@pytest.mark.parametrize("form", FLOORS)
def test_form(form, figures):
    assert figures[form] >= FLOORS[form]


def test_words_are_not_those_that_are_learnt_from():
    lines = (TOP / "ext/model/retold.txt").read_text(encoding="utf-8").splitlines()
    learnt = {line.split("\t")[1] for line in lines if line and not line.startswith("#")}
    for words in (CUES, WHEN_AND_HOW, LISTENERS):
        assert not learnt & set(listed(words)), learnt & set(listed(words))
    assert len(learnt) > 50
