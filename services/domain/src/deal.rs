//! A deal: computed from the claims that speak of the same arrangement.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    ActorId, ArticleId, ClaimId, DealId, DealType, Modality, PlaceId, Role, Side, Status, TermKind,
    history::{History, Telling},
};

/// What the rules about deals need to know of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFacts {
    /// The claim.
    pub id: ClaimId,
    /// The article that makes it.
    pub article: ArticleId,
    /// The article that this one repeats: itself where it is an original.
    pub original: ArticleId,
    /// Its places, the first one named first.
    pub places: Vec<PlaceId>,
    /// Its places and all places that these lie in.
    pub lineage: BTreeSet<PlaceId>,
    /// Its event date, else the article's publication date.
    pub date: Option<Date>,
    /// Status asserted.
    pub status: Status,
    /// How firmly.
    pub modality: Modality,
    /// Primary type.
    pub deal_type: DealType,
    /// The arrangement's own name, where the text gives one.
    pub deal_name: Option<String>,
    /// Who takes part: actor, role, side.
    pub participants: Vec<(ActorId, Role, Option<Side>)>,
    /// Terms.
    pub terms: Vec<TermKind>,
    /// Where people go under it, and all places that these lie in.
    pub destinations: BTreeSet<PlaceId>,
}

/// A deal as its claims have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// The id of its first claim.
    pub id: DealId,
    /// The id of the first deal of its process.
    pub process: DealId,
    /// The deal before it in its process.
    pub predecessor: Option<DealId>,
    /// The name that the arrangement bears, where a report gives one.
    pub name: Option<String>,
    /// The type that most claims give; the more far-reaching one of equals.
    pub deal_type: DealType,
    /// Status of its latest claim that is not denied; `None` where all are.
    pub status: Option<Status>,
    /// Every status that it has or had: of all claims that are not denied.
    pub statuses: Vec<Status>,
    /// Whether the current status is open, see [`History::is_contested`].
    pub is_contested: bool,
    /// Earliest date of a claim.
    pub first_date: Option<Date>,
    /// Latest date of a claim.
    pub last_date: Option<Date>,
    /// Its places, those named by most claims first.
    pub places: Vec<PlaceId>,
    /// Who takes part, each actor in each role once.
    pub participants: Vec<(ActorId, Role, Option<Side>)>,
    /// Every term that a claim states.
    pub terms: Vec<TermKind>,
    /// Number of articles with a claim on it.
    pub report_count: u32,
    /// Number of these that repeat none of the others: copies of one report
    /// count once.
    pub independent_report_count: u32,
    /// Its claims in order of date.
    pub claims: Vec<ClaimId>,
}

impl Deal {
    /// Computes a deal from its claims, which come in the order of
    /// [`crate::grouping::in_order`]; `None` where there are none.
    pub fn compute(
        claims: &[&ClaimFacts],
        process: DealId,
        predecessor: Option<DealId>,
    ) -> Option<Self> {
        let first = claims.first()?;
        let mut participants: BTreeMap<(Role, &ActorId), Option<Side>> = BTreeMap::new();
        for (actor, role, side) in claims.iter().flat_map(|c| &c.participants) {
            let known = participants.entry((*role, actor)).or_default();
            *known = known.or(*side);
        }
        let terms: BTreeSet<TermKind> = claims
            .iter()
            .flat_map(|c| c.terms.iter().copied())
            .collect();
        let told = claims.iter().filter(|c| c.modality != Modality::Denied);
        let statuses: BTreeSet<Status> = told.map(|c| c.status).collect();
        Some(Self {
            id: first.id.into(),
            process,
            predecessor,
            name: claims.iter().find_map(|c| c.deal_name.clone()),
            deal_type: leading_type(claims)?,
            status: current_status(claims),
            statuses: statuses.into_iter().collect(),
            is_contested: History::of(claims.iter().copied().map(Telling::from).collect())
                .is_contested,
            first_date: claims.iter().filter_map(|c| c.date).min(),
            last_date: claims.iter().filter_map(|c| c.date).max(),
            places: places_by_weight(claims),
            participants: participants
                .into_iter()
                .map(|((role, actor), side)| (actor.clone(), role, side))
                .collect(),
            terms: terms.into_iter().collect(),
            report_count: distinct(claims.iter().map(|c| c.article)),
            independent_report_count: distinct(claims.iter().map(|c| c.original)),
            claims: claims.iter().map(|c| c.id).collect(),
        })
    }
}

fn distinct(articles: impl Iterator<Item = ArticleId>) -> u32 {
    let articles: BTreeSet<ArticleId> = articles.collect();
    u32::try_from(articles.len()).unwrap_or(u32::MAX)
}

/// Status of the latest claim: by date, a hedged claim giving way to a plain
/// one of the same date. A denied claim never sets it.
pub(crate) fn current_status(claims: &[&ClaimFacts]) -> Option<Status> {
    claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.modality != Modality::Denied)
        .max_by_key(|(position, c)| (c.date, c.modality != Modality::Hedged, *position))
        .map(|(_, c)| c.status)
}

fn leading_type(claims: &[&ClaimFacts]) -> Option<DealType> {
    let mut votes: BTreeMap<DealType, usize> = BTreeMap::new();
    for claim in claims {
        *votes.entry(claim.deal_type).or_default() += 1;
    }
    // Types are declared from the most to the least far-reaching.
    votes
        .into_iter()
        .max_by_key(|(deal_type, count)| (*count, std::cmp::Reverse(*deal_type)))
        .map(|(deal_type, _)| deal_type)
}

fn places_by_weight(claims: &[&ClaimFacts]) -> Vec<PlaceId> {
    let mut weights: BTreeMap<&PlaceId, usize> = BTreeMap::new();
    for place in claims.iter().flat_map(|c| &c.places) {
        *weights.entry(place).or_default() += 1;
    }
    let mut places: Vec<_> = weights.into_iter().collect();
    // The sort is stable: equals stay in the order of their ids.
    places.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    places.into_iter().map(|(place, _)| place.clone()).collect()
}
