//! The five real reports that the project starts from, through ingest, store and
//! query. They are not part of the repository: the test passes them over, with a
//! message, where they are absent.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use support::{Pair, documents, root};

#[tokio::test]
async fn the_five_reports_become_deals_with_quoted_evidence() {
    let folder = root().join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    let reports = documents(&folder);
    assert_eq!(reports.len(), 5);
    let mut pair = Pair::start().await;
    for report in reports {
        let ingested = pair.ingest_document(report.clone()).await;
        let article = ingested.article.unwrap();
        assert!(!article.body.is_empty(), "{}", report.label);
        assert!(!ingested.claims.is_empty(), "{}", report.label);
        let actors = article.actors.iter().flat_map(|mention| &mention.spans);
        let places = article.places.iter().flat_map(|mention| &mention.spans);
        for span in actors.chain(places) {
            let named = article.body.get(span.start as usize..span.end as usize);
            assert!(named.is_some_and(|name| !name.is_empty()), "{span:?}");
        }
        for quote in ingested.claims.iter().flat_map(|claim| &claim.evidence) {
            let span = quote.span.unwrap();
            let quoted = article.body.get(span.start as usize..span.end as usize);
            assert_eq!(quoted, Some(quote.text.as_str()));
        }
        assert!(pair.ingest_document(report).await.already_ingested);
    }
    let articles = pair.all_articles().await;
    assert_eq!(articles.len(), 5);
    let deals = pair.all_deals().await;
    let places: Vec<&str> = deals
        .iter()
        .flat_map(|deal| &deal.places)
        .map(|place| place.name.as_str())
        .collect();
    for place in ["places/dumayr", "places/douma", "places/harasta"] {
        assert!(places.contains(&place), "{place} in {places:?}");
    }
    let claims: usize = articles.iter().map(|a| a.claim_count as usize).sum();
    let in_deals: usize = deals.iter().map(|d| d.claim_count as usize).sum();
    assert_eq!(in_deals, claims, "every claim is in exactly one deal");
}
