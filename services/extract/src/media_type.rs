//! What kind of document the bytes are.

use std::fmt;

/// A kind of document that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `text/plain`
    PlainText,
    /// `text/html`
    Html,
}

/// A media type that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("media type '{0}' is not supported: expected {accepted}", accepted = MediaType::ACCEPTED.join(" or "))]
pub struct UnsupportedMediaType(String);

/// Bytes looked at to tell HTML from plain text.
const SNIFFED_BYTES: usize = 4096;

/// The longest part of a refused media type that is quoted, in characters.
const QUOTED_CHARS: usize = 100;

impl MediaType {
    /// The media types that can be read.
    pub const ACCEPTED: &[&str] = &["text/plain", "text/html"];

    /// The kind of a document: as declared, or from its first bytes where
    /// nothing is declared. Parameters such as `; charset=utf-8` are ignored.
    ///
    /// # Errors
    /// When the declared type is none of [`MediaType::ACCEPTED`].
    pub fn of(declared: &str, content: &[u8]) -> Result<Self, UnsupportedMediaType> {
        let essence = declared.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "" => Ok(Self::sniff(content)),
            "text/plain" => Ok(Self::PlainText),
            "text/html" => Ok(Self::Html),
            _ => Err(UnsupportedMediaType(
                essence.chars().take(QUOTED_CHARS).collect(),
            )),
        }
    }

    /// The kind that the first bytes suggest.
    pub(crate) fn sniff(content: &[u8]) -> Self {
        // Zero bytes are the other half of UTF-16 letters.
        let start: Vec<u8> = content
            .iter()
            .take(SNIFFED_BYTES)
            .filter(|byte| **byte != 0)
            .map(u8::to_ascii_lowercase)
            .collect();
        let start = String::from_utf8_lossy(&start);
        let opening = start.trim_start_matches(|c: char| !c.is_ascii_graphic());
        let opens_as_html = ["<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"]
            .iter()
            .any(|tag| opening.starts_with(tag));
        if opens_as_html || start.contains("<html") || start.contains("</p>") {
            Self::Html
        } else {
            Self::PlainText
        }
    }

    /// `text/plain` or `text/html`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Html => "text/html",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_types_lose_their_parameters() {
        assert_eq!(
            MediaType::of("Text/HTML; charset=utf-8", b""),
            Ok(MediaType::Html)
        );
        assert_eq!(
            MediaType::of("text/plain", b"<html>"),
            Ok(MediaType::PlainText)
        );
    }

    #[test]
    fn a_refusal_names_what_is_accepted() {
        let refused = MediaType::of("application/pdf", b"").map_err(|e| e.to_string());
        assert_eq!(
            refused,
            Err(
                "media type 'application/pdf' is not supported: expected text/plain or text/html"
                    .into()
            )
        );
    }

    #[test]
    fn undeclared_types_are_sniffed() {
        assert_eq!(
            MediaType::of("", b"\xEF\xBB\xBF\n<!DOCTYPE html><p>"),
            Ok(MediaType::Html)
        );
        assert_eq!(
            MediaType::of("", b"Talks in Douma"),
            Ok(MediaType::PlainText)
        );
        let utf16: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(MediaType::of("", &utf16), Ok(MediaType::Html));
    }
}
