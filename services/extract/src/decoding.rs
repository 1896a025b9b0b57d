//! Bytes to text that can be stored: decoded, without control characters.

use std::{borrow::Cow, sync::LazyLock};

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;
use sulh_domain::Warning;

use crate::{ContentType, MediaType, warnings};

/// A page declares its encoding in its first bytes; browsers look at 1024, some
/// pages are late.
const DECLARATION_BYTES: usize = 4096;

/// Bytes looked at to tell UTF-16 that has no byte order mark.
const UTF16_SAMPLE_BYTES: usize = 2048;

/// Decodes a document. A byte order mark decides; else the charset of its media
/// type; else what the content declares; else UTF-8 where it is valid; else the
/// likeliest encoding. Where it was guessed, or the bytes are not valid in it,
/// there is a warning. Control characters other than line feeds and tabs are
/// left out.
pub(crate) fn decode(content: &[u8], content_type: ContentType) -> (String, Option<Warning>) {
    let (text, warning) = decode_all(content, content_type);
    (clean(&text), warning)
}

fn decode_all(content: &[u8], content_type: ContentType) -> (Cow<'_, str>, Option<Warning>) {
    if let Some((encoding, mark)) = Encoding::for_bom(content) {
        return decode_as(encoding, content.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = content_type.charset {
        return decode_as(encoding, content);
    }
    // Pages that were saved again keep the declaration of their old encoding;
    // what is valid UTF-8 beyond ASCII is nothing else.
    if let Ok(text) = str::from_utf8(content)
        && utf16(content).is_none()
    {
        let is_settled = !content.is_ascii();
        return match declared(content, content_type.media_type) {
            Some(encoding) if !is_settled => decode_as(encoding, content),
            _ => (Cow::Borrowed(text), None),
        };
    }
    let declared = declared(content, content_type.media_type);
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return decode_as(encoding, content);
    }
    let encoding = likeliest(content);
    let (text, _) = encoding.decode_without_bom_handling(content);
    (text, Some(guessed(encoding)))
}

fn decode_as<'a>(
    encoding: &'static Encoding,
    content: &'a [u8],
) -> (Cow<'a, str>, Option<Warning>) {
    let (text, is_malformed) = encoding.decode_without_bom_handling(content);
    (text, is_malformed.then(|| malformed(encoding)))
}

/// The encoding that a page or a feed declares for itself.
fn declared(content: &[u8], media_type: MediaType) -> Option<&'static Encoding> {
    static XML: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r#"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)"#)
    });
    static META: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r#"(?i)<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)"#)
    });
    let patterns: &[&LazyLock<Regex>] = match media_type {
        MediaType::Html => &[&XML, &META],
        MediaType::RssItem | MediaType::AtomEntry => &[&XML],
        _ => &[],
    };
    let start = content.get(..DECLARATION_BYTES).unwrap_or(content);
    let label = patterns
        .iter()
        .find_map(|pattern| pattern.captures(start))?
        .get(1)?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // The declaration was read as ASCII, so it cannot be in UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

/// The encoding that an XML declaration names, for who splits a feed before
/// anybody decodes it.
pub(crate) fn declared_in_xml(content: &[u8]) -> Option<&'static Encoding> {
    declared(content, MediaType::RssItem)
}

/// The encoding that bytes are likeliest in.
fn likeliest(content: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16(content) {
        return encoding;
    }
    // A page that was cut, or into which a few foreign bytes came, is UTF-8 still.
    let text = String::from_utf8_lossy(content);
    let broken = text
        .chars()
        .filter(|c| *c == char::REPLACEMENT_CHARACTER)
        .count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count() - broken;
    if foreign > broken * 4 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(content, true);
    let encoding = detector.guess(None, true);
    // The detector takes a lone broken byte for windows-1252 at best.
    if encoding == UTF_8 {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// UTF-16 without a mark, by the zero bytes of its ASCII letters and spaces.
fn utf16(content: &[u8]) -> Option<&'static Encoding> {
    let sample = content.get(..UTF16_SAMPLE_BYTES).unwrap_or(content);
    let zeros = |offset| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Arabic letters have none, but every space and line feed between them has.
    let enough = sample.len() / 16 + 1;
    if odd >= enough && even * 8 < odd {
        return Some(UTF_16LE);
    }
    (even >= enough && odd * 8 < even).then_some(UTF_16BE)
}

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that tests use"
)]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

fn guessed(encoding: &'static Encoding) -> Warning {
    let message = if encoding == UTF_8 {
        "the document is not valid UTF-8; what is broken was replaced".to_owned()
    } else {
        format!(
            "the document is not valid UTF-8; it was read as {}",
            encoding.name()
        )
    };
    warnings::warning(warnings::ENCODING_GUESSED, message)
}

