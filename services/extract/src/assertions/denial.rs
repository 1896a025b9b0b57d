//! What is denied: a clause below the denial, a noun, or what was told before.

use sulh_domain::Status;
use sulh_syntax::{Label, Token};

use super::{arguments, sentence::Sentence, standing::governor};
use crate::lexicon::{Act, NounClass, Saying};

/// Whether what a denial denies stands in a construction of its own.
pub(super) fn has_assertion_below(sentence: &Sentence<'_>, denial: Token<'_>) -> bool {
    denial.subtree().into_iter().any(|token| {
        token != denial
            && sentence
                .frame(token)
                .is_some_and(|frame| frame.status.is_some())
            && governor(sentence, token).is_some_and(|frame| frame.act == Act::Deny)
    })
}

/// "Denied it", "denied the report": what was told before.
pub(super) fn denies_it(sentence: &Sentence<'_>, denial: Token<'_>) -> bool {
    !denial.is_negated()
        && !matches!(denial.label(), Label::Relcl | Label::Acl)
        && !has_assertion_below(sentence, denial)
        && denied_status(sentence, denial).is_none()
        && arguments::objects(denial).into_iter().any(|object| {
            matches!(object.lower(), "it" | "this" | "that" | "all")
                || sentence.says(object.lemma(), Saying::Report)
        })
}

/// The status of what is denied by a noun: "denied any agreement".
pub(super) fn denied_status(sentence: &Sentence<'_>, denial: Token<'_>) -> Option<Status> {
    // "Reports of a truce are false": the adjective has them beside it.
    let top = denial
        .head()
        .filter(|_| denial.label() == Label::Acomp)
        .unwrap_or(denial);
    let below = top.subtree();
    let names = |class| {
        below
            .iter()
            .any(|token| *token != denial && sentence.classes(*token).has(class))
    };
    if names(NounClass::Deal) {
        Some(Status::Agreed)
    } else if names(NounClass::Talks) {
        Some(Status::Negotiating)
    } else {
        None
    }
}
