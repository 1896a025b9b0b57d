//! The time that an answer is as of, read from a request.

use jiff::{Timestamp, civil};
use sulh_domain::Horizon;

use crate::{days::day, google::r#type::Date, violation::Violation};

/// Reads the field `as_of`; `None` where the answer is of all times.
///
/// # Errors
/// When it lacks year, month or day, or there is no such day.
pub fn as_of(date: Option<Date>) -> Result<Option<civil::Date>, Violation> {
    date.map(|date| day("as_of", date)).transpose()
}

/// Reads the fields `as_of` and `known_as_of`.
///
/// # Errors
/// When the first is no day, or the second no instant.
pub fn horizon(
    date: Option<Date>,
    instant: Option<prost_types::Timestamp>,
) -> Result<Horizon, Violation> {
    let ingested = instant.map(|instant| {
        Timestamp::new(instant.seconds, instant.nanos).map_err(|_| {
            Violation::new(
                "known_as_of",
                "no instant: expected one of the years 1 to 9999, with 0 to 999,999,999 nanoseconds",
            )
        })
    });
    Ok(Horizon {
        published: as_of(date)?,
        ingested: ingested.transpose()?,
    })
}
