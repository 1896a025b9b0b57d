//! What a claim's deal is to bring, and where those who leave go.

use sulh_domain::{Term, TermKind};

use super::places;
use crate::{Lexicon, mentions::ReadSentence};

/// All terms that the evidence states, in the order of its sentences, with where
/// those who leave go.
pub(super) fn terms(evidence: &[&ReadSentence], lexicon: &Lexicon) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut add = |term: Term| {
        if !terms.contains(&term) {
            terms.push(term);
        }
    };
    for sentence in evidence {
        let mut kinds: Vec<TermKind> = lexicon
            .cues
            .terms
            .iter()
            .filter(|cue| cue.pattern.is_match(sentence.masked.as_bytes()))
            .map(|cue| cue.value)
            .chain(sentence.said.terms.iter().copied())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let destinations = places::of_sentence(sentence, lexicon).destinations;
        for kind in kinds {
            let moves = matches!(
                kind,
                TermKind::FighterEvacuation | TermKind::CivilianEvacuation
            );
            if !moves || destinations.is_empty() {
                add(Term {
                    kind,
                    destination: None,
                });
                continue;
            }
            for destination in &destinations {
                add(Term {
                    kind,
                    destination: Some(destination.clone()),
                });
            }
        }
    }
    // A term with a destination says all that the same term without one says.
    let with_destination: Vec<TermKind> = terms
        .iter()
        .filter(|term| term.destination.is_some())
        .map(|term| term.kind)
        .collect();
    terms.retain(|term| term.destination.is_some() || !with_destination.contains(&term.kind));
    terms
}
