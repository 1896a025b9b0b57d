//! The dates that an HTML page gives in its metadata and beside its headline.

use dom_query::{Document, NodeRef, Selection};
use jiff::civil::Date;
use serde_json::Value;
use sulh_domain::{DateBasis, PartialDate};

use super::{
    address, header,
    metadata::MAX_JSON_DEPTH,
    publication::{self, Candidates, Source},
};
use crate::dates;

/// Names of meta elements that give the day of publication, best first.
const PUBLICATION_METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "originalpublicationdate",
    "article_date_original",
    "publication_date",
    "publication-date",
    "publicationdate",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "sailthru.date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "displaydate",
];

/// Names of meta elements that give some date of the page.
const UNSPECIFIC_METAS: &[&str] = &["date", "dc.date", "dcterms.date", "article.date"];

/// Names of meta elements that give the day of the last change.
const CHANGE_METAS: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
    "dc.date.modified",
    "dcterms.modified",
];

/// Words in class names of what stands beside an article and has dates of its
/// own.
const OTHERS: &[&str] = &[
    "comment",
    "comments",
    "related",
    "sidebar",
    "recent",
    "disqus",
    "teaser",
    "popular",
    "latest",
    "trending",
    "recommended",
];

/// Words in class names and ids of an element that shows a date; so are those
/// that end with "date".
const DATE_NAMES: &[&str] = &[
    "dt",
    "published",
    "posted",
    "dateline",
    "timestamp",
    "datetime",
];

/// An element with more text than this shows more than a date, in bytes.
const MAX_DATE_BYTES: usize = 80;

/// So many elements above a headline may hold the line with its date, which is
/// so long at most, in bytes.
const MAX_LEVELS_OF_LINE: usize = 2;
const MAX_LINE_BYTES: usize = 160;

/// So much may stand beside a date in the link that holds it, in bytes.
const MAX_BYTES_BESIDE: usize = 20;

/// So many elements above a headline may hold its date.
const MAX_LEVELS_ABOVE: usize = 4;

/// Collects the dates of a page. `linked` is its JSON-LD; `metas` are the names,
/// in lower case, and contents of its meta elements.
pub(super) fn collect(
    document: &Document,
    linked: &[Value],
    metas: &[(String, String)],
    candidates: &mut Candidates,
) {
    let meta = |names: &[&str]| {
        let mut contents = names.iter().filter_map(|name| {
            let (_, content) = metas.iter().find(|(other, _)| other == name)?;
            day(content)
        });
        contents.next()
    };
    for value in linked {
        of_linked_data(value, MAX_JSON_DEPTH, candidates);
    }
    for (source, date) in [
        (Source::Meta, meta(PUBLICATION_METAS)),
        (Source::Microdata, microdata(document, "datePublished")),
        (Source::Time, time(document)),
        (Source::Element, element(document)),
        (Source::UnspecificMeta, meta(UNSPECIFIC_METAS)),
    ] {
        if let Some(date) = date {
            candidates.state(source, date);
        }
    }
    if let Some((source, date)) = line(document) {
        candidates.state(source, date);
    }
    candidates.modify(meta(CHANGE_METAS).and_then(|date| date.earliest));
    candidates.modify(microdata(document, "dateModified").and_then(|date| date.earliest));
    for caption in document.select("figcaption").iter() {
        candidates.picture(&caption.text());
    }
}

/// The day that metadata write, in the zone in which they write it, or the
/// month: "2018-05".
fn day(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.len() > MAX_LINE_BYTES {
        return None;
    }
    let digits = text.split(|c: char| !c.is_ascii_digit()).next();
    dates::first_full(text, DateBasis::Header)
        .map(|found| found.date)
        .or_else(|| address::compact(digits?))
        .or_else(|| month(text))
        .map(|date| PartialDate {
            basis: DateBasis::Header,
            ..date
        })
}

fn month(text: &str) -> Option<PartialDate> {
    let (year, month) = text.split_once(['-', '/'])?;
    let year = year
        .parse()
        .ok()
        .filter(|year| dates::YEARS.contains(year))?;
    PartialDate::month(year, month.parse().ok()?, DateBasis::Header)
}

