//! What a request must be like to be read, and the documents in it.

use oxilangtag::LanguageTag;
use sulh_domain::{DateBasis, Known, PartialDate, RejectedId, SourceDocument};
use sulh_extract::unpacking::{Bounds, unpack};
use sulh_rpc::{v1::Document, violation::Violation};
use url::Url;

use crate::rejecting::{Refusal, ToKeep};

/// The largest document, in bytes.
pub(crate) const MAX_DOCUMENT_BYTES: usize = 32 * 1024 * 1024;
/// The longest label, in bytes.
const MAX_LABEL_BYTES: usize = 1024;
/// The longest media type, in bytes.
const MAX_MEDIA_TYPE_BYTES: usize = 256;
/// The longest address, in bytes.
const MAX_URL_BYTES: usize = 2048;
/// The longest headline, in bytes.
const MAX_TITLE_BYTES: usize = 1024;
/// The longest name of an outlet, in bytes.
const MAX_OUTLET_BYTES: usize = 256;
/// The longest date, in bytes: an RFC 3339 timestamp to the nanosecond.
const MAX_DATE_BYTES: usize = 64;
/// The longest language tag, in bytes.
const MAX_LANGUAGE_BYTES: usize = 35;

/// How much a container in a request may give. Who has more sends it in parts, as
/// `sulh-ingest load` does.
const BOUNDS: Bounds = Bounds {
    part_bytes: MAX_DOCUMENT_BYTES as u64,
    total_bytes: 256 * 1024 * 1024,
    parts: 10_000,
};

/// Takes a document or a container, or says which of its fields cannot be
/// accepted.
pub(crate) fn accept(document: Option<Document>) -> Result<SourceDocument, Violation> {
    let document = document.ok_or_else(|| Violation::new("document", "required"))?;
    accept_fields(document).map_err(|violation| violation.within("document"))
}

/// What was found in a document or a container.
pub(crate) struct Found {
    /// Its label, in a container where it stands.
    pub(crate) label: String,
    /// The document, or why there is none.
    pub(crate) document: Result<SourceDocument, Refusal>,
}

/// The one document in what was accepted.
pub(crate) fn only(document: SourceDocument) -> Result<SourceDocument, Refusal> {
    let known = document.known.clone();
    let mut found = all(document, None);
    let first = found.next().ok_or_else(no_document)?;
    let others = found.count();
    if others > 0 {
        return Err(Refusal::Field(Violation::new(
            "document.content",
            format!(
                "a container of {} documents: expected one; BatchIngestDocuments takes up to \
                 100, `sulh-ingest load` any number",
                others + 1
            ),
        )));
    }
    let only = first.document?;
    Ok(SourceDocument {
        known: known.or(only.known),
        ..only
    })
}

/// All documents in what was accepted, one after the other. `rejected` is its id
/// where it is kept already because it could not be read.
pub(crate) fn all(
    document: SourceDocument,
    rejected: Option<RejectedId>,
) -> impl Iterator<Item = Found> {
    // Unpacking takes it apart; what cannot be taken apart is kept whole.
    let whole = ToKeep::new(document.clone(), rejected);
    unpack(document, BOUNDS).map(move |found| match found {
        Ok(document) => Found {
            label: document.label.clone(),
            document: Ok(document),
        },
        Err(error) => Found {
            label: error.label.clone(),
            document: Err(Refusal::of(error, &whole)),
        },
    })
}

/// What is wrong with a container that holds nothing.
pub(crate) fn no_document() -> Violation {
    Violation::new(
        "document.content",
        "a container without a document: expected one",
    )
}

