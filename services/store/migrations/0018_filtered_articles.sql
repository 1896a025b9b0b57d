-- Articles that a filter lets through: of one of the outlets, in one of the languages,
-- that name one of the actors, and one of the places or a place in them; with claims or
-- without; repeating no other. What is empty or NULL does not narrow. Postgres puts its
-- text in the place of each call.

CREATE FUNCTION filtered_articles(
    outlets text[], languages text[], actors text[], places text[], has_claims boolean,
    originals_only boolean
) RETURNS SETOF article LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT a.*
    FROM article a
    WHERE (cardinality($1) = 0 OR a.outlet = ANY($1))
      AND (cardinality($2) = 0 OR a.language = ANY($2))
      AND (cardinality($3) = 0 OR EXISTS (
          SELECT FROM actor_mention m WHERE m.article_id = a.id AND m.actor = ANY($3)))
      AND (cardinality($4) = 0 OR EXISTS (
          SELECT FROM place_mention m
          JOIN place_ancestor line ON line.place = m.place
          WHERE m.article_id = a.id AND line.ancestor = ANY($4)))
      AND ($5 IS NULL OR (a.claim_count > 0) = $5)
      AND (NOT $6 OR a.original IS NULL OR a.original = a.id)
$$;
