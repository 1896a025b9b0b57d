//! Who takes part in a claim, as what.

use std::{collections::HashMap, ops::Range};

use sulh_domain::{ActorId, ActorKind, Participant, PlaceId, Role, Side, Status};

use super::{
    Text,
    drafts::{Draft, refers},
};
use crate::{
    Lexicon,
    cast::Cast,
    lexicon::{Part, Reference, Unnamed},
    mentions::{ActorMention, ReadSentence},
};

/// Words such as "the group" refer back so many sentences.
const SENTENCES_BACK: usize = 4;

/// The armed groups of places: those that a claim on the place names first.
pub(super) struct Sides {
    armed: HashMap<PlaceId, ActorId>,
}

impl Sides {
    pub(super) fn of(drafts: &[Draft], text: &Text<'_>, cast: &Cast<'_>) -> Self {
        let mut armed = HashMap::new();
        for draft in drafts {
            let named = named(draft, text, cast).armed(cast);
            if let (Some(group), Some(place)) = (named, draft.places.first()) {
                armed.entry(place.clone()).or_insert(group);
            }
        }
        Self { armed }
    }
}

/// Whether a sentence names, if only by a generic word, a side that holds a
/// place: deals are about such.
pub(super) fn names_holder(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let named = sentence.actors.iter().any(|actor| {
        lexicon.actor(&actor.id).is_some_and(|actor| {
            matches!(
                actor.kind,
                ActorKind::ArmedGroup | ActorKind::LocalCommittee
            )
        })
    });
    named
        || sentence
            .unnamed
            .iter()
            .any(|(side, _)| matches!(side, Unnamed::ArmedOpposition | Unnamed::Elders))
}

/// Whether a sentence names an army with a committee, or with a deal by its
/// type: "the army announced a ceasefire".
pub(super) fn names_army_at_deal(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let army = sentence.actors.iter().any(|actor| {
        lexicon
            .actor(&actor.id)
            .is_some_and(|actor| actor.kind == ActorKind::StateForce)
    });
    let mut unnamed = sentence.unnamed.iter();
    army && (unnamed.any(|(side, _)| *side == Unnamed::Committee)
        || !sentence.said.namings.is_empty()
        || !sentence.said.terms.is_empty())
}

fn is_armed_side(actor: &ActorMention, text: &Text<'_>) -> bool {
    text.lexicon
        .actor(&actor.id)
        .is_some_and(|actor| actor.kind == ActorKind::ArmedGroup)
}

/// Whether a sentence names an armed group that a draft's evidence names.
pub(super) fn shares_armed_side(sentence: &ReadSentence, draft: &Draft, text: &Text<'_>) -> bool {
    sentence
        .actors
        .iter()
        .filter(|actor| is_armed_side(actor, text))
        .any(|actor| {
            draft.asserted.iter().any(|told| {
                text.sentences
                    .get(told.sentence)
                    .is_some_and(|other| other.actors.iter().any(|a| a.id == actor.id))
            })
        })
}

/// Whether a sentence names an armed group that a draft's evidence does not.
pub(super) fn names_other_armed_side(
    sentence: &ReadSentence,
    draft: &Draft,
    text: &Text<'_>,
) -> bool {
    let names_any = sentence
        .actors
        .iter()
        .any(|actor| is_armed_side(actor, text));
    names_any && !shares_armed_side(sentence, draft, text)
}

/// The participants of a claim; empty where no side can be told.
pub(super) fn participants(
    draft: &Draft,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    sides: &Sides,
) -> Vec<Participant> {
    let mut found = named(draft, text, cast);
    add_unnamed(draft, text, cast, sides, &mut found);
    add_counterpart(draft, text, cast, &mut found);
    add_representatives(draft, text, &mut found);
    for participant in &found.0 {
        cast.add_named(&participant.actor);
    }
    found.0
}

/// The participants that the evidence names.
fn named(draft: &Draft, text: &Text<'_>, cast: &Cast<'_>) -> Participants {
    let mut found = Participants::default();
    for index in draft.sentences() {
        if let Some(sentence) = text.sentences.get(index) {
            let is_detail = draft.asserted.iter().all(|told| told.sentence != index);
            add_named(sentence, is_detail, text, cast, &mut found);
        }
    }
    found
}

#[derive(Default)]
struct Participants(Vec<Participant>);

impl Participants {
    fn add(&mut self, actor: &ActorId, role: Role, side: Option<Side>) {
        let known = self.0.iter_mut().find(|known| known.actor == *actor);
        match known {
            // A part that the words state outweighs being named.
            Some(known) if known.role == Role::Party && role != Role::Party => known.role = role,
            Some(_) => {}
            None => self.0.push(Participant {
                actor: actor.clone(),
                role,
                side,
                represents: None,
            }),
        }
    }