/// The same as [`accept`], fields being named from the document on.
pub(crate) fn accept_fields(document: Document) -> Result<SourceDocument, Violation> {
    if document.content.is_empty() {
        return Err(Violation::new("content", "empty: expected at least 1 byte"));
    }
    check_length("content", document.content.len(), MAX_DOCUMENT_BYTES)?;
    check_length("label", document.label.len(), MAX_LABEL_BYTES)?;
    if document.label.contains('\0') {
        return Err(Violation::new(
            "label",
            "holds NUL: expected text without it",
        ));
    }
    check_length(
        "media_type",
        document.media_type.len(),
        MAX_MEDIA_TYPE_BYTES,
    )?;
    if document.media_type.contains(char::is_control) {
        return Err(Violation::new(
            "media_type",
            "holds control characters: expected one such as text/html; charset=utf-8",
        ));
    }
    let known = Known {
        url: url(document.url)?,
        title: line("title", document.title, MAX_TITLE_BYTES)?,
        outlet: line("outlet", document.outlet, MAX_OUTLET_BYTES)?,
        published: publish_date(&document.publish_date)?,
        language: language_code(&document.language_code)?,
    };
    Ok(SourceDocument {
        content: document.content,
        label: document.label,
        media_type: document.media_type,
        known,
    })
}

fn check_length(field: &str, length: usize, limit: usize) -> Result<(), Violation> {
    if length > limit {
        return Err(Violation::new(
            field,
            format!("{length} bytes: expected at most {limit}"),
        ));
    }
    Ok(())
}

/// An address; `None` where it is empty, as in all these fields.
fn url(text: String) -> Result<Option<String>, Violation> {
    if text.is_empty() {
        return Ok(None);
    }
    check_length("url", text.len(), MAX_URL_BYTES)?;
    let refused = |reason: &str| {
        Violation::new(
            "url",
            format!("{reason}: expected an absolute http or https URL"),
        )
    };
    let url = Url::parse(&text).map_err(|error| refused(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused(&format!("scheme '{}'", url.scheme())));
    }
    // The parser overlooks what a line of text must not hold.
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(refused("holds white space"));
    }
    Ok(Some(text))
}

