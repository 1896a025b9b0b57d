//! Where a predicate stands: under which act, in which clause, and whether it
//! says that something is so or only names it.

use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{arguments, sentence::Sentence};
use crate::{
    dates,
    lexicon::{Act, Frame, PredicateKind, Saying, Sayings},
};

/// The act in whose argument a predicate stands: "agreed to leave".
pub(super) fn governor<'s>(sentence: &'s Sentence<'_>, predicate: Token<'_>) -> Option<&'s Frame> {
    let mut token = predicate;
    for _ in 0..8 {
        let head = token.head()?;
        let is_argument = match token.label() {
            Label::Xcomp
            | Label::Ccomp
            | Label::Pcomp
            | Label::Pobj
            | Label::Prep
            | Label::Dobj => true,
            // "A report that it will leave".
            Label::Acl
                if token
                    .head()
                    .is_some_and(|noun| sentence.says(noun.lemma(), Saying::Report)) =>
            {
                true
            }
            // "An agreement to leave", "agreed ... to leave".
            Label::Acl | Label::Advcl => is_infinitive(token),
            // "A deal that would let them leave".
            Label::Relcl => token
                .children_as(Label::Aux)
                .any(|aux| matches!(aux.lower(), "would" | "will" | "could" | "may" | "might")),
            Label::Nsubj | Label::Nsubjpass => token.part_of_speech() == PartOfSpeech::Noun,
            Label::Conj => {
                token = head;
                continue;
            }
            _ => false,
        };
        if !is_argument {
            return None;
        }
        // "An agreement between them is close": the adjective says it.
        let said = (token.label() == Label::Nsubj)
            .then(|| head.child(Label::Acomp))
            .flatten();
        if let Some(frame) = sentence.frame(head).or_else(|| sentence.frame(said?))
            && matches!(
                frame.act,
                Act::Agree
                    | Act::Accept
                    | Act::Propose
                    | Act::Demand
                    | Act::Refuse
                    | Act::Fail
                    | Act::Negotiate
                    | Act::Deny
                    | Act::Start
                    | Act::Complete
                    | Act::Break
                    | Act::Hold
            )
        {
            return Some(frame);
        }
        token = head;
    }
    None
}

/// Whether a predicate says that something is so, as against naming it.
pub(super) fn is_assertive(predicate: Token<'_>, frame: &Frame, sayings: &Sayings) -> bool {
    match (frame.construction.kind, frame.act) {
        (PredicateKind::Verb, act) => is_verb_assertive(predicate, act, sayings),
        // "Moved under a deal between them" names it, "a deal between them covers"
        // says that there is one.
        (PredicateKind::Noun, Act::Agree) => {
            predicate.tag() == Tag::Nn && (predicate.label() != Label::Pobj || is_of_day(predicate))
        }
        _ => true,
    }
}

fn is_verb_assertive(verb: Token<'_>, act: Act, sayings: &Sayings) -> bool {
    if is_dated_agreement(verb, act) || is_told(verb, act, sayings) {
        return true;
    }
    // "A truce brokered by Qatar" names it; so does "to leave".
    let is_planned = is_of_plan(verb, sayings);
    let names = (matches!(verb.label(), Label::Acl | Label::Amod)
        && !arguments::is_main_in_disguise(verb))
        || is_restrictive(verb)
        || is_in_exchange(verb)
        // "Those who choose to leave".
        || (verb.label() == Label::Xcomp && verb.head().is_some_and(is_restrictive))
        || (is_infinitive(verb) && !is_planned);
    if names {
        return false;
    }
    let has_subject = verb
        .children()
        .any(|child| matches!(child.label(), Label::Nsubj | Label::Nsubjpass));
    let is_finite = matches!(verb.tag(), Tag::Vbd | Tag::Vbz | Tag::Vbp)
        || verb.children().any(|child| {
            matches!(child.label(), Label::Aux | Label::Auxpass) && child.tag() != Tag::To
        });
    let goes_on = || {
        verb.label() == Label::Conj
            && verb.tag() != Tag::Vbg
            && verb.head().is_some_and(|head| {
                head.part_of_speech() == PartOfSpeech::Verb && is_verb_assertive(head, act, sayings)
            })
    };
    verb.head().is_none()
        || has_subject
        || is_finite
        || is_planned
        || arguments::is_had(verb)
        || arguments::is_main_in_disguise(verb)
        || goes_on()
}

