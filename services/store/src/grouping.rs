//! Computes again the deals that articles' claims touch.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{
    ActorId, ArticleId, ClaimId, Deal, DealId, DealType, PlaceId, Role, Side, Status, TermKind,
    deal::ClaimFacts, grouping,
};
use uuid::Uuid;

use crate::{Error, deals::ParticipantRow, relating::relate_alone, rows::numbered, words};

struct ClaimRow {
    id: Uuid,
    article_id: Uuid,
    original: Uuid,
    places: Json<Vec<PlaceId>>,
    lineage: Json<Vec<PlaceId>>,
    dated_on: Option<jiff_sqlx::Date>,
    status: String,
    modality: String,
    deal_type: String,
    deal_name: Option<String>,
    participants: Json<Vec<ParticipantRow>>,
    terms: Json<Vec<TermKind>>,
}

impl TryFrom<ClaimRow> for ClaimFacts {
    type Error = Error;

    fn try_from(row: ClaimRow) -> Result<Self, Error> {
        Ok(Self {
            id: ClaimId(row.id),
            article: ArticleId(row.article_id),
            original: ArticleId(row.original),
            places: row.places.0,
            lineage: row.lineage.0.into_iter().collect(),
            date: row.dated_on.map(Date::from),
            status: words::parse(&row.status)?,
            modality: words::parse(&row.modality)?,
            deal_type: words::parse(&row.deal_type)?,
            deal_name: row.deal_name,
            participants: row.participants.0.into_iter().map(Into::into).collect(),
            terms: row.terms.0,
        })
    }
}

/// Gathers every claim that is tied to the articles' claims, directly or through
/// others, and replaces their deals.
pub(crate) async fn compute_deals(
    connection: &mut PgConnection,
    articles: &[Uuid],
) -> Result<(), Error> {
    relate_alone(connection).await?;
    let claims = tied_claims(connection, articles).await?;
    forget_deals(connection, &claims).await?;
    store_deals(connection, &claims, &grouping::group(&claims)).await
}

/// Takes apart the deals that the articles' claims touch, before what ties them
/// changes. Gives all articles whose claims are without a deal now: they are to be
/// computed again. The transaction holds the lock of [`relate_alone`].
pub(crate) async fn dissolve_deals(
    connection: &mut PgConnection,
    articles: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let claims = tied_claims(connection, articles).await?;
    forget_deals(connection, &claims).await?;
    let mut articles: Vec<Uuid> = claims.iter().map(|claim| claim.article.0).collect();
    articles.sort_unstable();
    articles.dedup();
    Ok(articles)
}

async fn tied_claims(
    connection: &mut PgConnection,
    articles: &[Uuid],
) -> Result<Vec<ClaimFacts>, Error> {
    sqlx::query_file_as!(ClaimRow, "src/grouping.sql", articles)
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(ClaimFacts::try_from)
        .collect()
}

async fn forget_deals(connection: &mut PgConnection, claims: &[ClaimFacts]) -> Result<(), Error> {
    let ids: Vec<Uuid> = claims.iter().map(|claim| claim.id.0).collect();
    sqlx::query!(
        "DELETE FROM deal WHERE id IN (SELECT deal FROM deal_claim WHERE claim_id = ANY($1))",
        &ids,
    )
    .execute(connection)
    .await?;
    Ok(())
}

#[derive(Serialize)]
struct StoredDeal<'a> {
    id: DealId,
    process: DealId,
    predecessor: Option<DealId>,
    name: Option<&'a str>,
    deal_type: DealType,
    status: Option<Status>,
    first_date: Option<Date>,
    last_date: Option<Date>,
    report_count: u32,
    independent_report_count: u32,
    claim_count: usize,
}

#[derive(Serialize)]
struct StoredClaim {
    deal: DealId,
    ordinal: u32,
    article_id: Option<ArticleId>,
    claim_id: ClaimId,
}

#[derive(Serialize)]
struct StoredPlace<'a> {
    deal: DealId,
    ordinal: u32,
    place: &'a PlaceId,
}

#[derive(Serialize)]
struct StoredParticipant<'a> {
    deal: DealId,
    ordinal: u32,
    actor: &'a ActorId,
    role: Role,
    side: Option<Side>,
}

#[derive(Serialize)]
struct StoredTerm {
    deal: DealId,
    kind: TermKind,
}

async fn store_deals(
    connection: &mut PgConnection,
    claims: &[ClaimFacts],
    deals: &[Deal],
) -> Result<(), Error> {
    let rows: Vec<_> = deals
        .iter()
        .map(|deal| StoredDeal {
            id: deal.id,
            process: deal.process,
            predecessor: deal.predecessor,
            name: deal.name.as_deref(),
            deal_type: deal.deal_type,
            status: deal.status,
            first_date: deal.first_date,
            last_date: deal.last_date,
            report_count: deal.report_count,
            independent_report_count: deal.independent_report_count,
            claim_count: deal.claims.len(),
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO deal (
            id, process, predecessor, name, deal_type, status, first_date, last_date,
            report_count, independent_report_count, claim_count)
        SELECT
            id, process, predecessor, name, deal_type, status, first_date, last_date,
            report_count, independent_report_count, claim_count
        FROM jsonb_to_recordset($1) AS row (
            id uuid, process uuid, predecessor uuid, name text, deal_type text, status text,
            first_date date, last_date date, report_count integer,
            independent_report_count integer, claim_count integer)
        "#,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let articles: HashMap<ClaimId, ArticleId> = claims
        .iter()
        .map(|claim| (claim.id, claim.article))
        .collect();
    let rows = numbered(
        deals,
        |deal| &deal.claims,
        |deal, ordinal, claim| StoredClaim {
            deal: deal.id,
            ordinal,
            article_id: articles.get(claim).copied(),
            claim_id: *claim,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO deal_claim (deal, ordinal, article_id, claim_id)
        SELECT deal, ordinal, article_id, claim_id
        FROM jsonb_to_recordset($1) AS row (
            deal uuid, ordinal integer, article_id uuid, claim_id uuid)
        "#,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        deals,
        |deal| &deal.places,
        |deal, ordinal, place| StoredPlace {
            deal: deal.id,
            ordinal,
            place,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO deal_place (deal, ordinal, place)
        SELECT deal, ordinal, place
        FROM jsonb_to_recordset($1) AS row (deal uuid, ordinal integer, place text)
        "#,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows = numbered(
        deals,
        |deal| &deal.participants,
        |deal, ordinal, (actor, role, side)| StoredParticipant {
            deal: deal.id,
            ordinal,
            actor,
            role: *role,
            side: *side,
        },
    );
    sqlx::query!(
        r#"
        INSERT INTO deal_participant (deal, ordinal, actor, role, side)
        SELECT deal, ordinal, actor, role, side
        FROM jsonb_to_recordset($1) AS row (
            deal uuid, ordinal integer, actor text, role text, side text)
        "#,
        Json(&rows) as _,
    )
    .execute(&mut *connection)
    .await?;

    let rows: Vec<_> = deals
        .iter()
        .flat_map(|deal| {
            deal.terms.iter().map(|kind| StoredTerm {
                deal: deal.id,
                kind: *kind,
            })
        })
        .collect();
    sqlx::query!(
        r#"
        INSERT INTO deal_term (deal, kind)
        SELECT deal, kind FROM jsonb_to_recordset($1) AS row (deal uuid, kind text)
        "#,
        Json(&rows) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
