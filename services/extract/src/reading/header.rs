//! What stands above an article's text: dates, bylines, datelines, addresses.

use std::sync::LazyLock;

use regex::Regex;
use sulh_domain::{DateBasis, PartialDate};

use super::{
    address, labels,
    publication::{self, Source},
};
use crate::{Lexicon, dates, patterns::compiled};

/// A line with a date and more words than this is prose.
const MAX_DATE_LINE_WORDS: usize = 24;

/// A longer line is no line with a date, in bytes.
const MAX_DATE_LINE_BYTES: usize = 400;

/// A line with a date and so many other words may be a byline.
const MAX_WORDS_AROUND_DATE: usize = 6;

/// A line with a date and so many words in all may be one.
const MAX_BYLINE_WORDS: usize = 9;

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

/// Whether a line says little more than a date: a byline, not a headline.
pub(super) fn is_date_line(line: &str) -> bool {
    let words = |text: Option<&str>| text.map_or(0, |text| text.split_whitespace().count());
    date_line(line).is_some()
        && (words(Some(line)) <= MAX_BYLINE_WORDS
            || dates::first_full(line, DateBasis::Header).is_some_and(|found| {
                let range = found.range();
                words(line.get(..range.start)) + words(line.get(range.end..))
                    <= MAX_WORDS_AROUND_DATE
            }))
}

/// The outlet that a date line or trail names first: "Camp Network, note, 24
/// June 2014", "LEVANT TODAY » News".
pub(super) fn outlet_of_line(line: &str, lexicon: &Lexicon) -> Option<String> {
    let parts = labels::trail(line).unwrap_or_else(|| line.split(',').collect());
    let first = parts.first()?.trim();
    if let Some(known) = lexicon.outlets.named(first) {
        return Some(known.name.clone());
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

/// Words of which outlets make their names.
const OUTLET_WORDS: &[&str] = &[
    "agency",
    "broadcasting",
    "bulletin",
    "centre",
    "center",
    "channel",
    "chronicle",
    "compass",
    "courier",
    "daily",
    "desk",
    "digest",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "information",
    "inquirer",
    "institute",
    "journal",
    "ledger",
    "letter",
    "letters",
    "magazine",
    "mail",
    "media",
    "mirror",
    "monitor",
    "network",
    "news",
    "newspaper",
    "notebook",
    "observatory",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "record",
    "report",
    "reporter",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "television",
    "times",
    "today",
    "tribune",
    "tv",
    "voice",
    "watch",
    "weekly",
    "wire",
    "world",
    "agence",
    "journal",
    "lettre",
    "presse",
    "nouvelles",
    "zeitung",
    "nachrichten",
    "rundschau",
    "haber",
    "gazetesi",
    "ajansı",
    "noticias",
    "diario",
    "вестник",
    "новости",
    "агентство",
    "газета",
    "радио",
    "وكالة",
    "صحيفة",
    "شبكة",
    "راديو",
    "إذاعة",
    "قناة",
    "موقع",
    "جريدة",
    "مرصد",
];

/// A line that may be the outlet's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Brand {
    pub(super) name: String,
    /// By a word that outlets use, not by its capitals alone.
    pub(super) names_an_outlet: bool,
}

/// The outlet that a line at the head of a page names alone: "GULF TRADE
/// MONITOR", "La Lettre du Hauran". Capitals need no word that outlets use.
pub(super) fn brand(line: &str) -> Option<Brand> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let names_an_outlet = words.iter().any(|word| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        OUTLET_WORDS.contains(&word.as_str())
    });
    let is_menu = words.iter().any(|word| {
        [
            "about", "contact", "home", "login", "us", "search", "more", "latest", "all",
        ]
        .contains(&word.to_lowercase().as_str())
    });
    let is_short = (2..=MAX_OUTLET_WORDS).contains(&words.len())
        && !line.ends_with(['.', '!', '?', ':', ',', '"', '”'])
        && !line.contains([':', ';', '?', '|', '»', '›']);
    let has_case = line.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let in_capitals = (2..=4).contains(&words.len())
        && line.chars().any(char::is_alphabetic)
        && has_case
        && !line.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    let is_name = names_an_outlet
        && words
            .iter()
            .filter(|word| word.chars().count() > 3)
            .all(|word| !word.starts_with(char::is_lowercase) || OUTLET_WORDS.contains(word));
    (is_short && !is_menu && (in_capitals || is_name)).then(|| Brand {
        name: in_title_case(line),
        names_an_outlet: is_name,
    })
}

/// The outlet that describes itself below its article: "The River Trust is an
/// independent aid body that works in nine countries".
pub(super) fn outlet_of_description(line: &str) -> Option<String> {
    static DESCRIPTION: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?x)^(?:[Aa]bout\ us:\ )?(?:[Tt]he\ )?(?P<name>\p{Lu}[\p{L}\d'’&-]*(?:\ (?:(?:of|for|the|and)\ ){0,2}\p{Lu}[\p{L}\d'’&-]*){1,6})\ is\ (?:the|an?)\ (?:[a-z-]+\ ){0,4}
              (?:agency|body|centre|center|channel|charity|collective|foundation|institute|magazine|network|newsletter|newspaper|ngo|organi[sz]ation|outlet|project|radio|service|site|station|think\ tank|weekly|website)\b",
        )
    });
    Some(
        DESCRIPTION
            .captures(line)?
            .name("name")?
            .as_str()
            .to_owned(),
    )
}

