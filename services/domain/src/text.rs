//! Stretches of an article's body.

use serde::{Deserialize, Serialize};

/// A stretch of a body: byte offsets, `start` inclusive, `end` exclusive, both
/// on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from offsets into a text; `None` where they are out of order or
    /// beyond 4 GiB.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start <= end)
            .then(|| {
                Some(Self {
                    start: start.try_into().ok()?,
                    end: end.try_into().ok()?,
                })
            })
            .flatten()
    }

    /// The text that the span covers; `None` where it leaves the text or cuts
    /// a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies within this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_cuts_a_character_quotes_nothing() {
        let text = "Hay’at";
        assert_eq!(Span { start: 0, end: 3 }.of(text), Some("Hay"));
        assert_eq!(Span { start: 0, end: 4 }.of(text), None);
        assert_eq!(Span { start: 0, end: 99 }.of(text), None);
    }
}
