//! The feed of changes: what becomes of deals is told once, in order, to whoever
//! watches, and to whoever comes back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::time::Duration;

use sulh_rpc::v1::{
    DealChange, DealChangeKind, DealStatus, GetDealRequest, WatchDealsRequest, WatchDealsResponse,
    watch_deals_response::Event,
};
use support::{Pair, refused_field, sample_documents};
use tonic::{Code, Streaming};

/// A report on Harasta of a day in March 2018, which says the second thing only of
/// this status.
fn harasta(day: u32, says: &str) -> String {
    format!("News from Harasta\n\nDamascus, {day} March 2018\n\n{says}\n")
}

const LEAVING: &str = "Ahrar al-Sham fighters began leaving the town of Harasta on Thursday under a \
     deal with the Syrian government.";
const AGREED: &str =
    "Ahrar al-Sham and the Syrian government reached an agreement on the evacuation of Harasta.";

async fn watch(pair: &mut Pair, request: WatchDealsRequest) -> Streaming<WatchDealsResponse> {
    let stream = pair.deals.watch_deals(request).await.unwrap();
    stream.into_inner()
}

async fn next(stream: &mut Streaming<WatchDealsResponse>) -> (Event, String) {
    let response = tokio::time::timeout(Duration::from_secs(20), stream.message());
    let response = response.await.unwrap().unwrap().unwrap();
    (response.event.unwrap(), response.cursor)
}

/// The next change; the heartbeats before it are passed over.
async fn change(stream: &mut Streaming<WatchDealsResponse>) -> (DealChange, String) {
    loop {
        if let (Event::Change(change), cursor) = next(stream).await {
            return (change, cursor);
        }
    }
}

/// All changes there are from a cursor on; from the beginning where it is empty.
async fn all(pair: &mut Pair, cursor: &str) -> Vec<DealChange> {
    let mut stream = watch(
        pair,
        WatchDealsRequest {
            cursor: cursor.to_owned(),
            from_beginning: true,
            heartbeat_seconds: 1,
            ..Default::default()
        },
    )
    .await;
    let (start, _) = next(&mut stream).await;
    assert!(matches!(start, Event::Heartbeat(_)), "{start:?}");
    let mut changes = Vec::new();
    while let (Event::Change(change), _) = next(&mut stream).await {
        changes.push(change);
    }
    changes
}

#[tokio::test]
async fn a_deal_is_told_of_when_it_begins_and_when_it_goes_on() {
    let mut pair = Pair::start().await;
    let mut stream = watch(&mut pair, WatchDealsRequest::default()).await;
    assert!(matches!(next(&mut stream).await.0, Event::Heartbeat(_)));

    pair.ingest(&harasta(21, AGREED)).await;
    let (created, cursor) = change(&mut stream).await;
    assert_eq!(created.kind(), DealChangeKind::Created);
    assert_eq!(created.status_before(), DealStatus::Unspecified);
    assert_eq!(created.status_after(), DealStatus::Agreed);
    let present = created.present.unwrap();
    assert_eq!(present.name, created.deal);
    assert_eq!(present.places[0].name, "places/harasta");
    assert!(created.change_time.is_some());

    pair.ingest(&harasta(22, LEAVING)).await;
    let (changed, _) = change(&mut stream).await;
    assert_eq!(changed.kind(), DealChangeKind::Changed);
    assert_eq!(changed.deal, created.deal);
    assert_eq!(changed.status_before(), DealStatus::Agreed);
    assert_eq!(changed.status_after(), DealStatus::Implementing);

    // Whoever comes back goes on behind the last change, and misses none.
    let kinds = |changes: Vec<DealChange>| -> Vec<DealChangeKind> {
        changes.iter().map(DealChange::kind).collect()
    };
    assert_eq!(
        kinds(all(&mut pair, &cursor).await),
        [DealChangeKind::Changed]
    );
    assert_eq!(
        kinds(all(&mut pair, "").await),
        [DealChangeKind::Created, DealChangeKind::Changed]
    );
}

#[tokio::test]
async fn the_same_document_again_changes_nothing() {
    let mut pair = Pair::start().await;
    pair.ingest(&harasta(21, AGREED)).await;
    pair.ingest(&harasta(21, AGREED)).await;
    assert_eq!(all(&mut pair, "").await.len(), 1);
}

