//! DeleteRejectedDocument.

use sulh_domain::RejectedId;
use sulh_rpc::{
    failure::{failed, not_found},
    names::REJECTED_DOCUMENTS,
    v1::{DeleteRejectedDocumentRequest, DeleteRejectedDocumentResponse},
};
use sulh_store::Store;
use tonic::Status;

pub(super) async fn answer(
    store: &Store,
    request: DeleteRejectedDocumentRequest,
) -> Result<DeleteRejectedDocumentResponse, Status> {
    let id: RejectedId = REJECTED_DOCUMENTS.id("name", &request.name)?;
    match store.delete_rejected(id).await.map_err(failed)? {
        true => Ok(DeleteRejectedDocumentResponse {}),
        false => Err(not_found(REJECTED_DOCUMENTS, &request.name)),
    }
}
