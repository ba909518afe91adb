-- What do the sources look like, in pictures?
--
-- A page of its own for any browser, with nothing to fetch: the mix of sources of each outlet, quotes
-- over time, and who is quoted beside whom.
--     sqlite3 news.db < sql/reports/page.sql > sources.html
.mode list
.headers off
.separator ""
.nullvalue ""

SELECT '<!doctype html><html lang="en"><meta charset="utf-8"><title>Who is quoted</title>
<meta name="viewport" content="width=device-width">
<style>
:root { color-scheme: light dark; --ink: #1b1f23; --soft: #6a737d; --rule: #d0d7de; --back: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #8b949e; --rule: #30363d; --back: #0d1117 } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 900px; margin: 2em auto; padding: 0 1em }
svg { width: 100%; height: auto; display: block } text { fill: var(--ink); font-size: 12px }
.soft { fill: var(--soft); color: var(--soft) } .rule { stroke: var(--rule) } .edge { stroke: #4c72b0; stroke-opacity: .45 }
i { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; border-radius: 2px }
</style><h1>Who is quoted</h1><p class="soft">'
  || count(*) || ' quotes in ' || count(DISTINCT article) || ' articles of ' || count(DISTINCT outlet)
  || ' outlets, ' || coalesce(min(day), '?') || ' to ' || coalesce(max(day), '?') || '</p>'
FROM (SELECT article, outlet, CASE WHEN date(substr(published, 1, 10), '0 days') = substr(published, 1, 10) THEN substr(published, 1, 10) END AS day
      FROM news_plain);

-- The mix of sources: a bar an outlet, of the fifteen with the most statements, a part a kind.
WITH kinds(place, kind, colour) AS (
  VALUES (1, 'person', '#4c72b0'), (2, 'organization', '#dd8452'), (3, 'group', '#55a868'), (4, 'document', '#8172b3'),
         (5, 'anonymous', '#c44e52'), (6, 'nobody', '#999999')
), said AS (
  SELECT coalesce(outlet, '(unknown)') AS outlet, coalesce(kind, 'nobody') AS kind, count(*) AS quotes
  FROM news_plain WHERE act = 'statement' GROUP BY 1, 2
), outlets AS (
  SELECT outlet, sum(quotes) AS total, row_number() OVER (ORDER BY sum(quotes) DESC, outlet) AS line,
         replace(replace(replace(outlet, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') AS name,
         replace(replace(replace(CASE WHEN length(outlet) > 26 THEN substr(outlet, 1, 25) || '…' ELSE outlet END,
                                 '&', '&amp;'), '<', '&lt;'), '>', '&gt;') AS label
  FROM said GROUP BY 1
), parts AS (
  SELECT o.line, o.outlet, o.total, k.kind, k.colour, s.quotes, 560.0 * s.quotes / o.total AS width,
         560.0 * (sum(s.quotes) OVER (PARTITION BY o.line ORDER BY k.place) - s.quotes) / o.total AS left
  FROM outlets AS o JOIN said AS s USING (outlet) JOIN kinds AS k USING (kind) WHERE o.line <= 15
)
SELECT '<h2>What mix of sources does each outlet have?</h2><p>'
  || (SELECT group_concat('<i style="background:' || colour || '"></i>' || kind, '') FROM kinds)
  || '</p><p class="soft">Statements, in shares of each outlet''s; their number is on the right.'
  || (SELECT CASE WHEN count(*) > 15 THEN printf(' The 15 outlets of %d that have the most.', count(*)) ELSE '' END FROM outlets)
  || '</p><svg viewBox="0 0 800 ' || (24 * max(line) + 8) || '" role="img" aria-label="The mix of sources of each outlet">'
  || group_concat(printf('<rect x="%.1f" y="%d" width="%.1f" height="18" fill="%s"><title>%s: %d of %d</title></rect>',
                         190 + left, 24 * line - 20, width, colour, kind, quotes, total), '')
  || (SELECT group_concat(printf('<text x="182" y="%d" text-anchor="end">%s<title>%s</title></text>'
                                 || '<text class="soft" x="758" y="%d">%d</text>',
                                 24 * line - 7, label, name, 24 * line - 7, total), '') FROM outlets WHERE line <= 15)
  || '</svg>'
FROM parts;

-- Quotes over time: a column a day, a month or a year, so that there are not many more than a hundred.
WITH RECURSIVE dated AS (
  SELECT substr(published, 1, 10) AS day, type FROM news_plain
  WHERE date(substr(published, 1, 10), '0 days') = substr(published, 1, 10)
), dates AS (
  SELECT CASE WHEN julianday(max(day)) - julianday(min(day)) < 100 THEN 10
              WHEN julianday(max(day)) - julianday(min(day)) < 3660 THEN 7 ELSE 4 END AS characters
  FROM dated
), counted AS (
  SELECT substr(day, 1, characters) AS period, sum(type = 'direct') AS direct, count(*) AS quotes FROM dated, dates GROUP BY 1
), periods(period) AS (
  SELECT period FROM counted
  UNION
  SELECT substr(date(substr(period || '-01-01', 1, 10), CASE characters WHEN 10 THEN '1 day' WHEN 7 THEN '1 month' ELSE '1 year' END),
                1, characters)
  FROM periods, dates WHERE period < (SELECT max(period) FROM counted)
), columns AS (
  SELECT period, coalesce(direct, 0) AS direct, coalesce(quotes, 0) AS quotes, row_number() OVER (ORDER BY period) - 1 AS place,
         count(*) OVER () AS many, max(quotes) OVER () AS most
  FROM periods LEFT JOIN counted USING (period) WHERE period IS NOT NULL
)
SELECT '<h2>How many quotes, and when?</h2><p><i style="background:#4c72b0"></i>direct<i style="background:#a8bcd9"></i>all</p>'
  || '<svg viewBox="0 0 800 220" role="img" aria-label="Quotes over time"><line class="rule" x1="40" x2="800" y1="190" y2="190"/>'
  || group_concat(printf('<g><title>%s: %d quotes, %d direct</title>'
                         || '<rect x="%.2f" width="%.2f" y="%.1f" height="%.1f" fill="#a8bcd9"/>'
                         || '<rect x="%.2f" width="%.2f" y="%.1f" height="%.1f" fill="#4c72b0"/></g>',
                         period, quotes, direct,
                         40 + 760.0 * place / many, 640.0 / many, 190 - 180.0 * quotes / most, 180.0 * quotes / most,
                         40 + 760.0 * place / many, 640.0 / many, 190 - 180.0 * direct / most, 180.0 * direct / most), '')
  || group_concat(CASE WHEN place % (1 + many / 8) = 0 AND (place + 0.5) / many < 0.95
                       THEN printf('<text class="soft" x="%.1f" y="208">%s</text>', 40 + 760.0 * place / many, period) END, '')
  || printf('<text class="soft" x="34" y="16" text-anchor="end">%d</text>', max(most))
  || '<text class="soft" x="34" y="194" text-anchor="end">0</text></svg>'
FROM columns;

-- Who is quoted beside whom: the sixteen quoted most, around a circle.
WITH circle(place, x, y) AS (
  VALUES (1, 1.0, 0.0), (2, 0.924, 0.383), (3, 0.707, 0.707), (4, 0.383, 0.924), (5, 0.0, 1.0), (6, -0.383, 0.924),
         (7, -0.707, 0.707), (8, -0.924, 0.383), (9, -1.0, 0.0), (10, -0.924, -0.383), (11, -0.707, -0.707),
         (12, -0.383, -0.924), (13, 0.0, -1.0), (14, 0.383, -0.924), (15, 0.707, -0.707), (16, 0.924, -0.383)
), people AS (
  SELECT speaker_key, max(speaker) AS name, count(*) AS quotes,
         row_number() OVER (ORDER BY count(DISTINCT article) DESC, count(*) DESC, speaker_key) AS place
  FROM news_plain WHERE kind IN ('person', 'organization') AND act = 'statement' GROUP BY 1
), nodes AS (
  SELECT p.*, 400 + 210 * x AS x, 260 + 210 * y AS y, x AS across, y AS down, 4 + 8.0 * quotes / max(quotes) OVER () AS radius,
         replace(replace(replace(CASE WHEN length(name) > 28 THEN substr(name, 1, 27) || '…' ELSE name END,
                                 '&', '&amp;'), '<', '&lt;'), '>', '&gt;') AS label
  FROM people AS p JOIN circle USING (place)
), present AS (
  SELECT DISTINCT n.article, d.place, d.x, d.y, d.name FROM news_plain AS n JOIN nodes AS d USING (speaker_key)
), edges AS (
  SELECT a.x AS x1, a.y AS y1, b.x AS x2, b.y AS y2, a.name || ' and ' || b.name AS names, count(*) AS articles
  FROM present AS a JOIN present AS b ON b.article = a.article AND b.place > a.place
  GROUP BY a.place, b.place
)
SELECT '<h2>Who is quoted beside whom?</h2><p class="soft">The people and bodies in the most articles, up to sixteen;'
  || ' lines join those who speak in the same ones.</p>'
  || '<svg viewBox="0 0 800 520" role="img" aria-label="Who is quoted beside whom">'
  || coalesce((SELECT group_concat(printf('<line class="edge" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke-width="%.1f"><title>%s: %d</title></line>',
                               x1, y1, x2, y2, 0.5 + 7.5 * articles / (SELECT max(articles) FROM edges),
                               replace(replace(replace(names, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), articles), '') FROM edges), '')
  || group_concat(printf('<circle cx="%.1f" cy="%.1f" r="%.1f" fill="#dd8452"><title>%s: %d quotes</title></circle>'
                         || '<text x="%.1f" y="%.1f" text-anchor="%s">%s</text>',
                         x, y, radius, replace(replace(replace(name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), quotes,
                         CASE WHEN across = 0 THEN x WHEN across < 0 THEN x - 16 ELSE x + 16 END,
                         CASE WHEN across <> 0 THEN y + 4 WHEN down < 0 THEN y - 16 ELSE y + 26 END,
                         CASE WHEN across = 0 THEN 'middle' WHEN across < 0 THEN 'end' ELSE 'start' END, label), '')
  || '</svg>'
FROM nodes;

SELECT '</html>';
