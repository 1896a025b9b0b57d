//! Days of publication as programs write them.

use jiff::{Timestamp, fmt::rfc2822, tz::TimeZone};
use sulh_domain::{DateBasis, PartialDate};

use crate::dates;

/// The day of a date that a program wrote beside a text: ISO 8601, RFC 3339, the
/// format of mails, else any full date.
pub(super) fn day(text: &str) -> Option<PartialDate> {
    static MAIL: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let text = text.trim();
    PartialDate::from_iso(text, DateBasis::Header)
        .or_else(|| {
            let sent = MAIL.parse_zoned(text).ok()?;
            Some(PartialDate::day(sent.date(), DateBasis::Header))
        })
        .or_else(|| Some(dates::first_full(text, DateBasis::Header)?.date))
}

/// The day, in Greenwich, of a time in seconds or milliseconds since 1970.
pub(super) fn day_of_epoch(time: i64) -> Option<PartialDate> {
    /// In seconds it lies three thousand years ahead.
    const FIRST_IN_MILLISECONDS: i64 = 100_000_000_000;
    let moment = if time < FIRST_IN_MILLISECONDS {
        Timestamp::from_second(time)
    } else {
        Timestamp::from_millisecond(time)
    };
    let day = moment.ok()?.to_zoned(TimeZone::UTC).date();
    Some(PartialDate::day(day, DateBasis::Header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_write_days_in_many_ways() {
        for text in [
            " 2018-04-18",
            "2018-04-18T00:30:00+03:00",
            "2018-04-18 09:00:00",
            "Wed, 18 Apr 2018 00:30:00 +0300",
            // The weekday is wrong.
            "Mon, 18 Apr 2018 09:30:00 GMT",
            "April 18, 2018",
        ] {
            assert_eq!(
                day(text).map(|date| date.iso()).as_deref(),
                Some("2018-04-18"),
                "{text}"
            );
        }
        assert_eq!(
            day("2018-04").map(|date| date.iso()).as_deref(),
            Some("2018-04")
        );
        assert_eq!(day("soon"), None);
        for time in [1_524_009_600, 1_524_009_600_000] {
            assert_eq!(
                day_of_epoch(time).map(|date| date.iso()).as_deref(),
                Some("2018-04-18")
            );
        }
        assert_eq!(day_of_epoch(i64::MAX), None);
    }
}
