//! The dates in the address of an article.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use sulh_domain::{DateBasis, PartialDate};

use super::publication::Source;
use crate::{dates, patterns::compiled};

/// Longer paths are no article's; so many bytes of them are read.
const MAX_PATH_BYTES: usize = 2048;

/// The dates in an address: `/2018/05/21/`, `/2018/may/21/`, `/20180521/`,
/// `/2018-05-21/`, `/2018/05/`, `report-april-23-2018`. Those of an archive's
/// copy are not in it.
pub(super) fn dates(url: &str) -> Vec<(Source, PartialDate)> {
    let path = path(original(url));
    let path = path
        .get(..path.floor_char_boundary(MAX_PATH_BYTES))
        .unwrap_or(path);
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let folders = segments
        .iter()
        .enumerate()
        .filter_map(|(at, _)| of_folders(segments.get(at..)?))
        // A day says more than a month.
        .max_by_key(|date| date.day.is_some());
    let words = segments.iter().find_map(|segment| of_words(segment));
    folders
        .map(|date| (Source::AddressPath, date))
        .into_iter()
        .chain(words.map(|date| (Source::AddressWords, date)))
        .collect()
}

/// The address of which an archive keeps a copy; any other as it is.
pub(super) fn original(url: &str) -> &str {
    static COPY: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)^https?://(?:[^/?#]+/[^?#]*?[/:](?P<url>https?://)|web\.archive\.org/web/[^/?#]+/(?P<bare>))",
        )
    });
    let start = COPY.captures(url).and_then(|copy| {
        let original = copy.name("url").or_else(|| copy.name("bare"))?;
        Some(original.start())
    });
    start.and_then(|start| url.get(start..)).unwrap_or(url)
}

/// The path of an address, without what is asked for after it.
fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split(['?', '#']).next().unwrap_or_default()
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let fits = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn day(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    let date = Date::new(year, month, day).ok()?;
    dates::YEARS
        .contains(&year)
        .then(|| PartialDate::day(date, DateBasis::Url))
}

/// A date in whole folders, which software has put there.
fn of_folders(folders: &[&str]) -> Option<PartialDate> {
    let first = *folders.first()?;
    let one = |at: usize| folders.get(at).copied().unwrap_or_default();
    let (year, month, day_folder) = match first.split_once('-') {
        // "/2018-05-21/", "/2018-05/21/".
        Some((year, rest)) => match rest.split_once('-') {
            Some((month, day)) => (year, month, day),
            None => (year, rest, one(1)),
        },
        None if digits(first, 4..=4).is_none() => {
            let (year, rest) = first.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            // "/20180521/", "/201805/21/".
            (year, month, if day.is_empty() { one(1) } else { day })
        }
        // "/2018/0521/", "/2018/05/21/".
        None => match one(1).split_at_checked(2) {
            Some((month, day)) if digits(one(1), 4..=4).is_some() => (first, month, day),
            _ => (first, one(1), one(2)),
        },
    };
    let year = digits(year, 4..=4).filter(|year| dates::YEARS.contains(year))?;
    let month = match digits(month, 1..=2) {
        Some(month) => i8::try_from(month).ok()?,
        None => dates::month_named(month)?,
    };
    let number = digits(day_folder, 1..=2).and_then(|number| i8::try_from(number).ok());
    match number {
        Some(number) => day(year, month, number),
        // "/20180521123/" is a number that looks like a date.
        None if digits(first, 4..=4).is_some() || first.contains('-') => {
            PartialDate::month(year, month, DateBasis::Url)
        }
        None => None,
    }
}

/// A date in the words of an address: "report-april-23-2018",
/// "20180521-buses-leave".
fn of_words(segment: &str) -> Option<PartialDate> {
    let run = segment
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| digits(word, 1..=4).is_none())
        .find_map(compact);
    let words = segment.replace(['-', '_', '+'], " ");
    dates::first_full(segment, DateBasis::Url)
        .or_else(|| dates::first_full(&words, DateBasis::Url))
        .map(|found| found.date)
        .or(run)
}

/// "20180521".
pub(super) fn compact(word: &str) -> Option<PartialDate> {
    if word.len() != 8 {
        return None;
    }
    let (year, rest) = word.split_at_checked(4)?;
    let (month, number) = rest.split_at_checked(2)?;
    let small = |text: &str| i8::try_from(digits(text, 2..=2)?).ok();
    day(digits(year, 4..=4)?, small(month)?, small(number)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<(Source, String)> {
        let found = dates(url);
        found.first().map(|(source, date)| (*source, date.iso()))
    }

    #[test]
    fn folders_give_days_and_months() {
        for url in [
            "https://a.example/2018/05/21/buses-leave",
            "http://a.example/news/2018/5/21",
            "https://a.example/world/2018/may/21/buses-leave",
            "https://a.example/20180521/buses",
            "https://a.example/2018-05-21/buses",
            "https://a.example/english/2018-05/21/c_137195331.htm",
            "https://a.example/n3/2018/0521/c90000-9462345.html",
            "https://web.archive.org/web/20200101123456/https://a.example/2018/05/21/x",
            "https://web.archive.org/web/20200101123456id_/a.example/2018/05/21/x",
            "https://archive.example/2020.01.01-123456/https://a.example/2018/05/21/x",
            "https://a.example/2018/05/21/x?from=https://b.example/2017/01/01/",
        ] {
            assert_eq!(
                of(url),
                Some((Source::AddressPath, "2018-05-21".into())),
                "{url}"
            );
        }
        assert_eq!(
            of("https://a.example/2018/05/buses-leave"),
            Some((Source::AddressPath, "2018-05".into()))
        );
    }

    #[test]
    fn words_give_days() {
        for url in [
            "https://a.example/war-report-april-23-2018-talks/",
            "https://a.example/23-april-2018-talks.html",
            "https://a.example/talks-2018-04-23",
            "https://a.example/talks_20180423.html",
        ] {
            assert_eq!(
                of(url),
                Some((Source::AddressWords, "2018-04-23".into())),
                "{url}"
            );
        }
    }

    #[test]
    fn numbers_that_look_like_dates_are_none() {
        for url in [
            "https://a.example/1804201812345",
            "https://a.example/2018042112345/x",
            "https://a.example/news/20189921",
            "https://a.example/2018",
            "https://a.example/2018/buses-leave",
            "https://a.example/x?date=2018-05-21",
            "https://web.archive.org/web/20200101123456/https://a.example/x",
            "a.example",
            "https://a.example",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }
}
