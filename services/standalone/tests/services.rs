//! Both services, driven by clients generated from the contract.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use std::collections::BTreeSet;

use sulh_rpc::v1::{
    ArticleView, BatchIngestDocumentsRequest, Counted, Document, DropReason, GetActorRequest,
    GetArticleRequest, GetDealRequest, GetPlaceRequest, IngestDocumentRequest, ListActorsRequest,
    ListArticlesRequest, ListDealClaimsRequest, ListDealsRequest, ListPlacesRequest,
    MembershipKind, batch_ingest_result::Result as Outcome,
};
use support::{Pair, document, sample_documents};
use tonic::Code;
use tonic_types::StatusExt;

const HARASTA: &str = "\
Fighters leave Harasta for Idlib\n\n\
Damascus, 22 March 2018\n\n\
Up to 1,400 Ahrar al-Sham fighters began leaving the town of Harasta in Eastern Ghouta on Thursday \
under a deal with the Syrian government. Buses carried the fighters and their families to \
Idlib province.\n";

#[tokio::test]
async fn a_document_goes_in_and_its_deal_comes_out_with_its_sentence() {
    let mut pair = Pair::start().await;
    let ingested = pair.ingest(HARASTA).await;
    assert!(!ingested.already_ingested);
    let article = ingested.article.unwrap();
    assert!(!ingested.claims.is_empty(), "{article:?}");

    let deals = pair
        .deals
        .list_deals(ListDealsRequest {
            // What lies in the region is found by the region.
            places: vec!["places/eastern-ghouta".into()],
            actors: vec!["actors/ahrar-al-sham".into()],
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .deals;
    assert_eq!(deals.len(), 1, "{deals:?}");
    let deal = &deals[0];
    assert_eq!(deal.places[0].display_name, "Harasta");
    assert_eq!(deal.report_count, 1);

    let claims = pair
        .deals
        .list_deal_claims(ListDealClaimsRequest {
            deal: deal.name.clone(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .claims;
    for claim in &claims {
        assert_eq!(claim.deal, deal.name);
        assert_eq!(claim.report.as_ref().unwrap().article, article.name);
        for quote in &claim.evidence {
            let span = quote.span.unwrap();
            let quoted = &article.body[span.start as usize..span.end as usize];
            assert_eq!(quoted, quote.text);
        }
    }
    let request = GetDealRequest {
        name: deal.name.clone(),
        ..Default::default()
    };
    let account = pair.deals.get_deal(request).await.unwrap().into_inner();
    let account = account.account.unwrap();
    let last = account.steps.last().unwrap();
    assert_eq!(last.status, deal.status);
    let supporting = last.supporting.as_ref().unwrap();
    assert_eq!(supporting.claims, [claims[0].name.clone()]);
    assert!((supporting.report_share - 1.0).abs() < f64::EPSILON);
    assert_eq!(account.quantities[0].most, Some(1400));
    assert!(!account.contested);

    let quantity = &claims[0].quantities[0];
    assert_eq!(quantity.of(), Counted::Fighters);
    assert_eq!((quantity.least, quantity.most), (None, Some(1400)));
    let quote = quantity.quote.as_ref().unwrap();
    assert_eq!(quote.text, "Up to 1,400 Ahrar al-Sham fighters");
    let got = pair
        .articles
        .get_article(GetArticleRequest {
            name: article.name.clone(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(got.article.unwrap(), article);
    assert_eq!(got.claims, ingested.claims);
}

#[tokio::test]
async fn an_article_is_shown_as_far_as_it_is_wanted() {
    let mut pair = Pair::start().await;
    let page = "Skip to content\n\nRebels accept withdrawal from Harasta\n\nBy Jane Roe\n\n\
                Ahrar al-Sham agreed on Wednesday to leave Harasta for Idlib, its spokesman said.\n\n\
                Share on Facebook\n\nComments (1)\n\nThey should never have come, I say.";
    let name = pair.ingest(page).await.article.unwrap().name;
    let mut shown = Vec::new();
    for view in [ArticleView::Basic, ArticleView::Full, ArticleView::Page] {
        let request = GetArticleRequest {
            name: name.clone(),
            view: view.into(),
        };
        let response = pair.articles.get_article(request).await.unwrap();
        shown.push(response.into_inner());
    }
    let [basic, full, page] = shown.as_slice() else {
        panic!("three views were asked for");
    };
    let (basic, page_article) = (
        basic.article.as_ref().unwrap(),
        page.article.as_ref().unwrap(),
    );
    assert_eq!((basic.body.as_str(), basic.claim_count), ("", 1));
    assert!(full.article.as_ref().unwrap().dropped_blocks.is_empty());
    assert_eq!((full.claims.len(), page.claims.len()), (1, 1));
    let reasons: Vec<DropReason> = page_article
        .dropped_blocks
        .iter()
        .map(|block| block.reason())
        .collect();
    assert_eq!(
        reasons,
        [
            DropReason::Navigation,
            DropReason::Headline,
            DropReason::Byline,
            DropReason::Share,
            DropReason::Comment,
            DropReason::Comment,
        ]
    );
    let share = &page_article.dropped_blocks[3];
    assert_eq!(share.text, "Share on Facebook");
    assert_eq!(share.body_offset as usize, page_article.body.len());

    let status = pair
        .articles
        .get_article(GetArticleRequest { name, view: 99 })
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("ARTICLE_VIEW_PAGE"), "{status}");
}

#[tokio::test]
async fn the_same_bytes_change_nothing_and_have_the_same_names() {
    let mut pair = Pair::start().await;
    let first = pair.ingest(HARASTA).await;
    let before = pair.all_deals().await;
    let second = pair.ingest(HARASTA).await;
    assert!(second.already_ingested);
    assert_eq!(second.article, first.article);
    assert_eq!(second.claims, first.claims);
    assert_eq!(pair.all_deals().await, before);
}

#[tokio::test]
async fn validating_reads_but_stores_nothing() {
    let mut pair = Pair::start().await;
    let validated = pair
        .ingest
        .ingest_document(IngestDocumentRequest {
            document: Some(document(HARASTA)),
            validate_only: true,
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert!(!validated.claims.is_empty());
    assert!(pair.all_articles().await.is_empty());
    let ingested = pair.ingest(HARASTA).await;
    assert!(!ingested.already_ingested);
    assert_eq!(
        validated.article.unwrap().name,
        ingested.article.unwrap().name
    );
}

#[tokio::test]
async fn a_batch_keeps_its_order_and_one_refusal_does_not_keep_the_others_out() {
    let mut pair = Pair::start().await;
    let requests = ["", HARASTA, HARASTA]
        .map(|text| IngestDocumentRequest {
            document: Some(document(text)),
            ..Default::default()
        })
        .to_vec();
    let results = pair
        .ingest
        .batch_ingest_documents(BatchIngestDocumentsRequest { requests })
        .await
        .unwrap()
        .into_inner()
        .results;
    let outcomes: Vec<Outcome> = results.into_iter().map(|r| r.result.unwrap()).collect();
    let Outcome::Error(refused) = &outcomes[0] else {
        panic!("{:?}", outcomes[0]);
    };
    assert_eq!(refused.code, Code::InvalidArgument as i32);
    assert!(
        refused.message.starts_with("document.content"),
        "{refused:?}"
    );
    assert!(!refused.details.is_empty(), "{refused:?}");
    let already: Vec<bool> = outcomes[1..]
        .iter()
        .map(|outcome| match outcome {
            Outcome::Response(response) => response.already_ingested,
            Outcome::Error(error) => panic!("{error:?}"),
        })
        .collect();
    // Of two equal documents, one is new, whichever comes first.
    assert_eq!(already.iter().filter(|known| **known).count(), 1);
    let refused = pair
        .ingest
        .batch_ingest_documents(BatchIngestDocumentsRequest::default())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
}

/// JSON Lines: two documents, and a line that is none.
const LINES: &str = "\
{\"text\": \"Rebels began leaving the town of Harasta for Idlib on Thursday under a deal.\", \"published\": \"2018-03-22\"}
{\"text\": \"Jaysh al-Islam agreed to leave Douma for Jarabulus, the army said on Sunday.\", \"site\": \"River Post\"}
[1]
";

#[tokio::test]
async fn a_container_goes_in_by_a_batch_and_each_part_has_its_result() {
    let mut pair = Pair::start().await;
    let lines = Document {
        label: "batch.jsonl".into(),
        language_code: "en-GB".into(),
        ..document(LINES)
    };
    let status = pair
        .ingest
        .ingest_document(IngestDocumentRequest {
            document: Some(lines.clone()),
            ..Default::default()
        })
        .await
        .unwrap_err();
    let violation = &status.get_details_bad_request().unwrap().field_violations[0];
    assert_eq!(violation.field, "document.content");
    assert!(
        violation.description.contains("3 documents")
            && violation.description.contains("BatchIngestDocuments"),
        "{violation:?}"
    );
    assert!(pair.all_articles().await.is_empty());

    let requests = [lines, document(HARASTA)]
        .map(|document| IngestDocumentRequest {
            document: Some(document),
            ..Default::default()
        })
        .to_vec();
    let results = pair
        .ingest
        .batch_ingest_documents(BatchIngestDocumentsRequest { requests })
        .await
        .unwrap()
        .into_inner()
        .results;
    let places: Vec<(u32, &str)> = results
        .iter()
        .map(|r| (r.request, r.part.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (0, "batch.jsonl:1"),
            (0, "batch.jsonl:2"),
            (0, "batch.jsonl:3"),
            (1, "")
        ]
    );
    let Some(Outcome::Error(refused)) = &results[2].result else {
        panic!("{:?}", results[2]);
    };
    assert!(refused.message.contains("no JSON object"), "{refused:?}");
    let articles: Vec<_> = results
        .iter()
        .filter_map(|result| match result.result.as_ref()? {
            Outcome::Response(response) => response.article.clone(),
            Outcome::Error(_) => None,
        })
        .collect();
    assert_eq!(articles.len(), 3);
    assert_eq!(articles[0].publish_date.unwrap().date.unwrap().day, 22);
    assert_eq!(articles[1].outlet, "River Post");
    assert_eq!(articles[1].language_code, "en-GB");
    let source = articles[1].source.as_ref().unwrap();
    assert_eq!(
        (source.media_type.as_str(), source.label.as_str()),
        ("application/json", "batch.jsonl:2")
    );
    assert_eq!(source.language_code, "en-GB");
    assert_eq!(pair.all_articles().await.len(), 3);

    let many = IngestDocumentRequest {
        document: Some(document(&"{\"text\": \"a\"}\n".repeat(101))),
        ..Default::default()
    };
    let status = pair
        .ingest
        .batch_ingest_documents(BatchIngestDocumentsRequest {
            requests: vec![many],
        })
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(
        status.message().contains("more than 100 documents"),
        "{status}"
    );
    assert_eq!(pair.all_articles().await.len(), 3);
}

#[tokio::test]
async fn what_the_sender_knows_wins_and_is_kept() {
    let mut pair = Pair::start().await;
    let (arabic, ..) = encoding_rs::WINDOWS_1256.encode("توصل الطرفان إلى اتفاق في حرستا.");
    let sent = Document {
        content: arabic.into_owned(),
        media_type: "text/plain; charset=CP1256".into(),
        label: "report.txt".into(),
        url: "https://river.example/2018/03/22/harasta".into(),
        title: "Fighters leave Harasta".into(),
        publish_date: "2018-03-23T00:30:00+03:00".into(),
        outlet: "River Post".into(),
        language_code: "ar".into(),
    };
    let article = pair.ingest_document(sent.clone()).await.article.unwrap();
    assert!(article.body.contains("حرستا"), "{article:?}");
    assert_eq!(article.url, sent.url);
    assert_eq!(article.title, sent.title);
    assert_eq!(article.outlet, sent.outlet);
    assert_eq!(article.language_code, sent.language_code);
    let date = article.publish_date.unwrap().date.unwrap();
    assert_eq!((date.year, date.month, date.day), (2018, 3, 23));
    let source = article.source.clone().unwrap();
    assert_eq!(source.media_type, "text/plain; charset=windows-1256");
    assert_eq!(source.url, sent.url);
    assert_eq!(source.title, sent.title);
    assert_eq!(source.publish_date, article.publish_date);
    assert_eq!(source.outlet, sent.outlet);
    assert_eq!(source.language_code, sent.language_code);
    let got = pair
        .articles
        .get_article(GetArticleRequest {
            name: article.name.clone(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(got.article.unwrap(), article);

    let status = pair
        .ingest
        .ingest_document(IngestDocumentRequest {
            document: Some(Document {
                publish_date: "yesterday".into(),
                ..sent
            }),
            ..Default::default()
        })
        .await
        .unwrap_err();
    let violation = &status.get_details_bad_request().unwrap().field_violations[0];
    assert_eq!(violation.field, "document.publish_date");
}

#[tokio::test]
async fn documents_of_every_kind_are_stored_under_their_media_type() {
    let mut pair = Pair::start().await;
    for media_type in sulh_extract::MediaType::ACCEPTED {
        for charset in ["", "; charset=utf-8", "; charset=x-mac-cyrillic"] {
            let sent = Document {
                media_type: format!("{media_type}{charset}"),
                ..document(&format!("A truce holds in Harasta. {media_type}{charset}"))
            };
            let article = pair.ingest_document(sent.clone()).await.article.unwrap();
            assert_eq!(article.source.unwrap().media_type, sent.media_type);
        }
    }
}

#[tokio::test]
async fn bad_input_is_refused_by_field_and_unknown_names_by_resource() {
    let mut pair = Pair::start().await;
    let status = pair
        .ingest
        .ingest_document(IngestDocumentRequest {
            document: Some(Document {
                media_type: "image/png".into(),
                ..document(HARASTA)
            }),
            ..Default::default()
        })
        .await
        .unwrap_err();
    let violation = &status.get_details_bad_request().unwrap().field_violations[0];
    assert_eq!(violation.field, "document.media_type");
    assert!(
        violation.description.contains("text/plain"),
        "{violation:?}"
    );
    assert_eq!(status.get_details_error_info().unwrap().domain, "sulh");

    for (request, field) in [
        (
            ListDealsRequest {
                page_size: -1,
                ..Default::default()
            },
            "page_size",
        ),
        (
            ListDealsRequest {
                page_token: "x".into(),
                ..Default::default()
            },
            "page_token",
        ),
        (
            ListDealsRequest {
                places: vec!["harasta".into()],
                ..Default::default()
            },
            "places[0]",
        ),
        (
            ListDealsRequest {
                types: vec![77],
                ..Default::default()
            },
            "types[0]",
        ),
    ] {
        let status = pair.deals.list_deals(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_details_bad_request().unwrap();
        assert_eq!(details.field_violations[0].field, field);
    }

    let name = "deals/00000000-0000-8000-8000-000000000000".to_owned();
    let status = pair
        .deals
        .get_deal(GetDealRequest {
            name: name.clone(),
            ..Default::default()
        })
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    let resource = status.get_details_resource_info().unwrap();
    assert_eq!(
        (resource.resource_type.as_str(), resource.resource_name),
        ("sulh.v1.Deal", name)
    );
}

#[tokio::test]
async fn actors_and_places_of_the_lexicon_are_served() {
    let mut pair = Pair::start().await;
    let actor = pair
        .actors
        .get_actor(GetActorRequest {
            name: "actors/jaysh-al-islam".into(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .actor
        .unwrap();
    assert_eq!(actor.display_name, "Jaysh al-Islam");
    assert!(!actor.other_names.is_empty());
    let front = actor
        .memberships
        .iter()
        .find(|membership| {
            let of = membership.actor.as_ref();
            of.is_some_and(|of| of.display_name == "Islamic Front")
        })
        .unwrap();
    assert_eq!(front.kind(), MembershipKind::Part);
    let since = front.since.as_ref().and_then(|date| date.date.as_ref());
    assert_eq!(since.map(|date| date.year), Some(2013));
    let place = pair
        .places
        .get_place(GetPlaceRequest {
            name: "places/harasta".into(),
        })
        .await
        .unwrap()
        .into_inner()
        .place
        .unwrap();
    let within: Vec<&str> = place
        .within
        .iter()
        .map(|p| p.display_name.as_str())
        .collect();
    assert_eq!(within[..2], ["Eastern Ghouta", "Rif Dimashq"], "{within:?}");
    let inside = pair
        .places
        .list_places(ListPlacesRequest {
            within: vec!["places/eastern-ghouta".into()],
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .places;
    assert!(inside.iter().any(|p| p.name == "places/douma"));
    assert!(inside.iter().all(|p| p.name != "places/aleppo"));
}

#[tokio::test]
async fn pages_hold_everything_once_and_tokens_hold_to_their_filter() {
    let mut pair = Pair::start().await;
    for text in sample_documents() {
        pair.ingest_document(text).await;
    }
    let whole = pair.all_deals().await;
    assert!(whole.len() > 5, "{}", whole.len());
    let mut paged = Vec::new();
    let mut request = ListDealsRequest {
        page_size: 2,
        ..Default::default()
    };
    loop {
        let page = pair
            .deals
            .list_deals(request.clone())
            .await
            .unwrap()
            .into_inner();
        assert!(page.deals.len() <= 2);
        paged.extend(page.deals);
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(paged, whole);
    let dates: Vec<_> = whole
        .iter()
        .map(|d| d.last_date.map(|d| (d.year, d.month, d.day)))
        .collect();
    // The latest first, undated ones last: `None` sorts below any date.
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    let other = ListDealsRequest {
        types: vec![1],
        ..request
    };
    assert_eq!(
        pair.deals.list_deals(other).await.unwrap_err().code(),
        Code::InvalidArgument
    );

    let articles = pair.all_articles().await;
    assert!(articles.iter().all(|article| article.body.is_empty()));
    let with_claims = pair
        .articles
        .list_articles(ListArticlesRequest {
            has_claims: Some(true),
            page_size: 1000,
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .articles;
    let expected: BTreeSet<&str> = articles
        .iter()
        .filter(|article| article.claim_count > 0)
        .map(|article| article.name.as_str())
        .collect();
    let found: BTreeSet<&str> = with_claims.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(found, expected);

    let mut actors = 0;
    let mut request = ListActorsRequest {
        page_size: 100,
        ..Default::default()
    };
    loop {
        let page = pair
            .actors
            .list_actors(request.clone())
            .await
            .unwrap()
            .into_inner();
        actors += page.actors.len();
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert!(actors > 100, "{actors}");
}

#[tokio::test]
async fn the_order_of_ingestion_does_not_matter() {
    let documents = sample_documents();
    let mut expected = None;
    for shift in [0, documents.len() / 3, documents.len() / 2] {
        let mut pair = Pair::start().await;
        let (head, tail) = documents.split_at(shift);
        let reversed = head.iter().rev().chain(tail);
        for text in reversed {
            pair.ingest_document(text.clone()).await;
        }
        let deals = pair.all_deals().await;
        let histories = pair.histories(&deals).await;
        let outcome = (deals, histories);
        match &expected {
            None => expected = Some(outcome),
            Some(expected) => assert_eq!(&outcome, expected),
        }
    }
}

#[tokio::test]
async fn many_writers_at_once_make_the_same_deals_as_one() {
    let mut alone = Pair::start().await;
    for text in sample_documents() {
        alone.ingest_document(text).await;
    }
    let mut crowd = Pair::start().await;
    let writers: Vec<_> = sample_documents()
        .into_iter()
        // Each document twice, by two writers that race.
        .flat_map(|document| [document.clone(), document])
        .map(|document| {
            let mut client = crowd.ingest.clone();
            tokio::spawn(async move {
                let request = IngestDocumentRequest {
                    document: Some(document),
                    ..Default::default()
                };
                let response = client.ingest_document(request).await.unwrap();
                response.into_inner().already_ingested
            })
        })
        .collect();
    let mut known = 0;
    let all = writers.len();
    for writer in writers {
        known += usize::from(writer.await.unwrap());
    }
    assert_eq!(known, all / 2, "of two equal documents one is new");
    let expected = alone.all_deals().await;
    let deals = crowd.all_deals().await;
    assert_eq!(deals, expected);
    assert_eq!(
        crowd.histories(&deals).await,
        alone.histories(&expected).await
    );
}

#[tokio::test]
async fn a_deal_answers_to_the_name_of_each_of_its_claims() {
    let mut pair = Pair::start().await;
    for text in sample_documents() {
        pair.ingest_document(text).await;
    }
    let deals = pair.all_deals().await;
    let deal = deals.iter().find(|deal| deal.claim_count > 1).unwrap();
    let claims = pair.history(&deal.name).await;
    for claim in claims {
        let former = claim.name.replace("claims/", "deals/");
        let answer = pair
            .deals
            .get_deal(GetDealRequest {
                name: former,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner();
        assert_eq!(answer.deal.as_ref(), Some(deal));
    }
}
