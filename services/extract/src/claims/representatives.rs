//! Persons who speak for a party of a claim.

use sulh_domain::{Participant, Role, Side};

use super::{Text, drafts::Draft, named::given, parties::Participants, references::pointers};
use crate::{
    assertions::Pointer,
    lexicon::Part,
    persons::{Affiliation, Person},
};

/// Adds the persons who act or speak for a party.
pub(super) fn add_representatives(draft: &Draft, text: &Text<'_>, found: &mut Participants) {
    let points_to_person = pointers(draft, text).contains(&Pointer::Person);
    for index in draft.nearby(text) {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        let is_told = draft.sentences().contains(&index);
        if !is_told && draft.is_elsewhere(sentence) {
            continue;
        }
        for (person, id) in text.speakers.get(index).into_iter().flatten() {
            let mut parts = given(sentence, None, &person.range);
            let acts = parts.any(|found| {
                found.is_argument
                    && matches!(found.part, Part::Speaker | Part::Partner | Part::Party)
            });
            if !(acts || is_told || points_to_person) || found.contains(id) {
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

/// The party that a person acts for.
fn party_of(
    person: &Person,
    text: &Text<'_>,
    found: &Participants,
) -> Option<(sulh_domain::ActorId, Option<Side>)> {
    let Affiliation::Actor(of) = &person.of else {
        return None;
    };
    let party = found.parties().find(|party| {
        // "Militants of the south" speak for those of a town there.
        let both_unnamed = text.lexicon.actor(of).is_none()
            && text.lexicon.actor(&party.actor).is_none()
            && party.side == Some(Side::Opposition);
        party.actor == *of || both_unnamed
    })?;
    Some((party.actor.clone(), party.side))
}
