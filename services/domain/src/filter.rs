//! What a list is narrowed to. An empty field does not narrow; several values
//! of one field mean any of them; places include what lies in them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    ActorId, ActorKind, ArticleId, Deal, DealType, PlaceId, PlaceKind, RelationKind, Side, Status,
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
    /// Only deals in which one of these actors takes part in any role.
    pub actors: Vec<ActorId>,
    /// Primary types.
    pub types: Vec<DealType>,
    /// Current statuses.
    pub statuses: Vec<Status>,
}

impl DealFilter {
    /// Whether it lets a deal through, whose places are or lie in those of `lineage`.
    pub fn admits(&self, deal: &Deal, lineage: &BTreeSet<PlaceId>) -> bool {
        let takes_part = |actor| deal.participants.iter().any(|(part, _, _)| part == actor);
        (self.places.is_empty() || self.places.iter().any(|place| lineage.contains(place)))
            && (self.actors.is_empty() || self.actors.iter().any(takes_part))
            && (self.types.is_empty() || self.types.contains(&deal.deal_type))
            && (self.statuses.is_empty()
                || deal
                    .status
                    .is_some_and(|status| self.statuses.contains(&status)))
    }
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
