"""Makes an index or brings it up to date: what `newsext index` does."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

from .articles import NAMES, guess
from .definition import FIND, Index, indexes, quoted
from .importing import Refused
from .loader import connect

POLL_SECONDS = 0.1

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
    verb: str
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
    wanted = {"content": build.table, **{part.name: getattr(build.columns, part.name) for part in fields(Columns)}}
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
    """Runs the one statement in which the index is made, or brought up to date, and reports how far it is."""
    with closing(connect(database, check_same_thread=False, isolation_level=None)) as db:
        found = existing(db, build.name)
        if found:
            index, verb = agreed(found, build), "brought up to date"
            statement = f"INSERT INTO {quoted(index.name)}({quoted(index.name)}) VALUES('sync')"
        else:
            index, verb = planned(db, build), "indexed"
            statement = index.sql(build.threads)
        started = time.monotonic()
        done = run_watched(db, database, index, statement, report)
        seconds = time.monotonic() - started
        quotes = db.execute(f"SELECT count(*) FROM {quoted(index.name + '_quote')}").fetchone()[0]
    return Result(verb, done, quotes, seconds)


def run_watched(db: sqlite3.Connection, database: Path, index: Index, statement: str, report: Report) -> int:
    """Runs it in a thread of its own while this one watches; returns how many articles it was about."""
    failures: list[BaseException] = []
    total = how_many(db, index)

    def run() -> None:
        try:
            db.execute(statement)
        except BaseException as error:
            failures.append(error)

    worker = threading.Thread(target=run)
    with closing(connect(database, isolation_level=None)) as watcher:
        worker.start()
        try:
            while worker.is_alive():
                report(how_far(watcher, index, total), total)
                worker.join(POLL_SECONDS)
        except BaseException:
            db.interrupt()
            worker.join()
            raise
    if failures:
        raise failures[0]
    report(total, total)
    return total
