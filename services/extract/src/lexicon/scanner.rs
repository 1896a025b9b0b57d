//! Finds the names of the lexicon in a text, in one pass: in the spellings that it
//! lists, in the forms that `grammar` gives them, and in others by `spellings`.

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};
use sulh_domain::{ActorId, PlaceId};

use super::{
    grammar,
    spellings::{self, Spellings},
};
use crate::folding::{FoldedWords, fold};

/// Names up to this many letters, all capitals, are acronyms: they match only
/// in capitals.
const MAX_ACRONYM_CHARS: usize = 7;

/// Shorter names take no plural or possessive "s" without an apostrophe, in bytes.
const MIN_BYTES_BEFORE_S: usize = 4;

/// Articles in front of a folded name.
const ARTICLES: [&str; 3] = ["al ", "el ", "ال"];

/// Shorter names behind an Arabic particle are often part of another word, in letters.
const SHORT_AFTER_PARTICLE: usize = 4;

/// Who or what bears a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bearer {
    /// A place.
    Place(PlaceId),
    /// An actor.
    Actor(ActorId),
}

impl Bearer {
    fn as_str(&self) -> &str {
        match self {
            Self::Place(id) => id.as_str(),
            Self::Actor(id) => id.as_str(),
        }
    }
}

/// How a name that was found is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As the lexicon has it, or with what grammar adds.
    Listed,
    /// As the lexicon has it, but so short behind an Arabic particle that the two may
    /// be another word: "and Idi" is *wadi*, a valley.
    ShortAfterParticle,
    /// Otherwise, in several words that sound the same.
    AlikeInWords,
    /// Otherwise, in one word that sounds the same.
    Alike,
    /// Otherwise, and sounding almost the same.
    Close,
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameMatch<'a> {
    /// Byte range in the text.
    pub(crate) range: Range<usize>,
    /// All that bear it, with whether it names them only with support; never
    /// empty.
    pub(crate) bearers: Cow<'a, [(Bearer, bool)]>,
    pub(crate) spelling: Spelling,
}

/// The names of a lexicon, ready to be found.
///
/// A name is a path of words, and most words of a text begin none. An automaton
/// over bytes is no faster and takes longer to build, and it knows no words, to
/// which grammar adds something.
#[derive(Debug)]
pub(crate) struct Scanner {
    /// The words of all names.
    words: FxHashMap<Box<str>, Word>,
    /// The words with which they start.
    firsts: Sieve,
    /// The words behind these.
    seconds: Sieve,
    /// From the words so far and the next one to the words with it.
    steps: FxHashMap<Step, Path>,
    paths: Vec<PathEnd>,
    patterns: Vec<Pattern>,
    /// Made when a text has words that may be a name that is not listed.
    spellings: OnceLock<Spellings>,
}

type Path = u32;

/// The path of no words.
const START: Path = 0;

/// A word of a name.
#[derive(Clone, Copy, Debug)]
struct Word {
    id: u32,
    /// The path of this word alone, where a name starts with it.
    start: Option<Path>,
}

/// A path and the next word.
type Step = u64;

fn step(path: Path, word: u32) -> Step {
    (u64::from(path) << 32) | u64::from(word)
}

/// Where a path leads.
#[derive(Clone, Debug, Default)]
struct PathEnd {
    /// The name that it is.
    pattern: Option<u32>,
    /// Whether a longer name starts with it.
    goes_on: bool,
}

/// A name with its bearers.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    pub(super) bearers: Vec<(Bearer, bool)>,
    /// Acronyms: the name as it must be written.
    pub(super) exact: Option<String>,
    /// As the lexicon has it first.
    pub(super) written: String,
}

impl Pattern {
    fn has_place(&self) -> bool {
        let mut bearers = self.bearers.iter();
        bearers.any(|(bearer, _)| matches!(bearer, Bearer::Place(_)))
    }
}

/// Words by a bit of their hash: most words that are not among them cost no look-up
/// in a table that is larger than the processor's cache.
#[derive(Debug)]
struct Sieve(Vec<u64>);

