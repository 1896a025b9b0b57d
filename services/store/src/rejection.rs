//! Keeps documents that could not be read, within limits, until they are read or
//! deleted.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{
    ArticleId, Kept, Known, PartialDate, RejectedDocument, RejectedId, Rejection, SourceDocument,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store};

/// The most rejected documents that are kept.
pub const MAX_REJECTED_DOCUMENTS: i64 = 10_000;
/// The most bytes of all rejected documents that are kept.
pub const MAX_REJECTED_BYTES: i64 = 1024 * 1024 * 1024;

/// Any number that nothing else uses.
const KEEPING_LOCK: i64 = 0x5_2E3E;

/// Where a rejected document stands in a list: when it was last rejected, then its id.
pub type RejectedKey = (Timestamp, RejectedId);

struct RejectedRow {
    id: Uuid,
    media_type: String,
    label: String,
    byte_count: i32,
    known_url: Option<String>,
    known_title: Option<String>,
    known_outlet: Option<String>,
    known_published: Option<Json<PartialDate>>,
    known_language: Option<String>,
    field: String,
    description: String,
    attempt_count: i32,
    first_rejected_at: jiff_sqlx::Timestamp,
    last_rejected_at: jiff_sqlx::Timestamp,
}

impl From<RejectedRow> for RejectedDocument {
    fn from(row: RejectedRow) -> Self {
        Self {
            id: RejectedId(row.id),
            media_type: row.media_type,
            label: row.label,
            byte_count: row.byte_count.unsigned_abs().into(),
            known: Known {
                url: row.known_url,
                title: row.known_title,
                outlet: row.known_outlet,
                published: row.known_published.map(|date| date.0),
                language: row.known_language,
            },
            rejection: Rejection {
                field: row.field,
                description: row.description,
            },
            attempt_count: row.attempt_count.unsigned_abs(),
            first_rejected_at: Timestamp::from(row.first_rejected_at),
            last_rejected_at: Timestamp::from(row.last_rejected_at),
        }
    }
}

impl Store {
    /// Keeps a document that could not be read. One that is kept already counts one
    /// rejection more. No more are kept than [`MAX_REJECTED_DOCUMENTS`] and
    /// [`MAX_REJECTED_BYTES`].
    ///
    /// # Errors
    /// When the database does not answer or refuses; then nothing is changed.
    pub async fn keep_rejected(
        &self,
        document: &SourceDocument,
        rejection: &Rejection,
    ) -> Result<Kept, Error> {
        let id = RejectedId::of(document);
        let mut transaction = self.pool.begin().await?;
        keep_alone(&mut transaction).await?;
        let kept = if count_again(&mut transaction, id, rejection).await? {
            Kept::As(id)
        } else if is_known(&mut transaction, document.id()).await? {
            Kept::Known
        } else if has_room(&mut transaction, document.content.len()).await? {
            insert(&mut transaction, id, document, rejection).await?;
            Kept::As(id)
        } else {
            Kept::NoRoom
        };
        transaction.commit().await?;
        Ok(kept)
    }

    /// Counts one rejection more of a document that is kept; `false` where there is
    /// none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_rejection(
        &self,
        id: RejectedId,
        rejection: &Rejection,
    ) -> Result<bool, Error> {
        let mut connection = self.pool.acquire().await?;
        count_again(&mut connection, id, rejection).await
    }

    /// A page of rejected documents, the last rejected first, those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rejected_documents(
        &self,
        size: PageSize,
        after: Option<&RejectedKey>,
    ) -> Result<Page<RejectedDocument, RejectedKey>, Error> {
        let rows = sqlx::query_as!(
            RejectedRow,
            r#"
            SELECT
                id, media_type, label, byte_count, known_url, known_title, known_outlet,
                to_jsonb(known_published) AS "known_published: Json<PartialDate>",
                known_language, field, description, attempt_count,
                first_rejected_at AS "first_rejected_at: jiff_sqlx::Timestamp",
                last_rejected_at AS "last_rejected_at: jiff_sqlx::Timestamp"
            FROM rejected_document
            WHERE $1::timestamptz IS NULL OR (last_rejected_at, id) < ($1, $2::uuid)
            ORDER BY last_rejected_at DESC, id DESC
            LIMIT $3
            "#,
            after.map(|(time, _)| time.to_sqlx()) as _,
            after.map(|(_, id)| id.0),
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let documents = rows.into_iter().map(RejectedDocument::from).collect();
        Ok(Page::cut(documents, size, |document: &RejectedDocument| {
            (document.last_rejected_at, document.id)
        }))
    }

    /// One rejected document with its bytes; `None` where there is none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rejected_document(
        &self,
        id: RejectedId,
    ) -> Result<Option<(RejectedDocument, Vec<u8>)>, Error> {
        let row = sqlx::query_as!(
            RejectedRow,
            r#"
            SELECT
                id, media_type, label, byte_count, known_url, known_title, known_outlet,
                to_jsonb(known_published) AS "known_published: Json<PartialDate>",
                known_language, field, description, attempt_count,
                first_rejected_at AS "first_rejected_at: jiff_sqlx::Timestamp",
                last_rejected_at AS "last_rejected_at: jiff_sqlx::Timestamp"
            FROM rejected_document
            WHERE id = $1
            "#,
            id.0,
        )
        .fetch_optional(&self.pool)
        .await?;
        let content =
            sqlx::query_scalar!("SELECT content FROM rejected_document WHERE id = $1", id.0)
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(RejectedDocument::from).zip(content))
    }

    /// Keeps a rejected document no longer; `false` where there is none of this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn delete_rejected(&self, id: RejectedId) -> Result<bool, Error> {
        let deleted = sqlx::query!("DELETE FROM rejected_document WHERE id = $1", id.0)
            .execute(&self.pool)
            .await?;
        Ok(deleted.rows_affected() > 0)
    }
}

