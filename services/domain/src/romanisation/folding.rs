//! The folded form of a name, and the letters that the other keys are read from.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::arabic;

/// The name in lower case, without accents, apostrophes and hyphens, words apart
/// by one space; Arabic letters that writers mix are one. Folding twice changes
/// nothing.
pub fn folded(name: &str) -> String {
    let lower = lower(name);
    if lower.is_ascii() {
        return apart(lower.chars().filter(|letter| !is_apostrophe(*letter)));
    }
    apart(
        lower
            .nfkd()
            .filter(|letter| !is_combining_mark(*letter) && !is_apostrophe(*letter))
            .filter_map(|letter| arabic::unified(plain(letter))),
    )
}

/// The name in lower-case letters that still tell sounds apart: scholarly and
/// Turkish letters as letter groups, an apostrophe where it parts two vowels.
pub(super) fn letters(name: &str) -> String {
    let lower = lower(name);
    if lower.is_ascii() {
        return lower.replace(is_apostrophe, "'");
    }
    let mut letters = String::with_capacity(lower.len());
    for letter in lower.nfc() {
        if is_apostrophe(letter) {
            letters.push('\'');
            continue;
        }
        // In Arabic, hamza on a letter is a mark that sounds depend on.
        if letter.is_ascii() || arabic::is_letter(letter) {
            letters.push(letter);
            continue;
        }
        if let Some(group) = letter_group(letter) {
            letters.push_str(group);
            continue;
        }
        letters.extend(
            letter
                .nfkd()
                .filter(|part| !is_combining_mark(*part) && !is_apostrophe(*part))
                .map(plain),
        );
    }
    letters
}

/// Marked letters that stand for more than their base letter, with what English
/// romanisations write.
const MARKED: [(char, &str); 15] = [
    // Scholarly.
    ('š', "sh"),
    ('č', "ch"),
    ('ǧ', "j"),
    ('ǰ', "j"),
    ('ġ', "gh"),
    ('ḡ', "gh"),
    ('ḫ', "kh"),
    ('ẖ', "kh"),
    ('ḏ', "dh"),
    ('ṯ', "th"),
    ('ž', "j"),
    // Turkish and Kurdish.
    ('ş', "sh"),
    ('ș', "sh"),
    ('ç', "ch"),
    ('ğ', "gh"),
];

fn letter_group(letter: char) -> Option<&'static str> {
    MARKED
        .iter()
        .find(|(marked, _)| *marked == letter)
        .map(|(_, group)| *group)
}

/// Lower case such that every case of a text comes out alike: some letters reach
/// it only by way of upper case.
fn lower(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfkd()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Letters that have no decomposition.
fn plain(letter: char) -> char {
    match letter {
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ё' => 'е',
        _ => letter,
    }
}

/// Words apart by one space, nothing but letters and digits in them.
fn apart(letters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    for letter in letters {
        if letter.is_alphanumeric() {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Apostrophes stand for ayn and hamza inside a word.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | 'ʽ' | '′' | 'ˁ' | 'ˀ' | 'ʹ'
    )
}
