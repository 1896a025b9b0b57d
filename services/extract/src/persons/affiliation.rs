//! Whom a person acts for, by the words around its function.

use std::ops::Range;

use sulh_domain::{ActorId, ActorKind, PlaceId};

use super::{
    phrases::Phrase,
    tokens::{Kind, Tokens},
};
use crate::{
    Lexicon,
    bodies::Body,
    lexicon::{Unnamed, WordClass},
};

/// Whom a person acts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Affiliation {
    Actor(ActorId),
    /// An unnamed side: "a spokesman for militants in the south".
    Unnamed(Unnamed, Option<PlaceId>),
    /// A committee or council of a place.
    Body(Body),
    /// An office of the Syrian state, as nobody else is named.
    State(ActorId),
    /// "The council's chairman": the body of this kind that was named last.
    LastBody(&'static str),
    /// "The group's spokesman".
    LastArmedSide,
    /// "Another spokesman": as the one before.
    LastPerson,
    Unknown,
}

impl Affiliation {
    /// Whether the words only point to someone named before, or to nobody.
    pub(crate) fn is_inferred(&self) -> bool {
        matches!(
            self,
            Self::State(_) | Self::LastArmedSide | Self::LastPerson | Self::Unknown
        )
    }
}

/// Words for the armed opposition.
const REBELS: &[&str] = &[
    "militant",
    "militants",
    "rebel",
    "rebels",
    "insurgent",
    "insurgents",
    "opposition",
    "gunmen",
    "fighters",
    "factions",
    "jihadist",
    "jihadists",
    "terrorist",
    "terrorists",
    "takfiri",
    "anti-government",
    "anti government",
];

/// Words that point to the side spoken of.
const THE_GROUP: &[&str] = &[
    "group",
    "movement",
    "faction",
    "militia",
    "brigade",
    "battalion",
    "organisation",
    "organization",
    "room",
];

/// Words that point to the body spoken of.
pub(crate) const BODIES: &[&str] = &["council", "committee", "delegation", "commission"];

/// Words that point to it too, but stand as often for a school or a hospital.
const OWNERS: &[&str] = &["its", "his", "their"];

/// The kinds that have spokesmen and members.
fn has_members(kind: ActorKind) -> bool {
    kind != ActorKind::Media && kind != ActorKind::Person
}

/// Whom the bearer of a function acts for.
pub(super) fn affiliation(
    phrase: &Phrase<'_>,
    tokens: &Tokens<'_>,
    bodies: &[Body],
    lexicon: &Lexicon,
) -> Affiliation {
    let whole = phrase.before.start..phrase.function.end;
    after(&phrase.after, tokens, bodies, lexicon)
        .or_else(|| before(&whole, tokens, bodies, lexicon))
        .or_else(|| {
            let mut near = whole.clone().chain(phrase.after.clone());
            near.find_map(|at| {
                let folded = tokens.get(at)?.folded.as_str();
                let noun = BODIES.iter().find(|noun| **noun == folded)?;
                Some(Affiliation::LastBody(noun))
            })
        })
        .or_else(|| {
            let may_own = phrase.class != WordClass::Member;
            let points =
                |at: usize| tokens.is_any(at, THE_GROUP) || (may_own && tokens.is_any(at, OWNERS));
            let found = whole.clone().chain(phrase.after.clone()).any(points);
            found.then_some(Affiliation::LastArmedSide)
        })
        .or_else(|| {
            let state = lexicon.state().filter(|_| phrase.serves_state)?;
            Some(Affiliation::State(state.id.clone()))
        })
        .or_else(|| {
            let another = tokens.is_any(phrase.before.start, &["another"]);
            another.then_some(Affiliation::LastPerson)
        })
        .unwrap_or(Affiliation::Unknown)
}

/// The first that the words after a function name.
fn after(
    range: &Range<usize>,
    tokens: &Tokens<'_>,
    bodies: &[Body],
    lexicon: &Lexicon,
) -> Option<Affiliation> {
    range
        .clone()
        .find_map(|at| named(at, range, tokens, bodies, lexicon))
}

/// The last that the words before a function name.
fn before(
    range: &Range<usize>,
    tokens: &Tokens<'_>,
    bodies: &[Body],
    lexicon: &Lexicon,
) -> Option<Affiliation> {
    let mut found = range.clone().rev();
    found.find_map(|at| named(at, range, tokens, bodies, lexicon))
}

/// Whom the token at a position names.
fn named(
    at: usize,
    within: &Range<usize>,
    tokens: &Tokens<'_>,
    bodies: &[Body],
    lexicon: &Lexicon,
) -> Option<Affiliation> {
    if let Some(body) = bodies
        .iter()
        .find(|body| body.tokens.contains(&at) && within.end >= body.tokens.end)
    {
        return Some(Affiliation::Body(body.clone()));
    }
    let token = tokens.get(at)?;
    match &token.kind {
        Kind::Actor(id) => {
            let kind = lexicon.actor(id)?.kind;
            has_members(kind).then(|| Affiliation::Actor(id.clone()))
        }
        Kind::Word if REBELS.contains(&token.folded.as_str()) => {
            let place = place_in(within, tokens);
            Some(Affiliation::Unnamed(Unnamed::ArmedOpposition, place))
        }
        Kind::Word => {
            let nation = lexicon
                .functions
                .meaning(&token.folded, WordClass::Nation)?;
            Some(Affiliation::Actor(nation.nation.clone()?))
        }
        _ => None,
    }
}

/// The first place that some tokens name.
pub(super) fn place_in(range: &Range<usize>, tokens: &Tokens<'_>) -> Option<PlaceId> {
    range.clone().find_map(|at| match &tokens.get(at)?.kind {
        Kind::Place(place) => Some(place.clone()),
        _ => None,
    })
}
