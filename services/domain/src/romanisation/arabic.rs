//! Names in Arabic script: one form for what writers mix, and the sounds that the
//! letters stand for.

/// An Arabic letter in the form that all its variants share; `None` for what is
/// no letter but stretches a word. Other characters are returned as they are.
pub(super) fn unified(letter: char) -> Option<char> {
    Some(match letter {
        'ـ' | 'ء' | '\u{200c}' | '\u{200d}' | '\u{200e}' | '\u{200f}' => return None,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' | 'ې' => 'ي',
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ھ' => 'ه',
        'ؤ' | 'ۆ' => 'و',
        'ک' | 'ڪ' => 'ك',
        'گ' => 'ق',
        'پ' => 'ب',
        'چ' => 'ج',
        'ژ' => 'ز',
        'ڤ' => 'ف',
        '٠' | '۰' => '0',
        '١' | '۱' => '1',
        '٢' | '۲' => '2',
        '٣' | '۳' => '3',
        '٤' | '۴' => '4',
        '٥' | '۵' => '5',
        '٦' | '۶' => '6',
        '٧' | '۷' => '7',
        '٨' | '۸' => '8',
        '٩' | '۹' => '9',
        _ => letter,
    })
}

/// Whether the text has an Arabic letter.
pub(super) fn is_arabic(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// Whether the character is an Arabic letter.
pub(super) fn is_letter(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{6d5}')
}

/// The fine key of a name in Arabic script, from its folded form: without articles
/// and spaces. `None` for other scripts.
pub(super) fn own_key(folded: &str) -> Option<String> {
    is_arabic(folded).then(|| folded.split(' ').map(without_article).collect())
}

/// A word without its article; `والأنصار` loses the article behind its `و` too.
pub(super) fn without_article(word: &str) -> &str {
    [("وال", 3), ("ال", 2)]
        .iter()
        .filter_map(|(article, shortest)| Some((word.strip_prefix(article)?, *shortest)))
        .find(|(rest, shortest)| rest.chars().count() >= *shortest)
        .map_or(word, |(rest, _)| rest)
}

/// The consonants, by the sound that Latin letters have in their table; `D` for
/// those that are romanised *d*, *dh* or *z*.
const CONSONANTS: [(char, char); 24] = [
    ('ب', 'b'),
    ('ت', 't'),
    ('ث', 't'),
    ('ج', 'j'),
    ('ح', 'h'),
    ('خ', 'x'),
    ('د', 'd'),
    ('ذ', 'D'),
    ('ر', 'r'),
    ('ز', 'z'),
    ('س', 's'),
    ('ش', 'c'),
    ('ص', 's'),
    ('ض', 'D'),
    ('ط', 't'),
    ('ظ', 'D'),
    ('غ', 'g'),
    ('ف', 'f'),
    ('ق', 'k'),
    ('ك', 'k'),
    ('ل', 'l'),
    ('م', 'm'),
    ('ن', 'n'),
    ('ه', 'h'),
];

/// An ayn or hamza inside a word: a consonant that other scripts do not write.
pub(super) const HIATUS: char = '\'';

/// The sounds of a word without its article: consonants, and vowels where they
/// are written. The word is in the letters of [`super::folding::letters`], where
/// hamza and ta marbuta are still themselves.
///
/// A vowel at the start is written with a letter that says little of it: it counts
/// in the first word of a name only.
pub(super) fn sounds(word: &str, first_word: bool) -> String {
    let mut sounds = String::with_capacity(word.len());
    let mut letters = word.chars().filter(|letter| *letter != 'ـ').peekable();
    let mut position = 0;
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let first = position == 0;
        position += 1;
        match letter {
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ع' if first => {
                let written_by_next = matches!(next, Some('و' | 'ي' | 'ی' | 'ا'));
                if first_word && !written_by_next {
                    sounds.push('a');
                }
            }
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ة' => sounds.push('a'),
            'ى' if next.is_none() => sounds.push('a'),
            // At the end mostly a ta marbuta without its dots.
            'ه' if next.is_none() && position > 2 => sounds.push('a'),
            'ع' | 'ء' | 'ئ' | 'ؤ' => sounds.push(HIATUS),
            'و' | 'ۆ' => sounds.push(glide('w', 'u', first, next)),
            'ي' | 'ی' | 'ى' => sounds.push(glide('y', 'i', first, next)),
            // Spoken, and often written, with n.
            'م' if next == Some('ب') => sounds.push('n'),
            _ => sounds.extend(unified(letter).map(consonant)),
        }
    }
    sounds
}

/// `و` and `ي` are consonants at the start and in front of a vowel.
fn glide(consonant: char, vowel: char, first: bool, next: Option<char>) -> char {
    let before_vowel = matches!(next, Some('ا' | 'أ' | 'آ' | 'ة' | 'ى' | 'و' | 'ي' | 'ی'));
    if first || before_vowel {
        consonant
    } else {
        vowel
    }
}

fn consonant(letter: char) -> char {
    CONSONANTS
        .iter()
        .find(|(arabic, _)| *arabic == letter)
        .map_or(letter, |(_, sound)| *sound)
}
