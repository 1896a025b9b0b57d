//! The actors of one article: those of the lexicon that it names, the persons
//! that it introduces, the unnamed sides of its claims.

use rustc_hash::FxHashMap;
use sulh_domain::{Actor, ActorId, ActorKind, Place, PlaceId, PlaceKind, Side};

use crate::{
    Lexicon,
    bodies::{self, BodyKind},
    lexicon::Unnamed,
    persons::identity::Identity,
};

/// The actors of an article, each once, in the order in which they were added.
pub(crate) struct Cast<'a> {
    lexicon: &'a Lexicon,
    actors: Vec<Actor>,
    index: FxHashMap<ActorId, usize>,
}

impl<'a> Cast<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            actors: Vec::new(),
            index: FxHashMap::default(),
        }
    }

    /// Adds an actor of the lexicon that the article names.
    pub(crate) fn add_named(&mut self, id: &ActorId) {
        if let Some(actor) = self.lexicon.actor(id) {
            self.add(actor.clone());
        }
    }

    /// The lexicon that actors are known by.
    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// Adds a person; a known one keeps what is known and gains a function.
    pub(crate) fn add_person(&mut self, found: &Identity, id: &ActorId) {
        let known = self.lexicon.actor(id).cloned();
        let mut person = known.unwrap_or_else(|| Actor {
            id: id.clone(),
            name: found.name.clone(),
            weak_name: false,
            kind: ActorKind::Person,
            side: None,
            names: Vec::new(),
            function: None,
            affiliation: None,
            memberships: Vec::new(),
        });
        person.function = Some(found.function.clone());
        let of = found.of.clone().filter(|of| {
            // What is known of a person outweighs an unnamed side.
            person.affiliation.is_none() || self.lexicon.actor(of).is_some()
        });
        person.side = person
            .side
            .or_else(|| of.as_ref().and_then(|of| self.side(of)));
        person.affiliation = of.or(person.affiliation);
        match self.index.get(id) {
            Some(index) => {
                if let Some(actor) = self.actors.get_mut(*index) {
                    *actor = person;
                }
            }
            None => self.add(person),
        }
    }

    /// Adds a body of a place, or a tribe: `None` where the text does not say
    /// whose it is.
    pub(crate) fn add_body(&mut self, kind: &BodyKind, place: Option<&PlaceId>) -> Option<ActorId> {
        let place = place.and_then(|place| self.lexicon.place(place));
        let place = place.filter(|place| place.kind != PlaceKind::Country);
        // "A delegation from Damascus" is the state's.
        let state = self
            .lexicon
            .state()
            .filter(|_| *kind == BodyKind::Delegation);
        let is_capital = |place: &Place| {
            state.is_some_and(|state| state.names.iter().any(|name| name.name == place.name))
        };
        if place.is_some_and(is_capital) {
            return None;
        }
        if place.is_none() && !matches!(kind, BodyKind::Tribe(_)) {
            return None;
        }
        let name = kind.name(place.map_or("", |place| &place.name));
        Some(self.add_found(name, kind.actor_kind(), bodies::SIDE))
    }

    /// Adds an unnamed side of a place: "armed opposition of Harasta".
    pub(crate) fn add_unnamed(&mut self, side: Unnamed, place: &PlaceId) -> Option<ActorId> {
        let place = self.lexicon.place(place)?;
        if place.kind == PlaceKind::Country {
            return None;
        }
        let place = &place.name;
        let (name, kind, of) = match side {
            Unnamed::ArmedOpposition => (
                format!("armed opposition of {place}"),
                ActorKind::ArmedGroup,
                Side::Opposition,
            ),
            Unnamed::Residents => (
                format!("residents of {place}"),
                ActorKind::Community,
                Side::Local,
            ),
            Unnamed::Elders => (
                format!("{place} elders"),
                ActorKind::LocalCommittee,
                Side::Local,
            ),
            Unnamed::Committee => (
                format!("{place} negotiations committee"),
                ActorKind::LocalCommittee,
                Side::Local,
            ),
        };
        Some(self.add_found(name, kind, of))
    }

    /// Adds an actor that is named by its place; the lexicon may know it.
    fn add_found(&mut self, name: String, kind: ActorKind, side: Side) -> ActorId {
        let id = ActorId::of_name(&name);
        let known = self.lexicon.actor(&id).cloned();
        self.add(known.unwrap_or_else(|| Actor {
            id: id.clone(),
            name,
            weak_name: false,
            kind,
            side: Some(side),
            names: Vec::new(),
            function: None,
            affiliation: None,
            memberships: Vec::new(),
        }));
        id
    }

    fn add(&mut self, actor: Actor) {
        if !self.index.contains_key(&actor.id) {
            self.index.insert(actor.id.clone(), self.actors.len());
            self.actors.push(actor);
        }
    }

    /// An actor of the article or of the lexicon.
    pub(crate) fn actor(&self, id: &ActorId) -> Option<&Actor> {
        let found = self.index.get(id).and_then(|index| self.actors.get(*index));
        found.or_else(|| self.lexicon.actor(id))
    }

    /// The side on which an actor stands.
    pub(crate) fn side(&self, id: &ActorId) -> Option<Side> {
        self.actor(id)?.side
    }

    pub(crate) fn is_armed_group(&self, id: &ActorId) -> bool {
        self.actor(id)
            .is_some_and(|actor| actor.kind == ActorKind::ArmedGroup)
    }

    pub(crate) fn contains(&self, id: &ActorId) -> bool {
        self.index.contains_key(id)
    }

    pub(crate) fn into_actors(self) -> Vec<Actor> {
        self.actors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::tests::lexicon;

    #[test]
    fn each_actor_stands_once() {
        let mut cast = Cast::new(lexicon());
        let place = PlaceId::parse("douma").unwrap();
        let rebels = cast.add_unnamed(Unnamed::ArmedOpposition, &place).unwrap();
        cast.add_unnamed(Unnamed::ArmedOpposition, &place);
        cast.add_named(&ActorId::parse("jaysh-al-islam").unwrap());
        let names: Vec<String> = cast.actors.iter().map(|actor| actor.name.clone()).collect();
        assert_eq!(names, ["armed opposition of Douma", "Jaysh al-Islam"]);
        assert_eq!(rebels.as_str(), "armed-opposition-of-douma");
        assert_eq!(cast.side(&rebels), Some(Side::Opposition));
    }

    #[test]
    fn a_whole_country_has_no_unnamed_side() {
        let mut cast = Cast::new(lexicon());
        let syria = PlaceId::parse("syria").unwrap();
        assert_eq!(cast.add_unnamed(Unnamed::Residents, &syria), None);
    }
}
