-- The claims of these articles ($1) and every claim that is tied to them, directly
-- or through others: by the arrangement's name, or by an armed side and a place
-- of which one is the other or lies within it.
WITH RECURSIVE tied (article_id, id, deal_name, armed_sides) AS (
    SELECT article_id, id, deal_name, armed_sides
    FROM claim
    WHERE article_id = ANY($1)
  UNION
    SELECT other.article_id, other.id, other.deal_name, other.armed_sides
    FROM tied
    CROSS JOIN LATERAL (
        SELECT c.article_id, c.id, c.deal_name, c.armed_sides
        FROM claim c
        WHERE c.deal_name = tied.deal_name
      UNION ALL
        SELECT c.article_id, c.id, c.deal_name, c.armed_sides
        FROM claim_place mine
        JOIN place_ancestor line ON line.place = mine.place
        JOIN claim_place theirs ON theirs.place = line.ancestor
        JOIN claim c ON (c.article_id, c.id) = (theirs.article_id, theirs.claim_id)
        WHERE (mine.article_id, mine.claim_id) = (tied.article_id, tied.id)
          AND c.armed_sides && tied.armed_sides
      UNION ALL
        SELECT c.article_id, c.id, c.deal_name, c.armed_sides
        FROM claim_place mine
        JOIN place_ancestor line ON line.ancestor = mine.place
        JOIN claim_place theirs ON theirs.place = line.place
        JOIN claim c ON (c.article_id, c.id) = (theirs.article_id, theirs.claim_id)
        WHERE (mine.article_id, mine.claim_id) = (tied.article_id, tied.id)
          AND c.armed_sides && tied.armed_sides
    ) AS other
)
SELECT
    c.id AS "id!",
    c.article_id AS "article_id!",
    coalesce(a.original, a.id) AS "original!",
    (
        SELECT coalesce(jsonb_agg(p.place ORDER BY p.ordinal), '[]')
        FROM claim_place p
        WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
    ) AS "places!: Json<Vec<PlaceId>>",
    (
        SELECT coalesce(jsonb_agg(DISTINCT line.ancestor), '[]')
        FROM claim_place p
        JOIN place_ancestor line ON line.place = p.place
        WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
    ) AS "lineage!: Json<Vec<PlaceId>>",
    c.dated_on AS "dated_on: jiff_sqlx::Date",
    c.status::text AS "status!",
    c.modality::text AS "modality!",
    c.deal_type::text AS "deal_type!",
    c.deal_name,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'actor', p.actor, 'role', p.role, 'side', p.side
        ) ORDER BY p.ordinal), '[]')
        FROM claim_participant p
        WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
    ) AS "participants!: Json<Vec<ParticipantRow>>",
    (
        SELECT coalesce(jsonb_agg(DISTINCT t.kind), '[]')
        FROM claim_term t
        WHERE (t.article_id, t.claim_id) = (c.article_id, c.id)
    ) AS "terms!: Json<Vec<TermKind>>"
FROM tied
JOIN claim c ON (c.article_id, c.id) = (tied.article_id, tied.id)
JOIN article a ON a.id = c.article_id
