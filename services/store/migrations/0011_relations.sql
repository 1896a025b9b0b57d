-- In which sentence someone or some place is named, and what finds an actor's
-- relations.

ALTER TABLE actor_mention ADD COLUMN sentence_start integer, ADD COLUMN sentence_end integer;
ALTER TABLE place_mention ADD COLUMN sentence_start integer, ADD COLUMN sentence_end integer;

-- Where the sentences of articles stored before end is not known: until they are
-- read again, the paragraph stands for the sentence.
CREATE TEMPORARY TABLE paragraph ON COMMIT DROP AS
SELECT article_id, (until - length)::integer AS starts, until::integer AS ends
FROM (
    SELECT
        a.id AS article_id,
        octet_length(p.text) AS length,
        -- An empty line, two bytes, parts a paragraph from the one before.
        sum(octet_length(p.text) + 2) OVER (PARTITION BY a.id ORDER BY p.position) - 2 AS until
    FROM article a
    CROSS JOIN unnest(string_to_array(a.body, E'\n\n')) WITH ORDINALITY AS p (text, position)
) AS counted;
UPDATE actor_mention m SET sentence_start = p.starts, sentence_end = p.ends
FROM paragraph p
WHERE p.article_id = m.article_id AND p.starts <= m.span_start AND m.span_end <= p.ends;
UPDATE place_mention m SET sentence_start = p.starts, sentence_end = p.ends
FROM paragraph p
WHERE p.article_id = m.article_id AND p.starts <= m.span_start AND m.span_end <= p.ends;

ALTER TABLE actor_mention
    ALTER COLUMN sentence_start SET NOT NULL,
    ALTER COLUMN sentence_end SET NOT NULL,
    ADD CHECK (sentence_start BETWEEN 0 AND span_start),
    ADD CHECK (sentence_end >= span_end);
ALTER TABLE place_mention
    ALTER COLUMN sentence_start SET NOT NULL,
    ALTER COLUMN sentence_end SET NOT NULL,
    ADD CHECK (sentence_start BETWEEN 0 AND span_start),
    ADD CHECK (sentence_end >= span_end);

CREATE INDEX claim_participant_by_actor ON claim_participant (actor, article_id, claim_id);
CREATE INDEX claim_participant_by_represented ON claim_participant (represents)
    WHERE represents IS NOT NULL;
