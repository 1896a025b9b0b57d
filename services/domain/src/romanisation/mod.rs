//! Matching of names that knows how Arabic is romanised.
//!
//! One name has dozens of spellings: *Deir ez-Zor*, *Dayr al-Zawr*, *Deirezzor*,
//! *Дейр-эз-Зор*, *دير الزور*. A [`Key`] holds what they share, at three levels of
//! which each is coarser than the one before:
//!
//! | key | what it forgets | *Deir ez-Zour* | *Дейр-эз-Зор* | *دير الزور* |
//! | --- | --- | --- | --- | --- |
//! | folded | case, accents, apostrophes, hyphens | `deir ez zour` | `деир эз зор` | `دير الزور` |
//! | fine | the romaniser's choice of letters, the article, spaces | `dErzur` | `dErzur` | `ديرزور` |
//! | coarse | vowels, and which of some kindred consonants | `drdr` | `drdr` | `drdr` |
//!
//! An [`Index`] looks names up by them. The same folded form is certain and the same
//! fine key nearly so: doubtful are only the shortest names of which one has an article
//! (*Hama, al-Hama*), and those of which one is divided in front of a vowel (*Kefraya,
//! Kafr Aya*). Names that share only the coarse key are compared sound by sound
//! (`likeness`), and believed where they are close and no other bearer's name is.
//!
//! # The rules
//!
//! - **Article** (`words`): dropped in front of a word, whatever its vowel, assimilated
//!   to a sun letter or not, glued to the word or not: *al-Sham, ash-Sham, esh-Cham,
//!   Deir Ezzor, Addumayr, Jaishul Islam*.
//! - **Frequent words** (`words`) whose spellings no rule brings together: *ibn, bin,
//!   ben*; *Deir, Dayr, Der*; *Kafr, Kfar, Kefr*; *Beit, Bayt, Bet*; *Abdul, Abdel, Abd
//!   al-*. Others need no list: *Tal, Tell*; *Sheikh, Shaykh, Cheikh*.
//! - **Letter groups** (`latin`): English (*sh, kh, gh, j*), French (*ch, dj, ou, qu*),
//!   German (*sch, dsch*), Turkish (*ş, c, v*) and scholarly (*š, ǧ, ḫ*) letters for
//!   one sound; *q* is *k*, *o* is *u*, a *u* before a vowel is *w*, and doubled letters
//!   are one: *Suwayda, Sweida, Soueïda, Süveyda*.
//! - **Ends** (`sound`): *-ah, -eh* is *-a*, and so is the *-at* of a word that another
//!   follows: *Maarat, Maaret, Maarrat al-Numan*.
//! - **Arabic** (`arabic`): compared with Arabic in its own script, where the forms of
//!   alef, ya and ta marbuta are one; with other scripts by consonants and the vowels
//!   that Arabic writes, which are the long ones.
//! - **Cyrillic** (`cyrillic`): by the Latin letters that a Russian spelling stands
//!   for: *Джейш аль-Ислам, Хараста*.
//! - **What differs** (`likeness`): names are as far apart as the words in which they
//!   differ. *Sheikh Said* and *Sheikh Saad* are no likelier one name than *Said* and
//!   *Saad*, whatever the words beside them.
//! - **Syllables** (`likeness`): Arabic is believed to be what a romanisation says only
//!   where it could be spoken so, with ayn and hamza as consonants: *الزاهرة* is no
//!   *Zahra*, *الأربعين* no *Arbin*.
//! - **Abbreviations**: a word without vowels is no sound but letters: *YPG* is not
//!   *YPJ*.
//!
//! Translations (*Army of Islam*) and abbreviations (*HTS*) are no matter of romanisation:
//! they are names of their own in the lexicon. Nor are typing errors (*Harsata*):
//! [`Key::similarity`] compares the letters as they stand. The rules are measured
//! against it, and the names that they take for one another are listed, in
//! `tests/romanisation.rs`.

mod arabic;
mod cyrillic;
mod folding;
mod index;
mod latin;
mod likeness;
mod sound;
mod words;

pub use folding::folded;
pub use index::{Agreement, Candidate, Index, WEAK};

/// Longest name that has a key, in bytes of UTF-8. Longer texts are no names.
pub const MAX_NAME_BYTES: usize = 256;

/// What the spellings of a name share. See the module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    folded: String,
    fine: String,
    /// Whether the name is in Arabic script, and the fine key in its letters.
    arabic: bool,
    /// The sounds of its words, in the letters that all scripts share.
    words: Vec<String>,
    coarse: String,
    /// Whether an article stood in front.
    has_article: bool,
}

impl Key {
    /// The key of a name in any script; `None` for a text without letters and
    /// digits, or longer than [`MAX_NAME_BYTES`]. Time is linear, and a key is at
    /// most some tens of times longer than its name.
    pub fn of(name: &str) -> Option<Self> {
        if name.len() > MAX_NAME_BYTES {
            return None;
        }
        let folded = folding::folded(name);
        if folded.is_empty() {
            return None;
        }
        let (words, has_article) = words::words(name);
        let words = sound::of(words);
        let own = arabic::own_key(&folded);
        let coarse = sound::coarse(&words);
        let sounds = words.concat();
        Some(Self {
            arabic: own.is_some(),
            fine: own.unwrap_or_else(|| {
                if sounds.is_empty() {
                    folded.clone()
                } else {
                    sound::fine(&sounds)
                }
            }),
            words,
            coarse,
            has_article,
            folded,
        })
    }

    /// The name in lower case, without accents, apostrophes and hyphens, words
    /// apart by one space; in Arabic, with the forms of a letter as one.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The fine key: spellings that differ by the romaniser's choice of letters
    /// have the same one. In Arabic letters where the name is.
    pub fn fine(&self) -> &str {
        &self.fine
    }

    /// The coarse key: consonants in kindred classes. Names in different scripts
    /// can be compared by it.
    pub fn coarse(&self) -> &str {
        &self.coarse
    }

    /// How like the spelling of the other name is to this one, 0 to 1. 1 where the
    /// folded forms agree, 0.9 to 0.95 where the fine keys do, 0.6 to 0.85 where the
    /// coarse keys do and the rest is close, 0.3 to 0.5 where either is in doubt, and 0
    /// otherwise. Symmetric.
    pub fn likeness(&self, other: &Self) -> f32 {
        Agreement::between(self, other).map_or(0.0, |agreement| agreement.score(self, other))
    }

    /// How like the letters of two names are whose keys need not agree, as a score of
    /// [`Agreement::Similar`]: 0.1 to 0.15, by the share of letters that were put in,
    /// left out, changed or swapped with their neighbour; `None` where these are more
    /// than three in ten. Symmetric.
    pub fn similarity(&self, other: &Self) -> Option<f32> {
        let alike = likeness::letters_alike(self, other);
        (alike >= likeness::LEAST_ALIKE).then(|| Agreement::Similar.score(self, other))
    }
}

#[cfg(test)]
mod tests;
