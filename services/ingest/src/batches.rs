//! Several documents in one message: what each is, and what becomes of it.

use sulh_domain::SourceDocument;
use sulh_rpc::{
    v1::{IngestDocumentRequest, IngestDocumentResponse},
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
/// Documents of one batch or stream that are worked on at once.
pub(crate) const CONCURRENCY: usize = 4;

/// A document of a batch, or why there is none.
pub(crate) struct Part {
    /// Index of the request that it came in.
    pub(crate) request: u32,
    /// Its label, in a container where it stands.
    pub(crate) label: String,
    manner: Manner,
    document: Result<SourceDocument, Violation>,
}

impl Part {
    /// Reads the document and stores what it says.
    pub(crate) async fn ingest(
        self,
        ingesting: &Ingesting,
    ) -> Result<IngestDocumentResponse, Status> {
        ingesting.ingest_document(self.document?, self.manner).await
    }
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
///
/// # Errors
/// When there are none or too many, or they have too many bytes.
pub(crate) fn unpack(requests: Vec<IngestDocumentRequest>) -> Result<Vec<Part>, Violation> {
    check(&requests)?;
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
