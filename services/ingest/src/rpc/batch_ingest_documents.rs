//! BatchIngestDocuments.

use futures::{StreamExt, stream};
use sulh_rpc::{
    failure::to_proto,
    v1::{
        BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, BatchIngestResult,
        batch_ingest_result::Result as Outcome,
    },
};
use tonic::Status;

use crate::{
    batches::{CONCURRENCY, unpack},
    ingesting::Ingesting,
};

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: BatchIngestDocumentsRequest,
) -> Result<BatchIngestDocumentsResponse, Status> {
    let parts = ingesting.alone(|| unpack(request.requests)).await??;
    let results = stream::iter(parts)
        .map(|part| async move {
            BatchIngestResult {
                request: part.request,
                part: part.label.clone(),
                result: Some(match part.ingest(ingesting).await {
                    Ok(response) => Outcome::Response(response),
                    Err(status) => Outcome::Error(to_proto(&status)),
                }),
            }
        })
        .buffered(CONCURRENCY)
        .collect()
        .await;
    Ok(BatchIngestDocumentsResponse { results })
}
