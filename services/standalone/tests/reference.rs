//! Whatever is ingested and taken back, in whatever order and however much of it at
//! once: the deals are those that the rules make of the articles that are there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use sulh_domain::{
    ArticleId, Deal, DealId, PlaceId, Reading,
    deal::ClaimFacts,
    filter::DealFilter,
    grouping,
    near_duplicates::{Shingles, originals},
    page::PageSize,
};
use sulh_rpc::v1::{DeleteArticleRequest, Document, IngestDocumentRequest};
use support::{Pair, document, lineages, reading};
use tonic::Code;

/// What is done with one of the documents.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Ingest,
    TakeBack,
}

/// Deeds that are done at once, each with the number of its document.
type Wave = Vec<(usize, Deed)>;

/// Reports on places that lie in one another, between several sides, some of them
/// copies of others, of the same name, without a date, or without a claim.
fn reports() -> Vec<Document> {
    let told = [
        (
            2,
            "Ahrar al-Sham and the Syrian government held talks on Harasta.",
        ),
        (
            9,
            "Ahrar al-Sham and the Syrian government reached an agreement on Harasta.",
        ),
        (
            12,
            "Ahrar al-Sham fighters began leaving Harasta for Idlib under the deal.",
        ),
        (
            21,
            "The last fighters of Ahrar al-Sham left Harasta for Idlib under the deal.",
        ),
        (
            26,
            "The truce between Ahrar al-Sham and the army in Harasta collapsed.",
        ),
        (
            3,
            "Jaysh al-Islam rejected an offer of the government for Douma.",
        ),
        (
            11,
            "Jaysh al-Islam denied that an agreement on Douma had been reached.",
        ),
        (
            28,
            "Jaysh al-Islam and the government reached an agreement on the evacuation of Douma.",
        ),
        (
            6,
            "Rebels and the Syrian government held talks on Eastern Ghouta.",
        ),
        (
            24,
            "Rebels and the Syrian government reached an agreement on Eastern Ghouta.",
        ),
        (
            8,
            "Islamic State militants and the army reached an agreement on Yarmouk.",
        ),
        (
            17,
            "Islamic State militants began leaving Yarmouk under a deal with the army.",
        ),
        (
            14,
            "Rebels and the army reached an agreement on Madaya under the Four Towns agreement.",
        ),
        (
            15,
            "Fighters began leaving Kefraya under the Four Towns agreement with the government.",
        ),
        (
            13,
            "The army shelled the outskirts of Harasta, residents said.",
        ),
    ];
    let mut documents: Vec<Document> = told
        .iter()
        .map(|(day, text)| dated(*day, &format!("{text}\n")))
        .collect();
    documents.push(document(&format!("{}\n", told[4].1)));
    // So much later that it is about another deal.
    documents.push(document(
        "News from Syria\n\n2018-06-15\n\nJaysh al-Islam and the government held talks on Douma.\n",
    ));
    // Two that are one report where the third is there.
    documents.extend([(10, 0), (11, 6), (9, 12)].map(|(day, part)| dated(day, &market(part))));
    documents
}

fn dated(day: i8, text: &str) -> Document {
    document(&format!("News from Syria\n\n2018-03-{day:02}\n\n{text}"))
}

/// An agreement among twenty lines of a list that goes on.
fn market(first: u32) -> String {
    let agreed = "Ahrar al-Sham and the Syrian government reached an agreement on Harasta.\n";
    let stalls = (first..first + 20).map(|stall| {
        let (sacks, crate_number, jar) = (stall * 7 + 3, stall * 11 + 5, stall * 13 + 2);
        format!("\nStall {stall} sold {sacks} sacks of flour, crate {crate_number} of figs, jar {jar}.\n")
    });
    std::iter::once(agreed.to_owned()).chain(stalls).collect()
}

/// What is known of an article without a database.
struct Known {
    reading: Reading,
    shingles: Shingles,
}