impl Default for Sieve {
    fn default() -> Self {
        Self(vec![0; 1 << (Self::BITS - 6)])
    }
}

impl Sieve {
    const BITS: u32 = 18;

    fn add(&mut self, word: &str) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn passes(&self, word: &str) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// Length, first and last letters tell most words apart.
    fn place(word: &str) -> (usize, u64) {
        let bytes = word.as_bytes();
        let (start, end) = match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(start), Some(end)) => (u32::from_le_bytes(*start), u32::from_le_bytes(*end)),
            _ => (
                bytes
                    .iter()
                    .fold(0, |all, byte| (all << 8) | u32::from(*byte)),
                0,
            ),
        };
        let letters = (u64::from(start) << 32) | u64::from(end);
        let mixed = (letters ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = mixed >> (64 - Self::BITS);
        ((hash >> 6) as usize, 1 << (hash & 63))
    }
}

/// Collects names.
#[derive(Default)]
pub(super) struct Builder {
    patterns: HashMap<String, Pattern, FxBuildHasher>,
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
        if pattern.written.is_empty() {
            name.clone_into(&mut pattern.written);
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

    /// "Karama (Deir ez-Zor)" is called Karama, and "al-Zahra" is Zahra too: where the
    /// short form is a name of a place, it may be that of these.
    fn add_homonyms(&mut self) {
        let mut homonyms: Vec<(String, Bearer)> = Vec::new();
        for (name, pattern) in &self.patterns {
            let without_brackets = pattern.written.split_once(" (");
            let without_article = ARTICLES.iter().find_map(|it| name.strip_prefix(it));
            let short = match without_brackets {
                Some((bare, _)) => Cow::Owned(fold(bare)),
                None => Cow::Borrowed(without_article.unwrap_or_default()),
            };
            let of_short = self.patterns.get(short.as_ref());
            if !of_short.is_some_and(Pattern::has_place) {
                continue;
            }
            let places = pattern
                .bearers
                .iter()
                .filter(|(bearer, _)| matches!(bearer, Bearer::Place(_)));
            homonyms.extend(places.map(|(bearer, _)| (short.to_string(), bearer.clone())));
        }
        homonyms.sort_unstable_by(|(a, of), (b, or)| (a, of.as_str()).cmp(&(b, or.as_str())));
        for (short, bearer) in homonyms {
            if let Some(pattern) = self.patterns.get_mut(&short)
                && !pattern.bearers.iter().any(|(known, _)| *known == bearer)
            {
                pattern.bearers.push((bearer, true));
            }
        }
    }

    pub(super) fn build(mut self) -> Scanner {
        self.add_homonyms();
        let count = self.patterns.len();
        let mut scanner = Scanner {
            words: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            firsts: Sieve::default(),
            seconds: Sieve::default(),
            steps: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            paths: vec![PathEnd::default()],
            patterns: Vec::with_capacity(count),
            spellings: OnceLock::new(),
        };
        // The order is that of a hash without a seed: always the same.
        for (name, pattern) in self.patterns {
            scanner.add(&name, pattern);
        }
        scanner
    }
}

/// A text that is searched for a name from one of its words on.
struct Seen<'a> {
    text: &'a str,
    words: &'a FoldedWords,
    first: usize,
    /// Letters of the first word in front of the name.
    prefixed: usize,
}

/// A name of the lexicon in a text.
struct Found {
    /// Positions of its words.
    words: Range<usize>,
    range: Range<usize>,
    pattern: u32,
    spelling: Spelling,
}

