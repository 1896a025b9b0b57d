//! ListActors.

use sulh_domain::{Actor, References, filter::ActorFilter};
use sulh_rpc::{
    as_of::as_of,
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ListActorsRequest, ListActorsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListActorsRequest,
) -> Result<ListActorsResponse, Status> {
    let filter = ActorFilter::try_from(&request)?;
    let as_of = as_of(request.as_of)?;
    let wanted = PageRequest::new("actors", &filter, request.page_size, &request.page_token)?;
    let page = store
        .actors(&filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let actors: Vec<Actor> = match as_of {
        Some(day) => {
            let actors = page.items.into_iter();
            actors.map(|actor| actor.as_of(day)).collect()
        }
        None => page.items,
    };
    let mut references = References::default();
    actors.iter().for_each(|actor| references.add_actor(actor));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListActorsResponse {
        actors: actors
            .into_iter()
            .map(|actor| convert::actor(actor, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
