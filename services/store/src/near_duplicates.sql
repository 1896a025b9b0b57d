-- The articles that share a band with one article ($1), with the original of
-- each: those that share the most first. Of the articles of one band only so many
-- ($2) are looked at, those with the smallest ids. Articles that were not compared
-- yet are left out: they will find this one when they are.
SELECT
    candidate.article_id AS "id!",
    a.original AS "original!"
FROM article_band mine
CROSS JOIN LATERAL (
    SELECT theirs.article_id
    FROM article_band theirs
    WHERE theirs.band = mine.band AND theirs.article_id <> $1
    ORDER BY theirs.article_id
    LIMIT $2
) AS candidate
JOIN article a ON a.id = candidate.article_id
WHERE mine.article_id = $1 AND a.original IS NOT NULL
GROUP BY candidate.article_id, a.original
ORDER BY count(*) DESC, candidate.article_id
