//! ListPlaces.

use sulh_domain::{References, filter::PlaceFilter};
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ListPlacesRequest, ListPlacesResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListPlacesRequest,
) -> Result<ListPlacesResponse, Status> {
    let filter = PlaceFilter::try_from(&request)?;
    let wanted = PageRequest::new("places", &filter, request.page_size, &request.page_token)?;
    let page = store
        .places(&filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let mut references = References::default();
    for (_, within) in &page.items {
        references.places.extend(within.iter().cloned());
    }
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListPlacesResponse {
        places: page
            .items
            .into_iter()
            .map(|(place, within)| convert::place(place, &within, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
