//! What a claim's deal is to bring, and where those who leave go.

use sulh_domain::{PlaceId, Term, TermKind};

use super::{Text, clauses::Clauses, drafts::Draft, places};
use crate::{Lexicon, assertions::SaidTerm, mentions::ReadSentence};

/// The terms of each draft, in the order of its sentences.
pub(super) fn terms(drafts: &[Draft], clauses: &Clauses, text: &Text<'_>) -> Vec<Vec<Term>> {
    let stated: Vec<Vec<Stated<'_>>> = (0..)
        .zip(drafts)
        .map(|(index, draft)| stated(index, draft, clauses, text))
        .collect();
    (0..)
        .zip(drafts)
        .map(|(index, draft)| {
            let movers = || movers(index, drafts, &stated);
            let own = stated.get(index).map_or(&[][..], Vec::as_slice);
            settled(own, draft, movers, text.lexicon)
        })
        .collect()
}

/// A term with the sentence that tells it.
type Stated<'a> = (&'a ReadSentence, &'a SaidTerm);

fn stated<'a>(index: usize, draft: &Draft, clauses: &Clauses, text: &Text<'a>) -> Vec<Stated<'a>> {
    let mut stated = Vec::new();
    for at in draft.sentences() {
        let Some(sentence) = text.sentences.get(at) else {
            continue;
        };
        let terms = sentence.said.terms.iter();
        let own = terms.filter(|term| clauses.are_of(index, at, term.at));
        stated.extend(own.map(|term| (sentence, term)));
    }
    stated
}

/// Who moves where a draft does not say: those who move in its other sentences,
/// else in the nearest draft that says.
fn movers(index: usize, drafts: &[Draft], stated: &[Vec<Stated<'_>>]) -> Vec<TermKind> {
    let mut others: Vec<usize> = (0..stated.len()).collect();
    let shares_place = |other: usize| match (drafts.get(index), drafts.get(other)) {
        (Some(a), Some(b)) => a.places.iter().any(|place| b.places.contains(place)),
        _ => false,
    };
    others.sort_by_key(|other| (!shares_place(*other), other.abs_diff(index)));
    let clear = |other: usize| -> Vec<TermKind> {
        let terms = stated.get(other).into_iter().flatten();
        let mut kinds: Vec<TermKind> = terms
            .filter(|(_, term)| moves(term.kind) && !term.unclear)
            .map(|(_, term)| term.kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let known = others
        .into_iter()
        .map(clear)
        .find(|kinds| !kinds.is_empty());
    known.unwrap_or_else(|| vec![TermKind::FighterEvacuation])
}

/// The terms that a claim states, each with where those who leave go.
fn settled(
    stated: &[Stated<'_>],
    draft: &Draft,
    movers: impl Fn() -> Vec<TermKind>,
    lexicon: &Lexicon,
) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut staged: Vec<TermKind> = Vec::new();
    for (sentence, said) in stated {
        let mut destinations: Vec<Option<PlaceId>> =
            places::destinations(sentence, said, &draft.places, lexicon)
                .into_iter()
                .map(Some)
                .collect();
        if destinations.is_empty() {
            destinations.push(None);
        }
        let kinds = match said.unclear {
            true => movers(),
            false => vec![said.kind],
        };
        if said.staged {
            staged.extend(&kinds);
        }
        for kind in kinds {
            let of_kind = destinations.iter().cloned().map(|destination| Term {
                kind,
                destination,
                staged: false,
            });
            let new: Vec<Term> = of_kind.filter(|term| !terms.contains(term)).collect();
            terms.extend(new);
        }
    }
    // A term with a destination says all that the same term without one says.
    let with_destination: Vec<TermKind> = terms
        .iter()
        .filter(|term| term.destination.is_some())
        .map(|term| term.kind)
        .collect();
    terms.retain(|term| term.destination.is_some() || !with_destination.contains(&term.kind));
    let is_wide = |term: &Term| {
        let place = term.destination.as_ref();
        place.is_some_and(|place| places::is_vague(place, lexicon))
    };
    // "To the north" says less than "to Idlib".
    if !terms
        .iter()
        .filter(|term| term.destination.is_some())
        .all(is_wide)
    {
        terms.retain(|term| !is_wide(term));
    }
    // Whoever goes in batches does so wherever they go.
    for term in &mut terms {
        term.staged = staged.contains(&term.kind);
    }
    terms
}

fn moves(kind: TermKind) -> bool {
    matches!(
        kind,
        TermKind::FighterEvacuation | TermKind::CivilianEvacuation
    )
}
