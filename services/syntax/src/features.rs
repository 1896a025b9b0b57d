//! What the networks see of a word: the rows of their embedding tables that its
//! norm, its first character, its last three and its shape select.

use std::collections::HashMap;

use crate::{
    characters::{Characters, Classes},
    tokenizer::Piece,
    weights::{ModelError, Sections, unescaped},
};

/// Features of a word: norm, prefix, suffix and shape.
pub(crate) const FEATURES: usize = 4;

/// Rows of the embedding table of each feature.
pub(crate) const TABLE_ROWS: [usize; FEATURES] = [2000, 1000, 1000, 1000];

/// A feature selects so many rows of its table, which are added.
pub(crate) const ROWS_A_FEATURE: usize = 4;

/// Seeds of the hashes that select the rows.
const SEEDS: [u32; FEATURES] = [14, 15, 16, 17];

/// A word of this many characters or more has no other shape than that.
const LONG: usize = 100;

/// A run of like characters adds so many to a shape.
const MAX_RUN: usize = 4;

/// The rows that a word selects of the table of each feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows(pub(crate) [[usize; ROWS_A_FEATURE]; FEATURES]);

impl Rows {
    /// Those of the space around a sentence.
    pub(crate) fn of_padding() -> Self {
        Self::of([0; FEATURES])
    }

    fn of(ids: [u64; FEATURES]) -> Self {
        let mut rows = [[0; ROWS_A_FEATURE]; FEATURES];
        for (((rows, id), seed), len) in rows.iter_mut().zip(ids).zip(SEEDS).zip(TABLE_ROWS) {
            *rows = row_hashes(id, seed).map(|hash| usize::try_from(hash).unwrap_or(0) % len);
        }
        Self(rows)
    }
}

/// What is needed to tell the features of words.
pub(crate) struct Features {
    /// Spellings that the networks take for others.
    norms: HashMap<String, String>,
    /// Strings that have a fixed number in place of their hash.
    symbols: HashMap<String, u64>,
}

impl Features {
    pub(crate) fn read(sections: &Sections) -> Result<Self, ModelError> {
        Ok(Self {
            norms: sections.table("norms", |line| {
                let (word, norm) = line.split_once('\t')?;
                Some((unescaped(word), norm.to_owned()))
            })?,
            symbols: sections.table("symbols", |line| {
                let (name, number) = line.split_once('\t')?;
                Some((name.to_owned(), number.parse().ok()?))
            })?,
        })
    }

    /// The rows of a word, given in small letters too.
    pub(crate) fn rows(
        &self,
        word: &str,
        lower: &str,
        piece: Option<&Piece>,
        characters: &Characters,
    ) -> Rows {
        let norm = piece
            .and_then(|piece| piece.norm.as_deref())
            .or_else(|| self.norms.get(word).map(String::as_str))
            .unwrap_or(lower);
        let prefix_end = word.chars().next().map_or(0, char::len_utf8);
        let suffix_start = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Rows::of([
            self.id(norm),
            self.id(word.get(..prefix_end).unwrap_or_default()),
            self.id(word.get(suffix_start..).unwrap_or_default()),
            self.id(&shape(word, characters)),
        ])
    }

    fn id(&self, text: &str) -> u64 {
        if text.is_empty() {
            return 0;
        }
        self.symbols
            .get(text)
            .copied()
            .unwrap_or_else(|| string_hash(text.as_bytes()))
    }
}

/// The shape of a word: `Xxxxx` of Damascus, `xxxx` of fighters, `dd` of 18.
fn shape(word: &str, characters: &Characters) -> String {
    if word.chars().nth(LONG - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(word.len().min(16));
    let mut run = 0;
    let mut last = None;
    for character in word.chars() {
        let classes = characters.classes(character);
        let sign = match () {
            () if classes.has(Classes::ALPHABETIC) && classes.has(Classes::UPPER) => 'X',
            () if classes.has(Classes::ALPHABETIC) => 'x',
            () if classes.has(Classes::DIGIT) => 'd',
            () => character,
        };
        run = if last.replace(sign) == Some(sign) {
            run + 1
        } else {
            1
        };
        if run <= MAX_RUN {
            shape.push(sign);
        }
    }
    shape
}

/// `MurmurHash64A` with seed 1, as spaCy numbers its strings.
fn string_hash(bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
    const SHIFT: u32 = 47;
    const SEED: u64 = 1;
    let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut hash = SEED ^ len.wrapping_mul(MULTIPLIER);
    let (blocks, tail) = bytes.as_chunks();
    for block in blocks {
        let mut mixed = u64::from_le_bytes(*block).wrapping_mul(MULTIPLIER);
        mixed ^= mixed >> SHIFT;
        hash = (hash ^ mixed.wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
    }
    if !tail.is_empty() {
        let last = tail
            .iter()
            .rev()
            .fold(0, |last, byte| last << 8 | u64::from(*byte));
        hash = (hash ^ last).wrapping_mul(MULTIPLIER);
    }
    hash = (hash ^ hash >> SHIFT).wrapping_mul(MULTIPLIER);
    hash ^ hash >> SHIFT
}

/// `MurmurHash3_x64_128` of the eight bytes of an id, in four parts.
fn row_hashes(id: u64, seed: u32) -> [u32; ROWS_A_FEATURE] {
    const LEN: u64 = 8;
    let finished = |mut hash: u64| {
        hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ hash >> 33
    };
    let mixed = id
        .wrapping_mul(0x87c3_7b91_1142_53d5)
        .rotate_left(31)
        .wrapping_mul(0x4cf5_ad43_2745_937f);
    let mut first = u64::from(seed) ^ mixed ^ LEN;
    let mut second = u64::from(seed) ^ LEN;
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    first = finished(first);
    second = finished(second);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    let low = |hash: u64| u32::try_from(hash & u64::from(u32::MAX)).unwrap_or_default();
    [low(first), low(first >> 32), low(second), low(second >> 32)]
}
