//! Dates as reports write them, seen from the day of publication: absolute,
//! partial, by weekday, relative. A small grammar over words, numbers and marks;
//! nothing is completed by guessing.

mod absolute;
mod hijri;
mod months;
mod numbers;
mod partial;
mod ranges;
mod relative;
mod tense;
mod tokens;
mod weekdays;

use std::{
    cell::OnceCell,
    ops::{Range, RangeInclusive},
};

use jiff::civil::Date;
use sulh_domain::{DateBasis, PartialDate};

use self::tokens::{Cursor, Token};

/// So much of the text before a sentence is looked at for the day that "a day
/// earlier" is told from, in bytes.
const MAX_BYTES_BEFORE: usize = 2048;

/// The years that reports can be of.
pub(crate) const YEARS: RangeInclusive<i16> = 1990..=2100;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// The date.
    pub(crate) date: PartialDate,
    /// Whether the text speaks of what is still to come: "will leave on
    /// Monday", "tomorrow".
    pub(crate) is_ahead: bool,
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

/// A date as a rule reads it.
#[derive(Clone, Copy, Debug)]
struct Reading {
    date: PartialDate,
    is_ahead: bool,
}

/// From where relative dates are seen.
struct Standpoint<'a> {
    published: Option<Date>,
    /// The last days that the sentence has given so far.
    in_sentence: LastDays,
    /// What stands before the sentence.
    before: &'a str,
    in_text_before: OnceCell<LastDays>,
}

/// The days that a text gave last.
#[derive(Clone, Copy, Default)]
struct LastDays {
    any: Option<Date>,
    /// The last one that does not lie ahead.
    past: Option<Date>,
    /// The year of the last date that has one.
    year: Option<i16>,
}

impl LastDays {
    fn add(&mut self, found: &Found) {
        let day = day_of(found);
        self.any = day.or(self.any);
        self.past = day.filter(|_| !found.is_ahead).or(self.past);
        self.year = found.date.year.or(self.year);
    }
}

impl Standpoint<'_> {
    /// The last day that the text has given so far.
    fn last(&self) -> Option<Date> {
        self.in_sentence.any.or_else(|| self.text_before().any)
    }

    /// The last day that does not lie ahead, or else the day of publication.
    fn last_past(&self) -> Option<Date> {
        self.in_sentence
            .past
            .or_else(|| self.text_before().past)
            .or(self.published)
    }

    /// The year that the text has spoken of last.
    fn last_year(&self) -> Option<i16> {
        self.in_sentence.year.or_else(|| self.text_before().year)
    }

    fn text_before(&self) -> LastDays {
        *self.in_text_before.get_or_init(|| {
            let start = self.before.len().saturating_sub(MAX_BYTES_BEFORE);
            let start = self.before.ceil_char_boundary(start);
            let mut last = LastDays::default();
            for found in dates(self.before.get(start..).unwrap_or_default(), self.published) {
                last.add(&found);
            }
            last
        })
    }
}

/// The day that a date is known to.
fn day_of(found: &Found) -> Option<Date> {
    let earliest = found.date.earliest?;
    (found.date.latest == Some(earliest)).then_some(earliest)
}

/// A date that lies in the past of a day: none of its days is later.
fn up_to(date: PartialDate, last: Date) -> PartialDate {
    PartialDate {
        latest: date
            .latest
            .map(|latest| latest.min(last).max(date.earliest.unwrap_or(latest))),
        ..date
    }
}

/// The first date in a text that says year, month and day.
pub(crate) fn first_full(text: &str, basis: DateBasis) -> Option<Found> {
    let tokens = tokens::tokens(text);
    next_full(&tokens, Cursor::new(&tokens), basis).map(|(found, _)| found)
}

/// All dates in a text that say year, month and day, in order.
pub(crate) fn full_dates(text: &str, basis: DateBasis) -> Vec<Found> {
    let tokens = tokens::tokens(text);
    let mut dates = Vec::new();
    let mut cursor = Cursor::new(&tokens);
    while let Some((found, end)) = next_full(&tokens, cursor, basis) {
        dates.push(found);
        cursor = end;
    }
    dates
}

