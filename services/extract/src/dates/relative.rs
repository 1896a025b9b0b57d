//! Days and spans that are told from another day: "yesterday", "on Friday",
//! "three weeks ago", "last month", "the previous day".

use jiff::{ToSpan, civil::Date};
use sulh_domain::{DateBasis, PartialDate};

use super::{
    Reading, Standpoint, absolute, partial, tense,
    tokens::{Cursor, Token},
    up_to, weekdays,
};

const BASIS: DateBasis = DateBasis::Relative;

/// Longer ago than so many units, a number is no lapse of time.
const MAX_COUNT: u32 = 500;

/// A unit in which time is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Reads a date that is told from another one. Without a publication date only
/// what is told from another date of the text says anything.
pub(super) fn relative<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    from_other_day(cursor, seen)
        .or_else(|| near_day(cursor, seen))
        .or_else(|| feast(cursor, seen))
        .or_else(|| weekday(cursor, seen))
        .or_else(|| weekend(cursor, seen))
        .or_else(|| lapse(cursor, seen))
        .or_else(|| day_of_named_month(cursor, seen))
        .or_else(|| day_of_same_month(cursor, seen))
        .or_else(|| calendar_span(cursor, seen))
        .or_else(|| recent_span(cursor, seen))
}

/// Reads that a text says something that can not be resolved.
fn unresolved(end: Cursor<'_>) -> Option<(Option<Reading>, Cursor<'_>)> {
    Some((None, end))
}

fn day(date: Option<Date>, is_ahead: bool) -> Option<Reading> {
    Some(Reading {
        date: PartialDate::day(date?, BASIS),
        is_ahead,
    })
}

fn span(earliest: Option<Date>, latest: Option<Date>, is_ahead: bool) -> Option<Reading> {
    Some(Reading {
        date: PartialDate::between(earliest?, latest?, BASIS)?,
        is_ahead,
    })
}

fn days_after(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// "Today", "yesterday", "last night", "the day after tomorrow".
fn near_day<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    const DAYS: &[(i32, &[&str])] = &[
        (-2, &["the day before yesterday", "day before yesterday"]),
        (2, &["the day after tomorrow", "day after tomorrow"]),
        (-1, &["yesterday", "last night", "last evening"]),
        (1, &["tomorrow"]),
        (
            0,
            &[
                "today",
                "tonight",
                "this morning",
                "this afternoon",
                "this evening",
            ],
        ),
    ];
    let (days, end) = DAYS
        .iter()
        .find_map(|(days, phrases)| Some((*days, cursor.one_phrase(phrases)?)))?;
    let reading = seen
        .published
        .and_then(|published| day(days_after(published, days), days > 0));
    Some((reading, end))
}

/// Days that have a name of their own.
fn feast<'a>(cursor: Cursor<'a>, seen: &Standpoint<'_>) -> Option<(Option<Reading>, Cursor<'a>)> {
    const FEASTS: &[(&str, i8, i8)] = &[("christmas eve", 12, 24), ("christmas day", 12, 25)];
    let (month, number, end) = FEASTS
        .iter()
        .find_map(|(name, month, day)| Some((*month, *day, cursor.phrase(name)?)))?;
    let reading = seen.published.and_then(|published| {
        let is_ahead = tense::is_ahead(cursor, end);
        let date = partial::nearest_day(published, month, number, is_ahead)?;
        day(Some(date), is_ahead || date > published)
    });
    Some((reading, end))
}

/// "In September of that year", "on May 7 of the same year", "that December": in
/// the year that the text has spoken of last.
pub(super) fn in_year_spoken_of<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Reading, Cursor<'a>)> {
    const THAT_YEAR: &[&str] = &[
        "of that year",
        "of the same year",
        "that year",
        "that same year",
    ];
    let at = cursor.skip_word(&["in", "on"]);
    let (month, number, after) = match partial::certain_month(at) {
        Some((month, after)) if after.number(1..=2).is_none() => (month, None, after),
        _ => {
            let (found, after) = partial::month_day(at).filter(|(day, _)| day.year.is_none())?;
            (found.month, Some(found.day), after)
        }
    };
    let end = match after.one_phrase(THAT_YEAR) {
        Some(end) => end,
        None => {
            let before = cursor.before()?;
            (number.is_none() && before.is_one_of(&["that"])).then_some(after)?
        }
    };
    let year = seen.last_year()?;
    let date = match number {
        Some(day) => PartialDate::day(Date::new(year, month, day).ok()?, BASIS),
        None => PartialDate::month(year, month, BASIS)?,
    };
    let is_ahead = matches!((date.earliest, seen.published), (Some(first), Some(published)) if first > published);
    Some((Reading { date, is_ahead }, end))
}

