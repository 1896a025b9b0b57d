//! PlaceService.

mod get_place;
mod list_places;

use sulh_rpc::v1::{
    GetPlaceRequest, GetPlaceResponse, ListPlacesRequest, ListPlacesResponse,
    place_service_server::PlaceService,
};
use sulh_store::Store;
use tonic::{Request, Response, Status, async_trait};

/// PlaceService over a store.
pub(crate) struct Places(pub(crate) Store);

#[async_trait]
impl PlaceService for Places {
    async fn get_place(
        &self,
        request: Request<GetPlaceRequest>,
    ) -> Result<Response<GetPlaceResponse>, Status> {
        get_place::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_places(
        &self,
        request: Request<ListPlacesRequest>,
    ) -> Result<Response<ListPlacesResponse>, Status> {
        list_places::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }
}
