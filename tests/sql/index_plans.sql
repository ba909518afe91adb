-- newsindex: what a query asks for becomes SQL over the index's tables, and no more than it needs.
.mode list
CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT, day TEXT, outlet TEXT);
CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body, published=day, outlet=outlet);
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE article = 1;
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE speaker = 'x';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE speaker_key = 'x' ORDER BY rowid;
EXPLAIN QUERY PLAN SELECT speaker FROM news WHERE outlet = 'x';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE published BETWEEN 'a' AND 'b';
EXPLAIN QUERY PLAN SELECT act FROM news WHERE place = 'x' AND type = 'direct';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE type = 'direct' AND act = 'belief' AND kind = 'person';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE rowid = 7;
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE rowid > 7 ORDER BY rowid DESC;
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE news MATCH 'x' ORDER BY rank;
EXPLAIN QUERY PLAN SELECT n FROM news('x') WHERE speaker = 'y' AND published > 'z';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE speaker IN ('x', 'y') AND act = 'statement';
EXPLAIN QUERY PLAN SELECT speaker, count(*) FROM news GROUP BY speaker;
EXPLAIN QUERY PLAN SELECT speaker, count(*) FROM news WHERE published >= 'x' GROUP BY speaker;
EXPLAIN QUERY PLAN SELECT speaker FROM news WHERE outlet = 'x' AND kind = 'person' ORDER BY kind, speaker DESC;
EXPLAIN QUERY PLAN SELECT speaker, n FROM news WHERE published >= 'x' ORDER BY speaker;
EXPLAIN QUERY PLAN SELECT count(*) FROM news WHERE published BETWEEN 'a' AND 'b';
EXPLAIN QUERY PLAN SELECT count(*) FROM news;
EXPLAIN QUERY PLAN SELECT DISTINCT outlet FROM news ORDER BY outlet;
EXPLAIN QUERY PLAN SELECT n.quote FROM articles AS a JOIN news AS n ON n.article = a.id WHERE a.day = 'x';
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE speaker LIKE 'x%' AND speaker = 'y' COLLATE NOCASE;
EXPLAIN QUERY PLAN SELECT quote FROM news ORDER BY published DESC, rowid;
EXPLAIN QUERY PLAN SELECT quote FROM news WHERE speaker IS NULL AND role IS NOT NULL AND n <> 3;
