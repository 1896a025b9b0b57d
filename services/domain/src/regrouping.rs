//! What becomes of deals when their claims are grouped anew.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{ClaimId, Deal, DealId, Status};

/// What became of a deal.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum DealChangeKind {
    /// It is new.
    Created,
    /// Its claims, or what follows from them, are others.
    Changed,
    /// Its claims are part of another deal now.
    Merged,
    /// None of its claims is left.
    Removed,
}

/// A change of one deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DealChange {
    /// The deal, by the name that it has, or had until now.
    pub deal: DealId,
    /// What became of it.
    pub kind: DealChangeKind,
    /// Of a merged deal: the one that holds its first claim now.
    pub successor: Option<DealId>,
    /// Its status before.
    pub status_before: Option<Status>,
    /// Its status now.
    pub status_after: Option<Status>,
}

impl DealChange {
    /// Whether the deal is no more.
    pub fn is_end(&self) -> bool {
        matches!(self.kind, DealChangeKind::Merged | DealChangeKind::Removed)
    }
}

/// The difference between the deals before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Regrouping {
    /// What became of each deal that is another one now, by id.
    pub changes: Vec<DealChange>,
    /// For each claim that is gone, the claim of the same deal that stands for it.
    pub heirs: BTreeMap<ClaimId, ClaimId>,
}

/// Compares all deals that some claims made with all that they make now. Claims
/// whose document was read again may have `followed` those that are gone.
pub fn regrouping(
    before: &[Deal],
    after: &[Deal],
    followed: &HashMap<ClaimId, ClaimId>,
) -> Regrouping {
    let held: HashMap<ClaimId, &Deal> = after
        .iter()
        .flat_map(|deal| deal.claims.iter().map(move |claim| (*claim, deal)))
        .collect();
    let by_id: HashMap<DealId, &Deal> = after.iter().map(|deal| (deal.id, deal)).collect();
    let known: HashSet<DealId> = before.iter().map(|deal| deal.id).collect();
    let mut found = Regrouping::default();
    for deal in before {
        let present = |claim: &ClaimId| -> Option<ClaimId> {
            let claim = followed.get(claim).unwrap_or(claim);
            held.contains_key(claim).then_some(*claim)
        };
        let first = deal.claims.iter().find_map(present);
        if let Some(first) = first {
            for claim in deal.claims.iter().filter(|claim| !held.contains_key(claim)) {
                let heir = present(claim).unwrap_or(first);
                found.heirs.insert(*claim, heir);
            }
        }
        let successor = first.and_then(|claim| held.get(&claim)).map(|deal| deal.id);
        let kind = match by_id.get(&deal.id) {
            Some(same) if *same == deal => continue,
            Some(_) => DealChangeKind::Changed,
            None if successor.is_some() => DealChangeKind::Merged,
            None => DealChangeKind::Removed,
        };
        found.changes.push(DealChange {
            deal: deal.id,
            kind,
            successor: successor.filter(|_| kind == DealChangeKind::Merged),
            status_before: deal.status,
            status_after: by_id.get(&deal.id).and_then(|deal| deal.status),
        });
    }
    let new = after.iter().filter(|deal| !known.contains(&deal.id));
    found.changes.extend(new.map(|deal| DealChange {
        deal: deal.id,
        kind: DealChangeKind::Created,
        successor: None,
        status_before: None,
        status_after: deal.status,
    }));
    found.changes.sort_by_key(|change| change.deal);
    found
}
