"""The quotes of texts, without a database: what `newsext quotes` prints."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from .articles import NAMES, Row, guess


class NoText(ValueError):
    """A row in which no column is the text."""


def part(row: Row, name: str, column: str | None = None) -> Any:
    """The row's text, headline, date or outlet."""
    column = column or guess(row, name)
    return row.get(column) if column else None


def quotes(db: sqlite3.Connection, row: Row, text: str | None, published: str | None) -> Iterator[dict[str, Any]]:
    """The quotes of an article, as extract_quotes() gives them, with the article's file."""
    body = part(row, "text", text)
    if body is None:
        expected = f"'{text}'" if text else f"one of {', '.join(NAMES['text'][:5])}, …"
        raise NoText(f"{row['file']}: expected a column {expected}, found {', '.join(sorted(row))}: see --text")
    found = db.execute("SELECT extract_quotes(?, ?)", (body, part(row, "published", published))).fetchone()[0]
    for quote in json.loads(found or "[]"):
        yield {"file": row["file"], **quote}
