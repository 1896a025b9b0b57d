//! What grammar does to a name: Arabic writes "and", "in" and "for" as one with it
//! (and "so", which before a name is rarer than a word that looks so),
//! Russian gives it the ending of its case, and English a plural or possessive s.
//! Words are in their folded form.

use std::{borrow::Cow, iter};

/// Fewest letters of a name that Arabic particles are taken off.
const SHORTEST_AFTER_PREFIX: usize = 3;

/// Fewest letters that Russian endings are taken off.
const SHORTEST_STEM: usize = 3;

/// Endings of Russian adjectives as they are listed.
const ENDINGS_OF_ADJECTIVES: [&str; 8] = ["ая", "яя", "ыи", "ии", "ои", "ое", "ые", "ие"];

/// Endings of Russian nouns as they are listed. Those in other vowels have no cases.
const ENDINGS_OF_NOUNS: [&str; 6] = ["а", "я", "ы", "и", "ь", "и"];

/// All endings of Russian cases.
const ENDINGS: [&str; 43] = [
    "а", "я", "у", "ю", "ы", "и", "е", "ь", "ом", "ем", "ои", "еи", "ою", "ею", "ам", "ям", "ах",
    "ях", "ов", "ев", "ыи", "ии", "ая", "яя", "ую", "юю", "ое", "ее", "ые", "ие", "ым", "им", "ых",
    "их", "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ью",
];

/// A word of a listed name without the ending that its case gives it.
pub(super) fn stem(word: &str, is_last: bool) -> &str {
    if !is_cyrillic(word) {
        return word;
    }
    let adjective = ENDINGS_OF_ADJECTIVES.iter().filter(|_| !is_last);
    let mut stems = adjective
        .chain(&ENDINGS_OF_NOUNS)
        .filter_map(|ending| word.strip_suffix(ending));
    let stem = stems.find(|stem| stem.chars().count() >= SHORTEST_STEM);
    stem.unwrap_or(word)
}

/// What a word may stand for as a word of a name, itself first, and whether it can
/// only be the last word then.
pub(super) fn forms(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let without_s = word.strip_suffix('s').map(|name| (name, true));
    let endings: &[&str] = if is_cyrillic(word) { &ENDINGS } else { &[] };
    let stems = endings.iter().filter_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= SHORTEST_STEM).then_some((stem, false))
    });
    iter::once((word, false)).chain(without_s).chain(stems)
}

/// An Arabic word without the particles that may be written in front of a name, and
/// how many letters they are.
pub(super) fn without_prefixes(word: &str) -> impl Iterator<Item = (Cow<'_, str>, usize)> {
    let is_arabic = matches!(word.chars().next(), Some('و' | 'ب' | 'ك' | 'ل'));
    let words = is_arabic.then_some(word);
    words
        .into_iter()
        .flat_map(|word| {
            let after_and = word.strip_prefix('و').map(|rest| (rest, 1));
            iter::once((word, 0)).chain(after_and)
        })
        .flat_map(|(word, letters)| {
            let itself = (letters > 0).then_some((Cow::Borrowed(word), letters));
            let preposition = word
                .strip_prefix(['ب', 'ك', 'ل'])
                .map(|rest| (Cow::Borrowed(rest), letters + 1));
            // For the: the article loses its alef.
            let for_the = word
                .strip_prefix("لل")
                .map(|rest| (Cow::Owned(format!("ال{rest}")), letters + 1));
            itself.into_iter().chain(preposition).chain(for_the)
        })
        .filter(|(name, _)| name.chars().count() >= SHORTEST_AFTER_PREFIX)
}

fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|letter| matches!(letter, 'Ѐ'..='ӿ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_cases_have_the_stem_of_the_listed_form() {
        for (listed, cases) in [
            ("хомс", "хомс хомса хомсу хомсом хомсе"),
            ("дума", "дума думы думе думу думои"),
            ("дараия", "дараия дараии дараию дараиеи"),
            ("мадая", "мадая мадаи мадаю"),
            ("алеппо", "алеппо"),
            ("камышлы", "камышлы"),
        ] {
            let stem = stem(listed, true);
            for case in cases.split(' ') {
                assert!(forms(case).any(|(form, _)| form == stem), "{case}");
            }
        }
        let eastern = stem("восточная", false);
        for case in ["восточнои", "восточную", "восточная"] {
            assert!(forms(case).any(|(form, _)| form == eastern), "{case}");
        }
        assert!(!forms("хомяк").any(|(form, _)| form == "хомс"));
    }

    #[test]
    fn arabic_particles_come_off() {
        let names = |word| without_prefixes(word).collect::<Vec<_>>();
        let has = |word, name: &str, letters| {
            let found = names(word);
            assert!(
                found.iter().any(|(n, l)| n == name && *l == letters),
                "{word}: {found:?}"
            );
        };
        has("ودوما", "دوما", 1);
        has("بحرستا", "حرستا", 1);
        has("وبدوما", "دوما", 2);
        has("للغوطه", "الغوطه", 1);
        has("والغوطه", "الغوطه", 1);
        assert_eq!(names("بلد"), []);
        has("بحمص", "حمص", 1);
        assert_eq!(names("دوما"), []);
    }

    #[test]
    fn an_english_s_ends_a_name() {
        let all: Vec<(&str, bool)> = forms("harastas").collect();
        assert_eq!(all, [("harastas", false), ("harasta", true)]);
    }
}
