//! The blocks that a page is cut into, and how they make a body.

use sulh_domain::{DropReason, DroppedBlock, Span};

use crate::folding::fold;

/// A block this long is prose, with or without a full stop.
const PROSE_CHARS: usize = 200;

/// A sentence this long may open an article.
const OPENING_CHARS: usize = 40;

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text on one line, trimmed.
    pub(super) text: String,
    /// Where it stands in the decoded document; absent for markup.
    pub(super) span: Option<Span>,
    /// What the layout says of it.
    pub(super) mark: Mark,
}

/// What the layout of a page says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Plain,
    /// The page's main heading.
    Title,
    /// Another heading.
    Heading,
    /// An item of a list.
    Item,
    /// Links for the most part.
    Links,
    /// Opens a thread of comments: a bullet with a name, its text below.
    OpensComments,
    /// Below the element that holds most of the prose.
    Elsewhere,
    /// No part of the article.
    Dropped(DropReason),
}

/// So much of a block tells it from others, in bytes.
const TELLING_BYTES: usize = 2000;

impl Block {
    /// Its text in the form in which spellings agree; of a long one the
    /// beginning and the length.
    pub(super) fn folded(&self) -> String {
        let start = self.text.floor_char_boundary(TELLING_BYTES);
        let mut folded = fold(self.text.get(..start).unwrap_or_default());
        if start < self.text.len() {
            folded.push_str(&format!(" {}", self.text.len()));
        }
        folded
    }

    /// Whether it is prose, as against a heading or a line of a menu.
    pub(super) fn is_prose(&self) -> bool {
        let length = self.text.chars().take(PROSE_CHARS).count();
        length >= PROSE_CHARS || (length >= OPENING_CHARS && self.ends_as_sentence())
    }

    /// Whether it ends as sentences do.
    pub(super) fn ends_as_sentence(&self) -> bool {
        ends_as_sentence(&self.text)
    }
}

/// Whether a text ends as sentences do.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '“', '’', '\'', ')', ']', '»', '*', ' '])
        .ends_with(['.', '!', '?', '…', '؟', '。', ':', '۔'])
}

/// A stretch of a page, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph of the body.
    Kept(String),
    /// Goes on with the paragraph before what was cut out of it.
    Continued(String),
    /// No part of the body.
    Dropped(DropReason, String, Option<Span>),
}

/// Makes a body of the pieces: paragraphs apart by an empty line, and what was
/// dropped between them.
pub(super) fn assemble(pieces: Vec<Piece>) -> (String, Vec<DroppedBlock>) {
    let mut body = String::new();
    let mut dropped = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Kept(text) if text.is_empty() => {}
            Piece::Continued(text) if text.is_empty() => {}
            Piece::Kept(text) => {
                if !body.is_empty() {
                    body.push_str("\n\n");
                }
                body.push_str(&text);
            }
            Piece::Continued(text) => {
                if !body.is_empty() {
                    body.push(' ');
                }
                body.push_str(&text);
            }
            Piece::Dropped(_, text, _) if text.is_empty() => {}
            Piece::Dropped(reason, text, span) => dropped.push(DroppedBlock {
                reason,
                text,
                offset: u32::try_from(body.len()).unwrap_or(u32::MAX),
                span,
            }),
        }
    }
    (body, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_keeps_its_place() {
        let (body, dropped) = assemble(vec![
            Piece::Dropped(DropReason::Headline, "Buses leave".into(), None),
            Piece::Kept("They left.".into()),
            Piece::Dropped(DropReason::Caption, "A bus".into(), None),
            Piece::Continued("They came back.".into()),
            Piece::Kept("It rained.".into()),
        ]);
        assert_eq!(body, "They left. They came back.\n\nIt rained.");
        let offsets: Vec<u32> = dropped.iter().map(|block| block.offset).collect();
        assert_eq!(offsets, [0, 10]);
    }
}
