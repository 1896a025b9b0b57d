-- Deals that a filter lets through: about one of the places or a place in them, with
-- one of the actors in any role, of one of the types, with one of the statuses. What
-- is empty does not narrow. Postgres puts its text in the place of each call.

CREATE FUNCTION filtered_deals(
    places text[], actors text[], types text[], statuses text[]
) RETURNS SETOF deal LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT d.*
    FROM deal d
    WHERE (cardinality($1) = 0 OR EXISTS (
              SELECT FROM deal_place p
              JOIN place_ancestor a ON a.place = p.place
              WHERE p.deal = d.id AND a.ancestor = ANY($1)))
      AND (cardinality($2) = 0 OR EXISTS (
              SELECT FROM deal_participant p WHERE p.deal = d.id AND p.actor = ANY($2)))
      AND (cardinality($3) = 0 OR d.deal_type = ANY($3))
      AND (cardinality($4) = 0 OR d.status = ANY($4))
$$;
