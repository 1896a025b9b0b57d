//! StreamDocuments.

use futures::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use sulh_rpc::{
    failure::to_proto,
    v1::{
        IngestDocumentRequest, StreamDocumentsRequest, StreamDocumentsResponse, StreamedResult,
        streamed_result::Result as Outcome,
    },
    violation::Violation,
};
use tonic::Status;

use crate::{
    batches::{CONCURRENCY, Part, unpack},
    ingesting::Ingesting,
};

/// The longest id of a document, in bytes.
const MAX_ID_BYTES: usize = 256;
/// Results that are sent in one message where so many are ready.
const RESULTS_AT_ONCE: usize = 100;

type Responses = BoxStream<'static, Result<StreamDocumentsResponse, Status>>;

/// Answers the documents of a stream in their order. A message is read only once
/// most of the one before is worked on, so a fast sender waits.
pub(super) fn answer(
    ingesting: Ingesting,
    requests: impl Stream<Item = Result<StreamDocumentsRequest, Status>> + Send + 'static,
) -> Responses {
    let unpacking = ingesting.clone();
    requests
        .then(move |request| {
            let ingesting = unpacking.clone();
            async move { parts(ingesting, request?).await }
        })
        .flat_map(|parts| {
            stream::iter(match parts {
                Ok(parts) => parts.into_iter().map(Ok).collect(),
                Err(status) => vec![Err(status)],
            })
        })
        .map(move |part| {
            let ingesting = ingesting.clone();
            async move {
                let (id, part) = part?;
                Ok(result(id, part, &ingesting).await)
            }
        })
        // In order, so that all before what ends the stream is answered.
        .buffered(CONCURRENCY)
        .ready_chunks(RESULTS_AT_ONCE)
        .flat_map(|results| stream::iter(responses(results)))
        .boxed()
}

/// The documents of a message, each with the sender's id of what it came in.
async fn parts(
    ingesting: Ingesting,
    request: StreamDocumentsRequest,
) -> Result<Vec<(String, Part)>, Status> {
    let (ids, requests): (Vec<String>, Vec<IngestDocumentRequest>) = request
        .documents
        .into_iter()
        .map(|document| (document.id, document.request.unwrap_or_default()))
        .unzip();
    for (index, id) in ids.iter().enumerate() {
        if id.len() > MAX_ID_BYTES {
            let field = format!("documents[{index}].id");
            let message = format!("{} bytes: expected at most {MAX_ID_BYTES}", id.len());
            return Err(Violation::new(&field, message).into());
        }
    }
    let parts = ingesting.alone(|| unpack(requests)).await??;
    let with_id = parts.into_iter().map(|part| {
        let index = usize::try_from(part.request).unwrap_or(usize::MAX);
        (ids.get(index).cloned().unwrap_or_default(), part)
    });
    Ok(with_id.collect())
}

/// The results that are ready, and what ends the stream.
fn responses(
    results: Vec<Result<StreamedResult, Status>>,
) -> Vec<Result<StreamDocumentsResponse, Status>> {
    let mut answered = Vec::new();
    let mut end = None;
    for result in results {
        match result {
            Ok(result) => answered.push(result),
            Err(status) => {
                end = Some(status);
                break;
            }
        }
    }
    let answer = (!answered.is_empty()).then_some(StreamDocumentsResponse { results: answered });
    answer.map(Ok).into_iter().chain(end.map(Err)).collect()
}

async fn result(id: String, part: Part, ingesting: &Ingesting) -> StreamedResult {
    StreamedResult {
        id,
        part: part.label.clone(),
        result: Some(match part.ingest(ingesting).await {
            Ok(response) => Outcome::Response(response),
            Err(status) => Outcome::Error(to_proto(&status)),
        }),
    }
}
