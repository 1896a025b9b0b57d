//! What the first bytes and the file name say a document is, where nobody
//! declares it.

use std::sync::LazyLock;

use regex::Regex;
use serde::de::IgnoredAny;

use crate::{MediaType, patterns::compiled};

/// Bytes looked at; of JSON, a line more.
pub(crate) const SNIFFED_BYTES: usize = 16 * 1024;

/// What gzip begins with: its mark, and deflate as the method.
const GZIP: &[u8] = b"\x1F\x8B\x08";

/// What bytes are: one document, or a container of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Document(MediaType),
    Container(Container),
}

/// A format that holds documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// `application/gzip`
    Gzip,
    /// `application/zip`
    Zip,
    /// `application/x-ndjson`, one object a line.
    JsonLines,
    /// `application/json` that is an array of objects.
    JsonArray,
    /// `application/rss+xml` or `application/atom+xml`, a whole feed.
    Feed,
    /// `application/warc`
    Warc,
}

impl Container {
    /// The media types of containers that single documents do not share.
    pub(crate) const ACCEPTED: &[&str] = &[
        "application/x-ndjson",
        "application/gzip",
        "application/zip",
        "application/warc",
    ];

    /// The container with this media type, in lower case.
    fn named(essence: &str) -> Option<Self> {
        match essence {
            "application/gzip" | "application/x-gzip" => Some(Self::Gzip),
            "application/zip" | "application/x-zip-compressed" => Some(Self::Zip),
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/json-seq" => Some(Self::JsonLines),
            "application/warc" => Some(Self::Warc),
            _ => None,
        }
    }
}

/// What a declared media type, in lower case, says that bytes are. Types that
/// one document shares with a container of many are told apart by the content;
/// `None` where the type is not read.
pub(crate) fn declared(essence: &str, content: &[u8], label: &str) -> Option<Format> {
    if content.starts_with(GZIP) {
        // Many name the type of what was compressed.
        return Some(Format::Container(Container::Gzip));
    }
    if let Some(container) = Container::named(essence) {
        return Some(Format::Container(container));
    }
    let found = match essence {
        "" => return Some(sniff(content, label)),
        "application/xml" | "text/xml" => sniff_markup(&opening(content))?,
        _ => Format::Document(MediaType::named(essence)?),
    };
    let opening = opening(content);
    match found {
        Format::Document(MediaType::Json) => Some(sniff_json(&opening, "").unwrap_or(found)),
        Format::Document(MediaType::RssItem | MediaType::AtomEntry) => Some(
            sniff_markup(&opening)
                .filter(|format| *format != Format::Document(MediaType::Html))
                .unwrap_or(found),
        ),
        found => Some(found),
    }
}

/// What bytes seem to be. In doubt they are plain text.
pub(crate) fn sniff(content: &[u8], label: &str) -> Format {
    if content.starts_with(GZIP) {
        return Format::Container(Container::Gzip);
    }
    if content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06") {
        return Format::Container(Container::Zip);
    }
    if content.starts_with(b"WARC/") {
        return Format::Container(Container::Warc);
    }
    let opening = opening(content);
    let extension = extension(label);
    sniff_json(&opening, &extension)
        .or_else(|| sniff_markup(&opening))
        .unwrap_or_else(|| Format::Document(sniff_text(&opening, &extension)))
}

/// Whether these first bytes tell what follows: of JSON it takes the first line
/// and what comes after it, however long.
pub(crate) fn suffices(start: &[u8]) -> bool {
    start.len() >= SNIFFED_BYTES
        && (!is_object(start)
            || start
                .iter()
                .position(|byte| *byte == b'\n')
                .is_some_and(|line| start.len() - line >= SNIFFED_BYTES))
}

fn is_object(start: &[u8]) -> bool {
    let is_blank = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    };
    start.iter().find(|byte| !is_blank(byte)) == Some(&b'{')
}

/// The beginning as text, as far as ASCII goes: zero bytes are the other half of
/// UTF-16 letters.
fn opening(content: &[u8]) -> String {
    let line = match content.iter().position(|byte| *byte == b'\n') {
        Some(line) if is_object(content) => line,
        None if is_object(content) => content.len(),
        _ => 0,
    };
    let start = content.iter().take(line + SNIFFED_BYTES);
    let start: Vec<u8> = start.filter(|byte| **byte != 0).copied().collect();
    let text = String::from_utf8_lossy(&start);
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{FFFD}'))
        .to_owned()
}

/// The file name's extension in lower case; that of `a.html.gz` is `html`.
fn extension(label: &str) -> String {
    let name = label
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_owned()
}

