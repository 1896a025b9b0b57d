//! Copies of one report, through ingest, store and query.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::collections::BTreeMap;

use sulh_rpc::v1::{Article, Claim, Deal, IngestDocumentRequest, ListArticlesRequest};
use support::{Pair, document};

/// A report in paragraphs of about equal length, its first news first.
const PARAGRAPHS: [&str; 6] = [
    "Ahrar al-Sham fighters began leaving the town of Harasta in Eastern Ghouta on Thursday \
     under a deal with the Syrian government. Thirty buses carried the first of them with their \
     families along the highway towards Idlib province in the north of the country.",
    "Munther Fares, a spokesman for Ahrar al-Sham, said that Russia had guaranteed the safety of \
     those who stay in Harasta. Residents who remain have six months to settle their legal \
     status, and nobody is to be called to the army before that time has passed.",
    "The town had been under siege for more than four years. Doctors at its last clinic told \
     reporters by telephone that bread, fuel and medicine had become so scarce during winter \
     that most families went down to one meal a day and burned furniture for heat.",
    "State television showed soldiers with engineers clearing mounds of earth from the road \
     while ambulances waited at a checkpoint nearby. A correspondent counted some four hundred \
     men with light weapons who boarded in the presence of Red Crescent volunteers.",
    "Under the same arrangement Ahrar al-Sham released thirteen captives from Harasta, soldiers \
     and civilians, and received five of its own men in return. Their relatives had gathered \
     since dawn in a square of the capital, holding photographs and flags.",
    "Traders hope that the motorway between Damascus and Homs, cut since 2012, will open again \
     within weeks once sappers have searched the factories beside it. Prices of vegetables in \
     the markets of the capital fell a little as soon as the news was heard.",
];

fn page(headline: &str, date: &str, paragraphs: &[&str]) -> String {
    format!("{headline}\n\n{date}\n\n{}\n", paragraphs.join("\n\n"))
}

const HEADLINE: &str = "Fighters leave Harasta for Idlib";

/// One report in nine forms, each of which repeats another one but not every
/// other, and a report of another source.
fn documents() -> Vec<String> {
    let whole = page(HEADLINE, "Damascus, 22 March 2018", &PARAGRAPHS);
    let credit = "Reporting by our correspondents in Beirut and Amman.";
    let mut syndicated = PARAGRAPHS[..5].to_vec();
    syndicated.push(credit);
    vec![
        whole.clone(),
        // Crawled again, with what stands around it on another day.
        format!(
            "Home\nWorld\nSport\n\n{whole}\nShare this:\nFacebook\nTwitter\n\nAbout us\nContact\n"
        ),
        page(
            "Buses roll out of Harasta",
            "Beirut, 23 March 2018",
            &syndicated,
        ),
        page(HEADLINE, "Damascus, 24 March 2018", &PARAGRAPHS)
            .replace("Thirty", "Some thirty")
            .replace("told reporters", "said")
            .replace("nobody is to be", "no one will be"),
        page(HEADLINE, "", &PARAGRAPHS),
        // Windows on the report: the first and the third of them are too far apart
        // to be the same but for what lies between.
        page(HEADLINE, "Damascus, 26 March 2018", &PARAGRAPHS[..4]),
        page(
            "News from Harasta",
            "Damascus, 27 March 2018",
            &PARAGRAPHS[1..5],
        ),
        page(
            "Harasta, one week on",
            "Damascus, 25 March 2018",
            &PARAGRAPHS[2..6],
        ),
        page(
            "Harasta in brief",
            "Damascus, 28 March 2018",
            &PARAGRAPHS[..4],
        ),
        page(
            "A convoy for Idlib",
            "Amman, 22 March 2018",
            &[
                "A convoy with the first fighters of Ahrar al-Sham and their relatives left Harasta \
               this morning, an observer who lives nearby told this paper. The group accepted to \
               withdraw to Idlib after talks with Russian officers that lasted two weeks.",
            ],
        ),
    ]
}

#[derive(Debug, PartialEq)]
struct Outcome {
    /// By name: the original, and the number of copies.
    articles: BTreeMap<String, (String, u32)>,
    deals: Vec<Deal>,
    histories: Vec<Vec<Claim>>,
}

async fn outcome(pair: &mut Pair) -> Outcome {
    let articles = pair.all_articles().await;
    let deals = pair.all_deals().await;
    let histories = pair.histories(&deals).await;
    Outcome {
        articles: articles
            .into_iter()
            .map(|a| (a.name, (a.original, a.near_duplicate_count)))
            .collect(),
        deals,
        histories,
    }
}

async fn ingested_in_order<'a>(texts: impl IntoIterator<Item = &'a String>) -> Outcome {
    let mut pair = Pair::start().await;
    for text in texts {
        pair.ingest(text).await;
    }
    outcome(&mut pair).await
}

