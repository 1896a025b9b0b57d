-- Documents are read again when the lexicon or the extractor is another one.

-- The fingerprint of the lexicon that the article was read with, 32 hexadecimal
-- digits; empty where it was stored before fingerprints were.
ALTER TABLE article ADD COLUMN lexicon text NOT NULL DEFAULT '';
ALTER TABLE article ALTER COLUMN lexicon DROP DEFAULT;

-- Names of claims that are gone since their document was read again, and the
-- claims that say the same now.
CREATE TABLE former_claim (
    article_id uuid NOT NULL,
    id uuid NOT NULL,
    claim_id uuid NOT NULL CHECK (claim_id <> id),
    PRIMARY KEY (article_id, id),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE
);
CREATE INDEX former_claim_by_id ON former_claim (id);
