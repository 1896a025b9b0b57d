//! Reads who has to do with whom.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sulh_domain::{
    ActorId, ClaimId, RecordedClaim, Relation, RelationKind,
    filter::RelationFilter,
    page::{Page, PageSize},
};
use uuid::Uuid;

use crate::{Error, Store, words};

/// Where a relation stands in a list: its deals, its claims, then the actors and
/// the kind.
pub type RelationKey = (u32, u32, ActorId, ActorId, RelationKind);

struct RelationRow {
    actor: String,
    other: String,
    kind: String,
    deals: i64,
    claims: i64,
    hedged_claims: i64,
    denied_claims: i64,
    independent_reports: i64,
    first_date: Option<jiff_sqlx::Date>,
    last_date: Option<jiff_sqlx::Date>,
    articles: Vec<Uuid>,
    claim_ids: Vec<Uuid>,
}

impl RelationRow {
    fn relation(self, claims: &HashMap<ClaimId, RecordedClaim>) -> Result<Relation, Error> {
        Ok(Relation {
            actor: words::parse(&self.actor)?,
            other: words::parse(&self.other)?,
            kind: words::parse(&self.kind)?,
            deal_count: count(self.deals),
            claim_count: count(self.claims),
            hedged_claim_count: count(self.hedged_claims),
            denied_claim_count: count(self.denied_claims),
            independent_report_count: count(self.independent_reports),
            first_date: self.first_date.map(Date::from),
            last_date: self.last_date.map(Date::from),
            evidence: self
                .claim_ids
                .into_iter()
                .filter_map(|id| claims.get(&ClaimId(id)).cloned())
                .collect(),
        })
    }
}

fn count(rows: i64) -> u32 {
    rows.try_into().unwrap_or(u32::MAX)
}

impl Store {
    /// A page of relations, each with at most `evidence` of its claims: those with
    /// the most deals first, of equals those with the most claims, then in the order
    /// of ids; those after `after`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn relations(
        &self,
        filter: &RelationFilter,
        evidence: usize,
        size: PageSize,
        after: Option<&RelationKey>,
    ) -> Result<Page<Relation, RelationKey>, Error> {
        let rows = sqlx::query_file_as!(
            RelationRow,
            "src/relations.sql",
            filter.actor.as_ref().map(ActorId::as_str),
            &words::ids(&filter.others),
            &words::of(&filter.kinds),
            &words::ids(&filter.places),
            filter.dated.since.map(ToSqlx::to_sqlx) as _,
            filter.dated.until.map(ToSqlx::to_sqlx) as _,
            &words::of(&filter.deal_types),
            &words::of(&filter.deal_statuses),
            after.map(|(deals, ..)| i64::from(*deals)),
            after.map(|(_, claims, ..)| i64::from(*claims)),
            after.map(|(_, _, actor, ..)| actor.as_str()),
            after.map(|(_, _, _, other, _)| other.as_str()),
            after.map(|(.., kind)| <&str>::from(*kind)),
            i32::try_from(evidence).unwrap_or(i32::MAX),
            i64::from(size.get()) + 1,
        )
        .fetch_all(&self.pool)
        .await?;
        let claims = self.evidence(&rows).await?;
        let relations: Vec<Relation> = rows
            .into_iter()
            .map(|row| row.relation(&claims))
            .collect::<Result<_, _>>()?;
        Ok(Page::cut(relations, size, |last| {
            let (actor, other) = (last.actor.clone(), last.other.clone());
            (last.deal_count, last.claim_count, actor, other, last.kind)
        }))
    }

    /// The claims that the relations show. One is often shown by several.
    async fn evidence(
        &self,
        rows: &[RelationRow],
    ) -> Result<HashMap<ClaimId, RecordedClaim>, Error> {
        let shown: HashMap<Uuid, Uuid> = rows
            .iter()
            .flat_map(|row| {
                row.claim_ids
                    .iter()
                    .copied()
                    .zip(row.articles.iter().copied())
            })
            .collect();
        let (claims, articles): (Vec<Uuid>, Vec<Uuid>) = shown.into_iter().unzip();
        let claims = self.claims_of(&articles, &claims).await?;
        Ok(claims.into_iter().map(|claim| (claim.id, claim)).collect())
    }
}
