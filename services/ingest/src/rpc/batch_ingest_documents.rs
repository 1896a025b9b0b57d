//! BatchIngestDocuments.

use sulh_rpc::v1::{BatchIngestDocumentsRequest, BatchIngestDocumentsResponse};
use tonic::Status;

use crate::{batches, ingesting::Ingesting};

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: BatchIngestDocumentsRequest,
) -> Result<BatchIngestDocumentsResponse, Status> {
    let parts = ingesting
        .alone(|| batches::unpack(request.requests))
        .await??;
    Ok(BatchIngestDocumentsResponse {
        results: batches::ingest(ingesting, parts).await,
    })
}
