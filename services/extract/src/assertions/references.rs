//! How a sentence leans on what was said before: "the town", "it collapsed".

use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{arguments, sentence::Sentence};
use crate::lexicon::{Act, NounClass};

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

/// Whether what happens happens to "it": the deal spoken of.
pub(super) fn is_of_deal_before(predicate: Token<'_>, act: Act) -> bool {
    let is_pronoun = |token: &Token<'_>| matches!(token.lower(), "it" | "this" | "that" | "one");
    match act {
        Act::Break | Act::Hold | Act::Complete => arguments::subjects(predicate)
            .iter()
            .chain(&arguments::objects(predicate))
            .any(is_pronoun),
        Act::Agree | Act::Accept | Act::Refuse => {
            arguments::objects(predicate).iter().any(is_pronoun)
        }
        _ => false,
    }
}
