//! Documents that come in as a stream.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on panics"
)]

mod support;

use futures::{StreamExt, stream};
use sulh_rpc::v1::{
    Document, IngestDocumentRequest, StreamDocumentsRequest, StreamedDocument, StreamedResult,
    streamed_result::Result as Outcome,
};
use support::{Pair, document, refused_field, sample_documents};
use tonic::{Code, Status};

fn streamed(id: &str, document: Option<Document>) -> StreamedDocument {
    StreamedDocument {
        id: id.to_owned(),
        request: Some(IngestDocumentRequest {
            document,
            ..Default::default()
        }),
    }
}

/// Sends messages, and gives all results with what ended the stream.
async fn send(
    pair: &mut Pair,
    messages: Vec<Vec<StreamedDocument>>,
) -> (Vec<StreamedResult>, Option<Status>) {
    let messages = messages
        .into_iter()
        .map(|documents| StreamDocumentsRequest { documents });
    let answers = pair.ingest.stream_documents(stream::iter(messages)).await;
    let mut answers = answers.unwrap().into_inner();
    let mut results = Vec::new();
    loop {
        match answers.message().await {
            Ok(Some(answer)) => results.extend(answer.results),
            Ok(None) => return (results, None),
            Err(status) => return (results, Some(status)),
        }
    }
}

fn ids(results: &[StreamedResult]) -> Vec<&str> {
    results.iter().map(|result| result.id.as_str()).collect()
}

#[tokio::test]
async fn each_document_is_answered_in_order_with_the_sender_s_id() {
    let mut pair = Pair::start().await;
    let documents = sample_documents();
    let names: Vec<String> = (0..documents.len()).map(|n| format!("own-{n}")).collect();
    let sent: Vec<StreamedDocument> = names
        .iter()
        .zip(&documents)
        .map(|(name, document)| streamed(name, Some(document.clone())))
        .collect();
    let messages: Vec<Vec<StreamedDocument>> = sent.chunks(7).map(<[_]>::to_vec).collect();
    let (results, end) = send(&mut pair, messages.clone()).await;
    assert!(end.is_none(), "{end:?}");
    assert_eq!(ids(&results), names);
    for result in &results {
        match result.result.as_ref().unwrap() {
            Outcome::Response(response) => assert!(!response.already_ingested),
            Outcome::Error(error) => panic!("{error:?}"),
        }
    }
    // What was sent before changes nothing.
    let deals = pair.all_deals().await;
    let (again, _) = send(&mut pair, messages).await;
    assert!(again.iter().all(|result| matches!(
        &result.result,
        Some(Outcome::Response(response)) if response.already_ingested
    )));
    assert_eq!(pair.all_deals().await, deals);
}

#[tokio::test]
async fn one_that_is_refused_does_not_end_the_stream() {
    let mut pair = Pair::start().await;
    let messages = vec![vec![
        streamed("none", None),
        streamed("good", Some(document("Rebels in Douma agreed to a truce."))),
    ]];
    let (results, end) = send(&mut pair, messages).await;
    assert!(end.is_none(), "{end:?}");
    assert_eq!(ids(&results), ["none", "good"]);
    assert!(matches!(results[0].result, Some(Outcome::Error(_))));
    assert!(matches!(results[1].result, Some(Outcome::Response(_))));
}

#[tokio::test]
async fn what_ends_the_stream_comes_after_all_answers_before_it() {
    let mut pair = Pair::start().await;
    let good = streamed("good", Some(document("Rebels in Douma agreed to a truce.")));
    let long = streamed(&"x".repeat(257), Some(document("Rebels.")));
    let (results, end) = send(&mut pair, vec![vec![good.clone()], vec![long]]).await;
    assert_eq!(ids(&results), ["good"]);
    assert_eq!(refused_field(&end.unwrap()), "documents[0].id");
    let (results, end) = send(&mut pair, vec![vec![good], vec![]]).await;
    assert_eq!(ids(&results), ["good"]);
    assert_eq!(end.unwrap().code(), Code::InvalidArgument);
}

/// Twenty thousand messages of one small document each, from a sender that does not
/// wait for answers.
#[tokio::test]
async fn a_fast_sender_of_small_messages_waits_and_is_answered() {
    const COUNT: usize = 20_000;
    let mut pair = Pair::start().await;
    // The same document: what is ingested already is answered fast.
    let messages = stream::iter(0..COUNT).map(|number| StreamDocumentsRequest {
        documents: vec![streamed(
            &number.to_string(),
            Some(document("Rebels in Douma agreed to a truce.")),
        )],
    });
    let answers = pair.ingest.stream_documents(messages).await.unwrap();
    let mut answers = answers.into_inner();
    let mut next = 0;
    while let Some(answer) = answers.message().await.unwrap() {
        for result in answer.results {
            assert_eq!(result.id, next.to_string());
            assert!(matches!(result.result, Some(Outcome::Response(_))));
            next += 1;
        }
    }
    assert_eq!(next, COUNT);
}
