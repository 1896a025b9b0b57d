//! DealService.

mod get_deal;
mod list_deal_claims;
mod list_deals;

use sulh_rpc::v1::{
    GetDealRequest, GetDealResponse, ListDealClaimsRequest, ListDealClaimsResponse,
    ListDealsRequest, ListDealsResponse, deal_service_server::DealService,
};
use sulh_store::Store;
use tonic::{Request, Response, Status, async_trait};

/// DealService over a store.
pub(crate) struct Deals(pub(crate) Store);

#[async_trait]
impl DealService for Deals {
    async fn get_deal(
        &self,
        request: Request<GetDealRequest>,
    ) -> Result<Response<GetDealResponse>, Status> {
        get_deal::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_deals(
        &self,
        request: Request<ListDealsRequest>,
    ) -> Result<Response<ListDealsResponse>, Status> {
        list_deals::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_deal_claims(
        &self,
        request: Request<ListDealClaimsRequest>,
    ) -> Result<Response<ListDealClaimsResponse>, Status> {
        list_deal_claims::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }
}
