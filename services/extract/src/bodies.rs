//! Bodies of a place that have no row in the lexicon, named by their place: "the
//! negotiating committee of Rastan", "a delegation of notables from Nawa".

use std::ops::Range;

use sulh_domain::{ActorKind, Place, PlaceId, PlaceKind, Side};

use crate::{
    Lexicon,
    persons::tokens::{Kind, Token, Tokens},
};

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// A committee that negotiates or speaks for its place, with what it is for as its name
    /// tells it: "negotiations".
    Committee(&'static str),
    /// A council that runs its place: "local", "civil", "city".
    Council(&'static str),
    Delegation,
    Elders,
    /// A tribe or clan, with its name.
    Tribe(String),
}

/// Where a body is at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    Place(PlaceId),
    /// "The town's", "its": the place of these kinds that was named last.
    LastPlace(&'static [PlaceKind]),
    /// The text does not say.
    None,
}

/// A body found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) kind: BodyKind,
    pub(crate) seat: Seat,
    /// The tokens that name it, with its place.
    pub(crate) tokens: Range<usize>,
}

/// Words before "committee" that tell what it is for.
const PURPOSES: &[&str] = &[
    "negotiating",
    "negotiation",
    "negotiations",
    "reconciliation",
    "civil",
    "civilian",
    "local",
    "central",
    "popular",
    "people",
    "peoples",
    "follow-up",
    "dialogue",
    "settlement",
    "relief",
];

/// Words before "committee" that its name keeps; others negotiate.
const KEPT_PURPOSES: &[&str] = &["reconciliation", "relief"];

/// Words before "council", with how its name tells them.
const COUNCILS: &[(&str, &str)] = &[
    ("local", "Local Council"),
    ("civil", "Civil Council"),
    ("civilian", "Civil Council"),
    ("city", "City Council"),
    ("municipal", "City Council"),
    ("town", "Local Council"),
    ("village", "Local Council"),
    ("provincial", "Provincial Council"),
    ("governorate", "Provincial Council"),
    ("shura", "Shura Council"),
    ("consultative", "Shura Council"),
];

/// Words between a body and its place.
const TIES: &[&str] = &["of", "for", "from", "in"];

const TOWNS: &[PlaceKind] = &[PlaceKind::Town, PlaceKind::City];
const QUARTERS: &[PlaceKind] = &[PlaceKind::Neighbourhood, PlaceKind::Town];
const CAMPS: &[PlaceKind] = &[PlaceKind::Camp, PlaceKind::Neighbourhood];
const WIDE: &[PlaceKind] = &[PlaceKind::Region, PlaceKind::District];
const AREAS: &[PlaceKind] = &[
    PlaceKind::Region,
    PlaceKind::District,
    PlaceKind::Town,
    PlaceKind::City,
    PlaceKind::Neighbourhood,
    PlaceKind::Camp,
];

/// Words that stand for the place spoken of, with what it is then.
const PLACES: &[(&str, &[PlaceKind])] = &[
    ("town", TOWNS),
    ("city", TOWNS),
    ("village", TOWNS),
    ("suburb", TOWNS),
    ("district", QUARTERS),
    ("neighbourhood", QUARTERS),
    ("neighborhood", QUARTERS),
    ("quarter", QUARTERS),
    ("camp", CAMPS),
    ("area", AREAS),
    ("region", WIDE),
    ("enclave", WIDE),
    ("pocket", WIDE),
    ("valley", WIDE),
];

/// Words that stand for the place spoken of before what belongs to it.
const OWNERS: &[&str] = &["its", "their"];

/// Words that may stand between "of" and the place: "of the besieged town of X".
const BEFORE_PLACES: &[&str] = &[
    "the",
    "town",
    "city",
    "village",
    "district",
    "area",
    "region",
    "of",
    "northern",
    "southern",
    "eastern",
    "western",
    "rural",
    "besieged",
    "nearby",
    "neighbouring",
    "neighboring",
    "camp",
    "neighbourhood",
    "neighborhood",
    "countryside",
    "suburb",
    "quarter",
];

