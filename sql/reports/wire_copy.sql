-- How much is wire copy?
--
-- Articles that name an agency in the dateline or the credit, by outlet.
SELECT coalesce(outlet, '(unknown)') AS outlet, count(*) AS articles, count(agency) AS wire,
       round(100.0 * count(agency) / count(*)) AS percent, group_concat(DISTINCT agency) AS agencies
FROM news_article
GROUP BY 1
ORDER BY wire DESC, articles DESC, outlet;
