-- What deals are narrowed by beyond place, actor, type and current status.

-- Every status that the deal has or had; NULL until it is computed again.
ALTER TABLE deal
    ADD COLUMN statuses text[],
    ADD COLUMN is_contested boolean NOT NULL DEFAULT false,
    -- A deal that is another one is a new row.
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE deal ALTER COLUMN is_contested DROP DEFAULT;
CREATE INDEX deal_by_update ON deal (updated_at);
CREATE INDEX deal_not_computed ON deal (id) WHERE statuses IS NULL;
CREATE INDEX deal_term_by_kind ON deal_term (kind, deal);
CREATE INDEX claim_term_by_destination ON claim_term (destination, article_id, claim_id)
    WHERE destination IS NOT NULL;

-- Deals that a filter lets through. What is empty or NULL does not narrow; several
-- values mean any of them; places count with what lies in them. Postgres puts its text
-- in the place of each call.
DROP FUNCTION filtered_deals(text[], text[], text[], text[]);
CREATE FUNCTION filtered_deals(
    -- Where it is, who takes part, and, of those, as what.
    places text[], actors text[], actor_roles text[],
    types text[], statuses text[], ever_statuses text[], terms text[], destinations text[],
    -- Days of which some claim is, or lies between two claims.
    dated_since date, dated_until date,
    contested boolean, least_independent integer, updated_since timestamptz
) RETURNS SETOF deal LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT d.*
    FROM deal d
    WHERE (cardinality($1) = 0 OR EXISTS (
              SELECT FROM deal_place p
              JOIN place_ancestor a ON a.place = p.place
              WHERE p.deal = d.id AND a.ancestor = ANY($1)))
      AND (cardinality($2) = 0 AND cardinality($3) = 0 OR EXISTS (
              SELECT FROM deal_participant p
              WHERE p.deal = d.id
                AND (cardinality($2) = 0 OR p.actor = ANY($2))
                AND (cardinality($3) = 0 OR p.role = ANY($3))))
      AND (cardinality($4) = 0 OR d.deal_type = ANY($4))
      AND (cardinality($5) = 0 OR d.status = ANY($5))
      AND (cardinality($6) = 0 OR d.statuses && $6)
      AND (cardinality($7) = 0 OR EXISTS (
              SELECT FROM deal_term t WHERE t.deal = d.id AND t.kind = ANY($7)))
      AND (cardinality($8) = 0 OR EXISTS (
              SELECT FROM deal_claim c
              JOIN claim_term t ON (t.article_id, t.claim_id) = (c.article_id, c.claim_id)
              JOIN place_ancestor a ON a.place = t.destination
              WHERE c.deal = d.id AND a.ancestor = ANY($8)))
      AND ($9 IS NULL OR d.last_date >= $9)
      AND ($10 IS NULL OR d.first_date <= $10)
      AND ($11 IS NULL OR d.is_contested = $11)
      AND ($12 IS NULL OR d.independent_report_count >= $12)
      AND ($13 IS NULL OR d.updated_at >= $13)
$$;
