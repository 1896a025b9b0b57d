//! Which of the blocks above an article is its headline.

use std::{collections::HashSet, ops::Range};

use sulh_domain::DropReason;

use super::{
    blocks::{Block, Mark},
    header, labels,
};
use crate::folding::fold;

/// Headlines have at least so many words.
const MIN_WORDS: usize = 3;
/// Most headlines have so many words.
const FULL_WORDS: usize = 5;
/// Headlines have at most so many characters.
const MAX_CHARS: usize = 250;

/// Two wordings of a headline share so many of the shorter one's words, in
/// percent.
const REWORDING_PERCENT: usize = 60;

/// So many blocks above the text are looked at.
const MAX_BLOCKS_ABOVE: usize = 150;

/// The byline follows its headline within so many blocks.
const BYLINE_BLOCKS: usize = 3;

/// The block with the headline that the page's metadata give, else its one main
/// heading.
pub(super) fn known(blocks: &[Block], title: Option<&str>) -> Option<usize> {
    if let Some(title) = title.map(fold)
        && let Some(at) = blocks.iter().position(|block| block.folded() == title)
    {
        return Some(at);
    }
    let mut main = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.mark == Mark::Title);
    match (main.next(), main.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

/// The likeliest headline among the blocks above the text.
pub(super) fn guess(above: &[Block], known: &[Option<DropReason>]) -> Option<usize> {
    let skipped = above.len().saturating_sub(MAX_BLOCKS_ABOVE);
    let above = above.get(skipped..)?;
    let known = known.get(skipped..)?;
    let folded: Vec<String> = above.iter().map(|block| block.folded()).collect();
    let is_candidate = |at: usize| {
        let (Some(block), Some(label)) = (above.get(at), known.get(at)) else {
            return false;
        };
        // Below a heading such as "Latest news" the headline itself may stand.
        let is_listed = *label == Some(DropReason::Related)
            && !matches!(block.mark, Mark::Dropped(_) | Mark::Links)
            && labels::reason(&block.text).is_none()
            && labels::section(&block.text).is_none();
        (label.is_none() || is_listed)
            && block.text.split_whitespace().count() >= MIN_WORDS
            && block.text.chars().count() <= MAX_CHARS
    };
    let is_byline = |(block, label): (&Block, &Option<DropReason>)| {
        *label == Some(DropReason::Byline) || header::is_date_line(&block.text)
    };
    let score = |at: usize| -> i64 {
        let (Some(block), Some(text)) = (above.get(at), folded.get(at)) else {
            return 0;
        };
        let words = self::text(above, known, at).0.split_whitespace().count();
        let said_again = folded.iter().enumerate().any(|(other, folded)| {
            other != at && (folded == text || folded.contains(text.as_str()))
        });
        let byline_below = above
            .iter()
            .zip(known)
            .skip(at + 1)
            .take(BYLINE_BLOCKS)
            .any(is_byline);
        let byline_above = above
            .iter()
            .zip(known)
            .take(at)
            .rev()
            .take(BYLINE_BLOCKS)
            .any(is_byline);
        3 * i64::from(said_again) + 2 * i64::from(byline_below || byline_above)
            - i64::from(known.get(at) == Some(&Some(DropReason::Related)))
            + i64::from(block.mark == Mark::Heading)
            + 2 * i64::from(block.mark == Mark::Title)
            + i64::from(words >= FULL_WORDS)
            - 2 * i64::from(block.text.ends_with(['.', ',']))
            - i64::from(block.mark == Mark::Item)
    };
    // Of equals the first of the last group: teasers stand above the headline,
    // its second line below it.
    let mut best: Option<(i64, usize)> = None;
    let mut last_candidate: Option<usize> = None;
    for at in (0..above.len()).filter(|at| is_candidate(*at)) {
        let opens_group = last_candidate.is_none_or(|last| last + 1 != at);
        last_candidate = Some(at);
        let found = score(at);
        if best.is_none_or(|(score, _)| found > score || (found == score && opens_group)) {
            best = Some((found, at));
        }
    }
    best.map(|(_, at)| skipped + at)
}

/// A headline's text and the blocks that it takes: one that ends in a colon or
/// semicolon goes on in the next.
pub(super) fn text(
    above: &[Block],
    known: &[Option<DropReason>],
    at: usize,
) -> (String, Range<usize>) {
    let line = |at: usize| above.get(at).map_or("", |block| block.text.as_str());
    let goes_on = line(at).ends_with([':', ';', ',', '–', '—'])
        && known.get(at + 1).is_some_and(Option::is_none)
        && !line(at + 1).is_empty();
    match goes_on {
        true => (format!("{} {}", line(at), line(at + 1)), at..at + 2),
        false => (line(at).to_owned(), at..at + 1),
    }
}

/// Whether a folded line says the folded headline in other words.
pub(super) fn is_rewording(line: &str, title: &str) -> bool {
    fn words(text: &str) -> HashSet<&str> {
        text.split_whitespace()
            .filter(|word| word.chars().count() > 3)
            .collect()
    }
    let (line, title) = (words(line), words(title));
    let fewer = line.len().min(title.len());
    fewer >= MIN_WORDS && line.intersection(&title).count() * 100 >= fewer * REWORDING_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block {
            text: text.into(),
            span: None,
            mark: Mark::Plain,
        }
    }

    #[test]
    fn teasers_above_and_decks_below_are_no_headline() {
        let above = [
            "Price of bread doubles in the capital",
            "Rain floods camps near the border",
            "Home | World",
            "Buses leave the old town",
            "First of three convoys reaches the north",
        ]
        .map(block);
        let mut labels = vec![None; above.len()];
        labels[2] = Some(DropReason::Navigation);
        assert_eq!(guess(&above, &labels), Some(3));
    }

    #[test]
    fn a_line_said_again_is_the_headline() {
        let above = [
            "Buses leave the old town | River Post",
            "Rain floods camps near the border",
            "Buses leave the old town",
        ]
        .map(block);
        assert_eq!(guess(&above, &[None; 3]), Some(2));
    }

    #[test]
    fn rewordings_share_most_words() {
        assert!(is_rewording(
            &fold("Fighters leave besieged town under surrender deal"),
            &fold("Fighters leave besieged town")
        ));
        assert!(!is_rewording(
            &fold("What the deal means for the north"),
            &fold("Fighters leave besieged town")
        ));
    }
}
