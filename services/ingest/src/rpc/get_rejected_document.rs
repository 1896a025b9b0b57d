//! GetRejectedDocument.

use sulh_domain::RejectedId;
use sulh_rpc::{
    convert,
    failure::{failed, not_found},
    names::REJECTED_DOCUMENTS,
    v1::{GetRejectedDocumentRequest, GetRejectedDocumentResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: GetRejectedDocumentRequest,
) -> Result<GetRejectedDocumentResponse, Status> {
    let id: RejectedId = REJECTED_DOCUMENTS.id("name", &request.name)?;
    let (document, content) = store
        .rejected_document(id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(REJECTED_DOCUMENTS, &request.name))?;
    Ok(GetRejectedDocumentResponse {
        rejected_document: Some(convert::rejected_document(document, content)),
    })
}
