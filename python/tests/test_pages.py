"""The pages, through Datasette's own test client."""

from __future__ import annotations

import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import HOSTILE_NAME, run
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from markupsafe import escape

from newsext.definition import Index
from newsext.loader import connect
from newsext.pages import reports

BASE = "/-/newsext/news/news"
HOSTILE_ARTICLE = 22
PLAIN_ARTICLE = 23
PAGES = [
    BASE,
    f"{BASE}/speaker?key=amelia+parrish",
    f"{BASE}/speaker?key=horace+pinnock",
    f"{BASE}/quotes",
    f"{BASE}/quotes?q=strike",
    f"{BASE}/quotes?q=%3Cscript%3E&outlet=%22%3E%3Cscript%3E&speaker=%3Cscript%3E&place=%27",
    f"{BASE}/article/1",
    f"{BASE}/article/{HOSTILE_ARTICLE}",
]


class Elements(HTMLParser):
    """The elements of a page, and whether they nest."""

    EMPTY = frozenset({"area", "base", "br", "hr", "img", "input", "link", "meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.feed(html)
        assert not self.stack, f"not closed: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack and self.stack.pop() == tag, f"</{tag}> closes something else"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


async def get(datasette: Datasette, path: str, status: int = 200, **options: Any) -> str:
    response = await datasette.client.get(path, **options)
    assert response.status_code == status, (path, response.text)
    return response.text


def main_of(html: str) -> str:
    found = re.search(r"<main.*</main>", html, re.DOTALL)
    assert found
    return found[0]


async def test_start_leads_to_the_only_index(datasette: Datasette) -> None:
    response = await datasette.client.get("/-/newsext")
    assert (response.status_code, response.headers["location"]) == (302, BASE)
    assert 'href="/-/newsext"' in await get(datasette, "/")


@pytest.mark.parametrize("path", PAGES)
async def test_pages_are_well_formed_and_for_everybody(datasette: Datasette, path: str) -> None:
    page = Elements(main_of(await get(datasette, path)))
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(page.all("h1")) == 1
    labelled = [attributes["aria-labelledby"] for _, attributes in page.found if "aria-labelledby" in attributes]
    assert set(labelled) <= set(ids)
    for column in page.all("th"):
        assert column.get("scope") in ("col", "row")
    assert all(link.get("href") for link in page.all("a"))
    targets = {label["for"] for label in page.all("label") if "for" in label}
    assert targets <= set(ids)


@pytest.mark.parametrize("path", PAGES)
async def test_links_of_pages_lead_somewhere(datasette: Datasette, path: str) -> None:
    links = {link["href"] or "" for link in Elements(main_of(await get(datasette, path))).all("a")}
    ours = sorted(link for link in links if link.startswith("/"))
    assert ours
    for link in ours:
        response = await datasette.client.get(link, follow_redirects=True)
        assert response.status_code == 200, link


@pytest.mark.parametrize("path", PAGES)
async def test_hostile_text_stays_text(datasette: Datasette, path: str) -> None:
    html = await get(datasette, path)
    page = Elements(main_of(html))
    assert not page.all("script") and not page.all("img")
    for tag, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert not (attributes.get("href") or "").strip().lower().startswith("javascript:")


async def test_a_hostile_name_is_shown(datasette: Datasette) -> None:
    shown = str(escape(HOSTILE_NAME))
    assert shown in await get(datasette, BASE)
    assert f"<h1>{shown}</h1>" in await get(datasette, f"{BASE}/speaker?key=horace+pinnock")


async def test_front_page_counts(datasette: Datasette, news: Path) -> None:
    html = main_of(await get(datasette, BASE))
    total = connect(news).execute("SELECT count(*) FROM news").fetchone()[0]
    assert f"<strong>{total}</strong> quotes" in html
    assert "Ottoline Achterberg" in html


async def test_speaker_page_is_newest_first(datasette: Datasette) -> None:
    html = main_of(await get(datasette, f"{BASE}/speaker?key=ottoline+achterberg"))
    assert "<h1>Ottoline Achterberg</h1>" in html
    dates = re.findall(r'<p class="where">.*?<time datetime="([^"]+)"', html, re.DOTALL)
    assert len(dates) > 1 and dates == sorted(dates, reverse=True)
    await get(datasette, f"{BASE}/speaker?key=nobody+of+this+name", 404)


async def test_search_marks_words(datasette: Datasette) -> None:
    html = main_of(await get(datasette, f"{BASE}/quotes?q=promises"))
    assert "<mark>promises</mark>" in html
    assert "0 quotes" in await get(datasette, f"{BASE}/quotes?q=xylophonist")


@pytest.mark.parametrize("words", ['"promises', "promises)", "AND", "promises*extra(", "body:promises", "*", "^", "''"])
async def test_search_takes_what_people_type(datasette: Datasette, words: str) -> None:
    response = await datasette.client.get(f"{BASE}/quotes", params={"q": words})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("query", "sql"),
    [
        ("kind=anonymous", "kind = 'anonymous'"),
        ("kind=nobody", "kind IS NULL"),
        ("type=indirect&act=belief", "type = 'indirect' AND act = 'belief'"),
        ("outlet=Plain+Post", "outlet = 'Plain Post'"),
        ("since=2026-09-22&until=2026-09-22", "published = '2026-09-22'"),
        ("speaker=amelia+parrish", "speaker_key = 'amelia parrish'"),
        ("q=the&kind=person", "news MATCH 'the' AND kind = 'person'"),
        ("q=the&sort=newest", "news MATCH 'the'"),
        ("", "true"),
    ],
)
async def test_filters_count_right(datasette: Datasette, news: Path, query: str, sql: str) -> None:
    expected = connect(news).execute(f"SELECT count(*) FROM news WHERE {sql}").fetchone()[0]
    html = await get(datasette, f"{BASE}/quotes?{query}")
    found = re.search(r'id="found" role="status">([\d,]+) quotes?<', html)
    assert found and int(found[1].replace(",", "")) == expected
    assert expected and len(re.findall("<blockquote", html)) == min(expected, 25)


async def test_pages_of_quotes_hold_each_once(datasette: Datasette, news: Path) -> None:
    seen: list[str] = []
    path: str | None = f"{BASE}/quotes"
    while path:
        html = await get(datasette, path)
        seen += re.findall(r'<p class="where">\s*<a href="([^"]+)"', html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        path = found[1].replace("&amp;", "&") if found else None
    assert len(seen) == len(set(seen)) == connect(news).execute("SELECT count(*) FROM news").fetchone()[0]


async def test_article_page_shows_every_quote(datasette: Datasette, news: Path) -> None:
    quotes = connect(news).execute("SELECT n, speaker, confidence FROM news WHERE article = 3").fetchall()
    html = main_of(await get(datasette, f"{BASE}/article/3"))
    page = Elements(html)
    marked = {attributes["data-n"] for attributes in page.all("q")}
    assert marked == {str(n) for n, _, _ in quotes}
    notes = [attributes for attributes in page.all("li") if "note" in (attributes.get("class") or "").split()]
    assert len(notes) == len(quotes)
    unsure = {str(n) for n, speaker, confidence in quotes if speaker and confidence < 0.7}
    assert {note["data-n"] for note in notes if "unsure" in (note["class"] or "")} == unsure
    only = Elements(main_of(await get(datasette, f"{BASE}/article/3?speaker=noordlijn")))
    assert {a["data-n"] for a in only.all("q") if "hidden-quote" not in (a["class"] or "")} == {
        str(n) for n, speaker, _ in quotes if speaker == "Noordlijn"
    }


async def test_article_page_says_the_whole_text(datasette: Datasette, news: Path) -> None:
    expected = connect(news).execute("SELECT news_body(body) FROM articles WHERE id = 1").fetchone()[0]
    html = main_of(await get(datasette, f"{BASE}/article/1"))
    html = re.sub(r"<sup.*?</sup>|<ul.*?</ul>", "", html, flags=re.DOTALL)
    words = re.findall(r"\w+", re.sub(r"<[^>]+>|&[#\w]+;", " ", html))
    missing = [word for word in re.findall(r"\w{4,}", expected) if word not in words]
    assert not missing


async def test_article_links_lead_to_the_web_alone(datasette: Datasette) -> None:
    assert "As published" not in await get(datasette, f"{BASE}/article/{HOSTILE_ARTICLE}")
    html = await get(datasette, f"{BASE}/article/{PLAIN_ARTICLE}")
    assert 'href="https://news.example/plain?a=1&amp;b=2"' in html
    assert "As published" not in await get(datasette, f"{BASE}/article/24")
    await get(datasette, f"{BASE}/article/999", 404)
    await get(datasette, f"{BASE}/article/99999999999999999999", 404)


async def test_figures_lead_to_the_sql_behind_them(datasette: Datasette) -> None:
    for path in PAGES[:3]:
        links = re.findall(r'class="sql" href="([^"]+)"', await get(datasette, path))
        assert links
        for link in links:
            query = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
            assert query["sql"][0].lstrip().startswith(("SELECT", "WITH"))
            assert "message-error" not in await get(datasette, link.replace("&amp;", "&"))


REPORT = """-- Who said most?
--
-- Set :since, if you like.
--     .parameter set :since "'2026-09-01'"
.mode box
SELECT speaker, count(*) AS quotes FROM news_plain JOIN news_speaker AS s USING (speaker)
WHERE :since IS NULL OR published >= :since
GROUP BY 1 ORDER BY 2 DESC;
"""


async def test_reports_are_queries(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = {"most": REPORT, "two_steps": "CREATE TEMP TABLE t(x);\nSELECT 1;", "writes": "DELETE FROM news;"}
    monkeypatch.setattr(reports, "scripts", lambda: scripts)
    html = await get(datasette, "/news")
    assert re.findall(r'href="/news/(\w+)" title="SELECT[^"]*">([^<]*)<', html) == [("most", "Who said most?")]
    every = (await datasette.client.get("/news/most.json?_shape=array")).json()
    late = (await datasette.client.get("/news/most.json?_shape=array&since=2026-11-02")).json()
    assert len(every) > len(late) > 0


def test_reports_follow_the_indexs_name() -> None:
    index = Index("my news", "articles", "body")
    assert reports.over("SELECT news_name_key(x), news.y FROM news, news_plain WHERE :a IS NOT NULL", index) == (
        'SELECT news_name_key(x), "my news".y FROM "my news", "my news_plain" WHERE nullif(:a, \'\') IS NOT NULL'
    )


async def test_the_reports_of_the_repository_run(datasette: Datasette) -> None:
    if not reports.scripts():
        pytest.skip("sql/reports has none")
    names = re.findall(r'href="/news/([a-z_]+)" title="[^"]+', await get(datasette, "/news"))
    assert names
    for name in names:
        response = await datasette.client.get(f"/news/{name}.json?_shape=array")
        assert response.status_code == 200, (name, response.text)


async def test_base_url(news: Path) -> None:
    datasette = Datasette([str(news)], settings={"base_url": "/deep/"})
    html = main_of(await get(datasette, BASE))
    links = [link["href"] or "" for link in Elements(html).all("a")]
    assert all(link.startswith(("/deep/", "#")) for link in links)
    assert 'action="/deep/-/newsext' in html
    await get(datasette, next(link.removeprefix("/deep") for link in links if "/speaker?" in link))


@pytest.mark.parametrize("table", ["news", "articles"])
async def test_who_may_not_see_the_table_may_not_see_the_pages(news: Path, table: str) -> None:
    metadata = {"databases": {"news": {"tables": {table: {"allow": {"id": "editor"}}}}}}
    datasette = Datasette([str(news)], metadata=metadata)
    for path in PAGES:
        await get(datasette, path, 403)
    assert "/-/newsext" not in await get(datasette, "/")
    assert "No database here" in await get(datasette, "/-/newsext")
    cookies = {"ds_actor": datasette.sign({"a": {"id": "editor"}}, "actor")}
    await get(datasette, BASE, cookies=cookies)


async def test_who_may_not_write_sql_sees_no_sql(news: Path) -> None:
    datasette = Datasette([str(news)], metadata={"allow_sql": False})
    html = await get(datasette, BASE)
    assert "SQL behind" not in html and "sql=" not in html and "Most quoted" in html


async def test_immutable_and_several_databases(news: Path, tmp_path: Path) -> None:
    other = tmp_path / "other one.db"
    other.write_bytes(news.read_bytes())
    (tmp_path / "none.db").write_bytes(b"")
    datasette = Datasette([str(news), str(tmp_path / "none.db")], immutables=[str(other)])
    html = await get(datasette, "/-/newsext")
    links = re.findall(r'href="(/-/newsext/[^"]+)"', main_of(html))
    assert len(links) == 2
    for link in links:
        assert "Ottoline Achterberg" in await get(datasette, link)
    await get(datasette, "/-/newsext/none/news", 404)
    await get(datasette, "/-/newsext/nothing/news", 404)
    await get(datasette, "/-/newsext/news/articles", 404)


async def test_an_index_of_any_name(own_news: Path) -> None:
    db = connect(own_news)
    db.execute("DROP TABLE news")
    db.execute("ALTER TABLE articles RENAME TO 'the \"articles\"'")
    db.execute("ALTER TABLE 'the \"articles\"' RENAME COLUMN body TO 'full text'")
    db.commit()
    db.close()
    run("index", own_news, 'the "articles"', "--name", "select it's", "--text", "full text")
    datasette = Datasette([str(own_news)])
    base = (await datasette.client.get("/-/newsext")).headers["location"]
    for path in ("", "/quotes?q=promises", "/speaker?key=amelia+parrish", "/article/3"):
        await get(datasette, base + path)
    assert "SQL behind" in await get(datasette, base)


async def test_too_slow_is_said_and_not_an_error(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasette = Datasette([str(news)])
    db = datasette.get_database("news")
    execute = db.execute

    async def slow(sql: str, *arguments: Any, **options: Any) -> Any:
        if "WITH most AS" in sql:
            raise QueryInterrupted(Exception("interrupted"), sql, {})
        return await execute(sql, *arguments, **options)

    monkeypatch.setattr(db, "execute", slow)
    assert "longer than the time limit" in await get(datasette, BASE)


async def test_shows_what_is_new_after_a_change(own_news: Path) -> None:
    datasette = Datasette([str(own_news)])
    base = "/-/newsext/own/news"
    assert "since the last indexing" not in await get(datasette, base)
    plain = sqlite3.connect(own_news)
    plain.execute("INSERT INTO articles(title, body) VALUES('New', '\"It is done,\" said Zora Quill, a baker.')")
    plain.commit()
    html = await get(datasette, base)
    assert "1 article has changed since the last indexing" in html
    run("index", own_news, "articles")
    assert "Zora Quill" in await get(datasette, f"{base}/quotes?q=done")
