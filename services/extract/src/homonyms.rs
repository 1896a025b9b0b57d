//! Which of the places that share a name a text means: by the places around it, by
//! the word for its kind, and, where these say nothing, by what reports mostly mean.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;
use sulh_domain::{Place, PlaceId, PlaceKind};

use crate::{Lexicon, patterns::compiled};

/// So many places on either side of a name are looked at.
const REACH_PLACES: usize = 24;

/// At this distance in a text, in bytes, a place says half as much as beside the name.
const HALF_FAR_BYTES: f64 = 160.0;

/// At this distance on the ground, in kilometres, a place is half as likely to be
/// named together with another as a neighbour.
const HALF_FAR_KM: f64 = 12.0;

/// A place that is named beyond doubt, and where.
#[derive(Clone, Debug)]
pub(crate) struct Anchor<'a> {
    pub(crate) place: &'a Place,
    pub(crate) at: usize,
}

/// The places of a text that tell where it plays, in their order.
pub(crate) struct Anchors<'a> {
    anchors: Vec<Anchor<'a>>,
    lexicon: &'a Lexicon,
}

impl<'a> Anchors<'a> {
    /// Takes them in the order in which they stand.
    pub(crate) fn new(anchors: Vec<Anchor<'a>>, lexicon: &'a Lexicon) -> Self {
        Self { anchors, lexicon }
    }

    /// Whether a name that starts here is one of them.
    pub(crate) fn has(&self, start: usize) -> bool {
        let found = self
            .anchors
            .binary_search_by_key(&start, |anchor| anchor.at);
        found.is_ok()
    }

    /// How well a place fits those that stand around a name, 0 to 1.
    pub(crate) fn nearness(&self, place: &Place, name: &Range<usize>) -> f64 {
        let middle = self
            .anchors
            .partition_point(|anchor| anchor.at < name.start);
        let from = middle.saturating_sub(REACH_PLACES);
        let to = (middle + REACH_PLACES).min(self.anchors.len());
        let around = self.anchors.get(from..to).unwrap_or_default();
        let unlike: f64 = around
            .iter()
            .filter(|anchor| anchor.at != name.start)
            .map(|anchor| {
                let gap = anchor.at.abs_diff(name.start) as f64;
                1.0 - self.affinity(place, anchor.place) / (1.0 + gap / HALF_FAR_BYTES)
            })
            .product();
        1.0 - unlike
    }

    /// How likely two places are to be named together, 0 to 1.
    fn affinity(&self, place: &Place, other: &Place) -> f64 {
        if place.id == other.id {
            return 0.0;
        }
        let lies_in = self.lexicon.lies_in(&place.id, &other.id);
        let around = self.lexicon.lies_in(&other.id, &place.id);
        let by_lineage: f64 = match other.kind {
            _ if !lies_in && !around => 0.0,
            PlaceKind::Country => 0.3,
            PlaceKind::Governorate => 0.7,
            _ => 0.9,
        };
        // "Daraa" often stands for the governorate around it.
        let by_capital = self.governorate(other).map_or(0.0, |governorate| {
            if self.lexicon.lies_in(&place.id, &governorate.id) {
                0.6
            } else {
                0.0
            }
        });
        let is_wide =
            |place: &Place| matches!(place.kind, PlaceKind::Country | PlaceKind::Governorate);
        let by_distance = kilometres(place, other)
            .filter(|_| !is_wide(place) && !is_wide(other))
            .map_or(0.0, |far| 1.0 / (1.0 + far / HALF_FAR_KM));
        by_lineage.max(by_capital).max(by_distance)
    }

    /// The governorate that a city gives its name to.
    fn governorate<'p>(&'p self, city: &'p Place) -> Option<&'p Place> {
        if city.kind != PlaceKind::City {
            return None;
        }
        self.lexicon.ancestors(&city.id).find(|around| {
            around.kind == PlaceKind::Governorate
                && around.name.strip_suffix(" Governorate") == Some(city.name.as_str())
        })
    }

