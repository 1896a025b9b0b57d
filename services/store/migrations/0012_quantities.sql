-- How many people and things claims are about, and what is done in stages. Of
-- documents read before, both are known once these are read again.

ALTER TABLE claim_term ADD COLUMN staged boolean NOT NULL DEFAULT false;
ALTER TABLE claim_term ALTER COLUMN staged DROP DEFAULT;

CREATE DOMAIN counted AS text CHECK (VALUE IN (
    'FIGHTERS', 'SOLDIERS', 'CIVILIANS', 'FAMILIES', 'WOUNDED', 'PRISONERS', 'BODIES', 'PEOPLE',
    'BUSES', 'TRUCKS', 'WEAPONS'));

CREATE TABLE claim_quantity (
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    "of" counted NOT NULL,
    least bigint CHECK (least >= 0),
    most bigint CHECK (most >= 0),
    is_rough boolean NOT NULL,
    -- Bytes of the article's body, within the claim's evidence.
    span_start integer NOT NULL CHECK (span_start >= 0),
    span_end integer NOT NULL CHECK (span_end > span_start),
    PRIMARY KEY (article_id, claim_id, ordinal),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE,
    CHECK (least IS NOT NULL OR most IS NOT NULL),
    CHECK (least <= most)
);
