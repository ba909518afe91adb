"""The pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from datasette import Forbidden, NotFound, Response
from datasette.utils import escape_fts, tilde_decode
from markupsafe import Markup, escape

from . import questions as sql
from .article import blocks_of, notes_of, speakers_of
from .desk import Desk, Figure, find_indexes

PAGE_SIZE = 25
KIND_NAMES = {
    "person": "people",
    "organization": "organizations",
    "group": "groups",
    "document": "documents",
    "anonymous": "unnamed",
    "nobody": "nobody named",
}
LINKS = ("url", "link", "href", "permalink", "web_url", "source_url")


# ---- Common to the pages ----------------------------------------------------------------


async def visible_indexes(datasette: Any, actor: Any) -> list[Desk]:
    """The indexes of all databases that the reader may see."""
    found = []
    for name, db in list(datasette.databases.items()):
        if name == "_internal":
            continue
        for index in await find_indexes(db):
            desk = Desk(datasette, name, index)
            try:
                await desk.ensure_visible(actor)
            except Forbidden:
                continue
            found.append(desk)
    return found


async def desk_of(datasette: Any, request: Any) -> Desk:
    route = tilde_decode(request.url_vars["database"])
    name = tilde_decode(request.url_vars["index"])
    try:
        db = datasette.get_database(route=route)
    except KeyError:
        raise NotFound(f"No database is called {route}") from None
    for index in await find_indexes(db):
        if index.name == name:
            desk = Desk(datasette, db.name, index)
            await desk.ensure_visible(request.actor)
            return desk
    raise NotFound(f"{route} has no index of quotes that is called {name}")


async def page(desk: Desk, request: Any, template: str, context: Mapping[str, Any]) -> Any:
    datasette = desk.datasette
    html = await datasette.render_template(
        f"newsext/{template}.html",
        {
            "desk": desk,
            "kind_names": KIND_NAMES,
            "asset": lambda name: datasette.urls.static_plugins("newsext", name),
            "marked": marked,
            **context,
        },
        request=request,
    )
    return Response.html(html, headers={"Content-Security-Policy": "base-uri 'none'; object-src 'none'"})


def with_share(figure: Figure, column: str = "quotes") -> Figure:
    """Each row's share of the largest, in percent, for its bar."""
    most = max((row[column] or 0 for row in figure.rows), default=0)
    for row in figure.rows:
        row["share"] = round(100 * (row[column] or 0) / most, 1) if most else 0
    return figure


def marked(text: str | None) -> Markup:
    """Escaped; what stands between the marks that highlight() put is what was searched for."""
    html = str(escape(text or ""))
    return Markup(html.replace("\x02", "<mark>").replace("\x03", "</mark>"))


def whole_number(text: str | None, default: int = 1) -> int:
    return min(int(text), 10**6) if text and re.fullmatch(r"[1-9]\d{0,6}", text) else default


# ---- The pages ---------------------------------------------------------------------------


async def start(datasette: Any, request: Any) -> Any:
    """Leads to the only index, or shows which there are."""
    found = await visible_indexes(datasette, request.actor)
    if len(found) == 1:
        return Response.redirect(found[0].link())
    html = await datasette.render_template(
        "newsext/start.html",
        {"desks": found, "asset": lambda name: datasette.urls.static_plugins("newsext", name)},
        request=request,
    )
    return Response.html(html)


async def front(datasette: Any, request: Any) -> Any:
    desk = await desk_of(datasette, request)
    figures = await desk.ask_all(
        most_quoted=(sql.MOST_QUOTED, {}),
        mix=(sql.MIX, {}),
        unnamed=(sql.UNNAMED, {}),
        totals=(sql.TOTALS, {}),
        months=(sql.MONTHS, {}),
        latest=(sql.LATEST_UNNAMED, {}),
    )
    with_share(figures["most_quoted"])
    with_share(figures["unnamed"], "percent")
    return await page(desk, request, "front", {**figures, "kinds": sql.KINDS})


async def speaker(datasette: Any, request: Any) -> Any:
    desk = await desk_of(datasette, request)
    key = request.args.get("key") or ""
    number = whole_number(request.args.get("page"))
    rows, _ = sql.listing({"speaker": key})
    about = {"key": key}
    figures = await desk.ask_all(
        who=(sql.WHO, about),
        quotes=(rows, {"speaker": key, "size": PAGE_SIZE, "skip": PAGE_SIZE * (number - 1)}),
        beside=(sql.BESIDE, about),
        months=(sql.SPEAKER_MONTHS, about),
        outlets=(sql.SPEAKER_OUTLETS, about),
        places=(sql.SPEAKER_PLACES, about),
        cues=(sql.SPEAKER_CUES, about),
        roles=(sql.ROLES, about),
    )
    who = figures["who"]
    if not who.rows and not who.problem:
        raise NotFound("Nobody of this name is quoted")
    for name in ("outlets", "places", "cues"):
        with_share(figures[name])
    with_share(figures["beside"], "articles")
    total = sum(row["quotes"] for row in who.rows)
    return await page(
        desk,
        request,
        "speaker",
        {
            **figures,
            "key": key,
            "name": who.first.get("speaker") or key,
            "total": total,
            "pager": pager(desk, "speaker", {"key": key}, number, total),
        },
    )


