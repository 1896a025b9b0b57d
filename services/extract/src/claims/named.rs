//! Who the evidence of a claim names, as what: by the parts that its sentences
//! give.

use std::ops::Range;

use sulh_domain::{ActorId, ActorKind, Role, Side};

use super::{
    Text,
    drafts::{Draft, Told},
    parties::Participants,
};
use crate::{assertions::Participation, cast::Cast, lexicon::Part, mentions::ReadSentence};

/// The participants that the evidence names.
pub(super) fn named(draft: &Draft, text: &Text<'_>, cast: &Cast<'_>) -> Participants {
    let mut found = Participants::default();
    for index in draft.sentences() {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        let told = draft.asserted.iter().find(|told| told.sentence == index);
        for (id, range) in names(index, sentence, text) {
            let Some(actor) = cast.actor(id) else {
                continue;
            };
            let part = given(sentence, told, range).map(|found| found.part).max();
            let is_foreign = matches!(
                actor.kind,
                ActorKind::ForeignState | ActorKind::ForeignForce
            );
            found.faces_foreign |= is_foreign && matches!(part, Some(Part::Party | Part::Partner));
            // A sentence that tells terms names sides for another reason.
            let part = part
                .filter(|part| *part != Part::Speaker && (told.is_some() || *part > Part::Party));
            let role = match part {
                Some(part) => role_of(part, actor.kind, id),
                None => {
                    let side = actor.side.or(side_of(actor.kind));
                    if told.is_some() && is_side(actor.kind) {
                        found.others.push((id.clone(), side));
                    }
                    None
                }
            };
            if let Some(role) = role {
                found.add(id, role, actor.side.or(side_of(actor.kind)));
            }
        }
    }
    found
}

fn is_side(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::State
            | ActorKind::StateForce
            | ActorKind::ArmedGroup
            | ActorKind::LocalCommittee
    )
}

/// The actors and bodies that a sentence names, and the persons.
pub(super) fn names<'t>(
    index: usize,
    sentence: &'t ReadSentence,
    text: &'t Text<'_>,
) -> impl Iterator<Item = (&'t ActorId, &'t Range<usize>)> {
    let actors = sentence
        .actors
        .iter()
        .map(|actor| (&actor.id, &actor.range));
    let bodies = text.bodies.get(index).into_iter().flatten();
    let persons = text.speakers.get(index).into_iter().flatten();
    actors
        .chain(bodies.map(|(id, range)| (id, range)))
        .chain(persons.map(|(person, id)| (id, &person.range)))
}

/// The parts that a sentence gives to a name in it, as far as they are of the
/// claim that is told there.
pub(super) fn given<'t>(
    sentence: &'t ReadSentence,
    told: Option<&'t Told>,
    range: &Range<usize>,
) -> impl Iterator<Item = &'t Participation> {
    let local = sentence.local(range);
    sentence.said.participations.iter().filter(move |found| {
        found.word.start < local.end
            && local.start < found.word.end
            && is_of_claim(found, sentence, told)
    })
}

/// Whether a part is one in the claim that is told, and not in another one of the
/// sentence.
pub(super) fn is_of_claim(
    found: &Participation,
    sentence: &ReadSentence,
    told: Option<&Told>,
) -> bool {
    let Some(told) = told.filter(|told| !told.clauses.is_empty()) else {
        return true;
    };
    let holds = |clause: &Range<usize>, range: &Range<usize>| {
        clause.start <= range.start && range.end <= clause.end
    };
    let is_told = |clause: &Range<usize>| told.clauses.iter().any(|told| holds(clause, told));
    let mut others = sentence.said.assertions.iter();
    told.clauses
        .iter()
        .any(|clause| holds(clause, &found.giver))
        || !others.any(|other| holds(&other.clause, &found.giver) && !is_told(&other.clause))
}

/// The role of an actor with a part.
pub(super) fn role_of(part: Part, kind: ActorKind, id: &ActorId) -> Option<Role> {
    match (part, kind) {
        (_, ActorKind::Media) | (Part::Bystander | Part::Speaker, _) => None,
        (Part::Mediator, _) => Some(Role::Mediator),
        (Part::Guarantor, _) => Some(Role::Guarantor),
        (Part::Spoiler, _) => Some(Role::Spoiler),
        // Persons act for a side.
        (_, ActorKind::Person) => None,
        // The lexicon's foreign police supervises; other foreign forces fight.
        (_, ActorKind::ForeignForce) if id.as_str().contains("police") => Some(Role::Guarantor),
        (_, ActorKind::MediationBody) => Some(Role::Mediator),
        (
            Part::Partner,
            ActorKind::ForeignState
            | ActorKind::InternationalOrganisation
            | ActorKind::HumanitarianOrganisation,
        ) => Some(Role::Mediator),
        (_, ActorKind::InternationalOrganisation | ActorKind::HumanitarianOrganisation) => None,
        _ => Some(Role::Party),
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
