//! Words, numbers and marks of a text, and a cursor that rules read them with.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use super::{
    months::{self, Month},
    numbers,
    weekdays::{self, DayName},
};
use crate::folding;

/// Longer runs of digits are no part of a date.
const MAX_DIGITS: usize = 9;

/// Words that a date may start with, apart from months and weekdays.
static STARTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = "a an autumn beginning between by christmas coming couple day during earlier early end \
                 fall few final first from in just last late later mid middle next of only past \
                 recent several since some spring start summer that the this through throughout \
                 till today tomorrow tonight until very winter within yesterday كانون تشرين";
    words.split_whitespace().chain(numbers::words()).collect()
});

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits, Western or Arabic. The value is absent where there are too many.
    Number { value: Option<u32>, digits: usize },
    /// Any other character.
    Mark(char),
}

/// A word, number or mark of a text.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// As written.
    pub(super) text: &'a str,
    /// A word in its folded form: lower case, no diacritics. Else as written.
    pub(super) folded: Cow<'a, str>,
    /// First byte in the text.
    pub(super) start: usize,
    /// Whether white space or nothing stands before it.
    pub(super) is_apart: bool,
    /// The month that the word may name.
    month: Option<Month>,
    /// The weekday that the word may name.
    weekday: Option<DayName>,
}

impl<'a> Token<'a> {
    fn new(kind: Kind, text: &'a str, start: usize, is_apart: bool) -> Self {
        let folded = match kind {
            Kind::Word => fold(text),
            Kind::Number { .. } | Kind::Mark(_) => Cow::Borrowed(text),
        };
        let is_word = kind == Kind::Word;
        Self {
            month: is_word.then(|| months::named(&folded)).flatten(),
            weekday: is_word.then(|| weekdays::named(&folded)).flatten(),
            kind,
            text,
            folded,
            start,
            is_apart,
        }
    }

    /// The byte after its last one.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether a date may start with it. Most words of a text fall out here,
    /// before any rule is tried.
    pub(super) fn may_start_date(&self) -> bool {
        match self.kind {
            Kind::Number { .. } => true,
            Kind::Mark(_) => false,
            Kind::Word => {
                self.month.is_some()
                    || self.weekday.is_some()
                    || STARTS.contains(self.folded.as_ref())
            }
        }
    }

    /// Whether it starts with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is the word, in folded form.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.folded == word
    }

    /// Whether it is one of the words, in folded form.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.folded.as_ref())
    }

    /// Whether it is one of the marks.
    pub(super) fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.kind, Kind::Mark(mark) if marks.contains(&mark))
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }
}

fn fold(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        return Cow::Owned(folding::fold(word));
    }
    match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    }
}

/// The value of a digit, Western, Arabic or Persian.
fn digit(character: char) -> Option<u32> {
    let first = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    u32::from(character).checked_sub(u32::from(first))
}

/// Marks of direction that stand in right-to-left text and are not seen.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[derive(PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Mark,
}

fn class(character: char) -> Class {
    if digit(character).is_some() {
        Class::Digit
    } else if character.is_alphabetic() || unicode_normalization::char::is_combining_mark(character)
    {
        Class::Letter
    } else if character.is_whitespace() || is_invisible(character) {
        Class::Space
    } else {
        Class::Mark
    }
}

/// Splits a text. Time and space are linear.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut is_apart = true;
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        let class_of_first = class(first);
        if class_of_first == Class::Space {
            is_apart = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        if class_of_first != Class::Mark {
            while let Some((at, next)) =
                characters.next_if(|(_, next)| class(*next) == class_of_first)
            {
                end = at + next.len_utf8();
            }
        }
        let word = text.get(start..end).unwrap_or_default();
        let kind = match class_of_first {
            Class::Digit => number(word),
            Class::Mark => Kind::Mark(first),
            Class::Letter | Class::Space => Kind::Word,
        };
        tokens.push(Token::new(kind, word, start, is_apart));
        is_apart = false;
    }
    tokens
}

fn number(word: &str) -> Kind {
    let digits = word.chars().count();
    let value = (digits <= MAX_DIGITS).then(|| {
        word.chars()
            .filter_map(digit)
            .fold(0, |value, digit| value * 10 + digit)
    });
    Kind::Number { value, digits }
}

