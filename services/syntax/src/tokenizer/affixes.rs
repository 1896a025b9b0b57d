//! What is split off the front and the end of words and out of their middle.

use std::ops::Range;

use crate::{
    characters::{Characters, Classes},
    weights::{ModelError, Sections},
};

/// Marks of currencies of more than one letter.
const LONG_PREFIXES: [&str; 3] = ["US$", "C$", "A$"];
const LONG_SUFFIXES: [&str; 5] = ["……", "'s", "'S", "’s", "’S"];
/// Between letters, each is a token. The first that fits wins.
const HYPHENS: [&str; 7] = ["-", "–", "—", "--", "---", "——", "~"];

pub(super) struct Affixes {
    /// Units and currencies, which are split off after digits.
    units: Vec<String>,
}

impl Affixes {
    pub(super) fn read(sections: &Sections) -> Result<Self, ModelError> {
        let mut units: Vec<String> =
            sections.table("tokenizer.units", |line| Some(line.to_owned()))?;
        units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        Ok(Self { units })
    }

    /// The bytes of the prefix of a word, none where it has none.
    pub(super) fn prefix(&self, word: &str, characters: &Characters) -> usize {
        let mut rest = word.chars();
        let Some(first) = rest.next() else {
            return 0;
        };
        if characters.is(first, Classes::PREFIX) {
            return first.len_utf8();
        }
        match first {
            '+' if !rest.next().is_some_and(|next| next.is_ascii_digit()) => 1,
            '.' => periods(word.chars()),
            _ => LONG_PREFIXES
                .iter()
                .find(|prefix| word.starts_with(**prefix))
                .map_or(0, |prefix| prefix.len()),
        }
    }

    /// The bytes of the longest suffix of a word, none where it has none.
    pub(super) fn suffix(&self, word: &str, characters: &Characters) -> usize {
        let mut before = word.chars().rev();
        let Some(last) = before.next() else {
            return 0;
        };
        let is_after = |classes| {
            before
                .clone()
                .next()
                .is_some_and(|character| characters.is(character, classes))
        };
        let one = match last {
            '.' => {
                let run = periods(word.chars().rev());
                if run > 0 {
                    return run;
                }
                is_after(Classes::BEFORE_FINAL_PERIOD)
                    || before
                        .clone()
                        .take(2)
                        .filter(|c| characters.is(*c, Classes::INITIAL))
                        .count()
                        == 2
                    || is_degree(before.clone())
            }
            '+' => before.clone().next().is_some_and(|c| c.is_ascii_digit()),
            _ => characters.is(last, Classes::SUFFIX),
        };
        let unit = self.units.iter().find(|unit| {
            word.strip_suffix(unit.as_str())
                .is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
        });
        LONG_SUFFIXES
            .into_iter()
            .find(|suffix| word.ends_with(suffix))
            .into_iter()
            .chain(unit.map(String::as_str))
            .map(str::len)
            .chain(one.then(|| last.len_utf8()))
            .max()
            .unwrap_or_default()
    }

    /// Stretches at which a word is split, in order.
    pub(super) fn infixes<'t>(
        &self,
        word: &'t str,
        characters: &'t Characters,
    ) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let mut before = None;
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(rest) = word.get(at..).filter(|rest| !rest.is_empty()) {
                let start = at;
                let len = infix(before, rest, characters);
                let step = len.max(rest.chars().next().map_or(1, char::len_utf8));
                at += step;
                before = rest
                    .get(..step)
                    .and_then(|passed| passed.chars().next_back());
                if len > 0 {
                    return Some(start..at);
                }
            }
            None
        })
    }
}

/// The bytes of the infix at the front of `rest`, none where there is none.
fn infix(before: Option<char>, rest: &str, characters: &Characters) -> usize {
    let mut following = rest.chars();
    let Some(first) = following.next() else {
        return 0;
    };
    let run = periods(rest.chars());
    if run > 0 {
        return run;
    }
    let classes = characters.classes(first);
    if classes.has(Classes::INFIX) {
        return first.len_utf8();
    }
    let Some(before) = before else {
        return 0;
    };
    let after = following.next();
    let is_before = |classes| characters.is(before, classes);
    let is_after = |classes| after.is_some_and(|character| characters.is(character, classes));
    let splits = match first {
        '+' | '-' | '*' | '^' if before.is_ascii_digit() => {
            after.is_some_and(|c| c.is_ascii_digit() || c == '-')
        }
        '.' => is_before(Classes::BEFORE_INNER_PERIOD) && is_after(Classes::AFTER_INNER_PERIOD),
        ',' => is_before(Classes::LETTER) && is_after(Classes::LETTER),
        ':' | '<' | '>' | '=' | '/' => {
            (is_before(Classes::LETTER) || before.is_ascii_digit()) && is_after(Classes::LETTER)
        }
        _ => false,
    };
    if splits {
        return first.len_utf8();
    }
    if !is_before(Classes::LETTER) {
        return 0;
    }
    HYPHENS
        .into_iter()
        .find(|hyphen| {
            rest.strip_prefix(hyphen)
                .and_then(|rest| rest.chars().next())
                .is_some_and(|character| characters.is(character, Classes::LETTER))
        })
        .map_or(0, str::len)
}

/// How many periods lead a run of two or more, none for a single one.
fn periods(characters: impl Iterator<Item = char>) -> usize {
    match characters.take_while(|character| *character == '.').count() {
        1 => 0,
        run => run,
    }
}

/// Whether characters read from the end are of a temperature: `°C`.
fn is_degree(mut backwards: impl Iterator<Item = char>) -> bool {
    matches!(backwards.next(), Some('F' | 'f' | 'C' | 'c' | 'K' | 'k'))
        && backwards.next() == Some('°')
}
