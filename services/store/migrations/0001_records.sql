-- What sulh records, in the codebook's words.
--
-- Ids of documents, articles and claims derive from the document's SHA-256, and
-- keys of what belongs to an article start with the article's id, so that the
-- tables can be spread over machines by it.

-- The codebook's words. A domain keeps them readable in every query.
CREATE DOMAIN slug AS text
    CHECK (VALUE ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(VALUE) <= 100);
CREATE DOMAIN actor_kind AS text CHECK (VALUE IN (
    'STATE', 'STATE_FORCE', 'ARMED_GROUP', 'FOREIGN_STATE', 'FOREIGN_FORCE', 'MEDIATION_BODY',
    'LOCAL_COMMITTEE', 'INTERNATIONAL_ORGANISATION', 'HUMANITARIAN_ORGANISATION', 'MEDIA', 'PERSON',
    'COMMUNITY'));
CREATE DOMAIN place_kind AS text CHECK (VALUE IN (
    'COUNTRY', 'GOVERNORATE', 'DISTRICT', 'REGION', 'CITY', 'TOWN', 'VILLAGE', 'NEIGHBOURHOOD',
    'CAMP', 'CROSSING'));
CREATE DOMAIN side AS text CHECK (VALUE IN (
    'GOVERNMENT', 'OPPOSITION', 'ISLAMIC_STATE', 'KURDISH_LED', 'FOREIGN', 'LOCAL'));
CREATE DOMAIN deal_type AS text CHECK (VALUE IN (
    'SURRENDER', 'RECONCILIATION', 'EVACUATION', 'DE_ESCALATION', 'CEASEFIRE', 'PRISONER_EXCHANGE',
    'HUMANITARIAN_ACCESS'));
CREATE DOMAIN status AS text CHECK (VALUE IN (
    'PROPOSED', 'NEGOTIATING', 'AGREED', 'IMPLEMENTING', 'IMPLEMENTED', 'FAILED', 'COLLAPSED'));
CREATE DOMAIN asserter AS text CHECK (VALUE IN (
    'PARTY_GOVERNMENT', 'PARTY_OPPOSITION', 'MEDIATOR', 'STATE_MEDIA', 'MONITOR', 'OUTLET',
    'UNATTRIBUTED'));
CREATE DOMAIN modality AS text CHECK (VALUE IN ('ASSERTED', 'HEDGED', 'PLANNED', 'DENIED'));
CREATE DOMAIN confirmation AS text CHECK (VALUE IN (
    'ONE_SIDE', 'BOTH_SIDES', 'THIRD_PARTY', 'UNCONFIRMED', 'NOT_STATED'));
CREATE DOMAIN role AS text CHECK (VALUE IN (
    'PARTY', 'REPRESENTATIVE', 'MEDIATOR', 'GUARANTOR', 'SPOILER', 'AFFECTED'));
CREATE DOMAIN term_kind AS text CHECK (VALUE IN (
    'CEASEFIRE', 'HEAVY_WEAPONS_HANDOVER', 'DISARMAMENT', 'FIGHTER_EVACUATION',
    'CIVILIAN_EVACUATION', 'SAFE_PASSAGE', 'CIVILIANS_REMAIN', 'RETURN_OF_DISPLACED',
    'STATUS_SETTLEMENT', 'CONSCRIPTION_DEFERRAL', 'PRISONER_EXCHANGE', 'STATE_FORCES_ENTRY',
    'GOVERNMENT_WITHDRAWAL', 'TERRITORY_HANDOVER', 'CROSSING_OR_ROAD', 'CIVIL_ADMINISTRATION',
    'THIRD_PARTY_SUPERVISION', 'HUMANITARIAN_ACCESS', 'RESTORED_SERVICES', 'JOINT_FORCE'));
CREATE DOMAIN date_basis AS text CHECK (VALUE IN (
    'EXPLICIT', 'HEADER', 'URL', 'CAPTION', 'RELATIVE', 'INFERRED'));

-- A date of which parts may be missing. `earliest` and `latest` are absent where
-- the year is not known.
CREATE TYPE partial_date AS (
    year smallint,
    month smallint,
    day smallint,
    earliest date,
    latest date,
    basis text
);

