//! Dates as reports write them, seen from the day of publication: absolute,
//! partial, by weekday, relative.

use std::{ops::Range, sync::LazyLock};

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use regex::{Captures, Regex};
use sulh_domain::{DateBasis, PartialDate};

use crate::patterns::compiled;

const MONTHS: &str = "january|february|march|april|may|june|july|august|september|october|\
     november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
const WEEKDAYS: &str = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";

/// The years that reports can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// The date.
    pub(crate) date: PartialDate,
    /// First byte.
    start: usize,
    /// The byte after the last one.
    end: usize,
}

impl Found {
    /// Where it stands.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

fn dated(pattern: &str) -> Regex {
    let pattern = pattern
        .replace("{M}", &format!("(?:{MONTHS})"))
        .replace("{W}", &format!("(?:{WEEKDAYS})"))
        .replace("{D}", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?")
        .replace("{Y}", r"(?P<year>(?:19|20)\d{2})");
    compiled(&format!(r"(?i)\b(?:{pattern})\b"))
}

static ABSOLUTE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"{Y}-(?P<month_number>\d{2})-(?P<day>\d{2})(?:T[\d:.]+Z?)?",
        r"{Y}/(?P<month_number>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[./](?P<month_number>\d{1,2})[./]{Y}",
        r"{D}(?: of)? (?P<month>{M})\.?,? ?{Y}",
        r"(?P<month>{M})\.? {D},? ?{Y}",
    ]
    .map(dated)
    .into()
});

static PARTIAL: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?P<month>{M}),? {Y}",
        r"(?:{W},? )?{D}(?: of)? (?P<month>{M})",
        r"(?:{W},? )?(?P<month>{M})\.? {D}",
        r"(?:in|of|since|last|by|early|late|mid)[ -](?P<month>january|february|march|april|may|june|july|august|september|october|november|december)(?P<past_year>,? last year| of last year)?",
        r"(?:in|since|of|by|until) {Y}",
    ]
    .map(dated)
    .into()
});

static RELATIVE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"last (?P<last_weekday>{W})",
        r"(?P<weekday>{W})s?",
        r"(?P<days_ago>today|this morning|tonight|this afternoon|yesterday|a day earlier|the day before)",
        r"(?P<weekend>last weekend|at the weekend|over the weekend)",
        r"(?P<span>last week|last month|earlier this month|this month|earlier this week|this week|last year|earlier this year)",
    ]
    .map(dated)
    .into()
});

/// The first date in a text that says year, month and day.
pub(crate) fn first_full(text: &str, basis: DateBasis) -> Option<Found> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    ABSOLUTE
        .iter()
        .filter_map(|pattern| absolute(&pattern.captures(text)?, basis))
        .min_by_key(|found| (found.start, usize::MAX - found.end))
}

/// All dates that say year, month and day, in order.
pub(crate) fn full_dates(text: &str) -> Vec<Found> {
    let mut dates: Vec<Found> = ABSOLUTE
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text))
        .filter_map(|found| absolute(&found, DateBasis::Explicit))
        .collect();
    dates.sort_by_key(|found| found.start);
    dates
}

/// All dates in a sentence, in order, as seen from the day of publication.
/// Without one, weekdays and the like say nothing.
pub(crate) fn dates(sentence: &str, published: Option<Date>) -> Vec<Found> {
    let mut dates = full_dates(sentence);
    let mut add = |found: Option<Found>| {
        if let Some(found) = found
            && !dates
                .iter()
                .any(|other| found.start < other.end && other.start < found.end)
        {
            dates.push(found);
        }
    };
    for pattern in PARTIAL.iter() {
        for captures in pattern.captures_iter(sentence) {
            add(partial(&captures, published));
        }
    }
    if let Some(published) = published {
        for pattern in RELATIVE.iter() {
            for captures in pattern.captures_iter(sentence) {
                add(relative(&captures, published));
            }
        }
    }
    dates.sort_by_key(|found| found.start);
    dates
}

fn found(captures: &Captures<'_>, date: PartialDate) -> Option<Found> {
    let whole = captures.get(0)?;
    Some(Found {
        date,
        start: whole.start(),
        end: whole.end(),
    })
}

fn number<T: std::str::FromStr>(captures: &Captures<'_>, name: &str) -> Option<T> {
    captures.name(name)?.as_str().parse().ok()
}

fn month_of(captures: &Captures<'_>) -> Option<i8> {
    if let Some(number) = number(captures, "month_number") {
        return Some(number);
    }
    let name = captures.name("month")?.as_str().to_ascii_lowercase();
    let position = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    .iter()
    .position(|month| name.starts_with(month))?;
    i8::try_from(position + 1).ok()
}

fn absolute(captures: &Captures<'_>, basis: DateBasis) -> Option<Found> {
    let year = number(captures, "year").filter(|year| YEARS.contains(year))?;
    let date = Date::new(year, month_of(captures)?, number(captures, "day")?).ok()?;
    found(captures, PartialDate::day(date, basis))
}

fn partial(captures: &Captures<'_>, published: Option<Date>) -> Option<Found> {
    let basis = DateBasis::Explicit;
    let year = number(captures, "year").filter(|year| YEARS.contains(year));
    let date = match (year, month_of(captures), number::<i8>(captures, "day")) {
        (Some(year), Some(month), _) => PartialDate::month(year, month, basis)?,
        (Some(year), None, _) => PartialDate::year(year, basis)?,
        (None, Some(month), Some(day)) => match published {
            Some(published) => last_such_day(published, month, day)?,
            None => PartialDate::month_day(month, day, basis)?,
        },
        (None, Some(month), None) => {
            let published = published?;
            let past_year = captures.name("past_year").is_some();
            let year = match month > published.month() || past_year {
                true => published.year() - 1,
                false => published.year(),
            };
            PartialDate::month(year, month, DateBasis::Relative)?
        }
        (None, None, _) => return None,
    };
    found(captures, date)
}

