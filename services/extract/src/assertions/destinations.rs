//! Where those who move go.

use std::ops::Range;

use sulh_syntax::{Label, PartOfSpeech, Token};

use super::{arguments::prepositional, matching, sentence::Sentence};
use crate::lexicon::{Argument, NounClass};

/// Where a destination stands below its predicate at most.
const MAX_DEPTH: usize = 4;

/// The bytes that tell where those who move go.
pub(super) fn destinations(
    sentence: &Sentence<'_>,
    predicate: Token<'_>,
    people: &[Token<'_>],
    whither: &[Argument],
) -> Vec<Range<usize>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    for argument in whither {
        let told = matching::arguments(predicate, argument);
        found.extend(told.iter().copied());
        if let Argument::Preposition(preposition) = argument {
            // "The men to one town and their families to another".
            for token in told {
                found.extend(following(token, preposition, 1));
            }
            found.extend(following(predicate, preposition, MAX_DEPTH));
            for token in people {
                found.extend(following(*token, preposition, MAX_DEPTH));
            }
        }
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for token in found {
        let range = whole(token);
        let is_place = |token| {
            let classes = sentence.classes(token);
            classes.has(NounClass::Place) || classes.has(NounClass::Area)
        };
        // "To a school in the town".
        let lies_somewhere = || {
            ["in", "at", "near"]
                .iter()
                .flat_map(|preposition| prepositional(token, preposition))
                .any(is_place)
        };
        if (is_place(token) || lies_somewhere()) && !ranges.contains(&range) {
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
        .filter(|child| matches!(child.label(), Label::Dobj | Label::Conj | Label::Appos));
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

#[cfg(test)]
mod tests {
    use crate::assertions::terms::tests::told;

    #[test]
    fn who_moves_goes_where_the_moving_leads() {
        for (expected, body) in [
            (
                vec!["Idlib"],
                "The transfer of the gunmen from Harasta to Idlib began.",
            ),
            (
                vec!["Jarabulus", "Idlib"],
                "Rebels left Douma for Jarabulus or Idlib.",
            ),
            (
                vec!["Idlib province"],
                "Buses carrying fighters arrived in Idlib province.",
            ),
            (
                vec!["Jarabulus"],
                "The deal gave the fighters the right to go to Jarabulus.",
            ),
            (
                vec!["Jarabulus"],
                "A plan to take the men from Harasta to Jarabulus was made.",
            ),
            (
                vec!["a hostel in Jarabulus"],
                "Families were bused to a hostel in Jarabulus.",
            ),
            (
                vec![],
                "Rebels left Harasta under a deal with the army in Douma.",
            ),
        ] {
            assert_eq!(told(body).1, expected, "{body}");
        }
    }
}
