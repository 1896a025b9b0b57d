-- What the sender of a document knows of it, beside its bytes; and more kinds of
-- documents, with the encoding that their sender declared.

ALTER TABLE source_document
    ADD COLUMN known_url text CHECK (known_url <> ''),
    ADD COLUMN known_title text CHECK (known_title <> ''),
    ADD COLUMN known_outlet text CHECK (known_outlet <> ''),
    ADD COLUMN known_published partial_date CHECK (is_partial_date(known_published)),
    ADD COLUMN known_language text CHECK (known_language <> ''),
    DROP CONSTRAINT source_document_media_type_check,
    ADD CONSTRAINT source_document_media_type_check CHECK (media_type ~ (
        '^(text/plain|text/html|text/markdown|application/json|application/rss\+xml'
        '|application/atom\+xml|message/rfc822)(; charset=[a-z0-9-]+)?$'));
