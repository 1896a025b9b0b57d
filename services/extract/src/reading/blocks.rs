//! From the blocks of a page to an article, for plain text and HTML alike.

use std::collections::HashSet;

use super::{
    Page,
    flat::{self, Flat},
    furniture, header,
    publication::Source,
};
use crate::{Lexicon, folding::fold};

/// A block this long is prose, with or without a full stop.
const PROSE_CHARS: usize = 200;

/// A sentence this long may open an article.
const OPENING_CHARS: usize = 40;

/// Headlines have at least so many words.
const MIN_TITLE_WORDS: usize = 3;

/// A block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text on one line, trimmed.
    pub(super) text: String,
    /// Opens a thread of comments: a bullet with a name, its text below.
    pub(super) opens_comments: bool,
}

/// Whether a block is prose, as against a heading or a line of furniture.
fn is_prose(text: &str) -> bool {
    let length = text.chars().count();
    let ends_as_sentence = text
        .trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', '…', '؟', '。', ':']);
    length >= PROSE_CHARS || (length >= OPENING_CHARS && ends_as_sentence)
}

/// Reads an article out of blocks into what is known of the page already: what
/// is set there stays.
pub(super) fn read(blocks: &[Block], mut page: Page, lexicon: &Lexicon) -> Page {
    let opening = blocks
        .iter()
        .position(|block| is_prose(&block.text) && !furniture::is_furniture(&block.text))
        .unwrap_or(blocks.len());
    let (above, below) = blocks.split_at(opening);
    let known_title = page.title.clone();
    read_above(above, &mut page, lexicon);
    for block in blocks {
        if furniture::is_caption(&block.text) {
            page.dates.picture(&block.text);
        }
    }

    let mut paragraphs = paragraphs(below, &page);
    if paragraphs.is_empty() {
        // Short notes have no long sentence: take what is no furniture.
        page.title = known_title;
        paragraphs = self::paragraphs(above, &page);
    }
    if let Some(first) = paragraphs.first_mut() {
        read_opening(first, &mut page, lexicon);
    }
    if let Some(outlet) = blocks
        .iter()
        .find_map(|block| header::outlet_of_website_line(&block.text))
    {
        page.outlet.get_or_insert(outlet);
    }
    if let [only] = paragraphs.as_mut_slice() {
        let Flat {
            title,
            outlet,
            text,
        } = flat::read(only, lexicon);
        page.title = page.title.or(title);
        page.outlet = page.outlet.or(outlet);
        *only = text;
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    page.body = paragraphs.join("\n\n");
    page.published = page.dates.pick().or_else(|| page.dates.infer(&page.body));
    page
}

/// Headline, date and outlet of the lines above the text.
fn read_above(above: &[Block], page: &mut Page, lexicon: &Lexicon) {
    let mut brand = None;
    let mut title = None;
    for block in above {
        let text = block.text.as_str();
        if page.url.is_none() && (text.starts_with("http://") || text.starts_with("https://")) {
            page.url = Some(text.to_owned());
            page.dates.state_address(text);
            page.outlet = page
                .outlet
                .take()
                .or_else(|| header::outlet_of_url(text, lexicon));
            continue;
        }
        if furniture::is_trail(text) && brand.is_none() {
            brand = header::outlet_of_line(text, lexicon);
        }
        if let Some((source, date)) = header::date_line(text)
            && !text.contains("(Photo")
            && !text.starts_with('[')
        {
            // The first date is the day of publication, later ones are updates.
            page.dates.state(source, date);
            if !furniture::is_trail(text) {
                brand = brand.or_else(|| header::outlet_of_line(text, lexicon));
            }
            continue;
        }
        if furniture::is_furniture(text) {
            continue;
        }
        if header::is_brand(text) {
            brand.get_or_insert_with(|| header::in_title_case(text));
        } else if title.is_none() && text.split_whitespace().count() >= MIN_TITLE_WORDS {
            title = Some(text.to_owned());
        }
    }
    page.outlet = page.outlet.take().or(brand);
    page.title = page.title.take().or(title);
}

/// Date and dateline glued to the first sentence.
fn read_opening(first: &mut String, page: &mut Page, lexicon: &Lexicon) {
    if let Some(stamp) = flat::date_stamp(first, lexicon) {
        page.dates.state(Source::Line, stamp.published);
        page.outlet = page.outlet.take().or(stamp.outlet);
        *first = first.get(stamp.length..).unwrap_or_default().to_owned();
    }
    if let Some(dateline) = header::dateline(first) {
        if let Some(date) = dateline.published {
            page.dates.state(Source::Dateline, date);
        }
        page.outlet = page.outlet.take().or(dateline.outlet);
        *first = first.get(dateline.length..).unwrap_or_default().to_owned();
    }
}

/// The article's paragraphs: up to what follows it, without furniture, the
/// repeated headline and repeated captions.
fn paragraphs(blocks: &[Block], page: &Page) -> Vec<String> {
    let title = page.title.as_deref().map(fold).unwrap_or_default();
    let mut seen = HashSet::new();
    let mut paragraphs: Vec<String> = Vec::new();
    for block in blocks {
        let ends = block.opens_comments || furniture::ends_article(&block.text);
        if ends && !paragraphs.is_empty() {
            break;
        }
        let folded = fold(&block.text);
        let is_repeated = !seen.insert(folded.clone());
        if ends || is_repeated || folded == title || furniture::is_furniture(&block.text) {
            continue;
        }
        paragraphs.push(block.text.clone());
    }
    // A heading after which nothing comes is the next article's.
    while paragraphs.len() > 1 && paragraphs.last().is_some_and(|last| !is_prose(last)) {
        let is_short_sentence = paragraphs
            .last()
            .is_some_and(|last| last.ends_with(['.', '!', '?', '”', '"']));
        if is_short_sentence {
            break;
        }
        paragraphs.pop();
    }
    paragraphs
}
