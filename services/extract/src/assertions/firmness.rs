//! How firmly a predicate is asserted: negation, mood, tense, hedges.

use sulh_domain::Modality;
use sulh_syntax::{Label, Tag, Token};

use super::standing::is_infinitive;
use crate::lexicon::{Saying, Sayings};

/// Clauses are followed so far up.
const MAX_STEPS: usize = 6;

/// How a predicate is asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Firmness {
    /// Said not to be so.
    pub(super) negated: bool,
    /// Said not to be so yet.
    pub(super) not_yet: bool,
    pub(super) modality: Modality,
    /// Said to be expected.
    pub(super) ahead: bool,
    /// Said to be going to be.
    pub(super) will: bool,
    /// Said to be allowed.
    pub(super) permitted: bool,
}

/// How a predicate is asserted; `None` where it is not: a condition, a purpose,
/// a mere possibility.
pub(super) fn firmness(predicate: Token<'_>, sayings: &Sayings) -> Option<Firmness> {
    let is_owed = predicate
        .children_as(Label::Aux)
        .any(|aux| sayings.is(aux.lower(), Saying::Duty));
    if is_owed {
        return None;
    }
    let mut found = Firmness {
        negated: is_negated(predicate, sayings),
        not_yet: has_adverb(predicate, Saying::NotYet, sayings) || has_perfect(predicate),
        modality: Modality::Asserted,
        ahead: false,
        will: predicate
            .children_as(Label::Aux)
            .any(|aux| sayings.is(aux.lower(), Saying::Plan)),
        permitted: predicate
            .children_as(Label::Aux)
            .any(|aux| sayings.is(aux.lower(), Saying::Leave)),
    };
    let mut token = predicate;
    for step in 0..MAX_STEPS {
        if is_condition(token, sayings) {
            return None;
        }
        if token.label() != Label::Conj || step == 0 {
            found.modality = weaker(found.modality, own_modality(token, sayings));
        }
        let Some(head) = token.head() else {
            break;
        };
        match token.label() {
            // What follows shares the mood of what it is joined to, unless it has
            // its own.
            Label::Conj => {
                let has_own = token.tag() == Tag::Vbd
                    || token.children().any(|child| {
                        matches!(child.label(), Label::Aux | Label::Nsubj | Label::Nsubjpass)
                    });
                if !has_own {
                    found.modality = weaker(found.modality, own_modality(head, sayings));
                }
            }
            Label::Xcomp | Label::Ccomp => {
                if sayings.is(head.lemma(), Saying::Fear) {
                    return None;
                }
                // "Were not allowed to leave".
                found.negated |=
                    sayings.is(head.lemma(), Saying::Governing) && is_negated(head, sayings);
                found.ahead |= sayings.is(head.lemma(), Saying::Ahead);
                if let Some(modality) = of_governor(head, sayings) {
                    found.modality = weaker(found.modality, modality);
                }
            }
            Label::Relcl | Label::Acl | Label::Pobj | Label::Dobj => break,
            // "Were to leave as the evacuation entered its fourth day": it did.
            Label::Advcl if is_past(token) => break,
            _ => {}
        }
        token = head;
    }
    Some(found)
}

/// The less firm of two.
fn weaker(a: Modality, b: Modality) -> Modality {
    let rank = |modality| match modality {
        Modality::Asserted => 0,
        Modality::Planned => 1,
        Modality::Hedged => 2,
        Modality::Denied => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}

pub(super) fn is_negated(predicate: Token<'_>, sayings: &Sayings) -> bool {
    let no = |token: Token<'_>| {
        token
            .children_as(Label::Det)
            .any(|det| sayings.is(det.lower(), Saying::Not))
            || sayings.is(token.lower(), Saying::Not)
    };
    // "They hold nobody, nor have they had talks".
    let is_joined_by_nor = predicate.label() == Label::Conj
        && predicate.head().is_some_and(|head| {
            let mut joining = head.children_as(Label::Cc);
            joining.any(|word| {
                word.index() > head.index()
                    && word.index() < predicate.index()
                    && sayings.is(word.lower(), Saying::Not)
            })
        });
    // "Is no longer bound by it".
    let is_so_no_longer = predicate
        .children_as(Label::Advmod)
        .any(|adverb| matches!(adverb.lower(), "longer" | "more") && adverb.is_negated());
    is_joined_by_nor
        || is_so_no_longer
        || predicate.is_negated()
        || predicate
            .children()
            .filter(|child| {
                matches!(
                    child.label(),
                    Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Attr
                )
            })
            .any(no)
        || has_adverb(predicate, Saying::Not, sayings)
}

fn has_adverb(predicate: Token<'_>, class: Saying, sayings: &Sayings) -> bool {
    predicate
        .children()
        .filter(|child| {
            matches!(
                child.label(),
                Label::Advmod | Label::Neg | Label::Cc | Label::Preconj
            )
        })
        .any(|child| sayings.is(child.lower(), class))
}

fn has_perfect(predicate: Token<'_>) -> bool {
    let mut auxiliaries = predicate.children_as(Label::Aux);
    auxiliaries.any(|aux| matches!(aux.lower(), "has" | "have" | "had"))
}

/// Whether a clause is only supposed.
pub(super) fn is_condition(predicate: Token<'_>, sayings: &Sayings) -> bool {
    let is_asked = matches!(predicate.label(), Label::Ccomp | Label::Csubj);
    predicate
        .children()
        .filter(|child| matches!(child.label(), Label::Mark | Label::Advmod))
        .any(|child| {
            let is = |class| sayings.is(child.lower(), class);
            is(Saying::Condition)
                // "Where the buses went nobody said".
                || (is(Saying::Question) && is_asked)
                // "Until they settled for a truce": they did.
                || (is(Saying::Time) && !is_past(predicate))
        })
}

/// Whether a clause is in a past tense.
fn is_past(predicate: Token<'_>) -> bool {
    predicate.tag() == Tag::Vbd
        || predicate.children().any(|child| {
            matches!(child.label(), Label::Aux | Label::Auxpass) && child.tag() == Tag::Vbd
        })
}

/// What auxiliaries and adverbs of a verb say.
fn own_modality(verb: Token<'_>, sayings: &Sayings) -> Modality {
    let mut modality = Modality::Asserted;
    for child in verb.children() {
        let is = |class| sayings.is(child.lower(), class);
        let of_child = match child.label() {
            Label::Aux | Label::Advmod if is(Saying::Hedge) => Modality::Hedged,
            Label::Aux if is(Saying::Plan) => Modality::Planned,
            _ => Modality::Asserted,
        };
        modality = weaker(modality, of_child);
    }
    // "The buses are leaving on Monday" is news; "are to leave" is a plan.
    let to_be = verb.label() == Label::Xcomp
        && verb
            .head()
            .is_some_and(|head| head.lemma() == "be" && is_infinitive(verb));
    if to_be {
        weaker(modality, Modality::Planned)
    } else {
        modality
    }
}

/// What a verb or adjective says of the clause that it governs.
fn of_governor(governor: Token<'_>, sayings: &Sayings) -> Option<Modality> {
    let is = |class| sayings.is(governor.lemma(), class);
    // "Is said to": nobody vouches for it.
    if is(Saying::Hedge) || (is(Saying::Hearsay) && governor.is_passive()) {
        Some(Modality::Hedged)
    } else {
        is(Saying::Plan).then_some(Modality::Planned)
    }
}
