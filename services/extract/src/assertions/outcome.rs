//! What a predicate asserts, or why it asserts nothing.

use sulh_domain::{Modality, Status};
use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    Assertion, arguments,
    completion::completed,
    denial::{denied_status, has_assertion_below},
    firmness, matching,
    sentence::Sentence,
    speech,
    standing::{self, depth, governor, is_assertive, is_background},
    sureness::is_sure,
    timing,
};
use crate::lexicon::{Act, Frame, NounClass, PredicateKind, Saying};

pub(super) fn outcome(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    frame: &Frame,
) -> Result<Assertion, &'static str> {
    let governor = governor(sentence, predicate).map(|frame| frame.act);
    let is_denied = governor == Some(Act::Deny);
    let denies = frame.act == Act::Deny && !has_assertion_below(sentence, predicate);
    let recent = frame.construction.kind == PredicateKind::Noun && frame.status.is_none();
    if frame.act == Act::Deny && !denies {
        return Err("is told of what it denies");
    }
    let (status, modality) = if recent && is_past_event(sentence, predicate, frame.act) {
        (Status::Implemented, Modality::Asserted)
    } else if denies {
        let status = denied_status(sentence, predicate).ok_or("denies no deal")?;
        (status, Modality::Denied)
    } else if is_denied {
        let status = frame.status.ok_or("tells a term only")?;
        // "Denied that it would hand over the town": that it had agreed to.
        let is_ahead = predicate
            .children_as(Label::Aux)
            .any(|aux| sentence.says(aux.lower(), Saying::Plan));
        let status = match is_ahead && is_step(frame.act) {
            true => Status::Agreed,
            false => status,
        };
        (status, Modality::Denied)
    } else {
        let status = frame.status.ok_or("tells a term only")?;
        if governor.is_some() {
            return Err("is part of another act");
        }
        if !is_assertive(predicate, frame, &sentence.lexicon.sayings)
            || (frame.act == Act::Agree && tells_of_deal_before(sentence, predicate))
        {
            return Err("is named, not said");
        }
        let of_opinion = frame.act == Act::Agree
            && predicate.lemma() == "agree"
            && predicate
                .children_as(Label::Ccomp)
                .any(|clause| clause.index() > predicate.index() && matching::tells_a_fact(clause));
        if of_opinion {
            return Err("is an opinion");
        }
        if is_step(frame.act) && is_of_demand(sentence, predicate) {
            return Err("is part of a demand");
        }
        if is_step(frame.act) && is_of_deals_at_large(sentence, predicate) {
            return Err("is of deals at large");
        }
        if is_answered(sentence, predicate, frame.act) {
            return Err("is told with its answer");
        }
        if is_background(predicate, frame.act) {
            return Err("is background");
        }
        let firmness = firmness::firmness(predicate, &sentence.lexicon.sayings)
            .ok_or("is a condition or a duty")?;
        if firmness.negated && sentence.says(predicate.lemma(), Saying::Confirming) {
            return Err("is not confirmed");
        }
        let asserted =
            asserted(predicate, frame.act, status, firmness).ok_or("is not so, or not yet")?;
        match asserted {
            (Status::Agreed, modality) if swears_off_leaving(sentence, predicate) => {
                (Status::Failed, modality)
            }
            (Status::Agreed, Modality::Planned) if is_of_offer(sentence, predicate) => {
                (Status::Proposed, Modality::Asserted)
            }
            asserted => asserted,
        }
    };
    Ok(Assertion {
        act: frame.act,
        status: completed(sentence, predicate, frame.act, status),
        modality,
        depth: depth(predicate, &sentence.lexicon.sayings),
        clause: predicate.subtree_range(),
        dated: standing::is_dated_agreement(predicate, frame.act),
        sure: is_sure(sentence, predicate, frame),
        said_by: speech::said_by(sentence, predicate),
        nearness: timing::nearness(sentence, predicate),
    })
}

/// "An ultimatum that the factions rejected", "an offer accepted by the elders".
fn is_answered(sentence: &Sentence<'_>, noun: Token<'_>, act: Act) -> bool {
    matches!(act, Act::Demand | Act::Propose)
        && noun.part_of_speech() == PartOfSpeech::Noun
        && noun
            .children()
            .filter(|child| matches!(child.label(), Label::Relcl | Label::Acl))
            .any(|clause| {
                sentence
                    .frame(clause)
                    .is_some_and(|frame| matches!(frame.act, Act::Refuse | Act::Accept))
            })
}

/// "The recent evacuation of fighters from X", "after their departure from X".
fn is_past_event(sentence: &Sentence<'_>, event: Token<'_>, act: Act) -> bool {
    if !matches!(act, Act::Leave | Act::GiveUp) {
        return false;
    }
    let is_recent = event.children().any(|child| {
        matches!(
            child.lower(),
            "recent" | "earlier" | "previous" | "latest" | "yesterday" | "completed"
        )
    });
    let follows = event.label() == Label::Pobj
        && event.head().is_some_and(|preposition| {
            let of_time =
                |token: Token<'_>| matches!(token.lower(), "after" | "following" | "since");
            of_time(preposition)
                || (preposition.lower() == "of"
                    && preposition
                        .ancestors()
                        .take(2)
                        .any(|token| matches!(token.lower(), "within" | "days" | "weeks" | "day")))
        });
    let names_whence = event
        .subtree()
        .into_iter()
        .any(|token| sentence.classes(token).has(NounClass::Place));
    (is_recent || follows) && names_whence
}

