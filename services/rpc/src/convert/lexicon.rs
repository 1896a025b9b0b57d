//! Actors and places, whole and as references.

use sulh_domain::{Actor, ActorId, Labels, Place, PlaceId, Side};

use super::date::partial_date;
use crate::{
    names::{ACTORS, PLACES},
    v1,
};

/// An actor.
pub fn actor(actor: Actor, labels: &Labels) -> v1::Actor {
    v1::Actor {
        name: ACTORS.name(&actor.id),
        display_name: actor.name,
        kind: v1::ActorKind::from(actor.kind).into(),
        side: side(actor.side),
        other_names: actor
            .names
            .into_iter()
            .map(|name| v1::ActorName {
                text: name.name,
                language_code: name.language,
                since: name.since.map(partial_date),
                until: name.until.map(partial_date),
                weak: name.weak,
            })
            .collect(),
        function: actor.function.unwrap_or_default(),
        affiliation: actor
            .affiliation
            .as_ref()
            .map(|id| actor_reference(id, labels)),
        memberships: actor
            .memberships
            .into_iter()
            .map(|membership| v1::ActorMembership {
                actor: Some(actor_reference(&membership.of, labels)),
                kind: v1::MembershipKind::from(membership.kind).into(),
                since: membership.since.map(partial_date),
                until: membership.until.map(partial_date),
            })
            .collect(),
        display_name_weak: actor.weak_name,
    }
}

/// A place with the places it lies in, the nearest one first.
pub fn place(place: Place, within: &[PlaceId], labels: &Labels) -> v1::Place {
    v1::Place {
        name: PLACES.name(&place.id),
        display_name: place.name,
        kind: v1::PlaceKind::from(place.kind).into(),
        within: within
            .iter()
            .map(|id| place_reference(id, labels))
            .collect(),
        coordinates: place
            .latitude
            .zip(place.longitude)
            .map(|(latitude, longitude)| v1::Coordinates {
                latitude,
                longitude,
            }),
        other_names: place
            .names
            .into_iter()
            .map(|name| v1::PlaceName {
                text: name.name,
                language_code: name.language,
                weak: name.weak,
            })
            .collect(),
        display_name_weak: place.weak_name,
    }
}

pub(super) fn actor_reference(id: &ActorId, labels: &Labels) -> v1::ActorReference {
    v1::ActorReference {
        name: ACTORS.name(id),
        display_name: labels.actor(id).to_owned(),
    }
}

pub(super) fn place_reference(id: &PlaceId, labels: &Labels) -> v1::PlaceReference {
    v1::PlaceReference {
        name: PLACES.name(id),
        display_name: labels.place(id).to_owned(),
    }
}

pub(super) fn side(side: Option<Side>) -> i32 {
    side.map_or(v1::Side::Unspecified, v1::Side::from).into()
}
