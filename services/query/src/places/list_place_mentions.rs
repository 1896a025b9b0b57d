//! ListPlaceMentions.

use sulh_domain::{PlaceId, References, filter::MentionFilter};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::PLACES,
    page::PageRequest,
    v1::{ListPlaceMentionsRequest, ListPlaceMentionsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListPlaceMentionsRequest,
) -> Result<ListPlaceMentionsResponse, Status> {
    let id: PlaceId = PLACES.id("place", &request.place)?;
    let filter = MentionFilter::try_from(&request)?;
    let alone = request.place_only;
    let wanted = PageRequest::new(
        "place mentions",
        &(&id, alone, &filter),
        request.page_size,
        &request.page_token,
    )?;
    store
        .place(&id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(PLACES, &request.place))?;
    let page = store
        .place_mentions(&id, alone, &filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let mut references = References::default();
    let named = page.items.iter().map(|quoted| quoted.mention.of.clone());
    references.places.extend(named);
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListPlaceMentionsResponse {
        mentions: page
            .items
            .into_iter()
            .map(|mention| convert::place_mention(mention, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
