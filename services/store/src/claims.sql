-- Claims with all that belongs to them.
-- $1, $2: ids of articles and claims, pair by pair; the answer keeps their order.
SELECT
    c.id AS "id!",
    c.article_id AS "article_id!",
    d.deal AS "deal?",
    a.title,
    a.outlet,
    to_jsonb(a.published) AS "published: Json<PartialDate>",
    nullif(a.original, a.id) AS "original?",
    (
        SELECT coalesce(jsonb_agg(p.place ORDER BY p.ordinal), '[]')
        FROM claim_place p
        WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
    ) AS "places!: Json<Vec<PlaceId>>",
    c.deal_type::text AS "deal_type!",
    c.status::text AS "status!",
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'actor', p.actor, 'role', p.role, 'side', p.side, 'represents', p.represents
        ) ORDER BY p.ordinal), '[]')
        FROM claim_participant p
        WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
    ) AS "participants!: Json<Vec<Participant>>",
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'kind', t.kind, 'destination', t.destination, 'staged', t.staged
        ) ORDER BY t.ordinal), '[]')
        FROM claim_term t
        WHERE (t.article_id, t.claim_id) = (c.article_id, c.id)
    ) AS "terms!: Json<Vec<Term>>",
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'of', q."of", 'least', q.least, 'most', q.most, 'is_rough', q.is_rough,
            'span', jsonb_build_object('start', q.span_start, 'end', q.span_end)
        ) ORDER BY q.ordinal), '[]')
        FROM claim_quantity q
        WHERE (q.article_id, q.claim_id) = (c.article_id, c.id)
    ) AS "quantities!: Json<Vec<Quantity>>",
    c.asserter::text AS "asserter!",
    c.modality::text AS "modality!",
    c.confirmation::text AS "confirmation!",
    to_jsonb(c.event_date) AS "event_date: Json<PartialDate>",
    c.deal_name,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'span', jsonb_build_object('start', e.span_start, 'end', e.span_end),
            'quote', e.quote
        ) ORDER BY e.ordinal), '[]')
        FROM claim_evidence e
        WHERE (e.article_id, e.claim_id) = (c.article_id, c.id)
    ) AS "evidence!: Json<Vec<EvidenceRow>>"
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (article_id, id, position)
JOIN claim c ON (c.article_id, c.id) = (asked.article_id, asked.id)
JOIN article a ON a.id = c.article_id
LEFT JOIN deal_claim d ON (d.article_id, d.claim_id) = (c.article_id, c.id)
ORDER BY asked.position
