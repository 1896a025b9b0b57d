//! Plain text, as scrapers leave it, cut into blocks.

use std::{collections::HashMap, ops::Range, sync::LazyLock};

use regex::Regex;
use sulh_domain::{DropReason, Span};

use super::{
    Page, article,
    blocks::{self, Block, Mark},
};
use crate::{Lexicon, patterns::compiled, warnings};

/// Lines of hard-wrapped text are about this long, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 55..=100;

/// The word that does not fit into a wrapped line is hardly longer.
const MAX_WORD_CHARS: usize = 16;

/// A name on a bullet has at most so many words.
const MAX_NAME_WORDS: usize = 6;

/// A short line that stands so often is the head or foot of a printed page.
const PAGE_HEAD_REPEATS: usize = 3;
/// Heads and feet of printed pages are shorter, in bytes.
const MAX_PAGE_HEAD_BYTES: usize = 120;

/// A dump with so many numbers of links has them taken out.
const MIN_LINK_NUMBERS: usize = 5;

/// Texts have far fewer lines; a line takes a few hundred bytes of memory.
const MAX_LINES: usize = 100_000;

/// Reads an article out of plain text.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> Page {
    let mut lines = lines(text);
    let too_many = lines.len() > MAX_LINES;
    lines.truncate(MAX_LINES);
    let mut page = article::read(blocks(text, lines), Page::default(), lexicon);
    if too_many {
        page.warnings.push(warnings::warning(
            warnings::TOO_MANY_LINES,
            format!("the text has too many lines: only the first {MAX_LINES} are read"),
        ));
    }
    page
}

/// A line and where it stands.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

/// The lines of a text up to one more than are read; empty ones in a row count
/// as one.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let text = line.trim_end();
        if !text.is_empty() || lines.last().is_none_or(|last| !last.text.is_empty()) {
            lines.push(Line { text, start });
        }
        if lines.len() > MAX_LINES {
            break;
        }
        start += line.len() + 1;
    }
    lines
}

/// One block a line; wrapped lines are joined.
fn blocks(text: &str, lines: Vec<Line<'_>>) -> Vec<Block> {
    let page_heads = page_heads(&lines);
    let has_link_numbers =
        LINK_NUMBER.find_iter(text).take(MIN_LINK_NUMBERS).count() == MIN_LINK_NUMBERS;
    let width = wrapped_width(&lines);
    let mut blocks = Vec::new();
    let mut at = 0;
    for group in lines.split(|line| line.text.is_empty()) {
        let next = lines.get(at + group.len() + 1..).unwrap_or_default();
        at += group.len() + 1;
        for range in paragraphs(group, width) {
            let Some(paragraph) = group.get(range.clone()) else {
                continue;
            };
            let below = group
                .get(range.end)
                .or_else(|| next.iter().find(|line| !line.text.is_empty()));
            let mut block = block(paragraph, below.map(|line| line.text));
            if has_link_numbers {
                block.text = LINK_NUMBER.replace_all(&block.text, "").trim().to_owned();
            }
            if page_heads.contains_key(page_head_key(&block.text).as_str()) {
                block.mark = Mark::Dropped(DropReason::Repeated);
            }
            blocks.push(block);
        }
    }
    blocks.retain(|block: &Block| !block.text.is_empty());
    blocks
}

static LINK_NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"\[\d{1,3}\]"));

/// Short lines that stand on most pages of a printed document, numbers aside.
fn page_heads(lines: &[Line<'_>]) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let is_short = (8..=MAX_PAGE_HEAD_BYTES).contains(&line.text.len());
        if is_short && !blocks::ends_as_sentence(line.text) {
            *counts.entry(page_head_key(line.text)).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= PAGE_HEAD_REPEATS);
    counts
}

fn page_head_key(line: &str) -> String {
    line.chars().filter(|c| c.is_alphabetic()).collect()
}

/// The paragraphs of a group of lines between empty ones.
fn paragraphs(group: &[Line<'_>], width: Option<usize>) -> Vec<Range<usize>> {
    let is_full = |line: &Line<'_>| match width {
        Some(width) => is_full(line) && line.text.trim().chars().count() + MAX_WORD_CHARS >= width,
        None => is_full(line),
    };
    if width.is_none() && !is_wrapped(group) {
        return (0..group.len()).map(|at| at..at + 1).collect();
    }
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (at, line) in group.iter().enumerate() {
        let goes_on = at
            .checked_sub(1)
            .and_then(|before| group.get(before))
            .is_some_and(|before| is_full(before) && !opens_item(line.text));
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.end = at + 1,
            _ => paragraphs.push(at..at + 1),
        }
    }
    paragraphs
}

const BULLETS: [char; 9] = ['•', '*', '·', '-', '–', '‣', '◦', '▪', '●'];

fn opens_item(line: &str) -> bool {
    line.trim_start()
        .strip_prefix(BULLETS)
        .is_some_and(|item| item.starts_with(' '))
}

