-- Documents that could not be read, byte for byte, with the reason, until they are
-- read or deleted.

CREATE TABLE rejected_document (
    id uuid PRIMARY KEY,
    -- The article that the same bytes would be, had they been read.
    article_id uuid NOT NULL,
    content bytea NOT NULL,
    -- Of the content: that all stay within their limit is counted without reading them.
    byte_count integer NOT NULL CHECK (byte_count > 0),
    -- As the sender declared it; empty where nobody did.
    media_type text NOT NULL,
    label text NOT NULL,
    known_url text CHECK (known_url <> ''),
    known_title text CHECK (known_title <> ''),
    known_outlet text CHECK (known_outlet <> ''),
    known_published partial_date CHECK (is_partial_date(known_published)),
    known_language text CHECK (known_language <> ''),
    -- The field that was refused, and why.
    field text NOT NULL CHECK (field <> ''),
    description text NOT NULL,
    attempt_count integer NOT NULL DEFAULT 1 CHECK (attempt_count > 0),
    first_rejected_at timestamptz NOT NULL,
    last_rejected_at timestamptz NOT NULL CHECK (last_rejected_at >= first_rejected_at)
);
CREATE INDEX rejected_document_by_article ON rejected_document (article_id);
CREATE INDEX rejected_document_by_time ON rejected_document (last_rejected_at DESC, id DESC);
