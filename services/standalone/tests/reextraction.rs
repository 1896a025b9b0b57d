//! Stored documents that are read again with another lexicon.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::{collections::BTreeSet, sync::OnceLock};

use sulh_extract::{Lexicon, LexiconFile};
use sulh_ingest::reextract::{End, Form, reextract};
use sulh_rpc::v1::{
    Article, ArticleChange, Claim, Deal, GetActorRequest, GetArticleRequest, GetDealRequest,
    ReextractArticlesRequest, ReextractArticlesResponse, ReextractionProgress, ReextractionSummary,
    ResolveActorRequest, reextract_articles_response::Event,
};
use support::{Pair, database, document, sample_documents};
use tokio_stream::StreamExt;
use tokio_util::sync::CancellationToken;
use tonic::{Code, Streaming};

fn file(name: &str, text: &str) -> LexiconFile {
    LexiconFile {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

fn overlaid(files: &[LexiconFile]) -> &'static Lexicon {
    Box::leak(Box::new(Lexicon::overlaid(files).unwrap()))
}

/// Knows the fighters of [`REPORT`] by the name that they have there.
fn with_river_falcons() -> &'static Lexicon {
    static LEXICON: OnceLock<&Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let rows = "id\tnames\n+ahrar-al-sham\ten:River Falcons\n";
        overlaid(&[file("actors/mine.tsv", rows)])
    })
}

const REPORT: &str = "Fighters leave Harasta\n\nDamascus, 22 March 2018\n\n\
    The River Falcons began leaving the town of Harasta for Idlib on Thursday, residents said. \
    Shops in the capital stayed open all day, and buses ran late into the night.\n\n\
    Jaysh al-Islam agreed with the Syrian army on Wednesday to hand over its heavy weapons in \
    Douma, a monitor said.\n";

/// Changes names, lines of places, kinds of outlets and cues, in ways that the sample
/// documents show.
fn with_many_corrections() -> &'static Lexicon {
    static LEXICON: OnceLock<&Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        overlaid(&[
            file(
                "actors/mine.tsv",
                "id\tname\tkind\tside\tnames\n\
             +ahrar-al-sham\t\t\t\ten:River Falcons | -en:Ahrar ash-Sham\n\
             +jaysh-al-islam\t\t\t\t-en:Jaish al-Islam | -en:Army of Islam\n\
             city-elders\tElders of the City\tLOCAL_COMMITTEE\tLOCAL\ten:city elders\n",
            ),
            file(
                "places/mine.tsv",
                "id\tparent\n+harasta\trif-dimashq\n+ruhaybah\trif-dimashq\n",
            ),
        ])
    })
}

struct Answer {
    changes: Vec<ArticleChange>,
    progress: Vec<ReextractionProgress>,
    summary: Option<ReextractionSummary>,
}

async fn stream(
    pair: &mut Pair,
    request: ReextractArticlesRequest,
) -> Streaming<ReextractArticlesResponse> {
    let response = pair.ingest.reextract_articles(request).await.unwrap();
    response.into_inner()
}

async fn reextracted(pair: &mut Pair, request: ReextractArticlesRequest) -> Answer {
    let mut stream = stream(pair, request).await;
    let mut answer = Answer {
        changes: Vec::new(),
        progress: Vec::new(),
        summary: None,
    };
    while let Some(response) = stream.next().await {
        assert_eq!(answer.summary, None, "the summary is the last");
        match response.unwrap().event.unwrap() {
            Event::Change(change) => answer.changes.push(change),
            Event::Progress(progress) => answer.progress.push(progress),
            Event::Summary(summary) => answer.summary = Some(summary),
        }
    }
    answer
}

fn stale() -> ReextractArticlesRequest {
    ReextractArticlesRequest {
        only_stale: true,
        ..Default::default()
    }
}

/// All that clients see, but for the time of ingestion.
#[derive(Debug, PartialEq)]
struct Everything {
    articles: Vec<(Article, Vec<Claim>)>,
    deals: Vec<Deal>,
    histories: Vec<Vec<Claim>>,
}

async fn everything(pair: &mut Pair) -> Everything {
    let mut names: Vec<String> = pair
        .all_articles()
        .await
        .into_iter()
        .map(|a| a.name)
        .collect();
    names.sort();
    let mut articles = Vec::new();
    for name in names {
        let request = GetArticleRequest {
            name,
            view: sulh_rpc::v1::ArticleView::Page.into(),
        };
        let response = pair
            .articles
            .get_article(request)
            .await
            .unwrap()
            .into_inner();
        let mut article = response.article.unwrap();
        article.ingest_time = None;
        articles.push((article, response.claims));
    }
    let deals = pair.all_deals().await;
    let histories = pair.histories(&deals).await;
    Everything {
        articles,
        deals,
        histories,
    }
}

