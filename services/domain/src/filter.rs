//! What a list is narrowed to. An empty field does not narrow; several values
//! of one field mean any of them; places include what lies in them.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{
    ActorId, ActorKind, ArticleId, Deal, DealType, PlaceId, PlaceKind, RelationKind, Role, Side,
    Status, TermKind,
};

/// Narrows a list of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ArticleFilter {
    /// Names of outlets, exactly as stored.
    pub outlets: Vec<String>,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// Only articles that name one of these actors.
    pub actors: Vec<ActorId>,
    /// Only articles that name one of these places or a place in them.
    pub places: Vec<PlaceId>,
    /// Only articles with claims, or only those without.
    pub has_claims: Option<bool>,
    /// Only articles that repeat no other one.
    pub originals_only: bool,
}

/// Narrows a list of actors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActorFilter {
    /// Kinds.
    pub kinds: Vec<ActorKind>,
    /// Sides.
    pub sides: Vec<Side>,
    /// Only those that take part in such a claim.
    pub active: Option<Activity>,
}

/// Narrows a list of places.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlaceFilter {
    /// Kinds.
    pub kinds: Vec<PlaceKind>,
    /// Only these places and what lies in them.
    pub within: Vec<PlaceId>,
    /// Only what lies in one of these places and in no smaller one.
    pub parents: Vec<PlaceId>,
    /// Only places near a point.
    pub near: Option<Circle>,
    /// Only places that a claim of that time is about, or only the others.
    pub has_claims: Option<bool>,
    /// Which claims count.
    pub active: Days,
}

/// Taking part in claims: one claim fits all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Claims about one of these places or a place in them.
    pub within: Vec<PlaceId>,
    /// Claims dated in this time.
    pub dated: Days,
}

/// What is not too far from a point, on the sphere.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Circle {
    /// Degrees north, WGS 84, -90 to 90.
    pub latitude: f64,
    /// Degrees east, WGS 84, -180 to 180.
    pub longitude: f64,
    /// Kilometres from the point at most, more than 0.
    pub radius_km: f64,
}

/// Narrows a list of deals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DealFilter {
    /// Only deals about one of these places or a place in them.
    pub places: Vec<PlaceId>,
    /// Only deals in which one of these actors takes part.
    pub actors: Vec<ActorId>,
    /// Only deals in which one of these actors, or anyone, takes one of these parts.
    pub actor_roles: Vec<Role>,
    /// Primary types.
    pub types: Vec<DealType>,
    /// Current statuses.
    pub statuses: Vec<Status>,
    /// Statuses that it has or had.
    pub ever_statuses: Vec<Status>,
    /// Only deals of which a claim states one of these terms.
    pub terms: Vec<TermKind>,
    /// Only deals under which someone goes to one of these places or a place in them.
    pub destinations: Vec<PlaceId>,
    /// Only deals that have a claim of this time, or claims before and after it.
    pub dated: Days,
    /// Only deals that are contested, or only the others.
    pub contested: Option<bool>,
    /// Only deals with at least so many independent reports.
    pub least_independent: Option<u32>,
    /// Only deals that are as they are since this instant or a later one.
    pub updated_since: Option<Timestamp>,
}

impl DealFilter {
    /// Whether it lets a deal through, whose places are or lie in those of `lineage`,
    /// and under which people go to `destinations`, places with all that they lie in.
    /// When it became as it is does not count.
    pub fn admits(
        &self,
        deal: &Deal,
        lineage: &BTreeSet<PlaceId>,
        destinations: &BTreeSet<PlaceId>,
    ) -> bool {
        let takes_part = |(actor, role, _): &(ActorId, Role, Option<Side>)| {
            is_any_of(&self.actors, |known| known == actor)
                && is_any_of(&self.actor_roles, |known| known == role)
        };
        let asks_for_nobody = self.actors.is_empty() && self.actor_roles.is_empty();
        is_any_of(&self.places, |place| lineage.contains(place))
            && (asks_for_nobody || deal.participants.iter().any(takes_part))
            && is_any_of(&self.types, |known| *known == deal.deal_type)
            && is_any_of(&self.statuses, |status| deal.status == Some(*status))
            && is_any_of(&self.ever_statuses, |status| deal.statuses.contains(status))
            && is_any_of(&self.terms, |term| deal.terms.contains(term))
            && is_any_of(&self.destinations, |place| destinations.contains(place))
            && self
                .dated
                .since
                .is_none_or(|day| deal.last_date >= Some(day))
            && self
                .dated
                .until
                .is_none_or(|day| deal.first_date.is_some_and(|first| first <= day))
            && self
                .contested
                .is_none_or(|contested| contested == deal.is_contested)
            && self
                .least_independent
                .is_none_or(|least| deal.independent_report_count >= least)
    }
}

/// Whether nothing is asked for, or one of it is so.
fn is_any_of<T>(asked: &[T], is_so: impl FnMut(&T) -> bool) -> bool {
    asked.is_empty() || asked.iter().any(is_so)
}

/// Narrows to a time: the first and the last day, both within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Days {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

/// Narrows a list of mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MentionFilter {
    /// Only in these articles.
    pub articles: Vec<ArticleId>,
    /// Only in articles of these outlets, named exactly as stored.
    pub outlets: Vec<String>,
    /// Only in articles published at this time.
    pub published: Days,
    /// Only in articles that repeat no other one.
    pub originals_only: bool,
    /// Only beside a mention of one of these actors.
    pub with_actors: Vec<ActorId>,
    /// Only beside a mention of one of these places or a place in them.
    pub with_places: Vec<PlaceId>,
    /// Beside means in the same sentence, and not only in the same article.
    pub same_sentence: bool,
}

/// Narrows a list of relations, by what counts the claims behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RelationFilter {
    /// From whose end; `None` for everybody's.
    pub actor: Option<ActorId>,
    /// Only relations with these.
    pub others: Vec<ActorId>,
    /// Kinds.
    pub kinds: Vec<RelationKind>,
    /// Only claims about one of these places or a place in them.
    pub places: Vec<PlaceId>,
    /// Only claims dated in this time.
    pub dated: Days,
    /// Only claims on deals of these types.
    pub deal_types: Vec<DealType>,
    /// Only claims on deals whose current status is one of these.
    pub deal_statuses: Vec<Status>,
}
