//! From a page to an article: what is the text, its headline, date, outlet.

mod address;
mod article;
mod blocks;
mod flat;
mod header;
mod headline;
mod html;
mod labels;
mod markup;
mod metadata;
mod naming;
mod page_dates;
mod plain_text;
mod publication;

use sulh_domain::{DroppedBlock, PartialDate, Warning};

use crate::{Lexicon, MediaType};

/// What was read of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    /// The dates that it gives for its publication.
    dates: publication::Candidates,
    /// What follows from them.
    pub(crate) published: Option<PartialDate>,
    /// Paragraphs separated by an empty line.
    pub(crate) body: String,
    /// The rest of the page, in order.
    pub(crate) dropped: Vec<DroppedBlock>,
    pub(crate) warnings: Vec<Warning>,
}

/// Reads a decoded page.
pub(crate) fn read(media_type: MediaType, text: &str, lexicon: &Lexicon) -> Page {
    match media_type {
        MediaType::PlainText => plain_text::read(text, Page::default(), lexicon),
        MediaType::Html => html::read(text, lexicon),
    }
}
