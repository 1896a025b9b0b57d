//! The day that an answer is as of, read from a request.

use jiff::civil;

use crate::{days::day, google::r#type::Date, violation::Violation};

/// Reads the field `as_of`; `None` where the answer is of all times.
///
/// # Errors
/// When it lacks year, month or day, or there is no such day.
pub fn as_of(date: Option<Date>) -> Result<Option<civil::Date>, Violation> {
    date.map(|date| day("as_of", date)).transpose()
}
