//! From the blocks of a page to its article, for plain text and markup alike.

use std::{collections::HashSet, ops::Range};

use sulh_domain::{DropReason, PartialDate};

use super::{
    Page, address,
    blocks::{self, Block, Mark, Piece},
    flat::{self, Flat},
    header::{self, Field},
    headline,
    labels::{self, Section},
    publication::{self, Source},
};
use crate::{Lexicon, folding::fold, language, warnings};

/// What prose adds to a stretch of blocks at most, a point a character.
const MAX_PROSE_WEIGHT: i64 = 600;
/// What a short sentence adds.
const SENTENCE_WEIGHT: i64 = 15;
/// What a line that is no sentence takes away.
const LINE_WEIGHT: i64 = -25;
/// What a line known to be no prose takes away.
const LABEL_WEIGHT: i64 = -15;
/// What the heading of other articles takes away: the article goes on below it
/// only where much is to come.
const RELATED_WEIGHT: i64 = -150;

/// Prose that ends a list of other articles is at least so long, in characters.
const RESUMING_CHARS: usize = 90;

/// Of all the prose, so much must stand below the headline, in percent.
const MIN_PERCENT_BELOW_HEADLINE: i64 = 40;

/// A paragraph is told to be in another language from so many characters on.
const MIN_FOREIGN_CHARS: usize = 80;

/// Credits stand in so many blocks at the end of the page.
const CREDIT_BLOCKS: usize = 12;

/// Sites put their name into so many blocks at the head of the page.
const HEAD_BLOCKS: usize = 25;
/// Capitals alone make a line the site's name among so many.
const CAPITALS_BLOCKS: usize = 3;

/// Blocks next to the article in which its date may stand.
const NEAR_BLOCKS: usize = 4;

/// Reads an article out of blocks into what is known of the page already: what
/// is set there stays.
pub(super) fn read(blocks: Vec<Block>, mut page: Page, lexicon: &Lexicon) -> Page {
    let mut labels = label(&blocks);
    let title_block = headline::known(&blocks, page.title.as_deref());
    let article = region(&blocks, &labels, title_block);
    let is_note = article.is_empty();
    let area = match is_note {
        // Short notes have no prose: take what is no furniture.
        true => 0..blocks.len(),
        false => article.clone(),
    };
    if !is_note {
        read_above(
            &blocks,
            &mut labels,
            &article,
            title_block,
            &mut page,
            lexicon,
        );
        read_dates(&blocks, &labels, &article, title_block, &mut page);
    }
    read_outlet(&blocks, &mut page, lexicon);
    drop_repetitions(&blocks, &mut labels, &area, &page);
    drop_other_languages(&blocks, &mut labels, &area);

    let doubtful = area
        .clone()
        .filter(|at| is_doubtful(blocks.get(*at), labels.get(*at)))
        .count();
    if doubtful > 0 && !is_note {
        page.warnings.push(warnings::warning(
            warnings::KEPT_IN_DOUBT,
            format!("{doubtful} blocks may be no part of the article: they were kept"),
        ));
    }
    let pieces = blocks
        .into_iter()
        .zip(labels)
        .enumerate()
        .map(|(at, (block, label))| match label {
            None if area.contains(&at) => Piece::Kept(block.text),
            None => Piece::Dropped(DropReason::Outside, block.text, block.span),
            Some(reason) => Piece::Dropped(reason, block.text, block.span),
        })
        .collect();
    let pieces = read_paragraphs(pieces, &mut page, lexicon);
    (page.body, page.dropped) = blocks::assemble(pieces);
    page.published = page.dates.pick().or_else(|| page.dates.infer(&page.body));
    page
}

/// Why each block is no part of an article, as far as its wording, its layout
/// and the headings above it tell.
fn label(blocks: &[Block]) -> Vec<Option<DropReason>> {
    let mut section = None;
    let mut prose_above = false;
    let mut labels = Vec::with_capacity(blocks.len());
    for block in blocks {
        let opens = match block.mark {
            Mark::OpensComments => Some(Section::Comments),
            _ => labels::section(&block.text),
        };
        // Menus above the article lead to comments and other articles too.
        if let Some(opened) = opens
            && (prose_above || opened == Section::Related)
            && section != Some(Section::Comments)
        {
            section = Some(opened);
        } else if section == Some(Section::Related)
            && (resumes(block) || (!prose_above && header::is_date_line(&block.text)))
        {
            section = None;
            // The heading over what goes on stands in the article.
            if let Some((last, label)) = labels.iter_mut().enumerate().next_back()
                && blocks
                    .get(last)
                    .is_some_and(|block| block.mark == Mark::Heading)
            {
                *label = labels::reason(blocks.get(last).map_or("", |block| &block.text));
            }
        }
        let label = match block.mark {
            Mark::Dropped(reason) => Some(reason),
            Mark::Links => Some(labels::reason(&block.text).unwrap_or(DropReason::Navigation)),
            _ => labels::reason(&block.text),
        };
        // A line below the word "Advertisement" is its text.
        let below_advertisement = labels.last() == Some(&Some(DropReason::Advertisement))
            && label.is_none()
            && !block.ends_as_sentence();
        let label = match below_advertisement {
            true => Some(DropReason::Advertisement),
            false => label,
        };
        prose_above |= label.is_none() && section.is_none() && block.is_prose();
        labels.push(match section {
            Some(Section::Comments) => Some(DropReason::Comment),
            Some(Section::Related) => Some(DropReason::Related),
            Some(Section::Closing) => label.or(Some(DropReason::Outside)),
            None => label,
        });
    }
    labels
}

