-- An article that does not say when it was published was published no earlier
-- than what it reports: such a date has a first day that fits and no last one.
CREATE OR REPLACE FUNCTION is_partial_date(value partial_date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (value).basis IN ('EXPLICIT', 'HEADER', 'URL', 'CAPTION', 'RELATIVE', 'INFERRED')
    AND ((value).month IS NULL OR (value).month BETWEEN 1 AND 12)
    AND ((value).day IS NULL OR (value).day BETWEEN 1 AND 31)
    AND ((value).latest IS NULL OR (value).earliest IS NOT NULL)
    AND ((value).latest IS NULL OR (value).earliest <= (value).latest)
    AND ((value).year IS NULL OR (value).latest IS NOT NULL);