fn is_full(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.contains(char::is_alphanumeric) && WRAPPED.contains(&text.chars().count())
}

fn block(lines: &[Line<'_>], below: Option<&str>) -> Block {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Block {
            text: String::new(),
            span: None,
            mark: Mark::Plain,
        };
    };
    let mut text = String::new();
    for line in lines {
        let line = line.text.trim().replace('\t', "   ");
        let is_cut_word =
            text.ends_with('-') && !text.ends_with(" -") && line.starts_with(char::is_lowercase);
        if is_cut_word {
            text.pop();
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line);
    }
    let indent = first.text.len() - first.text.trim_start().len();
    let mark = if opens_comments(first.text, below) {
        Mark::OpensComments
    } else if opens_item(first.text) {
        Mark::Item
    } else {
        Mark::Plain
    };
    Block {
        text: text.trim().to_owned(),
        span: Span::new(first.start + indent, last.start + last.text.len()),
        mark,
    }
}

/// The width that most lines of the text are filled to, in characters.
fn wrapped_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .iter()
        .map(|line| line.text.trim().chars().count())
        .filter(|length| *length > 0)
        .collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len() * 9 / 10)?;
    let full = lengths
        .iter()
        .filter(|length| (width.saturating_sub(MAX_WORD_CHARS)..=width + 4).contains(length))
        .count();
    (WRAPPED.contains(&width) && lengths.len() >= 8 && full * 2 > lengths.len()).then_some(width)
}

/// Whether the lines of a group are one paragraph.
fn is_wrapped(group: &[Line<'_>]) -> bool {
    let Some((_, full)) = group.split_last() else {
        return false;
    };
    let runs_on = |line: &&Line<'_>| !line.text.ends_with(['.', '!', '?', ':', '”', '"']);
    !full.is_empty()
        && full.iter().all(is_full)
        && full.iter().filter(runs_on).count() * 2 > full.len()
}

/// A bullet with a name, and what that person says indented below.
fn opens_comments(line: &str, below: Option<&str>) -> bool {
    let name = line.trim_start();
    let Some(name) = name.strip_prefix(['•', '*']) else {
        return false;
    };
    let words = name.split_whitespace().count();
    (1..=MAX_NAME_WORDS).contains(&words)
        && !name.ends_with(['.', '!', '?'])
        && below.is_some_and(|below| below.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        read(text, crate::lexicon::tests::lexicon())
    }

    #[test]
    fn donations_headline_and_comments_frame_the_text() {
        let page = page(
            "0 $\n2,500 $\n\nFighters Leave ‘Old’ Town\n\n\nFighters Leave 'Old' Town\n\n20.04.2018\n\n\
             FILE IMAGE: Fighters\n\nThe last fighters left the town on Friday, local sources said.\n\n\
             It is quiet.\n\n\nDo you like this content? Consider helping us!\n\n  • Jane Roe\n\n    At last, \
             the fighters left the town, as I always said.\n",
        );
        assert_eq!(page.title.as_deref(), Some("Fighters Leave ‘Old’ Town"));
        assert_eq!(page.published.map(|d| d.iso()), Some("2018-04-20".into()));
        assert_eq!(
            page.body,
            "The last fighters left the town on Friday, local sources said.\n\nIt is quiet."
        );
        let reasons: Vec<DropReason> = page.dropped.iter().map(|block| block.reason).collect();
        assert_eq!(
            reasons,
            [
                DropReason::Appeal,
                DropReason::Appeal,
                DropReason::Headline,
                DropReason::Headline,
                DropReason::Byline,
                DropReason::Caption,
                DropReason::Appeal,
                DropReason::Comment,
                DropReason::Comment,
            ]
        );
    }

    #[test]
    fn what_is_dropped_is_found_in_the_document() {
        let text = "Fighters leave town\n\n  Share on Facebook\nThe last fighters left on Friday, sources said.";
        let page = page(text);
        let quotes: Vec<&str> = page
            .dropped
            .iter()
            .filter_map(|block| block.span?.of(text))
            .collect();
        assert_eq!(quotes, ["Fighters leave town", "Share on Facebook"]);
    }

    #[test]
    fn a_thread_of_comments_needs_no_heading() {
        let page = page(
            "The last fighters left the town on Friday, local sources said.\n\n  • Jane Roe\n\n    \
             At last, the fighters left the town, as I always said they would.\n",
        );
        assert!(!page.body.contains("At last"), "{}", page.body);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let page = page(
            "The last fighters left the town on Friday and the first of the dis-\n\
             placed came home, as two witnesses and a member of the committee\nsaid by telephone.\n",
        );
        assert_eq!(page.body.lines().count(), 1);
        assert!(page.body.contains("the displaced came"), "{}", page.body);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(page("").body, "");
        assert_eq!(page("short note").body, "short note");
    }
}
