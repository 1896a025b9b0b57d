-- Deals with all that belongs to them.
-- $1: their ids; the answer keeps this order.
SELECT
    d.id AS "id!",
    d.process AS "process!",
    d.predecessor AS "predecessor?",
    d.name,
    d.deal_type::text AS "deal_type!",
    d.status::text,
    coalesce(d.statuses, '{}') AS "statuses!",
    d.is_contested AS "is_contested!",
    d.first_date AS "first_date: jiff_sqlx::Date",
    d.last_date AS "last_date: jiff_sqlx::Date",
    d.report_count AS "report_count!",
    d.independent_report_count AS "independent_report_count!",
    (
        SELECT coalesce(jsonb_agg(p.place ORDER BY p.ordinal), '[]')
        FROM deal_place p WHERE p.deal = d.id
    ) AS "places!: Json<Vec<PlaceId>>",
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'actor', p.actor, 'role', p.role, 'side', p.side
        ) ORDER BY p.ordinal), '[]')
        FROM deal_participant p WHERE p.deal = d.id
    ) AS "participants!: Json<Vec<ParticipantRow>>",
    (
        SELECT coalesce(jsonb_agg(t.kind), '[]')
        FROM deal_term t WHERE t.deal = d.id
    ) AS "terms!: Json<Vec<TermKind>>",
    ARRAY(
        SELECT c.claim_id FROM deal_claim c WHERE c.deal = d.id ORDER BY c.ordinal
    ) AS "claims!"
FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, position)
JOIN deal d ON d.id = asked.id
ORDER BY asked.position
