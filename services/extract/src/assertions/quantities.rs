//! How many people and things a sentence says leave, are freed, are handed over.

use std::ops::Range;

use sulh_domain::Counted;
use sulh_syntax::{Label, PartOfSpeech, Tag, Token, Tree};
use text2num::{Language, text2digits};

use super::sentence::Sentence;
use crate::lexicon::{Bound, NounClass};

/// More than these are not read in one sentence.
const MAX_QUANTITIES: usize = 16;

/// Words of a number: "one hundred and twenty-five thousand".
const MAX_WORDS: usize = 8;

/// Words between a number and the noun that it counts.
const MAX_DESCRIBING: usize = 8;

/// Words of what is said of a number: "in excess of".
const MAX_BOUND_WORDS: usize = 3;

/// What counts people stands so far above them at most.
const MAX_STEPS: usize = 6;

/// How many of a kind, as a sentence has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaidQuantity {
    pub(crate) of: Counted,
    pub(crate) least: Option<u32>,
    pub(crate) most: Option<u32>,
    pub(crate) is_rough: bool,
    /// The bytes of the sentence that say so.
    pub(crate) range: Range<usize>,
    /// The byte of the sentence where the predicate starts that tells what becomes
    /// of them.
    pub(crate) at: usize,
}

/// What a sentence counts below the predicates that tell of a deal, which
/// `tells` says of each word.
pub(super) fn quantities(sentence: &Sentence<'_>, tells: &[bool]) -> Vec<SaidQuantity> {
    let found = sentence.tree.tokens().filter_map(|noun| {
        let of = counted(sentence, noun)?;
        let number = number(sentence, noun)?;
        let at = teller(sentence, noun, tells)?.range().start;
        Some(SaidQuantity {
            of,
            least: number.least,
            most: number.most,
            is_rough: number.is_rough,
            range: number.start..noun.range().end,
            at,
        })
    });
    found.take(MAX_QUANTITIES).collect()
}

/// What a noun counts: of several kinds under one number ("40 fighters and
/// relatives") people.
fn counted(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Counted> {
    // "Rebel fighters", "the rebels' families".
    if matches!(
        noun.label(),
        Label::Compound | Label::Nmod | Label::Amod | Label::Poss
    ) {
        return None;
    }
    let of = kind(sentence, noun)?;
    let shares = |other: Token<'_>| {
        let other_kind = kind(sentence, other);
        is_people(of)
            && other_kind.is_some_and(|kind| is_people(kind) && kind != of)
            && other.child(Label::Nummod).is_none()
    };
    let is_mixed = noun.children_as(Label::Conj).any(shares);
    Some(if is_mixed { Counted::People } else { of })
}

