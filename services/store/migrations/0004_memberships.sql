-- What actors belonged to in time: alliances, mergers, allegiances.

CREATE DOMAIN membership_kind AS text CHECK (VALUE IN ('PART', 'MERGED', 'ALLEGIANCE'));

CREATE TABLE actor_membership (
    actor slug NOT NULL REFERENCES actor ON DELETE CASCADE,
    -- Where it stands among the actor's memberships, from 0.
    ordinal smallint NOT NULL CHECK (ordinal >= 0),
    "of" slug NOT NULL REFERENCES actor ON DELETE CASCADE CHECK ("of" <> actor),
    kind membership_kind NOT NULL,
    since partial_date CHECK (is_partial_date(since)),
    until partial_date CHECK (is_partial_date(until)),
    PRIMARY KEY (actor, ordinal)
);
CREATE INDEX actor_membership_of ON actor_membership ("of");
