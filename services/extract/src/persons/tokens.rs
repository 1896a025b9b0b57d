//! A sentence as the grammar of persons reads it: words, marks, and names of
//! actors and places as one token each.

use std::ops::Range;

use sulh_domain::{ActorId, PlaceId};

use super::Named;
use crate::{
    Lexicon,
    folding::{fold, is_apostrophe},
    lexicon::{Meaning, WordClass},
};

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// The name of an actor that is no person.
    Actor(ActorId),
    Place(PlaceId),
    Comma,
    /// Any other mark: nothing reaches beyond it.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    /// As it stands, without a possessive ending.
    pub(crate) text: &'a str,
    /// Of words: folded.
    pub(crate) folded: String,
    /// Where it stands in the sentence.
    pub(crate) range: Range<usize>,
    /// Whether "'s" or "s'" ends it.
    pub(crate) possessive: bool,
}

/// The tokens of a sentence.
#[derive(Debug)]
pub(crate) struct Tokens<'a>(pub(crate) Vec<Token<'a>>);

impl<'a> Tokens<'a> {
    /// Splits a sentence. Time is linear in its length, but for its names.
    pub(crate) fn of(sentence: &Named<'a>, lexicon: &Lexicon) -> Self {
        let mut tokens: Vec<Token<'a>> = Vec::new();
        let mut names = sentence.names(lexicon).into_iter().peekable();
        let mut at = 0;
        while let Some(rest) = sentence.text.get(at..)
            && let Some(first) = rest.chars().next()
        {
            while names.next_if(|(range, _)| range.start < at).is_some() {}
            let name = names.next_if(|(range, _)| range.start == at);
            if let Some((range, kind)) = name
                && let Some(text) = sentence.text.get(range.clone())
            {
                let ending = possessive(sentence.text.get(range.end..).unwrap_or_default());
                at = range.end + ending;
                tokens.push(Token {
                    kind,
                    text,
                    folded: String::new(),
                    range,
                    possessive: ending > 0,
                });
                continue;
            }
            if !first.is_alphanumeric() {
                let end = at + first.len_utf8();
                // "The militants' leader".
                if is_apostrophe(first)
                    && let Some(owner) = tokens.last_mut()
                    && owner.range.end == at
                    && owner.text.ends_with('s')
                {
                    owner.possessive = true;
                    at = end;
                    continue;
                }
                if !first.is_whitespace() && !is_full_stop_of_abbreviation(first, &tokens, lexicon)
                {
                    tokens.push(Token {
                        kind: match first {
                            ',' => Kind::Comma,
                            _ => Kind::Mark,
                        },
                        text: sentence.text.get(at..end).unwrap_or_default(),
                        folded: String::new(),
                        range: at..end,
                        possessive: false,
                    });
                }
                at = end;
                continue;
            }
            let limit = names
                .peek()
                .map_or(rest.len(), |(range, _)| range.start - at);
            let length = word_length(rest.get(..limit).unwrap_or(rest));
            let word = rest.get(..length).unwrap_or_default();
            let owner = without_possessive(word);
            tokens.push(Token {
                kind: Kind::Word,
                text: owner,
                folded: fold(owner),
                range: at..at + owner.len(),
                possessive: owner.len() < word.len(),
            });
            at += length.max(1);
        }
        Self(without_abbreviations(tokens))
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.0.get(at)
    }

