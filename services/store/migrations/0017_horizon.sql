-- Whether an article counts for an answer as of a former time: published until a day,
-- ingested until an instant. NULL does not narrow.

CREATE FUNCTION is_within_horizon(
    published_on date, ingested_at timestamptz, published_until date, ingested_until timestamptz
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ($3 IS NULL OR coalesce($1, ($2 AT TIME ZONE 'UTC')::date) <= $3)
    AND ($4 IS NULL OR $2 <= $4);
