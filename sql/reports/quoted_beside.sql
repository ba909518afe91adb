-- Who is quoted beside whom?
--
-- Pairs of people and bodies in the same articles. Articles with more than 30 speakers are lists,
-- not conversations, and left out.
WITH present AS (
  SELECT article, speaker_key, max(speaker) AS speaker, count(*) OVER (PARTITION BY article) AS crowd
  FROM news_plain
  WHERE kind IN ('person', 'organization') AND act = 'statement'
  GROUP BY article, speaker_key
)
SELECT max(a.speaker) AS one, max(b.speaker) AS other, count(*) AS articles
FROM present AS a JOIN present AS b ON b.article = a.article AND b.speaker_key > a.speaker_key
WHERE a.crowd <= 30
GROUP BY a.speaker_key, b.speaker_key
ORDER BY articles DESC, a.speaker_key, b.speaker_key
LIMIT 20;
