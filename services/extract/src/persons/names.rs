//! What a person's name looks like: two to six words with capital letters, with
//! particles between them: *Salim al-Karam*, *Abu Omar al-Homsi*, *Ibrahim bin Ali*.

use std::ops::Range;

use sulh_domain::{ActorId, PlaceKind};

use super::{
    Named,
    tokens::{Kind, Token, Tokens},
};
use crate::{Lexicon, lexicon::WordClass};

/// A name in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// Who bears it, where the lexicon knows.
    pub(super) known: Option<ActorId>,
}

/// Words in small letters inside a name. "As" and "an" are articles too, but
/// stand for themselves too often.
const PARTICLES: &[&str] = &[
    "abd", "abdel", "abdul", "abou", "abu", "ad", "al", "ar", "ash", "az", "bin", "bint", "ben",
    "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ould", "umm",
    "van", "von",
];

/// Articles that are joined to a word.
const ARTICLES: &[&str] = &[
    "al-", "el-", "ad-", "ar-", "as-", "ash-", "at-", "az-", "an-", "adh-", "ath-", "ul-", "ed-",
    "ez-", "es-", "er-", "en-", "esh-", "d'", "d’", "al‑",
];

/// Words that make a name with the one after them.
const KUNYA: &[&str] = &["abu", "abou", "umm", "um"];

/// Words before a place.
const LOCATED: &[&str] = &[
    "in", "at", "near", "from", "to", "of", "around", "outside", "for",
];

/// More words than these are a heading.
const MAX_WORDS: usize = 6;

/// A headline has a capital in three of four long words.
const MIN_LONG_WORDS: usize = 6;

/// The names in a sentence, in order. A headline in capitals has none.
pub(super) fn names(tokens: &Tokens<'_>, sentence: &Named<'_>, lexicon: &Lexicon) -> Vec<Name> {
    if is_headline(tokens) {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = name_end(tokens, at, lexicon);
        let known = tokens
            .get(at)
            .and_then(|token| known_at(token, sentence, lexicon));
        let known_end = known.as_ref().map_or(at, |(_, range)| {
            let inside = |token: &&Token<'_>| token.range.end <= range.end;
            at + tokens
                .0
                .get(at..)
                .map_or(0, |rest| rest.iter().take_while(inside).count())
        });
        let end = end.max(known_end);
        if end == at {
            at += 1;
            continue;
        }
        if known.is_some() || is_name(tokens, at..end) {
            names.push(Name {
                tokens: at..end,
                known: known.map(|(id, _)| id),
            });
        }
        at = end;
    }
    names
}

/// The person of the lexicon whose name begins with a token.
fn known_at(
    token: &Token<'_>,
    sentence: &Named<'_>,
    lexicon: &Lexicon,
) -> Option<(ActorId, Range<usize>)> {
    let mut persons = sentence.actors.iter();
    let person = persons.find(|actor| {
        actor.range.start == sentence.start + token.range.start
            && sentence.is_person(actor, lexicon)
    })?;
    let local = person.range.start - sentence.start..person.range.end - sentence.start;
    Some((person.id.clone(), local))
}

/// Where the run of words with capitals ends that begins at a token.
fn name_end(tokens: &Tokens<'_>, start: usize, lexicon: &Lexicon) -> usize {
    let mut end = start;
    let mut at = start;
    let is_place = |at: usize| {
        matches!(
            tokens.get(at),
            Some(Token {
                kind: Kind::Place(_),
                ..
            })
        )
    };
    let is_word = |at: usize| {
        matches!(
            tokens.get(at),
            Some(Token {
                kind: Kind::Word,
                ..
            })
        )
    };
    // "In Yusuf Salim Karam said" is not written; "in Jasim Abu Bilal said" may be.
    let is_located = start > 0 && tokens.is_any(start - 1, LOCATED);
    if is_place(start) && (is_located || !is_word(start + 1)) {
        return start;
    }
    while let Some(token) = tokens.get(at) {
        let is_first = at == start;
        if is_part(token, is_first, lexicon) {
            at += 1;
            end = at;
            if token.possessive {
                break;
            }
        } else if !is_first && PARTICLES.contains(&token.text) {
            at += 1;
        } else {
            break;
        }
    }
    end
}

/// Whether a token can be a part of a name.
fn is_part(token: &Token<'_>, is_first: bool, lexicon: &Lexicon) -> bool {
    match &token.kind {
        Kind::Word => is_capitalised(token.text) && !is_other_word(token, is_first, lexicon),
        // Families are named after villages, and villages after people.
        Kind::Place(id) => {
            let kind = lexicon.place(id).map(|place| place.kind);
            let is_large = matches!(
                kind,
                Some(PlaceKind::Country | PlaceKind::Governorate | PlaceKind::City) | None
            );
            !(is_large || is_first && token.text.contains([' ', '-']))
        }
        _ => false,
    }
}

/// Whether a word says something else than a name.
fn is_other_word(token: &Token<'_>, is_first: bool, lexicon: &Lexicon) -> bool {
    let mut classes = lexicon.functions.meanings(&token.folded).iter();
    // "Mahmoud Sheikh Ali", but not "Sheikh Ali".
    classes.any(|meaning| {
        meaning.class != WordClass::Heads && (is_first || meaning.class != WordClass::Title)
    })
}

/// Whether a word, without an article, begins with a capital and goes on in
/// small letters.
fn is_capitalised(word: &str) -> bool {
    let stem = ARTICLES
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .unwrap_or(word);
    let mut parts = stem.split(['-', '‑']);
    let is_capital = |part: &str| part.starts_with(char::is_uppercase);
    let first = parts.next().is_some_and(is_capital);
    // "Britain-based" is no name; "Abdul-Rahman", "Nur al-Din" as one word are.
    let others = parts.all(|part| is_capital(part) || part.len() <= 3 || part == "eddin");
    let is_shouted = stem.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !stem.chars().any(char::is_lowercase);
    let has_digit = stem.chars().any(char::is_numeric);
    first && others && !is_shouted && !has_digit
}

fn is_name(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    let parts = tokens.0.get(range).unwrap_or_default();
    let words = parts
        .iter()
        .filter(|token| !PARTICLES.contains(&token.text))
        .count();
    let is_kunya = |token: &Token<'_>| KUNYA.contains(&token.folded.as_str());
    let ends_openly = parts.last().is_some_and(is_kunya);
    // "Ghassan D." hides a name.
    let long_enough = parts
        .last()
        .is_some_and(|last| last.text.chars().count() > 1)
        && parts.iter().any(|token| token.text.chars().count() > 2);
    (2..=MAX_WORDS).contains(&words) && !ends_openly && long_enough
}

fn is_headline(tokens: &Tokens<'_>) -> bool {
    let long = tokens
        .0
        .iter()
        .filter(|token| token.kind == Kind::Word && token.text.chars().count() >= 4);
    let (mut all, mut capital) = (0, 0);
    for token in long {
        all += 1;
        capital += usize::from(token.text.starts_with(char::is_uppercase));
    }
    all >= MIN_LONG_WORDS && capital * 4 >= all * 3
}
