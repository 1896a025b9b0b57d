//! ListDeals.

use sulh_domain::{
    Deal, Horizon, References,
    filter::DealFilter,
    page::{Page, PageSize},
};
use sulh_rpc::{
    as_of, convert,
    failure::failed,
    page::PageRequest,
    v1::{ListDealsRequest, ListDealsResponse},
    violation::Violation,
};
use sulh_store::{DealKey, Error, Store};
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListDealsRequest,
) -> Result<ListDealsResponse, Status> {
    let filter = DealFilter::try_from(&request)?;
    let horizon = as_of::horizon(request.as_of, request.known_as_of)?;
    if filter.updated_since.is_some() && !horizon.is_open() {
        return Err(Violation::new(
            "updated_since",
            "not accepted together with as_of or known_as_of: nothing says when a former deal \
             became as it was",
        )
        .into());
    }
    let narrowed = (&filter, horizon);
    let wanted = PageRequest::new("deals", &narrowed, request.page_size, &request.page_token)?;
    let after = wanted.after.as_ref();
    let page = match horizon.is_open() {
        true => store.deals(&filter, wanted.size, after).await,
        false => former(store, &filter, &horizon, wanted.size, after).await,
    }
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

async fn former(
    store: &Store,
    filter: &DealFilter,
    horizon: &Horizon,
    size: PageSize,
    after: Option<&DealKey>,
) -> Result<Page<Deal, DealKey>, Error> {
    let mut snapshot = store.snapshot().await?;
    snapshot.former_deals(filter, horizon, size, after).await
}