/// Whether a block ends a list of other articles.
fn resumes(block: &Block) -> bool {
    block.mark == Mark::Plain
        && block.ends_as_sentence()
        && block.text.chars().count() >= RESUMING_CHARS
        && labels::reason(&block.text).is_none()
}

/// The blocks among which the article stands: the stretch with the most prose
/// and the least else, below the headline where that is known. Empty where
/// there is no prose.
fn region(
    blocks: &[Block],
    labels: &[Option<DropReason>],
    title_block: Option<usize>,
) -> Range<usize> {
    let weights: Vec<i64> = (0..blocks.len())
        .map(|at| weight(blocks, labels, at))
        .collect();
    let best = heaviest(&weights, 0);
    let Some(title) = title_block else {
        return best;
    };
    let below = heaviest(&weights, title + 1);
    let total = |range: &Range<usize>| weights.get(range.clone()).unwrap_or_default().iter().sum();
    let (all, under): (i64, i64) = (total(&best), total(&below));
    if under * 100 >= all * MIN_PERCENT_BELOW_HEADLINE {
        below
    } else {
        best
    }
}

fn weight(blocks: &[Block], labels: &[Option<DropReason>], at: usize) -> i64 {
    let (Some(block), Some(label)) = (blocks.get(at), labels.get(at)) else {
        return 0;
    };
    match label {
        Some(DropReason::Comment) => i64::MIN / 1_000_000,
        Some(DropReason::Related) if labels::section(&block.text).is_some() => RELATED_WEIGHT,
        Some(DropReason::Hidden) => 0,
        Some(_) => LABEL_WEIGHT,
        None if block.mark == Mark::Elsewhere => 2 * LINE_WEIGHT,
        None if block.is_prose() => {
            let length = block.text.chars().take(600).count();
            i64::try_from(length).unwrap_or(MAX_PROSE_WEIGHT)
        }
        None if block.ends_as_sentence() => SENTENCE_WEIGHT,
        // Items belong to the sentence that announces them.
        None if block.mark == Mark::Item => 0,
        None => LINE_WEIGHT,
    }
}

