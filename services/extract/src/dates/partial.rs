//! Dates of which a part is missing: days without a year, months, years,
//! seasons and parts of them.

use jiff::{ToSpan, civil::Date};
use sulh_domain::{DateBasis, PartialDate};

use super::{
    Reading, absolute,
    months::{Month, Spelling},
    tense,
    tokens::Cursor,
};

/// How far ahead a date without a year may lie without a word that says so.
const DAYS_AHEAD: i32 = 31;

/// So many years back February 29 is looked for.
const YEARS_BACK: i16 = 8;

/// Words before a month or year that make a date of it.
const PREPOSITIONS: &[&str] = &[
    "in",
    "since",
    "of",
    "by",
    "until",
    "till",
    "during",
    "from",
    "through",
    "throughout",
];

/// A third of a month, year or season.
#[derive(Clone, Copy)]
enum Part {
    Early,
    Mid,
    Late,
}

/// "This", "last" or "next" before a name, or "of last year" after it.
#[derive(Clone, Copy)]
enum Which {
    This,
    Last,
    Next,
}

/// A day of a year that may be unknown.
#[derive(Clone, Copy)]
pub(super) struct MonthDay {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

/// Reads a day with its month, with or without the year and the weekday:
/// "Saturday, 27 August", "the 20th of April", "April 20, 2018".
pub(super) fn month_day(cursor: Cursor<'_>) -> Option<(MonthDay, Cursor<'_>)> {
    if let Some((date, end)) = absolute::date(cursor) {
        let found = MonthDay {
            year: Some(date.year()),
            month: date.month(),
            day: date.day(),
        };
        return Some((found, end));
    }
    let (_, at) = absolute::weekday_before(cursor);
    let (month, day, end) = day_month(at).or_else(|| {
        let (month, after) = certain_month(at)?;
        let (day, end) = absolute::day(after)?;
        Some((month, day, end))
    })?;
    // "March 12,000", "May 10:30".
    let goes_on = end
        .joint(&['.', ',', ':'])
        .and_then(|next| next.token())
        .is_some_and(|token| token.is_number());
    // A leap year, so that February 29 passes.
    let exists = Date::new(2000, month, day).is_ok();
    (exists && !goes_on).then_some((
        MonthDay {
            year: None,
            month,
            day,
        },
        end,
    ))
}

fn day_month(cursor: Cursor<'_>) -> Option<(i8, i8, Cursor<'_>)> {
    let (day, after) = absolute::day(cursor)?;
    let after = after.skip_mark(&['.', '-']).skip_word(&["of"]);
    let (month, end) = certain_month(after)?;
    Some((month, day, end))
}

/// Reads an English name of a month, in capitals where it is also a word.
pub(super) fn certain_month(cursor: Cursor<'_>) -> Option<(i8, Cursor<'_>)> {
    let is_capital = cursor.token()?.is_capital();
    let (Month { number, spelling }, end) = absolute::month(cursor)?;
    let is_certain = match spelling {
        Spelling::Name => true,
        Spelling::CommonWord | Spelling::Short => is_capital,
        Spelling::Foreign => false,
    };
    is_certain.then_some((number, end))
}

/// Reads a day without a year: the last such day before the publication, or
/// one a few days ahead; without a publication date, a day of no year.
pub(super) fn day(cursor: Cursor<'_>, published: Option<Date>) -> Option<(Reading, Cursor<'_>)> {
    let (MonthDay { month, day, .. }, end) = month_day(cursor)?;
    let (which, end) = which_year(end);
    let is_ahead = tense::is_ahead(cursor, end);
    let basis = DateBasis::Explicit;
    let Some(published) = published else {
        return Some((
            Reading {
                date: PartialDate::month_day(month, day, basis)?,
                is_ahead,
            },
            end,
        ));
    };
    let date = match which {
        Some(which) => Date::new(year_of(which, published), month, day).ok()?,
        None => nearest_day(published, month, day, is_ahead)?,
    };
    let reading = Reading {
        date: PartialDate::day(date, basis),
        is_ahead: is_ahead || date > published,
    };
    Some((reading, end))
}

/// "On March 21" in a report: the last one before its publication, or one a
/// few days ahead. "Will leave on January 3" at the end of December is ahead.
pub(super) fn nearest_day(published: Date, month: i8, day: i8, is_ahead: bool) -> Option<Date> {
    let horizon = published.checked_add(DAYS_AHEAD.days()).ok()?;
    let next_year = published.year().checked_add(1)?;
    let soonest = if is_ahead {
        next_year
    } else {
        published.year()
    };
    (0..=YEARS_BACK)
        .filter_map(|years| Date::new(soonest.checked_sub(years)?, month, day).ok())
        .find(|date| *date <= horizon)
}

/// The last such day up to a day.
pub(super) fn last_day_up_to(last: Date, month: i8, day: i8) -> Option<Date> {
    (0..=YEARS_BACK)
        .filter_map(|years| Date::new(last.year().checked_sub(years)?, month, day).ok())
        .find(|date| *date <= last)
}

/// "of last year", ", this year" after a day or month.
fn which_year(cursor: Cursor<'_>) -> (Option<Which>, Cursor<'_>) {
    let at = cursor.skip_mark(&[',']).skip_word(&["of", "in"]);
    for (words, which) in [
        ("last year", Which::Last),
        ("this year", Which::This),
        ("next year", Which::Next),
    ] {
        if let Some(end) = at.phrase(words) {
            return (Some(which), end);
        }
    }
    (None, cursor)
}

fn year_of(which: Which, published: Date) -> i16 {
    match which {
        Which::Last => published.year() - 1,
        Which::This => published.year(),
        Which::Next => published.year().saturating_add(1),
    }
}

/// Reads a month, season, year or a part of one: "in March", "April 2018",
/// "mid-April", "late 2016", "last August", "the summer of 2014", "in 2014".
pub(super) fn period(cursor: Cursor<'_>, published: Option<Date>) -> Option<(Reading, Cursor<'_>)> {
    let after_preposition = cursor.word(PREPOSITIONS);
    let at = after_preposition.unwrap_or(cursor);
    let (part, at) = part(at);
    let is_introduced = after_preposition.is_some() || part.is_some();
    let introduced = Introduced {
        start: cursor,
        by_preposition: is_introduced,
        published,
    };
    let (reading, end) = introduced
        .month(at)
        .or_else(|| introduced.season(at))
        .or_else(|| introduced.year(at))?;
    let date = match part {
        Some(part) => of_part(part, reading.date)?,
        None => reading.date,
    };
    Some((Reading { date, ..reading }, end))
}

/// What stands before the name of a month, season or year.
#[derive(Clone, Copy)]
struct Introduced<'a> {
    start: Cursor<'a>,
    by_preposition: bool,
    published: Option<Date>,
}

