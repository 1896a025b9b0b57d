//! Reads claims.

use serde::Deserialize;
use sqlx::{PgExecutor, types::Json};
use sulh_domain::{
    ArticleId, Claim, ClaimId, DealId, PartialDate, Participant, PlaceId, Quantity, RecordedClaim,
    Report, Span, Term,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store, words};

/// Where a claim stands in its deal's history, counted from 0.
pub type ClaimKey = u32;

#[derive(Deserialize)]
struct EvidenceRow {
    span: Span,
    quote: String,
}

struct ClaimRow {
    id: Uuid,
    article_id: Uuid,
    deal: Option<Uuid>,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<Json<PartialDate>>,
    original: Option<Uuid>,
    places: Json<Vec<PlaceId>>,
    deal_type: String,
    status: String,
    participants: Json<Vec<Participant>>,
    terms: Json<Vec<Term>>,
    quantities: Json<Vec<Quantity>>,
    asserter: String,
    modality: String,
    confirmation: String,
    event_date: Option<Json<PartialDate>>,
    deal_name: Option<String>,
    evidence: Json<Vec<EvidenceRow>>,
}

impl TryFrom<ClaimRow> for RecordedClaim {
    type Error = Error;

    fn try_from(row: ClaimRow) -> Result<Self, Error> {
        let (evidence, quotes) = row
            .evidence
            .0
            .into_iter()
            .map(|e| (e.span, e.quote))
            .unzip();
        Ok(Self {
            id: ClaimId(row.id),
            deal: row.deal.map(DealId),
            report: Report {
                article: ArticleId(row.article_id),
                title: row.title,
                outlet: row.outlet,
                published: row.published.map(|date| date.0),
                original: row.original.map(ArticleId),
            },
            claim: Claim {
                places: row.places.0,
                deal_type: words::parse(&row.deal_type)?,
                status: words::parse(&row.status)?,
                participants: row.participants.0,
                terms: row.terms.0,
                quantities: row.quantities.0,
                asserter: words::parse(&row.asserter)?,
                modality: words::parse(&row.modality)?,
                confirmation: words::parse(&row.confirmation)?,
                event_date: row.event_date.map(|date| date.0),
                deal_name: row.deal_name,
                evidence,
            },
            quotes,
        })
    }
}

impl Store {
    /// The claims of one article, in the order of the text.
    pub(crate) async fn claims_of_article(
        &self,
        article: ArticleId,
    ) -> Result<Vec<RecordedClaim>, Error> {
        let ids = sqlx::query_scalar!(
            "SELECT id FROM claim WHERE article_id = $1 ORDER BY ordinal",
            article.0,
        )
        .fetch_all(&self.pool)
        .await?;
        self.claims_of(&vec![article.0; ids.len()], &ids).await
    }

    /// A page of a deal's claims in the order of its history, those after
    /// position `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn deal_claims(
        &self,
        deal: DealId,
        size: PageSize,
        after: Option<ClaimKey>,
    ) -> Result<Page<RecordedClaim, ClaimKey>, Error> {
        let after = after.map_or(-1, i64::from);
        let rows = sqlx::query!(
            r#"
            SELECT ordinal, article_id, claim_id
            FROM deal_claim
            WHERE deal = $1 AND ordinal > $2::bigint
            ORDER BY ordinal
            LIMIT $3
            "#,
            deal.0,
            after,
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let page = Page::cut(rows, size, |row| row.ordinal.unsigned_abs());
        let articles: Vec<Uuid> = page.items.iter().map(|row| row.article_id).collect();
        let claims: Vec<Uuid> = page.items.iter().map(|row| row.claim_id).collect();
        Ok(Page {
            items: self.claims_of(&articles, &claims).await?,
            next: page.next,
        })
    }

    /// A deal's claims in the order of its history, at most `most`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn history(&self, deal: DealId, most: usize) -> Result<Vec<RecordedClaim>, Error> {
        let rows = sqlx::query!(
            r#"
            SELECT article_id, claim_id
            FROM deal_claim
            WHERE deal = $1
            ORDER BY ordinal
            LIMIT $2
            "#,
            deal.0,
            i64::try_from(most).unwrap_or(i64::MAX),
        )
        .fetch_all(&self.pool)
        .await?;
        let (articles, claims): (Vec<Uuid>, Vec<Uuid>) = rows
            .into_iter()
            .map(|row| (row.article_id, row.claim_id))
            .unzip();
        self.claims_of(&articles, &claims).await
    }

    pub(crate) async fn claims_of(
        &self,
        articles: &[Uuid],
        claims: &[Uuid],
    ) -> Result<Vec<RecordedClaim>, Error> {
        read_claims(&self.pool, articles, claims).await
    }
}

/// The claims of these articles and ids, pair by pair, in the order given.
pub(crate) async fn read_claims(
    database: impl PgExecutor<'_>,
    articles: &[Uuid],
    claims: &[Uuid],
) -> Result<Vec<RecordedClaim>, Error> {
    let rows = sqlx::query_file_as!(ClaimRow, "src/claims.sql", articles, claims)
        .fetch_all(database)
        .await?;
    rows.into_iter().map(RecordedClaim::try_from).collect()
}