#[tokio::test]
async fn a_former_name_leads_to_the_deal_and_says_so() {
    let mut pair = Pair::start().await;
    pair.ingest(&harasta(22, LEAVING)).await;
    let former = pair.all_deals().await.remove(0).name;
    // News of an earlier step, which the deal is named after now.
    pair.ingest(&harasta(21, AGREED)).await;
    let deals = pair.all_deals().await;
    assert_eq!(deals.len(), 1);
    assert_ne!(deals[0].name, former);

    let changes = all(&mut pair, "").await;
    let merged = changes
        .iter()
        .find(|change| change.kind() == DealChangeKind::Merged)
        .unwrap();
    assert_eq!(merged.deal, former);
    assert_eq!(merged.merged_into, deals[0].name);
    assert_eq!(merged.present, None);

    let get = async |pair: &mut Pair, name: &str| {
        let request = GetDealRequest {
            name: name.to_owned(),
            ..Default::default()
        };
        pair.deals.get_deal(request).await.unwrap().into_inner()
    };
    let by_former = get(&mut pair, &former).await;
    assert_eq!(by_former.deal.as_ref(), Some(&deals[0]));
    assert_eq!(by_former.merged_into, deals[0].name);
    assert_eq!(by_former.previous_names, [former]);
    let by_present = get(&mut pair, &deals[0].name).await;
    assert_eq!(by_present.merged_into, "");
}

#[tokio::test]
async fn filters_narrow_to_what_the_deal_is_when_it_is_told() {
    let mut pair = Pair::start().await;
    let mut elsewhere = watch(
        &mut pair,
        WatchDealsRequest {
            places: vec!["places/aleppo".into()],
            heartbeat_seconds: 1,
            ..Default::default()
        },
    )
    .await;
    let mut within = watch(
        &mut pair,
        WatchDealsRequest {
            places: vec!["places/eastern-ghouta".into()],
            statuses: vec![DealStatus::Agreed.into()],
            ..Default::default()
        },
    )
    .await;
    next(&mut elsewhere).await;
    pair.ingest(&harasta(21, AGREED)).await;
    let (created, _) = change(&mut within).await;
    assert_eq!(created.kind(), DealChangeKind::Created);
    let (silence, _) = next(&mut elsewhere).await;
    assert!(matches!(silence, Event::Heartbeat(_)), "{silence:?}");
}

#[tokio::test]
async fn many_writers_leave_no_gap_and_no_change_twice() {
    let mut pair = Pair::start().await;
    let mut stream = watch(&mut pair, WatchDealsRequest::default()).await;
    next(&mut stream).await;
    let documents = sample_documents();
    let writers: Vec<_> = documents
        .chunks(documents.len().div_ceil(4))
        .map(|documents| {
            let mut client = pair.ingest.clone();
            let documents = documents.to_vec();
            tokio::spawn(async move {
                for document in documents {
                    let request = sulh_rpc::v1::IngestDocumentRequest {
                        document: Some(document),
                        ..Default::default()
                    };
                    client.ingest_document(request).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let expected = all(&mut pair, "").await;
    assert!(expected.len() > 10, "{}", expected.len());
    // Who watched meanwhile saw the same, in the same order.
    for change_expected in &expected {
        let (seen, _) = change(&mut stream).await;
        assert_eq!(
            (&seen.deal, seen.kind, &seen.change_time),
            (
                &change_expected.deal,
                change_expected.kind,
                &change_expected.change_time
            )
        );
    }
    // Told one after the other, the changes make the deals that there are.
    let mut alive: Vec<&str> = Vec::new();
    for change in &expected {
        match change.kind() {
            DealChangeKind::Created => alive.push(&change.deal),
            DealChangeKind::Changed => assert!(alive.contains(&change.deal.as_str())),
            _ => alive.retain(|deal| *deal != change.deal),
        }
    }
    let mut present: Vec<String> = pair
        .all_deals()
        .await
        .into_iter()
        .map(|deal| deal.name)
        .collect();
    alive.sort_unstable();
    present.sort_unstable();
    assert_eq!(alive, present);
}

#[tokio::test]
async fn what_cannot_be_watched_is_refused_by_field() {
    let mut pair = Pair::start().await;
    for (request, field) in [
        (
            WatchDealsRequest {
                cursor: "x".into(),
                ..Default::default()
            },
            "cursor",
        ),
        (
            WatchDealsRequest {
                heartbeat_seconds: 301,
                ..Default::default()
            },
            "heartbeat_seconds",
        ),
        (
            WatchDealsRequest {
                places: vec!["harasta".into()],
                ..Default::default()
            },
            "places[0]",
        ),
    ] {
        let refused = pair.deals.watch_deals(request).await.unwrap_err();
        assert_eq!(refused_field(&refused), field);
    }
}

#[tokio::test]
async fn so_many_may_watch_at_once() {
    let mut pair = Pair::start().await;
    let mut streams = Vec::new();
    for _ in 0..100 {
        streams.push(watch(&mut pair, WatchDealsRequest::default()).await);
    }
    let refused = pair
        .deals
        .watch_deals(WatchDealsRequest::default())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    streams.pop();
    // The place of whoever left is free once the service has noticed.
    for _ in 0..100 {
        let again = pair.deals.watch_deals(WatchDealsRequest::default()).await;
        if again.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody may watch although someone left");
}
