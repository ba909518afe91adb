-- Who is quoted most?
--
-- People and bodies by their statements, under the name used most. Optional parameters:
--     .parameter set :since "'2026-09-01'"      .parameter set :kind "'person'"
SELECT (SELECT speaker FROM news_speaker AS s WHERE s.key = speaker_key AND s.kind = p.kind
        ORDER BY s.quotes DESC, speaker LIMIT 1) AS speaker, kind, count(*) AS quotes,
       count(DISTINCT article) AS articles, count(DISTINCT outlet) AS outlets, min(published) AS first, max(published) AS last
FROM news_plain AS p
WHERE speaker IS NOT NULL AND act = 'statement'
  AND (:since IS NULL OR published >= :since) AND (:kind IS NULL OR kind = :kind)
GROUP BY speaker_key, kind
ORDER BY quotes DESC, articles DESC, speaker_key
LIMIT 20;
