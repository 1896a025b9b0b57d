-- Full text of articles and of claims' evidence.

-- How words of a language are told apart and reduced to stems: by Postgres' own rules
-- where it has some, else not at all.
CREATE FUNCTION text_search_configuration(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE split_part(lower($1), '-', 1)
    WHEN 'ar' THEN 'arabic'::regconfig
    WHEN 'de' THEN 'german'::regconfig
    WHEN 'en' THEN 'english'::regconfig
    WHEN 'es' THEN 'spanish'::regconfig
    WHEN 'fr' THEN 'french'::regconfig
    WHEN 'it' THEN 'italian'::regconfig
    WHEN 'ru' THEN 'russian'::regconfig
    WHEN 'tr' THEN 'turkish'::regconfig
    ELSE 'simple'::regconfig
END;

-- A question in the syntax of to_tsquery, as each of these configurations takes it.
CREATE FUNCTION search_queries(question text)
RETURNS TABLE (configuration regconfig, query tsquery)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT configuration, to_tsquery(configuration, $1)
    FROM unnest(ARRAY['simple', 'arabic', 'german', 'english', 'spanish', 'french', 'italian',
                      'russian', 'turkish']::regconfig[]) AS configuration
$$;

-- As much of a text as is searched, character for character, with a space for each
-- hyphen and apostrophe: 'al-Islam' is 'al Islam'. A tsvector has at most 1 MiB, which
-- so many characters always fit.
CREATE FUNCTION searched_text(text text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(left($1, 200000), '-‐‑–—''’‘`´ʼʿʾ', '             ');

ALTER TABLE article ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(
        to_tsvector(text_search_configuration(language), searched_text(coalesce(title, ''))), 'A')
    || setweight(to_tsvector(text_search_configuration(language), searched_text(body)), 'C')
) STORED;
CREATE INDEX article_by_text ON article USING gin (search);

-- Of a claim: what its evidence says, in its article's language.
ALTER TABLE claim ADD COLUMN search tsvector;
UPDATE claim c SET search = to_tsvector(text_search_configuration(a.language), searched_text(e.quotes))
FROM article a, (
    SELECT article_id, claim_id, string_agg(quote, ' ' ORDER BY ordinal) AS quotes
    FROM claim_evidence
    GROUP BY article_id, claim_id
) e
WHERE a.id = c.article_id AND (e.article_id, e.claim_id) = (c.article_id, c.id);
UPDATE claim SET search = '' WHERE search IS NULL;
ALTER TABLE claim ALTER COLUMN search SET NOT NULL;
CREATE INDEX claim_by_text ON claim USING gin (search);