fn sniff_json(opening: &str, extension: &str) -> Option<Format> {
    let is_named_lines = matches!(extension, "jsonl" | "ndjson" | "jsonlines");
    if is_named_lines && opening.starts_with(['{', '[']) {
        return Some(Format::Container(Container::JsonLines));
    }
    if let Some(rest) = opening.strip_prefix('[') {
        let is_array = rest.trim_start().starts_with('{')
            || (extension == "json" && rest.trim_start().starts_with(']'));
        return is_array.then_some(Format::Container(Container::JsonArray));
    }
    let is_object = opening
        .strip_prefix('{')?
        .trim_start()
        .starts_with(['"', '}']);
    if !is_object {
        return None;
    }
    let (line, rest) = opening.split_once('\n').unwrap_or((opening, ""));
    let has_more =
        rest.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(line).is_ok();
    Some(if has_more {
        Format::Container(Container::JsonLines)
    } else {
        Format::Document(MediaType::Json)
    })
}

/// XML and HTML by their first element.
fn sniff_markup(opening: &str) -> Option<Format> {
    static PROLOGUE: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"(?is)^(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>))+\s*"));
    static ELEMENT: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)(?:[\s/>]|$)"));
    let prologue = PROLOGUE.find(opening).map_or(0, |found| found.end());
    let root = ELEMENT.captures(opening.get(prologue..)?);
    let name = root.as_ref().and_then(|found| found.get(1))?;
    match name.as_str().to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "feed" => Some(Format::Container(Container::Feed)),
        "item" => Some(Format::Document(MediaType::RssItem)),
        "entry" => Some(Format::Document(MediaType::AtomEntry)),
        _ => None,
    }
}

fn sniff_text(opening: &str, extension: &str) -> MediaType {
    if is_mail(opening, extension) {
        return MediaType::Mail;
    }
    if is_html(opening, extension) {
        return MediaType::Html;
    }
    if is_markdown(opening, extension) {
        return MediaType::Markdown;
    }
    MediaType::PlainText
}

fn is_html(opening: &str, extension: &str) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)^<(?:!doctype html|!--|\?xml|(?:html|head|body|meta|title|link|div|p|article|section|main|header|h[1-6]|ul|ol|table|span|blockquote|a|b|i|em|strong|img|figure|br|font|center)(?:[\s/>]|$))",
        )
    });
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r"(?i)<html[\s>]|</(?:p|div|h[1-6]|li|article|section|td)>|<br ?/?>\s*<br ?/?>")
    });
    OPENS.is_match(opening)
        || INSIDE.is_match(opening)
        || (matches!(extension, "html" | "htm" | "xhtml" | "shtml") && opening.contains('<'))
}

/// Headers up to an empty line, as only mails have them: reports are often
/// headed by lines such as `Date:` and `Title:` as well.
fn is_mail(opening: &str, extension: &str) -> bool {
    let mut names = Vec::new();
    // A mailbox's separator may stand before the first header.
    for line in opening.lines().skip_while(|line| line.starts_with("From ")) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return false;
        }
        names.push(name.to_ascii_lowercase());
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    let is_sent = has("message-id")
        || has("mime-version")
        || has("received")
        || (has("to") && has("subject") && has("date"));
    has("from") && (is_sent || extension == "eml")
}

