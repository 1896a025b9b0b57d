//! Reads articles.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::{PgExecutor, types::Json};
use sulh_domain::{
    ActorId, Article, ArticleId, DroppedBlock, Known, Mention, PartialDate, PlaceId, Reader,
    Reading, StoredArticle, Warning,
    filter::ArticleFilter,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store, words};

/// Where an article stands in a list: its date, then its id.
pub type ArticleKey = (Option<Date>, ArticleId);

struct ArticleRow {
    id: Uuid,
    title: Option<String>,
    outlet: Option<String>,
    outlet_kind: Option<String>,
    url: Option<String>,
    published: Option<Json<PartialDate>>,
    language: String,
    body: String,
    claims_extracted: bool,
    dropped: Json<Vec<DroppedBlock>>,
    extractor: String,
    lexicon: String,
    claim_count: i32,
    warnings: Json<Vec<Warning>>,
    ingested_at: jiff_sqlx::Timestamp,
    original: Option<Uuid>,
    near_duplicate_count: i64,
    sha256: Vec<u8>,
    source_bytes: i32,
    source_label: String,
    media_type: String,
    known_url: Option<String>,
    known_title: Option<String>,
    known_outlet: Option<String>,
    known_published: Option<Json<PartialDate>>,
    known_language: Option<String>,
}

impl TryFrom<ArticleRow> for StoredArticle {
    type Error = Error;

    fn try_from(row: ArticleRow) -> Result<Self, Error> {
        Ok(Self {
            id: ArticleId(row.id),
            article: Article {
                title: row.title,
                outlet: row.outlet,
                outlet_kind: row.outlet_kind.as_deref().map(words::parse).transpose()?,
                url: row.url,
                published: row.published.map(|date| date.0),
                language: row.language,
                body: row.body,
                claims_extracted: row.claims_extracted,
                dropped: row.dropped.0,
            },
            reader: Reader {
                extractor: row.extractor,
                lexicon: row.lexicon,
            },
            sha256: row.sha256.try_into().map_err(|bytes| Error::Corrupt {
                value: format!("{bytes:?}"),
                expected: "SHA-256",
            })?,
            source_bytes: row.source_bytes.unsigned_abs().into(),
            source_label: row.source_label,
            media_type: row.media_type,
            known: Known {
                url: row.known_url,
                title: row.known_title,
                outlet: row.known_outlet,
                published: row.known_published.map(|date| date.0),
                language: row.known_language,
            },
            ingested_at: Some(Timestamp::from(row.ingested_at)),
            original: row.original.map(ArticleId),
            near_duplicate_count: u32::try_from(row.near_duplicate_count).unwrap_or(u32::MAX),
            claim_count: row.claim_count.unsigned_abs(),
            warnings: row.warnings.0,
        })
    }
}

impl Store {
    /// One article with all that was read in it; `None` where there is none of
    /// this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Error> {
        let ids = [id.0];
        let articles = read_articles(&self.pool, &ids, true).await?;
        let Some(article) = articles.into_iter().next() else {
            return Ok(None);
        };
        let mut mentions = read_mentions(&self.pool, &ids).await?;
        let (actor_mentions, place_mentions) = mentions.remove(&id).unwrap_or_default();
        Ok(Some(Reading {
            article,
            actor_mentions,
            place_mentions,
            claims: self.claims_of_article(id).await?,
        }))
    }

    /// One article without its body; `None` where there is none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn article(&self, id: ArticleId) -> Result<Option<StoredArticle>, Error> {
        let articles = read_articles(&self.pool, &[id.0], false).await?;
        Ok(articles.into_iter().next())
    }

    /// A page of articles without their bodies, the latest published first and
    /// those without a date last, those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn articles(
        &self,
        filter: &ArticleFilter,
        size: PageSize,
        after: Option<&ArticleKey>,
    ) -> Result<Page<StoredArticle, ArticleKey>, Error> {
        let after_date = after.and_then(|(date, _)| *date);
        let rows = sqlx::query!(
            r#"
            SELECT id AS "id!", published_on AS "published_on: jiff_sqlx::Date"
            FROM filtered_articles($3, $4, $5, $6, $7, $8)
            WHERE (
                $1::uuid IS NULL
                OR CASE
                    WHEN $2::date IS NULL THEN published_on IS NULL AND id < $1
                    ELSE published_on IS NULL OR (published_on, id) < ($2, $1)
                END
            )
            ORDER BY published_on DESC NULLS LAST, id DESC
            LIMIT $9
            "#,
            after.map(|(_, id)| id.0),
            after_date.map(ToSqlx::to_sqlx) as _,
            &filter.outlets,
            &filter.languages,
            &words::ids(&filter.actors),
            &words::ids(&filter.places),
            filter.has_claims,
            filter.originals_only,
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let page = Page::cut(rows, size, |row| {
            (row.published_on.map(Date::from), ArticleId(row.id))
        });
        let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
        Ok(Page {
            items: read_articles(&self.pool, &ids, false).await?,
            next: page.next,
        })
    }
}