fn next_full<'a>(
    tokens: &'a [Token<'a>],
    from: Cursor<'a>,
    basis: DateBasis,
) -> Option<(Found, Cursor<'a>)> {
    let mut cursor = from;
    while let Some(token) = cursor.token() {
        if !token.may_start_date() {
            cursor = cursor.next();
            continue;
        }
        if let Some((date, end)) = absolute::date(cursor) {
            let reading = Reading {
                date: PartialDate::day(date, basis),
                is_ahead: false,
            };
            return Some((found(tokens, cursor, end, reading)?, end));
        }
        cursor = hijri::date(cursor).unwrap_or_else(|| cursor.next());
    }
    None
}

/// The month, 1 to 12, that an English word names: "may", "Sept".
pub(crate) fn month_named(word: &str) -> Option<i8> {
    let month = months::named(&word.to_ascii_lowercase())?;
    (month.spelling != months::Spelling::Foreign).then_some(month.number)
}

/// Whether a word in small letters is the name of a weekday or a day told from
/// today.
pub(crate) fn is_weekday(word: &str) -> bool {
    weekdays::named(word).is_some()
}

/// All dates in a sentence, in order, as seen from the day of publication.
/// Without one, weekdays and the like say nothing.
pub(crate) fn dates(sentence: &str, published: Option<Date>) -> Vec<Found> {
    dates_after("", sentence, published)
}

/// All dates in a sentence that stands after other text: "the previous day" is
/// told from the last date of both.
pub(crate) fn dates_after(before: &str, sentence: &str, published: Option<Date>) -> Vec<Found> {
    let tokens = tokens::tokens(sentence);
    let mut seen = Standpoint {
        published,
        in_sentence: LastDays::default(),
        before,
        in_text_before: OnceCell::new(),
    };
    let mut dates: Vec<Found> = Vec::new();
    let mut cursor = Cursor::new(&tokens);
    while let Some(token) = cursor.token() {
        let read = token
            .may_start_date()
            .then(|| read(cursor, &seen))
            .flatten();
        let Some((reading, end)) = read else {
            cursor = cursor.next();
            continue;
        };
        if let Some(date) = reading.and_then(|reading| found(&tokens, cursor, end, reading)) {
            seen.in_sentence.add(&date);
            dates.push(date);
        }
        cursor = end;
    }
    dates
}

/// Reads a date that starts here, the fullest one; `None` in the reading where
/// it can not be resolved.
fn read<'a>(cursor: Cursor<'a>, seen: &Standpoint<'_>) -> Option<(Option<Reading>, Cursor<'a>)> {
    if let Some(end) = hijri::date(cursor) {
        return Some((None, end));
    }
    if let Some((reading, end)) = relative::in_year_spoken_of(cursor, seen) {
        return Some((Some(reading), end));
    }
    let published = seen.published;
    ranges::range(cursor, published)
        .or_else(|| full(cursor, published))
        .or_else(|| partial::day(cursor, published))
        .or_else(|| partial::period(cursor, published))
        .map(|(reading, end)| (Some(reading), end))
        .or_else(|| relative::relative(cursor, seen))
}

fn full(cursor: Cursor<'_>, published: Option<Date>) -> Option<(Reading, Cursor<'_>)> {
    let (date, end) = absolute::date(cursor)?;
    let is_ahead = match published {
        Some(published) => date > published,
        None => tense::is_ahead(cursor, end),
    };
    let reading = Reading {
        date: PartialDate::day(date, DateBasis::Explicit),
        is_ahead,
    };
    Some((reading, end))
}