/// Words before a weekday that make another thing of it.
const NO_WEEKDAY_AFTER: &[&str] = &[
    "black", "bloody", "good", "palm", "easter", "ash", "holy", "maundy", "red", "every", "each",
];

/// Newspapers.
const NO_WEEKDAY_BEFORE: &[&str] = &[
    "times",
    "telegraph",
    "mail",
    "express",
    "mirror",
    "herald",
    "tribune",
    "review",
];

/// "On Friday", "last Friday", "next Monday", "Friday last week".
fn weekday<'a>(cursor: Cursor<'a>, seen: &Standpoint<'_>) -> Option<(Option<Reading>, Cursor<'a>)> {
    const LAST: &[&str] = &["last", "this past", "past"];
    const NEXT: &[&str] = &["next", "this coming", "coming", "the coming"];
    let (at, which) = if let Some(at) = cursor.one_phrase(LAST) {
        (at, -1)
    } else if let Some(at) = cursor.one_phrase(NEXT) {
        (at, 1)
    } else {
        (cursor.skip_word(&["this"]), 0)
    };
    let (name, end) = at.weekday()?;
    let before = cursor.before();
    let is_other = |token: Option<&Token<'_>>, words: &[&str]| {
        token.is_some_and(|token| token.is_one_of(words))
    };
    let token = at.token()?;
    // "On Fridays" is every Friday, "Fridays attack" has lost an apostrophe.
    let is_repeated = token.folded.ends_with("days") && is_other(before, &["on", "the"]);
    let is_no_day = is_repeated
        || is_other(before, NO_WEEKDAY_AFTER)
        || is_other(end.token(), NO_WEEKDAY_BEFORE)
        || (name.is_short && !(token.is_capital() && is_other(before, &["on", "since", "until"])));
    if is_no_day {
        return unresolved(end);
    }
    let (week, end) = week_after(end);
    let weekday = name.weekday;
    let Some(published) = seen.published else {
        return unresolved(end);
    };
    let of_week = |weeks: i32| {
        let monday = weekdays::monday_of(published)?;
        let days = i32::from(monday.weekday().until(weekday)) + weeks * 7;
        days_after(monday, days)
    };
    let reading = match (which, week) {
        (_, Some(weeks)) => {
            let date = of_week(weeks);
            day(date, date.is_some_and(|date| date > published))
        }
        (-1, None) => day(weekdays::last_before(published, weekday), false),
        (1, None) => day(weekdays::first_after(published, weekday), true),
        _ if tense::is_ahead(cursor, end) => {
            let is_today = published.weekday() == weekday;
            let date = match is_today {
                true => Some(published),
                false => weekdays::first_after(published, weekday),
            };
            day(date, true)
        }
        _ => day(weekdays::last_up_to(published, weekday), false),
    };
    Some((reading, end))
}

/// "Of last week" after a weekday: how many weeks on from the present one.
fn week_after(cursor: Cursor<'_>) -> (Option<i32>, Cursor<'_>) {
    let at = cursor.skip_word(&["of"]);
    for (words, weeks) in [("last week", -1), ("this week", 0), ("next week", 1)] {
        if let Some(end) = at.phrase(words) {
            return (Some(weeks), end);
        }
    }
    (None, cursor)
}

/// "Last weekend", "over the weekend", "next weekend": Saturday and Sunday.
fn weekend<'a>(cursor: Cursor<'a>, seen: &Standpoint<'_>) -> Option<(Option<Reading>, Cursor<'a>)> {
    let (end, is_next) = match cursor.one_phrase(&["last weekend", "the weekend", "this weekend"]) {
        Some(end) => (end, false),
        None => (
            cursor.one_phrase(&["next weekend", "the coming weekend"])?,
            true,
        ),
    };
    let Some(published) = seen.published else {
        return unresolved(end);
    };
    let is_ahead = is_next || tense::is_ahead(cursor, end);
    let monday = weekdays::monday_of(published);
    let saturday = match is_ahead {
        true => monday.and_then(|monday| days_after(monday, 5)),
        false => weekdays::last_up_to(published, jiff::civil::Weekday::Saturday),
    };
    let sunday = saturday.and_then(|saturday| days_after(saturday, 1));
    let mut reading = span(saturday, sunday, is_ahead);
    if let Some(reading) = reading.as_mut().filter(|_| !is_ahead) {
        reading.date = up_to(reading.date, published);
    }
    Some((reading, end))
}

