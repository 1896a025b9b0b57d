//! What kind of document the bytes are.

use std::fmt;

use encoding_rs::Encoding;

use crate::sniffing::{self, Format};

/// A kind of document that can be read: one article, not a container of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// `text/plain`
    PlainText,
    /// `text/html`, a page or a fragment.
    Html,
    /// `text/markdown`
    Markdown,
    /// `application/json`, one object with the text and what is known of it.
    Json,
    /// `application/rss+xml`, one `item`.
    RssItem,
    /// `application/atom+xml`, one `entry`.
    AtomEntry,
    /// `message/rfc822`, one mail.
    Mail,
}

/// A media type that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("media type '{0}' is not supported: expected {accepted}", accepted = accepted())]
pub struct UnsupportedMediaType(String);

/// The longest part of a refused media type that is quoted, in characters.
const QUOTED_CHARS: usize = 100;

impl MediaType {
    /// The media types of single documents.
    pub const ACCEPTED: &[&str] = &[
        "text/plain",
        "text/html",
        "text/markdown",
        "application/json",
        "application/rss+xml",
        "application/atom+xml",
        "message/rfc822",
    ];

    /// The kind with this name in lower case.
    pub(crate) fn named(essence: &str) -> Option<Self> {
        match essence {
            "text/plain" => Some(Self::PlainText),
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            "text/markdown" => Some(Self::Markdown),
            "application/json" => Some(Self::Json),
            "application/rss+xml" => Some(Self::RssItem),
            "application/atom+xml" => Some(Self::AtomEntry),
            "message/rfc822" => Some(Self::Mail),
            _ => None,
        }
    }

    /// One of [`MediaType::ACCEPTED`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Json => "application/json",
            Self::RssItem => "application/rss+xml",
            Self::AtomEntry => "application/atom+xml",
            Self::Mail => "message/rfc822",
        }
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A kind of document with the encoding that its sender declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentType {
    /// The kind.
    pub media_type: MediaType,
    /// The encoding; `None` where none is declared, or one that nobody knows.
    pub charset: Option<&'static Encoding>,
}

impl ContentType {
    /// The type of a single document: as declared, `text/html; charset=utf-8`,
    /// or from its first bytes and its file name where nothing is declared.
    ///
    /// # Errors
    /// When the declared type is none of [`MediaType::ACCEPTED`].
    pub fn of(declared: &str, content: &[u8], label: &str) -> Result<Self, UnsupportedMediaType> {
        let media_type = match essence(declared).as_str() {
            "" => sniffed(content, label),
            name => MediaType::named(name).ok_or_else(|| UnsupportedMediaType::of(declared))?,
        };
        Ok(Self {
            media_type,
            charset: charset(declared),
        })
    }
}

impl fmt::Display for ContentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.media_type.as_str())?;
        match self.charset {
            Some(charset) => write!(f, "; charset={}", charset.name().to_ascii_lowercase()),
            None => Ok(()),
        }
    }
}

impl UnsupportedMediaType {
    pub(crate) fn of(declared: &str) -> Self {
        Self(essence(declared).chars().take(QUOTED_CHARS).collect())
    }
}

/// A media type without parameters, in lower case.
pub(crate) fn essence(declared: &str) -> String {
    let essence = declared.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The encoding that a media type's parameter names.
pub(crate) fn charset(declared: &str) -> Option<&'static Encoding> {
    declared.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| Encoding::for_label(value.as_bytes()))?
    })
}

/// The kind that the content suggests. A container that nobody unpacked is read
/// as text.
pub(crate) fn sniffed(content: &[u8], label: &str) -> MediaType {
    match sniffing::sniff(content, label) {
        Format::Document(media_type) => media_type,
        Format::Container(_) => MediaType::PlainText,
    }
}

fn accepted() -> String {
    let mut names = MediaType::ACCEPTED.to_vec();
    names.extend(sniffing::Container::ACCEPTED);
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(declared: &str) -> Result<String, String> {
        ContentType::of(declared, b"<html>", "")
            .map(|content_type| content_type.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn declared_types_keep_their_charset_under_its_usual_name() {
        assert_eq!(
            of("Text/HTML; q=1; Charset=\"CP1256\""),
            Ok("text/html; charset=windows-1256".into())
        );
        assert_eq!(of("text/plain"), Ok("text/plain".into()));
        assert_eq!(
            of("application/xhtml+xml; charset=none"),
            Ok("text/html".into())
        );
        assert_eq!(of("; charset=utf8"), Ok("text/html; charset=utf-8".into()));
        for name in MediaType::ACCEPTED {
            assert_eq!(of(name), Ok((*name).into()));
        }
    }

    #[test]
    fn a_refusal_names_what_is_accepted() {
        let refused = of("application/pdf; x=y").unwrap_err();
        assert!(
            refused
                .starts_with("media type 'application/pdf' is not supported: expected text/plain,"),
            "{refused}"
        );
        assert!(refused.ends_with("application/warc"), "{refused}");
    }
}
