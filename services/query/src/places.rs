//! PlaceService.

mod get_place;
mod list_place_mentions;
mod list_places;
mod resolve_place;

use std::sync::Arc;

use sulh_rpc::{
    failure::failed,
    v1::{
        GetPlaceRequest, GetPlaceResponse, ListPlaceMentionsRequest, ListPlaceMentionsResponse,
        ListPlacesRequest, ListPlacesResponse, ResolvePlaceRequest, ResolvePlaceResponse,
        place_service_server::PlaceService,
    },
};
use sulh_store::{NamedPlace, PlaceNamesVersion, Store};
use tonic::{Request, Response, Status, async_trait};

use crate::{kept::Kept, names::Names};

pub(crate) type KeptNames = Kept<PlaceNamesVersion, Names<NamedPlace>>;

/// PlaceService over a store.
pub(crate) struct Places {
    store: Store,
    names: Arc<KeptNames>,
}

impl Places {
    pub(crate) fn new(store: Store, names: Arc<KeptNames>) -> Self {
        Self { store, names }
    }
}

/// The names of all places, as the database has them or had them a moment ago.
pub(crate) async fn read_place_names(
    store: &Store,
    kept: &KeptNames,
) -> Result<Arc<Names<NamedPlace>>, Status> {
    let version = async { store.place_names_version().await.map_err(failed) };
    let make = async { Names::of(store.named_places().await.map_err(failed)?).await };
    kept.get(version, make).await
}

#[async_trait]
impl PlaceService for Places {
    async fn get_place(
        &self,
        request: Request<GetPlaceRequest>,
    ) -> Result<Response<GetPlaceResponse>, Status> {
        get_place::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_places(
        &self,
        request: Request<ListPlacesRequest>,
    ) -> Result<Response<ListPlacesResponse>, Status> {
        list_places::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn resolve_place(
        &self,
        request: Request<ResolvePlaceRequest>,
    ) -> Result<Response<ResolvePlaceResponse>, Status> {
        resolve_place::answer(&self.store, &self.names, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_place_mentions(
        &self,
        request: Request<ListPlaceMentionsRequest>,
    ) -> Result<Response<ListPlaceMentionsResponse>, Status> {
        list_place_mentions::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }
}
