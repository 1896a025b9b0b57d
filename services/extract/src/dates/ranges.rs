//! From one day, month or year to another: some day in between.

use jiff::civil::Date;
use sulh_domain::{DateBasis, PartialDate};

use super::{
    Reading, absolute,
    partial::{self, MonthDay},
    tense,
    tokens::Cursor,
    weekdays,
};

const DASHES: &[char] = &['-', '\u{2011}', '–', '—'];

/// What two ends are joined by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// "between … and …"
    Between,
    /// "from … to …"
    From,
    /// Nothing.
    None,
}

/// Reads a range: "between 12 and 15 March", "March 12–15, 2018", "from 28
/// March to 2 April", "March to May 2018", "from 2014 to 2016", "between Friday
/// and Sunday".
pub(super) fn range(cursor: Cursor<'_>, published: Option<Date>) -> Option<(Reading, Cursor<'_>)> {
    let (opening, at) = if let Some(after) = cursor.word(&["between"]) {
        (Opening::Between, after)
    } else if let Some(after) = cursor.word(&["from"]) {
        (Opening::From, after)
    } else {
        (Opening::None, cursor)
    };
    let (date, end) = days_of_one_month(at, opening, published)
        .or_else(|| days(at, opening, published))
        .or_else(|| months(at, opening, published))
        .or_else(|| years(at, opening))
        .or_else(|| of_weekdays(at, opening, published))?;
    let starts_later = match (date.earliest, published) {
        (Some(earliest), Some(published)) => earliest > published,
        _ => tense::is_ahead(cursor, end),
    };
    Some((
        Reading {
            date,
            is_ahead: starts_later,
        },
        end,
    ))
}

