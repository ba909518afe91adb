"""What every page needs: an index in a database, asked with the reader's permissions."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from datasette.database import QueryInterrupted
from datasette.utils import tilde_encode

from ..definition import FIND, Index, indexes, quoted
from .cache import cache

Row = dict[str, Any]


async def find_indexes(db: Any) -> list[Index]:
    return indexes([tuple(row) for row in (await db.execute(FIND)).rows])


@dataclass
class Figure:
    """The rows that a query gave, and the query, so that a reader can look behind them."""

    rows: list[Row] = field(default_factory=list)
    sql_url: str | None = None
    """Where the SQL can be read and changed; None where the reader may not."""
    problem: str | None = None

    @property
    def first(self) -> Row:
        return self.rows[0] if self.rows else {}


def laid_out(sql: str) -> str:
    """Without the margin that it has in this package's sources."""
    lines = sql.strip("\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines if line.strip())


@dataclass
class Desk:
    """One index. In its SQL, {quote} and the like stand for the tables that it consists of."""

    datasette: Any
    database: str
    index: Index
    may_write_sql: bool = False

    @property
    def db(self) -> Any:
        return self.datasette.get_database(self.database)

    # ---- Permissions -----------------------------------------------------------------

    def tables(self) -> list[str]:
        """Who may not see one of these may not see what was made of it."""
        return [self.index.name, self.index.content]

    async def ensure_visible(self, actor: Any) -> None:
        for table in self.tables():
            await self.datasette.ensure_permissions(
                actor,
                [("view-table", (self.database, table)), ("view-database", self.database), "view-instance"],
            )
        self.may_write_sql = await self.datasette.permission_allowed(actor, "execute-sql", self.database, default=True)

    # ---- Links -----------------------------------------------------------------------

    def link(self, page: str = "", /, **query: Any) -> str:
        path = f"/-/newsext/{tilde_encode(self.db.route)}/{tilde_encode(self.index.name)}"
        path += f"/{page}" if page else ""
        given = {key: value for key, value in query.items() if value not in (None, "")}
        return str(self.datasette.urls.path(path)) + (f"?{urlencode(given)}" if given else "")

    def speaker_link(self, key: str | None) -> str | None:
        return self.link("speaker", key=key) if key else None

    def sql_link(self, sql: str, parameters: Mapping[str, Any]) -> str | None:
        if not self.may_write_sql:
            return None
        query = {"sql": sql, **{key: "" if value is None else value for key, value in parameters.items()}}
        return f"{self.datasette.urls.database(self.database)}?{urlencode(query)}"

    # ---- Questions -------------------------------------------------------------------

    def sql(self, template: str) -> str:
        index = self.index
        names = {
            "news": index.name,
            "content": index.content,
            **{part: f"{index.name}_{part}" for part in ("quote", "article", "speaker", "match", "queue", "plain")},
            **{f"column_{part}": getattr(index, part) for part in ("text", "headline", "published", "outlet")},
        }
        plain = re.compile(r"[a-z_][a-z0-9_]*")
        return laid_out(template).format(
            **{
                key: name if plain.fullmatch(name) and not name.startswith("sqlite_") else quoted(name)
                for key, name in names.items()
                if name
            }
        )

    async def ask(self, template: str, **parameters: Any) -> Figure:
        """The rows; a query that takes longer than Datasette allows, or fails, says so on the page."""
        sql = self.sql(template)
        figure = Figure(sql_url=self.sql_link(sql, parameters))
        kept, key = cache.of(self.db), (sql, tuple(sorted(parameters.items())))
        if kept is not None and key in kept:
            figure.rows = [dict(row) for row in kept[key]]
            return figure
        try:
            results = await self.db.execute(sql, parameters)
        except QueryInterrupted:
            figure.problem = "This takes longer than the time limit of this server allows."
        else:
            figure.rows = [dict(zip(results.columns, row)) for row in results.rows]
            if kept is not None:
                cache.add(kept, key, [dict(row) for row in figure.rows])
        return figure

    async def ask_all(self, **templates: tuple[str, Mapping[str, Any]]) -> dict[str, Figure]:
        figures = await asyncio.gather(
            *(self.ask(template, **parameters) for template, parameters in templates.values())
        )
        return dict(zip(templates, figures))
