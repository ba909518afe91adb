"""Databases for the tests: the samples of the repository, and articles that mean harm."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette

from newsext.command import command
from newsext.loader import connect

SAMPLES = Path(__file__).resolve().parents[2] / "sql" / "samples"
SCRIPT = "<script>document.title='owned'</script>"
IMAGE = '"><img src=x onerror="document.title=\'owned\'">'
HOSTILE_NAME = f"Horace {SCRIPT} {IMAGE}"
HOSTILE = [
    # outlet, date, title, body, url
    (
        f"Evil {SCRIPT}",
        "2026-11-01",
        f"Title {IMAGE}",
        f'LONDON — The mayor said on Monday that {SCRIPT} was here.\n\n"I like {IMAGE} very much," said Amelia '
        f'{SCRIPT} Parrish.\n\n"Nobody expects {SCRIPT} in a quotation," said Amelia Parrish, a poet.\n',
        "javascript:document.title='owned'",
    ),
    (
        "Plain Post",
        "2026-11-02",
        "A plain title",
        'PARIS — "We walked to the sea and back," said Amelia Parrish, a poet from Lyon.\n',
        "https://news.example/plain?a=1&b=2",
    ),
    ("Plain Post", "2026-11-03", None, None, " javascript:alert(1)"),
]


def fill(db: sqlite3.Connection) -> None:
    db.execute(
        "CREATE TABLE articles(id INTEGER PRIMARY KEY, source TEXT, published_at TEXT, title TEXT, body TEXT, url TEXT)"
    )
    with (SAMPLES / "samples.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            text = (SAMPLES / row["file"]).read_text(encoding="utf-8")
            values = (row["id"], row["source"], row["published_at"], row["title"], text, None)
            db.execute("INSERT INTO articles VALUES(?, ?, ?, ?, ?, ?)", values)
    db.executemany("INSERT INTO articles(source, published_at, title, body, url) VALUES(?, ?, ?, ?, ?)", HOSTILE)
    db.commit()


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an index of the samples and of the hostile articles; not to be written."""
    path = tmp_path_factory.mktemp("news") / "news.db"
    db = connect(path)
    fill(db)
    db.close()
    run("index", path, "articles")
    # A name that no article could give.
    db = connect(path)
    db.execute("UPDATE news_speaker SET speaker = ? WHERE speaker = 'Horace Pinnock'", (HOSTILE_NAME,))
    db.commit()
    db.close()
    return path


@pytest.fixture
def own_news(news: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    path = tmp_path / "own.db"
    path.write_bytes(news.read_bytes())
    return path


@pytest.fixture
def datasette(news: Path) -> Datasette:
    return Datasette([str(news)])


def run(*arguments: object, fails: bool = False) -> str:
    """What the command prints on both of its streams."""
    from click.testing import CliRunner

    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert bool(result.exit_code) == fails, (result.output, result.exception)
    return result.output
