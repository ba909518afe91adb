"""The package: its library, loading it, its types, its wheel."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import newsext

TOP = Path(__file__).resolve().parents[2]
VERSION = "SELECT news_version()"
HAS_EXTENSIONS = hasattr(sqlite3.Connection, "enable_load_extension")


def test_the_version_is_the_librarys() -> None:
    header = (TOP / "ext" / "newsext.h").read_text(encoding="utf-8")
    found = re.search(r'NEWSEXT_VERSION "(.*)"', header)
    assert found and newsext.__version__ == found[1]
    assert newsext.connect(":memory:").execute(VERSION).fetchone() == (found[1],)


def test_the_path_is_that_of_a_file() -> None:
    assert Path(newsext.loadable_path()).is_file()


@pytest.mark.skipif(not HAS_EXTENSIONS, reason="this Python's sqlite3 cannot load extensions")
def test_loads_into_sqlite3_and_locks_the_door_behind_it() -> None:
    db = sqlite3.connect(":memory:")
    newsext.load(db)
    assert db.execute(VERSION).fetchone()[0] == newsext.__version__
    with pytest.raises(sqlite3.OperationalError, match="not authorized"):
        db.load_extension(newsext.loadable_path())


def test_loads_into_apsw() -> None:
    apsw = pytest.importorskip("apsw")
    db = apsw.Connection(":memory:")
    newsext.load(db)
    assert db.execute(VERSION).fetchone() == (newsext.__version__,)


def test_loads_into_sqlite_utils() -> None:
    import sqlite_utils

    inside = newsext.connect(":memory:")
    inside.close()
    module = sys.modules[type(inside).__module__.partition(".")[0]]
    db = sqlite_utils.Database(module.connect(":memory:"))
    newsext.load(db)
    assert next(db.query(VERSION)) == {"news_version()": newsext.__version__}


def test_several_sqlites_in_one_process_keep_apart() -> None:
    apsw = pytest.importorskip("apsw")
    ours, theirs = newsext.connect(":memory:"), apsw.Connection(":memory:")
    newsext.load(theirs)
    for _ in range(3):
        for db in (ours, theirs):
            db.execute("CREATE TABLE IF NOT EXISTS a(id INTEGER PRIMARY KEY, t TEXT)")
            db.execute("INSERT INTO a(t) VALUES('“Well,” said Ada Wren.')")
            db.execute("DROP TABLE IF EXISTS q")
            db.execute("CREATE VIRTUAL TABLE q USING newsindex(content=a, text=t)")
            assert next(iter(db.execute("SELECT max(speaker) FROM q"))) == ("Ada Wren",)


def test_says_in_one_line_that_extensions_cannot_be_loaded() -> None:
    class Connection:
        """As sqlite3's is where Python was built without --enable-loadable-sqlite-extensions."""

        def execute(self) -> None: ...

    with pytest.raises(newsext.ExtensionsUnavailable) as caught:
        newsext.load(Connection())  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert "without loadable extensions" in str(caught.value)
    assert "pysqlite3-binary" in str(caught.value)


@pytest.mark.skipif(HAS_EXTENSIONS, reason="this Python's sqlite3 can load extensions")
def test_says_so_of_a_real_connection() -> None:
    with pytest.raises(newsext.ExtensionsUnavailable, match="sqlite3 of this Python"):
        newsext.load(sqlite3.connect(":memory:"))


def test_types_are_strict() -> None:
    pytest.importorskip("mypy")
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "newsext"]
    done = subprocess.run(command, cwd=TOP / "python", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, TOP / "python"]
    subprocess.run(command, check=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_has_the_library_and_its_tag(wheel: Path) -> None:
    assert re.fullmatch(r"newsext-[\d.]+-py3-none-(manylinux_2_\d+|linux|macosx_\d+_\d+)_\w+\.whl", wheel.name)
    names = zipfile.ZipFile(wheel).namelist()
    assert "newsext/newsext.so" in names or "newsext/newsext.dylib" in names
    assert "newsext/py.typed" in names
    assert "newsext/pages/static/chart.umd.min.js" in names
    assert "newsext/pages/templates/newsext/front.html" in names
    reports = {path.name for path in (TOP / "sql" / "reports").glob("*.sql")}
    assert reports == {Path(name).name for name in names if name.startswith("newsext/reports/")}


@pytest.mark.skipif(shutil.which("ldd") is None, reason="no ldd here")
def test_the_wheels_library_needs_nothing_but_c(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extract("newsext/newsext.so", tmp_path)
    needed = subprocess.run(["ldd", tmp_path / "newsext" / "newsext.so"], capture_output=True, text=True, check=True)
    assert "pcre" not in needed.stdout and "utf8proc" not in needed.stdout


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """In a virtual environment with nothing else in it."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--no-index", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True)
    program = f"import newsext, sys\nsys.stdout.write(newsext.connect(':memory:').execute('{VERSION}').fetchone()[0])"
    if not HAS_EXTENSIONS:
        program = "import newsext, sys\nsys.stdout.write(newsext.__version__ * bool(newsext.loadable_path()))"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    # Not in the repository's folder: its newsext.so would be taken for a module.
    done = subprocess.run(
        [python, "-c", program], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path
    )
    assert done.stdout == newsext.__version__
    bare = subprocess.run([tmp_path / "venv" / "bin" / "newsext"], capture_output=True, text=True, check=False)
    assert bare.returncode == 1
    assert bare.stderr == "newsext: the command needs click: pip install 'newsext[datasette]'\n"
