//! IngestService.

mod batch_ingest_documents;
mod delete_article;
mod delete_rejected_document;
mod get_rejected_document;
mod ingest_document;
mod list_rejected_documents;
mod reextract_articles;
mod retry_rejected_document;
mod stream_documents;

use futures::stream::BoxStream;
use sulh_rpc::v1::{
    BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, DeleteArticleRequest,
    DeleteArticleResponse, DeleteRejectedDocumentRequest, DeleteRejectedDocumentResponse,
    GetRejectedDocumentRequest, GetRejectedDocumentResponse, IngestDocumentRequest,
    IngestDocumentResponse, ListRejectedDocumentsRequest, ListRejectedDocumentsResponse,
    ReextractArticlesRequest, ReextractArticlesResponse, RetryRejectedDocumentRequest,
    RetryRejectedDocumentResponse, StreamDocumentsRequest, StreamDocumentsResponse,
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

    async fn list_rejected_documents(
        &self,
        request: Request<ListRejectedDocumentsRequest>,
    ) -> Result<Response<ListRejectedDocumentsResponse>, Status> {
        list_rejected_documents::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn get_rejected_document(
        &self,
        request: Request<GetRejectedDocumentRequest>,
    ) -> Result<Response<GetRejectedDocumentResponse>, Status> {
        get_rejected_document::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn retry_rejected_document(
        &self,
        request: Request<RetryRejectedDocumentRequest>,
    ) -> Result<Response<RetryRejectedDocumentResponse>, Status> {
        retry_rejected_document::answer(self, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn delete_rejected_document(
        &self,
        request: Request<DeleteRejectedDocumentRequest>,
    ) -> Result<Response<DeleteRejectedDocumentResponse>, Status> {
        delete_rejected_document::answer(&self.store, request.into_inner())
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
