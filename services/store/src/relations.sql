-- A page of relations: who has what to do with whom, by the roles of both in one
-- claim, seen from either end. Those with the most deals first, of equals those
-- with the most claims, then in the order of names.
-- $1: from whose end; NULL for everybody's. $2 to $8 narrow the claims.
-- $9 to $13: deals, claims, actor, other, kind of the relation after which the
-- page starts; NULL for the first page.
-- $14: so many claims of each are shown.
WITH kind_of_roles (mine, theirs, kind) AS (VALUES
    ('PARTY', 'PARTY', 'COUNTERPART'),
    ('PARTY', 'MEDIATOR', 'MEDIATED_BY'),
    ('MEDIATOR', 'PARTY', 'MEDIATOR_FOR'),
    ('PARTY', 'GUARANTOR', 'GUARANTEED_BY'),
    ('GUARANTOR', 'PARTY', 'GUARANTOR_FOR'),
    ('PARTY', 'SPOILER', 'SPOILED_BY'),
    ('SPOILER', 'PARTY', 'SPOILER_FOR'),
    ('PARTY', 'AFFECTED', 'AFFECTS'),
    ('AFFECTED', 'PARTY', 'AFFECTED_BY')
),
-- Every claim once for each two actors and what they have to do with each other
-- there.
pair AS (
    SELECT
        mine.actor, theirs.actor AS other,
        CASE
            WHEN k.kind = 'COUNTERPART' AND mine.side = theirs.side THEN 'FELLOW_PARTY'
            ELSE k.kind
        END AS kind,
        mine.article_id, mine.claim_id
    FROM claim_participant mine
    JOIN claim_participant theirs
        ON (theirs.article_id, theirs.claim_id) = (mine.article_id, mine.claim_id)
        AND theirs.actor <> mine.actor
    JOIN kind_of_roles k ON k.mine = mine.role AND k.theirs = theirs.role
    WHERE ($1::text IS NULL OR mine.actor = $1)
  UNION ALL
    SELECT represents, actor, 'REPRESENTED_BY', article_id, claim_id
    FROM claim_participant
    WHERE represents <> actor AND ($1 IS NULL OR represents = $1)
  UNION ALL
    SELECT actor, represents, 'REPRESENTATIVE_OF', article_id, claim_id
    FROM claim_participant
    WHERE represents <> actor AND ($1 IS NULL OR actor = $1)
),
relation AS (
    SELECT
        pair.actor, pair.other, pair.kind,
        count(DISTINCT d.id) FILTER (WHERE c.modality <> 'DENIED') AS deals,
        count(*) FILTER (WHERE c.modality <> 'DENIED') AS claims,
        count(*) FILTER (WHERE c.modality = 'HEDGED') AS hedged_claims,
        count(*) FILTER (WHERE c.modality = 'DENIED') AS denied_claims,
        count(DISTINCT coalesce(a.original, a.id)) FILTER (WHERE c.modality <> 'DENIED')
            AS independent_reports,
        min(c.dated_on) FILTER (WHERE c.modality <> 'DENIED') AS first_date,
        max(c.dated_on) FILTER (WHERE c.modality <> 'DENIED') AS last_date,
        array_agg(c.article_id ORDER BY c.modality = 'DENIED', c.dated_on DESC NULLS LAST, c.id)
            AS articles,
        array_agg(c.id ORDER BY c.modality = 'DENIED', c.dated_on DESC NULLS LAST, c.id)
            AS claim_ids
    FROM pair
    JOIN claim c ON (c.article_id, c.id) = (pair.article_id, pair.claim_id)
    JOIN article a ON a.id = c.article_id
    JOIN deal_claim dc ON (dc.article_id, dc.claim_id) = (c.article_id, c.id)
    JOIN deal d ON d.id = dc.deal
    WHERE (cardinality($2::text[]) = 0 OR pair.other = ANY($2))
      AND (cardinality($3::text[]) = 0 OR pair.kind = ANY($3))
      -- Looked up once, not for every pair.
      AND (cardinality($4::text[]) = 0 OR (c.article_id, c.id) IN (
          SELECT p.article_id, p.claim_id
          FROM claim_place p
          JOIN place_ancestor line ON line.place = p.place
          WHERE line.ancestor = ANY($4)))
      AND ($5::date IS NULL OR c.dated_on >= $5)
      AND ($6::date IS NULL OR c.dated_on <= $6)
      AND (cardinality($7::text[]) = 0 OR d.deal_type = ANY($7))
      AND (cardinality($8::text[]) = 0 OR d.status = ANY($8))
    GROUP BY pair.actor, pair.other, pair.kind
)
SELECT
    actor::text AS "actor!",
    other::text AS "other!",
    kind AS "kind!",
    deals AS "deals!",
    claims AS "claims!",
    hedged_claims AS "hedged_claims!",
    denied_claims AS "denied_claims!",
    independent_reports AS "independent_reports!",
    first_date AS "first_date: jiff_sqlx::Date",
    last_date AS "last_date: jiff_sqlx::Date",
    articles[:$14::integer] AS "articles!",
    claim_ids[:$14] AS "claim_ids!"
FROM relation
WHERE $9::bigint IS NULL
   OR (-deals, -claims, actor, other, kind) > (-$9, -$10::bigint, $11::text, $12::text, $13::text)
ORDER BY deals DESC, claims DESC, actor, other, kind
LIMIT $15
