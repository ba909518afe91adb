"""newsext for Python: who said what, to whom, where and when, in SQLite.

import sqlite3, newsext

db = sqlite3.connect("news.db")
newsext.load(db)
db.execute("SELECT speaker, quote FROM articles, extract_quotes(body)")
"""

from importlib.metadata import version as _version

from .loader import ExtensionsUnavailable, connect, load, loadable_path

__all__ = ["ExtensionsUnavailable", "connect", "load", "loadable_path"]
__version__ = _version("newsext")
