//! What reports tell of a deal.

use sulh_domain::{
    ClaimId, Labels,
    account::{Account, QuantityRange, Supported},
    history::StatusStep,
};

use super::{
    claim::term,
    date::date,
    lexicon::{actor_reference, place_reference, side},
};
use crate::{names::CLAIMS, v1};

/// What reports tell of a deal.
pub fn account(account: Account, labels: &Labels) -> v1::DealAccount {
    let of_all = account.independent_report_count;
    v1::DealAccount {
        steps: account
            .steps
            .into_iter()
            .map(|told| step(told, of_all))
            .collect(),
        types: account
            .types
            .iter()
            .map(|told| v1::TypeSupport {
                r#type: v1::DealType::from(told.value).into(),
                support: supported(told, of_all),
            })
            .collect(),
        places: account
            .places
            .iter()
            .map(|told| v1::PlaceSupport {
                place: Some(place_reference(&told.value, labels)),
                support: supported(told, of_all),
            })
            .collect(),
        participants: account
            .participants
            .iter()
            .map(|told| {
                let (actor, role, side_taken) = &told.value;
                v1::ParticipantSupport {
                    actor: Some(actor_reference(actor, labels)),
                    role: v1::ParticipantRole::from(*role).into(),
                    side: side(*side_taken),
                    support: supported(told, of_all),
                }
            })
            .collect(),
        terms: account
            .terms
            .iter()
            .map(|told| v1::TermSupport {
                term: Some(term(&told.value, labels)),
                support: supported(told, of_all),
            })
            .collect(),
        quantities: account
            .quantities
            .into_iter()
            .map(|range| quantity(range, of_all))
            .collect(),
        contested: account.is_contested,
    }
}

fn step(step: StatusStep, of_all: u32) -> v1::StatusStep {
    v1::StatusStep {
        status: v1::DealStatus::from(step.status).into(),
        since_date: step.since.map(date),
        until_date: step.until.map(date),
        supporting: Some(support(
            &step.supporting,
            step.independent_report_count,
            of_all,
        )),
        contradicting: Some(support(
            &step.contradicting,
            step.denying_report_count,
            of_all,
        )),
        firm: step.is_firm,
    }
}

fn quantity(range: QuantityRange, of_all: u32) -> v1::QuantityRange {
    v1::QuantityRange {
        of: v1::Counted::from(range.of).into(),
        least: range.least,
        most: range.most,
        support: Some(support(
            &range.claims,
            range.independent_report_count,
            of_all,
        )),
    }
}

fn supported<T>(told: &Supported<T>, of_all: u32) -> Option<v1::Support> {
    Some(support(&told.claims, told.independent_report_count, of_all))
}

fn support(claims: &[ClaimId], reports: u32, of_all: u32) -> v1::Support {
    v1::Support {
        claims: claims.iter().map(|claim| CLAIMS.name(*claim)).collect(),
        independent_report_count: reports,
        report_share: f64::from(reports) / f64::from(of_all.max(1)),
    }
}
