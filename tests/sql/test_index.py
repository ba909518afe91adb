"""newsindex where one connection is not enough: other writers, kills, corruption, interrupts.

Writers here are Python's own sqlite3, which has no newsext; readers are the shell, which has.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

NEWS = (
    "CREATE VIRTUAL TABLE news USING newsindex(content=articles, content_rowid=id, text=body,"
    " headline=title, published=published_at, outlet=source, threads=2);"
)
# The index, and what extract_quotes says of the same articles: no row on either side alone.
DIFFERENCES = """
    WITH i AS (SELECT article, n, quote, speaker, kind, cue, said_on, spans, published, outlet FROM news),
         t AS (SELECT a.id, q.n, q.quote, q.speaker, q.kind, q.cue, q.said_on, q.spans,
                      a.published_at, a.source FROM articles AS a, extract_quotes(a.body, a.published_at) AS q)
    SELECT (SELECT count(*) FROM (SELECT * FROM i EXCEPT SELECT * FROM t))
         + (SELECT count(*) FROM (SELECT * FROM t EXCEPT SELECT * FROM i)),
           (SELECT count(*) FROM i) = (SELECT count(*) FROM t);
"""
SLOW = bool(os.environ.get("SQLITE3"))  # under the sanitizers


@pytest.fixture(scope="module")
def samples(shell, tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "samples.db"
    shell.run(".read sql/samples/load.sql", database=path)
    return path


@pytest.fixture
def database(samples, tmp_path):
    return shutil.copy(samples, tmp_path / "news.db")


@pytest.fixture
def indexed(database, shell):
    shell.run(NEWS, database=database)
    return database


def same(shell, database):
    return shell.run(DIFFERENCES, database=database) == "0|1\n"


# ---- Writers without newsext ---------------------------------------------------------------


def change(writer, rng):
    """One change of an article, of any kind."""
    ids = [row[0] for row in writer.execute("SELECT id FROM articles")]
    one, other = rng.choice(ids), rng.choice(ids)
    kind = rng.randrange(7)
    if kind == 0:
        writer.execute(
            "INSERT INTO articles(source, published_at, title, body) SELECT source, published_at,"
            " title, replace(body, 'the', 'that') FROM articles WHERE id = ?", (one,))
    elif kind == 1:
        writer.execute("UPDATE articles SET body = body || ? WHERE id = ?",
                       (f'\n\n"More {rng.random()}," said Ann Lee.', one))
    elif kind == 2 and len(ids) > 5:
        writer.execute("DELETE FROM articles WHERE id = ?", (one,))
    elif kind == 3:
        writer.execute("UPDATE OR REPLACE articles SET id = ? WHERE id = ?", (other, one))
    elif kind == 4:
        writer.execute("INSERT OR REPLACE INTO articles SELECT ?, source, published_at, title,"
                       " substr(body, 1, 900) FROM articles WHERE id = ?", (one, other))
    elif kind == 5:
        writer.execute("UPDATE articles SET published_at = '2026-10-0' || ? WHERE id = ?",
                       (rng.randrange(1, 9), one))
    else:
        writer.execute("UPDATE OR FAIL articles SET source = ? WHERE id = ?", (f"S{rng.random()}", one))


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_two_connections_in_turn(indexed, shell, journal):
    rng = random.Random(journal)
    writer = sqlite3.connect(indexed, isolation_level=None)
    writer.execute(f"PRAGMA journal_mode = {journal}")
    for turn in range(6 if SLOW else 25):
        writer.execute("BEGIN")
        for _ in range(rng.randrange(1, 6)):
            writer.execute("SAVEPOINT s")
            change(writer, rng)
            writer.execute(rng.choice(["RELEASE s", "RELEASE s", "ROLLBACK TO s"]))
        writer.execute(rng.choice(["COMMIT", "COMMIT", "ROLLBACK"]))
        if writer.in_transaction:
            writer.execute("COMMIT")
        assert same(shell, indexed)
        if turn % 3 == 0:
            shell.run("INSERT INTO news(news, rank) VALUES('sync', 2);", database=indexed)
        if turn % 7 == 0:
            shell.run("INSERT INTO news(news) VALUES('sync'), ('integrity-check');", database=indexed)
            assert same(shell, indexed)
    assert writer.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_readers_without_newsext(indexed):
    reader = sqlite3.connect(indexed)
    plain = reader.execute("SELECT count(*), count(speaker), count(quote) FROM news_plain").fetchone()
    assert plain[0] > 200 and plain[2] == plain[0]
    for wanted in ("article = 1", "speaker = 'Oda Renn'", "outlet = 'Valmera Post'", "id = 7"):
        plan = reader.execute(f"EXPLAIN QUERY PLAN SELECT quote FROM news_plain WHERE {wanted}").fetchall()
        assert all(step[3].startswith(("SEARCH", "CORRELATED", "SCAN json_each")) for step in plan), plan


def test_words_are_the_same_by_places_and_by_rows(indexed, shell):
    plans = shell.run("EXPLAIN QUERY PLAN SELECT quote FROM news; EXPLAIN QUERY PLAN SELECT quote FROM news WHERE n > 0;",
                      database=indexed)
    assert plans.count("p.places") == 1
    by_places, by_rows = "SELECT rowid, article, quote FROM news", "SELECT rowid, article, quote FROM news WHERE n > 0"
    assert shell.run(f"""
        SELECT count(*) > 200 FROM ({by_places}); SELECT count(*) > 3 FROM news WHERE spans LIKE '%],[%';
        SELECT count(*) FROM ({by_places} EXCEPT {by_rows}); SELECT count(*) FROM ({by_rows} EXCEPT {by_places});
    """, database=indexed) == "1\n1\n0\n0\n"
    for wrong in ("x''", "x'80'", "places || x'0204'", "x'ffffffffffffff00'", "NULL"):
        done = shell.run(f"BEGIN; UPDATE news_places SET places = {wrong} WHERE article = 3;"
                         "SELECT quote FROM news WHERE article = 3;", database=indexed, check=False)
        assert "malformed" in done.stderr.decode() or "not as they were made" in done.stderr.decode()


ORDERS = ["speaker", "speaker DESC", "kind, speaker DESC", "speaker_key, kind DESC, speaker", "kind"]
ARTICLES = ["published > '2026-09-18'", "published > '' AND kind = 'person'", "article = 4", "outlet < 'M'"]


def test_speakers_in_order(indexed, shell):
    """By a tally of quotes, and as SQLite sorts them; while more and more articles wait."""
    tallied, differences = [], "DROP TABLE IF EXISTS copy; CREATE TABLE copy AS SELECT *, speaker_key, rowid AS id FROM news;"
    for of in ARTICLES:
        for order in ORDERS:
            by_order = [f"SELECT {order.replace(' DESC', '')} FROM {table} WHERE {of} ORDER BY {order}"
                        for table in ("news", "copy")]
            tallied.append(by_order[0])
            columns = " || ' ' || ".join(f"quote({name})" for name in order.replace(" DESC", "").split(", "))
            news, copy = (f"(SELECT group_concat({columns}, '|') FROM ({sql}))" for sql in by_order)
            differences += f"SELECT 'order', {news}, {copy} WHERE {news} IS NOT {copy};"
        news, copy = (f"SELECT {id}, speaker, kind, published FROM {table} WHERE {of} ORDER BY speaker"
                      for id, table in (("rowid", "news"), ("id", "copy")))
        differences += f"SELECT 'rows', * FROM (SELECT * FROM ({news}) EXCEPT SELECT * FROM ({copy}));"
        differences += f"SELECT 'rows', * FROM (SELECT * FROM ({copy}) EXCEPT SELECT * FROM ({news}));"
        differences += f"SELECT count(*) FROM ({news});"
    plans = shell.run("".join(f"EXPLAIN QUERY PLAN {sql};" for sql in tallied), database=indexed)
    assert plans.count("q.speaker_id)") == len(tallied) - len(ORDERS)  # one article has few quotes
    rng = random.Random(7)
    writer = sqlite3.connect(indexed, isolation_level=None)
    for _ in range(3 if SLOW else 8):
        told = shell.run(differences, database=indexed).split()
        assert len(told) == len(ARTICLES) and any(int(count) > 50 for count in told), told
        for _ in range(3):
            change(writer, rng)


def test_progress_is_seen_from_elsewhere(database, shell):
    shell.run(NEWS.replace("threads=2", "build=later"), database=database)
    seen = []
    for _ in range(6):
        seen.append(shell.run("SELECT total, done, waiting, started IS NOT NULL FROM news_status;", database=database))
        shell.run("INSERT INTO news(news, rank) VALUES('sync', 5);", database=database)
        assert same(shell, database)
    assert seen == [f"21|{done}|{21 - done}|1\n" for done in (0, 5, 10, 15, 20, 21)]
    assert shell.run("INSERT INTO news(news) VALUES('integrity-check'); SELECT advice IS NULL FROM news_status;",
                     database=database) == "1\n"


def test_an_index_of_an_attached_database(indexed, shell):
    printed = shell.run(
        f"ATTACH '{indexed}' AS old; UPDATE old.articles SET body = '\"Zig,\" said Ann Lee.' WHERE id = 2;"
        "SELECT speaker FROM old.news WHERE news MATCH 'zig'; INSERT INTO old.news(news) VALUES('sync');"
        "SELECT speaker FROM old.news WHERE article = 2; SELECT schema FROM news_status;")
    assert printed == "Ann Lee\nAnn Lee\nold\n"


def test_a_database_in_utf_16(shell):
    printed = shell.run(
        "PRAGMA encoding = 'UTF-16le'; CREATE TABLE a(id INTEGER PRIMARY KEY, body TEXT);"
        "INSERT INTO a(body) VALUES ('„Zürich ist schön“, said Ann Lée.'), ('\"So be it,\" said Bo Ek.'),"
        " ('\"No,\" said Åsa Öst.'); CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);"
        "UPDATE a SET body = body || ' ' WHERE id = 2; SELECT speaker FROM news ORDER BY speaker;"
        "SELECT speaker FROM news WHERE news MATCH 'so'; INSERT INTO news(news) VALUES('sync'), ('integrity-check');"
        "SELECT count(*) FROM news;")
    assert printed == "Ann Lée\nBo Ek\nÅsa Öst\nBo Ek\n3\n"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_orders_are_those_of_a_table(encoding, shell):
    """Also of what waits, whose rows are merged with the others: each second article."""
    rows = ",".join(f"""('{outlet}', '"So be it," said Bo Ek.')""" for outlet in "aézÁĀＡ😀𝔸東z")
    printed = shell.run(
        f"PRAGMA encoding = '{encoding}'; CREATE TABLE a(id INTEGER PRIMARY KEY, outlet TEXT, body TEXT);"
        f"INSERT INTO a(outlet, body) VALUES {rows};"
        "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body, outlet=outlet);"
        "UPDATE a SET body = body || ' ' WHERE id % 2;"
        "SELECT (SELECT group_concat(x) FROM (SELECT outlet || article AS x FROM news ORDER BY outlet, article DESC))"
        "    IS (SELECT group_concat(x) FROM (SELECT outlet || id AS x FROM a ORDER BY outlet, id DESC)),"
        " (SELECT count(*) FROM news_queue);")
    assert printed == "1|5\n"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_what_waits_in_every_encoding(encoding, shell):
    """A byte order mark, a BLOB of text, and the order of the names, before and after 'sync'."""
    asked = ("SELECT article, speaker, quote FROM news ORDER BY speaker, article;"
             "SELECT speaker, count(*) FROM news GROUP BY speaker; SELECT count(*) FROM news WHERE speaker > 'Z';")
    waiting, indexed = shell.run(f"""
        PRAGMA encoding = '{encoding}'; CREATE TABLE a(id INTEGER PRIMARY KEY, body);
        INSERT INTO a(body) VALUES (char(65279) || '“So – be it,” said Åsa Öst.'), ('“No,” said Ann Lee.'),
          (CAST('“Señor, no,” said Žofie Ek.' AS BLOB)), ('“Yes,” said 日本 Ek.'), ('“Not yet,” said Žofie Ek.');
        CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);
        UPDATE a SET id = id WHERE id % 2; {asked} SELECT '--'; INSERT INTO news(news) VALUES('sync'); {asked}
    """).split("--\n")
    assert waiting == indexed and "So – be it," in waiting and "Señor, no," in waiting


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le"])
def test_words_are_the_same_by_every_way(encoding, shell):
    """By speaker, rowid and full text a quote is read from its byte on, by article with the others."""
    wide = "ありがとうございました、皆さん。" * 40
    long = "\n\n".join("“" + "We wait – and we wait, " * 300 + f"{i} times." for i in range(3))
    printed = shell.run(f"""
        PRAGMA encoding = '{encoding}'; CREATE TABLE a(id INTEGER PRIMARY KEY, body TEXT);
        INSERT INTO a(body) VALUES ('{"Žižkov – „mlha“. " * 600}“It’s – well – late,” said Åsa Öst. “Go – now.”'),
          ('“Straße {wide} und zurück,” said Bo Ek. “Señor, no,” she said, “mañana.”'), ('"So be it," said Bo Ek.'),
          ('“Žižkov,” said Åsa Öst.

{long}

“So – it is,” said Ulf Ny.'),
          (CAST(x'c3e280' AS TEXT) || ' "Sí," said Åsa Öst.' || CAST(x'e280' AS TEXT) || ' "No, é," said Åsa Öst.');
        CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);
        CREATE TABLE q AS SELECT a.id AS article, q.n, q.speaker, q.quote FROM a, extract_quotes(a.body) AS q;
        SELECT count(*) > 3, max(length(quote)) > 20000 FROM q WHERE quote > '';
        SELECT count(*) - (SELECT count(*) FROM q), sum(w.quote IS NOT q.quote)
          FROM q CROSS JOIN news AS w ON w.speaker IS q.speaker AND w.article = q.article AND w.n = q.n;
        SELECT count(*) - (SELECT count(*) FROM q), sum(w.quote IS NOT q.quote)
          FROM news AS w CROSS JOIN q ON w.article = q.article AND w.n = q.n;
        SELECT count(*) - (SELECT count(*) FROM q), sum(w.quote IS NOT q.quote)
          FROM q CROSS JOIN news_quote AS i USING (article, n) CROSS JOIN news AS w ON w.rowid = i.id;
        SELECT count(*) > 1, sum(w.quote IS NOT q.quote)
          FROM news AS w CROSS JOIN q USING (article, n) WHERE w.news MATCH 'no OR so OR well';
        SELECT group_concat(quote, '|') FROM (SELECT quote FROM news WHERE news MATCH 'manana OR late' ORDER BY rowid);
        INSERT INTO news(news) VALUES('integrity-check');""")
    assert printed == "1|1\n0|0\n0|0\n0|0\n1|0\nIt’s – well – late, Go – now.|Señor, no, mañana.\n"


def test_more_speakers_than_are_remembered(shell):
    """While an index is made: those of the first article are quoted again in the last one."""
    syllables = "ba ko li du ne ra so mi ta ve gu pe zo fi la ro".split()
    names = ["Ann " + "".join(syllables[i >> shift & 15] for shift in (12, 8, 4, 0)).title() for i in range(50000)]
    said = [f'"No," said {name}.' for name in names]
    articles = ["\n\n".join(said[i:i + 100]) for i in range(0, len(said), 100)]
    rows = ",".join(f"('{text}')" for text in articles + articles[:1])
    printed = shell.run(f"""
        CREATE TABLE a(id INTEGER PRIMARY KEY, body); INSERT INTO a(body) VALUES {rows};
        CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);
        SELECT count(*), count(DISTINCT speaker), sum(quotes) FROM news_speaker;
        SELECT count(*) FROM news WHERE speaker = '{names[0]}';""")
    assert printed == "50000|50000|50100\n2\n"


def test_read_only_connection(indexed, shell):
    sqlite3.connect(indexed, isolation_level=None).execute(
        "UPDATE articles SET body = '\"So,\" said Ann Lee.' WHERE id = 1")
    os.chmod(indexed, 0o444)
    assert shell.run("SELECT quote FROM news WHERE article = 1;", "-readonly", database=indexed) == "So,\n"
    assert shell.run("SELECT quote FROM news WHERE news MATCH 'so' AND article = 1;", "-readonly",
                     database=indexed) == "So,\n"


def test_what_fts5_does_not_understand(indexed, shell):
    done = shell.run("SELECT * FROM news WHERE news MATCH '\"';", database=indexed, check=False)
    assert b"unterminated string" in done.stderr


@pytest.mark.parametrize("name", [
    "a MATCH ?1", "a; SELECT s.b", "a ORDER BY q.n, s.speaker", "a WHERE a.article = ?1", "SELECT newsext_row(",
    "a, a.quotes, p.places FROM b", 'a"b' + "'c`[d]"])
def test_any_name(name, shell):
    """An index may be called what SQL says in its plans."""
    quoted = '"' + name.replace('"', '""') + '"'
    asked = """
        CREATE TABLE articles(id INTEGER PRIMARY KEY, body);
        INSERT INTO articles VALUES(1, '"We go," said Ann Poe.'), (2, '"We stay," said Bob Lee.');
        CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body);
        INSERT INTO articles VALUES(3, '"We cry," said Cob Lee.');
        SELECT quote FROM news;
        SELECT article, speaker FROM news ORDER BY n DESC, speaker DESC;
        SELECT article, quote FROM news WHERE news MATCH 'go OR cry' ORDER BY rank, article;
        SELECT speaker, count(*) FROM news WHERE article IN (1, 3) GROUP BY 1;
        INSERT INTO news(news) VALUES('sync');
        SELECT rowid, speaker FROM news ORDER BY rowid;
        SELECT speaker, count(*) FROM news GROUP BY 1;
        INSERT INTO news(news) VALUES('integrity-check');
    """
    assert shell.run(re.sub(r"\bnews\b", lambda _: quoted, asked)) == shell.run(asked)


def test_vacuum_and_backup(indexed, shell, tmp_path):
    copy = tmp_path / "copy.db"
    shell.run(f"DELETE FROM articles WHERE id % 3 = 0; VACUUM; VACUUM INTO '{copy}';", database=indexed)
    assert same(shell, indexed) and same(shell, copy)
    shell.run(f".backup {copy}2", database=indexed)
    shell.run("INSERT INTO news(news) VALUES('sync'), ('integrity-check');", database=f"{copy}2")
    assert same(shell, f"{copy}2")


def test_writers_in_defensive_mode(indexed, shell):
    printed = shell.run(
        ".dbconfig defensive on\nUPDATE articles SET body = '\"So,\" said Ann Lee.' WHERE id = 1;\n"
        "SELECT quote FROM news WHERE article = 1;\nINSERT INTO news(news) VALUES('sync');\n"
        "SELECT count(*) FROM news_queue;", database=indexed)
    assert printed.split("\n")[-3:-1] == ["So,", "0"]
    for table in ("quote", "article", "places", "speaker", "config"):
        done = shell.run(f".dbconfig defensive on\nDELETE FROM news_{table};", database=indexed, check=False)
        assert "may not be modified" in done.stderr.decode()


def test_older_version_says_so(indexed, shell):
    writer = sqlite3.connect(indexed, isolation_level=None)
    writer.execute("UPDATE news_config SET value = 'newsext 0.1.0' WHERE key = 'version 1'")
    printed = shell.run("SELECT made_by, advice FROM news_status; SELECT count(*) FROM news;", database=indexed)
    assert printed.startswith("newsext 0.1.0|") and "'rebuild' would" in printed
    shell.run("INSERT INTO news(news) VALUES('rebuild');", database=indexed)
    assert "rebuild" not in shell.run("SELECT advice FROM news_status;", database=indexed)
    writer.execute("UPDATE news_config SET value = 99 WHERE key = 'format'")
    done = shell.run("SELECT count(*) FROM news;", database=indexed, check=False)
    assert b"expected an index of format 4, found 99" in done.stderr


@pytest.fixture(params=[1, 2, 3])
def old(request, shell, tmp_path):
    """An index of an older format; its article 5 waits."""
    path = tmp_path / f"format{request.param}.db"
    shell.run(f".read tests/sql/format{request.param}.dump", database=path)
    return path


OLD_DIFFERENCES = """
    WITH i AS (SELECT article, n, quote, speaker FROM news),
         t AS (SELECT a.id, q.n, q.quote, q.speaker FROM articles AS a, extract_quotes(a.body, a.day) AS q)
    SELECT (SELECT count(*) FROM (SELECT * FROM i EXCEPT SELECT * FROM t))
         + (SELECT count(*) FROM (SELECT * FROM t EXCEPT SELECT * FROM i));
