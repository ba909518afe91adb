"""The README shows what the product really prints.

Each ```sql block of README.md that a ```text block follows is run, in order, in one session of the
sqlite3 shell over the samples, and must give the words of that text block.

    python3 tests/sql/test_readme.py --write      puts the present output into the README
"""

import collections
import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<output>.*?)```\n", re.DOTALL)
BREAK = "----8<----"
HELP = "python3 tests/sql/test_readme.py --write puts the present output into the README"

SETUP = """.bail on
.read sql/samples/load.sql
.headers on
.nullvalue ''
.mode box --wrap 40 --wordwrap on
"""


def run(shell, blocks):
    """What the shell prints for each block of SQL."""
    script = SETUP + "".join(f"{sql}\n.print {BREAK}\n" for sql in blocks)
    return shell.run(script).split(BREAK + "\n")[:-1]


def words(output):
    """The words, wherever a version of the shell breaks lines and draws boxes."""
    return collections.Counter(re.sub(r"[\u2500-\u257f|+-]", " ", output).split())


def test_readme_shows_real_output(shell):
    shown = [(m["sql"], m["output"]) for m in BLOCK.finditer(README.read_text(encoding="utf-8"))]
    assert len(shown) > 5
    for (sql, output), printed in zip(shown, run(shell, [sql for sql, _ in shown])):
        assert words(output) == words(printed), f"{HELP}\n{sql}\nprints\n{printed}"


def test_readme_names_each_file_of_the_core():
    text = README.read_text(encoding="utf-8")
    files = {path.name for path in (README.parent / "ext/core").glob("*.c")}
    assert files == {name for name in re.findall(r"`(\w+\.c)`", text) if name in files}


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from conftest import Shell

    text = README.read_text(encoding="utf-8")
    printed = iter(run(Shell(), [m["sql"] for m in BLOCK.finditer(text)]))
    text = BLOCK.sub(lambda m: f"```sql\n{m['sql']}```\n\n```text\n{next(printed)}```\n", text)
    README.write_text(text, encoding="utf-8")
