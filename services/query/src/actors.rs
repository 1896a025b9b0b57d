//! ActorService.

mod get_actor;
mod list_actor_mentions;
mod list_actor_relations;
mod list_actors;
mod resolve_actor;

use std::sync::Arc;

use sulh_rpc::{
    failure::failed,
    v1::{
        GetActorRequest, GetActorResponse, ListActorMentionsRequest, ListActorMentionsResponse,
        ListActorRelationsRequest, ListActorRelationsResponse, ListActorsRequest,
        ListActorsResponse, ResolveActorRequest, ResolveActorResponse,
        actor_service_server::ActorService,
    },
};
use sulh_store::{ActorNamesVersion, NamedActor, Store};
use tonic::{Request, Response, Status, async_trait};

use crate::{kept::Kept, names::Names};

pub(crate) type KeptNames = Kept<ActorNamesVersion, Names<NamedActor>>;

/// ActorService over a store.
pub(crate) struct Actors {
    store: Store,
    names: Arc<KeptNames>,
}

impl Actors {
    pub(crate) fn new(store: Store, names: Arc<KeptNames>) -> Self {
        Self { store, names }
    }
}

/// The names of all actors, as the database has them or had them a moment ago.
pub(crate) async fn read_actor_names(
    store: &Store,
    kept: &KeptNames,
) -> Result<Arc<Names<NamedActor>>, Status> {
    let version = async { store.actor_names_version().await.map_err(failed) };
    let make = async { Names::of(store.named_actors().await.map_err(failed)?).await };
    kept.get(version, make).await
}

#[async_trait]
impl ActorService for Actors {
    async fn get_actor(
        &self,
        request: Request<GetActorRequest>,
    ) -> Result<Response<GetActorResponse>, Status> {
        get_actor::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_actors(
        &self,
        request: Request<ListActorsRequest>,
    ) -> Result<Response<ListActorsResponse>, Status> {
        list_actors::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn resolve_actor(
        &self,
        request: Request<ResolveActorRequest>,
    ) -> Result<Response<ResolveActorResponse>, Status> {
        resolve_actor::answer(&self.store, &self.names, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_actor_mentions(
        &self,
        request: Request<ListActorMentionsRequest>,
    ) -> Result<Response<ListActorMentionsResponse>, Status> {
        list_actor_mentions::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_actor_relations(
        &self,
        request: Request<ListActorRelationsRequest>,
    ) -> Result<Response<ListActorRelationsResponse>, Status> {
        list_actor_relations::answer(&self.store, request.into_inner())
            .await
            .map(Response::new)
    }
}
