-- How much a name says, in which order names stand, and what finds misspelt ones.

-- A weak name is also an ordinary word or another's name. Storing the lexicon, which
-- ingesting programs do when they start, puts in what is not known here yet.
ALTER TABLE actor ADD COLUMN weak_name boolean NOT NULL DEFAULT false;
ALTER TABLE place ADD COLUMN weak_name boolean NOT NULL DEFAULT false;
ALTER TABLE actor_name
    ADD COLUMN weak boolean NOT NULL DEFAULT false,
    -- The main names of an actor are the first.
    ADD COLUMN ordinal integer NOT NULL DEFAULT 0 CHECK (ordinal >= 0);
ALTER TABLE place_name
    ADD COLUMN weak boolean NOT NULL DEFAULT false,
    ADD COLUMN ordinal integer NOT NULL DEFAULT 0 CHECK (ordinal >= 0);
ALTER TABLE actor ALTER COLUMN weak_name DROP DEFAULT;
ALTER TABLE place ALTER COLUMN weak_name DROP DEFAULT;
ALTER TABLE actor_name ALTER COLUMN weak DROP DEFAULT, ALTER COLUMN ordinal DROP DEFAULT;
ALTER TABLE place_name ALTER COLUMN weak DROP DEFAULT, ALTER COLUMN ordinal DROP DEFAULT;

-- Part of every Postgres, and trusted: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX actor_by_trigrams ON actor USING gin (name gin_trgm_ops);
CREATE INDEX actor_name_by_trigrams ON actor_name USING gin (name gin_trgm_ops);
CREATE INDEX place_by_trigrams ON place USING gin (name gin_trgm_ops);
CREATE INDEX place_name_by_trigrams ON place_name USING gin (name gin_trgm_ops);

-- Who was active at a time.
CREATE INDEX claim_by_date ON claim (dated_on);
