//! What predicates say is done or to be done under a deal, `terms.tsv`, and what
//! deals are called, `deal_types.tsv`.

use rustc_hash::FxHashMap;
use sulh_domain::{DealType, TermKind};

use super::{
    Faults,
    frames::{Argument, Construction, argument, constructions},
    table::{Row, accepted},
};

/// One construction that tells a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TermFrame {
    /// The terms; where people move both kinds, and who moves decides.
    pub(crate) kinds: Vec<TermKind>,
    pub(crate) construction: Construction,
    /// The arguments that tell where people go.
    pub(crate) whither: Vec<Argument>,
}

/// All constructions that tell terms, by the lemma of their predicate, and the
/// words in the names of deals.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    by_lemma: FxHashMap<String, Vec<TermFrame>>,
    types: FxHashMap<String, DealType>,
}

impl Terms {
    /// The constructions of a lemma.
    pub(crate) fn of(&self, lemma: &str) -> &[TermFrame] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The type of the deals that are called by a word.
    pub(crate) fn deal_type(&self, word: &str) -> Option<DealType> {
        self.types.get(word).copied()
    }

    pub(super) fn read(terms: &[Row], types: &[Row], faults: &mut Faults) -> Self {
        let mut read = Self::default();
        for row in terms {
            read.add(row, faults);
        }
        for row in types {
            let deal_type = row.parsed("type", &accepted::<DealType>(), faults);
            let words = row.required("words", faults);
            if let (Some(deal_type), Some(words)) = (deal_type, words) {
                let words = words.split('|').map(|word| (word.to_owned(), deal_type));
                read.types.extend(words);
            }
        }
        read
    }

    fn add(&mut self, row: &Row, faults: &mut Faults) {
        let written = row.required("terms", faults).unwrap_or_default();
        let mut kinds: Vec<TermKind> = Vec::new();
        for kind in written.split('|').filter(|kind| !kind.is_empty()) {
            match kind.parse() {
                Ok(kind) => kinds.push(kind),
                Err(_) => {
                    let expected = accepted::<TermKind>();
                    row.fault(format!("'{kind}' is no term: expected {expected}"), faults);
                }
            }
        }
        let whither = row.required("whither", faults).unwrap_or_default();
        let whither: Vec<Argument> = whither
            .split('|')
            .filter(|written| !matches!(*written, "-" | ""))
            .map(argument)
            .collect();
        for (lemma, construction) in constructions(row, faults) {
            self.by_lemma.entry(lemma).or_default().push(TermFrame {
                kinds: kinds.clone(),
                construction,
                whither: whither.clone(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Lexicon, lexicon::tests::files};

    #[test]
    fn wrong_cells_are_reported_with_their_line() {
        let mut files = files();
        for file in &mut files {
            match file.name.as_str() {
                "terms.tsv" => file
                    .text
                    .push_str("CEASFIRE\tVERB\tstop\tobj:FIRES\t-\thand\n"),
                "deal_types.tsv" => file.text.push_str("PEACE\tpeace\thand\n"),
                _ => {}
            }
        }
        let errors = Lexicon::parse(&files).unwrap_err().to_string();
        for expected in [
            "'CEASFIRE' is no term: expected CEASEFIRE, ",
            "'obj:FIRES' is no need",
            "'PEACE' is no type: expected ",
        ] {
            assert!(errors.contains(expected), "{expected}\nin\n{errors}");
        }
    }
}