async fn originals(pair: &mut Pair) -> Vec<Article> {
    let request = ListArticlesRequest {
        originals_only: true,
        ..Default::default()
    };
    let answer = pair.articles.list_articles(request).await.unwrap();
    answer.into_inner().articles
}

#[tokio::test]
async fn copies_lead_to_their_original_and_are_one_source() {
    let texts = documents();
    let mut pair = Pair::start().await;
    let first = pair.ingest(&texts[2]).await;
    assert!(!first.claims.is_empty());
    let copy = first.article.unwrap();
    assert_eq!((copy.original.as_str(), copy.near_duplicate_count), ("", 0));
    let original = pair.ingest(&texts[0]).await.article.unwrap();
    assert_eq!(
        (original.original.as_str(), original.near_duplicate_count),
        ("", 1)
    );
    pair.ingest(&texts[9]).await;

    let names: Vec<String> = originals(&mut pair)
        .await
        .into_iter()
        .map(|a| a.name)
        .collect();
    assert_eq!(names.len(), 2);
    assert!(
        names.contains(&original.name),
        "the first published is the original"
    );

    let deals = pair.all_deals().await;
    let deal = deals.iter().find(|deal| deal.report_count == 3).unwrap();
    assert_eq!(deal.independent_report_count, 2);
    let mut copies = 0;
    for claim in pair.history(&deal.name).await {
        let report = claim.report.unwrap();
        if report.article == copy.name {
            assert_eq!(report.original, original.name);
            copies += 1;
        } else {
            assert_eq!(report.original, "");
        }
    }
    assert!(copies > 0, "the history keeps what the copy says");
    assert!(pair.ingest(&texts[2]).await.already_ingested);
    assert_eq!(pair.all_deals().await, deals);
}

#[tokio::test]
async fn the_order_in_which_copies_come_does_not_matter() {
    let texts = documents();
    let expected = ingested_in_order(&texts).await;
    let originals = expected.articles.values().filter(|(of, _)| of.is_empty());
    let mut copies: Vec<u32> = originals.map(|(_, copies)| *copies).collect();
    copies.sort_unstable();
    assert_eq!(copies, [0, 8], "{expected:?}");
    assert!(expected.deals.iter().any(|deal| {
        deal.report_count > deal.independent_report_count && deal.independent_report_count == 2
    }));

    assert_eq!(ingested_in_order(texts.iter().rev()).await, expected);
    // The ends first, so that what lies between merges them.
    let order = [7, 5, 9, 8, 4, 2, 6, 1, 3, 0];
    assert_eq!(
        ingested_in_order(order.iter().map(|n| &texts[*n])).await,
        expected
    );
}

#[tokio::test]
async fn one_that_repeats_two_reports_makes_them_one() {
    let texts = documents();
    let mut pair = Pair::start().await;
    let end = pair.ingest(&texts[7]).await.article.unwrap();
    pair.ingest(&texts[5]).await;
    assert_eq!(originals(&mut pair).await.len(), 2);
    pair.ingest(&texts[6]).await;
    let found = originals(&mut pair).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, end.name, "the first published of the three");
    assert_eq!(found[0].near_duplicate_count, 2);
    for deal in pair.all_deals().await {
        assert_eq!(deal.independent_report_count, 1, "{deal:?}");
    }
}

#[tokio::test]
async fn many_writers_with_copies_of_one_report_do_not_miss_each_other() {
    let texts = documents();
    let expected = ingested_in_order(&texts).await;
    let mut crowd = Pair::start().await;
    let writers: Vec<_> = texts
        .iter()
        .cycle()
        .take(16)
        .cloned()
        .map(|text| {
            let mut client = crowd.ingest.clone();
            tokio::spawn(async move {
                let request = IngestDocumentRequest {
                    document: Some(document(&text)),
                    ..Default::default()
                };
                client.ingest_document(request).await.unwrap();
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(outcome(&mut crowd).await, expected);
}

#[tokio::test]
async fn articles_that_were_never_compared_are_when_the_schema_is_brought_up_to_date() {
    let texts = documents();
    let mut pair = Pair::start().await;
    for text in &texts {
        pair.ingest(text).await;
    }
    let expected = outcome(&mut pair).await;
    // As an earlier version left them.
    pair.database
        .sql(
            "DELETE FROM article_band; UPDATE article SET original = NULL; \
             UPDATE deal SET independent_report_count = report_count",
        )
        .await;
    assert_ne!(outcome(&mut pair).await, expected);
    pair.database.store().migrate().await.unwrap();
    assert_eq!(outcome(&mut pair).await, expected);
}