/// The stretch from `first` on whose weights add up to most; empty where none is
/// above zero.
fn heaviest(weights: &[i64], first: usize) -> Range<usize> {
    let mut best = (0, first..first);
    let mut start = first;
    let mut sum: i64 = 0;
    for (at, weight) in weights.iter().enumerate().skip(first) {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += weight;
        if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}

/// Headline, address and outlet of the lines above the text.
fn read_above(
    blocks: &[Block],
    labels: &mut [Option<DropReason>],
    article: &Range<usize>,
    title_block: Option<usize>,
    page: &mut Page,
    lexicon: &Lexicon,
) {
    let above = blocks.get(..article.start).unwrap_or_default();
    let mut brand = None;
    for (at, (block, label)) in above.iter().zip(labels.iter_mut()).enumerate() {
        let text = block.text.as_str();
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        let address = header::archived_address(text).or(is_address.then_some(text));
        if let Some(address) = address {
            read_address(address, page, lexicon);
            continue;
        }
        if let Some((field, value)) = header::field(text) {
            label.get_or_insert(DropReason::Byline);
            match field {
                Field::Title => _ = page.title.get_or_insert_with(|| value.to_owned()),
                Field::Outlet => {
                    let known = lexicon.outlets.named(value);
                    let name = known.map_or(value, |outlet| &outlet.name);
                    page.outlet.get_or_insert_with(|| name.to_owned());
                }
                Field::Date => {
                    if let Some((_, date)) = header::date_line(value) {
                        page.dates.state(Source::StatedLine, date);
                    }
                }
                Field::Url => read_address(value, page, lexicon),
            }
            continue;
        }
        let is_trail = labels::trail(text).is_some();
        if *label == Some(DropReason::Caption) {
            continue;
        }
        let is_date_line = header::is_date_line(text);
        if is_trail || is_date_line {
            if !is_trail {
                *label = Some(DropReason::Byline);
            }
            brand = brand.or_else(|| header::outlet_of_line(text, lexicon));
        } else if at < HEAD_BLOCKS
            && Some(at) != title_block
            && !matches!(block.mark, Mark::Title | Mark::Dropped(_))
            && matches!(
                *label,
                None | Some(DropReason::Related | DropReason::Navigation)
            )
            && let Some(found) = header::brand(text)
            && (found.names_an_outlet || at < CAPITALS_BLOCKS)
        {
            brand.get_or_insert(found.name);
            *label = Some(DropReason::Navigation);
        }
    }
    page.outlet = page.outlet.take().or(brand);
    read_fields_below(blocks, article, page, lexicon);
    let found = title_block
        .filter(|at| *at < article.start)
        .or_else(|| headline::guess(above, labels));
    if let Some(at) = found {
        let (title, lines) = headline::text(above, labels, at);
        for label in labels.get_mut(lines).unwrap_or_default() {
            *label = Some(DropReason::Headline);
        }
        page.title = page.title.take().or(Some(title));
    }
}

/// The fields that feed readers and exports put below the text.
fn read_fields_below(blocks: &[Block], article: &Range<usize>, page: &mut Page, lexicon: &Lexicon) {
    let below = blocks.get(article.end..).unwrap_or_default();
    for block in below.iter().take(CREDIT_BLOCKS) {
        if let Some((Field::Url, url)) = header::field(&block.text)
            && url.starts_with("http")
        {
            read_address(url, page, lexicon);
        }
    }
}

fn read_address(url: &str, page: &mut Page, lexicon: &Lexicon) {
    if page.url.is_some() {
        return;
    }
    let url = address::original(url);
    page.url = Some(url.to_owned());
    page.dates.state_address(url);
    let outlet = header::outlet_of_url(url, lexicon);
    page.outlet = page.outlet.take().or(outlet);
}

/// The dates of the lines around the article: those between headline and text
/// first, since sites show today's date at their head.
fn read_dates(
    blocks: &[Block],
    labels: &[Option<DropReason>],
    article: &Range<usize>,
    title_block: Option<usize>,
    page: &mut Page,
) {
    for (block, label) in blocks.iter().zip(labels) {
        if *label == Some(DropReason::Caption) {
            page.dates.picture(&block.text);
        }
    }
    let headline = title_block
        .or_else(|| labels.iter().position(|l| *l == Some(DropReason::Headline)))
        .unwrap_or(0)
        .min(article.start);
    let date_at = |at: usize| -> Option<(Source, PartialDate)> {
        let (block, label) = (blocks.get(at)?, labels.get(at)?);
        let may_tell = !matches!(
            label,
            Some(
                DropReason::Caption | DropReason::Comment | DropReason::Notice | DropReason::Hidden
            )
        );
        may_tell
            .then(|| header::date_line(&block.text))?
            .filter(|_| !block.text.starts_with('['))
    };
    let is_byline = |at: &usize| {
        labels
            .get(*at)
            .is_some_and(|l| *l == Some(DropReason::Byline))
    };
    let near = article.end..(article.end + NEAR_BLOCKS).min(blocks.len());
    let places: [Vec<usize>; 4] = [
        (headline..article.start).collect(),
        (0..headline).rev().collect(),
        article.clone().filter(is_byline).collect(),
        near.filter(is_byline).collect(),
    ];
    for place in places {
        let found: Vec<_> = place.into_iter().filter_map(date_at).collect();
        if found.is_empty() {
            continue;
        }
        for (source, date) in found {
            page.dates.state(source, date);
        }
        return;
    }
}

/// The outlet that the page's own footer or its alternate address names.
fn read_outlet(blocks: &[Block], page: &mut Page, lexicon: &Lexicon) {
    if page.outlet.is_none() {
        page.outlet = blocks
            .iter()
            .find_map(|block| header::outlet_of_website_line(&block.text))
            .or_else(|| {
                let mut credits = blocks.iter().rev().take(CREDIT_BLOCKS);
                credits.find_map(|block| {
                    header::outlet_of_credit(&block.text)
                        .or_else(|| header::outlet_of_description(&block.text))
                })
            })
            .or_else(|| {
                blocks
                    .iter()
                    .rev()
                    .find_map(|block| header::outlet_of_notice(&block.text))
            });
    }
    if let Some(name) = &page.outlet
        && let Some(known) = lexicon.outlets.named(name)
    {
        page.outlet = Some(known.name.clone());
    }
}

/// Drops what the page says twice: the headline, captions, requests.
fn drop_repetitions(
    blocks: &[Block],
    labels: &mut [Option<DropReason>],
    area: &Range<usize>,
    page: &Page,
) {
    let title = page.title.as_deref().map(fold).unwrap_or_default();
    let mut seen = HashSet::new();
    for (at, (block, label)) in blocks.iter().zip(labels.iter_mut()).enumerate() {
        let folded = block.folded();
        let is_headline = !title.is_empty()
            && (folded == title || (!block.is_prose() && headline::is_rewording(&folded, &title)));
        let is_repeated = !seen.insert(folded);
        if label.is_some() {
            continue;
        }
        if is_headline {
            *label = Some(DropReason::Headline);
        } else if is_repeated && area.contains(&at) {
            *label = Some(DropReason::Repeated);
        }
    }
}

/// Drops paragraphs that are certainly in another language than the article.
fn drop_other_languages(blocks: &[Block], labels: &mut [Option<DropReason>], area: &Range<usize>) {
    let kept: Vec<usize> = area
        .clone()
        .filter(|at| labels.get(*at).is_some_and(Option::is_none))
        .collect();
    if kept.len() < 2 {
        return;
    }
    let mut text = String::new();
    for block in kept.iter().filter_map(|at| blocks.get(*at)) {
        if text.len() > language::LOOKED_AT_BYTES {
            break;
        }
        text.push_str(&block.text);
        text.push('\n');
    }
    let main = language::language(text.trim_end_matches('\n'));
    if main == "und" {
        return;
    }
    for at in kept {
        let (Some(block), Some(label)) = (blocks.get(at), labels.get_mut(at)) else {
            continue;
        };
        if block.text.chars().take(MIN_FOREIGN_CHARS).count() == MIN_FOREIGN_CHARS
            && !language::is_plainly(main, &block.text)
            && language::certain(&block.text).is_some_and(|other| other != main)
        {
            *label = Some(DropReason::OtherLanguage);
        }
    }
}

/// Whether a block that is kept may be no part of the article.
fn is_doubtful(block: Option<&Block>, label: Option<&Option<DropReason>>) -> bool {
    let (Some(block), Some(None)) = (block, label) else {
        return false;
    };
    block.mark == Mark::Plain && !block.ends_as_sentence() && !block.is_prose()
}

/// Takes what is no prose off the paragraphs: date stamp and dateline of the
/// first one, and all that has run together where there is only one.
fn read_paragraphs(pieces: Vec<Piece>, page: &mut Page, lexicon: &Lexicon) -> Vec<Piece> {
    let kept = |piece: &&Piece| matches!(piece, Piece::Kept(_));
    let is_flat = pieces.iter().filter(kept).count() == 1;
    let mut is_first = true;
    let mut read = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Piece::Kept(text) = piece else {
            read.push(piece);
            continue;
        };
        if !std::mem::take(&mut is_first) {
            read.push(Piece::Kept(text));
            continue;
        }
        let (opening, text) = split_opening(&text, page, lexicon);
        read.extend(opening.map(|cut| Piece::Dropped(DropReason::Byline, cut, None)));
        if !is_flat {
            read.push(Piece::Kept(text));
            continue;
        }
        let Flat {
            title,
            outlet,
            pieces,
        } = flat::read(&text, page.title.as_deref(), lexicon);
        page.title = page.title.take().or(title);
        page.outlet = page.outlet.take().or(outlet);
        read.extend(pieces);
    }
    read
}

/// Date and dateline glued to the first sentence, and the text after them.
fn split_opening(text: &str, page: &mut Page, lexicon: &Lexicon) -> (Option<String>, String) {
    let mut length = 0;
    if let Some(stamp) = flat::date_stamp(text, lexicon) {
        let before = text.get(..stamp.date_start).unwrap_or_default();
        if !publication::is_of_other_date(before) {
            page.dates.state(Source::Line, stamp.published);
        }
        page.outlet = page.outlet.take().or(stamp.outlet);
        length = stamp.length;
    }
    let rest = text.get(length..).unwrap_or_default();
    if let Some(dateline) = header::dateline(rest) {
        if let Some(date) = dateline.published {
            page.dates.state(Source::Dateline, date);
        }
        page.outlet = page.outlet.take().or(dateline.outlet);
        length += dateline.length;
    }
    let (opening, rest) = text.split_at_checked(length).unwrap_or(("", text));
    let opening = Some(opening.trim().to_owned()).filter(|opening| !opening.is_empty());
    (opening, rest.to_owned())
}
