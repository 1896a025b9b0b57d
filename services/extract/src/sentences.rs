//! The sentences of a body, paragraph by paragraph.

use std::ops::Range;

/// A paragraph without a full stop in so many bytes is no prose; it is cut so
/// that nothing downstream meets a sentence of megabytes.
const MAX_SENTENCE_BYTES: usize = 4 * 1024;

/// One sentence: where it stands, and in which paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Byte range in the body.
    pub(crate) range: Range<usize>,
    /// Index of its paragraph.
    pub(crate) paragraph: usize,
}

/// Splits a body at empty lines into paragraphs and these into sentences.
pub(crate) fn sentences(body: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (paragraph, text) in body.split("\n\n").enumerate() {
        for piece in pieces(text) {
            let text = text.get(piece.clone()).unwrap_or_default();
            for found in sentencex::get_sentence_boundaries("en", text) {
                let offset = start + piece.start;
                let range = offset + found.start_byte..offset + found.end_byte;
                let trimmed = trim(body, range);
                if !trimmed.is_empty() {
                    sentences.push(Sentence {
                        range: trimmed,
                        paragraph,
                    });
                }
            }
        }
        start += text.len() + 2;
    }
    sentences
}

/// Stretches of bounded length, cut at spaces.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while text.len() - start > MAX_SENTENCE_BYTES {
        let limit = text.floor_char_boundary(start + MAX_SENTENCE_BYTES);
        let window = text.get(start..limit).unwrap_or_default();
        let end = window
            .rfind(". ")
            .or_else(|| window.rfind(' '))
            .map_or(limit, |space| start + space + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..text.len());
    pieces
}

fn trim(body: &str, range: Range<usize>) -> Range<usize> {
    let text = body.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(body: &str) -> Vec<(&str, usize)> {
        sentences(body)
            .into_iter()
            .map(|s| (body.get(s.range).unwrap(), s.paragraph))
            .collect()
    }

    #[test]
    fn sentences_know_their_paragraph() {
        assert_eq!(
            quoted("Talks began. “We agree,” Gen. Hasan said.\n\nBuses left."),
            [
                ("Talks began.", 0),
                ("“We agree,” Gen. Hasan said.", 0),
                ("Buses left.", 1)
            ]
        );
    }

    #[test]
    fn an_endless_paragraph_is_cut() {
        let body = "é".repeat(3 * MAX_SENTENCE_BYTES);
        assert!(
            sentences(&body)
                .iter()
                .all(|s| s.range.len() <= MAX_SENTENCE_BYTES)
        );
    }
}
