"""Every NAME.sql beside this file prints NAME.out.

They run in the sqlite3 shell, errors and output in one stream, and, where none of their lines is a
dot command, on the newest SQLite that PyPI offers, which comes with the package apsw.

    NEWSEXT_ACCEPT=1 pytest tests/sql/test_scripts.py      writes the .out files anew: then read the diff
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TOP = HERE.parents[1]
SCRIPTS = sorted(HERE.glob("*.sql"))


def plain(printed):
    """Without what differs from one SQLite to the next: where an error stands and what leads to it."""
    lines = []
    for line in printed.splitlines():
        if re.match(r"\s*(\^---|.*error here ---)", line):
            if lines and lines[-1].startswith("  "):
                lines.pop()
            continue
        line = re.sub(r"^(?:Parse error|Runtime error|Error)[^:]*: (?:near line \d+: )?", "Error: ", line)
        lines.append(re.sub(r"^(Error: .*) \(\d+\)$", r"\1", line))
    return "".join(line + "\n" for line in lines)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_in_the_shell(script, shell):
    done = shell.run(script.read_text(encoding="utf-8"), check=False)
    printed = plain(done.stdout.decode() + done.stderr.decode())
    expected = script.with_suffix(".out")
    if os.environ.get("NEWSEXT_ACCEPT"):
        expected.write_text(printed, encoding="utf-8")
    assert printed.splitlines() == expected.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def newest_sqlite():
    """A Python with apsw in a virtual environment of its own."""
    if os.environ.get("SQLITE3"):
        pytest.skip("the sanitizers are for the sqlite3 shell")
    folder = TOP / "build" / "venv"
    python = folder / "bin" / "python"
    if not any(folder.glob("lib/*/site-packages/apsw")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "apsw"]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
            pytest.skip(f"apsw cannot be installed here: {reason}")
    return python


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_in_the_newest_sqlite(script, newest_sqlite, newsext):
    if re.search(r"^\.", script.read_text(encoding="utf-8"), re.MULTILINE):
        pytest.skip("has dot commands, which only the shell knows")
    command = [newest_sqlite, HERE / "run_apsw.py", newsext, script]
    done = subprocess.run(command, capture_output=True, cwd=TOP, check=False)
    printed = plain(done.stdout.decode() + done.stderr.decode())
    expected = script.with_suffix(".out").read_text(encoding="utf-8")
    assert printed.splitlines() == expected.splitlines()