impl Scanner {
    fn add(&mut self, name: &str, pattern: Pattern) {
        let id = number(self.patterns.len());
        self.patterns.push(pattern);
        let mut path = START;
        let mut words = name.split(' ').enumerate().peekable();
        while let Some((position, word)) = words.next() {
            let stem = grammar::stem(word, words.peek().is_none());
            match position {
                0 => self.firsts.add(stem),
                1 => self.seconds.add(stem),
                _ => {}
            }
            let next = number(self.paths.len());
            let unseen = Word {
                id: number(self.words.len()),
                start: None,
            };
            let word = match self.words.get_mut(stem) {
                Some(known) => known,
                None => self.words.entry(stem.into()).or_insert(unseen),
            };
            if let Some(end) = self.paths.get_mut(path as usize) {
                end.goes_on = true;
            }
            path = if path == START {
                *word.start.get_or_insert(next)
            } else {
                *self.steps.entry(step(path, word.id)).or_insert(next)
            };
            if path == next {
                self.paths.push(PathEnd::default());
            }
        }
        if let Some(end) = self.paths.get_mut(path as usize) {
            end.pattern.get_or_insert(id);
        }
    }

    /// The names in a text, from left to right, the longest at each place.
    pub(crate) fn scan(&self, text: &str) -> Vec<NameMatch<'_>> {
        let words = FoldedWords::of(text);
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while let Some(form) = words.form(at) {
            let longest = self.longest_from(text, &words, at, form);
            at = longest.as_ref().map_or(at + 1, |found| found.words.end);
            found.extend(longest);
        }
        // A word that names somebody with support only may be part of a longer name.
        let covered: Vec<Range<usize>> = found
            .iter()
            .filter(|found| {
                let pattern = self.patterns.get(found.pattern as usize);
                pattern.is_some_and(|pattern| pattern.bearers.iter().any(|(_, weak)| !weak))
            })
            .map(|found| found.words.clone())
            .collect();
        let mut matches: Vec<NameMatch<'_>> = found
            .into_iter()
            .filter_map(|found| {
                let pattern = self.patterns.get(found.pattern as usize)?;
                Some(NameMatch {
                    range: found.range,
                    bearers: Cow::Borrowed(&pattern.bearers),
                    spelling: found.spelling,
                })
            })
            .collect();
        let spellings = || self.spellings.get_or_init(|| Spellings::of(&self.patterns));
        let mut others = spellings::unlisted(text, &words, &covered, spellings);
        others.retain(|other| {
            let after = matches.partition_point(|found| found.range.end < other.range.end);
            let covers = |found: &NameMatch<'_>| found.range.start <= other.range.start;
            !matches.get(after).is_some_and(covers)
        });
        if !others.is_empty() {
            let mut longer = others.iter().peekable();
            matches.retain(|found| {
                while longer
                    .next_if(|it| it.range.end <= found.range.start)
                    .is_some()
                {}
                let is_part = longer
                    .peek()
                    .is_some_and(|it| it.range.start < found.range.end);
                !is_part
            });
            matches.extend(others);
            matches.sort_by_key(|found| found.range.start);
        }
        matches
    }

    /// Who bears a name that is listed, in its folded form.
    pub(crate) fn bearers(&self, folded: &str) -> &[(Bearer, bool)] {
        let mut path = START;
        let mut words = folded.split(' ').peekable();
        while let Some(word) = words.next() {
            let stem = grammar::stem(word, words.peek().is_none());
            match self.step(path, stem) {
                Some(next) => path = next,
                None => return &[],
            }
        }
        let pattern = self.paths.get(path as usize).and_then(|end| end.pattern);
        pattern
            .and_then(|id| self.patterns.get(id as usize))
            .map_or(&[], |pattern| &pattern.bearers)
    }

    /// Who bears names that sound like a listed one of one word.
    pub(crate) fn alike(&self, name: &str) -> Vec<(Bearer, bool)> {
        let spellings = self.spellings.get_or_init(|| Spellings::of(&self.patterns));
        spellings.alike(name)
    }

    fn step(&self, path: Path, word: &str) -> Option<Path> {
        let word = self.words.get(word)?;
        if path == START {
            return word.start;
        }
        self.steps.get(&step(path, word.id)).copied()
    }

    /// The longest name that starts with a word.
    fn longest_from(
        &self,
        text: &str,
        words: &FoldedWords,
        first: usize,
        form: &str,
    ) -> Option<Found> {
        let mut seen = Seen {
            text,
            words,
            first,
            prefixed: 0,
        };
        // A word in small letters is no name by itself: most of those that begin one,
        // such as "the", are ruled out by the next word.
        let written = words.written(first).and_then(|range| text.get(range));
        if written.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())) {
            let mut next = words.form(first + 1).into_iter().flat_map(grammar::forms);
            if !next.any(|(word, _)| self.seconds.passes(word)) {
                return None;
            }
        }
        let mut found = None;
        for (word, is_last) in grammar::forms(form) {
            if self.firsts.passes(word) {
                found = longer(found, self.longest(&seen, START, first, word, is_last));
            }
        }
        for (word, prefixed) in grammar::without_prefixes(form) {
            seen.prefixed = prefixed;
            if self.firsts.passes(&word) {
                found = longer(found, self.longest(&seen, START, first, &word, false));
            }
        }
        found
    }

    /// The longest name that goes on from a path with a word in this form.
    fn longest(
        &self,
        seen: &Seen<'_>,
        path: Path,
        at: usize,
        word: &str,
        is_last: bool,
    ) -> Option<Found> {
        let next = self.step(path, word)?;
        let end = self.paths.get(next as usize)?;
        let mut found = None;
        if end.goes_on && !is_last && seen.are_joined(at) {
            for (word, is_last) in grammar::forms(seen.words.form(at + 1)?) {
                found = longer(found, self.longest(seen, next, at + 1, word, is_last));
            }
        }
        found.or_else(|| self.found(seen, at, end.pattern?, is_last))
    }

    /// The name that ends with the word at a position, if it is written as one.
    fn found(&self, seen: &Seen<'_>, last: usize, pattern: u32, with_s: bool) -> Option<Found> {
        let pattern_of = self.patterns.get(pattern as usize)?;
        // Names of actors are often verbs too: "and he reported" is no agency.
        let is_one_word_of_actor =
            seen.first == last && !pattern_of.has_place() && !pattern_of.written.starts_with("ال");
        if seen.prefixed > 0 && is_one_word_of_actor {
            return None;
        }
        let exact = pattern_of.exact.as_deref();
        let first = seen.words.written(seen.first)?;
        let mut range = first.start..seen.words.written(last)?.end;
        if with_s {
            range.end = range.end.checked_sub(1)?;
            if exact.is_some() || range.len() < MIN_BYTES_BEFORE_S {
                return None;
            }
        }
        range.start += bytes_of_letters(seen.text.get(first)?, seen.prefixed);
        let written = seen.text.get(range.clone())?;
        let is_short = seen.prefixed > 0 && fold(written).chars().count() < SHORT_AFTER_PARTICLE;
        is_written_as_name(written, exact).then_some(Found {
            words: seen.first..last + 1,
            range,
            pattern,
            spelling: match is_short {
                true => Spelling::ShortAfterParticle,
                false => Spelling::Listed,
            },
        })
    }
}

