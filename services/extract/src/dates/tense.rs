//! Whether the words around a date speak of what is still to come.

use super::tokens::{Cursor, Token};

/// A date and the word that governs it stand at most so many tokens apart.
const REACH: usize = 12;

/// Words that make what follows lie ahead.
const AHEAD: &[&str] = &[
    "will",
    "shall",
    "would",
    "ll",
    "must",
    "due",
    "scheduled",
    "expected",
    "planned",
    "slated",
    "set",
    "supposed",
];

/// Words before "until Sunday" or "by Sunday" that make it a term set.
const TERMS_SET: &[&str] = &["deadline", "ultimatum", "gave", "given", "giving"];

/// Verbs after which "to" lies ahead: "agreed to leave on Friday".
const PROMISES: &[&str] = &[
    "is",
    "are",
    "agree",
    "agreed",
    "agreeing",
    "promised",
    "pledged",
    "vowed",
    "threatened",
    "ordered",
    "asked",
    "urged",
    "told",
    "ready",
    "prepared",
    "preparing",
    "about",
    "plan",
    "plans",
    "planning",
    "intends",
    "intend",
    "hopes",
    "hope",
];

/// Past forms before words of expectation: "was expected on Friday" is over.
const PAST: &[&str] = &["was", "were", "had", "been", "have", "has"];

/// Words after which a new clause begins.
const CLAUSES: &[&str] = &[
    "that",
    "who",
    "which",
    "after",
    "when",
    "because",
    "while",
    "but",
    "since",
    "said",
    "says",
    "told",
    "announced",
    "reported",
    "added",
    "confirmed",
    "reached",
    "signed",
    "struck",
    "made",
    "held",
    "began",
    "begun",
    "came",
    "went",
    "left",
    "took",
    "met",
    "broke",
    "fell",
];

const STOPS: &[char] = &['.', ';', ':', '!', '?', '(', ')', '"', '“', '”', '\u{2014}'];

/// Whether what a date from `start` to `end` dates lies ahead: "will leave on
/// Monday", "On Monday the buses will leave".
pub(super) fn is_ahead(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    governs_before(start) || (opens_clause(start) && governs_after(end))
}

fn governs_before(start: Cursor<'_>) -> bool {
    let before: Vec<&Token<'_>> = start.all_before().take(REACH + 1).collect();
    let sets_term = [start.token(), before.first().copied()]
        .iter()
        .flatten()
        .any(|token| token.is_one_of(&["until", "by"]));
    for (index, token) in before.iter().take(REACH).enumerate() {
        let earlier = before.get(index + 1);
        let later = index.checked_sub(1).and_then(|index| before.get(index));
        let is_after = |words: &[&str]| earlier.is_some_and(|word| word.is_one_of(words));
        let is_before = |words: &[&str]| later.is_some_and(|word| word.is_one_of(words));
        if token.is_one_of(AHEAD) {
            let is_idiom = match token.folded.as_ref() {
                "due" => is_before(&["to"]) && !is_after(&["is", "are", "be"]),
                "set" => !is_before(&["to", "for"]),
                _ => false,
            };
            return !is_idiom && !is_after(PAST) && !is_before(&["have"]);
        }
        if (token.is("to") && is_after(PROMISES)) || (sets_term && token.is_one_of(TERMS_SET)) {
            return true;
        }
        let is_passive = is_after(&["be", "being"]);
        let is_past_verb = token.folded.ends_with("ed") && token.folded.len() > 4;
        if token.is_mark(STOPS)
            || (token.is_mark(&[',']) && index > 0)
            || (!is_passive && (token.is_one_of(CLAUSES) || is_past_verb))
        {
            return false;
        }
    }
    false
}

fn opens_clause(start: Cursor<'_>) -> bool {
    let mut before = start.all_before();
    let nearest = before.next();
    let is_preposition =
        |token: &&Token<'_>| token.is_one_of(&["on", "by", "in", "from", "starting"]);
    match nearest
        .filter(|token| !is_preposition(token))
        .or_else(|| before.next())
    {
        None => true,
        Some(token) => {
            token.is_mark(STOPS) || token.is_mark(&[',']) || token.is_one_of(&["that", "and"])
        }
    }
}

fn governs_after(end: Cursor<'_>) -> bool {
    let mut tokens = end.all_after().take(REACH).peekable();
    if tokens.peek().is_some_and(|token| token.is_mark(&[','])) {
        tokens.next();
    }
    for token in tokens {
        if token.is_one_of(&["will", "shall", "ll"]) {
            return true;
        }
        if token.is_mark(STOPS) || token.is_mark(&[',']) || token.is_one_of(CLAUSES) {
            return false;
        }
    }
    false
}
