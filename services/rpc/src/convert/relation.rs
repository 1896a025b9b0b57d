//! Relations.

use sulh_domain::{Labels, Relation};

use super::{article::claims, date::date, lexicon::actor_reference};
use crate::v1;

/// A relation with the claims that it shows.
pub fn relation(relation: Relation, labels: &Labels) -> v1::Relation {
    v1::Relation {
        actor: Some(actor_reference(&relation.actor, labels)),
        other: Some(actor_reference(&relation.other, labels)),
        kind: v1::RelationKind::from(relation.kind).into(),
        deal_count: relation.deal_count,
        claim_count: relation.claim_count,
        hedged_claim_count: relation.hedged_claim_count,
        denied_claim_count: relation.denied_claim_count,
        independent_report_count: relation.independent_report_count,
        first_date: relation.first_date.map(date),
        last_date: relation.last_date.map(date),
        evidence: claims(relation.evidence, labels),
    }
}