"""


def test_an_older_index_is_emptied_and_filled(old, shell):
    """And what waits is marked, many rows of it, with their words beside."""
    printed = shell.run("""
        INSERT INTO news(news) VALUES('delete-all'), ('sync'), ('integrity-check');
        SELECT count(*) FROM news_queue; SELECT count(*) FROM sqlite_master WHERE name LIKE 'news_quote_speaker%';
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20)
          INSERT INTO articles(id, body) SELECT i + 10, '"Snow ' || i || '," said Ann Lee.' FROM n;
        SELECT highlight(news, '', ''), quote FROM news WHERE news MATCH 'snow';
    """, database=old)
    assert printed == "0\n1\n" + "".join(f"Snow {i},|Snow {i},\n" for i in range(1, 21))
    assert shell.run(OLD_DIFFERENCES, database=old) == "0\n"


def test_an_index_of_the_older_format(old, shell):
    def said(sql):
        return shell.run(sql, database=old)

    texts = said("SELECT count(*) FROM sqlite_master WHERE name = 'news_text';") == "1\n"
    written = "SELECT count(*) FROM news_text;" if texts else "SELECT 6;"
    format = int(old.stem.removeprefix("format"))
    matches = "SELECT highlight(news, '[', ']') FROM news WHERE news MATCH 'wait OR won' ORDER BY rowid;"
    marked = "It is not safe, We shall [wait].\nThe union will [wait] for the ceasefire,\nWe have [won],\n"
    assert said(OLD_DIFFERENCES) == "0\n"
    assert said(matches) == marked
    assert said("SELECT n FROM news WHERE quote = 'that the truce was over';") == "2\n"
    assert said("SELECT count(*) FROM news_plain WHERE quote > '';") == "4\n"
    # It is kept up as what it is.
    said("UPDATE articles SET body = body || ' \"So be it,\" said Bo Ek.' WHERE id = 2;")
    said("INSERT INTO news(news) VALUES('sync'); ALTER TABLE news RENAME TO other; ALTER TABLE other RENAME TO news;")
    assert said(written + "SELECT format, waiting FROM news_status;") == f"6\n{format}|0\n"
    assert said(OLD_DIFFERENCES) == "0\n"
    assert said(matches) == marked
    said("INSERT INTO news(news) VALUES('integrity-check');")
    # Were it by this version, its format alone would be a reason to make it anew.
    said("UPDATE news_config SET value = (SELECT value FROM news_config WHERE key GLOB 'version *'"
         " ORDER BY key DESC LIMIT 1) WHERE key = 'version 1';")
    assert "older format" in said("SELECT advice FROM news_status;")
    said("INSERT INTO news(news) VALUES('rebuild'), ('integrity-check');")
    assert said("SELECT format, advice IS NULL FROM news_status;") == "4|1\n"
    if texts:
        assert said("SELECT count(*) FROM news_text;") == "0\n"
    assert said(OLD_DIFFERENCES) == "0\n"
    assert said("SELECT count(*) FROM news_plain WHERE quote > '';") == "6\n"
    assert said(matches) == marked
    said("DROP TABLE news;")
    assert said("SELECT count(*) FROM sqlite_master WHERE name LIKE 'news%';") == "0\n"


def test_plain_words_are_those_of_the_article(indexed, shell):
    """What readers without newsext see: what is indexed, but not what waits."""
    plain = "SELECT article, n, quote, speaker FROM news_plain ORDER BY article, n"
    reader = sqlite3.connect(indexed, isolation_level=None)
    whole = shell.run("SELECT article, n, json_quote(quote), speaker FROM news ORDER BY article, n;", database=indexed)
    assert whole == shell.run(plain.replace(" quote", " json_quote(quote)") + ";", database=indexed)
    before = reader.execute(plain).fetchall()
    reader.execute("UPDATE articles SET body = 'So. ' || body WHERE id IN (1, 3)")
    reader.execute("DELETE FROM articles WHERE id = 2")
    assert reader.execute(plain).fetchall() == [row for row in before if row[0] > 3]
    shell.run("INSERT INTO news(news) VALUES('sync');", database=indexed)
    after = reader.execute(plain).fetchall()
    assert {row[0] for row in after} == {row[0] for row in before} - {2}
    assert [row for row in after if row[0] > 3] == [row for row in before if row[0] > 3]


def test_words_that_are_gone_are_not_found(indexed, shell):
    """The full text keeps them for a while; no answer does, and it does not grow without end."""
    writer = sqlite3.connect(indexed, isolation_level=None)
    count = "SELECT count(*) FROM news_match_docsize"
    live, most = writer.execute("SELECT count(*) FROM news_quote").fetchone()[0], 0
    for turn in range(8 if SLOW else 24):
        writer.execute("UPDATE articles SET body = replace(body, 'said', 'said') || ?", (f'\n\n"Zig{turn} zag," said Ann Lee.',))
        shell.run("INSERT INTO news(news) VALUES('sync');", database=indexed)
        most = max(most, writer.execute(count).fetchone()[0])
        found = shell.run(f"SELECT count(*) FROM news WHERE news MATCH 'zig{turn}';", database=indexed)
        assert found == "21\n"
    assert live < most < 4 * live + 2000
    assert same(shell, indexed)
    shell.run("DELETE FROM articles WHERE id > 1; INSERT INTO news(news) VALUES('sync'), ('optimize'), ('integrity-check');",
              database=indexed)
    assert writer.execute(count).fetchone() == writer.execute("SELECT count(*) FROM news_quote").fetchone()
    assert shell.run("SELECT count(*) FROM news WHERE news MATCH 'zag';", database=indexed) == f"{turn + 1}\n"


def test_vacuum_of_a_table_whose_rowids_have_no_name(shell, tmp_path):
    path = tmp_path / "v.db"
    shell.run("CREATE TABLE a(body TEXT); INSERT INTO a VALUES ('\"One,\" said Ann Lee.'), ('\"Two,\" said Ann Lee.'),"
              " ('\"Three,\" said Ann Lee.'); CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);"
              " DELETE FROM a WHERE rowid = 1; INSERT INTO news(news) VALUES('sync'); VACUUM;", database=path)
    done = shell.run("SELECT article, quote FROM news;", database=path, check=False)
    assert b"the rowids of a are not what they were" in done.stderr
    shell.run("INSERT INTO news(news) VALUES('rebuild'), ('integrity-check');", database=path)
    assert shell.run("SELECT article, quote FROM news;", database=path) == "1|Two,\n2|Three,\n"


def test_the_articles_table_is_made_anew(indexed, shell):
    """As tools do that change a table's columns."""
    shell.run("DROP VIEW news_plain; CREATE TABLE x(id INTEGER PRIMARY KEY, source, published_at, title, body, more);"
              "INSERT INTO x SELECT *, 1 FROM (SELECT id, source, published_at, title, body FROM articles);"
              "DROP TABLE articles; ALTER TABLE x RENAME TO articles;", database=indexed)
    done = shell.run("SELECT count(*) FROM news;", database=indexed, check=False)
    assert b"run INSERT INTO news(news) VALUES('rebuild')" in done.stderr
    shell.run("INSERT INTO news(news) VALUES('rebuild');", database=indexed)
    assert same(shell, indexed)
    assert shell.run("SELECT (SELECT count(*) FROM news_plain) = count(*) FROM news;", database=indexed) == "1\n"


