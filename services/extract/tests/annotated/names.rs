//! When two names are one, and when two quotes speak of the same stretch.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use sulh_extract::Lexicon;
use unicode_normalization::UnicodeNormalization;

/// How sides without a name of their own are named by their place.
const UNNAMED: [&str; 2] = ["armed opposition of ", "residents of "];

/// The lower-case letters and digits of a name, without diacritics.
pub(crate) fn letters(name: &str) -> String {
    name.nfkd()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// One form of an actor's name; an unnamed side's place goes by its canonical
/// name.
pub(crate) fn actor(name: &str) -> String {
    UNNAMED
        .iter()
        .find_map(|side| Some((side, name.strip_prefix(side)?)))
        .map_or_else(
            || letters(name),
            |(side, of)| format!("{side}{}", place(of)),
        )
}

/// One form of a place's names: its canonical one.
pub(crate) fn place(name: &str) -> String {
    static CANONICAL: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let places = Lexicon::shipped().places();
        let others = places.iter().flat_map(|place| {
            let names = place.names.iter().filter(|name| !name.weak);
            names.map(|name| (letters(&name.name), letters(&place.name)))
        });
        // A place's own name goes before another's alias.
        let own = places
            .iter()
            .map(|place| (letters(&place.name), letters(&place.name)));
        others.chain(own).collect()
    });
    let name = letters(name);
    CANONICAL.get(&name).cloned().unwrap_or(name)
}

/// Actors' names in one form.
pub(crate) fn actors<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> HashSet<String> {
    names.into_iter().map(|name| actor(name.as_ref())).collect()
}

/// Places' names in one form.
pub(crate) fn places<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> HashSet<String> {
    names.into_iter().map(|name| place(name.as_ref())).collect()
}

/// A text with one space in place of any white space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two quotes speak of the same stretch of text: one holds the other, or
/// most words of the shorter one.
pub(crate) fn overlap(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (text, other_text) = (one.join(" "), other.join(" "));
    if text.contains(&other_text) || other_text.contains(&text) {
        return true;
    }
    let one: HashSet<String> = one.into_iter().collect();
    let other: HashSet<String> = other.into_iter().collect();
    let shared = one.intersection(&other).count();
    shared * 5 >= one.len().min(other.len()) * 3
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn spellings_of_a_name_are_one() {
    assert_eq!(
        letters("Hay’at Taḥrīr al-Shām"),
        letters("Hay'at Tahrir al Sham")
    );
    assert_eq!(
        actor("armed opposition of Deraa"),
        actor("armed opposition of Dara'a")
    );
    assert_eq!(place("al-Yarmouk camp"), place("Yarmouk"));
    assert_ne!(
        actor("residents of Yarmouk"),
        actor("armed opposition of Yarmouk")
    );
}

#[test]
fn quotes_overlap_by_most_of_the_shorter_ones_words() {
    let sentence = "The first buses left the town on Sunday, bound for the north.";
    assert!(overlap(sentence, "buses left the town"));
    assert!(overlap(sentence, "buses, left for the north"));
    assert!(!overlap(sentence, "the town council met the army's envoys"));
    assert!(!overlap(sentence, "—"));
}
