//! Several documents in one message: what each is, and what becomes of it.

use futures::{StreamExt, stream};
use sulh_domain::{RejectedId, SourceDocument};
use sulh_rpc::{
    failure::to_proto,
    v1::{
        BatchIngestResult, IngestDocumentRequest, IngestDocumentResponse,
        batch_ingest_result::Result as Outcome,
    },
    violation::Violation,
};
use tonic::Status;

use crate::{
    documents::{self, Found},
    ingesting::{Ingesting, Manner},
    rejecting::Refusal,
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
    document: Result<SourceDocument, Refusal>,
}

impl Part {
    /// Reads the document and stores what it says, or keeps it with the reason why
    /// it cannot be read.
    pub(crate) async fn ingest(
        self,
        ingesting: &Ingesting,
    ) -> Result<IngestDocumentResponse, Status> {
        match self.document {
            Ok(document) => ingesting.ingest_document(document, self.manner).await,
            Err(refusal) => Err(ingesting.refuse(refusal, self.manner).await),
        }
    }
}

/// Ingests all parts, and answers them in order.
pub(crate) async fn ingest(ingesting: &Ingesting, parts: Vec<Part>) -> Vec<BatchIngestResult> {
    stream::iter(parts)
        .map(|part| async move {
            BatchIngestResult {
                request: part.request,
                part: part.label.clone(),
                result: Some(match part.ingest(ingesting).await {
                    Ok(response) => Outcome::Response(response),
                    Err(status) => Outcome::Error(to_proto(&status)),
                }),
            }
        })
        .buffered(CONCURRENCY)
        .collect()
        .await
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
    let mut unpacked = Unpacked::default();
    for (index, request) in (0..).zip(requests) {
        let manner = Manner::of(&request);
        let label = request
            .document
            .as_ref()
            .map(|document| document.label.clone())
            .unwrap_or_default();
        match documents::accept(request.document) {
            Ok(document) => unpacked.add_all(index, manner, documents::all(document, None)),
            Err(violation) => unpacked.add(Part {
                request: index,
                label,
                manner,
                document: Err(violation.into()),
            }),
        }
        .map_err(|excess| Violation::new("requests", excess))?;
    }
    Ok(unpacked.parts)
}

/// The documents in one that is kept as `id` because it could not be read.
///
/// # Errors
/// When they are too many, or have too many bytes.
pub(crate) fn unpack_rejected(
    document: SourceDocument,
    id: RejectedId,
) -> Result<Vec<Part>, Violation> {
    let mut unpacked = Unpacked::default();
    unpacked
        .add_all(0, Manner::default(), documents::all(document, Some(id)))
        .map_err(|excess| Violation::new("name", excess))?;
    Ok(unpacked.parts)
}

/// Documents of one batch, as many as there may be.
#[derive(Default)]
struct Unpacked {
    parts: Vec<Part>,
    bytes: usize,
}

impl Unpacked {
    fn add_all(
        &mut self,
        request: u32,
        manner: Manner,
        mut found: impl Iterator<Item = Found>,
    ) -> Result<(), String> {
        found.try_for_each(|Found { label, document }| {
            self.add(Part {
                request,
                label,
                manner,
                document,
            })
        })
    }

    /// Says what there is too much of.
    fn add(&mut self, part: Part) -> Result<(), String> {
        self.bytes += part
            .document
            .as_ref()
            .map_or(0, |document| document.content.len());
        self.parts.push(part);
        if self.parts.len() > MAX_DOCUMENTS {
            return Err(format!(
                "more than {MAX_DOCUMENTS} documents in the containers: expected at most \
                 {MAX_DOCUMENTS}; `sulh-ingest load` takes any number"
            ));
        }
        if self.bytes > MAX_UNPACKED_BYTES {
            return Err(format!(
                "{} bytes or more unpacked: expected at most {MAX_UNPACKED_BYTES}",
                self.bytes
            ));
        }
        Ok(())
    }
}
