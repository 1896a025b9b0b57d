//! Articles whose lines have run together: the date, the headline, captions
//! and credits stand in the text itself.

use std::sync::LazyLock;

use regex::Regex;
use sulh_domain::{DateBasis, DropReason, PartialDate};

use super::blocks::Piece;
use crate::{Lexicon, dates, folding::fold, patterns::compiled, sentences};

/// A first sentence of at most so many words is the headline.
const MAX_TITLE_WORDS: usize = 15;

/// A run of capitalised words of at least so many is a headline.
const MIN_TITLE_RUN: usize = 6;

/// What is left after the last sentence is a signature up to so many words.
const MAX_SIGNATURE_WORDS: usize = 6;

/// What an outlet says of itself at the end takes at most so many bytes.
const MAX_DESCRIPTION_BYTES: usize = 1000;

/// The rest of a page below its article takes at most so many bytes.
const MAX_FURNITURE_BYTES: usize = 900;

/// A credit at the end takes at most so many bytes.
const MAX_CREDIT_BYTES: usize = 400;

/// Captions end with a credit; so many bytes before it may belong to one.
const MAX_CAPTION_BYTES: usize = 400;

/// A date glued to the start of the text.
pub(super) struct DateStamp {
    /// Bytes that it takes.
    pub(super) length: usize,
    /// Where the date itself starts.
    pub(super) date_start: usize,
    pub(super) published: PartialDate,
    pub(super) outlet: Option<String>,
}

/// The date stamp at the start of a text: "date 2018-03-22 ", "Posted on
/// April 19 2017 by Example Post ".
pub(super) fn date_stamp(text: &str, lexicon: &Lexicon) -> Option<DateStamp> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)^\s*(?:(?:posted|published|last updated|updated)(?: on| at)?|date of publication|date|on)?\s*:?\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?$",
        )
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r"^(?:,? (?:at )?\d{1,2}:?\d{2}(?: ?[APap][Mm])?(?: [A-Z]{3,4})?)?\s*[-–—|,:]?\s*")
    });
    let start = text.get(..text.floor_char_boundary(120))?;
    let found = dates::first_full(start, DateBasis::Header)?;
    let before = text.get(..found.range().start)?;
    if !BEFORE.is_match(before) {
        return None;
    }
    let mut length = found.range().end;
    length += AFTER.find(text.get(length..)?)?.end();
    let rest = text.get(length..)?;
    // A sentence that happens to open with a date goes on in lower case.
    if !rest.starts_with("by ") && rest.starts_with(char::is_lowercase) {
        return None;
    }
    let (outlet, byline) = byline(rest, lexicon).unzip();
    Some(DateStamp {
        length: length + byline.unwrap_or_default(),
        date_start: before.len(),
        published: found.date,
        outlet,
    })
}

/// "by Example Post " before the text: a known outlet and the bytes it takes.
fn byline(text: &str, lexicon: &Lexicon) -> Option<(String, usize)> {
    let names = text.strip_prefix("by ")?;
    let ends = names.match_indices(' ').map(|(at, _)| at).take(5);
    let (name, end) = ends
        .filter_map(|end| Some((&lexicon.outlets.named(names.get(..end)?)?.name, end)))
        .last()?;
    Some((name.clone(), "by ".len() + end + 1))
}

/// What a text whose lines have run together consists of.
pub(super) struct Flat {
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    /// Its parts in order, the first one kept as a paragraph.
    pub(super) pieces: Vec<Piece>,
}

