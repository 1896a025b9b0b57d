//! How a sentence leans on what was said before: "the town", "it collapsed".

use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{arguments, sentence::Sentence};
use crate::lexicon::{Act, NounClass};

/// How a sentence names the deal spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DealBefore {
    /// "It".
    Pronoun,
    /// "They broke the arrangement".
    Noun,
    /// "The arrangement, reached last week, …", "the arrangement provides for …".
    Described,
}

/// Kinds of places, as nouns name them.
const KINDS: &[NounClass] = &[
    NounClass::City,
    NounClass::Town,
    NounClass::Village,
    NounClass::Quarter,
    NounClass::Camp,
    NounClass::Pocket,
];

/// The kind of a place that was spoken of before: "the town".
pub(super) fn kind_of_place(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<NounClass> {
    let classes = sentence.classes(noun);
    let is_definite = noun
        .children_as(Label::Det)
        .any(|det| matches!(det.lower(), "the" | "this" | "that" | "these" | "those"));
    // "The town of Douma", "the Douma district", "the last town that they hold".
    let is_told = noun.children().any(|child| {
        matches!(child.label(), Label::Compound | Label::Appos | Label::Relcl)
            || (child.label() == Label::Prep && child.lower() == "of")
    });
    KINDS
        .iter()
        .copied()
        .find(|kind| classes.has(*kind))
        .filter(|_| noun.part_of_speech() == PartOfSpeech::Noun && is_definite && !is_told)
}

/// Whether what happens happens to "it" or "the arrangement": the deal spoken of.
pub(super) fn is_of_deal_before(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    act: Act,
) -> Option<DealBefore> {
    let subjects = match act {
        Act::Break | Act::Hold | Act::Complete | Act::Tell => arguments::subjects(predicate),
        Act::Agree | Act::Accept | Act::Refuse => Vec::new(),
        _ => return None,
    };
    let undergoing = arguments::objects(predicate);
    let mut all = subjects.into_iter().chain(undergoing);
    all.find_map(|token| match token.lower() {
        "it" | "this" | "that" | "one" => Some(DealBefore::Pronoun),
        _ if !is_told_deal(sentence, token) => None,
        _ if act == Act::Tell => Some(DealBefore::Described),
        _ if predicate.label() == Label::Acl => is_subject(token).then_some(DealBefore::Described),
        _ => Some(DealBefore::Noun),
    })
}

fn is_subject(token: Token<'_>) -> bool {
    matches!(token.label(), Label::Nsubj | Label::Nsubjpass)
}

/// "The arrangement", with nothing that tells which.
fn is_told_deal(sentence: &Sentence<'_>, noun: Token<'_>) -> bool {
    let is_definite = noun
        .children_as(Label::Det)
        .any(|det| matches!(det.lower(), "the" | "this" | "that"));
    let classes = sentence.classes(noun);
    is_definite
        && (classes.has(NounClass::Deal) || classes.has(NounClass::Offer))
        && !noun.children().any(|child| {
            matches!(
                child.label(),
                Label::Compound | Label::Amod | Label::Appos | Label::Relcl | Label::Prep
            )
        })
}
