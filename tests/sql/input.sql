-- Input of every kind: blobs, numbers, NUL, bytes that are no UTF-8, UTF-16.

-- A BLOB or a number is read as its cast to TEXT.
CREATE TABLE input(value);
INSERT INTO input VALUES(CAST('"We won," said Ana Ruiz.' AS BLOB)), (12), (3.5), (-0.0), (x''), (zeroblob(3)),
  (x'22C3A92C22'), (x'FFFE80'), (x'EDA080'), (9223372036854775807);
SELECT typeof(value), extract_quotes(value) IS extract_quotes(CAST(value AS TEXT)),
       speakers(value) IS speakers(CAST(value AS TEXT)), dateline(value) IS dateline(CAST(value AS TEXT)),
       news_article(value) IS news_article(CAST(value AS TEXT)), news_body(value) IS news_body(CAST(value AS TEXT)),
       news_html(value) IS news_html(CAST(value AS TEXT)), news_name_key(value) IS news_name_key(CAST(value AS TEXT)),
       news_quote_key(value) IS news_quote_key(CAST(value AS TEXT)) FROM input;
SELECT quote, speaker FROM extract_quotes(CAST('"We won," said Ana Ruiz.' AS BLOB));
SELECT news_name_key(12), news_quote_key(3.5), news_body(12);

-- The text ends at the first NUL, as for length().
SELECT quote FROM extract_quotes('"We won," said Ana Ruiz.' || char(0) || '"We lost," said Ana Ruiz.');
SELECT news_name_key('Ana' || char(0) || 'Ruiz'), news_quote_key('yes' || char(0) || 'no'),
       news_html(char(0) || 'hidden') = news_html('');

-- Offsets hold among bytes that are no UTF-8, and JSON keeps them as they are.
CREATE TABLE broken(body);
INSERT INTO broken VALUES
(CAST(x'FF80C3' || CAST('"We won," said Ana Ruiz. ' AS BLOB) || x'E282' || CAST('"All of it," she said.' AS BLOB) AS TEXT)),
(CAST(CAST('"We ' AS BLOB) || x'FF' || CAST('won," said Ana Ruiz.' AS BLOB) AS TEXT));
SELECT hex(quote), substr(body, start, length) = quote, substr(body, cue_start, cue_length) = cue
  FROM broken, extract_quotes(broken.body) WHERE speaker = 'Ana Ruiz';
SELECT count(*) FROM broken WHERE instr(CAST(extract_quotes(body) AS BLOB), x'FF') > 0;

-- What JSON must escape.
SELECT json_valid(extract_quotes(t)), extract_quotes(t) ->> '$[0].quote' = (SELECT quote FROM extract_quotes(t))
  FROM (SELECT '“Say \ and / and ' || char(1, 8, 9, 11, 12, 27, 31, 127) || ' now,” said Ana "Bo" Ruiz.' AS t);

-- Nothing but marks, blanks, line ends.
SELECT json_valid(extract_quotes('"""""""""')), extract_quotes(char(10, 13, 32, 9, 160, 8232)), news_body(char(10, 10));

-- A sentence of more words than are read as one, which ends where a word of it would lead on.
SELECT count(*) FROM extract_quotes(replace(hex(zeroblob(300)), '00', 'the talks safe '));