    fn parties(&self) -> impl Iterator<Item = &Participant> {
        self.0.iter().filter(|p| p.role == Role::Party)
    }

    /// The armed group among the parties.
    fn armed(&self, cast: &Cast<'_>) -> Option<ActorId> {
        self.parties()
            .find(|p| {
                cast.actor(&p.actor)
                    .is_some_and(|actor| actor.kind == ActorKind::ArmedGroup)
            })
            .map(|p| p.actor.clone())
    }

    fn has_side(&self, side: Side) -> bool {
        self.parties().any(|p| p.side == Some(side))
    }
}

/// The parts that the words of a sentence give to an actor.
fn part(sentence: &ReadSentence, actor: &ActorMention, text: &Text<'_>) -> Option<Part> {
    let local = sentence.local(&actor.range);
    let mut cues = text.lexicon.cues.parts.iter();
    cues.find(|cue| {
        let mut found = cue.pattern.captures_iter(sentence.masked.as_bytes());
        found.any(|captures| {
            let mut names = captures.iter().skip(1).flatten();
            names.any(|name| name.start() <= local.start && local.end <= name.end())
        })
    })
    .map(|cue| cue.value)
}

fn add_named(
    sentence: &ReadSentence,
    is_detail: bool,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    for mention in &sentence.actors {
        let Some(actor) = cast.actor(&mention.id) else {
            continue;
        };
        let local = sentence.local(&mention.range);
        let is_among = |ranges: &[Range<usize>]| {
            ranges
                .iter()
                .any(|range| range.start <= local.start && local.end <= range.end)
        };
        let may_be_side = !matches!(
            actor.kind,
            ActorKind::MediationBody
                | ActorKind::InternationalOrganisation
                | ActorKind::HumanitarianOrganisation
        );
        let role = match part(sentence, mention, text) {
            _ if is_among(&sentence.said.spoilers) => Some(Role::Spoiler),
            None if may_be_side && is_among(&sentence.said.sides) => Some(Role::Party),
            Some(Part::Mediator) => Some(Role::Mediator),
            Some(Part::Guarantor) => Some(Role::Guarantor),
            Some(Part::Spoiler) => Some(Role::Spoiler),
            Some(Part::Bystander) => None,
            None => role_of(actor.kind, &actor.id).filter(|_| !is_detail),
        };
        if let Some(role) = role
            && actor.kind != ActorKind::Media
            && actor.kind != ActorKind::Person
        {
            found.add(&mention.id, role, actor.side.or(side_of(actor.kind)));
        }
    }
}

/// The role of an actor of which the words tell none.
fn role_of(kind: ActorKind, id: &ActorId) -> Option<Role> {
    match kind {
        ActorKind::State
        | ActorKind::StateForce
        | ActorKind::ArmedGroup
        | ActorKind::LocalCommittee => Some(Role::Party),
        ActorKind::MediationBody => Some(Role::Mediator),
        // The lexicon's foreign police supervises; other foreign forces fight.
        ActorKind::ForeignForce if id.as_str().contains("police") => Some(Role::Guarantor),
        ActorKind::ForeignForce => Some(Role::Party),
        ActorKind::ForeignState => Some(Role::Mediator),
        _ => None,
    }
}

fn side_of(kind: ActorKind) -> Option<Side> {
    match kind {
        ActorKind::State | ActorKind::StateForce => Some(Side::Government),
        ActorKind::ArmedGroup => Some(Side::Opposition),
        ActorKind::ForeignState | ActorKind::ForeignForce => Some(Side::Foreign),
        ActorKind::LocalCommittee | ActorKind::Community => Some(Side::Local),
        _ => None,
    }
}

