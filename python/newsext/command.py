"""The command `newsext`."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table as PrintedTable
from rich.text import Text
from sqlite_utils.utils import RowsFromFileError

from . import __version__, articles
from .importing import Counts, Refused, add_rows
from .indexing import Build, Columns, make_or_sync
from .loader import ExtensionsUnavailable, connect
from .reading import NoText, quotes

STARTS = b"SQLite format 3\x00"
EXPECTED = (
    RowsFromFileError,
    articles.UnknownFormat,
    ExtensionsUnavailable,
    NoText,
    Refused,
    sqlite3.Error,
    OSError,
    ValueError,
)

messages = Console(stderr=True, highlight=False)


class Command(click.Group):
    """Turns what a user can cause into one line on the standard error."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            raise click.exceptions.Exit(1) from None
        except EXPECTED as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except Exception as error:
            # pysqlite3 has errors of its own.
            if type(error).__module__.partition(".")[0] != "pysqlite3":
                raise
            raise click.ClickException(str(error)) from error


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def command() -> None:
    """Who said what, to whom, where and when, in news articles."""


def progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=messages,
        transient=True,
        disable=not messages.is_terminal,
    )


def is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(len(STARTS))
    return not head or head == STARTS


# ---- newsext index -------------------------------------------------------------------------


def import_all(database: Path, sources: Sequence[Path], table: str, columns: Columns) -> Counts:
    """Reads the files into the table."""
    import sqlite_utils

    with closing(sqlite_utils.Database(database)) as db, progress() as bar:
        task = bar.add_task("Reading articles", total=None)
        counts = add_rows(
            db,
            table,
            (articles.named(row, asdict(columns)) for source in sources for row in articles.read(source)),
            lambda more: bar.advance(task, more),
        )
    return counts


def build(database: Path, build: Build) -> None:
    with progress() as bar:
        task = bar.add_task("Reading who said what", total=None)
        result = make_or_sync(database, build, lambda done, total: bar.update(task, completed=done, total=total))
    messages.print(
        f"{build.name}: {result.articles:,} articles indexed, {result.quotes:,} quotes in all, {result.seconds:.1f} s"
    )


@command.command()
@click.argument("database", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="TABLE | FILE…")
@click.option("--table", default="articles", show_default=True, help="Where articles of files go.")
@click.option("--name", default="news", show_default=True, help="The index.")
@click.option("--text", help="The column of the articles' text.")
@click.option("--headline", help="… of the headline.")
@click.option("--published", help="… of the date.")
@click.option("--outlet", help="… of the outlet.")
@click.option("--threads", type=click.IntRange(1, 64), help="How many cores to use; all by default.")
def index(database: Path, sources: tuple[str, ...], table: str, name: str, threads: int | None, **columns: str) -> None:
    """Makes the index of quotes, or brings it up to date.

    The articles are in a TABLE of the DATABASE, or in files: folders of .txt, and .csv, .tsv, .jsonl and
    .json. Columns that are not named are found by their names.
    """
    files = [Path(source) for source in sources]
    if len(sources) == 1 and not files[0].exists() and not articles.is_articles(files[0]):
        if not database.is_file():
            raise Refused(f"{database}: expected a database with a table {sources[0]}, found no file")
        build(database, Build(name, sources[0], Columns(**columns), threads))
    else:
        read_files(database, files, table, Columns(**columns))
        build(database, Build(name, table, Columns(), threads))


def read_files(database: Path, files: Sequence[Path], table: str, columns: Columns) -> None:
    for file in files:
        if not file.exists():
            raise Refused(f"{file}: expected a folder or a file of articles, found none")
        articles.check(file)
    counts = import_all(database, files, table, columns)
    messages.print(f"{table}: {counts.new:,} articles new, {counts.changed:,} changed, {counts.same:,} as before")


# ---- newsext quotes ------------------------------------------------------------------------


