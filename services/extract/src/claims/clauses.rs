//! Which part of a sentence is of which claim.

use std::{collections::HashMap, ops::Range};

use super::drafts::Draft;

/// The clauses of the sentences that assert claims, by sentence, each with the
/// index of its draft.
pub(super) struct Clauses(HashMap<usize, Vec<(usize, Range<usize>)>>);

impl Clauses {
    pub(super) fn of(drafts: &[Draft]) -> Self {
        let mut by_sentence: HashMap<usize, Vec<(usize, Range<usize>)>> = HashMap::new();
        for (index, draft) in (0..).zip(drafts) {
            for told in &draft.asserted {
                let clauses = told.clauses.iter().map(|clause| (index, clause.clone()));
                by_sentence
                    .entry(told.sentence)
                    .or_default()
                    .extend(clauses);
            }
        }
        Self(by_sentence)
    }

    /// Whether what stands at a byte of a sentence of a draft is said of it: it
    /// stands in one of its clauses, and in no clause below of another draft.
    pub(super) fn are_of(&self, draft: usize, sentence: usize, at: usize) -> bool {
        let Some(clauses) = self.0.get(&sentence) else {
            return true;
        };
        let is_alone = clauses.iter().all(|(of, _)| *of == draft);
        let around = clauses.iter().filter(|(_, clause)| clause.contains(&at));
        let innermost = around.map(|(_, clause)| clause.len()).min();
        let Some(innermost) = innermost else {
            return true;
        };
        is_alone
            || clauses.iter().any(|(of, clause)| {
                *of == draft && clause.contains(&at) && clause.len() == innermost
            })
            || clauses.iter().all(|(of, _)| *of != draft)
    }
}
