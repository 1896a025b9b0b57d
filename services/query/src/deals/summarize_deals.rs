//! SummarizeDeals.

use sulh_domain::{References, filter::DealFilter};
use sulh_rpc::{
    convert,
    counting::Counting,
    failure::failed,
    v1::{SummarizeDealsRequest, SummarizeDealsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: SummarizeDealsRequest,
) -> Result<SummarizeDealsResponse, Status> {
    let filter = DealFilter::try_from(&request)?;
    let counting = Counting::try_from(&request)?;
    let deal_count = store.count_deals(&filter).await.map_err(failed)?;
    let counts = store
        .summarize_deals(&filter, counting.dimension, counting.most)
        .await
        .map_err(failed)?;
    let mut references = References::default();
    counts
        .iter()
        .for_each(|count| references.add_group(&count.of));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(SummarizeDealsResponse {
        deal_count,
        counts: counts
            .into_iter()
            .map(|count| convert::deal_count(count, &labels))
            .collect(),
    })
}