@command.command("quotes")
@click.argument("files", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="JSON lines, with every column.")
@click.option("--text", help="The column of the text, in files that have columns.")
@click.option("--published", help="… of the date.")
@click.option("--date", help="The date of all articles, for “on Friday”: YYYY-MM-DD.")
def print_quotes(
    files: tuple[Path, ...], as_json: bool, text: str | None, published: str | None, date: str | None
) -> None:
    """Prints the quotes of articles: .txt, folders of them, .csv, .tsv, .jsonl and .json; - is text from the
    standard input."""
    rows = (row for file in files or (Path("-"),) for row in read_one(file))
    if date:
        rows = ({**row, "newsext_date": date} for row in rows)
        published = "newsext_date"
    with closing(connect(":memory:")) as db:
        for row in rows:
            found = quotes(db, row, text, published)
            if as_json:
                for quote in found:
                    click.echo(json.dumps(quote, ensure_ascii=False))
            else:
                print_table(row["file"], found)


def read_one(file: Path) -> Iterable[articles.Row]:
    if str(file) == "-":
        return [{"file": "-", "text": articles.decoded(sys.stdin.buffer.read())}]
    return articles.read(file)


def print_table(file: str, found: Iterable[dict[str, Any]]) -> None:
    table = PrintedTable(title=Text(file), title_justify="left", show_lines=True, expand=True)
    table.add_column("speaker", ratio=2)
    table.add_column("cue", ratio=1)
    table.add_column("quote", ratio=5)
    table.add_column("sure", justify="right")
    for quote in found:
        who = Text(quote["speaker"] or "nobody is named", style="bold" if quote["speaker"] else "dim")
        if quote["role"]:
            who.append(f"\n{quote['role']}", style="not bold dim")
        style = {"direct": "", "mixed": "", "indirect": "italic"}[quote["type"]]
        table.add_row(who, Text(quote["cue"] or ""), Text(quote["quote"], style=style), f"{quote['confidence']:.0%}")
    Console(highlight=False).print(table)


# ---- newsext serve -------------------------------------------------------------------------


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…")
@click.option("--port", "-p", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", "-h", default="127.0.0.1", show_default=True)
@click.option("--open/--no-open", "open_browser", default=True, help="Open the pages in a browser.")
@click.option("--immutable", "-i", is_flag=True, help="The databases do not change while they are served.")
@click.option("--option", "-o", "options", multiple=True, help="An option for `datasette serve`, such as --cors.")
def serve(
    paths: tuple[Path, ...],
    port: int,
    host: str,
    open_browser: bool,
    immutable: bool,
    options: tuple[str, ...],
) -> None:
    """Opens the pages of databases in Datasette.

    A folder, .csv, .tsv, .jsonl or .json is read into a database beside it first, and indexed.
    """
    try:
        from datasette.cli import cli as datasette
    except ModuleNotFoundError:
        raise Refused("serve needs Datasette: pip install 'newsext[datasette]'") from None
    databases = [path if is_database(path) else database_of(path) for path in paths]
    connect(":memory:").close()  # or say at once why not
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/-/newsext"
    messages.print(f"Who said what: {url}")
    if open_browser:
        threading.Thread(target=open_when_up, args=(url,), daemon=True).start()
    given = [argument for database in databases for argument in ((["-i"] if immutable else []) + [str(database)])]
    datasette.main(
        ["serve", *given, "--port", str(port), "--host", host, *options],
        prog_name="newsext",
        standalone_mode=False,
    )


def database_of(source: Path) -> Path:
    """The database that is made of a folder or file of articles, beside it."""
    database = source.resolve().with_suffix(".db")
    read_files(database, [source], "articles", Columns())
    build(database, Build("news", "articles", Columns()))
    return database


def open_when_up(url: str) -> None:
    for _ in range(100):
        time.sleep(0.1)
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            break
        except OSError:
            continue
        break
    webbrowser.open(url)
