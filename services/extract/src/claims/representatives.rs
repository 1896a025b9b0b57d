//! Persons who speak for a party of a claim.

use std::ops::Range;

use sulh_domain::{ActorId, ActorKind, Participant, Role, Side};

use super::{Text, drafts::Draft, named::given, parties::Participants};
use crate::{
    cast::Cast,
    lexicon::Part,
    mentions::{ReadSentence, overlap},
    persons::Affiliation,
};

/// Adds the persons who act or speak for a party.
pub(super) fn add_representatives(
    draft: &Draft,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    for index in draft.nearby(text) {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        let is_told = draft.sentences().contains(&index);
        if !is_told && !goes_on(index, sentence, draft, text) {
            continue;
        }
        for acting in acting(index, sentence, text) {
            if !acting.has_part(sentence) || found.contains(acting.id) {
                continue;
            }
            if let Some((party, side)) = party_of(acting.of, text, cast, found) {
                found.push(Participant {
                    actor: acting.id.clone(),
                    role: Role::Representative,
                    side,
                    represents: Some(party),
                });
            }
        }
    }
}

/// Adds the armed groups whose people tell the claim, where the evidence names no side
/// against the state: who says that the deal is done speaks for those who made it.
pub(super) fn add_spoken_for(
    draft: &Draft,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &mut Participants,
) {
    if found.has_other_side() {
        return;
    }
    for index in draft.sentences() {
        let Some(sentence) = text.sentences.get(index) else {
            continue;
        };
        for acting in acting(index, sentence, text) {
            let of = cast.actor(acting.of);
            let of = of.filter(|of| of.kind == ActorKind::ArmedGroup);
            if let Some(of) = of.filter(|_| acting.speaks(sentence)) {
                found.add(&of.id, Role::Party, cast.side(&of.id));
            }
        }
    }
}

/// A person whom a sentence names.
struct Acting<'t> {
    id: &'t ActorId,
    /// Whom it acts for.
    of: &'t ActorId,
    /// Its name, in the body.
    name: &'t Range<usize>,
    /// The words that tell who it is, with the name: "a spokesman for the group, X". One
    /// that is only known has none.
    introduced: Option<&'t Range<usize>>,
}

impl Acting<'_> {
    fn speaks(&self, sentence: &ReadSentence) -> bool {
        let words = self.introduced.unwrap_or(self.name);
        let mut parts = given(sentence, None, words);
        parts.any(|found| found.is_argument && found.part == Part::Speaker)
    }

    /// Whether it speaks or takes part; who is well known is named for much else.
    fn has_part(&self, sentence: &ReadSentence) -> bool {
        let words = self.introduced.unwrap_or(self.name);
        let mut parts = given(sentence, None, words);
        let takes_part = parts
            .any(|found| found.is_argument && matches!(found.part, Part::Partner | Part::Party));
        (self.introduced.is_some() && takes_part) || self.speaks(sentence)
    }
}

/// The persons whom a sentence introduces, and those whom the lexicon knows.
fn acting<'t>(
    index: usize,
    sentence: &'t ReadSentence,
    text: &'t Text<'_>,
) -> impl Iterator<Item = Acting<'t>> {
    let introduced = text.speakers.get(index).into_iter().flatten();
    let ranges = introduced.clone().map(|(person, _)| &person.range);
    let known = sentence.actors.iter().filter_map(move |actor| {
        let person = text.lexicon.actor(&actor.id)?;
        // A head of state stands for the state, and is no one's envoy.
        let function = person.function.as_deref().unwrap_or_default();
        let is_envoy = person.kind == ActorKind::Person
            && !function.starts_with("president")
            && !ranges.clone().any(|range| overlap(range, &actor.range));
        let acting = Acting {
            id: &actor.id,
            of: person.affiliation.as_ref()?,
            name: &actor.range,
            introduced: None,
        };
        is_envoy.then_some(acting)
    });
    let introduced = introduced.filter_map(|(person, id)| match &person.of {
        Affiliation::Actor(of) => Some(Acting {
            id,
            of,
            name: &person.range,
            introduced: Some(&person.described),
        }),
        _ => None,
    });
    introduced.chain(known)
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

/// The party that someone who serves an actor acts for.
fn party_of(
    of: &ActorId,
    text: &Text<'_>,
    cast: &Cast<'_>,
    found: &Participants,
) -> Option<(ActorId, Option<Side>)> {
    let is_body = cast
        .actor(of)
        .is_some_and(|of| of.kind == ActorKind::LocalCommittee);
    let party = found.parties().find(|party| {
        // "Militants of the south" speak for those of a town there.
        let both_of_state = party.side == Some(Side::Government)
            && text
                .lexicon
                .actor(of)
                .is_some_and(|of| of.side == party.side);
        // A place's committee speaks for those who hold it.
        let both_unnamed = (text.lexicon.actor(of).is_none() || is_body)
            && text.lexicon.actor(&party.actor).is_none()
            && party.side == Some(Side::Opposition);
        party.actor == *of || both_unnamed || both_of_state
    })?;
    Some((party.actor.clone(), party.side))
}
