//! What is wrong with a request, by field.

use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt};

use crate::failure::{DOMAIN, Reason};

/// A field that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {description}")]
pub struct Violation {
    /// Path from the request: `document.content`, `places[2]`.
    field: String,
    /// What is wrong and what is accepted.
    description: String,
}

impl Violation {
    /// A field that cannot be accepted, and why.
    pub fn new(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            description: description.into(),
        }
    }

    /// Path of the field from the request.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong and what is accepted.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The same, seen from the message that holds this one in `field`.
    #[must_use]
    pub fn within(self, field: impl std::fmt::Display) -> Self {
        Self {
            field: format!("{field}.{}", self.field),
            ..self
        }
    }
}

impl From<Violation> for Status {
    fn from(violation: Violation) -> Self {
        let mut details = ErrorDetails::new();
        details
            .set_error_info(Reason::InvalidField.as_str(), DOMAIN, [])
            .add_bad_request_violation(&violation.field, &violation.description);
        Self::with_error_details(tonic::Code::InvalidArgument, violation.to_string(), details)
    }
}