    /// The place that is meant among those that bear a name, each with whether it
    /// bears it with support only.
    pub(crate) fn meant<'p>(
        &self,
        places: &[(&'p PlaceId, bool)],
        name: &Range<usize>,
        before: &str,
        after: &str,
    ) -> Option<&'p PlaceId> {
        if let [(only, _)] = places {
            return Some(only);
        }
        let kinds = kinds_said(before, after);
        let score = |id: &PlaceId, weak: bool| {
            let place = self.lexicon.place(id)?;
            let by_kind = match kinds.and_then(|kinds| kinds.iter().position(|k| *k == place.kind))
            {
                Some(0) => 0.6,
                Some(_) => 0.4,
                None => 0.0,
            };
            Some(self.nearness(place, name) + by_kind + importance(place.kind, weak))
        };
        let mut best: Option<(&PlaceId, f64)> = None;
        for (id, weak) in places {
            let Some(score) = score(id, *weak) else {
                continue;
            };
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((id, score));
            }
        }
        best.map(|(id, _)| id)
    }
}

/// How likely a report is to mean a place, whatever else it names.
fn importance(kind: PlaceKind, weak: bool) -> f64 {
    let by_kind = match kind {
        PlaceKind::City => 0.15,
        PlaceKind::Town | PlaceKind::Region | PlaceKind::Governorate => 0.1,
        PlaceKind::Camp | PlaceKind::Crossing => 0.08,
        PlaceKind::Neighbourhood => 0.05,
        PlaceKind::Village | PlaceKind::District | PlaceKind::Country => 0.0,
    };
    // Of villages, one is hardly better known than another.
    let by_name = match kind {
        _ if weak => 0.0,
        PlaceKind::Village => 0.15,
        _ => 0.3,
    };
    by_kind + by_name
}

/// Great-circle distance.
fn kilometres(a: &Place, b: &Place) -> Option<f64> {
    const EARTH_RADIUS_KM: f64 = 6371.0;
    let (north, south) = (a.latitude?.to_radians(), b.latitude?.to_radians());
    let east = (a.longitude? - b.longitude?).to_radians();
    let chord = ((north - south) / 2.0).sin().powi(2)
        + north.cos() * south.cos() * (east / 2.0).sin().powi(2);
    Some(2.0 * EARTH_RADIUS_KM * chord.sqrt().min(1.0).asin())
}

/// The kinds of which the words beside a name say that the place is one, the likeliest
/// first.
fn kinds_said(before: &str, after: &str) -> Option<&'static [PlaceKind]> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(&format!(
            r"(?i)\b({KIND_WORDS})s?(?: of [\p{{L}}’'\- ]{{2,30}})? (?:of )?(?:the )?$"
        ))
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        compiled(&format!(
            r"(?i)^,? (?:an? |the )?(?:[\p{{L}}\-]+ )?({KIND_WORDS})\b"
        ))
    });
    let found = BEFORE.captures(before).or_else(|| AFTER.captures(after))?;
    let word = found.get(1)?.as_str().to_ascii_lowercase();
    Some(match word.as_str() {
        "village" | "hamlet" => &[PlaceKind::Village, PlaceKind::Town],
        "town" => &[PlaceKind::Town, PlaceKind::City],
        "city" => &[PlaceKind::City, PlaceKind::Town],
        "camp" => &[PlaceKind::Camp],
        "crossing" => &[PlaceKind::Crossing],
        "district" => &[PlaceKind::Neighbourhood, PlaceKind::District],
        "governorate" | "province" => &[PlaceKind::Governorate],
        _ => &[PlaceKind::Neighbourhood],
    })
}

const KIND_WORDS: &str = "village|hamlet|town|city|camp|crossing|district|governorate|province|\
     neighbou?rhood|quarter|suburb|square|street";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_kinds() {
        let neighbourhood: &[PlaceKind] = &[PlaceKind::Neighbourhood];
        assert_eq!(
            kinds_said("in the Damascus neighbourhood of ", " on"),
            Some(neighbourhood)
        );
        assert_eq!(kinds_said("in ", ", a quarter"), Some(neighbourhood));
        assert_eq!(kinds_said("in ", " on Monday"), None);
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let lexicon = Lexicon::shipped();
        let place = |id: &str| lexicon.place(&PlaceId::parse(id).unwrap()).unwrap();
        let far = kilometres(place("damascus"), place("homs")).unwrap();
        assert!((130.0..150.0).contains(&far), "{far}");
    }
}
