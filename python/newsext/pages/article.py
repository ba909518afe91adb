"""An article as the page shows it: paragraphs, and beside each the quotes that begin in it.

news_html() gives safe HTML of a few elements. It is taken apart here and written anew, every text of it
escaped, so that nothing else can come through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from markupsafe import Markup, escape

UNSURE = 0.7
"""An attribution that is less likely than this is marked."""

BLOCKS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "figure": "figure", "blockquote": "p"}
HUES = 8


@dataclass
class Note:
    """What stands beside a paragraph for a quote in it."""

    n: int
    quote: Mapping[str, Any]
    hue: int
    shown: bool = True

    @property
    def unsure(self) -> bool:
        return self.quote["speaker"] is not None and (self.quote["confidence"] or 0) < UNSURE

    @property
    def speaker(self) -> str:
        return str(self.quote["speaker"] or "Nobody is named")

    @property
    def percent(self) -> int:
        return round(100 * (self.quote["confidence"] or 0))


@dataclass
class Block:
    tag: str
    kind: str
    html: Markup = field(default_factory=Markup)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return self.tag == "p" and not self.kind


class Page(HTMLParser):
    """Reads what news_html() wrote."""

    def __init__(self, notes: Mapping[int, Note]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.notes = notes
        self.open: Block | None = None
        self.quote: Note | None = None
        self.begun: set[int] = set()

    def write(self, html: Markup) -> None:
        if self.open:
            self.open.html += html

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in BLOCKS:
            kind = (given.get("class") or "").replace("newsext-", "")
            self.open = Block(BLOCKS[tag], kind)
            self.blocks.append(self.open)
        elif tag == "q":
            self.begin_quote(given.get("data-n") or "")
        elif tag == "time":
            self.write(Markup('<time datetime="{}">').format(given.get("datetime") or ""))

    def begin_quote(self, number: str) -> None:
        self.quote = self.notes.get(int(number)) if number.isdigit() else None
        note = self.quote
        if note is None:
            return
        first = note.n not in self.begun
        kinds = ["q", f"hue-{note.hue}", str(note.quote["type"])]
        if note.unsure:
            kinds.append("unsure")
        if not note.shown:
            kinds.append("hidden-quote")
        self.write(
            Markup('<q class="{}" data-n="{}"{} title="{}">').format(
                " ".join(kinds), note.n, Markup(f' id="quote-{note.n}"') if first else "", title(note)
            )
        )
        if first:
            self.begun.add(note.n)
            if self.open:
                self.open.notes.append(note)

    def handle_endtag(self, tag: str) -> None:
        if tag == "q":
            if self.quote:
                self.write(Markup("</q>"))
                if self.quote.shown:
                    self.write(
                        Markup(
                            '<sup class="number"><a href="#note-{0}" data-n="{0}" aria-label="Quote {0}: {1}">'
                            "{0}</a></sup>"
                        ).format(self.quote.n, self.quote.speaker)
                    )
            self.quote = None
        elif tag == "time":
            self.write(Markup("</time>"))
        elif tag in BLOCKS:
            self.open = None

    def handle_data(self, data: str) -> None:
        self.write(escape(data))


def title(note: Note) -> str:
    """What the pointer sees over the quote."""
    words = [note.speaker]
    if note.quote["role"]:
        words.append(str(note.quote["role"]))
    if note.unsure:
        words.append(f"unsure ({note.percent}%)")
    return ", ".join(words)


def notes_of(quotes: Sequence[Mapping[str, Any]], shown: str | None = None) -> dict[int, Note]:
    """A note for each quote; each speaker has a colour. `shown` is the key of the only speaker to show."""
    hues: dict[str | None, int] = {None: 0}
    notes = {}
    for quote in quotes:
        speaker = quote["speaker_key"] or quote["speaker"]
        hue = hues.setdefault(speaker, (len(hues) - 1) % HUES + 1)
        notes[quote["n"]] = Note(quote["n"], quote, hue, shown is None or speaker == shown)
    return notes


def blocks_of(html: str, notes: Mapping[int, Note]) -> list[Block]:
    page = Page(notes)
    page.feed(html)
    page.close()
    return [block for block in page.blocks if block.html]


@dataclass
class Speaker:
    """A line of the filter by speaker."""

    name: str
    key: str
    hue: int
    quotes: int = 0


def speakers_of(notes: Mapping[int, Note]) -> list[Speaker]:
    found: dict[str, Speaker] = {}
    for note in notes.values():
        name = note.quote["speaker"]
        if name is not None:
            key = note.quote["speaker_key"] or name
            found.setdefault(key, Speaker(name, key, note.hue)).quotes += 1
    return sorted(found.values(), key=lambda speaker: -speaker.quotes)
