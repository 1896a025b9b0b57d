//! Documents that could not be read.

use sulh_domain::{RejectedDocument, Rejection};
use tonic::Status;

use super::date::{partial_date, timestamp};
use crate::{failure::to_proto, names::REJECTED_DOCUMENTS, v1, violation::Violation};

/// A rejected document with its bytes; these are empty in lists.
pub fn rejected_document(rejected: RejectedDocument, content: Vec<u8>) -> v1::RejectedDocument {
    let Rejection { field, description } = rejected.rejection;
    let error = Status::from(Violation::new(field, description));
    let known = rejected.known;
    v1::RejectedDocument {
        name: REJECTED_DOCUMENTS.name(rejected.id),
        media_type: rejected.media_type,
        label: rejected.label,
        byte_count: rejected.byte_count,
        url: known.url.unwrap_or_default(),
        title: known.title.unwrap_or_default(),
        publish_date: known.published.map(partial_date),
        outlet: known.outlet.unwrap_or_default(),
        language_code: known.language.unwrap_or_default(),
        error: Some(to_proto(&error)),
        first_reject_time: Some(timestamp(rejected.first_rejected_at)),
        last_reject_time: Some(timestamp(rejected.last_rejected_at)),
        attempt_count: rejected.attempt_count,
        content,
    }
}
