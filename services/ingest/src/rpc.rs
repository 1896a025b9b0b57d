//! IngestService.

mod batch_ingest_documents;
mod delete_article;
mod ingest_document;
mod reextract_articles;

use futures::stream::BoxStream;
use sulh_rpc::v1::{
    BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, DeleteArticleRequest,
    DeleteArticleResponse, IngestDocumentRequest, IngestDocumentResponse, ReextractArticlesRequest,
    ReextractArticlesResponse, ingest_service_server::IngestService,
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

    async fn delete_article(
        &self,
        request: Request<DeleteArticleRequest>,
    ) -> Result<Response<DeleteArticleResponse>, Status> {
        delete_article::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
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
