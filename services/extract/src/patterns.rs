//! Regular expressions of the code's own, compiled on first use.

use regex::Regex;
use regex_automata::{Input, MatchKind, PatternSet, meta, nfa::thompson::WhichCaptures};
use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

/// Compiles a pattern that is written in the code.
///
/// # Panics
/// Where it is malformed: the tests use every pattern.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that tests use"
)]
pub(crate) fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// Patterns that few texts match. Counts such as `.{0,60}` and word boundaries
/// beside letters that are not ASCII make matching many times slower, so a text
/// first passes a sieve: the same patterns without them, which match wherever
/// the patterns do, and elsewhere seldom.
pub(crate) struct Patterns {
    sieve: meta::Regex,
    exact: Vec<Regex>,
}

impl Patterns {
    /// Compiles patterns that are written in the code.
    ///
    /// # Panics
    /// Where one is malformed: the tests use every set of patterns.
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants that tests use"
    )]
    pub(crate) fn compiled<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>) -> Self {
        let patterns: Vec<P> = patterns.into_iter().collect();
        let loose: Vec<Hir> = patterns
            .iter()
            .map(|pattern| {
                let parsed = regex_syntax::parse(pattern.as_ref());
                loose(&parsed.expect("the pattern is well formed"))
            })
            .collect();
        let config = meta::Config::new()
            .match_kind(MatchKind::All)
            .which_captures(WhichCaptures::None)
            .hybrid_cache_capacity(SIEVE_CACHE_BYTES);
        let sieve = meta::Builder::new()
            .configure(config)
            .build_many_from_hir(&loose);
        Self {
            sieve: sieve.expect("the sieve of well formed patterns is one"),
            exact: patterns.iter().map(|p| compiled(p.as_ref())).collect(),
        }
    }

    /// The first of the patterns that matches.
    pub(crate) fn first(&self, text: &str) -> Option<usize> {
        let mut passed = PatternSet::new(self.exact.len());
        self.sieve
            .which_overlapping_matches(&Input::new(text), &mut passed);
        passed
            .iter()
            .map(|pattern| pattern.as_usize())
            .find(|at| self.exact.get(*at).is_some_and(|p| p.is_match(text)))
    }

    /// Whether one of the patterns matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
}

/// A sieve's automaton is built as it runs, in so much memory a thread.
const SIEVE_CACHE_BYTES: usize = 8 * 1024 * 1024;

/// A pattern that matches wherever this one does, without counts and word
/// boundaries.
fn loose(pattern: &Hir) -> Hir {
    match pattern.kind() {
        HirKind::Look(Look::Start | Look::End)
        | HirKind::Empty
        | HirKind::Literal(_)
        | HirKind::Class(_) => pattern.clone(),
        HirKind::Look(_) => Hir::empty(),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min.min(1),
            max: repetition.max.filter(|max| *max == 1),
            greedy: repetition.greedy,
            sub: Box::new(loose(&repetition.sub)),
        }),
        HirKind::Capture(capture) => loose(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(loose).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(loose).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sieve_lets_all_matches_through_and_no_others_count() {
        let patterns = Patterns::compiled([
            r"(?i)^(?:share|teilen)\b.{0,5}$",
            r"\bот\b",
            r"^\d{2,3}$",
            r"(?:ab){2}",
        ]);
        for (text, first) in [
            ("Share it", Some(0)),
            ("Shared", None),
            ("teilen über alles", None),
            ("Письмо от друга", Some(1)),
            ("Потом", None),
            ("123", Some(2)),
            ("1", None),
            ("1234", None),
            ("ab", None),
            ("ababab", Some(3)),
            ("", None),
        ] {
            assert_eq!(patterns.first(text), first, "{text}");
        }
    }
}
