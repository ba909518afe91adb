"""An index, as the database describes it: CREATE VIRTUAL TABLE … USING newsindex(…)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


def quoted(name: str) -> str:
    """As an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True)
class Index:
    """A virtual table made USING newsindex, and the columns that it was told."""

    name: str
    content: str
    text: str
    headline: str | None = None
    published: str | None = None
    outlet: str | None = None

    def sql(self, threads: int | None = None, later: bool = False) -> str:
        options = [f"content={quoted(self.content)}", f"text={quoted(self.text)}"]
        for part in ("headline", "published", "outlet"):
            if getattr(self, part):
                options.append(f"{part}={quoted(getattr(self, part))}")
        if threads:
            options.append(f"threads={threads}")
        if later:
            options.append("build=later")
        return f"CREATE VIRTUAL TABLE {quoted(self.name)} USING newsindex({', '.join(options)})"


MODULE = re.compile(
    r"""\s*CREATE\s+VIRTUAL\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?.*?\sUSING\s+["'`\[]?newsindex["'`\]]?\s*\((.*)\)\s*;?\s*$""",
    re.IGNORECASE | re.DOTALL,
)
OPTION = re.compile(
    r"""\s*(\w+)\s*=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^]]*\]|[^,]*?)\s*(?:,|$)""", re.DOTALL
)


def unquoted(value: str) -> str:
    if value[:1] == "[" and value[-1:] == "]":
        return value[1:-1]
    if len(value) > 1 and value[0] in "\"'`" and value[-1] == value[0]:
        return value[1:-1].replace(value[0] * 2, value[0])
    return value


def parse(name: str, sql: str | None) -> Index | None:
    """Reads the index from the SQL that made it; None where that is no newsindex."""
    found = MODULE.match(sql or "")
    if not found:
        return None
    options = {option.casefold(): unquoted(value) for option, value in OPTION.findall(found[1])}
    if "content" not in options or "text" not in options:
        return None
    kept = {key: options.get(key) for key in ("headline", "published", "outlet")}
    return Index(name, options["content"], options["text"], **kept)


FIND = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%newsindex%' ORDER BY rowid"


def indexes(rows: Iterable[tuple[str, str]]) -> list[Index]:
    """The indexes among the rows that FIND gives."""
    found = (parse(name, sql) for name, sql in rows)
    return [index for index in found if index]
