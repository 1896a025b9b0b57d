//! IngestDocument.

use sulh_rpc::v1::{IngestDocumentRequest, IngestDocumentResponse};
use tonic::Status;

use crate::ingesting::Ingesting;

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: IngestDocumentRequest,
) -> Result<IngestDocumentResponse, Status> {
    ingesting.ingest(request).await
}
