//! What is done or to be done under a deal, by the constructions of `terms.tsv`, and
//! what deals are called.

use std::ops::Range;

use sulh_domain::{DealType, TermKind};
use sulh_syntax::{Label, PartOfSpeech, Tag, Token};

use super::{
    arguments::{self, clauses, modifiers, prepositional},
    firmness::{is_condition, is_negated},
    matching,
    sentence::Sentence,
};
use crate::lexicon::{Argument, Need, NounClass, NounClasses, TermFrame};

/// Clauses are followed so far up.
const MAX_STEPS: usize = 4;

/// Where a destination stands below its predicate at most.
const MAX_DEPTH: usize = 4;

/// A term that a predicate tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidTerm {
    pub(crate) kind: TermKind,
    /// Whether people move of whom the sentence does not say who they are.
    pub(crate) unclear: bool,
    /// The byte of the sentence where the predicate starts.
    pub(crate) at: usize,
    /// Bytes of the sentence that tell where people move to.
    pub(crate) destinations: Vec<Range<usize>>,
}

/// A word that names a deal by its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    pub(crate) deal_type: DealType,
    /// The byte of the sentence where the deal's noun starts.
    pub(crate) at: usize,
}

/// The terms that a word tells as a predicate.
pub(super) fn terms(sentence: &Sentence<'_>, predicate: Token<'_>) -> Vec<SaidTerm> {
    let frames = sentence.lexicon.terms.of(sentence.lemma(predicate));
    if frames.is_empty() || is_supposed(predicate) {
        return Vec::new();
    }
    let negated = is_not_so(predicate);
    let mut terms: Vec<SaidTerm> = Vec::new();
    for frame in frames {
        let asks_for_negation = || {
            let mut needs = frame.construction.needs.iter();
            needs.any(|need| need.argument == Argument::Modifier && !need.absent)
        };
        if (negated && !asks_for_negation()) || !sentence.stands_in(predicate, &frame.construction)
        {
            continue;
        }
        let of_frame = told(sentence, predicate, frame).into_iter();
        let new: Vec<SaidTerm> = of_frame
            .filter(|term| !terms.iter().any(|known| known.kind == term.kind))
            .collect();
        terms.extend(new);
    }
    terms
}

/// The terms that the words of a sentence tell, each as a line for who asks why.
pub(crate) fn explained(sentence: &Sentence<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for token in sentence.tree.tokens() {
        for term in terms(sentence, token) {
            let whither: Vec<&str> = term
                .destinations
                .iter()
                .filter_map(|range| sentence.tree.text().get(range.clone()))
                .collect();
            let kind = <&str>::from(term.kind);
            let unclear = if term.unclear { ", who is unclear" } else { "" };
            lines.push(format!(
                "{}: {kind}{unclear} {}",
                token.text(),
                whither.join("; ")
            ));
        }
        if let Some(naming) = naming(sentence, token) {
            let deal_type = <&str>::from(naming.deal_type);
            lines.push(format!("{}: names a deal {deal_type}", token.text()));
        }
    }
    lines
}

/// The terms of a construction that a predicate stands in.
fn told(sentence: &Sentence<'_>, predicate: Token<'_>, frame: &TermFrame) -> Vec<SaidTerm> {
    let term = |kind, unclear, destinations| SaidTerm {
        kind,
        unclear,
        at: predicate.range().start,
        destinations,
    };
    let people = moving(predicate, frame);
    let movers = Movers::of(sentence, &people);
    match frame.kinds.as_slice() {
        [TermKind::FighterEvacuation, TermKind::CivilianEvacuation] => {
            let destinations = destinations(sentence, predicate, &people, &frame.whither);
            let unclear = !movers.fighters && !movers.civilians;
            if unclear && (movers.wounded || movers.aid) {
                return Vec::new();
            }
            let fighters = (movers.fighters || unclear)
                .then(|| term(TermKind::FighterEvacuation, unclear, destinations.clone()));
            let civilians = movers
                .civilians
                .then(|| term(TermKind::CivilianEvacuation, false, destinations));
            fighters.into_iter().chain(civilians).collect()
        }
        // Fighters who stay or come back are no displaced.
        [TermKind::CiviliansRemain] if !people.is_empty() && !movers.civilians => Vec::new(),
        [TermKind::ReturnOfDisplaced] if movers.fighters && !movers.civilians => Vec::new(),
        kinds => {
            let destinations = destinations(sentence, predicate, &people, &frame.whither);
            let terms = kinds.iter();
            terms
                .map(|kind| term(*kind, false, destinations.clone()))
                .collect()
        }
    }
}

/// The people that a construction asks for: those who move, stay or return.
fn moving<'t>(predicate: Token<'t>, frame: &TermFrame) -> Vec<Token<'t>> {
    let of_people = |need: &&Need| {
        let classes = need.accepted.classes;
        !need.absent
            && (classes.has(NounClass::Armed)
                || classes.has(NounClass::Civilian)
                || classes.has(NounClass::Vehicle))
    };
    let needs = frame.construction.needs.iter();
    // "Buses carrying fighters": the object says more than the subject.
    let need = needs.filter(of_people).next_back();
    let mut people = need.map_or_else(Vec::new, |need| {
        matching::arguments(predicate, &need.argument)
    });
    people.extend(prepositional(predicate, "with"));
    people
}

/// Who moves.
#[derive(Debug, Default)]
struct Movers {
    fighters: bool,
    civilians: bool,
    wounded: bool,
    /// A convoy with aid.
    aid: bool,
}

