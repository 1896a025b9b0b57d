//! What actors and places are called, for answers that name them.

use std::collections::{BTreeSet, HashMap};

use crate::{
    Actor, ActorId, Deal, Difference, Place, PlaceId, Reading, RecordedClaim, Relation,
    summary::Group,
};

/// Actors and places that an answer names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Actors.
    pub actors: BTreeSet<ActorId>,
    /// Places.
    pub places: BTreeSet<PlaceId>,
}

impl References {
    /// Those that a claim names.
    pub fn add_claim(&mut self, recorded: &RecordedClaim) {
        let claim = &recorded.claim;
        self.places.extend(claim.places.iter().cloned());
        self.places
            .extend(claim.terms.iter().filter_map(|t| t.destination.clone()));
        for participant in &claim.participants {
            self.actors.insert(participant.actor.clone());
            self.actors.extend(participant.represents.clone());
        }
    }

    /// Those that an article names.
    pub fn add_reading(&mut self, reading: &Reading) {
        self.actors
            .extend(reading.actor_mentions.iter().map(|m| m.of.clone()));
        self.places
            .extend(reading.place_mentions.iter().map(|m| m.of.clone()));
        for claim in &reading.claims {
            self.add_claim(claim);
        }
    }

    /// Those that a difference between two readings names.
    pub fn add_difference(&mut self, difference: &Difference) {
        let changed = difference.claims_changed.iter();
        let claims = difference
            .claims_added
            .iter()
            .chain(&difference.claims_removed)
            .chain(changed.flat_map(|claim| [&claim.before, &claim.after]));
        for claim in claims {
            self.add_claim(claim);
        }
        let actors = difference.actors_added.iter();
        self.actors
            .extend(actors.chain(&difference.actors_removed).cloned());
        let places = difference.places_added.iter();
        self.places
            .extend(places.chain(&difference.places_removed).cloned());
    }

    /// Those that an actor names.
    pub fn add_actor(&mut self, actor: &Actor) {
        self.actors.extend(actor.affiliation.clone());
        self.actors
            .extend(actor.memberships.iter().map(|m| m.of.clone()));
    }

    /// Those that a relation and its claims name.
    pub fn add_relation(&mut self, relation: &Relation) {
        self.actors.insert(relation.actor.clone());
        self.actors.insert(relation.other.clone());
        for claim in &relation.evidence {
            self.add_claim(claim);
        }
    }

    /// Those that a group of deals is named by.
    pub fn add_group(&mut self, group: &Group) {
        match group {
            Group::Place(place) => self.places.extend([place.clone()]),
            Group::Party(actor) => self.actors.extend([actor.clone()]),
            Group::Month(_) | Group::Status(_) | Group::Type(_) | Group::Outlet(_) => {}
        }
    }

    /// Those that a deal names.
    pub fn add_deal(&mut self, deal: &Deal) {
        self.places.extend(deal.places.iter().cloned());
        self.actors
            .extend(deal.participants.iter().map(|(actor, _, _)| actor.clone()));
    }
}

/// Canonical names by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Names of actors.
    pub actors: HashMap<ActorId, String>,
    /// Names of places.
    pub places: HashMap<PlaceId, String>,
}

impl Labels {
    /// The names of these actors and places.
    pub fn of(actors: &[Actor], places: &[Place]) -> Self {
        let actors = actors.iter().map(|a| (a.id.clone(), a.name.clone()));
        let places = places.iter().map(|p| (p.id.clone(), p.name.clone()));
        Self {
            actors: actors.collect(),
            places: places.collect(),
        }
    }

    /// The same, with the names that only `others` knows.
    #[must_use]
    pub fn or(mut self, others: Self) -> Self {
        for (id, name) in others.actors {
            self.actors.entry(id).or_insert(name);
        }
        for (id, name) in others.places {
            self.places.entry(id).or_insert(name);
        }
        self
    }

    /// The actor's name; its id where the name is not known.
    pub fn actor<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.actors.get(id).map_or(id.as_str(), String::as_str)
    }

    /// The place's name; its id where the name is not known.
    pub fn place<'a>(&'a self, id: &'a PlaceId) -> &'a str {
        self.places.get(id).map_or(id.as_str(), String::as_str)
    }
}
