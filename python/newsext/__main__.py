"""The command `newsext`, or the line that says what it lacks."""

from __future__ import annotations

import sys


def main() -> None:
    try:
        from .command import command
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "newsext":
            raise
        sys.exit(f"newsext: the command needs {error.name}: pip install 'newsext[datasette]'")
    command(prog_name="newsext")


if __name__ == "__main__":
    main()
