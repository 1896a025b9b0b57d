//! Questions of full text, and what of a text answers them.
//!
//! A question is words, all of which are wanted; `"words in quotes"` stand together as
//! they are; `word*` begins with these letters; `-word` is not wanted; `or` parts two
//! questions of which either will do.

use std::mem;

use unicode_normalization::char::is_combining_mark;

use crate::Span;

/// The longest question, in bytes.
pub const MAX_QUESTION_BYTES: usize = 1024;
/// The most terms of a question.
pub const MAX_TERMS: usize = 32;

/// What is looked for: all terms of one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// At least one, of at least one term that is wanted.
    pub any_of: Vec<Vec<Term>>,
}

/// A word, or words that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// One of these wordings, of which letters, marks and digits count. At least one.
    pub wordings: Vec<String>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
    /// Whether it must not be there.
    pub is_excluded: bool,
    /// Whether it stood in quotes.
    pub is_quoted: bool,
}

/// Why a text is no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    /// It is too long.
    #[error("{0} bytes: expected at most {MAX_QUESTION_BYTES}")]
    TooLong(usize),
    /// It has too many terms.
    #[error("{0} terms: expected at most {MAX_TERMS}")]
    TooManyTerms(usize),
    /// Nothing is wanted, or nothing on one side of an `or`.
    #[error("no word that is wanted: expected at least one, also on either side of 'or'")]
    NothingWanted,
}

impl Question {
    /// Reads a question.
    ///
    /// # Errors
    /// When it is too long, or asks for nothing.
    pub fn parse(text: &str) -> Result<Self, QuestionFault> {
        if text.len() > MAX_QUESTION_BYTES {
            return Err(QuestionFault::TooLong(text.len()));
        }
        let mut any_of = Vec::new();
        let mut terms = Vec::new();
        for part in parts(text) {
            let is_or = !part.is_quoted && part.text.eq_ignore_ascii_case("or");
            if is_or && !terms.is_empty() {
                any_of.push(mem::take(&mut terms));
            } else if !is_or {
                terms.extend(part.term());
            }
        }
        any_of.push(terms);
        let count = any_of.iter().map(Vec::len).sum();
        if count > MAX_TERMS {
            return Err(QuestionFault::TooManyTerms(count));
        }
        let is_wanted = |terms: &Vec<Term>| terms.iter().any(|term| !term.is_excluded);
        match any_of.iter().all(is_wanted) {
            true => Ok(Self { any_of }),
            false => Err(QuestionFault::NothingWanted),
        }
    }
}

struct Part<'a> {
    text: &'a str,
    is_quoted: bool,
    is_excluded: bool,
}

impl Part<'_> {
    fn term(&self) -> Option<Term> {
        let wording = plain(self.text);
        (!wording.is_empty()).then(|| Term {
            wordings: vec![wording],
            is_prefix: self.text.ends_with('*'),
            is_excluded: self.is_excluded,
            is_quoted: self.is_quoted,
        })
    }
}

/// Parts that are divided by white space or stand in quotes. A quote that is not
/// closed reaches to the end.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let without_sign = rest
            .strip_prefix('-')
            .filter(|rest| !rest.starts_with(char::is_whitespace));
        let is_excluded = without_sign.is_some();
        let begun = without_sign.unwrap_or(rest);
        let quoted = begun.strip_prefix(['"', '“', '”']);
        let within = quoted.unwrap_or(begun);
        let is_end = |c: char| match quoted {
            Some(_) => matches!(c, '"' | '“' | '”'),
            None => c.is_whitespace() || matches!(c, '"' | '“' | '”'),
        };
        let (text, after) = within.split_at(within.find(is_end).unwrap_or(within.len()));
        parts.push(Part {
            text,
            is_quoted: quoted.is_some(),
            is_excluded,
        });
        rest = match quoted {
            Some(_) => after.strip_prefix(is_end).unwrap_or(after),
            None => after,
        }
        .trim_start();
    }
    parts
}

