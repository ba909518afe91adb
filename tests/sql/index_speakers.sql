-- newsindex: articles' quotes in the order of their speakers, nobody among them, also while articles wait.
CREATE TABLE articles(id INTEGER PRIMARY KEY, day TEXT, outlet TEXT, body TEXT);
INSERT INTO articles VALUES
  (1, '2021-03-04', 'Post', 'It was said that the strike was over.' || char(10,10) || '"It is not safe," said Oda Renn.' || char(10,10) || '"We shall wait," said Tomas Hale. "No ship will sail."' || char(10,10) || 'It was said that nobody knew.'),
  (2, '2021-03-05', 'News', 'It was said that the port was closed.' || char(10,10) || 'Oda Renn said that the truce was over.' || char(10,10) || '"The union will wait," said Bo Ek.'),
  (3, '2021-03-05', 'Post', '"Come home."' || char(10,10) || 'The union said the strike would go on.' || char(10,10) || '"So be it," said Élise Roux.'),
  (4, '2021-04-01', 'Post', '"Rain again," said Bo Ek.');
CREATE VIRTUAL TABLE news USING newsindex(content=articles, text=body, published=day, outlet=outlet);

CREATE VIEW answers AS
  SELECT 'group' AS q, speaker, kind, count(*) AS n, sum(rowid) AS ids, min(published) AS first, max(published) AS last FROM news WHERE published BETWEEN '2021-03-05' AND '2021-03-31' GROUP BY speaker, kind;
SELECT * FROM answers;
SELECT 'all', speaker, count(*) FROM news WHERE published > '' GROUP BY speaker ORDER BY speaker DESC;
SELECT 'order', speaker FROM news WHERE outlet = 'Post' ORDER BY speaker;
SELECT 'order', speaker FROM news WHERE outlet = 'Post' ORDER BY speaker DESC LIMIT 3;
SELECT 'limit', speaker FROM news WHERE published >= '2021-03-05' ORDER BY speaker LIMIT 2 OFFSET 2;
SELECT 'kinds', kind, speaker FROM news WHERE published < '2021-04' ORDER BY kind DESC, speaker;
SELECT 'keys', speaker_key, count(*) FROM news WHERE outlet IN ('Post', 'News') GROUP BY speaker_key;
SELECT 'persons', speaker, count(*) FROM news WHERE outlet = 'Post' AND kind = 'person' GROUP BY speaker;
SELECT 'distinct', speaker FROM (SELECT DISTINCT speaker FROM news WHERE published >= '2021-03-05' ORDER BY speaker DESC);
SELECT 'article', speaker, count(*) FROM news WHERE article = 1 GROUP BY speaker;
SELECT 'days', day, (SELECT group_concat(speaker, '|') FROM (SELECT DISTINCT speaker FROM news WHERE published = day ORDER BY speaker)) FROM (SELECT DISTINCT day FROM articles) ORDER BY day;
SELECT 'none', speaker FROM news WHERE published = '1999-01-01' ORDER BY speaker;
SELECT 'words', speaker, quote FROM news WHERE rowid IN (SELECT rowid FROM news WHERE published = '2021-03-05' ORDER BY speaker) ORDER BY rowid;

-- What waits shows, and what it was does not.
UPDATE articles SET body = '"Stay away," said Tomas Hale.' || char(10,10) || 'It was said that they would wait.' || char(10,10) || '"So be it," said Bo Ek.' WHERE id = 3;
INSERT INTO articles VALUES (5, '2021-03-06', 'Post', '"No," said Oda Renn. "Never."'), (6, '2021-03-06', 'Post', '"Yes," said Aron Ahl.');
DELETE FROM articles WHERE id = 1;
SELECT speaker, kind, n, first, last FROM answers;
SELECT 'all', speaker, count(*) FROM news WHERE published > '' GROUP BY speaker ORDER BY speaker DESC;
SELECT 'keys', speaker_key, count(*) FROM news WHERE outlet IN ('Post', 'News') GROUP BY speaker_key;
SELECT 'article', speaker, count(*) FROM news WHERE article = 3 GROUP BY speaker;
SELECT 'words', speaker, quote FROM news WHERE rowid IN (SELECT rowid FROM news WHERE published = '2021-03-05' ORDER BY speaker) ORDER BY rowid;
SELECT 'the table says otherwise', * FROM (
  SELECT speaker, count(*) FROM news WHERE published >= '2021-03-05' GROUP BY speaker
  EXCEPT SELECT q.speaker, count(*) FROM articles AS a, extract_quotes(a.body, a.day) AS q WHERE a.day >= '2021-03-05' GROUP BY q.speaker);
INSERT INTO news(news) VALUES('sync');
SELECT speaker, kind, n, first, last FROM answers;
SELECT 'all', speaker, count(*) FROM news WHERE published > '' GROUP BY speaker ORDER BY speaker DESC;

-- Rows that are taken do not change while they are read.
CREATE TABLE seen(speaker, quote);
INSERT INTO seen SELECT speaker, rowid FROM news WHERE published >= '2021-03-05' ORDER BY speaker;
SELECT 'seen', count(*), count(speaker), count(DISTINCT quote) FROM seen;
DELETE FROM articles WHERE id IN (SELECT article FROM news WHERE published = '2021-03-05' AND speaker = 'Bo Ek' ORDER BY speaker);
SELECT 'left', speaker, count(*) FROM news WHERE published >= '2021-03-05' GROUP BY speaker;

-- A name is one speaker, however it is spaced, whether the index is filled or added to.
CREATE TABLE pages(id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO pages VALUES (1, '"It is not safe," said Oda' || char(9) || 'Renn.'), (2, '"It is safe," said Oda Renn.'), (3, '"It is late," said Oda' || char(9) || ' Renn.'), (4, 'It was said that nobody came.'), (5, 'It was said that nobody left.');
CREATE VIRTUAL TABLE named USING newsindex(content=pages, text=body);
SELECT 'named', speaker, quotes FROM named_speaker ORDER BY speaker;
INSERT INTO pages VALUES (6, '"It is over," said Oda  Renn.'), (7, '"It is on," said Oda' || char(9) || 'Renn.'), (8, '"It is far," said Bo' || char(9) || 'Ek.'), (9, '"It is near," said Bo Ek.');
INSERT INTO named(named) VALUES('sync');
SELECT 'named', speaker, quotes FROM named_speaker ORDER BY speaker;
INSERT INTO named(named) VALUES('rebuild');
SELECT 'named', speaker, quotes FROM named_speaker ORDER BY speaker;
INSERT INTO named(named) VALUES('integrity-check');