def test_a_text_of_another_kind(shell):
    printed = shell.run(
        "CREATE TABLE a(id INTEGER PRIMARY KEY, body); INSERT INTO a VALUES (1, CAST('\"Zig,\" said Ann Lee.' AS BLOB)),"
        " (2, 17), (3, '\"Zag ' || char(0) || ',\" said Bo Ek.'), (4, ''), (5, NULL),"
        " (6, '\"Wé shall gö,\" said Ann Lee, \"and stay.\"');"
        "CREATE VIRTUAL TABLE news USING newsindex(content=a, text=body);"
        "SELECT article, quote FROM news; SELECT article, quote FROM news_plain; SELECT quote FROM news WHERE news MATCH 'stay';"
        "INSERT INTO news(news) VALUES('integrity-check');")
    assert printed == 2 * "1|Zig,\n6|Wé shall gö, and stay.\n" + "Wé shall gö, and stay.\n"


# ---- Kills -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hundreds(samples, shell, tmp_path_factory):
    """A few hundred articles, as a database with and as one without an index."""
    folder = tmp_path_factory.mktemp("kill")
    bare = shutil.copy(samples, folder / "bare.db")
    shell.run("INSERT INTO articles(source, published_at, title, body) SELECT source, published_at,"
              " title, substr(body, 1 + value * 20, 1500) FROM articles, json_each('[0,1,2,3,4]');",
              database=bare)
    full = shutil.copy(bare, folder / "full.db")
    shell.run(NEWS, database=full)
    return bare, full


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_kills(hundreds, shell, newsext, tmp_path, journal):
    rng = random.Random(journal)
    works = [
        (0, NEWS),
        (1, "INSERT INTO news(news) VALUES('rebuild');"),
        (1, "UPDATE articles SET body = body || ' \"Yes,\" said Ann Lee.' WHERE id % 2;"
            "INSERT INTO news(news, rank) VALUES('sync', 50);INSERT INTO news(news) VALUES('sync');"),
    ]
    times = {}
    killed = 0
    for turn in range(24 if SLOW else 110):
        kind, work = works[turn % 3]
        path = shutil.copy(hundreds[kind], tmp_path / f"{turn}.db")
        command = [shell.program, "-batch", "-cmd", f".load {newsext}", str(path)]
        script = f"PRAGMA journal_mode = {journal};\n.print go\n{work}\n.print done\n"
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.stdin.write(script.encode())
        process.stdin.close()
        while process.stdout.readline() != b"go\n":
            pass
        start = time.monotonic()
        if turn < 3:  # how long it takes
            process.wait()
            times[turn % 3] = time.monotonic() - start
        else:
            time.sleep(rng.random() * times[turn % 3])
            process.send_signal(signal.SIGKILL)
            process.wait()
            if b"done" in process.stdout.read():
                times[turn % 3] *= 0.8  # the machine was busier when it was taken
            else:
                killed += 1
        process.stdout.close()
        there = shell.run("SELECT count(*) FROM sqlite_master WHERE name = 'news';", database=path)
        if there == "0\n":
            assert shell.run("SELECT count(*) FROM sqlite_master WHERE name LIKE 'news%';"
                             "PRAGMA integrity_check;", database=path) == "0\nok\n"
            continue
        printed = shell.run(
            "PRAGMA integrity_check; SELECT count(*) FROM news;"
            "INSERT INTO news(news) VALUES('sync'), ('integrity-check');"
            "SELECT count(*) FROM news; SELECT count(*) FROM news_queue;", database=path)
        ok, before, after, queue = printed.split()
        assert (ok, before, queue) == ("ok", after, "0")
        os.remove(path)
    assert killed > turn / 2