/// "A deal that they signed in May".
pub(super) fn is_dated_agreement(verb: Token<'_>, act: Act) -> bool {
    matches!(act, Act::Agree | Act::Accept)
        && matches!(verb.label(), Label::Acl | Label::Relcl)
        && is_dated(verb)
}

/// "Leaflets urging them to leave", "left the town, completing the deal", "accused the army of breaking the truce".
fn is_told(verb: Token<'_>, act: Act, sayings: &Sayings) -> bool {
    if act == Act::Negotiate && is_purpose_of_coming(verb, sayings) {
        return true;
    }
    // "Forced both sides to suspend the deal": they did.
    let is_caused = verb.label() == Label::Xcomp || verb.label() == Label::Ccomp;
    if act == Act::Break
        && is_caused
        && is_infinitive(verb)
        && verb.head().is_some_and(|head| {
            matches!(
                head.lemma(),
                "force" | "compel" | "prompt" | "lead" | "cause"
            )
        })
    {
        return true;
    }
    if verb.tag() != Tag::Vbg {
        return false;
    }
    match act {
        Act::Demand | Act::Propose => verb.label() == Label::Acl,
        // "Footage of fighters boarding buses".
        Act::Board | Act::GiveUp => {
            let mut above = verb.ancestors().take(3);
            above.any(|token| sayings.is(token.lemma(), Saying::Shown))
        }
        // "Resumed its strikes, breaking the truce".
        Act::Break | Act::Complete if verb.label() == Label::Advcl => true,
        // The parser may hang it to a verb of another form.
        Act::Break
            if verb.label() == Label::Conj
                && verb.head().is_some_and(|head| head.tag() != Tag::Vbg) =>
        {
            true
        }
        Act::Break => {
            let mut above = verb.ancestors().take(3);
            verb.label() == Label::Pcomp
                && above.any(|token| sayings.is(token.lemma(), Saying::Blame))
        }
        _ => false,
    }
}

/// "Travelled to the crossing to hold talks".
fn is_purpose_of_coming(verb: Token<'_>, sayings: &Sayings) -> bool {
    matches!(verb.label(), Label::Advcl | Label::Xcomp)
        && is_infinitive(verb)
        && verb
            .head()
            .is_some_and(|head| sayings.is(head.lemma(), Saying::Coming))
}

/// "Fighters who refused the deal": a clause that tells which ones.
fn is_restrictive(predicate: Token<'_>) -> bool {
    predicate.label() == Label::Relcl
        && predicate.head().is_some_and(|noun| {
            let between = predicate.subtree_range().start;
            // "A pact that they signed" tells of the pact, "the pact that they
            // signed" which one.
            let is_new = noun.label() == Label::Attr
                || noun
                    .children_as(Label::Det)
                    .any(|det| matches!(det.lower(), "a" | "an" | "another"));
            let has_comma = noun.children().any(|child| {
                child.label() == Label::Punct
                    && child.range().end <= between + 1
                    && child.index() > noun.index()
            });
            !has_comma && !is_new
        })
}

/// "In exchange for the army withdrawing".
fn is_in_exchange(verb: Token<'_>) -> bool {
    verb.label() == Label::Pcomp && verb.head().is_some_and(|head| head.lower() == "for")
}