fn joint(cursor: Cursor<'_>, opening: Opening) -> Option<Cursor<'_>> {
    if opening == Opening::Between {
        return cursor.word(&["and"]).or_else(|| cursor.mark(DASHES));
    }
    cursor
        .mark(DASHES)
        .or_else(|| cursor.word(&["to", "through", "until", "till"]))
}

/// "12 to 15 March", "12 and 13 March", "March 12–15".
fn days_of_one_month(
    at: Cursor<'_>,
    opening: Opening,
    published: Option<Date>,
) -> Option<(PartialDate, Cursor<'_>)> {
    let (first, last, end) =
        days_then_month(at, opening).or_else(|| month_then_days(at, opening))?;
    let (year, end) = match absolute::year(end.skip_mark(&[',']).skip_word(&["of"])) {
        Some((year, end)) => (Some(year), end),
        None => (None, end),
    };
    let last = MonthDay { year, ..last };
    Some((between(first, last, published)?, end))
}

fn days_then_month(at: Cursor<'_>, opening: Opening) -> Option<(MonthDay, MonthDay, Cursor<'_>)> {
    let (first, after) = absolute::day(at)?;
    let after = joint(after, opening).or_else(|| after.word(&["and"]))?;
    let (last, after) = absolute::day(after)?;
    let (month, end) = partial::certain_month(after.skip_word(&["of"]))?;
    (first < last).then(|| (of(month, first), of(month, last), end))
}

fn month_then_days(at: Cursor<'_>, opening: Opening) -> Option<(MonthDay, MonthDay, Cursor<'_>)> {
    let (month, after) = partial::certain_month(at)?;
    let (first, after) = absolute::day(after)?;
    let (last, end) = absolute::day(joint(after, opening)?)?;
    // "March 28 – 2 April": the second day has a month of its own.
    let has_own_month = partial::certain_month(end.skip_word(&["of"])).is_some();
    (first < last && !has_own_month).then(|| (of(month, first), of(month, last), end))
}

fn of(month: i8, day: i8) -> MonthDay {
    MonthDay {
        year: None,
        month,
        day,
    }
}

/// "28 March to 2 April 2018", "April 20, 2018 – May 2, 2018".
fn days(
    at: Cursor<'_>,
    opening: Opening,
    published: Option<Date>,
) -> Option<(PartialDate, Cursor<'_>)> {
    let (first, after) = partial::month_day(at)?;
    let (last, end) = partial::month_day(joint(after, opening)?)?;
    Some((between(first, last, published)?, end))
}

/// Some day from the first to the last. A year that is missing is that of the
/// other end, or the last one up to the publication.
fn between(first: MonthDay, last: MonthDay, published: Option<Date>) -> Option<PartialDate> {
    let basis = DateBasis::Explicit;
    let latest = match (last.year, first.year) {
        (Some(year), _) => Date::new(year, last.month, last.day).ok()?,
        (None, Some(year)) => Date::new(year, last.month, last.day).ok()?,
        (None, None) => match published {
            Some(published) => partial::nearest_day(published, last.month, last.day, false)?,
            None if first.month == last.month => {
                return PartialDate::month_of_unknown_year(last.month, basis);
            }
            None => return None,
        },
    };
    let earliest = match first.year {
        Some(year) => Date::new(year, first.month, first.day).ok()?,
        None => partial::last_day_up_to(latest, first.month, first.day)?,
    };
    PartialDate::between(earliest, latest, basis)
}

/// "From March to May 2018", "between October and January".
fn months(
    at: Cursor<'_>,
    opening: Opening,
    published: Option<Date>,
) -> Option<(PartialDate, Cursor<'_>)> {
    let (first, after) = partial::certain_month(at)?;
    let (first_year, after) = optional_year(after);
    let (last, after) = partial::certain_month(joint(after, opening)?)?;
    let (last_year, end) = optional_year(after);
    if opening == Opening::None && last_year.is_none() {
        return None;
    }
    let (last_year, basis) = match (last_year, published) {
        (Some(year), _) => (year, DateBasis::Explicit),
        (None, published) => {
            let published = published?;
            let is_over = last <= published.month();
            (published.year() - i16::from(!is_over), DateBasis::Relative)
        }
    };
    let first_year = first_year.unwrap_or(last_year - i16::from(first > last));
    let earliest = Date::new(first_year, first, 1).ok()?;
    let latest = Date::new(last_year, last, 1).ok()?.last_of_month();
    let date = PartialDate::between(earliest, latest, basis)?;
    let date = match published.filter(|_| basis == DateBasis::Relative) {
        Some(published) => super::up_to(date, published),
        None => date,
    };
    Some((date, end))
}

fn optional_year(cursor: Cursor<'_>) -> (Option<i16>, Cursor<'_>) {
    match absolute::year(cursor.skip_mark(&[','])) {
        Some((year, end)) => (Some(year), end),
        None => (None, cursor),
    }
}

/// "Between 2014 and 2016", "2014–2016".
fn years(at: Cursor<'_>, opening: Opening) -> Option<(PartialDate, Cursor<'_>)> {
    let (first, after) = absolute::year(at)?;
    let after = match opening {
        Opening::None => after.joint(DASHES)?,
        Opening::Between | Opening::From => joint(after, opening)?,
    };
    let (last, end) = absolute::year(after)?;
    let earliest = Date::new(first, 1, 1).ok()?;
    let latest = Date::new(last, 12, 31).ok()?;
    Some((
        PartialDate::between(earliest, latest, DateBasis::Explicit)?,
        end,
    ))
}

/// "Between Friday and Sunday", "from Friday to Sunday".
fn of_weekdays(
    at: Cursor<'_>,
    opening: Opening,
    published: Option<Date>,
) -> Option<(PartialDate, Cursor<'_>)> {
    if opening == Opening::None {
        return None;
    }
    let (first, after) = at.weekday()?;
    let (last, end) = joint(after, opening)?.weekday()?;
    let latest = weekdays::last_up_to(published?, last.weekday)?;
    let earliest = weekdays::last_up_to(latest, first.weekday)?;
    let date = PartialDate::between(earliest, latest, DateBasis::Relative)?;
    Some((date, end))
}
