-- newsindex: the same answers by function, by table and by index; never stale; commands; errors.
CREATE TABLE articles(id INTEGER PRIMARY KEY, url TEXT UNIQUE, day TEXT, outlet TEXT, title TEXT, body TEXT);
INSERT INTO articles VALUES
  (1, 'a', '2021-03-04', 'Valmera Post', 'Ferry stays', 'VALMERA, March 3 (Reuters) - The ferry will stay in port, Captain Oda Renn told reporters on Monday.' || char(10,10) || '"It is not safe," she said. "We shall wait."'),
  (2, 'b', '2021-03-05', 'Harbour News', 'Union waits', '"The union will wait for the ceasefire," said Tomas Hale, a docker.' || char(10,10) || 'Prof. Ilse Ander said that the truce was over.'),
  (5, 'e', '2021-04-01', 'Valmera Post', 'Nobody', 'There was rain.'),
  (9, 'i', NULL, NULL, NULL, NULL);

CREATE VIRTUAL TABLE news USING newsindex(content=articles, content_rowid=id, text=body, headline=title, published=day, outlet=outlet, threads=2);

SELECT 'columns', group_concat(name) FROM pragma_table_info('news');
SELECT rowid, article, n, type, act, quote, speaker, kind, headline, outlet, published, place, agency FROM news;
SELECT 'the table says otherwise', * FROM (
  SELECT article, n, type, act, quote, speaker, kind, role, mention, mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start, length, spans, paragraph, confidence, rule FROM news
  EXCEPT SELECT a.id, q.* FROM articles AS a, extract_quotes(a.body, a.day) AS q);
SELECT 'the index says otherwise', * FROM (
  SELECT a.id, q.* FROM articles AS a, extract_quotes(a.body, a.day) AS q
  EXCEPT SELECT article, n, type, act, quote, speaker, kind, role, mention, mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start, length, spans, paragraph, confidence, rule FROM news);
SELECT 'the view says otherwise', * FROM (
  SELECT rowid, n, type, act, quote, speaker, kind, role, mention, mention_start, mention_length, cue, cue_start, cue_length, addressee, said_on, start, length, spans, paragraph, confidence, rule, article, headline, outlet, published, place, agency, speaker_key FROM news
  EXCEPT SELECT * FROM news_plain);

-- Conditions.
SELECT 'speaker', n, quote FROM news WHERE speaker = 'Oda Renn';
SELECT 'key', quote FROM news WHERE speaker_key = news_name_key('Captain Oda Renn') AND type = 'direct';
SELECT 'outlet', count(*) FROM news WHERE outlet = 'Harbour News';
SELECT 'published', count(*) FROM news WHERE published BETWEEN '2021-03-05' AND '2021-12-31';
SELECT 'place', count(*) FROM news WHERE place = 'VALMERA';
SELECT 'rowid', rowid, n FROM news WHERE rowid = 2;
SELECT 'in', speaker, count(*) FROM news WHERE speaker IN ('Oda Renn', 'Tomas Hale', 'x') GROUP BY speaker ORDER BY speaker DESC;
SELECT 'null', count(*) FROM news WHERE speaker IS NULL;
SELECT 'not null', count(*) FROM news WHERE role IS NOT NULL;
SELECT 'collation', count(*) FROM news WHERE speaker = 'ODA RENN' COLLATE NOCASE;
SELECT 'or', count(*) FROM news WHERE speaker = 'Oda Renn' OR outlet = 'Harbour News';
SELECT 'join', a.id, n.speaker FROM articles AS a LEFT JOIN news AS n ON n.article = a.id AND n.n = 1 ORDER BY a.id;
SELECT 'runs', rowid, speaker FROM news ORDER BY speaker;
SELECT 'distinct', group_concat(speaker, '|') FROM (SELECT DISTINCT speaker FROM news ORDER BY speaker);

-- The full text.
SELECT 'match', article, speaker, quote FROM news WHERE news MATCH 'ceasefire NOT truce' ORDER BY rank;
SELECT 'match', speaker FROM news WHERE news MATCH 'truce OR wait' AND article = 2 ORDER BY rowid;
SELECT 'match', speaker FROM news('"not safe"');
SELECT 'match', speaker FROM news WHERE quote MATCH 'wait*' AND news MATCH 'union';
SELECT 'marked', highlight(news, '[', ']') FROM news WHERE news MATCH 'union';
SELECT 'snippet', snippet(news, '[', ']', '...', 3) FROM news WHERE news MATCH 'ceasefire';
SELECT 'as in FTS5', highlight(news, 0, '[', ']') FROM news WHERE news MATCH 'union';
SELECT 'as in FTS5', snippet(news, -1, '[', ']', '...', 3) FROM news WHERE news MATCH 'ceasefire';
SELECT 'no match', rank IS NULL FROM news LIMIT 1;
SELECT highlight(news, '[', ']') FROM news;

