//! Which type of deal a claim is of.

use sulh_domain::{DealType, Term, TermKind};

use super::{Text, drafts::Draft, terms};
use crate::{Lexicon, mentions::ReadSentence};

/// The type of each draft's deal. "The agreement" alone is of the type of the
/// other claims on its place, or of the claims next to it.
pub(super) fn deal_types(drafts: &[Draft], text: &Text<'_>) -> Vec<DealType> {
    let told: Vec<Option<DealType>> = drafts
        .iter()
        .map(|draft| {
            let evidence = draft.evidence(text);
            let terms = terms::terms(&evidence, text.lexicon);
            deal_type(*evidence.first()?, &evidence, &terms, text.lexicon)
        })
        .collect();
    let near = |index: usize| {
        let by_distance = |other: &usize| other.abs_diff(index);
        let mut others: Vec<usize> = (0..drafts.len()).collect();
        others.sort_by_key(by_distance);
        others
    };
    let shares_place = |a: usize, b: usize| match (drafts.get(a), drafts.get(b)) {
        (Some(a), Some(b)) => a.places.iter().any(|place| b.places.contains(place)),
        _ => false,
    };
    let type_at = |index: usize| told.get(index).copied().flatten();
    (0..drafts.len())
        .map(|index| {
            let others = near(index);
            let same_place = others
                .iter()
                .filter(|other| shares_place(index, **other))
                .find_map(|other| type_at(*other));
            type_at(index)
                .or(same_place)
                .or_else(|| others.iter().find_map(|other| type_at(*other)))
                .unwrap_or(DealType::Ceasefire)
        })
        .collect()
}

/// The type that the text names the deal by, else the most far-reaching of
/// its terms; `None` where the evidence tells neither.
fn deal_type(
    first_sentence: &ReadSentence,
    evidence: &[&ReadSentence],
    terms: &[Term],
    lexicon: &Lexicon,
) -> Option<DealType> {
    let named = super::first(&lexicon.cues.deal_types, first_sentence);
    let of_terms = terms.iter().filter_map(|term| type_of(term.kind)).min();
    let anywhere = || {
        evidence
            .iter()
            .find_map(|sentence| super::first(&lexicon.cues.deal_types, sentence))
    };
    named.or(of_terms).or_else(anywhere)
}

fn type_of(term: TermKind) -> Option<DealType> {
    match term {
        TermKind::HeavyWeaponsHandover | TermKind::Disarmament | TermKind::TerritoryHandover => {
            Some(DealType::Surrender)
        }
        TermKind::StatusSettlement
        | TermKind::ConscriptionDeferral
        | TermKind::CivilAdministration
        | TermKind::StateForcesEntry => Some(DealType::Reconciliation),
        TermKind::FighterEvacuation | TermKind::CivilianEvacuation | TermKind::SafePassage => {
            Some(DealType::Evacuation)
        }
        TermKind::Ceasefire => Some(DealType::Ceasefire),
        TermKind::PrisonerExchange => Some(DealType::PrisonerExchange),
        TermKind::HumanitarianAccess => Some(DealType::HumanitarianAccess),
        _ => None,
    }
}
