//! Finds the names of the lexicon in a text, in one pass.

use std::{collections::HashMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};
use sulh_domain::{ActorId, PlaceId};

use crate::folding::{Folded, fold};

/// Names up to this many letters, all capitals, are acronyms: they match only
/// in capitals.
const MAX_ACRONYM_CHARS: usize = 7;

/// Shorter names take no plural or possessive "s" without an apostrophe.
const MIN_CHARS_BEFORE_S: usize = 4;

/// Who or what bears a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bearer {
    /// A place.
    Place(PlaceId),
    /// An actor.
    Actor(ActorId),
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameMatch<'a> {
    /// Byte range in the text.
    pub(crate) range: Range<usize>,
    /// All that bear it, with whether it names them only with support; never
    /// empty.
    pub(crate) bearers: &'a [(Bearer, bool)],
}

/// The names of a lexicon, ready to be found.
#[derive(Debug)]
pub(crate) struct Scanner {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Default)]
struct Pattern {
    bearers: Vec<(Bearer, bool)>,
    /// Acronyms: the name as it must be written.
    exact: Option<String>,
}

/// Collects names.
#[derive(Default)]
pub(super) struct Builder {
    patterns: HashMap<String, Pattern>,
}

impl Builder {
    /// Adds a name of a bearer.
    pub(super) fn add(&mut self, name: &str, bearer: &Bearer, weak: bool) {
        let folded = fold(name);
        if folded.is_empty() {
            return;
        }
        let pattern = self.patterns.entry(folded).or_default();
        let is_acronym = name.chars().count() <= MAX_ACRONYM_CHARS
            && name.chars().all(|c| c.is_ascii_uppercase());
        if is_acronym {
            pattern.exact = Some(name.to_owned());
        }
        match pattern
            .bearers
            .iter_mut()
            .find(|(other, _)| other == bearer)
        {
            // Weak once is weak always: the canonical name is repeated to say so.
            Some((_, known)) => *known |= weak,
            None => pattern.bearers.push((bearer.clone(), weak)),
        }
    }

    /// The place that a text names first, by the longest name there.
    pub(super) fn place_in(&self, text: &str) -> Option<&PlaceId> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let spans = (0..words.len())
            .flat_map(|from| (from + 1..=words.len()).rev().map(move |to| from..to));
        spans
            .filter_map(|span| self.patterns.get(&words.get(span)?.join(" ")))
            .flat_map(|pattern| &pattern.bearers)
            .find_map(|(bearer, _)| match bearer {
                Bearer::Place(id) => Some(id),
                Bearer::Actor(_) => None,
            })
    }

    /// Names that stand for more than one bearer beyond doubt, in their folded
    /// form, with those.
    pub(super) fn shared(&self) -> Vec<(&str, Vec<&Bearer>)> {
        let mut shared: Vec<_> = self
            .patterns
            .iter()
            .map(|(name, pattern)| {
                let strong = pattern.bearers.iter().filter(|(_, weak)| !weak);
                (name.as_str(), strong.map(|(bearer, _)| bearer).collect())
            })
            .filter(|(_, bearers): &(_, Vec<_>)| bearers.len() > 1)
            .collect();
        shared.sort_by_key(|(name, _)| *name);
        shared
    }

    pub(super) fn build(self) -> Result<Scanner, aho_corasick::BuildError> {
        let mut patterns: Vec<(String, Pattern)> = self.patterns.into_iter().collect();
        patterns.sort_by(|a, b| a.0.cmp(&b.0));
        // Every word of a folded text stands after a space.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|(name, _)| format!(" {name}")))?;
        Ok(Scanner {
            automaton,
            patterns: patterns.into_iter().map(|(_, pattern)| pattern).collect(),
        })
    }
}

impl Scanner {
    /// The names in a text, from left to right, the longest at each place.
    pub(crate) fn scan(&self, text: &str) -> Vec<NameMatch<'_>> {
        let folded = Folded::of(text);
        let mut matches = Vec::new();
        let mut at = 0;
        while let Some(found) = self
            .automaton
            .find(aho_corasick::Input::new(&folded.text).span(at..folded.text.len()))
        {
            at = found.end();
            let Some(pattern) = self.patterns.get(found.pattern().as_usize()) else {
                continue;
            };
            let rest = folded.text.get(found.end()..).unwrap_or_default();
            let length = found.end() - found.start() - 1;
            if !ends_word(
                rest,
                pattern.exact.is_none() && length >= MIN_CHARS_BEFORE_S,
            ) {
                // Another name may start in what this one covers in part.
                at = found.start() + 1;
                continue;
            }
            let Some((start, end)) = folded.original(found.start() + 1, found.end()) else {
                continue;
            };
            let written = text.get(start..end).unwrap_or_default();
            if is_written_as_name(written, pattern.exact.as_deref()) {
                matches.push(NameMatch {
                    range: start..end,
                    bearers: &pattern.bearers,
                });
            }
        }
        matches
    }
}

/// Whether a name ends where the rest begins; reports often lose the
/// apostrophe of "Harasta's".
fn ends_word(rest: &str, may_take_s: bool) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        None | Some(' ') => true,
        Some('s') => may_take_s && rest.next().is_none_or(|next| next == ' '),
        Some(_) => false,
    }
}

/// Names have a capital, in scripts that have them.
fn is_written_as_name(written: &str, exact: Option<&str>) -> bool {
    if let Some(exact) = exact {
        return written
            .chars()
            .filter(|c| c.is_alphanumeric())
            .eq(exact.chars());
    }
    written
        .chars()
        .any(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanner() -> Scanner {
        let mut builder = Builder::default();
        let mut add = |name: &str, id: &str, weak| {
            let id = PlaceId::parse(id).unwrap();
            builder.add(name, &Bearer::Place(id), weak);
        };
        add("Douma", "douma", false);
        add("دوما", "douma", false);
        add("Dara'a", "daraa", false);
        add("Dara'a al-Balad", "daraa-al-balad", false);
        add("Tell", "tell", true);
        add("IS", "is", true);
        builder.build().unwrap()
    }

    fn found(text: &str) -> Vec<&str> {
        let scanner = scanner();
        let matches = scanner.scan(text);
        matches
            .iter()
            .map(|found| text.get(found.range.clone()).unwrap())
            .collect()
    }

    #[test]
    fn whole_words_in_any_spelling_are_found() {
        assert_eq!(
            found("Doumas people, DOUMA and Doumani"),
            ["Douma", "DOUMA"]
        );
        assert_eq!(
            found("in Dara’a’s south, Daraa Al Balad"),
            ["Dara’a", "Daraa Al Balad"]
        );
        assert_eq!(found("مدينة دوما اليوم"), ["دوما"]);
    }

    #[test]
    fn a_name_that_ends_inside_a_word_hides_no_other() {
        let mut builder = Builder::default();
        for (name, id) in [("Tal Ar", "tal-ar"), ("Arbin", "arbin")] {
            let id = PlaceId::parse(id).unwrap();
            builder.add(name, &Bearer::Place(id), false);
        }
        let scanner = builder.build().unwrap();
        let found = scanner.scan("from Tal Arbin");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].range, 9..14);
    }

    #[test]
    fn words_are_no_names() {
        assert_eq!(found("tell me, is it? This is."), [""; 0]);
        assert_eq!(found("Tell IS"), ["Tell", "IS"]);
    }

    #[test]
    fn weakness_is_told() {
        let scanner = scanner();
        let weak: Vec<bool> = scanner
            .scan("Tell, Douma")
            .iter()
            .map(|m| m.bearers[0].1)
            .collect();
        assert_eq!(weak, [true, false]);
    }
}
