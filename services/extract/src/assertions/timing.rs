//! Which words of a sentence may tell when something happened: those of its own
//! clause first, then those of the clauses that govern it.

use std::ops::Range;

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::sentence::Sentence;
use crate::lexicon::Saying;

/// Clauses are followed so far up.
const MAX_STEPS: usize = 12;

/// How near to a predicate a word stands: the lesser, the likelier it tells when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// In its own clause.
    Own,
    /// In one that is of the same event: "began to leave on Friday".
    Shared,
    /// In that of who says so.
    Said,
    /// In one above it that tells of something else.
    Other,
    /// In one beside or below it that tells of something else.
    Below,
    /// Among words that tell how far something reaches: "since Friday".
    Bound,
}

/// The bytes of a sentence by how near they stand to a predicate, in order.
pub(super) fn nearness(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
) -> Vec<(Range<usize>, Nearness)> {
    let above = above(sentence, predicate);
    let mut found: Vec<(Range<usize>, Nearness)> = Vec::new();
    for token in sentence.tree.tokens() {
        let mut near = of_token(sentence, token, predicate, &above);
        if is_bound(sentence, token) {
            near = Nearness::Bound;
        }
        match found.last_mut() {
            Some((range, last)) if *last == near => range.end = token.range().end,
            _ => found.push((token.range(), near)),
        }
    }
    found
}

fn is_clause(token: Token<'_>) -> bool {
    let is_verb = token.part_of_speech() == PartOfSpeech::Verb;
    token.head().is_none()
        || (token.label() == Label::Conj && is_verb)
        || matches!(
            token.label(),
            Label::Ccomp
                | Label::Xcomp
                | Label::Relcl
                | Label::Advcl
                | Label::Acl
                | Label::Csubj
                | Label::Parataxis
        )
        || (token.label() == Label::Pcomp && is_verb)
}

/// The clauses above a predicate, each with how near its words stand.
fn above<'t>(sentence: &Sentence<'_>, predicate: Token<'t>) -> Vec<(Token<'t>, Nearness)> {
    let mut near = Nearness::Shared;
    let mut below = predicate;
    let mut found = Vec::new();
    for token in predicate.ancestors().take(MAX_STEPS) {
        let of_link = match below.label() {
            Label::Ccomp | Label::Parataxis if sentence.says(token.lemma(), Saying::Speech) => {
                Nearness::Said
            }
            Label::Advcl if is_of_same_time(sentence, below) => Nearness::Said,
            Label::Relcl | Label::Acl | Label::Advcl => Nearness::Other,
            Label::Pcomp | Label::Pobj if sentence.says(token.lower(), Saying::Bound) => {
                Nearness::Other
            }
            _ => Nearness::Shared,
        };
        near = near.max(of_link);
        found.push((token, near));
        below = token;
    }
    found
}

fn of_token(
    sentence: &Sentence<'_>,
    token: Token<'_>,
    predicate: Token<'_>,
    above: &[(Token<'_>, Nearness)],
) -> Nearness {
    let mut near = Nearness::Own;
    let mut at = token;
    for _ in 0..MAX_STEPS {
        if at == predicate {
            return near;
        }
        if let Some((_, of_clause)) = above.iter().find(|(clause, _)| *clause == at) {
            // Below a governing clause, but not on the way to the predicate.
            return match near {
                Nearness::Own => *of_clause,
                near => near.max(*of_clause),
            };
        }
        if is_clause(at) {
            near = near.max(below(sentence, at));
        }
        let Some(head) = at.head() else {
            break;
        };
        at = head;
    }
    Nearness::Below
}

/// How near the words of a clause stand to what governs it.
fn below(sentence: &Sentence<'_>, clause: Token<'_>) -> Nearness {
    match clause.label() {
        Label::Xcomp if clause.tag() == Tag::Vbg => Nearness::Shared,
        Label::Conj => match clause.child(Label::Nsubj).is_some() {
            true => Nearness::Below,
            false => Nearness::Said,
        },
        Label::Xcomp => Nearness::Said,
        Label::Advcl if is_of_same_time(sentence, clause) => Nearness::Said,
        Label::Ccomp
            if clause
                .head()
                .is_some_and(|head| sentence.says(head.lemma(), Saying::Speech)) =>
        {
            Nearness::Said
        }
        _ => Nearness::Below,
    }
}

/// "When the army entered on Monday", "as the buses left".
fn is_of_same_time(sentence: &Sentence<'_>, clause: Token<'_>) -> bool {
    let mut children = clause.children();
    children.any(|child| {
        matches!(child.label(), Label::Mark | Label::Advmod)
            && sentence.says(child.lower(), Saying::Meanwhile)
    })
}

/// "Since Friday", "before May": when something else began or ended.
fn is_bound(sentence: &Sentence<'_>, token: Token<'_>) -> bool {
    std::iter::once(token)
        .chain(token.ancestors())
        .take(3)
        // "The day before" is a day.
        .filter(|bound| bound.index() <= token.index())
        .any(|bound| {
            matches!(bound.label(), Label::Prep | Label::Mark | Label::Advmod)
                && sentence.says(bound.lower(), Saying::Bound)
        })
}
