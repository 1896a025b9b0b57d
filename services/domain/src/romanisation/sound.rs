//! From the sounds of words to the shared fine key and the coarse one.

use super::arabic::HIATUS;

/// Words in the shape that all their spellings share.
pub(super) fn of(words: Vec<String>) -> Vec<String> {
    let last = words.len().saturating_sub(1);
    words
        .into_iter()
        .enumerate()
        .map(|(position, word)| ended(word, position == last))
        .collect()
}

/// The feminine end in one form: *-ah* and *-eh* are *-a*, and so are *-at* and *-et*
/// where a word follows. A last *-e* may be that or silent.
fn ended(mut word: String, last: bool) -> String {
    let silent: &[char] = if last { &['h'] } else { &['h', 't'] };
    let feminine = word
        .strip_suffix(silent)
        .filter(|start| start.ends_with(['a', 'e']) && start.chars().count() >= 3);
    if let Some(start) = feminine {
        let vowel = start.len() - 1;
        word.truncate(vowel);
        word.push('a');
    }
    word
}

/// Consonants that romanisations confuse, each with the one that stands for both.
const KINDRED: [(char, char); 6] = [
    ('x', 'h'),
    ('z', 'd'),
    ('D', 'd'),
    ('g', 'k'),
    ('G', 'k'),
    ('j', 'k'),
];

/// The sound that stands for its kindred.
fn class(sound: char) -> char {
    KINDRED
        .iter()
        .find(|(kindred, _)| *kindred == sound)
        .map_or(sound, |(_, class)| *class)
}

/// Vowels, and the glides that are written like them.
fn is_vowel(sound: char) -> bool {
    matches!(sound, 'a' | 'e' | 'i' | 'u' | 'E' | 'w' | 'W' | 'y')
}

/// The coarse key: classes of consonants. That the name starts with a vowel is
/// kept, not with which.
pub(super) fn coarse(sounds: &[String]) -> String {
    let mut coarse = String::new();
    for (position, sound) in sounds.iter().flat_map(|word| word.chars()).enumerate() {
        match sound {
            'a' | 'e' | 'i' | 'u' | 'E' if position == 0 => coarse.push('a'),
            'w' | 'W' | 'y' if position == 0 => coarse.push(sound),
            _ if is_vowel(sound) || sound == HIATUS => {}
            _ => coarse.push(class(sound)),
        }
    }
    coarse
}

/// The fine key: sounds without the doubts that only closer comparison needs.
pub(super) fn fine(sounds: &str) -> String {
    sounds
        .chars()
        .map(|sound| match sound {
            'e' => 'a',
            'G' => 'g',
            'W' => 'w',
            _ => sound,
        })
        .collect()
}
