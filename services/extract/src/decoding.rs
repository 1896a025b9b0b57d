//! Bytes to text that can be stored: decoded, without control characters.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};
use sulh_domain::Warning;

use crate::warnings;

/// Decodes a document. A byte order mark decides; else UTF-8 where it is
/// valid; else the likeliest encoding, with a warning. Control characters
/// other than line feeds and tabs are left out.
pub(crate) fn decode(content: &[u8]) -> (String, Option<Warning>) {
    if let Some((encoding, mark)) = Encoding::for_bom(content) {
        let content = content.get(mark..).unwrap_or_default();
        let (text, malformed) = encoding.decode_without_bom_handling(content);
        return (clean(&text), malformed.then(|| guessed(encoding)));
    }
    if let Ok(text) = str::from_utf8(content) {
        return (clean(text), None);
    }
    let mut detector = EncodingDetector::new();
    detector.feed(content, true);
    let encoding = detector.guess(None, true);
    let (text, _) = encoding.decode_without_bom_handling(content);
    (clean(&text), Some(guessed(encoding)))
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

fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\n' | '\t' => clean.push(character),
            '\u{A0}' | '\u{202F}' | '\u{2007}' => clean.push(' '),
            // Invisible marks inside words hide names.
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if character.is_control() => {}
            _ => clean.push(character),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_passes_and_loses_control_characters() {
        assert_eq!(
            decode("\u{FEFF}Dara’a\0\r\nhas\u{200B} talks".as_bytes()),
            ("Dara’a\nhas talks".to_owned(), None)
        );
    }

    #[test]
    fn utf16_is_told_by_its_mark() {
        let bytes: Vec<u8> = "\u{FEFF}Дамаск"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&bytes), ("Дамаск".to_owned(), None));
    }

    #[test]
    fn other_encodings_are_guessed_with_a_warning() {
        let (bytes, ..) =
            encoding_rs::WINDOWS_1251.encode("Перемирие в городе Дума объявлено сегодня утром");
        let (text, warning) = decode(&bytes);
        assert!(text.starts_with("Перемирие"), "{text}");
        assert_eq!(
            warning.map(|w| w.code),
            Some(warnings::ENCODING_GUESSED.to_owned())
        );
    }
}
