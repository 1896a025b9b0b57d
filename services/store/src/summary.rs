//! Counts deals.

use sulh_domain::{
    filter::DealFilter,
    summary::{Count, Dimension, Group},
};

use crate::{Error, Store, deal_filter::narrowed_deals, words};

impl Store {
    /// The number of deals that a filter lets through.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_deals(&self, filter: &DealFilter) -> Result<u64, Error> {
        let count = narrowed_deals!(
            query_scalar!(
                r#"
                SELECT count(*) AS "count!"
                FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                "#
            ),
            filter,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(count.unsigned_abs())
    }

    /// Counts the deals that a filter lets through by one dimension: the latest
    /// month first, all else by number, at most `most` groups.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn summarize_deals(
        &self,
        filter: &DealFilter,
        dimension: Dimension,
        most: usize,
    ) -> Result<Vec<Count>, Error> {
        let (name, kind) = match dimension {
            Dimension::Month => ("MONTH", None),
            Dimension::Status => ("STATUS", None),
            Dimension::Type => ("TYPE", None),
            Dimension::Place(kind) => ("PLACE", Some(<&str>::from(kind))),
            Dimension::Party => ("PARTY", None),
            Dimension::Outlet => ("OUTLET", None),
        };
        let rows = narrowed_deals!(
            query_file!("src/summary.sql"),
            filter,
            name,
            kind,
            i64::try_from(most).unwrap_or(i64::MAX),
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Count {
                    of: group(dimension, row.label)?,
                    deal_count: row.count.unsigned_abs(),
                })
            })
            .collect()
    }
}

/// The group that a label stands for.
fn group(dimension: Dimension, label: Option<String>) -> Result<Group, Error> {
    let known = label.as_deref();
    Ok(match dimension {
        Dimension::Month => Group::Month(known.map(words::parse).transpose()?),
        Dimension::Status => Group::Status(known.map(words::parse).transpose()?),
        Dimension::Type => Group::Type(words::parse(known.unwrap_or_default())?),
        Dimension::Place(_) => Group::Place(words::parse(known.unwrap_or_default())?),
        Dimension::Party => Group::Party(words::parse(known.unwrap_or_default())?),
        Dimension::Outlet => Group::Outlet(label),
    })
}
