//! Whole days and instants, read from requests.

use jiff::{Timestamp, civil};
use sulh_domain::filter::Days;

use crate::{google::r#type::Date, violation::Violation};

/// Reads the day in the field `field`.
///
/// # Errors
/// When it lacks year, month or day, or there is no such day.
pub(crate) fn day(field: &str, date: Date) -> Result<civil::Date, Violation> {
    let whole = || {
        let year = date.year.try_into().ok().filter(|year: &i16| *year > 0)?;
        civil::Date::new(year, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
    };
    whole().ok_or_else(|| Violation::new(field, "no day: expected a year, a month and a day"))
}

/// Reads a first and a last day, each with its field.
///
/// # Errors
/// When one is no whole day, or they are out of order.
pub(crate) fn days(
    (since_field, since): (&str, Option<Date>),
    (until_field, until): (&str, Option<Date>),
) -> Result<Days, Violation> {
    let days = Days {
        since: since.map(|date| day(since_field, date)).transpose()?,
        until: until.map(|date| day(until_field, date)).transpose()?,
    };
    if days.since.zip(days.until).is_some_and(|(s, u)| u < s) {
        return Err(Violation::new(
            until_field,
            format!("before {since_field}: expected that day or a later one"),
        ));
    }
    Ok(days)
}

/// Reads the instant in the field `field`; `None` where it is absent.
///
/// # Errors
/// When there is no such instant.
pub(crate) fn instant(
    field: &str,
    instant: Option<prost_types::Timestamp>,
) -> Result<Option<Timestamp>, Violation> {
    instant
        .map(|instant| Timestamp::new(instant.seconds, instant.nanos))
        .transpose()
        .map_err(|_| {
            Violation::new(
                field,
                "no instant: expected one of the years 1 to 9999, with 0 to 999,999,999 nanoseconds",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: i32, day: i32) -> Option<Date> {
        Some(Date { year, month, day })
    }

    #[test]
    fn the_first_and_the_last_day_are_whole_and_in_order() {
        let read = |since, until| days(("since", since), ("until", until));
        assert_eq!(read(None, None).unwrap(), Days::default());
        let one = read(date(2018, 4, 1), date(2018, 4, 1)).unwrap();
        assert_eq!(one.since, one.until);
        let refused = |since, until| read(since, until).unwrap_err().to_string();
        assert!(refused(date(2018, 4, 0), None).starts_with("since: no day"));
        assert!(refused(None, date(0, 4, 1)).starts_with("until: no day"));
        let crossed = refused(date(2018, 4, 2), date(2018, 4, 1));
        assert!(crossed.starts_with("until: before since"), "{crossed}");
    }
}
