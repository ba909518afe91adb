-- Plans: the argument's equality is used, wherever the table stands in the query.
.mode list

CREATE TABLE articles(id INTEGER PRIMARY KEY, body TEXT, published TEXT);
CREATE TABLE people(name TEXT, key TEXT);
CREATE INDEX people_key ON people(key);

EXPLAIN QUERY PLAN SELECT * FROM articles, extract_quotes(articles.body);
EXPLAIN QUERY PLAN SELECT * FROM extract_quotes(articles.body), articles;
EXPLAIN QUERY PLAN SELECT * FROM speakers(articles.body) AS s, articles, extract_quotes(articles.body, articles.published) AS q
  WHERE q.speaker = s.speaker;
EXPLAIN QUERY PLAN SELECT * FROM articles, extract_quotes(articles.body) AS q JOIN people ON people.key = news_name_key(q.speaker);
EXPLAIN QUERY PLAN SELECT * FROM articles, dateline(articles.body) AS d WHERE articles.id = 7;
EXPLAIN QUERY PLAN SELECT * FROM articles, extract_quotes(articles.body) AS q WHERE q.n = 1 OR q.speaker = 'x';
EXPLAIN QUERY PLAN SELECT * FROM extract_quotes('text');
