//! ListDealClaims.

use sulh_domain::{
    DealId, Horizon, RecordedClaim, References,
    page::{Page, PageSize},
};
use sulh_rpc::{
    as_of, convert,
    failure::{failed, not_found},
    names::DEALS,
    page::PageRequest,
    v1::{ListDealClaimsRequest, ListDealClaimsResponse},
};
use sulh_store::{ClaimKey, Error, Store};
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListDealClaimsRequest,
) -> Result<ListDealClaimsResponse, Status> {
    let name: DealId = DEALS.id("deal", &request.deal)?;
    let horizon = as_of::horizon(request.as_of, request.known_as_of)?;
    let narrowed = (&name, horizon);
    let wanted = PageRequest::new("claims", &narrowed, request.page_size, &request.page_token)?;
    let page = match horizon.is_open() {
        true => present(store, name, wanted.size, wanted.after).await,
        false => former(store, name, &horizon, wanted.size, wanted.after).await,
    }
    .map_err(failed)?
    .ok_or_else(|| not_found(DEALS, &request.deal))?;
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

async fn present(
    store: &Store,
    name: DealId,
    size: PageSize,
    after: Option<ClaimKey>,
) -> Result<Option<Page<RecordedClaim, ClaimKey>>, Error> {
    let Some(deal) = store.present_name(name).await? else {
        return Ok(None);
    };
    store.deal_claims(deal, size, after).await.map(Some)
}

async fn former(
    store: &Store,
    name: DealId,
    horizon: &Horizon,
    size: PageSize,
    after: Option<ClaimKey>,
) -> Result<Option<Page<RecordedClaim, ClaimKey>>, Error> {
    let mut snapshot = store.snapshot().await?;
    let Some(former) = snapshot.former_deal(name, horizon).await? else {
        return Ok(None);
    };
    let start = after.map_or(0, |after| after + 1);
    let claims = snapshot
        .former_claims(&former, start as usize, size.get() as usize + 1)
        .await?;
    Ok(Some(Page::cut(claims, size, |_| start + size.get() - 1)))
}
