//! Deals narrowed by everything that they can be narrowed by.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use sulh_domain::PlaceId;
use sulh_rpc::{
    google::r#type::Date,
    v1::{Deal, DealStatus, DealType, ListDealsRequest, ParticipantRole, PlaceReference, TermKind},
};
use support::{Pair, document, lineages, refused_field, sample_documents};

async fn filled() -> Pair {
    let mut pair = Pair::start().await;
    for sent in sample_documents() {
        pair.ingest_document(sent).await;
    }
    for report in [
        "Qalamoun\n\n2016-05-02\n\nRebels and the Syrian government reached an agreement on Madaya, a \
         monitor said.\n",
        "Qalamoun\n\n2016-05-02\n\nThe Syrian government and rebels failed to agree on Madaya, \
         residents said.\n",
    ] {
        pair.ingest_document(document(report)).await;
    }
    pair
}

async fn list(pair: &mut Pair, request: ListDealsRequest) -> Vec<Deal> {
    let request = ListDealsRequest {
        page_size: 1000,
        ..request
    };
    pair.deals
        .list_deals(request)
        .await
        .unwrap()
        .into_inner()
        .deals
}

fn now() -> prost_types::Timestamp {
    prost_types::Timestamp::from(std::time::SystemTime::now())
}

fn day(date: Option<Date>) -> (i32, i32, i32) {
    date.map_or((0, 0, 0), |date| (date.year, date.month, date.day))
}

fn takes_part(deal: &Deal, actor: &str, role: Option<ParticipantRole>) -> bool {
    deal.participants.iter().any(|part| {
        let is_actor = actor.is_empty() || part.actor.as_ref().unwrap().name == actor;
        is_actor && role.is_none_or(|role| part.role() == role)
    })
}

/// A filter, and what it means.
type Narrowing = (ListDealsRequest, Box<dyn Fn(&Deal) -> bool>);

