-- What was left out of an article's body, and what kind of outlet brought it.

CREATE DOMAIN outlet_kind AS text CHECK (VALUE IN (
    'STATE_MEDIA', 'NEWS_AGENCY', 'NEWSPAPER', 'MAGAZINE', 'BROADCASTER', 'NEWS_SITE', 'MONITOR',
    'PARTY_MEDIA', 'MINISTRY', 'INTERNATIONAL_ORGANISATION', 'AID_ORGANISATION', 'NGO',
    'RESEARCH_INSTITUTE'));
CREATE DOMAIN drop_reason AS text CHECK (VALUE IN (
    'HEADLINE', 'BYLINE', 'CAPTION', 'NAVIGATION', 'SHARE', 'APPEAL', 'ADVERTISEMENT', 'RELATED',
    'COMMENT', 'TAGS', 'NOTICE', 'EMBED', 'REPEATED', 'HIDDEN', 'OTHER_LANGUAGE', 'OUTSIDE'));

ALTER TABLE article
    ADD COLUMN outlet_kind outlet_kind,
    -- Articles stored before were all read for claims.
    ADD COLUMN claims_extracted boolean NOT NULL DEFAULT true;
ALTER TABLE article ALTER COLUMN claims_extracted DROP DEFAULT;

CREATE TABLE article_dropped_block (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    reason drop_reason NOT NULL,
    text text NOT NULL CHECK (text <> ''),
    -- Where it would stand: a byte offset into the article's body.
    body_offset bigint NOT NULL CHECK (body_offset >= 0),
    -- Where it stands in the document's text, in bytes; absent for markup.
    span_start bigint CHECK (span_start >= 0),
    span_end bigint CHECK (span_end > span_start),
    PRIMARY KEY (article_id, ordinal),
    CHECK ((span_start IS NULL) = (span_end IS NULL))
);
