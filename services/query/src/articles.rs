//! ArticleService.

mod export_articles;
mod get_article;
mod list_articles;
mod search_articles;
mod view;

use futures::stream::BoxStream;
use sulh_rpc::v1::{
    ExportArticlesRequest, ExportArticlesResponse, GetArticleRequest, GetArticleResponse,
    ListArticlesRequest, ListArticlesResponse, SearchArticlesRequest, SearchArticlesResponse,
    article_service_server::ArticleService,
};
use sulh_store::Store;
use tonic::{Request, Response, Status, async_trait};

use crate::{exports::Exports, searching::Searching};

/// ArticleService over a store.
pub(crate) struct Articles {
    store: Store,
    searching: Searching,
    exports: Exports,
}

impl Articles {
    pub(crate) fn new(store: Store, searching: Searching, exports: Exports) -> Self {
        Self {
            store,
            searching,
            exports,
        }
    }
}

#[async_trait]
impl ArticleService for Articles {
    async fn get_article(
        &self,
        request: Request<GetArticleRequest>,
    ) -> Result<Response<GetArticleResponse>, Status> {
        get_article::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_articles(
        &self,
        request: Request<ListArticlesRequest>,
    ) -> Result<Response<ListArticlesResponse>, Status> {
        list_articles::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn search_articles(
        &self,
        request: Request<SearchArticlesRequest>,
    ) -> Result<Response<SearchArticlesResponse>, Status> {
        search_articles::answer(&self.store, &self.searching, request.into_inner())
            .await
            .map(Response::new)
    }

    type ExportArticlesStream = BoxStream<'static, Result<ExportArticlesResponse, Status>>;

    async fn export_articles(
        &self,
        request: Request<ExportArticlesRequest>,
    ) -> Result<Response<Self::ExportArticlesStream>, Status> {
        export_articles::answer(&self.exports, request.into_inner())
            .await
            .map(Response::new)
    }
}
