"""Runs a script in apsw's SQLite with newsext loaded and prints what the shell's list mode would.

    run_apsw.py LIBRARY SCRIPT
"""

import sys

import apsw


def shown(connection, value):
    if value is None:
        return ""
    if isinstance(value, float):
        return connection.execute("SELECT CAST(? AS TEXT)", (value,)).fetchone()[0]
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return str(value)


def statements(script):
    """Cut where SQLite says that a statement is complete."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if apsw.complete(text):
            yield text
            text = ""


def main():
    library, script = sys.argv[1:]
    connection = apsw.Connection(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(library)
    failures = []
    for statement in statements(open(script, encoding="utf-8").read()):
        try:
            for row in connection.execute(statement):
                print("|".join(shown(connection, value) for value in row))
        except apsw.Error as error:
            failures.append(f"Error: {error}")
    for failure in failures:
        print(failure, file=sys.stderr)


main()
