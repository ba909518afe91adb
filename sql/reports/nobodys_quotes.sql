-- Which quotes does nobody own?
--
-- Words in quotation marks for which no source was found: to be read beside the article.
SELECT published, outlet, headline, quote
FROM news_plain
WHERE speaker IS NULL AND type <> 'indirect'
ORDER BY published DESC, article, n
LIMIT 20;
