//! Who takes part in a claim, as what.

use sulh_domain::{ActorId, ActorKind, DealType, Participant, Role, Side};

use super::{
    Text,
    drafts::Draft,
    helpers::add_helpers,
    named::named,
    references::{Sides, add_counterpart, add_near, add_of_people, add_referred},
    representatives::{add_representatives, add_spoken_for},
    unnamed::{add_affected, add_any, add_local, add_rebels, unnamed},
};
use crate::cast::Cast;

/// The participants of a claim; empty where no side can be told.
pub(super) fn participants(
    draft: &Draft,
    deal_type: DealType,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    sides: &Sides,
) -> Participants {
    let mut found = named(draft, text, cast);
    let unnamed = unnamed(draft, text);
    add_local(&unnamed, draft, cast, &mut found);
    add_referred(draft, text, sides, cast, &mut found);
    add_of_people(text, cast, &mut found);
    add_spoken_for(draft, text, cast, &mut found);
    add_rebels(&unnamed, draft, text, cast, &mut found);
    found.add_others();
    add_near(draft, text, cast, &mut found);
    add_any(&unnamed, draft, text, cast, &mut found);
    add_affected(&unnamed, draft, cast, &mut found);
    add_counterpart(draft, deal_type, sides, text, cast, &mut found);
    add_helpers(draft, text, cast, &mut found);
    add_representatives(draft, text, cast, &mut found);
    found
}

/// The participants found so far, each once.
#[derive(Default)]
pub(super) struct Participants {
    list: Vec<Participant>,
    /// Those who may be sides but are given no part.
    pub(super) others: Vec<(ActorId, Option<Side>)>,
    /// Whether another state deals with a side.
    pub(super) faces_foreign: bool,
}

impl Participants {
    pub(super) fn add(&mut self, actor: &ActorId, role: Role, side: Option<Side>) {
        let known = self.list.iter_mut().find(|known| known.actor == *actor);
        match known {
            // A part that the words state outweighs being a side.
            Some(known) if known.role == Role::Party && role != Role::Party => known.role = role,
            Some(_) => {}
            None => self.push(Participant {
                actor: actor.clone(),
                role,
                side,
                represents: None,
            }),
        }
    }

    /// All of them, each an actor of the cast.
    pub(super) fn listed(self, cast: &mut Cast<'_>) -> Vec<Participant> {
        for participant in &self.list {
            cast.add_named(&participant.actor);
        }
        self.list
    }

    pub(super) fn push(&mut self, participant: Participant) {
        self.list.push(participant);
    }

    pub(super) fn contains(&self, actor: &ActorId) -> bool {
        self.list.iter().any(|known| known.actor == *actor)
    }

    pub(super) fn parties(&self) -> impl Iterator<Item = &Participant> {
        self.list.iter().filter(|p| p.role == Role::Party)
    }

    /// The armed group among the parties.
    pub(super) fn armed(&self, cast: &Cast<'_>) -> Option<ActorId> {
        self.parties()
            .find(|p| {
                cast.actor(&p.actor)
                    .is_some_and(|actor| actor.kind == ActorKind::ArmedGroup)
            })
            .map(|p| p.actor.clone())
    }

    /// Adds those without a part as sides, where no party stands on theirs.
    pub(super) fn add_others(&mut self) {
        let is_of_state = |side: Option<Side>| side == Some(Side::Government);
        for (id, side) in std::mem::take(&mut self.others) {
            let has_side = self
                .parties()
                .any(|party| is_of_state(party.side) == is_of_state(side));
            if !has_side {
                self.add(&id, Role::Party, side);
            }
        }
    }

    /// Whether a party is no part of the state.
    pub(super) fn has_other_side(&self) -> bool {
        self.parties()
            .any(|party| !matches!(party.side, Some(Side::Government | Side::Foreign)))
    }
}
