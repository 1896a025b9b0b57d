//! Which of the places that a sentence names are those of the deal.

use std::ops::Range;

use sulh_domain::{PlaceId, PlaceKind};

use crate::{Lexicon, assertions::SaidTerm, lexicon::PlacePart, mentions::ReadSentence};

/// Words that join places to one list take at most so many bytes.
const MAX_JOINT_BYTES: usize = 30;

/// The places of a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Where the deal is, the first one named first.
    pub(super) main: Vec<PlaceId>,
    /// Where those who leave go.
    pub(super) destinations: Vec<PlaceId>,
    /// Where people met and agreed.
    pub(super) venues: Vec<PlaceId>,
    /// Named to say where another place lies, or who someone is.
    pub(super) landmarks: Vec<PlaceId>,
}

/// Sorts the places of a sentence.
pub(super) fn of_sentence(sentence: &ReadSentence, lexicon: &Lexicon) -> Named {
    of_part(sentence, lexicon, |_| true)
}

/// Which places a part of a sentence names, as which; the part is told by bytes
/// of the sentence.
pub(super) fn of_part(
    sentence: &ReadSentence,
    lexicon: &Lexicon,
    is_in_part: impl Fn(&Range<usize>) -> bool,
) -> Named {
    let mut named = Named::default();
    let mut candidates: Vec<(&PlaceId, Range<usize>)> = Vec::new();
    let seats = sentence.actors.iter().filter_map(|actor| {
        let seat = lexicon.seat(&actor.id)?;
        Some((seat, &actor.range))
    });
    let all = sentence.places.iter().map(|(place, range)| (place, range));
    let mut all: Vec<(&PlaceId, &Range<usize>)> = all.chain(seats).collect();
    all.sort_by_key(|(_, range)| range.start);
    for (place, range) in all {
        let describes_person = sentence.persons.iter().any(|person| {
            person.described.start <= range.start && range.end <= person.described.end
        });
        let local = sentence.local(range);
        if kind(place, lexicon) == Some(PlaceKind::Country) || !is_in_part(&local) {
            continue;
        }
        if describes_person {
            push(&mut named.landmarks, place);
            continue;
        }
        let holds = |part: &Range<usize>| part.start <= local.start && local.end <= part.end;
        if sentence.said.destinations.iter().any(holds) {
            push(&mut named.destinations, place);
            continue;
        }
        let no_sites = &sentence.said.no_sites;
        if no_sites.never.iter().any(holds) {
            push(&mut named.landmarks, place);
            continue;
        }
        if no_sites.venues.iter().any(holds) {
            push(&mut named.venues, place);
            continue;
        }
        let mut parts = sentence.place_parts(lexicon).iter();
        let part = parts.find(|(_, part)| holds(part));
        match part {
            Some((PlacePart::Destination, _)) => push(&mut named.destinations, place),
            Some((PlacePart::Landmark, _)) => push(&mut named.landmarks, place),
            None => candidates.push((place, local)),
        }
    }
    // "To Jarabulus in northern Syria" leads to Jarabulus.
    let is_wide = |place: &PlaceId| {
        matches!(
            kind(place, lexicon),
            Some(PlaceKind::Region | PlaceKind::Governorate)
        )
    };
    if !named.destinations.iter().all(is_wide) {
        named.destinations.retain(|place| !is_wide(place));
    }
    // A place named with what it lies in is meant by itself.
    let inner: Vec<&(&PlaceId, Range<usize>)> = candidates
        .iter()
        .filter(|(outer, _)| {
            !candidates
                .iter()
                .any(|(inner, _)| lexicon.lies_in(inner, outer))
        })
        .collect();
    let mut end = None;
    for (place, range) in inner {
        let joined = end.is_none_or(|end| is_joint(sentence.masked.get(end..range.start)));
        if joined {
            push(&mut named.main, place);
            end = Some(range.end);
        }
    }
    named
}

