-- The scalar functions: what they give, for what, and of which type.

CREATE TABLE article(body TEXT);
INSERT INTO article VALUES(
'PORT ELLERY, Oct 3 (Reuters) - Mayor Ann Halloran said on Monday that the bridge was safe.

"We looked at every bolt," Halloran told the council. "Nobody needs to worry."

"I am not so sure," said Peter Quill, a retired engineer.
');

SELECT json_valid(extract_quotes(body)), json_type(extract_quotes(body)),
       json_valid(speakers(body)), json_type(speakers(body)),
       json_valid(dateline(body)), json_type(dateline(body)),
       json_valid(news_article(body)), json_type(news_article(body)) FROM article;

-- The keys of the objects are the columns of the tables, in their order.
SELECT group_concat(key) = (SELECT group_concat(name) FROM pragma_table_info('extract_quotes'))
  FROM article, json_each(extract_quotes(body), '$[0]');
SELECT group_concat(key) = (SELECT group_concat(name) FROM pragma_table_info('speakers'))
  FROM article, json_each(speakers(body), '$[0]');
SELECT group_concat(key) = (SELECT group_concat(name) FROM pragma_table_info('dateline'))
  FROM article, json_each(dateline(body));
SELECT group_concat(key) = (SELECT group_concat(name) FROM pragma_table_info('news_article'))
  FROM article, json_each(news_article(body));
SELECT group_concat(name) FROM pragma_table_info('extract_quotes');
SELECT group_concat(name) FROM pragma_table_info('speakers');
SELECT group_concat(name) FROM pragma_table_info('dateline');
SELECT group_concat(name) FROM pragma_table_info('news_article');

-- Results are JSON for SQLite's own functions: nested, not quoted again.
SELECT json_type(json_array(extract_quotes(body)), '$[0]'),
       json_type(json_array(speakers(body)), '$[0]'),
       json_type(json_object('d', dateline(body)), '$.d'),
       json_type(json_array(news_article(body)), '$[0]'),
       json_type(json_array(news_debug()), '$[0]'),
       json_type(json_array(news_body(body)), '$[0]') FROM article;
SELECT json_type(json_array(spans), '$[0]') FROM article, extract_quotes(body) WHERE n = 1;
SELECT json_type(json_array(body), '$[0]'), json_type(json_array(residue), '$[0]'),
       json_type(json_array(byline), '$[0]'), json_type(json_array(captions), '$[0]'),
       json_type(json_array(agencies), '$[0]')
  FROM (SELECT a.* FROM article, news_article(article.body) AS a);

-- Types of the columns.
SELECT typeof(n), typeof(type), typeof(act), typeof(quote), typeof(speaker), typeof(kind), typeof(mention),
       typeof(mention_start), typeof(mention_length), typeof(cue), typeof(cue_start), typeof(cue_length),
       typeof(start), typeof(length), typeof(spans), typeof(paragraph), typeof(confidence), typeof(rule)
  FROM article, extract_quotes(body) WHERE quote LIKE 'I am%';
SELECT json_type(value, '$.n'), json_type(value, '$.quote'), json_type(value, '$.mention_start'),
       json_type(value, '$.spans'), json_type(value, '$.confidence'), json_type(value, '$.addressee')
  FROM article, json_each(extract_quotes(body)) WHERE value ->> 'quote' LIKE 'I am%';
SELECT typeof(speaker), typeof(kind), typeof(quotes), typeof(words), typeof(mentions), typeof(first_start)
  FROM article, speakers(body) WHERE speaker = 'Peter Quill';

-- The same from the function and from the table.
SELECT count(*), sum(value ->> 'quote' IS q.quote AND value ->> 'speaker' IS q.speaker
                     AND value ->> 'start' IS q.start AND value ->> 'length' IS q.length
                     AND value ->> 'confidence' IS q.confidence AND value ->> 'rule' IS q.rule
                     AND value ->> 'spans' IS q.spans) = count(*)
  FROM article, extract_quotes(body) AS q, json_each(extract_quotes(body))
 WHERE value ->> 'n' = q.n AND q.n > 1 OR value ->> 'n' = 1 AND q.n = 1;

-- Who said what.
SELECT type, act, speaker, kind, cue, quote
  FROM article, extract_quotes(body) WHERE type = 'direct' ORDER BY n;
SELECT speaker, kind FROM article, speakers(body) ORDER BY speaker;
SELECT place, agency, date FROM article, dateline(body);
SELECT dateline(body, '2017-01-20') ->> 'date' FROM article;

-- One speaker where one name is written in two ways: the role and the pronoun of either, and no capitals.
SELECT * FROM speakers('“It is loud,” said Ann ONeill on Monday. “It is safe,” said engineer Ann O’Neill. She left.');
SELECT * FROM speakers('“It is loud,” said ANN ONEILL on Monday. “It is safe,” said the engineer Ann O’Neill. She left.');
SELECT * FROM speakers('Police said the bridge was safe. On Friday the police said that it was closed.');
-- Statements count, but no beliefs and intentions; documents have none.
SELECT speaker, quotes FROM speakers('Anna Berg said the bridge was safe. She fears it will fall. She wants to close it.');
SELECT act FROM extract_quotes('The survey fears that the bridge will fall.');
SELECT count(*) FROM speakers('A spokesman said the bridge was safe. A spokesman said that the tower was old.');

-- NULL in, NULL out; an unknown date of publication is none.
SELECT extract_quotes(NULL) IS NULL, extract_quotes(NULL, NULL) IS NULL, extract_quotes(NULL, '2016-10-03') IS NULL,
       speakers(NULL) IS NULL, dateline(NULL) IS NULL, dateline(NULL, '2016-10-03') IS NULL, news_article(NULL) IS NULL,
       news_body(NULL) IS NULL, news_html(NULL) IS NULL, news_name_key(NULL) IS NULL, news_quote_key(NULL) IS NULL;
SELECT extract_quotes(body, NULL) = extract_quotes(body), extract_quotes(body, 'soon') = extract_quotes(body),
       dateline(body, NULL) = dateline(body) FROM article;

-- Nothing said, no dateline, no text.
SELECT extract_quotes('The river rose.'), speakers('The river rose.'), dateline('The river rose.') IS NULL;
SELECT extract_quotes(''), speakers(''), dateline('') IS NULL, news_body(''), json_type(news_article(''));

-- Keys.
SELECT news_name_key('Sen. José O''Neill-Smith Jr.'), news_name_key('SENATOR JOSE O’NEILL SMITH, JR'),
       news_name_key('J. K. Rowling') = news_name_key('JK Rowling'), news_name_key('');
SELECT news_quote_key('“We don’t know — yet…”'), news_quote_key('''We don''t know -- yet ...''');

-- Versions.
SELECT news_version() GLOB '[0-9]*.[0-9]*.[0-9]*', news_debug() ->> 'version' = news_version();
SELECT group_concat(key) FROM json_each(news_debug());
SELECT news_debug() ->> 'sqlite' = sqlite_version(), news_debug() ->> 'libraries' GLOB 'PCRE2 1*, utf8proc [0-9]*',
       news_debug() ->> 'lexicon' GLOB 'en *', length(news_debug() ->> 'model') > 0,
       length(news_debug() ->> 'compiler') > 0, coalesce(news_debug() ->> 'built', '2000-01-01') GLOB '[0-9]*-[0-9]*-[0-9]*';

-- Wrong numbers of arguments.
SELECT extract_quotes();
SELECT extract_quotes('a', 'b', 'c');
SELECT speakers('a', 'b');
SELECT news_html();