/// The articles of these ids in the order given, their bodies and what was
/// dropped left out where they are not wanted.
pub(crate) async fn read_articles(
    database: impl PgExecutor<'_>,
    ids: &[Uuid],
    bodies: bool,
) -> Result<Vec<StoredArticle>, Error> {
    let rows = sqlx::query_as!(
        ArticleRow,
        r#"
            SELECT
                a.id, a.title, a.outlet, a.outlet_kind::text, a.url,
                to_jsonb(a.published) AS "published: Json<PartialDate>",
                a.language,
                CASE WHEN $2 THEN a.body ELSE '' END AS "body!",
                a.claims_extracted,
                CASE WHEN $2 THEN (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'reason', b.reason, 'text', b.text, 'offset', b.body_offset,
                        'span', CASE WHEN b.span_start IS NOT NULL THEN
                            jsonb_build_object('start', b.span_start, 'end', b.span_end) END
                    ) ORDER BY b.ordinal), '[]')
                    FROM article_dropped_block b WHERE b.article_id = a.id
                ) ELSE '[]' END AS "dropped!: Json<Vec<DroppedBlock>>",
                a.extractor, a.lexicon, a.claim_count,
                (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'code', w.code, 'message', w.message
                    ) ORDER BY w.ordinal), '[]')
                    FROM article_warning w WHERE w.article_id = a.id
                ) AS "warnings!: Json<Vec<Warning>>",
                a.ingested_at AS "ingested_at: jiff_sqlx::Timestamp",
                nullif(a.original, a.id) AS "original?",
                (
                    SELECT count(*) FROM article copy
                    WHERE copy.original = a.id AND copy.id <> a.id
                ) AS "near_duplicate_count!",
                d.sha256, octet_length(d.content) AS "source_bytes!",
                d.label AS source_label, d.media_type,
                d.known_url, d.known_title, d.known_outlet,
                to_jsonb(d.known_published) AS "known_published: Json<PartialDate>",
                d.known_language
            FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, position)
            JOIN article a ON a.id = asked.id
            JOIN source_document d ON d.article_id = a.id
            ORDER BY asked.position
            "#,
        ids,
        bodies,
    )
    .fetch_all(database)
    .await?;
    rows.into_iter().map(StoredArticle::try_from).collect()
}

/// Where an article names actors and places.
pub(crate) type Mentions = (Vec<Mention<ActorId>>, Vec<Mention<PlaceId>>);

/// Where these articles name actors and places, in the order of the text.
pub(crate) async fn read_mentions(
    database: impl PgExecutor<'_>,
    ids: &[Uuid],
) -> Result<HashMap<ArticleId, Mentions>, Error> {
    let rows = sqlx::query!(
        r#"
        SELECT
            asked.id AS "id!",
            (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'of', actor, 'span', jsonb_build_object('start', span_start, 'end', span_end),
                    'sentence', jsonb_build_object('start', sentence_start, 'end', sentence_end)
                ) ORDER BY ordinal), '[]')
                FROM actor_mention WHERE article_id = asked.id
            ) AS "actors!: Json<Vec<Mention<ActorId>>>",
            (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'of', place, 'span', jsonb_build_object('start', span_start, 'end', span_end),
                    'sentence', jsonb_build_object('start', sentence_start, 'end', sentence_end)
                ) ORDER BY ordinal), '[]')
                FROM place_mention WHERE article_id = asked.id
            ) AS "places!: Json<Vec<Mention<PlaceId>>>"
        FROM unnest($1::uuid[]) AS asked (id)
        "#,
        ids,
    )
    .fetch_all(database)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (ArticleId(row.id), (row.actors.0, row.places.0)))
        .collect())
}
