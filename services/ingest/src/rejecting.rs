//! Documents that are refused. One whose content cannot be read is kept with the
//! reason; this is the only place that keeps any.

use std::sync::Arc;

use sulh_domain::{Kept, RejectedId, Rejection, SourceDocument};
use sulh_extract::unpacking::{Fault, UnpackError};
use sulh_rpc::{failure::failed, rejection::rejected, violation::Violation};
use sulh_store::{Error, Store};
use tokio::sync::OnceCell;
use tonic::Status;

/// Why a document is not ingested.
pub(crate) enum Refusal {
    /// A field cannot be accepted, or something is larger than it may be.
    Field(Violation),
    /// Its content cannot be read.
    Content(Unreadable),
}

/// A document whose content cannot be read.
pub(crate) struct Unreadable {
    violation: Violation,
    /// Where in the container that is kept the part stands.
    place: Option<String>,
    kept: Arc<ToKeep>,
}

/// What is kept where it, or a part of it, cannot be read. It is kept once, whatever
/// the number of parts.
pub(crate) struct ToKeep {
    document: SourceDocument,
    /// Under which id it is kept already, where it is read again.
    id: Option<RejectedId>,
    /// What became of it; `None` where somebody deleted it meanwhile.
    outcome: OnceCell<Option<Kept>>,
}

impl ToKeep {
    /// A document as it came, and its id where it is kept already.
    pub(crate) fn new(document: SourceDocument, id: Option<RejectedId>) -> Arc<Self> {
        Arc::new(Self {
            document,
            id,
            outcome: OnceCell::new(),
        })
    }

    async fn keep(&self, store: &Store, rejection: &Rejection) -> Result<Option<Kept>, Error> {
        let keeping = || async {
            match self.id {
                Some(id) => {
                    let is_there = store.count_rejection(id, rejection).await?;
                    Ok(is_there.then_some(Kept::As(id)))
                }
                None => store
                    .keep_rejected(&self.document, rejection)
                    .await
                    .map(Some),
            }
        };
        self.outcome.get_or_try_init(keeping).await.copied()
    }
}

impl From<Violation> for Refusal {
    fn from(violation: Violation) -> Self {
        Self::Field(violation)
    }
}

impl Refusal {
    /// The refusal of a document that was met in what came as `whole`.
    pub(crate) fn of(error: UnpackError, whole: &Arc<ToKeep>) -> Self {
        let violation = match &error.fault {
            Fault::UnsupportedMediaType(unsupported) => {
                Violation::new("document.media_type", unsupported.to_string())
            }
            fault => Violation::new("document.content", fault.to_string()),
        };
        if error.fault.is_excess() {
            return Self::Field(violation);
        }
        Self::Content(match error.part {
            Some(part) => Unreadable {
                violation,
                place: None,
                kept: ToKeep::new(*part, None),
            },
            None => Unreadable {
                violation,
                place: (error.label != whole.document.label).then_some(error.label),
                kept: Arc::clone(whole),
            },
        })
    }

    /// The answer, nothing being kept.
    pub(crate) fn without_keeping(self) -> Status {
        match self {
            Self::Field(violation) => violation.into(),
            Self::Content(unreadable) => unreadable.violation.into(),
        }
    }

    /// The answer, once the document is kept if it is one to keep.
    pub(crate) async fn keep(self, store: &Store) -> Status {
        let unreadable = match self {
            Self::Field(violation) => return violation.into(),
            Self::Content(unreadable) => unreadable,
        };
        let violation = unreadable.violation;
        let mut rejection = Rejection::from(&violation);
        if let Some(place) = unreadable.place {
            rejection.description = format!("{place}: {}", rejection.description);
        }
        match unreadable.kept.keep(store, &rejection).await {
            Ok(Some(kept)) => rejected(&violation, kept),
            Ok(None) => violation.into(),
            // Whoever sends it again may have it kept.
            Err(error) => failed(error),
        }
    }
}
