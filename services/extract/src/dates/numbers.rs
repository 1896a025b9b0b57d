//! Numbers in words.

use super::tokens::Cursor;

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// All words that a number may start with.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    [UNITS, TENS, ORDINALS, &["thirtieth"]]
        .into_iter()
        .flatten()
        .copied()
}

fn position(table: &[&str], cursor: Cursor<'_>) -> Option<u32> {
    let token = cursor.token()?;
    let position = table.iter().position(|word| token.is(word))?;
    u32::try_from(position).ok()
}

/// Reads a number up to ninety-nine: "two", "twenty-one", "a dozen"; "a" and
/// "an" are one, "a couple of" two.
pub(super) fn count(cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some(unit) = position(UNITS, cursor) {
        return Some((unit, cursor.next()));
    }
    if let Some(tens) = position(TENS, cursor) {
        let tens = (tens + 2) * 10;
        let after = cursor.next();
        let unit = after.skip_mark(&['-']);
        return match position(UNITS, unit).filter(|unit| (1..=9).contains(unit)) {
            Some(value) => Some((tens + value, unit.next())),
            None => Some((tens, after)),
        };
    }
    if let Some(after) = cursor.one_phrase(&["a couple of", "a couple", "couple of"]) {
        return Some((2, after));
    }
    if let Some(after) = cursor.phrase("a dozen") {
        return Some((12, after));
    }
    Some((1, cursor.word(&["a", "an"])?))
}

/// Reads a day of the month in words: "first", "twenty-first", "thirtieth".
pub(super) fn ordinal_day(cursor: Cursor<'_>) -> Option<(u32, Cursor<'_>)> {
    if let Some(unit) = position(ORDINALS, cursor) {
        return Some((unit + 1, cursor.next()));
    }
    if let Some(after) = cursor.word(&["thirtieth"]) {
        return Some((30, after));
    }
    let tens = position(&["twenty", "thirty"], cursor)?;
    let unit = cursor.next().skip_mark(&['-']);
    let value = (tens + 2) * 10 + position(ORDINALS, unit)? + 1;
    (value <= 31).then(|| (value, unit.next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::tokens::tokens;

    #[test]
    fn numbers_up_to_ninety_nine() {
        for (text, value) in [
            ("two days", 2),
            ("a week", 1),
            ("twenty-one days", 21),
            ("Forty days", 40),
            ("a couple of days", 2),
            ("a dozen", 12),
        ] {
            let tokens = tokens(text);
            let found = count(Cursor::new(&tokens)).map(|(value, _)| value);
            assert_eq!(found, Some(value), "{text}");
        }
    }

    #[test]
    fn days_of_the_month() {
        for (text, value) in [
            ("first", Some(1)),
            ("twenty-first", Some(21)),
            ("thirtieth", Some(30)),
            ("thirty-first", Some(31)),
            ("thirty-second", None),
            ("twenty", None),
        ] {
            let tokens = tokens(text);
            let found = ordinal_day(Cursor::new(&tokens)).map(|(value, _)| value);
            assert_eq!(found, value, "{text}");
        }
    }
}
