//! ArticleService.

mod get_article;
mod list_articles;

use sulh_rpc::v1::{
    GetArticleRequest, GetArticleResponse, ListArticlesRequest, ListArticlesResponse,
    article_service_server::ArticleService,
};
use sulh_store::Store;
use tonic::{Request, Response, Status, async_trait};

/// ArticleService over a store.
pub(crate) struct Articles(pub(crate) Store);

#[async_trait]
impl ArticleService for Articles {
    async fn get_article(
        &self,
        request: Request<GetArticleRequest>,
    ) -> Result<Response<GetArticleResponse>, Status> {
        get_article::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_articles(
        &self,
        request: Request<ListArticlesRequest>,
    ) -> Result<Response<ListArticlesResponse>, Status> {
        list_articles::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }
}