-- What is written shows at once.
INSERT INTO articles VALUES (3, 'c', '2021-03-06', 'Valmera Post', 'More', '"No ferry today," said Oda Renn.');
SELECT 'inserted', article, quote FROM news WHERE speaker = 'Oda Renn' ORDER BY rowid;
SELECT 'inserted', highlight(news, '[', ']') FROM news WHERE news MATCH 'ferry' ORDER BY rank;
UPDATE articles SET body = '"The union has won," said Tomas Hale.' WHERE id = 2;
SELECT 'updated', quote FROM news WHERE speaker = 'Tomas Hale';
SELECT 'updated', quote FROM news WHERE news MATCH 'union' ORDER BY rank;
UPDATE articles SET outlet = 'Harbour Post' WHERE id = 2;
SELECT 'outlet', outlet, count(*) FROM news GROUP BY outlet;
UPDATE articles SET id = 7 WHERE id = 1;
SELECT 'moved', article, count(*) FROM news GROUP BY article ORDER BY article DESC;
DELETE FROM articles WHERE id = 3;
SELECT 'deleted', count(*) FROM news WHERE article = 3;
INSERT OR REPLACE INTO articles VALUES (8, 'b', NULL, NULL, NULL, 'Oda Renn said: "I am here."');
SELECT 'replaced', article, quote FROM news WHERE article IN (2, 8);
INSERT OR IGNORE INTO articles VALUES (10, 'e', NULL, NULL, NULL, '"No," said Ann Lee.');
INSERT INTO articles VALUES (5, 'z', NULL, NULL, NULL, 'x') ON CONFLICT (id) DO UPDATE SET body = '"Yes," said Ann Lee.';
UPDATE OR REPLACE articles SET url = 'i' WHERE id = 5;
SELECT 'upserted', article, speaker FROM news WHERE article IN (5, 9, 10);
SELECT 'queue', * FROM news_queue;
SELECT 'status', name, schema, content, total, done, waiting, format, advice FROM news_status;

-- Working it off.
CREATE TEMP TABLE before AS SELECT article, n, quote, speaker, outlet FROM news;
INSERT INTO news(news, rank) VALUES('sync', 1);
SELECT 'synced one', count(*) FROM news_queue WHERE changed;
SELECT 'differs', * FROM (SELECT article, n, quote, speaker, outlet FROM news EXCEPT SELECT * FROM before);
INSERT INTO news(news) VALUES('sync');
SELECT 'synced', count(*) FROM news_queue;
SELECT 'differs', * FROM (SELECT article, n, quote, speaker, outlet FROM news EXCEPT SELECT * FROM before);
SELECT 'differs', * FROM (SELECT * FROM before EXCEPT SELECT article, n, quote, speaker, outlet FROM news);
SELECT 'match', quote FROM news WHERE news MATCH 'union OR here' ORDER BY rank;
SELECT 'match', quote FROM news('union OR here') ORDER BY rank;
INSERT INTO news(news) VALUES('integrity-check');
INSERT INTO news(news) VALUES('optimize');
INSERT INTO news(news) VALUES('rebuild');
INSERT INTO news(news) VALUES('integrity-check');
SELECT 'rebuilt', count(*), (SELECT count(*) FROM before) FROM news;
INSERT INTO news(news) VALUES('delete-all');
SELECT 'emptied', (SELECT count(*) FROM news_quote), count(*) FROM news;
SELECT 'emptied', quote FROM news WHERE news MATCH 'union';
INSERT INTO news(news) VALUES('sync');
SELECT 'filled', (SELECT count(*) FROM news_quote), count(*) FROM news;

-- Transactions.
BEGIN;
INSERT INTO articles(id, body) VALUES (20, '"One," said Ann Lee.');
SAVEPOINT two;
INSERT INTO articles(id, body) VALUES (21, '"Two," said Ann Lee.');
INSERT INTO news(news) VALUES('sync');
SELECT 'in', article FROM news WHERE article >= 20;
ROLLBACK TO two;
SELECT 'back', article FROM news WHERE article >= 20;
INSERT INTO news(news) VALUES('sync');
ROLLBACK;
SELECT 'out', count(*) FROM news WHERE article >= 20;
INSERT INTO news(news) VALUES('integrity-check');