fn kind(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Counted> {
    let of = sentence.lexicon.numbers.counted(noun.lemma())?;
    let classes = sentence.classes(noun);
    let bears_arms = classes.has(NounClass::Armed) && !classes.has(NounClass::Civilian);
    // "Twenty men", "300 members of the brigade".
    Some(match of {
        Counted::People if bears_arms => Counted::Fighters,
        of => of,
    })
}

fn is_people(of: Counted) -> bool {
    !matches!(of, Counted::Buses | Counted::Trucks | Counted::Weapons)
}

/// A number with what is said of it.
struct Number {
    least: Option<u32>,
    most: Option<u32>,
    is_rough: bool,
    /// The byte of the sentence where it starts.
    start: usize,
}

fn number(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Number> {
    if let Some(vague) = vague(sentence, noun) {
        return Some(vague);
    }
    let tree = &sentence.tree;
    let (most, first) = numeral_ending(tree, last_numeral(tree, noun)?.index())?;
    Some(match range_ending(tree, first) {
        Some((least, first)) => bounded(sentence, (least.min(most), least.max(most)), first),
        None => bounded(sentence, (most, most), first),
    })
}

/// The numeral before a noun and the names and adjectives that describe it; the
/// words decide, since the parser often misreads Arabic names between the two.
fn last_numeral<'t>(tree: &'t Tree, noun: Token<'t>) -> Option<Token<'t>> {
    let before = (noun.index().saturating_sub(MAX_DESCRIBING)..noun.index()).rev();
    let mut words = before.filter_map(|index| tree.token(index));
    let numeral = words.find(|word| {
        let describes = matches!(
            word.part_of_speech(),
            PartOfSpeech::Adj | PartOfSpeech::Noun | PartOfSpeech::Propn
        );
        word.tag() == Tag::Cd || !(describes || word.text() == "-")
    });
    numeral.filter(|word| word.tag() == Tag::Cd)
}

/// "Hundreds of fighters", "dozens of buses", "two dozen buses".
fn vague(sentence: &Sentence<'_>, noun: Token<'_>) -> Option<Number> {
    let numbers = &sentence.lexicon.numbers;
    let counting = noun
        .head()
        .filter(|head| noun.label() == Label::Pobj && head.lower() == "of")
        .and_then(Token::head);
    let before = noun.subtree().into_iter();
    let before = before.take_while(|word| word.index() < noun.index());
    let mut words = counting.into_iter().chain(before);
    let (word, least) = words.find_map(|word| Some((word, numbers.vague(word.lower())?)))?;
    let before = word.index().checked_sub(1);
    match before.and_then(|before| numeral_ending(&sentence.tree, before)) {
        Some((times, first)) => {
            let exact = least.checked_mul(times)?;
            Some(bounded(sentence, (exact, exact), first))
        }
        None => Some(Number {
            least: Some(least),
            most: None,
            is_rough: true,
            start: word.range().start,
        }),
    }
}

/// A number between two values with the words before it.
fn bounded(sentence: &Sentence<'_>, (least, most): (u32, u32), first: usize) -> Number {
    let tree = &sentence.tree;
    let window = (first.saturating_sub(MAX_BOUND_WORDS)..first).rev();
    let mut before: Vec<Token<'_>> = window
        .filter_map(|index| tree.token(index))
        // "Handed over 20 tanks".
        .take_while(|word| word.tag() != Tag::Rp)
        .collect();
    before.reverse();
    let words: Vec<&str> = before.iter().map(|word| word.lower()).collect();
    let bound = sentence.lexicon.numbers.bound(&words);
    let start = match bound {
        Some((_, length)) => first.saturating_sub(length),
        None => first,
    };
    let bound = bound.map(|(bound, _)| bound);
    Number {
        least: (bound != Some(Bound::AtMost)).then_some(least),
        most: (bound != Some(Bound::AtLeast)).then_some(most),
        is_rough: bound == Some(Bound::Roughly),
        start: tree.token(start).map_or(0, |word| word.range().start),
    }
}

/// The number whose last word this is, and the index of its first word.
fn numeral_ending(tree: &Tree, last: usize) -> Option<(u32, usize)> {
    let is_numeral = |index: usize| tree.token(index).is_some_and(|word| word.tag() == Tag::Cd);
    // "One hundred and fifty", "twenty-four".
    let joins = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| tree.token(before));
        let (Some(before), Some(word)) = (before, tree.token(index)) else {
            return false;
        };
        match word.lower() {
            "and" => matches!(before.lower(), "hundred" | "thousand"),
            "-" => before.lower().ends_with(char::is_alphabetic),
            _ => false,
        }
    };
    if !is_numeral(last) {
        return None;
    }
    let earlier = (last.saturating_sub(MAX_WORDS)..last).rev();
    let first = earlier
        .take_while(|index| is_numeral(*index) || joins(*index))
        .filter(|index| is_numeral(*index))
        .last()
        .unwrap_or(last);
    let start = tree.token(first)?.range().start;
    let end = tree.token(last)?.range().end;
    Some((value(tree.text().get(start..end)?)?, first))
}

/// The lower end of a range whose upper end starts at a word: "300 to 400",
/// "between 300 and 400".
fn range_ending(tree: &Tree, upper: usize) -> Option<(u32, usize)> {
    let joint = upper.checked_sub(1)?;
    let (least, first) = numeral_ending(tree, joint.checked_sub(1)?)?;
    let between = first.checked_sub(1);
    let is_between = between
        .and_then(|index| tree.token(index))
        .is_some_and(|word| word.lower() == "between");
    match tree.token(joint)?.lower() {
        "to" | "or" | "-" | "\u{2013}" => Some((least, first)),
        "and" if is_between => Some((least, first)),
        _ => None,
    }
}

/// The value of a number in digits, in words or in both ("3 thousand").
fn value(text: &str) -> Option<u32> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let digits: String = first.chars().filter(|sign| *sign != ',').collect();
    match (digits.parse::<u32>(), rest) {
        (Ok(value), "") => Some(value),
        (Ok(value), rest) => value.checked_mul(in_words(rest)?),
        (Err(_), _) => in_words(text),
    }
}

fn in_words(text: &str) -> Option<u32> {
    let digits = text2digits(&text.to_lowercase(), &Language::english()).ok()?;
    digits.parse().ok()
}

