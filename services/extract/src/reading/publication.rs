//! When an article was published: of all the dates that a page gives, the one
//! to take.
//!
//! - Only what is said to be the date of publication counts. Dates of change,
//!   of the page's making, of an archive or of its crawling never do, nor do
//!   copyright years and the dates of comments and of other articles.
//! - Of several the best source decides, in the order of [`Source`].
//! - Of two publications the first counts. An address bears the date of the
//!   first one in its path: where that is days before the best source, it wins.
//! - Metadata whose day of publication is also its day of change tells when a
//!   page moved to other software. It gives way to a date above the text, or in
//!   the words of the address, that is days earlier; as does any metadata where
//!   two of these agree.
//! - Where nothing is said, the article was published no earlier than what it
//!   reports and than the pictures beside it. No last day is known.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};
use regex::Regex;
use sulh_domain::{DateBasis, PartialDate};

use super::address;
use crate::{dates, patterns::compiled};

/// Sources that are no more days apart than this agree: time zones and nightly
/// desks move a date.
const MAX_DAYS_APART: i32 = 3;

/// So much of a body is looked at for the last event that it reports, in bytes.
const MAX_BYTES_READ: usize = 256 * 1024;

/// So much of a caption is read, in bytes.
const MAX_CAPTION_BYTES: usize = 1000;

/// What gives a date of publication, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// JSON-LD of an article.
    LinkedArticle,
    /// A meta element that says what it dates: `article:published_time`.
    Meta,
    /// An element with `itemprop="datePublished"`.
    Microdata,
    /// JSON-LD of the page around the article.
    LinkedPage,
    /// A `time` element beside the headline.
    Time,
    /// An element beside the headline whose class or id says that it is a date.
    Element,
    /// A line above the text that says so: "Published: 21 May 2018".
    StatedLine,
    /// A line above the text, or a stamp at its start.
    Line,
    /// The dateline of the first sentence.
    Dateline,
    /// The folders of the address: `/2018/05/21/`.
    AddressPath,
    /// A meta element that does not say what it dates: `date`.
    UnspecificMeta,
    /// The words of the address: `report-april-23-2018`.
    AddressWords,
}

impl Source {
    /// Whether software wrote it, unseen by the readers.
    fn is_metadata(self) -> bool {
        matches!(
            self,
            Self::LinkedArticle
                | Self::Meta
                | Self::Microdata
                | Self::LinkedPage
                | Self::Time
                | Self::UnspecificMeta
        )
    }
}

/// The dates that a page gives for its publication.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Candidates {
    /// The first of each source.
    stated: Vec<(Source, PartialDate)>,
    /// Days on which the page was changed, as far as metadata tell.
    modified: Option<Date>,
    /// The latest day of a picture.
    pictured: Option<Date>,
    /// The first day of publication whose year is not told.
    without_year: Option<PartialDate>,
}

impl Candidates {
    /// Adds a date of publication. The first one of a source stays.
    pub(super) fn state(&mut self, source: Source, date: PartialDate) {
        if date.year.is_none() {
            self.without_year = self.without_year.or(Some(date));
        } else if self.of(source).is_none() {
            self.stated.push((source, date));
        }
    }

    /// Adds the dates of an address.
    pub(super) fn state_address(&mut self, url: &str) {
        for (source, date) in address::dates(url) {
            self.state(source, date);
        }
    }

    /// Adds the day on which metadata say that the page was changed.
    pub(super) fn modify(&mut self, day: Option<Date>) {
        self.modified = self.modified.or(day);
    }

    /// Adds the caption of a picture.
    pub(super) fn picture(&mut self, caption: &str) {
        let end = caption.floor_char_boundary(MAX_CAPTION_BYTES);
        let caption = caption.get(..end).unwrap_or_default();
        self.pictured = self.pictured.max(latest_past_day(caption));
    }

    /// The date of publication, where one is stated.
    pub(super) fn pick(&self) -> Option<PartialDate> {
        let Some(best) = self.stated.iter().min_by_key(|(source, _)| *source) else {
            return self.without_year;
        };
        let earlier = |sources: &[Source]| {
            let mut found = sources.iter().filter_map(|source| self.of(*source));
            found.find(|date| is_days_before(date, &best.1))
        };
        let picked = earlier(&[Source::AddressPath])
            .or_else(|| {
                let above = earlier(&[
                    Source::Element,
                    Source::StatedLine,
                    Source::Line,
                    Source::Dateline,
                ]);
                let words = earlier(&[Source::AddressWords]);
                let is_move = self.modified.is_some() && self.modified == best.1.earliest;
                let agree = matches!((above, words), (Some(a), Some(b)) if are_near(&a, &b));
                (best.0.is_metadata() && (is_move || agree))
                    .then(|| above.or(words))
                    .flatten()
            })
            .unwrap_or(best.1);
        Some(self.finest(picked))
    }