fn found(
    tokens: &[Token<'_>],
    start: Cursor<'_>,
    end: Cursor<'_>,
    reading: Reading,
) -> Option<Found> {
    Some(Found {
        date: reading.date,
        is_ahead: reading.is_ahead,
        start: start.token()?.start,
        end: tokens.get(end.index().checked_sub(1)?)?.end(),
    })
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
    fn dates_are_told_from_the_year_and_the_day_spoken_of() {
        for (text, expected) in [
            (
                "It was signed in June 2014 and broken in September of that year.",
                ["2014-06", "2014-09"].as_slice(),
            ),
            (
                "A 2015 bargain was kept until that December.",
                &["2015", "2015-12"],
            ),
            (
                "They met on 3 May 2015 and again on 9 July of the same year.",
                &["2015-05-03", "2015-07-09"],
            ),
            (
                "The terms were read out earlier in the day.",
                &["2017-03-19"],
            ),
            ("Under a two-day-old accord they left.", &["2017-03-17"]),
            ("Elders signed on Christmas Eve.", &["2016-12-24"]),
            ("They came out with the 2015 rifles.", &[]),
        ] {
            assert_eq!(all(text, Some(SUNDAY)), expected, "{text}");
        }
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

    /// A Friday.
    const FRIDAY: Date = date(2018, 4, 20);

    /// First and last day that fit, and whether they lie ahead.
    fn bounds(sentence: &str) -> Vec<(String, String, bool)> {
        dates(sentence, Some(FRIDAY))
            .iter()
            .map(|found| {
                let text = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
                (
                    text(found.date.earliest),
                    text(found.date.latest),
                    found.is_ahead,
                )
            })
            .collect()
    }

    fn assert_bounds(sentence: &str, earliest: &str, latest: &str, is_ahead: bool) {
        assert_eq!(
            bounds(sentence),
            [(earliest.to_owned(), latest.to_owned(), is_ahead)],
            "{sentence}"
        );
    }

    #[test]
    fn full_dates_in_other_languages_and_shapes() {
        for text in [
            "2018-04-20T08:41:00.000+02:00",
            "2018-04-20T23:59Z",
            "20/04/2018",
            "20-4-2018",
            "04/20/2018",
            "Friday 20th of April, 2018",
            "the 20th of April 2018",
            "20th Apr., 2018",
            "20-Apr-2018",
            "20April2018",
            "Apr 202018",
            "april-20-2018",
            "2018 April 20",
            "vendredi 20 avril 2018",
            "20. April 2018",
            "20 de abril de 2018",
            "20 Nisan 2018 Cuma",
            "20 апреля 2018 г.",
            "20 نيسان 2018",
            "الجمعة 20 أبريل/نيسان 2018",
            "٢٠ نيسان (أبريل) ٢٠١٨",
            "4 شعبان 1439 هـ - 20 أبريل 2018 م",
            "1439/08/04 20/04/2018",
        ] {
            let found = first_full(text, DateBasis::Header);
            assert_eq!(
                found.map(|f| f.date.iso()),
                Some("2018-04-20".into()),
                "{text}"
            );
        }
        assert_eq!(
            first_full("1 كانون الثاني 2018", DateBasis::Header).map(|f| f.date.iso()),
            Some("2018-01-01".into())
        );
        assert_eq!(
            first_full("le 1er août 2016", DateBasis::Header).map(|f| f.date.iso()),
            Some("2016-08-01".into())
        );
    }

    #[test]
    fn the_weekday_decides_what_numbers_leave_open() {
        let day = |text| first_full(text, DateBasis::Header).map(|f| f.date.iso());
        assert_eq!(day("04/05/2018"), Some("2018-05-04".into()));
        assert_eq!(day("Friday, 04/05/2018"), Some("2018-05-04".into()));
        assert_eq!(day("Thursday 04/05/2018"), Some("2018-04-05".into()));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "1804201812345",
            "version 10.20.04.2018.5",
            "They may 20 times have said so.",
            "March 12,000 people fled",
            "2016 people left in 2,016 buses",
            "a 155mm shell and 20mm guns",
            "on the second day of the march",
            "He sat in the sun and set off",
            "The Sunday Times reported",
            "every Friday for months",
            "They protest on Fridays",
            "the day before the attack",
            "four days after the attack",
            "4 Ramadan 1439",
            "04/08/1439",
            "in 1439",
            "from 5 to 10 people",
            "$20 April",
            "a total of 2016 fighters",
        ] {
            assert_eq!(all(text, Some(FRIDAY)), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_day_that_its_month_lacks_leaves_the_month() {
        assert_eq!(all("on 31 February 2018", Some(FRIDAY)), ["2018-02"]);
        assert_eq!(first_full("31 February 2018", DateBasis::Header), None);
    }

    #[test]
    fn parts_of_months_years_and_seasons() {
        assert_bounds("in mid-April 2017", "2017-04-11", "2017-04-20", false);
        assert_bounds("in late March", "2018-03-21", "2018-03-31", false);
        assert_bounds("early in 2016", "2016-01-01", "2016-05-02", false);
        assert_bounds("the summer of 2014", "2014-06-01", "2014-08-31", false);
        assert_bounds("last August", "2017-08-01", "2017-08-31", false);
        assert_bounds("at the end of 2016", "2016-08-31", "2016-12-31", false);
        assert_bounds("since March", "2018-03-01", "2018-03-31", false);
        assert_bounds("last winter", "2017-12-01", "2018-02-28", false);
        assert_eq!(all("two rounds in March", None), ["--03"]);
    }

    #[test]
    fn ranges_of_days_months_and_years() {
        for text in [
            "between 12 and 15 March",
            "March 12–15",
            "from 12 to 15 March 2018",
            "12-15 March",
            "from March 12 to March 15, 2018",
        ] {
            assert_bounds(text, "2018-03-12", "2018-03-15", false);
        }
        assert_bounds("28 March – 2 April", "2018-03-28", "2018-04-02", false);
        assert_bounds(
            "from December 30 to January 2",
            "2017-12-30",
            "2018-01-02",
            false,
        );
        assert_bounds("between 2014 and 2016", "2014-01-01", "2016-12-31", false);
        assert_bounds("from October to January", "2017-10-01", "2018-01-31", false);
        assert_bounds(
            "between Tuesday and Thursday",
            "2018-04-17",
            "2018-04-19",
            false,
        );
    }

    #[test]
    fn lapses_of_time() {
        assert_bounds("two days ago", "2018-04-18", "2018-04-18", false);
        assert_bounds(
            "the day before yesterday",
            "2018-04-18",
            "2018-04-18",
            false,
        );
        assert_bounds("twenty-one days ago", "2018-03-30", "2018-03-30", false);
        assert_bounds("three weeks ago", "2018-03-29", "2018-03-31", false);
        assert_bounds("two months ago", "2018-02-01", "2018-02-28", false);
        assert_bounds("a few days ago", "2018-04-13", "2018-04-18", false);
        assert_bounds("over the past two days", "2018-04-18", "2018-04-20", false);
        assert_bounds("in recent days", "2018-04-13", "2018-04-20", false);
        assert_bounds("earlier this month", "2018-04-01", "2018-04-20", false);
        assert_bounds("last week", "2018-04-09", "2018-04-15", false);
        assert_bounds("in the coming days", "2018-04-20", "2018-04-27", true);
        assert_bounds("Monday last week", "2018-04-09", "2018-04-09", false);
        assert_bounds("the 2nd of this month", "2018-04-02", "2018-04-02", false);
    }

    #[test]
    fn days_told_from_another_day() {
        assert_eq!(
            all(
                "It fell on Tuesday; the previous day, talks had ended.",
                Some(FRIDAY)
            ),
            ["2018-04-17", "2018-04-16"]
        );
        assert_eq!(
            all("signed on 1 March 2016 and broken two days later.", None),
            ["2016-03-01", "2016-03-03"]
        );
        let found = dates_after(
            "It fell on 3 April 2018.",
            "The following day, buses left.",
            Some(FRIDAY),
        );
        assert_eq!(found[0].date.iso(), "2018-04-04");
        assert_eq!(all("The following day, buses left.", Some(FRIDAY)), [""; 0]);
    }

    #[test]
    fn what_is_to_come_looks_forward() {
        for text in [
            "The buses will leave on Monday.",
            "On Monday the buses will leave.",
            "They agreed to leave the town on Monday.",
            "next Monday",
            "The first convoy is due on Monday",
            "The army gave them until Monday to leave.",
            "The evacuation is scheduled for Monday",
        ] {
            assert_bounds(text, "2018-04-23", "2018-04-23", true);
        }
        for text in [
            "The deal reached on Monday will end the siege.",
            "On Monday, the army said that they will leave.",
            "They were forced to leave on Monday.",
            "The convoy was expected on Monday.",
            "The buses left due to shelling on Monday.",
            "All fighters had left by Monday.",
            "The army said on Monday that they will leave.",
        ] {
            assert_bounds(text, "2018-04-16", "2018-04-16", false);
        }
        assert_bounds("tomorrow", "2018-04-21", "2018-04-21", true);
        let december = dates("will leave on January 3", Some(date(2017, 12, 28)));
        assert_eq!(december[0].date.iso(), "2018-01-03");
    }

    #[test]
    fn last_of_its_name_is_before_the_day_itself() {
        assert_bounds("last Friday", "2018-04-13", "2018-04-13", false);
        assert_bounds("Friday evening", "2018-04-20", "2018-04-20", false);
        assert_bounds("Saturdays attack", "2018-04-14", "2018-04-14", false);
    }

    mod properties {
        use super::*;
        use jiff::ToSpan;
        use proptest::prelude::*;

        fn check(text: &str, before: &str, published: Option<Date>) {
            let mut end = 0;
            for found in dates_after(before, text, published) {
                let range = found.range();
                assert!(range.start >= end && range.end > range.start, "{text}");
                assert!(text.get(range.clone()).is_some(), "{text}: {range:?}");
                end = range.end;
                let date = found.date;
                assert_eq!(date.earliest.is_some(), date.latest.is_some());
                assert!(date.earliest <= date.latest, "{text}: {date:?}");
                if let Some(published) = published
                    && date.basis == DateBasis::Relative
                    && !found.is_ahead
                {
                    let horizon = published.checked_add(31.days()).unwrap();
                    assert!(date.latest <= Some(horizon), "{text}: {date:?}");
                }
            }
            if let Some(found) = first_full(text, DateBasis::Header) {
                assert!(text.get(found.range()).is_some());
            }
        }

        fn published() -> impl Strategy<Value = Option<Date>> {
            prop_oneof![
                Just(None),
                (0..9000_i32).prop_map(|days| date(1995, 1, 1).checked_add(days.days()).ok()),
                Just(Some(Date::MIN)),
            ]
        }

        const WORDS: &[&str] = &[
            "on",
            "last",
            "next",
            "the",
            "this",
            "of",
            "in",
            "by",
            "until",
            "between",
            "and",
            "from",
            "to",
            "will",
            "was",
            "March",
            "May",
            "april",
            "Sept",
            "Friday",
            "sunday",
            "Sat",
            "20",
            "3rd",
            "2018",
            "1439",
            "99",
            "31",
            "days",
            "weeks",
            "months",
            "years",
            "ago",
            "earlier",
            "later",
            "before",
            "day",
            "yesterday",
            "tomorrow",
            "early",
            "mid",
            "-",
            "–",
            "/",
            ".",
            ",",
            "two",
            "twenty",
            "first",
            "a",
            "few",
            "past",
            "recent",
            "coming",
            "within",
            "hours",
            "weekend",
            "summer",
            "نيسان",
            "كانون",
            "الثاني",
            "٢٠",
            "février",
            "T08:00",
            "same",
            "previous",
            "following",
            "year",
            "week",
            "month",
        ];

        proptest! {
            #[test]
            fn any_text_is_read(text in any::<String>(), published in published()) {
                check(&text, &text, published);
            }

            #[test]
            fn any_words_are_read(
                words in proptest::collection::vec(proptest::sample::select(WORDS), 0..24),
                glue in proptest::sample::select(&[" ", "", "-"][..]),
                published in published().prop_filter("in range", |d| *d != Some(Date::MIN)),
            ) {
                let text = words.join(glue);
                check(&text, "It fell on 3 April 2018.", published);
            }
        }
    }
}
