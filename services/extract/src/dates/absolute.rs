//! Dates that say year, month and day.

use jiff::civil::{Date, Weekday};

use super::{
    YEARS,
    months::{Month, Spelling},
    numbers,
    tokens::{Cursor, Kind},
};

/// Written after the number of a day: "20th", "1er", "20.".
const SUFFIXES: &[&str] = &["st", "nd", "rd", "th", "er", "º", "ª"];

/// Marks between the parts of a date in numbers.
const JOINTS: &[char] = &['-', '/', '.'];

/// Reads a full date, with the weekday before it: "20 April 2018", "Fri Apr
/// 20, 2018", "2018-04-20T08:41:00+02:00", "20.04.2018", "20 نيسان/أبريل 2018".
pub(super) fn date(cursor: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (weekday, at) = weekday_before(cursor);
    year_first(at)
        .or_else(|| in_numbers(at, weekday))
        .or_else(|| day_month_year(at))
        .or_else(|| month_day_year(at))
}

/// Reads the weekday that introduces a date, if there is one: "Friday, ",
/// "Fri. ", "Friday the ".
pub(super) fn weekday_before(cursor: Cursor<'_>) -> (Option<Weekday>, Cursor<'_>) {
    let Some((day, after)) = cursor.weekday() else {
        return (None, cursor);
    };
    let after = after.skip_mark(&[',', '.', '،']).skip_word(&["the", "le"]);
    (Some(day.weekday), after)
}

/// Reads a year of the common era.
pub(super) fn year(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let (year, after) = cursor.number(4..=4)?;
    let is_part_of_number = after
        .joint(&[',', '.', '/', ':'])
        .is_some_and(|next| next.token().is_some_and(|token| token.is_number()));
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    (!is_part_of_number).then_some((year, after))
}

/// Reads the day of a month: "20", "20th", "the 20th", "twentieth".
pub(super) fn day(cursor: Cursor<'_>) -> Option<(i8, Cursor<'_>)> {
    let cursor = cursor.skip_word(&["the"]);
    let (day, after) = match cursor.number(1..=2) {
        Some((day, after)) => (day, day_suffix(cursor, after)?),
        None => numbers::ordinal_day(cursor)?,
    };
    let day = i8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    Some((day, after))
}

/// The place after a day's number and its suffix; `None` where the number is
/// part of another word or number: "$20", "155mm".
fn day_suffix<'a>(number: Cursor<'a>, after: Cursor<'a>) -> Option<Cursor<'a>> {
    if number.touching().is_some()
        && number
            .before()
            .is_some_and(|before| before.is_mark(&['$', '€', '£', '#', '.', ',', ':']))
    {
        return None;
    }
    let Some(token) = after.token().filter(|token| !token.is_apart) else {
        return Some(after);
    };
    match token.kind {
        Kind::Word if token.is_one_of(SUFFIXES) => Some(after.next()),
        Kind::Word => after.month().map(|_| after),
        Kind::Mark('º' | 'ª') => Some(after.next()),
        Kind::Mark('%' | '$' | '€' | '£' | '°') | Kind::Number { .. } => None,
        Kind::Mark(_) => Some(after),
    }
}

/// Reads a month that stands with a day: "April", "Apr.", "نيسان/أبريل".
pub(super) fn month(cursor: Cursor<'_>) -> Option<(Month, Cursor<'_>)> {
    let (month, after) = cursor.month()?;
    let after = match month.spelling {
        Spelling::Short | Spelling::Foreign => after.skip_mark(&['.']),
        Spelling::Name | Spelling::CommonWord => after,
    };
    // Arab media give the Levant's name and Egypt's side by side.
    let twin = after.mark(&['/', '(']).and_then(|twin| twin.month());
    match twin {
        Some((other, end)) if other.number == month.number => Some((month, end.skip_mark(&[')']))),
        _ => Some((month, after)),
    }
}

