-- Numbers of deals by what $14 names, the first $16 groups.
-- $1 to $13: the filter, as filtered_deals takes it. $15: the kind of places.
-- Of the parts only the one that $14 names is run.
SELECT grouped.label AS "label?", count(DISTINCT grouped.deal) AS "count!"
FROM (
    SELECT d.id AS deal, CASE $14::text
        WHEN 'MONTH' THEN to_char(d.first_date, 'YYYY-MM-01')
        WHEN 'STATUS' THEN d.status::text
        ELSE d.deal_type::text
    END AS label
    FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) d
    WHERE $14 IN ('MONTH', 'STATUS', 'TYPE')
  UNION ALL
    SELECT d.id, line.ancestor::text
    FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) d
    JOIN deal_place p ON p.deal = d.id
    JOIN place_ancestor line ON line.place = p.place
    JOIN place ON place.id = line.ancestor
    WHERE $14 = 'PLACE' AND place.kind = $15::text
  UNION ALL
    SELECT d.id, p.actor::text
    FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) d
    JOIN deal_participant p ON p.deal = d.id
    WHERE $14 = 'PARTY' AND p.role = 'PARTY'
  UNION ALL
    SELECT d.id, a.outlet
    FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) d
    JOIN deal_claim c ON c.deal = d.id
    JOIN article a ON a.id = c.article_id
    WHERE $14 = 'OUTLET'
) AS grouped
GROUP BY grouped.label
ORDER BY
    CASE WHEN $14 = 'MONTH' THEN grouped.label END DESC NULLS LAST,
    count(DISTINCT grouped.deal) DESC,
    grouped.label
LIMIT $16
