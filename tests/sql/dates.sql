-- The date of publication: what it may be, and what is reckoned from it.

CREATE TABLE article(body TEXT);
INSERT INTO article VALUES('SEOUL, Feb 26 (AP) - "It is over," Minister Han Doyun said on Friday.');

SELECT dateline(body) ->> 'date' FROM article;
WITH published(value) AS (VALUES('2016-02-27'), ('2016-02-27 10:00'), ('2016-02-27T10:00:00Z'), ('2016-02-27T10:00:00+09:00'),
  (2457445.5), (1456531200), (1456531200.25))
SELECT value, dateline(body, value) ->> 'date' FROM article, published;
WITH published(value) AS (VALUES('2016-02-27'), (2457445.5), (1456531200))
SELECT value, said_on FROM article, published, extract_quotes(body, value) WHERE type = 'direct';

-- What is no date is none.
WITH published(value) AS (VALUES(NULL), (''), ('yesterday'), ('2016-13-45'), (0), (-1e300), (9e999), (x'FF'), (1e18))
SELECT dateline(body, value) ->> 'date' FROM article, published;

-- Numbers are read as date(value, 'auto') reads them: the Friday before, but on a Friday.
WITH numbers(value) AS (VALUES(1721430.5), (2440587.5), (2451604.4), (5373480.4), (-62135000000), (-1), (253402000000),
  (951782399), (951868800), (1709164800), (1709251199.9))
SELECT value, said_on = date(value, 'auto', '-6 days', 'weekday 5')
  FROM numbers, extract_quotes('"It rained," Minister Han Doyun said on Friday.', value);

-- Moments that are numbers are shown as SQLite shows them, to the second.
CREATE TABLE clock(id INTEGER PRIMARY KEY, moment REAL, body TEXT);
WITH RECURSIVE m(i) AS (VALUES(0) UNION ALL SELECT i + 1 FROM m WHERE i < 1439)
INSERT INTO clock(moment) SELECT julianday('2014-12-09', i || ' minutes') FROM m;
CREATE VIRTUAL TABLE hours USING newsindex(content=clock, text=body, published=moment);
SELECT 'clock', count(*), sum(published IS NOT strftime('%Y-%m-%dT%H:%M:%S+00:00', moment))
FROM hours_article JOIN clock ON id = article;