    /// The best date within another one that is less exact.
    fn finest(&self, date: PartialDate) -> PartialDate {
        let mut finer: Vec<&(Source, PartialDate)> = self
            .stated
            .iter()
            .filter(|(_, other)| {
                date.day.is_none()
                    && other.day.is_some()
                    && other.earliest >= date.earliest
                    && other.latest <= date.latest
            })
            .collect();
        finer.sort_by_key(|(source, _)| *source);
        finer.first().map_or(date, |(_, other)| *other)
    }

    fn of(&self, source: Source) -> Option<PartialDate> {
        let mut found = self.stated.iter().filter(|(known, _)| *known == source);
        found.next().map(|(_, date)| *date)
    }

    /// The days from which on an article with such pictures and such a body
    /// was published.
    pub(super) fn infer(&self, body: &str) -> Option<PartialDate> {
        let read = body.get(..body.floor_char_boundary(MAX_BYTES_READ))?;
        let reported = read.split("\n\n").filter_map(latest_past_day).max();
        let basis = match self.pictured > reported {
            true => DateBasis::Caption,
            false => DateBasis::Inferred,
        };
        let earliest = self.pictured.max(reported)?;
        Some(PartialDate::not_before(earliest, basis))
    }
}

/// Whether a date lies more than a few days before another.
fn is_days_before(date: &PartialDate, other: &PartialDate) -> bool {
    let (Some(latest), Some(earliest)) = (date.latest, other.earliest) else {
        return false;
    };
    latest
        .checked_add(MAX_DAYS_APART.days())
        .is_ok_and(|latest| latest < earliest)
}

fn are_near(a: &PartialDate, b: &PartialDate) -> bool {
    !is_days_before(a, b) && !is_days_before(b, a)
}

/// The latest full date of a text that does not lie ahead.
fn latest_past_day(text: &str) -> Option<Date> {
    dates::dates(text, None)
        .into_iter()
        .filter(|found| !found.is_ahead && found.date.day.is_some())
        .filter_map(|found| found.date.earliest)
        .max()
}

/// The date of publication in a line that may give others too: "July 5, 2018
/// [Updated: July 6, 2018]". A month counts where it stands by itself: "Qalamoun
/// / April 2018".
pub(super) fn of_line(line: &str) -> Option<(Source, PartialDate)> {
    // Most lines have no year.
    if !line.contains(char::is_numeric) {
        return None;
    }
    let found = dates::full_dates(line, DateBasis::Header);
    let mut from = 0;
    let mut earlier = None;
    for (index, date) in found.iter().enumerate() {
        let before = line.get(from..date.range().start).unwrap_or_default();
        let next = found.get(index + 1).map_or(line.len(), |f| f.range().start);
        let after = line.get(date.range().end..next).unwrap_or_default();
        from = date.range().end;
        // From one day to another: what an archive or a calendar holds.
        let is_range = (index > 0 && is_dash(before)) || (next < line.len() && is_dash(after));
        if is_range || is_of_other_date(before) {
            continue;
        }
        if says_published(before) {
            return Some((Source::StatedLine, date.date));
        }
        earlier = earlier.or(Some((Source::Line, date.date)));
    }
    if found.is_empty() {
        return lone_month(line).map(|month| (Source::Line, month));
    }
    earlier
}

fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "–" | "—")
}

/// The month with its year that fills a part of a line.
fn lone_month(line: &str) -> Option<PartialDate> {
    line.split(['/', '|', '·', '•', ',', '–', '—'])
        .map(str::trim)
        .find_map(|part| {
            let [found] = dates::dates(part, None)[..] else {
                return None;
            };
            let fills = found.range() == (0..part.len());
            let is_month = found.date.month.is_some() && found.date.year.is_some();
            (fills && is_month).then_some(PartialDate {
                basis: DateBasis::Header,
                ..found.date
            })
        })
}

/// Whether words before a date say that it is of something else than the
/// publication.
pub(super) fn is_of_other_date(before: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)\b(?:(?:last |latest )?updated?|modified|edited|revised|corrected|archived|retrieved|accessed|crawled|captured|cached|scraped|copyright|founded|established|expires|created|mis à jour|modifié|aktualisiert|actualizado|güncelle\w*|обновлено)\b|©|\(c\)|آخر تحديث|تحديث",
        )
    });
    let Some(last) = OTHER.find_iter(before).last() else {
        return false;
    };
    // "Updated: July 6; published:" is of the publication.
    !says_published(before.get(last.end()..).unwrap_or_default())
}

