//! How far what is known counts, for answers as of a former time.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// What an answer rests on: what was published until a day, and what had been
/// ingested until an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Horizon {
    /// The last day of which articles count; one whose day is not known counts from
    /// the day on which it was ingested, in UTC.
    pub published: Option<Date>,
    /// The last instant at which articles came in.
    pub ingested: Option<Timestamp>,
}

impl Horizon {
    /// Whether everything counts.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}
