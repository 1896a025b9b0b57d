//! RetryRejectedDocument.

use sulh_domain::{Kept, RejectedDocument, RejectedId, Rejection};
use sulh_rpc::{
    failure::{failed, from_proto, not_found, to_proto},
    names::REJECTED_DOCUMENTS,
    rejection::{kept_as, rejected},
    v1::{
        BatchIngestResult, Document, RetryRejectedDocumentRequest, RetryRejectedDocumentResponse,
        batch_ingest_result::Result as Outcome,
    },
};
use tonic::Status;

use crate::{
    batches,
    documents::{accept_fields, no_document},
    ingesting::Ingesting,
};

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: RetryRejectedDocumentRequest,
) -> Result<RetryRejectedDocumentResponse, Status> {
    let id: RejectedId = REJECTED_DOCUMENTS.id("name", &request.name)?;
    let store = &ingesting.store;
    let (stored, content) = store
        .rejected_document(id)
        .await
        .map_err(failed)?
        .ok_or_else(|| not_found(REJECTED_DOCUMENTS, &request.name))?;
    let document = accept_fields(corrected(stored, content, request))?;
    let label = document.label.clone();
    let parts = ingesting
        .alone(move || batches::unpack_rejected(document, id))
        .await??;
    if parts.is_empty() {
        let violation = no_document();
        let rejection = Rejection::from(&violation);
        store
            .count_rejection(id, &rejection)
            .await
            .map_err(failed)?;
        return Ok(RetryRejectedDocumentResponse {
            results: vec![BatchIngestResult {
                request: 0,
                part: label,
                result: Some(Outcome::Error(to_proto(&rejected(
                    &violation,
                    Kept::As(id),
                )))),
            }],
            still_rejected: true,
        });
    }
    let results = batches::ingest(ingesting, parts).await;
    let still_rejected = !results.iter().all(|result| is_settled(result, id));
    if !still_rejected {
        store.delete_rejected(id).await.map_err(failed)?;
    }
    Ok(RetryRejectedDocumentResponse {
        results,
        still_rejected,
    })
}

/// The document as it was sent, with what is known better now.
fn corrected(
    stored: RejectedDocument,
    content: Vec<u8>,
    request: RetryRejectedDocumentRequest,
) -> Document {
    let known = stored.known;
    let or = |better: Option<String>, sent: Option<String>| better.or(sent).unwrap_or_default();
    Document {
        content,
        media_type: or(request.media_type, Some(stored.media_type)),
        label: or(request.label, Some(stored.label)),
        url: or(request.url, known.url),
        title: or(request.title, known.title),
        publish_date: or(request.publish_date, known.published.map(|date| date.iso())),
        outlet: or(request.outlet, known.outlet),
        language_code: or(request.language_code, known.language),
    }
}

/// Whether this part of the document that is kept as `id` is ingested, or kept under
/// a name of its own.
fn is_settled(result: &BatchIngestResult, id: RejectedId) -> bool {
    match &result.result {
        Some(Outcome::Response(_)) => true,
        Some(Outcome::Error(error)) => kept_as(&from_proto(error.clone()))
            .is_some_and(|name| name != REJECTED_DOCUMENTS.name(id)),
        None => false,
    }
}
