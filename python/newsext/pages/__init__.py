"""The Datasette plugin: newsext in every connection, and pages to browse who said what."""

from __future__ import annotations

import sqlite3
import sys
from typing import Any

from datasette import hookimpl

from ..loader import ExtensionsUnavailable, load
from . import reports, views
from .desk import Desk, find_indexes

complained: set[str] = set()


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    try:
        load(conn)
    except ExtensionsUnavailable as error:
        # Datasette goes on without: say so once.
        if str(error) not in complained:
            complained.add(str(error))
            print(error, file=sys.stderr)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    base = r"^/-/newsext"
    index = base + r"/(?P<database>[^/]+)/(?P<index>[^/]+)"
    return [
        (base + r"/?$", views.start),
        (index + r"$", views.front),
        (index + r"/speaker$", views.speaker),
        (index + r"/quotes$", views.quotes),
        (index + r"/article/(?P<article>-?\d+)$", views.article),
    ]


@hookimpl
def canned_queries(datasette: Any, database: str) -> Any:
    async def queries() -> dict[str, dict[str, str]]:
        return reports.queries(await find_indexes(datasette.get_database(database)))

    return queries


@hookimpl
def menu_links(datasette: Any, actor: Any) -> Any:
    async def links() -> list[dict[str, str]]:
        if await views.visible_indexes(datasette, actor):
            return [{"href": datasette.urls.path("/-/newsext"), "label": "Who said what"}]
        return []

    return links


@hookimpl
def database_actions(datasette: Any, actor: Any, database: str) -> Any:
    async def links() -> list[dict[str, str]]:
        found = await views.visible_indexes(datasette, actor)
        return [
            {"href": desk.link(), "label": f"Who said what: {desk.index.name}"}
            for desk in found
            if desk.database == database
        ]

    return links


@hookimpl
def table_actions(datasette: Any, actor: Any, database: str, table: str) -> Any:
    async def links() -> list[dict[str, str]]:
        found = await views.visible_indexes(datasette, actor)
        return [
            {"href": desk.link(), "label": "Who said what in it"}
            for desk in found
            if desk.database == database and table in (desk.index.name, desk.index.content)
        ]

    return links


__all__ = ["Desk"]