/// Letters, marks and digits, with single spaces for all else.
pub fn plain(text: &str) -> String {
    let is_said = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let words = text.split(|c| !is_said(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A part of a text that answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Which part.
    pub span: Span,
    /// What of it answers: spans of the text, within the part.
    pub highlights: Vec<Span>,
}

/// Bytes of text that a snippet shows around what answers.
const SNIPPET_BYTES: u32 = 240;

/// The parts of a text that hold most of what answers a question, in the order of the
/// text, at most `most`; they stay within paragraphs and do not cut words.
pub fn snippets(text: &str, highlights: &[Span], most: usize) -> Vec<Snippet> {
    let mut found: Vec<Snippet> = Vec::new();
    let mut left = highlights;
    while let Some(first) = left.first() {
        let span = around(text, *first);
        let held = left
            .iter()
            .take_while(|highlight| span.contains(**highlight));
        let count = held.count().max(1);
        let (highlights, others) = left.split_at_checked(count).unwrap_or((left, &[]));
        found.push(Snippet {
            span,
            highlights: highlights.to_vec(),
        });
        left = others;
    }
    let said = |snippet: &Snippet| {
        let mut words: Vec<String> = snippet
            .highlights
            .iter()
            .filter_map(|span| Some(span.of(text)?.to_lowercase()))
            .collect();
        words.sort_unstable();
        words.dedup();
        words.len()
    };
    // Stable: of equals, the first of the text.
    found.sort_by_key(|snippet| std::cmp::Reverse((said(snippet), snippet.highlights.len())));
    found.truncate(most);
    found.sort_by_key(|snippet| snippet.span);
    found
}

/// A part of the text that begins a little before a span and ends some way behind it.
fn around(text: &str, span: Span) -> Span {
    let (before, after) = (SNIPPET_BYTES / 4, SNIPPET_BYTES);
    let (start, end) = (span.start as usize, span.end as usize);
    let earliest = floor(text, start.saturating_sub(before as usize));
    let latest = floor(text, (start + after as usize).max(end).min(text.len()));
    let lead = text.get(earliest..start).unwrap_or_default();
    let trail = text.get(end..latest).unwrap_or_default();
    let from = match (lead.rfind('\n'), lead.find(char::is_whitespace)) {
        (Some(line), _) => earliest + line + 1,
        _ if earliest == 0 => 0,
        (None, Some(space)) => earliest + space + 1,
        (None, None) => start,
    };
    let from = from + leading_space(text.get(from..start).unwrap_or_default());
    let until = match (trail.find('\n'), trail.rfind(char::is_whitespace)) {
        (Some(line), _) => end + line,
        _ if latest == text.len() => latest,
        (None, Some(space)) => end + space,
        (None, None) => end,
    };
    Span::new(from, until.max(end)).unwrap_or(span)
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The last character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset)
        .rev()
        .find(|offset| text.is_char_boundary(*offset))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A question with a sign for each property of its terms.
    fn read(text: &str) -> Result<String, QuestionFault> {
        let term = |term: &Term| {
            let sign = if term.is_excluded { "-" } else { "" };
            let star = if term.is_prefix { "*" } else { "" };
            let quote = if term.is_quoted { "'" } else { "" };
            format!("{sign}{quote}{}{star}{quote}", term.wordings.join("/"))
        };
        let terms = |terms: &Vec<Term>| terms.iter().map(term).collect::<Vec<_>>().join(" + ");
        let question = Question::parse(text)?;
        Ok(question
            .any_of
            .iter()
            .map(terms)
            .collect::<Vec<_>>()
            .join(" | "))
    }

    #[test]
    fn questions_are_read_as_search_engines_do() {
        let read = |text| read(text).unwrap();
        assert_eq!(read("talks Harasta"), "talks + Harasta");
        assert_eq!(
            read("\"left the town\" -shelling"),
            "'left the town' + -shelling"
        );
        assert_eq!(read("evacuat* -\"a truce\""), "evacuat* + -'a truce'");
        assert_eq!(read("Douma OR Harasta talks"), "Douma | Harasta + talks");
        assert_eq!(read("Jaysh al-Islam's"), "Jaysh + al Islam s");
        assert_eq!(read("“a deal” now\"then"), "'a deal' + now + 'then'");
        assert_eq!(read("or - talks ! & (|) \\ '"), "talks");
        assert_eq!(read("اتفاق دوما"), "اتفاق + دوما");
    }

    #[test]
    fn what_asks_for_nothing_is_no_question() {
        for nothing in [
            "",
            " \t",
            "\"\"",
            "-talks",
            "?!",
            "Douma or -talks",
            "Douma or",
        ] {
            assert_eq!(
                read(nothing),
                Err(QuestionFault::NothingWanted),
                "{nothing}"
            );
        }
        let words = "w ".repeat(MAX_TERMS + 1);
        assert_eq!(read(&words), Err(QuestionFault::TooManyTerms(33)));
        assert_eq!(read(&"w".repeat(1025)), Err(QuestionFault::TooLong(1025)));
    }

    #[test]
    fn a_snippet_holds_what_answers_and_stays_in_its_paragraph() {
        let filler = "and nothing else was said of it on that day ".repeat(10);
        let text =
            format!("A deal.\n\nThe town {filler}\n\nTalks on Douma went on; Douma waited.\n");
        let highlights: Vec<Span> = ["town", "Talks", "Douma"]
            .iter()
            .flat_map(|word| text.match_indices(word))
            .filter_map(|(start, word)| Span::new(start, start + word.len()))
            .collect();
        let mut highlights = highlights;
        highlights.sort_unstable();
        let found = snippets(&text, &highlights, 1);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].span.of(&text),
            Some("Talks on Douma went on; Douma waited.")
        );
        assert_eq!(found[0].highlights.len(), 3);
        let both = snippets(&text, &highlights, 5);
        assert_eq!(both.len(), 2);
        let first = both[0].span.of(&text).unwrap();
        assert!(
            first.starts_with("The town and") && first.ends_with("and nothing"),
            "{first}"
        );
    }

    proptest! {
        #[test]
        fn no_question_and_no_text_is_too_odd(text in "\\PC{0,80}", cuts in prop::collection::vec(0..80usize, 0..6)) {
            if let Ok(question) = Question::parse(&text) {
                prop_assert!(question.any_of.iter().all(|terms| !terms.is_empty()));
                for term in question.any_of.iter().flatten() {
                    prop_assert_eq!(plain(&term.wordings[0]), term.wordings[0].as_str());
                }
            }
            let mut ends: Vec<usize> = cuts.iter().map(|cut| floor(&text, (*cut).min(text.len()))).collect();
            ends.sort_unstable();
            let spans: Vec<Span> = ends.chunks(2).filter_map(|ends| Span::new(*ends.first()?, *ends.get(1)?)).collect();
            for snippet in snippets(&text, &spans, 3) {
                prop_assert!(snippet.span.of(&text).is_some());
                prop_assert!(snippet.highlights.iter().all(|span| snippet.span.contains(*span)));
            }
        }
    }
}
