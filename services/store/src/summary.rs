//! Counts deals.

use jiff::civil::Date;
use sulh_domain::{
    PlaceKind,
    filter::DealFilter,
    summary::{Count, Dimension, Group},
};

use crate::{Error, Store, words};

/// The arrays that `filtered_deals` takes.
struct Narrowing {
    places: Vec<String>,
    actors: Vec<String>,
    types: Vec<String>,
    statuses: Vec<String>,
}

impl From<&DealFilter> for Narrowing {
    fn from(filter: &DealFilter) -> Self {
        Self {
            places: words::ids(&filter.places),
            actors: words::ids(&filter.actors),
            types: words::of(&filter.types),
            statuses: words::of(&filter.statuses),
        }
    }
}

impl Store {
    /// The number of deals that a filter lets through.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count_deals(&self, filter: &DealFilter) -> Result<u64, Error> {
        let by = Narrowing::from(filter);
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM filtered_deals($1, $2, $3, $4)"#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(count.unsigned_abs())
    }

    /// Counts the deals that a filter lets through by one dimension: months in their
    /// order, all else by number, at most `most`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn summarize_deals(
        &self,
        filter: &DealFilter,
        dimension: Dimension,
        most: usize,
    ) -> Result<Vec<Count>, Error> {
        let by = Narrowing::from(filter);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        match dimension {
            Dimension::Month => self.by_month(&by, most).await,
            Dimension::Status => self.by_status(&by, most).await,
            Dimension::Type => self.by_type(&by, most).await,
            Dimension::Place(kind) => self.by_place(&by, kind, most).await,
            Dimension::Party => self.by_party(&by, most).await,
            Dimension::Outlet => self.by_outlet(&by, most).await,
        }
    }

    async fn by_month(&self, by: &Narrowing, most: i64) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT
                date_trunc('month', first_date)::date AS "month: jiff_sqlx::Date",
                count(*) AS "count!"
            FROM filtered_deals($1, $2, $3, $4)
            GROUP BY 1
            ORDER BY 1 DESC NULLS LAST
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        let counts = rows.into_iter().map(|row| Count {
            of: Group::Month(row.month.map(Date::from)),
            deal_count: row.count.unsigned_abs(),
        });
        Ok(counts.collect())
    }

    async fn by_status(&self, by: &Narrowing, most: i64) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT status::text, count(*) AS "count!"
            FROM filtered_deals($1, $2, $3, $4)
            GROUP BY status
            ORDER BY count(*) DESC, status
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                let status = row.status.as_deref().map(words::parse).transpose()?;
                Ok(Count {
                    of: Group::Status(status),
                    deal_count: row.count.unsigned_abs(),
                })
            })
            .collect()
    }

    async fn by_type(&self, by: &Narrowing, most: i64) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT deal_type::text AS "deal_type!", count(*) AS "count!"
            FROM filtered_deals($1, $2, $3, $4)
            GROUP BY deal_type
            ORDER BY count(*) DESC, deal_type
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Count {
                    of: Group::Type(words::parse(&row.deal_type)?),
                    deal_count: row.count.unsigned_abs(),
                })
            })
            .collect()
    }

    async fn by_place(
        &self,
        by: &Narrowing,
        kind: PlaceKind,
        most: i64,
    ) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT line.ancestor::text AS "place!", count(DISTINCT d.id) AS "count!"
            FROM filtered_deals($1, $2, $3, $4) d
            JOIN deal_place p ON p.deal = d.id
            JOIN place_ancestor line ON line.place = p.place
            JOIN place ON place.id = line.ancestor
            WHERE place.kind = $6
            GROUP BY line.ancestor
            ORDER BY count(DISTINCT d.id) DESC, line.ancestor
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
            <&str>::from(kind) as _,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Count {
                    of: Group::Place(words::parse(&row.place)?),
                    deal_count: row.count.unsigned_abs(),
                })
            })
            .collect()
    }

    async fn by_party(&self, by: &Narrowing, most: i64) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT p.actor::text AS "actor!", count(DISTINCT d.id) AS "count!"
            FROM filtered_deals($1, $2, $3, $4) d
            JOIN deal_participant p ON p.deal = d.id
            WHERE p.role = 'PARTY'
            GROUP BY p.actor
            ORDER BY count(DISTINCT d.id) DESC, p.actor
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Count {
                    of: Group::Party(words::parse(&row.actor)?),
                    deal_count: row.count.unsigned_abs(),
                })
            })
            .collect()
    }

    async fn by_outlet(&self, by: &Narrowing, most: i64) -> Result<Vec<Count>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT a.outlet, count(DISTINCT d.id) AS "count!"
            FROM filtered_deals($1, $2, $3, $4) d
            JOIN deal_claim c ON c.deal = d.id
            JOIN article a ON a.id = c.article_id
            GROUP BY a.outlet
            ORDER BY count(DISTINCT d.id) DESC, a.outlet
            LIMIT $5
            "#,
            &by.places,
            &by.actors,
            &by.types,
            &by.statuses,
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        let counts = rows.into_iter().map(|row| Count {
            of: Group::Outlet(row.outlet),
            deal_count: row.count.unsigned_abs(),
        });
        Ok(counts.collect())
    }
}