/// Where those who move by a term go: places that are not the deal's own.
pub(super) fn destinations(
    sentence: &ReadSentence,
    term: &SaidTerm,
    of_deal: &[PlaceId],
    lexicon: &Lexicon,
) -> Vec<PlaceId> {
    let mut all = Vec::new();
    for part in &term.destinations {
        let mut named: Vec<&PlaceId> = sentence
            .places
            .iter()
            .filter(|(_, range)| {
                let local = sentence.local(range);
                part.start <= local.start && local.end <= part.end
            })
            .map(|(place, _)| place)
            .collect();
        // "To Jarabulus in northern Syria" leads to Jarabulus.
        if !named.iter().all(|place| is_region(place, lexicon)) {
            named.retain(|place| !is_region(place, lexicon));
        }
        let all_named = named.clone();
        named.retain(|outer| !all_named.iter().any(|inner| lexicon.lies_in(inner, outer)));
        for place in named.into_iter().filter(|place| !of_deal.contains(place)) {
            push(&mut all, place);
        }
    }
    all
}

/// Whether a place is a whole region or province.
fn is_region(place: &PlaceId, lexicon: &Lexicon) -> bool {
    matches!(
        kind(place, lexicon),
        Some(PlaceKind::Region | PlaceKind::Governorate | PlaceKind::Country)
    )
}

/// Whether a place is a part of a country without borders: "northern Syria".
pub(super) fn is_vague(place: &PlaceId, lexicon: &Lexicon) -> bool {
    match kind(place, lexicon) {
        Some(PlaceKind::Country) => true,
        Some(PlaceKind::Region) => {
            let outer = lexicon.ancestors(place).next();
            outer.is_none_or(|outer| outer.kind == PlaceKind::Country)
        }
        _ => false,
    }
}

fn push(places: &mut Vec<PlaceId>, place: &PlaceId) {
    if !places.contains(place) {
        places.push(place.clone());
    }
}

fn kind(place: &PlaceId, lexicon: &Lexicon) -> Option<PlaceKind> {
    lexicon.place(place).map(|place| place.kind)
}

/// Whether the words between two places make them one list.
fn is_joint(between: Option<&str>) -> bool {
    const JOINTS: &[&str] = &[
        "and",
        "or",
        "the",
        "town",
        "towns",
        "city",
        "village",
        "villages",
        "quarter",
        "quarters",
        "district",
        "districts",
        "camp",
        "of",
        "as",
        "well",
        "adjacent",
        "neighbouring",
        "neighboring",
        "nearby",
        "its",
    ];
    let Some(between) = between.filter(|words| words.len() <= MAX_JOINT_BYTES) else {
        return false;
    };
    between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| JOINTS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lexicon::tests::lexicon, mentions, sentences::sentences};

    fn named(body: &str) -> [Vec<String>; 3] {
        let lexicon = lexicon();
        let read = mentions::read(body, sentences(body), lexicon);
        let named = of_sentence(&read[0], lexicon);
        [named.main, named.destinations, named.landmarks]
            .map(|places| places.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn destinations_and_landmarks_are_not_where_the_deal_is() {
        assert_eq!(
            named("Rebels left Harasta near Douma for Idlib and Jarabulus."),
            [
                vec!["harasta".to_owned()],
                vec!["idlib".to_owned(), "jarabulus".to_owned()],
                vec!["douma".to_owned()]
            ]
        );
    }

    #[test]
    fn a_place_outweighs_what_it_lies_in() {
        let [main, ..] = named("Rebels left Harasta in the Eastern Ghouta.");
        assert_eq!(main, ["harasta"]);
    }

    #[test]
    fn only_a_list_is_of_one_deal() {
        let [main, ..] =
            named("Rebels in Zamalka and the town of Arbin left, as those of Saqba had done.");
        assert_eq!(main, ["zamalka", "arbin"]);
    }
}
