"""What the library shows to the outside."""

import os
import shutil
import subprocess
import sys

import pytest

SIZE_LIMIT = 6_000_000


def test_exports_one_symbol(newsext):
    if not shutil.which("nm"):
        pytest.skip("there is no nm here")
    options = ["-gU"] if sys.platform == "darwin" else ["-D", "--defined-only"]
    printed = subprocess.run(["nm", *options, newsext], capture_output=True, text=True, check=True)
    names = [line.split()[-1].lstrip("_").split("@")[0] for line in printed.stdout.splitlines()]
    assert names == ["sqlite3_newsext_init"]


def test_is_small(newsext, tmp_path):
    if os.environ.get("SQLITE3"):
        pytest.skip("sanitizers make it larger")
    stripped = tmp_path / newsext.name
    shutil.copy(newsext, stripped)
    subprocess.run(["strip", *(["-x"] if sys.platform == "darwin" else []), stripped], check=True)
    assert stripped.stat().st_size < SIZE_LIMIT


def test_says_who_it_is(shell):
    version, debug = shell.run("SELECT news_version(); SELECT news_debug();").split("\n", 1)
    assert version[0].isdigit()
    assert version in debug


def test_can_be_loaded_twice(shell, newsext):
    text = "'\"We won,\" said Ana Ruiz.'"
    query = f"SELECT speaker, json_array_length(extract_quotes({text})) FROM speakers({text});\n"
    assert shell.run(f"{query}.load {newsext}\n{query}") == "Ana Ruiz|1\n" * 2


def test_reads_a_database_in_utf16(shell):
    printed = shell.run(
        "PRAGMA encoding = 'UTF-16';\nCREATE TABLE a(body);\n"
        "INSERT INTO a VALUES('Ça va ? “Été 🎈,” said Zoë Ruiz.');\n"
        "SELECT substr(body, start, length), quote, speaker, extract_quotes(body) ->> '$[0].mention'"
        " FROM a, extract_quotes(a.body);"
    )
    assert printed == "Été 🎈,|Été 🎈,|Zoë Ruiz|Zoë Ruiz\n"
