//! Whether sentences name sides of the kind that deals are about.

use sulh_domain::{ActorKind, Side};

use super::{Text, drafts::Draft};
use crate::{
    Lexicon,
    lexicon::Unnamed,
    mentions::{ActorMention, ReadSentence},
};

/// Whether a sentence names, if only by a generic word, a side that holds a
/// place: deals are about such.
pub(super) fn names_holder(sentence: &ReadSentence, lexicon: &Lexicon) -> bool {
    let named = sentence.actors.iter().any(|actor| {
        lexicon.actor(&actor.id).is_some_and(|actor| {
            match actor.kind {
                ActorKind::ArmedGroup | ActorKind::LocalCommittee => true,
                // "Kurdish fighters" hold a place, whichever they are.
                ActorKind::Community => matches!(
                    actor.side,
                    Some(Side::Opposition | Side::KurdishLed | Side::IslamicState)
                ),
                _ => false,
            }
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

pub(super) fn is_armed_side(actor: &ActorMention, text: &Text<'_>) -> bool {
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
