//! What can go wrong with the database, sorted by what a caller can do about it.

use sqlx::migrate::MigrateError;
use sulh_domain::{Failure, FailureKind};

/// Why the store could not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database's URL is none.
    #[error("{0}: expected postgres://user:password@host:port/database")]
    Url(String),
    /// The database cannot be reached, or has no connection free: try later.
    #[error("the database cannot be reached")]
    Unavailable(#[source] sqlx::Error),
    /// The statement took longer than it may: ask for less, or later.
    #[error("the database took too long")]
    Timeout(#[source] sqlx::Error),
    /// Another transaction was in the way: try again.
    #[error("another transaction was in the way")]
    Contention(#[source] sqlx::Error),
    /// The database's disk or memory is full.
    #[error("the database has no room left")]
    Full(#[source] sqlx::Error),
    /// The database's schema is not the one that this program was built for.
    #[error("{0}")]
    Schema(String),
    /// A stored value is none that this program knows.
    #[error("stored value '{value}' is no {expected}")]
    Corrupt {
        /// What is stored.
        value: String,
        /// What was expected.
        expected: &'static str,
    },
    /// The article of the document was taken back.
    #[error("the article of this document was deleted")]
    Deleted,
    /// An answer would rest on more claims than this: ask for less.
    #[error("more than {0} claims are tied to one another")]
    TooManyClaims(usize),
    /// Anything else: a defect.
    #[error("the database refused a statement")]
    Refused(#[source] sqlx::Error),
}

impl Failure for Error {
    fn kind(&self) -> FailureKind {
        match self {
            Self::Unavailable(_) => FailureKind::Unavailable,
            Self::Timeout(_) => FailureKind::Timeout,
            Self::Contention(_) => FailureKind::Contention,
            Self::Full(_) => FailureKind::Full,
            Self::Deleted => FailureKind::Deleted,
            Self::TooManyClaims(_) => FailureKind::TooLarge,
            Self::Url(_) | Self::Schema(_) | Self::Corrupt { .. } | Self::Refused(_) => {
                FailureKind::Internal
            }
        }
    }
}

// Postgres documents these in its appendix "PostgreSQL Error Codes".
const CONNECTION_EXCEPTION: &str = "08";
const OUT_OF_RESOURCES: &str = "53";
const TOO_MANY_CONNECTIONS: &str = "53300";
const QUERY_CANCELED: &str = "57014";
const SHUTTING_DOWN_OR_STARTING: [&str; 3] = ["57P01", "57P02", "57P03"];
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK_DETECTED: &str = "40P01";
const LOCK_NOT_AVAILABLE: &str = "55P03";

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if matches!(
            error,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
        ) {
            return Self::Unavailable(error);
        }
        let code = error
            .as_database_error()
            .and_then(|e| e.code())
            .unwrap_or_default()
            .into_owned();
        match code.as_str() {
            QUERY_CANCELED => Self::Timeout(error),
            SERIALIZATION_FAILURE | DEADLOCK_DETECTED | LOCK_NOT_AVAILABLE => {
                Self::Contention(error)
            }
            TOO_MANY_CONNECTIONS => Self::Unavailable(error),
            code if SHUTTING_DOWN_OR_STARTING.contains(&code)
                || code.starts_with(CONNECTION_EXCEPTION) =>
            {
                Self::Unavailable(error)
            }
            code if code.starts_with(OUT_OF_RESOURCES) => Self::Full(error),
            _ => Self::Refused(error),
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Schema(other.to_string()),
        }
    }
}
