"""Puts articles from files into a table, each under the file that it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlite_utils import Database
from sqlite_utils.db import Table

from .articles import Row
from .definition import quoted

BATCH = 500


class Refused(ValueError):
    """What was asked for cannot be done; the message is one line that says why."""


@dataclass
class Counts:
    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same


def without_id(row: Row) -> Row:
    """`id` is the table's own; an article's is kept beside it."""
    return {"source_id" if key.casefold() == "id" else key: value for key, value in row.items()}


def open_table(db: Database, name: str) -> Table:
    table = db[name]
    if not isinstance(table, Table):
        raise Refused(f"{name}: expected a table, found a view: name another with --table")
    if not table.exists():
        table.create({"id": int, "file": str}, pk="id")
        table.create_index(["file"], unique=True)
    elif "file" not in table.columns_dict or table.pks != ["id"]:
        raise Refused(
            f"{name}: expected a table that newsext filled from files, found one without 'id' and 'file': "
            "name another with --table"
        )
    return table


def add_rows(db: Database, name: str, rows: Iterable[Row], advance: Callable[[int], None] = lambda _: None) -> Counts:
    """Adds what is new and replaces what has changed since it was last read."""
    table = open_table(db, name)
    known = {row["file"]: row["id"] for row in db.query(f"SELECT id, file FROM {quoted(name)}")}
    counts = Counts()
    fresh: list[Row] = []

    def flush() -> None:
        if fresh:
            table.insert_all(fresh, alter=True, batch_size=BATCH)
            fresh.clear()

    for row in map(without_id, rows):
        if row["file"] not in known:
            counts.new += 1
            fresh.append(row)
        else:
            id = known[row["file"]]
            before = table.get(id)
            if any(before.get(key) != value for key, value in row.items()):
                counts.changed += 1
                table.update(id, row, alter=True)
            else:
                counts.same += 1
        if len(fresh) == BATCH:
            flush()
        advance(1)
    flush()
    return counts
