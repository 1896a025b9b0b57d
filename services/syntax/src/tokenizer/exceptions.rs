//! Words that are split in a way of their own (`don't`) or not at all (`U.N.`).

use std::collections::HashMap;

use crate::{
    tag::Tag,
    weights::{ModelError, Sections, unescaped},
};

/// A token of an exception with what is known of it beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// In bytes.
    pub(crate) len: usize,
    pub(crate) norm: Option<String>,
    pub(crate) tag: Option<Tag>,
    pub(crate) lemma: Option<String>,
}

pub(super) struct Exceptions {
    words: HashMap<String, Vec<Piece>>,
    /// Bytes of the longest word: longer ones need not be looked up.
    longest: usize,
}

impl Exceptions {
    pub(super) fn read(sections: &Sections) -> Result<Self, ModelError> {
        let words: HashMap<String, Vec<Piece>> =
            sections.table("tokenizer.exceptions", |line| {
                let mut fields = line.split('\t');
                let word = unescaped(fields.next()?);
                let mut pieces = Vec::new();
                while let Some(text) = fields.next() {
                    let some = |field: &str| (!field.is_empty()).then(|| unescaped(field));
                    let (norm, tag, lemma) = (fields.next()?, fields.next()?, fields.next()?);
                    pieces.push(Piece {
                        len: unescaped(text).len(),
                        norm: some(norm),
                        tag: match tag {
                            "" => None,
                            tag => Some(tag.parse().ok()?),
                        },
                        lemma: some(lemma),
                    });
                }
                let len: usize = pieces.iter().map(|piece| piece.len).sum();
                (len == word.len()).then_some((word, pieces))
            })?;
        let longest = words.keys().map(String::len).max().unwrap_or_default();
        Ok(Self { words, longest })
    }

    pub(super) fn get(&self, word: &str) -> Option<&[Piece]> {
        if word.len() > self.longest {
            return None;
        }
        self.words.get(word).map(Vec::as_slice)
    }
}
