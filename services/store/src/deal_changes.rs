//! Reads what became of deals, in the order in which it became known.

use jiff::Timestamp;
use sqlx::PgExecutor;
use sulh_domain::{DealId, regrouping::DealChange};

use crate::{Error, Store, words};

/// Where a change stands in the feed: its number, from 1.
pub type ChangeKey = i64;

/// A change of a deal as it stands in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    /// Where it stands.
    pub key: ChangeKey,
    /// What became of the deal.
    pub change: DealChange,
    /// When.
    pub changed_at: Timestamp,
}

impl Store {
    /// The last change; 0 where there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_change(&self) -> Result<ChangeKey, Error> {
        last_change(&self.pool).await
    }

    /// The next changes behind one, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn changes(&self, after: ChangeKey, limit: u32) -> Result<Vec<StoredChange>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT
                sequence, deal, kind::text AS "kind!", successor, status_before::text, status_after::text,
                changed_at AS "changed_at: jiff_sqlx::Timestamp"
            FROM deal_change
            WHERE sequence > $1
            ORDER BY sequence
            LIMIT $2
            "#,
            after,
            i64::from(limit),
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                let status = |word: Option<String>| word.as_deref().map(words::parse).transpose();
                Ok(StoredChange {
                    key: row.sequence,
                    change: DealChange {
                        deal: DealId(row.deal),
                        kind: words::parse(&row.kind)?,
                        successor: row.successor.map(DealId),
                        status_before: status(row.status_before)?,
                        status_after: status(row.status_after)?,
                    },
                    changed_at: Timestamp::from(row.changed_at),
                })
            })
            .collect()
    }
}

pub(crate) async fn last_change(database: impl PgExecutor<'_>) -> Result<ChangeKey, Error> {
    let last =
        sqlx::query_scalar!(r#"SELECT coalesce(max(sequence), 0) AS "last!" FROM deal_change"#)
            .fetch_one(database)
            .await?;
    Ok(last)
}
