-- Numbers of deals by what $5 names, the first $7 groups.
-- $1 to $4: the filter, as filtered_deals takes it. $6: the kind of places.
-- Of the parts only the one that $5 names is run.
SELECT grouped.label AS "label?", count(DISTINCT grouped.deal) AS "count!"
FROM (
    SELECT d.id AS deal, CASE $5::text
        WHEN 'MONTH' THEN to_char(d.first_date, 'YYYY-MM-01')
        WHEN 'STATUS' THEN d.status::text
        ELSE d.deal_type::text
    END AS label
    FROM filtered_deals($1, $2, $3, $4) d
    WHERE $5 IN ('MONTH', 'STATUS', 'TYPE')
  UNION ALL
    SELECT d.id, line.ancestor::text
    FROM filtered_deals($1, $2, $3, $4) d
    JOIN deal_place p ON p.deal = d.id
    JOIN place_ancestor line ON line.place = p.place
    JOIN place ON place.id = line.ancestor
    WHERE $5 = 'PLACE' AND place.kind = $6::text
  UNION ALL
    SELECT d.id, p.actor::text
    FROM filtered_deals($1, $2, $3, $4) d
    JOIN deal_participant p ON p.deal = d.id
    WHERE $5 = 'PARTY' AND p.role = 'PARTY'
  UNION ALL
    SELECT d.id, a.outlet
    FROM filtered_deals($1, $2, $3, $4) d
    JOIN deal_claim c ON c.deal = d.id
    JOIN article a ON a.id = c.article_id
    WHERE $5 = 'OUTLET'
) AS grouped
GROUP BY grouped.label
ORDER BY
    CASE WHEN $5 = 'MONTH' THEN grouped.label END DESC NULLS LAST,
    count(DISTINCT grouped.deal) DESC,
    grouped.label
LIMIT $7