impl<'a> Introduced<'a> {
    fn month(self, at: Cursor<'a>) -> Option<(Reading, Cursor<'a>)> {
        let (which, name) = which(at);
        let (month, after) = certain_month(name)?;
        let stated = absolute::year(after.skip_mark(&[',']).skip_word(&["of"]));
        if let Some((year, end)) = stated {
            let date = PartialDate::month(year, month, DateBasis::Explicit)?;
            return Some((self.explicit(date, end), end));
        }
        let is_bare = !self.by_preposition && which.is_none();
        let is_short = name.month()?.0.spelling == Spelling::Short;
        if is_bare || is_short || is_name_of_something(after) {
            return None;
        }
        let (year_after, end) = which_year(after);
        let is_ahead = tense::is_ahead(self.start, end);
        let Some(published) = self.published else {
            let date = PartialDate::month_of_unknown_year(month, DateBasis::Explicit)?;
            return Some((Reading { date, is_ahead }, end));
        };
        let this_year = published.year();
        let year = match (which, year_after) {
            (_, Some(which)) => year_of(which, published),
            (Some(Which::This), None) => this_year,
            (Some(Which::Last), None) => this_year - i16::from(month >= published.month()),
            (Some(Which::Next), None) => next_year(month <= published.month(), this_year),
            (None, None) if is_ahead => next_year(month < published.month(), this_year),
            (None, None) => this_year - i16::from(month > published.month()),
        };
        let date = PartialDate::month(year, month, DateBasis::Relative)?;
        Some((seen_from(published, date, is_ahead), end))
    }

    fn season(self, at: Cursor<'a>) -> Option<(Reading, Cursor<'a>)> {
        let (which, name) = which(at.skip_word(&["the"]));
        let (first_month, after) = season_name(name)?;
        if let Some((year, end)) = absolute::year(after.skip_mark(&[',']).skip_word(&["of"])) {
            let date = season(year, first_month, DateBasis::Explicit)?;
            return Some((self.explicit(date, end), end));
        }
        let (year_after, end) = which_year(after);
        let published = self.published?;
        let year = match (which, year_after) {
            (_, Some(which)) => year_of(which, published),
            (Some(Which::This), None) => published.year(),
            (Some(Which::Last), None) => {
                let this = season(published.year(), first_month, DateBasis::Relative)?;
                let is_over = this.latest.is_some_and(|latest| latest < published);
                published.year() - i16::from(!is_over)
            }
            (Some(Which::Next), None) | (None, None) => return None,
        };
        let date = season(year, first_month, DateBasis::Relative)?;
        Some((seen_from(published, date, false), end))
    }

    fn year(self, at: Cursor<'a>) -> Option<(Reading, Cursor<'a>)> {
        let (year, end) = absolute::year(at)?;
        if !self.by_preposition && !self.describes(end) {
            return None;
        }
        let is_amount = end.token().is_some_and(|token| {
            token.is_one_of(COUNTED) || (!token.is_apart && token.is_mark(&['%', '$', '€']))
        });
        let date = PartialDate::year(year, DateBasis::Explicit)?;
        (!is_amount).then(|| (self.explicit(date, end), end))
    }

