"""How fast the pages and the command are, over an index of 100,000 quotes.

    python python/bench/pages.py [ARTICLES]

Prints for each page the time of its first answer, when nothing is known of it, and the median of the
answers after that, once with what was counted before forgotten and once with it; then the time of
`newsext index` beside that of the same CREATE VIRTUAL TABLE in the sqlite3 shell.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from articles import fill
from datasette.app import Datasette

from newsext import connect, loadable_path
from newsext.pages.cache import cache

ARTICLES = 7_400
ROUNDS = 9
INDEX = "newsindex(content=articles, text=body, headline=title, published=published_at, outlet=source)"


def seconds(command: list[str], **options: str) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    return time.monotonic() - started


def index_times(plain: Path, folder: Path) -> tuple[float, float, Path]:
    """The command's and the shell's, the better of three each, in turns."""
    ours, theirs, made = [], [], folder / "news.db"
    for _ in range(3):
        shutil.copy(plain, folder / "shell.db")
        shutil.copy(plain, made)
        sql = f".load {loadable_path()}\nCREATE VIRTUAL TABLE news USING {INDEX};\n"
        theirs.append(seconds(["sqlite3", str(folder / "shell.db")], input=sql))
        ours.append(seconds([sys.executable, "-m", "newsext", "index", str(made), "articles"]))
    return min(ours), min(theirs), made


async def timed(datasette: Datasette, path: str) -> float:
    started = time.monotonic()
    response = await datasette.client.get(path)
    assert response.status_code == 200, path
    return 1000 * (time.monotonic() - started)


async def page_times(database: Path) -> None:
    db = connect(database)
    quotes = db.execute("SELECT count(*) FROM news").fetchone()[0]
    key, said = db.execute(
        "SELECT speaker_key, count(*) FROM news WHERE kind = 'person' GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    ).fetchone()
    base = f"/-/newsext/{database.stem}/news"
    pages = {
        "front": base,
        f"speaker of {said:,} quotes": f"{base}/speaker?key={key.replace(' ', '+')}",
        "article": f"{base}/article/{db.execute('SELECT max(id) FROM articles').fetchone()[0]}",
        "search": f"{base}/quotes?q=strike",
        "all quotes": f"{base}/quotes",
    }
    print(f"{quotes:,} quotes{'':26} first    median   median with what is known, ms")
    for name, path in pages.items():
        datasette = Datasette([str(database)])
        await datasette.client.get("/")
        first = await timed(datasette, path)
        cold = []
        for _ in range(ROUNDS):
            cache.kept.clear()
            cold.append(await timed(datasette, path))
        warm = [await timed(datasette, path) for _ in range(ROUNDS)]
        print(f"{name:36} {first:8.0f} {statistics.median(cold):8.0f} {statistics.median(warm):8.0f}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "plain.db"
        db = connect(plain)
        fill(db, count)
        db.close()
        ours, theirs, made = index_times(plain, folder)
        asyncio.run(page_times(made))
        print(
            f"newsext index {ours:.1f} s, CREATE VIRTUAL TABLE in the shell {theirs:.1f} s: {ours / theirs:.2f} times"
        )


main()