/// Takes headline, captions, credit and signature out of the text of a page
/// whose headline may be known.
pub(super) fn read(text: &str, known_title: Option<&str>, lexicon: &Lexicon) -> Flat {
    let mut parts = without_captions(text);
    let title = take_headline(&mut parts, known_title);
    let mut outlet = None;
    let mut tail_parts = Vec::new();
    let tails: [fn(&str, &Lexicon) -> Tail; 4] = [self_description, furniture, credit, signature];
    for tail in tails {
        let Some((last, Part::Kept(kept))) = parts.iter_mut().enumerate().next_back() else {
            break;
        };
        let found = tail(kept, lexicon);
        if found.start >= kept.len() {
            continue;
        }
        let cut = kept.split_off(kept.floor_char_boundary(found.start));
        let keeps_nothing = kept.trim().is_empty();
        if keeps_nothing && last == 0 {
            kept.push_str(&cut);
            continue;
        }
        outlet = outlet.or(found.outlet);
        tail_parts.insert(0, Part::Cut(found.reason, cut));
    }
    parts.append(&mut tail_parts);
    let mut pieces = Vec::with_capacity(parts.len());
    let mut has_kept = false;
    for part in parts {
        match part {
            Part::Cut(reason, text) => {
                pieces.push(Piece::Dropped(reason, text.trim().to_owned(), None));
            }
            Part::Kept(text) if text.trim().is_empty() => {}
            Part::Kept(text) => {
                let text = text.trim().to_owned();
                pieces.push(match has_kept {
                    true => Piece::Continued(text),
                    false => Piece::Kept(text),
                });
                has_kept = true;
            }
        }
    }
    Flat {
        title,
        outlet,
        pieces,
    }
}

/// A stretch of the text.
enum Part {
    Kept(String),
    Cut(DropReason, String),
}

/// What stands at the end of a text and is no part of it.
struct Tail {
    /// Its first byte; the text's length where there is none.
    start: usize,
    reason: DropReason,
    outlet: Option<String>,
}

impl Tail {
    fn none(text: &str) -> Self {
        Self {
            start: text.len(),
            reason: DropReason::Notice,
            outlet: None,
        }
    }
}

/// Cuts the headline off the first part that is kept. Where a line of its own
/// gave one, only its repetition is a headline.
fn take_headline(parts: &mut Vec<Part>, known: Option<&str>) -> Option<String> {
    let view: String = parts
        .iter()
        .filter_map(|part| match part {
            Part::Kept(text) => Some(text.trim()),
            Part::Cut(..) => None,
        })
        .collect::<Vec<_>>()
        .join(" ");
    let length = sentence_headline(&view).or_else(|| run_headline(&view))?;
    if let Some(known) = known
        && !fold(known).starts_with(&fold(view.get(..length)?))
    {
        return None;
    }
    let (at, first) = parts
        .iter_mut()
        .enumerate()
        .find_map(|(at, part)| match part {
            Part::Kept(text) if !text.trim().is_empty() => Some((at, text)),
            _ => None,
        })?;
    *first = first.trim_start().to_owned();
    if length > first.len() {
        return None;
    }
    let rest = first.split_off(first.floor_char_boundary(length));
    let headline = std::mem::replace(first, rest);
    let title = headline.trim().trim_end_matches('.').trim_end().to_owned();
    parts.insert(at, Part::Cut(DropReason::Headline, headline));
    Some(title)
}

/// A short first sentence before others; one that gives a day tells the news
/// itself.
fn sentence_headline(text: &str) -> Option<usize> {
    let window = text.get(..text.floor_char_boundary(600))?;
    let all = sentences::sentences(window);
    let [first, _, ..] = all.as_slice() else {
        return None;
    };
    let sentence = text.get(first.range.clone())?;
    let words = sentence.split_whitespace().count();
    let is_headline = sentence.ends_with('.')
        && (4..=MAX_TITLE_WORDS).contains(&words)
        && !sentence.starts_with(['"', '“'])
        && !sentence
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| dates::is_weekday(&word.to_lowercase()));
    is_headline.then_some(first.range.end)
}

/// Capitalised words up to where a sentence begins: "Six Killed as Evacuation
/// Resumes Six people were".
fn run_headline(text: &str) -> Option<usize> {
    const SMALL: &[&str] = &[
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "over", "the",
        "to", "with", "after", "near",
    ];
    let mut starts = Vec::new();
    let mut at = 0;
    for word in text.split(' ').take(40) {
        let is_title_word = word.starts_with(|c: char| !c.is_lowercase());
        if !is_title_word && !SMALL.contains(&word) {
            break;
        }
        starts.push(at);
        at += word.len() + 1;
    }
    // The last capitalised word opens the sentence.
    let opening = starts.len().checked_sub(1)?;
    (opening >= MIN_TITLE_RUN).then(|| starts.get(opening).copied())?
}

