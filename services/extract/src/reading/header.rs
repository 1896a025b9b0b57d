//! What stands above an article's text: dates, bylines, datelines, addresses.

use std::sync::LazyLock;

use regex::Regex;
use sulh_domain::{DateBasis, PartialDate};

use super::{
    address, furniture,
    publication::{self, Source},
};
use crate::{Lexicon, dates, patterns::compiled};

/// A line with a date and more words than this is prose.
const MAX_DATE_LINE_WORDS: usize = 24;

/// A longer line is no line with a date, in bytes.
const MAX_DATE_LINE_BYTES: usize = 400;

/// An outlet's name has at most so many words.
const MAX_OUTLET_WORDS: usize = 7;

/// A dateline takes at most so many bytes.
const MAX_DATELINE_BYTES: usize = 110;

/// The date of publication in a line above the text, such as a byline.
pub(super) fn date_line(line: &str) -> Option<(Source, PartialDate)> {
    let is_sentence = line.ends_with(['.', '!', '?', '”', '"']);
    if is_sentence || line.len() > MAX_DATE_LINE_BYTES {
        return None;
    }
    if line.split_whitespace().count() > MAX_DATE_LINE_WORDS {
        return None;
    }
    publication::of_line(line)
}

/// The outlet that a date line or trail names first: "Camp Network, note, 24
/// June 2014", "LEVANT TODAY » News".
pub(super) fn outlet_of_line(line: &str, lexicon: &Lexicon) -> Option<String> {
    let parts = furniture::trail(line).unwrap_or_else(|| line.split(',').collect());
    let first = parts.first()?.trim();
    if let Some(known) = lexicon.outlets.named(first) {
        return Some(known.to_owned());
    }
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_generic = [
        "home",
        "news",
        "world",
        "by",
        "published",
        "posted",
        "updated",
        "from",
    ]
    .contains(&words.first()?.to_lowercase().as_str());
    let is_title_case = words
        .iter()
        .all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    let has_date = first.chars().any(|c| c.is_ascii_digit());
    let fits = (2..=MAX_OUTLET_WORDS).contains(&words.len()) && !first.contains(':');
    (fits && is_title_case && !is_generic && !has_date).then(|| in_title_case(first))
}

/// A line in capitals that names the outlet: "GULF TRADE MONITOR".
pub(super) fn is_brand(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=4).contains(&words)
        && line.chars().any(char::is_alphabetic)
        && !line.chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// "GULF TRADE MONITOR" as "Gulf Trade Monitor"; mixed case stays.
pub(super) fn in_title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split_whitespace().map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters.flat_map(char::to_lowercase)).collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// "Kaveh News’ website can also be accessed at": the outlet's own name.
pub(super) fn outlet_of_website_line(line: &str) -> Option<String> {
    static WEBSITE: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^(?P<name>.{2,50}?)(?:['’]s?)? website can (?:also )?be"));
    Some(WEBSITE.captures(line)?.name("name")?.as_str().to_owned())
}

/// The outlet of an address, by its host.
pub(super) fn outlet_of_url(url: &str, lexicon: &Lexicon) -> Option<String> {
    static HOST: LazyLock<Regex> =
        LazyLock::new(|| compiled(r"^(?i:https?://)?(?P<host>[^/?#:\s]+)"));
    let parts = HOST.captures(address::original(url))?;
    let host = parts.name("host")?.as_str().trim_start_matches("www.");
    let host = host.to_ascii_lowercase();
    lexicon
        .outlets
        .at_host(&host)
        .map(str::to_owned)
        .or_else(|| outlet_of_unknown_host(&host))
}

/// "barada-monitor.example" is of the Barada Monitor. A host whose words run
/// together tells nothing.
fn outlet_of_unknown_host(host: &str) -> Option<String> {
    let domain = host.rsplit_once('.')?.0;
    let label = domain.rsplit('.').next()?;
    let name = label.replace('-', " ");
    label
        .contains('-')
        .then(|| in_title_case(&name.to_uppercase()))
}

/// What a dateline tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dateline {
    /// Bytes that it takes at the start of the text.
    pub(super) length: usize,
    pub(super) published: Option<PartialDate>,
    pub(super) outlet: Option<String>,
}

/// The dateline before the first sentence: "DAMASCUS, 31 August 2016 – ",
/// "AL-DUMAYR, April 19, 2018 (Levant Dispatch) – ", "BEIRUT (Reuters) - ".
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"^(?P<place>\p{Lu}[\p{L}'’\- ]+)(?:[,/] ?[^()–—]{1,60}?)?(?: ?\((?P<outlet>[^()]{2,40})\))?\s*(?:–|—|-{1,2})\s+",
        )
    });
    let start = text.get(..text.floor_char_boundary(MAX_DATELINE_BYTES))?;
    let found = DATELINE.captures(start)?;
    let whole = found.get(0)?;
    let place = found.name("place")?.as_str();
    let outlet = found.name("outlet").map(|name| name.as_str().to_owned());
    let first = place.split([' ', ',']).next()?;
    let in_capitals = first.chars().count() >= 3 && !first.chars().any(char::is_lowercase);
    (in_capitals || outlet.is_some()).then(|| Dateline {
        length: whole.end(),
        published: dates::first_full(whole.as_str(), DateBasis::Explicit)
            .or_else(|| dates::dates(whole.as_str(), None).into_iter().next())
            .map(|found| found.date)
            .filter(|date| date.month.is_some()),
        outlet,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dateline_of(text: &str) -> Option<(&str, Option<String>, Option<String>)> {
        let found = dateline(text)?;
        Some((
            text.get(found.length..)?,
            found.published.map(|d| d.iso()),
            found.outlet,
        ))
    }

    #[test]
    fn datelines_give_date_and_outlet() {
        assert_eq!(
            dateline_of("HOMS, 3 May 2016 – Buses left."),
            Some(("Buses left.", Some("2016-05-03".into()), None))
        );
        assert_eq!(
            dateline_of("BEIRUT (Example Wire) - Talks went on."),
            Some(("Talks went on.", None, Some("Example Wire".into())))
        );
        assert_eq!(
            dateline_of("BEIRUT, July 19 (Example Wire) - Talks went on."),
            Some((
                "Talks went on.",
                Some("--07-19".into()),
                Some("Example Wire".into())
            ))
        );
        assert_eq!(dateline_of("Talks went on - slowly."), None);
    }

    #[test]
    fn addresses_give_the_outlet() {
        let lexicon = crate::lexicon::tests::lexicon();
        for url in [
            "https://www.river-post.example/2018/05/21/buses-leave",
            "https://web.archive.org/web/2020/https://river-post.example/2018/05/21/x",
        ] {
            let outlet = outlet_of_url(url, lexicon);
            assert_eq!(outlet.as_deref(), Some("River Post"), "{url}");
        }
    }

    #[test]
    fn lines_above_the_text() {
        let lexicon = crate::lexicon::tests::lexicon();
        assert!(date_line("By the News Desk | 29 January 2019 | Comments (0)").is_some());
        assert!(date_line("They signed on 29 January 2019.").is_none());
        assert_eq!(
            outlet_of_line("RIVER TODAY  »  News  »  South", lexicon).as_deref(),
            Some("River Today")
        );
        assert_eq!(outlet_of_line("Home / World / Syria", lexicon), None);
        assert!(is_brand("RIVER TRADE POST"));
    }
}
