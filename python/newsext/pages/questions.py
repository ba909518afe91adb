"""The SQL behind the pages, over the plain tables of an index.

{quote}, {article} and the like stand for the tables' names; see desk.py.
"""

from collections.abc import Mapping
from textwrap import indent

# ---- The front page ----------------------------------------------------------------------

TOTALS = """
    SELECT (SELECT count(*) FROM {quote}) AS quotes,
           (SELECT count(*) FROM {article}) AS articles,
           (SELECT count(DISTINCT key) FROM {speaker}) AS speakers,
           (SELECT count(DISTINCT outlet) FROM {article}) AS outlets,
           (SELECT min(published) FROM {article} WHERE published > '') AS first,
           (SELECT max(published) FROM {article}) AS last,
           (SELECT count(*) FROM {queue}) AS waiting
"""

# Statements are counted of those alone who have most quotes of any act, whom the index of the quotes knows.
MOST_QUOTED = """
    WITH most AS (
      SELECT s.key
      FROM (SELECT speaker_id, count(*) AS quotes FROM {quote} GROUP BY speaker_id) AS q
      JOIN {speaker} AS s ON s.id = q.speaker_id
      WHERE s.kind IN ('person', 'organization')
      GROUP BY s.key
      ORDER BY sum(q.quotes) DESC
      LIMIT 50
    )
    SELECT max(s.speaker) AS speaker, s.kind, count(*) AS quotes,
           count(DISTINCT q.article) AS articles, s.key AS speaker_key
    FROM most
    JOIN {speaker} AS s ON s.key = most.key
    JOIN {quote} AS q ON q.speaker_id = s.id
    WHERE q.act = 'statement' AND s.kind IN ('person', 'organization')
    GROUP BY s.key
    ORDER BY quotes DESC, articles DESC
    LIMIT 12
"""

MIX = """
    WITH o AS (
      SELECT outlet, sum(quotes) AS quotes
      FROM {article}
      GROUP BY outlet
      ORDER BY 2 DESC
      LIMIT 12
    )
    SELECT o.outlet, count(*) AS quotes,
           sum(s.kind = 'person') AS person, sum(s.kind = 'organization') AS organization,
           sum(s.kind = 'group') AS "group", sum(s.kind = 'document') AS document,
           sum(s.kind = 'anonymous') AS anonymous, sum(s.kind IS NULL) AS nobody
    FROM o
    JOIN {article} AS a ON a.outlet IS o.outlet
    JOIN {quote} AS q ON q.article = a.article
    JOIN {speaker} AS s ON s.id = q.speaker_id
    WHERE q.act = 'statement'
    GROUP BY o.outlet
    ORDER BY quotes DESC
"""

UNNAMED = """
    WITH unnamed AS (
      SELECT a.outlet, count(*) AS unnamed
      FROM {speaker} AS s
      JOIN {quote} AS q ON q.speaker_id = s.id
      JOIN {article} AS a ON a.article = q.article
      WHERE s.kind = 'anonymous'
      GROUP BY a.outlet
    ), every AS (
      SELECT outlet, sum(quotes) AS quotes FROM {article} GROUP BY outlet
    )
    SELECT outlet, unnamed, quotes, round(100.0 * unnamed / quotes, 1) AS percent
    FROM unnamed JOIN every USING (outlet)
    WHERE quotes >= 10
    ORDER BY percent DESC
    LIMIT 8
"""

LATEST_UNNAMED = """
    SELECT t.quote, s.speaker, s.kind, s.key AS speaker_key, q.role, q.cue, q.n, q.type, q.confidence,
           a.article, a.headline, a.outlet, a.published
    FROM (SELECT * FROM {article} WHERE quotes > 0 ORDER BY published DESC LIMIT 40) AS a
    JOIN {quote} AS q ON q.article = a.article
    JOIN {speaker} AS s ON s.id = q.speaker_id
    JOIN {plain} AS t ON t.id = q.id
    WHERE s.kind = 'anonymous' AND q.type <> 'indirect' AND q.length BETWEEN 30 AND 240
    ORDER BY a.published DESC, q.confidence DESC
    LIMIT 4
"""

MONTHS = """
    SELECT substr(published, 1, 7) AS month, sum(quotes) AS quotes, count(*) AS articles
    FROM {article}
    WHERE published > ''
    GROUP BY 1
    ORDER BY 1
"""

# ---- A speaker -----------------------------------------------------------------------------

WHO = """
    SELECT s.speaker, s.kind, count(*) AS quotes, count(DISTINCT q.article) AS articles,
           sum(q.act = 'statement') AS statements, sum(q.type <> 'indirect') AS spoken,
           min(a.published) AS first, max(a.published) AS last
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    JOIN {article} AS a ON a.article = q.article
    WHERE s.key = :key
    GROUP BY s.id
    ORDER BY quotes DESC
"""

ROLES = """
    SELECT q.role, count(*) AS quotes
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    WHERE s.key = :key AND q.role > ''
    GROUP BY lower(q.role)
    ORDER BY quotes DESC
    LIMIT 6
"""

SPEAKER_MONTHS = """
    SELECT substr(a.published, 1, 7) AS month, count(*) AS quotes
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    JOIN {article} AS a ON a.article = q.article
    WHERE s.key = :key AND a.published > ''
    GROUP BY 1
    ORDER BY 1
"""