/// Keeps no longer what was rejected and has the bytes of this article.
pub(crate) async fn forget_rejected(
    connection: &mut PgConnection,
    article: ArticleId,
) -> Result<(), Error> {
    sqlx::query!(
        "DELETE FROM rejected_document WHERE article_id = $1",
        article.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Waits until no other transaction keeps a document, and keeps the others waiting
/// until this one ends: two at once could pass the limits together, or miss that the
/// other one keeps the same.
async fn keep_alone(connection: &mut PgConnection) -> Result<(), Error> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock($1) AS \"lock!: ()\"",
        KEEPING_LOCK
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

async fn count_again(
    connection: &mut PgConnection,
    id: RejectedId,
    rejection: &Rejection,
) -> Result<bool, Error> {
    let counted = sqlx::query!(
        r#"
        UPDATE rejected_document
        SET field = $2, description = $3, attempt_count = attempt_count + 1,
            last_rejected_at = greatest(last_rejected_at, clock_timestamp())
        WHERE id = $1
        "#,
        id.0,
        rejection.field,
        rejection.description,
    )
    .execute(connection)
    .await?;
    Ok(counted.rows_affected() > 0)
}

/// Whether these bytes are the document of an article, or of one that was deleted.
async fn is_known(connection: &mut PgConnection, article: ArticleId) -> Result<bool, Error> {
    let is_known = sqlx::query_scalar!(
        r#"
        SELECT EXISTS (SELECT FROM source_document WHERE article_id = $1)
            OR EXISTS (SELECT FROM deleted_article WHERE article_id = $1) AS "known!"
        "#,
        article.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(is_known)
}

async fn has_room(connection: &mut PgConnection, bytes: usize) -> Result<bool, Error> {
    let kept = sqlx::query!(
        r#"
        SELECT count(*) AS "documents!", coalesce(sum(byte_count), 0) AS "bytes!"
        FROM rejected_document
        "#
    )
    .fetch_one(connection)
    .await?;
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    Ok(kept.documents < MAX_REJECTED_DOCUMENTS
        && kept.bytes.saturating_add(bytes) <= MAX_REJECTED_BYTES)
}

async fn insert(
    connection: &mut PgConnection,
    id: RejectedId,
    document: &SourceDocument,
    rejection: &Rejection,
) -> Result<(), Error> {
    let known = &document.known;
    sqlx::query!(
        r#"
        INSERT INTO rejected_document (
            id, article_id, content, byte_count, media_type, label,
            known_url, known_title, known_outlet, known_published, known_language,
            field, description, first_rejected_at, last_rejected_at)
        SELECT
            $1, $2, $3, octet_length($3::bytea), $4, $5,
            $6, $7, $8, jsonb_populate_record(NULL::partial_date, $9), $10,
            $11, $12, moment, moment
        FROM clock_timestamp() AS moment
        "#,
        id.0,
        document.id().0,
        &document.content,
        document.media_type,
        document.label,
        known.url,
        known.title,
        known.outlet,
        known.published.map(Json) as _,
        known.language,
        rejection.field,
        rejection.description,
    )
    .execute(connection)
    .await?;
    Ok(())
}