CREATE FUNCTION is_partial_date(value partial_date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (value).basis IN ('EXPLICIT', 'HEADER', 'URL', 'CAPTION', 'RELATIVE', 'INFERRED')
    AND ((value).month IS NULL OR (value).month BETWEEN 1 AND 12)
    AND ((value).day IS NULL OR (value).day BETWEEN 1 AND 31)
    AND ((value).earliest IS NULL) = ((value).latest IS NULL)
    AND ((value).earliest IS NULL OR (value).earliest <= (value).latest)
    AND ((value).year IS NULL OR (value).earliest IS NOT NULL);

CREATE TABLE place (
    id slug PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    kind place_kind NOT NULL,
    parent slug REFERENCES place DEFERRABLE INITIALLY DEFERRED CHECK (parent <> id),
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX place_parent ON place (parent);

CREATE TABLE place_name (
    place slug NOT NULL REFERENCES place ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> ''),
    language text NOT NULL,
    PRIMARY KEY (place, name, language)
);

-- Every place with itself (distance 0) and all that it lies in.
CREATE TABLE place_ancestor (
    place slug NOT NULL REFERENCES place ON DELETE CASCADE,
    ancestor slug NOT NULL REFERENCES place ON DELETE CASCADE,
    distance smallint NOT NULL CHECK (distance >= 0 AND (distance = 0) = (place = ancestor)),
    PRIMARY KEY (place, ancestor)
);
CREATE INDEX place_ancestor_descendants ON place_ancestor (ancestor, place);

CREATE TABLE actor (
    id slug PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    kind actor_kind NOT NULL,
    side side,
    function text CHECK (function <> ''),
    affiliation slug REFERENCES actor DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX actor_affiliation ON actor (affiliation);

CREATE TABLE actor_name (
    actor slug NOT NULL REFERENCES actor ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> ''),
    language text NOT NULL,
    since partial_date CHECK (is_partial_date(since)),
    until partial_date CHECK (is_partial_date(until)),
    PRIMARY KEY (actor, name, language)
);

-- A document byte for byte.
CREATE TABLE source_document (
    article_id uuid PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    content bytea NOT NULL CHECK (octet_length(content) > 0),
    media_type text NOT NULL CHECK (media_type IN ('text/plain', 'text/html')),
    label text NOT NULL
);

-- What was understood of a document.
CREATE TABLE article (
    id uuid PRIMARY KEY REFERENCES source_document ON DELETE CASCADE,
    title text CHECK (title <> ''),
    outlet text CHECK (outlet <> ''),
    url text CHECK (url <> ''),
    published partial_date CHECK (is_partial_date(published)),
    -- The middle of the days that fit: where the article sorts.
    published_on date,
    language text NOT NULL,
    body text NOT NULL,
    extractor text NOT NULL,
    claim_count integer NOT NULL CHECK (claim_count >= 0),
    ingested_at timestamptz NOT NULL DEFAULT now(),
    CHECK (published_on IS NULL OR published_on BETWEEN (published).earliest AND (published).latest)
);
CREATE INDEX article_by_date ON article (published_on DESC NULLS LAST, id DESC);

CREATE TABLE article_warning (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    code text NOT NULL,
    message text NOT NULL,
    PRIMARY KEY (article_id, ordinal)
);

-- Spans are byte offsets into the article's body.
CREATE TABLE actor_mention (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    actor slug NOT NULL REFERENCES actor,
    span_start integer NOT NULL CHECK (span_start >= 0),
    span_end integer NOT NULL CHECK (span_end > span_start),
    PRIMARY KEY (article_id, ordinal)
);
CREATE INDEX actor_mention_by_actor ON actor_mention (actor, article_id);

CREATE TABLE place_mention (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    place slug NOT NULL REFERENCES place,
    span_start integer NOT NULL CHECK (span_start >= 0),
    span_end integer NOT NULL CHECK (span_end > span_start),
    PRIMARY KEY (article_id, ordinal)
);
CREATE INDEX place_mention_by_place ON place_mention (place, article_id);

CREATE TABLE claim (
    article_id uuid NOT NULL REFERENCES article ON DELETE CASCADE,
    id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    deal_type deal_type NOT NULL,
    status status NOT NULL,
    asserter asserter NOT NULL,
    modality modality NOT NULL,
    confirmation confirmation NOT NULL,
    event_date partial_date CHECK (is_partial_date(event_date)),
    -- The event date's middle, else the publication date's: where it stands in a
    -- deal's history.
    dated_on date,
    deal_name text CHECK (deal_name <> ''),
    -- The sides against the state that take part: claims that share one, and a
    -- place, are of one process.
    armed_sides text[] NOT NULL CHECK (cardinality(armed_sides) > 0),
    PRIMARY KEY (article_id, id),
    UNIQUE (article_id, ordinal)
);
CREATE INDEX claim_by_id ON claim (id);
CREATE INDEX claim_by_deal_name ON claim (deal_name) WHERE deal_name IS NOT NULL;

CREATE TABLE claim_place (
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    place slug NOT NULL REFERENCES place,
    PRIMARY KEY (article_id, claim_id, ordinal),
    UNIQUE (article_id, claim_id, place),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE
);
CREATE INDEX claim_place_by_place ON claim_place (place);

CREATE TABLE claim_participant (
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    actor slug NOT NULL REFERENCES actor,
    role role NOT NULL,
    side side,
    represents slug REFERENCES actor,
    PRIMARY KEY (article_id, claim_id, ordinal),
    UNIQUE (article_id, claim_id, actor, role),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE,
    CHECK (role <> 'PARTY' OR side IS NOT NULL),
    CHECK (represents IS NULL OR role = 'REPRESENTATIVE')
);

CREATE TABLE claim_term (
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    kind term_kind NOT NULL,
    destination slug REFERENCES place,
    PRIMARY KEY (article_id, claim_id, ordinal),
    UNIQUE NULLS NOT DISTINCT (article_id, claim_id, kind, destination),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE
);

CREATE TABLE claim_evidence (
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    span_start integer NOT NULL CHECK (span_start >= 0),
    span_end integer NOT NULL CHECK (span_end > span_start),
    -- What the body says there, so that a history is read without its bodies.
    quote text NOT NULL CHECK (octet_length(quote) = span_end - span_start),
    PRIMARY KEY (article_id, claim_id, ordinal),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE
);

-- Deals are computed from claims and may be computed again at any time.
CREATE TABLE deal (
    id uuid PRIMARY KEY,
    process uuid NOT NULL,
    predecessor uuid REFERENCES deal DEFERRABLE INITIALLY DEFERRED CHECK (predecessor <> id),
    name text CHECK (name <> ''),
    deal_type deal_type NOT NULL,
    status status,
    first_date date,
    last_date date,
    report_count integer NOT NULL CHECK (report_count > 0),
    claim_count integer NOT NULL CHECK (claim_count >= report_count),
    FOREIGN KEY (process) REFERENCES deal DEFERRABLE INITIALLY DEFERRED,
    CHECK ((first_date IS NULL) = (last_date IS NULL)),
    CHECK (first_date <= last_date),
    CHECK ((predecessor IS NULL) = (process = id))
);
CREATE INDEX deal_by_date ON deal (last_date DESC NULLS LAST, id DESC);
CREATE INDEX deal_by_process ON deal (process);
CREATE INDEX deal_by_predecessor ON deal (predecessor);

CREATE TABLE deal_claim (
    deal uuid NOT NULL REFERENCES deal ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    article_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    PRIMARY KEY (deal, ordinal),
    UNIQUE (article_id, claim_id),
    FOREIGN KEY (article_id, claim_id) REFERENCES claim ON DELETE CASCADE
);

CREATE TABLE deal_place (
    deal uuid NOT NULL REFERENCES deal ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    place slug NOT NULL REFERENCES place,
    PRIMARY KEY (deal, ordinal),
    UNIQUE (deal, place)
);
CREATE INDEX deal_place_by_place ON deal_place (place, deal);

CREATE TABLE deal_participant (
    deal uuid NOT NULL REFERENCES deal ON DELETE CASCADE,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    actor slug NOT NULL REFERENCES actor,
    role role NOT NULL,
    side side,
    PRIMARY KEY (deal, ordinal),
    UNIQUE (deal, actor, role)
);
CREATE INDEX deal_participant_by_actor ON deal_participant (actor, deal);

CREATE TABLE deal_term (
    deal uuid NOT NULL REFERENCES deal ON DELETE CASCADE,
    kind term_kind NOT NULL,
    PRIMARY KEY (deal, kind)
);
