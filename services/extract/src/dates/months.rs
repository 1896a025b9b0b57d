//! Names of the months, in the languages that reports on Syria are written in.

use std::{collections::HashMap, sync::LazyLock};

use crate::folding::fold;

/// A month as a word names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// 1 to 12.
    pub(super) number: i8,
    pub(super) spelling: Spelling,
}

/// How far a word is to be trusted as the name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// An English name that means nothing else.
    Name,
    /// An English name that is also a common word: "may", "march".
    CommonWord,
    /// An English abbreviation.
    Short,
    /// A name in another language: only full dates are read in those.
    Foreign,
}

const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const SHORT: [&str; 12] = [
    "jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec",
];

/// For each month, its names in French, German, Spanish, Turkish, Russian (as
/// in a date) and Arabic (of the Levant, then of Egypt, then of the Maghreb).
/// Those of two words are in [`of_two_words`].
const FOREIGN: [&str; 12] = [
    "janvier janv januar jänner enero ocak января يناير جانفي",
    "février févr fevr februar febrero şubat февраля شباط فبراير فيفري",
    "mars märz maerz marzo mart марта آذار مارس",
    "avril avr abril nisan апреля نيسان أبريل إبريل أفريل",
    "mai mayo mayıs мая أيار مايو ماي",
    "juin juni junio haziran июня حزيران يونيو يونيه جوان",
    "juillet juil juli julio temmuz июля تموز يوليو يوليه جويلية",
    "août agosto ağustos августа آب أغسطس أوت",
    "septembre septiembre setiembre eylül сентября أيلول سبتمبر",
    "octobre oktober okt octubre ekim октября أكتوبر",
    "novembre noviembre kasım ноября نوفمبر",
    "décembre déc dezember dez diciembre dic aralık декабря ديسمبر",
];

static NAMES: LazyLock<HashMap<String, Month>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (table, spelling) in [
        (&FOREIGN, Spelling::Foreign),
        (&SHORT, Spelling::Short),
        (&ENGLISH, Spelling::Name),
    ] {
        for (words, number) in table.iter().zip(1_i8..) {
            for word in words.split_whitespace() {
                let spelling = match word {
                    "may" | "march" => Spelling::CommonWord,
                    _ => spelling,
                };
                names.insert(fold(word), Month { number, spelling });
            }
        }
    }
    names
});

/// The longest name, in bytes.
const MAX_BYTES: usize = 18;

/// The month that a folded word names.
pub(super) fn named(word: &str) -> Option<Month> {
    if !(3..=MAX_BYTES).contains(&word.len()) {
        return None;
    }
    NAMES.get(word).copied()
}

/// The Levant's months of two words, folded.
pub(super) fn of_two_words(first: &str, second: &str) -> Option<Month> {
    let number = match (first, second) {
        ("كانون", "الثاني") => 1,
        ("تشرين", "الاول") => 10,
        ("تشرين", "الثاني") => 11,
        ("كانون", "الاول") => 12,
        _ => return None,
    };
    Some(Month {
        number,
        spelling: Spelling::Foreign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_languages() {
        for (word, number) in [
            ("April", 4),
            ("Sept", 9),
            ("août", 8),
            ("März", 3),
            ("KASIM", 11),
            ("Ağustos", 8),
            ("мая", 5),
            ("آذار", 3),
            ("أغسطس", 8),
        ] {
            assert_eq!(named(&fold(word)).map(|m| m.number), Some(number), "{word}");
        }
        assert!(NAMES.keys().all(|name| name.len() <= MAX_BYTES));
        assert_eq!(named("may").map(|m| m.spelling), Some(Spelling::CommonWord));
        assert_eq!(named("maybe"), None);
    }
}
