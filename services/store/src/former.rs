//! Deals as of a former time: grouped from the claims that counted then.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
};

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use sulh_domain::{
    ArticleId, ClaimId, Deal, DealId, Horizon, PlaceId, RecordedClaim,
    deal::ClaimFacts,
    filter::DealFilter,
    grouping,
    near_duplicates::{Shingles, original, originals},
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{
    DealKey, Error,
    claims::read_claims,
    deals::{present_name, read_deals},
    grouping::{articles_of, tied_claims},
    near_duplicates::body,
    snapshot::Snapshot,
    words,
};

/// Claims that are grouped for one answer: some 100 MiB.
const MAX_CLAIMS: usize = 50_000;
/// Copies of one report that are compared anew. Of more, all are taken for copies of
/// the first that counts.
const MAX_COPIES: usize = 100;

/// A deal as of a former time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerDeal {
    /// The deal.
    pub deal: Deal,
    /// The articles of its claims, in their order, with the one that each repeated.
    reports: Vec<(ArticleId, ArticleId)>,
}

impl Snapshot {
    /// The deal that this name leads to, as it was: the one that held the first of
    /// those claims that make the deal now and counted then. `None` where there is no
    /// such name, or none of the claims counted.
    ///
    /// # Errors
    /// When the database does not answer, or the deal is tied to too many claims.
    pub async fn former_deal(
        &mut self,
        name: DealId,
        horizon: &Horizon,
    ) -> Result<Option<FormerDeal>, Error> {
        let connection = self.connection();
        let Some(present) = present_name(&mut *connection, name).await? else {
            return Ok(None);
        };
        let held: Vec<ClaimId> = read_deals(&mut *connection, &[present.0])
            .await?
            .into_iter()
            .flat_map(|deal| deal.claims)
            .collect();
        let articles = articles_of(connection, present).await?;
        let claims = counting_claims(connection, &articles, horizon).await?;
        let counting: HashSet<ClaimId> = claims.iter().map(|claim| claim.id).collect();
        // A name leads to the claim that it was given after.
        let named = Some(ClaimId(name.0)).filter(|claim| held.contains(claim));
        let Some(first) = named
            .iter()
            .chain(&held)
            .find(|claim| counting.contains(claim))
        else {
            return Ok(None);
        };
        let deal = grouping::group(&claims)
            .into_iter()
            .find(|deal| deal.claims.contains(first));
        Ok(deal.map(|deal| {
            let reports: HashMap<ClaimId, (ArticleId, ArticleId)> = claims
                .iter()
                .map(|claim| (claim.id, (claim.article, claim.original)))
                .collect();
            let reports = deal.claims.iter().filter_map(|claim| reports.get(claim));
            FormerDeal {
                reports: reports.copied().collect(),
                deal,
            }
        }))
    }

    /// Of a former deal's claims those from place `start` of its history on, counted
    /// from 0, at most `most`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn former_claims(
        &mut self,
        former: &FormerDeal,
        start: usize,
        most: usize,
    ) -> Result<Vec<RecordedClaim>, Error> {
        let claims = former.deal.claims.iter().zip(&former.reports);
        let claims = || claims.clone().skip(start).take(most);
        let (articles, ids): (Vec<Uuid>, Vec<Uuid>) = claims()
            .map(|(claim, (article, _))| (article.0, claim.0))
            .unzip();
        let mut read = read_claims(self.connection(), &articles, &ids).await?;
        for (claim, (_, (article, original))) in read.iter_mut().zip(claims()) {
            claim.deal = Some(former.deal.id);
            claim.report.original = Some(*original).filter(|original| original != article);
        }
        Ok(read)
    }

    /// A page of deals as they were, those with the latest news first and undated
    /// ones last, those after `after`.
    ///
    /// # Errors
    /// When the database does not answer, or more than 50,000 claims would have to be
    /// grouped.
    pub async fn former_deals(
        &mut self,
        filter: &DealFilter,
        horizon: &Horizon,
        size: PageSize,
        after: Option<&DealKey>,
    ) -> Result<Page<Deal, DealKey>, Error> {
        let articles = counting_articles(self.connection(), filter, horizon).await?;
        let claims = counting_claims(self.connection(), &articles, horizon).await?;
        let facts: HashMap<ClaimId, &ClaimFacts> =
            claims.iter().map(|claim| (claim.id, claim)).collect();
        let key = |deal: &Deal| (deal.last_date, deal.id);
        let mut deals = grouping::group(&claims);
        deals.retain(|deal| {
            let claims = || deal.claims.iter().filter_map(|claim| facts.get(claim));
            let all = |places: fn(&ClaimFacts) -> &BTreeSet<PlaceId>| -> BTreeSet<PlaceId> {
                claims().flat_map(|claim| places(claim)).cloned().collect()
            };
            after.is_none_or(|after| key(deal) < *after)
                && filter.admits(
                    deal,
                    &all(|claim| &claim.lineage),
                    &all(|claim| &claim.destinations),
                )
        });
        deals.sort_by_key(|deal| Reverse(key(deal)));
        deals.truncate(size.get() as usize + 1);
        Ok(Page::cut(deals, size, key))
    }
}

