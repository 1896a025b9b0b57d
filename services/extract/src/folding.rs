//! One form for the many spellings of a name: lower case, without diacritics
//! and apostrophes, words apart by one space.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a text, folded, with the way back to the original.
///
/// A word of plain letters is read from the text in lower case, where it stands
/// at the same place; what other words fold to stands behind it. So most texts
/// are folded in one go, without looking at characters.
pub(crate) struct FoldedWords {
    forms: String,
    words: Vec<Word>,
}

/// One word: where its folded form stands, and where it is written in the text.
#[derive(Clone, Debug)]
struct Word {
    form: Range<u32>,
    written: Range<u32>,
}

impl FoldedWords {
    /// Folds a text; what follows 2 GiB is left out. Time and space are linear.
    pub(crate) fn of(original: &str) -> Self {
        const LONGEST: usize = 1 << 31;
        let original = match original.get(..original.floor_char_boundary(LONGEST)) {
            Some(start) => start,
            None => original,
        };
        let mut folded = Self {
            forms: original.to_ascii_lowercase(),
            words: Vec::with_capacity(original.len() / 5),
        };
        let mut start = 0;
        let mut is_plain = true;
        for (at, byte) in original.bytes().enumerate() {
            if byte.is_ascii_alphanumeric() {
                continue;
            }
            if !byte.is_ascii() || is_apostrophe(char::from(byte)) {
                is_plain = false;
                continue;
            }
            folded.add(original, start..at, is_plain);
            start = at + 1;
            is_plain = true;
        }
        folded.add(original, start..original.len(), is_plain);
        folded
    }

    /// Adds what stands between two ASCII characters that part words.
    fn add(&mut self, original: &str, written: Range<usize>, is_plain: bool) {
        if written.is_empty() {
            return;
        }
        if is_plain {
            let range = narrow(written.start)..narrow(written.end);
            self.words.push(Word {
                form: range.clone(),
                written: range,
            });
            return;
        }
        let text = original.get(written.clone()).unwrap_or_default();
        // What follows tells a possessive from an ayn.
        let mut word: Option<Word> = None;
        let (forms, words) = (&mut self.forms, &mut self.words);
        each_folded(text, |character, start, end| match character {
            '\u{0}' => {}
            ' ' => words.extend(word.take()),
            _ => {
                let from = narrow(forms.len());
                forms.push(character);
                let word = word.get_or_insert_with(|| Word {
                    form: from..from,
                    written: narrow(written.start + start)..0,
                });
                word.form.end = narrow(forms.len());
                word.written.end = narrow(written.start + end);
            }
        });
        words.extend(word);
    }

    /// What stands in the original between a word and the next one.
    pub(crate) fn between<'a>(&self, at: usize, original: &'a str) -> Option<&'a str> {
        let (word, next) = (self.words.get(at)?, self.words.get(at + 1)?);
        original.get(word.written.end as usize..next.written.start as usize)
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word in its folded form.
    pub(crate) fn form(&self, at: usize) -> Option<&str> {
        let form = &self.words.get(at)?.form;
        self.forms.get(form.start as usize..form.end as usize)
    }

    /// Where a word stands in the original.
    pub(crate) fn written(&self, at: usize) -> Option<Range<usize>> {
        let written = &self.words.get(at)?.written;
        Some(written.start as usize..written.end as usize)
    }
}

/// Folding may make a long text of rare letters longer than 4 GiB; its end has no
/// names then.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Nothing longer is a name; folding can make a text twelve times as long.
const MAX_NAME_BYTES: usize = 64 * 1024;

/// Folds a name to look it up: like [`Folded::of`], without the leading space
/// and without what follows 64 KiB.
pub(crate) fn fold(name: &str) -> String {
    let cut = name.floor_char_boundary(MAX_NAME_BYTES);
    let name = name.get(..cut).unwrap_or_default();
    let mut folded = String::with_capacity(name.len());
    let mut is_apart = false;
    each_folded(name, |character, _, _| match character {
        '\u{0}' => {}
        ' ' => is_apart = !folded.is_empty(),
        _ => {
            if std::mem::take(&mut is_apart) {
                folded.push(' ');
            }
            folded.push(character);
        }
    });
    folded
}