fn of_linked_data(value: &Value, depth: usize, candidates: &mut Candidates) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(values) => values
            .iter()
            .for_each(|value| of_linked_data(value, depth - 1, candidates)),
        Value::Object(object) => {
            let date = |key: &str| day(object.get(key)?.as_str()?);
            let source = match object.get("@type").map_or(Thing::Page, thing) {
                Thing::Article => Some(Source::LinkedArticle),
                Thing::Page => Some(Source::LinkedPage),
                Thing::Other => None,
            };
            if let (Some(source), Some(published)) = (source, date("datePublished")) {
                let modified: Option<Date> = date("dateModified").and_then(|date| date.earliest);
                candidates.state(source, published);
                candidates.modify(modified);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    of_linked_data(inner, depth - 1, candidates);
                }
            }
        }
        _ => {}
    }
}

/// What a node of JSON-LD describes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing {
    Article,
    Page,
    /// A comment, picture, video, review, site.
    Other,
}

fn thing(of_type: &Value) -> Thing {
    let mut names: Vec<&str> = match of_type {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        Value::String(name) => vec![name],
        _ => Vec::new(),
    };
    names.retain(|name| !name.is_empty());
    let is_article =
        |name: &&str| name.ends_with("Article") || matches!(*name, "BlogPosting" | "Report");
    if names.iter().any(is_article) {
        return Thing::Article;
    }
    match names.iter().any(|name| name.ends_with("Page")) {
        true => Thing::Page,
        false => Thing::Other,
    }
}

fn microdata(document: &Document, property: &str) -> Option<PartialDate> {
    let selector = format!("[itemprop~='{property}']");
    let elements = document.select(&selector);
    let own = elements.nodes().iter().filter(|node| !is_of_others(node));
    own.map(|node| {
        let attributes = ["content", "datetime", "title"];
        attributes
            .iter()
            .find_map(|name| day(&node.attr(name)?))
            .or_else(|| day(&node.text()))
    })
    .next()?
}

