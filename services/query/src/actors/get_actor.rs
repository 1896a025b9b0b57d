//! GetActor.

use sulh_domain::{ActorId, References};
use sulh_rpc::{
    as_of::as_of,
    convert,
    failure::{failed, not_found},
    names::ACTORS,
    v1::{GetActorRequest, GetActorResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: GetActorRequest,
) -> Result<GetActorResponse, Status> {
    let id: ActorId = ACTORS.id("name", &request.name)?;
    let as_of = as_of(request.as_of)?;
    let actor = store
        .actor(&id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(ACTORS, &request.name))?;
    let actor = match as_of {
        Some(day) => actor.as_of(day),
        None => actor,
    };
    let mut references = References::default();
    references.add_actor(&actor);
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(GetActorResponse {
        actor: Some(convert::actor(actor, &labels)),
    })
}
