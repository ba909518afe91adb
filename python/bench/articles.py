"""Articles for measuring: the samples again and again, under other names, dates and outlets."""

from __future__ import annotations

import csv
import random
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "sql" / "samples"
SYLLABLES = (
    "bar",
    "den",
    "fal",
    "gor",
    "han",
    "ker",
    "lin",
    "mor",
    "nes",
    "pol",
    "ras",
    "sel",
    "tor",
    "vik",
    "win",
)
NAMED = re.compile(r"\b([A-Z][a-z]{3,}) ([A-Z][a-z]{3,})\b")


def surname(random_: random.Random) -> str:
    # Few people are in the news often, many once.
    number = int(random_.paretovariate(0.6)) % 40_000
    name = ""
    while number or not name:
        number, digit = divmod(number, len(SYLLABLES))
        name += SYLLABLES[digit]
    return name.capitalize()


def renamed(text: str, random_: random.Random) -> str:
    """With another surname for each that follows a first name."""
    names: dict[str, str] = {}
    for _, last in NAMED.findall(text):
        names.setdefault(last, surname(random_))
    return re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m: names.get(m[0], m[0]), text)


def make(count: int, seed: int = 1) -> Iterator[tuple[str, str, str, str]]:
    """Rows of outlet, date, title and body."""
    random_ = random.Random(seed)
    with (SAMPLES / "samples.csv").open(encoding="utf-8") as lines:
        samples = list(csv.DictReader(lines))
    texts = [(SAMPLES / sample["file"]).read_text(encoding="utf-8") for sample in samples]
    for number in range(count):
        which = number % len(samples)
        day = date(2019, 1, 1) + timedelta(days=random_.randrange(7 * 365))
        outlet = f"{surname(random_)[:4]} {random_.choice(['Gazette', 'Post', 'Courier', 'Wire'])}"
        yield outlet, day.isoformat(), samples[which]["title"], renamed(texts[which], random_)


def fill(db: sqlite3.Connection, count: int) -> None:
    """Makes the table `articles`."""
    db.execute("CREATE TABLE articles(id INTEGER PRIMARY KEY, source TEXT, published_at TEXT, title TEXT, body TEXT)")
    rows = make(count)
    db.executemany("INSERT INTO articles(source, published_at, title, body) VALUES(?, ?, ?, ?)", rows)
    db.commit()