/// The date of publication in a `time` element.
fn time(document: &Document) -> Option<PartialDate> {
    let all = document.select("time[datetime]");
    let own = all.nodes().iter().copied().filter(is_own);
    let times: Vec<(NodeRef<'_>, PartialDate)> = own
        .filter_map(|node| Some((node, day(&node.attr("datetime")?)?)))
        .collect();
    match times.iter().find(|(node, _)| node.has_attr("pubdate")) {
        Some((_, stated)) => Some(*stated),
        None => beside_headline(document, &times),
    }
}

/// The date of publication in an element that is called a date.
fn element(document: &Document) -> Option<PartialDate> {
    let shown_day = |node: &NodeRef<'_>| {
        let text = node.text();
        let is_short = text.len() <= MAX_DATE_BYTES;
        let found = is_short.then(|| dates::first_full(&text, DateBasis::Header));
        found.flatten().map(|found| found.date)
    };
    let all = document.select("[class], [id]");
    let nodes = all.nodes().iter().copied();
    let shown: Vec<(NodeRef<'_>, PartialDate)> = nodes
        .filter(is_date)
        .filter_map(|node| Some((node, shown_day(&node)?)))
        .filter(|(node, _)| is_own(node))
        .collect();
    beside_headline(document, &shown)
}

/// The date of publication in a line beside the headline: "7 June 2018, by a
/// correspondent".
fn line(document: &Document) -> Option<(Source, PartialDate)> {
    let headlines = document.select("h1");
    let headline = headlines.nodes().first()?;
    headline
        .ancestors(Some(MAX_LEVELS_OF_LINE))
        .into_iter()
        .filter(|above| !is_whole_page(above))
        .find_map(|above| {
            let lines = Selection::from(above).select("p, div, span, small, li, em, td, font");
            let own = lines.nodes().iter().filter(|node| is_own(node));
            own.map(|node| node.text())
                .filter(|text| text.len() <= MAX_LINE_BYTES)
                .find_map(|text| header::date_line(text.trim()))
        })
}

/// Whether an element's date is neither a change's nor another article's.
fn is_own(node: &NodeRef<'_>) -> bool {
    !is_change(node) && !is_of_others(node)
}

/// The date of the first of some elements beside the headline, or in the only
/// article, or the one on which all agree.
fn beside_headline(
    document: &Document,
    elements: &[(NodeRef<'_>, PartialDate)],
) -> Option<PartialDate> {
    let headlines = document.select("h1");
    let articles = document.select("article");
    let above = headlines
        .nodes()
        .first()
        .into_iter()
        .flat_map(|headline| headline.ancestors(Some(MAX_LEVELS_ABOVE)));
    let only_article = articles
        .nodes()
        .iter()
        .filter(|_| articles.length() == 1)
        .copied();
    let inside = |holder: NodeRef<'_>| {
        let mut elements = elements.iter();
        elements.find(|(node, _)| node.ancestors_it(None).any(|above| above.id == holder.id))
    };
    let beside = above.chain(only_article).find_map(inside);
    let (_, first) = elements.first()?;
    let agree = elements.iter().all(|(_, other)| other == first);
    beside
        .map(|(_, date)| *date)
        .or_else(|| agree.then_some(*first))
}

/// Whether an element is called a date.
fn is_date(node: &NodeRef<'_>) -> bool {
    names_of(node).iter().any(|name| {
        DATE_NAMES.contains(&name.as_str()) || (name.ends_with("date") && !name.ends_with("update"))
    })
}

/// Whether an element gives the date of a change: `class="updated"`.
fn is_change(node: &NodeRef<'_>) -> bool {
    let words = names_of(node);
    let has = |word: &str| words.iter().any(|name| name == word);
    let is_entry = (has("entry") || has("post")) && has("date");
    let is_published =
        is_entry || has("published") || has("datepublished") || node.has_attr("pubdate");
    let is_change = [
        "updated",
        "update",
        "modified",
        "datemodified",
        "datecreated",
    ]
    .iter()
    .any(|word| has(word));
    let before = node.prev_sibling().map(|node| node.text());
    let is_told = before.is_some_and(|before| publication::is_of_other_date(&before));
    !is_published && (is_change || is_told)
}

/// Whether an element belongs to a comment, another article or the furniture.
fn is_of_others(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|above| {
        let is_aside = above
            .node_name()
            .is_some_and(|name| matches!(&*name, "aside" | "nav"));
        let is_comment = above
            .attr("itemtype")
            .is_some_and(|kind| kind.ends_with("Comment"));
        // A link that holds more than the date is the card of another article.
        let is_card = above.node_name().is_some_and(|name| &*name == "a")
            && above.text().len() > node.text().len() + MAX_BYTES_BESIDE;
        is_aside
            || is_comment
            || is_card
            || (!is_whole_page(&above)
                && names_of(&above)
                    .iter()
                    .any(|name| OTHERS.contains(&name.as_str())))
    })
}

/// Whether an element holds the page or all that is in it of an article.
fn is_whole_page(node: &NodeRef<'_>) -> bool {
    node.node_name()
        .is_some_and(|name| matches!(&*name, "html" | "body" | "main"))
}

/// The words in an element's classes, id and properties, in lower case.
fn names_of(node: &NodeRef<'_>) -> Vec<String> {
    ["class", "id", "itemprop"]
        .iter()
        .filter_map(|name| node.attr(name))
        .flat_map(|names| {
            names
                .split(|c: char| !c.is_alphanumeric())
                .filter(|name| !name.is_empty())
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(html: &str) -> Option<String> {
        let document = Document::from(html);
        let lexicon = crate::lexicon::tests::lexicon();
        let candidates = super::super::metadata::read(html, &document, lexicon).dates;
        candidates.pick().map(|date| date.iso())
    }

    fn linked(json: &str) -> String {
        format!(r#"<script type="application/ld+json">{json}</script>"#)
    }

    #[test]
    fn published_beats_modified() {
        let article = linked(
            r#"{"@graph":[{"@type":"WebSite","datePublished":"2012-01-01"},
            {"@type":"WebPage","datePublished":"2018-05-20","dateModified":"2019-11-02"},
            {"@type":["NewsArticle"],"datePublished":"2018-05-21T23:30:00-05:00",
             "dateModified":"2019-11-02T10:00:00Z","dateCreated":"2017-01-01",
             "comment":[{"@type":"Comment","datePublished":"2018-05-19"}]}]}"#,
        );
        assert_eq!(published(&article), Some("2018-05-21".into()));
        for only_changed in [
            linked(r#"{"@type":"NewsArticle","dateModified":"2019-11-02"}"#),
            r#"<meta property="og:updated_time" content="2019-11-02">"#.into(),
            r#"<meta property="article:modified_time" content="2019-11-02">"#.into(),
            r#"<meta http-equiv="last-modified" content="Sat, 02 Nov 2019 10:00:00 GMT">"#.into(),
            r#"<p>Text</p><time class="updated" datetime="2019-11-02">2 November</time>"#.into(),
            r#"<p>Updated <time datetime="2019-11-02">2 November</time></p>"#.into(),
            r#"<meta itemprop="dateModified" content="2019-11-02">"#.into(),
        ] {
            assert_eq!(published(&only_changed), None, "{only_changed}");
        }
    }

    #[test]
    fn a_move_to_other_software_is_no_publication() {
        let moved = linked(
            r#"{"@type":"NewsArticle","datePublished":"2020-01-10T04:00:00Z",
                "dateModified":"2020-01-10T04:00:00Z"}"#,
        );
        let address =
            r#"<link rel="canonical" href="https://a.example/war-report-april-23-2018-talks/">"#;
        assert_eq!(
            published(&format!("{address}{moved}")),
            Some("2018-04-23".into())
        );
        assert_eq!(published(&moved), Some("2020-01-10".into()));
    }

    #[test]
    fn the_date_beside_the_headline_is_taken() {
        let page = r#"<body><div class="sidebar"><time datetime="2019-01-01">x</time></div>
            <div class="teasers"><p><time datetime="2019-02-01">x</time></p></div>
            <div><div><h1>Buses leave</h1><p><time class="updated" datetime="2018-06-01">x</time>
            <time class="entry-date published" datetime="2018-05-21T08:00:00+03:00">x</time></p></div></div>
            <div id="comments"><article><time datetime="2018-05-22">x</time></article></div></body>"#;
        assert_eq!(published(page), Some("2018-05-21".into()));
    }

    #[test]
    fn what_is_called_a_date_is_one() {
        for page in [
            r#"<h1>Buses leave</h1><div class="dt"><span id="ctl00_lblDate">21/05/2018</span></div>"#,
            r#"<h1>Buses leave</h1><p>Posted on <span class="entry-date">May 21, 2018</span></p>"#,
            r#"<h1>Buses leave</h1><time class="entry-date updated" datetime="2018-05-21">x</time>"#,
            r#"<h1>x</h1><abbr itemprop="datePublished" title="2018-05-21T23:47:00+02:00">23:47</abbr>"#,
        ] {
            assert_eq!(published(page), Some("2018-05-21".into()), "{page}");
        }
        let card = r#"<h1>Buses leave</h1></div><a href="/b"><h3>Talks fail over the list of names</h3>
            <time datetime="2018-06-01">x</time></a>"#;
        assert_eq!(published(card), None);
        let month = r#"<meta name="citation_publication_date" content="2017/04">"#;
        assert_eq!(published(month), Some("2017-04".into()));
    }

    #[test]
    fn a_line_beside_the_headline_is_read() {
        let page = r#"<body><p>Paris, 8 juin 2018</p><div class="cartouche"><h1>Un accord</h1>
            <p><small>jeudi 7 juin 2018, par Jeanne Doe</small></p></div>
            <p>La ville attend, et rien ne vient, disent ceux qui y vivent encore.</p></body>"#;
        assert_eq!(published(page), Some("2018-06-07".into()));
    }

    #[test]
    fn comments_have_dates_of_their_own() {
        let page = r#"<div itemscope itemtype="https://schema.org/Comment">
            <span itemprop="datePublished" content="2018-05-19">x</span></div>
            <div itemscope itemtype="https://schema.org/NewsArticle">
            <span itemprop="datePublished">21 May 2018</span></div>"#;
        assert_eq!(published(page), Some("2018-05-21".into()));
    }

    #[test]
    fn metas_of_many_kinds() {
        for meta in [
            r#"<meta name="date" content="2018-05-21">"#,
            r#"<meta name="DC.date.issued" content="20180521">"#,
            r#"<meta itemprop="datePublished" content="20180521T104500Z">"#,
            r#"<meta name="pubdate" content="Mon, 21 May 2018 10:45:00 GMT">"#,
            r#"<meta name="sailthru.date" content="May 21, 2018, 10:45 am">"#,
        ] {
            assert_eq!(published(meta), Some("2018-05-21".into()), "{meta}");
        }
    }
}
