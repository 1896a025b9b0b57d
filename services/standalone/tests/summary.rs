//! Numbers of deals by each dimension.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use sulh_rpc::v1::{
    Deal, DealCount, DealDimension, DealStatus, ParticipantRole, PlaceKind, SummarizeDealsRequest,
    SummarizeDealsResponse, deal_count::Group,
};
use support::{Pair, refused_field, sample_documents};

async fn summarize(pair: &mut Pair, request: SummarizeDealsRequest) -> SummarizeDealsResponse {
    let response = pair.deals.summarize_deals(request).await.unwrap();
    response.into_inner()
}

/// The groups as text, with their numbers.
fn shown(counts: &[DealCount]) -> BTreeMap<String, u64> {
    let shown = counts.iter().map(|count| {
        let group = match &count.group {
            Some(Group::Month(month)) => format!("{}-{}", month.year, month.month),
            Some(Group::Status(status)) => format!("status {status}"),
            Some(Group::Type(deal_type)) => format!("type {deal_type}"),
            Some(Group::Place(place)) => place.name.clone(),
            Some(Group::Party(actor)) => actor.name.clone(),
            Some(Group::Outlet(outlet)) => outlet.clone(),
            None => String::new(),
        };
        (group, count.deal_count)
    });
    let groups: BTreeMap<String, u64> = shown.collect();
    assert_eq!(groups.len(), counts.len(), "each group once");
    groups
}

/// What the deals that are listed count up to.
fn counted(deals: &[Deal], groups: impl Fn(&Deal) -> BTreeSet<String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for group in deals.iter().flat_map(groups) {
        *counts.entry(group).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn numbers_are_those_of_the_deals_that_are_listed() {
    let mut pair = Pair::start().await;
    for document in sample_documents() {
        pair.ingest_document(document).await;
    }
    let deals = pair.all_deals().await;
    let by = |group_by: DealDimension| SummarizeDealsRequest {
        group_by: group_by.into(),
        max_groups: 1000,
        ..Default::default()
    };

    let summary = summarize(&mut pair, by(DealDimension::Status)).await;
    assert_eq!(summary.deal_count, deals.len() as u64);
    let largest_first = |counts: &[DealCount]| counts.is_sorted_by_key(|c| u64::MAX - c.deal_count);
    assert!(largest_first(&summary.counts));
    assert_eq!(
        shown(&summary.counts),
        counted(&deals, |deal| BTreeSet::from([format!(
            "status {}",
            deal.status
        )]))
    );
    let summary = summarize(&mut pair, by(DealDimension::Type)).await;
    assert_eq!(
        shown(&summary.counts),
        counted(&deals, |deal| BTreeSet::from([format!(
            "type {}",
            deal.r#type
        )]))
    );
    let summary = summarize(&mut pair, by(DealDimension::Month)).await;
    assert_eq!(
        shown(&summary.counts),
        counted(&deals, |deal| {
            let month = deal
                .first_date
                .map(|day| format!("{}-{}", day.year, day.month));
            BTreeSet::from([month.unwrap_or_default()])
        })
    );
    let summary = summarize(&mut pair, by(DealDimension::Party)).await;
    assert!(largest_first(&summary.counts));
    assert_eq!(
        shown(&summary.counts),
        counted(&deals, |deal| {
            let parties = deal.participants.iter();
            let parties = parties.filter(|part| part.role() == ParticipantRole::Party);
            parties
                .map(|part| part.actor.as_ref().unwrap().name.clone())
                .collect()
        })
    );

    // Outlets are those of the claims of each deal.
    let mut outlets: BTreeMap<String, u64> = BTreeMap::new();
    for deal in &deals {
        let claims = pair.history(&deal.name).await;
        let of_deal: BTreeSet<String> = claims
            .into_iter()
            .map(|claim| claim.report.unwrap().outlet)
            .collect();
        for outlet in of_deal {
            *outlets.entry(outlet).or_default() += 1;
        }
    }
    let summary = summarize(&mut pair, by(DealDimension::Outlet)).await;
    assert_eq!(shown(&summary.counts), outlets);

    // What lies in a governorate counts for it.
    let governorates = SummarizeDealsRequest {
        place_kind: PlaceKind::Governorate.into(),
        ..by(DealDimension::Place)
    };
    let summary = summarize(&mut pair, governorates).await;
    assert!(summary.counts.len() > 1);
    for (governorate, count) in shown(&summary.counts) {
        let within = SummarizeDealsRequest {
            places: vec![governorate.clone()],
            ..by(DealDimension::Type)
        };
        let within = summarize(&mut pair, within).await;
        assert_eq!(within.deal_count, count, "{governorate}");
    }
}

#[tokio::test]
async fn filters_narrow_and_groups_are_limited() {
    let mut pair = Pair::start().await;
    for document in sample_documents() {
        pair.ingest_document(document).await;
    }
    let agreed = SummarizeDealsRequest {
        group_by: DealDimension::Status.into(),
        statuses: vec![DealStatus::Agreed.into()],
        ..Default::default()
    };
    let summary = summarize(&mut pair, agreed).await;
    assert_eq!(summary.counts.len(), 1);
    assert_eq!(summary.counts[0].deal_count, summary.deal_count);
    let one = SummarizeDealsRequest {
        group_by: DealDimension::Party.into(),
        max_groups: 1,
        ..Default::default()
    };
    assert_eq!(summarize(&mut pair, one).await.counts.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_counted_by_is_refused_by_field() {
    let mut pair = Pair::start().await;
    let by = |group_by: i32, place_kind: i32, max_groups: i32| SummarizeDealsRequest {
        group_by,
        place_kind,
        max_groups,
        ..Default::default()
    };
    let status = DealDimension::Status.into();
    let place = DealDimension::Place.into();
    for (request, field) in [
        (by(0, 0, 0), "group_by"),
        (by(99, 0, 0), "group_by"),
        (by(place, 0, 0), "place_kind"),
        (by(place, 99, 0), "place_kind"),
        (by(status, PlaceKind::Town.into(), 0), "place_kind"),
        (by(status, 0, -1), "max_groups"),
    ] {
        let refused = pair.deals.summarize_deals(request).await.unwrap_err();
        assert_eq!(refused_field(&refused), field);
    }
}
