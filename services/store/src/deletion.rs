//! Takes articles back.

use sqlx::PgConnection;
use sulh_domain::{ArticleId, DealChange};
use uuid::Uuid;

use crate::{
    Error, Store,
    grouping::{compute_deals, dissolve_deals},
    near_duplicates::{copies, relate_anew},
    relating::relate_alone,
};

/// What went with an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// How many claims it made.
    pub claim_count: u32,
    /// What became of the deals that they were about, and of those that its copies
    /// are about.
    pub changes: Vec<DealChange>,
}

impl Store {
    /// Takes an article back: its document, all that was read of it, and what
    /// follows from that go, and the document does not come in again by itself.
    /// `None` where there is no such article.
    ///
    /// # Errors
    /// When the database does not answer or refuses; then nothing is changed.
    pub async fn delete_article(&self, article: ArticleId) -> Result<Option<Deletion>, Error> {
        let mut transaction = self.pool.begin().await?;
        relate_alone(&mut transaction).await?;
        let mut copies = copies(&mut transaction, article).await?;
        let dissolved = dissolve_deals(&mut transaction, &copies).await?;
        let Some(claim_count) = delete(&mut transaction, article).await? else {
            return Ok(None);
        };
        copies.retain(|copy| *copy != article.0);
        let moved: Vec<Uuid> = relate_anew(&mut transaction, &copies).await?;
        let changes = compute_deals(&mut transaction, &moved, dissolved).await?;
        transaction.commit().await?;
        Ok(Some(Deletion {
            claim_count,
            changes,
        }))
    }

    /// Whether the article of a document was taken back.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_deleted(&self, article: ArticleId) -> Result<bool, Error> {
        let mut connection = self.pool.acquire().await?;
        is_deleted(&mut connection, article).await
    }
}

/// Deletes a document with all that belongs to it; gives the number of its claims.
async fn delete(connection: &mut PgConnection, article: ArticleId) -> Result<Option<u32>, Error> {
    let claims = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM claim WHERE article_id = $1"#,
        article.0,
    )
    .fetch_one(&mut *connection)
    .await?;
    let deleted = sqlx::query!(
        "DELETE FROM source_document WHERE article_id = $1",
        article.0
    )
    .execute(&mut *connection)
    .await?;
    if deleted.rows_affected() == 0 {
        return Ok(None);
    }
    sqlx::query!(
        "INSERT INTO deleted_article (article_id) VALUES ($1) ON CONFLICT DO NOTHING",
        article.0,
    )
    .execute(connection)
    .await?;
    Ok(Some(u32::try_from(claims).unwrap_or(u32::MAX)))
}

pub(crate) async fn is_deleted(
    connection: &mut PgConnection,
    article: ArticleId,
) -> Result<bool, Error> {
    let is_deleted = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM deleted_article WHERE article_id = $1) AS "exists!""#,
        article.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(is_deleted)
}

/// Lets the document of an article that was taken back come in again.
pub(crate) async fn forget_deletion(
    connection: &mut PgConnection,
    article: ArticleId,
) -> Result<(), Error> {
    sqlx::query!(
        "DELETE FROM deleted_article WHERE article_id = $1",
        article.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
