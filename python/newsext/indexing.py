"""Makes an index or brings it up to date: what `newsext index` does."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

from .articles import NAMES, guess
from .definition import FIND, Index, indexes, quoted
from .importing import Refused
from .loader import connect

FIRST_LOT = 500
LOT_SECONDS = 1.5

Report = Callable[[int, int], None]
"""Told how many articles are done, and of how many."""


@dataclass(frozen=True)
class Columns:
    """The columns that were asked for; None: find it by its name."""

    text: str | None = None
    headline: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True)
class Build:
    """What to build."""

    name: str
    table: str
    columns: Columns = field(default_factory=Columns)
    threads: int | None = None


@dataclass(frozen=True)
class Result:
    articles: int
    quotes: int
    seconds: float


def columns_of(db: sqlite3.Connection, table: str) -> list[str]:
    found = [row[1] for row in db.execute(f"PRAGMA table_info({quoted(table)})")]
    if not found:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        raise Refused(f"{table}: expected a table of articles, found {', '.join(names[:8]) or 'no table'}")
    return found


def planned(db: sqlite3.Connection, build: Build) -> Index:
    """The index to make: columns as asked for, else by their names."""
    columns = columns_of(db, build.table)
    known = {column.casefold(): column for column in columns}
    chosen: dict[str, str | None] = {}
    for part in (part.name for part in fields(Columns)):
        asked = getattr(build.columns, part)
        if asked and asked.casefold() not in known:
            raise Refused(f"--{part}: expected a column of {build.table}, found '{asked}': it has {', '.join(columns)}")
        chosen[part] = known[asked.casefold()] if asked else guess(columns, part)
    text = chosen.pop("text")
    if not text:
        raise Refused(
            f"{build.table}: expected a column {', '.join(NAMES['text'][:4])}, …, "
            f"found {', '.join(columns)}: name it with --text"
        )
    return Index(build.name, build.table, text, **chosen)


def agreed(index: Index, build: Build) -> Index:
    """The index that is there, unless something else was asked for."""
    wanted = {
        "content": build.table,
        **{part.name: getattr(build.columns, part.name) for part in fields(Columns)},
    }
    for part, asked in wanted.items():
        there = getattr(index, part)
        if asked and asked.casefold() != (there or "").casefold():
            raise Refused(
                f"{index.name}: expected an index with {part}={asked}, found one with {part}={there}: "
                "choose another --name, or drop it first"
            )
    return index


def existing(db: sqlite3.Connection, name: str) -> Index | None:
    return next((index for index in indexes(db.execute(FIND)) if index.name.casefold() == name.casefold()), None)


def make_or_sync(database: Path, build: Build, report: Report) -> Result:
    """Makes the index where there is none, and brings it up to date, some articles at a time.

    Each lot is committed: whoever stops this goes on from there the next time.
    """
    with closing(connect(database, isolation_level=None)) as db:
        started = time.monotonic()
        index = existing(db, build.name)
        if index:
            agreed(index, build)
        else:
            index = planned(db, build)
            db.execute(index.sql(build.threads, later=True))
        done = work_off(db, index, report)
        seconds = time.monotonic() - started
        quotes = db.execute(f"SELECT count(*) FROM {quoted(index.name + '_quote')}").fetchone()[0]
    return Result(done, quotes, seconds)


def waiting(db: sqlite3.Connection, index: Index) -> int:
    status = "SELECT waiting FROM news_status WHERE schema = 'main' AND name = ? COLLATE NOCASE"
    return int(db.execute(status, (index.name,)).fetchone()[0])


def work_off(db: sqlite3.Connection, index: Index, report: Report) -> int:
    """Indexes what waits; returns how many articles those were."""
    name = quoted(index.name)
    total = left = waiting(db, index)
    lot = FIRST_LOT
    while True:
        report(total - left, total)
        started = time.monotonic()
        db.execute(f"INSERT INTO {name}({name}, rank) VALUES('sync', ?)", (lot,))
        lot = max(FIRST_LOT, int(lot * LOT_SECONDS / max(time.monotonic() - started, 0.01)))
        before, left = left, waiting(db, index)
        if not left or left >= before:
            break
    report(total, total)
    return total
