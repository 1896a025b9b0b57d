//! In what mood a term is told: as no fact, as supposed, or as what is to be.

use sulh_domain::Status;
use sulh_syntax::{Label, Tag, Token};

use super::{
    arguments::prepositional,
    firmness::{is_condition, is_negated},
    matching,
    sentence::Sentence,
    standing::is_infinitive,
};
use crate::lexicon::{Act, NounClass, Saying, Sayings};

/// Clauses are followed so far up.
const MAX_STEPS: usize = 4;

/// Whether a predicate is said not to be so.
pub(super) fn is_not_so(predicate: Token<'_>, sayings: &Sayings) -> bool {
    let is_without = predicate.head().is_some_and(|head| {
        matches!(predicate.label(), Label::Pobj | Label::Pcomp)
            && matches!(head.lower(), "without" | "despite")
    });
    let by_determiner = || {
        let mut determiners = predicate.children_as(Label::Det);
        determiners.any(|det| det.lower() == "no")
    };
    // "No gunman had to leave".
    let above = (predicate.label() == Label::Xcomp)
        .then(|| predicate.head())
        .flatten();
    is_negated(predicate, sayings)
        || is_without
        || by_determiner()
        || above.is_some_and(|head| is_negated(head, sayings) && head.lemma() != "refuse")
}

/// Whether a predicate is told as what is to be, or as what a deal provides: "will
/// leave", "under the deal they leave", "the deal provides for their departure".
pub(super) fn is_ahead(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let sayings = &sentence.lexicon.sayings;
    for token in std::iter::once(predicate)
        .chain(predicate.ancestors())
        .take(MAX_STEPS)
    {
        let is_fact = matching::tells_a_fact(token);
        let will = token
            .children_as(Label::Aux)
            .any(|aux| aux.tag() == Tag::Md);
        let is_to = token.lemma() == "be"
            && token
                .children_as(Label::Xcomp)
                .any(|clause| is_infinitive(clause));
        let provides = || {
            sentence
                .frame(token)
                .is_some_and(|frame| frame.act == Act::Tell && frame.status == Some(Status::Agreed))
        };
        let under_deal = || {
            matches!(token.tag(), Tag::Vbz | Tag::Vbp)
                && ["under", "by", "with"].iter().any(|preposition| {
                    prepositional(token, preposition)
                        .into_iter()
                        .any(|noun| sentence.own_classes(noun).has(NounClass::Deal))
                })
        };
        // "Is expected to leave", "the convoy is due".
        let planned = std::iter::once(token)
            .chain(token.children_as(Label::Acomp))
            .any(|word| sayings.is(word.lemma(), Saying::Plan));
        // Reports tell what happened in the past tense.
        let provided = matches!(token.tag(), Tag::Vbz | Tag::Vbp)
            && token.head().is_none()
            && token.child(Label::Aux).is_none()
            && token.child(Label::Auxpass).is_none();
        if will || is_to || planned || provided || provides() || under_deal() {
            return true;
        }
        if is_fact {
            return false;
        }
    }
    false
}

/// Whether a predicate stands in a condition.
pub(super) fn is_supposed(predicate: Token<'_>, sayings: &Sayings) -> bool {
    std::iter::once(predicate)
        .chain(predicate.ancestors())
        .take(MAX_STEPS)
        // "Once they have gone": they will go.
        .any(|token| is_condition(token, sayings) && !is_of_time(token, sayings))
}

/// Whether a clause tells when something is.
fn is_of_time(predicate: Token<'_>, sayings: &Sayings) -> bool {
    predicate.label() == Label::Advcl
        && predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Mark | Label::Advmod))
            .any(|child| sayings.is(child.lower(), Saying::Time))
}
