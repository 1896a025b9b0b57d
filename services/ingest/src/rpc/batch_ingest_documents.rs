//! BatchIngestDocuments.

use futures::{StreamExt, stream};
use sulh_rpc::{
    v1::{
        BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, BatchIngestResult,
        IngestDocumentRequest, batch_ingest_result::Result as Outcome,
    },
    violation::Violation,
};
use tonic::Status;

use crate::ingesting::Ingesting;

/// The most documents of one batch.
const MAX_DOCUMENTS: usize = 100;
/// The most bytes of all documents of one batch.
const MAX_BATCH_BYTES: usize = 32 * 1024 * 1024;
/// Documents of one batch that are worked on at once.
const CONCURRENCY: usize = 4;

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: BatchIngestDocumentsRequest,
) -> Result<BatchIngestDocumentsResponse, Status> {
    check(&request.requests)?;
    let results = stream::iter(request.requests)
        .map(|request| async {
            let outcome = match ingesting.ingest(request).await {
                Ok(response) => Outcome::Response(response),
                Err(status) => Outcome::Error(sulh_rpc::failure::to_proto(&status)),
            };
            BatchIngestResult {
                result: Some(outcome),
            }
        })
        .buffered(CONCURRENCY)
        .collect()
        .await;
    Ok(BatchIngestDocumentsResponse { results })
}

fn check(requests: &[IngestDocumentRequest]) -> Result<(), Violation> {
    if requests.is_empty() || requests.len() > MAX_DOCUMENTS {
        return Err(Violation::new(
            "requests",
            format!("{} values: expected 1 to {MAX_DOCUMENTS}", requests.len()),
        ));
    }
    let bytes: usize = requests
        .iter()
        .filter_map(|request| Some(request.document.as_ref()?.content.len()))
        .sum();
    if bytes > MAX_BATCH_BYTES {
        return Err(Violation::new(
            "requests",
            format!("{bytes} bytes of content: expected at most {MAX_BATCH_BYTES}"),
        ));
    }
    Ok(())
}
