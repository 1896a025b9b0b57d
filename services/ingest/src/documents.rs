//! What a request must be like to be read.

use sulh_domain::SourceDocument;
use sulh_extract::MediaType;
use sulh_rpc::{v1::Document, violation::Violation};

/// The largest document, in bytes.
pub(crate) const MAX_DOCUMENT_BYTES: usize = 16 * 1024 * 1024;
/// The longest label, in bytes.
const MAX_LABEL_BYTES: usize = 1024;

/// Takes a document, or says which of its fields cannot be accepted.
pub(crate) fn accept(document: Option<Document>) -> Result<SourceDocument, Violation> {
    let document = document.ok_or_else(|| Violation::new("document", "required"))?;
    accept_fields(document).map_err(|violation| violation.within("document"))
}

fn accept_fields(document: Document) -> Result<SourceDocument, Violation> {
    if document.content.is_empty() {
        return Err(Violation::new("content", "empty: expected at least 1 byte"));
    }
    if document.content.len() > MAX_DOCUMENT_BYTES {
        return Err(Violation::new(
            "content",
            format!(
                "{} bytes: expected at most {MAX_DOCUMENT_BYTES}",
                document.content.len()
            ),
        ));
    }
    if document.label.len() > MAX_LABEL_BYTES {
        return Err(Violation::new(
            "label",
            format!(
                "{} bytes: expected at most {MAX_LABEL_BYTES}",
                document.label.len()
            ),
        ));
    }
    if document.label.contains('\0') {
        return Err(Violation::new(
            "label",
            "holds NUL: expected text without it",
        ));
    }
    let media_type = MediaType::of(&document.media_type, &document.content)
        .map_err(|error| Violation::new("media_type", error.to_string()))?;
    Ok(SourceDocument {
        content: document.content,
        label: document.label,
        media_type: media_type.as_str().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(document: Option<Document>) -> String {
        accept(document).unwrap_err().to_string()
    }

    #[test]
    fn a_refusal_names_the_field_and_what_is_accepted() {
        assert_eq!(refusal(None), "document: required");
        assert!(refusal(Some(Document::default())).starts_with("document.content: empty"));
        let text = Document {
            content: b"A truce holds in Harasta.".to_vec(),
            ..Default::default()
        };
        let large = Document {
            content: vec![b'a'; MAX_DOCUMENT_BYTES + 1],
            ..Default::default()
        };
        assert!(refusal(Some(large)).contains("expected at most 16777216"));
        let foreign = Document {
            media_type: "image/png".into(),
            ..text.clone()
        };
        assert!(refusal(Some(foreign)).contains("text/html"));
        let long = Document {
            label: "l".repeat(MAX_LABEL_BYTES + 1),
            ..text.clone()
        };
        assert!(refusal(Some(long)).starts_with("document.label: 1025 bytes"));
        assert_eq!(accept(Some(text)).unwrap().media_type, "text/plain");
    }
}
