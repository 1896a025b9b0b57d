//! Days, read from the command line and shown.

use sulh_rpc::{google::r#type::Date, v1::PartialDate};

/// Reads a day, `2018-03-22`.
///
/// # Errors
/// When it is none.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let day: jiff::civil::Date = text
        .parse()
        .map_err(|_| "expected a day such as 2018-03-22".to_owned())?;
    Ok(Date {
        year: day.year().into(),
        month: day.month().into(),
        day: day.day().into(),
    })
}

/// As far as it is known: `2018-03-22`, `2018-03`, `2018`.
pub(crate) fn iso(date: &Date) -> String {
    let Date { year, month, day } = date;
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// The first and the last day; once where they are equal, empty where there is none.
pub(crate) fn between(first: Option<&Date>, last: Option<&Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => iso(first),
        (Some(first), Some(last)) => format!("{} to {}", iso(first), iso(last)),
        (Some(first), None) => format!("{} or later", iso(first)),
        (None, Some(last)) => format!("until {}", iso(last)),
        (None, None) => String::new(),
    }
}

/// A date as a report gives it.
pub(crate) fn partial(date: &PartialDate) -> String {
    match &date.date {
        Some(known) if known.year > 0 => iso(known),
        Some(Date { month: 1.., .. }) => {
            let Date { month, day, .. } = date.date.unwrap_or_default();
            let day = if day > 0 {
                format!("-{day:02}")
            } else {
                String::new()
            };
            format!("{month:02}{day} of an unknown year")
        }
        _ => between(date.earliest.as_ref(), date.latest.as_ref()),
    }
}

/// The same, or empty.
pub(crate) fn known(date: Option<&PartialDate>) -> String {
    date.map(partial).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: i32, day: i32) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn dates_are_shown_as_far_as_they_are_known() {
        let shown = |year, month, day| {
            partial(&PartialDate {
                date: Some(date(year, month, day)),
                earliest: Some(date(2018, 3, 1)),
                latest: None,
                basis: 0,
            })
        };
        assert_eq!(shown(2018, 3, 22), "2018-03-22");
        assert_eq!(shown(2018, 3, 0), "2018-03");
        assert_eq!(shown(0, 9, 29), "09-29 of an unknown year");
        assert_eq!(shown(0, 9, 0), "09 of an unknown year");
        assert_eq!(shown(0, 0, 0), "2018-03-01 or later");
    }

    #[test]
    fn days_are_read() {
        assert_eq!(day("2018-03-22"), Ok(date(2018, 3, 22)));
        assert!(day("2018-02-30").is_err());
        assert!(day("March").is_err());
    }
}