/// Markdown by two marks of different kinds, or by its name and one.
fn is_markdown(opening: &str, extension: &str) -> bool {
    static MARKS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
        [
            compiled(r"\A---[ \t]*\r?\n(?:[A-Za-z_-]+:.*\r?\n)+---[ \t]*\r?\n"),
            compiled(r"(?m)^#{1,6} \S"),
            compiled(r"\[[^\]\n]+\]\((?:https?://|/|#)[^)\s]*\)"),
            compiled(r"\*\*\S[^*\n]*\*\*"),
            compiled(r"(?m)^```"),
            compiled(r"(?m)^\S[^\n]*\r?\n(?:={3,}|-{3,})[ \t]*\r?$"),
        ]
    });
    let marks = MARKS.iter().filter(|mark| mark.is_match(opening)).count();
    let is_named = matches!(extension, "md" | "markdown");
    marks >= 2 || (is_named && marks == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(content: &str, label: &str) -> Option<MediaType> {
        match sniff(content.as_bytes(), label) {
            Format::Document(media_type) => Some(media_type),
            Format::Container(_) => None,
        }
    }

    fn container(content: &str, label: &str) -> Option<Container> {
        match sniff(content.as_bytes(), label) {
            Format::Document(_) => None,
            Format::Container(container) => Some(container),
        }
    }

    #[test]
    fn pages_and_fragments_are_html() {
        for html in [
            "\u{FEFF}\n<!DOCTYPE html><p>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html xmlns=\"y\">",
            "<!-- saved --><html>",
            "<div class=\"entry\">Buses left.",
            "<p>Buses left the town.",
            "Buses left.</p><p>It is quiet.",
            "Buses left.<br><br>It is quiet.",
        ] {
            assert_eq!(document(html, ""), Some(MediaType::Html), "{html}");
        }
        let utf16: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16, ""), Format::Document(MediaType::Html));
        assert_eq!(
            document("Buses <i>left</i>", "a.htm.gz"),
            Some(MediaType::Html)
        );
    }

    #[test]
    fn prose_is_plain_text() {
        for text in [
            "",
            "Talks in Douma",
            "<<Talks>> in Douma",
            "[Photo: buses] Talks in Douma",
            "{Exclusive} Talks in Douma",
            "Title: Talks in Douma\nDate: 2018-04-18\nFrom: our correspondent\n\nTalks began.",
            "# 1 in Douma\n\nTalks began.",
            "Talks in Douma\n-----\n\nThey began.",
            "5 < 6 and a > b",
        ] {
            assert_eq!(
                document(text, "a.txt"),
                Some(MediaType::PlainText),
                "{text}"
            );
        }
        assert_eq!(document("Talks began.", "a.md"), Some(MediaType::PlainText));
    }

    #[test]
    fn markdown_has_clear_marks() {
        for text in [
            "# Talks in Douma\n\nThey **began** on Friday.",
            "---\ntitle: Talks\ndate: 2018-04-18\n---\n\n## Douma\n\nThey began.",
            "Talks\n=====\n\n[Read on](https://river.example/a)",
        ] {
            assert_eq!(document(text, ""), Some(MediaType::Markdown), "{text}");
        }
        assert_eq!(
            document("# Talks\n\nThey began.", "a.md"),
            Some(MediaType::Markdown)
        );
    }

    #[test]
    fn mails_have_the_headers_of_mails() {
        let mail = "Received: from a\n\tby b\nFrom: a@b.example\nSubject: Talks\n\nThey began.";
        assert_eq!(document(mail, ""), Some(MediaType::Mail));
        let saved = "From: a@b.example\nSubject: Talks\n\nThey began.";
        assert_eq!(document(saved, ""), Some(MediaType::PlainText));
        assert_eq!(document(saved, "talks.eml"), Some(MediaType::Mail));
    }

    #[test]
    fn json_is_one_object_or_many() {
        assert_eq!(document("{\"text\": \"a\"}", "a"), Some(MediaType::Json));
        assert_eq!(
            document("{\n  \"text\": \"a\"\n}\n", ""),
            Some(MediaType::Json)
        );
        assert_eq!(
            container("{\"text\": \"a\"}", "a.jsonl"),
            Some(Container::JsonLines)
        );
        let lines = format!(
            "{{\"text\": \"{}\"}}\r\n\n{{\"text\": \"b\"}}",
            "a".repeat(SNIFFED_BYTES)
        );
        assert_eq!(container(&lines, ""), Some(Container::JsonLines));
        assert_eq!(
            container(" [\n {\"text\": \"a\"}]", ""),
            Some(Container::JsonArray)
        );
    }

    #[test]
    fn feeds_and_their_items_are_told_by_the_root() {
        let feed = "<?xml version='1.0'?><!-- x --><rss version=\"2.0\"><channel>";
        assert_eq!(container(feed, ""), Some(Container::Feed));
        assert_eq!(
            container("<atom:feed xmlns:atom='x'>", ""),
            Some(Container::Feed)
        );
        assert_eq!(document("<item><title>", ""), Some(MediaType::RssItem));
        assert_eq!(
            document("<entry xml:lang='ar'>", ""),
            Some(MediaType::AtomEntry)
        );
        assert_eq!(
            declared("application/rss+xml", feed.as_bytes(), ""),
            Some(Format::Container(Container::Feed))
        );
        assert_eq!(
            declared("text/xml", feed.as_bytes(), ""),
            Some(Format::Container(Container::Feed))
        );
        assert_eq!(declared("text/xml", b"<sitemap>", ""), None);
    }

    #[test]
    fn archives_are_told_by_their_magic() {
        let sniffed = |bytes: &[u8]| sniff(bytes, "a.txt");
        assert_eq!(
            sniffed(b"\x1F\x8B\x08\0"),
            Format::Container(Container::Gzip)
        );
        assert_eq!(sniffed(b"PK\x03\x04"), Format::Container(Container::Zip));
        assert_eq!(sniffed(b"WARC/1.0\r\n"), Format::Container(Container::Warc));
    }
}
