//! GetDeal.

use sulh_domain::{Deal, DealId, Horizon, RecordedClaim, References, account::Account};
use sulh_rpc::{
    as_of, convert,
    failure::{failed, not_found},
    names::DEALS,
    v1::{GetDealRequest, GetDealResponse},
};
use sulh_store::{Error, Store};
use tonic::Status;

/// Claims of a deal that are read for what they tell of it.
const MAX_CLAIMS: usize = 10_000;

pub(super) async fn answer(
    store: &Store,
    request: GetDealRequest,
) -> Result<GetDealResponse, Status> {
    let id: DealId = DEALS.id("name", &request.name)?;
    let horizon = as_of::horizon(request.as_of, request.known_as_of)?;
    let (deal, claims) = match horizon.is_open() {
        true => present(store, id).await,
        false => former(store, id, &horizon).await,
    }
    .map_err(failed)?
    .ok_or_else(|| not_found(DEALS, &request.name))?;
    let previous_names = store.previous_names(&deal).await.map_err(failed)?;
    let merged_into = match deal.id == id {
        true => String::new(),
        false => DEALS.name(deal.id),
    };
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

/// The deal as it is, with its claims.
async fn present(store: &Store, name: DealId) -> Result<Option<(Deal, Vec<RecordedClaim>)>, Error> {
    let Some(deal) = store.deal(name).await? else {
        return Ok(None);
    };
    let claims = store.history(deal.id, MAX_CLAIMS).await?;
    Ok(Some((deal, claims)))
}

/// The deal as it was, with the claims that counted.
async fn former(
    store: &Store,
    name: DealId,
    horizon: &Horizon,
) -> Result<Option<(Deal, Vec<RecordedClaim>)>, Error> {
    let mut snapshot = store.snapshot().await?;
    let Some(former) = snapshot.former_deal(name, horizon).await? else {
        return Ok(None);
    };
    let claims = snapshot.former_claims(&former, 0, MAX_CLAIMS).await?;
    Ok(Some((former.deal, claims)))
}
