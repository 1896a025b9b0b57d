//! The tables of places and actors.

use std::collections::{HashMap, HashSet};

use sulh_domain::{
    Actor, ActorId, ActorKind, ActorName, Membership, MembershipKind, Place, PlaceId, PlaceKind,
    PlaceName, Side,
};

use super::{
    Faults, names,
    scanner::{Bearer, Builder},
    table::{Row, accepted},
};

const SLUG: &str = "a slug such as 'eastern-ghouta'";

/// Reads the rows of all tables of places.
pub(super) fn places(rows: &[Row], scanner: &mut Builder, faults: &mut Faults) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut sound = Vec::new();
    let mut seen = HashMap::new();
    for row in rows {
        let Some(place) = place(row, scanner, faults) else {
            continue;
        };
        unique(&place.id, row, &mut seen, faults);
        places.push(place);
        sound.push(row);
    }
    let parents: HashMap<&PlaceId, Option<&PlaceId>> = places
        .iter()
        .map(|place| (&place.id, place.parent.as_ref()))
        .collect();
    for (row, place) in sound.iter().zip(&places) {
        let Some(parent) = &place.parent else {
            continue;
        };
        if !parents.contains_key(parent) {
            row.fault(format!("no place has the id '{parent}'"), faults);
        } else if lies_in_itself(&place.id, &parents) {
            row.fault(format!("'{}' lies in itself", place.id), faults);
        }
    }
    places
}

fn lies_in_itself(id: &PlaceId, parents: &HashMap<&PlaceId, Option<&PlaceId>>) -> bool {
    let mut seen = HashSet::new();
    let mut next = Some(id);
    while let Some(place) = next {
        if !seen.insert(place) {
            return true;
        }
        next = parents.get(place).copied().flatten();
    }
    false
}

fn place(row: &Row, scanner: &mut Builder, faults: &mut Faults) -> Option<Place> {
    row.required("id", faults)?;
    let id: PlaceId = row.parsed("id", SLUG, faults)?;
    let name = row.required("name", faults)?.to_owned();
    row.required("kind", faults)?;
    let kind: PlaceKind = row.parsed("kind", &accepted::<PlaceKind>(), faults)?;
    let names = names::names(row, faults);
    let canonical_is_weak = names.iter().any(|other| other.weak && other.name == name);
    let bearer = Bearer::Place(id.clone());
    // "The Douma district" of a report is the town or a quarter of it.
    if kind != PlaceKind::District {
        scanner.add(&name, &bearer, canonical_is_weak);
    }
    for other in &names {
        scanner.add(&other.name, &bearer, other.weak);
    }
    Some(Place {
        id,
        kind,
        parent: row.parsed("parent", SLUG, faults),
        latitude: degrees(row, "latitude", 90.0, faults),
        longitude: degrees(row, "longitude", 180.0, faults),
        names: names
            .into_iter()
            .filter(|other| other.name != name)
            .map(|other| PlaceName {
                name: other.name,
                language: other.language,
                weak: other.weak,
            })
            .collect(),
        weak_name: canonical_is_weak,
        name,
    })
}

fn degrees(row: &Row, column: &str, limit: f64, faults: &mut Faults) -> Option<f64> {
    let value: f64 = row.parsed(column, "a number of degrees", faults)?;
    if value.abs() <= limit {
        return Some(value);
    }
    let message = format!("{column} {value} is out of range: expected -{limit} to {limit}");
    row.fault(message, faults);
    None
}

/// Reads the rows of all tables of actors.
pub(super) fn actors(rows: &[Row], scanner: &mut Builder, faults: &mut Faults) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    let mut others = Vec::new();
    let mut seen = HashMap::new();
    for row in rows {
        let Some(actor) = actor(row, scanner, faults) else {
            continue;
        };
        unique(&actor.id, row, &mut seen, faults);
        let of_memberships = actor.memberships.iter().map(|membership| &membership.of);
        for other in actor.affiliation.iter().chain(of_memberships) {
            if *other == actor.id {
                row.fault(format!("'{other}' belongs to itself"), faults);
            }
            others.push((other.clone(), row.position()));
        }
        actors.push(actor);
    }
    for (other, position) in others {
        if !seen.contains_key(&other) {
            faults
                .0
                .push(format!("{position}: no actor has the id '{other}'"));
        }
    }
    actors
}

/// Reads the `memberships` cell of a row: `southern-front@2014-02..2018-07 |
/// jaysh-al-thawra@2016-12.. !merged`.
fn memberships(row: &Row, faults: &mut Faults) -> Vec<Membership> {
    let cell = row.cell("memberships").unwrap_or_default();
    cell.split(" | ")
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .filter_map(|entry| {
            let membership = membership(entry);
            if membership.is_none() {
                let message = format!(
                    "'{entry}' is no membership: expected 'actor' or 'actor@from..until' with \
                     dates such as 2016, 2016-07 or 2016-07-28, and ' !merged' or \
                     ' !allegiance' at the end"
                );
                row.fault(message, faults);
            }
            membership
        })
        .collect()
}

fn membership(entry: &str) -> Option<Membership> {
    let (entry, kind) = match entry.split_once(" !") {
        None => (entry, MembershipKind::Part),
        Some((entry, "merged")) => (entry, MembershipKind::Merged),
        Some((entry, "allegiance")) => (entry, MembershipKind::Allegiance),
        Some(_) => return None,
    };
    let (of, since, until) = names::dated(entry)?;
    Some(Membership {
        of: of.parse().ok()?,
        kind,
        since,
        until,
    })
}

fn actor(row: &Row, scanner: &mut Builder, faults: &mut Faults) -> Option<Actor> {
    row.required("id", faults)?;
    let id: ActorId = row.parsed("id", "a slug such as 'jaysh-al-islam'", faults)?;
    let name = row.required("name", faults)?.to_owned();
    row.required("kind", faults)?;
    let kind: ActorKind = row.parsed("kind", &accepted::<ActorKind>(), faults)?;
    let names = names::names(row, faults);
    let canonical_is_weak = names.iter().any(|other| other.weak && other.name == name);
    let bearer = Bearer::Actor(id.clone());
    scanner.add(&name, &bearer, canonical_is_weak);
    for other in &names {
        scanner.add(&other.name, &bearer, other.weak);
    }
    Some(Actor {
        id,
        kind,
        side: row.parsed("side", &accepted::<Side>(), faults),
        names: names
            .into_iter()
            // A canonical name that was in use for a time only says when.
            .filter(|other| {
                let is_dated = other.since.is_some() || other.until.is_some();
                !other.label && (other.name != name || is_dated)
            })
            .map(|other| ActorName {
                name: other.name,
                language: other.language,
                since: other.since,
                until: other.until,
                weak: other.weak,
            })
            .collect(),
        function: row.cell("function").map(str::to_owned),
        affiliation: row.parsed("of", "the id of an actor", faults),
        memberships: memberships(row, faults),
        weak_name: canonical_is_weak,
        name,
    })
}

fn unique<T: Clone + Eq + std::hash::Hash + std::fmt::Display>(
    id: &T,
    row: &Row,
    seen: &mut HashMap<T, String>,
    faults: &mut Faults,
) {
    if let Some(first) = seen.insert(id.clone(), row.position()) {
        row.fault(format!("'{id}' stands already at {first}"), faults);
    }
}
