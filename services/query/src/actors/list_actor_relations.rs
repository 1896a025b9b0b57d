//! ListActorRelations.

use sulh_domain::References;
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::ACTORS,
    page::PageRequest,
    relating::RelationQuestion,
    v1::{ListActorRelationsRequest, ListActorRelationsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListActorRelationsRequest,
) -> Result<ListActorRelationsResponse, Status> {
    let RelationQuestion { filter, evidence } = RelationQuestion::try_from(&request)?;
    let wanted = PageRequest::new("relations", &filter, request.page_size, &request.page_token)?;
    if let Some(actor) = &filter.actor {
        store
            .actor(actor)
            .await
            .map_err(failed)?
            .ok_or_else(|| not_found(ACTORS, &request.actor))?;
    }
    let page = store
        .relations(&filter, evidence, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let mut references = References::default();
    page.items
        .iter()
        .for_each(|relation| references.add_relation(relation));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListActorRelationsResponse {
        relations: page
            .items
            .into_iter()
            .map(|relation| convert::relation(relation, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
