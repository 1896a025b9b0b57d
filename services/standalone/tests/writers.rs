//! Many writers at once, in any order, with articles taken back meanwhile: the deals
//! are those of one writer. `SULH_TEST_DOCUMENTS` sets how many documents there are.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use sulh_domain::{ArticleId, PlaceKind};
use sulh_rpc::v1::{
    Claim, Deal, DeleteArticleRequest, IngestDocumentRequest, ListDealClaimsRequest,
    ListDealsRequest,
};
use support::{Pair, document};
use tonic::Code;

const DOCUMENTS: usize = 300;
const WRITERS: usize = 16;
/// Documents about one place, on the average.
const DOCUMENTS_PER_PLACE: usize = 50;
/// Of so many documents one is taken back.
const ONE_DELETED_OF: usize = 10;

/// What happens at a place in turn.
const STEPS: [&str; 8] = [
    "{group} and the Syrian government held talks on {place}, residents said.",
    "{group} and the Syrian government reached an agreement on {place}.",
    "{group} fighters began leaving {place} under a deal with the government.",
    "The last fighters of {group} left {place} for Idlib under the deal.",
    "{group} rejected an offer of the government for {place}.",
    "The truce between {group} and the army in {place} collapsed.",
    "{group} denied that an agreement on {place} had been reached.",
    "The army offered {group} a truce in {place}.",
];
const GROUPS: [&str; 3] = ["Ahrar al-Sham", "Jaysh al-Islam", "Faylaq al-Rahman"];

/// A generator of numbers, the same at each run.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // Knuth's constants for 64 bits.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn shuffled<T>(&mut self, mut values: Vec<T>) -> Vec<T> {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
        values
    }
}

/// Reports about towns over two years.
fn reports(count: usize) -> Vec<String> {
    let mut numbers = Numbers(1);
    let towns: Vec<&str> = sulh_extract::Lexicon::shipped()
        .places()
        .iter()
        .filter(|place| place.kind == PlaceKind::Town && !place.name.contains('('))
        .map(|place| place.name.as_str())
        .take(count.div_ceil(DOCUMENTS_PER_PLACE).max(4))
        .collect();
    let reports = (0..count).map(|number| {
        let step = STEPS[numbers.below(STEPS.len())]
            .replace("{group}", GROUPS[numbers.below(GROUPS.len())])
            .replace("{place}", towns[numbers.below(towns.len())]);
        let (year, month, day) = (
            2017 + numbers.below(2),
            1 + numbers.below(12),
            1 + numbers.below(28),
        );
        format!("Bulletin number {number}\n\n{year}-{month:02}-{day:02}\n\n{step}\n")
    });
    reports.collect()
}

/// All deals with their claims, by the deal's name.
async fn histories(pair: &mut Pair) -> HashMap<String, (Deal, Vec<Claim>)> {
    let mut found = HashMap::new();
    let mut request = ListDealsRequest {
        page_size: 1000,
        ..Default::default()
    };
    loop {
        let page = pair.deals.list_deals(request.clone()).await.unwrap();
        let page = page.into_inner();
        for deal in page.deals {
            let mut claims = Vec::new();
            let mut of_deal = ListDealClaimsRequest {
                deal: deal.name.clone(),
                page_size: 1000,
                ..Default::default()
            };
            loop {
                let page = pair.deals.list_deal_claims(of_deal.clone()).await.unwrap();
                let page = page.into_inner();
                claims.extend(page.claims);
                of_deal.page_token = page.next_page_token;
                if of_deal.page_token.is_empty() {
                    break;
                }
            }
            found.insert(deal.name.clone(), (deal, claims));
        }
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            return found;
        }
    }
}

/// Ingests reports by so many writers; a report that was taken back is refused.
async fn ingest(pair: &Pair, reports: Vec<String>, writers: usize) {
    let reports = Arc::new(reports);
    let next = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..writers)
        .map(|_| {
            let mut client = pair.ingest.clone();
            let (reports, next) = (Arc::clone(&reports), Arc::clone(&next));
            tokio::spawn(async move {
                while let Some(report) = reports.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let request = IngestDocumentRequest {
                        document: Some(document(report)),
                        ..Default::default()
                    };
                    if let Err(status) = client.ingest_document(request).await {
                        assert_eq!(status.code(), Code::FailedPrecondition, "{status:?}");
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

/// Takes reports back; those that are not there are passed over.
async fn delete(pair: &Pair, reports: &[String]) {
    let mut client = pair.ingest.clone();
    for report in reports {
        let name = format!("articles/{}", ArticleId::of(report.as_bytes()));
        let deleted = client.delete_article(DeleteArticleRequest { name }).await;
        if let Err(status) = deleted {
            assert_eq!(status.code(), Code::NotFound, "{status:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_any_number_of_writers_and_deletions_between_make_the_same_deals() {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line")]
    let count = match std::env::var("SULH_TEST_DOCUMENTS") {
        Ok(count) => count.parse().unwrap(),
        Err(_) => DOCUMENTS,
    };
    let all = reports(count);
    let (kept, taken): (Vec<_>, Vec<_>) = (0..)
        .zip(all.clone())
        .partition(|(number, _)| number % ONE_DELETED_OF != 0);
    let kept: Vec<String> = kept.into_iter().map(|(_, report)| report).collect();
    let taken: Vec<String> = taken.into_iter().map(|(_, report)| report).collect();

    let mut alone = Pair::start().await;
    let mut numbers = Numbers(2);
    let kept = numbers.shuffled(kept);
    let begun = Instant::now();
    ingest(&alone, kept, 1).await;
    println!("{count} documents by one writer: {:.1?}", begun.elapsed());

    let mut crowd = Pair::start().await;
    let twice = all.iter().chain(&all).cloned().collect();
    let twice = numbers.shuffled(twice);
    let begun = Instant::now();
    tokio::join!(ingest(&crowd, twice, WRITERS), delete(&crowd, &taken));
    println!("twice by {WRITERS} writers: {:.1?}", begun.elapsed());
    // Some came in after they were to be taken back.
    delete(&crowd, &taken).await;

    let expected = histories(&mut alone).await;
    let found = histories(&mut crowd).await;
    println!("{} deals", expected.len());
    assert!(expected.len() > count / 20, "{}", expected.len());
    assert_eq!(found.len(), expected.len());
    for (name, history) in expected {
        assert_eq!(found.get(&name), Some(&history), "{name}");
    }
}