impl Movers {
    fn of(sentence: &Sentence<'_>, people: &[Token<'_>]) -> Self {
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
            let wounded = classes.has(NounClass::Wounded);
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
/// "a convoy with families".
fn counted(token: Token<'_>) -> Vec<Token<'_>> {
    let mut found = vec![token];
    let below = token
        .children_as(Label::Prep)
        .filter(|prep| matches!(prep.lower(), "of" | "carrying" | "with" | "including"))
        .flat_map(|prep| prep.children_as(Label::Pobj));
    for counted in below {
        found.push(counted);
        found.extend(counted.conjuncts());
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

/// Whether a predicate is said not to be so.
fn is_not_so(predicate: Token<'_>) -> bool {
    let is_without = predicate.head().is_some_and(|head| {
        matches!(predicate.label(), Label::Pobj | Label::Pcomp)
            && matches!(head.lower(), "without" | "despite")
    });
    let by_determiner = || {
        let mut determiners = predicate.children_as(Label::Det);
        determiners.any(|det| det.lower() == "no")
    };
    // "No gunman had to leave".
    let above = (predicate.label() == Label::Xcomp)
        .then(|| predicate.head())
        .flatten();
    is_negated(predicate)
        || is_without
        || by_determiner()
        || above.is_some_and(|head| is_negated(head) && head.lemma() != "refuse")
}

/// Whether a predicate stands in a condition.
fn is_supposed(predicate: Token<'_>) -> bool {
    std::iter::once(predicate)
        .chain(predicate.ancestors())
        .take(MAX_STEPS)
        .any(is_condition)
}

/// The bytes that tell where those who move go.
fn destinations(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    people: &[Token<'_>],
    whither: &[Argument],
) -> Vec<Range<usize>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    for argument in whither {
        found.extend(matching::arguments(predicate, argument));
        if let Argument::Preposition(preposition) = argument {
            found.extend(following(predicate, preposition, MAX_DEPTH));
            for token in people {
                found.extend(following(*token, preposition, MAX_DEPTH));
            }
        }
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for token in found {
        let classes = sentence.classes(token);
        let range = whole(token);
        if (classes.has(NounClass::Place) || classes.has(NounClass::Area))
            && !ranges.contains(&range)
        {
            ranges.push(range);
        }
    }
    ranges
}

/// What follows a preposition below a word, past particles and other ways: "out of
/// the town to the north".
fn following<'t>(token: Token<'t>, preposition: &str, depth: usize) -> Vec<Token<'t>> {
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    let mut found = prepositional(token, preposition);
    let beside = token
        .children()
        .filter(|child| matches!(child.label(), Label::Dobj | Label::Conj));
    // "Carry the fighters and their families from one town to the other".
    for noun in beside.filter(|child| child.part_of_speech() != PartOfSpeech::Verb) {
        found.extend(following(noun, preposition, depth));
    }
    let ways = token.children().filter(|child| {
        matches!(child.label(), Label::Prep | Label::Advmod | Label::Prt)
            && matches!(
                child.lower(),
                "from"
                    | "out"
                    | "of"
                    | "via"
                    | "through"
                    | "on"
                    | "in"
                    | "aboard"
                    | "with"
                    | "along"
                    | "north"
                    | "away"
                    | "off"
            )
    });
    for way in ways {
        found.extend(following(way, preposition, depth));
        for below in way.children_as(Label::Pobj) {
            found.extend(following(below, preposition, depth));
        }
    }
    found
}

/// The bytes of a noun with what belongs to it: "the towns of Zamalka and Arbin",
/// without what is joined to the noun itself.
fn whole(noun: Token<'_>) -> Range<usize> {
    const TOLD_BESIDE: &[Label] = &[Label::Relcl, Label::Acl, Label::Appos, Label::Punct];
    let below = noun.children().filter(|child| {
        !TOLD_BESIDE.contains(&child.label()) && !matches!(child.label(), Label::Conj | Label::Cc)
    });
    let words = below.flat_map(|child| child.subtree_without(TOLD_BESIDE));
    let ranges = words.map(Token::range).chain([noun.range()]);
    ranges.fold(noun.range(), |whole, range| {
        whole.start.min(range.start)..whole.end.max(range.end)
    })
}

/// The type by which a noun names a deal: by the words before it, by itself, or by
/// what follows it: "an agreement on reconciliation", "a deal to leave".
pub(super) fn naming(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Naming> {
    let classes = sentence.own_classes(noun);
    let is_deal = noun.part_of_speech() == PartOfSpeech::Noun
        && (classes.has(NounClass::Deal)
            || classes.has(NounClass::Truce)
            || classes.has(NounClass::Corridor));
    // Settlements may be villages, and a settlement of status is a term.
    let is_other = noun.lemma() == "settlement"
        && (noun.tag() == Tag::Nns
            || arguments::objects(noun)
                .into_iter()
                .any(|token| sentence.classes(token).has(NounClass::Status)));
    if !is_deal || is_other {
        return None;
    }
    let terms = &sentence.lexicon.terms;
    let of_word = |word: Token<'_>| {
        terms
            .deal_type(sentence.lemma(word))
            .or_else(|| terms.deal_type(word.lower()))
    };
    let described = modifiers(noun).into_iter().find_map(of_word);
    let after = || {
        let mut following: Vec<Token<'_>> = ["on", "of", "for"]
            .iter()
            .flat_map(|preposition| prepositional(noun, preposition))
            .collect();
        following.extend(
            clauses(noun)
                .into_iter()
                .filter(|clause| clause.label() == Label::Acl),
        );
        // Several things that it is on are its terms, not its name.
        match following.as_slice() {
            [only] => of_word(*only),
            _ => None,
        }
    };
    let deal_type = described.or_else(|| of_word(noun)).or_else(after)?;
    Some(Naming {
        deal_type,
        at: noun.range().start,
    })
}
