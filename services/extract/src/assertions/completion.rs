//! Whether a step ends what is carried out.

use sulh_domain::Status;
use sulh_syntax::{Label, Tag, Token};

use super::{arguments, sentence::Sentence};
use crate::{
    dates,
    lexicon::{Act, NounClass},
};

/// A step that ends what is carried out.
pub(super) fn completed(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    act: Act,
    status: Status,
) -> Status {
    // "The truce allowed them to leave": they did.
    if act == Act::Tell
        && matches!(predicate.lemma(), "allow" | "see" | "enable")
        && (predicate.tag() == Tag::Vbd || is_bare_participle(predicate))
    {
        return Status::Implemented;
    }
    if is_done_at_once(sentence, predicate, act) {
        return Status::Implemented;
    }
    if status != Status::Implementing || !matches!(act, Act::Leave | Act::GiveUp | Act::Free) {
        return status;
    }
    let subjects = match arguments::is_passive(predicate) {
        true => arguments::objects(predicate),
        false => arguments::subjects(predicate),
    };
    let is_last = |token: Token<'_>| {
        let of_all = |word: Token<'_>| {
            matches!(
                word.lower(),
                "last" | "final" | "remaining" | "all" | "entire" | "every" | "rest"
            )
        };
        of_all(token) || token.children().any(of_all)
    };
    let mut last = subjects.into_iter().filter(|token| {
        let classes = sentence.classes(*token);
        classes.has(NounClass::Armed)
            || classes.has(NounClass::Civilian)
            || classes.has(NounClass::Vehicle)
    });
    if act == Act::Leave && (is_of_former_time(predicate) || is_over_by(predicate)) {
        return Status::Implemented;
    }
    let fully = predicate.children_as(Label::Advmod).any(|adverb| {
        matches!(
            adverb.lower(),
            "fully" | "completely" | "entirely" | "successfully" | "all"
        )
    });
    // "Surrendered all of their weapons".
    let gives_all = act == Act::GiveUp
        && arguments::objects(predicate)
            .into_iter()
            .any(|token| sentence.classes(token).has(NounClass::Weapons) && is_last(token))
        && predicate.tag() != Tag::Vbg;
    if last.any(is_last) || gives_all || fully {
        Status::Implemented
    } else {
        status
    }
}

/// "The town was evacuated", "the exchange was carried out", "they handed over the
/// camp": said in the past of the whole.
fn is_done_at_once(sentence: &Sentence<'_>, predicate: Token<'_>, act: Act) -> bool {
    let auxiliaries = || {
        predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass))
    };
    let is_past = predicate.tag() == Tag::Vbd
        || (predicate.tag() == Tag::Vbn
            && auxiliaries().any(|aux| matches!(aux.lemma(), "be" | "have"))
            && !auxiliaries().any(|aux| aux.tag() == Tag::Vbg || aux.tag() == Tag::Md));
    let of_place = || {
        arguments::objects(predicate).into_iter().any(|token| {
            let classes = sentence.classes(token);
            classes.has(NounClass::Place) || classes.has(NounClass::Area)
        })
    };
    is_past
        && match act {
            Act::Leave => {
                arguments::is_passive(predicate)
                    && of_place()
                    && matches!(predicate.lemma(), "evacuate" | "vacate" | "empty")
            }
            Act::GiveUp => of_place(),
            Act::Start => {
                arguments::is_passive(predicate) && matches!(predicate.lemma(), "carry" | "execute")
            }
            _ => false,
        }
}

/// "Were evacuated earlier this month", "left two years ago": those who went are
/// gone by now.
fn is_of_former_time(predicate: Token<'_>) -> bool {
    let is_former = |token: Token<'_>| {
        let is_span = matches!(token.lower(), "week" | "month" | "year");
        let mut words = token.children();
        matches!(token.lower(), "earlier" | "ago" | "previously")
            || (is_span && words.any(|word| matches!(word.lower(), "last" | "previous")))
    };
    matches!(predicate.tag(), Tag::Vbd | Tag::Vbn)
        && predicate
            .children()
            .filter(|child| matches!(child.label(), Label::Advmod | Label::Npadvmod))
            .any(|child| is_former(child) || child.children_as(Label::Advmod).any(is_former))
}

/// "By Friday noon they had left", "within two days they had gone".
fn is_over_by(predicate: Token<'_>) -> bool {
    let had = |aux: Token<'_>| aux.lower() == "had";
    let is_time = |token: Token<'_>| {
        dates::is_weekday(token.lower())
            || dates::month_named(token.lower()).is_some()
            || matches!(
                token.lower(),
                "noon"
                    | "midday"
                    | "dawn"
                    | "dusk"
                    | "sunset"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "night"
                    | "midnight"
                    | "hour"
                    | "hours"
                    | "day"
                    | "days"
                    | "week"
                    | "weeks"
            )
    };
    predicate.children_as(Label::Aux).any(had)
        && predicate
            .children_as(Label::Prep)
            .filter(|word| matches!(word.lower(), "by" | "within"))
            .flat_map(Token::subtree)
            .any(is_time)
}

/// A past tense that was taken for a participle.
fn is_bare_participle(verb: Token<'_>) -> bool {
    verb.tag() == Tag::Vbn
        && verb
            .children()
            .all(|child| !matches!(child.label(), Label::Aux | Label::Auxpass))
}