/// A place between the tokens of a text. Each method that reads gives back the
/// place after what it has read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Before the first token.
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, at: 0 }
    }

    /// Index of the next token.
    pub(super) fn index(self) -> usize {
        self.at
    }

    /// The next token.
    pub(super) fn token(self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    /// The token before.
    pub(super) fn before(self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// The tokens before, the nearest first.
    pub(super) fn all_before(self) -> impl Iterator<Item = &'a Token<'a>> {
        self.tokens.iter().take(self.at).rev()
    }

    /// The tokens from here on.
    pub(super) fn all_after(self) -> impl Iterator<Item = &'a Token<'a>> {
        self.tokens.iter().skip(self.at)
    }

    /// After the next token.
    pub(super) fn next(self) -> Self {
        Self {
            at: self.at + 1,
            ..self
        }
    }

    /// Reads one of some words.
    pub(super) fn word(self, words: &[&str]) -> Option<Self> {
        self.token()?.is_one_of(words).then(|| self.next())
    }

    /// Reads several words in a row, with nothing but hyphens in between.
    pub(super) fn phrase(self, phrase: &str) -> Option<Self> {
        let mut cursor = self;
        for (index, word) in phrase.split(' ').enumerate() {
            if index > 0 {
                cursor = cursor.skip_mark(&['-']);
            }
            cursor = cursor.word(&[word])?;
        }
        Some(cursor)
    }

    /// Reads one of some phrases.
    pub(super) fn one_phrase(self, phrases: &[&str]) -> Option<Self> {
        phrases.iter().find_map(|phrase| self.phrase(phrase))
    }

    /// Reads one of some words, if it is there.
    pub(super) fn skip_word(self, words: &[&str]) -> Self {
        self.word(words).unwrap_or(self)
    }

    /// Reads one of some marks.
    pub(super) fn mark(self, marks: &[char]) -> Option<Self> {
        self.token()?.is_mark(marks).then(|| self.next())
    }

    /// Reads one of some marks, if it is there.
    pub(super) fn skip_mark(self, marks: &[char]) -> Self {
        self.mark(marks).unwrap_or(self)
    }

    /// Reads one of some marks that touches what stands on both its sides.
    pub(super) fn joint(self, marks: &[char]) -> Option<Self> {
        let after = self.touching()?.mark(marks)?;
        after.touching()
    }

    /// The same place, where nothing stands between the tokens on its sides.
    pub(super) fn touching(self) -> Option<Self> {
        self.token().filter(|token| !token.is_apart).map(|_| self)
    }

    /// Reads a number of so many digits.
    pub(super) fn number(self, digits: std::ops::RangeInclusive<usize>) -> Option<(u32, Self)> {
        match self.token()?.kind {
            Kind::Number {
                value: Some(value),
                digits: count,
            } if digits.contains(&count) => Some((value, self.next())),
            _ => None,
        }
    }

    /// Reads the name of a month.
    pub(super) fn month(self) -> Option<(Month, Self)> {
        let token = self.token()?;
        if let Some(month) = token.month {
            return Some((month, self.next()));
        }
        let second = self.next().token()?;
        let month = months::of_two_words(&token.folded, &second.folded)?;
        Some((month, self.next().next()))
    }

    /// Reads the name of a weekday.
    pub(super) fn weekday(self) -> Option<(DayName, Self)> {
        Some((self.token()?.weekday?, self.next()))
    }

    /// Reads a number in digits or words: "3", "three", "twenty-one".
    pub(super) fn count(self) -> Option<(u32, Self)> {
        self.number(1..=4).or_else(|| numbers::count(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks() {
        let tokens = tokens("Le 1er août, ٢٠١٨\u{200f}!");
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_ref()).collect();
        assert_eq!(folded, ["le", "1", "er", "aout", ",", "٢٠١٨", "!"]);
        assert_eq!(
            tokens[5].kind,
            Kind::Number {
                value: Some(2018),
                digits: 4
            }
        );
        assert!(!tokens[2].is_apart && tokens[3].is_apart);
    }

    #[test]
    fn long_numbers_have_no_value() {
        let tokens = tokens("1804201812345");
        assert_eq!(
            tokens[0].kind,
            Kind::Number {
                value: None,
                digits: 13
            }
        );
    }
}