async fn ingest_samples(pair: &mut Pair) {
    for document in sample_documents() {
        pair.ingest_document(document).await;
    }
    pair.ingest(REPORT).await;
}

/// The same database, with services that know another lexicon.
async fn restarted(pair: Pair, lexicon: &'static Lexicon) -> Pair {
    let Pair { database, .. } = pair;
    Pair::over(database, lexicon).await
}

#[tokio::test]
async fn a_name_that_an_analyst_adds_is_found_in_what_is_stored() {
    let mut pair = Pair::start().await;
    ingest_samples(&mut pair).await;
    let before = everything(&mut pair).await;
    let mut pair = restarted(pair, with_river_falcons()).await;
    assert_eq!(
        everything(&mut pair).await,
        before,
        "nothing is read again by itself"
    );

    let rehearsal = ReextractArticlesRequest {
        validate_only: true,
        ..stale()
    };
    let rehearsed = reextracted(&mut pair, rehearsal).await;
    assert_eq!(everything(&mut pair).await, before, "nothing is stored");
    let answer = reextracted(&mut pair, stale()).await;
    assert_eq!(answer.changes, rehearsed.changes);

    let summary = answer.summary.unwrap();
    assert_eq!(summary.done_count, before.articles.len() as u64);
    assert_eq!(summary.changed_count, 1);
    assert_eq!(summary.lexicon, with_river_falcons().fingerprint());
    let [change] = answer.changes.as_slice() else {
        panic!("{:#?}", answer.changes);
    };
    assert!(
        change.changed_fields.contains(&"actors".to_owned()),
        "{change:#?}"
    );
    let added: Vec<&str> = change
        .added_actors
        .iter()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(added, ["actors/ahrar-al-sham"]);
    assert_eq!(
        summary.added_claim_count + summary.changed_claim_count,
        1,
        "{change:#?}"
    );

    let after = everything(&mut pair).await;
    let report = |all: &Everything| {
        let found = all
            .articles
            .iter()
            .find(|(article, _)| article.name == change.article);
        found.unwrap().clone()
    };
    let (article, claims) = report(&after);
    let falcons = article
        .actors
        .iter()
        .find(|mention| mention.actor.as_ref().unwrap().name == "actors/ahrar-al-sham");
    assert_eq!(falcons.unwrap().spans.len(), 1);
    let of_falcons = |claim: &&Claim| {
        claim
            .participants
            .iter()
            .any(|participant| participant.actor.as_ref().unwrap().name == "actors/ahrar-al-sham")
    };
    let claim = claims.iter().find(of_falcons).unwrap();
    assert!(!claim.deal.is_empty());
    // What is said about Douma is the same claim still.
    let douma = |claims: &[Claim]| {
        let found = claims
            .iter()
            .find(|claim| claim.places[0].name == "places/douma");
        found.unwrap().name.clone()
    };
    assert_eq!(douma(&claims), douma(&report(&before).1));
    for (earlier, later) in before.articles.iter().zip(&after.articles) {
        assert_eq!(earlier.0.name, later.0.name);
        if earlier.0.name != change.article {
            assert_eq!(earlier.0.body, later.0.body);
            assert_eq!(earlier.0.actors, later.0.actors);
        }
    }

    let again = reextracted(&mut pair, ReextractArticlesRequest::default()).await;
    assert_eq!(again.changes, []);
    assert_eq!(
        again.summary.unwrap().done_count,
        before.articles.len() as u64
    );
    assert_eq!(
        reextracted(&mut pair, stale())
            .await
            .summary
            .unwrap()
            .done_count,
        0
    );
    assert_eq!(everything(&mut pair).await, after);
}

#[tokio::test]
async fn a_database_that_is_read_again_equals_one_that_is_new() {
    let lexicon = with_many_corrections();
    let mut pair = Pair::start().await;
    ingest_samples(&mut pair).await;
    let before = everything(&mut pair).await;
    let mut pair = restarted(pair, lexicon).await;
    let answer = reextracted(&mut pair, stale()).await;
    assert!(!answer.changes.is_empty());
    let read_again = everything(&mut pair).await;
    assert_ne!(read_again.deals, before.deals);

    let mut fresh = Pair::over(database().await, lexicon).await;
    ingest_samples(&mut fresh).await;
    assert_eq!(read_again, everything(&mut fresh).await);

    // And back again.
    let mut pair = restarted(pair, Lexicon::shipped()).await;
    pair.database
        .store()
        .store_lexicon(Lexicon::shipped().places(), Lexicon::shipped().actors())
        .await
        .unwrap();
    reextracted(&mut pair, stale()).await;
    assert_eq!(everything(&mut pair).await, before);
}

