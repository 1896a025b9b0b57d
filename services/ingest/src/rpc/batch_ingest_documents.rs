//! BatchIngestDocuments.

use futures::{StreamExt, stream};
use sulh_domain::SourceDocument;
use sulh_rpc::{
    failure::to_proto,
    v1::{
        BatchIngestDocumentsRequest, BatchIngestDocumentsResponse, BatchIngestResult,
        IngestDocumentRequest, batch_ingest_result::Result as Outcome,
    },
    violation::Violation,
};
use tonic::Status;

use crate::{
    documents,
    ingesting::{Ingesting, Manner},
};

/// The most documents of one batch.
const MAX_DOCUMENTS: usize = 100;
/// The most bytes of all documents of one batch, as they are sent.
const MAX_BATCH_BYTES: usize = 32 * 1024 * 1024;
/// The most bytes of all documents of one batch, containers unpacked.
const MAX_UNPACKED_BYTES: usize = 64 * 1024 * 1024;
/// Documents of one batch that are worked on at once.
const CONCURRENCY: usize = 4;

/// A document of a batch, or why there is none.
struct Part {
    request: u32,
    label: String,
    manner: Manner,
    document: Result<SourceDocument, Violation>,
}

pub(super) async fn answer(
    ingesting: &Ingesting,
    request: BatchIngestDocumentsRequest,
) -> Result<BatchIngestDocumentsResponse, Status> {
    check(&request.requests)?;
    let parts = ingesting.alone(|| unpack(request.requests)).await??;
    let results = stream::iter(parts)
        .map(|part| async move {
            let outcome = match part.document {
                Ok(document) => ingesting.ingest_document(document, part.manner).await,
                Err(violation) => Err(violation.into()),
            };
            BatchIngestResult {
                request: part.request,
                part: part.label,
                result: Some(match outcome {
                    Ok(response) => Outcome::Response(response),
                    Err(status) => Outcome::Error(to_proto(&status)),
                }),
            }
        })
        .buffered(CONCURRENCY)
        .collect()
        .await;
    Ok(BatchIngestDocumentsResponse { results })
}

fn check(requests: &[IngestDocumentRequest]) -> Result<(), Violation> {
    if requests.is_empty() || requests.len() > MAX_DOCUMENTS {
        return Err(Violation::new(
            "requests",
            format!("{} values: expected 1 to {MAX_DOCUMENTS}", requests.len()),
        ));
    }
    let bytes: usize = requests
        .iter()
        .filter_map(|request| Some(request.document.as_ref()?.content.len()))
        .sum();
    if bytes > MAX_BATCH_BYTES {
        return Err(Violation::new(
            "requests",
            format!("{bytes} bytes of content: expected at most {MAX_BATCH_BYTES}"),
        ));
    }
    Ok(())
}

/// The documents of all requests, in order. Nothing is stored before it is known
/// that they are not too many.
fn unpack(requests: Vec<IngestDocumentRequest>) -> Result<Vec<Part>, Violation> {
    let mut parts = Vec::new();
    let mut bytes = 0;
    let mut add = |part: Part| {
        bytes += part
            .document
            .as_ref()
            .map_or(0, |document| document.content.len());
        parts.push(part);
        if parts.len() > MAX_DOCUMENTS {
            return Err(Violation::new(
                "requests",
                format!(
                    "more than {MAX_DOCUMENTS} documents in the containers: expected at most \
                     {MAX_DOCUMENTS}; `sulh-ingest load` takes any number"
                ),
            ));
        }
        if bytes > MAX_UNPACKED_BYTES {
            return Err(Violation::new(
                "requests",
                format!("{bytes} bytes or more unpacked: expected at most {MAX_UNPACKED_BYTES}"),
            ));
        }
        Ok(())
    };
    for (index, request) in (0..).zip(requests) {
        let manner = Manner::of(&request);
        let part = |label, document| Part {
            request: index,
            label,
            manner,
            document,
        };
        let label = request
            .document
            .as_ref()
            .map(|document| document.label.clone())
            .unwrap_or_default();
        let document = match documents::accept(request.document) {
            Ok(document) => document,
            Err(violation) => {
                add(part(label, Err(violation)))?;
                continue;
            }
        };
        for found in documents::all(document) {
            add(match found {
                Ok(document) => part(document.label.clone(), Ok(document)),
                Err(error) => part(error.label.clone(), Err(documents::refusal(&error))),
            })?;
        }
    }
    Ok(parts)
}
