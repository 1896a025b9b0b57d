//! ListDealClaims.

use sulh_domain::{DealId, References};
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::DEALS,
    page::PageRequest,
    v1::{ListDealClaimsRequest, ListDealClaimsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListDealClaimsRequest,
) -> Result<ListDealClaimsResponse, Status> {
    let name: DealId = DEALS.id("deal", &request.deal)?;
    let wanted = PageRequest::new("claims", &name, request.page_size, &request.page_token)?;
    let deal = store
        .present_name(name)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(DEALS, &request.deal))?;
    let page = store
        .deal_claims(deal, wanted.size, wanted.after)
        .await
        .map_err(failed)?;
    let mut references = References::default();
    page.items
        .iter()
        .for_each(|claim| references.add_claim(claim));
    let labels = store.labels(&references).await.map_err(failed)?;
    Ok(ListDealClaimsResponse {
        claims: convert::claims(page.items, &labels),
        next_page_token: wanted.next_token(page.next),
    })
}