SPEAKER_OUTLETS = """
    SELECT a.outlet, count(*) AS quotes
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    JOIN {article} AS a ON a.article = q.article
    WHERE s.key = :key AND a.outlet > ''
    GROUP BY a.outlet
    ORDER BY quotes DESC
    LIMIT 10
"""

SPEAKER_PLACES = """
    SELECT a.place, count(*) AS quotes
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    JOIN {article} AS a ON a.article = q.article
    WHERE s.key = :key AND a.place > ''
    GROUP BY lower(a.place)
    ORDER BY quotes DESC
    LIMIT 10
"""

SPEAKER_CUES = """
    SELECT lower(q.cue) AS cue, count(*) AS quotes
    FROM {speaker} AS s
    JOIN {quote} AS q ON q.speaker_id = s.id
    WHERE s.key = :key AND q.cue > ''
    GROUP BY 1
    ORDER BY quotes DESC
    LIMIT 10
"""

BESIDE = """
    WITH here AS (
      SELECT DISTINCT q.article
      FROM {speaker} AS s
      JOIN {quote} AS q ON q.speaker_id = s.id
      WHERE s.key = :key
    )
    SELECT max(s.speaker) AS speaker, s.kind, count(DISTINCT q.article) AS articles, s.key AS speaker_key
    FROM here
    JOIN {quote} AS q ON q.article = here.article
    JOIN {speaker} AS s ON s.id = q.speaker_id
    WHERE s.key <> :key AND s.key > '' AND s.kind IN ('person', 'organization', 'document')
    GROUP BY s.key
    ORDER BY articles DESC, speaker
    LIMIT 10
"""

# ---- Lists of quotes -------------------------------------------------------------------------

KINDS = ("person", "organization", "group", "document", "anonymous", "nobody")
TYPES = ("direct", "mixed", "indirect")
ACTS = ("statement", "belief", "intention")
NEWEST = "a.published DESC, q.article DESC, q.n"
FILTERS = {
    "speaker": "s.key = :speaker",
    "outlet": "a.outlet = :outlet",
    "place": "a.place = :place COLLATE NOCASE",
    "kind": "s.kind = :kind",
    "type": "q.type = :type",
    "act": "q.act = :act",
    "since": "a.published >= :since",
    "until": "a.published <= :until || '~'",
}
# With these a list is short, or has an index of its own.
NARROW = ("q", "speaker", "outlet", "place")


def listing(given: Mapping[str, str], by_rank: bool = False) -> tuple[str, str]:
    """The SQL for a page of quotes that pass the filters and match :q, and for their number."""
    conditions = [condition for name, condition in FILTERS.items() if given.get(name)]
    if given.get("kind") == "nobody":
        conditions[conditions.index(FILTERS["kind"])] = "s.kind IS NULL"
    source = ["FROM {quote} AS q"]
    if given.get("q"):
        source = ["FROM {match}", "JOIN {quote} AS q ON q.id = {match}.rowid"]
        conditions.insert(0, "{match} MATCH :q")
    article = "JOIN {article} AS a ON a.article = q.article"
    where = "WHERE " + "\n  AND ".join(conditions) if conditions else ""
    # Only what the conditions ask for is looked at.
    asked = [article] if " a." in f" {where}" else []
    if " s." in where:
        asked.append("JOIN {speaker} AS s ON s.id = q.speaker_id")
    count = "\n".join(filter(None, [*source, *asked, where]))
    if not by_rank and article not in asked:
        asked.insert(0, article)
    if not any(given.get(name) for name in NARROW):
        # From the newest article on, until the page is full.
        source, asked[0] = ["FROM {article} AS a"], "CROSS JOIN {quote} AS q ON q.article = a.article"
    found = "\n".join(filter(None, [*source, *asked, where]))
    order = "rank" if by_rank else NEWEST
    # The rows of the page are found first, and only for them the texts.
    page = f"SELECT q.id{', rank AS rank' if by_rank else ''}\n{found}\nORDER BY {order}\nLIMIT :size OFFSET :skip"
    words, texts, again = "t.quote", "JOIN {plain} AS t ON t.id = page.id", ""
    if given.get("q"):
        words = "highlight(n.{news}, char(2), char(3))"
        texts, again = "JOIN {news} AS n ON n.rowid = page.id", "WHERE n.{news} MATCH :q\n"
    rows = f"""
WITH page AS (
{indent(page, "  ")}
)
SELECT {words} AS quote, s.speaker, s.kind, s.key AS speaker_key, q.role, q.cue, q.n, q.type, q.act,
       q.confidence, q.addressee, q.said_on, a.article, a.headline, a.outlet, a.published, a.place
FROM page
JOIN {{quote}} AS q ON q.id = page.id
JOIN {{article}} AS a ON a.article = q.article
JOIN {{speaker}} AS s ON s.id = q.speaker_id
{texts}
{again}ORDER BY {"page.rank" if by_rank else NEWEST}
"""
    return rows, f"SELECT count(*) AS quotes\n{count}"


# ---- An article --------------------------------------------------------------------------------

ARTICLE = """
    SELECT *
    FROM {content}
    WHERE rowid = :article
"""

ARTICLE_HTML = """
    SELECT news_html({column_text}) AS html
    FROM {content}
    WHERE rowid = :article
"""

ARTICLE_QUOTES = """
    SELECT q.*, news_name_key(q.speaker) AS speaker_key
    FROM {content} AS c, extract_quotes(c.{column_text}{published}) AS q
    WHERE c.rowid = :article
    ORDER BY q.n
"""
