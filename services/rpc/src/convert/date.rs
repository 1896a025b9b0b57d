//! Dates.

use jiff::{Timestamp, civil};
use sulh_domain::PartialDate;

use crate::{google::r#type::Date, v1};

pub(super) fn date(date: civil::Date) -> Date {
    Date {
        year: date.year().into(),
        month: date.month().into(),
        day: date.day().into(),
    }
}

pub(super) fn partial_date(partial: PartialDate) -> v1::PartialDate {
    v1::PartialDate {
        date: Some(Date {
            year: partial.year.unwrap_or_default().into(),
            month: partial.month.unwrap_or_default().into(),
            day: partial.day.unwrap_or_default().into(),
        }),
        earliest: partial.earliest.map(date),
        latest: partial.latest.map(date),
        basis: v1::DateBasis::from(partial.basis).into(),
    }
}

pub(super) fn timestamp(instant: Timestamp) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: instant.as_second(),
        nanos: instant.subsec_nanosecond(),
    }
}
