//! Whether a step is one of an arrangement by its own words: people also leave, and
//! troops also enter, without one.

use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{arguments, is_step, moves, sentence::Sentence, standing, terms::terms};
use crate::lexicon::{Act, Frame, NounClass};

/// Whether a step is one of an arrangement by its own words.
pub(super) fn is_sure(sentence: &Sentence<'_>, predicate: Token<'_>, frame: &Frame) -> bool {
    let speaks_of_deal = matches!(
        frame.act,
        Act::Agree
            | Act::Accept
            | Act::Tell
            | Act::Negotiate
            | Act::Propose
            | Act::Demand
            | Act::Refuse
            | Act::Fail
            | Act::Deny
    );
    if speaks_of_deal {
        let may_be_of_other = matches!(
            frame.act,
            Act::Agree | Act::Accept | Act::Propose | Act::Refuse
        );
        return !may_be_of_other || !is_of_other_matter(sentence, predicate);
    }
    let names_deal = sentence.tree.tokens().any(|token| {
        let classes = sentence.classes(token);
        matches!(
            token.part_of_speech(),
            PartOfSpeech::Noun | PartOfSpeech::Verb
        ) && (classes.has(NounClass::Deal)
            || classes.has(NounClass::Talks)
            || classes.has(NounClass::Terms))
    });
    // "Troops entered the town after its fighters agreed to it".
    let agreed = is_step(frame.act)
        && sentence.tree.tokens().any(|token| {
            token != predicate
                && token.part_of_speech() == PartOfSpeech::Verb
                && token.label() == Label::Advcl
                && sentence.frame(token).is_some_and(|frame| {
                    matches!(frame.act, Act::Agree | Act::Accept)
                        && !is_of_other_matter(sentence, token)
                })
        });
    let moved = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let mut moved = moved.map(|token| sentence.classes(token));
    let by_arrangement = match frame.act {
        // Fighters take no families along to a battle.
        Act::Leave if moves_families(sentence, predicate) => true,
        // Whole sides do not leave for elsewhere or give up arms by chance.
        Act::Leave if moved.clone().any(|classes| classes.has(NounClass::Armed)) => {
            matches!(
                predicate.lemma(),
                "leave"
                    | "depart"
                    | "evacuate"
                    | "bus"
                    | "transfer"
                    | "relocate"
                    | "quit"
                    | "exit"
                    | "ride"
                    | "walk"
                    | "file"
                    | "evacuation"
                    | "departure"
                    | "relocation"
            ) || (arguments::is_passive(predicate)
                && (names(sentence, NounClass::Vehicle) || names_whence(sentence, predicate)))
        }
        Act::Leave if names_move(sentence, predicate) => true,
        // Convoys of aid also enter and reach.
        Act::Leave => {
            let aid_may_do = matches!(predicate.lemma(), "enter" | "reach" | "arrive");
            let carries_people = names(sentence, NounClass::Armed)
                || moved
                    .clone()
                    .any(|classes| classes.has(NounClass::Civilian));
            moved.any(|classes| classes.has(NounClass::Vehicle)) && (!aid_may_do || carries_people)
        }
        Act::Board | Act::GiveUp => true,
        // "The army has ceased fire".
        Act::Cease => {
            let mut objects = arguments::objects(predicate).into_iter();
            matches!(predicate.lemma(), "cease" | "hold")
                && objects.any(|object| object.lemma() == "fire")
        }
        // "Regularised their status".
        Act::Settle => moved.any(|classes| classes.has(NounClass::Status)),
        // "Went back on its pledge to leave".
        Act::Break => arguments::prepositional(predicate, "on")
            .into_iter()
            .chain(arguments::objects(predicate))
            .flat_map(arguments::clauses)
            .any(|clause| {
                sentence
                    .frame(clause)
                    .is_some_and(|frame| is_step(frame.act))
            }),
        // "Freed ten of them in return for five".
        Act::Free => sentence.tree.tokens().any(|token| {
            matches!(token.lower(), "return" | "against")
                || matches!(token.lemma(), "exchange" | "swap")
        }),
        // "Began handing over", "completed their withdrawal".
        Act::Complete if is_rid_of_side(sentence, predicate) => true,
        Act::Start | Act::Complete => {
            let by_clause = arguments::clauses(predicate).into_iter().any(|clause| {
                sentence
                    .frame(clause)
                    .is_some_and(|frame| is_sure(sentence, clause, frame))
            });
            by_clause
                || names_move_of_side(sentence)
                || is_of_moving(sentence, predicate)
                || is_of_place(sentence, predicate)
        }
        _ => false,
    };
    names_deal || agreed || by_arrangement
}

