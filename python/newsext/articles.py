"""Reads articles from files: folders of .txt, .csv, .tsv, .jsonl and .json."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlite_utils.utils import Format, maximize_csv_field_size_limit, rows_from_file

Row = dict[str, Any]

# What the columns of an article are called, the likeliest first.
NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text", "story"),
    "headline": ("headline", "title", "head", "hed"),
    "published": (
        "published", "published_at", "date", "publish_date", "published_date", "publication_date",
        "pubdate", "date_published", "datetime", "time", "created_at",
    ),
    "outlet": (
        "outlet", "source", "publisher", "publication", "newspaper", "site", "source_name", "domain", "feed",
    ),
}  # fmt: skip

FORMATS = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".json": Format.JSON,
    ".jsonl": Format.NL,
    ".ndjson": Format.NL,
}
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


class UnknownFormat(ValueError):
    """A file of a kind that is not read here."""


def guess(columns: Iterable[str], part: str) -> str | None:
    """The column that holds this part of an article, by its name."""
    known = {column.casefold(): column for column in columns}
    return next((known[name] for name in NAMES[part] if name in known), None)


def named(row: Row, columns: Mapping[str, str | None]) -> Row:
    """The row with its text, headline, date and outlet under those names, whatever the file calls them."""
    chosen = {columns.get(part) or guess(row, part): part for part in NAMES}
    return {chosen.get(key, key): value for key, value in row.items()}


def is_articles(path: Path) -> bool:
    return path.is_dir() or path.suffix.casefold() in {".txt", *FORMATS}


def check(path: Path) -> None:
    if not is_articles(path):
        raise UnknownFormat(f"{path}: expected a folder, .txt, .csv, .tsv, .jsonl or .json")


def files_of(path: Path) -> list[Path]:
    """The files to read: those of a folder and the folders in it, or the one."""
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.is_file() and is_articles(file))
    return [path]


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else what Windows writes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def text_row(file: Path, folder: Path) -> Row:
    """A .txt file is an article: its folder is the outlet, a date in its name that of publication."""
    row: Row = {"text": decoded(file.read_bytes())}
    parent = file.parent.relative_to(folder)
    if parent.parts:
        row["outlet"] = parent.parts[0].replace("_", " ")
    found = DATE.search(file.stem)
    if found:
        row["published"] = "-".join(found.groups())
    return row


def table_rows(file: Path) -> Iterator[Row]:
    maximize_csv_field_size_limit()
    data = io.BytesIO(decoded(file.read_bytes()).encode())
    rows, _ = rows_from_file(data, format=FORMATS[file.suffix.casefold()])
    for row in rows:
        yield {str(key): value for key, value in row.items() if key is not None}


def read(path: Path) -> Iterator[Row]:
    """The articles of a file or of a folder's files. Each row has `file`, where it is from."""
    check(path)
    folder = path if path.is_dir() else path.parent
    for file in files_of(path):
        name = str(file.relative_to(folder))
        if file.suffix.casefold() == ".txt":
            yield {"file": name, **text_row(file, folder)}
        else:
            for number, row in enumerate(table_rows(file), 1):
                yield {**row, "file": f"{name}#{number}"}