    /// "A 2015 bargain": whether a number between an article and a noun is a year.
    fn describes(self, end: Cursor<'a>) -> bool {
        let after_article = self.start.before();
        after_article.is_some_and(|word| word.is_one_of(&["a", "the", "that"]))
            && end.token().is_some_and(|next| {
                next.text.starts_with(char::is_lowercase) && !next.folded.ends_with('s')
            })
    }

    fn explicit(self, date: PartialDate, end: Cursor<'a>) -> Reading {
        let lies_ahead = match (self.published, date.earliest) {
            (Some(published), Some(earliest)) => earliest > published,
            _ => tense::is_ahead(self.start, end),
        };
        Reading {
            date,
            is_ahead: lies_ahead,
        }
    }
}

/// "Of 2016 people" is no year.
const COUNTED: &[&str] = &[
    "people",
    "civilians",
    "fighters",
    "militants",
    "rebels",
    "soldiers",
    "men",
    "women",
    "children",
    "families",
    "buses",
    "persons",
    "residents",
    "prisoners",
    "detainees",
    "tons",
    "tonnes",
    "kilometres",
    "kilometers",
    "km",
    "metres",
    "meters",
    "dollars",
];

fn next_year(is_over: bool, this_year: i16) -> i16 {
    this_year.saturating_add(i16::from(is_over))
}

/// A month is the name of something in "March 14 Alliance", "April 6
/// Movement", which have a number, or in "of August Street".
fn is_name_of_something(after: Cursor<'_>) -> bool {
    after
        .token()
        .is_some_and(|token| token.is_one_of(&["street", "square", "movement", "alliance"]))
}

/// What lies in the past, or in the future, of the publication.
fn seen_from(published: Date, date: PartialDate, is_ahead: bool) -> Reading {
    let starts_later = date.earliest.is_some_and(|earliest| earliest > published);
    let is_ahead = is_ahead || starts_later;
    Reading {
        date: match is_ahead {
            true => date,
            false => super::up_to(date, published),
        },
        is_ahead,
    }
}

fn which(cursor: Cursor<'_>) -> (Option<Which>, Cursor<'_>) {
    let words: [(&[&str], Which); 3] = [
        (&["last", "past"], Which::Last),
        (&["this"], Which::This),
        (&["next", "coming"], Which::Next),
    ];
    words
        .iter()
        .find_map(|(words, which)| Some((Some(*which), cursor.word(words)?)))
        .unwrap_or((None, cursor))
}

/// Reads "early", "mid-", "the end of".
fn part(cursor: Cursor<'_>) -> (Option<Part>, Cursor<'_>) {
    let words: [(&[&str], Part); 3] = [
        (
            &[
                "early in",
                "early",
                "beginning of",
                "start of",
                "first days of",
                "first half of",
                "first week of",
            ],
            Part::Early,
        ),
        (&["mid", "middle of"], Part::Mid),
        (
            &[
                "late in",
                "late",
                "end of",
                "last days of",
                "last week of",
                "final days of",
            ],
            Part::Late,
        ),
    ];
    let at = cursor.skip_word(&["the"]).skip_word(&["very"]);
    words
        .iter()
        .find_map(|(words, part)| {
            let after = at.one_phrase(words)?;
            Some((Some(*part), after.skip_mark(&['-', '\u{2011}', '–'])))
        })
        .unwrap_or((None, cursor))
}

/// A third of the days that fit; all of them where they are not known.
fn of_part(part: Part, date: PartialDate) -> Option<PartialDate> {
    let (Some(earliest), Some(latest)) = (date.earliest, date.latest) else {
        return Some(date);
    };
    let days = earliest.until(latest).ok()?.get_days() + 1;
    let third = days / 3;
    let after = |days: i32| earliest.checked_add(days.days()).ok();
    let (first, last) = match part {
        Part::Early => (earliest, after(third)?),
        Part::Mid => (after(third)?, after(days - third - 1)?),
        Part::Late => (after(days - third - 1)?, latest),
    };
    Some(PartialDate {
        earliest: Some(first),
        latest: Some(last),
        ..date
    })
}

/// Reads a season: its first month. "Fall" is one only with a year.
fn season_name(cursor: Cursor<'_>) -> Option<(i8, Cursor<'_>)> {
    let token = cursor.token()?;
    let month = match token.folded.as_ref() {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    Some((month, cursor.next()))
}

/// Three months from the first one on.
fn season(year: i16, first_month: i8, basis: DateBasis) -> Option<PartialDate> {
    let earliest = Date::new(year, first_month, 1).ok()?;
    let latest = earliest.checked_add(2.months()).ok()?.last_of_month();
    PartialDate::between(earliest, latest, basis)
}
