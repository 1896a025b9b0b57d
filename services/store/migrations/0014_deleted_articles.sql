-- Articles that were taken back: their documents do not come in again by themselves.

CREATE TABLE deleted_article (
    article_id uuid PRIMARY KEY,
    deleted_at timestamptz NOT NULL DEFAULT now()
);
