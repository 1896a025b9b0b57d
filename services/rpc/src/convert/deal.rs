//! Deals.

use sulh_domain::{Deal, Labels};

use super::{
    date::date,
    lexicon::{actor_reference, place_reference, side},
};
use crate::{names::DEALS, v1};

/// A deal.
pub fn deal(deal: Deal, labels: &Labels) -> v1::Deal {
    v1::Deal {
        name: DEALS.name(deal.id),
        display_name: deal.name.unwrap_or_default(),
        r#type: v1::DealType::from(deal.deal_type).into(),
        status: deal
            .status
            .map_or(v1::DealStatus::Unspecified, v1::DealStatus::from)
            .into(),
        places: deal
            .places
            .iter()
            .map(|id| place_reference(id, labels))
            .collect(),
        participants: deal
            .participants
            .iter()
            .map(|(actor, role, side_taken)| v1::DealParticipant {
                actor: Some(actor_reference(actor, labels)),
                role: v1::ParticipantRole::from(*role).into(),
                side: side(*side_taken),
            })
            .collect(),
        terms: deal
            .terms
            .into_iter()
            .map(|kind| v1::TermKind::from(kind).into())
            .collect(),
        first_date: deal.first_date.map(date),
        last_date: deal.last_date.map(date),
        report_count: deal.report_count,
        independent_report_count: deal.independent_report_count,
        claim_count: u32::try_from(deal.claims.len()).unwrap_or(u32::MAX),
        process: DEALS.name(deal.process),
        predecessor: deal
            .predecessor
            .map(|id| DEALS.name(id))
            .unwrap_or_default(),
    }
}