/// "The fighters and their families rode out".
fn moves_families(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let moved = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let all: Vec<Token<'_>> = moved.flat_map(Token::subtree).collect();
    let of = |class| {
        let mut nouns = all.iter();
        nouns.any(|token| sentence.own_classes(*token).has(class))
    };
    of(NounClass::Armed) && of(NounClass::Civilian)
}

/// Whether the words name a move of people besides the predicate: "left in the
/// course of the evacuation".
fn names_move(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    sentence
        .tree
        .tokens()
        .any(|token| token != predicate && sentence.classes(token).has(NounClass::Move))
}

/// "Agreed to form a room", "agreed on a division of labour": no deal by these
/// words.
fn is_of_other_matter(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let is_of_deal = |token: &Token<'_>| {
        sentence.frame(*token).is_some()
                || !sentence.classes(*token).is_none()
                // "A proposal to keep light weapons".
                || arguments::objects(*token).into_iter().any(|object| {
                    let classes = sentence.classes(object);
                    [NounClass::Armed, NounClass::Weapons, NounClass::Prisoner]
                        .into_iter()
                        .any(|class| classes.has(class))
                })
            || !terms(sentence, *token).is_empty()
    };
    // "Signed an agreement to build a plant".
    let of_object = arguments::objects(predicate).into_iter().flat_map(|noun| {
        noun.children_as(Label::Acl)
            .filter(|clause| standing::is_infinitive(*clause))
            .collect::<Vec<_>>()
    });
    let mut told: Vec<Token<'_>> = of_object.collect();
    if predicate.lemma() == "agree" {
        told.extend(arguments::clauses(predicate));
        told.extend(arguments::prepositional(predicate, "on"));
        told.extend(arguments::prepositional(predicate, "to"));
    }
    !told.is_empty() && !told.iter().any(is_of_deal)
}

/// "The town is empty of fighters".
fn is_rid_of_side(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let of = arguments::prepositional(predicate, "of").into_iter();
    of.map(|token| sentence.classes(token))
        .any(|classes| classes.has(NounClass::Armed))
}

/// "The process of removing the fighters began".
fn is_of_moving(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let arguments = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let mut clauses = arguments.flat_map(|noun| {
        let mut clauses = arguments::clauses(noun);
        clauses.extend(noun.children_as(Label::Relcl));
        clauses
    });
    clauses.any(|clause| {
        sentence.frame(clause).is_some_and(|frame| {
            moves(frame.act) && (frame.act != Act::Leave || names(sentence, NounClass::Armed))
        })
    })
}

/// "Completed the evacuation of the town", "the transfer was held up in the town".
fn is_of_place(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    let moved = arguments::subjects(predicate)
        .into_iter()
        .chain(arguments::objects(predicate));
    let is_move = |token: &Token<'_>| {
        let classes = sentence.classes(*token);
        classes.has(NounClass::Move) || classes.has(NounClass::Give)
    };
    let mut places = match moved.into_iter().any(|token| is_move(&token)) {
        true => arguments::prepositional(predicate, "in"),
        false => return false,
    };
    for step in sentence.tree.tokens().filter(is_move) {
        places.extend(arguments::prepositional(step, "of"));
        places.extend(arguments::prepositional(step, "from"));
    }
    places.into_iter().any(|place| {
        let classes = sentence.classes(place);
        classes.has(NounClass::Place) || classes.has(NounClass::Area)
    })
}

/// "Were moved out of the town".
fn names_whence(sentence: &Sentence<'_>, predicate: Token<'_>) -> bool {
    ["from", "of"]
        .into_iter()
        .flat_map(|preposition| arguments::prepositional(predicate, preposition))
        .any(|place| sentence.classes(place).has(NounClass::Place))
}

/// "The evacuation of rebels", "the handover of arms by the group".
fn names_move_of_side(sentence: &Sentence<'_>) -> bool {
    names(sentence, NounClass::Armed)
        && (names(sentence, NounClass::Move) || names(sentence, NounClass::Give))
}

/// Whether a word of a sentence stands for something of a class.
fn names(sentence: &Sentence<'_>, class: NounClass) -> bool {
    let mut tokens = sentence.tree.tokens();
    tokens.any(|token| sentence.classes(token).has(class))
}
