-- Joins in any order, outer joins, subqueries, OR and IN.

CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT, published TEXT);
INSERT INTO articles VALUES
(1, 'DUBLIN (AP) - "Rents rose," said Nora Keane, an economist.

"They will fall," said Ivo Marsh.', '2020-05-01'),
(2, '"Rents rose," said Ivo Marsh.', '2020-05-02'),
(3, 'The rain went on.', '2020-05-03');
CREATE TABLE people(name TEXT PRIMARY KEY, party TEXT);
INSERT INTO people VALUES('KEANE, Nora', 'x'), ('Dr Nora Keane', 'Blue'), ('Ivo Marsh', 'Red');

SELECT id, q.speaker FROM articles, extract_quotes(articles.body) AS q ORDER BY id, n;
SELECT id, q.speaker FROM extract_quotes(articles.body) AS q, articles ORDER BY id, n;
SELECT id, q.speaker FROM extract_quotes(articles.body) AS q JOIN articles ON q.speaker = 'Ivo Marsh' ORDER BY id, n;
SELECT id, s.speaker, q.quote FROM speakers(articles.body) AS s, articles, extract_quotes(articles.body) AS q
 WHERE q.speaker = s.speaker ORDER BY id, q.n;
SELECT id, q.quote, people.party FROM people, articles, extract_quotes(articles.body) AS q
 WHERE news_name_key(people.name) = news_name_key(q.speaker) ORDER BY id, q.n;

SELECT id, q.speaker, d.agency FROM articles LEFT JOIN extract_quotes(articles.body) AS q
  LEFT JOIN dateline(articles.body) AS d ORDER BY id, n;
SELECT id, q.n FROM articles LEFT JOIN extract_quotes(articles.body) AS q ON q.speaker = 'Nora Keane' ORDER BY id;

SELECT id, (SELECT count(*) FROM extract_quotes(articles.body)) AS quotes,
       (SELECT group_concat(speaker, '; ') FROM (SELECT speaker FROM speakers(body) ORDER BY speaker)) AS speakers,
       EXISTS (SELECT 1 FROM dateline(body)) AS has_dateline
  FROM articles;
SELECT id FROM articles WHERE 'Nora Keane' IN (SELECT speaker FROM extract_quotes(articles.body));

SELECT id, q.n FROM articles, extract_quotes(articles.body) AS q WHERE q.n = 2 OR q.speaker = 'Nora Keane' ORDER BY 1, 2;
SELECT id, q.n FROM articles, extract_quotes(articles.body) AS q
 WHERE (articles.id = 2 AND q.n = 1) OR (articles.id = 1 AND q.n = 2) ORDER BY 1, 2;

-- The same text on both sides, and a quote's copies elsewhere.
SELECT a.n, b.n FROM articles, extract_quotes(articles.body) AS a, extract_quotes(articles.body) AS b
 WHERE id = 1 AND a.n < b.n;
SELECT x.id, y.id, a.quote FROM articles AS x, extract_quotes(x.body) AS a, articles AS y, extract_quotes(y.body) AS b
 WHERE x.id < y.id AND news_quote_key(a.quote) = news_quote_key(b.quote);

-- More articles between two readings of one than are kept.
WITH RECURSIVE many(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM many LIMIT 40)
SELECT sum(n), count(DISTINCT quote) FROM many, extract_quotes('"Take ' || i || '," said Ivo Marsh. "Or leave it."') AS q;

SELECT speaker, count(*) AS quotes FROM articles, extract_quotes(articles.body) GROUP BY speaker ORDER BY 2 DESC, 1;