/// Adds the sides that the evidence does not name: "militants" are the group
/// last named there, or the armed opposition of the place.
fn add_unnamed(
    draft: &Draft,
    text: &Text<'_>,
    cast: &mut Cast<'_>,
    sides: &Sides,
    found: &mut Participants,
) {
    let Some(place) = draft.places.first() else {
        return;
    };
    let evidence: Vec<&ReadSentence> = draft
        .asserted
        .iter()
        .filter_map(|told| text.sentences.get(told.sentence))
        .collect();
    let names = |side: Unnamed| {
        evidence.iter().any(|sentence| {
            let mut unnamed = sentence.unnamed.iter();
            unnamed.any(|(other, range)| *other == side && !only_speaks(sentence, range))
        })
    };
    let local = [Unnamed::Elders, Unnamed::Committee];
    let named = |side: Unnamed| {
        let mut asserted = draft.asserted.iter();
        let committee = asserted.find_map(|told| text.committees.get(told.sentence)?.clone());
        committee.filter(|_| side == Unnamed::Committee)
    };
    for side in local.into_iter().filter(|side| names(*side)) {
        if let Some(id) = named(side).or_else(|| cast.add_unnamed(side, place)) {
            found.add(&id, Role::Party, Some(Side::Local));
        }
    }
    if found.armed(cast).is_none() {
        let refers_back = evidence
            .iter()
            .any(|sentence| refers(sentence, Reference::ArmedSide, text.lexicon));
        let known = last_armed(draft, text).filter(|_| refers_back);
        let known = known.or_else(|| sides.armed.get(place).cloned());
        match known {
            Some(id) => {
                let side = cast.side(&id).or(Some(Side::Opposition));
                found.add(&id, Role::Party, side);
            }
            None if names(Unnamed::ArmedOpposition) || found.parties().next().is_none() => {
                let side = match names(Unnamed::ArmedOpposition) || !names(Unnamed::Residents) {
                    true => Unnamed::ArmedOpposition,
                    false => Unnamed::Residents,
                };
                if let Some(id) = cast.add_unnamed(side, place) {
                    let side = cast.side(&id);
                    found.add(&id, Role::Party, side);
                }
            }
            None => {}
        }
    }
}

/// Whether an unnamed side is only quoted: "notables told us".
fn only_speaks(sentence: &ReadSentence, range: &Range<usize>) -> bool {
    let after = sentence.masked.get(sentence.local(range).end..);
    [" told ", " said", " say "]
        .iter()
        .any(|verb| after.is_some_and(|after| after.starts_with(verb)))
}

/// The armed group named last before the claim's first sentence.
fn last_armed(draft: &Draft, text: &Text<'_>) -> Option<ActorId> {
    let first = draft.asserted.first()?.sentence;
    let paragraph = text.sentences.get(first)?.paragraph;
    // A paragraph that names no place goes on with what the last one is about.
    let in_paragraph = |index: &usize| {
        text.sentences
            .get(*index)
            .is_some_and(|sentence| sentence.paragraph == paragraph)
    };
    let goes_on = (0..=first).rev().take_while(in_paragraph).all(|index| {
        text.sentences
            .get(index)
            .is_some_and(|s| s.places.is_empty())
    });
    let from = paragraph - usize::from(goes_on && paragraph > 0);
    let above = text
        .sentences
        .get(first.saturating_sub(SENTENCES_BACK)..first)?;
    above
        .iter()
        .rev()
        .take_while(|sentence| sentence.paragraph >= from)
        .flat_map(|sentence| sentence.actors.iter().rev())
        .find(|actor| is_armed_side(actor, text))
        .map(|actor| actor.id.clone())
}

/// An armed group's deal about its place is with the state, where the article
/// names it, although the sentence may not.
fn add_counterpart(draft: &Draft, text: &Text<'_>, cast: &Cast<'_>, found: &mut Participants) {
    let is_of_one_side = matches!(draft.status, Status::Proposed | Status::Failed);
    let has_two_sides = found.parties().count() > 1;
    if is_of_one_side
        || has_two_sides
        || found.has_side(Side::Government)
        || found.armed(cast).is_none()
    {
        return;
    }
    let state = text
        .lexicon
        .state()
        .filter(|state| cast.contains(&state.id));
    if let Some(state) = state {
        found.add(&state.id, Role::Party, Some(Side::Government));
    }
}

/// Persons who speak for a party.
fn add_representatives(draft: &Draft, text: &Text<'_>, found: &mut Participants) {
    for index in draft.sentences() {
        for (person, id) in text.speakers.get(index).into_iter().flatten() {
            let crate::persons::Affiliation::Actor(of) = &person.of else {
                continue;
            };
            let party = found.parties().find(|party| {
                // "Militants of the south" speak for those of a town there.
                let both_unnamed = text.lexicon.actor(of).is_none()
                    && text.lexicon.actor(&party.actor).is_none()
                    && party.side == Some(Side::Opposition);
                party.actor == *of || both_unnamed
            });
            let Some((party, side)) = party.map(|party| (party.actor.clone(), party.side)) else {
                continue;
            };
            if found.0.iter().all(|known| known.actor != *id) {
                found.0.push(Participant {
                    actor: id.clone(),
                    role: Role::Representative,
                    side,
                    represents: Some(party),
                });
            }
        }
    }
}
