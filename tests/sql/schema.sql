-- Views, triggers, generated columns, indexes and checks under trusted_schema = off.

PRAGMA trusted_schema = off;

CREATE TABLE articles(
  id INTEGER PRIMARY KEY,
  body TEXT,
  quotes TEXT GENERATED ALWAYS AS (extract_quotes(body)) STORED,
  has_dateline INTEGER GENERATED ALWAYS AS (dateline(body) IS NOT NULL) VIRTUAL,
  speakers TEXT GENERATED ALWAYS AS (speakers(body)) VIRTUAL,
  CHECK (length(news_body(body)) > 0)
);
CREATE TABLE people(name TEXT);
CREATE UNIQUE INDEX people_key ON people(news_name_key(name));
CREATE INDEX articles_speakers ON articles(speakers);
CREATE INDEX articles_speech ON articles(id) WHERE extract_quotes(body) <> '[]';

CREATE VIEW said AS
  SELECT articles.id, q.n, q.speaker, q.quote FROM articles, extract_quotes(articles.body) AS q;
CREATE VIEW parts AS
  SELECT articles.id, news_article(articles.body) AS article, news_html(articles.body) AS html, s.speaker, d.agency
    FROM articles LEFT JOIN speakers(articles.body) AS s LEFT JOIN dateline(articles.body) AS d;

CREATE TABLE log(id INTEGER, speaker TEXT, quote_key TEXT);
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
  INSERT INTO log SELECT new.id, speaker, news_quote_key(quote) FROM extract_quotes(new.body);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
  DELETE FROM log WHERE id = old.id;
END;

INSERT INTO articles(id, body) VALUES
(1, 'LONDON (Reuters) - "The vote is lost," said Clara Whitcombe, who leads the party.

"Count again," said Owen Pryce.'),
(2, '"I''ll stay," said Owen Pryce.');
INSERT INTO articles(id, body) VALUES(3, '');

SELECT id, json_array_length(quotes), has_dateline, json_extract(speakers, '$[0].speaker') FROM articles ORDER BY id;
SELECT id FROM articles WHERE speakers = speakers('"I''ll stay," said Owen Pryce.');
SELECT id FROM articles WHERE extract_quotes(body) <> '[]' ORDER BY id;
SELECT * FROM said ORDER BY id, n;
SELECT id, speaker, agency, json_valid(article), length(html) > 0 FROM parts ORDER BY id, speaker;
SELECT * FROM log;
DELETE FROM articles WHERE id = 1;
SELECT count(*) FROM log;

INSERT INTO people VALUES('Dr. Clara Whitcombe');
INSERT INTO people VALUES('CLARA WHITCOMBE');
SELECT name FROM people WHERE news_name_key(name) = news_name_key('Ms. Clara Whitcombe''s');

PRAGMA integrity_check;
