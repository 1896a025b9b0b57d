//! Why a container, or a part of it, cannot be read.

use std::io;

use sulh_domain::SourceDocument;

use crate::UnsupportedMediaType;

/// A container, or a part of it, that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{label}: {fault}")]
pub struct UnpackError {
    /// Where it stands: the container's label, and that of the part after it.
    pub label: String,
    /// What is wrong.
    #[source]
    pub fault: Fault,
    /// The part, where it was read byte for byte and only what it says is wrong;
    /// else `None`.
    pub part: Option<Box<SourceDocument>>,
}

/// What is wrong with a container or a part of it. Bounds say what was `met`, at
/// least, and the `limit`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A document is larger than a document may be.
    #[error("{met} bytes or more: expected at most {limit}")]
    PartTooLarge {
        /// Bytes of it that were seen.
        met: u64,
        /// The most bytes.
        limit: u64,
    },
    /// All that was decompressed is more than may be.
    #[error("decompresses to {met} bytes or more in all: expected at most {limit}")]
    TotalTooLarge {
        /// Bytes decompressed.
        met: u64,
        /// The most bytes.
        limit: u64,
    },
    /// A little gives a lot.
    #[error("decompresses to {met} times its size: expected at most {limit} times")]
    Bomb {
        /// Bytes that each compressed byte gave.
        met: u64,
        /// The most such bytes.
        limit: u64,
    },
    /// There are more documents in it than may be.
    #[error("{met} documents or more: expected at most {limit}")]
    TooManyParts {
        /// Documents seen.
        met: usize,
        /// The most documents.
        limit: usize,
    },
    /// Containers lie in one another too deep.
    #[error("a container within {met} others: expected at most {limit} in one another")]
    TooDeep {
        /// Containers around it.
        met: usize,
        /// The most containers in one another.
        limit: usize,
    },
    /// A zip entry needs a password.
    #[error("encrypted: expected an entry that needs no password")]
    Encrypted,
    /// It is compressed in a way that is not read.
    #[error("compressed by {0}: expected deflate or no compression")]
    UnsupportedCompression(String),
    /// It is of a kind that is not read.
    #[error(transparent)]
    UnsupportedMediaType(#[from] UnsupportedMediaType),
    /// A line of JSON Lines, or an element of an array, is no JSON object.
    #[error("no JSON object: {0}")]
    NotAnObject(String),
    /// The container is cut off or broken: what follows is lost.
    #[error("damaged {format}: {detail}")]
    Damaged {
        /// What the container is: `gzip`, `zip`, …
        format: &'static str,
        /// What was found.
        detail: String,
    },
    /// The bytes cannot be read from where they lie.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}

impl Fault {
    /// Whether something is larger or more than it may be.
    pub fn is_excess(&self) -> bool {
        matches!(
            self,
            Self::PartTooLarge { .. }
                | Self::TotalTooLarge { .. }
                | Self::Bomb { .. }
                | Self::TooManyParts { .. }
        )
    }

    pub(super) fn damaged(format: &'static str, detail: impl ToString) -> Self {
        Self::Damaged {
            format,
            detail: detail.to_string(),
        }
    }
}

/// A reader's error: a bound that was met on the way, or the reader's own.
impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>())
        {
            Some(fault) => fault.clone(),
            None => Self::Unreadable(error.to_string()),
        }
    }
}