/// "2018-04-20", "2018/4/20", "2018 April 20", with a time of day.
fn year_first(cursor: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    if touches_number(cursor) {
        return None;
    }
    let (year, after) = cursor.number(4..=4)?;
    let year = i16::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    let (month, day, end) = match after.joint(JOINTS).and_then(|at| at.number(1..=2)) {
        Some((month, after_month)) => {
            let (day, end) = after_month.joint(JOINTS)?.number(1..=2)?;
            (i8::try_from(month).ok()?, i8::try_from(day).ok()?, end)
        }
        None => {
            let (month, after_month) = month(after.skip_mark(&[',', '-', '/']))?;
            let (day, end) = day(after_month.skip_mark(&['-', '/']))?;
            (month.number, day, end)
        }
    };
    let end = time(end);
    if is_touched_by_number(end) {
        return None;
    }
    Some((civil(year, month, day)?, end))
}

/// Reads the time of day after a date in the manner of ISO 8601, if it is
/// there: "T08:41:00.000+02:00".
fn time(date: Cursor<'_>) -> Cursor<'_> {
    let Some((_, mut end)) = date
        .touching()
        .and_then(|at| at.word(&["t"]))
        .and_then(|at| at.number(1..=6))
    else {
        return date;
    };
    while let Some((_, next)) = end
        .joint(&[':', '.', '+', '-'])
        .and_then(|at| at.number(1..=9))
    {
        end = next;
    }
    end.touching().and_then(|at| at.word(&["z"])).unwrap_or(end)
}

/// "20.04.2018", "20/4/2018", "20-04-2018": the day comes first, as in the
/// region and in Europe. Where only the other order gives a date, or a date
/// that falls on the weekday named before it, the month does.
fn in_numbers(cursor: Cursor<'_>, weekday: Option<Weekday>) -> Option<(Date, Cursor<'_>)> {
    if touches_number(cursor) {
        return None;
    }
    let (first, after) = cursor.number(1..=2)?;
    let (second, after) = after.joint(JOINTS)?.number(1..=2)?;
    let (year, end) = after.joint(JOINTS)?.number(4..=4)?;
    if is_touched_by_number(end) {
        return None;
    }
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let by_day = civil(year, second, first);
    let by_month = civil(year, first, second);
    let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
    let date = by_day
        .filter(fits)
        .or_else(|| by_month.filter(fits))
        .or(by_day)
        .or(by_month)?;
    Some((date, end))
}

/// "20 April 2018", "the 20th of April, 2018", "20-Apr-2018", "20. April
/// 2018", "20 de abril de 2018".
fn day_month_year(cursor: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (day, after) = day(cursor)?;
    let after = after
        .skip_mark(&['.', '-', '/', ','])
        .skip_word(&["of", "de"]);
    let (month, after) = month(after)?;
    let after = after
        .skip_mark(&['.', ',', '-', '/', '،'])
        .skip_word(&["of", "de", "del"]);
    let (year, end) = year(after)?;
    Some((civil(year, month.number, day)?, end))
}

/// "April 20, 2018", "April the 20th 2018", "Apr 202018" where a comma was
/// lost, "april-20-2018".
fn month_day_year(cursor: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (month, after) = month(cursor)?;
    if let Some((run, end)) = after.number(5..=6) {
        return Some((
            civil(run % 10_000, month.number, i8::try_from(run / 10_000).ok()?)?,
            end,
        ));
    }
    let (day, after) = day(after.skip_mark(&['-']))?;
    let after = after.skip_mark(&[',', '-', '،', '.']).skip_word(&["of"]);
    let (year, end) = year(after)?;
    Some((civil(year, month.number, day)?, end))
}

fn civil(year: impl TryInto<i16>, month: i8, day: i8) -> Option<Date> {
    let year = year.try_into().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month, day).ok()
}

/// Whether a number goes on before a date in numbers: an address, a version.
fn touches_number(cursor: Cursor<'_>) -> bool {
    let Some(before) = cursor.touching().and_then(|cursor| cursor.before()) else {
        return false;
    };
    before.is_number()
        || (before.is_mark(&['-', '/', '.', ':', ',']) && !before.is_apart && {
            let mut tokens = cursor.all_before().skip(1);
            tokens.next().is_some_and(|token| token.is_number())
        })
}

/// Whether a number goes on after a date in numbers.
fn is_touched_by_number(end: Cursor<'_>) -> bool {
    let touches = |cursor: Cursor<'_>| cursor.token().is_some_and(|token| token.is_number());
    end.touching().is_some_and(touches) || end.joint(&['-', '/', '.', ':']).is_some_and(touches)
}
