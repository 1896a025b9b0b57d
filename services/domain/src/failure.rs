//! What a caller can do about a failure, whatever failed.

/// Sorts failures by what a caller can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Something that is needed cannot be reached: try later.
    Unavailable,
    /// It took too long: ask for less, or later.
    Timeout,
    /// Something else was in the way: try again.
    Contention,
    /// There is no room left: someone has to make some.
    Full,
    /// It was deleted, and does not come in again by itself.
    Deleted,
    /// What was asked for is too large: ask for less.
    TooLarge,
    /// A defect: nothing that a caller can do.
    Internal,
}

/// A failure that knows its kind.
pub trait Failure: std::error::Error {
    /// What a caller can do about it.
    fn kind(&self) -> FailureKind;
}
