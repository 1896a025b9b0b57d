//! IngestService.

mod batch_ingest_documents;
mod ingest_document;

use sulh_rpc::v1::{
    BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, IngestDocumentRequest,
    IngestDocumentResponse, ingest_service_server::IngestService,
};
use tonic::{Request, Response, Status, async_trait};

use crate::ingesting::Ingesting;

#[async_trait]
impl IngestService for Ingesting {
    async fn ingest_document(
        &self,
        request: Request<IngestDocumentRequest>,
    ) -> Result<Response<IngestDocumentResponse>, Status> {
        ingest_document::answer(self, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn batch_ingest_documents(
        &self,
        request: Request<BatchIngestDocumentsRequest>,
    ) -> Result<Response<BatchIngestDocumentsResponse>, Status> {
        batch_ingest_documents::answer(self, request.into_inner())
            .await
            .map(Response::new)
    }
}
