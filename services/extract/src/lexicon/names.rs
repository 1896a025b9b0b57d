//! The `names` cell: `en:Jabhat al-Nusra@2012-01..2016-07 | ar:جبهة النصرة | en:Nusra !weak |
//! en:the Nusra militants !label`.

use jiff::civil::Date;
use sulh_domain::{DateBasis, PartialDate};

use super::{Faults, table::Row};

/// One name of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    /// Also a common word, or ambiguous: it names its bearer only with support.
    pub(super) weak: bool,
    /// A phrase that stands for its bearer in a text but is no name of it:
    /// an outlet's label, or words for those who act for it.
    pub(super) label: bool,
}

/// Reads the `names` cell of a row.
pub(super) fn names(row: &Row, faults: &mut Faults) -> Vec<Name> {
    let cell = row.cell("names").unwrap_or_default();
    cell.split(" | ")
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .filter_map(|entry| {
            let name = name(entry);
            if name.is_none() {
                let message = format!(
                    "'{entry}' is no name: expected 'lang:name', 'lang:name@from..until' with \
                     dates such as 2016, 2016-07 or 2016-07-28, and ' !weak' or ' !label' at \
                     the end"
                );
                row.fault(message, faults);
            }
            name
        })
        .collect()
}

fn name(entry: &str) -> Option<Name> {
    let mut marks = entry.split(" !").map(str::trim);
    let (language, name) = marks.next()?.split_once(':')?;
    let (mut weak, mut label) = (false, false);
    for mark in marks {
        match mark {
            "weak" => weak = true,
            "label" => label = true,
            _ => return None,
        }
    }
    let (name, since, until) = dated(name)?;
    let is_tag = (2..=12).contains(&language.len())
        && language
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if name.is_empty() || !is_tag {
        return None;
    }
    Some(Name {
        name: name.to_owned(),
        language: language.to_owned(),
        since,
        until,
        weak,
        label,
    })
}

/// A text and the dates behind it: `southern-front@2014-02..2018-07`.
pub(super) fn dated(text: &str) -> Option<(&str, Option<PartialDate>, Option<PartialDate>)> {
    let Some((text, dates)) = text.split_once('@') else {
        return Some((text.trim(), None, None));
    };
    let (since, until) = dates.split_once("..")?;
    let (since, until) = (bound(since)?, bound(until)?);
    if let (Some(since), Some(until)) = (&since, &until)
        && since.earliest > until.latest
    {
        return None;
    }
    Some((text.trim(), since, until))
}

/// An end of an interval: `Some(None)` where it is open.
fn bound(text: &str) -> Option<Option<PartialDate>> {
    let text = text.trim();
    let basis = DateBasis::Explicit;
    let date = match text.split('-').collect::<Vec<_>>().as_slice() {
        [""] => return Some(None),
        [year] => PartialDate::year(year.parse().ok()?, basis)?,
        [year, month] => PartialDate::month(year.parse().ok()?, month.parse().ok()?, basis)?,
        _ => PartialDate::day(text.parse::<Date>().ok()?, basis),
    };
    Some(Some(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_dates_and_be_weak() {
        let nusra = name("en:Jabhat al-Nusra@2012-01..2016-07").unwrap();
        assert_eq!(nusra.name, "Jabhat al-Nusra");
        assert_eq!(nusra.until.map(|d| d.iso()), Some("2016-07".into()));
        let open = name("en:Tahrir al-Sham@2017..").unwrap();
        assert_eq!(
            (open.since.map(|d| d.iso()), open.until),
            (Some("2017".into()), None)
        );
        assert!(name("en:IS !weak").unwrap().weak);
        let label = name("en:Shia militias !weak !label").unwrap();
        assert!(label.weak && label.label);
        assert_eq!(label.name, "Shia militias");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for entry in [
            "Nusra",
            "en:",
            "en:Nusra@2016",
            "en:Nusra@2016-13..",
            "en:Nusra@2017..2016",
            "en:Nusra !strong",
            "a b:c",
        ] {
            assert_eq!(name(entry), None, "{entry}");
        }
    }
}
