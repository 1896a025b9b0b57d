//! When what a claim tells of happened.

use std::ops::Range;

use sulh_domain::PartialDate;

use super::Text;
use crate::{
    assertions::{Assertion, Nearness},
    dates,
    mentions::ReadSentence,
};

/// Two claims of one place and status are of two deals when so many days or
/// more lie between them.
const DAYS_BETWEEN_DEALS: i32 = 45;

/// Steps that people took so many days before the report are done.
const DAYS_OF_STEPS: i32 = 21;

/// The date that stands nearest to what asserts the clauses of a sentence; of
/// several as near the first that is known to the day, or else the first one.
/// What lies ahead is not when it happened.
pub(super) fn event_date(
    sentence: &ReadSentence,
    clauses: &[Range<usize>],
    text: &Text<'_>,
) -> Option<PartialDate> {
    let (near, date) = nearest_date(sentence, clauses, text)?;
    (near != Nearness::Bound).then_some(date)
}

/// How far what a sentence asserts reaches, where it tells no other date: "since
/// Friday".
pub(super) fn bounding_date(
    sentence: &ReadSentence,
    clauses: &[Range<usize>],
    text: &Text<'_>,
) -> Option<PartialDate> {
    nearest_date(sentence, clauses, text).map(|(_, date)| date)
}

fn nearest_date(
    sentence: &ReadSentence,
    clauses: &[Range<usize>],
    text: &Text<'_>,
) -> Option<(Nearness, PartialDate)> {
    let before = text.body.get(..sentence.range.start)?;
    let words = text.body.get(sentence.range.clone())?;
    let (own, others): (Vec<&Assertion>, Vec<&Assertion>) = sentence
        .said
        .assertions
        .iter()
        .partition(|assertion| clauses.contains(&assertion.clause));
    // A date of what is said elsewhere in the sentence is that of another event.
    let near = |at: usize| {
        let near = own.iter().map(|own| own.nearness(at)).min();
        let is_of_other = || {
            others
                .iter()
                .any(|other| other.nearness(at) == Nearness::Own)
        };
        match near.unwrap_or(Nearness::Own) {
            Nearness::Other if is_of_other() => None,
            near => Some(near),
        }
    };
    let mut dates: Vec<(Nearness, PartialDate)> = dates::dates_after(before, words, text.published)
        .into_iter()
        .filter(|found| !found.is_ahead)
        .filter_map(|found| Some((near(found.range().start)?, found.date)))
        .collect();
    dates.sort_by_key(|(near, _)| *near);
    let nearest = dates.first().map(|(near, _)| *near)?;
    let date = dates
        .into_iter()
        .take_while(|(near, _)| *near == nearest)
        .fold(None, |first, (_, next)| finer(first, Some(next)))?;
    Some((nearest, date))
}

/// The first of two dates, unless only the second is known to the day.
pub(super) fn finer(
    first: Option<PartialDate>,
    second: Option<PartialDate>,
) -> Option<PartialDate> {
    let is_day = |date: &PartialDate| date.day.is_some();
    match second.filter(is_day) {
        Some(day) if !first.as_ref().is_some_and(is_day) => Some(day),
        _ => first.or(second),
    }
}

/// Whether steps of a date are over by the time of the report.
pub(super) fn is_long_past(date: Option<PartialDate>, text: &Text<'_>) -> bool {
    let middle = date.and_then(|date| date.midpoint());
    let (Some(middle), Some(published)) = (middle, text.published) else {
        return false;
    };
    middle
        .until(published)
        .is_ok_and(|span| span.get_days() > DAYS_OF_STEPS)
}

/// Whether two dates may be of one deal.
pub(super) fn are_of_one_time(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let middle = |date: Option<PartialDate>| date.and_then(|date| date.midpoint());
    let (Some(a), Some(b)) = (middle(a), middle(b)) else {
        return true;
    };
    a.until(b)
        .is_ok_and(|span| span.get_days().abs() < DAYS_BETWEEN_DEALS)
}
