//! Documents that could not be read.

use jiff::Timestamp;

use crate::{Known, RejectedId};

/// A document that could not be read, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedDocument {
    /// Its id.
    pub id: RejectedId,
    /// IANA media type as its sender declared it; may be empty.
    pub media_type: String,
    /// The sender's name for it; may be empty.
    pub label: String,
    /// Length in bytes.
    pub byte_count: u64,
    /// What its sender knows of it.
    pub known: Known,
    /// Why it was rejected the last time.
    pub rejection: Rejection,
    /// How often it was rejected, from 1.
    pub attempt_count: u32,
    /// When it was first rejected.
    pub first_rejected_at: Timestamp,
    /// When it was last rejected.
    pub last_rejected_at: Timestamp,
}

/// Why a document was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The field that was refused: `document.content`, `document.media_type`.
    pub field: String,
    /// What is wrong and what is accepted, in one line.
    pub description: String,
}

/// What became of a document that was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept under this id.
    As(RejectedId),
    /// It is not kept: there is no room for it.
    NoRoom,
    /// It is not kept: the same bytes are the document of an article, or of one that
    /// was deleted.
    Known,
}
