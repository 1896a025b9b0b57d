-- Which articles are one report, and how many reports of a deal are independent.

-- Where candidates for a near-duplicate of an article are found: texts that are
-- one report share a band.
CREATE TABLE article_band (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    band bigint NOT NULL,
    PRIMARY KEY (article_id, band)
);
CREATE INDEX article_band_by_band ON article_band (band, article_id);

-- The first published of the articles that are one report: the article itself
-- where it is that one. NULL where it was not compared yet, as it was stored
-- before this migration or its original is gone.
ALTER TABLE article ADD COLUMN original uuid REFERENCES article ON DELETE SET NULL;
CREATE INDEX article_by_original ON article (original);
CREATE INDEX article_not_compared ON article (id) WHERE original IS NULL;

ALTER TABLE deal ADD COLUMN independent_report_count integer;
UPDATE deal SET independent_report_count = report_count;
ALTER TABLE deal
    ALTER COLUMN independent_report_count SET NOT NULL,
    ADD CHECK (independent_report_count BETWEEN 1 AND report_count);