def pager(desk: Desk, name: str, query: Mapping[str, str], number: int, total: int | None) -> dict[str, Any]:
    last = -(-total // PAGE_SIZE) if total else 1
    return {
        "number": number,
        "last": last,
        "newer": desk.link(name, **{**query, "page": number - 1 if number > 2 else None}) if number > 1 else None,
        "older": desk.link(name, **{**query, "page": number + 1}) if number < last else None,
    }


async def quotes(datasette: Any, request: Any) -> Any:
    """A list of quotes: searched, or filtered, or both."""
    desk = await desk_of(datasette, request)
    names = ("q", *sql.FILTERS)
    given = {name: request.args[name].strip() for name in names if (request.args.get(name) or "").strip()}
    by_rank = "q" in given and request.args.get("sort") != "newest"
    number = whole_number(request.args.get("page"))
    rows, count = sql.listing(given, by_rank)
    parameters = {name: value for name, value in given.items() if (name, value) != ("kind", "nobody")}
    where = {"size": PAGE_SIZE, "skip": PAGE_SIZE * (number - 1)}
    problem = None
    try:
        found = await desk.ask_all(rows=(rows, {**parameters, **where}), count=(count, parameters))
    except Exception as error:
        if "q" not in given or not is_syntax_error(error):
            raise
        # Not in the language of FTS5: then it is words to look for.
        parameters["q"] = escape_fts(given["q"]) or '""'
        problem = "Read as plain words: in the language of search, quotation marks and brackets come in pairs."
        found = await desk.ask_all(rows=(rows, {**parameters, **where}), count=(count, parameters))
    total = found["count"].first.get("quotes")
    query = {**given, **({"sort": "newest"} if "q" in given and not by_rank else {})}
    return await page(
        desk,
        request,
        "quotes",
        {
            "quotes": found["rows"],
            "count": found["count"],
            "total": total,
            "given": given,
            "by_rank": by_rank,
            "problem": problem,
            "kinds": sql.KINDS,
            "types": sql.TYPES,
            "acts": sql.ACTS,
            "pager": pager(desk, "quotes", query, number, total),
        },
    )


def is_syntax_error(error: Exception) -> bool:
    words = str(error)
    return type(error).__name__ == "OperationalError" and any(
        sign in words for sign in ("fts5:", "no such column", "unterminated string", "unknown special query")
    )


async def article(datasette: Any, request: Any) -> Any:
    desk = await desk_of(datasette, request)
    parameters = {"article": int(request.url_vars["article"])}
    if abs(parameters["article"]) >= 2**63:
        raise NotFound("No such article")
    index = desk.index
    row = await desk.ask(sql.ARTICLE, **parameters)
    if not row.rows and not row.problem:
        raise NotFound(f"{index.content} has no article {parameters['article']}")
    published = ", c.{column_published}" if index.published else ""
    try:
        found = await desk.ask_all(
            html=(sql.ARTICLE_HTML, parameters),
            quotes=(sql.ARTICLE_QUOTES.replace("{published}", published), parameters),
        )
    except Exception as error:
        if "no such function: news_html" not in str(error):
            raise
        found = {"html": Figure(problem=unavailable()), "quotes": Figure()}
    shown = request.args.get("speaker") or None
    notes = notes_of(found["quotes"].rows, shown)
    blocks = blocks_of(found["html"].first.get("html") or "", notes)
    fields = row.first
    headline = value(fields, index.headline)
    if blocks and blocks[0].tag == "h2" and (not headline or same(str(blocks[0].html.striptags()), headline)):
        headline = str(blocks.pop(0).html.striptags())
    return await page(
        desk,
        request,
        "article",
        {
            "article": parameters["article"],
            "headline": headline or f"Article {parameters['article']}",
            "outlet": value(fields, index.outlet),
            "published": value(fields, index.published),
            "link": safe_link(fields),
            "blocks": blocks,
            "notes": notes,
            "speakers": speakers_of(notes),
            "shown": shown,
            "problem": row.problem or found["html"].problem or found["quotes"].problem,
            "quotes": found["quotes"],
            "row_url": datasette.urls.row(desk.database, index.content, parameters["article"]),
        },
    )


def unavailable() -> str:
    return "newsext is not loaded: the Python that runs this server cannot load extensions of SQLite."


def value(row: Mapping[str, Any], column: str | None) -> str | None:
    """A column by its name, whatever its case."""
    for name, found in row.items():
        if column and name.casefold() == column.casefold() and found is not None:
            return str(found)
    return None


def same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def safe_link(row: Mapping[str, Any]) -> str | None:
    """Where the article was published: a link to the web and to nothing else."""
    for column in LINKS:
        link = value(row, column)
        if link and re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", link, re.IGNORECASE):
            return link
    return None
