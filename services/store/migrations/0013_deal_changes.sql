-- Names of deals that keep leading somewhere, and what became of deals.

-- Every name that a deal was given, with the claim that it leads to: the one it was
-- given after, or the one that stands for it since that is gone. The claim's deal is
-- the deal of this name.
CREATE TABLE deal_name (
    name uuid PRIMARY KEY,
    claim_id uuid NOT NULL
);
CREATE INDEX deal_name_by_claim ON deal_name (claim_id);
INSERT INTO deal_name (name, claim_id) SELECT id, id FROM deal;

CREATE DOMAIN deal_change_kind AS text CHECK (VALUE IN ('CREATED', 'CHANGED', 'MERGED', 'REMOVED'));

-- What became of deals, one row a deal that a transaction changed.
CREATE TABLE deal_change (
    -- Given under the lock of whoever groups claims, which is held until the
    -- transaction ends: a lower number is never committed after a higher one, so
    -- whoever has read one has read all before it.
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    deal uuid NOT NULL,
    kind deal_change_kind NOT NULL,
    -- The deal that a merged one is part of now.
    successor uuid,
    -- Status before and after; NULL where there is none.
    status_before status,
    status_after status,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((kind = 'MERGED') = (successor IS NOT NULL))
);
