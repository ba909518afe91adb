-- newsindex where what is indexed meets what waits, and where names, numbers and other triggers meet its own.
CREATE TABLE articles(id INTEGER PRIMARY KEY, url TEXT UNIQUE, day TEXT, outlet TEXT, body TEXT);
INSERT INTO articles VALUES
  (9007199254740992, 'a', '2021-03-04', 'Post', '"The ferry is late," said Ann Lee.'),
  (9007199254740993, 'b', '2021-03-04', 'News', '"The ferry is late," said Ann Lee.'),
  (9007199254740994, 'c', '2021-03-05', 'News', '"It will not wait," said Bo Ek.');
CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body, published=day, outlet=outlet);

-- Numbers that are no floating-point numbers, and orders of many columns.
UPDATE articles SET body = body || ' ' WHERE id = 9007199254740992;
SELECT 'numbers', article FROM news ORDER BY article;
SELECT 'numbers', article, count(*) FROM news GROUP BY article;
SELECT 'columns', article FROM news ORDER BY n, type, act, kind, speaker, rule, paragraph, cue, article;
SELECT 'columns', count(*) FROM (SELECT DISTINCT n, type, act, kind, speaker, rule, paragraph, cue, published FROM news);

-- A row's number where only what is known of articles is asked for.
INSERT INTO news(news) VALUES('sync');
SELECT 'rowid', rowid, outlet FROM news;
SELECT 'rowid', rowid IN (2, 3, 4) FROM news ORDER BY rank, rowid;
SELECT 'rowid', rowid FROM news WHERE outlet = 'Post' OR published = '2021-03-05';

-- MATCH beside an OR, whose sides SQLite could else look up one by one; and on both of its sides.
SELECT 'or', article FROM news WHERE news MATCH 'ferry OR wait' AND (outlet = 'Post' OR speaker = 'Bo Ek') ORDER BY article;
SELECT 'or', article FROM news WHERE news MATCH 'ferry OR wait' AND (article = 9007199254740993 OR speaker = 'Bo Ek') ORDER BY outlet COLLATE NOCASE, article;
SELECT 'or', article FROM news WHERE quote MATCH 'ferry OR wait' AND (rowid = 4 OR article = 9007199254740993) ORDER BY article;
SELECT 'or', outlet, count(*) FROM news WHERE news MATCH 'ferry OR wait' AND (published BETWEEN '2021-03-04' AND '2021-03-05' OR outlet = 'Post') GROUP BY outlet;
SELECT 'or', article FROM news WHERE news MATCH 'wait' OR news MATCH 'late' AND outlet = 'News' ORDER BY article;
UPDATE articles SET day = day WHERE id = 9007199254740994;
SELECT 'or', article FROM news WHERE news MATCH 'nowhere' AND news MATCH '"';

-- What REPLACE has taken away has no words any more.
REPLACE INTO articles VALUES (1, 'a', NULL, NULL, '"The union will wait," said Bo Ek.');
SELECT 'replaced', * FROM news_queue;
SELECT 'status', total, done, waiting, advice FROM news_status;
INSERT INTO news(news) VALUES('optimize');
SELECT 'replaced', article, speaker FROM news WHERE news MATCH 'ferry OR wait' ORDER BY rowid;
DELETE FROM articles WHERE id = 9007199254740993;
INSERT INTO news(news) VALUES('sync'), ('integrity-check');
SELECT 'status', total, done, waiting, advice FROM news_status;
DELETE FROM articles WHERE id = 1;
SELECT 'status', total, done, waiting, advice FROM news_status;

-- A trigger that has one of its triggers' names is another's.
CREATE TABLE log(id);
CREATE TABLE pages(id INTEGER PRIMARY KEY, body TEXT);
CREATE TRIGGER paged_insert AFTER INSERT ON pages BEGIN INSERT INTO log VALUES (new.id); END;
CREATE VIRTUAL TABLE paged USING newsindex(content=pages, text=body);
CREATE VIRTUAL TABLE leaves USING newsindex(content=pages, text=body);
ALTER TABLE leaves RENAME TO paged;
INSERT INTO pages(body) VALUES ('"So be it," said Ann Lee.');
SELECT 'log', (SELECT count(*) FROM log), count(*) FROM leaves;
SELECT name FROM sqlite_master WHERE name LIKE 'paged%';

-- INTEGER PRIMARY KEY DESC is no rowid, by an old mistake of SQLite's.
CREATE TABLE reversed(id INTEGER PRIMARY KEY DESC, body TEXT);
INSERT INTO reversed VALUES (7, '"So be it," said Ann Lee.');
CREATE VIRTUAL TABLE turned USING newsindex(content=reversed, text=body, content_rowid=id);
CREATE VIRTUAL TABLE turned USING newsindex(content=reversed, text=body);
INSERT INTO reversed VALUES (NULL, '"Be it so," said Bo Ek.');
SELECT 'reversed', article, quote FROM turned;
INSERT INTO turned(turned) VALUES('sync'), ('integrity-check');

-- An articles' table that is made anew may have another key, or none.
DROP VIEW leaves_plain;
DROP TABLE pages;
CREATE TABLE pages(body TEXT, number INTEGER PRIMARY KEY);
INSERT INTO pages(body) VALUES ('"It is new," said Ann Lee.');
SELECT count(*) FROM leaves;
INSERT INTO leaves(leaves) VALUES('rebuild');
INSERT INTO pages(body) VALUES ('"It is newer," said Ann Lee.');
SELECT 'anew', article, quote FROM leaves;
DROP TABLE pages;
CREATE TABLE pages(number TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
INSERT INTO leaves(leaves) VALUES('rebuild');
INSERT INTO pages VALUES ('one', '');

-- Rows have their numbers also where SQLite goes through tables backwards.
PRAGMA reverse_unordered_selects = on;
INSERT INTO articles(body) VALUES ('"One," said Ann Lee. "Two," said Bo Ek. "Three," said Ann Lee.');
INSERT INTO news(news) VALUES('sync'), ('integrity-check');
SELECT 'backwards', count(*), sum(w.n = q.n AND w.speaker = s.speaker) FROM (SELECT rowid AS id, n, speaker FROM news) AS w
  JOIN news_quote AS q USING (id) JOIN news_speaker AS s ON s.id = q.speaker_id;
SELECT 'backwards', count(*) > 3, sum(w.quote = p.quote) = count(*) FROM (SELECT rowid AS id, quote FROM news) AS w JOIN news_plain AS p USING (id);
