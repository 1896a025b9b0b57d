//! ActorService.

mod get_actor;
mod list_actors;

use sulh_rpc::v1::{
    GetActorRequest, GetActorResponse, ListActorsRequest, ListActorsResponse,
    actor_service_server::ActorService,
};
use sulh_store::Store;
use tonic::{Request, Response, Status, async_trait};

/// ActorService over a store.
pub(crate) struct Actors(pub(crate) Store);

#[async_trait]
impl ActorService for Actors {
    async fn get_actor(
        &self,
        request: Request<GetActorRequest>,
    ) -> Result<Response<GetActorResponse>, Status> {
        get_actor::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_actors(
        &self,
        request: Request<ListActorsRequest>,
    ) -> Result<Response<ListActorsResponse>, Status> {
        list_actors::answer(&self.0, request.into_inner())
            .await
            .map(Response::new)
    }
}
