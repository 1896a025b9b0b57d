//! IngestService.

mod batch_ingest_documents;
mod delete_article;
mod ingest_document;
mod reextract_articles;
mod stream_documents;

use futures::stream::BoxStream;
use sulh_rpc::v1::{
    BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, DeleteArticleRequest,
    DeleteArticleResponse, IngestDocumentRequest, IngestDocumentResponse, ReextractArticlesRequest,
    ReextractArticlesResponse, StreamDocumentsRequest, StreamDocumentsResponse,
    ingest_service_server::IngestService,
};
use tonic::{Request, Response, Status, Streaming, async_trait};

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

    async fn delete_article(
        &self,
        request: Request<DeleteArticleRequest>,
    ) -> Result<Response<DeleteArticleResponse>, Status> {
        delete_article::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    type StreamDocumentsStream = BoxStream<'static, Result<StreamDocumentsResponse, Status>>;

    async fn stream_documents(
        &self,
        request: Request<Streaming<StreamDocumentsRequest>>,
    ) -> Result<Response<Self::StreamDocumentsStream>, Status> {
        let responses = stream_documents::answer(self.clone(), request.into_inner());
        Ok(Response::new(responses))
    }

    type ReextractArticlesStream = BoxStream<'static, Result<ReextractArticlesResponse, Status>>;

    async fn reextract_articles(
        &self,
        request: Request<ReextractArticlesRequest>,
    ) -> Result<Response<Self::ReextractArticlesStream>, Status> {
        reextract_articles::answer(self.clone(), request.into_inner())
            .await
            .map(Response::new)
    }
}
