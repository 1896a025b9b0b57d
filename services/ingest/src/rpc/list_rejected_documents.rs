//! ListRejectedDocuments.

use sulh_rpc::{
    convert,
    failure::failed,
    page::PageRequest,
    v1::{ListRejectedDocumentsRequest, ListRejectedDocumentsResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: ListRejectedDocumentsRequest,
) -> Result<ListRejectedDocumentsResponse, Status> {
    let wanted = PageRequest::new(
        "rejected_documents",
        &(),
        request.page_size,
        &request.page_token,
    )?;
    let page = store
        .rejected_documents(wanted.size, wanted.after.as_ref())
        .await
        .map_err(failed)?;
    Ok(ListRejectedDocumentsResponse {
        rejected_documents: page
            .items
            .into_iter()
            .map(|document| convert::rejected_document(document, Vec::new()))
            .collect(),
        next_page_token: wanted.next_token(page.next),
    })
}
