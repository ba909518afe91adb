"""The command."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from conftest import SAMPLES, run

from newsext import connect
from newsext.definition import Index, parse

TEXT = "LONDON — “The bridge is safe,” said Ada Wren, an engineer, on Monday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    stories = tmp_path / "stories"
    (stories / "Morning_Post").mkdir(parents=True)
    (stories / "Morning_Post" / "2026-05-04-bridge.txt").write_text(TEXT, encoding="utf-8")
    (stories / "old.txt").write_bytes("“It caf\xe9 shuts,” said Ben Oar.".encode("cp1252", "replace"))
    (stories / "more.jsonl").write_text(
        "".join(json.dumps({"id": n, "title": f"T{n}", "body": TEXT, "source": "Wire"}) + "\n" for n in (7, 8)),
        encoding="utf-8",
    )
    return stories


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    return connect(path).execute(sql).fetchall()


def test_indexes_a_table_and_finds_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE articles(id INTEGER PRIMARY KEY, Title TEXT, Body TEXT, pubdate TEXT, publisher TEXT)")
    db.execute("INSERT INTO articles VALUES(1, 'Bridge', ?, '2026-05-05', 'Post')", (TEXT,))
    db.commit()
    assert "1 articles indexed, 1 quotes" in run("index", path, "articles")
    assert rows(path, "SELECT speaker, headline, outlet, published, said_on FROM news") == [
        ("Ada Wren", "Bridge", "Post", "2026-05-05", "2026-05-04")
    ]
    db.execute("INSERT INTO articles(Body) VALUES(?)", (TEXT,))
    db.commit()
    assert "1 articles indexed, 2 quotes" in run("index", path, "articles")
    assert "0 articles indexed, 2 quotes" in run("index", path, "articles", "--text", "body")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nothing"], "nothing: expected a table of articles, found articles"),
        (["articles", "--text", "words"], "--text: expected a column of articles, found 'words'"),
        (["articles", "--name", "articles"], 'table "articles" already exists'),
        (["nothing.csv"], "nothing.csv: expected a folder or a file of articles, found none"),
        (["pyproject.toml"], "pyproject.toml: expected a folder, .txt"),
    ],
)
def test_says_in_one_line_what_is_wrong(
    own_news: Path, arguments: list[str], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[1])
    db = connect(own_news)
    db.execute("DROP TABLE news")
    db.commit()
    printed = run("index", own_news, *arguments, fails=True)
    assert line in printed
    assert printed.count("\n") == 1 and printed.startswith("Error: ")


def test_refuses_another_index_under_the_same_name(own_news: Path) -> None:
    assert "expected an index with text=title, found one with text=body" in run(
        "index", own_news, "articles", "--text", "title", fails=True
    )


def test_reads_folders_into_a_new_database(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    assert "articles: 4 articles new, 0 changed, 0 as before" in run("index", path, folder)
    assert rows(path, "SELECT file, outlet, published, headline FROM articles ORDER BY file") == [
        ("Morning_Post/2026-05-04-bridge.txt", "Morning Post", "2026-05-04", None),
        ("more.jsonl#1", "Wire", None, "T7"),
        ("more.jsonl#2", "Wire", None, "T8"),
        ("old.txt", None, None, None),
    ]
    assert rows(path, "SELECT speaker, count(*) FROM news GROUP BY 1") == [("Ada Wren", 3), ("Ben Oar", 1)]
    (folder / "old.txt").write_text(TEXT, encoding="utf-8")
    (folder / "new.txt").write_text(TEXT, encoding="utf-8")
    assert "articles: 1 articles new, 1 changed, 3 as before" in run("index", path, folder)
    assert rows(path, "SELECT count(*) FROM news WHERE speaker = 'Ben Oar'") == [(0,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_reads_columns_of_csv(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'id,title,text,section\nx1,Bridge,"{TEXT}",local\n', encoding="utf-8-sig")
    run("index", tmp_path / "a.db", source)
    assert rows(tmp_path / "a.db", "SELECT id, source_id, headline, section, file FROM articles") == [
        (1, "x1", "Bridge", "local", "a.csv#1")
    ]
    assert rows(tmp_path / "a.db", "SELECT speaker, headline FROM news") == [("Ada Wren", "Bridge")]


def test_reads_long_articles_of_csv(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'text\n"{TEXT * 4000}"\n', encoding="utf-8")
    run("index", tmp_path / "a.db", source)
    assert rows(tmp_path / "a.db", "SELECT length(text) FROM articles") == [(4000 * len(TEXT),)]


def test_says_in_one_line_that_json_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": ')
    printed = run("index", tmp_path / "a.db", tmp_path / "a.json", fails=True)
    assert printed.startswith("Error: ") and printed.count("\n") == 1


def test_prints_quotes_as_json_lines() -> None:
    printed = run("quotes", "--json", SAMPLES / "01-port-strike-wire.txt")
    found = [json.loads(line) for line in printed.splitlines()]
    assert found[0]["n"] == 1
    assert "Joost Hellendaal" in {quote["speaker"] for quote in found}
    assert found[0]["file"] == "01-port-strike-wire.txt"


def test_prints_quotes_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.replace("Ada", "[bold]Ada"), encoding="utf-8")
    printed = run("quotes", tmp_path / "a.txt")
    assert "The bridge is safe," in printed and "Wren" in printed


def test_prints_what_was_said_on_which_day(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    printed = run("quotes", "--json", "--date", "2026-05-05", tmp_path / "a.txt")
    assert json.loads(printed)["said_on"] == "2026-05-04"


def test_serve_makes_a_database_of_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr("datasette.cli.cli.main", lambda arguments, **_: given.append(arguments))
    printed = run("serve", folder, "--no-open", "--port", "8123")
    assert given == [["serve", str(folder.with_suffix(".db")), "--port", "8123", "--host", "127.0.0.1"]]
    assert "http://127.0.0.1:8123/-/newsext" in printed
    assert rows(folder.with_suffix(".db"), "SELECT count(*) FROM news")[0][0] >= 3


@pytest.mark.parametrize(
    "index",
    [
        Index("news", "articles", "body"),
        Index("my news", 'a"b', "the, text", "head'line", "pub]lished", "out)let"),
    ],
)
def test_reads_the_index_that_it_writes(index: Index) -> None:
    assert parse(index.name, index.sql()) == index


def test_reads_indexes_that_others_write() -> None:
    options = "content='my ''own'' table', text = [the text], outlet=`o`, threads=2"
    sql = f"create virtual table [x] using 'newsindex'({options})"
    assert parse("x", sql) == Index("x", "my 'own' table", "the text", outlet="o")
    assert parse("x", "CREATE VIRTUAL TABLE x USING fts5(newsindex)") is None