fn unit(cursor: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    let token = cursor.token()?;
    let unit = match token.folded.as_ref() {
        "hour" | "hours" => Unit::Hour,
        "day" | "days" | "night" | "nights" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "fortnight" => return Some((Unit::Week, cursor.next())),
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    };
    Some((unit, cursor.next()))
}

/// How often a unit passes, as a text counts it.
#[derive(Clone, Copy)]
enum Lapse {
    /// So many, and not about so many.
    Exact(i32),
    /// "A few", "several".
    Few,
}

/// "Three days ago", "a few weeks ago", "two days earlier", "a week later".
fn lapse<'a>(cursor: Cursor<'a>, seen: &Standpoint<'_>) -> Option<(Option<Reading>, Cursor<'a>)> {
    let at = cursor.skip_word(&["just", "only"]);
    let few = at.one_phrase(&["a few", "few", "several", "some"]);
    let (lapse, after) = match few {
        Some(after) => (Lapse::Few, after),
        None => {
            let (count, after) = at.count()?;
            let count = i32::try_from(count.min(MAX_COUNT)).ok()?;
            (Lapse::Exact(count), after)
        }
    };
    let is_vague = cursor.before().is_some_and(|before| {
        before.is_one_of(&[
            "about", "around", "nearly", "almost", "over", "than", "least", "some", "roughly",
        ])
    });
    let (unit, after) = unit(after.skip_mark(&['-']))?;
    // "A two-day-old accord".
    let old = after.mark(&['-']).and_then(|after| after.word(&["old"]));
    if let Some(end) = old.or_else(|| after.one_phrase(&["ago", "back"])) {
        let reading = seen
            .published
            .filter(|_| !is_vague)
            .and_then(|published| before(published, lapse, unit));
        return Some((reading, end));
    }
    let word = after.token()?.folded.as_ref();
    let is_earlier = match word {
        "earlier" | "before" => true,
        "later" | "after" => false,
        _ => return None,
    };
    let end = after.next();
    // "Four days after the attack" is told from what is no date.
    let has_object = matches!(word, "before" | "after") && !is_end_of_phrase(end);
    if has_object || is_vague {
        return unresolved(end);
    }
    let anchor = match is_earlier {
        true => seen.last_past(),
        false => seen.last(),
    };
    let reading = anchor.and_then(|anchor| match is_earlier {
        true => before(anchor, lapse, unit),
        false => after_day(anchor, lapse, unit, seen.published),
    });
    Some((reading, end))
}

/// A lapse of time before a day, as precise as its unit.
fn before(day: Date, lapse: Lapse, unit: Unit) -> Option<Reading> {
    let ago = |days: i32| days_after(day, -days);
    match (lapse, unit) {
        (Lapse::Exact(count), Unit::Hour) if count % 24 == 0 => self::day(ago(count / 24), false),
        (Lapse::Exact(count), Unit::Day) => self::day(ago(count), false),
        // A week ago is some day around it.
        (Lapse::Exact(count), Unit::Week) => {
            span(ago(count * 7 + 1), ago((count * 7 - 1).max(0)), false)
        }
        (Lapse::Exact(count), Unit::Month) => {
            let date = day.checked_sub(count.months()).ok()?;
            Some(Reading {
                date: up_to(PartialDate::month(date.year(), date.month(), BASIS)?, day),
                is_ahead: false,
            })
        }
        (Lapse::Exact(count), Unit::Year) => {
            let year = day.year().checked_sub(i16::try_from(count).ok()?)?;
            Some(Reading {
                date: up_to(PartialDate::year(year, BASIS)?, day),
                is_ahead: false,
            })
        }
        (Lapse::Few, Unit::Day) => span(ago(7), ago(2), false),
        (Lapse::Few, Unit::Week) => span(ago(42), ago(14), false),
        (Lapse::Exact(_) | Lapse::Few, _) => None,
    }
}

/// A lapse of time after a day.
fn after_day(anchor: Date, lapse: Lapse, unit: Unit, published: Option<Date>) -> Option<Reading> {
    let Lapse::Exact(count) = lapse else {
        return None;
    };
    let days = match unit {
        Unit::Day => count,
        Unit::Hour if count % 24 == 0 => count / 24,
        Unit::Week => count * 7,
        Unit::Hour | Unit::Month | Unit::Year => return None,
    };
    let date = days_after(anchor, days)?;
    let is_ahead = published.is_some_and(|published| date > published);
    if unit == Unit::Week {
        return span(days_after(date, -1), days_after(date, 1), is_ahead);
    }
    day(Some(date), is_ahead)
}

