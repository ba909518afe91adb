-- news_html(): elements, quotes, escapes.

CREATE TABLE article(body TEXT);
INSERT INTO article VALUES('Town <b>cheers</b> & waits

By Ida Stern

"We <won>," said Ana O''Brien, the mayor. "Really & truly."

Nothing else happened in the town on that long day, and everyone went home early.');
SELECT replace(news_html(body), 'data-confidence="' || confidence || '"', 'data-confidence="(its confidence)"')
  FROM article, extract_quotes(body) WHERE n = 1;

-- Safe for any bytes: no tag but our own, no control, valid UTF-8.
WITH bad(body) AS (VALUES
  ('<script>alert(1)</script> "x" onload=''y'' & &amp;'),
  (CAST(x'3C' || x'FF' || x'C0AF' || x'EDA080' || x'F4908080' || x'E282' || CAST(' end' AS BLOB) AS TEXT)),
  (char(1, 8, 11, 27, 127, 133, 65534, 1114111, 64976) || ' end'))
SELECT instr(html, '<script') = 0, instr(html, ' onload=''') = 0, length(html) - length(replace(html, char(65533), '')) AS replaced,
       hex(html) NOT GLOB '*C0AF*' AND hex(html) NOT GLOB '*EDA080*', html GLOB '*' || char(1) || '*'
  FROM (SELECT news_html('The council met again this week, and it agreed on nothing at all. ' || body) AS html FROM bad);

-- The body alone.
SELECT news_body('Town cheers

By Ida Stern

The council met for the third time this week, and again it agreed on nothing at all.

It will meet again on Monday, when the mayor is back from her long journey abroad.');

-- What is said in several paragraphs is marked in each.
WITH pieces AS (
  SELECT value FROM json_each('["' || replace(replace(replace(news_html('"We go home tonight.

We stay there tomorrow," said Ann Poe.'), '"', '~'), char(10), ' '), '<q ', '","') || '"]'))
SELECT substr(value, instr(value, '>') + 1) FROM pieces;
