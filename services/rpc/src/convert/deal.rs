//! Deals.

use jiff::Timestamp;
use sulh_domain::{
    Deal, Labels,
    regrouping::DealChange,
    summary::{Count, Group},
};

use super::{
    date::{date, timestamp},
    lexicon::{actor_reference, place_reference, side},
};
use crate::{google, names::DEALS, v1};

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
        contested: deal.is_contested,
        ever_statuses: deal
            .statuses
            .into_iter()
            .map(|status| v1::DealStatus::from(status).into())
            .collect(),
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

/// What became of a deal, with the deal as it is now, where it is.
pub fn deal_change(
    change: DealChange,
    changed_at: Option<Timestamp>,
    present: Option<Deal>,
    labels: &Labels,
) -> v1::DealChange {
    let status = |status: Option<_>| {
        status
            .map_or(v1::DealStatus::Unspecified, v1::DealStatus::from)
            .into()
    };
    v1::DealChange {
        deal: DEALS.name(change.deal),
        kind: v1::DealChangeKind::from(change.kind).into(),
        merged_into: change
            .successor
            .map(|id| DEALS.name(id))
            .unwrap_or_default(),
        status_before: status(change.status_before),
        status_after: status(change.status_after),
        change_time: changed_at.map(timestamp),
        present: present.map(|present| deal(present, labels)),
    }
}

/// Deals counted together.
pub fn deal_count(count: Count, labels: &Labels) -> v1::DealCount {
    use v1::deal_count::Group as Shown;
    let group = match count.of {
        Group::Month(month) => month.map(|month| {
            Shown::Month(google::r#type::Date {
                day: 0,
                ..date(month)
            })
        }),
        Group::Status(status) => {
            status.map(|status| Shown::Status(v1::DealStatus::from(status).into()))
        }
        Group::Type(deal_type) => Some(Shown::Type(v1::DealType::from(deal_type).into())),
        Group::Place(place) => Some(Shown::Place(place_reference(&place, labels))),
        Group::Party(actor) => Some(Shown::Party(actor_reference(&actor, labels))),
        Group::Outlet(outlet) => outlet.map(Shown::Outlet),
    };
    v1::DealCount {
        group,
        deal_count: count.deal_count,
    }
}
