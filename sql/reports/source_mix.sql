-- What mix of sources does each outlet have, and how few speak most of it?
--
-- Shares of its statements in percent. half is the number of speakers who make half of the
-- statements with a speaker: the fewer, the more concentrated.
WITH said AS (
  SELECT coalesce(outlet, '(unknown)') AS outlet, kind, speaker_key FROM news_plain WHERE act = 'statement'
), speakers AS (
  SELECT outlet, speaker_key, count(*) AS quotes FROM said WHERE kind IS NOT NULL GROUP BY 1, 2
), ranked AS (
  SELECT outlet, sum(quotes) OVER (PARTITION BY outlet ORDER BY quotes DESC, speaker_key) AS so_far,
         sum(quotes) OVER (PARTITION BY outlet) AS total, quotes
  FROM speakers
), halves AS (
  SELECT outlet, sum(2 * (so_far - quotes) < total) AS half FROM ranked GROUP BY 1
)
SELECT outlet, count(*) AS statements,
       round(100.0 * sum(kind = 'person') / count(*)) AS people,
       round(100.0 * sum(kind = 'organization') / count(*)) AS bodies,
       round(100.0 * sum(kind = 'group') / count(*)) AS groups,
       round(100.0 * sum(kind = 'document') / count(*)) AS documents,
       round(100.0 * sum(kind = 'anonymous') / count(*)) AS unnamed,
       round(100.0 * sum(kind IS NULL) / count(*)) AS nobody,
       coalesce(half, 0) AS half
FROM said LEFT JOIN halves USING (outlet)
GROUP BY outlet
ORDER BY statements DESC, outlet;
