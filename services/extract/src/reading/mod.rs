//! From a page to an article: what is the text, its headline, date, outlet.

mod address;
mod article;
mod blocks;
pub(crate) mod feed;
mod flat;
mod header;
mod headline;
mod html;
mod json;
mod labels;
mod mail;
mod markdown;
mod markup;
mod metadata;
mod naming;
mod page_dates;
mod plain_text;
mod publication;
mod stamp;

use sulh_domain::{DroppedBlock, PartialDate, Warning};

use crate::{ContentType, Lexicon, MediaType, decoding};

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
    /// BCP 47 tag, where the document gives it beside its text.
    pub(crate) language: Option<String>,
    /// Paragraphs separated by an empty line.
    pub(crate) body: String,
    /// The rest of the page, in order.
    pub(crate) dropped: Vec<DroppedBlock>,
    pub(crate) warnings: Vec<Warning>,
}

impl Page {
    /// The same with what a document says of its text beside it: that is surer
    /// than what the text suggests.
    fn said_to_be(self, said: Self) -> Self {
        Self {
            title: said.title.or(self.title),
            outlet: said.outlet.or(self.outlet),
            url: said.url.or(self.url),
            published: said.published.or(self.published),
            language: said.language.or(self.language),
            ..self
        }
    }
}

/// Reads a document that is at `url`, where that is known from elsewhere.
pub(crate) fn read(
    content: &[u8],
    content_type: ContentType,
    url: Option<&str>,
    lexicon: &Lexicon,
) -> Page {
    let mut page = if content_type.media_type == MediaType::Mail {
        // Every part of a mail has an encoding of its own.
        mail::read(content, lexicon)
    } else {
        let (text, warning) = decoding::decode(content, content_type);
        let mut page = read_text(content_type.media_type, &text, lexicon);
        page.warnings.splice(0..0, warning);
        page
    };
    if let Some(url) = url.or(page.url.as_deref()) {
        page.dates.state_address(url);
        page.outlet = page.outlet.or_else(|| header::outlet_of_url(url, lexicon));
        page.published = page.dates.pick().or(page.published);
    }
    page
}

fn read_text(media_type: MediaType, text: &str, lexicon: &Lexicon) -> Page {
    match media_type {
        MediaType::PlainText | MediaType::Mail => plain_text::read(text, lexicon),
        MediaType::Html => html::read(text, lexicon),
        MediaType::Markdown => markdown::read(text, lexicon),
        MediaType::Json => json::read(text, lexicon),
        MediaType::RssItem | MediaType::AtomEntry => feed::read(text, lexicon),
    }
}

/// Reads a text of which nobody says whether it is HTML.
fn read_either(text: &str, lexicon: &Lexicon) -> Page {
    match crate::media_type::sniffed(text.as_bytes(), "") {
        MediaType::Html => html::read(text, lexicon),
        _ => plain_text::read(text, lexicon),
    }
}