# ---- Interrupts ----------------------------------------------------------------------------------


def test_an_interrupted_build_is_usable(hundreds, shell, newsext, tmp_path):
    """What was indexed stays; the rest waits; whatever the moment, answers are whole."""
    stopped = 0
    for turn in range(4 if SLOW else 12):
        path = shutil.copy(hundreds[0], tmp_path / f"{turn}.db")
        process = subprocess.Popen([shell.program, "-interactive", "-cmd", f".load {newsext}", str(path)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        process.stdin.write(f"select 'g'||'o';\n{NEWS.replace('threads=2', f'threads={1 + turn % 2}')}\n".encode())
        process.stdin.flush()
        while b"go" not in process.stdout.readline():
            pass
        time.sleep(0.005 * (1 + turn))  # a build takes some 50 ms
        process.send_signal(signal.SIGINT)
        process.communicate(b"\n.exit\n")
        tables = shell.run("SELECT count(*) FROM sqlite_master WHERE name = 'news';", database=path)
        if tables == "0\n":  # the interrupt met a statement that wrote, and undid it all
            assert shell.run("SELECT count(*) FROM sqlite_master WHERE name LIKE 'news%';", database=path) == "0\n"
            continue
        done, total = shell.run("SELECT done, total FROM news_status;", database=path).strip().split("|")
        stopped += done != total
        assert same(shell, path)
        assert shell.run("SELECT count(*) > 5 FROM news WHERE news MATCH 'said OR strike OR we';", database=path) == "1\n"
        shell.run("INSERT INTO news(news) VALUES('sync'), ('integrity-check');", database=path)
        assert shell.run("SELECT done = total, waiting, advice IS NULL FROM news_status;", database=path) == "1|0|1\n"
        assert same(shell, path)
    assert stopped or SLOW


# ---- Corruption -------------------------------------------------------------------------------------

VALUES = ["NULL", "0", "-1", "1e308", "9223372036854775807", "-9223372036854775808", "'x'", "x'ff00'",
          "zeroblob(100)", "x'8f01c3e07a5512ff00d4b69c3d2e81a7f06b49ce'", "''", "'\ufeff'"]


def corrupt(writer, rng):
    """Some statements that no reader should believe."""
    tables = ["news_quote", "news_article", "news_places", "news_speaker", "news_config", "news_queue",
              "news_match_data", "news_match_idx", "news_match_docsize", "news_match_config"]
    writer.create_function("dice", 0, lambda: rng.randrange(3))
    for _ in range(rng.randrange(1, 5)):
        table = rng.choice(tables)
        columns = [row[1] for row in writer.execute(f"PRAGMA table_info({table})")]
        if not columns:
            continue
        column, value = rng.choice(columns), rng.choice(VALUES)
        where = rng.choice(["", " WHERE dice() = 0", " WHERE rowid % 7 = 1"])
        if table in ("news_config", "news_match_idx", "news_match_config"):
            where = rng.choice(["", " WHERE dice() = 0"])
        statement = rng.choice([f"UPDATE OR REPLACE {table} SET {column} = {value}{where}",
                                f"DELETE FROM {table}{where}",
                                f"DROP TABLE {table}" if rng.random() < 0.2 else f"DELETE FROM {table}{where}",
                                f"DROP INDEX IF EXISTS news_{rng.choice(['quote_speaker', 'speaker_speaker'])}",
                                f"INSERT OR REPLACE INTO {table}({column}) VALUES({value})"])
        try:
            writer.execute(statement)
        except sqlite3.Error:
            pass


def test_numbers_that_overflow(indexed, shell):
    """Of quotes and of how many there are: told under the sanitizers."""
    greatest = 2**63 - 1
    for change, query in (
            (f"article SET first = {greatest} - quotes + 1", "SELECT rowid, outlet FROM news"),
            (f"article SET quotes = {greatest} WHERE article = 4", "SELECT outlet FROM news"),
            (f"speaker SET quotes = {greatest} WHERE id = 5", "SELECT speaker FROM news"),
            (f"quote SET id = {greatest} WHERE id = 1; UPDATE news_article SET first = {greatest}, quotes = 1",
             "SELECT rowid, n FROM news")):
        done = shell.run(f"BEGIN; UPDATE news_{change}; {query};", database=indexed, check=False)
        assert "runtime error:" not in done.stderr.decode()
        assert done.returncode == 0 or "newsindex" in done.stderr.decode() or "malformed" in done.stderr.decode()


def test_counts_that_promise_too_much(indexed, shell):
    """Each of all speakers, or articles, is said to have as many quotes as there are."""
    for change in ("speaker SET quotes = (SELECT count(*) FROM news_quote)",
                   "article SET first = 1, quotes = (SELECT count(*) FROM news_quote)"):
        column = "speaker" if change[0] == "s" else "outlet"
        done = shell.run(f"BEGIN; UPDATE news_{change}; WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n"
                         " WHERE i < 100) INSERT INTO news_article(article, first, quotes)"
                         " SELECT -i, 1, (SELECT count(*) FROM news_quote) FROM n;"
                         f"SELECT count(*) FROM (SELECT {column} FROM news);", database=indexed, check=False)
        assert b"news counts more quotes than it has" in done.stderr and not done.stdout


def test_corruption(indexed, shell, tmp_path):
    queries = """
        SELECT count(*), sum(length(quote)), sum(start), max(published) FROM news;
        SELECT speaker, count(*) FROM news GROUP BY speaker ORDER BY 2 DESC LIMIT 3;
        SELECT rowid, speaker FROM news ORDER BY speaker LIMIT 30;
        SELECT count(*) FROM news WHERE published > '2026-01-01' AND outlet <> 'x';
        SELECT highlight(news, '[', ']') FROM news WHERE news MATCH 'strike OR we*' ORDER BY rank LIMIT 5;
        SELECT * FROM news WHERE article = 1 ORDER BY spans;
        SELECT max(quote) FROM news WHERE speaker > 'M';
        SELECT * FROM news_status; SELECT count(*) FROM news_plain;
        PRAGMA integrity_check;
        INSERT INTO news(news) VALUES('integrity-check');
        INSERT INTO news(news) VALUES('sync');
        INSERT INTO news(news) VALUES('optimize');
        UPDATE articles SET body = '"So," said Ann Lee.' WHERE id = 2;
        INSERT INTO news(news) VALUES('sync');
        INSERT INTO news(news) VALUES('rebuild');
        SELECT count(*) FROM news;
    """
    allowed = ("malformed", "not as they were made", "newsindex:", "no such table", "constraint", "corrupt",
               "vtable constructor failed", "no such column", "SQL logic error", "datatype mismatch",
               "too big", "integer overflow", "unable to")
    for turn in range(10 if SLOW else 80):
        rng = random.Random(turn)
        path = shutil.copy(indexed, tmp_path / f"{turn}.db")
        writer = sqlite3.connect(path, isolation_level=None)
        corrupt(writer, rng)
        writer.close()
        # For some contents of its tables FTS5 takes gigabytes of memory, and seconds, at each look.
        done = shell.run(queries, check=False, database=path, timeout=300)
        assert done.returncode in (0, 1), (turn, done.stderr.decode())
        for line in done.stderr.decode().splitlines():
            assert any(words in line for words in allowed) or "|" in line, (turn, line)
        os.remove(path)


def test_counts_of_a_build_that_was_stopped_at_its_end(indexed, shell):
    """All articles are there, speakers' quotes are not yet counted."""
    counts = "SELECT speaker, count(*) FROM news GROUP BY speaker;"
    told = shell.run(counts, database=indexed)
    writer = sqlite3.connect(indexed, isolation_level=None)
    writer.execute("INSERT INTO news_config VALUES('building', 1)")
    writer.execute("UPDATE news_speaker SET quotes = 1")
    assert shell.run(counts, database=indexed) == told
    shell.run("INSERT INTO news(news) VALUES('sync'), ('integrity-check');", database=indexed)
    assert shell.run(counts, database=indexed) == told


def test_integrity_check_finds_what_was_edited(indexed, shell, tmp_path):
    other, beyond = "news: article 1 says something else", "the quotes of article 1 are not in it"
    edits = {"DELETE FROM news_quote WHERE id = 5": "news: article 1 has more quotes or fewer than it should",
             "DELETE FROM news_article WHERE article = 1": "news has not 1 articles of articles",
             "INSERT INTO news_article(article, quotes) VALUES(99, 0)": "news has 1 articles that articles has not",
             "UPDATE news_article SET quotes = 0 WHERE article = 1": "news: quote 1 belongs to no article",
             "UPDATE news_quote SET speaker_id = 99999 WHERE id = 5": "news: quote 5 has no speaker",
             "UPDATE news_quote SET article = 77 WHERE id = 5": "news: quote 5 belongs to no article",
             "UPDATE news_speaker SET quotes = quotes + 1 WHERE id = 2": "news: speaker 2 has more quotes or fewer than it should",
             "UPDATE news_speaker SET speaker = 'x' WHERE id = 2": other,
             "UPDATE news_quote SET length = 3 WHERE id = 5": other,
             "UPDATE news_quote SET start = 7 WHERE id = 5": other,
             "UPDATE news_quote SET spans = '[[1,2],[4,2]]' WHERE id = 5": beyond,
             "UPDATE news_quote SET more_bytes = more_bytes + 1 WHERE id = 5": other,
             "UPDATE news_quote SET more_bytes = -9223372036854775807 WHERE id = 5": beyond,
             "UPDATE news_quote SET more_bytes = 9223372036854775807 WHERE id = 5": beyond,
             "UPDATE news_places SET places = substr(places, 1, length(places) - 1) || x'04' WHERE article = 1": other}
    for number, (edit, complaint) in enumerate(edits.items()):
        path = shutil.copy(indexed, tmp_path / f"{number}.db")
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute(edit)
        done = shell.run("INSERT INTO news(news) VALUES('integrity-check');", database=path, check=False)
        assert done.stderr.decode().endswith(f"newsindex: {complaint} (11)\n"), edit
        shell.run("INSERT INTO news(news) VALUES('rebuild'), ('integrity-check');", database=path)
        assert same(shell, path)
