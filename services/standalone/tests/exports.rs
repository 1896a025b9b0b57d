//! Exports: everything once, of one instant, and on from there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{collections::BTreeMap, time::Duration};

use sulh_domain::PlaceKind;
use sulh_rpc::v1::{
    Article, ArticleView, Claim, Deal, DealChangeKind, DeleteArticleRequest, ExportArticlesRequest,
    ExportClaimsRequest, ExportDealsRequest, ExportDealsResponse, GetArticleRequest,
    WatchDealsRequest, watch_deals_response::Event,
};
use support::{Pair, refused_field};
use tonic::{Code, Streaming};

/// More than a message has of anything.
const PLACES: usize = 215;

/// Reports of a deal each, about so many villages.
fn reports(count: usize) -> Vec<String> {
    let lexicon = sulh_extract::Lexicon::shipped();
    let villages = lexicon.places().iter().filter(|place| {
        place.kind == PlaceKind::Village && place.name.len() > 7 && !place.name.contains(' ')
    });
    villages
        .take(count)
        .map(|place| {
            format!(
                "Damascus, 21 March 2018\n\nRebels and the Syrian government reached an agreement on \
                 the town of {}.\n",
                place.name
            )
        })
        .collect()
}

async fn filled(count: usize) -> Pair {
    let mut pair = Pair::start().await;
    for report in reports(count) {
        pair.ingest(&report).await;
    }
    pair
}

async fn rest(mut parts: Streaming<ExportDealsResponse>) -> Vec<ExportDealsResponse> {
    let mut all = Vec::new();
    while let Some(part) = parts.message().await.unwrap() {
        all.push(part);
    }
    all
}

fn deals_of(parts: &[ExportDealsResponse]) -> Vec<Deal> {
    parts.iter().flat_map(|part| part.deals.clone()).collect()
}

fn by_name(mut deals: Vec<Deal>) -> Vec<Deal> {
    deals.sort_by(|one, other| one.name.cmp(&other.name));
    deals
}

async fn export_deals(pair: &mut Pair, request: ExportDealsRequest) -> Vec<ExportDealsResponse> {
    let parts = pair.deals.export_deals(request).await.unwrap();
    rest(parts.into_inner()).await
}

async fn export_claims(pair: &mut Pair, cursor: &str) -> (Vec<Claim>, Vec<String>) {
    let request = ExportClaimsRequest {
        cursor: cursor.into(),
    };
    let mut parts = pair
        .deals
        .export_claims(request)
        .await
        .unwrap()
        .into_inner();
    let (mut claims, mut cursors) = (Vec::new(), Vec::new());
    while let Some(part) = parts.message().await.unwrap() {
        claims.extend(part.claims);
        cursors.push(part.cursor);
    }
    (claims, cursors)
}

async fn export_articles(pair: &mut Pair, request: ExportArticlesRequest) -> Vec<Article> {
    let mut parts = pair
        .articles
        .export_articles(request)
        .await
        .unwrap()
        .into_inner();
    let mut articles = Vec::new();
    while let Some(part) = parts.message().await.unwrap() {
        articles.extend(part.articles);
    }
    articles
}

#[tokio::test]
async fn everything_is_exported_once_and_what_was_broken_off_goes_on() {
    let mut pair = filled(PLACES).await;
    let present = by_name(pair.all_deals().await);
    assert!(present.len() > 200, "{} deals", present.len());

    let parts = export_deals(&mut pair, ExportDealsRequest::default()).await;
    assert_eq!(parts.len(), 2);
    assert_eq!(deals_of(&parts), present);
    let request = ExportDealsRequest {
        cursor: parts[0].cursor.clone(),
        ..Default::default()
    };
    assert_eq!(export_deals(&mut pair, request).await, parts[1..]);
    let request = ExportDealsRequest {
        cursor: parts[1].cursor.clone(),
        ..Default::default()
    };
    assert!(export_deals(&mut pair, request).await.is_empty());

    let (claims, cursors) = export_claims(&mut pair, "").await;
    let mut told: Vec<Claim> = pair
        .histories(&present)
        .await
        .into_iter()
        .flatten()
        .collect();
    let article = |claim: &Claim| claim.report.as_ref().unwrap().article.clone();
    told.sort_by_key(article);
    assert_eq!(claims, told);
    let (further, _) = export_claims(&mut pair, &cursors[0]).await;
    assert_eq!(further, claims[200..]);

    let articles = export_articles(&mut pair, ExportArticlesRequest::default()).await;
    assert_eq!(articles.len(), PLACES);
    assert!(articles.is_sorted_by(|one, other| one.name < other.name));
    for article in [&articles[0], &articles[150]] {
        let request = GetArticleRequest {
            name: article.name.clone(),
            ..Default::default()
        };
        let whole = pair.articles.get_article(request).await.unwrap();
        assert_eq!(whole.into_inner().article.as_ref(), Some(article));
        assert!(!article.body.is_empty() && !article.places.is_empty());
    }
    let request = ExportArticlesRequest {
        view: ArticleView::Basic.into(),
        ..Default::default()
    };
    let basic = export_articles(&mut pair, request).await;
    assert_eq!(basic.len(), PLACES);
    assert!(basic.iter().all(|article| article.body.is_empty()));
}

