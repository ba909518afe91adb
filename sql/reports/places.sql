-- Where is the news reported from?
--
-- Places in datelines, as printed, whatever their capitals.
SELECT max(place) AS place, count(*) AS articles, sum(quotes) AS quotes, count(DISTINCT outlet) AS outlets,
       min(published) AS first, max(published) AS last
FROM news_article
WHERE place IS NOT NULL
GROUP BY lower(place)
ORDER BY articles DESC, quotes DESC, lower(place)
LIMIT 20;
