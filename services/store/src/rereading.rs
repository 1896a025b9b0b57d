//! Reads stored documents, and replaces what was read of them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{
    Actor, ArticleId, ClaimId, Difference, Known, PartialDate, Reader, Reading, SourceDocument,
    StoredArticle, successors,
};
use uuid::Uuid;

use crate::{
    Error, Store,
    grouping::{Dissolved, compute_deals, dissolve_deals},
    ingest::{sort_date, store_claims, store_mentions, store_parts},
    lexicon::add_actors,
    near_duplicates::{copies, relate_again},
    relating::relate_alone,
};

/// Which stored documents are to be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RereadingFilter {
    /// Only these; where there are none, all.
    pub articles: Vec<ArticleId>,
    /// Only those that another reader read last.
    pub not_read_by: Option<Reader>,
}

impl RereadingFilter {
    fn ids(&self) -> Vec<Uuid> {
        self.articles.iter().map(|id| id.0).collect()
    }

    fn extractor(&self) -> Option<&str> {
        Some(self.not_read_by.as_ref()?.extractor.as_str())
    }

    fn lexicon(&self) -> Option<&str> {
        Some(self.not_read_by.as_ref()?.lexicon.as_str())
    }
}

impl Store {
    /// How many articles after `after`, in the order of their ids, are to be read
    /// again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_to_reread(
        &self,
        filter: &RereadingFilter,
        after: Option<ArticleId>,
    ) -> Result<u64, Error> {
        let count = sqlx::query_scalar!(
            r#"
            SELECT count(*) AS "count!"
            FROM article
            WHERE ($1::uuid IS NULL OR id > $1)
              AND (cardinality($2::uuid[]) = 0 OR id = ANY($2))
              AND ($3::text IS NULL OR (extractor, lexicon) <> ($3, $4::text))
            "#,
            after.map(|id| id.0),
            &filter.ids(),
            filter.extractor(),
            filter.lexicon(),
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(count.unsigned_abs())
    }

    /// The next `limit` articles after `after`, in the order of their ids, that are
    /// to be read again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn to_reread(
        &self,
        filter: &RereadingFilter,
        after: Option<ArticleId>,
        limit: u32,
    ) -> Result<Vec<ArticleId>, Error> {
        let ids = sqlx::query_scalar!(
            r#"
            SELECT id
            FROM article
            WHERE ($1::uuid IS NULL OR id > $1)
              AND (cardinality($2::uuid[]) = 0 OR id = ANY($2))
              AND ($3::text IS NULL OR (extractor, lexicon) <> ($3, $4::text))
            ORDER BY id
            LIMIT $5
            "#,
            after.map(|id| id.0),
            &filter.ids(),
            filter.extractor(),
            filter.lexicon(),
            i64::from(limit),
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(ids.into_iter().map(ArticleId).collect())
    }

    /// The first of these articles that is not stored.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn first_unknown(&self, articles: &[ArticleId]) -> Result<Option<ArticleId>, Error> {
        let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
        let unknown = sqlx::query_scalar!(
            r#"
            SELECT asked.id AS "id!"
            FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, position)
            WHERE NOT EXISTS (SELECT FROM article a WHERE a.id = asked.id)
            ORDER BY asked.position
            LIMIT 1
            "#,
            &ids,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(unknown.map(ArticleId))
    }

    /// A stored document, byte for byte, with what its sender knew of it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn source_document(&self, id: ArticleId) -> Result<Option<SourceDocument>, Error> {
        let row = sqlx::query!(
            r#"
            SELECT
                content, media_type, label, known_url, known_title, known_outlet,
                to_jsonb(known_published) AS "known_published: Json<PartialDate>",
                known_language
            FROM source_document
            WHERE article_id = $1
            "#,
            id.0,
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| SourceDocument {
            content: row.content,
            label: row.label,
            media_type: row.media_type,
            known: Known {
                url: row.known_url,
                title: row.known_title,
                outlet: row.known_outlet,
                published: row.known_published.map(|date| date.0),
                language: row.known_language,
            },
        }))
    }

    /// Replaces what was read of a document by what is read in it now, and computes
    /// again what is related to it; where nothing differs, only who read it changes.
    /// Gives false, and changes nothing, where someone else replaced it since it was
    /// read from the store as `before`.
    ///
    /// # Errors
    /// When the database does not answer or refuses; then nothing is changed.
    pub async fn reread(
        &self,
        before: &Reading,
        after: &Reading,
        difference: &Difference,
        actors: &[Actor],
    ) -> Result<bool, Error> {
        let mut transaction = self.pool.begin().await?;
        let relates = relates(difference);
        if !difference.is_empty() {
            // In the order of an ingestion: actors, then the lock, then articles.
            add_actors(&mut transaction, actors).await?;
        }
        if relates {
            relate_alone(&mut transaction).await?;
        }
        if !is_read_by(&mut transaction, before.article.id, &before.article.reader).await? {
            return Ok(false);
        }
        if difference.is_empty() {
            set_reader(&mut transaction, &after.article).await?;
        } else {
            let id = after.article.id;
            let copies = match moves(difference) {
                true => copies(&mut transaction, id).await?,
                false => vec![id.0],
            };
            let dissolved = match relates {
                true => dissolve_deals(&mut transaction, &copies).await?,
                false => Dissolved::default(),
            };
            let mut ungrouped = vec![id.0];
            replace_article(&mut transaction, &after.article).await?;
            replace_mentions(&mut transaction, after).await?;
            if relates {
                replace_claims(&mut transaction, before, after).await?;
            }
            if moves(difference) {
                ungrouped.extend(relate_again(&mut transaction, id, &copies).await?);
            }
            if relates {
                compute_deals(&mut transaction, &ungrouped, dissolved).await?;
            }
        }
        transaction.commit().await?;
        Ok(true)
    }
}

