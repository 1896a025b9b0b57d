//! Regular expressions of the code's own, compiled on first use.

use regex::Regex;

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
