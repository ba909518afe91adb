-- Who relies on sources without a name, and for what?
--
-- Outlets by the share of their statements that nobody signs, with the description used most.
WITH said AS (
  SELECT coalesce(outlet, '(unknown)') AS outlet, article, kind, speaker FROM news_plain WHERE act = 'statement'
), words AS (
  SELECT outlet, max(speaker) AS description, count(*) AS times FROM said WHERE kind = 'anonymous'
  GROUP BY outlet, lower(speaker)
)
SELECT outlet, sum(kind = 'anonymous') AS unnamed, count(*) AS statements,
       round(100.0 * sum(kind = 'anonymous') / count(*), 1) AS percent,
       count(DISTINCT CASE WHEN kind = 'anonymous' THEN article END) AS articles,
       (SELECT description FROM words AS w WHERE w.outlet = said.outlet ORDER BY times DESC, lower(description) LIMIT 1)
         AS most_often
FROM said
GROUP BY outlet
HAVING unnamed > 0
ORDER BY percent DESC, outlet;
