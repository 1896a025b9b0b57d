//! ListActors.

use sulh_domain::{References, filter::ActorFilter};
use sulh_rpc::{
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
    let wanted = PageRequest::new("actors", &filter, request.page_size, &request.page_token)?;
    let page = store
        .actors(&filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let mut references = References::default();
    page.items
        .iter()
        .for_each(|actor| references.add_actor(actor));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListActorsResponse {
        actors: page
            .items
            .into_iter()
            .map(|actor| convert::actor(actor, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
