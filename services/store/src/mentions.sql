-- A page of mentions of an actor ($1) or of a place ($2), one of them NULL; of a
-- place with what lies in it, or only of itself ($3). The latest published first,
-- those without a date last, in the order of the text within an article.
-- $4, $5, $6: date, article and position of the mention after which the page
-- starts; NULL for the first page.
SELECT
    m.article_id AS "article_id!",
    m.ordinal AS "ordinal!",
    a.published_on AS "published_on: jiff_sqlx::Date",
    m.named AS "named!",
    m.span_start AS "span_start!",
    m.span_end AS "span_end!",
    m.sentence_start AS "sentence_start!",
    m.sentence_end AS "sentence_end!"
FROM (
    SELECT
        article_id, ordinal, actor::text AS named, span_start, span_end, sentence_start,
        sentence_end
    FROM actor_mention
    WHERE actor = $1
  UNION ALL
    SELECT
        article_id, ordinal, place::text, span_start, span_end, sentence_start, sentence_end
    FROM place_mention
    WHERE place IN (
        SELECT place FROM place_ancestor WHERE ancestor = $2 AND (distance = 0 OR NOT $3))
) AS m
JOIN article a ON a.id = m.article_id
WHERE (
    $5::uuid IS NULL
    OR a.id = $5 AND m.ordinal > $6::bigint
    OR CASE
        WHEN $4::date IS NULL THEN a.published_on IS NULL AND a.id < $5
        ELSE a.published_on IS NULL OR (a.published_on, a.id) < ($4, $5)
    END
)
  AND (cardinality($7::uuid[]) = 0 OR a.id = ANY($7))
  AND (cardinality($8::text[]) = 0 OR a.outlet = ANY($8))
  AND ($9::date IS NULL OR a.published_on >= $9)
  AND ($10::date IS NULL OR a.published_on <= $10)
  AND (NOT $11::boolean OR a.original IS NULL OR a.original = a.id)
  AND (cardinality($12::text[]) = 0 OR EXISTS (
      SELECT FROM actor_mention beside
      WHERE beside.article_id = m.article_id AND beside.actor = ANY($12)
        AND (NOT $14::boolean OR beside.sentence_start = m.sentence_start)))
  AND (cardinality($13::text[]) = 0 OR EXISTS (
      SELECT FROM place_mention beside
      JOIN place_ancestor line ON line.place = beside.place
      WHERE beside.article_id = m.article_id AND line.ancestor = ANY($13)
        AND (NOT $14 OR beside.sentence_start = m.sentence_start)))
ORDER BY a.published_on DESC NULLS LAST, a.id DESC, m.ordinal
LIMIT $15