/// The deals of these articles, as the rules have it.
fn deals_of(articles: &[&Known], lineages: &HashMap<PlaceId, BTreeSet<PlaceId>>) -> Vec<Deal> {
    let texts: Vec<_> = articles
        .iter()
        .map(|known| {
            let stored = &known.reading.article;
            let published = stored.article.published.and_then(|date| date.midpoint());
            (stored.id, published, known.shingles.clone())
        })
        .collect();
    let originals = originals(&texts);
    let claims = articles.iter().flat_map(|known| &known.reading.claims);
    let facts: Vec<ClaimFacts> = claims
        .map(|recorded| {
            let claim = &recorded.claim;
            let article = recorded.report.article;
            let mut terms: Vec<_> = claim.terms.iter().map(|term| term.kind).collect();
            terms.sort_unstable();
            terms.dedup();
            ClaimFacts {
                id: recorded.id,
                article,
                original: originals[&article],
                places: claim.places.clone(),
                lineage: claim
                    .places
                    .iter()
                    .flat_map(|place| lineages[place].clone())
                    .collect(),
                date: recorded.dated_on(),
                status: claim.status,
                modality: claim.modality,
                deal_type: claim.deal_type,
                deal_name: claim.deal_name.clone(),
                participants: claim
                    .participants
                    .iter()
                    .map(|part| (part.actor.clone(), part.role, part.side))
                    .collect(),
                terms,
                destinations: claim
                    .terms
                    .iter()
                    .filter_map(|term| term.destination.as_ref())
                    .flat_map(|place| lineages[place].clone())
                    .collect(),
            }
        })
        .collect();
    let mut deals = grouping::group(&facts);
    deals.sort_by_key(|deal| Reverse((deal.last_date, deal.id)));
    deals
}

async fn act(pair: &Pair, sent: Document, deed: Deed) {
    let mut client = pair.ingest.clone();
    let name = format!("articles/{}", ArticleId::of(&sent.content));
    let done = match deed {
        Deed::Ingest => client
            .ingest_document(IngestDocumentRequest {
                document: Some(sent),
                even_if_deleted: true,
                ..Default::default()
            })
            .await
            .map(drop),
        Deed::TakeBack => client
            .delete_article(DeleteArticleRequest { name })
            .await
            .map(drop),
    };
    if let Err(status) = done {
        assert_eq!(status.code(), Code::NotFound, "{status:?}");
    }
}

fn waves(documents: usize) -> impl Strategy<Value = Vec<Wave>> {
    let deed = prop_oneof![3 => Just(Deed::Ingest), 1 => Just(Deed::TakeBack)];
    // Of one document only one thing is done at once: else either may come last.
    let wave = prop::collection::btree_map(0..documents, deed, 1..8)
        .prop_map(|deeds| deeds.into_iter().collect());
    prop::collection::vec(wave, 1..8)
}

#[test]
fn deals_are_what_the_rules_make_of_the_articles_that_are_there() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let documents = reports();
    let lineages = lineages();
    let known: Vec<Known> = documents
        .iter()
        .map(|sent| {
            let reading = reading(sent);
            let shingles = Shingles::of(&reading.article.article.body);
            Known { reading, shingles }
        })
        .collect();
    let all = deals_of(&known.iter().collect::<Vec<_>>(), &lineages);
    assert!(all.len() >= 5, "{all:#?}");
    assert!(
        all.iter()
            .any(|deal| deal.independent_report_count < deal.report_count)
    );
    assert!(all.iter().any(|deal| deal.predecessor.is_some()));

    let cases = Config::with_cases(16);
    let tested = TestRunner::new(cases).run(&waves(documents.len()), |waves| {
        let mut present = BTreeSet::new();
        for (number, deed) in waves.iter().flatten() {
            match deed {
                Deed::Ingest => present.insert(*number),
                Deed::TakeBack => present.remove(number),
            };
        }
        let found = runtime.block_on(async {
            let pair = Pair::start().await;
            for wave in waves {
                let deeds = wave
                    .into_iter()
                    .map(|(number, deed)| act(&pair, documents[number].clone(), deed));
                futures::future::join_all(deeds).await;
            }
            let size = PageSize::from_wish(1000).unwrap();
            let store = pair.database.store();
            let deals = store
                .deals(&DealFilter::default(), size, None)
                .await
                .unwrap();
            let mut led = Vec::new();
            for deal in &deals.items {
                led.push(store.present_name(deal.id).await.unwrap());
            }
            store.close().await;
            (deals.items, led)
        });
        let articles: Vec<&Known> = present.iter().map(|number| &known[*number]).collect();
        let (deals, led) = found;
        let own: Vec<Option<DealId>> = deals.iter().map(|deal| Some(deal.id)).collect();
        prop_assert_eq!(led, own);
        prop_assert_eq!(deals, deals_of(&articles, &lineages));
        Ok(())
    });
    tested.unwrap();
}