const NOTABLES: &[&str] = &["elders", "notables", "dignitaries", "sheikhs", "mukhtars"];

/// Words that open a sentence and are no part of a tribe's name.
const OPENINGS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "that", "this", "one", "each", "every", "but",
    "and", "arab", "sunni", "local", "another",
];

/// How many words the name of a tribe may have.
const MAX_TRIBAL_WORDS: usize = 3;

/// How many tokens a tie may lead over.
const REACH: usize = 6;

/// The bodies that a sentence names, in order.
pub(crate) fn bodies(tokens: &Tokens<'_>) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    for at in 0..tokens.len() {
        let Some(mut body) = body_at(tokens, at) else {
            continue;
        };
        if let Some(last) = bodies.last()
            && last.tokens.end > body.tokens.start
        {
            if last.tokens.end >= body.tokens.end {
                continue;
            }
            body.tokens.start = last.tokens.end;
        }
        bodies.push(body);
    }
    bodies
}

fn body_at(tokens: &Tokens<'_>, at: usize) -> Option<Body> {
    let word = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let previous = at.checked_sub(1).and_then(|before| tokens.get(before));
    let before = previous.map_or("", |token| token.folded.as_str());
    match word.folded.as_str() {
        "committee" | "committees" => {
            let of_elders = tokens.is_any(at + 1, &["of"]) && tokens.is_any(at + 2, NOTABLES);
            if of_elders {
                let (seat, end) = seat_after(tokens, at + 3);
                let seat = match seat {
                    Seat::None => Seat::LastPlace(AREAS),
                    seat => seat,
                };
                return Some(Body {
                    kind: BodyKind::Elders,
                    seat,
                    tokens: at..end,
                });
            }
            let has_purpose = PURPOSES.contains(&before);
            let start = if has_purpose { at - 1 } else { at };
            let mut kept = KEPT_PURPOSES.iter();
            let purpose = kept.find(|purpose| **purpose == before);
            let kind = BodyKind::Committee(purpose.unwrap_or(&"negotiations"));
            seated(tokens, start, at + 1, kind, has_purpose)
        }
        "council" => {
            let (_, name) = COUNCILS.iter().find(|(word, _)| *word == before)?;
            seated(tokens, at - 1, at + 1, BodyKind::Council(name), false)
        }
        "delegation" => {
            let of_elders = tokens.is_any(at + 1, &["of"]) && tokens.is_any(at + 2, NOTABLES);
            let (kind, end) = match of_elders {
                true => (BodyKind::Elders, at + 3),
                false => (BodyKind::Delegation, at + 1),
            };
            seated(tokens, at, end, kind, false)
        }
        notables if NOTABLES.contains(&notables) => {
            seated(tokens, at, at + 1, BodyKind::Elders, false)
        }
        "tribe" | "clan" => {
            let mut start = at;
            while at - start < MAX_TRIBAL_WORDS && tokens.before(start).is_some_and(is_tribal_name)
            {
                start -= 1;
            }
            let parts = tokens.0.get(start..at).filter(|parts| !parts.is_empty())?;
            let parts: Vec<&str> = parts.iter().map(|token| token.text).collect();
            Some(Body {
                kind: BodyKind::Tribe(format!("{} {}", parts.join(" "), word.folded)),
                seat: Seat::None,
                tokens: start..at + 1,
            })
        }
        _ => None,
    }
}