/// Whether a predicate's own words say when.
fn is_dated(predicate: Token<'_>) -> bool {
    predicate.subtree().into_iter().any(|token| {
        dates::month_named(token.lower()).is_some()
            || dates::is_weekday(token.lower())
            || token.lower() == "ago"
            || (matches!(
                token.lower(),
                "week" | "month" | "year" | "summer" | "winter"
            ) && token
                .children_as(Label::Amod)
                .any(|child| matches!(child.lower(), "last" | "previous")))
            || (token.tag() == Tag::Cd && token.text().len() == 4 && token.text().starts_with("20"))
    })
}

/// "The agreement of 25 August between them".
fn is_of_day(deal: Token<'_>) -> bool {
    let of = deal
        .children_as(Label::Prep)
        .filter(|of| of.lower() == "of");
    of.flat_map(|of| of.children_as(Label::Pobj))
        .any(|day| dates::month_named(day.lower()).is_some() && is_dated(day))
}

/// "Is to leave", "are expected to leave", "plan to leave".
fn is_of_plan(predicate: Token<'_>, sayings: &Sayings) -> bool {
    matches!(predicate.label(), Label::Xcomp | Label::Ccomp)
        && predicate
            .head()
            .is_some_and(|head| sayings.is(head.lemma(), Saying::Governing))
}

/// "Since the truce took effect": that it did is known.
pub(super) fn is_background(predicate: Token<'_>, act: Act) -> bool {
    !is_dated(predicate)
        && matches!(act, Act::Agree | Act::Accept | Act::Tell)
        && predicate.label() == Label::Advcl
        && predicate.children_as(Label::Mark).any(|mark| {
            matches!(
                mark.lower(),
                "since" | "after" | "as" | "before" | "because"
            )
        })
}

pub(super) fn is_infinitive(verb: Token<'_>) -> bool {
    verb.children_as(Label::Aux).any(|aux| aux.tag() == Tag::To)
}

/// "They leave", "weapons are handed over": told as what is to be, as against
/// "are leaving".
pub(super) fn is_simple_present(verb: Token<'_>) -> bool {
    let mut auxiliaries = verb
        .children()
        .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass))
        .peekable();
    if is_of_chronicle(verb) {
        return false;
    }
    match verb.tag() {
        Tag::Vbz | Tag::Vbp => auxiliaries.peek().is_none(),
        Tag::Vbn => {
            auxiliaries.peek().is_some()
                && auxiliaries.all(|aux| matches!(aux.lower(), "is" | "are"))
        }
        _ => false,
    }
}

/// "19 April: the convoys drive north": in a chronicle the present tells what
/// happened.
fn is_of_chronicle(verb: Token<'_>) -> bool {
    let words = verb.root().subtree();
    let is_mark = |token: &Token<'_>| matches!(token.text(), ":" | "-" | "–" | "—");
    words.iter().take(5).any(is_mark)
        && words
            .iter()
            .take_while(|token| !is_mark(token))
            .any(|token| token.tag() == Tag::Cd || dates::month_named(token.lower()).is_some())
}

/// "Were obliged to leave": what a deal provides for.
pub(super) fn is_provided(verb: Token<'_>) -> bool {
    verb.label() == Label::Xcomp
        && verb.head().is_some_and(|head| {
            head.is_passive() && matches!(head.lemma(), "oblige" | "require" | "permit")
        })
}

/// How deep a predicate stands; what is joined by "and" stands as deep as the
/// first.
pub(super) fn depth(predicate: Token<'_>, sayings: &Sayings) -> usize {
    let own = usize::from(predicate.label() != Label::Conj && predicate.head().is_some());
    let above = predicate
        .ancestors()
        .filter(|token| token.label() != Label::Conj && token.head().is_some());
    // What someone says is as good as a main clause.
    let said = std::iter::once(predicate)
        .chain(predicate.ancestors())
        .filter(|token| {
            token.label() == Label::Ccomp
                && token
                    .head()
                    .is_some_and(|head| sayings.is(head.lemma(), Saying::Speech))
        });
    (own + above.count()).saturating_sub(said.count())
}
