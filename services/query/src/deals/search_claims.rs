//! SearchClaims.

use sulh_domain::{References, search::Question};
use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{SearchClaimsRequest, SearchClaimsResponse},
};
use sulh_store::{AnswerKey, Store};
use tonic::Status;

use crate::searching::Searching;

pub(super) async fn answer(
    store: &Store,
    searching: &Searching,
    request: SearchClaimsRequest,
) -> Result<SearchClaimsResponse, Status> {
    let narrowed = (&request.query, request.verbatim);
    let wanted: PageRequest<AnswerKey> = PageRequest::new(
        "claim_answers",
        &narrowed,
        request.page_size,
        &request.page_token,
    )?;
    let (size, after) = (wanted.size, wanted.after);
    let search =
        |question: Question| async move { store.search_claims(&question, size, after).await };
    let (page, names) = searching
        .answers(&request.query, request.verbatim, search)
        .await?;
    let mut references = References::default();
    page.items
        .iter()
        .for_each(|found| references.add_claim(&found.claim));
    let labels = store.labels(&references).await.map_err(failed)?;
    let answers = page
        .items
        .into_iter()
        .map(|found| convert::claim_answer(found.claim, found.rank, found.highlights, &labels));
    Ok(SearchClaimsResponse {
        answers: answers.collect(),
        next_page_token: wanted.next_token(page.next),
        names,
    })
}