fn says_published(before: &str) -> bool {
    static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)\b(?:published|posted|publication|issued|publié|paru|veröffentlicht|publicado|yayın\w*|опубликовано)\b|نشر",
        )
    });
    PUBLISHED.is_match(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(year: i16, month: i8, day: i8) -> PartialDate {
        PartialDate::day(date(year, month, day), DateBasis::Header)
    }

    fn picked(stated: &[(Source, PartialDate)], modified: Option<Date>) -> Option<String> {
        let mut candidates = Candidates::default();
        for (source, date) in stated {
            candidates.state(*source, *date);
        }
        candidates.modify(modified);
        candidates.pick().map(|date| date.iso())
    }

    #[test]
    fn the_best_source_decides() {
        assert_eq!(picked(&[], Some(date(2019, 11, 2))), None);
        assert_eq!(
            picked(
                &[
                    (Source::UnspecificMeta, day(2018, 5, 24)),
                    (Source::Line, day(2018, 5, 22)),
                    (Source::Meta, day(2018, 5, 21)),
                ],
                Some(date(2019, 11, 2))
            ),
            Some("2018-05-21".into())
        );
    }

    #[test]
    fn the_stamp_of_a_move_gives_way() {
        let moved = (Source::LinkedArticle, day(2020, 1, 10));
        let on_move = Some(date(2020, 1, 10));
        let line = (Source::Line, day(2018, 5, 21));
        let words = (Source::AddressWords, day(2018, 5, 20));
        assert_eq!(picked(&[moved, line], on_move), Some("2018-05-21".into()));
        assert_eq!(picked(&[moved, line], None), Some("2020-01-10".into()));
        assert_eq!(
            picked(&[moved, line, words], None),
            Some("2018-05-21".into())
        );
        let path = (Source::AddressPath, day(2018, 5, 21));
        assert_eq!(picked(&[moved, path], None), Some("2018-05-21".into()));
        let next_day = (Source::LinkedArticle, day(2018, 5, 22));
        assert_eq!(picked(&[next_day, path], None), Some("2018-05-22".into()));
    }

    #[test]
    fn the_month_of_an_address_is_made_exact() {
        let month = PartialDate::month(2018, 5, DateBasis::Url).unwrap();
        let path = (Source::AddressPath, month);
        assert_eq!(picked(&[path], None), Some("2018-05".into()));
        let line = (Source::Line, day(2018, 5, 21));
        let moved = (Source::Meta, day(2020, 1, 10));
        assert_eq!(
            picked(&[path, line, moved], None),
            Some("2018-05-21".into())
        );
    }

    #[test]
    fn lines_tell_which_date_is_which() {
        let published = |line| of_line(line).map(|(_, date)| date.iso());
        for line in [
            "Mon Apr 30, 2018 08:41PM [Updated: Tue May 1, 2018 09:55AM ]",
            "Last updated 1 May 2018, published 30 April 2018",
            "Published 30/04/2018 | Last update: 01/05/2018",
        ] {
            assert_eq!(published(line), Some("2018-04-30".into()), "{line}");
        }
        for line in [
            "Updated: 3 June 2018",
            "Last updated on 3 June 2018",
            "Retrieved 3 June 2018",
            "Archived from the original on June 3, 2018",
            "© 2018",
            "آخر تحديث 3 حزيران 2018",
            "01 Dec 2016 - 19 Aug 2019",
            "What the truce of April 2018 left behind",
        ] {
            assert_eq!(published(line), None, "{line}");
        }
    }

    #[test]
    fn a_line_that_says_published_is_the_better_one() {
        let source = |line| of_line(line).map(|(source, _)| source);
        assert_eq!(
            source("Publié le 1er septembre 2021 à 19h08"),
            Some(Source::StatedLine)
        );
        assert_eq!(source("Sun 29 Jan 2017 13.05 GMT"), Some(Source::Line));
        let month = of_line("Qalamoun / April 2018 / sent in by a reader");
        assert_eq!(month.map(|(_, date)| date.iso()), Some("2018-04".into()));
    }

    #[test]
    fn a_day_without_its_year_stays_without() {
        let july = PartialDate::month_day(7, 19, DateBasis::Explicit).unwrap();
        let dateline = (Source::Dateline, july);
        assert_eq!(picked(&[dateline], None), Some("--07-19".into()));
        let path = (Source::AddressPath, day(2018, 7, 20));
        assert_eq!(picked(&[dateline, path], None), Some("2018-07-20".into()));
    }

    #[test]
    fn what_is_not_stated_is_inferred_from_what_is_reported() {
        let mut candidates = Candidates::default();
        let body = "The deal was signed on 14 March 2018 and broke down on 2 April 2018.\n\n\
                    Under it, elections will be held on 1 September 2018.";
        let inferred = candidates.infer(body).unwrap();
        assert_eq!(inferred.earliest, Some(date(2018, 4, 2)));
        assert_eq!((inferred.latest, inferred.iso()), (None, String::new()));
        assert_eq!(inferred.basis, DateBasis::Inferred);
        candidates.picture("Buses wait at the quarry on April 5, 2018. (Photo by a resident)");
        let inferred = candidates.infer(body).unwrap();
        assert_eq!(inferred.earliest, Some(date(2018, 4, 5)));
        assert_eq!(inferred.basis, DateBasis::Caption);
        assert_eq!(Candidates::default().infer("They left on Friday."), None);
    }
}
