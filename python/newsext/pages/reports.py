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


def queries(indexes: Iterable[Index]) -> dict[str, dict[str, str]]:
    """Each report that is one SELECT, over each index."""
    found = {}
    for number, index in enumerate(indexes):
        for name, script in scripts().items():
            parts = statements(script)
            if len(parts) != 1 or not re.match(r"(?i)(select|with)\b", parts[0]):
                continue
            sql = re.sub(r"(?<![\w.\"'])news(?=[\s,;.)]|$)", lambda _: quoted(index.name), parts[0])  # noqa: B023
            key = name.replace("-", "_") if number == 0 else f"{name.replace('-', '_')}_{index.name}"
            found[key] = {"sql": sql, "title": title_of(script) or name}
    return found
