//! What a list is narrowed to. An empty field does not narrow; several values
//! of one field mean any of them; places include what lies in them.

use serde::Serialize;

use crate::{ActorId, ActorKind, DealType, PlaceId, PlaceKind, Side, Status};

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
}

/// Narrows a list of places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlaceFilter {
    /// Kinds.
    pub kinds: Vec<PlaceKind>,
    /// Only these places and what lies in them.
    pub within: Vec<PlaceId>,
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
