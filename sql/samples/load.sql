-- The sample articles, as a table of the kind that a newsroom has.
--
-- Run from the top of the repository: sqlite3 news.db < sql/samples/load.sql
-- It needs the sqlite3 shell (for .import and readfile) but not newsext.

CREATE TABLE IF NOT EXISTS articles (
  id           INTEGER PRIMARY KEY,
  source       TEXT,  -- the outlet
  published_at TEXT,  -- ISO date
  title        TEXT,
  body         TEXT
);

CREATE TEMP TABLE manifest (id, source, published_at, title, file);
.import --csv --skip 1 --schema temp sql/samples/samples.csv manifest

INSERT INTO articles
SELECT id, source, published_at, title, CAST(readfile('sql/samples/' || file) AS TEXT)
FROM manifest
WHERE true
ON CONFLICT (id) DO UPDATE SET source = excluded.source, published_at = excluded.published_at,
                               title = excluded.title, body = excluded.body;

DROP TABLE manifest;
