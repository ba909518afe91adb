"""The reports of sql/ as queries of Datasette."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from ..definition import Index, quoted


@lru_cache(maxsize=1)
def scripts() -> dict[str, str]:
    folder = files("newsext") / "reports"
    if not folder.is_dir():
        return {}
    return {
        entry.name[:-4]: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    }


def title_of(script: str) -> str:
    """The question that heads the report."""
    lines = [line.lstrip("- ").rstrip() for line in script.splitlines() if line.startswith("--")]
    return lines[0] if lines else ""


def statements(script: str) -> list[str]:
    """Its statements without the shell's dot commands and the comments at the head."""
    lines = [line for line in script.splitlines() if not line.startswith(".")]
    while lines and (not lines[0].strip() or lines[0].startswith("--")):
        lines.pop(0)
    return [part.strip() for part in re.split(r";[ \t]*(?:--[^\n]*)?(?:\n|$)", "\n".join(lines)) if part.strip()]


NAMES = re.compile(r"\bnews(_(?:plain|quote|article|speaker|match|queue|config))?\b(?!\s*\()")


def over(sql: str, index: Index) -> str:
    """The report over this index; a parameter that is left empty is not given."""
    if index.name != "news":
        sql = NAMES.sub(lambda found: quoted(index.name + (found[1] or "")), sql)
    return re.sub(r"(:\w+) IS (NOT )?NULL", r"nullif(\1, '') IS \2NULL", sql)


def queries(indexes: Iterable[Index]) -> dict[str, dict[str, str]]:
    """Each report that is one SELECT, over each index."""
    found = {}
    for number, index in enumerate(indexes):
        for name, script in scripts().items():
            parts = statements(script)
            if len(parts) == 1 and re.match(r"(?i)(select|with)\b", parts[0]):
                key = name if number == 0 else f"{name}_{index.name}"
                found[key] = {"sql": over(parts[0], index), "title": title_of(script) or name}
    return found
