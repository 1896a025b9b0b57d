//! What is done or to be done under a deal, by the acts of a sentence.

use std::ops::Range;

use sulh_domain::TermKind;
use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{
    arguments::{is_passive, objects, prepositional, subjects},
    sentence::Sentence,
};
use crate::lexicon::{Act, NounClass, NounClasses};

/// The terms that an act is.
pub(super) fn terms(sentence: &Sentence<'_>, predicate: Token<'_>, act: Act) -> Vec<TermKind> {
    let subjects = subjects(predicate);
    let objects = objects(predicate);
    let of = |tokens: &[Token<'_>]| {
        tokens
            .iter()
            .map(|token| sentence.classes(*token))
            .fold(NounClasses::default(), NounClasses::union)
    };
    let (doing, undergoing) = (of(&subjects), of(&objects));
    let both = doing.union(undergoing);
    match act {
        Act::Leave => moves(doing, undergoing, predicate),
        Act::Board => movers(both),
        Act::GiveUp if undergoing.has(NounClass::Weapons) || both.has(NounClass::Weapons) => {
            let weapons = subjects.iter().chain(&objects);
            let mut weapons =
                weapons.filter(|token| sentence.classes(**token).has(NounClass::Weapons));
            match weapons.any(|token| is_heavy(*token)) {
                true => vec![TermKind::HeavyWeaponsHandover],
                false => vec![TermKind::Disarmament],
            }
        }
        Act::GiveUp if undergoing.has(NounClass::Place) || undergoing.has(NounClass::Area) => {
            vec![TermKind::TerritoryHandover]
        }
        Act::Settle => vec![TermKind::StatusSettlement],
        Act::Free => vec![TermKind::PrisonerExchange],
        Act::Enter if both.has(NounClass::State) => vec![TermKind::StateForcesEntry],
        Act::Enter => vec![TermKind::ThirdPartySupervision],
        Act::Aid => vec![TermKind::HumanitarianAccess],
        Act::Back if matches!(predicate.lemma(), "remain" | "stay") => {
            vec![TermKind::CiviliansRemain]
        }
        Act::Back => vec![TermKind::ReturnOfDisplaced],
        Act::Cease => vec![TermKind::Ceasefire],
        Act::Join => vec![TermKind::JointForce],
        Act::Crossing => vec![TermKind::CrossingOrRoad],
        _ => Vec::new(),
    }
}

fn moves(doing: NounClasses, undergoing: NounClasses, predicate: Token<'_>) -> Vec<TermKind> {
    let moved = match predicate.part_of_speech() == PartOfSpeech::Verb && !is_passive(predicate) {
        // Who evacuates others need not leave.
        true if undergoing.has(NounClass::Armed) || undergoing.has(NounClass::Civilian) => {
            undergoing
        }
        true => doing,
        false => doing.union(undergoing),
    };
    if moved.has(NounClass::State) && !moved.has(NounClass::Armed) {
        return vec![TermKind::GovernmentWithdrawal];
    }
    movers(moved)
}

fn movers(moved: NounClasses) -> Vec<TermKind> {
    let mut terms = Vec::new();
    if moved.has(NounClass::Armed) {
        terms.push(TermKind::FighterEvacuation);
    }
    if moved.has(NounClass::Civilian) {
        terms.push(TermKind::CivilianEvacuation);
    }
    terms
}

/// Heavy or medium arms, by their attribute or kind.
fn is_heavy(weapon: Token<'_>) -> bool {
    let by_kind = matches!(
        weapon.lemma(),
        "tank" | "mortar" | "artillery" | "launcher" | "rocket" | "missile" | "armour" | "armor"
    );
    by_kind
        || weapon.children().any(|child| {
            child.label() == Label::Amod
                && (matches!(child.lower(), "heavy" | "medium" | "heavier")
                    || child
                        .children_as(Label::Conj)
                        .any(|other| other.lower() == "heavy"))
        })
}

/// The bytes that tell where an act of moving leads.
pub(super) fn destinations(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<Range<usize>> {
    ["to", "into", "toward", "towards", "for"]
        .into_iter()
        .flat_map(|preposition| prepositional(predicate, preposition))
        .filter(|token| {
            let classes = sentence.classes(*token);
            classes.has(NounClass::Place) || classes.has(NounClass::Area)
        })
        .map(Token::subtree_range)
        .collect()
}