fn line(field: &str, text: String, limit: usize) -> Result<Option<String>, Violation> {
    check_length(field, text.len(), limit)?;
    if text.contains(char::is_control) {
        return Err(Violation::new(
            field,
            "holds control characters: expected text on one line",
        ));
    }
    let line = text.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

fn publish_date(text: &str) -> Result<Option<PartialDate>, Violation> {
    if text.is_empty() {
        return Ok(None);
    }
    check_length("publish_date", text.len(), MAX_DATE_BYTES)?;
    match PartialDate::from_iso(text, DateBasis::Header) {
        Some(date) => Ok(Some(date)),
        None => Err(Violation::new(
            "publish_date",
            format!(
                "'{}' is no date: expected 2018-04-18, 2018-04, 2018 or an RFC 3339 timestamp",
                text.escape_debug()
            ),
        )),
    }
}

fn language_code(text: &str) -> Result<Option<String>, Violation> {
    if text.is_empty() {
        return Ok(None);
    }
    check_length("language_code", text.len(), MAX_LANGUAGE_BYTES)?;
    match LanguageTag::parse_and_normalize(text) {
        Ok(tag) => Ok(Some(tag.into_inner())),
        Err(error) => Err(Violation::new(
            "language_code",
            format!(
                "'{}' is no BCP 47 tag such as ar or en-GB: {error}",
                text.escape_debug()
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(document: Option<Document>) -> String {
        match accept(document).map(only) {
            Ok(Ok(document)) => panic!("{document:?}"),
            Ok(Err(refusal)) => refusal.without_keeping().message().to_owned(),
            Err(violation) => violation.to_string(),
        }
    }

    fn accepted(document: Document) -> SourceDocument {
        match only(accept(Some(document)).unwrap()) {
            Ok(document) => document,
            Err(refusal) => panic!("{:?}", refusal.without_keeping()),
        }
    }

    fn text() -> Document {
        Document {
            content: b"A truce holds in Harasta.".to_vec(),
            ..Default::default()
        }
    }

    #[test]
    fn a_refusal_names_the_field_and_what_is_accepted() {
        assert_eq!(refusal(None), "document: required");
        assert!(refusal(Some(Document::default())).starts_with("document.content: empty"));
        let large = Document {
            content: vec![b'a'; MAX_DOCUMENT_BYTES + 1],
            ..Default::default()
        };
        assert!(refusal(Some(large)).contains("expected at most 33554432"));
        let foreign = Document {
            media_type: "image/png".into(),
            ..text()
        };
        let foreign = refusal(Some(foreign));
        assert!(foreign.starts_with("document.media_type: "), "{foreign}");
        assert!(foreign.contains("text/html"), "{foreign}");
        let long = Document {
            label: "l".repeat(MAX_LABEL_BYTES + 1),
            ..text()
        };
        assert!(refusal(Some(long)).starts_with("document.label: 1025 bytes"));
        let accepted = accepted(text());
        assert_eq!(accepted.media_type, "text/plain");
    }

    #[test]
    fn what_the_sender_knows_is_checked_field_by_field() {
        let known = Document {
            url: "https://river.example/a?b=c".into(),
            title: " Truce holds ".into(),
            publish_date: "2018-04".into(),
            outlet: "River Post".into(),
            language_code: "EN-gb".into(),
            ..text()
        };
        let accepted = accept(Some(known)).unwrap().known;
        assert_eq!(accepted.url.as_deref(), Some("https://river.example/a?b=c"));
        assert_eq!(accepted.title.as_deref(), Some("Truce holds"));
        assert_eq!(
            accepted.published.map(|d| d.iso()).as_deref(),
            Some("2018-04")
        );
        assert_eq!(accepted.language.as_deref(), Some("en-GB"));
        for (field, value) in [
            ("url", "river.example/a".to_owned()),
            ("url", "ftp://river.example/a".to_owned()),
            ("url", "https://river.example/a\nb".to_owned()),
            (
                "url",
                format!("https://river.example/{}", "a".repeat(MAX_URL_BYTES)),
            ),
            ("title", "a\0b".to_owned()),
            ("title", "a".repeat(MAX_TITLE_BYTES + 1)),
            ("publish_date", "18 April 2018".to_owned()),
            ("publish_date", "2018-04-31".to_owned()),
            ("publish_date", "0".repeat(MAX_DATE_BYTES + 1)),
            ("outlet", "a\nb".to_owned()),
            ("outlet", "a".repeat(MAX_OUTLET_BYTES + 1)),
            ("language_code", "english language".to_owned()),
            ("language_code", "a".repeat(MAX_LANGUAGE_BYTES + 1)),
        ] {
            let mut document = text();
            *match field {
                "url" => &mut document.url,
                "title" => &mut document.title,
                "publish_date" => &mut document.publish_date,
                "outlet" => &mut document.outlet,
                _ => &mut document.language_code,
            } = value.clone();
            let refused = refusal(Some(document));
            assert!(
                refused.starts_with(&format!("document.{field}: ")) && refused.contains("expected")
                    || field == "language_code",
                "{field} {value}: {refused}"
            );
        }
    }

    #[test]
    fn a_container_of_several_points_to_where_it_is_taken() {
        let lines = |lines: &str| Document {
            content: lines.as_bytes().to_vec(),
            label: "batch.jsonl".into(),
            title: "Truce holds".into(),
            ..Default::default()
        };
        let refused = refusal(Some(lines("{\"text\": \"a\"}\n{\"text\": \"b\"}\n[")));
        assert!(
            refused
                .starts_with("document.content: a container of 3 documents: expected one; Batch"),
            "{refused}"
        );
        assert!(refusal(Some(lines("{\n"))).starts_with("document.content: no JSON object"));
        let only = accepted(lines("{\"text\": \"a\"}\n"));
        assert_eq!(only.label, "batch.jsonl:1");
        assert_eq!(only.known.title.as_deref(), Some("Truce holds"));
    }
}