/// The predicate that tells what becomes of what is counted.
fn teller<'t>(sentence: &Sentence<'_>, noun: Token<'t>, tells: &[bool]) -> Option<Token<'t>> {
    for above in noun.ancestors().take(MAX_STEPS) {
        if tells.get(above.index()).copied().unwrap_or_default() {
            return Some(above);
        }
        let is_verb = above.part_of_speech() == PartOfSpeech::Verb;
        if is_verb && !sentence.lexicon.numbers.is_carrying(above.lemma()) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assertions::{parse, said},
        lexicon::tests::lexicon,
        mentions, sentences,
    };

    /// The kind, the bounds, and the words.
    type Count = (Counted, Option<u32>, Option<u32>, String);

    fn counted(text: &str) -> Vec<Count> {
        let lexicon = lexicon();
        let read = mentions::read(text, sentences::sentences(text), lexicon);
        let mut found = Vec::new();
        for sentence in parse(&read, text, lexicon) {
            let quantities = said(&sentence).quantities;
            found.extend(quantities.into_iter().map(|quantity| {
                let words = sentence.tree.text().get(quantity.range).unwrap();
                (quantity.of, quantity.least, quantity.most, words.to_owned())
            }));
        }
        found
    }

    #[test]
    fn what_leaves_or_is_given_is_counted_within_its_bounds() {
        use Counted::*;
        let cases = [
            (
                "Some 1,400 fighters left Harasta for Idlib on Friday.",
                Fighters,
                Some(1400),
                Some(1400),
                "Some 1,400 fighters",
            ),
            (
                "More than 300 families left Douma.",
                Families,
                Some(300),
                None,
                "More than 300 families",
            ),
            (
                "Up to 500 rebels will leave Douma under the deal.",
                Fighters,
                None,
                Some(500),
                "Up to 500 rebels",
            ),
            (
                "Between 200 and 300 civilians were evacuated from Saqba.",
                Civilians,
                Some(200),
                Some(300),
                "200 and 300 civilians",
            ),
            (
                "Hundreds of fighters left Harasta.",
                Fighters,
                Some(200),
                None,
                "Hundreds of fighters",
            ),
            (
                "Twenty-four buses left Harasta.",
                Buses,
                Some(24),
                Some(24),
                "Twenty-four buses",
            ),
            (
                "Two dozen buses entered Harasta to evacuate the rebels.",
                Buses,
                Some(24),
                Some(24),
                "Two dozen buses",
            ),
            (
                "Rebels in Douma freed two hundred and fifty prisoners under the agreement.",
                Prisoners,
                Some(250),
                Some(250),
                "two hundred and fifty prisoners",
            ),
            (
                "The rebels of Dumayr handed over 20 tanks to the army.",
                Weapons,
                Some(20),
                Some(20),
                "20 tanks",
            ),
            (
                "The evacuation of 5,000 people from Harasta began.",
                People,
                Some(5000),
                Some(5000),
                "5,000 people",
            ),
            (
                "Buses carrying 1,200 people left Harasta.",
                People,
                Some(1200),
                Some(1200),
                "1,200 people",
            ),
            (
                "About 40 fighters and relatives left Saqba.",
                People,
                Some(40),
                Some(40),
                "About 40 fighters",
            ),
            (
                "Some 150 members of Jaysh al-Islam left Douma.",
                Fighters,
                Some(150),
                Some(150),
                "Some 150 members",
            ),
            (
                "Up to 70 Ahrar al-Sham fighters began leaving Harasta.",
                Fighters,
                None,
                Some(70),
                "Up to 70 Ahrar al-Sham fighters",
            ),
            (
                "Nearly 3 thousand militants left Douma.",
                Fighters,
                Some(3000),
                Some(3000),
                "Nearly 3 thousand militants",
            ),
        ];
        let mut wrong = Vec::new();
        for (text, of, least, most, words) in cases {
            let found = counted(text);
            if found != [(of, least, most, words.to_owned())] {
                wrong.push(format!("{text} {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn each_number_counts_what_it_stands_before() {
        let found = counted("Some 1,400 rebels and 3,100 relatives left Harasta in 30 buses.");
        let kinds: Vec<_> = found.iter().map(|(of, least, ..)| (*of, *least)).collect();
        assert_eq!(
            kinds,
            [
                (Counted::Fighters, Some(1400)),
                (Counted::Civilians, Some(3100)),
                (Counted::Buses, Some(30)),
            ]
        );
    }

    #[test]
    fn the_dead_and_days_are_not_counted() {
        for text in [
            "Shelling killed 40 civilians in Douma after the rebels left.",
            "Fighters left Harasta after 45 days of siege.",
            "The army, which lost 30 soldiers, agreed to a truce in Douma.",
            "The 20 rebels' families left Douma.",
        ] {
            assert_eq!(counted(text), [], "{text}");
        }
    }
}
