//! How firmly a predicate is asserted: negation, mood, tense, hedges.

use sulh_domain::Modality;
use sulh_syntax::{Label, Tag, Token};

use super::standing::is_infinitive;

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
pub(super) fn firmness(predicate: Token<'_>) -> Option<Firmness> {
    let is_owed = predicate
        .children_as(Label::Aux)
        .any(|aux| matches!(aux.lower(), "must" | "should" | "ought"));
    if is_owed {
        return None;
    }
    let mut found = Firmness {
        negated: is_negated(predicate),
        not_yet: has_adverb(predicate, &["yet", "still"]) || has_perfect(predicate),
        modality: Modality::Asserted,
        ahead: false,
        will: predicate
            .children_as(Label::Aux)
            .any(|aux| matches!(aux.lower(), "will" | "would" | "'ll")),
        permitted: predicate
            .children_as(Label::Aux)
            .any(|aux| matches!(aux.lower(), "could" | "can" | "may" | "might")),
    };
    let mut token = predicate;
    for step in 0..MAX_STEPS {
        if is_condition(token) {
            return None;
        }
        if token.label() != Label::Conj || step == 0 {
            found.modality = weaker(found.modality, own_modality(token));
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
                    found.modality = weaker(found.modality, own_modality(head));
                }
            }
            Label::Xcomp | Label::Ccomp => {
                if matches!(head.lemma(), "fear" | "doubt" | "dread") {
                    return None;
                }
                found.ahead |= matches!(head.lemma(), "expect" | "likely" | "due" | "hope");
                if let Some(modality) = of_governor(head) {
                    found.modality = weaker(found.modality, modality);
                }
            }
            Label::Relcl | Label::Acl | Label::Pobj | Label::Dobj => break,
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

pub(super) fn is_negated(predicate: Token<'_>) -> bool {
    let no = |token: Token<'_>| {
        token
            .children_as(Label::Det)
            .any(|det| matches!(det.lower(), "no" | "neither"))
            || matches!(token.lower(), "nothing" | "none" | "nobody")
    };
    predicate.is_negated()
        || predicate
            .children()
            .filter(|child| {
                matches!(
                    child.label(),
                    Label::Nsubj | Label::Nsubjpass | Label::Dobj | Label::Attr
                )
            })
            .any(no)
        || has_adverb(predicate, &["neither", "nor", "hardly", "never"])
}

fn has_adverb(predicate: Token<'_>, words: &[&str]) -> bool {
    predicate
        .children()
        .filter(|child| {
            matches!(
                child.label(),
                Label::Advmod | Label::Neg | Label::Cc | Label::Preconj
            )
        })
        .any(|child| words.contains(&child.lower()))
}

fn has_perfect(predicate: Token<'_>) -> bool {
    let mut auxiliaries = predicate.children_as(Label::Aux);
    auxiliaries.any(|aux| matches!(aux.lower(), "has" | "have" | "had"))
}

/// Whether a clause is only supposed.
pub(super) fn is_condition(predicate: Token<'_>) -> bool {
    predicate.children().any(|child| {
        matches!(child.label(), Label::Mark | Label::Advmod)
            && match child.lower() {
                "if" | "unless" | "whether" | "lest" => true,
                // "Where the buses went nobody said".
                "where" | "why" | "how" => {
                    matches!(predicate.label(), Label::Ccomp | Label::Csubj)
                }
                // "Until they settled for a truce": they did.
                "until" | "once" | "when" => !is_past(predicate),
                _ => false,
            }
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
fn own_modality(verb: Token<'_>) -> Modality {
    let mut modality = Modality::Asserted;
    for child in verb.children() {
        let of_child = match (child.label(), child.lower()) {
            (Label::Aux, "will" | "'ll" | "’ll" | "shall" | "would" | "wo") => Modality::Planned,
            (Label::Aux, "may" | "might" | "could") => Modality::Hedged,
            (
                Label::Advmod,
                "reportedly" | "allegedly" | "apparently" | "possibly" | "probably" | "perhaps"
                | "likely" | "supposedly" | "purportedly",
            ) => Modality::Hedged,
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
fn of_governor(governor: Token<'_>) -> Option<Modality> {
    match governor.lemma() {
        "expect" | "believe" | "think" | "say" | "report" | "rumour" | "rumor" | "understand"
        | "seem" | "appear" | "assume" | "suggest" | "hope"
            if is_of_hearsay(governor) =>
        {
            Some(Modality::Hedged)
        }
        "claim" | "allege" | "suggest" | "speculate" => Some(Modality::Hedged),
        "likely" | "unlikely" | "possible" | "ready" | "willing" | "poised" => {
            Some(Modality::Hedged)
        }
        "due" | "set" | "schedule" | "plan" | "intend" | "prepare" | "vow" | "promise"
        | "pledge" | "hope" | "want" | "go" => Some(Modality::Planned),
        _ => None,
    }
}

/// "Is said to", "appears to": nobody vouches for it.
fn is_of_hearsay(governor: Token<'_>) -> bool {
    governor.is_passive() || matches!(governor.lemma(), "seem" | "appear")
}
