//! Computes again the deals that articles' claims touch.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;
use sqlx::{PgConnection, types::Json};
use sulh_domain::{
    ActorId, ArticleId, ClaimId, Deal, DealId, DealType, PlaceId, Role, Side, Status, TermKind,
    deal::ClaimFacts,
    grouping,
    regrouping::{DealChange, regrouping},
};
use uuid::Uuid;

use crate::{
    Error, Store,
    deals::{ParticipantRow, read_deals},
    relating::relate_alone,
    rows::numbered,
    words,
};

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
    destinations: Json<Vec<PlaceId>>,
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
            destinations: row.destinations.0.into_iter().collect(),
        })
    }
}

/// Deals that were taken apart before what ties their claims changed.
#[derive(Debug, Default)]
pub(crate) struct Dissolved {
    /// All articles whose claims are without a deal now.
    articles: Vec<Uuid>,
    deals: Vec<Deal>,
}

/// Gathers every claim that is tied to the claims of the articles and of the deals
/// taken apart, directly or through others, replaces the deals that are others now,
/// and tells what became of each.
pub(crate) async fn compute_deals(
    connection: &mut PgConnection,
    articles: &[Uuid],
    dissolved: Dissolved,
) -> Result<Vec<DealChange>, Error> {
    relate_alone(connection).await?;
    let mut of = dissolved.articles;
    of.extend(articles);
    let claims = tied_claims(connection, &of).await?;
    let standing = deals_that_hold(connection, &claims).await?;
    let now = grouping::group(&claims);

    let unchanged: HashSet<DealId> = now
        .iter()
        .filter(|deal| standing.contains(deal))
        .map(|deal| deal.id)
        .collect();
    let is_other = |deal: &&Deal| !unchanged.contains(&deal.id);
    let replaced: Vec<&Deal> = standing.iter().filter(is_other).collect();
    let new: Vec<&Deal> = now.iter().filter(is_other).collect();
    forget_deals(connection, &replaced).await?;
    store_deals(connection, &claims, &new).await?;

    let before: Vec<Deal> = dissolved.deals.into_iter().chain(standing).collect();
    let followed = followers(connection, &before).await?;
    let regrouping = regrouping(&before, &now, &followed);
    keep_names(connection, &new, &regrouping.heirs).await?;
    tell_changes(connection, &regrouping.changes).await?;
    Ok(regrouping.changes)
}