#[tokio::test]
async fn an_export_is_of_one_instant_and_watching_goes_on_from_there() {
    let mut pair = filled(PLACES).await;
    let before = by_name(pair.all_deals().await);
    let request = ExportDealsRequest::default();
    let mut parts = pair.deals.export_deals(request).await.unwrap().into_inner();
    let first = parts.message().await.unwrap().unwrap();

    // Meanwhile a deal goes, one changes, and one comes.
    let articles = pair.all_articles().await;
    let request = DeleteArticleRequest {
        name: articles[0].name.clone(),
    };
    pair.ingest.delete_article(request).await.unwrap();
    let village = before[100].places[0].display_name.clone();
    pair.ingest(&format!(
        "Damascus, 22 March 2018\n\nRebels began leaving the town of {village} under the deal with the \
         Syrian government.\n"
    ))
    .await;
    pair.ingest(
        "Damascus, 23 March 2018\n\nJaysh al-Islam and the government held talks on Douma.\n",
    )
    .await;
    let now = by_name(pair.all_deals().await);
    assert_ne!(now, before);

    let mut exported = first.deals.clone();
    exported.extend(deals_of(&rest(parts).await));
    assert_eq!(exported, before);

    // What the feed tells from then on makes the export what is there now.
    let mut copy: BTreeMap<String, Deal> = exported
        .into_iter()
        .map(|deal| (deal.name.clone(), deal))
        .collect();
    let request = WatchDealsRequest {
        cursor: first.watch_cursor,
        ..Default::default()
    };
    let mut events = pair.deals.watch_deals(request).await.unwrap().into_inner();
    let mut kinds = Vec::new();
    while copy.values().ne(&now) {
        let event = tokio::time::timeout(Duration::from_secs(20), events.message());
        let event = event.await.unwrap().unwrap().unwrap().event.unwrap();
        if let Event::Change(change) = event {
            kinds.push(change.kind());
            match change.present {
                Some(deal) => copy.insert(change.deal, deal),
                None => copy.remove(&change.deal),
            };
        }
    }
    assert_eq!(
        kinds,
        [
            DealChangeKind::Removed,
            DealChangeKind::Changed,
            DealChangeKind::Created
        ]
    );
}

#[tokio::test]
async fn exports_are_narrowed_and_bounded() {
    let mut pair = filled(5).await;
    let nothing = export_deals(
        &mut pair,
        ExportDealsRequest {
            actors: vec!["actors/jaysh-al-islam".into()],
            ..Default::default()
        },
    )
    .await;
    // One message, since it says where to watch on.
    assert_eq!(nothing.len(), 1);
    assert!(nothing[0].deals.is_empty() && !nothing[0].watch_cursor.is_empty());
    let present = pair.all_deals().await;
    let place = present[0].places[0].name.clone();
    let parts = export_deals(
        &mut pair,
        ExportDealsRequest {
            places: vec![place],
            ..Default::default()
        },
    )
    .await;
    assert_eq!(deals_of(&parts), present[..1]);

    // A cursor is of its own filter.
    let request = ExportDealsRequest {
        cursor: parts[0].cursor.clone(),
        ..Default::default()
    };
    let refused = pair.deals.export_deals(request).await.unwrap_err();
    assert_eq!(refused_field(&refused), "cursor");
    let request = ExportArticlesRequest {
        view: 9,
        ..Default::default()
    };
    let refused = pair.articles.export_articles(request).await.unwrap_err();
    assert_eq!(refused_field(&refused), "view");
}

#[tokio::test]
async fn only_so_many_exports_run_at_once() {
    let mut pair = filled(5).await;
    // Too much to be sent before anyone reads it.
    pair.database
        .sql("UPDATE article SET body = body || repeat('x', 2000000)")
        .await;
    let mut running = Vec::new();
    for _ in 0..4 {
        let request = ExportArticlesRequest::default();
        let parts = pair.articles.export_articles(request).await.unwrap();
        running.push(parts.into_inner());
    }
    let request = ExportDealsRequest::default();
    let refused = pair.deals.export_deals(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    // Whoever goes makes room, and the others go on.
    running.pop();
    for mut parts in running {
        let mut count = 0;
        while let Some(part) = parts.message().await.unwrap() {
            assert_eq!(part.articles.len(), 1);
            count += 1;
        }
        assert_eq!(count, 5);
    }
    for _ in 0..4 {
        let parts = export_deals(&mut pair, ExportDealsRequest::default()).await;
        assert_eq!(deals_of(&parts).len(), 5);
    }
}
