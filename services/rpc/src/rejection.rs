//! Refusals of documents whose content cannot be read: each says where the document
//! is kept, or why it is not.

use std::collections::HashMap;

use sulh_domain::{Kept, Rejection};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::{
    failure::{DOMAIN, Reason},
    names::REJECTED_DOCUMENTS,
    violation::Violation,
};

/// The key in google.rpc.ErrorInfo under which it stands why a document is not kept.
const NOT_KEPT: &str = "not_kept";

/// The status for a document whose content cannot be read.
pub fn rejected(violation: &Violation, kept: Kept) -> Status {
    let not_kept = match kept {
        Kept::As(_) => None,
        Kept::NoRoom => Some("NO_ROOM"),
        Kept::Known => Some("KNOWN"),
    };
    let metadata: HashMap<String, String> = not_kept
        .map(|why| (NOT_KEPT.to_owned(), why.to_owned()))
        .into_iter()
        .collect();
    let mut details = ErrorDetails::new();
    details.set_error_info(Reason::InvalidField.as_str(), DOMAIN, metadata);
    details.add_bad_request_violation(violation.field(), violation.description());
    if let Kept::As(id) = kept {
        details.set_resource_info(
            REJECTED_DOCUMENTS.resource_type,
            REJECTED_DOCUMENTS.name(id),
            "",
            "kept: RetryRejectedDocument reads it again",
        );
    }
    Status::with_error_details(Code::InvalidArgument, violation.to_string(), details)
}

/// The name under which a document is kept, where the status that refuses it says so.
pub fn kept_as(status: &Status) -> Option<String> {
    status
        .get_details_resource_info()
        .filter(|resource| resource.resource_type == REJECTED_DOCUMENTS.resource_type)
        .map(|resource| resource.resource_name)
}

/// A refusal as it is kept. What it quotes of a document may hold anything.
impl From<&Violation> for Rejection {
    fn from(violation: &Violation) -> Self {
        Self {
            field: violation.field().to_owned(),
            description: violation
                .description()
                .replace(char::is_control, "\u{FFFD}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use sulh_domain::RejectedId;

    use super::*;
    use crate::failure::{from_proto, to_proto};

    #[test]
    fn a_refusal_says_where_its_document_is_kept_or_why_not() {
        let violation = Violation::new("document.content", "damaged zip");
        let id: RejectedId = "6f4c1f0e-3b9b-8d0c-a1f2-0d5f0a1b2c3d".parse().unwrap();
        let kept = from_proto(to_proto(&rejected(&violation, Kept::As(id))));
        assert_eq!(kept.message(), "document.content: damaged zip");
        assert_eq!(kept_as(&kept), Some(format!("rejectedDocuments/{id}")));
        assert!(kept.get_details_error_info().unwrap().metadata.is_empty());

        let full = rejected(&violation, Kept::NoRoom);
        assert_eq!(kept_as(&full), None);
        let metadata = full.get_details_error_info().unwrap().metadata;
        assert_eq!(metadata.get(NOT_KEPT).unwrap(), "NO_ROOM");
        let violations = full.get_details_bad_request().unwrap().field_violations;
        assert_eq!(violations.first().unwrap().field, "document.content");
    }

    #[test]
    fn what_is_kept_is_one_line() {
        let violation = Violation::new("document.content", "tag '\0\n' is open");
        let description = Rejection::from(&violation).description;
        assert_eq!(description, "tag '\u{FFFD}\u{FFFD}' is open");
    }
}