/// The articles that count, with claims about the filter's places and actors.
async fn counting_articles(
    connection: &mut PgConnection,
    filter: &DealFilter,
    horizon: &Horizon,
) -> Result<Vec<Uuid>, Error> {
    let articles = sqlx::query_scalar!(
        r#"
        SELECT DISTINCT c.article_id
        FROM claim c
        JOIN article a ON a.id = c.article_id
        WHERE is_within_horizon(a.published_on, a.ingested_at, $1, $2)
          AND (cardinality($3::text[]) = 0 OR EXISTS (
              SELECT FROM claim_place p
              JOIN place_ancestor line ON line.place = p.place
              WHERE (p.article_id, p.claim_id) = (c.article_id, c.id)
                AND line.ancestor = ANY($3)))
          AND (cardinality($4::text[]) = 0 OR EXISTS (
              SELECT FROM claim_participant p
              WHERE (p.article_id, p.claim_id) = (c.article_id, c.id) AND p.actor = ANY($4)))
        LIMIT $5
        "#,
        horizon.published.map(ToSqlx::to_sqlx) as _,
        horizon.ingested.map(ToSqlx::to_sqlx) as _,
        &words::ids(&filter.places),
        &words::ids(&filter.actors),
        i64::try_from(MAX_CLAIMS).unwrap_or(i64::MAX) + 1,
    )
    .fetch_all(connection)
    .await?;
    match articles.len() > MAX_CLAIMS {
        true => Err(Error::TooManyClaims(MAX_CLAIMS)),
        false => Ok(articles),
    }
}

/// The claims that count, of those of these articles and all that are tied to them.
/// Whatever was tied then is tied now.
async fn counting_claims(
    connection: &mut PgConnection,
    articles: &[Uuid],
    horizon: &Horizon,
) -> Result<Vec<ClaimFacts>, Error> {
    let mut claims = tied_claims(connection, articles).await?;
    if claims.len() > MAX_CLAIMS {
        return Err(Error::TooManyClaims(MAX_CLAIMS));
    }
    let articles: BTreeSet<Uuid> = claims.iter().map(|claim| claim.article.0).collect();
    let articles: Vec<Uuid> = articles.into_iter().collect();
    let originals = former_originals(connection, &articles, horizon).await?;
    claims.retain_mut(|claim| match originals.get(&claim.article) {
        Some(original) => {
            claim.original = *original;
            true
        }
        None => false,
    });
    Ok(claims)
}

struct CopyRow {
    id: Uuid,
    report: Uuid,
    published_on: Option<jiff_sqlx::Date>,
    counts: bool,
}

/// Those of these articles that count, each with the one that it repeats of those
/// that count.
async fn former_originals(
    connection: &mut PgConnection,
    articles: &[Uuid],
    horizon: &Horizon,
) -> Result<HashMap<ArticleId, ArticleId>, Error> {
    let rows = sqlx::query_as!(
        CopyRow,
        r#"
        SELECT
            a.id, coalesce(a.original, a.id) AS "report!",
            a.published_on AS "published_on: jiff_sqlx::Date",
            is_within_horizon(a.published_on, a.ingested_at, $2, $3) AS "counts!"
        FROM article a
        WHERE a.id = ANY($1)
           OR a.original IN (SELECT original FROM article WHERE id = ANY($1))
        "#,
        articles,
        horizon.published.map(ToSqlx::to_sqlx) as _,
        horizon.ingested.map(ToSqlx::to_sqlx) as _,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut reports: HashMap<Uuid, Vec<CopyRow>> = HashMap::new();
    for row in rows {
        reports.entry(row.report).or_default().push(row);
    }
    let mut found = HashMap::new();
    for (report, copies) in reports {
        let all_count = copies.iter().all(|copy| copy.counts);
        let counting: Vec<CopyRow> = copies.into_iter().filter(|copy| copy.counts).collect();
        let first = match all_count {
            true => Some(ArticleId(report)),
            false if counting.len() <= MAX_COPIES => None,
            false => original(counting.iter().map(CopyRow::key)),
        };
        match first {
            Some(first) => found.extend(counting.iter().map(|copy| (ArticleId(copy.id), first))),
            // What linked them may not have been there.
            None => found.extend(originals(&texts(connection, &counting).await?)),
        }
    }
    Ok(found)
}

impl CopyRow {
    fn key(&self) -> (ArticleId, Option<Date>) {
        let published = self.published_on.map(Date::from);
        (ArticleId(self.id), published)
    }
}

/// As much of the copies as is compared.
async fn texts(
    connection: &mut PgConnection,
    copies: &[CopyRow],
) -> Result<Vec<(ArticleId, Option<Date>, Shingles)>, Error> {
    let mut texts = Vec::new();
    for copy in copies {
        let (id, published) = copy.key();
        let body = body(connection, copy.id).await?;
        texts.push((id, published, Shingles::of(&body)));
    }
    Ok(texts)
}
