//! Articles that are taken back: what they said goes, what others say stays.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use sulh_domain::ArticleId;
use sulh_rpc::v1::{
    BatchIngestDocumentsRequest, DealChangeKind, DeleteArticleRequest, DeleteArticleResponse,
    GetArticleRequest, GetDealRequest, IngestDocumentRequest, IngestDocumentResponse,
    batch_ingest_result::Result as Outcome,
};
use support::{Pair, document, sample_documents};
use tonic::{Code, Status};
use tonic_types::StatusExt;

const AGREED: &str = "News from Harasta\n\nDamascus, 21 March 2018\n\nAhrar al-Sham and the Syrian \
    government reached an agreement on the evacuation of Harasta.\n";
const LEAVING: &str = "News from Harasta\n\nDamascus, 22 March 2018\n\nAhrar al-Sham fighters began \
    leaving the town of Harasta on Thursday under a deal with the Syrian government.\n";

async fn delete(pair: &mut Pair, name: &str) -> Result<DeleteArticleResponse, Status> {
    let request = DeleteArticleRequest { name: name.into() };
    let response = pair.ingest.delete_article(request).await?;
    Ok(response.into_inner())
}

async fn ingest(
    pair: &mut Pair,
    text: &str,
    even_if_deleted: bool,
) -> Result<IngestDocumentResponse, Status> {
    let request = IngestDocumentRequest {
        document: Some(document(text)),
        validate_only: false,
        even_if_deleted,
    };
    let response = pair.ingest.ingest_document(request).await?;
    Ok(response.into_inner())
}

#[tokio::test]
async fn what_an_article_said_goes_and_its_deal_keeps_its_former_name() {
    let mut pair = Pair::start().await;
    let first = pair.ingest(AGREED).await.article.unwrap().name;
    pair.ingest(LEAVING).await;
    let former = pair.all_deals().await.remove(0);
    assert_eq!(former.report_count, 2);

    let deleted = delete(&mut pair, &first).await.unwrap();
    assert_eq!(deleted.removed_claim_count, 1);
    let kinds: Vec<DealChangeKind> = deleted.deal_changes.iter().map(|c| c.kind()).collect();
    assert!(kinds.contains(&DealChangeKind::Merged), "{kinds:?}");

    let deals = pair.all_deals().await;
    assert_eq!(deals.len(), 1);
    assert_eq!(deals[0].report_count, 1);
    let request = GetDealRequest {
        name: former.name.clone(),
        ..Default::default()
    };
    let by_former = pair.deals.get_deal(request).await.unwrap().into_inner();
    assert_eq!(by_former.deal.as_ref(), Some(&deals[0]));
    assert_eq!(by_former.previous_names, [former.name]);

    let request = GetArticleRequest {
        name: first.clone(),
        ..Default::default()
    };
    let gone = pair.articles.get_article(request).await.unwrap_err();
    assert_eq!(gone.code(), Code::NotFound);
    let again = delete(&mut pair, &first).await.unwrap_err();
    assert_eq!(again.code(), Code::NotFound);
}

#[tokio::test]
async fn a_deleted_document_comes_in_again_only_on_purpose() {
    let mut pair = Pair::start().await;
    let before = ingest(&mut pair, AGREED, false).await.unwrap();
    let name = before.article.as_ref().unwrap().name.clone();
    delete(&mut pair, &name).await.unwrap();
    assert!(pair.all_deals().await.is_empty());

    let refused = ingest(&mut pair, AGREED, false).await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    let reason = refused.get_details_error_info().unwrap().reason;
    assert_eq!(reason, "ARTICLE_DELETED");
    let requests = vec![IngestDocumentRequest {
        document: Some(document(AGREED)),
        ..Default::default()
    }];
    let batch = BatchIngestDocumentsRequest { requests };
    let batch = pair.ingest.batch_ingest_documents(batch).await.unwrap();
    let result = batch.into_inner().results.remove(0).result;
    assert!(matches!(result, Some(Outcome::Error(_))), "{result:?}");

    let after = ingest(&mut pair, AGREED, true).await.unwrap();
    assert!(!after.already_ingested);
    assert_eq!(after.claims, before.claims);
    // It is there like any other.
    assert!(
        ingest(&mut pair, AGREED, false)
            .await
            .unwrap()
            .already_ingested
    );
}

#[tokio::test]
async fn what_is_left_is_as_if_it_had_never_been() {
    let mut without = Pair::start().await;
    let mut with = Pair::start().await;
    for (number, document) in (0..).zip(sample_documents()) {
        let name = with
            .ingest_document(document.clone())
            .await
            .article
            .unwrap()
            .name;
        if number % 3 == 0 {
            delete(&mut with, &name).await.unwrap();
        } else {
            without.ingest_document(document).await;
        }
    }
    let deals = with.all_deals().await;
    assert_eq!(deals, without.all_deals().await);
    assert_eq!(
        with.histories(&deals).await,
        without.histories(&deals).await
    );
    let originals = |articles: Vec<sulh_rpc::v1::Article>| -> Vec<(String, String)> {
        let mut originals: Vec<_> = articles
            .into_iter()
            .map(|article| (article.name, article.original))
            .collect();
        originals.sort();
        originals
    };
    assert_eq!(
        originals(with.all_articles().await),
        originals(without.all_articles().await)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_ingested_and_taken_back_at_once_is_there_or_not() {
    let pair = Pair::start().await;
    let name = format!("articles/{}", ArticleId::of(AGREED.as_bytes()));
    let workers = (0..8).map(|number| {
        let (mut client, name) = (pair.ingest.clone(), name.clone());
        tokio::spawn(async move {
            for _ in 0..40 {
                let done = match number % 2 {
                    0 => client
                        .ingest_document(IngestDocumentRequest {
                            document: Some(document(AGREED)),
                            even_if_deleted: true,
                            ..Default::default()
                        })
                        .await
                        .map(drop),
                    _ => client
                        .delete_article(DeleteArticleRequest { name: name.clone() })
                        .await
                        .map(drop),
                };
                if let Err(status) = done {
                    let expected = [Code::NotFound, Code::FailedPrecondition];
                    assert!(expected.contains(&status.code()), "{status:?}");
                }
            }
        })
    });
    for worker in workers.collect::<Vec<_>>() {
        worker.await.unwrap();
    }
}
