//! Plain text, as scrapers leave it.

use super::{
    Page,
    blocks::{self, Block},
};
use crate::Lexicon;

/// Lines of hard-wrapped text are about this long, in characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=100;

/// A name on a bullet has at most so many words.
const MAX_NAME_WORDS: usize = 6;

/// Reads an article out of plain text.
pub(super) fn read(text: &str, lexicon: &Lexicon) -> Page {
    blocks::read(&blocks(text), Page::default(), lexicon)
}

/// One block a line; wrapped lines are joined.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut at = 0;
    for group in lines.split(|line| line.is_empty()) {
        let next = lines.get(at + group.len() + 1..).unwrap_or_default();
        at += group.len() + 1;
        if is_wrapped(group) {
            blocks.push(block(&group.join(" "), false));
            continue;
        }
        for (index, line) in group.iter().enumerate() {
            let below = group
                .get(index + 1)
                .or_else(|| next.iter().find(|l| !l.is_empty()));
            blocks.push(block(line, opens_comments(line, below)));
        }
    }
    blocks.retain(|block: &Block| !block.text.is_empty());
    blocks
}

fn block(line: &str, opens_comments: bool) -> Block {
    let text: String = line.trim().replace('\t', " ");
    Block {
        text,
        opens_comments,
    }
}

fn is_wrapped(group: &[&str]) -> bool {
    let Some((_, full)) = group.split_last() else {
        return false;
    };
    let is_full = |line: &&str| WRAPPED.contains(&line.chars().count());
    let runs_on = |line: &&str| !line.ends_with(['.', '!', '?', ':', '”', '"']);
    !full.is_empty()
        && full.iter().all(is_full)
        && full.iter().filter(|line| runs_on(line)).count() * 2 > full.len()
}

/// A bullet with a name, and what that person says indented below.
fn opens_comments(line: &str, below: Option<&&str>) -> bool {
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
            "The last fighters left the town on Friday and the first of the\n\
             displaced came home, as two witnesses and a member of the committee\nsaid by telephone.\n",
        );
        assert_eq!(page.body.lines().count(), 1);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert_eq!(page("").body, "");
        assert_eq!(page("short note").body, "short note");
    }
}
