//! What actors and places are called, for answers that name them.

use std::collections::HashMap;

use crate::{ActorId, PlaceId};

/// Canonical names by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Names of actors.
    pub actors: HashMap<ActorId, String>,
    /// Names of places.
    pub places: HashMap<PlaceId, String>,
}

impl Labels {
    /// The actor's name; its id where the name is not known.
    pub fn actor<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.actors.get(id).map_or(id.as_str(), String::as_str)
    }

    /// The place's name; its id where the name is not known.
    pub fn place<'a>(&'a self, id: &'a PlaceId) -> &'a str {
        self.places.get(id).map_or(id.as_str(), String::as_str)
    }
}
