-- The functions as tables: rows, arguments, errors.

CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT, published TEXT);
INSERT INTO articles VALUES
(1, '"The ferry is late," said Mara Lindqvist, the harbour master.

"It is always late," Lindqvist said.

"We will sue," said Tomas Brandt.', '2021-03-05'),
(2, 'The river rose overnight.', NULL),
(3, NULL, '2021-03-06'),
(4, '“Ça suffit,” said René Dœuvre. “Assez — fini.”', '2021-03-07');

SELECT id, n, speaker, quote FROM articles, extract_quotes(articles.body) ORDER BY id, n;
SELECT id, n, speaker FROM articles, extract_quotes(articles.body, articles.published) ORDER BY id, n;
SELECT id, speaker, quotes FROM articles, speakers(articles.body) ORDER BY id, quotes DESC, speaker;
SELECT articles.id, count(*) FROM articles, news_article(articles.body) GROUP BY articles.id;
SELECT count(*) FROM articles, dateline(articles.body);

-- Offsets are characters: substr finds the quote again.
SELECT id, count(*), sum(substr(articles.body, start, length) = quote) = count(*),
       sum(substr(articles.body, mention_start, mention_length) = mention) = count(mention),
       sum(substr(articles.body, cue_start, cue_length) = cue) = count(cue)
  FROM articles, extract_quotes(articles.body)
 WHERE json_array_length(spans) = 1 GROUP BY id;
SELECT articles.id, sum(substr(articles.body, json_extract(value, '$[0]'), json_extract(value, '$[1]'))
               = substr(quote, 1, json_extract(value, '$[1]'))) > 0
  FROM articles, extract_quotes(articles.body), json_each(spans) GROUP BY articles.id;

-- Rowids are row numbers.
SELECT sum(q.rowid = q.n) = count(*) FROM articles, extract_quotes(articles.body) AS q;

-- The arguments are hidden columns.
SELECT n, newsext_text = body, newsext_published
  FROM articles, extract_quotes(articles.body, articles.published) WHERE id = 1;
SELECT count(*) FROM extract_quotes WHERE newsext_text = (SELECT body FROM articles WHERE id = 1);
SELECT count(*) FROM extract_quotes WHERE newsext_text IN (SELECT body FROM articles);
SELECT * FROM speakers('') UNION ALL SELECT * FROM speakers(NULL);

-- They are there once: no other tables of the kind can be made, none be written.
CREATE VIRTUAL TABLE mine USING extract_quotes;
INSERT INTO speakers(speaker) VALUES('Nobody');

-- A missing argument, or too many.
SELECT * FROM extract_quotes;
SELECT * FROM extract_quotes();
SELECT count(*) FROM articles, speakers;
SELECT * FROM dateline WHERE newsext_published = '2020-01-01';
SELECT * FROM news_article WHERE newsext_text > 'a';
SELECT * FROM speakers('a', 'b');
SELECT * FROM extract_quotes('a', 'b', 'c');

-- Names are shown with plain blanks, as in JSON, whatever blanks are printed.
WITH blank(c) AS (VALUES(char(160)), (char(8195)), (char(12288)), ('  '), (char(10)))
SELECT unicode(c), speaker, mention, extract_quotes(t) ->> '$[0].mention' IS mention AS same
  FROM (SELECT c, '"We won," said' || c || 'President' || c || 'Ana' || c || 'Ruiz.' AS t FROM blank), extract_quotes(t);
