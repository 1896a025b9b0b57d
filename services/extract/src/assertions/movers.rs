//! Who moves, stays or returns where a predicate tells of it.

use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{
    arguments::{modifiers, prepositional},
    matching,
    sentence::Sentence,
};
use crate::lexicon::{Need, NounClass, NounClasses, TermFrame};

/// "Hundreds of members of families": so deep is counted.
const MAX_COUNTED: usize = 2;

/// The people that a construction asks for: those who move, stay or return.
pub(super) fn moving<'t>(predicate: Token<'t>, frame: &TermFrame) -> Vec<Token<'t>> {
    let of_people = |need: &&Need| {
        let classes = need.accepted.classes;
        !need.absent
            && (classes.has(NounClass::Armed)
                || classes.has(NounClass::Civilian)
                || classes.has(NounClass::Vehicle))
    };
    let mut needs = frame.construction.needs.iter();
    // "Buses carrying fighters": the object says more than the subject.
    let need = needs.rfind(of_people);
    let mut people = need.map_or_else(Vec::new, |need| {
        matching::arguments(predicate, &need.argument)
    });
    people.extend(prepositional(predicate, "with"));
    // "People left, half of them fighters".
    let beside = predicate.children_as(Label::Advcl);
    people.extend(beside.filter(|token| token.part_of_speech() == PartOfSpeech::Noun));
    people
}

/// Who moves.
#[derive(Debug, Default)]
pub(super) struct Movers {
    pub(super) fighters: bool,
    pub(super) civilians: bool,
    pub(super) wounded: bool,
    /// A convoy with aid.
    pub(super) aid: bool,
}

impl Movers {
    pub(super) fn of(sentence: &Sentence<'_>, people: &[Token<'_>]) -> Self {
        let mut movers = Self::default();
        for token in people.iter().flat_map(|token| counted(*token)) {
            let mut classes = sentence.own_classes(token);
            if !is_someone(classes) {
                classes = match token.part_of_speech() {
                    // "Jaysh al-Islam members".
                    PartOfSpeech::Noun | PartOfSpeech::Propn => modifiers(token)
                        .into_iter()
                        .map(|word| sentence.own_classes(word))
                        .fold(classes, NounClasses::union),
                    // "They" are those named before.
                    _ if is_someone(sentence.classes(token)) => before(sentence, token),
                    _ => classes,
                };
            }
            movers.aid |= classes.has(NounClass::Aid)
                || modifiers(token)
                    .into_iter()
                    .any(|word| sentence.own_classes(word).has(NounClass::Aid));
            // "Wounded people".
            let wounded = classes.has(NounClass::Wounded)
                || token
                    .children_as(Label::Amod)
                    .any(|word| sentence.own_classes(word).has(NounClass::Wounded));
            movers.wounded |= wounded;
            movers.fighters |= classes.has(NounClass::Armed);
            movers.civilians |= classes.has(NounClass::Civilian) && !wounded;
        }
        movers
    }
}

fn is_someone(classes: NounClasses) -> bool {
    classes.has(NounClass::Armed) || classes.has(NounClass::Civilian)
}

/// A word with what it counts or carries: "hundreds of fighters and relatives",
/// "a convoy with members of their families".
fn counted(token: Token<'_>) -> Vec<Token<'_>> {
    let mut found = vec![token];
    let mut outer = vec![token];
    for _ in 0..MAX_COUNTED {
        let counting = outer
            .iter()
            .flat_map(|token| token.children_as(Label::Prep));
        let inner: Vec<Token<'_>> = counting
            .filter(|prep| matches!(prep.lower(), "of" | "carrying" | "with" | "including"))
            .flat_map(|prep| prep.children_as(Label::Pobj))
            .flat_map(|counted| std::iter::once(counted).chain(counted.conjuncts()))
            .collect();
        found.extend(inner.iter().copied());
        outer = inner;
    }
    found
}

/// What the nearest noun before a word that stands for people or vehicles stands
/// for.
fn before(sentence: &Sentence<'_>, token: Token<'_>) -> NounClasses {
    let earlier = sentence.tree.tokens().take(token.index()).rev();
    let mut classes = earlier.map(|other| sentence.own_classes(other));
    let found = classes.find(|classes| {
        classes.has(NounClass::Armed) != classes.has(NounClass::Civilian)
            || classes.has(NounClass::Aid)
    });
    found.unwrap_or_default()
}