fn malformed(encoding: &'static Encoding) -> Warning {
    let message = format!(
        "the document is not valid {}; what is broken was replaced",
        encoding.name()
    );
    warnings::warning(warnings::ENCODING_GUESSED, message)
}

/// A text without what cannot be stored or hides names.
pub(crate) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_mended) {
        let (before, after) = rest.split_at(at);
        clean.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('\r') if characters.as_str().starts_with('\n') => {}
            Some('\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}') => {
                clean.push('\n');
            }
            Some('\u{A0}' | '\u{202F}' | '\u{2007}') => clean.push(' '),
            _ => {}
        }
        rest = characters.as_str();
    }
    clean.push_str(rest);
    clean
}

/// Whether a character is replaced or left out.
fn is_mended(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        ' '..='~' => false,
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2028}' | '\u{2029}' => true,
        // Invisible marks inside words hide names.
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content: &[u8], declared: &str) -> (String, Option<Warning>) {
        decode(content, ContentType::of(declared, content, "").unwrap())
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    const ARABIC: &str = "<p>توصل الطرفان إلى اتفاق في حرستا</p>";

    #[test]
    fn utf8_passes_and_loses_control_characters() {
        assert_eq!(
            of("\u{FEFF}Dara’a\0\r\nhas\u{200B} talks".as_bytes(), ""),
            ("Dara’a\nhas talks".to_owned(), None)
        );
    }

    #[test]
    fn utf16_is_told_by_its_mark_or_its_zeros() {
        for text in ["\u{FEFF}Дамаск и Дума", "Talks in Douma", ARABIC] {
            let expected = text.trim_start_matches('\u{FEFF}');
            let (decoded, _) = of(&utf16(text), "");
            assert_eq!(decoded, expected);
        }
        let (text, warning) = of(&utf16("\u{FEFF}Дамаск"), "text/plain; charset=utf-8");
        assert_eq!((text.as_str(), warning), ("Дамаск", None));
    }

    #[test]
    fn the_media_type_decides_before_the_page() {
        let page = format!("<meta charset=\"iso-8859-1\">{ARABIC}");
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&page);
        assert_eq!(
            of(&bytes, "text/html; charset=cp1256"),
            (page.clone(), None)
        );
        assert_ne!(of(&bytes, "text/html").0, page);
    }

    #[test]
    fn pages_and_feeds_declare_their_encoding() {
        for head in [
            "<meta charset=windows-1256>",
            "<html><head><META http-equiv='Content-Type' content='text/html; charset=windows-1256'>",
            "<?xml version=\"1.0\" encoding=\"windows-1256\"?><html>",
        ] {
            let page = format!("{head}{ARABIC}");
            let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&page);
            assert_eq!(of(&bytes, ""), (page, None));
        }
        let entry = format!("<?xml version='1.0' encoding='windows-1256'?><entry>{ARABIC}</entry>");
        let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&entry);
        assert_eq!(of(&bytes, ""), (entry, None));
        // ISO-2022-JP is ASCII byte for byte.
        let page = "<meta charset=iso-2022-jp><p>シリア";
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode(page);
        assert_eq!(of(&bytes, "").0, page);
    }

    #[test]
    fn a_page_saved_as_utf8_may_declare_its_old_encoding() {
        let page = format!("<meta charset=windows-1256>{ARABIC}");
        assert_eq!(of(page.as_bytes(), ""), (page.clone(), None));
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_in_utf8() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        bytes.insert(40, 0xFF);
        for declared in ["", "text/html; charset=utf-8"] {
            let (text, warning) = of(&bytes, declared);
            assert_eq!(text.replace('\u{FFFD}', ""), ARABIC);
            assert!(warning.is_some());
        }
    }

    #[test]
    fn other_encodings_are_guessed_with_a_warning() {
        let (bytes, ..) =
            encoding_rs::WINDOWS_1251.encode("Перемирие в городе Дума объявлено сегодня утром");
        let (text, warning) = of(&bytes, "");
        assert!(text.starts_with("Перемирие"), "{text}");
        assert_eq!(
            warning.map(|w| w.code),
            Some(warnings::ENCODING_GUESSED.to_owned())
        );
        // A page that says it is UTF-8 and is not.
        let page = "<meta charset=utf-8><p>Cessez-le-feu à Deraa, à l’été";
        let (bytes, ..) = WINDOWS_1252.encode(page);
        let (text, warning) = of(&bytes, "");
        assert_eq!(text, page);
        assert!(warning.is_some());
    }
}