-- Other names and schemas.
ALTER TABLE news RENAME TO "old ""news""";
SELECT 'renamed', count(*) FROM "old ""news""" WHERE "old ""news""" MATCH 'union';
INSERT INTO articles(id, body) VALUES (30, '"Three," said Ann Lee.');
SELECT 'renamed', article FROM "old ""news""" WHERE quote = 'Three,';
INSERT INTO "old ""news"""("old ""news""") VALUES('sync');
INSERT INTO "old ""news"""("old ""news""") VALUES('integrity-check');
CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body);
SELECT 'second', count(*), (SELECT count(*) FROM "old ""news""") FROM news;
DROP TABLE "old ""news""";
DROP TABLE news;
SELECT 'left', name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' AND name <> 'articles';
ATTACH ':memory:' AS aux;
CREATE TABLE aux."my articles"("the ""text""" TEXT, rowid TEXT, "PUBLISHED on" INTEGER);
INSERT INTO aux."my articles" VALUES ('"It rains," said Ann Lee on Monday.', 'r', 1614816000);
CREATE VIRTUAL TABLE aux."my ""news""" USING newsindex(content="my articles", text='the "text"', published=[PUBLISHED on], tokenize='porter');
INSERT INTO aux."my articles" VALUES ('"It rained," said Ann Lee.', 'r', 1614816000.5);
SELECT 'aux', article, quote, published, said_on FROM aux."my ""news""" WHERE "my ""news""" MATCH 'rain' ORDER BY rowid;
INSERT INTO aux."my ""news"""("my ""news""") VALUES('sync');
SELECT 'aux', article, quote, published, said_on FROM aux."my ""news""" WHERE "my ""news""" MATCH 'rain' ORDER BY rowid;
UPDATE aux."my articles" SET _rowid_ = -9223372036854775808 WHERE _rowid_ = 1;
SELECT 'aux', article, quote FROM aux."my ""news""" ORDER BY article;
INSERT INTO aux."my ""news"""("my ""news""") VALUES('sync');
SELECT 'aux', article, quote FROM aux."my ""news""" ORDER BY article;
INSERT INTO aux."my ""news"""("my ""news""") VALUES('integrity-check');
CREATE TEMP TABLE drafts(id INTEGER PRIMARY KEY, raw TEXT, body TEXT GENERATED ALWAYS AS (replace(raw, '~', '"')) VIRTUAL);
INSERT INTO drafts(raw) VALUES('~So be it,~ said Ann Lee.');
CREATE VIRTUAL TABLE temp.draft_news USING newsindex(content=drafts, text=body, build=later);
SELECT 'later', quote, (SELECT count(*) FROM temp.draft_news_quote) FROM temp.draft_news;
INSERT INTO draft_news(draft_news) VALUES('sync');
UPDATE drafts SET raw = '~Be it so,~ said Ann Lee.';
SELECT 'generated', quote FROM draft_news;
DROP TABLE draft_news;

-- Errors.
CREATE TABLE plain(a, body);
CREATE TABLE keyed(a PRIMARY KEY, body) WITHOUT ROWID;
CREATE VIEW seen AS SELECT * FROM plain;
CREATE VIRTUAL TABLE x USING newsindex;
CREATE VIRTUAL TABLE x USING newsindex(content=plain);
CREATE VIRTUAL TABLE x USING newsindex(plain, body);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, colour=red);
CREATE VIRTUAL TABLE x USING newsindex(content=plain text=body);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, text=a);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=bode);
CREATE VIRTUAL TABLE x USING newsindex(content=plan, text=body);
CREATE VIRTUAL TABLE x USING newsindex(content=keyed, text=body);
CREATE VIRTUAL TABLE x USING newsindex(content=seen, text=body);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, content_rowid=a);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, headline=h);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, threads=0);
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body, build=soon);
CREATE VIRTUAL TABLE quote USING newsindex(content=plain, text=body);
SELECT name FROM sqlite_master WHERE name LIKE 'x%';
CREATE VIRTUAL TABLE x USING newsindex(content=plain, text=body);
INSERT INTO x(x) VALUES('synch');
INSERT INTO x(x, rank) VALUES('sync', 'all');
INSERT INTO x(quote) VALUES('y');
INSERT INTO plain(body) VALUES('"So be it," said Ann Lee.');
DELETE FROM x;
UPDATE x SET quote = 'y';
ALTER TABLE x RENAME TO Rank;
DROP TRIGGER x_update;
SELECT count(*) FROM x;
INSERT INTO x(x) VALUES('rebuild');
SELECT count(*) FROM x;
DROP TABLE plain;
SELECT count(*) FROM x;
SELECT 'status', name FROM news_status;
DROP TABLE x;
SELECT name FROM sqlite_master WHERE name LIKE 'x%';
