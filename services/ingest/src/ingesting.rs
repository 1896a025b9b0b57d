//! One document from request to response: request, document, reading, one
//! transaction, response.

use std::sync::Arc;

use sulh_domain::{Actor, ArticleId, Labels, Reader, Reading, References, SourceDocument};
use sulh_extract::{EXTRACTOR, Lexicon, extract};
use sulh_rpc::{
    convert,
    failure::{defect, failed},
    v1::{IngestDocumentRequest, IngestDocumentResponse},
};
use sulh_store::{Error, Ingested, Store};
use tokio::sync::Semaphore;
use tonic::Status;

use crate::{documents, rejecting::Refusal};

/// What is to become of a document.
#[derive(Clone, Copy, Default)]
pub(crate) struct Manner {
    /// It is read and not stored.
    validate_only: bool,
    /// It comes in although its article was deleted.
    even_if_deleted: bool,
}

impl Manner {
    pub(crate) fn of(request: &IngestDocumentRequest) -> Self {
        Self {
            validate_only: request.validate_only,
            even_if_deleted: request.even_if_deleted,
        }
    }
}

/// Reads documents and stores what they say. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Ingesting {
    pub(crate) store: Store,
    pub(crate) lexicon: &'static Lexicon,
    /// What reads the documents.
    pub(crate) reader: Arc<Reader>,
    /// One permit for each document that may be read at once: reading takes a
    /// processor for itself.
    readers: Arc<Semaphore>,
}

impl Ingesting {
    pub(crate) fn new(store: Store, lexicon: &'static Lexicon) -> Self {
        let reader = Reader {
            extractor: EXTRACTOR.to_owned(),
            lexicon: lexicon.fingerprint().to_owned(),
        };
        Self {
            store,
            lexicon,
            reader: Arc::new(reader),
            readers: Arc::new(Semaphore::new(processors())),
        }
    }

    /// Reads the one document of a request.
    pub(crate) async fn ingest(
        &self,
        request: IngestDocumentRequest,
    ) -> Result<IngestDocumentResponse, Status> {
        let manner = Manner::of(&request);
        let document = documents::accept(request.document)?;
        match self.alone(move || documents::only(document)).await? {
            Ok(document) => self.ingest_document(document, manner).await,
            Err(refusal) => Err(self.refuse(refusal, manner).await),
        }
    }

    /// The answer to a document that is not taken. It is kept if it is one to keep.
    pub(crate) async fn refuse(&self, refusal: Refusal, manner: Manner) -> Status {
        match manner.validate_only {
            true => refusal.without_keeping(),
            false => refusal.keep(&self.store).await,
        }
    }

    /// Reads a document and stores what it says.
    pub(crate) async fn ingest_document(
        &self,
        document: SourceDocument,
        manner: Manner,
    ) -> Result<IngestDocumentResponse, Status> {
        if manner.validate_only {
            let (_, reading, actors) = self.read(document).await?;
            let labels = Labels::of(&actors, self.lexicon.places());
            return Ok(response(reading, &labels, false));
        }
        // Known bytes need no second reading.
        let known = self.store.reading(document.id()).await.map_err(failed)?;
        let ingested = match known {
            Some(reading) => Ingested {
                reading,
                already_ingested: true,
            },
            None => {
                if !manner.even_if_deleted && self.is_deleted(document.id()).await? {
                    return Err(failed(Error::Deleted));
                }
                let (document, reading, actors) = self.read(document).await?;
                self.store
                    .ingest(&document, &reading, &actors, manner.even_if_deleted)
                    .await
                    .map_err(failed)?
            }
        };
        let mut references = References::default();
        references.add_reading(&ingested.reading);
        let labels = self.store.labels(&references).await.map_err(failed)?;
        Ok(response(
            ingested.reading,
            &labels,
            ingested.already_ingested,
        ))
    }

    async fn is_deleted(&self, article: ArticleId) -> Result<bool, Status> {
        self.store.is_deleted(article).await.map_err(failed)
    }

    pub(crate) async fn read(
        &self,
        document: SourceDocument,
    ) -> Result<(SourceDocument, Reading, Vec<Actor>), Status> {
        let lexicon = self.lexicon;
        let reader = Arc::clone(&self.reader);
        self.alone(move || {
            let extraction = extract(&document, lexicon);
            let (reading, actors) = Reading::of(&document, extraction, &reader);
            (document, reading, actors)
        })
        .await
    }

    /// Does what takes a processor, on a thread of its own.
    pub(crate) async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Status> {
        let permit = Arc::clone(&self.readers)
            .acquire_owned()
            .await
            .map_err(|error| defect(&error))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(|error| defect(&error))
    }
}

/// How many documents can be read at once.
pub(crate) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn response(
    mut reading: Reading,
    labels: &Labels,
    already_ingested: bool,
) -> IngestDocumentResponse {
    // GetArticle shows what was left out, to those who ask for it.
    reading.article.article.dropped.clear();
    let (article, claims) = convert::reading(reading, labels);
    IngestDocumentResponse {
        article: Some(article),
        claims,
        already_ingested,
    }
}
