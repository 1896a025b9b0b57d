//! Failures as gRPC statuses. What went wrong inside is logged, never sent.

use std::error::Error;

use prost::Message;
use sulh_domain::{Failure, FailureKind};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::names::Collection;

/// The domain in google.rpc.ErrorInfo.
pub const DOMAIN: &str = "sulh";

/// The reasons in google.rpc.ErrorInfo.
pub use crate::v1::ErrorReason as Reason;

impl Reason {
    /// As it is sent.
    pub fn as_str(self) -> &'static str {
        let name = self.as_str_name();
        name.strip_prefix("ERROR_REASON_").unwrap_or(name)
    }
}

/// The status where there are already as many of something as there may be.
pub fn exhausted(message: &str) -> Status {
    let details = ErrorDetails::with_error_info(Reason::TooMany.as_str(), DOMAIN, []);
    Status::with_error_details(Code::ResourceExhausted, message, details)
}

/// The status where a client takes a stream too slowly.
pub fn too_slow(message: &str) -> Status {
    let details = ErrorDetails::with_error_info(Reason::TooSlow.as_str(), DOMAIN, []);
    Status::with_error_details(Code::DeadlineExceeded, message, details)
}

/// The status for a failure.
pub fn failed(failure: impl Failure + 'static) -> Status {
    let (code, reason, message) = match failure.kind() {
        FailureKind::Unavailable => (
            Code::Unavailable,
            Reason::DatabaseUnavailable,
            "the database cannot be reached; try again later",
        ),
        FailureKind::Timeout => (
            Code::DeadlineExceeded,
            Reason::DatabaseTimeout,
            "the database took too long; ask for less or try again later",
        ),
        FailureKind::Contention => (
            Code::Aborted,
            Reason::Contention,
            "another change was in the way; try again",
        ),
        FailureKind::Full => (
            Code::ResourceExhausted,
            Reason::StorageFull,
            "the database has no room left",
        ),
        FailureKind::Deleted => (
            Code::FailedPrecondition,
            Reason::ArticleDeleted,
            "the article of this document was deleted; with even_if_deleted it comes in again",
        ),
        FailureKind::TooLarge => (
            Code::ResourceExhausted,
            Reason::TooLarge,
            "the answer rests on too many claims; narrow it by places or actors",
        ),
        FailureKind::Internal => (Code::Internal, Reason::Internal, "internal error"),
    };
    tracing::error!(
        reason = reason.as_str(),
        error = chain(&failure),
        "request failed"
    );
    let details = ErrorDetails::with_error_info(reason.as_str(), DOMAIN, []);
    Status::with_error_details(code, message, details)
}

/// The status for a resource that does not exist.
pub fn not_found(collection: Collection, name: &str) -> Status {
    let description = format!("there is no '{name}'");
    let mut details = ErrorDetails::new();
    details
        .set_error_info(Reason::NotFound.as_str(), DOMAIN, [])
        .set_resource_info(collection.resource_type, name, "", &description);
    Status::with_error_details(Code::NotFound, description, details)
}

/// An error with its causes, in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let messages: Vec<String> = anyhow::Chain::new(error).map(ToString::to_string).collect();
    messages.join(": ")
}

/// The status for a defect of the service.
pub fn defect(error: &(dyn Error + 'static)) -> Status {
    tracing::error!(error = chain(error), "defect");
    let details = ErrorDetails::with_error_info(Reason::Internal.as_str(), DOMAIN, []);
    Status::with_error_details(Code::Internal, "internal error", details)
}

/// The status that a message of its own holds: the inverse of [`to_proto`].
pub fn from_proto(status: tonic_types::pb::Status) -> Status {
    let details = status.encode_to_vec();
    Status::with_details(Code::from(status.code), status.message, details.into())
}

/// A status as a message of its own, for answers that hold one.
pub fn to_proto(status: &Status) -> tonic_types::pb::Status {
    // Statuses with details carry themselves, encoded.
    tonic_types::pb::Status::decode(status.details())
        .ok()
        .filter(|whole| whole.code != Code::Ok as i32)
        .unwrap_or_else(|| tonic_types::pb::Status {
            code: status.code().into(),
            message: status.message().to_owned(),
            details: Vec::new(),
        })
}
