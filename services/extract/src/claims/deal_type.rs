//! Which type of deal a claim is of.

use sulh_domain::{DealType, Status, Term, TermKind};

use super::{Text, clauses::Clauses, drafts::Draft};
use crate::assertions::Naming;

/// The type of each draft's deal: what its own words call it, else what the most
/// far-reaching of its terms makes it. "The agreement" alone is of the type of the
/// other claims on its place, those told before it first, or of what is told
/// nearest to it.
pub(super) fn deal_types(
    drafts: &[Draft],
    terms: &[Vec<Term>],
    clauses: &Clauses,
    text: &Text<'_>,
) -> Vec<DealType> {
    let own: Vec<(Option<DealType>, Option<DealType>)> = (0..)
        .zip(drafts.iter().zip(terms))
        .map(|(index, (draft, terms))| {
            let told = |at| told(index, at, clauses, text);
            let mut asserting = draft.asserted.iter().filter_map(|of| told(of.sentence));
            let mut detailed = draft.detailed.iter().filter_map(|at| told(*at));
            let of_all = of_terms(terms.iter().map(|term| term.kind));
            let asserted = asserting.clone();
            let mut first = asserted.filter_map(|(named, of_terms)| named.or(of_terms));
            let named = asserting
                .find_map(|(named, _)| named)
                .or_else(|| detailed.find_map(|(named, _)| named));
            (named, first.next().or(of_all).or(named))
        })
        .collect();
    let known = |index: usize| own.get(index).and_then(|(_, known)| *known);
    let common = most_common(own.iter().filter_map(|(_, known)| *known));
    (0..)
        .zip(drafts.iter().zip(&own))
        .map(|(index, (draft, (named, told)))| {
            let on_same_place = drafts.iter().enumerate().filter(|(other, draft_of)| {
                let mut places = draft_of.places.iter();
                *other != index && places.any(|place| draft.places.contains(place))
            });
            let mut others: Vec<usize> = on_same_place.map(|(other, _)| other).collect();
            others.sort_by_key(|other| (*other > index, other.abs_diff(index)));
            // Prisoners and aid are often the lesser part of a deal.
            let mut of_others = others.into_iter().filter_map(known).peekable();
            let nearest_of_others = of_others.peek().copied();
            let of_others = of_others.find(|of| !is_lesser(*of)).or(nearest_of_others);
            // How a deal broke says little of what it was.
            let told = match draft.status {
                Status::Collapsed => named.or(of_others).or(*told),
                _ => told.or(of_others),
            };
            told.or(common)
                .or_else(|| nearest(draft, text))
                .unwrap_or(DealType::Ceasefire)
        })
        .collect()
}

fn is_lesser(deal_type: DealType) -> bool {
    matches!(
        deal_type,
        DealType::PrisonerExchange | DealType::HumanitarianAccess
    )
}

/// The value that comes most often, of several the first.
fn most_common(types: impl Iterator<Item = DealType>) -> Option<DealType> {
    let mut counts: Vec<(DealType, usize)> = Vec::new();
    for deal_type in types {
        match counts.iter_mut().find(|(known, _)| *known == deal_type) {
            Some((_, count)) => *count += 1,
            None => counts.push((deal_type, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut leading = counts.into_iter().filter(|(_, count)| *count == most);
    leading.next().map(|(deal_type, _)| deal_type)
}

/// The type of what the sentences nearest to a draft tell of a deal, those before
/// it first.
fn nearest(draft: &Draft, text: &Text<'_>) -> Option<DealType> {
    let at = draft.sentences().first().copied()?;
    let mut indexes: Vec<usize> = (0..text.sentences.len()).collect();
    indexes.sort_by_key(|index| (index.abs_diff(at), *index > at));
    let near = indexes
        .into_iter()
        .filter_map(|index| text.sentences.get(index));
    let mut told = near.chain(text.title).map(|sentence| &sentence.said);
    told.find_map(|said| {
        let named = said.namings.first().map(|naming| naming.deal_type);
        named.or_else(|| of_terms(said.terms.iter().map(|term| term.kind)))
    })
}

/// The type that a sentence of a draft names the deal by, and that which the terms
/// told there make it.
fn told(
    index: usize,
    at: usize,
    clauses: &Clauses,
    text: &Text<'_>,
) -> Option<(Option<DealType>, Option<DealType>)> {
    let said = &text.sentences.get(at)?.said;
    let mut namings = said.namings.iter();
    let named = namings.find(|naming| clauses.are_of(index, at, naming.at));
    let terms = said.terms.iter();
    let own = terms.filter(|term| clauses.are_of(index, at, term.at));
    let of_terms = of_terms(own.map(|term| term.kind));
    // Under a "settlement" some leave and some settle their status.
    let is_loose = |naming: &&Naming| {
        let start = text.sentences.get(at).map(|read| read.range.start);
        let word = start.and_then(|start| text.body.get(start + naming.at..));
        of_terms == Some(DealType::Evacuation)
            && word.is_some_and(|word| word.starts_with("settlement"))
    };
    let named = named.filter(|naming| !is_loose(naming));
    Some((named.map(|naming| naming.deal_type), of_terms))
}

/// The type that terms make a deal: that of the most far-reaching. Who gives in a
/// rifle and settles his status is reconciled; where troops enter or a council
/// governs, and no more, the state returns; where troops draw back or the sides man
/// posts together the fighting stops.
fn of_terms(terms: impl Iterator<Item = TermKind>) -> Option<DealType> {
    let mut kinds: Vec<TermKind> = terms.collect();
    if kinds.contains(&TermKind::StatusSettlement) {
        kinds.retain(|kind| *kind != TermKind::Disarmament);
    }
    let has = |some: &[TermKind]| kinds.iter().any(|kind| some.contains(kind));
    let by_itself = kinds.iter().copied().filter_map(type_of).min();
    let returns = has(&[TermKind::StateForcesEntry, TermKind::CivilAdministration]);
    let rests = has(&[
        TermKind::GovernmentWithdrawal,
        TermKind::JointForce,
        TermKind::CrossingOrRoad,
    ]);
    match by_itself {
        // Who gives up arms and sees the troops go has come to terms.
        Some(DealType::Surrender) if has(&[TermKind::GovernmentWithdrawal]) => {
            Some(DealType::Reconciliation)
        }
        // Where troops draw back a release is no mere exchange.
        Some(found) if found > DealType::Ceasefire && rests => Some(DealType::Ceasefire),
        None if returns => Some(DealType::Reconciliation),
        None if rests => Some(DealType::Ceasefire),
        found => found,
    }
}

fn type_of(term: TermKind) -> Option<DealType> {
    match term {
        TermKind::HeavyWeaponsHandover | TermKind::Disarmament | TermKind::TerritoryHandover => {
            Some(DealType::Surrender)
        }
        TermKind::StatusSettlement | TermKind::ConscriptionDeferral => {
            Some(DealType::Reconciliation)
        }
        TermKind::FighterEvacuation | TermKind::CivilianEvacuation | TermKind::SafePassage => {
            Some(DealType::Evacuation)
        }
        TermKind::Ceasefire => Some(DealType::Ceasefire),
        TermKind::PrisonerExchange => Some(DealType::PrisonerExchange),
        TermKind::HumanitarianAccess => Some(DealType::HumanitarianAccess),
        _ => None,
    }
}
