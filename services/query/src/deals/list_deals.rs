//! ListDeals.

use sulh_domain::{References, filter::DealFilter};
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ListDealsRequest, ListDealsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListDealsRequest,
) -> Result<ListDealsResponse, Status> {
    let filter = DealFilter::try_from(&request)?;
    let wanted = PageRequest::new("deals", &filter, request.page_size, &request.page_token)?;
    let page = store
        .deals(&filter, wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    let mut references = References::default();
    page.items.iter().for_each(|deal| references.add_deal(deal));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListDealsResponse {
        deals: page
            .items
            .into_iter()
            .map(|deal| convert::deal(deal, &labels))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
