//! Persons who speak for a party of a claim.

use sulh_domain::{ActorId, Participant, Role, Side};

use super::{Text, drafts::Draft, named::given, parties::Participants};
use crate::{
    lexicon::Part,
    mentions::ReadSentence,
    persons::{Affiliation, Person},
};

/// Adds the persons who act or speak for a party.
pub(super) fn add_representatives(draft: &Draft, text: &Text<'_>, found: &mut Participants) {
    for index in draft.nearby(text) {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        let is_told = draft.sentences().contains(&index);
        if !is_told && !goes_on(index, sentence, draft, text) {
            continue;
        }
        for (person, id) in text.speakers.get(index).into_iter().flatten() {
            let mut parts = given(sentence, None, &person.range);
            let acts = parts.any(|found| {
                found.is_argument
                    && matches!(found.part, Part::Speaker | Part::Partner | Part::Party)
            });
            if !acts || found.contains(id) {
                continue;
            }
            if let Some((party, side)) = party_of(person, text, found) {
                found.push(Participant {
                    actor: id.clone(),
                    role: Role::Representative,
                    side,
                    represents: Some(party),
                });
            }
        }
    }
}

/// Whether a sentence goes on with what the one before it asserts.
fn goes_on(index: usize, sentence: &ReadSentence, draft: &Draft, text: &Text<'_>) -> bool {
    let mut told = draft.asserted.iter().map(|told| told.sentence);
    let follows = told.any(|told| {
        let before = text.sentences.get(told);
        told + 1 == index && before.is_some_and(|before| before.paragraph == sentence.paragraph)
    });
    follows && !draft.is_elsewhere(sentence)
}

/// The party that a person acts for.
fn party_of(
    person: &Person,
    text: &Text<'_>,
    found: &Participants,
) -> Option<(ActorId, Option<Side>)> {
    let Affiliation::Actor(of) = &person.of else {
        return None;
    };
    let party = found.parties().find(|party| {
        // "Militants of the south" speak for those of a town there.
        let both_of_state = party.side == Some(Side::Government)
            && text
                .lexicon
                .actor(of)
                .is_some_and(|of| of.side == party.side);
        let both_unnamed = text.lexicon.actor(of).is_none()
            && text.lexicon.actor(&party.actor).is_none()
            && party.side == Some(Side::Opposition);
        party.actor == *of || both_unnamed || both_of_state
    })?;
    Some((party.actor.clone(), party.side))
}
