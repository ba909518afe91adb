"""Finds the library and loads it into connections."""

from __future__ import annotations

import atexit
import importlib
import shutil
import sqlite3
import tempfile
import threading
from pathlib import Path
from typing import Any, Protocol, Union, cast, runtime_checkable


class ExtensionsUnavailable(RuntimeError):
    """This build of Python or of its SQLite cannot load extensions."""


@runtime_checkable
class Loadable(Protocol):
    """What sqlite3's, pysqlite3's and APSW's connections have in common."""

    def enable_load_extension(self, enable: bool, /) -> Any: ...

    def load_extension(self, path: str, /) -> Any: ...


@runtime_checkable
class Wrapper(Protocol):
    """A thing with a connection inside: sqlite-utils' Database."""

    @property
    def conn(self) -> Any: ...


Connection = Union[sqlite3.Connection, Loadable, Wrapper]

UNAVAILABLE = (
    "newsext: {module} of this Python was built without loadable extensions: use the Python of your system, "
    "Homebrew or conda, or `pip install pysqlite3-binary` and `import pysqlite3 as sqlite3`, or APSW"
)


def loadable_path() -> str:
    """The path of the library, as sqlite3's and others' load_extension() takes it."""
    folder = Path(__file__).parent
    for suffix in (".so", ".dylib"):
        library = folder / f"newsext{suffix}"
        if library.is_file():
            return str(library)
    raise FileNotFoundError(f"newsext: expected the library in {folder}, found none: install the package anew")


_paths: dict[str, str] = {}
_paths_lock = threading.Lock()


def _path_for(connection: object) -> str:
    """The library for the SQLite that the connection is of.

    A library that is loaded remembers the one SQLite that it talks to. sqlite3, pysqlite3 and APSW may
    each have their own, so that where several of them are in one process each gets a copy.
    """
    owner = type(connection).__mro__[-2].__module__.partition(".")[0]
    with _paths_lock:
        if owner not in _paths:
            path = Path(loadable_path())
            if _paths:
                folder = tempfile.mkdtemp(prefix="newsext-")
                atexit.register(shutil.rmtree, folder, ignore_errors=True)
                path = Path(shutil.copy2(path, folder))
            _paths[owner] = str(path)
        return _paths[owner]


def load(connection: Connection) -> None:
    """Loads newsext into a connection of sqlite3, pysqlite3 or APSW, or sqlite-utils' Database.

    Extension loading is switched off again when it is done. Raises ExtensionsUnavailable where the
    connection cannot load extensions.
    """
    inner: object = getattr(connection, "conn", connection)
    if not isinstance(inner, Loadable):
        raise ExtensionsUnavailable(UNAVAILABLE.format(module=type(inner).__module__.partition(".")[0]))
    inner.enable_load_extension(True)
    try:
        inner.load_extension(_path_for(inner))
    finally:
        inner.enable_load_extension(False)


def connect(database: str | Path, **options: Any) -> sqlite3.Connection:
    """Connects to the database and loads newsext.

    Takes sqlite3 where it can load extensions, else pysqlite3 where that is installed.
    """
    module: Any = sqlite3
    if not hasattr(sqlite3.Connection, "enable_load_extension"):
        try:
            module = importlib.import_module("pysqlite3")
        except ImportError:
            raise ExtensionsUnavailable(UNAVAILABLE.format(module="sqlite3")) from None
    connection = cast(sqlite3.Connection, module.connect(str(database), **options))
    try:
        load(connection)
    except BaseException:
        connection.close()
        raise
    return connection