/// "Example Post is the world's leading daily newspaper …" at the end.
fn self_description(text: &str, _: &Lexicon) -> Tail {
    static DESCRIPTION: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"\s(?:[A-Z][\w'’. -]{2,70} )?is (?:the|an?) (?:world|leading|premier|independent|largest|online|daily)[^.]{0,80}\b(?:newspaper|daily|agency|website|outlet|channel|network|magazine)\b",
        )
    });
    let window = text.ceil_char_boundary(text.len().saturating_sub(MAX_DESCRIPTION_BYTES));
    let found = DESCRIPTION.find(text.get(window..).unwrap_or_default());
    Tail {
        start: found.map_or(text.len(), |found| window + found.start()),
        ..Tail::none(text)
    }
}

/// What pages put below their articles, run together: "Share on Facebook …
/// Privacy policy".
fn furniture(text: &str, _: &Lexicon) -> Tail {
    static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r#"(?x)[.!?"”’)]\s+(?:
                Share\ (?:on|this|via)\ |Follow\ us\b|Also\ on\ our\b|Read\ (?:also|more|next)\b|Related\ (?:news|stories|articles|posts)\b
                |Tags?\ ?:|Filed\ under\b|Subscribe\ to\b|Sign\ up\b|Leave\ a\ (?:comment|reply)\b|Comments\ \(?\d
                |Privacy\ policy\b|Terms\ of\ [Uu]se\b|Copyright\b|©|All\ rights\ reserved\b|\[share\]|\[/?caption)"#,
        )
    });
    let window = text.ceil_char_boundary(text.len().saturating_sub(MAX_FURNITURE_BYTES));
    let found = FURNITURE.find(text.get(window..).unwrap_or_default());
    Tail {
        // The sentence before it keeps its mark.
        start: found.map_or(text.len(), |found| {
            let mark = text
                .get(window + found.start()..)
                .and_then(|t| t.chars().next());
            window + found.start() + mark.map_or(1, char::len_utf8)
        }),
        ..Tail::none(text)
    }
}

/// "Source Example World and agencies" at the end.
fn credit(text: &str, lexicon: &Lexicon) -> Tail {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?s)(?:\(?[Ss]ources?:? (?P<name>[^.()]{2,60}?)(?: and [Aa]gencies)?\)?\s*\w{0,10}|--? ?(?P<agency>[A-Za-z]{2,20})|Reporting by [^.]{3,120}.*|Read [Aa]lso|[Rr]elated [Aa]rticles?)\s*$",
        )
    });
    let window = text.ceil_char_boundary(text.len().saturating_sub(MAX_CREDIT_BYTES));
    let Some(found) = text.get(window..).and_then(|end| CREDIT.captures(end)) else {
        return Tail::none(text);
    };
    let name = found.name("name").or_else(|| found.name("agency"));
    let start = window + found.get(0).map_or(0, |whole| whole.start());
    if text.get(..start).unwrap_or_default().trim().is_empty() {
        return Tail::none(text);
    }
    Tail {
        start,
        reason: DropReason::Byline,
        outlet: name
            .and_then(|name| lexicon.outlets.named(name.as_str()))
            .map(|outlet| outlet.name.clone()),
    }
}

/// Names and initials after the last sentence.
fn signature(text: &str, _: &Lexicon) -> Tail {
    let end = text.rfind(['.', '!', '?', '"', '”']).map(|at| {
        let width = text
            .get(at..)
            .and_then(|t| t.chars().next())
            .map_or(0, char::len_utf8);
        at + width
    });
    let Some((_, rest)) = end.and_then(|end| text.split_at_checked(end)) else {
        return Tail::none(text);
    };
    let is_signature = rest.starts_with(' ')
        && rest.split_whitespace().count() <= MAX_SIGNATURE_WORDS
        && !rest.trim().is_empty();
    Tail {
        start: if is_signature {
            text.len() - rest.len()
        } else {
            text.len()
        },
        reason: DropReason::Byline,
        outlet: None,
    }
}

