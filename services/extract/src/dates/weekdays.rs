//! Weekdays, seen from a day.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// A weekday as a word names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayName {
    pub(super) weekday: Weekday,
    /// "Sun", "Sat": only next to a date are they weekdays for sure.
    pub(super) is_short: bool,
}

/// The weekday that a folded word names. "Saturdays" is "Saturday's" where a
/// text has lost its apostrophes.
pub(super) fn named(word: &str) -> Option<DayName> {
    let (weekday, is_short) = match word {
        "monday" | "mondays" => (Weekday::Monday, false),
        "tuesday" | "tuesdays" => (Weekday::Tuesday, false),
        "wednesday" | "wednesdays" => (Weekday::Wednesday, false),
        "thursday" | "thursdays" => (Weekday::Thursday, false),
        "friday" | "fridays" => (Weekday::Friday, false),
        "saturday" | "saturdays" => (Weekday::Saturday, false),
        "sunday" | "sundays" => (Weekday::Sunday, false),
        "mon" => (Weekday::Monday, true),
        "tue" | "tues" => (Weekday::Tuesday, true),
        "wed" => (Weekday::Wednesday, true),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, true),
        "fri" => (Weekday::Friday, true),
        "sat" => (Weekday::Saturday, true),
        "sun" => (Weekday::Sunday, true),
        _ => return None,
    };
    Some(DayName { weekday, is_short })
}

/// The last such weekday up to a day, that day included.
pub(super) fn last_up_to(day: Date, weekday: Weekday) -> Option<Date> {
    let days = i32::from(day.weekday().since(weekday));
    day.checked_sub(days.days()).ok()
}

/// The last such weekday before a day.
pub(super) fn last_before(day: Date, weekday: Weekday) -> Option<Date> {
    last_up_to(day.yesterday().ok()?, weekday)
}

/// The first such weekday after a day.
pub(super) fn first_after(day: Date, weekday: Weekday) -> Option<Date> {
    let tomorrow = day.tomorrow().ok()?;
    let days = i32::from(tomorrow.weekday().until(weekday));
    tomorrow.checked_add(days.days()).ok()
}

/// The Monday of a day's week.
pub(super) fn monday_of(day: Date) -> Option<Date> {
    last_up_to(day, Weekday::Monday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekdays_around_a_sunday() {
        let sunday = date(2017, 3, 19);
        assert_eq!(last_up_to(sunday, Weekday::Sunday), Some(sunday));
        assert_eq!(
            last_before(sunday, Weekday::Sunday),
            Some(date(2017, 3, 12))
        );
        assert_eq!(
            first_after(sunday, Weekday::Sunday),
            Some(date(2017, 3, 26))
        );
        assert_eq!(
            first_after(sunday, Weekday::Monday),
            Some(date(2017, 3, 20))
        );
        assert_eq!(monday_of(sunday), Some(date(2017, 3, 13)));
    }
}
