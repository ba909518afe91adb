-- Which quotes stand in several articles, and who had them first?
--
-- Copies may be shortened, punctuated otherwise, or have a word changed. Two quotes are compared when
-- they share three words in a row that fewer than 50 others have; they are one where half of the
-- shorter one's triples are in the other. No quote is compared with all.
DROP TABLE IF EXISTS temp.triples;
CREATE TEMP TABLE triples AS
WITH quotes AS (
  SELECT id, article, trim(lower(replace(replace(replace(replace(replace(replace(replace(replace(quote, '.', ''),
         ',', ''), '’', ''), '''', ''), '"', ''), '—', ' '), '-', ' '), char(10), ' '))) AS words
  FROM news_plain
  WHERE type <> 'indirect' AND length(quote) BETWEEN 25 AND 2000
), words AS (
  SELECT quotes.id, article, w.key AS place, w.value AS word
  FROM quotes, json_each('[' || replace(json_quote(words), ' ', '","') || ']') AS w
  WHERE w.value <> ''
)
SELECT DISTINCT id, article, word || ' ' || lead(word) OVER next || ' ' || lead(word, 2) OVER next AS triple
FROM words
WINDOW next AS (PARTITION BY id ORDER BY place);

DELETE FROM triples WHERE triple IS NULL;
CREATE INDEX temp.triples_triple ON triples(triple, article);

WITH sizes AS (
  SELECT id, count(*) AS size FROM triples GROUP BY id
), telling AS (
  SELECT triple FROM triples GROUP BY triple HAVING count(DISTINCT article) BETWEEN 2 AND 50
), pairs AS (
  SELECT a.id AS one, b.id AS other, count(*) AS shared
  FROM telling JOIN triples AS a USING (triple) JOIN triples AS b USING (triple)
  WHERE a.id < b.id AND a.article <> b.article
  GROUP BY 1, 2
), copies AS (
  SELECT one, other FROM pairs JOIN sizes AS s ON s.id = one JOIN sizes AS t ON t.id = other
  WHERE shared >= 3 AND 2 * shared >= min(s.size, t.size)
), both(id, copy) AS (
  SELECT one, other FROM copies UNION SELECT other, one FROM copies UNION SELECT one, one FROM copies
  UNION SELECT other, other FROM copies
), dated AS (
  SELECT b.id, p.id AS copy, p.outlet, p.published, p.quote, p.article,
         row_number() OVER (PARTITION BY b.id ORDER BY p.published IS NULL, p.published, p.article, p.id) AS turn
  FROM both AS b JOIN news_plain AS p ON p.id = b.copy
)
SELECT max(CASE WHEN turn = 1 THEN published END) AS first_published, max(CASE WHEN turn = 1 THEN outlet END) AS first_outlet,
       max(CASE WHEN turn = 1 THEN quote END) AS quote, count(DISTINCT article) AS articles,
       count(DISTINCT quote) AS wordings,
       group_concat(CASE WHEN turn > 1 THEN coalesce(outlet, '?') || ' ' || coalesce(published, '?') END, '; ') AS later
FROM dated
GROUP BY id
HAVING max(CASE WHEN turn = 1 THEN copy END) = id
ORDER BY articles DESC, first_published, id
LIMIT 20;
