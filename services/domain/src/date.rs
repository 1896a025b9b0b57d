//! Dates as reports give them: often without a year or a day, never completed
//! by guessing.

use jiff::{ToSpan, civil::Date, fmt::temporal::Pieces};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Where a date was taken from.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum DateBasis {
    /// Written in the text.
    Explicit,
    /// A metadata line or HTML metadata.
    Header,
    /// The URL's slug.
    Url,
    /// The caption of a picture.
    Caption,
    /// "Friday", "a few days earlier": resolved against the publication date.
    Relative,
    /// Concluded from what the text reports.
    Inferred,
}

/// A date of which year, month and day may each be missing, with the days that
/// fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PartialDate {
    /// Year of the common era.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
    /// The first day that fits; absent where the year is not known.
    pub earliest: Option<Date>,
    /// The last day that fits; absent where the year is not known, or where
    /// only the first day is.
    pub latest: Option<Date>,
    /// Where it was taken from.
    pub basis: DateBasis,
}

impl PartialDate {
    /// One day.
    pub fn day(date: Date, basis: DateBasis) -> Self {
        Self {
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
            earliest: Some(date),
            latest: Some(date),
            basis,
        }
    }

    /// A whole month; `None` where there is no such month.
    pub fn month(year: i16, month: i8, basis: DateBasis) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self {
            year: Some(year),
            month: Some(month),
            day: None,
            earliest: Some(first),
            latest: Some(first.last_of_month()),
            basis,
        })
    }

    /// A whole year; `None` where it is out of range.
    pub fn year(year: i16, basis: DateBasis) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Self {
            year: Some(year),
            month: None,
            day: None,
            earliest: Some(first),
            latest: Some(first.last_of_year()),
            basis,
        })
    }

    /// A month and day of an unknown year; `None` where no year has that day.
    pub fn month_day(month: i8, day: i8, basis: DateBasis) -> Option<Self> {
        // 2000 is a leap year, so that February 29 passes.
        Date::new(2000, month, day).ok()?;
        Some(Self {
            year: None,
            month: Some(month),
            day: Some(day),
            earliest: None,
            latest: None,
            basis,
        })
    }

    /// A month of an unknown year; `None` where there is no such month.
    pub fn month_of_unknown_year(month: i8, basis: DateBasis) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self {
            year: None,
            month: Some(month),
            day: None,
            earliest: None,
            latest: None,
            basis,
        })
    }

    /// Some day from `earliest` on: no last day is known, and neither year nor
    /// month nor day.
    pub fn not_before(earliest: Date, basis: DateBasis) -> Self {
        Self {
            year: None,
            month: None,
            day: None,
            earliest: Some(earliest),
            latest: None,
            basis,
        }
    }

    /// Some day from `earliest` to `latest`; `None` where they are out of
    /// order. Year and month are set where both ends share them.
    pub fn between(earliest: Date, latest: Date, basis: DateBasis) -> Option<Self> {
        if latest < earliest {
            return None;
        }
        let year = (earliest.year() == latest.year()).then(|| earliest.year());
        let month =
            (year.is_some() && earliest.month() == latest.month()).then(|| earliest.month());
        let day = (earliest == latest).then(|| earliest.day());
        Some(Self {
            year,
            month,
            day,
            earliest: Some(earliest),
            latest: Some(latest),
            basis,
        })
    }

    /// A date as programs write it, ISO 8601 or RFC 3339: `2018-04-18`,
    /// `2018-04`, `2018`, `2018-04-18T09:30:00+03:00`. Of a time, the day counts
    /// that its own offset makes it; `None` where it is anything else.
    pub fn from_iso(text: &str, basis: DateBasis) -> Option<Self> {
        if text.len() > 4 && text.len() != 7 {
            return Some(Self::day(Pieces::parse(text).ok()?.date(), basis));
        }
        let mut parts = text.split('-').map(|part| {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i16>().ok().filter(|_| is_number)
        });
        let year = parts.next()??;
        match parts.next() {
            None if text.len() == 4 => Self::year(year, basis),
            Some(month) if text.len() == 7 => Self::month(year, month?.try_into().ok()?, basis),
            _ => None,
        }
    }

    /// The middle of the days that fit: where the date sorts.
    pub fn midpoint(&self) -> Option<Date> {
        let (earliest, latest) = (self.earliest?, self.latest?);
        let days = earliest.until(latest).ok()?.get_days();
        earliest.checked_add((days / 2).days()).ok()
    }

    /// The date as far as it is known: `2018-04-18`, `2018-04`, `2018`,
    /// `--09-29`, `--09`; empty for an interval across years.
    pub fn iso(&self) -> String {
        match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
            (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
            (Some(y), None, _) => format!("{y:04}"),
            (None, Some(m), Some(d)) => format!("--{m:02}-{d:02}"),
            (None, Some(m), None) => format!("--{m:02}"),
            (None, None, _) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_without_year_has_no_days_that_fit() {
        let september = PartialDate::month_day(9, 29, DateBasis::Explicit);
        assert_eq!(
            september.map(|d| (d.iso(), d.midpoint())),
            Some(("--09-29".into(), None))
        );
        assert_eq!(PartialDate::month_day(2, 30, DateBasis::Explicit), None);
    }

    #[test]
    fn a_month_knows_its_days() {
        let month = PartialDate::month(2018, 2, DateBasis::Explicit);
        assert_eq!(month.and_then(|d| d.latest), Some(date(2018, 2, 28)));
        assert_eq!(month.map(|d| d.iso()), Some("2018-02".into()));
    }

    #[test]
    fn what_is_not_known_stays_open() {
        let open = PartialDate::not_before(date(2018, 7, 3), DateBasis::Inferred);
        assert_eq!((open.iso(), open.midpoint()), (String::new(), None));
        let march = PartialDate::month_of_unknown_year(3, DateBasis::Explicit);
        assert_eq!(march.map(|d| d.iso()), Some("--03".into()));
        assert_eq!(
            PartialDate::month_of_unknown_year(13, DateBasis::Explicit),
            None
        );
    }

    #[test]
    fn dates_of_programs_are_read_as_far_as_they_go() {
        let read = |text| PartialDate::from_iso(text, DateBasis::Header).map(|date| date.iso());
        for text in ["2018-04-18", "2018-04", "2018"] {
            assert_eq!(read(text).as_deref(), Some(text));
        }
        // Shortly after midnight in Damascus it is still yesterday in Greenwich.
        let night = read("2018-04-18T00:30:00+03:00");
        assert_eq!(night.as_deref(), Some("2018-04-18"));
        assert_eq!(read("2018-04-17T21:30:00Z").as_deref(), Some("2018-04-17"));
        for text in [
            "",
            "18",
            "2018-13",
            "2018-4",
            "2018-02-30",
            "April",
            "-018",
            "20180-4",
            "+018",
            "2018-04-18 x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_interval_keeps_what_its_ends_share() {
        let span = PartialDate::between(date(2018, 3, 17), date(2018, 3, 18), DateBasis::Relative);
        assert_eq!(span.map(|d| d.iso()), Some("2018-03".into()));
        let years = PartialDate::between(date(2017, 3, 17), date(2018, 3, 18), DateBasis::Inferred);
        assert_eq!(years.map(|d| d.iso()), Some(String::new()));
    }
}
