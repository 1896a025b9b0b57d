//! The time that an answer is as of, read from a request.

use jiff::civil;
use sulh_domain::Horizon;

use crate::{
    days::{day, instant},
    google::r#type::Date,
    violation::Violation,
};

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
    known: Option<prost_types::Timestamp>,
) -> Result<Horizon, Violation> {
    Ok(Horizon {
        published: as_of(date)?,
        ingested: instant("known_as_of", known)?,
    })
}