#[tokio::test]
async fn names_of_deals_lead_to_what_says_the_same_now() {
    let mut pair = Pair::start().await;
    ingest_samples(&mut pair).await;
    let before = everything(&mut pair).await;
    let mut pair = restarted(pair, with_many_corrections()).await;
    let answer = reextracted(&mut pair, stale()).await;
    let gone: BTreeSet<&str> = answer
        .changes
        .iter()
        .flat_map(|change| &change.removed_claims)
        .map(|claim| claim.name.strip_prefix("claims/").unwrap())
        .collect();
    for deal in &before.deals {
        let id = deal.name.strip_prefix("deals/").unwrap();
        let request = GetDealRequest {
            name: deal.name.clone(),
            ..Default::default()
        };
        let found = pair.deals.get_deal(request).await;
        match found {
            Ok(found) => {
                let found = found.into_inner().deal.unwrap();
                let shares_place = |place: &_| deal.places.contains(place);
                assert!(
                    found.places.iter().any(shares_place),
                    "{deal:#?}\n{found:#?}"
                );
            }
            Err(status) => {
                assert_eq!(status.code(), Code::NotFound);
                assert!(gone.contains(id), "{}", deal.name);
            }
        }
    }
}

#[tokio::test]
async fn a_claim_that_moves_to_an_earlier_sentence_takes_its_deal_s_name_along() {
    let text = "Buses in Harasta\n\nDamascus, 22 March 2018\n\n\
        The River Falcons relocated from Harasta on Thursday, residents said. Shops in the capital stayed open all day.\n\n\
        Fighters of Ahrar al-Sham began leaving Harasta for Idlib on Thursday, a monitor said.\n";
    let mut pair = Pair::start().await;
    let first = pair.ingest(text).await.claims[0].deal.clone();
    let mut pair = restarted(pair, with_river_falcons()).await;
    let answer = reextracted(&mut pair, stale()).await;
    let change = &answer.changes[0];
    assert_eq!(change.removed_claims[0].deal, first);
    assert_eq!(change.added_claims[0].evidence.len(), 2);
    let second = pair.all_deals().await.remove(0);
    assert_ne!(
        second.name, first,
        "it is named after the sentence that comes first"
    );
    let deal = async |pair: &mut Pair, name: &str| {
        let name = name.to_owned();
        let found = pair
            .deals
            .get_deal(GetDealRequest {
                name,
                ..Default::default()
            })
            .await
            .unwrap();
        found.into_inner().deal.unwrap()
    };
    assert_eq!(deal(&mut pair, &first).await, second);
    assert_eq!(pair.history(&first).await.len(), 1);

    // And back: each name leads to the same deal, as long as there is one.
    pair.database
        .store()
        .store_lexicon(Lexicon::shipped().places(), Lexicon::shipped().actors())
        .await
        .unwrap();
    let mut pair = restarted(pair, Lexicon::shipped()).await;
    reextracted(&mut pair, stale()).await;
    assert_eq!(pair.all_deals().await[0].name, first);
    assert_eq!(deal(&mut pair, &second.name).await.name, first);
    assert_eq!(deal(&mut pair, &first).await.name, first);
}

#[tokio::test]
async fn what_is_broken_off_goes_on() {
    let lexicon = with_many_corrections();
    let mut fresh = Pair::over(database().await, lexicon).await;
    ingest_samples(&mut fresh).await;
    let expected = everything(&mut fresh).await;
    let total = expected.articles.len() as u64;

    let mut pair = Pair::start().await;
    ingest_samples(&mut pair).await;
    let mut pair = restarted(pair, lexicon).await;
    // The client goes away.
    let mut broken = stream(&mut pair, stale()).await;
    while let Some(response) = broken.next().await {
        if let Some(Event::Progress(progress)) = response.unwrap().event
            && progress.done_count > 0
        {
            break;
        }
    }
    drop(broken);
    // Others are read up to a limit, then what is left.
    let limited = ReextractArticlesRequest {
        max_articles: 7,
        ..Default::default()
    };
    let first = reextracted(&mut pair, limited.clone())
        .await
        .summary
        .unwrap();
    assert_eq!(first.done_count, 7);
    assert_ne!(first.next_page_token, "");
    let rest = ReextractArticlesRequest {
        page_token: first.next_page_token,
        max_articles: 0,
        ..limited
    };
    let answer = reextracted(&mut pair, rest).await;
    let second = answer.summary.unwrap();
    assert_eq!(second.done_count, total - 7);
    assert_eq!(second.next_page_token, "");
    let counts: Vec<u64> = answer.progress.iter().map(|p| p.done_count).collect();
    assert!(counts.is_sorted() && counts[0] == 0, "{counts:?}");
    assert!(answer.progress.iter().all(|p| p.total_count == total - 7));
    assert_eq!(
        reextracted(&mut pair, stale())
            .await
            .summary
            .unwrap()
            .done_count,
        0
    );
    assert_eq!(everything(&mut pair).await, expected);
}