/// "On March 21" in a report: the last one before its publication, or one a
/// few days ahead.
fn last_such_day(published: Date, month: i8, day: i8) -> Option<PartialDate> {
    let horizon = published.checked_add(DAYS_AHEAD.days()).ok()?;
    let this_year = Date::new(published.year(), month, day).ok();
    let date = match this_year.filter(|date| *date <= horizon) {
        Some(date) => date,
        None => Date::new(published.year() - 1, month, day).ok()?,
    };
    Some(PartialDate::day(date, DateBasis::Explicit))
}

/// How far ahead a date without a year may lie.
const DAYS_AHEAD: i32 = 31;

fn relative(captures: &Captures<'_>, published: Date) -> Option<Found> {
    let basis = DateBasis::Relative;
    let date = if let Some(weekday) = captures.name("last_weekday") {
        let day = last_weekday(published, weekday.as_str())?;
        // "Last Monday" on a Tuesday is hardly yesterday, on a Sunday it is.
        PartialDate::day(day, basis)
    } else if let Some(weekday) = captures.name("weekday") {
        PartialDate::day(last_weekday(published, weekday.as_str())?, basis)
    } else if let Some(word) = captures.name("days_ago") {
        let word = word.as_str().to_ascii_lowercase();
        let days = i32::from(["yesterday", "a day earlier", "the day before"].contains(&&*word));
        PartialDate::day(published.checked_sub(days.days()).ok()?, basis)
    } else if captures.name("weekend").is_some() {
        let sunday = last_weekday(published, "sunday")?;
        PartialDate::between(sunday.yesterday().ok()?, sunday, basis)?
    } else {
        interval(
            published,
            &captures.name("span")?.as_str().to_ascii_lowercase(),
        )?
    };
    found(captures, date)
}

/// The last such weekday up to the day of publication itself.
fn last_weekday(published: Date, name: &str) -> Option<Date> {
    let weekday = match name.to_ascii_lowercase().as_str() {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    };
    let days = i32::from(published.weekday().since(weekday));
    published.checked_sub(days.days()).ok()
}

fn interval(published: Date, words: &str) -> Option<PartialDate> {
    let basis = DateBasis::Relative;
    let monday = last_weekday(published, "monday")?;
    match words {
        "last week" => {
            let first = monday.checked_sub(7.days()).ok()?;
            PartialDate::between(first, first.checked_add(6.days()).ok()?, basis)
        }
        "this week" | "earlier this week" => PartialDate::between(monday, published, basis),
        "last month" => {
            let day = published.first_of_month().yesterday().ok()?;
            PartialDate::month(day.year(), day.month(), basis)
        }
        "this month" | "earlier this month" => {
            PartialDate::month(published.year(), published.month(), basis)
        }
        "last year" => PartialDate::year(published.year() - 1, basis),
        _ => PartialDate::year(published.year(), basis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn all(sentence: &str, published: Option<Date>) -> Vec<String> {
        dates(sentence, published)
            .iter()
            .map(|f| f.date.iso())
            .collect()
    }

    const SUNDAY: Date = date(2017, 3, 19);

    #[test]
    fn full_dates_in_many_forms() {
        for text in [
            "2018-04-20",
            "20.04.2018",
            "20 April 2018",
            "April 20, 2018",
            "Fri Apr 20, 2018 08:41PM",
            "20 Apr 2018",
            "April 20th 2018",
            "2018/04/20",
        ] {
            let found = first_full(text, DateBasis::Header);
            assert_eq!(
                found.map(|f| f.date.iso()),
                Some("2018-04-20".into()),
                "{text}"
            );
        }
        assert_eq!(
            first_full("2018-13-20 and 99 April 2018", DateBasis::Header),
            None
        );
    }

    #[test]
    fn weekdays_look_back() {
        assert_eq!(all("left on Saturday", Some(SUNDAY)), ["2017-03-18"]);
        assert_eq!(all("signed last Monday", Some(SUNDAY)), ["2017-03-13"]);
        assert_eq!(all("began on Sunday", Some(SUNDAY)), ["2017-03-19"]);
        assert_eq!(all("left on Saturday", None), [""; 0]);
    }

    #[test]
    fn days_without_a_year_look_back_from_the_publication() {
        assert_eq!(all("On September 29, they met", None), ["--09-29"]);
        assert_eq!(
            all("On 29 September they met", Some(SUNDAY)),
            ["2016-09-29"]
        );
        assert_eq!(
            all("completed on Saturday, 27 August,", Some(date(2016, 8, 31))),
            ["2016-08-27"]
        );
        assert_eq!(all("reached in December 2015", Some(SUNDAY)), ["2015-12"]);
        assert_eq!(
            all("In August last year the group", Some(date(2018, 3, 23))),
            ["2017-08"]
        );
        assert_eq!(
            all("broke down in March", Some(date(2016, 8, 31))),
            ["2016-03"]
        );
    }

    #[test]
    fn spans_and_words() {
        assert_eq!(all("last month", Some(SUNDAY)), ["2017-02"]);
        assert_eq!(all("a day earlier", Some(SUNDAY)), ["2017-03-18"]);
        assert_eq!(all("They may march on.", Some(SUNDAY)), [""; 0]);
        let weekend = dates("last weekend", Some(date(2018, 3, 23)));
        assert_eq!(weekend[0].date.earliest, Some(date(2018, 3, 17)));
    }
}