impl Store {
    /// Computes again the deals of which not all is known that deals are narrowed by,
    /// as they were stored before it was.
    pub(crate) async fn compute_old_deals(&self) -> Result<(), Error> {
        let deals = sqlx::query_scalar!("SELECT id FROM deal WHERE statuses IS NULL")
            .fetch_all(&self.pool)
            .await?;
        for deal in deals {
            let mut transaction = self.pool.begin().await?;
            let articles = articles_of(&mut transaction, DealId(deal)).await?;
            compute_deals(&mut transaction, &articles, Dissolved::default()).await?;
            transaction.commit().await?;
        }
        // What is left is as it was: of denied claims alone.
        sqlx::query!("UPDATE deal SET statuses = '{}' WHERE statuses IS NULL")
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// The articles whose claims make a deal.
pub(crate) async fn articles_of(
    connection: &mut PgConnection,
    deal: DealId,
) -> Result<Vec<Uuid>, Error> {
    let articles = sqlx::query_scalar!(
        "SELECT DISTINCT article_id FROM deal_claim WHERE deal = $1",
        deal.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(articles)
}

/// Takes apart the deals that the articles' claims touch, before what ties them
/// changes; they are to be computed again. The transaction holds the lock of
/// [`relate_alone`].
pub(crate) async fn dissolve_deals(
    connection: &mut PgConnection,
    articles: &[Uuid],
) -> Result<Dissolved, Error> {
    let claims = tied_claims(connection, articles).await?;
    let deals = deals_that_hold(connection, &claims).await?;
    forget_deals(connection, &deals.iter().collect::<Vec<_>>()).await?;
    let mut articles: Vec<Uuid> = claims.iter().map(|claim| claim.article.0).collect();
    articles.sort_unstable();
    articles.dedup();
    Ok(Dissolved { articles, deals })
}

/// What grouping needs to know of the claims of these articles and of all that are
/// tied to them.
pub(crate) async fn tied_claims(
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

async fn deals_that_hold(
    connection: &mut PgConnection,
    claims: &[ClaimFacts],
) -> Result<Vec<Deal>, Error> {
    let (articles, claims): (Vec<Uuid>, Vec<Uuid>) = claims
        .iter()
        .map(|claim| (claim.article.0, claim.id.0))
        .unzip();
    let ids = sqlx::query_scalar!(
        r#"
        SELECT DISTINCT d.deal
        FROM unnest($1::uuid[], $2::uuid[]) AS held (article_id, claim_id)
        JOIN deal_claim d USING (article_id, claim_id)
        "#,
        &articles,
        &claims,
    )
    .fetch_all(&mut *connection)
    .await?;
    read_deals(connection, &ids).await
}

async fn forget_deals(connection: &mut PgConnection, deals: &[&Deal]) -> Result<(), Error> {
    let ids: Vec<Uuid> = deals.iter().map(|deal| deal.id.0).collect();
    sqlx::query!("DELETE FROM deal WHERE id = ANY($1)", &ids)
        .execute(connection)
        .await?;
    Ok(())
}

/// The claims that certainly say what claims of these deals said before their
/// documents were read again.
async fn followers(
    connection: &mut PgConnection,
    deals: &[Deal],
) -> Result<HashMap<ClaimId, ClaimId>, Error> {
    let claims: Vec<Uuid> = deals
        .iter()
        .flat_map(|deal| &deal.claims)
        .map(|claim| claim.0)
        .collect();
    let rows = sqlx::query!(
        "SELECT id, claim_id FROM former_claim WHERE id = ANY($1)",
        &claims
    )
    .fetch_all(connection)
    .await?;
    let followers = rows.into_iter();
    Ok(followers
        .map(|row| (ClaimId(row.id), ClaimId(row.claim_id)))
        .collect())
}

#[derive(Serialize)]
struct Heir {
    claim: ClaimId,
    heir: ClaimId,
}

/// Keeps the names of new deals, and lets names that a claim which is gone led to
/// a deal be led by another claim of that deal.
async fn keep_names(
    connection: &mut PgConnection,
    new: &[&Deal],
    heirs: &BTreeMap<ClaimId, ClaimId>,
) -> Result<(), Error> {
    let ids: Vec<Uuid> = new.iter().map(|deal| deal.id.0).collect();
    sqlx::query!(
        r#"
        INSERT INTO deal_name (name, claim_id)
        SELECT id, id FROM unnest($1::uuid[]) AS id
        ON CONFLICT (name) DO UPDATE SET claim_id = excluded.claim_id
        WHERE deal_name.claim_id <> excluded.claim_id
        "#,
        &ids,
    )
    .execute(&mut *connection)
    .await?;
    if heirs.is_empty() {
        return Ok(());
    }
    let heirs: Vec<Heir> = heirs
        .iter()
        .map(|(claim, heir)| Heir {
            claim: *claim,
            heir: *heir,
        })
        .collect();
    sqlx::query!(
        r#"
        UPDATE deal_name SET claim_id = row.heir
        FROM jsonb_to_recordset($1) AS row (claim uuid, heir uuid)
        WHERE deal_name.claim_id = row.claim
        "#,
        Json(&heirs) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds what became of deals to the feed.
async fn tell_changes(connection: &mut PgConnection, changes: &[DealChange]) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        r#"
        INSERT INTO deal_change (deal, kind, successor, status_before, status_after)
        SELECT deal, kind, successor, status_before, status_after
        FROM ROWS FROM (jsonb_to_recordset($1) AS (
            deal uuid, kind text, successor uuid, status_before text, status_after text))
            WITH ORDINALITY AS row
        ORDER BY row.ordinality
        "#,
        Json(changes) as _,
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
    statuses: &'a [Status],
    is_contested: bool,
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
    deals: &[&Deal],
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
            statuses: &deal.statuses,
            is_contested: deal.is_contested,
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
            id, process, predecessor, name, deal_type, status, statuses, is_contested,
            first_date, last_date, report_count, independent_report_count, claim_count)
        SELECT
            id, process, predecessor, name, deal_type, status, statuses, is_contested,
            first_date, last_date, report_count, independent_report_count, claim_count
        FROM jsonb_to_recordset($1) AS row (
            id uuid, process uuid, predecessor uuid, name text, deal_type text, status text,
            statuses text[], is_contested boolean, first_date date, last_date date, report_count integer,
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