#[tokio::test]
async fn reading_again_and_ingesting_do_not_hinder_each_other() {
    let lexicon = with_many_corrections();
    let mut fresh = Pair::over(database().await, lexicon).await;
    ingest_samples(&mut fresh).await;
    let expected = everything(&mut fresh).await;

    let mut pair = Pair::start().await;
    let documents = sample_documents();
    let (early, late) = documents.split_at(documents.len() / 2);
    for document in early {
        pair.ingest_document(document.clone()).await;
    }
    let mut pair = restarted(pair, lexicon).await;
    let mut others = Vec::new();
    for _ in 0..2 {
        let mut ingest = pair.ingest.clone();
        others.push(tokio::spawn(async move {
            let mut stream = ingest
                .reextract_articles(ReextractArticlesRequest::default())
                .await
                .unwrap()
                .into_inner();
            while let Some(response) = stream.next().await {
                response.unwrap();
            }
        }));
    }
    // Services start meanwhile.
    for _ in 0..2 {
        let store = pair.database.store();
        others.push(tokio::spawn(async move {
            store
                .store_lexicon(lexicon.places(), lexicon.actors())
                .await
                .unwrap();
        }));
    }
    for document in early.iter().chain(late) {
        pair.ingest_document(document.clone()).await;
    }
    pair.ingest(REPORT).await;
    for other in others {
        other.await.unwrap();
    }
    reextracted(&mut pair, stale()).await;
    assert_eq!(everything(&mut pair).await, expected);
}

#[tokio::test]
async fn copies_are_told_anew_where_their_texts_or_dates_change() {
    // An outlet's footer is part of the text until the lexicon knows no better.
    let mut pair = Pair::start().await;
    let first = pair.ingest(REPORT).await.article.unwrap();
    let copy = pair
        .ingest(&REPORT.replace("22 March", "24 March"))
        .await
        .article
        .unwrap();
    assert_eq!(copy.original, first.name);
    let before = everything(&mut pair).await;
    // As an earlier extractor would have left them.
    let id = |article: &Article| article.name.strip_prefix("articles/").unwrap().to_owned();
    pair.database
        .sql(&format!(
            "UPDATE article SET extractor = 'sulh-extract/0.0.1', published = NULL, \
             published_on = NULL, body = 'Another text altogether.' || body WHERE id = '{}'; \
             UPDATE article SET original = id; \
             DELETE FROM article_band WHERE article_id = '{}'",
            id(&first),
            id(&first),
        ))
        .await;
    let answer = reextracted(&mut pair, stale()).await;
    assert_eq!(answer.changes.len(), 1);
    let fields = &answer.changes[0].changed_fields;
    assert!(fields.contains(&"publish_date".to_owned()) && fields.contains(&"body".to_owned()));
    assert_eq!(everything(&mut pair).await, before);
}

#[tokio::test]
async fn actors_that_a_lexicon_takes_away_stay_without_their_other_names() {
    let mut pair = Pair::start().await;
    let text = "The Palestinian armed factions and residents of Yarmouk agreed on a truce.";
    let article = pair.ingest(text).await.article.unwrap();
    let resolved = async |pair: &mut Pair| {
        let request = ResolveActorRequest {
            spelling: "Palestinian armed factions".to_owned(),
            ..Default::default()
        };
        let response = pair.actors.resolve_actor(request).await.unwrap();
        let candidates = response.into_inner().candidates;
        candidates
            .first()
            .map(|found| (found.actor.clone().unwrap().name, found.score))
    };
    let (name, score) = resolved(&mut pair).await.unwrap();
    assert_eq!((name.as_str(), score), ("actors/palestinian-factions", 1.0));

    let lexicon = overlaid(&[file("actors/mine.tsv", "id\n-palestinian-factions\n")]);
    let mut pair = restarted(pair, lexicon).await;
    let stored = everything(&mut pair).await.articles.remove(0).0;
    assert_eq!(stored.actors, article.actors, "what is stored is as it was");
    let request = GetActorRequest { name, as_of: None };
    let actor = pair
        .actors
        .get_actor(request)
        .await
        .unwrap()
        .into_inner()
        .actor
        .unwrap();
    assert_eq!(actor.display_name, "Palestinian factions");
    assert_eq!(actor.other_names, []);
    assert_ne!(resolved(&mut pair).await.map(|(_, score)| score), Some(1.0));

    let answer = reextracted(&mut pair, stale()).await;
    let removed = &answer.changes[0].removed_actors;
    assert_eq!(removed[0].name, "actors/palestinian-factions");
    let stored = everything(&mut pair).await.articles.remove(0).0;
    assert_ne!(stored.actors, article.actors);
}

