-- What did one speaker say, month by month?
--
-- Without the parameter, the person quoted most.
--     .parameter set :speaker "'Joost Hellendaal'"
WITH chosen AS (
  SELECT key FROM news_speaker WHERE speaker = :speaker
  UNION ALL
  SELECT * FROM (SELECT speaker_key FROM news_plain WHERE kind = 'person' GROUP BY 1
                 ORDER BY count(*) DESC, speaker_key LIMIT 1)
  LIMIT 1
)
SELECT substr(published, 1, 7) AS month, max(speaker) AS speaker, count(*) AS quotes,
       count(DISTINCT outlet) AS outlets, sum(act = 'statement') AS statements, sum(act = 'belief') AS beliefs,
       sum(act = 'intention') AS intentions, printf('%.*c', count(*), '#') AS bar
FROM news_plain
WHERE speaker_key = (SELECT key FROM chosen)
GROUP BY 1
ORDER BY 1;