/// Whether what differs can change which articles are one report.
fn moves(difference: &Difference) -> bool {
    let parts = &difference.parts;
    parts.contains(&"body") || parts.contains(&"publish_date")
}

/// Whether what differs can change deals.
fn relates(difference: &Difference) -> bool {
    moves(difference)
        || !(difference.claims_added.is_empty()
            && difference.claims_removed.is_empty()
            && difference.claims_changed.is_empty())
}

/// Whether this reader was the last to read an article; keeps others from replacing
/// it until the transaction ends.
async fn is_read_by(
    connection: &mut PgConnection,
    article: ArticleId,
    reader: &Reader,
) -> Result<bool, Error> {
    let last = sqlx::query!(
        "SELECT extractor, lexicon FROM article WHERE id = $1 FOR NO KEY UPDATE",
        article.0,
    )
    .fetch_optional(connection)
    .await?;
    Ok(last.is_some_and(|last| {
        (last.extractor, last.lexicon) == (reader.extractor.clone(), reader.lexicon.clone())
    }))
}

async fn set_reader(connection: &mut PgConnection, stored: &StoredArticle) -> Result<(), Error> {
    sqlx::query!(
        r#"
        UPDATE article SET extractor = $2, lexicon = $3
        WHERE id = $1 AND (extractor, lexicon) <> ($2, $3)
        "#,
        stored.id.0,
        stored.reader.extractor,
        stored.reader.lexicon,
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn replace_article(
    connection: &mut PgConnection,
    stored: &StoredArticle,
) -> Result<(), Error> {
    let article = &stored.article;
    sqlx::query!(
        r#"
        UPDATE article SET
            title = $2, outlet = $3, outlet_kind = $4, url = $5,
            published = jsonb_populate_record(NULL::partial_date, $6),
            published_on = $7::text::date, language = $8, body = $9, claims_extracted = $10,
            extractor = $11, lexicon = $12, claim_count = $13
        WHERE id = $1
        "#,
        stored.id.0,
        article.title,
        article.outlet,
        article.outlet_kind.map(<&str>::from) as _,
        article.url,
        article.published.map(Json) as _,
        sort_date(article.published).map(|date| date.to_string()),
        article.language,
        article.body,
        article.claims_extracted,
        stored.reader.extractor,
        stored.reader.lexicon,
        i32::try_from(stored.claim_count).unwrap_or(i32::MAX),
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "DELETE FROM article_warning WHERE article_id = $1",
        stored.id.0
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "DELETE FROM article_dropped_block WHERE article_id = $1",
        stored.id.0
    )
    .execute(&mut *connection)
    .await?;
    store_parts(connection, stored).await
}

async fn replace_mentions(connection: &mut PgConnection, reading: &Reading) -> Result<(), Error> {
    let article = reading.article.id.0;
    sqlx::query!("DELETE FROM actor_mention WHERE article_id = $1", article)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM place_mention WHERE article_id = $1", article)
        .execute(&mut *connection)
        .await?;
    store_mentions(connection, reading).await
}

#[derive(Serialize)]
struct FormerClaim {
    id: ClaimId,
    claim_id: ClaimId,
}

/// Replaces an article's claims. Names of claims that are gone lead to those that
/// say the same now, names that they had before that as well.
async fn replace_claims(
    connection: &mut PgConnection,
    before: &Reading,
    after: &Reading,
) -> Result<(), Error> {
    let article = after.article.id;
    let known = sqlx::query!(
        "SELECT id, claim_id FROM former_claim WHERE article_id = $1",
        article.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    sqlx::query!("DELETE FROM claim WHERE article_id = $1", article.0)
        .execute(&mut *connection)
        .await?;
    store_claims(connection, article, &after.claims).await?;

    let followed: BTreeMap<ClaimId, ClaimId> = successors(&before.claims, &after.claims)
        .into_iter()
        .collect();
    let present: HashSet<ClaimId> = after.claims.iter().map(|claim| claim.id).collect();
    let earlier = known.into_iter().map(|row| {
        let claim = ClaimId(row.claim_id);
        (
            ClaimId(row.id),
            followed.get(&claim).copied().unwrap_or(claim),
        )
    });
    let names: BTreeMap<ClaimId, ClaimId> = earlier
        .chain(followed.clone())
        .filter(|(name, claim)| present.contains(claim) && !present.contains(name))
        .collect();
    let rows: Vec<FormerClaim> = names
        .into_iter()
        .map(|(id, claim_id)| FormerClaim { id, claim_id })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO former_claim (article_id, id, claim_id)
        SELECT $1, id, claim_id
        FROM jsonb_to_recordset($2) AS row (id uuid, claim_id uuid)
        "#,
        article.0,
        Json(&rows) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