#[tokio::test]
async fn the_command_shows_what_changes() {
    let mut pair = Pair::start().await;
    let name = pair.ingest(REPORT).await.article.unwrap().name;
    let mut pair = restarted(pair, with_river_falcons()).await;
    let never = CancellationToken::new();
    let rehearsal = ReextractArticlesRequest {
        validate_only: true,
        ..stale()
    };
    let mut text = Vec::new();
    let end = reextract(&mut pair.ingest, rehearsal, Form::Text, &mut text, &never).await;
    assert_eq!(end.unwrap(), End::Complete);
    let text = String::from_utf8(text).unwrap();
    for expected in [
        &format!("{name} Fighters leave Harasta\n"),
        "    + actor actors/ahrar-al-sham\n",
        "EVACUATION, Harasta: Ahrar al-Sham (PARTY)",
        ", 1 would change: ",
    ] {
        assert!(text.contains(expected), "{expected}\nin\n{text}");
    }

    let mut lines = Vec::new();
    let end = reextract(&mut pair.ingest, stale(), Form::Json, &mut lines, &never).await;
    assert_eq!(end.unwrap(), End::Complete);
    let lines: Vec<serde_json::Value> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["article"], name);
    assert_eq!(lines[0]["added_actors"][0], "actors/ahrar-al-sham");
    assert_eq!(lines[1]["summary"]["changed"], 1);

    let stopped = CancellationToken::new();
    stopped.cancel();
    let mut nothing = Vec::new();
    let all = ReextractArticlesRequest::default();
    let end = reextract(&mut pair.ingest, all, Form::Text, &mut nothing, &stopped).await;
    // Whichever came first.
    match end.unwrap() {
        End::Complete => {}
        End::BrokenOff { reason, .. } => assert_eq!(reason, "stopped"),
    }
}

#[tokio::test]
async fn a_refusal_names_the_field() {
    let mut pair = Pair::start().await;
    let article = pair.ingest(REPORT).await.article.unwrap().name;
    let unknown = "articles/00000000-0000-8000-8000-000000000000".to_owned();
    let token = {
        let all = reextracted(
            &mut pair,
            ReextractArticlesRequest {
                max_articles: 1,
                ..Default::default()
            },
        )
        .await;
        assert_eq!(all.summary.unwrap().next_page_token, "");
        pair.ingest_document(document("Another text.")).await;
        let one = ReextractArticlesRequest {
            max_articles: 1,
            ..Default::default()
        };
        reextracted(&mut pair, one)
            .await
            .summary
            .unwrap()
            .next_page_token
    };
    for (request, code, start) in [
        (
            ReextractArticlesRequest {
                articles: vec![article.clone(), "deals/1".to_owned()],
                ..Default::default()
            },
            Code::InvalidArgument,
            "articles[1]: ",
        ),
        (
            ReextractArticlesRequest {
                articles: vec![article.clone(); 101],
                ..Default::default()
            },
            Code::InvalidArgument,
            "articles: ",
        ),
        (
            ReextractArticlesRequest {
                articles: vec![article.clone(), unknown],
                ..Default::default()
            },
            Code::NotFound,
            "there is no 'articles/00000000",
        ),
        (
            ReextractArticlesRequest {
                max_articles: -1,
                ..Default::default()
            },
            Code::InvalidArgument,
            "max_articles: ",
        ),
        (
            ReextractArticlesRequest {
                page_token: token,
                only_stale: true,
                ..Default::default()
            },
            Code::InvalidArgument,
            "page_token: ",
        ),
    ] {
        let status = pair.ingest.reextract_articles(request).await.unwrap_err();
        assert_eq!(status.code(), code);
        assert!(status.message().starts_with(start), "{}", status.message());
    }
    let one = ReextractArticlesRequest {
        articles: vec![article],
        ..Default::default()
    };
    assert_eq!(
        reextracted(&mut pair, one)
            .await
            .summary
            .unwrap()
            .done_count,
        1
    );
}