    /// The token before a position.
    pub(crate) fn before(&self, at: usize) -> Option<&Token<'a>> {
        self.0.get(at.checked_sub(1)?)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_comma(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Comma)
    }

    /// Whether the token is one of these words.
    pub(crate) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.get(at)
            .is_some_and(|token| words.contains(&token.folded.as_str()))
    }

    /// The longest phrase of the lexicon that begins here and has a meaning of
    /// which `accept` holds: its meaning and where it ends.
    pub(crate) fn phrase_at<'l>(
        &self,
        start: usize,
        lexicon: &'l Lexicon,
        accept: impl Fn(WordClass) -> bool,
    ) -> Option<(&'l Meaning, usize)> {
        let first = self.get(start)?.folded.split(' ').next()?;
        if !lexicon.functions.begins(first) {
            return None;
        }
        let longest = lexicon.functions.longest().min(self.len() - start);
        (1..=longest).rev().find_map(|length| {
            let meaning = self.meaning(start..start + length, lexicon, &accept)?;
            Some((meaning, start + length))
        })
    }

    /// Like [`Self::phrase_at`] for a phrase that ends before a position: where
    /// it starts.
    pub(crate) fn phrase_before<'l>(
        &self,
        end: usize,
        lexicon: &'l Lexicon,
        accept: impl Fn(WordClass) -> bool,
    ) -> Option<(&'l Meaning, usize)> {
        let longest = lexicon.functions.longest().min(end);
        (1..=longest).rev().find_map(|length| {
            let meaning = self.meaning(end - length..end, lexicon, &accept)?;
            Some((meaning, end - length))
        })
    }

    fn meaning<'l>(
        &self,
        range: Range<usize>,
        lexicon: &'l Lexicon,
        accept: impl Fn(WordClass) -> bool,
    ) -> Option<&'l Meaning> {
        let tokens = self.0.get(range)?;
        let (_, inner) = tokens.split_last()?;
        let is_phrase = tokens.iter().all(|token| token.kind == Kind::Word)
            && !inner.iter().any(|token| token.possessive);
        if !is_phrase {
            return None;
        }
        let words: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let mut meanings = lexicon.functions.meanings(&words.join(" ")).iter();
        meanings.find(|meaning| accept(meaning.class))
    }

    /// The text of some tokens, with what stands between them.
    pub(crate) fn text(&self, range: Range<usize>, sentence: &'a str) -> &'a str {
        let tokens = self.0.get(range).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => sentence
                .get(first.range.start..last.range.end)
                .unwrap_or_default(),
            _ => "",
        }
    }
}

/// Leaves out what only repeats a name in short: "the Free Syrian Army (FSA)".
fn without_abbreviations(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_short = |token: &Token<'_>| {
        matches!(token.kind, Kind::Actor(_))
            || (token.text.len() <= 8 && !token.text.chars().any(char::is_lowercase))
    };
    let mut kept: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let closes = token.text == ")"
            && matches!(kept.as_slice(), [.., name, open, short]
                if open.text == "(" && is_short(short) && matches!(name.kind, Kind::Actor(_) | Kind::Word));
        if closes {
            kept.truncate(kept.len() - 2);
        } else {
            kept.push(token);
        }
    }
    kept
}

/// How long the word is that a text begins with, its apostrophes, hyphens and
/// the full stops inside it ("U.S.") included.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joins = is_apostrophe(character) || matches!(character, '-' | '‑' | '.');
        let goes_on = character.is_alphanumeric()
            || (joins
                && characters
                    .peek()
                    .is_some_and(|(_, next)| next.is_alphanumeric()));
        if !goes_on {
            break;
        }
        length = at + character.len_utf8();
    }
    length
}

/// How long the possessive ending is with which a text begins.
fn possessive(text: &str) -> usize {
    let mut characters = text.chars();
    let Some(apostrophe) = characters.next().filter(|c| is_apostrophe(*c)) else {
        return 0;
    };
    let ends = |next: Option<char>| !next.is_some_and(char::is_alphanumeric);
    match characters.next() {
        Some('s') if ends(characters.next()) => apostrophe.len_utf8() + 1,
        next if ends(next) => apostrophe.len_utf8(),
        _ => 0,
    }
}

fn without_possessive(word: &str) -> &str {
    let Some(stem) = word.strip_suffix('s') else {
        return word;
    };
    stem.strip_suffix(is_apostrophe).unwrap_or(word)
}

/// Whether a full stop only shortens a rank, a title or a name: "Lt.", "A.".
fn is_full_stop_of_abbreviation(mark: char, tokens: &[Token<'_>], lexicon: &Lexicon) -> bool {
    let Some(word) = tokens.last().filter(|_| mark == '.') else {
        return false;
    };
    let is_initial = word.text.chars().count() == 1 && word.text.chars().all(char::is_uppercase);
    let is_capital = word.text.starts_with(char::is_uppercase) && word.folded.len() <= 5;
    let mut classes = lexicon.functions.meanings(&word.folded).iter();
    // "Lt" and "Brig" begin longer ranks.
    let shortens = classes.any(|m| matches!(m.class, WordClass::Rank | WordClass::Title))
        || lexicon.functions.begins(&word.folded);
    is_initial || (is_capital && shortens)
}