fn narrowings() -> Vec<Narrowing> {
    let date = |year, month, day| Some(Date { year, month, day });
    let any = ListDealsRequest::default;
    let lineages = lineages();
    vec![
        (
            ListDealsRequest {
                places: vec!["places/rif-dimashq".into()],
                ..any()
            },
            Box::new(move |deal| {
                let around: PlaceId = "rif-dimashq".parse().unwrap();
                let lies_there = |place: &PlaceReference| {
                    let id = place.name.strip_prefix("places/").unwrap();
                    lineages[&id.parse::<PlaceId>().unwrap()].contains(&around)
                };
                deal.places.iter().any(lies_there)
            }),
        ),
        (
            ListDealsRequest {
                actors: vec!["actors/ahrar-al-sham".into()],
                ..any()
            },
            Box::new(|deal| takes_part(deal, "actors/ahrar-al-sham", None)),
        ),
        (
            ListDealsRequest {
                actors: vec!["actors/russia".into()],
                actor_roles: vec![
                    ParticipantRole::Guarantor.into(),
                    ParticipantRole::Mediator.into(),
                ],
                ..any()
            },
            Box::new(|deal| {
                takes_part(deal, "actors/russia", Some(ParticipantRole::Guarantor))
                    || takes_part(deal, "actors/russia", Some(ParticipantRole::Mediator))
            }),
        ),
        (
            ListDealsRequest {
                actor_roles: vec![ParticipantRole::Representative.into()],
                ..any()
            },
            Box::new(|deal| takes_part(deal, "", Some(ParticipantRole::Representative))),
        ),
        (
            ListDealsRequest {
                types: vec![DealType::Evacuation.into()],
                ..any()
            },
            Box::new(|deal| deal.r#type() == DealType::Evacuation),
        ),
        (
            ListDealsRequest {
                statuses: vec![DealStatus::Agreed.into()],
                ..any()
            },
            Box::new(|deal| deal.status() == DealStatus::Agreed),
        ),
        (
            ListDealsRequest {
                ever_statuses: vec![DealStatus::Agreed.into()],
                ..any()
            },
            Box::new(|deal| deal.ever_statuses.contains(&DealStatus::Agreed.into())),
        ),
        (
            ListDealsRequest {
                terms: vec![TermKind::FighterEvacuation.into()],
                ..any()
            },
            Box::new(|deal| deal.terms.contains(&TermKind::FighterEvacuation.into())),
        ),
        (
            ListDealsRequest {
                dated_since: date(2017, 1, 1),
                ..any()
            },
            Box::new(|deal| day(deal.last_date) >= (2017, 1, 1)),
        ),
        (
            ListDealsRequest {
                dated_until: date(2016, 12, 31),
                ..any()
            },
            Box::new(|deal| deal.first_date.is_some() && day(deal.first_date) <= (2016, 12, 31)),
        ),
        (
            ListDealsRequest {
                contested: Some(true),
                ..any()
            },
            Box::new(|deal| deal.contested),
        ),
        (
            ListDealsRequest {
                contested: Some(false),
                min_independent_reports: 2,
                ..any()
            },
            Box::new(|deal| !deal.contested && deal.independent_report_count >= 2),
        ),
    ]
}

#[tokio::test]
async fn every_filter_lets_through_what_it_says_now_and_of_a_former_time() {
    let mut pair = filled().await;
    let all = list(&mut pair, ListDealsRequest::default()).await;
    let instant = now();
    for (request, means) in narrowings() {
        let expected: Vec<Deal> = all.iter().filter(|deal| means(deal)).cloned().collect();
        assert!(
            !expected.is_empty() && expected.len() < all.len(),
            "{request:?}: {} of {}",
            expected.len(),
            all.len()
        );
        assert_eq!(
            list(&mut pair, request.clone()).await,
            expected,
            "{request:?}"
        );
        let former = ListDealsRequest {
            known_as_of: Some(instant),
            ..request.clone()
        };
        assert_eq!(list(&mut pair, former).await, expected, "{request:?}");
    }
    // Where people go shows in the claims only.
    let to_idlib = ListDealsRequest {
        destinations: vec!["places/idlib-governorate".into()],
        ..Default::default()
    };
    let found = list(&mut pair, to_idlib.clone()).await;
    assert!(!found.is_empty() && found.len() < all.len());
    for deal in &all {
        let claims = pair.history(&deal.name).await;
        let goes = claims.iter().flat_map(|claim| &claim.terms).any(|term| {
            term.destination
                .as_ref()
                .is_some_and(|place| place.name.starts_with("places/idlib"))
        });
        assert_eq!(found.contains(deal), goes, "{}", deal.name);
    }
    let former = ListDealsRequest {
        known_as_of: Some(instant),
        ..to_idlib
    };
    assert_eq!(list(&mut pair, former).await, found);
}

#[tokio::test]
async fn what_changed_since_an_instant_is_found() {
    let mut pair = filled().await;
    let instant = now();
    let since = ListDealsRequest {
        updated_since: Some(instant),
        ..Default::default()
    };
    assert!(list(&mut pair, since.clone()).await.is_empty());
    pair.ingest("Qalamoun\n\n2016-05-03\n\nRebels and the Syrian government reached an agreement on Madaya.\n").await;
    let changed = list(&mut pair, since).await;
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].places[0].name, "places/madaya");
}

#[tokio::test]
async fn filters_that_cannot_be_are_refused_by_field() {
    let mut pair = Pair::start().await;
    let date = |year, month, day| Some(Date { year, month, day });
    let any = ListDealsRequest::default;
    let refused = [
        (
            "min_independent_reports",
            ListDealsRequest {
                min_independent_reports: -1,
                ..any()
            },
        ),
        (
            "terms[0]",
            ListDealsRequest {
                terms: vec![0],
                ..any()
            },
        ),
        (
            "ever_statuses[1]",
            ListDealsRequest {
                ever_statuses: vec![1, 99],
                ..any()
            },
        ),
        (
            "actor_roles[0]",
            ListDealsRequest {
                actor_roles: vec![-5],
                ..any()
            },
        ),
        (
            "destinations[0]",
            ListDealsRequest {
                destinations: vec!["idlib".into()],
                ..any()
            },
        ),
        (
            "dated_until",
            ListDealsRequest {
                dated_since: date(2018, 1, 2),
                dated_until: date(2018, 1, 1),
                ..any()
            },
        ),
        (
            "dated_since",
            ListDealsRequest {
                dated_since: date(2018, 0, 0),
                ..any()
            },
        ),
        (
            "updated_since",
            ListDealsRequest {
                updated_since: Some(now()),
                as_of: date(2018, 1, 1),
                ..any()
            },
        ),
    ];
    for (field, request) in refused {
        let status = pair.deals.list_deals(request).await.unwrap_err();
        assert_eq!(refused_field(&status), field);
    }
}
