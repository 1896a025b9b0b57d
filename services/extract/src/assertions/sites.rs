//! Which of the places that a sentence names are no site of what it tells: those
//! in names of people, capitals that act, where people met, where a road leads.

use std::ops::Range;

use sulh_domain::PlaceId;
use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{
    references::{DealBefore, is_of_deal_before},
    sentence::Sentence,
};
use crate::{
    lexicon::{Act, NounClass},
    mentions::ReadSentence,
};

/// Bytes of a sentence that name places without being its site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NoSites {
    /// No site at all.
    pub(crate) never: Vec<Range<usize>>,
    /// Where people meet and agree: the site only if the text is about that place.
    pub(crate) venues: Vec<Range<usize>>,
}

/// The places of a sentence that are no site of what it tells.
pub(super) fn no_sites(sentence: &Sentence<'_>, read: &ReadSentence) -> NoSites {
    let mut found = NoSites::default();
    for (place, range) in &read.places {
        let local = read.local(range);
        let Some(head) = sentence.tree.head_of(local.clone()) else {
            continue;
        };
        if is_in_name(sentence, head, &local)
            || acts(sentence, head, place)
            || is_end_of_way(sentence, head)
        {
            found.never.push(local);
        } else if is_venue(sentence, head) {
            found.venues.push(local);
        }
    }
    found
}

/// "Nayef al-Atmeh": a place is part of a longer name that is nobody known.
fn is_in_name(sentence: &Sentence<'_>, head: Token<'_>, place: &Range<usize>) -> bool {
    head.part_of_speech() == PartOfSpeech::Propn
        && head.children_as(Label::Compound).any(|child| {
            child.part_of_speech() == PartOfSpeech::Propn
                && child.range().end <= place.start
                && sentence.is_unknown(child)
        })
}

/// "Damascus has agreed", "talks with Damascus": the capital is its government.
fn acts(sentence: &Sentence<'_>, head: Token<'_>, place: &PlaceId) -> bool {
    sentence.lexicon.is_capital(place)
        && match head.label() {
            Label::Nsubj => true,
            // "Raqqa's tribes" are of the town, "Damascus' version" is the state's.
            Label::Poss => head
                .head()
                .is_some_and(|owned| sentence.classes(owned).is_none()),
            Label::Pobj => head.head().is_some_and(|preposition| {
                matches!(preposition.lower(), "with" | "between" | "by" | "against")
            }),
            _ => false,
        }
}

/// "The road to Damascus", "opens the way to Homs".
fn is_end_of_way(sentence: &Sentence<'_>, head: Token<'_>) -> bool {
    preposition(head).is_some_and(|preposition| {
        matches!(
            preposition.lower(),
            "to" | "toward" | "towards" | "from" | "between"
        ) && preposition
            .head()
            .is_some_and(|way| sentence.classes(way).has(NounClass::Way))
    })
}

/// "The talks are held at Hmeimim", "a paper signed at the base", "the deal, reached
/// in Busra", "they agreed in Busra to leave".
fn is_venue(sentence: &Sentence<'_>, head: Token<'_>) -> bool {
    let Some((preposition, above)) = preposition(head).and_then(|at| Some((at, at.head()?))) else {
        return false;
    };
    let act = sentence.frame(above).map(|frame| frame.act);
    match preposition.lower() {
        "at" => {
            let classes = sentence.classes(above);
            classes.has(NounClass::Offer)
                || classes.has(NounClass::Talks)
                || matches!(act, Some(Act::Agree | Act::Negotiate))
        }
        "in" => {
            act == Some(Act::Agree)
                && (is_of_deal_before(sentence, above, Act::Agree) == Some(DealBefore::Described)
                    || (above.child(Label::Nsubj).is_some()
                        && above.index() + 1 == preposition.index()))
        }
        _ => false,
    }
}

/// The preposition of a place or of what the place describes: "at the Hmeimim
/// base".
fn preposition(head: Token<'_>) -> Option<Token<'_>> {
    let mut token = head;
    while matches!(token.label(), Label::Compound | Label::Conj | Label::Nmod) {
        token = token.head()?;
    }
    token.head().filter(|_| token.label() == Label::Pobj)
}
