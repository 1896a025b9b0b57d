//! The sides of a claim that have no name: "militants" are the armed opposition of
//! the place, "elders" its elders.

use std::ops::Range;

use sulh_domain::{ActorId, PlaceId, Role, Side, TermKind};

use super::{
    Text,
    armed_sides::is_armed_side,
    drafts::{Draft, Told},
    named::{given, is_of_claim},
    parties::Participants,
};
use crate::{
    assertions::{Participation, Pointer},
    cast::Cast,
    lexicon::{Act, Part, Unnamed},
    mentions::{ReadSentence, overlap},
};

/// An unnamed side to whom the evidence of a claim gives a part.
pub(super) struct UnnamedSide<'t> {
    side: Unnamed,
    /// Its place where the words tell it.
    place: Option<PlaceId>,
    /// The committee that the words mean.
    committee: Option<ActorId>,
    found: &'t Participation,
    sentence: &'t ReadSentence,
}

/// Adds the elders and committees.
pub(super) fn add_local(
    unnamed: &[UnnamedSide<'_>],
    draft: &Draft,
    cast: &mut Cast<'_>,
    found: &mut Participants,
) {
    let is_local =
        |side: &&UnnamedSide<'_>| matches!(side.side, Unnamed::Elders | Unnamed::Committee);
    for side in unnamed.iter().filter(is_local) {
        let Some(place) = side.place.as_ref().or(draft.places.first()) else {
            continue;
        };
        let known = side.committee.clone();
        if let Some(id) = known.or_else(|| cast.add_unnamed(side.side, place)) {
            found.add(&id, role(side), Some(Side::Local));
        }
    }
}

/// Adds the rebels of a place where no group is named, or where they stand beside
/// one: "the group and other rebels agreed".
pub(super) fn add_rebels(
    unnamed: &[UnnamedSide<'_>],
    draft: &Draft,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    found: &mut Participants,
) {
    let has_group = found.armed(cast).is_some();
    let mut rebels = unnamed.iter().filter(|side| {
        side.side == Unnamed::ArmedOpposition && (!has_group || is_beside_group(side, text))
    });
    let rebels = rebels.next();
    let place = rebels.and_then(|rebels| rebels.place.as_ref().or(draft.places.first()));
    if let Some(place) = place
        && let Some(id) = cast.add_unnamed(Unnamed::ArmedOpposition, place)
    {
        found.add(&id, Role::Party, cast.side(&id));
    }
}

/// Whether an armed group is joined to an unnamed side.
fn is_beside_group(side: &UnnamedSide<'_>, text: &Text<'_>) -> bool {
    let rebels = side.found;
    let sentence = side.sentence;
    let groups = sentence.actors.iter();
    let mut groups = groups.filter(|actor| is_armed_side(actor, text));
    groups.any(|group| {
        let is_apart = !overlap(&sentence.local(&group.range), &rebels.phrase);
        let mut parts = given(sentence, None, &group.range);
        is_apart && parts.any(|found| found.list == rebels.list && found.giver == rebels.giver)
    })
}

/// Adds whom the evidence names without a part, where there is no side against the
/// state; the armed opposition of the place where there is no party at all.
pub(super) fn add_any(
    unnamed: &[UnnamedSide<'_>],
    draft: &Draft,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    found: &mut Participants,
) {
    let names_rebels = draft.asserted.iter().any(|told| {
        let sentence = text.sentences.get(told.sentence);
        let mut sides = sentence.into_iter().flat_map(|sentence| &sentence.unnamed);
        sides.any(|(side, _)| *side == Unnamed::ArmedOpposition)
    });
    let names_rebels = names_rebels || place_deals(draft, text);
    let is_alone = found.parties().next().is_none();
    if !is_alone && (found.has_other_side() || !(names_rebels || gives_in(draft, text))) {
        return;
    }
    let residents = unnamed.iter().any(|side| side.side == Unnamed::Residents);
    let side = match names_rebels || !residents {
        true => Unnamed::ArmedOpposition,
        false => Unnamed::Residents,
    };
    let place = draft.places.first();
    if let Some(id) = place.and_then(|place| cast.add_unnamed(side, place)) {
        found.add(&id, Role::Party, cast.side(&id));
    }
}

/// Whether the evidence tells that some give up arms, settle their status or leave: who
/// they are need not be said.
fn gives_in(draft: &Draft, text: &Text<'_>) -> bool {
    draft.asserted.iter().any(|told| {
        let sentence = text.sentences.get(told.sentence);
        let mut terms = sentence
            .into_iter()
            .flat_map(|sentence| &sentence.said.terms);
        terms.any(|term| {
            !term.unclear
                && matches!(
                    term.kind,
                    TermKind::HeavyWeaponsHandover
                        | TermKind::Disarmament
                        | TermKind::StatusSettlement
                        | TermKind::FighterEvacuation
                )
        })
    })
}

/// Whether the place itself is said to deal: "the town agreed".
fn place_deals(draft: &Draft, text: &Text<'_>) -> bool {
    draft.asserted.iter().any(|told| {
        let sentence = text.sentences.get(told.sentence);
        sentence.is_some_and(|sentence| {
            let mut parts = sentence.said.participations.iter();
            parts.any(|found| {
                let is_place = found.pointer == Some(Pointer::Place)
                    || sentence.places.iter().any(|(place, range)| {
                        draft.places.contains(place) && overlap(&sentence.local(range), &found.word)
                    });
                is_place
                    && found.is_argument
                    && matches!(found.part, Part::Party | Part::Partner)
                    && is_of_claim(found, sentence, Some(told))
                    && matches!(
                        act_of(found, sentence),
                        Some(
                            Act::Agree
                                | Act::Accept
                                | Act::Refuse
                                | Act::Negotiate
                                | Act::Demand
                                | Act::Propose
                        )
                    )
            })
        })
    })
}

/// The act of the predicate that gives a part, where it asserts something.
pub(super) fn act_of(found: &Participation, sentence: &ReadSentence) -> Option<Act> {
    let around = sentence.said.assertions.iter().filter(|assertion| {
        let clause = &assertion.clause;
        clause.start <= found.giver.start && found.giver.end <= clause.end
    });
    let nearest = around.min_by_key(|assertion| assertion.clause.len());
    nearest.map(|assertion| assertion.act)
}

/// Adds the residents of the place whom a deal moves, feeds or lets stay, where they
/// are no side of it.
pub(super) fn add_affected(
    unnamed: &[UnnamedSide<'_>],
    draft: &Draft,
    cast: &mut Cast<'_>,
    found: &mut Participants,
) {
    let is_settled = unnamed
        .iter()
        .any(|side| side.side == Unnamed::Residents && side.is_settled());
    let place = draft.places.first().filter(|_| is_settled);
    if let Some(id) = place.and_then(|place| cast.add_unnamed(Unnamed::Residents, place))
        && !found.contains(&id)
    {
        found.add(&id, Role::Affected, cast.side(&id));
    }
}

impl UnnamedSide<'_> {
    /// Whether what gives it its part tells what becomes of the people of a place.
    fn is_settled(&self) -> bool {
        let mut terms = self.sentence.said.terms.iter();
        terms.any(|term| {
            term.at == self.found.giver.start
                && matches!(
                    term.kind,
                    TermKind::CivilianEvacuation
                        | TermKind::CiviliansRemain
                        | TermKind::ReturnOfDisplaced
                        | TermKind::HumanitarianAccess
                )
        })
    }
}

fn role(side: &UnnamedSide<'_>) -> Role {
    match side.found.part {
        Part::Mediator => Role::Mediator,
        Part::Guarantor => Role::Guarantor,
        Part::Spoiler => Role::Spoiler,
        _ => Role::Party,
    }
}

/// The unnamed sides to whom the evidence gives a part.
pub(super) fn unnamed<'t>(draft: &Draft, text: &'t Text<'_>) -> Vec<UnnamedSide<'t>> {
    let mut all = Vec::new();
    for told in &draft.asserted {
        let Some(sentence) = text.sentences.get(told.sentence) else {
            continue;
        };
        let bodies = text.bodies.get(told.sentence).into_iter().flatten();
        for (side, range) in &sentence.unnamed {
            let is_body = bodies.clone().any(|(_, body)| overlap(body, range));
            if is_body {
                continue;
            }
            let Some(found) = part_of(sentence, told, range) else {
                continue;
            };
            let committee = text.committees.get(told.sentence).cloned().flatten();
            all.push(UnnamedSide {
                side: *side,
                place: place_in(sentence, &found.phrase),
                committee: committee.filter(|_| *side == Unnamed::Committee),
                found,
                sentence,
            });
        }
    }
    all
}

/// The part that a sentence gives to an unnamed side.
fn part_of<'t>(
    sentence: &'t ReadSentence,
    told: &Told,
    range: &Range<usize>,
) -> Option<&'t Participation> {
    let local = sentence.local(range);
    let participations = sentence.said.participations.iter();
    participations
        .filter(|found| overlap(&found.word, &local) && is_of_claim(found, sentence, Some(told)))
        .max_by_key(|found| found.part)
}

/// The place that a phrase of a sentence names.
fn place_in(sentence: &ReadSentence, phrase: &Range<usize>) -> Option<PlaceId> {
    let mut places = sentence.places.iter();
    let (place, _) = places.find(|(_, range)| overlap(&sentence.local(range), phrase))?;
    Some(place.clone())
}
