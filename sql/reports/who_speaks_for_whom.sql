-- Who speaks for whom?
--
-- Everybody whom the articles call a spokesman or spokeswoman, a representative, a lawyer …, named or
-- not, with the office in the articles' own words.
WITH offices AS (
  SELECT *, coalesce(role, CASE WHEN kind = 'anonymous' THEN speaker END) AS office FROM news_plain
)
SELECT CASE WHEN kind = 'anonymous' THEN '(unnamed)' ELSE max(speaker) END AS speaker, office,
       count(*) AS quotes, count(DISTINCT article) AS articles
FROM offices
WHERE office LIKE '%spokes%' OR office LIKE '%represent%' OR office LIKE '%lawyer%' OR office LIKE '%attorney%'
   OR office LIKE '%press secretary%' OR office LIKE '%press officer%' OR office LIKE '%on behalf of%'
GROUP BY speaker_key, office
ORDER BY quotes DESC, speaker_key, office
LIMIT 20;