/// Whether a phrase such as "a day earlier" ends here: what follows does not
/// say from when the time counts.
fn is_end_of_phrase(end: Cursor<'_>) -> bool {
    end.token().is_none_or(|token| {
        !token.is_number()
            && (token.is_mark(&['.', ',', ';', ':', ')', '!', '?', '"', '”', '-', '–', '—'])
                || token.is_one_of(&[
                    "and", "but", "in", "on", "at", "by", "when", "as", "that", "from", "with",
                    "for", "to", "under", "was", "were", "had", "near", "via", "amid",
                ])
                || (token.folded.ends_with("ed") && !token.is_capital()))
    })
}

/// "The previous day", "the day before", "the following Monday", "the same
/// day": told from the date that the text gave last.
fn from_other_day<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    let is_ahead = |date: Option<Date>| matches!((date, seen.published), (Some(date), Some(published)) if date > published);
    if let Some(end) = cursor.one_phrase(&["the previous", "the preceding"]) {
        if let Some((name, end)) = end.weekday() {
            let anchor = seen.last_past();
            let date = anchor.and_then(|day| weekdays::last_before(day, name.weekday));
            return Some((day(date, false), end));
        }
        let end = end.word(&["day", "night", "evening"])?;
        let anchor = seen.last_past();
        return Some((day(anchor.and_then(|day| days_after(day, -1)), false), end));
    }
    if let Some(end) = cursor.one_phrase(&["the day before", "the night before"]) {
        if end.word(&["yesterday"]).is_some() {
            return None;
        }
        if !is_end_of_phrase(end) {
            return unresolved(end);
        }
        let anchor = seen.last_past();
        return Some((day(anchor.and_then(|day| days_after(day, -1)), false), end));
    }
    if let Some(end) = cursor.one_phrase(&["the following", "the next"]) {
        if let Some((name, end)) = end.weekday() {
            let date = seen
                .last()
                .and_then(|day| weekdays::first_after(day, name.weekday));
            return Some((day(date, is_ahead(date)), end));
        }
        let end = end.word(&["day", "morning"])?;
        let date = seen.last().and_then(|day| days_after(day, 1));
        return Some((day(date, is_ahead(date)), end));
    }
    if let Some(end) = cursor.one_phrase(&["earlier in the day", "earlier that day"]) {
        return Some((day(seen.last_past(), false), end));
    }
    const SAME_DAY: &[&str] = &[
        "the same day",
        "that same day",
        "that day",
        "the same evening",
        "the same night",
        "that evening",
        "that morning",
        "that afternoon",
        "that night",
    ];
    let end = cursor.one_phrase(SAME_DAY)?;
    let date = seen.last();
    Some((day(date, is_ahead(date)), end))
}

/// "The 20th of this month", "on the first of last month".
fn day_of_named_month<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    let (number, after) = absolute::day(cursor)?;
    let after = after.word(&["of"])?;
    let (months, end) = [("this month", 0), ("last month", 1)]
        .iter()
        .find_map(|(words, months)| Some((*months, after.phrase(words)?)))?;
    let date = seen.published.and_then(|published| {
        let month = published
            .first_of_month()
            .checked_sub(months.months())
            .ok()?;
        Date::new(month.year(), month.month(), number).ok()
    });
    let is_ahead = matches!((date, seen.published), (Some(d), Some(p)) if d > p);
    Some((day(date, is_ahead), end))
}

/// "On the 11th", "on the twentieth of the month": of the month spoken of.
fn day_of_same_month<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    let is_introduced = cursor
        .before()
        .is_some_and(|before| before.is_one_of(&["on", "by", "until", "since"]));
    let (number, after) = absolute::day(cursor.word(&["the"]).filter(|_| is_introduced)?)?;
    let end = after.phrase("of the month").unwrap_or(after);
    if !is_end_of_phrase(end) {
        return None;
    }
    let of_month = |months: i32| {
        let month = seen.last_past()?.first_of_month();
        let month = month.checked_sub(months.months()).ok()?;
        Date::new(month.year(), month.month(), number).ok()
    };
    let is_past = |date: &Date| seen.published.is_none_or(|published| *date <= published);
    let date = of_month(0).filter(is_past).or_else(|| of_month(1));
    Some((day(date, false), end))
}

