//! GetDeal.

use sulh_domain::{DealId, References, account::Account};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::DEALS,
    v1::{GetDealRequest, GetDealResponse},
};
use sulh_store::Store;
use tonic::Status;

/// Claims of a deal that are read for what they tell of it.
const MAX_CLAIMS: u32 = 10_000;

pub(super) async fn answer(
    store: &Store,
    request: GetDealRequest,
) -> Result<GetDealResponse, Status> {
    let id: DealId = DEALS.id("name", &request.name)?;
    let deal = store
        .deal(id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(DEALS, &request.name))?;
    let previous_names = store.previous_names(&deal).await.map_err(failed)?;
    let merged_into = match deal.id == id {
        true => String::new(),
        false => DEALS.name(deal.id),
    };
    let claims = store.history(deal.id, MAX_CLAIMS).await.map_err(failed)?;
    let mut references = References::default();
    references.add_deal(&deal);
    claims.iter().for_each(|claim| references.add_claim(claim));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(GetDealResponse {
        deal: Some(convert::deal(deal, &labels)),
        merged_into,
        account: Some(convert::account(Account::of(&claims), &labels)),
        previous_names: previous_names
            .into_iter()
            .map(|name| DEALS.name(name))
            .collect(),
    })
}
