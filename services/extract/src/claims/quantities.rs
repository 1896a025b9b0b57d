//! How many people and things a claim is about.

use sulh_domain::{Quantity, Span};

use super::{Text, clauses::Clauses, drafts::Draft};

/// What the sentences of a draft count in its own clauses, in order; the same kind
/// and number once.
pub(super) fn quantities(
    index: usize,
    draft: &Draft,
    clauses: &Clauses,
    text: &Text<'_>,
) -> Vec<Quantity> {
    let mut quantities: Vec<Quantity> = Vec::new();
    for at in draft.sentences() {
        let Some(sentence) = text.sentences.get(at) else {
            continue;
        };
        let said = sentence.said.quantities.iter();
        for said in said.filter(|said| clauses.are_of(index, at, said.at)) {
            let start = sentence.range.start + said.range.start;
            let end = sentence.range.start + said.range.end;
            let is_known = quantities.iter().any(|known| {
                (known.of, known.least, known.most) == (said.of, said.least, said.most)
            });
            if let (Some(span), false) = (Span::new(start, end), is_known) {
                quantities.push(Quantity {
                    of: said.of,
                    least: said.least,
                    most: said.most,
                    is_rough: said.is_rough,
                    span,
                });
            }
        }
    }
    quantities
}
