//! DealService.

mod export_claims;
mod export_deals;
mod feed;
mod get_deal;
mod list_deal_claims;
mod list_deals;
mod search_claims;
mod summarize_deals;
mod watch_deals;

use std::sync::Arc;

use futures::stream::BoxStream;
use sulh_rpc::v1::{
    ExportClaimsRequest, ExportClaimsResponse, ExportDealsRequest, ExportDealsResponse,
    GetDealRequest, GetDealResponse, ListDealClaimsRequest, ListDealClaimsResponse,
    ListDealsRequest, ListDealsResponse, SearchClaimsRequest, SearchClaimsResponse,
    SummarizeDealsRequest, SummarizeDealsResponse, WatchDealsRequest, WatchDealsResponse,
    deal_service_server::DealService,
};
use sulh_store::Store;
use tokio::sync::Semaphore;
use tonic::{Request, Response, Status, async_trait};

use crate::{exports::Exports, searching::Searching};

/// Streams of WatchDeals that may be open at once.
const MAX_WATCHING: usize = 100;

/// DealService over a store.
pub(crate) struct Deals {
    store: Store,
    searching: Searching,
    watching: Watching,
    exports: Exports,
}

/// What the streams of WatchDeals share.
struct Watching {
    store: Store,
    feed: feed::Feed,
    permits: Arc<Semaphore>,
}

impl Deals {
    pub(crate) fn new(store: Store, searching: Searching, exports: Exports) -> Self {
        Self {
            searching,
            exports,
            watching: Watching {
                store: store.clone(),
                feed: feed::Feed::new(store.clone()),
                permits: Arc::new(Semaphore::new(MAX_WATCHING)),
            },
            store,
        }
    }
}

#[async_trait]
impl DealService for Deals {
    async fn get_deal(
        &self,
        request: Request<GetDealRequest>,
    ) -> Result<Response<GetDealResponse>, Status> {
        get_deal::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_deals(
        &self,
        request: Request<ListDealsRequest>,
    ) -> Result<Response<ListDealsResponse>, Status> {
        list_deals::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_deal_claims(
        &self,
        request: Request<ListDealClaimsRequest>,
    ) -> Result<Response<ListDealClaimsResponse>, Status> {
        list_deal_claims::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn search_claims(
        &self,
        request: Request<SearchClaimsRequest>,
    ) -> Result<Response<SearchClaimsResponse>, Status> {
        search_claims::answer(&self.store, &self.searching, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn summarize_deals(
        &self,
        request: Request<SummarizeDealsRequest>,
    ) -> Result<Response<SummarizeDealsResponse>, Status> {
        summarize_deals::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    type WatchDealsStream = BoxStream<'static, Result<WatchDealsResponse, Status>>;

    async fn watch_deals(
        &self,
        request: Request<WatchDealsRequest>,
    ) -> Result<Response<Self::WatchDealsStream>, Status> {
        watch_deals::answer(&self.watching, request.into_inner())
            .await
            .map(Response::new)
    }

    type ExportDealsStream = BoxStream<'static, Result<ExportDealsResponse, Status>>;

    async fn export_deals(
        &self,
        request: Request<ExportDealsRequest>,
    ) -> Result<Response<Self::ExportDealsStream>, Status> {
        export_deals::answer(&self.exports, request.into_inner())
            .await
            .map(Response::new)
    }

    type ExportClaimsStream = BoxStream<'static, Result<ExportClaimsResponse, Status>>;

    async fn export_claims(
        &self,
        request: Request<ExportClaimsRequest>,
    ) -> Result<Response<Self::ExportClaimsStream>, Status> {
        export_claims::answer(&self.exports, request.into_inner())
            .await
            .map(Response::new)
    }
}
