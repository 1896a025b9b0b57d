//! Reads deals.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use serde::Deserialize;
use sqlx::{PgExecutor, types::Json};
use sulh_domain::{
    ActorId, ClaimId, Deal, DealId, PlaceId, Role, Side, TermKind,
    filter::DealFilter,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store, deal_filter::narrowed_deals, words};

/// Where a deal stands in a list: the date of its latest news, then its id.
pub type DealKey = (Option<Date>, DealId);

#[derive(Deserialize)]
pub(crate) struct ParticipantRow {
    actor: ActorId,
    role: Role,
    side: Option<Side>,
}

impl From<ParticipantRow> for (ActorId, Role, Option<Side>) {
    fn from(row: ParticipantRow) -> Self {
        (row.actor, row.role, row.side)
    }
}

struct DealRow {
    id: Uuid,
    process: Uuid,
    predecessor: Option<Uuid>,
    name: Option<String>,
    deal_type: String,
    status: Option<String>,
    statuses: Vec<String>,
    is_contested: bool,
    first_date: Option<jiff_sqlx::Date>,
    last_date: Option<jiff_sqlx::Date>,
    report_count: i32,
    independent_report_count: i32,
    places: Json<Vec<PlaceId>>,
    participants: Json<Vec<ParticipantRow>>,
    terms: Json<Vec<TermKind>>,
    claims: Vec<Uuid>,
}

impl TryFrom<DealRow> for Deal {
    type Error = Error;

    fn try_from(row: DealRow) -> Result<Self, Error> {
        let mut terms = row.terms.0;
        terms.sort_unstable();
        Ok(Self {
            id: DealId(row.id),
            process: DealId(row.process),
            predecessor: row.predecessor.map(DealId),
            name: row.name,
            deal_type: words::parse(&row.deal_type)?,
            status: row.status.as_deref().map(words::parse).transpose()?,
            statuses: row
                .statuses
                .iter()
                .map(|status| words::parse(status))
                .collect::<Result<_, _>>()?,
            is_contested: row.is_contested,
            first_date: row.first_date.map(Date::from),
            last_date: row.last_date.map(Date::from),
            places: row.places.0,
            participants: row.participants.0.into_iter().map(Into::into).collect(),
            terms,
            report_count: row.report_count.unsigned_abs(),
            independent_report_count: row.independent_report_count.unsigned_abs(),
            claims: row.claims.into_iter().map(ClaimId).collect(),
        })
    }
}

impl Store {
    /// The deal that holds the claim which this name was given after, or the claim
    /// that says the same since its document was read again: the name is the deal's
    /// present one or one that it had. `None` where there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deal(&self, name: DealId) -> Result<Option<Deal>, Error> {
        let Some(present) = self.present_name(name).await? else {
            return Ok(None);
        };
        Ok(self.deals_of(&[present.0]).await?.into_iter().next())
    }

    /// The present name of the deal that bears or bore this one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn present_name(&self, name: DealId) -> Result<Option<DealId>, Error> {
        present_name(&self.pool, name).await
    }

    /// The other names that a deal had, in the order of the names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn previous_names(&self, deal: &Deal) -> Result<Vec<DealId>, Error> {
        let claims: Vec<Uuid> = deal.claims.iter().map(|claim| claim.0).collect();
        let names = sqlx::query_scalar!(
            "SELECT name FROM deal_name WHERE claim_id = ANY($1) AND name <> $2 ORDER BY name",
            &claims,
            deal.id.0,
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(names.into_iter().map(DealId).collect())
    }

    /// A page of deals, those with the latest news first and undated ones last,
    /// those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deals(
        &self,
        filter: &DealFilter,
        size: PageSize,
        after: Option<&DealKey>,
    ) -> Result<Page<Deal, DealKey>, Error> {
        let after_date = after.and_then(|(date, _)| *date);
        let ids = narrowed_deals!(
            query_scalar!(
                r#"
                SELECT id AS "id!"
                FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                WHERE (
                    $14::uuid IS NULL
                    OR CASE
                        WHEN $15::date IS NULL THEN last_date IS NULL AND id < $14
                        ELSE last_date IS NULL OR (last_date, id) < ($15, $14)
                    END
                )
                ORDER BY last_date DESC NULLS LAST, id DESC
                LIMIT $16
                "#
            ),
            filter,
            after.map(|(_, id)| id.0),
            after_date.map(ToSqlx::to_sqlx) as _,
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let deals = self.deals_of(&ids).await?;
        Ok(Page::cut(deals, size, |deal| (deal.last_date, deal.id)))
    }

    /// Those of these deals that a filter lets through, in no order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deals_among(
        &self,
        deals: &[DealId],
        filter: &DealFilter,
    ) -> Result<Vec<Deal>, Error> {
        let deals: Vec<Uuid> = deals.iter().map(|deal| deal.0).collect();
        let ids = narrowed_deals!(
            query_scalar!(
                r#"
                SELECT id AS "id!"
                FROM filtered_deals($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                WHERE id = ANY($14)
                "#
            ),
            filter,
            &deals,
        )
        .fetch_all(&self.pool)
        .await?;
        self.deals_of(&ids).await
    }

    async fn deals_of(&self, ids: &[Uuid]) -> Result<Vec<Deal>, Error> {
        read_deals(&self.pool, ids).await
    }
}

/// The deals of these ids, in the order given.
pub(crate) async fn read_deals(
    database: impl PgExecutor<'_>,
    ids: &[Uuid],
) -> Result<Vec<Deal>, Error> {
    let rows = sqlx::query_file_as!(DealRow, "src/deals.sql", ids)
        .fetch_all(database)
        .await?;
    rows.into_iter().map(Deal::try_from).collect()
}

/// The present name of the deal that bears or bore this one.
pub(crate) async fn present_name(
    database: impl PgExecutor<'_>,
    name: DealId,
) -> Result<Option<DealId>, Error> {
    let present = sqlx::query_scalar!(
        r#"
            SELECT d.deal
            FROM (
                SELECT claim_id FROM deal_name WHERE name = $1
              UNION ALL
                SELECT $1
              UNION ALL
                SELECT claim_id FROM former_claim WHERE id = $1
            ) AS named (claim_id)
            JOIN claim c ON c.id = named.claim_id
            JOIN deal_claim d ON (d.article_id, d.claim_id) = (c.article_id, c.id)
            LIMIT 1
            "#,
        name.0,
    )
    .fetch_optional(database)
    .await?;
    Ok(present.map(DealId))
}
