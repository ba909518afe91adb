"""The reports of sql/reports, run by a shell without newsext over an index of the samples.

That index is kept in reports/samples.sql: what newsext reads in the samples is tested elsewhere.

    NEWSEXT_ACCEPT=1 pytest tests/sql/test_reports.py      writes the .out files anew: then read the diff
"""

import os
import re
import subprocess
import xml.dom.minidom
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
REPORTS = sorted((TOP / "sql" / "reports").glob("*.sql"))


@pytest.fixture(scope="module")
def database(shell, tmp_path_factory):
    path = tmp_path_factory.mktemp("reports") / "news.db"
    shell.run(".read tests/sql/reports/samples.sql", database=path)
    return path


@pytest.fixture(scope="module")
def indexed(shell, tmp_path_factory):
    path = tmp_path_factory.mktemp("reports") / "indexed.db"
    shell.run(
        ".read sql/samples/load.sql\nCREATE VIRTUAL TABLE news USING newsindex(content=articles,"
        " content_rowid=id, text=body, headline=title, published=published_at, outlet=source);",
        database=path)
    return path


def run(shell, database, report, *options):
    program = "sqlite3" if os.environ.get("SQLITE3") else shell.program
    done = subprocess.run([program, "-batch", "-header", *options, str(database)], cwd=TOP, check=False,
                          input=report.read_bytes(), capture_output=True, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_report(report, shell, database):
    assert re.match(r"-- [A-Z][^\n]*\?\n--\n", report.read_text(encoding="utf-8")), "no question at its head"
    printed = run(shell, database, report)
    if report.stem == "page":
        return
    expected = Path(__file__).parent / "reports" / f"{report.stem}.out"
    if os.environ.get("NEWSEXT_ACCEPT"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_on_an_index_of_today(report, shell, indexed):
    """With the same columns, and some rows."""
    printed = run(shell, indexed, report)
    expected = Path(__file__).parent / "reports" / f"{report.stem}.out"
    assert len(printed.splitlines()) > 1
    if report.stem != "page":
        assert printed.splitlines()[0] == expected.read_text(encoding="utf-8").splitlines()[0]


def test_the_page_is_whole(shell, database):
    page = run(shell, database, TOP / "sql" / "reports" / "page.sql")
    pictures = [xml.dom.minidom.parseString(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    assert [len(p.getElementsByTagName(tag)) > 5 for p, tag in zip(pictures, ("rect", "rect", "line"))] == [True] * 3
    assert "http" not in page and "<script" not in page and page.rstrip().endswith("</html>")


def test_the_page_of_strange_names_and_dates(shell, tmp_path):
    """What articles and their columns hold is escaped; a day that is none is not drawn, one without quotes is."""
    path = tmp_path / "strange.db"
    rows = [("A<b>&'c", "2014", '"We go," said Ann "Nan" O\'Brien of AT&T.'), ("B", "junk <b>", '"We go," said Ann Poe.'),
            ("B", "2014-02-27 10:00", '"We go," said Ann Poe.'), ("B", "2014-02-31", '"We go," said Ann Poe.'),
            ("An Outlet of a Very Long Name & <b>Sons</b>", "2014-03-02", '"We go," said Ann <i>Poe</i>.')]
    values = ",".join("({})".format(",".join("'" + v.replace("'", "''") + "'" for v in row)) for row in rows)
    shell.run(f"CREATE TABLE a(outlet, day, body); INSERT INTO a VALUES {values};"
              "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body, published=day, outlet=outlet);",
              database=path)
    page = run(shell, path, TOP / "sql" / "reports" / "page.sql")
    assert not re.search(r"<(b|i)>|&(?!(amp|lt|gt);)", page)
    pictures = [xml.dom.minidom.parseString(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    titles = [[t.firstChild.data for t in p.getElementsByTagName("title")] for p in pictures]
    assert [t.split(":")[0] for t in titles[1]] == ["2014-02-27", "2014-02-28", "2014-03-01", "2014-03-02"]
    assert "An Outlet of a Very Long …" in page and "An Outlet of a Very Long Name & <b>Sons</b>" in titles[0]


def test_the_page_of_nothing(shell, tmp_path):
    path = tmp_path / "nothing.db"
    shell.run("CREATE TABLE a(body); CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);", database=path)
    page = run(shell, path, TOP / "sql" / "reports" / "page.sql")
    assert "0 quotes in 0 articles" in page and "<svg" not in page and page.rstrip().endswith("</html>")


def test_copies_are_found(shell, database, tmp_path):
    """Exact, punctuated otherwise, shortened and with a word changed; not what only begins alike."""
    path = tmp_path / "copies.db"
    said = "We have counted every crate in the harbour and not one of them is missing tonight"
    versions = [("2020-01-02", "B", said), ("2020-01-01", "A", said.replace(" and", ", and")),
                ("2020-01-03", "C", said[:49]), ("2020-01-04", "D", said.replace("crate", "box")),
                ("2020-01-05", "E", "We have counted on the harbour for years and shall count on it again")]
    rows = ",".join(f"('{day}', '{outlet}', '\"{words},\" said Ann Lee.')" for day, outlet, words in versions)
    shell.run(f"CREATE TABLE a(day, outlet, body); INSERT INTO a VALUES {rows};"
              "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body, published=day, outlet=outlet);",
              database=path)
    printed = run(shell, path, TOP / "sql" / "reports" / "same_quote.sql", "-list").splitlines()[1:]
    assert len(printed) == 1
    assert printed[0].startswith("2020-01-01|A|") and "|4|4|" in printed[0]
    assert printed[0].endswith("B 2020-01-02; C 2020-01-03; D 2020-01-04")


def test_copies_of_now(shell, tmp_path):
    """Asked again in the same session, after articles have come."""
    article = "INSERT INTO a VALUES('\"We have counted every crate in the harbour,\" said Ann Lee.');"
    report = f".read {TOP}/sql/reports/same_quote.sql\n"
    printed = shell.run("CREATE TABLE a(body); CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);"
                        f"{article}\n{report}.print again\n{article}{article} INSERT INTO news(news) VALUES('sync');"
                        f"\n{report}")
    assert printed.startswith("again\n||We have counted every crate in the harbour,|3|1|")


def test_most_quoted_goes_by_the_commonest_spelling(shell, tmp_path):
    rows = ",".join(f"('\"We go,\" said {name} on Monday.')" for name in ("José Lee", "Zosé Poe", "José Lee", "Jose Lee", "JOSE LEE"))
    path = tmp_path / "spellings.db"
    shell.run(f"CREATE TABLE a(body); INSERT INTO a VALUES {rows}; CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);",
              database=path)
    printed = run(shell, path, TOP / "sql" / "reports" / "most_quoted.sql", "-list").splitlines()[1:]
    assert [row.split("|")[:3] for row in printed] == [["José Lee", "person", "4"], ["Zosé Poe", "person", "1"]]


def test_names_of_one_person(shell, tmp_path):
    """Middle names and the last name alone, but not what two people may be called."""
    path = tmp_path / "names.db"
    names = (["Anna Pell"] * 9 + ["Anna R. Pell", "Ms. Pell"] + ["Carl Roth"] * 3 + ["Ingrid Roth", "Ingrid Roth", "Mr. Roth"]
             + ["Owen B. Lisle", "Owen K. Lisle", "Owen Lisle"])
    rows = ",".join(f"('\"It is over,\" said {name}.')" for name in names)
    shell.run(f"CREATE TABLE a(body); INSERT INTO a VALUES {rows};"
              "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);", database=path)
    printed = run(shell, path, TOP / "sql" / "reports" / "most_quoted.sql", "-list").splitlines()[1:]
    counts = [line.split("|") for line in printed]
    assert [(row[0], row[2], row[7]) for row in counts] == [
        ("Anna Pell", "11", "Anna Pell, Anna R. Pell, Pell"), ("Carl Roth", "3", ""), ("Ingrid Roth", "2", ""),
        ("Owen B. Lisle", "1", ""), ("Owen K. Lisle", "1", ""), ("Owen Lisle", "1", ""), ("Roth", "1", "")]


def test_one_speaker(shell, database):
    report = TOP / "sql" / "reports" / "speaker_over_time.sql"
    printed = shell.run(".parameter init\n.parameter set :speaker \"'Joost Hellendaal'\"\n.read " + str(report), database=database)
    assert printed.startswith("2026-09|Joost Hellendaal|")
    assert not shell.run(".parameter init\n.parameter set :speaker \"'Nobody'\"\n.read " + str(report), database=database)


def test_bars_fit_the_screen(shell, tmp_path):
    path = tmp_path / "bars.db"
    shell.run("CREATE TABLE a(day, body); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 121)"
              " INSERT INTO a SELECT iif(i = 121, '2020-02-01', '2020-01-01'), '\"We go,\" said Ann Lee.' FROM n;"
              "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body, published=day);", database=path)
    printed = run(shell, path, TOP / "sql" / "reports" / "speaker_over_time.sql", "-list").splitlines()[1:]
    assert [row.split("|")[-1] for row in printed] == ["#" * 50, "#"]