impl Seen<'_> {
    /// Whether a word and the next one may belong to one name: no clause ends
    /// between them.
    fn are_joined(&self, at: usize) -> bool {
        self.words.between(at, self.text).is_some_and(|between| {
            let ends = [", ", ",\n", "; ", ". ", ".\n", ": ", "\n\n", "، ", "؛ "];
            between.len() < 2 || !ends.iter().any(|end| between.contains(end))
        })
    }
}

fn longer(found: Option<Found>, other: Option<Found>) -> Option<Found> {
    match (found, other) {
        (Some(found), Some(other)) if found.words.end >= other.words.end => Some(found),
        (found, other) => other.or(found),
    }
}

/// The bytes of so many first letters, marks on them included.
fn bytes_of_letters(word: &str, letters: usize) -> usize {
    let mut left = letters;
    let mut rest = word.char_indices();
    let end = rest.find(|(_, character)| {
        let is_letter = !fold(character.encode_utf8(&mut [0; 4])).is_empty();
        if is_letter && left == 0 {
            return true;
        }
        left -= usize::from(is_letter);
        false
    });
    end.map_or(word.len(), |(at, _)| at)
}

/// Names of a lexicon are fewer than 2 to the 32.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
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
        builder.build()
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
        let scanner = builder.build();
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
