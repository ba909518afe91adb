-- Who is quoted most, under whatever name?
--
-- People and bodies by their statements, under the name used most. A person is counted under all
-- names that articles give: with another middle name or none ("Jane R. Doe"), and the last name
-- alone, if one person has nine in ten quotes of those who bear it. Optional parameters:
--     .parameter set :since "'2026-09-01'"      .parameter set :kind "'person'"
WITH name AS (
  SELECT key, speaker, max(quotes), sum(quotes) AS quotes, substr(key, 1, instr(key, ' ')) AS first,
         replace(key, rtrim(key, replace(key, ' ', '')), '') AS last
  FROM news_speaker WHERE kind = 'person' GROUP BY key
), whole AS (
  SELECT first || last AS person, last, sum(quotes) AS quotes,
         count(DISTINCT CASE WHEN first || last <> key THEN substr(key, length(first) + 1, 1) END) < 2 AS is_one
  FROM name WHERE first <> '' GROUP BY 1
), alone AS (
  SELECT last, person, max(quotes) FROM whole GROUP BY last HAVING max(quotes) >= .9 * sum(quotes)
), known AS (
  SELECT key, person, speaker, name.quotes FROM name JOIN whole ON person = first || name.last AND is_one
  UNION ALL
  SELECT key, person, speaker, name.quotes FROM name JOIN alone ON alone.last = key
), known_by AS (
  SELECT key, person, first_value(speaker) OVER names AS name, group_concat(speaker, ', ') OVER names AS names
  FROM known
  WINDOW names AS (PARTITION BY person ORDER BY key NOT LIKE '% %', quotes DESC, key
                   RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT coalesce(name, max(speaker)) AS speaker, kind, count(*) AS quotes, count(DISTINCT article) AS articles,
       count(DISTINCT outlet) AS outlets, min(published) AS first, max(published) AS last, nullif(names, name) AS names
FROM news_plain LEFT JOIN known_by ON key = speaker_key AND kind = 'person'
WHERE speaker IS NOT NULL AND act = 'statement'
  AND (:since IS NULL OR published >= :since) AND (:kind IS NULL OR kind = :kind)
GROUP BY coalesce(person, speaker_key), kind
ORDER BY quotes DESC, articles DESC, speaker_key
LIMIT 20;
