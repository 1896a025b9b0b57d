//! ListActorMentions.

use sulh_domain::{ActorId, Labels, filter::MentionFilter};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::ACTORS,
    page::PageRequest,
    v1::{ListActorMentionsRequest, ListActorMentionsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListActorMentionsRequest,
) -> Result<ListActorMentionsResponse, Status> {
    let id: ActorId = ACTORS.id("actor", &request.actor)?;
    let filter = MentionFilter::try_from(&request)?;
    let wanted = PageRequest::new(
        "actor mentions",
        &(&id, &filter),
        request.page_size,
        &request.page_token,
    )?;
    let actor = store
        .actor(&id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(ACTORS, &request.actor))?;
    let page = store
        .actor_mentions(&id, &filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let labels = Labels::of(&[actor], &[]);
    Ok(ListActorMentionsResponse {
        mentions: page
            .items
            .into_iter()
            .map(|mention| convert::actor_mention(mention, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
