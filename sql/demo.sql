-- newsext on the sample articles. Run it with `make demo`, or from the top of the repository:
--     sqlite3 < sql/demo.sql

.bail on
.load ./newsext
.read sql/samples/load.sql
.headers on
.nullvalue ''
.mode box --wrap 36 --wordwrap on

.print
.print 'Who said what, and to whom? (one article)'
SELECT q.speaker, q.cue, q.addressee AS "to", q.quote
FROM articles AS a, extract_quotes(a.body, a.published_at) AS q
WHERE a.id = 1;

.print
.print 'Who is quoted most? (all articles)'
SELECT max(s.speaker) AS speaker, s.kind, max(s.role) AS role, sum(s.quotes) AS quotes,
       sum(s.words) AS words, count(DISTINCT a.id) AS articles
FROM articles AS a, speakers(a.body) AS s
WHERE s.kind IN ('person', 'organization')
GROUP BY news_name_key(s.speaker), s.kind
ORDER BY sum(s.quotes) DESC, sum(s.words) DESC
LIMIT 12;

.print
.print 'Where and when is the news from?'
SELECT a.source, d.place, d.region, d.agency, coalesce(d.updated, d.published, d.date) AS "when"
FROM articles AS a, dateline(a.body, a.published_at) AS d
ORDER BY a.id;

.print
.print 'What did people say who are not named?'
SELECT a.source, q.speaker, q.quote
FROM articles AS a, extract_quotes(a.body, a.published_at) AS q
WHERE q.kind = 'anonymous' AND q.type <> 'indirect'
ORDER BY a.id, q.n;

-- An index keeps the answers, and never shows an old one.
CREATE VIRTUAL TABLE news USING newsindex(content=articles, content_rowid=id, text=body,
                                          headline=title, published=published_at, outlet=source);
UPDATE articles SET body = replace(body, 'bananas', 'lemons') WHERE id = 1;

.print
.print 'Who speaks of lemons, ships or the strike? (from an index, one of its articles just changed)'
SELECT article, speaker, highlight(news, '[', ']') AS quote
FROM news WHERE news MATCH 'lemons OR ships OR strike' ORDER BY rank LIMIT 5;
INSERT INTO news(news) VALUES('sync');

.print
.print 'Which quotes stand in several articles, and who had them first? (sql/reports/same_quote.sql)'
.read sql/reports/same_quote.sql