/// The status and modality that negation and mood leave; `None` where nothing
/// is said to be so.
fn asserted(
    predicate: Token<'_>,
    act: Act,
    status: Status,
    firmness: firmness::Firmness,
) -> Option<(Status, Modality)> {
    let firmness::Firmness {
        negated,
        not_yet,
        modality,
        ..
    } = firmness;
    if negated {
        // "Would not accept it", "will not leave the town".
        let is_refused = match act {
            Act::Accept => true,
            Act::Negotiate => predicate.lemma() == "negotiate",
            Act::Leave | Act::GiveUp => !arguments::is_passive(predicate),
            _ => false,
        };
        if firmness.will && is_refused && !not_yet {
            return Some((Status::Failed, Modality::Asserted));
        }
        // "Could not agree" tells what was so.
        let is_past = || {
            let mut auxiliaries = predicate.children_as(Label::Aux);
            auxiliaries.any(|aux| aux.lower() == "could")
        };
        if modality != Modality::Asserted && !not_yet && !is_past() {
            return None;
        }
        let status = match act {
            Act::Agree if not_yet => Status::Negotiating,
            Act::Accept if not_yet => return None,
            Act::Agree | Act::Accept => Status::Failed,
            // "The group does not negotiate": it refuses to.
            Act::Negotiate if !not_yet && predicate.lemma() == "negotiate" => Status::Failed,
            Act::Hold
                if matches!(
                    predicate.lemma(),
                    "hold"
                        | "last"
                        | "survive"
                        | "endure"
                        | "respect"
                        | "observe"
                        | "honour"
                        | "honor"
                        | "uphold"
                        | "abide"
                        | "stick"
                        | "adhere"
                        | "comply"
                        | "bind"
                        | "keep"
                        | "maintain"
                        | "persist"
                ) || (predicate.lemma() == "be" && !not_yet) =>
            {
                Status::Collapsed
            }
            _ => return None,
        };
        return Some((status, Modality::Asserted));
    }
    match (act, modality) {
        (Act::Break | Act::Fail | Act::Refuse, Modality::Planned | Modality::Hedged)
        | (Act::Propose | Act::Demand, Modality::Planned) => None,
        // "Civilians could leave": they were allowed to.
        (act, Modality::Hedged)
            if (is_step(act) || matches!(act, Act::Negotiate | Act::Propose))
                && firmness.permitted =>
        {
            None
        }
        (act, Modality::Hedged) if is_step(act) && (firmness.ahead || firmness.will) => {
            Some((Status::Agreed, modality))
        }
        (act, Modality::Planned) if is_step(act) => Some((Status::Agreed, modality)),
        // "The fighters leave, the state restores services": so it is written.
        (act, Modality::Asserted)
            if is_step(act)
                && !matches!(act, Act::Hold | Act::Start | Act::Complete)
                && (standing::is_simple_present(predicate) || standing::is_provided(predicate)) =>
        {
            Some((Status::Agreed, Modality::Planned))
        }
        _ => Some((status, modality)),
    }
}

/// "Broke the ceasefire agreed with the group": a participle that the parser joins
/// to the verb before, with no word that joins them.
fn tells_of_deal_before(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let before = predicate.index().checked_sub(1);
    predicate.label() == Label::Conj
        && matches!(predicate.tag(), Tag::Vbd | Tag::Vbn)
        && predicate
            .children()
            .all(|child| child.index() > predicate.index())
        && before
            .and_then(|index| sentence.tree.token(index))
            .is_some_and(|noun| sentence.own_classes(noun).has(NounClass::Deal))
}

/// "Vowed that they would never leave".
fn swears_off_leaving(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    arguments::clauses(predicate).into_iter().any(|clause| {
        clause.part_of_speech() == PartOfSpeech::Verb
            && firmness::is_negated(clause, &sentence.lexicon.sayings)
            && sentence
                .frame(clause)
                .is_some_and(|frame| matches!(frame.act, Act::Leave | Act::GiveUp))
    })
}

/// "Under the proposal, the fighters would leave".
fn is_of_offer(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let is_deal = |token: Token<'_>| sentence.classes(token).has(NounClass::Deal);
    arguments::prepositional(predicate, "under")
        .into_iter()
        .filter(|token| sentence.classes(*token).has(NounClass::Offer) && !is_deal(*token))
        // "Under the terms of the deal".
        .any(|token| {
            !arguments::prepositional(token, "of")
                .into_iter()
                .any(is_deal)
        })
}

/// "People have been moved under deals": under none in particular.
fn is_of_deals_at_large(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    ["under", "in", "through"]
        .into_iter()
        .flat_map(|preposition| arguments::prepositional(predicate, preposition))
        .any(|token| {
            token.tag() == Tag::Nns
                && sentence.classes(token).has(NounClass::Deal)
                && !token
                    .children()
                    .any(|child| matches!(child.label(), Label::Det | Label::Poss | Label::Nummod))
        })
}

/// "Seven demands, foremost of which is handing over their arms".
fn is_of_demand(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    predicate.label() == Label::Relcl
        && predicate.head().is_some_and(|noun| {
            let classes = sentence.own_classes(noun);
            classes.has(NounClass::Offer) && !classes.has(NounClass::Deal)
        })
}

/// Acts that are carried out in steps.
pub(super) fn is_step(act: Act) -> bool {
    matches!(
        act,
        Act::Leave
            | Act::GiveUp
            | Act::Free
            | Act::Start
            | Act::Board
            | Act::Complete
            | Act::Settle
            | Act::Enter
            | Act::Hold
            | Act::Aid
            | Act::Back
            | Act::Cease
            | Act::Crossing
    )
}

/// Acts by which people leave, give up something or are let go.
pub(super) fn moves(act: Act) -> bool {
    matches!(act, Act::Leave | Act::Board | Act::GiveUp | Act::Free)
}