/// Gives each folded character with where its original starts and ends.
fn each_folded(original: &str, mut give: impl FnMut(char, usize, usize)) {
    for (start, character) in original.char_indices() {
        let end = start + character.len_utf8();
        if character.is_ascii_alphanumeric() {
            give(character.to_ascii_lowercase(), start, end);
            continue;
        }
        if is_apostrophe(character) {
            if ends_possessive(original.get(end..).unwrap_or_default()) {
                give(' ', start, end);
            }
            continue;
        }
        if character.is_ascii() {
            give(' ', start, end);
            continue;
        }
        if let Some(folded) = fold_frequent(character) {
            give(folded, start, end);
            continue;
        }
        for part in character.nfkd().filter(|part| !is_combining_mark(*part)) {
            for lower in part.to_lowercase() {
                give(fold_letter(lower), start, end);
            }
        }
    }
}

/// The frequent letters of other scripts, as the general way folds them: nothing is
/// `U+0000`.
fn fold_frequent(character: char) -> Option<char> {
    Some(match character {
        'а'..='и' | 'к'..='я' => character,
        'А'..='И' | 'К'..='Я' => char::from_u32(u32::from(character) + 32)?,
        'й' | 'Й' => 'и',
        'أ' | 'إ' | 'آ' => 'ا',
        'ؤ' => 'و',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ـ' | '\u{64b}'..='\u{65f}' => '\u{0}',
        'ء'..='غ' | 'ف'..='ي' => character,
        _ => return None,
    })
}

fn fold_letter(character: char) -> char {
    match character {
        // Letters that have no decomposition.
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        // Arabic spellings that writers mix.
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ـ' => '\u{0}',
        _ if character.is_alphanumeric() => character,
        _ => ' ',
    }
}

/// Apostrophes stand for ayn and hamza inside a word.
pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | 'ʽ' | '′'
    )
}

fn ends_possessive(rest: &str) -> bool {
    let mut rest = rest.chars();
    rest.next() == Some('s') && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_fold_to_one() {
        for name in [
            "Hay’at Tahrir al-Sham",
            "HAYAT TAHRIR AL SHAM",
            "Hay'at Tahrīr al–Shām",
        ] {
            assert_eq!(fold(name), "hayat tahrir al sham", "{name}");
        }
        assert_eq!(fold("Dara’a’s"), "daraa s");
        assert_eq!(fold("أحرار الشّام"), fold("احرار الشام"));
    }

    #[test]
    fn the_way_back_quotes_the_original() {
        let text = "In Ḥarastā’s  east—Dar’a";
        let words = FoldedWords::of(text);
        let all: Vec<(&str, &str)> = (0..words.len())
            .map(|at| {
                let written = text.get(words.written(at).unwrap()).unwrap();
                (words.form(at).unwrap(), written)
            })
            .collect();
        assert_eq!(
            all,
            [
                ("in", "In"),
                ("harasta", "Ḥarastā"),
                ("s", "s"),
                ("east", "east"),
                ("dara", "Dar’a")
            ]
        );
    }

    #[test]
    fn frequent_letters_fold_as_all_others_do() {
        for character in '\u{80}'..='\u{2fff}' {
            let Some(frequent) = fold_frequent(character) else {
                continue;
            };
            let general: String = character
                .nfkd()
                .filter(|part| !is_combining_mark(*part))
                .flat_map(char::to_lowercase)
                .map(fold_letter)
                .filter(|part| *part != '\u{0}')
                .collect();
            let expected: String = Some(frequent)
                .filter(|c| *c != '\u{0}')
                .into_iter()
                .collect();
            assert_eq!(general, expected, "{character}");
        }
    }

    #[test]
    fn words_of_a_text_fold_as_a_name_does() {
        for text in [
            "Hay’at Tahrir al-Sham’s ‘men’ …",
            "rock'n'roll's, 'a' d's 's",
            "ودوما، والغوطة الشرقيّة",
            "Ёлка в Дейр-эз-Зоре",
            "½ ﬁn Ⅻ",
        ] {
            let words = FoldedWords::of(text);
            let all: Vec<&str> = (0..words.len()).filter_map(|at| words.form(at)).collect();
            assert_eq!(all.join(" "), fold(text));
        }
    }
}