/// A body whose place stands before it ("Rastan's committee") or after it
/// ("committee of Rastan"); without one it is none, unless `is_told` holds.
fn seated(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    kind: BodyKind,
    is_told: bool,
) -> Option<Body> {
    if let Some(before) = tokens.before(start) {
        let seat = match &before.kind {
            Kind::Place(place) => Some(Seat::Place(place.clone())),
            Kind::Word if before.possessive => kinds(&before.folded).map(Seat::LastPlace),
            Kind::Word if OWNERS.contains(&before.folded.as_str()) => Some(Seat::LastPlace(AREAS)),
            _ => None,
        };
        if let Some(seat) = seat {
            return Some(Body {
                kind,
                seat,
                tokens: start - 1..end,
            });
        }
    }
    let (seat, end) = seat_after(tokens, end);
    (is_told || seat != Seat::None).then_some(Body {
        kind,
        seat,
        tokens: start..end,
    })
}

/// What a place is that a word stands for.
fn kinds(word: &str) -> Option<&'static [PlaceKind]> {
    let mut known = PLACES.iter();
    let (_, kinds) = known.find(|(place, _)| *place == word)?;
    Some(kinds)
}

/// The place that a tie after a body leads to, and where it ends.
fn seat_after(tokens: &Tokens<'_>, start: usize) -> (Seat, usize) {
    if !tokens.is_any(start, TIES) {
        return (Seat::None, start);
    }
    let reach = start + 1..(start + 1 + REACH).min(tokens.len());
    for at in reach {
        match tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Place(place)) => return (Seat::Place(place.clone()), at + 1),
            Some(Kind::Word) if tokens.is_any(at, BEFORE_PLACES) => {}
            _ => break,
        }
    }
    // "The committee of the valley".
    let noun = tokens
        .get(start + 2)
        .filter(|_| tokens.is_any(start + 1, &["the"]));
    match noun.and_then(|noun| kinds(&noun.folded)) {
        Some(kinds) => (Seat::LastPlace(kinds), start + 3),
        None => (Seat::None, start),
    }
}

fn is_tribal_name(token: &Token<'_>) -> bool {
    let stem = token
        .text
        .split_once('-')
        .map_or(token.text, |(_, stem)| stem);
    !token.possessive
        && matches!(token.kind, Kind::Word | Kind::Place(_))
        && !OPENINGS.contains(&token.folded.as_str())
        && stem.starts_with(char::is_uppercase)
}

impl BodyKind {
    /// The name of such a body of a place.
    pub(crate) fn name(&self, place: &str) -> String {
        match self {
            Self::Committee(purpose) => format!("{place} {purpose} committee"),
            Self::Council(council) => format!("{council} of {place}"),
            Self::Delegation => format!("{place} delegation"),
            Self::Elders => format!("{place} elders"),
            Self::Tribe(name) => name.clone(),
        }
    }

    pub(crate) fn actor_kind(&self) -> ActorKind {
        match self {
            Self::Tribe(_) => ActorKind::Community,
            _ => ActorKind::LocalCommittee,
        }
    }
}

/// The side on which bodies of a place stand.
pub(crate) const SIDE: Side = Side::Local;

impl Seat {
    /// The place, given those that were named, the last one first.
    pub(crate) fn place<'p>(
        &self,
        named: impl Iterator<Item = &'p PlaceId>,
        lexicon: &Lexicon,
    ) -> Option<PlaceId> {
        match self {
            Self::Place(place) => Some(lexicon.place(place)?.id.clone()),
            Self::LastPlace(kinds) => {
                let named: Vec<&PlaceId> = named.collect();
                let is_of_kind = |place: &Place, kinds: &[PlaceKind]| kinds.contains(&place.kind);
                let last = |kinds: &[PlaceKind]| {
                    let mut known = named.iter().filter_map(|id| lexicon.place(id));
                    known.find(|place| is_of_kind(place, kinds))
                };
                // "The valley" may be known only by a village in it.
                let around = || {
                    let mut around = named.iter().flat_map(|id| lexicon.ancestors(id));
                    around.find(|place| place.kind == PlaceKind::Region)
                };
                let is_wide = kinds.contains(&PlaceKind::Region);
                let found = last(kinds)
                    .or_else(|| around().filter(|_| is_wide))
                    .or_else(|| last(AREAS));
                found.map(|place| place.id.clone())
            }
            Self::None => None,
        }
    }
}
