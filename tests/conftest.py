"""What the tests above the core share: the sqlite3 shell with newsext in it.

NEWSEXT names the library (./newsext by default), SQLITE3 the shell; both are set by `make test`.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]


def library():
    """The path of the library, with its suffix."""
    path = Path(os.environ.get("NEWSEXT", TOP / "newsext"))
    for candidate in (path, path.with_suffix(".so"), path.with_suffix(".dylib")):
        if candidate.is_file():
            return candidate.resolve()
    pytest.exit(f"{path} is not there: run 'make' first", returncode=2)


class Shell:
    """Runs SQL in the sqlite3 shell, from the top of the repository."""

    def __init__(self):
        self.program = os.environ.get("SQLITE3") or shutil.which("sqlite3")

    def run(self, sql, *options, check=True, database=":memory:", timeout=300):
        """What it prints on the standard output; `check` refuses errors."""
        command = [self.program, "-batch", *options, "-cmd", f".load {library()}", str(database)]
        done = subprocess.run(
            command, input=sql.encode(), capture_output=True, cwd=TOP, timeout=timeout, check=False
        )
        if check:
            assert done.returncode == 0 and not done.stderr, done.stderr.decode()
            return done.stdout.decode()
        return done


@pytest.fixture(scope="session")
def shell():
    return Shell()


@pytest.fixture(scope="session")
def newsext():
    return library()
