//! Dates of the Islamic calendar. They are read as such, so that nothing in
//! them is taken for a day or year of the common era, and say nothing more:
//! which day they are depends on where the moon was seen.

use super::tokens::Cursor;

/// Years of the Islamic calendar that reports bear: 1980 to 2077.
const YEARS: std::ops::RangeInclusive<u32> = 1400..=1500;

/// Names of months, folded; of those of two words the first.
const MONTHS: &[&str] = &[
    "muharram",
    "safar",
    "rabi",
    "rabia",
    "jumada",
    "rajab",
    "shaban",
    "ramadan",
    "ramadhan",
    "shawwal",
    "dhu",
    "dhul",
    "zul",
    "محرم",
    "المحرم",
    "صفر",
    "ربيع",
    "جمادي",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو",
    "ذي",
];

/// What follows the first word of a month of two.
const SECOND_WORDS: &[&str] = &[
    "al",
    "i",
    "ii",
    "awwal",
    "thani",
    "akhir",
    "akhirah",
    "ula",
    "qadah",
    "qidah",
    "hijjah",
    "hijja",
    "الاول",
    "الثاني",
    "الاخر",
    "الاولي",
    "الثانيه",
    "الاخره",
    "القعده",
    "الحجه",
];

/// Most words that a month is made of: "Rabi al-Awwal".
const MAX_SECOND_WORDS: usize = 2;

/// Reads a date of the Islamic calendar: "4 Shaban 1439", "04/08/1439",
/// "1439-08-04", "٤ شعبان ١٤٣٩ هـ".
pub(super) fn date(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = written(cursor)
        .or_else(|| day_first(cursor))
        .or_else(|| year_first(cursor))?;
    Some(end.skip_word(&["ah", "ه", "هجري", "هجريه"]))
}

fn year(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (year, after) = cursor.number(4..=4)?;
    YEARS.contains(&year).then_some(after)
}

fn written(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, day) = cursor.number(1..=2)?;
    let mut end = day.word(MONTHS)?;
    for _ in 0..MAX_SECOND_WORDS {
        end = end.skip_mark(&['-', '\'', '’']).skip_word(SECOND_WORDS);
    }
    let end = end.skip_mark(&[',', '،']);
    year(end)
}

fn day_first(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, day) = cursor.number(1..=2)?;
    let (_, month) = day.joint(&['/', '-', '.'])?.number(1..=2)?;
    year(month.joint(&['/', '-', '.'])?)
}

fn year_first(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, month) = year(cursor)?.joint(&['/', '-', '.'])?.number(1..=2)?;
    let (_, day) = month.joint(&['/', '-', '.'])?.number(1..=2)?;
    Some(day)
}
