-- How many times the lexicon was stored. Whoever keeps its names in memory sees by
-- it that they may have changed.
CREATE TABLE lexicon_version (
    version bigint NOT NULL CHECK (version >= 0),
    -- There is one row.
    single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
INSERT INTO lexicon_version (version) VALUES (0);
