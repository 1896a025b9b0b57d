//! Text to tokens, by spaCy's rules for English: whitespace splits, exceptions
//! hold whole words, and of other words prefixes, suffixes and infixes are split
//! off.

mod address;
mod affixes;
mod exceptions;

use std::ops::Range;

use crate::{
    characters::{Characters, Classes},
    weights::{ModelError, Sections},
};
use address::Addresses;
use affixes::Affixes;
use exceptions::Exceptions;
pub(crate) use exceptions::Piece;

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Word<'m> {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// What an exception says of it.
    pub(crate) piece: Option<&'m Piece>,
}

pub(crate) struct Tokenizer {
    affixes: Affixes,
    exceptions: Exceptions,
    addresses: Addresses,
}

impl Tokenizer {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        Ok(Self {
            affixes: Affixes::read(sections)?,
            exceptions: Exceptions::read(sections)?,
            addresses: Addresses::new()?,
        })
    }

    /// The first tokens of a text, `max` at most. A single space between two
    /// tokens belongs to neither; all other bytes belong to one.
    pub(crate) fn tokens(&self, text: &str, characters: &Characters, max: usize) -> Vec<Word<'_>> {
        let mut words = Words {
            tokenizer: self,
            characters,
            text,
            found: Vec::with_capacity(max.min(text.len() / 4 + 1)),
            max,
        };
        let mut start = 0;
        let mut in_space = None;
        for (at, character) in text.char_indices() {
            let is_space = characters.is(character, Classes::SPACE);
            if in_space.replace(is_space) == Some(!is_space) {
                words.split(start..at);
                if words.is_full() {
                    break;
                }
                start = if character == ' ' { at + 1 } else { at };
            }
        }
        if !words.is_full() {
            words.split(start..text.len());
        }
        words.found.truncate(max);
        words.found
    }
}

/// The tokens of a text, as they are found.
struct Words<'m, 't> {
    tokenizer: &'m Tokenizer,
    characters: &'t Characters,
    text: &'t str,
    found: Vec<Word<'m>>,
    max: usize,
}

impl Words<'_, '_> {
    fn is_full(&self) -> bool {
        self.found.len() >= self.max
    }

    fn push(&mut self, range: Range<usize>) {
        self.found.push(Word { range, piece: None });
    }

    /// Tokens of a stretch that is all space or has none.
    fn split(&mut self, range: Range<usize>) {
        let Some(whole) = self.text.get(range.clone()).filter(|text| !text.is_empty()) else {
            return;
        };
        let affixes = &self.tokenizer.affixes;
        let mut rest = whole;
        let mut start = range.start;
        let mut suffixes = Vec::new();
        while !self.special(rest, start) {
            let prefix = affixes.prefix(rest, self.characters);
            let suffix = affixes.suffix(rest, self.characters);
            let without_prefix = rest.get(prefix..).unwrap_or_default();
            let without_suffix = rest
                .get(..rest.len().saturating_sub(suffix))
                .unwrap_or_default();
            // Which is split off first decides what is left to be an exception.
            let (cut_front, cut_end) = if prefix > 0 && self.is_special(without_prefix) {
                (prefix, 0)
            } else if suffix > 0 && self.is_special(without_suffix) {
                (0, suffix)
            } else if prefix + suffix <= rest.len() {
                (prefix, suffix)
            } else {
                (prefix, 0)
            };
            if cut_front + cut_end == 0 || self.found.len() + suffixes.len() > self.max {
                self.inside(rest, start);
                break;
            }
            if cut_front > 0 {
                self.push(start..start + cut_front);
            }
            let end = start + rest.len();
            if cut_end > 0 {
                suffixes.push(end - cut_end..end);
            }
            start += cut_front;
            rest = self.text.get(start..end - cut_end).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
        }
        for suffix in suffixes.into_iter().rev() {
            self.push(suffix);
        }
    }

    fn is_special(&self, text: &str) -> bool {
        self.tokenizer.exceptions.get(text).is_some()
    }

    /// The tokens of a word that is an exception; false where it is none.
    fn special(&mut self, word: &str, start: usize) -> bool {
        let Some(pieces) = self.tokenizer.exceptions.get(word) else {
            return false;
        };
        let mut start = start;
        for piece in pieces {
            let end = start + piece.len;
            self.found.push(Word {
                range: start..end,
                piece: Some(piece),
            });
            start = end;
        }
        true
    }

    /// The tokens of a word without prefixes and suffixes.
    fn inside(&mut self, word: &str, start: usize) {
        if self.tokenizer.addresses.is_address(word) {
            return self.push(start..start + word.len());
        }
        let mut from = 0;
        for infix in self.tokenizer.affixes.infixes(word, self.characters) {
            if infix.start == 0 {
                continue;
            }
            if infix.start > from {
                self.push(start + from..start + infix.start);
            }
            self.push(start + infix.start..start + infix.end);
            from = infix.end;
            if self.is_full() {
                break;
            }
        }
        if from < word.len() {
            self.push(start + from..start + word.len());
        }
    }
}
