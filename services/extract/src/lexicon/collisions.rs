//! Names that would stand for two beyond doubt.

use std::collections::{HashMap, HashSet};

use sulh_domain::{Actor, ActorId, ActorKind, PlaceId};

use super::{
    Faults,
    layers::Layer,
    scanner::{Bearer, Builder},
    tables,
};

/// The names that stand for more than one beyond doubt, in their folded form, with
/// those. States are left out: they share the names of their countries.
pub(super) fn shared<'a>(names: &'a Builder, actors: &[Actor]) -> Vec<(&'a str, Vec<&'a Bearer>)> {
    let states: HashSet<&ActorId> = actors
        .iter()
        .filter(|actor| matches!(actor.kind, ActorKind::State | ActorKind::ForeignState))
        .map(|actor| &actor.id)
        .collect();
    let is_state = |bearer: &Bearer| matches!(bearer, Bearer::Actor(id) if states.contains(id));
    names
        .shared()
        .into_iter()
        .map(|(name, bearers)| {
            let others = bearers.into_iter().filter(|bearer| !is_state(bearer));
            (name, others.collect::<Vec<_>>())
        })
        .filter(|(_, bearers)| bearers.len() > 1)
        .collect()
}

/// Reports the names that stand for two since the overlay is there.
pub(super) fn report(
    below: &Layer,
    overlay: &Layer,
    names: &Builder,
    actors: &[Actor],
    faults: &mut Faults,
) {
    let now = shared(names, actors);
    if now.is_empty() {
        return;
    }
    let mut names_below = Builder::default();
    // What is wrong below was said already.
    let mut said = Faults::default();
    tables::places(&below.places, &mut names_below, &mut said);
    let actors_below = tables::actors(&below.actors, &mut names_below, &mut said);
    let before: HashSet<_> = shared(&names_below, &actors_below).into_iter().collect();
    let rows = positions(overlay);
    for (name, bearers) in now {
        let row = bearers.iter().find_map(|bearer| rows.get(*bearer));
        let Some(row) = row.filter(|_| !before.contains(&(name, bearers.clone()))) else {
            continue;
        };
        let ids: Vec<&str> = bearers.iter().map(|bearer| id(bearer)).collect();
        faults.0.push(format!(
            "{row}: '{name}' stands for {}: expected ' !weak' behind it where it needs support",
            ids.join(" and ")
        ));
    }
}

/// Where the rows of an overlay stand.
fn positions(overlay: &Layer) -> HashMap<Bearer, String> {
    let id = |row: &super::table::Row| {
        let cell = row.cell("id")?;
        Some(cell.strip_prefix('+').unwrap_or(cell).trim().to_owned())
    };
    let places = overlay.places.iter().filter_map(|row| {
        let id = PlaceId::parse(&id(row)?).ok()?;
        Some((Bearer::Place(id), row.position()))
    });
    let actors = overlay.actors.iter().filter_map(|row| {
        let id = ActorId::parse(&id(row)?).ok()?;
        Some((Bearer::Actor(id), row.position()))
    });
    places.chain(actors).collect()
}

fn id(bearer: &Bearer) -> &str {
    match bearer {
        Bearer::Place(id) => id.as_str(),
        Bearer::Actor(id) => id.as_str(),
    }
}
