//! How many: the nouns that are counted, and the words around a number,
//! `numbers.tsv`.

use std::collections::{HashMap, HashSet};

use strum::{EnumString, IntoStaticStr, VariantArray};
use sulh_domain::Counted;

use super::{
    Faults,
    table::{Row, accepted},
};

/// What is said of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Bound {
    /// It is so many or more.
    AtLeast,
    /// It is so many or fewer.
    AtMost,
    /// It is about so many.
    Roughly,
}

/// The other words of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
enum Other {
    /// Stands for a number without saying it.
    Vague,
    /// Says whom or what something has with it.
    Carrying,
}

/// The words of the table.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    counted: HashMap<String, Counted>,
    bounds: Vec<(Vec<String>, Bound)>,
    vague: HashMap<String, u32>,
    carrying: HashSet<String>,
}

impl Numbers {
    /// What a noun counts, by its lemma.
    pub(crate) fn counted(&self, lemma: &str) -> Option<Counted> {
        self.counted.get(lemma).copied()
    }

    /// What the last of these words, in small letters, say of a number behind them,
    /// and how many of them do; the longest expression counts.
    pub(crate) fn bound(&self, words: &[&str]) -> Option<(Bound, usize)> {
        let said = self.bounds.iter().filter(|(phrase, _)| {
            words.len() >= phrase.len()
                && words
                    .iter()
                    .rev()
                    .zip(phrase.iter().rev())
                    .all(|(a, b)| a == b)
        });
        said.map(|(phrase, bound)| (*bound, phrase.len()))
            .max_by_key(|(_, length)| *length)
    }

    /// The least that a word for a number means ("hundreds").
    pub(crate) fn vague(&self, word: &str) -> Option<u32> {
        self.vague.get(word).copied()
    }

    /// Whether a verb says whom or what something has with it.
    pub(crate) fn is_carrying(&self, lemma: &str) -> bool {
        self.carrying.contains(lemma)
    }

    pub(super) fn read(rows: &[Row], faults: &mut Faults) -> Self {
        let mut read = Self::default();
        for row in rows {
            let class = row.required("class", faults).unwrap_or_default();
            let words = row.required("words", faults).unwrap_or_default();
            read.add(
                class,
                words.split('|').filter(|word| !word.is_empty()),
                row,
                faults,
            );
        }
        read
    }

    fn add<'a>(
        &mut self,
        class: &str,
        words: impl Iterator<Item = &'a str>,
        row: &Row,
        faults: &mut Faults,
    ) {
        if let Ok(counted) = class.parse() {
            self.counted
                .extend(words.map(|word| (word.to_owned(), counted)));
        } else if let Ok(bound) = class.parse() {
            let phrases = words.map(|phrase| phrase.split(' ').map(str::to_owned).collect());
            self.bounds.extend(phrases.map(|phrase| (phrase, bound)));
        } else if let Ok(other) = class.parse() {
            match other {
                Other::Carrying => self.carrying.extend(words.map(str::to_owned)),
                Other::Vague => {
                    for word in words {
                        match vague(word) {
                            Some((word, least)) => {
                                self.vague.insert(word.to_owned(), least);
                            }
                            None => row.fault(
                                format!("'{word}' is no vague number: expected a word, a colon and the least that it means"),
                                faults,
                            ),
                        }
                    }
                }
            }
        } else if !class.is_empty() {
            let message = format!(
                "'{class}' is no class: expected {}, {}, {}",
                accepted::<Counted>(),
                accepted::<Bound>(),
                accepted::<Other>()
            );
            row.fault(message, faults);
        }
    }
}

/// Reads "hundreds:200".
fn vague(written: &str) -> Option<(&str, u32)> {
    let (word, least) = written.split_once(':')?;
    Some((word, least.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use crate::{Lexicon, lexicon::tests::files};

    #[test]
    fn wrong_cells_are_reported_with_their_line() {
        let mut files = files();
        for file in &mut files {
            if file.name == "numbers.tsv" {
                file.text
                    .push_str("FIGHTER\tfighter\thand\nVAGUE\tmany\thand\n");
            }
        }
        let errors = Lexicon::parse(&files).unwrap_err().to_string();
        for expected in [
            "'FIGHTER' is no class: expected FIGHTERS, ",
            "'many' is no vague number",
        ] {
            assert!(errors.contains(expected), "{expected}\nin\n{errors}");
        }
    }
}