/// The outlet that a page's own words name: "The post … appeared first on Cedar
/// Grid", "Source: Orontes TV, Homs, in Arabic", "About the River Trust".
pub(super) fn outlet_of_credit(line: &str) -> Option<String> {
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?x)(?:appeared\ first\ on\ |^(?:Source|Publication|Copyright)\ ?:\ ?|^About\ (?:the\ )?|^(?:©|\(c\))\ ?)
              (?P<name>\p{Lu}[\p{L}\d'’&-]*(?:\ (?:(?:of|for|the|and)\ ){0,2}[\p{Lu}][\p{L}\d'’&-]*){1,6})(?:[.,\n]|$)",
        )
    });
    Some(CREDIT.captures(line)?.name("name")?.as_str().to_owned())
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
    static WEBSITE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"^(?P<name>\p{Lu}.{1,50}?)(?:['’]s?)? (?:(?:web)?site )?can (?:also )?be (?:accessed|reached|read|visited)\b",
        )
    });
    Some(WEBSITE.captures(line)?.name("name")?.as_str().to_owned())
}

/// The outlet of a footer: "© 2018 Kaveh News. All rights reserved",
/// "Copyright 2012–2018 by the River Post".
pub(super) fn outlet_of_notice(line: &str) -> Option<String> {
    static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?x)(?:^|[\s|])(?:(?i:copyright)\s?|©\s?|\(c\)\s?)+(?:(?:19|20)\d\d(?:\s?[-–—/]\s?(?:19|20)?\d\d)?,?\s)?(?:(?i:by)\s)?(?:[Tt]he\s)?
              (?P<name>\p{Lu}[\p{L}\d'’&.-]*(?:\s(?:(?:of|for|and|the|de|al|du|des|la|le|from|sur|von|der)\s){0,2}(?:[ldLD]['’])?[\p{Lu}&][\p{L}\d'’&-]*){0,6})",
        )
    });
    let name = NOTICE.captures(line)?.name("name")?.as_str();
    let name = without_legal_ending(name);
    let is_phrase = ["All", "Rights", "Reserved"].contains(&name.split(' ').next()?);
    (!is_phrase && name.chars().count() > 2).then(|| in_title_case(name))
}

/// A company's name as people use it.
pub(super) fn without_legal_ending(name: &str) -> &str {
    let name = name.trim_end_matches(['.', ',', '-']);
    LEGAL_ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
        .trim_end_matches([' ', '.', ','])
}

/// What companies put behind their names.
const LEGAL_ENDINGS: &[&str] = &[
    " All Rights Reserved",
    " All rights reserved",
    " All",
    " Ltd",
    " Ltd.",
    " LLC",
    " Inc",
    " Inc.",
    " GmbH",
    " AG",
    " SA",
    " SAS",
    " SARL",
    " BV",
    " PLC",
    " plc",
    " Co",
    " Company",
    " Corp",
    " Corporation",
    " Zrt",
    " Kft",
    " Limited",
    " A.Ş",
    " S.A",
    " S.A.L",
    " Media Cooperative",
    " Media Group",
    " Publishing",
];

/// A header field such as "HEADLINE: Buses leave".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Outlet,
    Date,
    Url,
}

/// The field that a line gives, and its value.
pub(super) fn field(line: &str) -> Option<(Field, &str)> {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r#"(?i)^\W{0,3}(?P<name>headline|title|subject|publication(?: name)?|outlet|source|publisher|site|website|date(?: published)?|published(?: on)?|publication date|pub ?date|url|link|address|permalink|visit (?:web)?site|original(?: article)?|read online)\W{0,3}\s?:\s*(?P<value>\S.*)$"#,
        )
    });
    let found = FIELD.captures(line)?;
    let value = found.name("value")?.as_str().trim().trim_matches('"');
    let field = match found.name("name")?.as_str().to_lowercase().as_str() {
        "headline" | "title" | "subject" => Field::Title,
        "publication" | "publication name" | "outlet" | "source" | "publisher" | "site"
        | "website" => Field::Outlet,
        "url" | "link" | "address" | "permalink" | "visit website" | "visit site" | "original"
        | "original article" | "read online" => Field::Url,
        _ => Field::Date,
    };
    Some((field, value))
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
        .map(|outlet| outlet.name.clone())
        .or_else(|| outlet_of_unknown_host(&host))
}

/// The address behind the words with which an archive heads its copy: "The
/// Wayback Machine - https://web.archive.org/web/20161206/http://a.example/b".
pub(super) fn archived_address(line: &str) -> Option<&str> {
    let at = line.find("http")?;
    let url = line.get(at..)?;
    let original = address::original(url);
    (original != url && !original.contains(' ')).then_some(original)
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
    fn footers_name_their_outlet() {
        let outlet = |line| outlet_of_notice(line);
        assert_eq!(
            outlet("© 2018 Kaveh News. All rights reserved.").as_deref(),
            Some("Kaveh News")
        );
        assert_eq!(
            outlet("Copyright 2012-2018 by the River Post | Imprint").as_deref(),
            Some("River Post")
        );
        assert_eq!(outlet("Copyright 2018. All rights reserved."), None);
    }

    #[test]
    fn fields_have_names_and_values() {
        assert_eq!(
            field("HEADLINE: Buses leave"),
            Some((Field::Title, "Buses leave"))
        );
        assert_eq!(
            field("url: https://a.example/b"),
            Some((Field::Url, "https://a.example/b"))
        );
        assert_eq!(field("He said: nothing."), None);
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
        for (line, outlet) in [
            ("RIVER TRADE POST", Some("River Trade Post")),
            ("La Lettre du Fleuve", Some("La Lettre du Fleuve")),
            ("Radio Steppe 92.1 FM", Some("Radio Steppe 92.1 FM")),
            ("Latest news from the north", None),
            ("News Programmes About us", None),
        ] {
            let found = brand(line).map(|brand| brand.name);
            assert_eq!(found.as_deref(), outlet, "{line}");
        }
    }
}
