-- The claims of these articles ($1) and every claim that is tied to them, directly
-- or through others: by the arrangement's name, or by an armed side and a place
-- of which one is the other or lies within it. What ties claims is followed from
-- place to place, not from claim to claim: a place has many claims.
WITH RECURSIVE tie (place, side, deal_name) AS (
    SELECT p.place, of_claim.side, c.deal_name
    FROM claim c
    JOIN claim_place p ON (p.article_id, p.claim_id) = (c.article_id, c.id)
    CROSS JOIN unnest(c.armed_sides) AS of_claim (side)
    WHERE c.article_id = ANY($1)
  UNION
    SELECT p.place, of_claim.side, other.deal_name
    FROM tie
    CROSS JOIN LATERAL (
        SELECT c.article_id, c.id, c.deal_name, c.armed_sides
        FROM claim c
        WHERE c.deal_name = tie.deal_name
      UNION ALL
        SELECT c.article_id, c.id, c.deal_name, c.armed_sides
        FROM (
            SELECT theirs.article_id, theirs.claim_id
            FROM (
                SELECT ancestor AS place FROM place_ancestor WHERE place = tie.place
              UNION ALL
                SELECT place FROM place_ancestor WHERE ancestor = tie.place AND distance > 0
            ) AS near
            JOIN claim_place theirs ON theirs.place = near.place
            -- Without it the planner would look at all claims of the side first.
            OFFSET 0
        ) AS held
        JOIN claim c ON (c.article_id, c.id) = (held.article_id, held.claim_id)
        WHERE tie.side = ANY(c.armed_sides)
    ) AS other
    JOIN claim_place p ON (p.article_id, p.claim_id) = (other.article_id, other.id)
    CROSS JOIN unnest(other.armed_sides) AS of_claim (side)
), tied AS (
    SELECT DISTINCT p.article_id, p.claim_id AS id
    FROM (SELECT DISTINCT place, side FROM tie) AS tie
    JOIN claim_place p ON p.place = tie.place
    JOIN claim c ON (c.article_id, c.id) = (p.article_id, p.claim_id)
    WHERE tie.side = ANY(c.armed_sides)
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
    ) AS "terms!: Json<Vec<TermKind>>",
    (
        SELECT coalesce(jsonb_agg(DISTINCT line.ancestor), '[]')
        FROM claim_term t
        JOIN place_ancestor line ON line.place = t.destination
        WHERE (t.article_id, t.claim_id) = (c.article_id, c.id)
    ) AS "destinations!: Json<Vec<PlaceId>>"
FROM tied
JOIN claim c ON (c.article_id, c.id) = (tied.article_id, tied.id)
JOIN article a ON a.id = c.article_id