/// "Last week", "earlier this month", "next year": spans of the calendar.
fn calendar_span<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    let at = cursor.skip_word(&["earlier", "later", "early", "late"]);
    let is_later = cursor.word(&["later"]).is_some();
    let (step, after) = [("last", -1), ("this", 0), ("next", 1)]
        .iter()
        .find_map(|(word, step)| Some((*step, at.word(&[word])?)))?;
    let (unit, end) = unit(after)?;
    if matches!(unit, Unit::Hour | Unit::Day) || after.token()?.folded.ends_with('s') {
        return None;
    }
    let Some(published) = seen.published else {
        return unresolved(end);
    };
    let is_ahead = step > 0 || is_later || (step == 0 && tense::is_ahead(cursor, end));
    let date = calendar_unit(published, unit, step);
    let reading = date.map(|date| {
        let date = match is_ahead {
            true if step == 0 => PartialDate {
                earliest: Some(published),
                ..date
            },
            true => date,
            false => up_to(date, published),
        };
        Reading { date, is_ahead }
    });
    Some((reading, end))
}

/// The week, month or year so many steps on from a day's own.
fn calendar_unit(day: Date, unit: Unit, step: i32) -> Option<PartialDate> {
    match unit {
        Unit::Week => {
            let monday = days_after(weekdays::monday_of(day)?, step * 7)?;
            PartialDate::between(monday, days_after(monday, 6)?, BASIS)
        }
        Unit::Month => {
            let month = day.first_of_month().checked_add(step.months()).ok()?;
            PartialDate::month(month.year(), month.month(), BASIS)
        }
        Unit::Year => {
            let year = day.year().checked_add(i16::try_from(step).ok()?)?;
            PartialDate::year(year, BASIS)
        }
        Unit::Hour | Unit::Day => None,
    }
}

/// "Over the past two days", "in recent days", "in the coming days", "within 48
/// hours": spans up to the publication or from it on.
fn recent_span<'a>(
    cursor: Cursor<'a>,
    seen: &Standpoint<'_>,
) -> Option<(Option<Reading>, Cursor<'a>)> {
    let (is_ahead, count, after) = if let Some(after) = cursor.word(&["recent"]) {
        (false, None, after)
    } else if let Some(after) = cursor.word(&["coming"]) {
        let (count, after) = optional_count(after);
        (true, count, after)
    } else if let Some(after) = cursor.word(&["within"]) {
        let (count, after) = optional_count(after.skip_word(&["the"]).skip_word(&["next"]));
        (true, count, after)
    } else if let Some(after) = cursor.word(&["past", "last"]) {
        let (count, after) = optional_count(after);
        (false, count, after)
    } else {
        let after = cursor.word(&["next"])?;
        let (count, after) = optional_count(after);
        (true, count, after)
    };
    let (unit, end) = unit(after)?;
    let is_plural = after.token()?.folded.ends_with('s');
    let days = match (unit, count) {
        (Unit::Hour, Some(hours)) => (hours + 23) / 24,
        (Unit::Day, Some(days)) => days,
        (Unit::Day, None) => 7,
        (Unit::Week, Some(weeks)) => weeks * 7,
        (Unit::Week, None) if is_plural => 31,
        (Unit::Week, None) => 7,
        (Unit::Month, Some(1)) => 31,
        (Unit::Month, None) if !is_plural => 31,
        (Unit::Hour | Unit::Month | Unit::Year, _) => return unresolved(end),
    };
    // "Within days of the attack" is told from what is no date; in the past
    // tense, "within" tells how long something took.
    let is_other = cursor.word(&["within"]).is_some()
        && (end.word(&["of"]).is_some() || !tense::is_ahead(cursor, end));
    let reading = seen
        .published
        .filter(|_| !is_other)
        .and_then(|published| match is_ahead {
            true => span(Some(published), days_after(published, days), true),
            false => span(days_after(published, -days), Some(published), false),
        });
    Some((reading, end))
}

/// A count before a unit; "few" and "several" count as none.
fn optional_count(cursor: Cursor<'_>) -> (Option<i32>, Cursor<'_>) {
    if let Some(after) = cursor.one_phrase(&["few", "several", "couple of"]) {
        return (None, after);
    }
    match cursor.count() {
        Some((count, after)) => (i32::try_from(count.min(MAX_COUNT)).ok(), after),
        None => (None, cursor),
    }
}
