-- What did one speaker say, month by month?
--
-- Without the parameter, the person quoted most. A # is one quote or, where a month has more than 50,
-- a fiftieth of that month's.
--     .parameter set :speaker "'Joost Hellendaal'"
WITH chosen AS (
  SELECT key FROM news_speaker WHERE speaker = :speaker
  UNION ALL
  SELECT * FROM (SELECT speaker_key FROM news_plain WHERE kind = 'person' GROUP BY 1
                 ORDER BY count(*) DESC, speaker_key LIMIT 1)
  WHERE :speaker IS NULL
  LIMIT 1
), months AS (
  SELECT substr(published, 1, 7) AS month, max(speaker) AS speaker, count(*) AS quotes,
         count(DISTINCT outlet) AS outlets, sum(act = 'statement') AS statements,
         sum(act = 'belief') AS beliefs, sum(act = 'intention') AS intentions
  FROM news_plain
  WHERE speaker_key = (SELECT key FROM chosen)
  GROUP BY 1
), scale AS (
  SELECT max(50, max(quotes)) AS most FROM months
)
SELECT months.*, printf('%.*c', (50 * quotes + most - 1) / most, '#') AS bar
FROM months, scale
ORDER BY month;
