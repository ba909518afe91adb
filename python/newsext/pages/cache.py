"""Keeps what was counted until the database changes."""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import Any
from weakref import WeakKeyDictionary

SIZE = 500

State = tuple[tuple[int, int], ...]


def state_of(db: Any) -> State | None:
    """Differs after each commit; None where that cannot be seen."""
    if not db.path or db.is_memory:
        return None
    if not db.is_mutable:
        return ()
    found = []
    for path in (str(db.path), f"{db.path}-wal"):
        try:
            status = os.stat(path)
        except OSError:
            continue
        found.append((status.st_mtime_ns, status.st_size))
    return tuple(found)


class Cache:
    """Rows by what was asked for, of one state of each database."""

    def __init__(self) -> None:
        self.kept: WeakKeyDictionary[Any, tuple[State, OrderedDict[Any, Any]]] = WeakKeyDictionary()

    def of(self, db: Any) -> OrderedDict[Any, Any] | None:
        state = state_of(db)
        if state is None:
            return None
        before, rows = self.kept.get(db, (None, None))
        if rows is None or before != state:
            rows = OrderedDict()
            self.kept[db] = (state, rows)
        return rows

    @staticmethod
    def add(rows: OrderedDict[Any, Any], key: Any, value: Any) -> None:
        rows[key] = value
        if len(rows) > SIZE:
            rows.popitem(last=False)


cache = Cache()