/// Sentences that end with a credit are captions: "A man walks past (File
/// photo) (Example and Agencies)".
fn without_captions(text: &str) -> Vec<Part> {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?:\s*(?:\((?:[Ff]ile(?: photo)?|[Pp]hoto[^()]{0,80}|[^()]{2,30} (?:and|/) [Aa]gencies|AFP|AP|Reuters|Getty[^()]{0,20})\)|\[(?:Twitter|Getty|Reuters|AFP|File)[^\]]{0,20}\]))+\s*",
        )
    });
    let mut parts = Vec::new();
    let mut at = 0;
    for credit in CREDIT.find_iter(text) {
        let before = text.get(at..credit.start()).unwrap_or_default();
        let sentence = before.trim_end().trim_end_matches('.');
        let caption = sentence
            .rfind(['.', '!', '?', '"', '”', '\t'])
            .map_or(0, |end| end + 1);
        let caption = before.ceil_char_boundary(caption);
        let (kept, cut) = match before.len() - caption <= MAX_CAPTION_BYTES {
            true => (at..at + caption, at + caption..credit.end()),
            false => (at..credit.start(), credit.range()),
        };
        parts.extend(text.get(kept).map(|kept| Part::Kept(kept.to_owned())));
        let cut = text.get(cut).unwrap_or_default().to_owned();
        parts.push(Part::Cut(DropReason::Caption, cut));
        at = credit.end();
    }
    let rest = text.get(at..).unwrap_or_default();
    if !rest.is_empty() {
        parts.push(Part::Kept(rest.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{super::blocks::assemble, *};

    fn lexicon() -> &'static Lexicon {
        crate::lexicon::tests::lexicon()
    }

    #[test]
    fn stamps_are_read_off_the_text() {
        for text in [
            " date 2018-03-22 Talks began.",
            "Sun 22 Mar 2018 Talks began.",
            "Posted on March 22 2018 by Example News Talks began.",
            "Thursday 22 March 2018 11:09 Talks began.",
            "22.03.2018 Talks began.",
        ] {
            let stamp = date_stamp(text, lexicon());
            let stamp = stamp.unwrap_or_else(|| panic!("{text}"));
            assert_eq!(stamp.published.iso(), "2018-03-22", "{text}");
            assert_eq!(text.get(stamp.length..), Some("Talks began."), "{text}");
        }
        assert!(date_stamp("On 22 March 2018 the talks began.", lexicon()).is_none());
    }

    #[test]
    fn headlines_are_told_from_the_text() {
        let read = |text| {
            let flat = read(text, None, lexicon());
            (flat.title, assemble(flat.pieces).0)
        };
        assert_eq!(
            read("Buses leave the old town. The first buses left the old town on Sunday."),
            (
                Some("Buses leave the old town".into()),
                "The first buses left the old town on Sunday.".into()
            )
        );
        assert_eq!(
            read("Six Hurt in Market Blast as Exchange of Prisoners Resumes Six people were hurt."),
            (
                Some("Six Hurt in Market Blast as Exchange of Prisoners Resumes".into()),
                "Six people were hurt.".into()
            )
        );
    }

    #[test]
    fn the_news_itself_is_no_headline() {
        let read = |text, known| read(text, known, lexicon()).title;
        let text = "The last men left the old town at noon. They took their families along.";
        assert_eq!(read(text, Some("Men and families leave old town")), None);
        assert_eq!(
            read(
                text,
                Some("The last men left the old town at noon | Example Post")
            )
            .as_deref(),
            Some("The last men left the old town at noon")
        );
        assert_eq!(
            read(
                "The last men left the town on Sunday. They took their families.",
                None
            ),
            None
        );
    }

    #[test]
    fn captions_credits_and_signatures_go() {
        let text = "The town was quiet, and so it stayed for as long as anyone there could watch it. A man walks past a wall (File photo) (Example and Agencies) \
             Nobody came. Source Example News and agencies";
        let flat = read(text, None, lexicon());
        assert_eq!(
            assemble(flat.pieces.clone()).0,
            "The town was quiet, and so it stayed for as long as anyone there could watch it. Nobody came."
        );
        assert_eq!(flat.outlet.as_deref(), Some("Example News"));
        assert_eq!(
            assemble(read("They left. They came back. Jane Roe", None, lexicon()).pieces).0,
            "They left. They came back."
        );
    }
}
